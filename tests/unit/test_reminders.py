"""Whom to remind of what, and whether today (the contract on reminders)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.ledger import Ledger, Sent, message_key
from bot.model import Activity, Mark, People, Person, Project, TaskState
from bot.reminders import NOBODY, Due, Recipient, due_reminders
from bot.settings import Settings
from tests.support.builders import (
    OPEN,
    PEOPLE,
    TODAY,
    activity,
    people,
    period,
    project,
    settings,
    standing,
)

JOHN, AXEL, SARA = (Recipient(name, f"{name} (WMSE)") for name in ("John", "Axel", "Sara"))
REPORTED = "2022-11-03"


def due(
    *projects: Project,
    today: date = TODAY,
    rules: Settings | None = None,
    ledger: Ledger | None = None,
    tasks: Mapping[str, TaskState] | None = None,
) -> list[Due]:
    """What is due in these projects."""
    chosen = rules or settings()
    standings = [standing(one, today=today, rules=chosen, tasks=tasks) for one in projects]
    return due_reminders(standings, chosen, ledger or Ledger(), today=today)


def whom(owner: People, *, lead: People | None = None, rules: Settings | None = None) -> list[str]:
    """The accounts that are told of an overdue activity with this owner."""
    one = project(activity(owner=owner), lead=lead, updated=REPORTED)
    return [found.recipient.account for found in due(one, rules=rules)]


@pytest.mark.parametrize(
    ("today", "kinds"),
    [
        pytest.param("2022-11-08", [], id="the day after the due date"),
        pytest.param("2022-11-09", ["report"], id="two work days after"),
        pytest.param("2022-12-01", ["report"], id="much later"),
    ],
)
def test_report_is_reminded_of_after_some_work_days(today: str, kinds: list[str]) -> None:
    """A report that was due on Monday 7 November is reminded of from Wednesday on."""
    found = due(project(), today=date.fromisoformat(today))
    assert [item.kind for one in found for item in one.items] == kinds


@pytest.mark.parametrize(
    ("end", "today", "expected"),
    [
        pytest.param("2022-11-07", "2022-11-08", 0, id="one work day after"),
        pytest.param("2022-11-07", "2022-11-09", 1, id="two work days after"),
        pytest.param("2022-11-04", "2022-11-07", 0, id="over a weekend"),
        pytest.param("2022-11-04", "2022-11-08", 1, id="over a weekend, two work days after"),
    ],
)
def test_activity_is_reminded_of_after_some_work_days(end: str, today: str, expected: int) -> None:
    """An activity is reminded of two work days after its last day."""
    one = project(activity(when=period("2022-10-01", end)), updated=REPORTED)
    assert len(due(one, today=date.fromisoformat(today))) == expected


def test_grace_can_be_set() -> None:
    """How many work days of grace there are is a setting; with none, the day after the end will do."""
    one = project(activity(when=period("2022-10-01", "2022-11-08")), updated=REPORTED)
    assert len(due(one, rules=settings(reminders={"grace_workdays": 0}))) == 1
    assert due(one, rules=settings(reminders={"grace_workdays": 2})) == []


def test_one_message_with_everything() -> None:
    """A person who leads several projects gets one message: reports first, then activities, the oldest first."""
    first = project(
        activity("B", owner=people("John"), when=period("2022-05-01", "2022-05-31")),
        activity("C", owner=people("John"), when=period("2022-02-01", "2022-02-28")),
        updated=REPORTED,
    )
    second = project(activity("D", owner=people("John"), when=period(None, "2022-04-30")), title="Projekt:Två 2022")
    (found,) = due(first, second)
    assert found.recipient == JOHN
    assert [item.activity.activity.name if item.activity else item.kind for item in found.items] == [
        "report",
        "C",
        "D",
        "B",
    ]
    assert [item.since for item in found.items][:2] == [date(2022, 11, 7), date(2022, 2, 28)]


@pytest.mark.parametrize(
    ("owner", "expected"),
    [
        pytest.param(people("Axel"), [AXEL], id="a lead"),
        pytest.param(people("Sara", "Axel"), [AXEL, SARA], id="two leads"),
        pytest.param(people("Axel", support=["Sara"]), [AXEL], id="support is left alone"),
        pytest.param(people(everyone="lead"), [JOHN], id="everyone means the manager"),
        pytest.param(people("Axel", everyone="lead"), [AXEL, JOHN], id="everyone and a lead"),
        pytest.param(people(), [SARA], id="nobody: the project's lead"),
        pytest.param(people(support=["Axel"]), [SARA], id="only support: the project's lead"),
        pytest.param(people(everyone="support"), [SARA], id="everyone as support: the project's lead"),
        pytest.param(people("Beatrice"), [JOHN], id="a name that is not in the register"),
        pytest.param(people("Beatrice", "Axel"), [AXEL, JOHN], id="one known and one not"),
        pytest.param(people("axel"), [JOHN], id="a name in lower case is not in the register"),
        pytest.param(people(Person("Bea", "Beatrice")), [JOHN], id="a linked account that is not in the register"),
        pytest.param(people(Person("A", "Axel (WMSE)")), [AXEL], id="an account linked that is in the register"),
        pytest.param(people("Axel", Person("A", "Axel (WMSE)")), [AXEL], id="the same person twice"),
    ],
)
def test_who_is_reminded(owner: People, expected: list[Recipient]) -> None:
    """Leads are reminded, support never; for everyone and for unknown names, the manager is."""
    assert whom(owner, lead=people("Sara")) == [one.account for one in expected]


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        pytest.param(people("Sara", support=["Axel"]), [SARA], id="the lead"),
        pytest.param(people(), [JOHN], id="nobody"),
        pytest.param(people(support=["Axel"]), [JOHN], id="only support"),
        pytest.param(people(everyone="lead"), [JOHN], id="everyone"),
        pytest.param(people("Sara", "Axel"), [AXEL, SARA], id="two leads"),
    ],
)
def test_who_is_reminded_of_the_report(lead: People, expected: list[Recipient]) -> None:
    """A report is the project's leads', else the managers'."""
    assert [one.recipient for one in due(project(lead=lead))] == expected


