"""What the bot puts on a talk page: the message of the day, and thanks (whole messages are golden cases)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.checks.changes import taken
from bot.checks.standing import ActivityStanding
from bot.knowledge import Knowledge
from bot.ledger import Sent, message_key
from bot.model import ActivityState, Finding, Mark, Place
from bot.parse.reminder_marks import MARK, item_mark, project_mark
from bot.parse.structure import Source
from bot.parse.threads import Thread, read_threads
from bot.reminders.items import Item, project_keys
from bot.reminders.ladder import AGAIN, FIRST, MANAGER, Course
from bot.reminders.messages import Errand, Message
from bot.reminders.register import Recipient
from bot.render.draft import Draft
from bot.render.reminder import indented, sent_link, talk_text
from tests.support.builders import TITLE, TODAY, WORDS, activity, day, known, page, period, project, settings, standing

TALK = "Användardiskussion:Axel (WMSE)"
AXEL = Recipient("Axel", "Axel (WMSE)", TALK, ("Axel", "Axel (WMSE)"))
SENT = Sent(FIRST, TODAY, 41, TALK)
BEFORE = replace(SENT, day=TODAY - timedelta(days=1))
OTHER = "Projekt:Annat 2022"


def late(name: str, *, title: str = TITLE, tasks: tuple[str, ...] = (), line: int = 20) -> Item:
    """An activity that should have been done in March."""
    one = replace(activity(name, tasks=tasks), place=Place(title, line))
    end = day("2022-03-31")
    assert end is not None
    at = ActivityStanding(one, ActivityState.OVERDUE)
    return Item("activity", (name, end.isoformat()), standing(project(one, title=title)), end, at)


def missing(**parts: object) -> Item:
    """The report of October, which nobody has written."""
    one = standing(replace(project(activity("A", when=period("2022-12-01", "2022-12-31"))), **parts))  # type: ignore[arg-type]
    due = one.report.due
    assert due is not None
    return Item("report", ("2022-10",), one, due, period=one.report.period)


def errand(item: Item, step: int = FIRST, *courses: Course) -> Errand:
    """A thing to tell Axel of."""
    return Errand(item, step, item.keys(AXEL.names, to_manager=step == MANAGER), courses)


def draft(
    *errands: Errand,
    before: str | None = None,
    reader: Recipient = AXEL,
    solved: tuple[tuple[Thread, tuple[str, ...]], ...] = (),
    knowledge: Knowledge | None = None,
) -> Draft:
    """The talk page with a message about these things, and with thanks."""
    message = Message(reader, errands) if errands else None
    return talk_text(page(TALK, before), message, solved, reader, knowledge or known({}))


def lines_of(text: str) -> list[str]:
    """The lines of things in a text, without their marks."""
    return [MARK.sub("", line).rstrip() for line in text.splitlines() if line.startswith("* ")]


@pytest.mark.parametrize(
    ("before", "start"),
    [
        pytest.param("Hej!", "Hej!\n\n== Påminnelse", id="text"),
        pytest.param("Hej!\n", "Hej!\n\n== Påminnelse", id="line"),
        pytest.param("Hej!\n\n", "Hej!\n\n== Påminnelse", id="empty-line"),
        pytest.param("Hej!\r\n", "Hej!\r\n\n== Påminnelse", id="carriage-return"),
    ],
)
def test_message_is_a_new_section_at_the_end(before: str, start: str) -> None:
    """Everything before the message stays as it was, and an empty line parts them."""
    assert draft(errand(late("A")), before=before).text.startswith(start)


@pytest.mark.parametrize("before", [None, ""], ids=["missing", "empty"])
@pytest.mark.parametrize(
    ("greeting", "start"),
    [
        pytest.param("Hej och välkommen, {name}", "Hej och välkommen, Axel\n\n== Påminnelse", id="with the name"),
        pytest.param("~~~~ {{subst:Hej}}", "&#126;&#126;&#126;&#126; &#123;&#123;subst:Hej&", id="markup"),
        pytest.param("{namn} {0}", "&#123;namn&#125; &#123;0&#125;\n\n== Påminnelse", id="other braces"),
        pytest.param("", "== Påminnelse", id="none"),
    ],
)
def test_new_talk_page_begins_with_the_greeting(before: str | None, greeting: str, start: str) -> None:
    """A page without text gets the line of the settings, as plain words, with the name where they want it."""
    knowledge = known({}, rules=settings(reminders={"greeting": greeting}))
    assert draft(errand(late("A")), before=before, knowledge=knowledge).text.startswith(start)


def test_message_is_signed_by_the_wiki() -> None:
    """The message ends with one signature for the wiki to fill in; a reply, too."""
    first = draft(errand(late("A"))).text
    assert (first.endswith(" ~~~~"), first.count("~~~~")) == (True, 1)
    again = draft(errand(late("A"), AGAIN), before=first.replace("~~~~", "Lägesbot")).text
    assert (again.endswith(" ~~~~"), again.count("~~~~")) == (True, 1)


def test_items_are_grouped_by_project() -> None:
    """The items of each project stand together, in the order in which they came."""
    message = draft(errand(late("A")), errand(late("B", title=OTHER)), errand(late("C")))
    said = [line.split(" skulle")[0].split(" <!--")[0] for line in message.text.splitlines()]
    assert [line for line in said if line.startswith(("* ", "'''"))] == [
        "'''[[:Projekt:Prov 2022|Prov 2022]]'''",
        "* A",
        "* C",
        "'''[[:Projekt:Annat 2022|Annat 2022]]'''",
        "* B",
    ]


def test_tasks_are_linked() -> None:
    """An activity has links to its tasks."""
    assert lines_of(draft(errand(late("A", tasks=("T2", "T3")))).text) == [
        "* A skulle ha varit klart 31 mars 2022 ([[:Projekt:Prov 2022|tidplanen]]). [[phab:T2|T2]], [[phab:T3|T3]]"
    ]


def test_every_item_and_project_has_its_mark() -> None:
    """Each item carries the keys by which it is found again, with its step, and each project those of its titles."""
    things = [errand(late("A")), errand(late("B")), errand(late("C"), MANAGER)]
    text = draft(*things).text
    assert [mark[0] for mark in MARK.finditer(text) if mark["item"]] == [
        item_mark(*one.keys, step=one.step, run="20221109-0730-abcd") for one in things
    ]
    about = project_mark(*project_keys(things[0].item.project))
    assert [mark[0] for mark in MARK.finditer(text) if mark["projects"]] == [about, about]


def test_the_section_of_the_plan_is_linked() -> None:
    """A late activity is linked to the section that it stands in; with the number of those above that are alike."""
    text = "== Plan ==\nFör länge sedan.\n== Plan ==\n{|\n| rad\n|}\n== Plan ==\n"
    base = known({TITLE: text})
    assert "([[:Projekt:Prov 2022#Plan 2|tidplanen]])" in draft(errand(late("A", line=5)), knowledge=base).text
    assert "([[:Projekt:Prov 2022#Plan|tidplanen]])" in draft(errand(late("A", line=1)), knowledge=base).text


def test_reply_stands_in_the_newest_section_that_tells_of_a_thing() -> None:
    """What was told in two sections is told again in the later one; every line of the reply is indented."""
    again = [errand(late(name), AGAIN, Course(late(name), AXEL, (SENT,))) for name in ("A", "B")]
    first, second = (draft(errand(late(name))).text.replace("~~~~", "Lägesbot") for name in ("A", "B"))
    before = f"{first}\n\n== Annat ==\nHej\n\n{second}\n\n== Sist ==\nHej"
    text = draft(*again, before=before).text
    assert text.startswith(before.removesuffix("\n\n== Sist ==\nHej"))
    assert text.endswith("\n\n== Sist ==\nHej")
    added = text.removeprefix(before.removesuffix("\n\n== Sist ==\nHej")).removesuffix("\n\n== Sist ==\nHej")
    assert added.startswith("\n:Hej igen Axel! ")
    assert all(line.startswith(":") for line in added.strip("\n").split("\n"))
    assert "Special:Diff" not in added


def test_second_step_without_its_section_says_when_the_first_came() -> None:
    """Where nobody finds the first message on the page, the second is a section, with a link to that revision."""
    again = errand(late("A"), AGAIN, Course(late("A"), AXEL, (SENT,)))
    (line,) = lines_of(draft(again, before="Hej!").text)
    assert line.endswith(" Den förra påminnelsen kom [[Special:Diff/41|9 november 2022]].")


def test_second_step_where_no_reply_can_stand() -> None:
    """Where something that was opened on the page goes on at the section's end, the message is a section at the end."""
    again = errand(late("A"), AGAIN, Course(late("A"), AXEL, (SENT,)))
    before = draft(errand(late("A"))).text.replace("~~~~", "Lägesbot {{Ruta|") + "\n\n== Annat ==\nHej\n"
    text = draft(again, before=before).text
    assert text.startswith(f"{before}\n== Påminnelse 9 november 2022 ==\n")


