"""What has changed since the last run of another day: what is compared with what, and what is told."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.checks.standing import Standing
from bot.model import Mark, Project, Status, TaskState
from bot.overview.news import MOST_KEYS, MOST_PROJECTS, News, about, news, noted, untold
from bot.overview.note import Note
from bot.overview.rows import Row, rows_of_year
from tests.support.builders import (
    OPEN,
    RESOLVED,
    TITLE,
    TODAY,
    activity,
    known,
    people,
    period,
    project,
    standing,
)

OTHER = "Projekt:Annat 2022"
TOMORROW = TODAY + timedelta(days=1)
DECEMBER = period("2022-12-01", "2022-12-31")
PLAN = (activity("Boka lokal", when=DECEMBER), activity("Resa", when=DECEMBER))


def rows(*projects: Project, tasks: dict[str, TaskState] | None = None) -> list[Row]:
    """The rows of these projects."""
    usual = known({})
    there = replace(usual.material, listed={2022: tuple(one.title for one in projects)})
    standings = tuple(standing(one, tasks=tasks) for one in projects)
    return rows_of_year(2022, replace(usual, material=there, standings=standings))


def first(*projects: Project) -> Note:
    """The note of a first run on these projects."""
    return noted(None, rows(*projects), 2022, TODAY)


def told(before: Project, after: Project) -> News | None:
    """What is told of a project that has become another from one day to the next."""
    now = rows(after)
    found = news(noted(first(before), now, 2022, TOMORROW), now, 2022)
    return found[0] if found else None


def names(standings: tuple[object, ...]) -> list[str]:
    """The names of activities."""
    return [one.activity.name for one in standings]  # type: ignore[attr-defined]


def test_first_run_tells_nothing() -> None:
    """The first run notes how things are, and has nothing to compare with, however often it is made that day."""
    note = first(project())
    assert (note.day, note.before) == (TODAY, None)
    again = noted(note, rows(project(updated="2022-11-01")), 2022, TODAY)
    assert again.before is None
    assert news(again, rows(project(updated="2022-11-01")), 2022) == []


def test_nothing_new_leaves_the_note_as_it_is() -> None:
    """On later days without news, the note stays the same, its day too."""
    note = first(project(*PLAN))
    for day in (TODAY, TOMORROW, TODAY + timedelta(days=30)):
        assert noted(note, rows(project(*PLAN)), 2022, day) == note


def test_news_is_of_the_day_on_which_it_was_seen() -> None:
    """When something has changed on another day, what was noted becomes what is compared with."""
    before, after = project(*PLAN), project(*PLAN, updated="2022-11-09")
    note = noted(first(before), rows(after), 2022, TOMORROW)
    assert note == Note(TOMORROW, first(after).now, first(before).now)
    later = noted(note, rows(after), 2022, TOMORROW + timedelta(days=3))
    assert later == note
    assert news(later, rows(after), 2022) == news(note, rows(after), 2022) != []


def test_second_run_of_a_day_compares_with_the_same() -> None:
    """Later on the same day, what has changed meanwhile is told together with what had changed before."""
    one, two, three = project(), project(updated="2022-11-01"), project(updated="2022-11-01", lead=people("Sara"))
    note = noted(first(one), rows(two), 2022, TOMORROW)
    again = noted(note, rows(three), 2022, TOMORROW)
    (found,) = news(again, rows(three), 2022)
    assert (again.before, found.reported, found.lead) == (note.before, date(2022, 11, 1), (("John",), ("Sara",)))


def test_next_news_is_compared_with_the_day_before_it() -> None:
    """Another change on a later day is told alone."""
    one, two, three = project(), project(updated="2022-11-01"), project(updated="2022-11-01", lead=people("Sara"))
    note = noted(first(one), rows(two), 2022, TOMORROW)
    later = noted(note, rows(three), 2022, TOMORROW + timedelta(days=1))
    (found,) = news(later, rows(three), 2022)
    assert (later.day, found.reported) == (TOMORROW + timedelta(days=1), None)
    assert found.lead == (("John",), ("Sara",))


def test_what_is_not_told_does_not_end_what_was() -> None:
    """A change that nobody is told of is noted, and what was told before stays."""
    late = project(activity("Boka lokal"), updated="2022-11-01")
    moved = project(activity("Boka lokal", when=DECEMBER), updated="2022-11-01")
    note = noted(first(project(activity("Boka lokal"))), rows(late), 2022, TOMORROW)
    later = noted(note, rows(moved), 2022, TOMORROW + timedelta(days=1))
    assert (later.day, later.before) == (note.day, note.before)
    assert [one.reported for one in news(later, rows(moved), 2022)] == [date(2022, 11, 1)]
    again = noted(later, rows(late), 2022, TOMORROW + timedelta(days=2))
    assert [names(one.overdue) for one in news(again, rows(late), 2022)] == [["Boka lokal"]]


def test_new_and_gone_projects_are_told() -> None:
    """A project that was not there is new, and one that is no longer there is gone; nothing else is told of them."""
    now = rows(project(title=OTHER, updated="2022-11-01"))
    found = news(noted(first(project()), now, 2022, TOMORROW), now, 2022)
    assert found == [News(OTHER, now[0].standing, new=True), News(TITLE, None)]


def test_moved_project_is_the_same() -> None:
    """A project under another title, to which its old one redirects, is neither new nor gone."""
    moved = replace(project(title=OTHER, updated="2022-11-01"), former=(TITLE,))
    now = rows(moved)
    note = noted(first(project()), now, 2022, TOMORROW)
    (found,) = news(note, now, 2022)
    assert (found.title, found.new, found.reported) == (OTHER, False, date(2022, 11, 1))


def test_old_title_taken_by_another_project_stays_its_own() -> None:
    """A title that another project has taken since is that one's, though it was the moved one's before."""
    now = rows(project(), replace(project(title=OTHER), former=(TITLE,)))
    found = news(noted(first(project()), now, 2022, TOMORROW), now, 2022)
    assert [(one.title, one.new) for one in found] == [(OTHER, True)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(None, "2022-11-01", date(2022, 11, 1), id="first"),
        pytest.param("2022-10-03", "2022-11-01", date(2022, 11, 1), id="newer"),
        pytest.param("2022-11-01", "2022-10-03", None, id="older"),
        pytest.param("2022-11-01", "2022-11-01", None, id="the same"),
    ],
)
def test_report_has_come(before: str | None, after: str, expected: date | None) -> None:
    """A report with a later date has come."""
    found = told(project(updated=before), project(updated=after))
    assert (found.reported if found else None) == expected


def test_report_has_become_late() -> None:
    """A report that was not late and is now is told once, with how."""
    found = told(project(updated="2022-11-01"), project(updated="2022-10-01"))
    assert found
    assert (found.late, found.reported) == ("late", None)
    assert told(project(updated="2022-10-01"), project(updated="2022-09-01")) is None


def test_status_has_changed() -> None:
    """Another colour, none, or that the project is finished is another status."""
    green = project(updated="2022-11-01")
    assert green.report
    red = replace(green, report=replace(green.report, status=Status.RED))
    unset = replace(green, report=replace(green.report, status=None))
    for before, after, expected in (
        (green, red, ("green", "red")),
        (green, unset, ("green", "")),
        (green, replace(green, closed=True), ("green", "closed")),
        (green, replace(green, report=None), ("green", "")),
    ):
        found = told(before, after)
        assert found
        assert found.status == expected


def test_facts_of_the_project_have_changed() -> None:
    """Another lead, last day or budget is told with what it was."""
    found = told(
        project(), replace(project(lead=people("Sara", everyone="lead")), end=date(2023, 6, 30), budget_total=500.0)
    )
    assert found
    assert found.lead == (("John",), ("Sara", "*"))
    assert found.end == (date(2022, 12, 31), date(2023, 6, 30))
    assert found.budget == (None, 500.0)


def test_budget_beyond_all_measure_is_none() -> None:
    """A sum that no project has is noted as none: it could not be read back."""
    assert told(project(), replace(project(), budget_total=1e16)) is None


def test_activities_are_done_or_late() -> None:
    """What is newly done and newly late is told by activity."""
    found = told(project(*PLAN), project(replace(PLAN[0], mark=Mark.DONE), activity("Resa")))
    assert found
    assert (names(found.done), names(found.overdue)) == (["Boka lokal"], ["Resa"])


def test_unanswered_activity_is_as_it_was() -> None:
    """Where Phabricator has not answered, an activity counts as it was noted: it is no news when it answers again."""
    plan = project(activity("Boka lokal", tasks=("T1",)), activity("Resa", tasks=("T2",)))
    answers = {"T1": RESOLVED, "T2": OPEN}
    note = noted(None, rows(plan, tasks=answers), 2022, TODAY)
    silent = noted(note, rows(plan), 2022, TOMORROW)
    assert silent == note
    assert noted(silent, rows(plan, tasks=answers), 2022, TOMORROW) == note


def test_more_than_are_noted_are_no_news() -> None:
    """Where not all that was done is noted, nothing is told as newly done; the note has no more than its bounds."""
    many = [replace(activity(f"Nr {number}"), mark=Mark.DONE) for number in range(MOST_KEYS + 1)]
    note = first(project(*many))
    assert len(note.now[TITLE].done) == MOST_KEYS
    assert told(project(*many), project(*many, activity("Ny", mark=Mark.DONE))) is None
    wide = first(*(project(title=f"Projekt:Nr {number}") for number in range(MOST_PROJECTS + 1)))
    assert len(wide.now) == MOST_PROJECTS


def many(*numbers: int) -> list[Row]:
    """The rows of the projects of these numbers, in their order."""
    return rows(*(project(title=f"Projekt:Nr {number:04}") for number in numbers))


def new(note: Note, found: list[Row]) -> list[str]:
    """The projects that are told of as new."""
    return [one.title for one in news(note, found, 2022) if one.new]


def test_projects_beyond_the_note_are_never_new() -> None:
    """Of more projects than are noted, none that was there is new when one before it has gone, today or later.

    Not said is it of those that have no place, and of the one that has just got one.
    """
    beyond = MOST_PROJECTS + 3
    year = many(*range(beyond))
    note = noted(None, year, 2022, TODAY)
    assert untold(note, year) == 3
    for gone, of_others in ((1, 2 + 1), (2, 1 + 1), (3, 0 + 1), (4, 0)):
        left = year[gone:]
        note = noted(note, left, 2022, TODAY + timedelta(days=gone))
        assert [one.title for one in news(note, left, 2022)] == [f"Projekt:Nr {gone - 1:04}"]
        assert (new(note, left), untold(note, left)) == ([], of_others)


def test_new_project_beyond_the_note_is_counted() -> None:
    """A project that comes when the note is full is no news, wherever it stands, and is counted."""
    full = many(*range(1, MOST_PROJECTS + 1))
    note = noted(None, full, 2022, TODAY)
    assert (note.whole, untold(note, full)) == (True, 0)
    more = many(*range(MOST_PROJECTS + 1))
    note = noted(note, more, 2022, TOMORROW)
    assert (note.whole, news(note, more, 2022), untold(note, more)) == (False, [], 1)
    assert more[0].standing.project.title not in note.now


def test_new_project_is_told_when_the_note_has_had_all() -> None:
    """As long as all of the year's projects were noted, one that comes in the place of another is new."""
    full = many(*range(MOST_PROJECTS))
    other = many(*range(1, MOST_PROJECTS + 1))
    note = noted(noted(None, full, 2022, TODAY), other, 2022, TOMORROW)
    assert new(note, other) == [f"Projekt:Nr {MOST_PROJECTS:04}"]
    assert untold(note, other) == 0


def test_some_projects_of_a_full_note_are_not_new() -> None:
    """Where only some of the year's projects are looked at, one beyond the note is not new either."""
    year = many(*range(MOST_PROJECTS + 1))
    note = noted(None, year, 2022, TODAY)
    last = year[-1:]
    note = noted(about(note, last), last, 2022, TOMORROW)
    assert (news(note, last, 2022), untold(note, last)) == ([], 0)


def test_only_what_is_of_the_year_is_told() -> None:
    """Of a project over several years, what was done in another year is no news of this one."""
    long = replace(project(), start=date(2020, 1, 1), end=date(2023, 12, 31))
    old = activity("Förr", when=period("2020-03-01", "2020-03-31"), mark=Mark.DONE)
    assert told(long, replace(long, activities=(old,))) is None


def test_news_says_whether_there_is_any() -> None:
    """A project that is gone is news, one without any change is none."""
    there: Standing = standing(project())
    assert [News(TITLE, there).any, News(TITLE, None).any, News(TITLE, there, new=True).any] == [False, True, True]
