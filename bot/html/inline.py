"""A line of wikitext as HTML: bold and italic, links, a few tags; whatever is opened on it is closed on it."""

import re
from html import escape, unescape
from typing import Final

from bot.html.addresses import Addresses
from bot.html.allowed import INLINE_TAGS, Styles, attributes
from bot.html.literal import fit

_DEEPEST = 12
"""So many elements may stand in each other on a line."""

_TOKEN = re.compile(
    r"(?P<quotes>'{2,})"
    r"|\[\[(?P<page>[^\[\]|\n]+)(?:\|(?P<label>[^\[\]\n]*))?\]\]"
    r"|\[(?P<address>https?://[^\s\[\]<>\"']+)(?P<words>[ \t][^\[\]\n]*)?\]"
    r"|(?P<bare>https://[^\s\[\]<>\"'|{}]+)"
    r"|<(?P<slash>/?)(?P<tag>[A-Za-z]{1,12})(?P<rest>(?:\s[^<>]*)?)>|<(?P<empty>br|wbr)\s?/?>"
    r"|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)",
)

_QUOTED: Final = {2: ("i",), 3: ("b",), 5: ("b", "i")}
"""What so many apostrophes turn on and off."""

_WORDS_END: Final = ".,;:!?)"
"""What ends a sentence, and not the address in it."""


class Line:
    """One line being written.

    Args:
        addresses: Where links lead.
        styles: Gets the declarations of styles.
        links: Links may be made here; not in the words of a link.
    """

    def __init__(self, addresses: Addresses, styles: Styles, *, links: bool = True) -> None:
        self._addresses = addresses
        self._styles = styles
        self._links = links
        self._open: list[tuple[str, str]] = []  # names of elements, each with its opening tag
        self._written: list[str] = []

    def html(self, text: str) -> str:
        """The whole line as HTML."""
        position = 0
        for match in _TOKEN.finditer(text):
            self._written.append(escape(text[position : match.start()]))
            self._token(match)
            position = match.end()
        self._written.append(escape(text[position:]))
        self._close_to(0)
        return "".join(self._written)

    def _token(self, match: re.Match[str]) -> None:
        if match["quotes"]:
            self._quotes(len(match["quotes"]))
        elif match["page"]:
            self._page_link(match["page"], match["label"])
        elif match["address"]:
            self._outside_link(match["address"], (match["words"] or "").strip() or match["address"])
        elif match["bare"]:
            self._bare(match["bare"])
        elif match["entity"]:
            self._written.append(escape(fit(unescape(match["entity"]))))
        elif match["empty"] or match["tag"].lower() in {"br", "wbr"}:
            self._written.append("<br>" if (match["empty"] or match["tag"]).lower() == "br" else "<wbr>")
        else:
            self._tag(match)

    def _quotes(self, count: int) -> None:
        marks = 5 if count >= 5 else min(count, 3)  # noqa: PLR2004 - apostrophes: italic, bold, both
        self._written.append("&#x27;" * (count - marks))
        opened = self._names()[::-1]  # what was opened last is closed first, and then the rest is opened
        for name in sorted(_QUOTED[marks], key=lambda one: opened.index(one) if one in opened else len(opened)):
            if name in self._names():
                self._close(name)
            else:
                self._begin(name, f"<{name}>")

    def _tag(self, match: re.Match[str]) -> None:
        name = match["tag"].lower()
        if name not in INLINE_TAGS:
            self._written.append(escape(match[0]))
        elif match["slash"]:
            if name in self._names():
                self._close(name)
        elif match["rest"].rstrip().endswith("/"):
            return  # an empty element shows nothing
        else:
            self._begin(name, f"<{name}{attributes(match['rest'], self._styles)}>")

    def _begin(self, name: str, tag: str) -> None:
        if len(self._open) < _DEEPEST:
            self._open.append((name, tag))
            self._written.append(tag)

    def _names(self) -> list[str]:
        return [name for name, _ in self._open]

    def _close(self, name: str) -> None:
        """Close the innermost element of a name; those that stand in it go on behind it."""
        at = len(self._open) - 1 - self._names()[::-1].index(name)
        inner = self._open[at + 1 :]
        self._close_to(at)
        for each in inner:
            self._begin(*each)

    def _close_to(self, depth: int) -> None:
        while len(self._open) > depth:
            self._written.append(f"</{self._open.pop()[0]}>")

    def _page_link(self, title: str, label: str | None) -> None:
        words = (label if label and label.strip() else title.strip().lstrip(":")).strip()
        self._link(self._addresses.page(fit(unescape(title))), words)

    def _outside_link(self, address: str, words: str) -> None:
        self._link(fit(unescape(address)) if address.startswith("https://") else None, words)

    def _bare(self, address: str) -> None:
        own = address.rstrip(_WORDS_END)
        self._outside_link(own, own)
        self._written.append(escape(address[len(own) :]))

    def _link(self, address: str | None, words: str) -> None:
        if not self._links:
            self._written.append(escape(fit(unescape(words))))
            return
        shown = Line(self._addresses, self._styles, links=False).html(words)
        self._written.append(f'<a href="{escape(address)}">{shown}</a>' if address else shown)
