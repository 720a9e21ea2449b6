"""How reminders are told to people: project by project, and day by day in a rehearsal."""

import io
from dataclasses import replace
from datetime import date

from rich.console import Console

from bot.knowledge import Knowledge, know
from bot.model import Flaw, Place
from bot.plan import make_plan
from bot.reminders.rehearsal import RehearsedDay, rehearse
from bot.tell.as_json import check_document, plan_document
from bot.tell.reminders import calendar_document, calendar_words, show_calendar, show_reminders
from bot.tell.terminal import planned_words, show_plan, show_projects
from tests.support.builders import (
    TITLE,
    TODAY,
    FakeWiki,
    data_text,
    known,
    material,
    page,
    plan_text,
    settings,
    wiki_pages,
)

ROW = "Mars | Boka lokal | Axel | |"
OTHER = "Projekt:Annat 2022"
AXEL = "Användardiskussion:Axel (WMSE)"


def shown(show: object, *arguments: object) -> list[str]:
    """The lines that something shows in a pipe."""
    console = Console(file=io.StringIO(), width=40)
    show(console, *arguments)  # type: ignore[operator]
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue().splitlines()


def two(**rules: object) -> Knowledge:
    """What is known of two projects: one with a late activity and no report, one in which all is well."""
    other = {
        OTHER: plan_text("December | Städa | Sara | |"),
        f"{OTHER}/Projektdata": data_text(uppdaterad="2022-11-03"),
    }
    base = material({**wiki_pages(ROW), **other}, rules=settings(**rules))
    return know(replace(base, listed={2022: (TITLE, OTHER)}))


def test_each_project_and_person_is_told() -> None:
    """Each project has a line for each thing and person, or says why there is nothing to remind of."""
    assert shown(show_reminders, two()) == [
        "",
        "Reminders",
        f"  {TITLE}",
        "    John: lägesrapporten för oktober 2022 – påminns i dag",
        "    Axel: Boka lokal – påminns i dag",
        f"  {OTHER}: inget att påminna om",
    ]


def test_without_projects_nothing_is_told() -> None:
    """A wiki without projects has no reminders to speak of."""
    assert shown(show_reminders, know(replace(material({}), listed={2022: ()}))) == []


OFF = {"findings": {"report-missing": "off"}}


def test_why_nothing_is_said_in_a_project() -> None:
    """The words for a project without reminders say why: finished, paused, hidden, not due, off, none asked for."""
    usual = data_text(uppdaterad="2022-11-03")
    cases = [
        (plan_text(head="Projektet är avslutat.\n"), usual, {}, "avslutat"),
        (plan_text(head="{{Lägesbot|pausa=2022-12-01}}\n"), data_text(), {}, "pausat, börjar igen 1 december 2022"),
        (plan_text(), data_text(dolt_läge="1"), {}, "lägesrapporten är dold"),
        (
            plan_text(),
            data_text(),
            {"findings": {"report-missing": "off"}},
            "lägesrapporten är avstängd i inställningarna",
        ),
        (plan_text(), data_text(projektstart="2022-11-01"), {}, "ingen lägesrapport väntas"),
    ]
    for text, data, rules, words in cases:
        found = known({**wiki_pages(data=data), TITLE: text}, rules=settings(**rules))
        assert shown(show_reminders, found)[2:] == [f"  {TITLE}: {words}"]
    early = known(wiki_pages(data=data_text(projektstart="2022-10-01")), today=date(2022, 11, 2))
    assert shown(show_reminders, early)[2:] == [f"  {TITLE}: lägesrapporten är inte försenad än"]


def test_plan_and_verbose_check_tell_of_reminders() -> None:
    """`plan` tells of them, and `check` when it is verbose."""
    found = two()
    assert "Reminders" in shown(show_plan, found, make_plan(found), [])
    for verbose in (False, True):
        console = Console(file=io.StringIO(), width=80)
        show_projects(console, found, verbose=verbose)
        assert isinstance(console.file, io.StringIO)
        assert ("\nReminders\n" in console.file.getvalue()) is verbose


