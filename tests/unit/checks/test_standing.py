"""How a project stands: the state of its report and of each activity (the contract on JSON, done and reports)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from bot.checks.standing import ActivityStanding, ReportStanding, activity_standing
from bot.model import Activity, ActivityState, Mark, Period, Project, StatusReport, TaskState
from tests.support.builders import DECLINED, OPEN, RESOLVED, TITLE, activity, day, period, project, settings, standing

ANSWERS = {"T1": OPEN, "T2": RESOLVED, "T3": DECLINED, "T4": TaskState("Något", "invalid", date(2022, 4, 1))}
ANSWERS["T5"] = TaskState("Något", "duplicate", date(2022, 4, 2))
MAY = period("2022-05-01", "2022-05-31")


def stands(one: Activity, today: str, answers: Mapping[str, TaskState] = ANSWERS) -> ActivityStanding:
    """How an activity stands on a day."""
    return activity_standing(one, today=date.fromisoformat(today), tasks=answers)


def report(one: Project, today: str, **rules: object) -> tuple[str, str | None, str | None]:
    """The state of a project's report on a day, with its period and due date as texts."""
    found: ReportStanding = standing(one, today=date.fromisoformat(today), rules=settings(**rules)).report
    return found.state, found.period.label if found.period else None, found.due.isoformat() if found.due else None


@pytest.mark.parametrize(
    ("when", "today", "state"),
    [
        pytest.param(MAY, "2022-04-30", "planned", id="the day before"),
        pytest.param(MAY, "2022-05-01", "ongoing", id="first day"),
        pytest.param(MAY, "2022-05-31", "ongoing", id="last day"),
        pytest.param(MAY, "2022-06-01", "overdue", id="the day after"),
        pytest.param(period(None, "2022-05-31"), "2021-01-01", "ongoing", id="no start, before its end"),
        pytest.param(period(None, "2022-05-31"), "2022-06-01", "overdue", id="no start, after its end"),
        pytest.param(period("2022-05-01", None), "2022-04-30", "planned", id="no end, before its start"),
        pytest.param(period("2022-05-01", None), "2030-01-01", "ongoing", id="no end is never overdue"),
        pytest.param(Period(""), "2022-05-01", "undated", id="no date"),
        pytest.param(Period("när det passar", unreadable=True), "2022-05-01", "undated", id="unreadable date"),
    ],
)
def test_activity_by_the_calendar(when: Period, today: str, state: str) -> None:
    """Without a mark or tasks, the calendar decides; both ends of a period are included."""
    assert stands(activity(when=when), today).state == state


@pytest.mark.parametrize(
    ("tasks", "mark", "state"),
    [
        pytest.param((), Mark.DONE, "done", id="marked done"),
        pytest.param((), Mark.CANCELLED, "cancelled", id="marked cancelled"),
        pytest.param(("T2",), None, "done", id="task resolved"),
        pytest.param(("T3",), None, "cancelled", id="task declined"),
        pytest.param(("T3", "T4"), None, "cancelled", id="tasks declined and invalid"),
        pytest.param(("T2", "T3"), None, "done", id="one done and one declined"),
        pytest.param(("T2", "T5"), None, "done", id="one done and one a duplicate"),
        pytest.param(("T5",), None, "overdue", id="only a duplicate, of what may be open"),
        pytest.param(("T1",), None, "overdue", id="task open"),
        pytest.param(("T2", "T1"), None, "overdue", id="one of two open"),
        pytest.param(("T9",), None, "overdue", id="task unknown"),
        pytest.param(("T2", "T9"), None, "overdue", id="one done and one unknown"),
        pytest.param(("T1",), Mark.DONE, "done", id="marked done with a task open"),
        pytest.param(("T2",), Mark.CANCELLED, "cancelled", id="marked cancelled with a task resolved"),
    ],
)
def test_marks_and_tasks_come_before_the_calendar(tasks: tuple[str, ...], mark: Mark | None, state: str) -> None:
    """All tasks closed, or a mark, decide whatever the date; an open or unknown task leaves it to the calendar."""
    assert stands(activity(when=MAY, tasks=tasks, mark=mark), "2022-06-15").state == state
    early = "planned" if state == "overdue" else state
    assert stands(activity(when=MAY, tasks=tasks, mark=mark), "2022-01-15").state == early


