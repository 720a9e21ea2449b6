"""What there is to remind of, by which keys it is known, and what comes soon."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from bot.ledger import item_key
from bot.model import Mark, Project, TaskState
from bot.reminders.items import Item, Upcoming, items, keys_of, occasion_of, project_keys, upcoming
from bot.settings import Settings
from tests.support.builders import OPEN, TITLE, TODAY, activity, day, people, period, project, settings, standing
from tests.support.reminding import called

REPORTED = "2022-11-03"
"""A report of this date is October's, the newest that is due on the builders' day."""


def there_is(
    *projects: Project,
    today: date = TODAY,
    rules: Settings | None = None,
    tasks: Mapping[str, TaskState] | None = None,
) -> list[Item]:
    """What there is to remind of in these projects."""
    chosen = rules or settings()
    return list(items([standing(one, today=today, rules=chosen, tasks=tasks) for one in projects], chosen, today=today))


def soon(
    *projects: Project,
    today: date = TODAY,
    rules: Settings | None = None,
    tasks: Mapping[str, TaskState] | None = None,
) -> list[Upcoming]:
    """What comes soon in these projects."""
    chosen = rules or settings()
    standings = [standing(one, today=today, rules=chosen, tasks=tasks) for one in projects]
    return list(upcoming(standings, chosen, today=today))


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        pytest.param(project(activity(), updated="2022-10-01"), ["2022-10", "Boka lokal"], id="report and activity"),
        pytest.param(project(activity(mark=Mark.DONE), updated=REPORTED), [], id="all is done"),
        pytest.param(replace(project(activity()), closed=True), [], id="closed project"),
        pytest.param(replace(project(activity()), report=None), ["Boka lokal"], id="no report to remind of"),
        pytest.param(project(activity(when=period("2022-01-01", None)), updated=REPORTED), [], id="no end"),
        pytest.param(
            project(activity(when=period(None, "2022-01-31")), updated=REPORTED), ["Boka lokal"], id="no start"
        ),
        pytest.param(project(activity(when=period(None, "2022-11-09")), updated=REPORTED), [], id="last day today"),
    ],
)
def test_what_is_reminded_of(one: Project, expected: list[str]) -> None:
    """Overdue reports and activities are reminded of; nothing of a closed project is."""
    assert [called(item) for item in there_is(one)] == expected


def test_what_is_known_of_a_report() -> None:
    """A report waits since its due date, can have been spoken of from its period's end on, and has no subject."""
    (report,) = there_is(project(updated="2022-10-01"))
    assert (report.kind, report.occasion, report.since) == ("report", ("2022-10",), date(2022, 11, 7))
    assert (report.earliest, report.subject, report.project.title) == (date(2022, 10, 31), None, TITLE)


def test_what_is_known_of_an_activity() -> None:
    """An activity waits since its last day, and cannot have been spoken of before."""
    (one,) = there_is(project(activity(), updated=REPORTED))
    assert (one.kind, one.since, one.earliest, one.subject) == (
        "activity",
        date(2022, 3, 31),
        date(2022, 3, 31),
        "Boka lokal",
    )


def test_activity_without_a_name_is_called_by_its_date() -> None:
    """An activity whose cell is empty is called what its date cell says."""
    (one,) = there_is(
        project(activity("", when=replace(period("2022-03-01", "2022-03-31"), text="Mars")), updated=REPORTED)
    )
    assert one.subject == "Mars"


@pytest.mark.parametrize(
    ("tasks", "answers", "expected"),
    [
        pytest.param((), None, 1, id="no task"),
        pytest.param(("T1",), {"T1": OPEN}, 1, id="an open task"),
        pytest.param(("T1",), None, 0, id="Phabricator was not asked"),
        pytest.param(("T1", "T2"), {"T1": OPEN}, 0, id="one task without an answer"),
    ],
)
def test_activity_that_may_be_done_is_not_reminded_of(
    tasks: tuple[str, ...], answers: dict[str, TaskState] | None, expected: int
) -> None:
    """Nobody is reminded of what may be done for all that is known: a task without an answer."""
    assert len(there_is(project(activity(tasks=tasks), updated=REPORTED), tasks=answers)) == expected


