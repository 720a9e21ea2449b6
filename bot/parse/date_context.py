"""What stands around a date in a line of prose, and makes it something else than the date it looks like.

"ca 15 maj", "efter 1 maj", "5 maj eller 12 maj" and "veckan före jul" are no days that a calendar can hold, and half of
such a date is a wrong one. Each list is of words as they stand beside a date; a new trap is one more word here.
"""

import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import NamedTuple

from bot.parse.date_words import Kind, Token
from bot.parse.vocabulary import ProseWords, Vocabulary

Word = tuple[Token, tuple[int, int]]
"""A word of a line as a token, and its slice of the line."""


class _Patterns(NamedTuple):
    """The traps of a language; see `bot.parse.vocabulary.ProseWords`."""

    before: re.Pattern[str]
    sooner: re.Pattern[str]
    after: re.Pattern[str]
    onwards: re.Pattern[str]
    year_after: re.Pattern[str]
    moved: re.Pattern[str]
    counted: re.Pattern[str]


@cache
def _patterns(words: ProseWords) -> _Patterns:
    before = rf"(?<!\w)(?:{words.before})[ .,(]*\Z|[~≈<>±≤≥] ?\Z|(?<!\w)(?:{words.opens}): \Z"
    return _Patterns(
        before=re.compile(before, re.IGNORECASE),
        sooner=re.compile(rf"(?<!\w)(?:{words.sooner}) \Z", re.IGNORECASE),
        after=re.compile(rf" ?[,(/–—-]? ?(?:{words.after})(?!\w)", re.IGNORECASE),
        onwards=re.compile(rf"[ ,]{{0,2}}(?:{words.onwards})", re.IGNORECASE),
        year_after=re.compile(rf" (?:{words.year_after})(?!\w)", re.IGNORECASE),
        moved=re.compile(rf"(?<!\w)(?:{words.moved})", re.IGNORECASE),
        counted=re.compile(rf" (?:{words.counted})(?!\w)", re.IGNORECASE),
    )


_FIGURES_BEFORE = re.compile(r"[0-9][ .,:/-]*\Z")
_FIGURES_AFTER = re.compile(r" ?(?:['’´`‘±]|…|\.\.\.) ?[0-9]")
"""`mars '14` may be a year or a day, and a number before a month a day in a form that nobody knows."""

_OPEN_END = re.compile(r" ?[–—-] ?(?:\Z|[:.,;)])")
"""`1 april–` goes on, and nobody says until when."""

_OPEN_START = re.compile(r"(?:\A|[ (])[–—-]\Z")
"""`–1 maj` is the end of something."""

_GLUED_BEFORE = re.compile(r"\S[-‐‑–—/]\Z")
_GLUED_AFTER = re.compile(r"[-‐‑–—/]\S")

_ALWAYS = (24, 7)
_SMALL = 4
"""Of four parts one speaks often, of five or more seldom: `1/2 tjänst`, `3/4 av målet`, `del 1/3`."""

_WORD = re.compile(r" [^\W\d_]")
_SENTENCE_START = re.compile(r"(?:\A|[.!?:(–—-] ?)\Z")
_NEAR = 30
"""Characters before a date that are looked at: the longest words of any language, with what stands between."""


def is_glued(line: str, start: int, end: int) -> bool:
    """Whether a slice of a line is part of a longer word: `mars-kampanjen`, `24/7-support`."""
    return bool(_GLUED_BEFORE.search(line[max(0, start - 2) : start]) or _GLUED_AFTER.match(line, end))


def is_moved(line: str, vocabulary: Vocabulary) -> bool:
    """Whether a line says that something has been put off."""
    return _patterns(vocabulary.prose).moved.search(line) is not None


def is_bent(line: str, words: Sequence[Word], vocabulary: Vocabulary) -> bool:
    """Whether the words beside a date make it another one, or one that is not known.

    Args:
        line: The whole line.
        words: The date's own words, each with its slice of the line.
        vocabulary: The language.
    """
    traps = _patterns(vocabulary.prose)
    (first, (start, _)), (last, (_, end)) = words[0], words[-1]
    before, after = line[max(0, start - _NEAR) : start], line[end : end + _NEAR]
    sooner = first.kind is Kind.BY and traps.sooner.search(before)
    figures = _FIGURES_AFTER.match(after) or (first.kind is Kind.MONTH and _FIGURES_BEFORE.search(before))
    other_year = last.kind is Kind.THE_YEAR and traps.year_after.match(after)
    open_end = traps.after.match(after) or _OPEN_END.match(after)
    if first.kind is Kind.FROM and traps.onwards.match(after):
        open_end = None
    open_start = traps.before.search(before) or _OPEN_START.search(before)
    return bool(open_start or sooner or figures or other_year or open_end)


def is_name(line: str, words: Sequence[Word], vocabulary: Vocabulary) -> bool:
    """Whether lone words may mean something else: `Maj`, `vår`, or a month with a capital inside a sentence."""
    prose = vocabulary.prose
    said = _without(words, {Kind.IN})
    token, (start, end) = said[0]
    word = line[start:end].rstrip(".")
    if len(said) == 1 and _is_everyday(word, token, vocabulary):
        return len(words) == 1 or _WORD.match(line, end) is not None
    names = [line[a:b].rstrip(".") for _, (a, b) in _without(words, {Kind.COMMA, Kind.AND})]
    if all(name[0].isupper() and name.casefold() in prose.names for name in names):
        return True
    if vocabulary.dates.capitals:
        return False
    inside = not _SENTENCE_START.search(line[max(0, start - 2) : start])
    return len(words) == 1 and token.kind is Kind.MONTH and word[0].isupper() and inside


def _is_everyday(word: str, token: Token, vocabulary: Vocabulary) -> bool:
    """Whether a word is an everyday one, too; a month's name with a capital is not, where months have capitals."""
    named = vocabulary.dates.capitals and token.kind is Kind.MONTH and word[0].isupper()
    return not named and word.casefold() in vocabulary.prose.homographs


def begins_text(line: str, word: Word, vocabulary: Vocabulary) -> bool:
    """Whether the last word of a date may be the first of what comes after it: `2013-08-01 Vår rapport`."""
    prose, (start, end) = vocabulary.prose, word[1]
    written = line[start:end]
    name = written[0].isupper() and written.casefold() in prose.names
    return (name or written.casefold() in prose.homographs) and _WORD.match(line, end) is not None


def is_fraction(line: str, words: Sequence[Word], vocabulary: Vocabulary) -> bool:
    """Whether a lone `3/4` may be a part of something."""
    prose, said = vocabulary.prose, _without(words, {Kind.IN})
    if len(said) > 1 or said[0][0].kind is not Kind.SLASH_DAY:
        return False
    token, (start, end) = said[0]
    part, whole = token.numbers
    if token.numbers == _ALWAYS or (part <= whole and _patterns(prose).counted.match(line, end)):
        return True
    named = line[:start].casefold().endswith(prose.leading)
    leads = not line[:start].strip(" (") and not _WORD.match(line, end)
    return part <= whole <= _SMALL and not named and not leads


def _without(words: Sequence[Word], kinds: Collection[Kind]) -> Sequence[Word]:
    """The words that are of none of these kinds; all of them where there are no others."""
    return [one for one in words if one[0].kind not in kinds] or words
