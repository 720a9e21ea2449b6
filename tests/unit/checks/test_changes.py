"""What has changed in a project since its newest report."""

from dataclasses import replace
from datetime import date

import pytest

from bot.checks.changes import EVERYONE, Change, baseline, changes, taken
from bot.checks.standing import Standing
from bot.memory import Memory, Recalled, Snapshot
from bot.model import Activity, Mark, People, Project, TaskState
from bot.parse.snapshot import MOST
from tests.support.builders import OPEN, RESOLVED, activity, people, period, project, settings, standing

APRIL = period("2022-04-01", "2022-04-30")
LATER = period("2022-12-01", "2022-12-31")
MARCH = (date(2022, 3, 1), date(2022, 3, 31))


Answers = dict[str, TaskState]


def since(
    then: Project, now: Project, *, tasks: Answers | None = None, before: Answers | None = None
) -> list[tuple[str, str | None]]:
    """The kinds of what has changed between two states of a project, and of which activity."""
    noted = taken(standing(then, tasks=before or {}))
    found = changes(standing(replace(now, snapshot=noted), tasks=tasks or {}))
    return [(one.kind, one.activity.label if one.activity else None) for one in found]


A, B = activity("A", when=LATER), activity("B", when=LATER)


@pytest.mark.parametrize(
    ("then", "now", "found"),
    [
        pytest.param([A, B], [A, B], [], id="nothing"),
        pytest.param([A, B], [B, A], [], id="another order"),
        pytest.param([A, B], [B], [], id="one taken out"),
        pytest.param([A], [A, B], [], id="one put in"),
        pytest.param([A], [replace(A, mark=Mark.DONE)], [("done", "A")], id="done"),
        pytest.param([A], [A, activity("B", mark=Mark.DONE)], [("done", "B")], id="put in, and done"),
        pytest.param([A], [replace(A, when=APRIL)], [("overdue", "A")], id="late, as its days are others"),
        pytest.param([A], [A, activity("B")], [("overdue", "B")], id="put in, and late"),
        pytest.param([activity("A")], [activity("A", when=APRIL)], [("moved", "A")], id="late then and now, moved"),
        pytest.param([A], [replace(A, when=period("2022-12-01", "2023-01-31"))], [("moved", "A")], id="another end"),
        pytest.param([A], [replace(A, when=period(None, "2022-12-31"))], [("moved", "A")], id="no start any more"),
        pytest.param([A], [replace(A, when=period())], [], id="no days any more"),
        pytest.param([replace(A, when=period())], [A], [("moved", "A")], id="days at last"),
        pytest.param([A], [replace(A, people=people("Sara"))], [("lead", "A")], id="another lead"),
        pytest.param([A], [replace(A, people=people("Axel", support=["Sara"]))], [], id="another support"),
        pytest.param([A], [replace(A, people=people(everyone="lead"))], [("lead", "A")], id="everybody"),
        pytest.param([A], [replace(A, people=people())], [("lead", "A")], id="nobody"),
        pytest.param([A], [replace(A, mark=Mark.CANCELLED)], [], id="cancelled"),
        pytest.param([A], [replace(A, name=" a!")], [], id="spelt otherwise"),
        pytest.param([A, A], [A, replace(A, mark=Mark.DONE)], [("done", "A")], id="the second of one name"),
        pytest.param(
            [A],
            [replace(A, mark=Mark.DONE, when=APRIL, people=people("Sara"))],
            [("done", "A"), ("lead", "A")],
            id="all",
        ),
    ],
)
def test_what_has_changed(then: list[Activity], now: list[Activity], found: list[tuple[str, str]]) -> None:
    """Newly done, newly late, other days and other leads are told; of one activity its state before its days."""
    assert since(project(*then), project(*now)) == found


def test_the_project_itself_may_change() -> None:
    """Its own days and its own lead are told before its activities."""
    then = project(A)
    now = replace(project(replace(A, mark=Mark.DONE), lead=people("Sara")), end=date(2023, 6, 30))
    assert since(then, now) == [("moved", None), ("lead", None), ("done", "A")]


def test_change_tells_before_and_after() -> None:
    """A change holds what was noted and what is now."""
    noted = taken(standing(project(A)))
    (change,) = changes(standing(replace(project(replace(A, people=people("Sara"))), snapshot=noted)))
    ends = date(2022, 12, 1), date(2022, 12, 31)
    before, after = (Memory(Recalled.OPEN, *ends, (name,)) for name in ("Axel", "Sara"))
    assert change == Change("lead", change.activity, before, after)


