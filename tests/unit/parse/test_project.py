"""A project from its pages."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from bot.model import Flaw, Place, Project
from bot.parse.project import Reader, frame_year, title_year, title_years
from bot.parse.whereabouts import data_titles
from bot.settings import Templates
from bot.wiki.port import Page
from tests.support.builders import DATA, TITLE, data_text, plan_text
from tests.support.pages import region

OLD_DATA = f"{TITLE}/Projektfakta"


def read(pages: Mapping[str, str | Page]) -> Project:
    """The project that these pages give; those not named are not there."""
    missing = {title: Page(title, None) for title in (TITLE, *data_titles(TITLE))}
    there = {title: text if isinstance(text, Page) else Page(title, text) for title, text in pages.items()}
    return Reader(Templates(), {"Prov 2022": "225201"}).read(TITLE, missing | there)


def codes(project: Project) -> list[tuple[str, str, int]]:
    """The flaws of a project: code, page and line."""
    return [(flaw.code, flaw.place.page, flaw.place.line) for flaw in project.flaws]


def test_project_is_read_from_its_pages() -> None:
    """The project page gives the time plan, its sub-page the facts and the report."""
    project = read({TITLE: plan_text("maj | Resa | Axel | | T1"), DATA: f"\n{data_text(uppdaterad='2022-11-03')}"})
    assert (project.name, project.number, project.phabricator_project) == ("Prov 2022", "226401", "WMSE-Prov-2022")
    assert [one.name for one in project.activities] == ["Resa"]
    assert (project.place, project.data_place) == (Place(TITLE, 1), Place(DATA, 2))
    assert (project.report is not None, project.closed, project.flaws) == (True, False, ())


@pytest.mark.parametrize("redirect", [None, "Projekt:Annat 2022"])
def test_missing_project_page_is_told(redirect: str | None) -> None:
    """A project whose page is missing or redirects elsewhere is nothing but that flaw."""
    page = Page(TITLE, "#OMDIRIGERING [[…]]" if redirect else None, redirect=redirect)
    assert read({TITLE: page, DATA: data_text()}) == Project(
        TITLE,
        Place(TITLE, 1),
        flaws=(Flaw("page-missing", Place(TITLE, 1), facts={"redirect": redirect, "unreadable": False}),),
    )


def test_page_whose_text_is_not_to_be_had_is_not_called_missing() -> None:
    """A hidden or damaged page is told of as such, be it the project page or the page with the facts."""
    dark = Page(TITLE, None, 7, model="unreadable", locked=True)
    (flaw,) = read({TITLE: dark, DATA: data_text()}).flaws
    assert (flaw.code, flaw.facts["unreadable"]) == ("page-missing", True)
    told = read({TITLE: "== Tidplan ==", DATA: Page(DATA, None, 7, model="unreadable", locked=True)}).flaws
    assert [(one.code, one.facts["why"]) for one in told if one.code == "projectdata-missing"] == [
        ("projectdata-missing", "unreadable")
    ]


@pytest.mark.parametrize(
    "pages",
    [
        {TITLE: plan_text(), OLD_DATA: data_text()},
        {TITLE: f"{data_text()}\n{plan_text()}"},
        {TITLE: f"{data_text()}\n{plan_text()}", DATA: "Se [[Annat]]."},
        {TITLE: plan_text(), DATA: Page(DATA, "#OMDIRIGERING", redirect=OLD_DATA), OLD_DATA: data_text()},
        {TITLE: plan_text(), DATA: "{{Projektdata", OLD_DATA: data_text()},
    ],
    ids=["older-page", "project-page", "empty-data-page", "redirect", "broken-data-page"],
)
def test_facts_are_looked_for_in_turn(pages: dict[str, str | Page]) -> None:
    """The facts come from the first page that has them: today's, that of 2013, the project page itself."""
    project = read(pages)
    assert (project.number, project.flaws) == ("226401", ())


def redirect(title: str, target: str) -> Page:
    """A redirect as it was read."""
    return Page(title, f"#OMDIRIGERING [[{target}]]", 7, redirect=target)


