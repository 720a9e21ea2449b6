"""The activities of a project on a line of months: what is drawn as a grid on the wiki, and as a picture in HTML."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.checks.calendar import month_end, next_month
from bot.checks.figures import of_year
from bot.checks.standing import ActivityStanding, Standing
from bot.model import ActivityState, Project

BarState = Literal["done", "ongoing", "planned", "overdue", "cancelled", "passed"]
"""How an activity's bar is shown. `passed`: its last day has gone, but nobody is told that it is late: Phabricator has
not said whether it is done, the project is finished, or staff want no word of it."""

BAR_STATES: tuple[BarState, ...] = ("done", "ongoing", "planned", "overdue", "cancelled", "passed")
"""In the order of a legend."""

CountedState = BarState | Literal["undated"]
_COUNTED: tuple[CountedState, ...] = (*BAR_STATES, "undated")

_SHOWN: dict[ActivityState, BarState] = {
    ActivityState.DONE: "done",
    ActivityState.ONGOING: "ongoing",
    ActivityState.PLANNED: "planned",
    ActivityState.OVERDUE: "overdue",
    ActivityState.CANCELLED: "cancelled",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """An activity with days.

    Attributes:
        one: The activity with its state.
        state: How it is shown.
        first, last: Its days within the timeline; an open end goes to that of the project, or to the timeline's own. Of
            one that lies outside the months, its own days.
        before, after: It begins before the timeline, or ends after it, or has no such end.
    """

    one: ActivityStanding
    state: BarState
    first: date
    last: date
    before: bool
    after: bool

    @property
    def tentative(self) -> bool:
        """Whether its days are not settled."""
        return self.one.activity.when.tentative


@dataclass(frozen=True, slots=True)
class Timeline:
    """A project's activities over some months.

    Attributes:
        months: The first day of each month.
        bars: The activities with days in these months, in the page's order.
        undated: Those without any days that can be read.
        outside: Those that have their days before or after these months: left undone from another year, for example.
        today: The day; outside the months it is not marked.
        over: The project is over: then nothing of it is marked as today, and stays as it is.
    """

    months: tuple[date, ...]
    bars: tuple[Bar, ...]
    undated: tuple[ActivityStanding, ...]
    outside: tuple[Bar, ...]
    today: date
    over: bool = False

    @property
    def month(self) -> date | None:
        """The month to mark as the present one, by its first day; None where it is not among them, or all is over."""
        month = month_of(self.today)
        return month if month in self.months and not self.over else None


def timeline_of(standing: Standing, year: int) -> Timeline:
    """A project's timeline of a year."""
    months = tuple(date(year, month, 1) for month in range(1, 13))
    concerned = of_year(standing.activities, standing, year)
    late = {id(one) for one in standing.overdue}
    bars: list[Bar] = []
    outside: list[Bar] = []
    for one in concerned:
        state = state_of(one, late=id(one) in late)
        if state and one.activity.when.dated:
            bar = _bar(one, state, months, standing.project)
            (bars if bar else outside).append(bar or _outside(one, state, months[0]))
    undated = tuple(one for one in concerned if not one.activity.when.dated)
    return Timeline(months, tuple(bars), undated, tuple(outside), standing.today, over=standing.ended)


def state_of(one: ActivityStanding, *, late: bool = True) -> BarState | None:
    """How an activity is shown; None for one without days that nobody has said to be done or cancelled.

    Args:
        one: The activity.
        late: People are told that it is late, if it is.
    """
    return "passed" if one.state is ActivityState.OVERDUE and not late else _SHOWN.get(one.state)


def _bar(one: ActivityStanding, state: BarState, months: tuple[date, ...], project: Project) -> Bar | None:
    """The bar of an activity; None where it has no day in these months."""
    when, first, last = one.activity.when, months[0], month_end(months[-1])
    start, end = when.start, when.end
    if (start and start > last) or (end and end < first):
        return None
    since = start or min(max(project.start or first, first), end or last)
    until = end or max(min(project.end or last, last), since)
    return Bar(
        one,
        state,
        max(since, first),
        min(until, last),
        before=start is None or start < first,
        after=end is None or end > last,
    )


def _outside(one: ActivityStanding, state: BarState, first: date) -> Bar:
    start, end = one.activity.when.start, one.activity.when.end
    since, until = start or end or first, end or start or first
    return Bar(one, state, since, until, before=until < first, after=since >= first)


def month_of(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def covers_month(bar: Bar, month: date) -> bool:
    """Whether a bar has any day in the month that begins on this day."""
    return bar.first < next_month(month) and bar.last >= month


def count_states(timeline: Timeline) -> Mapping[CountedState, int]:
    """How many activities are in which state, in the order of a legend; `undated` those of which no more is known."""
    bars = [bar.state for bar in (*timeline.bars, *timeline.outside)]
    counts: Counter[CountedState] = Counter([*bars, *(state_of(one) or "undated" for one in timeline.undated)])
    return {state: counts[state] for state in _COUNTED if counts[state]}


def days_in(project: Project, months: Sequence[date]) -> tuple[date, date] | None:
    """The first and the last day of a project within these months; None where they are not known, or there are none."""
    first, last = max(project.start or date.max, months[0]), min(project.end or date.min, month_end(months[-1]))
    return (first, last) if first <= last else None
