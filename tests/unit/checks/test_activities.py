"""Rules about the activities of a time plan."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from bot.checks.activities import RULES
from bot.model import Activity, Flaw, Mark, People, Period, Project, TaskState
from tests.support.builders import (
    DECLINED,
    OPEN,
    RESOLVED,
    TITLE,
    TODAY,
    activity,
    people,
    period,
    project,
    settings,
    standing,
)

AHEAD = period("2022-12-01", "2022-12-24")
EARLY = period("2021-12-31", "2022-12-24")
DONE, GONE = Mark.DONE, Mark.CANCELLED


def flaws(one: Project, *, today: date = TODAY, tasks: Mapping[str, TaskState] | None = None) -> list[Flaw]:
    """What the rules of this module find."""
    chosen = settings()
    return [flaw for rule in RULES for flaw in rule(standing(one, today=today, tasks=tasks), chosen)]


def codes(*rows: Activity, tasks: Mapping[str, TaskState] | None = None) -> list[str]:
    """The codes of what they find in a project with these activities."""
    return [flaw.code for flaw in flaws(project(*rows), tasks=tasks)]


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        pytest.param(activity(when=AHEAD), [], id="nothing wrong"),
        pytest.param(activity(), ["activity-overdue"], id="overdue"),
        pytest.param(activity(mark=DONE), [], id="over and done"),
        pytest.param(activity(when=Period("")), ["activity-undated"], id="undated"),
        pytest.param(activity(when=Period(""), mark=DONE), [], id="undated and done"),
        pytest.param(activity(when=Period("?", unreadable=True)), ["date-unreadable"], id="unreadable date"),
        pytest.param(activity(when=Period("?", unreadable=True), mark=GONE), [], id="unreadable date and cancelled"),
        pytest.param(activity(when=AHEAD, owner=People()), ["activity-unowned"], id="unowned"),
        pytest.param(activity(when=AHEAD, owner=people(support=["Axel"])), ["activity-unowned"], id="only support"),
        pytest.param(activity(when=AHEAD, owner=people(everyone="lead")), [], id="everyone's"),
        pytest.param(activity(mark=DONE, owner=People()), [], id="unowned and done"),
        pytest.param(replace(activity(when=AHEAD, owner=People()), has_owner_column=False), [], id="no owner column"),
        pytest.param(activity(when=period("2021-12-31", "2022-12-24")), ["activity-outside-project"], id="too early"),
        pytest.param(activity(when=period("2022-12-01", "2023-01-01")), ["activity-outside-project"], id="too late"),
        pytest.param(activity(when=period("2023-01-01", None)), ["activity-outside-project"], id="start after the end"),
        pytest.param(activity(when=period("2022-12-31", None)), [], id="start on the last day"),
        pytest.param(activity(when=period(None, "2021-12-31"), mark=GONE), [], id="outside and cancelled"),
        pytest.param(activity(when=period("2022-01-01", "2022-12-31")), [], id="all of the project's time"),
        pytest.param(activity(when=EARLY, mark=DONE), [], id="outside and done"),
    ],
)
def test_one_activity(one: Activity, expected: list[str]) -> None:
    """Each mistake in a row is told of where the activity is not finished."""
    assert codes(one) == expected


def test_finding_stands_at_the_activity() -> None:
    """A finding names the activity, its page and line, and what its words need."""
    (flaw,) = flaws(project(activity("Boka lokal", tasks=("T1",), line=31)), tasks={"T1": OPEN})
    assert (flaw.code, flaw.subject, flaw.place.page, flaw.place.line) == ("activity-overdue", "Boka lokal", TITLE, 31)
    assert flaw.facts == {"end": date(2022, 3, 31), "tasks": ("T1",)}


def test_overdue_activity_names_the_tasks_that_are_left() -> None:
    """Of an overdue activity's tasks, those are named that are open."""
    one = activity(tasks=("T1", "T2", "T3", "T4"))
    found = flaws(project(one), tasks={"T1": OPEN, "T2": RESOLVED, "T3": DECLINED, "T4": OPEN})
    assert [flaw.facts["tasks"] for flaw in found if flaw.code == "activity-overdue"] == [("T1", "T4")]


@pytest.mark.parametrize(
    ("name", "when", "subject"),
    [("", Period("mars", date(2022, 3, 1), date(2022, 3, 31)), "mars"), ("", Period(""), "–")],
    ids=["its date", "a dash"],
)
def test_nameless_activity_is_called_by_something(name: str, when: Period, subject: str) -> None:
    """An activity without words is called by its date, or by a dash."""
    (flaw,) = flaws(project(activity(name, when=when)))
    assert flaw.subject == subject


