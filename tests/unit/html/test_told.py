"""What the report tells of a year: its news, by what the overview has noted, and whose money is not counted."""

from dataclasses import replace
from datetime import date

import pytest

from bot.html.addresses import Addresses
from bot.html.page import report_page
from bot.knowledge import Knowledge, know
from bot.plan import make_plan
from bot.render.overview import overview_text
from bot.render.words import Words
from bot.wiki.port import Page
from tests.support.builders import (
    DATA,
    PEOPLE,
    TITLE,
    TODAY,
    WORDS,
    data_text,
    material,
    plan_text,
    settings,
    wiki_pages,
)
from tests.support.html import Element, Strict

OVERVIEW = "Lägesöversikt 2022"
OTHER = "Projekt:Annat 2022"
TOMORROW = date(2022, 11, 10)
IN_ENGLISH = Words("en")
ONE = "December 2022 | Ha fest | Sara | |"
DONE = "December 2022 | Ha fest | Sara | Klart |"
BEFORE = data_text(ansvarig="John")
AFTER = data_text(
    ansvarig="Samtliga",
    uppdaterad="2022-11-01",
    status="GreenForest",
    projektslut="2023-01-31",
    finansiär="",
    budget="",
)


def wiki(
    *rows: str,
    data: str = BEFORE,
    overview: str | None = None,
    today: date = TODAY,
    titles: tuple[str, ...] = (TITLE,),
    words: Words = WORDS,
    whole: bool = True,
) -> Knowledge:
    """What is known of a wiki with these projects, all alike."""
    pages = {**wiki_pages(*(rows or (ONE,)), data=data)}
    for title in titles:
        pages |= {title: plan_text(*(rows or (ONE,))), f"{title}/{DATA.rpartition('/')[2]}": data}
    if overview is not None:
        pages[OVERVIEW] = overview
    found = material(pages, today=today, rules=settings(people=PEOPLE))
    return know(replace(found, words=words, listed={2022: titles}, programmes={2022: {}}, whole=whole))


def written(known: Knowledge, text: str | None = None) -> str:
    """The overview as a run leaves it behind."""
    draft = overview_text(Page(OVERVIEW, text), 2022, known)
    assert draft
    return draft.text


def page(known: Knowledge) -> Strict:
    """The report, read strictly."""
    text = report_page(known, make_plan(known, ()), (), Addresses("https://se.wikimedia.org/wiki/$1"))
    return Strict(text.removeprefix("<!DOCTYPE html>"))


def told(known: Knowledge) -> str:
    """What the report says is new."""
    return page(known).one("section", id="news").text


def items(known: Knowledge) -> list[Element]:
    """The projects of which there is news."""
    return [one for one in page(known).all("li") if "data-news" in one.attributes]


@pytest.mark.parametrize("overview", [None, "Vi skriver själva."])
def test_no_overview_yet(overview: str | None) -> None:
    """Where no overview has been written, it is said that there is nothing to compare with."""
    words = told(wiki(overview=overview))
    assert "Ingen översikt har skrivits än, eller så hade den inte plats för det som boten behöver minnas" in words
    assert words.endswith(", så det finns inget att jämföra med.")


def test_overview_that_was_not_read() -> None:
    """The report is made without the overview's page, too."""
    known = wiki()
    pages = {title: one for title, one in known.pages.items() if title != OVERVIEW}
    without = replace(known, material=replace(known.material, pages=pages))
    report = report_page(without, make_plan(without, ()), (), Addresses())
    assert "Ingen översikt har skrivits än" in report


def test_nothing_has_changed() -> None:
    """On another day without any change, that is said."""
    assert told(wiki(overview=written(wiki()), today=TOMORROW)).endswith("Inget har ändrats sedan översikten skrevs.")


def test_changes_of_a_project() -> None:
    """What has changed since the run of another day is told as a run today would tell it, with the project's place."""
    known = wiki(DONE, data=AFTER, overview=written(wiki()), today=TOMORROW)
    (one,) = items(known)
    assert one.attributes["data-news"] == TITLE
    assert one.text == (
        "Prov 2022 ny lägesrapport, 1 november 2022 status: inte satt → grön klar: Ha fest ansvarig: John → Samtliga "
        "slut: 31 december 2022 → 31 januari 2023 budget: 67 500 kr → inte känd"
    )
    assert "Sett 10 november 2022, jämfört med den senaste körningen en tidigare dag." in told(known)
    links = [each.attributes["href"] for each in page(known).all("a") if each.text == "Prov 2022"]
    assert links.count("#project-1") == 2


def test_what_is_late_by_now() -> None:
    """A report and activities that have become late are told."""
    before = wiki("Oktober 2022 | Ha fest | Sara | |", overview=None, today=date(2022, 10, 20))
    after = wiki("Oktober 2022 | Ha fest | Sara | |", overview=written(before), today=TODAY)
    (one,) = items(after)
    assert "försenad: Ha fest" in one.text


