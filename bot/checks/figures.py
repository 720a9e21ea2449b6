"""A project in figures, and the status that they suggest. STATUS itself is a person's to set."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.checks.calendar import ONE_DAY, Calendar
from bot.checks.standing import ActivityStanding, Standing
from bot.model import ActivityState, Status

_MANY = 2
"""One activity that is late is a delay, not yet a project that fails, however few were due."""

Reason = Literal["over", "many-late", "some-late", "none-late", "nothing-due"]
"""Why a status is suggested: the project is over and something is not done, more than one thing is late and no more are
done, something is late, nothing is late, nothing is done or late yet."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How much of a project is done; cancelled activities are not counted.

    Attributes:
        all, done, overdue: Activities.
        unknown: Activities that may be done, for all we know: Phabricator has not answered for their tasks.
        days, days_done: Planned work days.
        gone: How much of the project's time had gone when the month began, in per cent, rounded down; None where its
            days are not known, and for a finished project.
    """

    all: int
    done: int
    overdue: int
    unknown: int
    days: float
    days_done: float
    gone: int | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The status that the time plan suggests, why, and how many activities are late that it is suggested for."""

    status: Status
    reason: Reason
    late: int = 0


def clock(standing: Standing) -> date:
    """The day from which days and months are counted: the first of the month, lest they change from day to day.

    After a project's end it is the day after that: then nothing changes any more.
    """
    first, end = standing.today.replace(day=1), standing.project.end
    return min(first, end + ONE_DAY) if end else first


def of_year(activities: Iterable[ActivityStanding], standing: Standing, year: int) -> list[ActivityStanding]:
    """Those of a project's activities that a report of that year is about, in the order given.

    Of a project over several years these are the ones that touch the year, were done in it or have no days, and those
    left undone from the years before; of any other project all of them.
    """
    project = standing.project
    if not (project.start and project.end) or project.start.year == project.end.year:
        return list(activities)
    return [one for one in activities if _concerns(one, year)]


def _concerns(one: ActivityStanding, year: int) -> bool:
    start, end = one.activity.when.start, one.activity.when.end
    if start and start.year > year:
        return False
    if end is None or end.year >= year or one.state not in {ActivityState.DONE, ActivityState.CANCELLED}:
        return True
    return one.done_on is not None and one.done_on.year >= year


def figures(standing: Standing, year: int) -> Figures:
    """A project's figures for a year."""
    concerned = of_year(standing.activities, standing, year)
    counted = [one for one in concerned if one.state is not ActivityState.CANCELLED]
    done = [one for one in counted if one.state is ActivityState.DONE]
    project = standing.project
    left = [one.activity for one in counted if one.state is not ActivityState.DONE and not one.activity.mark]
    return Figures(
        all=len(counted),
        done=len(done),
        overdue=len(of_year(standing.overdue, standing, year)),
        unknown=sum(not standing.answered(activity) for activity in left),
        days=sum(one.activity.days or 0 for one in counted),
        days_done=sum(one.activity.days or 0 for one in done),
        gone=None if project.closed else _gone(project.start, project.end, clock(standing)),
    )


def _gone(start: date | None, end: date | None, at: date) -> int | None:
    """How many per cent of a period had passed when a day began."""
    if not start or not end or end < start:
        return None
    days = (end - start).days + 1
    return min(max((at - start).days * 100 // days, 0), 100)


def suggestion(standing: Standing, year: int, *, grace: int, calendar: Calendar) -> Suggestion | None:
    """The status that the figures suggest.

    Args:
        standing: The project and how it stands.
        year: The year that the figures are of.
        grace: So many work days after its last day, what is late may turn the project red; before, only orange.
        calendar: Which days are worked.

    Returns:
        None where they do not say enough: nothing is planned, the project is finished or has not begun, staff want no
        word of what is late, or Phabricator has not said whether something that was due is done.
    """
    count = figures(standing, year)
    if not count.all or not standing.begun or standing.project.closed or "activity-overdue" in standing.off:
        return None
    if len(standing.with_state(ActivityState.OVERDUE)) != len(standing.overdue):
        return None
    ends = [one.activity.when.end for one in of_year(standing.overdue, standing, year)]
    late = sum(end is not None and calendar.add_workdays(end, grace) <= standing.today for end in ends)
    return Suggestion(*_judged(count, late, over=standing.ended))


def _judged(count: Figures, late: int, *, over: bool) -> tuple[Status, Reason, int]:
    if late and over:
        return Status.RED, "over", late
    if late >= _MANY and late >= count.done:
        return Status.RED, "many-late", late
    if count.overdue:
        return Status.ORANGE, "some-late", count.overdue
    return Status.GREEN, "none-late" if count.done else "nothing-due", 0