def test_manager_who_is_told_of_others_gets_a_section() -> None:
    """A message with something of others' is a section, even where the reader's own was told of before."""
    first = draft(errand(late("A"))).text.replace("~~~~", "Lägesbot")
    text = draft(errand(late("A"), AGAIN), errand(late("B"), MANAGER), before=first).text
    assert text.startswith(f"{first}\n\n== Påminnelse ")
    assert "Som chef får du också veta " in text


@pytest.mark.parametrize(
    ("course", "words"),
    [
        pytest.param(
            Course(late("A"), AXEL, (BEFORE, replace(BEFORE, step=AGAIN, revid=43))),
            "Axel påmindes [[Special:Diff/41|8 november 2022]] och [[Special:Diff/43|8 november 2022]].",
            id="told twice",
        ),
        pytest.param(
            Course(late("A"), AXEL, (BEFORE, replace(SENT, step=AGAIN, revid=43))),
            "Axel påmindes [[Special:Diff/41|8 november 2022]].",
            id="told once more today, maybe by another shard",
        ),
        pytest.param(Course(late("A"), AXEL, (SENT,)), "Axel har inte påmints om det.", id="told today"),
        pytest.param(Course(late("A"), AXEL), "Axel har inte påmints om det.", id="not told yet"),
        *(
            pytest.param(
                Course(late("A"), AXEL, obstacle=obstacle), f"Axel har inte kunnat påminnas, för {why}.", id=obstacle
            )
            for obstacle, why in [
                ("talk-page", "diskussionssidan är ingen vanlig wikitextsida"),
                ("redirect", "diskussionssidan är en omdirigering"),
                ("locked", "diskussionssidan är skyddad"),
                ("nobots", "diskussionssidan ber botar att låta bli"),
                ("unsettled", "diskussionssidan har en signatur eller mall som ingen har sparat färdigt"),
                ("swallowed", "diskussionssidan slutar mitt i något som ska döljas"),
            ]
        ),
    ],
)
def test_manager_is_told_what_was_told_to_whom(course: Course, words: str) -> None:
    """Step 3 says when the lead was told before today, with links to those very revisions, or why they were not."""
    (line,) = lines_of(draft(errand(late("A"), MANAGER, course)).text)
    assert line.endswith(f" {words}")


