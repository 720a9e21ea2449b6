"""The fields of the project data that hold one day: the project's start, its end, and the day of a report.

People write remarks behind the day (`2017-09-30 (slutrapport 2017-12-01)`). A remark without a date is let be. One with
another date (`2022-12-31 (FDC), 2023-06-30 (PKS)`, `2022-12-31 (egentligen 30 november)`) makes the field unreadable,
as either may be meant, unless the word right before that date says that it is of something else (`DayWords.of_else`:
`slutrapport 2017-12-01`, `enligt beslut 2016-05-03`). So do `eller`, and a word of change with any figures behind it. A
field that as a whole is a date as time plans have them, also a span (`2016-01-01 – 2017-09-30`, `september 2017`),
gives its first day as a start and its last as an end; a list of dates is none.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import Literal, NamedTuple

from bot.parse.date_context import is_name
from bot.parse.date_spans import Frame
from bot.parse.date_tokens import cut
from bot.parse.date_words import Kind, Token
from bot.parse.dates import read_cell
from bot.parse.languages.swedish import SWEDISH
from bot.parse.vocabulary import DayWords, Vocabulary
from bot.parse.words import plain, without_struck

YEARS = range(1900, 2200)
"""A project lies in these years: `9999-12-31` means that nobody knows, and leaves no room to count days from it."""

LONGEST = 2_000
"""Characters in the longest remark that is looked through: anything longer is a text, which may say anything."""

Side = Literal["first", "last", "only"]
"""Which day of what is written counts; "only" where a month or a span would be a guess."""

_DASH = "[-‐‑‒–—−]"
_ISO = re.compile(rf"(?<![0-9])([0-9]{{4}}){_DASH}([0-9]{{2}}){_DASH}([0-9]{{2}})(?![0-9])")
_HEAD = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9])|([^()]+?)(?= ?\()")
_ALWAYS = frozenset({Kind.ISO_DAY, Kind.ISO_MONTH, Kind.EITHER_DAY})
_COUNTED = frozenset({Kind.WEEK, Kind.QUARTER, Kind.HALF})
_PARTING = frozenset({Kind.COMMA, Kind.AND, Kind.CLOSE})
_LEADING = frozenset({Kind.IN, Kind.TO, Kind.BY, Kind.FROM, Kind.THROUGH, Kind.OF, Kind.DASH, Kind.NUMBER})
_LAST_MONTH, _LAST_DAY = 12, 31
_JOINED = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
"""`20221130`: no date is written so in a time plan, but it is another day all the same."""

_BEGINS = re.compile(r"(?:\A|[.!?:;(–—-] ?)\Z")
_EVENT = "Wiki"
"""`Wikimania 2023` is a name, also where its capital could be that of a sentence."""

_GOES_ON = re.compile(rf"(?:{_DASH}|/)[0-9]")
_FIGURE = re.compile("[0-9]")


class _Patterns(NamedTuple):
    """What makes a remark another date for the same thing."""

    either: re.Pattern[str]
    change: re.Pattern[str]


@cache
def _patterns(words: DayWords) -> _Patterns:
    either = re.compile(rf"\b(?:{words.either})\b", re.IGNORECASE)
    return _Patterns(either, re.compile(rf"\b(?:{words.change})", re.IGNORECASE))


def read_day(wikitext: str, side: Side, *, vocabulary: Vocabulary = SWEDISH) -> date | None:
    """The day that a field says.

    Args:
        wikitext: The field.
        side: Which day of what is written counts.
        vocabulary: The language.

    Returns:
        The day; None where there is none for sure, or where it lies outside `YEARS`.
    """
    words = _ISO.sub(r"\1-\2-\3", plain(without_struck(wikitext)) or plain(wikitext))
    if _ISO.fullmatch(words):  # as most are: one day to every side, and to the grammar, too
        day = _iso_day(words)
        return day if day and day.year in YEARS else None
    day = _day(words, side, vocabulary)
    head = _HEAD.match(words) if day is None else None
    if head and not _moves(words[head.end() :], vocabulary):
        day = _day(head[0], side, vocabulary)
    return day if day and day.year in YEARS else None


def _iso_day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def _day(words: str, side: Side, vocabulary: Vocabulary) -> date | None:
    reading = read_cell(words, Frame(None, None, None), vocabulary=vocabulary)
    period = reading.period
    if reading.dates and reading.dates.stretches[1:]:
        return None  # a list of days: in a time plan from the first to the last, but here either may be meant
    if side == "only":
        return period.start if period.start == period.end else None
    return period.start if side == "first" else period.end


def _moves(remark: str, vocabulary: Vocabulary) -> bool:
    """Whether what stands behind a date may be another date for the same thing."""
    if len(remark) > LONGEST:
        return True
    patterns = _patterns(vocabulary.days)
    dates = list(_dates(remark, cut(remark, vocabulary=vocabulary), vocabulary))
    if _GOES_ON.match(remark) or patterns.either.search(remark) or not all(of_else for _, of_else in dates):
        return True
    change = patterns.change.search(remark)
    return change is not None and (
        _FIGURE.search(remark, change.end()) is not None or any(token.start >= change.end() for token, _ in dates)
    )


def _dates(remark: str, line: Sequence[Token], vocabulary: Vocabulary) -> Iterator[tuple[Token, bool]]:
    """The words of a remark that name a part of the calendar, each with whether it is said to be of something else."""
    of_else = False
    for at, token in enumerate(line):
        written = remark[token.start : token.end]
        if _in_calendar(remark, line, at, vocabulary):
            yield token, of_else
        elif token.kind is Kind.UNKNOWN:
            of_else = written.casefold().rstrip(".").endswith(vocabulary.days.of_else)
        elif token.kind in _PARTING:
            of_else = False


def _in_calendar(remark: str, line: Sequence[Token], at: int, vocabulary: Vocabulary) -> bool:
    """Whether a word names a day, week, month, season, quarter, half or year."""
    token = line[at]
    before = line[at - 1] if at else _NONE
    after = line[at + 1] if at + 1 < len(line) else _NONE
    match token.kind:
        case Kind.MONTH | Kind.SEASON:
            lone = before.kind not in _LEADING and Kind.UNKNOWN in {before.kind, after.kind}
            return not (lone and is_name(remark, [(token, (token.start, token.end))], vocabulary))
        case Kind.YEAR:
            return not (before.kind is Kind.UNKNOWN and _names(remark, before))
        case Kind.SLASH_DAY:
            return 0 < token.numbers[0] <= _LAST_DAY and 0 < token.numbers[1] <= _LAST_MONTH
        case Kind.UNKNOWN:
            return _JOINED.fullmatch(remark, token.start, token.end) is not None
        case kind if kind in _COUNTED:
            return after.kind is Kind.NUMBER or before.kind is Kind.ORDINAL
        case kind:
            return kind in _ALWAYS


def _names(remark: str, word: Token) -> bool:
    """Whether the word before a year is a name: with a capital, and not because a sentence begins with it."""
    begins = _BEGINS.search(remark[max(0, word.start - 2) : word.start])
    return remark[word.start].isupper() and (not begins or remark.startswith(_EVENT, word.start))


_NONE = Token(Kind.END)