@pytest.mark.parametrize(
    "rules",
    [
        {"projects": {TITLE: {"paused_until": "2022-11-10"}}},
        {"findings": {"report-missing": "off", "activity-overdue": "off"}},
        {"projects": {TITLE: {"off": ["report-missing", "activity-overdue"]}}},
    ],
    ids=["paused", "switched off for all", "switched off for the project"],
)
def test_what_staff_have_switched_off_is_not_reminded_of(rules: dict[str, object]) -> None:
    """Neither a paused project nor a finding that is switched off gives reminders."""
    assert there_is(project(activity()))
    assert there_is(project(activity()), rules=settings(**rules)) == []


def test_project_is_reminded_of_from_the_day_on_which_its_pause_is_over() -> None:
    """The day of a pause is the first after it."""
    paused = replace(project(activity(), updated=REPORTED), paused_until=TODAY)
    assert [called(item) for item in there_is(paused)] == ["Boka lokal"]


@pytest.mark.parametrize(
    ("updated", "expected"),
    [
        ("2022-09-30", [("2022-11", False), ("2022-10", True)]),
        ("2022-10-24", [("2022-11", False)]),
        ("2022-11-23", []),
    ],
    ids=["September's", "October's, early", "November's, early"],
)
def test_report_that_the_next_has_overtaken(updated: str, expected: list[tuple[str, bool]]) -> None:
    """The newest report that is late is there, and those before it that managers may still have to hear of."""
    found = there_is(project(updated=updated), today=date(2022, 12, 8))
    assert [(called(item), item.superseded) for item in found] == expected


@pytest.mark.parametrize(
    "rules",
    [{"report": {"every_months": 3}}, {"projects": {TITLE: {"every_months": 3}}}],
    ids=["for all", "for the project"],
)
def test_report_for_several_months(rules: dict[str, object]) -> None:
    """With a report each quarter, that of July to September is due on 7 October, and the next one in January."""
    (report,) = there_is(project(updated="2022-09-22"), rules=settings(**rules))
    assert (report.occasion, report.since) == (("2022-07/2022-09",), date(2022, 10, 7))
    assert there_is(project(updated="2022-09-23"), today=date(2022, 12, 31), rules=settings(**rules)) == []


def test_first_report_has_none_before_it() -> None:
    """A project that began in October is asked for that month's report first of all."""
    young = replace(project(), start=date(2022, 10, 1))
    assert [called(item) for item in there_is(young)] == ["2022-10"]


@pytest.mark.parametrize(
    ("rules", "oldest"),
    [({}, "2022-10"), ({"manager_after_workdays": 20}, "2022-09"), ({"grace_workdays": 12}, "2022-09")],
    ids=["as it is by default", "managers are told late", "a long grace"],
)
def test_reports_of_long_ago_matter_to_those_who_were_told(rules: dict[str, object], oldest: str) -> None:
    """All reports of the year are there; beyond the time that all steps take, and a month, for who was told alone."""
    found = there_is(project(), today=date(2022, 12, 8), rules=settings(reminders=rules))
    assert [called(item) for item in found] == [f"2022-{month:02}" for month in range(11, 0, -1)]
    assert [item.superseded for item in found] == [False] + [True] * 10
    assert [called(item) for item in found if not item.stale][-1] == oldest


@pytest.mark.parametrize(
    ("today", "stale"), [(date(2022, 11, 30), False), (date(2022, 12, 1), True)], ids=["54 days after", "a day later"]
)
def test_report_that_could_be_told_matters_for_as_long_as_a_ladder_takes(today: date, *, stale: bool) -> None:
    """With two and ten work days all steps take 24 days at most, and a month more: September's was due on 7 October."""
    found = {called(item): item for item in there_is(project(updated="2022-08-31"), today=today)}
    assert found["2022-09"].stale is stale


