"""A project in figures, and the status that they suggest."""

from dataclasses import replace
from datetime import date

import pytest

from bot.checks.calendar import Calendar
from bot.checks.figures import Figures, Suggestion, clock, figures, of_year, suggestion
from bot.model import Activity, Mark, Project, Status, TaskState
from tests.support.builders import OPEN, RESOLVED, activity, day, period, project, settings, standing

CALENDAR = Calendar("SE")
DONE = activity("Klar", mark=Mark.DONE)
LATE = activity("Sen")
AHEAD = activity("Kommande", when=period("2022-12-01", "2022-12-31"))
OPEN_ENDED = activity("Utan slut", when=period("2022-02-01"))
JUST = activity("Nyss", when=period("2022-11-01", "2022-11-08"))
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
    assert found == Figures(all=3, done=1, overdue=1, unknown=0, days=2.5, days_done=2, gone=83)


@pytest.mark.parametrize(
    ("today", "start", "end", "gone"),
    [
        pytest.param("2022-11-01", "2022-01-01", "2022-12-31", 83, id="304 of 365 days"),
        pytest.param("2022-11-30", "2022-01-01", "2022-12-31", 83, id="the same all month"),
        pytest.param("2022-12-01", "2022-01-01", "2022-12-31", 91, id="334 of 365 days"),
        pytest.param("2022-01-20", "2022-01-01", "2022-12-31", 0, id="the first month"),
        pytest.param("2022-01-20", "2022-03-01", "2022-12-31", 0, id="before it begins"),
        pytest.param("2023-05-05", "2022-01-01", "2022-12-31", 100, id="after its end"),
        pytest.param("2023-01-01", "2022-01-01", "2022-12-31", 100, id="the day after its end"),
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
    ("plan", "expected"),
    [
        pytest.param([DONE, AHEAD], Suggestion(Status.GREEN, "none-late"), id="what was due is done"),
        pytest.param([AHEAD], Suggestion(Status.GREEN, "nothing-due"), id="nothing was due"),
        pytest.param([OPEN_ENDED], Suggestion(Status.GREEN, "nothing-due"), id="nothing has an end"),
        pytest.param([LATE], Suggestion(Status.ORANGE, "some-late", 1), id="the only one is late"),
        pytest.param([LATE, LATE, *3 * [DONE]], Suggestion(Status.ORANGE, "some-late", 2), id="more are done"),
        pytest.param([LATE, LATE, DONE, DONE], Suggestion(Status.RED, "many-late", 2), id="no more are done"),
        pytest.param([LATE, JUST], Suggestion(Status.ORANGE, "some-late", 2), id="one is late since yesterday"),
    ],
)
def test_status_that_is_suggested(plan: list[Activity], expected: Suggestion) -> None:
    """Green where nothing is late, orange where something is, red where more is late than done, some days after."""
    assert suggestion(standing(project(*plan)), 2022, grace=2, calendar=CALENDAR) == expected


def test_project_that_is_over_with_something_left_is_red() -> None:
    """After a project's end one thing that is not done is enough; with all done it is green."""
    ended = replace(project(LATE, DONE, DONE, DONE), end=date(2022, 6, 30))
    assert suggestion(standing(ended), 2022, grace=2, calendar=CALENDAR) == Suggestion(Status.RED, "over", 1)
    assert suggestion(standing(replace(ended, activities=(DONE,))), 2022, grace=2, calendar=CALENDAR) == Suggestion(
        Status.GREEN, "none-late"
    )


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
    assert suggestion(standing(one, rules=settings(**rules), tasks=tasks), 2022, grace=2, calendar=CALENDAR) is None


def test_answered_tasks_are_grounds() -> None:
    """Where Phabricator has answered, its word counts."""
    plan = project(activity("A", tasks=("T1",)), activity("B", tasks=("T2",)))
    found = standing(plan, tasks={"T1": RESOLVED, "T2": OPEN})
    assert suggestion(found, 2022, grace=2, calendar=CALENDAR) == Suggestion(Status.ORANGE, "some-late", 1)


def test_what_was_done_in_a_year_is_of_that_year() -> None:
    """An activity planned for one year and done in the next is of both."""
    one = activity(when=period("2021-10-01", "2021-10-31"), tasks=("T1",))
    now = standing(over_years(one), tasks={"T1": RESOLVED})
    assert [len(of_year(now.activities, now, year)) for year in (2021, 2022, 2023)] == [1, 1, 0]


def test_finished_project_has_no_time_left_to_go() -> None:
    """A finished project is told how much is done, not how much time has gone."""
    assert figures(standing(replace(project(DONE), closed=True)), 2022).gone is None


def test_what_may_be_done_is_counted_apart() -> None:
    """Without an answer for its tasks, an activity may be done, for all we know; a person's mark is word enough."""
    plan = [activity(tasks=("T1",)), activity("B", tasks=("T2",)), activity("C", tasks=("T1",), mark=Mark.DONE)]
    found = figures(standing(project(*plan), tasks={"T2": OPEN}), 2022)
    assert (found.unknown, found.done, found.overdue) == (1, 1, 1)


@pytest.mark.parametrize(
    ("today", "end", "counted"),
    [
        ("2022-11-09", "2022-12-31", "2022-11-01"),
        ("2023-03-09", "2022-12-31", "2023-01-01"),
        ("2023-03-09", None, "2023-03-01"),
    ],
    ids=["under way", "over", "without an end"],
)
def test_days_are_counted_to_the_month_or_the_end(today: str, end: str | None, counted: str) -> None:
    """Days and months are counted to the first of the month, and no further than the day after a project's end."""
    one = standing(replace(project(DONE), end=day(end)), today=date.fromisoformat(today))
    assert clock(one) == day(counted)
