"""In words: why a cell has no date that can be read."""

from collections.abc import Sequence
from enum import Enum, auto

from bot.explain.date_rules import in_words
from bot.explain.explanation import quoted
from bot.parse.date_cursor import Misfit
from bot.parse.date_spans import Dates, Frame, Placing, Rule, Spot, Stretch
from bot.parse.date_words import Kind, Token
from bot.parse.dates import LONGEST, Reading

_CALENDAR = range(2000, 2028)
"""Every day and every week that there is occurs in these years: then the calendar begins anew."""

_WHOLE = "A cell is read as a whole: no word is skipped, so that no date is half read."
_TWO_WAYS = "That can be read in two ways, so it is not read."

_MISFITS = {
    Misfit.TWO_WAYS: f"Calendar years are bound to other dates. {_TWO_WAYS}",
    Misfit.RANGES: f"One end of a range is a range itself. {_TWO_WAYS}",
    Misfit.ORDER: "The numbers do not rise: it would end before it starts.",
    Misfit.NUMBER: "There is no quarter, or no half of a year, of that number.",
    Misfit.WINTER: "The two years of a winter must follow upon each other.",
    Misfit.EITHER_DAY: f"Either of the two numbers may be the month. {_TWO_WAYS}",
    Misfit.MONTH_BETWEEN: f"Days stand before a month and after it. {_TWO_WAYS}",
}

_NEIGHBOURS = {
    Rule.NEXT: "in the year of the next date in the cell, or the year before it, that comes before that date",
    Rule.BEFORE: "in the year of the date before it in the cell, or the year after it, that comes after that date",
}


def reason(reading: Reading, frame: Frame, line: Sequence[Token], text: str) -> str:
    """Why a cell could not be read as a date.

    Args:
        reading: The reading.
        frame: The project's frame.
        line: Every token that was looked at.
        text: What the slices of the reading and the tokens are of.
    """
    if reading.dates is not None:
        return _unplaced(reading.dates, reading.placings, frame, text)
    if reading.misfit is not None and reading.used is not None:
        used = [token for token in line if token.start in reading.used]
        return _MISFITS.get(reading.misfit[0]) or _broken_off(used, reading.misfit[1], text)
    if not reading.lines:
        length = len(reading.period.text)
        return f"The cell has {length} characters; one of more than {LONGEST} is prose and is not read."
    unknown = next(token for token in line if token.kind is Kind.UNKNOWN)
    return f"{_written(unknown, text)} is the first word or sign that no date is written with. {_WHOLE}"


def _written(token: Token, text: str) -> str:
    return quoted(text[token.start : token.end])


def _broken_off(used: Sequence[Token], at: int | None, text: str) -> str:
    """Where the words, each of which is one of a date's, are no date together."""
    if not used:
        return "A day of the week alone is no date."
    before = [token for token in used if at is None or token.start < at]
    if at is None:
        return f"The cell breaks off: after {_written(before[-1], text)} a date would go on."
    after = next(token for token in used if token.start >= at)
    if not before:
        return f"No date begins with {_written(after, text)}."
    return (
        "Each word is one that dates are written with, but together they are no date: "
        f"after {_written(before[-1], text)} it cannot go on with {_written(after, text)}."
    )


class Lack(Enum):
    """What a date that the grammar has read lacks."""

    DAY = auto()
    """There is no such day."""
    YEAR = auto()
    """Nothing says its year."""
    ORDER = auto()
    """It would end before it starts."""
    NEIGHBOUR = auto()
    """Its year is told by a date beside it, but it fits there in none."""


def lack(dates: Dates, placings: Sequence[Placing]) -> tuple[Lack, int]:
    """What the dates of a cell lack, and which of them: the first whose year is known, else the first."""
    failed = [at for at, placing in enumerate(placings) if placing.days is None]
    at = next((one for one in failed if placings[one].rule is not Rule.NOTHING), failed[0])
    stretch, placing = dates.stretches[at], placings[at]
    if placing.rule in _NEIGHBOURS:
        return Lack.NEIGHBOUR, at
    if not all(_exists(spot, placing.year) for spot in (stretch.first, stretch.last)):
        return Lack.DAY, at
    if placing.rule is Rule.NOTHING and any(stretch.days(year) for year in _CALENDAR):
        return Lack.YEAR, at
    return Lack.ORDER, at


def _unplaced(dates: Dates, placings: Sequence[Placing], frame: Frame, text: str) -> str:
    """Why a date has no days."""
    what, at = lack(dates, placings)
    stretch, placing, (start, end) = dates.stretches[at], placings[at], dates.places[at]
    name = quoted(text[start:end])
    if what is Lack.NEIGHBOUR:
        return f"There is no {name} {_NEIGHBOURS[placing.rule]}."
    if what is Lack.DAY:
        ever = all(_exists(spot, None) for spot in (stretch.first, stretch.last))
        return f"There is no {name} in {stretch.year or placing.year}." if ever else f"There is no {name}."
    if what is Lack.YEAR:
        return f"Nothing says the year of {name}: none is written, and {_nothing(stretch, frame)}."
    return f"{name} would end before it starts."


def _exists(spot: Spot, year: int | None) -> bool:
    """Whether there is such a day, in its own year, else the one given, else in any."""
    own = year if spot.year is None else spot.year
    return any(spot.days(one) for one in (_CALENDAR if own is None else (own,)))


def _nothing(stretch: Stretch, frame: Frame) -> str:
    """Why the project does not say the year of a date."""
    if frame.start is not None and frame.end is not None:
        return f"it never touches the project's period ({in_words(frame)}), {_several(frame.start.year, frame)}"
    if frame.start is None and frame.end is None:
        return "neither days nor year of the project are known"
    if frame.year is None:
        return f"only one end of the project is known ({in_words(frame)}), and not its year"
    days = stretch.days(frame.year)
    side = (
        "after the project's last day"
        if days and frame.end and days[0] > frame.end
        else "before the project's first day"
    )
    return f"in the project's year, {frame.year}, it would lie {side} ({in_words(frame)})"


def _several(year: int, frame: Frame) -> str:
    """Which years the project knows of, other than one."""
    if frame.end is not None and frame.end.year != year:
        return "which lies in several years"
    return f"which lies in {year}, and the project's title has another year, {frame.year}"
