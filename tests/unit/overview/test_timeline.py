"""A project's activities on a line of months: which have a bar, from when to when, and how it is shown."""

from dataclasses import replace
from datetime import date

import pytest

from bot.model import Activity, Mark, Period, Project
from bot.overview.timeline import Bar, Timeline, covers_month, month_of, timeline_of
from tests.support.builders import TODAY, activity, day, period, project, settings, standing

HUSHED = settings(findings={"activity-overdue": "off"})


def timeline(*activities: Activity, one: Project | None = None, today: date = TODAY) -> Timeline:
    """The timeline of 2022, on 9 November unless told otherwise."""
    return timeline_of(standing(replace(one or project(), activities=activities), today=today), 2022)


def bar(when: Period, *, one: Project | None = None, mark: Mark | None = None) -> Bar:
    """The only bar of a timeline with one activity."""
    (found,) = timeline(activity(when=when, mark=mark), one=one).bars
    return found


def test_year_has_twelve_months() -> None:
    """A timeline is of the twelve months of its year, by their first days."""
    assert timeline().months == tuple(date(2022, month, 1) for month in range(1, 13))


@pytest.mark.parametrize(
    ("start", "end", "first", "last", "beyond"),
    [
        pytest.param("2022-03-01", "2022-03-31", "2022-03-01", "2022-03-31", (False, False), id="within"),
        pytest.param("2022-01-01", "2022-12-31", "2022-01-01", "2022-12-31", (False, False), id="the whole year"),
        pytest.param("2021-11-01", "2022-02-15", "2022-01-01", "2022-02-15", (True, False), id="begins before"),
        pytest.param("2022-11-20", "2023-02-15", "2022-11-20", "2022-12-31", (False, True), id="ends after"),
        pytest.param("2021-11-01", "2023-02-15", "2022-01-01", "2022-12-31", (True, True), id="both"),
        pytest.param(None, "2022-04-22", "2022-01-01", "2022-04-22", (True, False), id="no start"),
        pytest.param("2022-08-22", None, "2022-08-22", "2022-12-31", (False, True), id="no end"),
    ],
)
def test_bar_goes_from_its_first_day_to_its_last(
    start: str | None, end: str | None, first: str, last: str, beyond: tuple[bool, bool]
) -> None:
    """A bar is cut off where the year begins and ends, and says so; an open end goes as far, and says so too."""
    found = bar(period(start, end))
    assert (found.first, found.last, (found.before, found.after)) == (day(first), day(last), beyond)


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        pytest.param(None, "2022-04-22", "2022-02-01", "2022-04-22", id="since the project began"),
        pytest.param("2022-08-22", None, "2022-08-22", "2022-09-30", id="until it ends"),
        pytest.param(None, "2022-01-10", "2022-01-10", "2022-01-10", id="over before it begins"),
        pytest.param("2022-11-20", None, "2022-11-20", "2022-11-20", id="begins when it is over"),
    ],
)
def test_open_end_goes_no_further_than_the_project(start: str | None, end: str | None, first: str, last: str) -> None:
    """What has no first or last day of its own has the project's, as long as that makes a bar."""
    one = replace(project(), start=date(2022, 2, 1), end=date(2022, 9, 30))
    found = bar(period(start, end), one=one)
    assert (found.first, found.last) == (day(first), day(last))


@pytest.mark.parametrize(
    ("when", "mark", "state"),
    [
        (period("2022-03-01", "2022-03-31"), None, "overdue"),
        (period("2022-03-01", "2022-03-31"), Mark.DONE, "done"),
        (period("2022-03-01", "2022-03-31"), Mark.CANCELLED, "cancelled"),
        (period("2022-11-01", "2022-11-30"), None, "ongoing"),
        (period("2022-12-01", "2022-12-31"), None, "planned"),
    ],
)
def test_bar_is_shown_by_its_state(when: Period, mark: Mark | None, state: str) -> None:
    """A bar has its activity's state on the day."""
    assert bar(when, mark=mark).state == state


