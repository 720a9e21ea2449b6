"""The activities of a project on a line of months: what is drawn as a grid on the wiki, and as a picture in HTML."""

from dataclasses import dataclass
from datetime import date

from bot.checks.calendar import month_end, next_month
from bot.checks.figures import of_year
from bot.checks.standing import ActivityStanding, Standing


@dataclass(frozen=True, slots=True)
class Bar:
    """An activity with days.

    Attributes:
        one: The activity with its state.
        first, last: Its days within the timeline; an open end goes to the timeline's own.
        before, after: It begins before the timeline, or ends after it, or has no such end.
    """

    one: ActivityStanding
    first: date
    last: date
    before: bool
    after: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """A project's activities over some months.

    Attributes:
        months: The first day of each month.
        bars: The activities with days in these months, in the page's order.
        undated: Those without any days that can be read.
        today: The day; outside the months it is not marked.
    """

    months: tuple[date, ...]
    bars: tuple[Bar, ...]
    undated: tuple[ActivityStanding, ...]
    today: date


def timeline_of(standing: Standing, year: int) -> Timeline:
    """A project's timeline of a year."""
    months = tuple(date(year, month, 1) for month in range(1, 13))
    concerned = of_year(standing.activities, standing, year)
    bars = [bar for one in concerned if (bar := _bar(one, months[0], month_end(months[-1])))]
    undated = tuple(one for one in concerned if not one.activity.when.dated)
    return Timeline(months, tuple(bars), undated, standing.today)


def _bar(one: ActivityStanding, first: date, last: date) -> Bar | None:
    when = one.activity.when
    start, end = when.start or first, when.end or last
    if not when.dated or start > last or end < first:
        return None
    return Bar(
        one,
        max(start, first),
        min(end, last),
        before=when.start is None or when.start < first,
        after=when.end is None or when.end > last,
    )


def month_of(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def covers_month(bar: Bar, month: date) -> bool:
    """Whether a bar has any day in the month that begins on this day."""
    return bar.first < next_month(month) and bar.last >= month