def test_recipient_is_called_by_the_registers_name() -> None:
    """Somebody whose account is linked under another name is greeted as the register calls them."""
    found = due(project(activity(owner=people(Person("A", "Axel (WMSE)"))), updated=REPORTED))
    assert found[0].recipient == AXEL


@pytest.mark.parametrize(
    ("axel", "expected"),
    [
        pytest.param({"active": False, "instead": "Sara"}, ["Sara (WMSE)"], id="with a stand-in"),
        pytest.param({"active": False}, ["John (WMSE)"], id="without a stand-in"),
        pytest.param({"active": False, "instead": "Ola"}, ["John (WMSE)"], id="the stand-in has left, too"),
        pytest.param({"active": False, "instead": "Axel"}, ["John (WMSE)"], id="their own stand-in"),
        pytest.param({"instead": "Sara"}, ["Axel (WMSE)"], id="active: a stand-in does not count"),
    ],
)
@pytest.mark.parametrize("owner", [people("Axel"), people(Person("A", "Axel (WMSE)"))], ids=["by name", "by account"])
def test_who_has_left_is_not_reminded(axel: dict[str, object], expected: list[str], owner: People) -> None:
    """For someone who has left the stand-in gets it, else the managers; no chain of stand-ins is followed."""
    ola = {"account": "Ola (WMSE)", "active": False, "instead": "Sara"}
    register = {**PEOPLE, "Axel": {"account": "Axel (WMSE)", **axel}, "Ola": ola}
    assert whom(owner, rules=settings(people=register)) == expected


def test_stand_in_is_greeted_by_their_own_name() -> None:
    """The stand-in's message is theirs: name, account and talk page."""
    axel = {"account": "Axel (WMSE)", "active": False, "instead": "Sara"}
    one = project(activity(), updated=REPORTED)
    assert [found.recipient for found in due(one, rules=settings(people={**PEOPLE, "Axel": axel}))] == [SARA]


def test_everyone_with_several_managers() -> None:
    """What is everyone's goes to every active manager."""
    register = {**PEOPLE, "Sara": {"account": "Sara (WMSE)", "manager": True}}
    assert whom(people(everyone="lead"), rules=settings(people=register)) == ["John (WMSE)", "Sara (WMSE)"]


