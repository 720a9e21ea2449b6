"""What the bars of a timeline say, as plain words for a picture and as wikitext for a grid, and how these look there.

A wiki need not have TemplateStyles, so the looks are in `style`, of which MediaWiki lets through everything but what
loads or runs something (`Sanitizer::checkCss`). Colours are those of Wikimedia's skins, with what they are in the light
where a skin does not name them; whatever sets a background sets the colour of the text, too.
"""

from bot.overview.timeline import Bar, BarState, Timeline, count_states
from bot.render.escape import Wikitext, escape
from bot.render.words import Words

SIGNS: dict[BarState, str] = {
    "done": "✓",
    "ongoing": "▶",
    "planned": "○",
    "overdue": "!",
    "cancelled": "✗",
    "passed": "?",
}
"""What stands before the word for a state: it tells states apart before one has read it."""

_TEXT = "color:var(--color-base,#202122)"
_LOOKS: dict[BarState, tuple[str, str, str]] = {
    "done": ("success-subtle,#dff2eb", "2px solid", "success,#177860"),
    "ongoing": ("progressive-subtle,#e8eeff", "2px solid", "progressive,#36c"),
    "planned": ("base,#fff", "2px solid", "base,#72777d"),
    "overdue": ("error-subtle,#ffe9e5", "3px solid", "error,#bf3c2c"),
    "cancelled": ("neutral,#eaecf0", "2px dotted", "base,#72777d"),
    "passed": ("neutral,#eaecf0", "2px solid", "base,#72777d"),
}
"""The background and the border of each state: the skin's name for a colour, and the colour in the light."""
_STRIPES = "repeating-linear-gradient(135deg,transparent 0 6px,rgba(114,119,125,.3) 6px 8px)"
"""Over whatever colour the state has."""

PERIOD = f"background:var(--background-color-neutral,#eaecf0);{_TEXT}"
"""The bar of a whole project."""
NOW = f"background:var(--background-color-warning-subtle,#fdf2d5);{_TEXT}"
"""The present month."""
OVERLOAD = f"background:var(--background-color-error-subtle,#ffe9e5);{_TEXT};font-weight:bold"
"""A month with more to do than there is time."""


def look(bar: Bar, *, edged: bool) -> str:
    """The style of a bar.

    Args:
        bar: The bar.
        edged: With a border; without one it is shorter to write, where there are many.
    """
    background, border, edge = _LOOKS[bar.state]
    style = f"background:var(--background-color-{background});{_TEXT}"
    style += f";border:{border} var(--border-color-{edge})" if edged else ""
    style += f";background-image:{_STRIPES}" if bar.tentative else ""
    return f"{style};border-style:dashed" if edged and bar.tentative else style


def bar_words(bar: Bar, words: Words) -> str:
    """What stands in a bar: its state, and where it goes on beyond the timeline."""
    return " · ".join(f"{first} {second}" for first, second in _pieces(bar, words))


def bar_wikitext(bar: Bar, words: Words) -> Wikitext:
    """The same as wikitext that breaks between its parts alone."""
    return Wikitext(" ".join(f"{escape(first)}&nbsp;{escape(second)}" for first, second in _pieces(bar, words)))


def signed(state: BarState, words: Words) -> Wikitext:
    """The sign and the word for a state."""
    return Wikitext(f"{escape(SIGNS[state])}&nbsp;{escape(state_word(state, words))}")


def counts_words(timeline: Timeline, words: Words) -> list[tuple[str, str]]:
    """How many activities are in which state: the sign, if the state has one, and the words."""
    return [
        ("" if state == "undated" else SIGNS[state], words.phrase(f"timeline-count-{state}", count=count))
        for state, count in count_states(timeline).items()
    ]


def _pieces(bar: Bar, words: Words) -> list[tuple[str, str]]:
    when = bar.one.activity.when
    found = [(SIGNS[bar.state], state_word(bar.state, words))]
    if bar.before:
        start = (
            words.phrase("timeline-from", year=when.start.year) if when.start else words.phrase("timeline-open-start")
        )
        found = [("←", start), *found]
    if bar.after:
        end = words.phrase("timeline-until", year=when.end.year) if when.end else words.phrase("timeline-open-end")
        found = [*found, (end, "→")]
    return found


def state_word(state: BarState, words: Words) -> str:
    """The word for a state, with a capital."""
    return words.phrase(f"timeline-state-{state}")


def said_words(bar: Bar, words: Words) -> str:
    """Everything about a bar in words: its days, its state and its people."""
    state = state_word(bar.state, words).lower()
    return ", ".join(filter(None, [days_words(bar, words), state, people_words(bar, words)]))


def days_words(bar: Bar, words: Words) -> str:
    """The days of an activity, and whether they are not settled."""
    days = words.period(bar.one.activity.when)
    return f"{days} ({words.phrase('timeline-tentative')})" if bar.tentative else days


def people_words(bar: Bar, words: Words) -> str:
    """Who does an activity, those in support too."""
    people = bar.one.activity.people
    everyone = [words.phrase("everyone")] if people.everyone == "support" else []
    names = [*(one.name for one in people.support), *everyone]
    support = words.phrase("timeline-support", names=words.listed(names)) if names else ""
    return " ".join(filter(None, [words.people(people), support]))
