"""What people's talk pages say: what was told there, who has asked for peace, and why a page takes no message."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.ledger import Ledger
from bot.model import Project
from bot.reminders.messages import remind
from bot.reminders.register import Recipient
from bot.reminders.talks import Talks, answered_pages, talks_of
from bot.wiki.port import HISTORY, Account, Page, Version
from tests.support.builders import PEOPLE, TODAY, activity, people, project, settings
from tests.support.reminding import knowledge, moved, section, sent_on, talk_page

REPORTED = "2022-11-03"
ONE = project(activity(owner=people("Axel", "Sara")), updated=REPORTED)
TWO = project(activity("Två"), title="Projekt:Två 2022", updated=REPORTED)
THREE = project(activity("Tre"), title="Projekt:Tre 2022", updated=REPORTED)
TALK = talk_page("Axel")
AXEL = Recipient("Axel", "Axel (WMSE)", TALK, ("Axel", "Axel (WMSE)"))
UNTIL = date(2022, 12, 1)
ANSWER = ":{{Lägesbot|pausa=2022-12-01}}"


def told(*projects: Project, answer: str = "", name: str = "Axel") -> str:
    """A section with the first reminder of these projects, and an answer in it."""
    found = [one for one in remind(knowledge(*projects)).messages if one.recipient.name == name]
    return section(found[0], answer)


def versions(*edits: tuple[str, str]) -> list[Version]:
    """A page's history: who wrote what, newest first."""
    return [Version(len(edits) - at, user, None, text) for at, (user, text) in enumerate(edits)]


def talks(
    text: str, history: Sequence[Version] = (), *, accounts: Iterable[Account] = (), pages: Iterable[Page] = ()
) -> Talks:
    """What Axel's talk page says, with the other pages."""
    known = knowledge(
        ONE, TWO, THREE, pages=[Page(TALK, text, 7), *pages], histories={TALK: history}, accounts=accounts
    )
    return talks_of(known)


def paused(user: str, **facts: object) -> date | None:
    """Until when Axel is left in peace after an account has answered under the reminder."""
    text = told(ONE, answer=ANSWER)
    history = versions((user, text), ("Lägesbot", told(ONE)))
    return talks(text, history, **facts).paused_until(AXEL, ONE)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("user", "expected"),
    [
        pytest.param("Axel (WMSE)", UNTIL, id="the person addressed"),
        pytest.param("John (WMSE)", UNTIL, id="a manager"),
        pytest.param("Sara (WMSE)", None, id="another colleague"),
        pytest.param("192.0.2.7", None, id="a stranger"),
        pytest.param("Lägesbot", None, id="the bot"),
        pytest.param("Axel", None, id="an account that is called by the first name"),
        pytest.param("", None, id="somebody whose name is hidden"),
    ],
)
def test_who_may_ask_for_peace(user: str, expected: date | None) -> None:
    """Only the person addressed or a manager may, and it is the revision that says who it was."""
    assert paused(user) == expected


def test_manager_who_has_left_may_not_answer_for_others() -> None:
    """Only active managers count."""
    text = told(ONE, answer=ANSWER)
    rules = settings(people={**PEOPLE, "John": {"account": "John (WMSE)", "manager": True, "active": False}})
    history = {TALK: versions(("John (WMSE)", text), ("Lägesbot", told(ONE)))}
    known = knowledge(ONE, rules=rules, pages=[Page(TALK, text, 7)], histories=history)
    assert talks_of(known).paused_until(AXEL, ONE) is None


def test_whoever_is_written_to_there_may_ask_for_peace() -> None:
    """Who is written to on another's talk page, since their own redirects there, is addressed there, too."""
    redirect = Page(talk_page("Sara"), "x", 7, redirect=TALK)
    assert paused("Sara (WMSE)", pages=[redirect]) == UNTIL


def test_signature_of_another_does_not_count() -> None:
    """What stands in the text about who wrote it says nothing."""
    text = told(ONE, answer=f"{ANSWER} --[[Användare:Axel (WMSE)|Axel]] 10 november 2022 kl. 10.00 (CET)")
    assert talks(text, versions(("Sara (WMSE)", text), ("Lägesbot", told(ONE)))).paused_until(AXEL, ONE) is None


