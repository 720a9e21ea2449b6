"""Timelines as grids of months in wikitext: what their rows and cells are, and how long they get."""

import re
from dataclasses import replace
from datetime import date

import pytest

from bot.knowledge import Knowledge, know
from bot.model import Activity, Mark, Period, Project
from bot.overview.rows import rows_of_year
from bot.parse.date_spans import Frame
from bot.parse.structure import Source
from bot.parse.tables import read_tables
from bot.parse.timeplan import read_timeplan
from bot.parse.words import plain
from bot.render.timeline import LONGEST, MOST, timeline_wikitext, timelines_wikitext
from bot.render.words import Words
from tests.support.builders import TITLE, TODAY, WORDS, activity, material, people, period, project, standing

NEVER = Period("Någon gång", unreadable=True)
TENTATIVE = replace(period("2022-12-01", "2022-12-31"), tentative=True)


def grid(*activities: Activity, today: date = TODAY, words: Words = WORDS) -> str:
    """The timeline of a project in 2022."""
    return timeline_wikitext(standing(project(*activities), today=today), 2022, words)


def rows(text: str, table: int = 0) -> list[list[str]]:
    """The words of a table's cells, row by row; a cell over several columns in each of them."""
    found = read_tables(Source(TITLE, text), 0, len(text))[table]
    return [[plain(cell.text) for cell in row.cells] for row in found.rows]


def knowing(*projects: Project) -> Knowledge:
    """What is known of a year with these projects."""
    known = know(material({}))
    listed = {2022: tuple(one.title for one in projects)}
    return replace(
        known, material=replace(known.material, listed=listed), standings=tuple(standing(one) for one in projects)
    )


def overview(*projects: Project) -> str:
    """The timelines of the overview of 2022."""
    known = knowing(*projects)
    return timelines_wikitext(2022, rows_of_year(2022, known), known)


def many(count: int, *, activities: int = 1, name: str = "Boka") -> list[Project]:
    """So many projects with so many activities each."""
    plan = [activity(f"{name} {number}") for number in range(activities)]
    return [project(*plan, title=f"Projekt:Prov {number} 2022") for number in range(count)]


def test_project_without_activities_has_no_timeline() -> None:
    """Where nothing is planned there is nothing to show."""
    assert grid() == ""


def test_line_has_its_activity_in_its_months() -> None:
    """A line is the activity with its days and people, then its bar over its months and nothing in the others."""
    header, line = rows(grid(activity(when=period("2022-03-10", "2022-05-02"), owner=people("Axel", support=["Sara"]))))
    assert len(header) == 13
    assert (header[0], header[5]) == ("Aktivitet", "maj")
    assert line == [
        "Boka lokal 10 mars–2 maj 2022 · Axel med stöd av Sara", *[""] * 2, *["! Försenad"] * 3, *[""] * 7
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("when", "cells"),
    [
        (period("2022-01-01", "2022-12-31"), 1),
        (period("2022-01-01", "2022-01-31"), 4),
        (period("2022-11-01", "2022-11-30"), 3),
        (period("2022-12-01", "2022-12-31"), 3),
        (period("2022-03-01", "2022-03-31"), 5),
    ],
)
def test_line_has_as_few_cells_as_can_be(when: Period, cells: int) -> None:
    """Months without a bar are one cell, but the present one, November, is a cell by itself."""
    line = grid(activity(when=when)).split("|-\n")[1]
    assert len(re.findall(r"^\|(?!\})", line, re.MULTILINE)) == cells


def test_present_month_is_marked_in_words() -> None:
    """The present month is marked in the header; in another year none is."""
    assert [one for one in rows(grid(activity()))[0] if "nu" in one] == ["nov. ▼ nu"]
    assert "▼" not in grid(activity(), today=date(2023, 2, 1))


def test_timeline_is_the_same_all_month() -> None:
    """From the first day of a month to its last nothing changes, as long as no activity does."""
    plan = (activity(mark=Mark.DONE), activity("Fira", when=TENTATIVE), activity("Jubel", when=NEVER))
    assert len({grid(*plan, today=date(2022, 11, number)) for number in range(1, 31)}) == 1
    assert grid(*plan, today=date(2022, 10, 31)) != grid(*plan, today=date(2022, 11, 1))


def test_signs_are_explained_where_they_are_used() -> None:
    """Below it says what stripes and arrows mean, where there are any."""
    usual = grid(activity())
    special = grid(activity(when=TENTATIVE), activity(when=period("2021-01-01", "2022-02-01")))
    assert "preliminära" not in usual
    assert "← och →" not in usual
    assert "Streckad stapel: dagarna är preliminära. ← och →: fortsätter utanför året." in special


def test_undated_are_listed_below() -> None:
    """What has no days is listed by its name, with what its date cell says, and with its state where it has one."""
    text = grid(activity("Jubel", when=NEVER), activity("", when=NEVER), activity("Fest", when=NEVER, mark=Mark.DONE))
    assert "{|" not in text
    assert "\nUtan datum:\n* Jubel (”Någon gång”)\n* Någon gång\n* Fest (”Någon gång”): ✓&nbsp;Klar\n" in text


def test_other_years_are_listed_below() -> None:
    """What has its days in another year is listed with them."""
    text = grid(activity("Förr", when=period("2021-03-01", "2021-03-31")), activity("Sen", when=period("2023-03-01")))
    assert "\nAndra år:\n* Förr, mars 2021: &#33;&nbsp;Försenad\n* Sen, från 1 mars 2023: ○&nbsp;Planerad\n" in text