def test_report_of_others_has_no_link_to_fill_it_in() -> None:
    """Whoever is told of somebody else's report is not asked to write it."""
    assert "action=edit" in draft(errand(missing())).text
    assert "action=edit" not in draft(errand(missing(), MANAGER)).text


def solved(before: str) -> tuple[tuple[Thread, tuple[str, ...]], ...]:
    """All sections of a page in which something was told, as solved."""
    return tuple((one, tuple(one.steps)) for one in read_threads(Source(TALK, before)))


def test_thanks_are_one_line_in_each_solved_section() -> None:
    """Thanks are an indented, signed line with the keys at the end of each section; all else stays as it was."""
    first = draft(errand(late("A"))).text.replace("~~~~", "Lägesbot")
    other = draft(errand(late("B")), before="x").text.replace("~~~~", "Lägesbot").removeprefix("x\n\n")
    before = f"{first}\n:Klart!\n\n{other}"
    found = draft(before=before, solved=solved(before))
    keys = [" ".join(errand(late(name)).keys) for name in ("A", "B")]
    said = [f":Allt är klart, tack! ~~~~ <!-- Lägesbot:klart {one} körning 20221109-0730-abcd -->" for one in keys]
    assert found.text == f"{first}\n:Klart!\n{said[0]}\n\n{other}\n{said[1]}"
    assert found.why == "Axel: allt är klart"
    assert f" · nyckel {message_key(TODAY, 'Axel (WMSE)')} · körning " in found.summary
    assert found.summary.startswith("Lägesbot tackar: ")


def test_thanks_and_a_message_are_one_edit() -> None:
    """With thanks in one section and a new message at the end, the edit is told of as a reminder."""
    before = draft(errand(late("A"))).text.replace("~~~~", "Lägesbot")
    found = draft(errand(late("B")), before=before, solved=solved(before))
    assert found.text.index("Allt är klart, tack!") < found.text.index("* B skulle ha")
    assert found.why == "Axel: 1 sak att påminna om"


def test_thanks_that_cannot_stand_there_are_left_out() -> None:
    """Where something that was opened goes on at the section's end, nothing is written."""
    before = draft(errand(late("A"))).text.replace("~~~~", "Lägesbot {{Ruta|") + "\n== Annat ==\nHej\n"
    assert draft(before=before, solved=solved(before)).text == before


