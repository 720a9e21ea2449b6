"""From what was read to what is known."""

from dataclasses import replace

from bot.knowledge import know
from bot.model import Flaw, Place
from bot.wiki.port import Page
from tests.support.builders import DATA, OPEN, TITLE, data_text, known, material, page, settings, wiki_pages

ROW = "Mars | Boka lokal | Axel | |"


def test_everything_is_worked_out() -> None:
    """Projects are read, set against the day, judged, and the words are at hand."""
    found = known(wiki_pages(ROW))
    (standing,) = found.standings
    assert (standing.project.title, standing.project.number) == (TITLE, "226401")
    assert [one.activity.name for one in standing.activities] == ["Boka lokal"]
    assert [one.code for one in found.findings[TITLE]] == ["activity-overdue", "task-missing", "report-missing"]
    assert (found.problems, found.ledger.messages) == ((), frozenset())
    assert found.words is found.material.words
    assert found.settings is found.material.settings
    assert (found.today, found.pages[TITLE].title) == (found.material.today, TITLE)


def test_project_of_two_years_is_read_once() -> None:
    """A project that two years list is one project, where the first of them has it."""
    base = material(wiki_pages(ROW))
    other = page("Projekt:Annat 2022", None)
    listed = {2022: (TITLE,), 2023: ("Projekt:Annat 2022", TITLE)}
    found = know(replace(base, listed=listed, pages={**base.pages, other.title: other}))
    assert [one.project.title for one in found.standings] == [TITLE, "Projekt:Annat 2022"]
    assert list(found.findings) == [TITLE, "Projekt:Annat 2022"]


def test_number_comes_from_the_list_of_numbers() -> None:
    """A project whose box says no number has that of `Mall:Projektid`; without the list it has none."""
    pages = wiki_pages(data=data_text(id=""))
    assert known(pages).standings[0].project.number is None
    assert (
        known({**pages, "Mall:Projektid": "{{#switch: x\n| Prov 2022 = 123456\n}}"}).standings[0].project.number
        == "123456"
    )


def test_list_of_numbers_may_be_missing_altogether() -> None:
    """Where the list of numbers was not even read, projects have the numbers of their boxes."""
    base = material(wiki_pages())
    without = {title: one for title, one in base.pages.items() if title != "Mall:Projektid"}
    assert know(replace(base, pages=without)).standings[0].project.number == "226401"


def test_talk_page_of_another_kind_is_told() -> None:
    """A talk page that is no wikitext is a problem of its own; so it is told though its reminder is withheld."""
    base = material(wiki_pages(ROW))
    title = "Användardiskussion:Axel (WMSE)"
    board = replace(page(title, "{}"), model="flow-board")
    assert [one.code for one in know(replace(base, pages={**base.pages, title: board})).problems] == [
        "talk-page-unsupported"
    ]


def test_tasks_tell_of_activities() -> None:
    """Phabricator's answers are taken in; without them nothing is said of tasks."""
    base = material(wiki_pages("Mars | Boka lokal | Axel | | T1"))
    assert know(base).standings[0].overdue == []
    assert len(know(replace(base, tasks={"T1": OPEN})).standings[0].overdue) == 1
    assert "task-unknown" in [one.code for one in know(replace(base, tasks={})).findings[TITLE]]


def test_problems_are_judged_by_the_settings() -> None:
    """What is wrong with the run as a whole has severity and words, and can be switched off."""
    flaw = Flaw("tasks-unavailable", Place("Sidan", 1), facts={"why": "no-token"})
    base = material(wiki_pages())
    (problem,) = know(replace(base, flaws=(flaw,))).problems
    assert (problem.code, problem.severity, problem.place) == ("tasks-unavailable", "warning", flaw.place)
    silent = replace(base, flaws=(flaw,), settings=settings(findings={"tasks-unavailable": "off"}))
    assert know(silent).problems == ()


def test_page_that_cannot_be_read_is_a_problem() -> None:
    """Each page that is there without a text to be had is told of, whatever it was wanted for."""
    base = material(wiki_pages(ROW))
    dark = Page(DATA, None, model="unreadable", locked=True)
    (problem,) = know(replace(base, pages={**base.pages, DATA: dark})).problems
    assert (problem.code, problem.severity, problem.place) == ("page-unreadable", "error", Place(DATA, 1))


def test_same_material_gives_the_same_knowledge() -> None:
    """Knowing is pure: twice the same."""
    base = material(wiki_pages("Mars | Boka lokal | Axel | | T1"))
    assert know(base) == know(base)