def test_thanks_are_told_apart_from_reminders() -> None:
    """A plan names an edit that only gives thanks by what it is, and counts it by itself."""
    first = make_plan(known(wiki_pages(ROW, data=data_text(uppdaterad="2022-11-03"))), ["remind"])
    wiki = FakeWiki({})
    revid = wiki.store(first.edits[0].edit())
    done = wiki_pages(ROW.replace("| |", "| Klart. |"), data=data_text(uppdaterad="2022-11-03"))
    base = material(done, today=date(2022, 11, 10))
    talk = page(AXEL, wiki.texts[AXEL], revid=revid)
    record = tuple(wiki.contributions(since=wiki.clock))
    sent = wiki.revision_texts([revid])
    found = know(replace(base, pages={**base.pages, AXEL: talk}, contributions=record, sent=sent))
    plan = make_plan(found, ["remind"])
    assert planned_words(plan) == "Planned: 1 thank-you line."
    assert f"Thanks: {AXEL}" in shown(show_plan, found, plan, [])
    (edit,) = plan_document(found, plan)["edits"]
    assert (edit["task"], edit["minor"], edit["bot"]) == ("remind", True, True)


def test_json_of_reminders() -> None:
    """In JSON each project has what there is to remind of with who and how it stands, or the word why there is not."""
    first, second = check_document(two())["projects"]
    assert (second["reminders"], second["not_reminded"]) == ([], "current")
    assert first["not_reminded"] is None
    report, activity = first["reminders"]
    assert report == {
        "kind": "report",
        "subject": None,
        "period": "2022-10",
        "since": "2022-11-07",
        "name": "John",
        "account": "John (WMSE)",
        "state": "today",
        "step": 1,
        "day": "2022-11-09",
        "until": None,
        "obstacle": None,
        "sent": [],
        "managers": [],
    }
    assert (activity["kind"], activity["subject"], activity["period"]) == ("activity", "Boka lokal", None)
    assert (activity["since"], activity["name"]) == ("2022-03-31", "Axel")
    assert activity["managers"] == [{"name": "John", "account": "John (WMSE)", "day": None, "sent": None}]


def test_json_of_what_was_sent() -> None:
    """What was sent has its step, day and revision, also where it was a manager who was told; nobody is null."""
    pages = wiki_pages(ROW, data=data_text(uppdaterad="2022-11-03"))
    wiki = FakeWiki({AXEL: "{{nobots}}"})
    base = material({**pages, AXEL: "{{nobots}}"})
    for edit in make_plan(know(base), ["remind"]).edits:
        wiki.store(edit.edit())
    record = tuple(wiki.contributions(since=wiki.clock))
    sent = wiki.revision_texts([one.revid for one in record])
    (project,) = check_document(know(replace(base, contributions=record, sent=sent)))["projects"]
    (told,) = project["reminders"]
    assert (told["state"], told["obstacle"], told["sent"]) == ("unwritable", "nobots", [])
    (manager,) = told["managers"]
    assert manager["sent"] == {
        "step": 3,
        "day": "2022-11-09",
        "revid": record[0].revid,
        "title": "Användardiskussion:John (WMSE)",
    }
    (alone,) = check_document(known(pages, rules=settings(people={})))["projects"][0]["reminders"]
    assert (alone["name"], alone["account"], alone["state"], alone["day"]) == (None, None, "nobody", None)


def test_plan_has_the_reminders_of_every_project() -> None:
    """A plan's JSON has the same by title."""
    found = two()
    told = plan_document(found, make_plan(found))["reminders"]
    projects = check_document(found)["projects"]
    assert list(told) == [{key: one[key] for key in ("title", "reminders", "not_reminded")} for one in projects]


def days(last: date, **rules: object) -> tuple[list[RehearsedDay], Knowledge]:
    """A rehearsal of a project with a late activity and a missing report, from the usual day on."""
    found = known(wiki_pages(ROW, "11 november | Fira | Axel | |"), rules=settings(**rules))
    return list(rehearse(found.material, last=last)), found


