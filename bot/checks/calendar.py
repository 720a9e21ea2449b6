"""Work days and reporting periods: the association's calendar, as the settings say (the contract on settings)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Self

import holidays

from bot.settings import Settings

ONE_DAY = timedelta(days=1)
_WEEK_DAYS = 5
_MONTHS = 12


_DE_FACTO = frozenset({"SE"})
"""Countries where there are days that nobody works though no law says so: Midsummer's, Christmas and New Year's Eve."""


@cache
def _holidays(year: int, country: str, subdivision: str | None) -> frozenset[date]:
    """The public holidays of a year."""
    kinds = ("public", "de_facto") if country in _DE_FACTO else ("public",)
    return frozenset(holidays.country_holidays(country, subdiv=subdivision, years=year, categories=kinds))


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked.

    Attributes:
        country: Whose public holidays are free, as `holidays` knows it.
        subdivision: The part of it with holidays of its own; None for what all have.
        free_days: What is free besides.
    """

    country: str
    subdivision: str | None = None
    free_days: frozenset[date] = frozenset()

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The calendar that is set."""
        rules = settings.calendar
        return cls(rules.country, rules.subdivision, frozenset(rules.free_days))

    def is_free_day(self, day: date) -> bool:
        """Whether a day is a holiday or one of the eves; Saturdays and Sundays as such are not."""
        return day in _holidays(day.year, self.country, self.subdivision) or day in self.free_days

    def is_workday(self, day: date) -> bool:
        """Whether a day is a Monday to Friday that is not a holiday."""
        return day.weekday() < _WEEK_DAYS and not self.is_free_day(day)

    def workday_number(self, first: date, number: int) -> date:
        """The work day with this number (1 for the first), counted from `first` inclusive."""
        return self.add_workdays(first - ONE_DAY, number)

    def add_workdays(self, day: date, count: int) -> date:
        """The day `count` work days after `day`; `day` itself when `count` is 0."""
        while count > 0:
            day += ONE_DAY
            count -= self.is_workday(day)
        return day


@dataclass(frozen=True, slots=True, order=True)
class ReportPeriod:
    """The months that one status report covers, first and last day included."""

    start: date
    end: date

    @property
    def label(self) -> str:
        """`2022-10` for a month, `2022-07/2022-09` for several."""
        first, last = f"{self.start:%Y-%m}", f"{self.end:%Y-%m}"
        return first if first == last else f"{first}/{last}"

    def due(self, settings: Settings) -> date:
        """The last day to report: that work day of the month after which is set."""
        return Calendar.of(settings).workday_number(self.end + ONE_DAY, settings.report.due_workday)

    def covers_half(self, start: date | None, end: date | None) -> bool:
        """Whether a project with these ends (None: open) was under way for at least half of the period."""
        first, last = max(self.start, start or self.start), min(self.end, end or self.end)
        under_way = (last - first).days + 1
        return under_way * 2 >= (self.end - self.start).days + 1


def period_of(day: date, every_months: int) -> ReportPeriod:
    """The reporting period that a day lies in; periods are counted from January, the year's last may be shorter."""
    first = (day.month - 1) // every_months * every_months + 1
    last = min(first + every_months - 1, _MONTHS)
    return ReportPeriod(date(day.year, first, 1), month_end(date(day.year, last, 1)))


def month_end(day: date) -> date:
    """The last day of a day's month."""
    return next_month(day) - ONE_DAY


def next_month(day: date) -> date:
    """The first day of the month after."""
    return date(day.year + day.month // _MONTHS, day.month % _MONTHS + 1, 1)


def months_before(day: date, clock: date) -> int:
    """How many whole months and more had passed since a day when another began; 0 where less than one had."""
    months = (clock.year - day.year) * _MONTHS + clock.month - day.month
    return max(months - (clock.day <= day.day), 0)


def periods_before(today: date, every_months: int, *, since: date | None) -> Iterator[ReportPeriod]:
    """The periods that are over on a day, newest first, back to the one that `since` lies in.

    Args:
        today: The day.
        every_months: How many months a period has.
        since: The project's first day; without one, the periods of today's and the last year are given.
    """
    stop = since or date(today.year - 1, 1, 1)
    period = period_of(today, every_months)
    while period.start > stop:
        period = period_of(period.start - ONE_DAY, every_months)
        yield period
