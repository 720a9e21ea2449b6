"""A project in figures, and the status that they suggest. STATUS itself is a person's to set."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.checks.standing import ActivityStanding, Standing
from bot.model import ActivityState, Status

_HALF = 2
_MANY = 2
"""One activity that is late is a delay, not yet a project that fails, however few were due."""

Reason = Literal["over", "many-late", "some-late", "none-late", "nothing-due"]
"""Why a status is suggested: the project is over and something is not done, at least half of what was due is late (and
more than one), something is late, nothing that was due is late, nothing was due yet."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How much of a project is done; cancelled activities are not counted.

    Attributes:
        all, done, overdue: Activities.
        days, days_done: Planned work days.
        due: Activities whose last day has passed, done or late.
        gone: How much of the project's time had gone when the month began, in per cent, rounded down; None where its
            days are not known. By the month, so that it does not change from day to day.
    """

    all: int
    done: int
    overdue: int
    days: float
    days_done: float
    due: int
    gone: int | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The status that the time plan suggests, and why."""

    status: Status
    reason: Reason


def of_year(activities: Iterable[ActivityStanding], standing: Standing, year: int) -> list[ActivityStanding]:
    """Those of a project's activities that a report of that year is about, in the order given.

    Of a project over several years these are the ones that touch the year or have no days, and those left undone
    from the years before; of any other project all of them.
    """
    project = standing.project
    if not (project.start and project.end) or project.start.year == project.end.year:
        return list(activities)
    return [one for one in activities if _concerns(one, year)]


def _concerns(one: ActivityStanding, year: int) -> bool:
    start, end = one.activity.when.start, one.activity.when.end
    if start and start.year > year:
        return False
    over = end is not None and end.year < year
    return not over or one.state not in {ActivityState.DONE, ActivityState.CANCELLED}


def figures(standing: Standing, year: int) -> Figures:
    """A project's figures for a year."""
    concerned = of_year(standing.activities, standing, year)
    counted = [one for one in concerned if one.state is not ActivityState.CANCELLED]
    done = [one for one in counted if one.state is ActivityState.DONE]
    late = of_year(standing.overdue, standing, year)
    past = [one for one in done if one.activity.when.end and one.activity.when.end < standing.today]
    return Figures(
        all=len(counted),
        done=len(done),
        overdue=len(late),
        days=sum(one.activity.days or 0 for one in counted),
        days_done=sum(one.activity.days or 0 for one in done),
        due=len(past) + len(late),
        gone=_gone(standing.project.start, standing.project.end, standing.today.replace(day=1)),
    )


def _gone(start: date | None, end: date | None, at: date) -> int | None:
    """How many per cent of a period had passed when a day began."""
    if not start or not end or end < start:
        return None
    days = (end - start).days + 1
    return min(max((at - start).days * 100 // days, 0), 100)


def suggestion(standing: Standing, year: int) -> Suggestion | None:
    """The status that the figures suggest.

    Returns:
        None where they do not say enough: nothing is planned, the project is finished or has not begun, staff want no
        word of what is late, or Phabricator has not said whether something that was due is done.
    """
    count = figures(standing, year)
    begun = standing.project.start is None or standing.project.start <= standing.today
    if not count.all or not begun or standing.project.closed or "activity-overdue" in standing.off:
        return None
    if len(standing.with_state(ActivityState.OVERDUE)) != len(standing.overdue):
        return None
    return Suggestion(*_judged(count, over=bool(standing.project.end and standing.project.end < standing.today)))


def _judged(count: Figures, *, over: bool) -> tuple[Status, Reason]:
    if count.overdue and over:
        return Status.RED, "over"
    if count.overdue >= _MANY and count.overdue * _HALF >= count.due:
        return Status.RED, "many-late"
    if count.overdue:
        return Status.ORANGE, "some-late"
    return Status.GREEN, "none-late" if count.due else "nothing-due"
