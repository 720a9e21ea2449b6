"""An overview that would be longer than it may be: what is left out, in which order, and what the page says of that."""

import re
from dataclasses import replace
from datetime import date

import pytest

from bot.knowledge import Knowledge
from bot.model import Finding, Mark, Place, Project
from bot.overview.news import noted
from bot.overview.note import Note, Seen
from bot.overview.rows import rows_of_year
from bot.parse.overview_note import MOST_CHARACTERS, read_note, write_note
from bot.parse.regions import read_regions
from bot.render.overview import overview_text
from bot.render.overview_body import overview_body
from bot.render.room import MOST_BYTES
from bot.wiki.port import Page
from tests.support.builders import TODAY, activity, known, people, project, settings, standing

OVERVIEW = "Lägesöversikt 2022"


def of_year(count: int, *, late: int, findings: int = 5, language: str = "sv") -> Knowledge:
    """What is known of so many projects, of which the first have late activities, and each so many findings."""
    rules = settings(overview={"workload": True}, language=language)
    usual = known({}, rules=rules)
    projects = [_project(number, late=number < late) for number in range(count)]
    return replace(
        usual,
        material=replace(usual.material, listed={2022: tuple(one.title for one in projects)}),
        standings=tuple(standing(one, rules=rules) for one in projects),
        findings={
            one.title: _findings(one.title, findings if number < late else 0) for number, one in enumerate(projects)
        },
    )


def _project(number: int, *, late: bool) -> Project:
    plan = [replace(activity(f"Boka lokal {one}", mark=None if late else Mark.DONE), days=2.0) for one in range(5)]
    return project(*plan, title=f"Projekt:Prov {number} 2022", updated="2022-11-01", lead=people("John"))


def _findings(title: str, count: int) -> tuple[Finding, ...]:
    place = Place(title, 3)
    return tuple(Finding("activity-overdue", "error", place, f"Sak {one}", "Skulle vara klar.") for one in range(count))


def told_in(known_things: Knowledge, most: int) -> str | None:
    """The region's text, where it may have so many bytes; None where that is too few."""
    rows = rows_of_year(2022, known_things)
    note = Note(date(2022, 11, 8), {})
    return overview_body(rows, 2022, known_things, noted(note, rows, 2022, TODAY), most=most)


def body(known_things: Knowledge, most: int) -> str:
    """The region's text, where it may have so many bytes."""
    found = told_in(known_things, most)
    assert found is not None
    return found


def whole() -> tuple[Knowledge, int]:
    """Thirty projects, twenty of which have something late, and the bytes of all there is to tell of them."""
    found = of_year(30, late=20)
    return found, len(body(found, MOST_BYTES).encode())


def kept(text: str) -> dict[str, int | bool]:
    """How much of each part an overview has."""
    return {
        "projects": text.count("expand-child"),
        "workload": "Vem har mycket" in text,
        "news": text.count(NEW["sv"]),
        "findings": text.count("Skulle vara klar"),
        "lines": text.count("\n! scope=row style=position:sticky"),
        "details": text.count("mw-collapsed"),
    }


NEW = {"sv": "nytt bland årets projekt", "en": "new among the projects of the year"}
FULL = {"projects": 30, "workload": True, "news": 30, "findings": 100, "lines": 30, "details": 30}
LEFT_OUT = "Allt får inte plats här"


def test_overview_that_has_room_tells_everything() -> None:
    """Where there is room, nothing is left out, and nothing is said of that."""
    found, size = whole()
    text = body(found, size + 10_000)
    assert kept(text) == FULL
    assert LEFT_OUT not in text


def test_parts_are_left_out_in_their_order() -> None:
    """With less and less room activities go first, then timelines, findings, news, the workload and projects."""
    found, size = whole()
    told = [kept(body(found, most)) for most in range(size + 10_000, 18_000, -1_000)]
    order = ("details", "lines", "findings", "news", "workload", "projects")
    gone = {part: next(place for place, one in enumerate(told) if one[part] < FULL[part]) for part in order}
    assert sorted(order, key=gone.__getitem__) == list(order)
    assert len(set(gone.values())) > 3


