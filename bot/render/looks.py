"""How the overview looks, whatever its language: declarations for `style` attributes, and bars.

They do without a style sheet. Colours are the wiki's own (Codex), which follow its dark mode; where a wiki has none,
the fallbacks are the light ones, of text and background together. Bars are borders: browsers print no backgrounds.
"""

from collections.abc import Mapping

from bot.render.escape import Wikitext

_INK = "color:var(--color-base,#202122)"
_FRAME = "border:1px solid var(--border-color-base,#a2a9b1)"


def _on(token: str, fallback: str) -> Wikitext:
    return Wikitext(f"background:var(--background-color-{token},{fallback});{_INK}")


def _sign(token: str, fallback: str) -> Wikitext:
    return Wikitext(f"color:var(--color-{token},{fallback})")


def _on_paper(name: str, printed: str, shown: str) -> str:
    """A declaration that is another when the page is printed; browsers that do not know this leave it out."""
    return f"{name}:if(media(overflow-block: paged): {printed}; else: {shown})"


LOOK: Mapping[str, Wikitext] = {
    "cards": Wikitext("display:flex;flex-wrap:wrap;gap:.6em;margin:.6em 0 1em;padding:0;list-style:none"),
    "card": Wikitext(
        f"flex:1 1 9em;margin:0;padding:.5em .75em;{_FRAME};border-radius:2px;"
        f"background:var(--background-color-neutral-subtle,#f8f9fa);{_INK}"
    ),
    "figure": Wikitext("display:block;font-size:1.5em;line-height:1.3;font-weight:bold"),
    "scroll": Wikitext(f"overflow-x:auto;{_on_paper('overflow-x', 'visible', 'auto')}"),
    # a long address in the name of an activity must not make the table wide
    "table": Wikitext(
        f"overflow-wrap:break-word;width:100%;font-size:.875em;{_on_paper('font-size', '6.5pt', '.875em')}"
    ),
    "any": Wikitext("min-width:6em;max-width:14em"),
    "left": Wikitext("text-align:left"),
    # stays in view with a style sheet: a word without end in it must not hide all else on a phone
    "name": Wikitext("text-align:left;max-width:14em"),
    "right": Wikitext("text-align:right;white-space:nowrap"),
    "top": Wikitext("vertical-align:top"),
    "whole": Wikitext("white-space:nowrap"),
    # stays in view, and no wider than that, while the table is scrolled sideways
    "aside": Wikitext("position:sticky;left:.5em;max-width:min(75em,80vw)"),
    "good": _on("success-subtle", "#d5fdf4"),
    "soon": _on("warning-subtle", "#fef6e7"),
    "bad": _on("error-subtle", "#fee7e6"),
    "green": _sign("success", "#14866d"),
    "orange": _sign("warning", "#886425"),
    "red": _sign("error", "#b32424"),
}
"""The declarations, by what they are for."""


def bar(done: float, whole: float) -> Wikitext:
    """A bar beside figures that say the same: so much is done of the whole; "" where there is nothing to do."""
    if whole <= 0:
        return Wikitext()
    share = round(100 * min(max(done / whole, 0), 1))
    colour = "var(--border-color-progressive,#36c)" if share else "transparent"
    return Wikitext(
        f'<div style="min-width:4em;border-radius:2px;{_FRAME}" aria-hidden=true>'
        f'<div style="width:{share}%;border-top:.5em solid {colour}"></div></div>'
    )