@pytest.mark.parametrize("user", ["Axel (WMSE)", "Sara (WMSE)"])
@pytest.mark.parametrize("count", [1, HISTORY])
def test_answer_that_stood_there_before_all_that_was_read_does_not_count(user: str, count: int) -> None:
    """Nobody knows who gave an answer that the oldest revision has: a stranger's does not become good with time."""
    text = told(ONE, answer=ANSWER)
    assert talks(text, versions(*[(user, text)] * count)).paused_until(AXEL, ONE) is None


@pytest.mark.parametrize(
    ("user", "expected"), [("Axel (WMSE)", UNTIL), ("Sara (WMSE)", None)], ids=["the person addressed", "somebody else"]
)
@pytest.mark.parametrize("now", ["", "== Annat ==\nHej!\n"], ids=["blanked", "archived"])
def test_answer_in_a_section_that_is_gone_counts_on(user: str, expected: date | None, now: str) -> None:
    """Who has asked for peace has it, though somebody has taken the section off the page since."""
    history = versions(("Sara (WMSE)", now), (user, told(ONE, answer=ANSWER)), ("Lägesbot", told(ONE)))
    known = knowledge(ONE, ledger=sent_on(TODAY, ONE), pages=[Page(TALK, now, 7)], histories={TALK: history})
    assert talks_of(known).paused_until(AXEL, ONE) == expected
    nothing_sent = replace(known, ledger=Ledger())
    assert talks_of(nothing_sent).paused_until(AXEL, ONE) is None


def test_answer_in_a_copied_section_that_is_gone_does_not_count() -> None:
    """Of sections that are gone those count that were told on the page, not what its reader had copied there."""
    sara = Recipient("Sara", "Sara (WMSE)", talk_page("Sara"), ("Sara", "Sara (WMSE)"))
    history = versions(("Sara (WMSE)", "Hej!"), ("Sara (WMSE)", told(ONE, answer=ANSWER)), ("Sara (WMSE)", "Hej!"))
    pages = [Page(TALK, "Hej!", 7), Page(sara.talk, "Hej!", 8)]
    known = knowledge(ONE, ledger=sent_on(TODAY, ONE), pages=pages, histories={sara.talk: history})
    assert talks_of(known).paused_until(sara, ONE) is None


def test_answer_on_a_page_that_was_moved_to_its_archive_counts_on() -> None:
    """A talk page that was archived by moving it takes its answers with it, and they are its reader's all the same."""
    text, archive = told(ONE, answer=ANSWER), f"{TALK}/Arkiv 1"
    history = versions(("Axel (WMSE)", text), ("Lägesbot", told(ONE)))
    facts = {"ledger": moved(sent_on(TODAY, ONE), TALK, archive), "histories": {archive: history}}
    known = knowledge(ONE, pages=[Page(archive, text, 7), Page(TALK, "", 8)], **facts)  # type: ignore[arg-type]
    assert answered_pages(known, ()) == [archive]
    assert talks_of(known).paused_until(AXEL, ONE) == UNTIL


def test_answer_without_a_history_does_not_count() -> None:
    """Where nobody has looked who wrote it, an answer counts for nothing."""
    assert talks(told(ONE, answer=ANSWER)).paused_until(AXEL, ONE) is None


def test_answer_whose_day_cannot_be_read_does_not_count() -> None:
    """Words that are no day ask for nothing."""
    text = told(ONE, answer=":{{Lägesbot|pausa=snart}}")
    assert talks(text, versions(("Axel (WMSE)", text), ("Lägesbot", told(ONE)))).paused_until(AXEL, ONE) is None