def test_timelines_stand_only_beside_all_the_rest() -> None:
    """However much room is over when a long table has none, timelines do not take it."""
    found = of_year(60, late=5)
    size, over = len(body(found, MOST_BYTES).encode()), 0
    for most in range(size + 10_000, 15_000, -2_500):
        told = kept(text := body(found, most))
        assert (LEFT_OUT in text) == (told["lines"] == 0)
        over += told["projects"] == 5 and most - len(text.encode()) > 40_000
    assert over


@pytest.mark.parametrize(
    ("language", "said", "elsewhere"),
    [
        ("sv", "vad som har ändrats är utelämnat", "Allt annat finns i rapporten"),
        ("en", "what has changed is left out", "Everything else is in the report"),
    ],
)
def test_note_without_room_is_told(language: str, said: str, elsewhere: str) -> None:
    """Where there is no room for what is compared with, the overview says that what has changed is left out."""
    found = of_year(30, late=20, language=language)
    told = [text for most in range(60_000, 10_000, -500) if (text := told_in(found, most))]
    assert [("Lägesbot:läge" in text) != (said in text and elsewhere in text) for text in told] == [True] * len(told)
    assert 0 < sum(said in text for text in told) < len(told)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("sv", "Boten minns bara ett visst antal projekt; om {} till går det inte att säga om {} ändrats."),
        ("en", "The bot remembers only so many projects; of {} more it cannot be said whether {} changed."),
    ],
)
def test_projects_beyond_the_note_are_told(language: str, said: str) -> None:
    """Of how many projects nothing can be said is told, whether there are news of others or not."""
    found = of_year(3, late=0, language=language)
    rows = rows_of_year(2022, found)
    whole = noted(None, rows, 2022, TODAY)
    nobody: dict[str, Seen] = {}
    words = {"sv": ("det är nytt eller har", "de är nya eller har"), "en": ("it is new or has", "they are new or have")}
    for count, form in ((1, words[language][0]), (2, words[language][1])):
        note = replace(whole, now=dict(list(whole.now.items())[count:]), whole=False)
        for before in (None, nobody):
            text = overview_body(rows, 2022, found, replace(note, before=before), most=MOST_BYTES)
            assert text
            assert said.format(count, form) in text
            assert text.count(NEW[language]) == (0 if before is None else 3 - count)


def test_note_has_room_with_and_without_news() -> None:
    """With however little room, the second run of a day on which all has changed writes what the first has written."""
    before, after = of_year(30, late=0), of_year(30, late=20)
    rows = rows_of_year(2022, after)
    note = noted(None, rows_of_year(2022, before), 2022, date(2022, 11, 8))
    told = 0
    for most in range(60_000, 10_000, -500):
        text = overview_body(rows, 2022, after, noted(note, rows, 2022, TODAY), most=most)
        again = overview_body(rows, 2022, after, noted(read_note(text or ""), rows, 2022, TODAY), most=most)
        assert again == text
        told += "Vad som har ändrats" in (text or "")
    assert told


def test_note_that_could_not_be_read_again_is_not_written() -> None:
    """What would be too long to be read when all has changed is as good as without room: that is told."""
    found = of_year(3, late=0)
    rows = rows_of_year(2022, found)
    whole = noted(None, rows, 2022, TODAY)
    spare = MOST_CHARACTERS // 2 - len(write_note(whole))
    title, seen = next(iter(whole.now.items()))
    for more, kept in ((-200, True), (200, False)):
        long = replace(seen, lead=("x" * (spare + more),))
        text = overview_body(rows, 2022, found, replace(whole, now={**whole.now, title: long}), most=MOST_BYTES) or ""
        assert ("Lägesbot:läge" in text) is kept
        assert ("vad som har ändrats är utelämnat" in text) is not kept


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("most", [12_000, 20_000, 60_000, 120_000])
def test_overview_is_never_longer_than_it_may_be(language: str, most: int) -> None:
    """However little room there is, the region has no more bytes, and the same facts give the same text."""
    found = of_year(60, late=40, language=language)
    text = body(found, most)
    assert len(text.encode()) <= most
    assert body(found, most) == text


