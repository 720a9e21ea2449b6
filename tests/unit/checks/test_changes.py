"""What has changed in a project since its newest report."""

from dataclasses import replace
from datetime import date

import pytest

from bot.checks.changes import EVERYONE, Change, baseline, changes, taken
from bot.checks.standing import Standing
from bot.memory import Memory, Recalled, Snapshot
from bot.model import Activity, Mark, People, Project, TaskState
from bot.parse.snapshot import MOST
from tests.support.builders import OPEN, RESOLVED, activity, day, people, period, project, settings, standing

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
    assert baseline(one) == one.project.snapshot


def test_new_report_begins_anew() -> None:
    """With a new report the project is noted as it is then; so it is where nothing was noted."""
    one = of("2022-10-01")
    again = replace(one, project=replace(project(A, updated="2022-11-01"), snapshot=one.project.snapshot))
    bare = standing(replace(project(A), report=None))
    assert baseline(again) == replace(taken(again), previous=date(2022, 10, 1))
    assert baseline(bare) == taken(bare)
    assert changes(again) == changes(bare) == ()


@pytest.mark.parametrize(
    ("first", "second", "then", "previous"),
    [
        pytest.param("2022-09-30", "2022-11-01", None, "2022-09-30", id="the next report"),
        pytest.param("2022-10-28", "2022-11-01", "2022-09-30", "2022-09-30", id="the same report, put right"),
        pytest.param("2022-10-28", "2022-11-01", None, None, id="the same report, none before it"),
        pytest.param("2022-11-01", "2022-09-01", "2022-09-30", None, id="put back before the one before"),
        pytest.param(None, "2022-11-01", None, None, id="the first report"),
    ],
)
def test_report_before_is_remembered(first: str | None, second: str, then: str | None, previous: str | None) -> None:
    """With a new report the date of the one before is noted; a date that is put right is the same report's."""
    noted = replace(taken(standing(project(A, updated=first))), previous=day(then))
    now = standing(replace(project(A, updated=second), snapshot=noted))
    assert baseline(now).previous == day(previous)


def test_done_between_two_reports_is_noted_as_new() -> None:
    """At a new report, what was still to be done at the one before is noted as newly done; nothing else is."""
    then = project(A, replace(B, mark=Mark.DONE), updated="2022-10-01")
    now = project(replace(A, mark=Mark.DONE), replace(B, mark=Mark.DONE), updated="2022-11-01")
    noted = taken(standing(then))
    found = standing(replace(now, snapshot=noted))
    assert [one.state for one in baseline(found).activities.values()] == [Recalled.NEW, Recalled.DONE]
    assert changes(found) == ()
    again = standing(replace(now, snapshot=baseline(found)))
    assert (baseline(again), changes(again)) == (baseline(found), ())


def test_what_was_not_known_is_filled_in() -> None:
    """As soon as Phabricator answers, what was noted as unknown is noted as it is; from then on changes are told."""
    plan = project(activity("A", tasks=("T1",)))
    noted = taken(standing(plan, tasks={}))
    first = standing(replace(plan, snapshot=noted), tasks={"T1": RESOLVED})
    assert [one.state for one in baseline(first).activities.values()] == [Recalled.DONE]
    later = standing(replace(plan, snapshot=baseline(first)), tasks={"T1": OPEN})
    assert [one.kind for one in changes(later)] == ["overdue"]


def test_date_that_cannot_be_read_is_still_the_same() -> None:
    """A slip in the date of a report does not throw away what was noted; a date that is taken away does."""
    one = of("2022-11-01")
    report = one.project.report
    assert report is not None
    slipped, gone = (
        standing(replace(one.project, report=replace(report, updated=None, updated_text=text))) for text in ("3 no", "")
    )
    assert baseline(slipped) == one.project.snapshot
    assert baseline(gone).reported is None


@pytest.mark.parametrize(
    ("row", "told"),
    [
        pytest.param(activity("Ny", mark=Mark.DONE), [], id="done long ago"),
        pytest.param(activity("Ny"), [], id="late long ago"),
        pytest.param(
            activity("Ny", when=period("2022-11-01", "2022-11-05"), mark=Mark.DONE), ["done"], id="done since"
        ),
        pytest.param(activity("Ny", when=period("2022-11-01", "2022-11-05")), ["overdue"], id="late since"),
        pytest.param(activity("Ny", when=period(), mark=Mark.DONE), [], id="done on no known day"),
    ],
)
def test_row_that_is_new_or_renamed_is_news_only_if_it_came_later(row: Activity, told: list[str]) -> None:
    """An activity that was not noted is told of if what came of it came after the report."""
    noted = taken(standing(project(A, updated="2022-11-02")))
    found = changes(standing(replace(project(A, row, updated="2022-11-02"), snapshot=noted)))
    assert [one.kind for one in found] == told


def test_row_above_does_not_make_others_look_changed() -> None:
    """Where several have the same name, a row that is put in above them is no change of theirs."""
    march, may = (replace(A, when=period(f"2022-{number}-01", f"2022-{number}-28")) for number in ("03", "05"))
    noted = taken(standing(project(march, may, updated="2022-11-02")))
    above = replace(A, when=period("2022-01-01", "2022-01-28"), mark=Mark.DONE)
    assert changes(standing(replace(project(above, march, may, updated="2022-11-02"), snapshot=noted))) == ()


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