@pytest.mark.parametrize(
    "owner", [people(everyone="lead"), people("Beatrice"), people("Axel")], ids=["everyone", "unknown", "has left"]
)
def test_without_managers_nobody_can_be_told(owner: People) -> None:
    """Without a manager, what is everyone's or an unknown person's is collected and told of, once."""
    register = {"Axel": {"account": "Axel (WMSE)", "active": False}}
    rows = [activity("A", owner=owner), activity("B", owner=owner)]
    (found,) = due(project(*rows, updated=REPORTED), rules=settings(people=register))
    assert (found.recipient, found.silence, len(found.items)) == (NOBODY, "nobody", 2)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        pytest.param(project(activity()), 2, id="report and activity"),
        pytest.param(project(activity(mark=Mark.DONE), updated=REPORTED), 0, id="all is done"),
        pytest.param(replace(project(activity()), closed=True), 0, id="closed project"),
        pytest.param(replace(project(activity()), report=None), 1, id="no report to remind of"),
        pytest.param(project(activity(when=period("2022-01-01", None)), updated=REPORTED), 0, id="no end"),
        pytest.param(project(activity(when=period(None, "2022-01-31")), updated=REPORTED), 1, id="no start"),
    ],
)
def test_what_is_reminded_of(one: Project, expected: int) -> None:
    """Overdue reports and activities are reminded of; nothing of a closed project is."""
    assert sum(len(found.items) for found in due(one)) == expected


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
    one = project(activity(tasks=tasks), updated=REPORTED)
    assert len(due(one, tasks=answers)) == expected


@pytest.mark.parametrize(
    "rules",
    [
        {"projects": {"Projekt:Prov 2022": {"paused_until": "2022-12-01"}}},
        {"findings": {"report-missing": "off", "activity-overdue": "off"}},
        {"projects": {"Projekt:Prov 2022": {"off": ["report-missing", "activity-overdue"]}}},
    ],
    ids=["paused", "switched off for all", "switched off for the project"],
)
def test_what_staff_have_switched_off_is_not_reminded_of(rules: dict[str, object]) -> None:
    """Neither a paused project nor a finding that is switched off gives reminders."""
    assert len(due(project(activity()))) == 2
    assert due(project(activity()), rules=settings(**rules)) == []


def test_tidied_name_is_the_same_activity() -> None:
    """A comma, a hyphen or a capital in an activity's name makes no new reminder."""
    ledger = delivered(activity("Boka lokal, med video"), "Axel (WMSE)")
    assert due(project(activity("Boka lokal med Video"), updated=REPORTED), ledger=ledger) == []


def test_ledger_must_reach_back_to_the_periods_end() -> None:
    """However late the settings put the due date now, the report may have been spoken of from the period's end on."""
    (found,) = due(project(), rules=settings(report={"due_workday": 20}), today=date(2022, 12, 7))
    assert found.items[0].earliest < found.items[0].since
    assert found.items[0].earliest == date(2022, 10, 31)


def delivered(one: Activity, account: str, *, title: str = "Projekt:Prov 2022") -> Ledger:
    """The ledger after an activity was reminded of."""
    (found,) = due(project(replace(one, people=people(Person("X", account))), title=title, updated=REPORTED))
    sent = Sent(1, datetime(2022, 11, 9, tzinfo=UTC), 1, "x")
    return Ledger(items={found.items[0].key(account): (sent,)})


@pytest.mark.parametrize(
    ("one", "title", "expected"),
    [
        pytest.param(activity(), "Projekt:Prov 2022", 0, id="the same"),
        pytest.param(activity(line=99), "Projekt:Prov 2022", 0, id="on another line"),
        pytest.param(activity("Boka sal"), "Projekt:Prov 2022", 1, id="another activity"),
        pytest.param(activity(when=period("2022-03-01", "2022-04-30")), "Projekt:Prov 2022", 1, id="a new end"),
        pytest.param(activity(), "Projekt:Annat 2022", 1, id="another project"),
        pytest.param(activity(owner=people("Sara")), "Projekt:Prov 2022", 1, id="another person"),
    ],
)
def test_everything_is_reminded_of_once(one: Activity, title: str, expected: int) -> None:
    """What was delivered to a person is not sent to them again; a new end, or a new owner, is something new."""
    ledger = delivered(activity(), "Axel (WMSE)")
    assert len(due(project(one, title=title, updated=REPORTED), ledger=ledger)) == expected


def test_moved_project_is_no_other_project() -> None:
    """What was delivered under a former title of the project page is not sent again; that of another project is."""
    ledger = delivered(activity(), "Axel (WMSE)", title="Projekt:Gammalt 2022")
    moved = project(activity(), updated=REPORTED)
    assert due(replace(moved, former=("Projekt:Äldre", "Projekt:Gammalt 2022")), ledger=ledger) == []
    assert len(due(replace(moved, former=("Projekt:Äldre",)), ledger=ledger)) == 1


def test_next_report_is_something_new() -> None:
    """Having been reminded of October's report, a person is still reminded of November's."""
    (october,) = due(project())
    ledger = Ledger(items={october.items[0].key("John (WMSE)"): (Sent(1, datetime(2022, 11, 9, tzinfo=UTC), 1, "x"),)})
    assert due(project(), ledger=ledger) == []
    (november,) = due(project(), ledger=ledger, today=date(2022, 12, 9))
    assert november.items[0].occasion == ("2022-11",)