def test_facts_are_where_they_were_moved_to() -> None:
    """Facts on another page are read there, and all that is found is told of that page, where the bot writes."""
    old = "Projekt:Gammalt 2022"
    there = f"{old}/Projektdata"
    moved: dict[str, str | Page] = {TITLE: plan_text(), DATA: redirect(DATA, there), old: redirect(old, TITLE)}
    project = read({**moved, there: data_text(projektslut="snart")})
    assert project.data_place == Place(there, 1)
    assert codes(project) == [("date-unreadable", there, 5)]
    shows = f"{plan_text()}{{{{:{there}}}}}"
    shown = read({TITLE: shows, old: redirect(old, TITLE), there: data_text()})
    assert (shown.data_place, shown.flaws) == (Place(there, 1), ())
    others = read({TITLE: shows, old: Page(old, None), there: data_text()})
    assert (others.data_place, codes(others)) == (None, [("projectdata-missing", DATA, 1)])
    assert others.flaws[0].facts == {"why": "shared", "title": old}
    assert codes(read({**moved, there: "Kommer."})) == [("projectdata-missing", there, 1)]
    dark = Page(there, None, 7, model="unreadable", locked=True)
    (flaw,) = read({**moved, there: dark}).flaws
    assert (flaw.place, flaw.facts) == (Place(there, 1), {"why": "unreadable"})


@pytest.mark.parametrize("target", ["Projekt:Annat 2022/Projektdata", "Användare:John/Projektdata", DATA, "Projekt:X"])
def test_redirect_to_the_facts_of_others_is_told(target: str) -> None:
    """A page of facts that redirects to another project's, out of the namespace, to itself or to nothing has none."""
    other = "Projekt:Annat 2022"
    pages: dict[str, str | Page] = {other: plan_text(), f"{other}/Projektdata": data_text()}
    project = read({TITLE: plan_text(), **pages, DATA: redirect(DATA, target)})
    assert project.data_place is None
    assert [(one.code, one.place, one.facts) for one in project.flaws] == [
        ("projectdata-missing", Place(DATA, 1), {"why": "redirect"})
    ]


def test_data_pages_need_not_have_been_read() -> None:
    """Pages that were not read are taken to be missing."""
    project = Reader(Templates(), {}).read(TITLE, {TITLE: Page(TITLE, plan_text())})
    assert codes(project) == [("projectdata-missing", DATA, 1)]


@pytest.mark.parametrize(
    ("pages", "told", "why"),
    [
        ({}, (DATA, 1), "missing"),
        ({DATA: "Kommer."}, (DATA, 1), "empty"),
        ({OLD_DATA: "Kommer."}, (OLD_DATA, 1), "empty"),
        ({DATA: "\n\n{{Projektdata\n| id = 226401\n"}, (DATA, 3), "template"),
        ({DATA: "{{Projektdata\n| a = [[b\n}}"}, (DATA, 1), "template"),
    ],
    ids=["missing", "empty", "older", "unclosed", "kept-open-by-a-link"],
)
def test_missing_facts_are_told(pages: dict[str, str], told: tuple[str, int], why: str) -> None:
    """Where no page has the facts, the page where they should be is told of, and the reason; the plan is still read."""
    project = read({TITLE: plan_text("maj | Resa | Axel | |"), **pages})
    (flaw,) = project.flaws
    assert (flaw.code, (flaw.place.page, flaw.place.line), flaw.facts) == ("projectdata-missing", told, {"why": why})
    assert (project.data_place, project.report, len(project.activities)) == (None, None, 1)


def test_everything_that_is_wrong_is_told() -> None:
    """Flaws of the facts, of the markers and of the plan are all told, each on its page and line."""
    edited, sound = region("aktiviteter", "x", total="0" * 12), region("problem", "y")
    text = data_text(projektslut="snart", aktiviteter=f"\n{edited}", problem=f"\n{sound}")
    project = read({TITLE: "== Tidplan ==\n", DATA: Page(DATA, text, locked=True)})
    assert codes(project) == [
        ("date-unreadable", DATA, 5),
        ("page-protected", DATA, 1),
        ("region-edited", DATA, 11),
        ("timeplan-missing", TITLE, 1),
    ]
    assert project.flaws[2].facts == {"region": "aktiviteter"}


def test_damaged_marker_is_told() -> None:
    """A wrong marker on the page with the facts is told on its line, and how it is wrong."""
    text = data_text(problem="\n<!-- Lägesbot:slut problem -->")
    (flaw,) = read({TITLE: plan_text(), DATA: text}).flaws
    assert (flaw.code, flaw.place, flaw.facts) == ("region-damaged", Place(DATA, 13), {"damage": "unopened"})


