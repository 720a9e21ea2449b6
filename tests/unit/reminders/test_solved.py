"""Thanks are given only where really all is solved, and once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest

from bot.ledger import Ledger
from bot.model import Activity, Flaw, Mark, Place, Project, TaskState
from bot.parse.reminder_marks import item_mark, project_mark, solved_mark
from bot.reminders.items import project_keys
from bot.reminders.messages import Message, remind
from bot.reminders.register import Register
from bot.reminders.solved import solved_keys
from bot.settings import Settings
from tests.support.builders import (
    DECLINED,
    OPEN,
    PEOPLE,
    RESOLVED,
    TITLE,
    TODAY,
    activity,
    people,
    period,
    project,
    settings,
)
from tests.support.reminding import RUN, knowledge, moved, section, sent, sent_on, talk_page, thread

REPORTED = "2022-11-10"
LATER = date(2022, 11, 15)
LATE = project(activity(), lead=people("Axel"), updated="2022-10-01")
"""Axel's project with a late report and an overdue activity, of which Axel was told in one message."""

REPORT = project(lead=people("Axel"), updated="2022-10-01")
ACTIVITY = project(activity(), lead=people("Axel"), updated="2022-11-03")


def told(*projects: Project, tasks: Mapping[str, TaskState] | None = None) -> Message:
    """What Axel was told on 9 November."""
    (found,) = [one for one in remind(knowledge(*projects, tasks=tasks)).messages if one.recipient.name == "Axel"]
    return found


def solved(
    before: Project | Sequence[Project],
    *after: Project,
    today: date = LATER,
    rules: Settings | None = None,
    tasks: Mapping[str, TaskState] | None = None,
    was: Mapping[str, TaskState] | None = None,
) -> bool:
    """Whether all of the message about some projects is solved when they are as they are later: all, or nothing."""
    message = told(*([before] if isinstance(before, Project) else before), tasks=was)
    known = knowledge(*after, today=today, rules=rules, tasks=tasks, ledger=sent([message], TODAY))
    found = solved_keys(thread(section(message)), Register.of(known).at(talk_page("Axel")), known)
    assert found in ([], keys(message))
    return bool(found)


def keys(message: Message) -> list[str]:
    """All keys of a message, in their order."""
    return [key for one in message.errands for key in one.keys]


def updated(one: Project, day: str) -> Project:
    """A project with a report of that date."""
    return replace(one, report=project(updated=day).report)


DONE = project(activity(mark=Mark.DONE), lead=people("Axel"), updated=REPORTED)
MOVED = project(activity(when=period("2022-03-01", "2022-12-15")), lead=people("Axel"), updated=REPORTED)


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(DONE, id="reported and done"),
        pytest.param(
            project(activity(mark=Mark.CANCELLED), lead=people("Axel"), updated=REPORTED), id="reported and cancelled"
        ),
        pytest.param(MOVED, id="reported and moved"),
        pytest.param(project(lead=people("Axel"), updated=REPORTED), id="reported and taken away"),
        pytest.param(replace(DONE, closed=True), id="reported, done and finished"),
        pytest.param(
            replace(DONE, title="Projekt:Nytt 2022", former=(TITLE,)), id="solved in a project that was moved"
        ),
        pytest.param(
            project(
                activity(mark=Mark.DONE),
                activity("Fest", when=period("2022-12-01", "2022-12-24")),
                lead=people("Axel"),
                updated=REPORTED,
            ),
            id="something else is still to come",
        ),
        pytest.param(updated(DONE, "2022-10-24"), id="reported as early as can be"),
    ],
)
def test_all_is_solved(after: Project) -> None:
    """A report that has come, and an activity that is done, cancelled, moved or gone, are solved."""
    assert solved(LATE, after)


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(LATE, id="nothing"),
        pytest.param(updated(LATE, REPORTED), id="only reported"),
        pytest.param(updated(DONE, "2022-10-01"), id="only done"),
        pytest.param(updated(DONE, "2022-10-23"), id="reported too early"),
        pytest.param(updated(MOVED, "2022-10-01"), id="only moved"),
        pytest.param(replace(DONE, report=None), id="the project data is gone"),
        pytest.param(replace(LATE, closed=True), id="finished with nothing done"),
        pytest.param(replace(updated(DONE, "2022-10-01"), closed=True), id="finished without the report"),
        pytest.param(replace(updated(LATE, REPORTED), closed=True), id="finished with an open activity"),
    ],
)
def test_something_is_open(after: Project) -> None:
    """As long as something of the message is not solved there are no thanks."""
    assert not solved(LATE, after)


