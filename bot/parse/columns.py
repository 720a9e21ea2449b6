"""The columns of a time plan, known by what people call them."""

import re
from collections.abc import Mapping

from bot.parse.grid import Row
from bot.parse.words import plain

COLUMNS: dict[str, tuple[str, ...]] = {
    "when": ("datum", "tid", "när", "tidpunkt", "period"),
    "name": ("aktivitet", "uppgift", "aktiviteter", "uppgifter"),
    "effort": ("tidsåtgång (dagar)", "tidsåtgång", "dagar", "tid (dagar)"),
    "owner": ("ansvarig", "ansvariga", "vem"),
    "comment": ("kommentar", "beskrivning", "anteckningar", "kommentarer", "anteckning"),
    "tasks": ("phabricator", "phab"),
    "status": ("status",),
}
"""What the columns are called in their headers, in lower case; today's order is that of the keys."""

_COLUMN_OF = {name: key for key, names in COLUMNS.items() for name in names}
_SECOND_LINE = re.compile(r"<br\b[^>]*>|\n", re.IGNORECASE)
_ADDITION = re.compile(r" ?(?:\([^()]*\)|/.*)")

_FIRST_WORD = re.compile(r"[^\W\d_]+")
_SPOKEN_OF = frozenset({"owner", "comment", "tasks"})
"""Columns that are known by their first word (`Ansvarig person`, `Phabricator-ärende`); `Datum för slut` is not."""

_LONGEST = 500
"""Characters in the longest first line of a header, markup and all: longer ones are cells with text, and many."""


def column(header: str) -> str | None:
    """Which column a header names; None for one that is not known.

    Args:
        header: The header cell's wikitext, or a parameter's name. Only its first line counts, and what stands in
            parentheses or after a slash only where the header is not known with it (`Tid (dagar)` is the effort); of
            owners, comments and tasks the first word is enough.
    """
    first = _SECOND_LINE.split(header.replace("_", " "), maxsplit=1)[0]
    if len(first) > _LONGEST:
        return None
    words = plain(first).lower().rstrip(" :.?")
    known = _COLUMN_OF.get(words) or _COLUMN_OF.get(_ADDITION.sub("", words).strip())
    if known is None and (word := _FIRST_WORD.match(words)):
        return _COLUMN_OF[word[0]] if _COLUMN_OF.get(word[0]) in _SPOKEN_OF else None
    return known


def columns(row: Row) -> Mapping[str, int]:
    """Which place each known column has in a row of headers; the first where two have the same meaning."""
    places: dict[str, int] = {}
    for place, cell in enumerate(row.cells):
        if key := column(cell.text):
            places.setdefault(key, place)
    return places


def is_header(places: Mapping[str, int]) -> bool:
    """Whether these columns are a time plan's: it has a date and an activity."""
    return {"when", "name"} <= places.keys()