def test_some_findings_of_each_project_are_told() -> None:
    """Where all findings have no room, three of each project are told, and the rest counted."""
    found, size = whole()
    some = next(text for most in range(size, 0, -1_000) if kept(text := body(found, most))["findings"] < 100)
    assert kept(some)["findings"] == 60
    assert some.count("* och 2 till") == 20
    assert "under ''Att titta på'' är 40 iakttagelser utelämnade" in some


def test_projects_that_need_somebody_are_kept() -> None:
    """Where not all projects have room, the table has those in which somebody is needed, and the rest are counted."""
    text = body(of_year(60, late=5), 50_000)
    assert kept(text)["projects"] == 5
    assert "i tabellen står 5 projekt där någon behöver göra något; 55 till är inte med" in text
    table = text[text.index("lagesbot-projekt") : text.index("|}\n</div>", text.index("lagesbot-projekt"))]
    assert re.findall(r"\| \[\[:Projekt:Prov (\d+) 2022\|", table) == ["0", "1", "2", "3", "4"]
    assert ">60</span>" in text


def test_figures_stand_alone_at_last() -> None:
    """Where no project has room, the figures stand with what is left out and where it is found."""
    found = of_year(9, late=9)
    text = next(text for most in range(8_000, 20_000, 100) if (text := told_in(found, most)))
    assert "lagesbot-kort" in text
    assert "lagesbot-projekt" not in text
    assert "<code>lagesbot report --html</code>" in text
    assert (
        "<code>overview.max&#95;kilobytes</code> i [[:Användare:Lägesbot/inställningar.json|inställningarna]]" in text
    )


def test_problems_of_the_run_are_counted_where_they_have_no_room() -> None:
    """What is wrong with the run as a whole has room or is counted."""
    problem = Finding("settings-value", "error", Place("Sida", 2), None, "Fel. " * 100)
    text = body(replace(of_year(1, late=0), problems=(problem,) * 100), 20_000)
    assert 0 < text.count("Fel. Fel.") < 100 * 50
    assert "iakttagelser utelämnade" in text


def test_page_that_people_have_filled_is_left_alone() -> None:
    """Where people's own text leaves no room for the figures, the page is not written."""
    found = of_year(1, late=0)
    assert overview_text(Page(OVERVIEW, "x" * (MOST_BYTES - 5_000)), 2022, found) is None


def test_peoples_own_text_counts() -> None:
    """The page as a whole stays below what the wiki takes, and the region is sound."""
    found = overview_text(Page(OVERVIEW, "å" * ((MOST_BYTES - 40_000) // 2)), 2022, of_year(60, late=40))
    assert found is not None
    assert len(found.text.encode()) <= MOST_BYTES
    assert read_regions(found.text).sound
    assert LEFT_OUT in found.text


def test_setting_bounds_the_region() -> None:
    """The region is bounded by the setting, and on the next run there is nothing to write."""
    found = of_year(200, late=150)
    rules = found.settings.model_copy(update={"overview": settings(overview={"max_kilobytes": 100}).overview})
    found = replace(found, material=replace(found.material, settings=rules))
    draft = overview_text(Page(OVERVIEW, "Ord."), 2022, found)
    assert draft is not None
    assert 90_000 < len(draft.text.encode()) <= 100_000
    again = overview_text(Page(OVERVIEW, draft.text), 2022, found)
    assert again is not None
    assert again.text == draft.text