def test_other_things_do_not_keep_thanks_waiting() -> None:
    """Where all of the message is done, something else that is late in the project is another message's."""
    late = activity("Fest", when=period("2022-11-01", "2022-11-14"))
    assert solved(ACTIVITY, replace(ACTIVITY, activities=(activity(mark=Mark.DONE), late)))


def test_what_is_gone_may_have_become_what_is_late() -> None:
    """Where an activity is gone while another one is late, it may be that one under another name."""
    renamed = activity("Boka sal", when=period("2022-03-01", "2022-03-31"))
    assert not solved(ACTIVITY, replace(ACTIVITY, activities=(renamed,)))


UNDATED = replace(period(), start=None, end=None, text="snart kanske")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([activity(when=UNDATED)], False, id="its own date has become unreadable"),
        pytest.param([activity("Fest", when=UNDATED)], False, id="gone, and another one has no date"),
        pytest.param([activity(mark=Mark.DONE), activity("Fest", when=UNDATED)], True, id="done, and another has none"),
        pytest.param([activity(when=period("2022-03-01", None)), activity("Fest")], False, id="open end, another late"),
        pytest.param([activity("Fest", when=period("2022-12-01", "2022-12-24"))], True, id="gone, and all have dates"),
    ],
)
def test_activity_without_a_date_may_be_the_one_that_is_gone(rows: list[Activity], *, expected: bool) -> None:
    """Where what was told of is gone, a row whose date nobody can read may be that very thing, and it is open."""
    assert solved(ACTIVITY, replace(ACTIVITY, activities=tuple(rows))) is expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [("resolved", True), ("declined", True), ("open", False), (None, False)],
    ids=["done", "declined", "open", "no answer"],
)
def test_tasks_decide(state: str | None, expected: object) -> None:
    """An activity whose task is closed is solved; where Phabricator does not answer nobody knows."""
    states = {"resolved": RESOLVED, "declined": DECLINED, "open": OPEN}
    one = project(activity(tasks=("T1",)), lead=people("Axel"), updated="2022-11-03")
    tasks = {"T1": states[state]} if state else None
    assert solved(one, one, was={"T1": OPEN}, tasks=tasks) is expected


def test_silent_phabricator_makes_nobody_sure() -> None:
    """An activity that is gone is not known to be over while Phabricator says nothing of those that are there."""
    there = activity("Fest", tasks=("T1",), when=period("2022-03-01", "2022-12-15"))
    after = replace(ACTIVITY, activities=(there,))
    assert solved(ACTIVITY, after, tasks={"T1": OPEN})
    assert not solved(ACTIVITY, after)


@pytest.mark.parametrize(
    "code",
    ["page-missing", "projectdata-missing", "timeplan-missing", "timeplan-unreadable"],
)
def test_page_that_cannot_be_read_makes_nobody_sure(code: str) -> None:
    """What is no longer seen on a page that is not read as it was may be there all the same."""
    unread = project(lead=people("Axel"), updated=REPORTED)
    assert solved(LATE, unread)
    assert not solved(LATE, replace(unread, flaws=(Flaw(code, Place(TITLE, 1)),)))


def test_other_flaws_keep_nobody_from_being_thanked() -> None:
    """A project with flaws that hide nothing can be thanked for."""
    flawed = replace(project(lead=people("Axel"), updated=REPORTED), flaws=(Flaw("number-missing", Place(TITLE, 1)),))
    assert solved(LATE, flawed)


def test_paused_project_is_not_solved() -> None:
    """A pause makes nothing done: neither the report, nor what is no longer in the plan."""
    rules = settings(projects={TITLE: {"paused_until": "2022-12-01"}})
    assert not solved(LATE, LATE, rules=rules)
    assert not solved(ACTIVITY, replace(ACTIVITY, activities=()), rules=rules)
    assert not solved(REPORT, replace(REPORT, paused_until=date(2022, 12, 1)))