@pytest.mark.parametrize(
    ("today", "oldest"),
    [(date(2022, 12, 10), "2021-10"), (date(2022, 12, 11), "2021-11")],
    ids=["400 days after its due date", "a day later"],
)
def test_reports_are_forgotten_after_more_than_a_year(today: date, oldest: str) -> None:
    """The report that was due on Friday 5 November 2021 matters for 400 days to those who were told of it."""
    old = replace(project(), start=date(2010, 1, 1))
    assert called(there_is(old, today=today)[-1]) == oldest


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        pytest.param(activity(), True, id="the same"),
        pytest.param(activity(line=99), True, id="on another line"),
        pytest.param(activity("boka, LOKAL!"), True, id="tidied"),
        pytest.param(activity(mark=Mark.DONE), True, id="done meanwhile"),
        pytest.param(activity("Boka sal"), False, id="another name"),
        pytest.param(activity("Boka lokal #"), False, id="a sign that tells"),
        pytest.param(activity(when=period("2022-02-01", "2022-03-31")), True, id="another first day"),
        pytest.param(activity(when=period("2022-03-01", "2022-04-30")), False, id="another last day"),
        pytest.param(activity(when=period("2022-03-01", None)), False, id="no last day"),
    ],
)
def test_what_sets_an_activity_apart(one: object, expected: object) -> None:
    """An activity is known again by its name, but for what may be tidied in it, and by its last day."""
    assert (occasion_of(one) == occasion_of(activity())) is expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Kurs i C++", "Kurs i C#"), ("Kurs i C", "Kurs i C#"), ("!", "?"), ("–", "Mars")],
    ids=["two languages", "one of them", "signs alone", "a sign and a word"],
)
def test_names_that_differ_in_little(one: str, other: str) -> None:
    """Names that differ in a sign that tells something, or hold nothing else, are names of two things."""
    assert occasion_of(activity(one)) != occasion_of(activity(other))
    assert len(there_is(project(activity(one), activity(other), updated=REPORTED))) == 2


def test_activities_without_names_are_told_apart_by_their_dates() -> None:
    """An activity whose cell is empty is another one than the next with an empty cell and that last day."""
    first, second = (activity("", when=replace(period(None, "2022-03-31"), text=text)) for text in ("Mars", "31/3"))
    assert occasion_of(first) != occasion_of(second)


def test_row_that_stands_twice_is_one_thing() -> None:
    """Of two late rows with the same name and last day the first is told of; the others keep the page's order."""
    rows = [activity("B", line=1), activity("A", line=2), activity("b", line=3), activity("C", line=4)]
    assert [called(item) for item in there_is(project(*rows, updated=REPORTED))] == ["B", "A", "C"]


def test_row_that_stands_twice_is_there_as_long_as_one_is_late() -> None:
    """A row that is done does not hide another one of the same name and last day that is not."""
    rows = [activity(mark=Mark.DONE), activity()]
    assert len(there_is(project(*rows, updated=REPORTED))) == 1


def test_identity_is_that_of_a_thing() -> None:
    """Worked out twice a thing has the same identity; another kind, occasion or project has another."""
    projects = [project(activity(), activity("B")), project(activity(), title="Projekt:Annat 2022")]
    first, second = there_is(*projects), there_is(*projects)
    assert [one.identity for one in first] == [one.identity for one in second]
    assert len({one.identity for one in first}) == len(first)


def test_key_for_each_name_and_title() -> None:
    """An item has a key for each name of the person, with today's title first, then with those from before."""
    moved = replace(project(), former=("Projekt:Äldst 2022", "Projekt:Äldre 2022"))
    titles = [TITLE, "Projekt:Äldst 2022", "Projekt:Äldre 2022"]
    assert keys_of("report", ("2022-10",), moved, ["Axel", "Axel (WMSE)"]) == tuple(
        item_key("report", title, "2022-10", name) for title in titles for name in ("Axel", "Axel (WMSE)")
    )


def test_manager_has_keys_of_their_own() -> None:
    """What a manager is told of others is another thing than what they are told of themselves."""
    (item,) = there_is(project(activity(), updated=REPORTED))
    assert not set(item.keys(["John"])) & set(item.keys(["John"], to_manager=True))


def test_project_is_known_by_all_its_titles() -> None:
    """A message's project is known again after the page has been moved."""
    moved = replace(project(title="Projekt:Nytt 2022"), former=(TITLE,))
    assert project_keys(project())[0] in project_keys(moved)
    assert len(project_keys(moved)) == 2


