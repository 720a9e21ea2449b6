"""The columns of a time plan, known by what people call them."""

import re
from collections.abc import Mapping
from functools import cache

from bot.parse.grid import Row
from bot.parse.languages.swedish import SWEDISH
from bot.parse.vocabulary import PlanWords, Vocabulary
from bot.parse.words import plain

_SECOND_LINE = re.compile(r"<br\b[^>]*>|\n", re.IGNORECASE)
_ADDITION = re.compile(r" ?(?:\([^()]*\)|/.*)")
_FIRST_WORD = re.compile(r"[^\W\d_]+")

_LONGEST = 500
"""Characters in the longest first line of a header, markup and all: longer ones are cells with text, and many."""


@cache
def _column_of(words: PlanWords) -> Mapping[str, str]:
    return {name: key for key, names in words.columns.items() for name in names}


def column(header: str, *, vocabulary: Vocabulary = SWEDISH) -> str | None:
    """Which column a header names; None for one that is not known.

    Args:
        header: The header cell's wikitext, or a parameter's name. Only its first line counts, and what stands in
            parentheses or after a slash only where the header is not known with it (`Tid (dagar)` is the effort); of
            owners, comments and tasks the first word is enough.
        vocabulary: The language.
    """
    words, known = _words(header), _column_of(vocabulary.plan)
    found = known.get(words) or known.get(_ADDITION.sub("", words).strip())
    if found is None and (first := _FIRST_WORD.match(words)) and first[0] in vocabulary.plan.first_words:
        return known[first[0]]
    return found


def _words(header: str) -> str:
    """The words of a header's first line, in lower case; "" where it is too long."""
    first = _SECOND_LINE.split(header.replace("_", " "), maxsplit=1)[0]
    return plain(first).lower().rstrip(" :.?") if len(first) <= _LONGEST else ""


def columns(row: Row, *, vocabulary: Vocabulary = SWEDISH) -> Mapping[str, int]:
    """Which place each known column has in a row of headers; the first where two have the same meaning.

    A header that may mean the activities as well as their tasks on Phabricator (`Task`) means the activities where no
    other does.
    """
    places: dict[str, int] = {}
    for place, cell in enumerate(row.cells):
        if key := column(cell.text, vocabulary=vocabulary):
            places.setdefault(key, place)
    tasks = places.get("tasks")
    if "name" not in places and tasks is not None and _words(row.cells[tasks].text) in vocabulary.plan.either:
        places["name"] = places.pop("tasks")
    return places


def is_header(places: Mapping[str, int]) -> bool:
    """Whether these columns are a time plan's: it has a date and an activity."""
    return {"when", "name"} <= places.keys()