def test_what_is_switched_off_is_not_solved() -> None:
    """Findings that staff have switched off are not done for that."""
    rules = settings(findings={"report-missing": "off", "report-late": "off", "activity-overdue": "off"})
    assert not solved(LATE, LATE, rules=rules)


def test_project_that_is_not_known_any_more() -> None:
    """Nobody is thanked where one of the message's projects is not looked at."""
    other = project(activity("Två"), title="Projekt:Två 2022", updated="2022-11-03")
    done = replace(other, activities=(activity("Två", mark=Mark.DONE),))
    assert solved([ACTIVITY, other], DONE, done)
    assert not solved([ACTIVITY, other], DONE)
    assert not solved(ACTIVITY, done)


def test_section_that_is_about_no_project() -> None:
    """Without the marks of its projects a section is left alone."""
    message = told(LATE)
    bare = f"== Påminnelse ==\n{''.join(item_mark(*one.keys, step=1, run=RUN) for one in message.errands)}\n"
    known = knowledge(DONE, today=LATER, ledger=sent([message], TODAY))
    assert solved_keys(thread(bare), Register.of(known).at(talk_page("Axel")), known) == []


def test_report_that_was_overtaken_is_open_until_one_has_come() -> None:
    """October's report is not solved by November's being asked for; a report for November is for October, too."""
    day = date(2022, 12, 12)
    assert not solved(REPORT, REPORT, today=day)
    assert not solved(REPORT, updated(REPORT, "2022-10-23"), today=day)
    assert solved(REPORT, updated(REPORT, "2022-12-11"), today=day)


def test_report_that_is_not_due_yet_keeps_nobody_from_being_thanked() -> None:
    """In December, before November's report is due, one for October is all that was asked for."""
    gone = project(lead=people("Axel"), updated="2022-11-10")
    assert solved(LATE, gone, today=date(2022, 12, 7))
    assert not solved(LATE, gone, today=date(2022, 12, 8))


def test_project_of_many_years_is_thanked_for() -> None:
    """However many reports a project has been asked for through the years, the newest one covers them."""
    old = replace(REPORT, start=date(2010, 1, 1))
    assert solved(old, updated(old, "2022-10-24"))
    assert not solved(old, updated(old, "2022-10-23"))


def test_row_that_stands_twice_is_done_when_both_are() -> None:
    """Of two activities with the same name and end, one that is late is enough."""
    both = (activity(mark=Mark.DONE), activity(line=21))
    assert not solved(ACTIVITY, replace(ACTIVITY, activities=both))
    assert not solved(ACTIVITY, replace(ACTIVITY, activities=both[::-1]))
    assert solved(ACTIVITY, replace(ACTIVITY, activities=(both[0], both[0])))


def test_managers_digest_is_solved_like_any_message() -> None:
    """What a manager was told of others is thanked for when it is solved, and not before."""
    day = date(2022, 11, 23)
    ledger = sent_on(TODAY, LATE)
    (digest,) = [one for one in remind(knowledge(LATE, today=day, ledger=ledger)).messages if one.others]
    text, ledger = section(digest), sent([digest], day, ledger)
    found = []
    for after in (LATE, updated(LATE, REPORTED), DONE):
        known = knowledge(after, today=date(2022, 11, 24), ledger=ledger)
        found.append(solved_keys(thread(text), Register.of(known).at(talk_page("John")), known))
    assert found == [[], [], keys(digest)]


def test_managers_digest_does_not_wait_for_other_things() -> None:
    """A manager is thanked when all that they were told of is solved, though something new is late by then."""
    day = date(2022, 11, 23)
    ledger = sent_on(TODAY, ACTIVITY)
    (digest,) = [one for one in remind(knowledge(ACTIVITY, today=day, ledger=ledger)).messages if one.others]
    late = activity("Fest", when=period("2022-11-01", "2022-11-14"))
    after = replace(ACTIVITY, activities=(activity(mark=Mark.DONE), late))
    known = knowledge(after, today=day, ledger=sent([digest], day, ledger))
    assert solved_keys(thread(section(digest)), Register.of(known).at(talk_page("John")), known) == keys(digest)