@pytest.mark.parametrize("order", [("2022-12-01", "2022-11-20"), ("2022-11-20", "2022-12-01")], ids=["first", "second"])
@pytest.mark.parametrize("places", ["same section", "two sections"])
def test_later_of_two_answers_counts(order: tuple[str, str], places: str) -> None:
    """Of two answers about a project the one with the later day counts, wherever they stand."""
    answers = [f":{{{{Lägesbot|pausa={one}}}}}" for one in order]
    if places == "same section":
        text, bare = told(ONE, answer="\n".join(answers)), told(ONE)
    else:
        text, bare = "".join(told(ONE, answer=one) for one in answers), told(ONE) * 2
    assert talks(text, versions(("Axel (WMSE)", text), ("Lägesbot", bare))).paused_until(AXEL, ONE) == UNTIL


def test_answer_is_about_the_projects_of_its_section() -> None:
    """An answer pauses all projects that its section is about, and no others."""
    text = told(ONE, TWO, answer=ANSWER) + told(THREE)
    found = talks(text, versions(("Axel (WMSE)", text), ("Lägesbot", told(ONE, TWO) + told(THREE))))
    assert [found.paused_until(AXEL, one) for one in (ONE, TWO, THREE)] == [UNTIL, UNTIL, None]


def test_answer_in_another_section_asks_nothing() -> None:
    """The template in a section without a reminder says nothing to the bot."""
    text = f"{told(ONE)}== Annat ==\n{ANSWER}\n"
    assert talks(text, versions(("Axel (WMSE)", text), ("Lägesbot", told(ONE)))).paused_until(AXEL, ONE) is None


def test_answer_is_about_its_reader_alone() -> None:
    """What one lead has asked for holds for nobody else."""
    sara = Recipient("Sara", "Sara (WMSE)", talk_page("Sara"), ("Sara", "Sara (WMSE)"))
    text = told(ONE, answer=ANSWER)
    found = talks(text, versions(("Axel (WMSE)", text), ("Lägesbot", told(ONE))))
    assert (found.paused_until(AXEL, ONE), found.paused_until(sara, ONE)) == (UNTIL, None)


def test_paused_reader_is_not_reminded_and_others_are() -> None:
    """With an answer of Axel's, only Sara is told of what both answer for."""
    text = told(ONE, answer=ANSWER)
    history = {TALK: versions(("Axel (WMSE)", text), ("Lägesbot", told(ONE)))}
    found = remind(knowledge(ONE, pages=[Page(TALK, text, 7)], histories=history))
    assert [(one.recipient.name, one.paused) for one in found.courses] == [("Axel", UNTIL), ("Sara", None)]
    assert [one.recipient.name for one in found.messages] == ["Sara"]


def test_pages_whose_answers_need_an_author() -> None:
    """Only talk pages with an answer in a section of the bot's need their history."""
    pages = [
        Page(TALK, told(ONE, answer=ANSWER), 7),
        Page(talk_page("Sara"), told(ONE, name="Sara"), 7),
        Page(talk_page("John"), f"== Hej ==\n{ANSWER}", 7),
        Page("Projekt:Prov 2022", "{{Lägesbot|pausa=2022-12-01}}", 7),
    ]
    assert answered_pages(knowledge(ONE, pages=pages), ()) == [TALK]


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        pytest.param(TODAY + timedelta(days=20), [TALK], id="to come"),
        pytest.param(TODAY - timedelta(days=119), [TALK], id="over 119 days ago"),
        pytest.param(TODAY - timedelta(days=120), [], id="over 120 days ago"),
    ],
)
def test_pause_of_long_ago_needs_no_author(until: date, expected: list[str]) -> None:
    """A pause that was over so long ago that no ladder can have rested for it is not looked up any more."""
    pages = [Page(TALK, told(ONE, answer=f":{{{{Lägesbot|pausa={until}}}}}"), 7)]
    assert answered_pages(knowledge(ONE, pages=pages), ()) == expected


def test_answer_whose_day_cannot_be_read_needs_no_author() -> None:
    """Words that are no day ask for nothing, whoever wrote them."""
    pages = [Page(TALK, told(ONE, answer=":{{Lägesbot|pausa=snart}}"), 7)]
    assert answered_pages(knowledge(ONE, pages=pages), ()) == []


