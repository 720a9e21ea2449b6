"""Finding the date in a line of prose: `30 mars: möte`, `slutrapport senast 2012-01-31`, `Pågår 2014`.

A line of an older time plan holds its date somewhere among other words. What is looked for are stretches of the line in
which every word may belong to a date and at least one names a day, week, month, quarter, season or year; each must be
readable as a whole by the grammar of date cells. Prose has words that only look like dates ("vår verksamhet", "Jan
ringer", "Wikimania 2014"): those count only where the line is set out as a date and what it is about.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.parse.date_context import Word, begins_text, is_bent, is_fraction, is_glued, is_moved, is_name
from bot.parse.date_tokens import scan
from bot.parse.date_words import Kind
from bot.parse.dates import read_words
from bot.parse.languages.swedish import SWEDISH
from bot.parse.vocabulary import Vocabulary

LONGEST = 2_000
"""Characters in the longest line that is looked through: anything longer is a text, not a line of a plan."""

_CALENDAR = frozenset({Kind.MONTH, Kind.SEASON, Kind.ISO_DAY, Kind.ISO_MONTH, Kind.SLASH_DAY, Kind.EITHER_DAY})
_NUMBERED = frozenset({Kind.WEEK, Kind.QUARTER, Kind.HALF})
_COUNTS = frozenset({Kind.NUMBER, Kind.ORDINAL})
_BINDING = frozenset({Kind.DASH, Kind.SLASH})
_NOT_FIRST = (
    frozenset({Kind.TO, Kind.AND, Kind.OF, Kind.GENITIVE, Kind.ONWARDS, Kind.COMMA, Kind.STOP})
    | frozenset({Kind.OPEN, Kind.CLOSE, Kind.QUESTION, Kind.ORDINAL_MARK})
    | _BINDING
)
_NOT_LAST = (
    frozenset(
        {Kind.TO, Kind.AND, Kind.OF, Kind.GENITIVE, Kind.COMMA, Kind.STOP, Kind.OPEN, Kind.CLOSE, Kind.ORDINAL_MARK}
        | {Kind.IN}
        | {Kind.FROM, Kind.BY, Kind.THROUGH, Kind.CLOCK, Kind.WHOLE, Kind.ONGOING, Kind.WEEK, Kind.QUARTER}
    )
    | _BINDING
)
_APART = re.compile(r" [–—-] |, | \(")
_COUNTED = re.compile(r" [^\W\d_]")

_BOUND = frozenset({Kind.ONGOING, Kind.IN, Kind.BY, Kind.FROM, Kind.THROUGH, Kind.WHOLE})

_YEARS = range(2005, 2050)
"""Years that a plan is about, since the association was founded in 2007: "mars 2000 affischer" are so many posters."""

_SET_OUT = re.compile(r" ?(?:[:,;(]|[–—-] )|\.?$|\. ")
"""What parts a date at the start of a line from what it is about."""

_SET_OUT_NAME = re.compile(r" ?(?:[:;]|[–—-] )|\.?$")
"""The same for a word that may be a name: "Jan, Eric och Axel planerar" is about no month."""

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


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words of a line that may be a date.

    Attributes:
        start, end: Its slice.
        readable: Whether it can be read.
        strong: Whether it is a date even in prose.
        name: Whether it may be a name instead.
        bound: Whether it holds a word that binds it to the line (`under 2014`, `löpande`).
    """

    start: int
    end: int
    readable: bool
    strong: bool
    name: bool
    bound: bool


def find_date(line: str, *, vocabulary: Vocabulary = SWEDISH) -> DateInLine | None:
    """Find the date that a line of a plan is about.

    There must be only one: of "5 maj: möte (8 maj om det regnar)" nobody can say from here which day it will be. A bare
    year beside a date is no other date; alone, it and `löpande` count where they are set out at the start, where
    nothing else stands on the line, or where they end a line as a date does (`Stöd under 2014`).

    Args:
        line: Plain words, white space folded (see `bot.parse.words.lines`).
        vocabulary: The language.

    Returns:
        Where the date stands; None where there is none.
    """
    if len(line) > LONGEST:
        return None
    found = [stretch for words in _runs(line, vocabulary) if (stretch := _stretch(line, words, vocabulary))]
    strong = [one for one in found if one.strong]
    if strong and is_moved(line, vocabulary):
        return DateInLine(0, len(line), clear=False)
    leading = next((one for one in found[:1] if not _says(line[: one.start])), None)
    if leading and leading.readable and _leads(line, leading, found[1:]):
        return DateInLine(leading.start, leading.end)
    if strong:
        alone = len(strong) == 1 and strong[0].readable and not (leading and leading.readable)
        return DateInLine(strong[0].start, strong[0].end) if alone else DateInLine(0, len(line), clear=False)
    last = found[-1] if found else None
    if last and last.readable and _ends(line, last):
        return DateInLine(last.start, last.end)
    return None


