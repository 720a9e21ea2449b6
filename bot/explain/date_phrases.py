"""English words for what stands in a date cell."""

from collections.abc import Callable, Mapping, Sequence

from babel.dates import get_month_names

from bot.parse.date_spans import Dates
from bot.parse.date_words import Kind, Token
from bot.parse.dates import Reading

_MONTHS = {int(number): str(name) for number, name in get_month_names("wide", "format", "en").items()}
_SEASONS = {
    3: "spring: March to May",
    6: "summer: June to August",
    9: "autumn: September to November",
    12: "winter: December to February; its year is that of February",
}
_PARTS = {1: "the beginning: day 1 to 10", 11: "the middle: day 11 to 20", 21: "the end: day 21 to the month's last"}
_TO = "to"
_AND = "and"
NOTHING = "changes nothing"
IGNORED = "left out"

_NUMBERS = {
    Kind.NUMBER: "day {}",
    Kind.WEEK: "week number {}",
    Kind.QUARTER: "quarter number {}",
    Kind.HALF: "half number {}",
    Kind.CLOCK: f"{{}} o'clock; a time of day is {IGNORED}",
}
"""What a number is, by what it stands with."""

_AFTER_COMMA = frozenset({Kind.YEAR, Kind.ONGOING, Kind.CLOCK, Kind.TIME})
"""Before these a comma may be left out."""

_FIXED: Mapping[Kind, str] = {
    Kind.TIME: f"a time of day; {IGNORED}",
    Kind.ORDINAL_MARK: "belongs to the number",
    Kind.QUARTER: "quarters of a year",
    Kind.HALF: "halves of a year",
    Kind.WEEK: "weeks, numbered as in ISO 8601, Monday to Sunday",
    Kind.WEEKDAY: f"a day of the week; {IGNORED}",
    Kind.OF: "of",
    Kind.GENITIVE: "of",
    Kind.WHOLE: f"the whole of what follows; {NOTHING}",
    Kind.THE_YEAR: "a calendar year",
    Kind.BY: "no later than: only the end is said",
    Kind.FROM: "from: the start is said",
    Kind.ONWARDS: NOTHING,
    Kind.TO: _TO,
    Kind.IN: NOTHING,
    Kind.AND: _AND,
    Kind.CLOCK: f"a time of day follows; {IGNORED}",
    Kind.DASH: _TO,
    Kind.SLASH: _TO,
    Kind.OPEN: "the whole cell stands in parentheses: tentative",
    Kind.CLOSE: "the end of the parentheses",
    Kind.QUESTION: "a question mark: tentative",
    Kind.STOP: f"a sign; {IGNORED}",
    Kind.UNKNOWN: "no date is written with this",
}

_NUMBERED: Mapping[Kind, Callable[[Sequence[int]], str]] = {
    Kind.ISO_DAY: lambda numbers: "the day {:04}-{:02}-{:02}".format(*numbers),
    Kind.ISO_MONTH: lambda numbers: f"{_month(numbers[1])} {numbers[0]}",
    Kind.SLASH_DAY: lambda numbers: f"day {numbers[0]} of {_month(numbers[1])}",
    Kind.EITHER_DAY: lambda numbers: (
        f"day {numbers[0]} of {_month(numbers[1])}, or day {numbers[1]} of {_month(numbers[0])}"
    ),
    Kind.YEAR: lambda numbers: f"the year {numbers[0]}",
    Kind.ORDINAL: lambda numbers: f"number {numbers[0]}",
    Kind.MONTH: lambda numbers: f"the month {_month(numbers[0])}",
    Kind.SEASON: lambda numbers: _SEASONS[numbers[0]],
    Kind.PART: lambda numbers: _PARTS[numbers[0]],
}


def meaning(line: Sequence[Token], at: int, reading: Reading) -> str:
    """What a token was taken for.

    Args:
        line: All tokens of the cell.
        at: The token's index.
        reading: How the cell was read.
    """
    token, read = line[at], reading.dates
    if reading.used is not None and token.start not in reading.used and token.kind is not Kind.WEEKDAY:
        return f"beside a day of the week, or at an end; {IGNORED}"
    if token.kind is Kind.NUMBER:
        role = _role(line, token, read)
        return _NUMBERS[role].format(token.numbers[0]) if role else f"the number {token.numbers[0]}"
    if token.kind is Kind.YEAR and _counts_for_both_ends(token, reading):
        return f"the year {token.numbers[0]}; it counts for both ends"
    if token.kind in _NUMBERED:
        return _NUMBERED[token.kind](token.numbers)
    return _in_context(token.kind, line[at + 1].kind if at + 1 < len(line) else Kind.END, read)


def _in_context(kind: Kind, following: Kind, read: Dates | None) -> str:
    """What a word without a number was taken for."""
    match kind:
        case Kind.COMMA:
            return NOTHING if following in _AFTER_COMMA else _AND
        case Kind.ONGOING:
            return f"beside a date it {NOTHING}" if read and read.stretches else "as long as the project"
        case Kind.THROUGH:
            return _TO if read and read.has_start else "up to and including: only the end is said"
        case _:
            return _FIXED[kind]


def _role(line: Sequence[Token], token: Token, read: Dates | None) -> Kind | None:
    """What a number counts: that of the innermost expression it belongs to; None where nothing was read."""
    parts = read.parts if read else ()
    part = next((part for part in parts if part.start <= token.start < part.end), None)
    if part is not None and part.kind is Kind.MONTH:
        return Kind.NUMBER  # "July 6"
    if part is None or part.kind is not Kind.NUMBER:
        return part and part.kind
    within = {one.kind for one in line if part.start <= one.start < part.end}
    return next((kind for kind in (Kind.QUARTER, Kind.HALF) if kind in within), Kind.NUMBER)  # "2:a kvartalet"


def _counts_for_both_ends(token: Token, reading: Reading) -> bool:
    """Whether a year stands only after the second of two ends, and both lie in it."""
    read = reading.dates
    for stretch, (start, end), placing in zip(
        read.stretches if read else (), read.places if read else (), reading.placings, strict=True
    ):
        if start <= token.start < end and placing.days:
            years = {one.year for one in placing.days}
            return stretch.ranged and stretch.first.year is None and years == {stretch.last.year}
    return False


def _month(number: int) -> str:
    return _MONTHS.get(number, f"month {number}")
