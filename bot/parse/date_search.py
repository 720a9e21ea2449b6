"""Finding the date in a line of prose: `30 mars: möte`, `slutrapport senast 2012-01-31`, `Pågår 2014`.

A line of an older time plan holds its date somewhere among other words. What is looked for are stretches of the line in
which every word may belong to a date and at least one names a day, week, month, quarter, season or year; each must be
readable as a whole by the grammar of date cells. Prose has words that only look like dates ("vår verksamhet", "Jan
ringer", "Wikimania 2014"): those count only where the line is set out as a date and what it is about.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.parse.date_words import Kind, Token, scan
from bot.parse.dates import read_words

LONGEST = 2_000
"""Characters in the longest line that is looked through: anything longer is a text, not a line of a plan."""

_CALENDAR = frozenset({Kind.MONTH, Kind.SEASON, Kind.ISO_DAY, Kind.ISO_MONTH, Kind.SLASH_DAY})
_COUNTED = frozenset({Kind.WEEK, Kind.QUARTER, Kind.HALF})
_COUNTS = frozenset({Kind.NUMBER, Kind.ORDINAL})
_BINDING = frozenset({Kind.DASH, Kind.SLASH})
_NOT_FIRST = (
    frozenset(
        {Kind.TO, Kind.AND, Kind.OF, Kind.COMMA, Kind.STOP, Kind.OPEN, Kind.CLOSE, Kind.QUESTION, Kind.ORDINAL_MARK}
    )
    | _BINDING
)
_NOT_LAST = (
    frozenset(
        {Kind.TO, Kind.AND, Kind.OF, Kind.COMMA, Kind.STOP, Kind.OPEN, Kind.CLOSE, Kind.ORDINAL_MARK, Kind.IN}
        | {Kind.FROM, Kind.BY, Kind.THROUGH, Kind.CLOCK, Kind.WHOLE, Kind.ONGOING, Kind.WEEK, Kind.QUARTER}
    )
    | _BINDING
)
_DOUBTFUL = frozenset({"vår", "jan", "maj"})
"""Words that mean something else in prose (our, and two names) when nothing else of a date stands beside them."""

_SET_OUT = re.compile(r" ?(?:[:,;(]|[–—-] )|\.?$|\. ")
"""What parts a date at the start of a line from what it is about."""

_GLUED_BEFORE = re.compile(r"\S[-‐‑–—/]$")
_GLUED_AFTER = re.compile(r"[-‐‑–—/]\S")

_SENTENCE_END = re.compile(r"[.!?] +(?=[A-ZÅÄÖ])|: ")


@dataclass(frozen=True, slots=True)
class DateInLine:
    """Where the date of a line stands.

    Attributes:
        start, end: Its slice of the line.
        clear: Whether it is one date that can be read; else the slice is all of the line, and holds several dates or
            one in no form that there is.
    """

    start: int
    end: int
    clear: bool = True


Word = tuple[Token, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words of a line that may be a date: its slice, whether it can be read, and whether it is one even in prose."""

    start: int
    end: int
    readable: bool
    strong: bool


def find_date(line: str) -> DateInLine | None:
    """Find the date that a line of a plan is about.

    A date at the start of the line is its date, whatever others come after; else there must be only one. A bare year
    or `löpande` counts where it is set out at the start, or where at most one other word stands beside it.

    Args:
        line: Plain words, white space folded (see `bot.parse.words.lines`).

    Returns:
        Where the date stands; None where there is none.
    """
    if len(line) > LONGEST:
        return None
    found = [stretch for words in _runs(line) if (stretch := _stretch(line, words))]
    strong = [one for one in found if one.strong]
    leading = next((one for one in found if not _says(line[: one.start])), None)
    if leading and leading.readable and (leading.strong or _set_out(line, leading)):
        return DateInLine(leading.start, leading.end)
    if strong:
        alone = len(strong) == 1 and strong[0].readable
        return DateInLine(strong[0].start, strong[0].end) if alone else DateInLine(0, len(line), clear=False)
    last = found[-1] if found else None
    if last and last.readable and not _says(line[last.end :]) and len(line[: last.start].split()) <= 1:
        return DateInLine(last.start, last.end)
    return None


def _runs(line: str) -> Iterator[Sequence[Word]]:
    """The longest runs of words that all may belong to a date; none goes on into another sentence, or past a colon."""
    edges = {match.start() for match in _SENTENCE_END.finditer(line)}
    run: list[Word] = []
    for token, (start, end) in scan(line):
        if token is not None:
            run.append((token, (start, end)))
        if token is None or start in edges or end - 1 in edges:
            if run:
                yield run
            run = []
    if run:
        yield run


def _stretch(line: str, run: Sequence[Word]) -> _Stretch | None:
    """The date in a run of words; None where they name no part of the calendar."""
    kinds = {token.kind for token, _ in run}
    counted = bool(kinds & _COUNTED) and bool(kinds & _COUNTS)
    if not (kinds & _CALENDAR or counted or kinds & {Kind.YEAR, Kind.THE_YEAR, Kind.ONGOING}):
        return None
    words = _trimmed(run)
    if not words:
        return None
    more = run[-1][1][1] < len(line) and _says(line[run[-1][1][1] :])
    if more and words[-1][0].kind is Kind.NUMBER and not _readable(line, words):
        words = _trimmed(words[:-1])  # "30 mars 5 deltagare"
    start, end = words[0][1][0], words[-1][1][1]
    if _glued(line, start, end):
        return None
    alone = {line[a:b].casefold().rstrip(".") for _, (a, b) in words} & _DOUBTFUL and len(words) == 1
    whole = {Kind.WHOLE, Kind.THE_YEAR} <= kinds
    strong = (bool(kinds & _CALENDAR) or counted or whole) and not alone
    return _Stretch(start, end, _readable(line, words), strong)


def _trimmed(words: Sequence[Word]) -> Sequence[Word]:
    """Leave out what no date begins or ends with."""
    start, end = 0, len(words)
    while start < end and words[start][0].kind in _NOT_FIRST:
        start += 1
    while start < end and words[end - 1][0].kind in _NOT_LAST and not _whole(words[start:end]):
        end -= 1
    return words[start:end]


def _whole(words: Sequence[Word]) -> bool:
    """Whether nothing but one word is left, which then is a date by itself (`löpande`)."""
    return len(words) == 1 and words[0][0].kind is Kind.ONGOING


def _readable(line: str, words: Sequence[Word]) -> bool:
    return bool(words) and read_words([line[words[0][1][0] : words[-1][1][1]]]) is not None


def _glued(line: str, start: int, end: int) -> bool:
    """Whether the words are part of a longer one: `mars-kampanjen`, `24/7-support`."""
    return bool(_GLUED_BEFORE.search(line[max(0, start - 2) : start]) or _GLUED_AFTER.match(line, end))


def _set_out(line: str, one: _Stretch) -> bool:
    return _SET_OUT.match(line, one.end) is not None


def _says(text: str) -> bool:
    return any(map(str.isalnum, text))
