"""Stretches of days as people write them, often without a year, and the year that is meant.

The contract on years: a year after a range counts for both ends, and `November–februari 2023` starts in 2022; without a
year it is the earliest occurrence wholly inside the project's own period, else the earliest that touches it; without a
period, the year in the title.
"""

from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import NamedTuple

from bot.parse.date_words import Kind

Days = tuple[date, date]
"""First and last day, both included."""

Shape = Callable[[int], Days]
"""The days in a given year; raises ValueError where that year has no such days (29 February, week 53)."""

SUNDAY = 7
"""The last day of a week in ISO 8601."""


def day(month: int, number: int) -> Shape:
    """One day of the year."""
    return lambda year: (date(year, month, number), date(year, month, number))


def months(first: int, last: int) -> Shape:
    """From the first day of one month to the last day of another; in the year of the last (winter)."""
    return lambda year: (date(year - (first > last), first, 1), date(year, last, monthrange(year, last)[1]))


def part(month: int, first: int, last: int) -> Shape:
    """Some days of a month; `last` may be 31 for the end of any month."""
    return lambda year: (date(year, month, first), date(year, month, min(last, monthrange(year, month)[1])))


def week(number: int) -> Shape:
    """Monday to Sunday of a week, numbered as in ISO 8601."""
    return lambda year: (date.fromisocalendar(year, number, 1), date.fromisocalendar(year, number, SUNDAY))


class Spot(NamedTuple):
    """One date expression: the days it stands for in any year, and its year where one is written.

    Attributes:
        shape: Its days in a given year.
        year: The year written, or None.
        whole_year: It is a calendar year as such (`2022`, `hela året`).
    """

    shape: Shape
    year: int | None = None
    whole_year: bool = False

    def days(self, year: int) -> Days | None:
        """Its days in a year, None where it has none."""
        return _between(self.shape, year, self.shape, year)


class Stretch(NamedTuple):
    """From one date expression to another; `last` is the same object as `first` where there is only one."""

    first: Spot
    last: Spot

    @property
    def ranged(self) -> bool:
        """Whether both ends are written (`juni–juli`, `6-10 juli`)."""
        return self.last is not self.first

    @property
    def year(self) -> int | None:
        """Any year that is written, the first end's before the last end's."""
        return self.last.year if self.first.year is None else self.first.year

    def in_year(self, year: int) -> "Stretch":
        """The same stretch with the year that is written after it."""
        last = Spot(self.last.shape, year, self.last.whole_year)
        return Stretch(self.first if self.ranged else last, last)

    def days(self, year: int) -> Days | None:
        """The first and last day, where an end without a year takes `year`.

        Returns:
            The days; None where they do not exist or end before they start.
        """
        written = self.first.year is not None and self.last.year is not None
        for first_year, last_year in self._years(year):
            found = _between(self.first.shape, first_year, self.last.shape, last_year)
            if found is None:
                continue
            # A range that wraps into its own month ("10 juli–6 juli") is a slip of the pen, if no year says otherwise.
            if written or first_year == last_year or found[0].month != found[1].month:
                return found
        return None

    def _years(self, year: int) -> Sequence[tuple[int, int]]:
        first, last = self.first.year, self.last.year
        if first is not None and last is not None:
            return [(first, last)]
        if last is not None:
            return [(last, last), (last - 1, last)]
        start = year if first is None else first
        return [(start, start), (start, start + 1)]


def single(shape: Shape, year: int | None = None, *, whole_year: bool = False) -> Stretch:
    """A stretch of one date expression."""
    spot = Spot(shape, year, whole_year)
    return Stretch(spot, spot)


def joined(stretches: Sequence[Stretch]) -> Stretch:
    """From the first of some dates to the last."""
    return stretches[0] if len(stretches) == 1 else Stretch(stretches[0].first, stretches[-1].last)


def _between(first: Shape, first_year: int, last: Shape, last_year: int) -> Days | None:
    try:
        found = first(first_year)[0], last(last_year)[1]
    except (ValueError, OverflowError):
        return None
    return found if found[0] <= found[1] else None


class Part(NamedTuple):
    """Tokens that belong together: the kind of the production that took them, and their slice of the text."""

    kind: Kind
    start: int
    end: int


class Dates(NamedTuple):
    """What the grammar has read.

    Attributes:
        stretches: The dates in the cell's order; none means the project's period.
        has_start: Whether the first day is said.
        has_end: Whether the last day is said.
        tentative: The whole cell stands in parentheses, or a `?` follows a date.
        parts: The tokens of each date expression and clock time; one inside another comes before it.
        places: The slice of the text that each of the stretches was read from.
    """

    stretches: Sequence[Stretch]
    has_start: bool = True
    has_end: bool = True
    tentative: bool = False
    parts: Sequence[Part] = ()
    places: Sequence[tuple[int, int]] = ()