def test_what_nobody_is_told_is_late_has_only_passed() -> None:
    """A bar is not shown as late where the task is unanswered, staff want no word of it, or the project is finished."""
    late = activity()
    unanswered = standing(project(replace(late, tasks=("T1",))))
    hushed = standing(project(late), rules=HUSHED)
    closed = standing(replace(project(late), closed=True))
    assert [timeline_of(one, 2022).bars[0].state for one in (unanswered, hushed, closed)] == ["passed"] * 3


def test_bars_stand_in_the_order_of_the_page() -> None:
    """The bars are those of the plan, in its order; the tentative ones say so."""
    found = timeline(
        activity("B", when=replace(period("2022-12-01", "2022-12-31"), tentative=True)), activity("A"), activity("C")
    )
    assert [(one.one.activity.name, one.tentative) for one in found.bars] == [("B", True), ("A", False), ("C", False)]


def test_undated_stand_by_themselves() -> None:
    """What has no days that can be read has no bar, and is told of apart, done or not."""
    nothing = Period("Någon gång", unreadable=True)
    found = timeline(activity("A"), activity("B", when=nothing), activity("C", when=nothing, mark=Mark.DONE))
    assert [one.one.activity.name for one in found.bars] == ["A"]
    assert [one.activity.name for one in found.undated] == ["B", "C"]


def test_what_lies_in_other_years_is_kept() -> None:
    """What a project has left undone from the year before, or plans for the next, has no bar but is not forgotten."""
    found = timeline(
        activity("Förra", when=period("2021-03-01", "2021-03-31")),
        activity("Slutet av förra", when=period(None, "2021-03-31")),
        activity("Nästa", when=period("2023-03-01", None)),
    )
    assert found.bars == ()
    assert [(one.one.activity.name, one.first, one.last, one.before, one.after) for one in found.outside] == [
        ("Förra", date(2021, 3, 1), date(2021, 3, 31), True, False),
        ("Slutet av förra", date(2021, 3, 31), date(2021, 3, 31), True, False),
        ("Nästa", date(2023, 3, 1), date(2023, 3, 1), False, True),
    ]


def test_done_in_another_year_is_none_of_this_one() -> None:
    """Of a project over several years, what was done and over before the year is not told."""
    long = replace(project(), start=date(2021, 1, 1), end=date(2022, 12, 31))
    found = timeline(
        activity("Gjort", when=period("2021-03-01", "2021-03-31"), mark=Mark.DONE),
        activity("Kvar", when=period("2021-03-01", "2021-03-31")),
        one=long,
    )
    assert [one.one.activity.name for one in found.outside] == ["Kvar"]


@pytest.mark.parametrize(
    ("today", "one", "month"),
    [
        pytest.param(date(2022, 11, 9), project(), date(2022, 11, 1), id="in the year"),
        pytest.param(date(2022, 11, 30), project(), date(2022, 11, 1), id="all month"),
        pytest.param(date(2021, 12, 31), project(), None, id="before it"),
        pytest.param(date(2023, 1, 1), replace(project(), end=None), None, id="after it"),
        pytest.param(date(2022, 11, 9), replace(project(), end=date(2022, 11, 8)), None, id="project is over"),
        pytest.param(date(2022, 11, 9), replace(project(), closed=True), None, id="project is closed"),
    ],
)
def test_present_month_is_marked(today: date, one: Project, month: date | None) -> None:
    """The month to mark is today's, until the project is over: then nothing of it changes any more."""
    assert timeline(activity(), one=one, today=today).month == month


def test_month_of_a_day() -> None:
    """A bar covers the months in which it has a day."""
    found = bar(period("2022-03-31", "2022-05-01"))
    covered = [month.month for month in timeline().months if covers_month(found, month)]
    assert covered == [3, 4, 5]
    assert month_of(found.first) == date(2022, 3, 1)