def test_calendar_day_by_day() -> None:
    """Each day with messages is told with who gets what, by step; days without any are only counted."""
    found, knowledge = days(date(2022, 11, 23))
    assert shown(show_calendar, found, knowledge) == [
        "2022-11-09 Wednesday",
        "  Axel (Axel (WMSE))",
        f"    reminder 1: {TITLE}: Boka lokal (was due 2022-03-31)",
        "  John (John (WMSE))",
        f"    reminder 1: {TITLE}: report for 2022-10",
        "2022-11-15 Tuesday",
        "  Axel (Axel (WMSE))",
        f"    reminder 1: {TITLE}: Fira (was due 2022-11-11)",
        "2022-11-16 Wednesday",
        "  Axel (Axel (WMSE))",
        f"    reminder 2: {TITLE}: Boka lokal (was due 2022-03-31)",
        "  John (John (WMSE))",
        f"    reminder 2: {TITLE}: report for 2022-10",
        "2022-11-22 Tuesday",
        "  Axel (Axel (WMSE))",
        f"    reminder 2: {TITLE}: Fira (was due 2022-11-11)",
        "2022-11-23 Wednesday",
        "  John (John (WMSE))",
        f"    of others: {TITLE}: Boka lokal (was due 2022-03-31)",
        "",
        "7 messages to 2 people in 15 days if nobody did anything; 10 days without any.",
    ]


def test_calendar_tells_who_would_wait() -> None:
    """Whoever would have to wait for longer than over a weekend is told of once, with the days and why."""
    people = {"Axel": {"account": "Axel (WMSE)", "away": ["2022-11-01/2022-11-13"]}}
    found, knowledge = days(date(2022, 11, 14), people=people, findings={"report-missing": "off"})
    assert shown(show_calendar, found, knowledge) == [
        "2022-11-14 Monday",
        "  Axel (Axel (WMSE))",
        f"    reminder 1: {TITLE}: Boka lokal (was due 2022-03-31)",
        "waits from 2022-11-09 to 2022-11-11: Axel: 1 sak väntar tills Axel är tillbaka.",
        "",
        "1 message to 1 person in 6 days if nobody did anything; 5 days without any.",
    ]


def test_calendar_tells_what_is_wrong_with_the_settings() -> None:
    """A mistake in the settings comes first, in text and JSON: a default is rehearsed in its place."""
    found, knowledge = days(TODAY)
    flaw = Flaw("settings-unknown", Place("inställningar", 1), facts={"path": "x", "stops": False, "allowed": "y"})
    wrong = know(replace(knowledge.material, flaws=(flaw,)))
    told = shown(show_calendar, found, wrong)
    assert any("Inställningen x finns inte" in words for words in told[: told.index("2022-11-09 Wednesday")])
    (problem,) = calendar_document(found, wrong)["problems"]
    assert problem["code"] == "settings-unknown"


def test_calendar_without_messages() -> None:
    """A rehearsal in which nothing goes out says so."""
    found, knowledge = days(TODAY, people={})
    assert shown(show_calendar, found, knowledge)[0].startswith(
        "waits from 2022-11-09 to 2022-11-09: 2 saker har ingen"
    )
    assert calendar_words(found) == "No message in 1 day if nobody did anything; 1 day without any."


def test_json_of_a_calendar() -> None:
    """In JSON every day is there, with its messages and those that wait, each with all that it tells of."""
    found, knowledge = days(date(2022, 11, 10))
    document = calendar_document(found, knowledge)
    assert {key: document[key] for key in ("version", "from", "to", "years", "problems")} == {
        "version": 1,
        "problems": [],
        "from": "2022-11-09",
        "to": "2022-11-10",
        "years": [2022],
    }
    first, second = document["days"]
    assert (second["date"], second["messages"], second["waiting"]) == ("2022-11-10", [], [])
    assert [one["account"] for one in first["messages"]] == ["Axel (WMSE)", "John (WMSE)"]
    assert first["messages"][0] == {
        "name": "Axel",
        "account": "Axel (WMSE)",
        "items": [
            {
                "project": TITLE,
                "kind": "activity",
                "subject": "Boka lokal",
                "period": None,
                "since": "2022-03-31",
                "step": 1,
            }
        ],
        "upcoming": [{"project": TITLE, "subject": "Fira", "day": "2022-11-11"}],
    }
    assert [one["period"] for one in first["messages"][1]["items"]] == ["2022-10"]
    alone, nobody = days(TODAY, people={})
    (waiting,) = calendar_document(alone, nobody)["days"][0]["waiting"]
    assert (waiting["name"], waiting["account"], waiting["why"], len(waiting["items"])) == (None, None, "nobody", 2)
