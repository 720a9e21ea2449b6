"""A project in figures, and the status that they suggest."""

from dataclasses import replace
from datetime import date

import pytest

from bot.checks.figures import Figures, Suggestion, figures, of_year, suggestion
from bot.model import Activity, Mark, Project, Status, TaskState
from tests.support.builders import OPEN, RESOLVED, activity, day, period, project, settings, standing

DONE = activity("Klar", mark=Mark.DONE)
LATE = activity("Sen")
AHEAD = activity("Kommande", when=period("2022-12-01", "2022-12-31"))
OPEN_ENDED = activity("Utan slut", when=period("2022-02-01"))
CANCELLED = activity("Inställd", mark=Mark.CANCELLED)


def worth(one: Activity, days: float) -> Activity:
    """The activity, with planned days."""
    return replace(one, days=days)


def over_years(*activities: Activity, start: str = "2021-07-01", end: str = "2023-06-30") -> Project:
    """A project over three calendar years."""
    return replace(project(*activities), start=day(start), end=day(end))


def test_what_is_counted() -> None:
    """Activities and planned days are counted, those that are done apart; what is cancelled is not counted at all."""
    plan = [worth(DONE, 2), worth(LATE, 0.5), AHEAD, worth(CANCELLED, 10)]
    found = figures(standing(project(*plan)), 2022)
    assert found == Figures(all=3, done=1, overdue=1, days=2.5, days_done=2, due=2, gone=83)


@pytest.mark.parametrize(
    ("today", "start", "end", "gone"),
    [
        pytest.param("2022-11-01", "2022-01-01", "2022-12-31", 83, id="304 of 365 days"),
        pytest.param("2022-11-30", "2022-01-01", "2022-12-31", 83, id="the same all month"),
        pytest.param("2022-12-01", "2022-01-01", "2022-12-31", 91, id="334 of 365 days"),
        pytest.param("2022-01-20", "2022-01-01", "2022-12-31", 0, id="the first month"),
        pytest.param("2022-01-20", "2022-03-01", "2022-12-31", 0, id="before it begins"),
        pytest.param("2023-05-05", "2022-01-01", "2022-12-31", 100, id="after its end"),
        pytest.param("2022-11-01", None, "2022-12-31", None, id="no start"),
        pytest.param("2022-11-01", "2022-01-01", None, None, id="no end"),
        pytest.param("2022-11-01", "2022-12-31", "2022-01-01", None, id="the wrong way round"),
        pytest.param("2022-12-01", "2022-11-30", "2022-11-30", 100, id="a day"),
    ],
)
def test_time_that_has_gone(today: str, start: str | None, end: str | None, gone: int | None) -> None:
    """How much of the project had passed when the month began, in whole per cent, rounded down."""
    one = replace(project(DONE), start=day(start), end=day(end))
    assert figures(standing(one, today=date.fromisoformat(today)), 2022).gone == gone


@pytest.mark.parametrize(
    ("start", "end", "mark", "years"),
    [
        pytest.param("2022-03-01", "2022-03-31", None, [2022, 2023], id="left undone"),
        pytest.param("2022-03-01", "2022-03-31", Mark.DONE, [2022], id="done in its year"),
        pytest.param("2022-12-01", "2023-01-31", Mark.DONE, [2022, 2023], id="over new year"),
        pytest.param("2023-02-01", "2023-02-28", None, [2023], id="later"),
        pytest.param(None, None, None, [2022, 2023], id="without days"),
        pytest.param("2021-12-01", "2021-12-31", Mark.CANCELLED, [], id="cancelled the year before"),
    ],
)
def test_report_of_a_year(start: str | None, end: str | None, mark: Mark | None, years: list[int]) -> None:
    """In a project over several years a report is about the activities of its year, and those left from before."""
    one = activity(when=period(start, end), mark=mark)
    now = standing(over_years(one))
    assert [year for year in (2022, 2023) if of_year(now.activities, now, year)] == years


@pytest.mark.parametrize(
    "one",
    [
        pytest.param(over_years(AHEAD, start="2022-01-01", end="2022-12-31"), id="a year"),
        pytest.param(replace(over_years(AHEAD), end=None), id="no end"),
        pytest.param(replace(over_years(AHEAD), start=None), id="no start"),
    ],
)
def test_other_projects_report_on_everything(one: Project) -> None:
    """Where a project does not surely cover several years, all of its activities count in any year."""
    now = standing(one)
    assert len(of_year(now.activities, now, 2020)) == 1


@pytest.mark.parametrize(
    ("plan", "status", "reason"),
    [
        pytest.param([DONE, AHEAD], Status.GREEN, "none-late", id="all that was due is done"),
        pytest.param([AHEAD], Status.GREEN, "nothing-due", id="nothing was due"),
        pytest.param([OPEN_ENDED], Status.GREEN, "nothing-due", id="nothing has an end"),
        pytest.param([LATE], Status.ORANGE, "some-late", id="the only one is late"),
        pytest.param([LATE, LATE, DONE, DONE, DONE], Status.ORANGE, "some-late", id="fewer than half are late"),
        pytest.param([LATE, LATE, DONE, DONE], Status.RED, "many-late", id="half are late"),
    ],
)
def test_status_that_is_suggested(plan: list[Activity], status: Status, reason: str) -> None:
    """Green where nothing is late, orange where something is, red where at least half of what was due is."""
    assert suggestion(standing(project(*plan)), 2022) == Suggestion(status, reason)  # type: ignore[arg-type]


def test_project_that_is_over_with_something_left_is_red() -> None:
    """After a project's end one thing that is not done is enough; with all done it is green."""
    ended = replace(project(LATE, DONE, DONE, DONE), end=date(2022, 6, 30))
    assert suggestion(standing(ended), 2022) == Suggestion(Status.RED, "over")
    assert suggestion(standing(replace(ended, activities=(DONE,))), 2022) == Suggestion(Status.GREEN, "none-late")


@pytest.mark.parametrize(
    ("one", "rules", "tasks"),
    [
        pytest.param(project(), {}, {}, id="no plan"),
        pytest.param(project(CANCELLED), {}, {}, id="all is cancelled"),
        pytest.param(replace(project(LATE), closed=True), {}, {}, id="finished"),
        pytest.param(replace(project(AHEAD), start=date(2022, 12, 1)), {}, {}, id="not begun"),
        pytest.param(project(LATE), {"findings": {"activity-overdue": "off"}}, {}, id="staff want no word of it"),
        pytest.param(project(LATE, activity(tasks=("T1",))), {}, {}, id="a task without an answer"),
        pytest.param(project(activity(tasks=("T1",))), {}, None, id="no answers at all"),
    ],
)
def test_nothing_is_suggested_without_grounds(
    one: Project, rules: dict[str, object], tasks: dict[str, TaskState] | None
) -> None:
    """Where the figures do not say enough there is no suggestion, rather than a wrong one."""
    assert suggestion(standing(one, rules=settings(**rules), tasks=tasks), 2022) is None


def test_answered_tasks_are_grounds() -> None:
    """Where Phabricator has answered, its word counts."""
    plan = project(activity("A", tasks=("T1",)), activity("B", tasks=("T2",)))
    found = standing(plan, tasks={"T1": RESOLVED, "T2": OPEN})
    assert suggestion(found, 2022) == Suggestion(Status.ORANGE, "some-late")