def test_what_has_come_and_gone() -> None:
    """Projects that have come to the year's or are gone from it are told."""
    come = wiki(overview=written(wiki()), titles=(TITLE, OTHER), today=TOMORROW)
    assert [one.text for one in items(come)] == ["Annat 2022: nytt bland årets projekt"]
    gone = wiki(overview=written(wiki(titles=(TITLE, OTHER))), today=TOMORROW)
    assert [one.text for one in items(gone)] == ["Annat 2022: inte längre bland årets projekt"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            WORDS,
            "om 1 till går det inte att säga om det är nytt eller har ändrats.",
        ),
        (
            IN_ENGLISH,
            "The bot remembers only so many projects; of 1 more it cannot be said whether it is new or has changed.",
        ),
    ],
    ids=["sv", "en"],
)
def test_projects_that_are_not_remembered(monkeypatch: pytest.MonkeyPatch, words: Words, said: str) -> None:
    """Of how many projects nothing can be said is told, whether others have changed or not."""
    monkeypatch.setattr("bot.overview.news.MOST_PROJECTS", 1)
    both = (TITLE, OTHER)
    before = written(wiki(titles=both, words=words))
    for rows, news in (((ONE,), 0), ((DONE,), 1)):
        known = wiki(*rows, overview=before, titles=both, today=TOMORROW, words=words)
        assert len(items(known)) == news
        assert told(known).endswith(said)
    assert said not in told(wiki(overview=written(wiki(words=words)), today=TOMORROW, words=words))


def test_report_of_some_projects() -> None:
    """Where only some projects are looked at, the others are not said to be gone."""
    noted = written(wiki(titles=(TITLE, OTHER)))
    assert items(wiki(overview=noted, today=TOMORROW, whole=False)) == []
    (one,) = items(wiki(DONE, overview=noted, today=TOMORROW, whole=False))
    assert one.attributes["data-news"] == TITLE


def test_news_stays_until_something_else_changes() -> None:
    """News of the last run stays, with its day, also where only some projects are looked at."""
    first = written(wiki())
    second = written(wiki(DONE, overview=first, today=TOMORROW), first)
    for whole in (True, False):
        later = wiki(DONE, overview=second, today=date(2022, 11, 14), whole=whole)
        assert "klar: Ha fest" in told(later)
        assert "Sett 10 november 2022" in told(later)


def test_many_activities_are_told_in_short() -> None:
    """Of many activities as many are named as `report.max_rows` allows, and the rest counted."""
    plan = [f"December 2022 | Nr {number} | Sara | |" for number in range(9)]
    done = [row.replace("| |", "| Klart |") for row in plan]
    (one,) = items(wiki(*done, overview=written(wiki(*plan)), today=TOMORROW))
    assert "klara: Nr 0, Nr 1, Nr 2, Nr 3, Nr 4, Nr 5, Nr 6 och 2 till" in one.text


def test_in_english() -> None:
    """In English the news has English words."""
    before = written(wiki(words=IN_ENGLISH))
    known = wiki(DONE, data=AFTER, overview=before, today=TOMORROW, words=IN_ENGLISH)
    for words in (
        "New since last time",
        "Seen on 10 November 2022, compared with the last run of a day before.",
        "new status report, 1 November 2022",
        "status: not set → green",
        "done: Ha fest",
        "lead: John → Everyone",
        "end: 31 December 2022 → 31 January 2023",
        "→ not known",
    ):
        assert words in told(known)


def test_page_that_years_share() -> None:
    """Where years have one overview together, what it notes is about the last of them."""
    known = wiki(overview=None)
    rules = settings(people=PEOPLE, pages={"overview": "Lägesöversikt"})
    shared = replace(
        known.material,
        settings=rules,
        listed={2021: (), 2022: (TITLE,)},
        programmes={2021: {}, 2022: {}},
        pages={**known.pages, "Lägesöversikt": Page("Lägesöversikt", written(wiki()))},
    )
    text = told(know(shared))
    assert text.count("Ingen översikt har skrivits än") == 1
    assert text.count("Inget har ändrats") == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [(WORDS, "Nr 8 2022, Nr 9 2022 och 2 till."), (IN_ENGLISH, "Nr 8 2022, Nr 9 2022 and 2 more.")],
)
@pytest.mark.parametrize("fields", [{"budget": "", "finansiär": ""}, {"budget_total": "1"}])
def test_ten_projects_whose_money_is_not_counted_are_named(words: Words, said: str, fields: dict[str, str]) -> None:
    """Of many projects without a known budget, or with one that contradicts itself, ten are named, the rest counted."""
    titles = tuple(f"Projekt:Nr {number} 2022" for number in range(12))
    known = wiki(data=data_text(**fields), titles=titles, words=words)
    assert page(known).one("div", data_figure="budget").text.endswith(said)