def test_finished_project_has_no_news() -> None:
    """Nobody reports on a finished project any more."""
    assert since(project(A), replace(project(replace(A, mark=Mark.DONE)), closed=True)) == []


def test_what_is_switched_off_is_not_told() -> None:
    """Where staff want no word of what is late, it is no news either."""
    noted = taken(standing(project(A)))
    rules = settings(findings={"activity-overdue": "off"})
    assert changes(standing(replace(project(replace(A, when=APRIL)), snapshot=noted), rules=rules)) == ()


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        pytest.param({}, {"T1": RESOLVED}, [], id="unanswered, then done"),
        pytest.param({}, {"T1": OPEN}, [], id="unanswered, then late"),
        pytest.param({"T1": OPEN}, {}, [], id="late, then unanswered"),
        pytest.param({"T1": OPEN}, {"T1": RESOLVED}, [("done", "A")], id="late, then done"),
        pytest.param({"T1": RESOLVED}, {"T1": OPEN}, [("overdue", "A")], id="opened again"),
    ],
)
def test_silence_of_phabricator_is_no_change(
    before: dict[str, TaskState], after: dict[str, TaskState], found: list[tuple[str, str]]
) -> None:
    """What was not known then, or is not known now, has not changed."""
    plan = project(activity("A", tasks=("T1",)))
    assert since(plan, plan, before=before, tasks=after) == found


def test_mark_needs_no_answer() -> None:
    """What a person has marked is known, whatever Phabricator says."""
    marked = project(activity("A", tasks=("T1",), mark=Mark.DONE))
    assert since(project(activity("A", tasks=("T1",), mark=Mark.CANCELLED)), marked) == [("done", "A")]


def of(reported: str | None) -> Standing:
    """A project reported on that day, with a note of it that says that the activity was done."""
    noted = taken(standing(project(replace(A, mark=Mark.DONE), updated=reported)))
    return standing(replace(project(A, updated=reported), snapshot=noted))


@pytest.mark.parametrize("reported", [None, "2022-11-01"])
def test_note_of_the_newest_report_is_what_counts(reported: str | None) -> None:
    """As long as the report is the same, the project is compared with what was noted then."""
    one = of(reported)
    assert baseline(one) is one.project.snapshot


def test_new_report_begins_anew() -> None:
    """With a new report the project is noted as it is then; so it is where nothing was noted."""
    one = of("2022-10-01")
    again = replace(one, project=replace(project(A, updated="2022-11-01"), snapshot=one.project.snapshot))
    bare = standing(replace(project(A), report=None))
    for each in (again, bare):
        assert baseline(each) == taken(each)
        assert changes(each) == ()


def test_note_holds_names_as_they_are_read_back() -> None:
    """White space and signs that nobody sees are not noted; everybody is noted as such, and nobody not at all."""
    odd = People((people("  Åsa\u200b \n B ").lead[0], people("\u200b").lead[0]), everyone="lead")
    noted = taken(standing(project(activity("A", owner=odd))))
    assert [one.lead for one in noted.activities.values()] == [("Åsa B", EVERYONE)]


def test_what_found_no_room_is_no_news() -> None:
    """Activities beyond those that were noted are not told as new."""
    plan = [activity(f"{number}", when=LATER) for number in range(MOST)]
    noted = taken(standing(project(*plan)))
    more = project(*plan, activity("En till", mark=Mark.DONE))
    assert changes(standing(replace(more, snapshot=noted))) == ()
    fewer = replace(noted, activities=dict(list(noted.activities.items())[1:]))
    assert [one.kind for one in changes(standing(replace(more, snapshot=fewer)))] == ["done"]


def test_snapshot_of_a_project() -> None:
    """A project is noted with its days and its lead, and each activity with its state."""
    one = taken(standing(project(activity("A"), updated="2022-11-01")))
    assert one == Snapshot(
        date(2022, 11, 1),
        Memory(Recalled.OPEN, date(2022, 1, 1), date(2022, 12, 31), ("John",)),
        {key: Memory(Recalled.OVERDUE, *MARCH, ("Axel",)) for key in one.activities},
    )