@pytest.mark.parametrize("order", [1, -1], ids=["the open one first", "the solved one first"])
def test_project_that_was_split_is_solved_when_both_parts_are(order: int) -> None:
    """Of two projects that had the same title before, one in which the thing is open is enough."""
    parts = [
        replace(one, title=title, former=(TITLE,))
        for one, title in [(ACTIVITY, "Projekt:Ett 2022"), (DONE, "Projekt:Två 2022")][::order]
    ]
    message = told(ACTIVITY)
    text = section(message, "".join(project_mark(*project_keys(one)) for one in parts))
    known = knowledge(*parts, today=LATER, ledger=sent([message], TODAY))
    assert solved_keys(thread(text), Register.of(known).at(talk_page("Axel")), known) == []


def test_renamed_account_is_thanked() -> None:
    """A new account under the same name in the register is the same person."""
    message = told(LATE)
    rules = settings(people={**PEOPLE, "Axel": {"account": "Axel Ny (WMSE)"}})
    known = knowledge(
        DONE, today=LATER, rules=rules, ledger=moved(sent([message], TODAY), talk_page("Axel"), talk_page("Axel Ny"))
    )
    readers = Register.of(known).at(talk_page("Axel Ny"))
    assert solved_keys(thread(section(message)), readers, known) == keys(message)


def test_what_was_never_delivered_is_not_thanked_for() -> None:
    """Marks that somebody has copied there from elsewhere, or made up, are not the bot's."""
    message = told(LATE)
    known = knowledge(DONE, today=LATER)
    readers = Register.of(known).at(talk_page("Axel"))
    assert solved_keys(thread(section(message)), readers, known) == []
    made_up = f"{section(message)}{item_mark('0' * 16, step=1, run=RUN)}"
    known = knowledge(DONE, today=LATER, ledger=sent([message], TODAY))
    assert solved_keys(thread(made_up), readers, known) == keys(message)


@pytest.mark.parametrize("where", ["on the page", "in the record alone"])
def test_thanks_are_given_once(where: str) -> None:
    """What was said to be solved is not said again, also where somebody has taken the bot's line away."""
    message = told(LATE)
    line = solved_mark(*keys(message), run=RUN) if where == "on the page" else ""
    ledger = sent([message], TODAY)
    said = frozenset() if line else frozenset(keys(message))
    known = knowledge(DONE, today=LATER, ledger=Ledger(ledger.messages, ledger.items, said))
    readers = Register.of(known).at(talk_page("Axel"))
    assert solved_keys(thread(section(message, line)), readers, known) == []


def test_thanks_are_given_for_what_came_later_in_the_same_section() -> None:
    """Only what has not been said to be solved is named where more was told in a section after thanks."""
    message = told(LATE)
    first, second = (one.keys for one in message.errands)
    known = knowledge(DONE, today=LATER, ledger=sent([message], TODAY))
    readers = Register.of(known).at(talk_page("Axel"))
    assert solved_keys(thread(section(message, solved_mark(*first, run=RUN))), readers, known) == list(second)


def test_project_with_two_titles_in_one_section_is_one() -> None:
    """A section that names a project by its title before and after a move is about one project."""
    message = told(LATE)
    moved = replace(DONE, title="Projekt:Nytt 2022", former=(TITLE,))
    text = section(message, project_mark(*project_keys(moved)))
    known = knowledge(moved, today=LATER, ledger=sent([message], TODAY))
    assert solved_keys(thread(text), Register.of(known).at(talk_page("Axel")), known) == keys(message)


def test_copy_on_another_page_is_not_thanked() -> None:
    """A copy of somebody's section on another's talk page tells nobody there of anything, so nobody is thanked."""
    message = told(LATE)
    known = knowledge(DONE, today=LATER, ledger=sent([message], TODAY))
    readers = Register.of(known).at(talk_page("Sara"))
    assert readers
    assert solved_keys(thread(section(message)), readers, known) == []
