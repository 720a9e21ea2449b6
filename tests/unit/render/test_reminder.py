"""A person's message on their talk page."""

from dataclasses import replace

import pytest

from bot.checks.changes import taken
from bot.checks.standing import ActivityStanding
from bot.ledger import ITEM, item_mark
from bot.model import ActivityState, Finding, Mark, Place
from bot.reminders import Due, Item, Recipient
from bot.render.draft import Draft
from bot.render.reminder import reminder_text
from tests.support.builders import activity, day, known, page, period, project, standing

TALK = "Användardiskussion:Axel (WMSE)"
AXEL = Recipient("Axel", "Axel (WMSE)")


def late(name: str, *, title: str = "Projekt:Prov 2022", tasks: tuple[str, ...] = ()) -> Item:
    """An activity that should have been done in March."""
    one = activity(name, tasks=tasks)
    end = day("2022-03-31")
    assert end is not None
    at = ActivityStanding(one, ActivityState.OVERDUE)
    return Item("activity", (name, end.isoformat()), standing(project(one, title=title)), end, at)


def message(*items: Item, before: str | None = None, recipient: Recipient = AXEL) -> Draft:
    """The talk page with a message about these items."""
    return reminder_text(page(TALK, before), Due(recipient, items), known({}))


@pytest.mark.parametrize(
    ("before", "start"),
    [
        pytest.param(None, "== Påminnelse", id="no-page"),
        pytest.param("", "== Påminnelse", id="empty-page"),
        pytest.param("Hej!", "Hej!\n\n== Påminnelse", id="text"),
        pytest.param("Hej!\n", "Hej!\n\n== Påminnelse", id="line"),
        pytest.param("Hej!\n\n", "Hej!\n\n== Påminnelse", id="empty-line"),
        pytest.param("Hej!\r\n", "Hej!\r\n\n== Påminnelse", id="carriage-return"),
    ],
)
def test_message_is_a_new_section_at_the_end(before: str | None, start: str) -> None:
    """Everything before the message stays as it was, and an empty line parts them."""
    assert message(late("A"), before=before).text.startswith(start)


def test_message_is_signed_by_the_wiki() -> None:
    """The message ends with a signature for the wiki to fill in."""
    assert message(late("A")).text.endswith(" ~~~~")


def test_items_are_grouped_by_project() -> None:
    """The items of each project stand together, in the order in which they came."""
    other = "Projekt:Annat 2022"
    lines = message(late("A"), late("B", title=other), late("C")).text.splitlines()
    said = [line.split(" skulle")[0] for line in lines if line.startswith(("* ", "'''"))]
    assert said == [
        "'''[[:Projekt:Prov 2022|Prov 2022]]'''",
        "* A",
        "* C",
        "'''[[:Projekt:Annat 2022|Annat 2022]]'''",
        "* B",
    ]


def test_tasks_are_linked() -> None:
    """An activity has links to its tasks."""
    text = message(late("A", tasks=("T2", "T3"))).text
    assert "\n* A skulle ha varit klart 31 mars 2022. [[phab:T2|T2]], [[phab:T3|T3]] <!--" in text


def test_every_item_has_its_mark() -> None:
    """Each item carries the key by which it is found again, as its first step."""
    items = [late("A"), late("B")]
    text = message(*items).text
    assert [mark[0] for mark in ITEM.finditer(text)] == [item_mark(item.key(AXEL.account), 1) for item in items]


def test_summary_has_the_messages_key() -> None:
    """The edit says how much it is about, and has the key of the day's one message to that account."""
    found = message(late("A"), late("B"))
    assert found.why == "Axel: 2 saker att påminna om"
    assert "2 saker" in found.summary
    assert "[[Användare:Lägesbot/Handbok|" in found.summary
    assert found.summary.endswith(" · nyckel påminnelse/2022-11-09/Axel (WMSE) · körning 20221109-0730-abcd")
    assert found.renews is False


def test_foreign_words_are_escaped() -> None:
    """Names from pages and settings are shown as they are, and are no markup."""
    text = message(late("~~~~ [[a]]"), recipient=Recipient("{{Axel}}", "Axel (WMSE)")).text
    assert "Hej &#123;&#123;Axel&#125;&#125;!" in text
    assert "* &#126;&#126;&#126;&#126; &#91;&#91;a&#93;&#93; skulle ha varit klart 31 mars 2022." in text


def missing(**parts: object) -> Item:
    """The report of October, which nobody has written."""
    one = standing(replace(project(activity("A", when=period("2022-12-01", "2022-12-31"))), **parts))  # type: ignore[arg-type]
    due = one.report.due
    assert due is not None
    return Item("report", ("2022-10",), one, due)


def test_report_that_is_missing_tells_what_it_could_say() -> None:
    """Below a missing report stands what has changed since the last one: that is what there is to write about."""
    noted = taken(missing().standing)
    done = activity("A", mark=Mark.DONE)
    lines = message(missing(activities=(done,), snapshot=noted)).text.splitlines()
    (place,) = [number for number, line in enumerate(lines) if line.startswith("* Lägesrapporten")]
    assert lines[place + 1] == "** Ändrat sedan boten började följa projektet – klart: A."
    assert not [line for line in message(missing()).text.splitlines() if line.startswith("**")]


def test_reader_is_told_what_keeps_the_bot_from_writing() -> None:
    """Where markers are wrong, whoever is reminded of the project is told how to go on; of other findings not here."""
    wrong = [
        Finding(code, "error", Place("Projekt:Prov 2022/Projektdata", 9), None, f"Gör så: {code}.")
        for code in ("region-edited", "region-damaged", "owner-missing")
    ]
    knowledge = replace(known({}), findings={"Projekt:Prov 2022": tuple(wrong)})
    lines = reminder_text(page(TALK, None), Due(AXEL, (late("A"),)), knowledge).text.splitlines()
    where = "[[:Projekt:Prov 2022/Projektdata|Projekt:Prov 2022/Projektdata]], rad 9"
    assert [line for line in lines if line.startswith("* ")][1:] == [
        f"* Boten kan inte skriva på {where}: Gör så: region-edited.",
        f"* Boten kan inte skriva på {where}: Gör så: region-damaged.",
    ]