@pytest.mark.parametrize(
    ("when", "told"),
    [
        pytest.param(period("2022-03-01", "2022-03-31"), "Och 2 aktiviteter till.", id="lines"),
        pytest.param(NEVER, "* och 2 till", id="undated"),
        pytest.param(period("2021-03-01", "2021-03-31"), "* och 2 till", id="other years"),
    ],
)
def test_long_plan_is_cut_off(when: Period, told: str) -> None:
    """Of each kind so many are shown, and how many more there are is told."""
    text = grid(*(activity(f"Sak nr {number};", when=when) for number in range(MOST + 2)))
    assert text.count("Sak nr") == MOST
    assert told in text
    assert not re.search(r"och \d", grid(*(activity(when=when) for _ in range(MOST))), re.IGNORECASE)


def test_long_name_is_cut_off() -> None:
    """A name longer than anybody reads is cut."""
    (_, line) = rows(grid(activity("å" * LONGEST + "ä")))
    assert line[0].startswith("å" * (LONGEST - 1) + "… mars")


def test_names_are_escaped() -> None:
    """What is markup in a name is words in the timeline."""
    text = grid(activity("{{Fel}} [[a]] || b", when=replace(NEVER, text="|} ~~~~")), activity("|-"))
    assert not any(sign in text for sign in ("{{", "[[", "~~~~"))
    assert text.count("|}") == 1


def test_grid_is_no_time_plan() -> None:
    """Somebody's copy of a timeline is not read as a time plan."""
    text = f"== Tidplan ==\n{grid(activity(), activity('Fira', when=TENTATIVE))}"
    assert read_timeplan(Source(TITLE, text), Frame(None, None, 2022)).activities == ()


def test_english_is_complete() -> None:
    """In English a timeline has the same shape, and its words."""
    words = Words("en")
    plan = (activity(), activity("Fira", when=TENTATIVE), activity("Jubel", when=NEVER, mark=Mark.DONE))
    text = grid(*plan, words=words)
    assert "! Overdue" in rows(text)[1]
    assert "Hatched bar: the days are tentative." in text
    assert "\nNo dates:\n* Jubel (“Någon gång”): ✓&nbsp;Done\n" in text
    assert len(rows(text)) == len(rows(grid(*plan)))


def test_overview_without_projects_has_nothing() -> None:
    """Where a year has no projects there is nothing to show."""
    assert overview() == ""


def test_overview_has_a_line_a_project() -> None:
    """A project is a bar over its time, with how many activities are in which state; its link comes first."""
    one = replace(
        project(
            activity(),
            activity("Fira", mark=Mark.DONE),
            activity("Fest", mark=Mark.DONE),
            activity("Jubel", when=NEVER),
            activity("Klart", when=NEVER, mark=Mark.DONE),
            activity("Förr", when=period("2021-01-01", "2021-02-01")),
        ),
        start=date(2021, 6, 1),
        end=date(2022, 10, 31),
    )
    text = overview(one)
    _, line = rows(text)
    assert line == ["Prov 2022", *["✓ 3 klara · ! 2 försenade · 1 utan datum"] * 10, "", ""]
    assert f"[[:{TITLE}|" in text


@pytest.mark.parametrize(
    ("start", "end"), [(None, date(2022, 12, 31)), (date(2022, 1, 1), None), (date(2023, 1, 1), date(2023, 12, 31))]
)
def test_project_without_time_in_the_year_has_no_bar(start: date | None, end: date | None) -> None:
    """Where the time of a project is not known, or lies in another year, its words stand without a bar."""
    text = overview(replace(project(activity(mark=Mark.DONE)), start=start, end=end))
    assert rows(text)[1][1:] == ["✓ 1 klar"] * 12
    assert "\n| colspan=12 | ✓&nbsp;1 klar\n" in text


def test_overview_has_the_activities_of_each_project() -> None:
    """Below stands a table for each project with bars, folded up; one without any has none."""
    text = overview(*many(2, activities=2), project(activity(when=NEVER), title="Projekt:Tomt 2022"))
    tables = re.findall(r"mw-collapsed.*\n'''(.*)'''\n", text)
    assert tables == ["Prov 0 2022", "Prov 1 2022"]
    assert [row[0] for row in rows(text, 1)] == ["Aktivitet", "Boka 0 mars 2022", "Boka 1 mars 2022"]


def test_overview_of_sixty_projects_is_short_enough() -> None:
    """Sixty projects with fifteen activities each, all of them told of, are under 300 000 bytes."""
    text = overview(*many(60, activities=15, name="Ordna en skrivstuga på museet, del"))
    assert text.count("mw-collapsed") == 60
    assert len(text.encode()) < 300_000


def test_overview_is_bounded() -> None:
    """However long the names are, the overview is bounded, and how many projects are left out is told."""
    text = overview(*many(60, activities=MOST, name="{" * 200))
    shown = text.count("mw-collapsed")
    assert 0 < shown < 60
    assert len(text) < 330_000
    assert f"Aktiviteterna i {60 - shown} projekt till får inte plats här" in text


def test_plan_of_many_activities_is_cut_off_on_the_overview() -> None:
    """A project's table there is cut off as its own timeline is."""
    text = overview(*many(1, activities=MOST + 3))
    assert "| colspan=13 | och 3 till" in text
