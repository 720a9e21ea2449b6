"""Stretches of days as people write them, often without a year, and the year that is meant.

The contract on years: a year after a range counts for both ends, and `November–februari 2023` starts in 2022; without a
year it is the earliest occurrence wholly inside the project's own period, else the earliest that touches it; without a
period, the year in the title.
"""

from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

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


@dataclass(frozen=True, slots=True)
class Spot:
    """One date expression: the days it stands for in any year, and its year where one is written.

    Attributes:
        shape: Its days in a given year.
        year: The year written, or None.
        whole_year: It is a calendar year as such (`2022`, `hela året`).
    """

    shape: Shape
    year: int | None = None
    whole_year: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
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
        last = replace(self.last, year=year)
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


class Dates(NamedTuple):
    """The dates of a cell as written, not yet placed in any year.

    Attributes:
        stretches: The dates in the cell's order; none means the project's period.
        has_start: Whether the first day is said.
        has_end: Whether the last day is said.
        tentative: The whole cell stands in parentheses, or a `?` follows a date.
    """

    stretches: Sequence[Stretch]
    has_start: bool = True
    has_end: bool = True
    tentative: bool = False


def joined(stretches: Sequence[Stretch]) -> Stretch:
    """From the first of some dates to the last."""
    return stretches[0] if len(stretches) == 1 else Stretch(stretches[0].first, stretches[-1].last)


def _between(first: Shape, first_year: int, last: Shape, last_year: int) -> Days | None:
    try:
        found = first(first_year)[0], last(last_year)[1]
    except (ValueError, OverflowError):
        return None
    return found if found[0] <= found[1] else None


@dataclass(frozen=True, slots=True)
class Frame:
    """What says which year is meant: the project's first and last day, and the year in its title; None if unknown."""

    start: date | None
    end: date | None
    year: int | None

    def place(self, stretch: Stretch) -> Days | None:
        """The days that a stretch without a year stands for; None where they do not exist or nothing tells the year."""
        if self.start is None or self.end is None:
            return None if self.year is None else stretch.days(self.year)
        years = range(self.start.year - 1, self.end.year + 2)
        around = [found for found in map(stretch.days, years) if found is not None]
        for start, end in around:
            if self.start <= start and end <= self.end:
                return start, end
        for start, end in around:
            if start <= self.end and self.start <= end:
                return start, end
        # Beside the project's period altogether: only the title, or a period within one year, can say which year.
        beside = self.start.year if self.year is None and self.start.year == self.end.year else self.year
        return None if beside is None else stretch.days(beside)

    def place_all(self, stretches: Sequence[Stretch]) -> Days | None:
        """The first and last day of several dates in one cell; None where any of them cannot be placed.

        Where only some have a year, the dates are in order as written: `november, januari 2023` starts in 2022.
        """
        written = any(stretch.year is not None for stretch in stretches)
        placed = _in_order(stretches) if written else [self.place(stretch) for stretch in stretches]
        found = [days for days in placed if days is not None]
        if len(found) < len(stretches):
            return None
        return min(start for start, _ in found), max(end for _, end in found)


def _in_order(stretches: Sequence[Stretch]) -> Sequence[Days | None]:
    """Give dates without a year that of the next date that has one, else that of the date before."""
    placed: list[Days | None] = [None] * len(stretches)
    following: date | None = None
    for at, stretch in reversed(list(enumerate(stretches))):
        if stretch.year is not None:
            placed[at] = stretch.days(stretch.year)
        elif following is not None:
            placed[at] = _first_that(stretch, (following.year, following.year - 1), before=following)
        found = placed[at]
        following = found[0] if found else following
    previous: date | None = None
    for at, stretch in enumerate(stretches):
        if placed[at] is None and stretch.year is None and previous is not None:
            placed[at] = _first_that(stretch, (previous.year, previous.year + 1), after=previous)
        found = placed[at]
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
