"""How a project stands on a day: the state of its report and of each activity. Facts, not yet judgements."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Literal

from bot.checks.calendar import ReportPeriod, periods_before
from bot.model import Activity, ActivityState, Mark, Project, TaskState
from bot.settings import Settings

ReportState = Literal["current", "due", "missing", "late", "hidden", "none"]

_CANCELLED = frozenset({"declined", "invalid"})
_DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class ReportStanding:
    """The state of the status report.

    Attributes:
        state: See the contract on JSON.
        period: The period that the state is about; None where no report is asked for.
        due: The last day to report for it.
    """

    state: ReportState
    period: ReportPeriod | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class ActivityStanding:
    """One activity with its state.

    Attributes:
        activity: The activity.
        state: Its state on the day.
        done_on: When it was done: the last task's closing day, else the period's last day if that has passed, else
            None, as for what is not done.
    """

    activity: Activity
    state: ActivityState
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A project and how it stands on a day."""

    project: Project
    today: date
    report: ReportStanding
    activities: tuple[ActivityStanding, ...]
    tasks: Mapping[str, TaskState] | None
    """Phabricator's answers; None where it was not asked or did not answer."""
    off: frozenset[str] = frozenset()
    """The codes of the findings that staff have switched off for this project: nobody is told of these, anywhere."""
    year: int = 0
    """The year that was asked for, which a project of several years reports on."""
    paused_until: date | None = None
    """The day on which its pause is over, as `pause_of` has it; None where nobody has paused it."""

    reachable: frozenset[str] = frozenset()
    """The accounts that the wiki knows, of those that were asked about: who is linked to with one of them is found."""

    @property
    def paused(self) -> bool:
        """Whether the project rests: its report is left as it is, none is expected, and nobody is reminded of it."""
        return _rests(self.paused_until, self.today)

    @property
    def overdue(self) -> list[ActivityStanding]:
        """What people are told should have been done, as far as one can know, in the page's order.

        An activity with a task that Phabricator has not answered for, or does not show us, may be done, for all we
        know, and is not called late; a finished project is past that.
        """
        unsaid = self.project.closed or "activity-overdue" in self.off
        late = [] if unsaid else self.with_state(ActivityState.OVERDUE)
        return [one for one in late if self.answered(one.activity)]

    @property
    def ended(self) -> bool:
        """Whether the project is over: somebody has said so, or its last day has passed."""
        end = self.project.end
        return self.project.closed or (end is not None and end < self.today)

    @property
    def begun(self) -> bool:
        """Whether its first day has come, as far as that is known."""
        return self.project.start is None or self.project.start <= self.today

    def answered(self, activity: Activity) -> bool:
        """Whether Phabricator has said how each of an activity's tasks stands."""
        return all(task in (self.tasks or {}) for task in activity.tasks)

    @property
    def late_report(self) -> str | None:
        """The code of the finding about a report that was due and has not come; None where all is well.

        What has text or some words for a date was written, but nobody can see for which period.
        """
        report, state = self.project.report, self.report.state
        if report is None or state not in {"missing", "late"}:
            return None
        undated = state == "missing" and (report.fields or report.updated_text)
        return "report-undated" if undated else f"report-{state}"

    @property
    def report_told(self) -> ReportState:
        """The state of the report as people are told it: where they want no word of a late one, none is expected."""
        late = self.late_report
        return "none" if late and self.off & {late, f"report-{self.report.state}"} else self.report.state

    def with_state(self, *states: ActivityState) -> list[ActivityStanding]:
        """The activities in one of these states, in the page's order."""
        return [one for one in self.activities if one.state in states]


def stand(
    project: Project,
    *,
    today: date,
    settings: Settings,
    tasks: Mapping[str, TaskState] | None,
    year: int | None = None,
) -> Standing:
    """Work out how a project stands.

    Args:
        project: The project as read.
        today: The day.
        settings: Reporting rules, pauses, and what is switched off.
        tasks: Phabricator's answers by task id, a task without one is unknown to it; None where there are no answers.
        year: The year that was asked for; today's when None. The project's last or first one is meant where it is over
            before or begins after that.
    """
    year = min(year or today.year, project.end.year if project.end else MAXYEAR)
    year = max(year, project.start.year if project.start else MINYEAR)
    activities = tuple(activity_standing(one, today=today, tasks=tasks or {}) for one in project.activities)
    report = report_standing(project, today=today, settings=settings, year=year)
    off, until = settings.off(project.title), pause_of(project, settings)
    return Standing(project, today, report, activities, tasks, off=off, year=year, paused_until=until)