@pytest.mark.parametrize(
    ("mark", "code"),
    [
        pytest.param("<!-- Lägesbot:slut lägesrapport -->", "region-damaged", id="damaged"),
        pytest.param(region("lägesrapport", "x", total="0" * 12), "region-edited", id="edited"),
        pytest.param(region("lägesrapport", "x"), None, id="whole"),
        pytest.param(region("problem", "x", total="0" * 12), None, id="a copy of another, edited"),
    ],
)
def test_markers_on_the_project_page_are_told(mark: str, code: str | None) -> None:
    """On the project page one region is the bot's: what is wrong with it is told there; copies of others are let be."""
    project = read({TITLE: f"{plan_text()}{mark}\n", DATA: data_text()})
    line = plan_text().count("\n") + 1
    assert codes(project) == ([(code, TITLE, line)] if code else [])


def test_regions_on_the_project_page_are_no_time_plan() -> None:
    """A table or list of the bot's own is not read as people's."""
    own = region("lägesrapport", "{|\n! Datum !! Aktivitet\n|-\n| maj || Påhitt\n|}\nKlar. Projektet är avslutat.")
    project = read({TITLE: f"{own}\n{plan_text('mars | Boka lokal | Axel')}", DATA: data_text()})
    assert [one.name for one in project.activities] == ["Boka lokal"]
    assert not project.closed


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("Projekt:Prov 2022", 2022),
        ("Projekt:Från 2019 till 2020/Video", 2020),
        ("Projekt:Wikipedia för hela Sverige", None),
        ("Projekt:Kod 202212", None),
        ("Projekt:Rom 1922", None),
    ],
)
def test_year_stands_in_the_title(title: str, year: int | None) -> None:
    """The year of a project is the last one of this century in its title."""
    assert title_year(title) == year


def test_title_may_hold_several_years() -> None:
    """The years of a title are told in its order."""
    assert title_years("Projekt:Från 2019 till 2020") == [2019, 2020]
    assert title_years("Projekt:Wikipedia för hela Sverige") == []


@pytest.mark.parametrize(
    ("title", "data", "start"),
    [
        ("Projekt:Prov 2022", data_text(projektstart="2023-01-01", projektslut="2023-12-31"), 2023),
        ("Projekt:Prov 2022", data_text(projektstart="", projektslut=""), 2022),
        ("Projekt:Prov", data_text(projektstart="2021-03-01", projektslut=""), 2021),
        ("Projekt:Prov", "", None),
    ],
    ids=["period", "title", "start", "nothing"],
)
def test_dates_without_a_year_lie_in_the_project(title: str, data: str, start: int | None) -> None:
    """A date without a year is read in the project's period, else in the year of its title, else it is unknown."""
    pages = [Page(title, plan_text("maj | Resa | Axel | |")), Page(f"{title}/Projektdata", data)]
    (one,) = Reader(Templates(), {}).read(title, {page.title: page for page in pages}).activities
    assert (one.when.start.year if one.when.start else None) == start


@pytest.mark.parametrize(
    "banner",
    [
        "Klar. Detta projekt är avslutat.",
        "'''Projektet är avslutat''' sedan maj.",
        "<b>Det här projektet är avslutat</b>",
        "* projekt är avslutat",
        "{{Ruta|text=Klar. Detta projekt är avslutat.}}",
        "Detta projekt är nu avslutat.",
        "Klart! Projektet avslutades i maj 2014.",
        "Projektet har avslutats – tack alla!",
        "{{Klar}} Detta projekt är avslutat.",
        "[[Fil:Klar.svg|20px]] Detta projekt är avslutat.",
        '{| class="wikitable"\n| style="x" | Klar. || Detta projekt är avslutat.\n|}',
        "<div style='border: 1px'><center>'''Klar.''' Detta projekt är avslutat.</center></div>",
        ":''Projektet är avslutat''",
        "{{Ruta|Detta projekt är avslutat}}",
        "{{Avslutat}}",
        "{{Avslutat projekt}}",
        "{{avslutat_projekt|…}}",
        "{{Mall:Avslutat}}",
        "{{Projekt avslutat|2014-12-31}}",
        "{{Avslutad}}",
    ],
)
def test_banner_closes_the_project(banner: str) -> None:
    """A banner above the first heading, in words or as a template, says that the project is finished."""
    assert read({TITLE: f"{{{{Ruta}}}}\n{banner}\n{plan_text()}", DATA: data_text()}).closed is True
    assert read({TITLE: banner, DATA: data_text()}).closed is True


