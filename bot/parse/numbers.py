"""Project numbers: what the box says, and the list of names and numbers in `Mall:Projektid`."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bot.parse.languages.swedish import SWEDISH
from bot.parse.structure import Call, Source
from bot.parse.vocabulary import ProjectWords, Vocabulary
from bot.parse.words import plain

# Four figures in 2014 and before, six since (two of them the year); three in the oldest lists.
_NUMBER = re.compile(r"[0-9]{3,6}|[0-9]{3} [0-9]{3}|[0-9]{2} [0-9]{4}|[0-9]{2} [0-9]{2} [0-9]{2}")
_SWITCH = re.compile(r"#(?:switch|växel) ?:", re.IGNORECASE)
"""The parser function, by its English and its Swedish name."""

_DEEPEST = 4
"""So many calls deep the `#switch` is looked for (inside `#if`, for instance); each level reads the page once more."""


class _Patterns(NamedTuple):
    """The template with the numbers: a call of it, and its answer, where somebody has substituted it."""

    call: re.Pattern[str]
    error: re.Pattern[str] | None


@cache
def _patterns(words: ProjectWords) -> _Patterns:
    call = re.compile(rf"(?:(?:mall|template) ?: ?)?(?:{words.number_template})", re.IGNORECASE)
    return _Patterns(call, re.compile(words.number_unknown, re.IGNORECASE) if words.number_unknown else None)


class Number(NamedTuple):
    """What the box says of the number.

    Attributes:
        number: The project's number, or None.
        unknown: The name that was looked up in `Mall:Projektid` in vain, where the box holds more than a blank.
    """

    number: str | None
    unknown: str | None = None


def read_numbers(text: str) -> dict[str, str]:
    """The project numbers by name, from the `#switch` of `Mall:Projektid`.

    A name without a value takes that of the next name that has one, the first of several equal names counts, and the
    default has none (as in MediaWiki). Names are as `as_name` gives them.
    """
    numbers: dict[str, str | None] = {}
    for piece, switch in _switches(text):
        waiting: list[str] = []
        for one in switch.parameters:
            value = piece[one.value_start : one.value_end]
            name = one.name if one.named else value.strip()
            waiting.append("" if name.startswith("#") else as_name(plain(name)))
            if one.named:
                for name in waiting:
                    numbers.setdefault(name, _figures(plain(value)))
                waiting = []
    return {name: number for name, number in numbers.items() if name and number}


def read_number(wikitext: str, *, name: str, numbers: dict[str, str], vocabulary: Vocabulary = SWEDISH) -> Number:
    """The number that a box gives: its figures, else that of the list.

    Args:
        wikitext: The field.
        name: The project's name.
        numbers: What `read_numbers` gave.
        vocabulary: The language.
    """
    words = plain(wikitext)
    if figures := _figures(words):
        return Number(figures)
    asked = _asked(wikitext, words, _patterns(vocabulary.project)) or name
    found = numbers.get(as_name(asked))
    blank = not words and asked == name
    return Number(found, None if found or blank else asked)


def as_name(written: str) -> str:
    """A name as it is looked up: spaces for underscores, the first letter upper-case."""
    name = " ".join(written.replace("_", " ").split())
    return name[:1].upper() + name[1:]


def _figures(words: str) -> str | None:
    return words.replace(" ", "") if _NUMBER.fullmatch(words) else None


def _asked(wikitext: str, words: str, patterns: _Patterns) -> str:
    """The name that the box itself asks the list for; "" where it names none (or the page's own, `{{PAGENAME}}`)."""
    if patterns.error and (error := patterns.error.fullmatch(words)):
        return error[1]
    for call in Source("", wikitext).calls():
        asked = call.last("1")
        if asked and patterns.call.fullmatch(as_name(call.name)):
            return plain(wikitext[asked.value_start : asked.value_end])
    return ""


def _switches(text: str) -> Iterator[tuple[str, Call]]:
    """Every `#switch`, with the text that its positions are of."""
    pieces = [text]
    for _ in range(_DEEPEST):
        found = [(piece, call) for piece in pieces for call in Source("", piece).calls()]
        yield from (one for one in found if _SWITCH.search(one[1].name))
        pieces = [piece[one.value_start : one.value_end] for piece, call in found for one in call.parameters]
