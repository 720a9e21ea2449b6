"""How it stands with reminders, in words: plain for a terminal, with links for the overview."""

from dataclasses import replace
from datetime import date

import pytest

from bot.checks.standing import ActivityStanding
from bot.ledger import Sent
from bot.model import ActivityState
from bot.reminders.items import Item
from bot.reminders.ladder import MANAGER, Escalation
from bot.reminders.register import NOBODY, Recipient
from bot.reminders.why import Notice
from bot.render.notices import notice_wikitext, notice_words
from tests.support.builders import TODAY, WORDS, activity, project, settings, standing

AXEL = Recipient("Axel", "Axel (WMSE)", "Användardiskussion:Axel (WMSE)", ("Axel",))
JOHN = Recipient("John", "John (WMSE)", "Användardiskussion:John (WMSE)", ("John",))
ACTIVITY = activity("[[Boka]]")
ITEM = Item(
    "activity",
    ("Boka",),
    standing(project(ACTIVITY)),
    date(2022, 3, 31),
    ActivityStanding(ACTIVITY, ActivityState.OVERDUE),
)
REPORT = Item("report", ("2022-10",), ITEM.standing, date(2022, 11, 7), period=ITEM.standing.report.period)
SENT = Sent(1, TODAY, 41, AXEL.talk)
AGAIN = Sent(2, date(2022, 11, 16), 57, AXEL.talk)
LATER = date(2022, 11, 16)
USUAL = Notice(ITEM, AXEL, "grace", 1, LATER, ())


def plain(notice: Notice, count: int = 1) -> str:
    """The words for a terminal."""
    return notice_words(notice, count, settings(), WORDS)


def wikitext(notice: Notice, count: int = 1) -> str:
    """The words for the overview."""
    return notice_wikitext(notice, count, settings(), WORDS)


@pytest.mark.parametrize(
    ("notice", "words"),
    [
        (USUAL, "påminns tidigast 16 november 2022"),
        (replace(USUAL, day=None), "påminns inte, för inga dagar är valda"),
        (replace(USUAL, state="today"), "påminns i dag"),
        (replace(USUAL, state="today", step=2, sent=(SENT,)), "påmind {1}; påminns en gång till i dag"),
        (replace(USUAL, state="waits", step=2, sent=(SENT,)), "påmind {1}; påminns igen tidigast 16 november 2022"),
        (replace(USUAL, state="waits", day=None, sent=(SENT,)), "påmind {1}; påminns inte igen än på länge"),
        (replace(USUAL, state="told", sent=(SENT, AGAIN)), "påmind {1} och {2}; påminns inte mer"),
        (
            replace(USUAL, leave=TODAY),
            "påminns tidigast 16 november 2022, ledig till och med 9 november 2022",
        ),
        (replace(USUAL, state="away", until=date(2022, 11, 15)), "ledig till och med 15 november 2022"),
        (replace(USUAL, state="paused", until=LATER), "har bett om paus till 16 november 2022"),
        (replace(USUAL, state="unwritable", obstacle="locked"), "kan inte påminnas, för diskussionssidan är skyddad"),
        (
            replace(USUAL, state="unwritable", obstacle="nobots"),
            "kan inte påminnas, för diskussionssidan ber botar att låta bli",
        ),
    ],
    ids=[
        "grace",
        "never",
        "today",
        "again",
        "waits",
        "waits-long",
        "told",
        "leave",
        "away",
        "paused",
        "locked",
        "nobots",
    ],
)
def test_states_in_words(notice: Notice, words: str) -> None:
    """Each state says what was told and what comes, or why nothing does; each revision with its address."""
    days = {"1": "9 november 2022 (Special:Diff/41)", "2": "16 november 2022 (Special:Diff/57)"}
    for number, said in days.items():
        words = words.replace(f"{{{number}}}", said)
    assert plain(notice) == f"Axel: [[Boka]] – {words}"


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("weekday", "väntar, i dag skickas inga påminnelser"),
        ("free-day", "väntar, i dag är en helgdag"),
        ("sent-today", "väntar, dagens påminnelse är redan skickad"),
        ("away", "ledig till och med 16 november 2022"),
    ],
)
def test_what_is_so_today_is_said_today_alone(state: str, words: str) -> None:
    """A terminal tells why nothing goes out today; on the overview stands what will be true tomorrow, too."""
    notice = replace(USUAL, state=state, until=LATER)  # type: ignore[arg-type]
    assert plain(notice) == f"Axel: [[Boka]] – {words}"
    assert wikitext(notice) == wikitext(replace(notice, state="today")) == wikitext(USUAL)
    told = replace(notice, sent=(SENT,))
    assert wikitext(told) == wikitext(replace(told, state="waits"))


def test_nobody_is_known() -> None:
    """Where nobody can be told, that is said, and of what."""
    notice = replace(USUAL, item=REPORT, recipient=NOBODY, state="nobody", day=None)
    assert plain(notice) == (
        "Ingen: lägesrapporten för oktober 2022 – har ingen ansvarig med känt konto, och ingen chef finns i registret"
    )


def test_report_that_gave_way_to_the_next() -> None:
    """Of an older report it is said that the next one counts now."""
    notice = replace(USUAL, item=replace(REPORT, superseded=True), state="told", step=None, sent=(SENT,))
    assert plain(notice).endswith("; nästa rapport gäller nu")


def test_several_things_are_counted() -> None:
    """Things of which the same is to be said are one line."""
    assert plain(USUAL, 3) == "Axel: 3 saker – påminns tidigast 16 november 2022"


@pytest.mark.parametrize(
    ("above", "words"),
    [
        pytest.param(
            Escalation(ITEM, JOHN, (), due=date(2022, 11, 23)), "; John får veta tidigast 23 november 2022", id="soon"
        ),
        pytest.param(
            Escalation(ITEM, JOHN, (), sent=Sent(MANAGER, TODAY, 60, JOHN.talk)),
            "; John fick veta 9 november 2022 (Special:Diff/60)",
            id="was told",
        ),
        pytest.param(Escalation(ITEM, JOHN, ()), "", id="not to be told"),
    ],
)
def test_managers_are_named(above: Escalation, words: str) -> None:
    """Which manager was told, or will be, stands last; one of whom neither is known is left out."""
    assert plain(replace(USUAL, managers=(above,))) == f"{plain(USUAL)}{words}"


def test_overview_links_the_revisions() -> None:
    """On the overview the days are links to the very revisions, in their order, and foreign words are escaped."""
    above = (Escalation(ITEM, JOHN, (), sent=Sent(MANAGER, TODAY, 60, JOHN.talk)),)
    notice = replace(USUAL, state="told", sent=(SENT, AGAIN), managers=above)
    assert wikitext(notice) == (
        "Axel: &#91;&#91;Boka&#93;&#93; – påmind [[Special:Diff/41|9 november 2022]] och "
        "[[Special:Diff/57|16 november 2022]]; påminns inte mer; John fick veta [[Special:Diff/60|9 november 2022]]"
    )


def test_what_is_only_foreseen_has_no_address() -> None:
    """In a plan a message that is not sent yet is told of without a revision; the overview links its page."""
    notice = replace(USUAL, state="waits", sent=(replace(SENT, revid=-1),))
    assert "påmind 9 november 2022; " in plain(notice)
    assert f"påmind [[:{AXEL.talk}|9 november 2022]]; " in wikitext(notice)