@pytest.mark.parametrize(
    ("one", "done_on"),
    [
        pytest.param(activity(tasks=("T2",)), "2022-03-15", id="the task's closing day"),
        pytest.param(activity(tasks=("T3", "T2")), "2022-03-16", id="the last of several closing days"),
        pytest.param(activity(mark=Mark.DONE), "2022-03-31", id="marked: the period's last day"),
        pytest.param(activity(mark=Mark.DONE, when=period("2022-05-01", None)), "2022-05-01", id="only a start"),
        pytest.param(activity(mark=Mark.DONE, when=period("2022-06-01", "2022-06-30")), None, id="ahead of time"),
        pytest.param(activity(mark=Mark.DONE, when=Period("")), None, id="no date"),
        pytest.param(activity(mark=Mark.DONE, tasks=("T1", "T2")), "2022-03-31", id="marked with a task open"),
        pytest.param(activity(), None, id="not done"),
        pytest.param(activity(tasks=("T3",)), None, id="cancelled"),
    ],
)
def test_day_of_doing(one: Activity, done_on: str | None) -> None:
    """Done on the last task's closing day where tasks tell, else on the period's last day if that has passed."""
    assert stands(one, "2022-06-15").done_on == day(done_on)


def test_closed_task_without_a_day_gives_the_periods_last() -> None:
    """A resolved task whose closing day is not known leaves the day to the date cell."""
    answers = {"T1": TaskState("Något", "resolved")}
    assert stands(activity(tasks=("T1",)), "2022-06-15", answers).done_on == date(2022, 3, 31)


def test_without_answers_tasks_close_nothing() -> None:
    """Where Phabricator was not asked, an activity with tasks stands by the calendar, but is not called late."""
    rows = (activity(tasks=("T2",)), activity("Tryck affisch"))
    found = standing(project(*rows), tasks=None)
    assert [one.state for one in found.activities] == [ActivityState.OVERDUE, ActivityState.OVERDUE]
    assert [one.activity.name for one in found.overdue] == ["Tryck affisch"]


@pytest.mark.parametrize("tasks", [("T9",), ("T1", "T9")], ids=["the only one", "one of two"])
def test_activity_with_a_task_that_is_not_shown_is_not_called_late(tasks: tuple[str, ...]) -> None:
    """A task that Phabricator answers nothing for may be closed: the activity is overdue by the calendar alone."""
    found = standing(project(activity(tasks=tasks)), tasks={"T1": TaskState("Något", "open")})
    assert [one.state for one in found.activities] == [ActivityState.OVERDUE]
    assert found.overdue == []


def test_finished_project_has_nothing_late() -> None:
    """What was left undone in a finished project is not called late any more."""
    assert standing(replace(project(activity()), closed=True)).overdue == []


def test_activities_by_state_keep_the_pages_order() -> None:
    """Activities in any of several states come in the page's order."""
    rows = [activity("A"), activity("B", mark=Mark.DONE), activity("C", when=Period("")), activity("D")]
    chosen = standing(project(*rows)).with_state(ActivityState.UNDATED, ActivityState.OVERDUE)
    assert [one.activity.name for one in chosen] == ["A", "C", "D"]


@pytest.mark.parametrize(
    ("updated", "today", "expected"),
    [
        pytest.param(None, "2022-11-01", ("missing", "2022-09", "2022-10-07"), id="never: the newest that was due"),
        pytest.param(None, "2022-11-08", ("missing", "2022-10", "2022-11-07"), id="never, the day after the due date"),
        pytest.param("2022-09-30", "2022-11-01", ("due", "2022-10", "2022-11-07"), id="period over, not yet due"),
        pytest.param("2022-09-30", "2022-11-07", ("due", "2022-10", "2022-11-07"), id="on the due date itself"),
        pytest.param("2022-09-30", "2022-11-08", ("late", "2022-10", "2022-11-07"), id="the day after the due date"),
        pytest.param("2022-09-30", "2022-10-31", ("current", "2022-09", "2022-10-07"), id="October is not over"),
        pytest.param("2022-11-03", "2022-11-20", ("current", "2022-10", "2022-11-07"), id="after the period"),
        pytest.param("2022-10-24", "2022-11-20", ("current", "2022-10", "2022-11-07"), id="seven days early"),
        pytest.param("2022-10-23", "2022-11-20", ("late", "2022-10", "2022-11-07"), id="eight days early"),
        pytest.param(
            "2022-10-20", "2022-11-08", ("late", "2022-10", "2022-11-07"), id="late ones do not shift the next"
        ),
        pytest.param("2022-11-09", "2022-12-07", ("due", "2022-11", "2022-12-07"), id="the next after a late one"),
        pytest.param(
            "2022-11-09", "2022-12-08", ("late", "2022-11", "2022-12-07"), id="the next after a late one, late"
        ),
        pytest.param("2020-01-01", "2022-11-08", ("late", "2022-10", "2022-11-07"), id="years old"),
    ],
)
def test_monthly_report(updated: str | None, today: str, expected: tuple[str, str, str]) -> None:
    """A report is asked for each month; due on the fifth work day after; up to seven days early counts."""
    assert report(project(updated=updated), today) == expected


