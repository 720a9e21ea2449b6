"""How it stands with each reminder: when, with which step, or why not."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.ledger import Ledger, Sent, message_key
from bot.model import Project
from bot.reminders.messages import remind
from bot.reminders.register import NOBODY
from bot.reminders.why import Notice, notices, quiet, together
from bot.settings import Settings
from bot.wiki.port import Page, Version
from tests.support.builders import PEOPLE, TITLE, TODAY, activity, day, people, period, project, settings, standing
from tests.support.reminding import knowledge, section, sent, sent_on, talk_page

REPORTED = "2023-12-31"
ONE = project(activity(when=period("2022-10-01", "2022-11-07")), updated=REPORTED)
"""A project in which all is well but for an activity of Axel's that ended on Monday 7 November."""

TALK = talk_page("Axel")
TOLD_ONCE = sent_on(TODAY, ONE)
AGAIN = date(2022, 11, 16)


def told_twice() -> Ledger:
    """The ledger after both steps."""
    return sent(remind(knowledge(ONE, today=AGAIN, ledger=TOLD_ONCE)).messages, AGAIN, TOLD_ONCE)


def how(
    *projects: Project,
    today: date = TODAY,
    rules: Settings | None = None,
    ledger: Ledger | None = None,
    pages: Iterable[Page] = (),
) -> list[Notice]:
    """How it stands with each thing and each person."""
    known = knowledge(*projects, today=today, rules=rules, ledger=ledger, pages=pages)
    return list(notices(remind(known), known))


def axel_is(**facts: object) -> Settings:
    """Settings in which there is more to say of Axel."""
    return settings(people={**PEOPLE, "Axel": {"account": "Axel (WMSE)", **facts}})


TODAYS = Ledger(messages=frozenset({message_key(TODAY, "Axel (WMSE)")}))
MONDAYS = settings(reminders={"weekdays": ["mon"]})
NOBOTS = Page(TALK, "{{nobots}}", 7)


@pytest.mark.parametrize(
    ("today", "rules", "ledger", "pages", "expected"),
    [
        pytest.param("2022-11-09", None, None, (), ("today", 1, "2022-11-09"), id="goes out today"),
        pytest.param("2022-11-16", None, TOLD_ONCE, (), ("today", 2, "2022-11-16"), id="the second goes out today"),
        pytest.param("2022-11-08", None, None, (), ("grace", 1, "2022-11-09"), id="in grace"),
        pytest.param("2022-11-08", MONDAYS, None, (), ("grace", 1, "2022-11-14"), id="in grace, and then no Monday"),
        pytest.param("2022-11-15", None, TOLD_ONCE, (), ("waits", 2, "2022-11-16"), id="waits for the second step"),
        pytest.param("2022-11-16", None, told_twice(), (), ("told", None, None), id="both steps are done"),
        pytest.param("2022-11-09", MONDAYS, None, (), ("weekday", 1, "2022-11-14"), id="not a day for messages"),
        pytest.param(
            "2022-11-09", axel_is(away=["2022-11-09/2022-11-11"]), None, (), ("away", 1, "2022-11-14"), id="on leave"
        ),
        pytest.param(
            "2022-11-08",
            axel_is(away=["2022-11-07/2022-11-11"]),
            None,
            (),
            ("away", 1, "2022-11-14"),
            id="on leave before",
        ),
        pytest.param(
            "2022-11-08",
            axel_is(away=["2022-11-09/2022-11-11"]),
            None,
            (),
            ("grace", 1, "2022-11-14"),
            id="leave to come",
        ),
        pytest.param("2022-11-09", None, TODAYS, (), ("sent-today", 1, "2022-11-09"), id="has had today's"),
        pytest.param("2022-11-09", None, None, (NOBOTS,), ("unwritable", 1, "2022-11-09"), id="the page takes nothing"),
        pytest.param("2022-11-16", None, told_twice(), (NOBOTS,), ("told", None, None), id="nothing left to put there"),
    ],
)
def test_how_it_stands(
    today: str,
    rules: Settings | None,
    ledger: Ledger | None,
    pages: tuple[Page, ...],
    expected: tuple[str, int | None, str | None],
) -> None:
    """The state, the next step, and the first day for it."""
    (found,) = how(ONE, today=date.fromisoformat(today), rules=rules, ledger=ledger, pages=pages)
    assert (found.state, found.step, found.day.isoformat() if found.day else None) == expected


@pytest.mark.parametrize(
    ("today", "away", "until", "leave"),
    [
        pytest.param("2022-11-09", "2022-11-09/2022-11-11", "2022-11-11", "2022-11-11", id="on leave when it is due"),
        pytest.param("2022-11-08", "2022-11-07/2022-11-11", "2022-11-11", "2022-11-11", id="on leave before"),
        pytest.param("2022-11-08", "2022-11-09/2022-11-11", None, "2022-11-11", id="leave to come"),
        pytest.param("2022-11-14", "2022-11-09/2022-11-11", None, "2022-11-11", id="back again"),
        pytest.param("2022-11-09", "2022-11-10/2022-11-11", None, None, id="leave after it"),
        pytest.param("2022-11-08", "2022-11-07/2022-11-08", "2022-11-08", None, id="leave that is over by then"),
    ],
)
def test_leave_is_told_with_its_last_day(today: str, away: str, until: str | None, leave: str | None) -> None:
    """Until when somebody is on leave today, and until when on the day when it is due: this one does not change."""
    (found,) = how(ONE, today=date.fromisoformat(today), rules=axel_is(away=[away]))
    assert (found.until, found.leave) == (day(until), day(leave))