def _leads(line: str, one: _Stretch, others: Sequence[_Stretch]) -> bool:
    """Whether the date at the start of a line is the line's date: no other may be as good."""
    if any(other.strong for other in others):
        return False
    if one.strong:
        return True
    set_out = _SET_OUT_NAME if one.name else _SET_OUT
    return set_out.match(line, one.end) is not None


def _ends(line: str, one: _Stretch) -> bool:
    """Whether a line ends with a date that is bound to it: `Pågår 2014`, but not "Wikimania 2014"."""
    before = [word for word in line[: one.start].split() if _says(word)]
    return not _says(line[one.end :]) and not one.name and (not before or (one.bound and len(before) == 1))


def _runs(line: str, vocabulary: Vocabulary) -> Iterator[Sequence[Word]]:
    """The longest runs of words that all may belong to a date; none goes on into another sentence, or past a colon."""
    edges = {match.start() for match in _SENTENCE_END.finditer(line)}
    run: list[Word] = []
    for token, (start, end) in scan(line, vocabulary=vocabulary):
        if token is not None:
            run.append((token, (start, end)))
        if token is None or start in edges or end - 1 in edges:
            if run:
                yield run
            run = []
    if run:
        yield run


def _stretch(line: str, run: Sequence[Word], vocabulary: Vocabulary) -> _Stretch | None:
    """The date in a run of words; None where they name no part of the calendar."""
    kinds = {token.kind for token, _ in run}
    counted = bool(kinds & _NUMBERED) and bool(kinds & _COUNTS)
    if not (kinds & _CALENDAR or counted or kinds & {Kind.YEAR, Kind.THE_YEAR, Kind.ONGOING}):
        return None
    words = _trimmed(run)
    if not words:
        return None  # "kl. löpande"
    words = words if _readable(line, words, vocabulary) else _without_next(line, words, vocabulary)
    start, end = words[0][1][0], words[-1][1][1]
    glued = is_glued(line, start, end)
    if glued and len(words) == 1:
        return None
    name = is_name(line, words, vocabulary)
    bound = bool({token.kind for token, _ in words} & _BOUND)
    whole = {Kind.WHOLE, Kind.THE_YEAR} <= kinds
    strong = (whole or counted or bool(kinds & _CALENDAR)) and not name
    bent = glued or is_bent(line, words, vocabulary) or is_fraction(line, words, vocabulary) or _is_count(line, words)
    return _Stretch(start, end, _readable(line, words, vocabulary) and not bent, strong, name, bound)


def _is_count(line: str, words: Sequence[Word]) -> bool:
    """Whether what looks like a year after a month or season is a number of things: "mars 2000 affischer"."""
    token, (_, end) = words[-1]
    day = any(other.kind in {Kind.NUMBER, Kind.ISO_DAY, Kind.SLASH_DAY} for other, _ in words)
    likely = token.kind is Kind.YEAR and token.numbers[0] in _YEARS
    return token.kind is Kind.YEAR and not day and not likely and _COUNTED.match(line, end) is not None


def _without_next(line: str, words: Sequence[Word], vocabulary: Vocabulary) -> Sequence[Word]:
    """Leave out a last word that belongs to what comes after: `30 mars 5 deltagare`, `30 mars Vår rapport`."""
    token, (start, end) = words[-1]
    rest = _trimmed(words[:-1])
    if not rest or not _readable(line, rest, vocabulary):
        return words
    if begins_text(line, words[-1], vocabulary):
        return rest
    between = line[rest[-1][1][1] : start]
    apart = _APART.fullmatch(between) or (between == " " and _ends_day(rest, figures=end - start))
    return rest if token.kind is Kind.NUMBER and _COUNTED.match(line, end) and apart else words


def _ends_day(words: Sequence[Word], *, figures: int) -> bool:
    """Whether words end in a day that is complete: a number of one figure after it is no year."""
    kinds = [token.kind for token, _ in words[-2:]]
    return kinds[-1] in {Kind.YEAR, Kind.ISO_DAY} or (
        figures == 1 and (kinds[-1] is Kind.SLASH_DAY or kinds == [Kind.NUMBER, Kind.MONTH])
    )


def _trimmed(words: Sequence[Word]) -> Sequence[Word]:
    """Leave out what no date begins or ends with."""
    start, end = 0, len(words)
    while start < end and words[start][0].kind in _NOT_FIRST:
        start += 1
    while start < end and words[end - 1][0].kind in _NOT_LAST:
        kind = words[end - 1][0].kind
        if kind is Kind.ONGOING and end - start == 1:
            break  # a date by itself
        if kind is Kind.CLOSE and any(token.kind is Kind.OPEN for token, _ in words[start:end]):
            break
        end -= 1
    return words[start:end]


def _readable(line: str, words: Sequence[Word], vocabulary: Vocabulary) -> bool:
    return read_words([line[words[0][1][0] : words[-1][1][1]]], vocabulary=vocabulary) is not None


def _says(text: str) -> bool:
    return any(map(str.isalnum, text))