def test_closed_project_has_no_overdue_activities() -> None:
    """What a finished project did not mark as done is not asked for any more."""
    assert flaws(replace(project(activity()), closed=True)) == []


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param(None, None, False, id="no dates"),
        pytest.param(date(2022, 1, 1), None, True, id="no end"),
        pytest.param(None, date(2022, 12, 31), False, id="no start"),
    ],
)
def test_outside_a_project_with_an_open_end(start: date | None, end: date | None, expected: bool) -> None:  # noqa: FBT001 - pytest's parameters
    """Only an end that is known can be passed; the finding knows both."""
    one = replace(project(activity(when=EARLY)), start=start, end=end)
    found = [flaw.facts for flaw in flaws(one) if flaw.code == "activity-outside-project"]
    assert found == [{"when": EARLY, "start": start, "end": end}] * expected


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        pytest.param(activity("boka LOKAL", when=AHEAD, line=22), [22], id="same words and dates"),
        pytest.param(activity("Boka sal", when=AHEAD, line=22), [], id="other words"),
        pytest.param(activity(when=period("2022-12-01", "2022-12-23"), line=22), [], id="other dates"),
        pytest.param(activity(when=AHEAD, mark=DONE, line=22), [22], id="finished"),
    ],
)
def test_activity_duplicate(second: Activity, expected: list[int]) -> None:
    """The same words with the same dates are a duplicate, which is told where they stand again."""
    found = flaws(project(activity(when=AHEAD), second))
    assert [(flaw.code, flaw.place.line) for flaw in found] == [("activity-duplicate", line) for line in expected]


def test_rows_without_words_are_no_duplicates() -> None:
    """Two rows without words say nothing that is the same."""
    assert codes(activity("", when=AHEAD), activity("", when=AHEAD, line=22)) == []


@pytest.mark.parametrize(
    ("tag", "one", "expected"),
    [
        pytest.param("WMSE-Prov", activity(when=AHEAD), ["task-missing"], id="none"),
        pytest.param("WMSE-Prov", activity(when=AHEAD, tasks=("T1",)), [], id="one"),
        pytest.param("WMSE-Prov", replace(activity(when=AHEAD), no_tasks=True), [], id="none on purpose"),
        pytest.param("WMSE-Prov", activity(mark=DONE), [], id="done"),
        pytest.param(None, activity(when=AHEAD), [], id="a project without tasks"),
    ],
)
def test_task_missing(tag: str | None, one: Activity, expected: list[str]) -> None:
    """In a project that has a Phabricator project, an unfinished activity has a task or says that it has none."""
    assert [flaw.code for flaw in flaws(replace(project(one), phabricator_project=tag))] == expected


def test_task_unknown() -> None:
    """A task that Phabricator does not know is told of, one finding a task; a finished activity is looked at too."""
    rows = (activity(when=AHEAD, tasks=("T8", "T1", "T9")), activity(mark=DONE, tasks=("T7",), line=22))
    found = flaws(project(*rows), tasks={"T1": OPEN})
    assert [(flaw.code, flaw.facts["task"]) for flaw in found] == [
        ("task-unknown", "T8"),
        ("task-unknown", "T9"),
        ("task-unknown", "T7"),
    ]


def test_no_task_is_unknown_where_phabricator_was_not_asked() -> None:
    """Without answers nothing is said of tasks; with answers that are empty, everything is unknown."""
    one = activity(when=AHEAD, tasks=("T1",))
    assert codes(one, tasks=None) == []
    assert codes(one, tasks={}) == ["task-unknown"]


@pytest.mark.parametrize(
    ("one", "project_end", "closed", "expected"),
    [
        pytest.param(activity(mark=DONE, tasks=("T1",)), "2022-12-31", False, ["T1"], id="marked done"),
        pytest.param(activity(mark=DONE, tasks=("T2",)), "2022-12-31", False, [], id="done and closed"),
        pytest.param(activity(mark=DONE, tasks=("T9",)), "2022-12-31", False, [], id="done and unknown"),
        pytest.param(activity(mark=GONE, tasks=("T1",)), "2022-12-31", False, [], id="cancelled"),
        pytest.param(activity(mark=GONE, tasks=("T1",)), "2022-11-08", False, ["T1"], id="cancelled, project over"),
        pytest.param(activity(mark=GONE, tasks=("T1",)), "2022-11-09", False, [], id="cancelled on the last day"),
        pytest.param(activity(mark=GONE, tasks=("T1",)), None, False, [], id="no end"),
        pytest.param(activity(mark=GONE, tasks=("T1",)), "2022-12-31", True, ["T1"], id="cancelled, project closed"),
        pytest.param(activity(when=AHEAD, tasks=("T1",)), "2022-12-31", True, ["T1"], id="planned, project closed"),
        pytest.param(activity(tasks=("T1",)), "2022-11-08", False, [], id="overdue, told of already"),
    ],
)
def test_task_open_after_end(one: Activity, project_end: str | None, closed: bool, expected: list[str]) -> None:  # noqa: FBT001 - pytest's parameters
    """A task that is open though its activity is done, or the project over, is told of, but never twice."""
    end = date.fromisoformat(project_end) if project_end else None
    whole = replace(project(one), end=end, closed=closed)
    found = [flaw for flaw in flaws(whole, tasks={"T1": OPEN, "T2": RESOLVED}) if flaw.code == "task-open-after-end"]
    assert [flaw.facts["tasks"] for flaw in found] == ([tuple(expected)] if expected else [])
    assert [flaw.facts["done"] for flaw in found] == ([one.mark is DONE] if expected else [])


def test_open_tasks_of_one_activity_are_told_together() -> None:
    """Several open tasks of an activity are one finding; closed ones are not among them."""
    one = activity(mark=DONE, tasks=("T1", "T2", "T3", "T4"))
    (flaw,) = flaws(project(one), tasks={"T1": OPEN, "T2": RESOLVED, "T3": DECLINED, "T4": OPEN})
    assert flaw.facts["tasks"] == ("T1", "T4")