def pause_of(project: Project, settings: Settings) -> date | None:
    """The day on which a project's pause is over: the later of what the settings and its own page say."""
    said = (settings.rules_for(project.title).paused_until, project.paused_until)
    return max((day for day in said if day), default=None)


def _rests(until: date | None, today: date) -> bool:
    """Whether a pause is not over yet: its last day is the one before."""
    return until is not None and today < until


def activity_standing(activity: Activity, *, today: date, tasks: Mapping[str, TaskState]) -> ActivityStanding:
    """The state of an activity: what a person has marked and what Phabricator says come before the calendar.

    Tasks decide when all have an answer and all are closed: declined or invalid ones alone cancel, else it is done. A
    duplicate says nothing by itself: the task that it is one of may be open.
    """
    answers = [tasks[task] for task in activity.tasks if task in tasks]
    known = len(answers) == len(activity.tasks)
    over = known and _say_it_is_over(answers)
    if activity.mark is Mark.CANCELLED or (over and all(answer.status in _CANCELLED for answer in answers)):
        return ActivityStanding(activity, ActivityState.CANCELLED)
    if activity.mark is Mark.DONE or over:
        closed = [answer.closed for answer in answers if answer.closed]
        planned = activity.when.end or activity.when.start
        past = planned if planned and planned < today else None  # done ahead of time: the plan does not say when
        done_on = max(closed) if closed and over else past
        return ActivityStanding(activity, ActivityState.DONE, done_on)
    return ActivityStanding(activity, _by_calendar(activity, today))


def _say_it_is_over(answers: Sequence[TaskState]) -> bool:
    """Whether all tasks are closed, and not all of them only as duplicates of others."""
    return not any(answer.open for answer in answers) and any(answer.status != _DUPLICATE for answer in answers)


def _by_calendar(activity: Activity, today: date) -> ActivityState:
    when = activity.when
    if not when.dated:
        return ActivityState.UNDATED
    if when.end and when.end < today:
        return ActivityState.OVERDUE
    if when.start and when.start > today:
        return ActivityState.PLANNED
    return ActivityState.ONGOING


def report_standing(project: Project, *, today: date, settings: Settings, year: int) -> ReportStanding:
    """The state of the status report: what the newest period that is due asks for, and what was written.

    No period after `year` is asked for: whoever asks for 2022 in 2023 wants the last report of 2022.
    """
    report = project.report
    if report is None or project.closed or _rests(pause_of(project, settings), today):
        return ReportStanding("none")
    if report.hidden:
        return ReportStanding("hidden")
    asked = list(asked_periods(project, today=today, settings=settings, year=year))
    if not asked:
        return ReportStanding("none")
    passed = next((one for one in asked if one.due(settings) < today), None)
    if passed and not covers(report.updated, passed, settings):
        state: ReportState = "late" if report.updated else "missing"
        return ReportStanding(state, passed, passed.due(settings))
    newest = asked[0]
    state = "current" if covers(report.updated, newest, settings) else "due"
    return ReportStanding(state, newest, newest.due(settings))


def asked_periods(project: Project, *, today: date, settings: Settings, year: int) -> Iterator[ReportPeriod]:
    """The periods that are over and that a project reports for, newest first; none after `year`."""
    every = settings.rules_for(project.title).every_months or settings.report.every_months
    periods = periods_before(today, every, since=project.start)
    return (one for one in periods if one.end.year <= year and one.covers_half(project.start, project.end))


def covers(updated: date | None, period: ReportPeriod, settings: Settings) -> bool:
    """Whether a report of that date counts for the period: from some days before its end on."""
    return updated is not None and updated >= period.end - timedelta(days=settings.report.early_days)