def test_page_that_a_section_was_taken_off_needs_its_history() -> None:
    """Where what somebody was told, and is not done, does not stand any more, somebody may have answered there."""
    ledger = sent_on(TODAY, ONE)
    keys = {key for message in remind(knowledge(ONE)).messages for one in message.errands for key in one.keys}
    there = knowledge(ONE, ledger=ledger, pages=[Page(TALK, told(ONE), 7), Page(talk_page("Sara"), "Hej!", 7)])
    assert answered_pages(there, keys) == [talk_page("Sara")]
    assert answered_pages(there, ()) == []
    assert answered_pages(knowledge(ONE, ledger=ledger), keys) == []


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param(Page(TALK, "Hej!", 7), None, id="a usual page"),
        pytest.param(Page(TALK, None), None, id="missing"),
        pytest.param(Page(TALK, "", 7), None, id="empty"),
        pytest.param(Page(TALK, "å" * 300_000, 7), None, id="over-long"),
        pytest.param(Page(TALK, "x", 7, model="flow-board"), "talk-page", id="a Flow board"),
        pytest.param(Page(TALK, "{{#useliquidthreads:1}}", 7), "talk-page", id="LiquidThreads"),
        pytest.param(Page(TALK, "{{#useliquidthreads:0}}", 7), None, id="LiquidThreads turned off"),
        pytest.param(Page(TALK, "x", 7, redirect="Användare:X"), "redirect", id="a redirect"),
        pytest.param(Page(TALK, "x", 7, locked=True), "locked", id="protected"),
        pytest.param(Page(TALK, None, locked=True), "locked", id="missing and protected from being made"),
        pytest.param(Page(TALK, "{{nobots}}", 7), "nobots", id="nobots"),
        pytest.param(Page(TALK, "{{bots|deny=Lägesbot}}", 7), "nobots", id="this bot turned away"),
        pytest.param(Page(TALK, "{{bots|deny=SineBot}}", 7), None, id="another bot turned away"),
        pytest.param(Page(TALK, "{{subst:hej}}", 7), "unsettled", id="something left to be substituted"),
        pytest.param(Page(TALK, "Hej <!-- då", 7), "swallowed", id="a comment that is not closed"),
        pytest.param(Page(TALK, "Hej <!-- då -->", 7), None, id="a comment that is closed"),
        pytest.param(Page(TALK, "Hej <includeonly>", 7), "swallowed", id="what is for other pages is not closed"),
    ],
)
def test_why_a_page_takes_no_message(page: Page, expected: str | None) -> None:
    """Each kind of page on which nothing can be put is told apart; others have no obstacle."""
    known = knowledge(pages=[page])
    assert talks_of(known).obstacles.get(TALK) == expected


def test_only_talk_pages_are_looked_at() -> None:
    """Neither threads nor obstacles are looked for on other pages."""
    known = knowledge(ONE, pages=[Page("Projekt:Prov 2022", f"{told(ONE)}{{{{nobots}}}}", 7)])
    assert talks_of(known) == Talks()


def says(text: str, user: str) -> Talks:
    """What Axel's talk page says when this account has made its newest revision."""
    known = knowledge(ONE, pages=[Page(TALK, text, 7, user=user)])
    return talks_of(known)


@pytest.mark.parametrize("user", ["Axel (WMSE)", "192.0.2.7", "Lägesbot2", ""])
def test_marks_on_a_page_that_somebody_has_edited_since_are_not_believed(user: str) -> None:
    """Anybody can write a mark: it counts only where the bot's own edit is the newest, which the record may lack."""
    (message, _) = remind(knowledge(ONE)).messages
    keys = message.errands[0].keys
    assert not says(section(message), user).says(TALK, keys, 1)
    assert says(section(message), "Lägesbot").says(TALK, keys, 1)


def test_what_stands_on_a_page() -> None:
    """An item stands on a page with the steps in its sections' marks, under any of its keys."""
    (message, _) = remind(knowledge(ONE)).messages
    found, keys = says(section(message), "Lägesbot"), message.errands[0].keys
    assert found.says(TALK, keys, 1)
    assert found.says(TALK, ["0" * 16, keys[1]], 1)
    assert not found.says(TALK, keys, 2)
    assert not found.says(TALK, ["0" * 16], 1)
    assert not found.says(talk_page("Sara"), keys, 1)