def test_summary_has_the_messages_key() -> None:
    """The edit says how much it is about, and has the key of the day's one message to that account."""
    found = draft(errand(late("A")), errand(late("B")))
    assert found.why == "Axel: 2 saker att påminna om"
    assert "2 saker" in found.summary
    assert "[[Användare:Lägesbot/Handbok|" in found.summary
    assert found.summary.endswith(" · nyckel påminnelse/2022-11-09/Axel (WMSE) · körning 20221109-0730-abcd")
    assert found.renews is False


def test_foreign_words_are_escaped() -> None:
    """Names from pages and settings are shown as they are, and are no markup."""
    reader = replace(AXEL, name="{{Axel}}")
    course = Course(late("~~~~ [[a]]"), reader, (BEFORE,))
    text = draft(errand(late("~~~~ [[a]]")), errand(late("B"), MANAGER, course), reader=reader).text
    assert "Hej &#123;&#123;Axel&#125;&#125;!" in text
    assert "* &#126;&#126;&#126;&#126; &#91;&#91;a&#93;&#93; skulle ha varit klart 31 mars 2022" in text
    assert "&#123;&#123;Axel&#125;&#125; påmindes [[Special:Diff/41|8 november 2022]]." in text


def test_report_that_is_missing_tells_what_it_could_say() -> None:
    """Below a missing report stands what has changed since the last one: that is what there is to write about."""
    noted = taken(missing().standing)
    done = activity("A", mark=Mark.DONE)
    told = lines_of(draft(errand(missing(activities=(done,), snapshot=noted))).text)
    assert told[1:] == ["* Ändrat sedan boten började följa projektet – klart: A."]
    assert len(lines_of(draft(errand(missing())).text)) == 1


def test_reader_is_told_what_keeps_the_bot_from_writing() -> None:
    """Where markers are wrong, whoever is reminded of the project is told how to go on; of other findings not here."""
    wrong = [
        Finding(code, "error", Place("Projekt:Prov 2022/Projektdata", 9), None, f"Gör så: {code}.")
        for code in ("region-edited", "region-damaged", "owner-missing")
    ]
    knowledge = replace(known({}), findings={"Projekt:Prov 2022": tuple(wrong)})
    where = "[[:Projekt:Prov 2022/Projektdata|Projekt:Prov 2022/Projektdata]], rad 9"
    assert lines_of(draft(errand(late("A")), knowledge=knowledge).text)[1:] == [
        f"* Boten kan inte skriva på {where}: Gör så: region-edited.",
        f"* Boten kan inte skriva på {where}: Gör så: region-damaged.",
    ]


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        pytest.param(
            {}, "om 5 arbetsdagar påminner boten en gång till, sedan är den tyst; efter 10 arbetsdagar", id="5"
        ),
        pytest.param(
            {"again_after_workdays": 1, "manager_after_workdays": 1},
            "om 1 arbetsdag påminner boten en gång till, sedan är den tyst; efter 1 arbetsdag får",
            id="1",
        ),
    ],
)
def test_reader_is_told_what_comes_after(rules: dict[str, object], words: str) -> None:
    """The first message says when the next comes and when managers hear of it, as the settings have it."""
    above = replace(errand(late("A")), escalates=True)
    assert words in draft(above, knowledge=known({}, rules=settings(reminders=rules))).text


def test_reader_is_not_told_of_managers_who_will_not_hear() -> None:
    """Where no manager is left to be told, none is spoken of."""
    text = draft(errand(late("A"))).text
    assert "påminner boten en gång till, sedan är den tyst. " in text
    assert "arbetsdagar får cheferna veta" not in text


def test_copy_of_a_section_gets_no_reply() -> None:
    """Where a person has quoted the message further down, the reply stands under the message."""
    again = errand(late("A"), AGAIN, Course(late("A"), AXEL, (SENT,)))
    first = draft(errand(late("A"))).text.replace("~~~~", "Lägesbot")
    quoted = f"\n\n== Vad är det här? ==\n{first.partition(chr(10) * 2)[2]}"
    text = draft(again, before=f"{first}{quoted}").text
    assert text.startswith(f"{first}\n:Hej igen Axel! ")
    assert text.endswith(quoted)


def test_empty_lines_of_a_reply_are_left_out() -> None:
    """A reply's lines are indented; an empty line would end it."""
    assert indented("a\n\n* b\n  \nc") == ":a\n:* b\n:c"


def test_day_of_what_was_sent_is_a_link() -> None:
    """The link leads to the revision; to the page where that is only foreseen."""
    assert sent_link(SENT, WORDS) == "[[Special:Diff/41|9 november 2022]]"
    assert sent_link(replace(SENT, revid=0), WORDS) == f"[[:{TALK}|9 november 2022]]"