@pytest.mark.parametrize(
    ("end", "expected"),
    [("2022-11-08", 0), ("2022-11-09", 1), ("2022-11-16", 1), ("2022-11-17", 0), (None, 0)],
    ids=["yesterday", "today", "in seven days", "in eight days", "no end"],
)
def test_activity_that_ends_soon(end: str | None, expected: int) -> None:
    """Activities that end today or within seven days come soon; what is over does not."""
    assert len(soon(project(activity(when=period("2022-10-01", end)), updated=REPORTED))) == expected


@pytest.mark.parametrize(
    ("today", "ahead", "expected"),
    [
        ("2022-10-31", 14, None),
        ("2022-11-01", 6, "2022-11-07"),
        ("2022-11-01", 5, None),
        ("2022-11-07", 0, "2022-11-07"),
        ("2022-11-08", 7, None),
    ],
    ids=["before the period's end", "in six days", "too far ahead", "due today", "late"],
)
def test_report_that_is_due_soon(today: str, ahead: int, expected: str | None) -> None:
    """A report is to come from the period's end to its due date, if that is within the days that are set."""
    rules = settings(reminders={"upcoming_days": ahead})
    found = soon(project(updated="2022-09-30"), today=date.fromisoformat(today), rules=rules)
    assert [one.day for one in found] == ([day(expected)] if expected else [])


@pytest.mark.parametrize("code", ["report-missing", "report-late"])
def test_report_of_which_no_word_is_wanted_is_not_to_come(code: str) -> None:
    """Where nobody is to be told of a late report, nobody is told that it comes soon, whichever kind it would be."""
    one, today = project(updated="2022-09-30"), date(2022, 11, 1)
    assert len(soon(one, today=today, rules=settings(findings={"activity-overdue": "off"}))) == 1
    assert soon(one, today=today, rules=settings(findings={code: "off"})) == []
    assert soon(one, today=today, rules=settings(projects={TITLE: {"off": [code]}})) == []


def test_report_that_has_come_is_not_to_come() -> None:
    """Who has reported early is not told that the report is due."""
    assert soon(project(updated="2022-10-24"), today=date(2022, 11, 1)) == []


@pytest.mark.parametrize(
    ("one", "rules", "expected"),
    [
        pytest.param(activity(when=period("2022-11-12", "2022-11-14")), {}, 1, id="not begun"),
        pytest.param(activity(when=period(None, "2022-11-14"), mark=Mark.DONE), {}, 0, id="done"),
        pytest.param(activity(when=period(None, "2022-11-14"), mark=Mark.CANCELLED), {}, 0, id="cancelled"),
        pytest.param(activity(when=period(None, "2022-11-14"), tasks=("T1",)), {}, 1, id="an open task"),
        pytest.param(activity(when=period(None, "2022-11-14"), tasks=("T2",)), {}, 0, id="a task without an answer"),
        pytest.param(activity(when=period(None, "2022-11-14")), {"findings": {"activity-overdue": "off"}}, 0, id="off"),
        pytest.param(
            activity(when=period(None, "2022-11-14")),
            {"projects": {TITLE: {"paused_until": "2022-12-01"}}},
            0,
            id="paused",
        ),
    ],
)
def test_what_may_still_be_mentioned(one: object, rules: dict[str, object], expected: int) -> None:
    """What is done, may be, or is not to be spoken of, is not mentioned."""
    found = soon(project(one, updated=REPORTED), rules=settings(**rules), tasks={"T1": OPEN})  # type: ignore[arg-type]
    assert len(found) == expected


def test_nothing_comes_soon_in_a_finished_project() -> None:
    """A project that somebody has closed has nothing to come."""
    assert soon(replace(project(activity(when=period(None, "2022-11-14")), updated=REPORTED), closed=True)) == []


def test_order_of_what_comes_soon() -> None:
    """In each project the report comes first, then the activities by their last days."""
    rows = [
        activity("B", when=period(None, "2022-11-04")),
        activity("A", when=period(None, "2022-11-02"), owner=people("Sara")),
    ]
    found = soon(project(*rows, updated="2022-09-30"), today=date(2022, 11, 1))
    assert [one.activity.activity.name if one.activity else "report" for one in found] == ["report", "A", "B"]