def test_first_day_does_not_change_while_people_wait() -> None:
    """Day by day the same first day is told, whatever keeps the message back in between."""
    rules = axel_is(away=["2022-11-09/2022-11-11"])
    days = [date(2022, 11, 8) + timedelta(days=ahead) for ahead in range(9)]
    assert {one.day for today in days for one in how(ONE, today=today, rules=rules)} == {date(2022, 11, 14)}


def test_holiday() -> None:
    """On Boxing Day nothing goes out, though it is a Monday."""
    late = project(activity(when=period(None, "2022-12-21")), updated=REPORTED)
    rules = settings(reminders={"grace_workdays": 0, "weekdays": ["mon"]})
    (found,) = how(late, today=date(2022, 12, 26), rules=rules)
    assert (found.state, found.day) == ("free-day", date(2023, 1, 2))


def test_pause_that_was_asked_for() -> None:
    """Who has answered that they want peace has it until that day, whatever their page takes."""
    (message,) = remind(knowledge(ONE)).messages
    text = section(message, ":{{Lägesbot|pausa=2022-12-01}}\n{{nobots}}")
    history = {TALK: [Version(2, "Axel (WMSE)", None, text), Version(1, "Lägesbot", None, section(message))]}
    known = knowledge(ONE, today=AGAIN, ledger=TOLD_ONCE, pages=[Page(TALK, text, 2)], histories=history)
    (found,) = notices(remind(known), known)
    assert (found.state, found.until, found.day) == ("paused", date(2022, 12, 1), date(2022, 12, 7))


def test_nobody_can_be_told() -> None:
    """Where neither a lead nor a manager is known, that is what is said."""
    (found,) = how(ONE, rules=settings(people={}))
    assert (found.state, found.recipient, found.day) == ("nobody", NOBODY, None)


def test_notice_says_what_was_sent() -> None:
    """A notice has what was said with its day and revision, and what keeps a message away."""
    (found,) = how(ONE, today=AGAIN, ledger=TOLD_ONCE, pages=[NOBOTS])
    assert [(one.step, one.day, one.revid) for one in found.sent] == [(1, TODAY, 1)]
    assert found.obstacle == "nobots"


@pytest.mark.parametrize(
    ("ledger", "expected"),
    [(None, [None]), (TOLD_ONCE, [date(2022, 11, 23)])],
    ids=["before the first step", "after it"],
)
def test_notice_says_when_managers_hear(ledger: Ledger | None, expected: list[date | None]) -> None:
    """Each notice has what its managers are to be told, with the day as far as it is known."""
    (found,) = how(ONE, ledger=ledger)
    assert [one.due for one in found.managers] == expected


def test_managers_own_things_have_no_managers() -> None:
    """What a lone manager answers for goes nowhere else."""
    (found,) = how(project(activity(owner=people("John")), updated=REPORTED))
    assert found.managers == ()


def test_each_thing_has_its_own_managers() -> None:
    """Two things with two people give four notices, each with the manager's day of that thing alone."""
    rows = [activity("A", owner=people("Axel", "Sara")), activity("B", owner=people("Axel", "Sara"))]
    found = how(project(*rows, updated=REPORTED))
    assert [(one.item.subject, one.recipient.name, len(one.managers)) for one in found] == [
        ("A", "Axel", 1),
        ("A", "Sara", 1),
        ("B", "Axel", 1),
        ("B", "Sara", 1),
    ]


def test_overtaken_report_is_told_of_only_where_it_was_sent() -> None:
    """Of a report that the next has overtaken there is no notice for whom nothing was told of it, or will be."""
    one, today = project(lead=people("Axel"), updated="2022-10-01"), date(2022, 12, 8)
    assert [found.item.occasion for found in how(one, today=today)] == [("2022-11",)]
    after = how(one, today=today, ledger=sent_on(TODAY, one))
    assert [(found.item.occasion, found.state) for found in after] == [(("2022-11",), "grace"), (("2022-10",), "told")]