@pytest.mark.parametrize(
    ("today", "rules", "silence"),
    [
        pytest.param("2022-11-09", {}, None, id="a work day"),
        pytest.param("2022-11-13", {}, "weekday", id="a Sunday"),
        pytest.param("2022-11-09", {"weekdays": ["mon"]}, "weekday", id="a Wednesday that is not among the days"),
        pytest.param("2022-11-13", {"weekdays": ["sun"]}, None, id="a Sunday that is"),
        pytest.param("2022-11-09", {"weekdays": []}, "weekday", id="no day at all"),
        pytest.param("2022-12-26", {}, "free-day", id="Boxing Day"),
        pytest.param("2022-12-24", {"weekdays": ["sat"]}, "free-day", id="Christmas Eve on a Saturday that is"),
        pytest.param("2022-12-23", {}, None, id="the day before Christmas Eve"),
    ],
)
def test_days_without_messages(today: str, rules: dict[str, object], silence: str | None) -> None:
    """Messages go out on the days that are set, and never on a holiday; what waits is told."""
    (found,) = due(project(), today=date.fromisoformat(today), rules=settings(reminders=rules))
    assert (found.silence, len(found.items)) == (silence, 1)


@pytest.mark.parametrize(
    ("away", "silence"),
    [
        (["2022-11-01/2022-11-08"], None),
        (["2022-11-01/2022-11-09"], "away"),
        (["2022-11-09/2022-11-30"], "away"),
        (["2022-11-10"], None),
        (["2022-07-01/2022-07-31", "2022-11-09"], "away"),
        ([], None),
    ],
    ids=["back today", "last day", "first day", "from tomorrow", "the second leave", "never"],
)
def test_nothing_is_sent_to_who_is_away(away: list[str], silence: str | None) -> None:
    """While a person is away nothing is sent to them; from the first day back it is."""
    register = {**PEOPLE, "John": {"account": "John (WMSE)", "manager": True, "away": away}}
    (found,) = due(project(), rules=settings(people=register))
    assert (found.silence, found.recipient.away) == (silence, silence == "away")


def test_stand_in_who_is_away_is_left_in_peace() -> None:
    """A stand-in's own leave counts, not that of the one who has left."""
    axel = {"account": "Axel (WMSE)", "active": False, "instead": "Sara", "away": ["2022-11-09"]}
    here = {**PEOPLE, "Axel": axel}
    gone = {**here, "Sara": {"account": "Sara (WMSE)", "away": ["2022-11-09"]}}
    one = project(activity(), updated=REPORTED)
    assert [found.silence for found in due(one, rules=settings(people=here))] == [None]
    assert [found.silence for found in due(one, rules=settings(people=gone))] == ["away"]


def test_one_message_a_day() -> None:
    """Who has had today's message waits until tomorrow with what has come up since; others do not."""
    ledger = Ledger(messages=frozenset({message_key(TODAY, "John (WMSE)")}))
    found = due(project(activity()), ledger=ledger)
    assert [(one.recipient, one.silence) for one in found] == [(AXEL, None), (JOHN, "sent-today")]
    later = due(project(activity()), ledger=ledger, today=date(2022, 11, 10))
    assert [one.silence for one in later] == [None, None]


def test_messages_come_by_account() -> None:
    """The order of messages depends on nothing but the accounts."""
    rows = [
        activity("A", owner=people("Sara")),
        activity("B", owner=people("Axel")),
        activity("C", owner=people("John")),
    ]
    expected = ["Axel (WMSE)", "John (WMSE)", "Sara (WMSE)"]
    assert [one.recipient.account for one in due(project(*rows))] == expected
    assert [one.recipient.account for one in due(project(*rows[::-1]))] == expected


def test_person_with_two_names_has_one_message() -> None:
    """Two names in the register that share an account are one person with one message."""
    register = {**PEOPLE, "Axel P": {"account": "Axel (WMSE)"}}
    rows = [activity("A", owner=people("Axel")), activity("B", owner=people("Axel P"))]
    (found,) = due(project(*rows, updated=REPORTED), rules=settings(people=register))
    assert len(found.items) == 2


def test_manager_who_is_also_the_lead_is_told_once() -> None:
    """Somebody who is told for two reasons is told of a thing once."""
    one = project(activity(owner=people("John", "Beatrice", everyone="lead")), updated=REPORTED)
    (found,) = due(one)
    assert len(found.items) == 1