@pytest.mark.parametrize(
    "text",
    [
        "När projektet är avslutat skrivs en rapport.",
        "Projektet är avslutat när alla böcker är skannade.",
        "Projektet är inte avslutat.",
        "Projektet är avslutat?",
        "Projektet är avslutat senast i maj.",
        "Projektet avslutas i maj.",
        "EU-projektet är avslutat.",
        "Det förra projektet är avslutat.",
        "{{Projekt}} {{Avslutas}}",
        "<!-- Detta projekt är avslutat. -->",
        "<nowiki>{{Avslutat projekt}}</nowiki>",
        "== Om ==\nDetta projekt är avslutat.",
        "== Om ==\n{{Avslutat projekt}}",
        "{{Ruta|{{Avslutat projekt}}}}",
    ],
)
def test_other_words_do_not_close_the_project(text: str) -> None:
    """Words about some other time, in a comment or further down on the page close nothing."""
    assert read({TITLE: f"{text}\n{plan_text()}", DATA: data_text()}).closed is False


def test_field_closes_the_project() -> None:
    """The project data, too, may say that the project is finished."""
    assert read({TITLE: plan_text(), DATA: data_text(avslutad="ja")}).closed is True


def test_year_of_a_project() -> None:
    """A project's year is that in its title, else that of its first day; without either it has none."""
    assert frame_year("Projekt:Prov 2022", date(2021, 7, 1)) == 2022
    assert frame_year("Projekt:Prov", date(2021, 7, 1)) == 2021
    assert frame_year("Projekt:Prov", None) is None


CALL = "{{Lägesbot|pausa=2022-12-01}}"
MAIN = plan_text("maj | Resa | Axel | |", "juni | Bok | Sara | |").replace("{|", "\n{|")


@pytest.mark.parametrize(
    "paused",
    [
        pytest.param(f"{CALL}{MAIN}", id="at-the-top"),
        pytest.param(MAIN.replace("== Tidplan ==\n", f"== Tidplan ==\n{CALL}"), id="above-the-table"),
        pytest.param(MAIN.replace(" Resa ", f" Resa {CALL} "), id="in-an-activity"),
        pytest.param(MAIN.replace("|}", "|} " + CALL), id="after-the-table"),
        pytest.param(f"{MAIN}{CALL}", id="at-the-end"),
    ],
)
def test_pause_on_the_page_changes_nothing_else(paused: str) -> None:
    """A call of the template pauses the project, wherever it stands, and all else is read as without it."""
    usual, one = read({TITLE: MAIN, DATA: data_text()}), read({TITLE: paused, DATA: data_text()})
    assert (usual.paused_until, one.paused_until) == (None, date(2022, 12, 1))
    assert replace(one, paused_until=None) == usual


def test_pause_in_a_time_plan_of_lines_is_no_activity() -> None:
    """Above a plan of lines, the template is no line with a date."""
    plan = "== Tidplan ==\n{}* 30 mars 2022: boka lokal\n"
    usual, one = read({TITLE: plan.format("")}), read({TITLE: plan.format(f"{CALL}\n")})
    assert one.paused_until == date(2022, 12, 1)
    assert [(each.name, each.when) for each in one.activities] == [(each.name, each.when) for each in usual.activities]
    assert [flaw.code for flaw in one.flaws] == [flaw.code for flaw in usual.flaws]


@pytest.mark.parametrize("text", [f"{{{{öppen\n{CALL}\n{MAIN}", f"[[öppen\n{CALL}\n{MAIN}"], ids=["call", "link"])
def test_pause_on_a_page_with_open_markup(text: str) -> None:
    """What somebody has left open elsewhere on the page does not hide a pause."""
    assert read({TITLE: text, DATA: data_text()}).paused_until == date(2022, 12, 1)


def test_pause_stands_in_nothing_that_the_bot_has_written() -> None:
    """In the bot's own region a call pauses nothing, nor does one on the page with the facts."""
    own = region("lägesrapport", CALL)
    assert read({TITLE: f"{MAIN}{own}", DATA: f"{data_text()}{CALL}"}).paused_until is None


def test_pause_without_a_day_is_told() -> None:
    """A pause whose day cannot be read is told of where it stands, and is none."""
    project = read({TITLE: f"\n{{{{Lägesbot|pausa=sen}}}}\n{MAIN}", DATA: data_text()})
    assert (project.paused_until, codes(project)) == (None, [("date-unreadable", TITLE, 2)])