def test_overtaken_report_that_managers_are_to_be_told_of() -> None:
    """There is a notice of a report that was overtaken untold from the managers' day on; before, none is foretold."""
    one, told = project(lead=people("Axel"), updated="2022-10-01"), date(2022, 12, 9)
    axel = [each for each in remind(knowledge(one, today=told)).messages if each.recipient.name == "Axel"]
    ledger, day = sent(axel, told), date(2022, 12, 23)
    assert [each.item.occasion for each in how(one, today=date(2022, 12, 22), ledger=ledger)] == [("2022-11",)]
    newest, overtaken = how(one, today=day, ledger=ledger)
    assert (newest.item.occasion, overtaken.item.occasion) == (("2022-11",), ("2022-10",))
    assert (overtaken.sent, [each.due for each in overtaken.managers]) == ((), [day])
    john = [each for each in remind(knowledge(one, today=day, ledger=ledger)).messages if each.others]
    _, overtaken = how(one, today=date(2022, 12, 27), ledger=sent(john, day, ledger))
    assert [each.sent and each.sent.day for each in overtaken.managers] == [day]


def test_overtaken_report_that_a_manager_was_told_of_is_still_told_while_they_want_peace() -> None:
    """What a manager was told of stays told, though there is no day for them any more."""
    one, told = project(lead=people("Axel"), updated="2022-10-01"), date(2022, 12, 9)
    known = knowledge(one, today=told)
    found = remind(known)
    was = Sent(3, told, 9, talk_page("John"))
    above = tuple(replace(each, due=None, sent=was) for each in found.escalations)
    assert [each.item.occasion for each in notices(replace(found, escalations=above), known)] == [
        ("2022-11",),
        ("2022-10",),
    ]
    above = tuple(replace(each, due=None) for each in found.escalations)
    assert [each.item.occasion for each in notices(replace(found, escalations=above), known)] == [("2022-11",)]


@pytest.mark.parametrize(
    ("one", "rules", "today", "expected"),
    [
        pytest.param(project(updated="2022-11-03"), {}, TODAY, "current", id="reported"),
        pytest.param(project(updated="2022-10-01"), {}, date(2022, 11, 7), "expected", id="not late yet"),
        pytest.param(replace(project(), closed=True), {}, TODAY, "closed", id="finished"),
        pytest.param(replace(project(), paused_until=date(2022, 11, 10)), {}, TODAY, "paused", id="paused"),
        pytest.param(
            project(),
            {"projects": {TITLE: {"paused_until": "2022-11-10"}}},
            TODAY,
            "paused",
            id="paused in the settings",
        ),
        pytest.param(project(), {"findings": {"report-missing": "off"}}, TODAY, "off", id="switched off"),
        pytest.param(replace(project(), report=None), {}, TODAY, "none", id="no report to hand in"),
        pytest.param(
            project(activity(tasks=("T1",)), updated="2022-11-03"), {}, TODAY, "unknown", id="Phabricator is silent"
        ),
        pytest.param(
            project(activity(tasks=("T1",), when=period(None, "2022-12-01")), updated="2022-11-03"),
            {},
            TODAY,
            "current",
            id="Phabricator is silent of what is not late",
        ),
        pytest.param(
            project(activity(tasks=("T1",)), updated="2022-10-01"),
            {"findings": {"report-late": "off"}},
            TODAY,
            "off",
            id="switched off, and Phabricator is silent",
        ),
        pytest.param(replace(project(), start=date(2022, 11, 1)), {}, TODAY, "none", id="not under way in October"),
        pytest.param(
            replace(project(), closed=True, paused_until=date(2022, 11, 10)),
            {},
            TODAY,
            "closed",
            id="finished and paused",
        ),
    ],
)
def test_why_there_is_nothing_to_remind_of(one: Project, rules: dict[str, object], today: date, expected: str) -> None:
    """A project in which nothing is late says why."""
    assert quiet(standing(one, today=today, rules=settings(**rules))) == expected


def test_hidden_report_is_not_asked_for() -> None:
    """Where people have hidden the report, that is why."""
    hidden = project()
    assert hidden.report is not None
    assert quiet(standing(replace(hidden, report=replace(hidden.report, hidden=True)))) == "hidden"


def test_same_news_is_told_once() -> None:
    """Things of which the same is to be said to the same person are counted; others stand for themselves."""
    rows = [
        activity("A", when=period(None, "2022-11-07")),
        activity("B", when=period(None, "2022-11-07")),
        activity("C", when=period(None, "2022-11-08")),
        activity("D", when=period(None, "2022-11-07"), owner=people("Sara")),
    ]
    found = together(how(project(*rows, updated=REPORTED)))
    assert [(one.item.subject, count) for one, count in found] == [("A", 2), ("C", 1), ("D", 1)]


def test_what_managers_were_told_sets_news_apart() -> None:
    """Two things that a lead was told of twice are two where a manager was told of one of them."""
    two = replace(ONE, activities=(*ONE.activities, activity("B", when=period(None, "2022-11-07"))))
    ledger = sent_on(TODAY, two)
    ledger = sent(remind(knowledge(two, today=AGAIN, ledger=ledger)).messages, AGAIN, ledger)
    assert [count for _, count in together(how(two, today=AGAIN, ledger=ledger))] == [2]
    day = date(2022, 11, 23)
    above = [one for one in remind(knowledge(ONE, today=day, ledger=told_twice())).messages if one.others]
    ledger = sent(above, day, ledger)
    assert [count for _, count in together(how(two, today=day, ledger=ledger))] == [1, 1]