class Rule(Enum):
    """What says which year a date lies in."""

    WRITTEN = auto()
    """A year that is written in it."""
    INSIDE = auto()
    """It is the earliest that lies wholly inside the project's period."""
    TOUCHING = auto()
    """None lies inside; it is the earliest that touches the project's period."""
    TITLE = auto()
    """The project's period is not known; the year in its title."""
    BESIDE = auto()
    """It lies beside the project's period, but that and the title know of one year only."""
    NEXT = auto()
    """The next date in the cell has a year, and this comes before it."""
    BEFORE = auto()
    """The date before it in the cell has a year, and this comes after it."""
    NOTHING = auto()
    """Nothing says it."""


class Placing(NamedTuple):
    """The days of one date, with the rule that says its year.

    Attributes:
        days: None where nothing says the year, or there are no such days in it.
        rule: The rule.
        year: The year that the rule gives a date without one; None where it chose among several.
    """

    days: Days | None
    rule: Rule
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """What says which year is meant: the project's first and last day, and the year in its title; None if unknown."""

    start: date | None
    end: date | None
    year: int | None

    def place(self, stretch: Stretch) -> Placing:
        """The days that a stretch without a year stands for."""
        if self.start is None or self.end is None:
            return self._in_title_year(stretch)
        years = range(self.start.year - 1, self.end.year + 2)
        around = [found for found in map(stretch.days, years) if found is not None]
        for start, end in around:
            if self.start <= start and end <= self.end:
                return Placing((start, end), Rule.INSIDE)
        for start, end in around:
            if start <= self.end and self.start <= end:
                return Placing((start, end), Rule.TOUCHING)
        # Beside the project's period altogether: it has a year only where period and title know of one alone.
        known = {self.start.year, self.end.year, self.year or self.start.year}
        return self._in_year(stretch, self.start.year if len(known) == 1 else None, Rule.BESIDE)

    def _in_title_year(self, stretch: Stretch) -> Placing:
        """In the year of the title, unless the one end of the project that is known says that it cannot be then."""
        placing = self._in_year(stretch, self.year, Rule.TITLE)
        early = placing.days and self.start and placing.days[1] < self.start
        late = placing.days and self.end and placing.days[0] > self.end
        return Placing(None, Rule.NOTHING) if early or late else placing

    @staticmethod
    def _in_year(stretch: Stretch, year: int | None, rule: Rule) -> Placing:
        return Placing(None, Rule.NOTHING) if year is None else Placing(stretch.days(year), rule, year)

    def place_each(self, stretches: Sequence[Stretch]) -> Sequence[Placing]:
        """The days of each of the dates in one cell.

        Where only some have a year, the dates are in order as written: `november, januari 2023` starts in 2022.
        """
        if any(stretch.year is not None for stretch in stretches):
            return _in_order(stretches)
        return [self.place(stretch) for stretch in stretches]


def outermost(placings: Sequence[Placing]) -> Days | None:
    """The first and last day of several dates in one cell; None where any of them has no days."""
    found = [placing.days for placing in placings if placing.days is not None]
    if len(found) < len(placings):
        return None
    return min(start for start, _ in found), max(end for _, end in found)


def _in_order(stretches: Sequence[Stretch]) -> Sequence[Placing]:
    """Give dates without a year that of the next date that has one, else that of the date before."""
    placed = [Placing(None, Rule.NOTHING)] * len(stretches)
    following: date | None = None
    for at, stretch in reversed(list(enumerate(stretches))):
        if stretch.year is not None:
            placed[at] = Placing(stretch.days(stretch.year), Rule.WRITTEN, stretch.year)
        elif following is not None:
            days = _first_that(stretch, (following.year, following.year - 1), before=following)
            placed[at] = Placing(days, Rule.NEXT)
        found = placed[at].days
        following = found[0] if found else following
    previous: date | None = None
    for at, stretch in enumerate(stretches):
        if placed[at].days is None and stretch.year is None and previous is not None:
            days = _first_that(stretch, (previous.year, previous.year + 1), after=previous)
            placed[at] = Placing(days, Rule.BEFORE)
        found = placed[at].days
        previous = found[0] if found else previous
    return placed


def _first_that(
    stretch: Stretch,
    years: Sequence[int],
    *,
    before: date = date.max,
    after: date = date.min,
) -> Days | None:
    """The stretch in the first of some years in which it starts between two days."""
    placed = (stretch.days(year) for year in years)
    return next((days for days in placed if days is not None and after <= days[0] <= before), None)