@pytest.mark.parametrize(
    ("updated", "today", "expected"),
    [
        pytest.param("2022-07-01", "2022-09-30", ("current", "2022-04/2022-06", "2022-07-07"), id="inside a quarter"),
        pytest.param("2022-07-01", "2022-10-07", ("due", "2022-07/2022-09", "2022-10-07"), id="a quarter over"),
        pytest.param("2022-07-01", "2022-10-08", ("late", "2022-07/2022-09", "2022-10-07"), id="a quarter late"),
    ],
)
def test_quarterly_report(updated: str, today: str, expected: tuple[str, str, str]) -> None:
    """A project may report for three months at a time; the contract counts them from January."""
    rules = {TITLE: {"every_months": 3}}
    assert report(project(updated=updated), today, projects=rules) == expected


def test_months_for_all_and_for_one() -> None:
    """What is set for the one project comes before what is set for all."""
    one, today = project(), "2022-11-20"
    assert report(one, today, report={"every_months": 5})[1] == "2022-06/2022-10"
    both = {"report": {"every_months": 5}, "projects": {TITLE: {"every_months": 3}}}
    assert report(one, today, **both)[1] == "2022-07/2022-09"


@pytest.mark.parametrize(
    ("one", "today", "state"),
    [
        pytest.param(replace(project(), closed=True), "2022-11-20", "none", id="closed"),
        pytest.param(replace(project(), report=None), "2022-11-20", "none", id="no project data"),
        pytest.param(replace(project(), start=date(2023, 1, 1)), "2022-11-20", "none", id="not started"),
        pytest.param(project(), "2022-01-31", "none", id="the first period is not over"),
        pytest.param(replace(project(), start=date(2022, 10, 17)), "2022-11-20", "none", id="begun late in the period"),
        pytest.param(replace(project(), start=date(2022, 10, 16)), "2022-11-20", "missing", id="begun halfway"),
    ],
)
def test_when_no_report_is_asked_for(one: Project, today: str, state: str) -> None:
    """None is asked for of a project that is closed, has not begun, or was under way for less than half the period."""
    assert report(one, today)[0] == state


def test_hidden_report() -> None:
    """With `dolt_läge` set no report is asked for, whatever its date; being closed says more."""
    data = project().report
    assert data is not None
    hidden = replace(project(), report=replace(data, hidden=True))
    assert report(hidden, "2022-11-20") == ("hidden", None, None)
    assert report(replace(hidden, closed=True), "2022-11-20") == ("none", None, None)


@pytest.mark.parametrize(
    ("set_until", "said_until", "until", "state"),
    [
        pytest.param(None, None, None, "missing", id="no-pause"),
        pytest.param("2022-11-21", None, "2022-11-21", "none", id="by-the-settings"),
        pytest.param(None, "2022-11-21", "2022-11-21", "none", id="by-its-page"),
        pytest.param("2022-11-20", None, "2022-11-20", "missing", id="by-the-settings-and-over"),
        pytest.param(None, "2022-11-20", "2022-11-20", "missing", id="by-its-page-and-over"),
        pytest.param("2022-11-21", "2022-11-01", "2022-11-21", "none", id="longer-by-the-settings"),
        pytest.param("2022-11-01", "2022-11-21", "2022-11-21", "none", id="longer-by-its-page"),
    ],
)
def test_paused_project(set_until: str | None, said_until: str | None, until: str | None, state: str) -> None:
    """A paused project is asked for nothing until the later of the two days, on which it is again."""
    rules = settings(projects={TITLE: {"paused_until": set_until}})
    one = standing(replace(project(), paused_until=day(said_until)), today=date(2022, 11, 20), rules=rules)
    assert (one.paused_until, one.paused, one.report.state) == (day(until), state == "none", state)


def test_report_after_the_project_has_ended() -> None:
    """The last period asked for is the last that the project was under way in; a report for it stays current."""
    ended = replace(project(updated="2022-07-04"), end=date(2022, 6, 30))
    assert report(ended, "2022-11-20") == ("current", "2022-06", "2022-07-07")
    assert report(replace(ended, report=StatusReport(ended.place)), "2022-11-20")[:2] == ("missing", "2022-06")


def test_early_days_can_be_set() -> None:
    """How early a report may come is a setting."""
    assert report(project(updated="2022-10-31"), "2022-11-20", report={"early_days": 0})[0] == "current"
    assert report(project(updated="2022-10-30"), "2022-11-20", report={"early_days": 0})[0] == "late"


def test_due_work_day_can_be_set() -> None:
    """Which work day a report is due on is a setting."""
    assert report(project(), "2022-11-20", report={"due_workday": 1}) == ("missing", "2022-10", "2022-11-01")
