"""What there is to remind of: reports that have not come, activities that are overdue, and what comes soon."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, cast

from bot.checks.calendar import ReportPeriod
from bot.checks.standing import ActivityStanding, Standing, asked_periods, covers
from bot.ledger import item_key
from bot.model import Activity, ActivityState, Project
from bot.settings import Settings

Kind = Literal["report", "activity"]

TO_MANAGERS = "chef"
"""What sets the key of an item that a manager is told of apart from that of one that is the manager's own."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to remind of.

    Attributes:
        kind: A report that has not come, or an activity that is overdue.
        occasion: What sets it apart from the next of its kind: the report's period, or the activity's name and end.
        standing: The project.
        since: The report's due date, or the activity's last day.
        activity: The activity, for an activity.
        period: The period, for a report.
        superseded: A report whose next one has not come either: its lead is reminded of that one instead.
        stale: It is so long ago that it matters only to those who are known to have been told of it.
    """

    kind: Kind
    occasion: tuple[str, ...]
    standing: Standing
    since: date
    activity: ActivityStanding | None = None
    period: ReportPeriod | None = None
    superseded: bool = False
    stale: bool = False

    @property
    def identity(self) -> tuple[str, ...]:
        """What it is the same thing by on one day."""
        return (self.kind, self.project.title, *self.occasion, (self.subject or "").casefold())

    @property
    def project(self) -> Project:
        """The project."""
        return self.standing.project

    @property
    def subject(self) -> str | None:
        """The activity's name; None for a report."""
        return self.activity.activity.label if self.activity else None

    @property
    def earliest(self) -> date:
        """The first day on which it can have been said, whatever the settings were then."""
        return self.period.end if self.period else self.since

    def keys(self, names: Sequence[str], *, to_manager: bool = False) -> tuple[str, ...]:
        """What the ledger knows it by.

        Args:
            names: The names that the recipient goes by: in the register, and the account.
            to_manager: It is told to a manager, since nothing has come of telling the lead.

        Returns:
            A key for each name, then those from before the project page was moved. A new date makes new keys.
        """
        kind = f"{TO_MANAGERS}/{self.kind}" if to_manager else self.kind
        return keys_of(kind, self.occasion, self.project, names)


@dataclass(frozen=True, slots=True)
class Upcoming:
    """What a message that goes out anyway also mentions, since its day is near: a report, or an activity's end."""

    standing: Standing
    day: date
    activity: ActivityStanding | None = None


def keys_of(kind: str, occasion: Iterable[str], project: Project, names: Iterable[str]) -> tuple[str, ...]:
    """The keys of an item under each title that a project has had and each name of a person, today's title first."""
    known = list(names)
    return tuple(item_key(kind, title, *occasion, name) for title in titles_of(project) for name in known)


def titles_of(project: Project) -> tuple[str, ...]:
    """The titles of a project's page, today's and those before it was moved."""
    return (project.title, *project.former)


def project_keys(project: Project) -> tuple[str, ...]:
    """What a message that is about a project says so with, by each title that its page has had."""
    return keys_of_titles(titles_of(project))


def keys_of_titles(titles: Iterable[str]) -> tuple[str, ...]:
    """What a message says so with that it is about the projects with these titles."""
    return tuple(item_key("projekt", title) for title in titles)


def occasion_of(activity: Activity) -> tuple[str, ...]:
    """What sets an activity apart from others: its name, without what may be tidied in it, and its last day."""
    name = "".join(sign for sign in activity.name.casefold() if sign.isalnum() or sign in _TELLING)
    return (name or activity.label.casefold(), activity.when.end.isoformat() if activity.when.end else "")


_TELLING = "+#"
"""What is no letter, but may be all that two names do not share: C++ and C#."""


def items(standings: Iterable[Standing], settings: Settings, *, today: date) -> Iterator[Item]:
    """What there is to remind of. What staff have switched off as a finding, or paused, nobody is reminded of."""
    for standing in standings:
        if standing.paused:
            continue
        yield from _reports(standing, settings, today)
        late: dict[tuple[str, ...], ActivityStanding] = {}
        for one in standing.overdue:
            late.setdefault((one.activity.name.casefold(), *occasion_of(one.activity)), one)
        for one in late.values():
            end = cast("date", one.activity.when.end)  # no activity is overdue without an end
            yield Item("activity", occasion_of(one.activity), standing, end, one)


def _reports(standing: Standing, settings: Settings, today: date) -> Iterator[Item]:
    """The newest report that has not come, and those before it of which managers may still have to hear."""
    report = standing.report
    if standing.report_told not in {"missing", "late"} or not (report.period and report.due):
        return
    yield Item("report", (report.period.label,), standing, report.due, period=report.period)
    updated = standing.project.report.updated if standing.project.report else None
    for period in asked_periods(standing.project, today=today, settings=settings, year=standing.year):
        due = period.due(settings)
        if due < today - FORGOTTEN or covers(updated, period, settings):
            return
        if period < report.period:
            stale = due < today - _ladder_takes(settings)
            yield Item("report", (period.label,), standing, due, period=period, superseded=True, stale=stale)


FORGOTTEN = timedelta(days=400)
"""Reports from so long ago are nobody's concern any more."""


def _ladder_takes(settings: Settings) -> timedelta:
    """So many days at most pass between a due date and the last step, but for leave: weeks have five work days."""
    return timedelta(days=2 * (settings.reminders.grace_workdays + settings.reminders.manager_after_workdays) + 30)


def upcoming(standings: Iterable[Standing], settings: Settings, *, today: date) -> Iterator[Upcoming]:
    """What is due within `upcoming_days`, today included: reports first, then activities, by day."""
    last = today + timedelta(days=settings.reminders.upcoming_days)
    for standing in standings:
        report = standing.report
        if standing.paused or standing.project.closed:
            continue
        if standing.report_told == "due" and not standing.off & _LATE and report.due and today <= report.due <= last:
            yield Upcoming(standing, report.due)
        if "activity-overdue" in standing.off:
            continue
        ahead = [one for one in standing.with_state(*_AHEAD) if standing.answered(one.activity)]
        ending = [(end, one) for one in ahead if (end := one.activity.when.end) and today <= end <= last]
        for end, one in sorted(ending, key=lambda pair: pair[0]):
            yield Upcoming(standing, end, one)


_LATE = frozenset({"report-missing", "report-late"})
_AHEAD = (ActivityState.PLANNED, ActivityState.ONGOING)
