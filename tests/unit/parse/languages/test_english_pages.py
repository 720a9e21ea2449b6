"""Whole English pages: a time plan and project data, from finding the project to what is known of it."""

from datetime import date
from typing import NamedTuple

import pytest

from bot.discover import Survey, days_on, may_run, moved_titles
from bot.find_projects import find_projects
from bot.knowledge import Material, projects_of
from bot.model import Activity, Everyone, Funding, Mark, Person, Project, Status
from bot.parse.languages import vocabulary
from bot.parse.project import Reader
from bot.settings import Pages, Settings, Templates
from bot.shelf import Shelf
from bot.wiki.port import Entry, Page
from tests.support.builders import WORDS, FakeWiki

EN = vocabulary("en")
TITLE = "Project:Knowledge Exchange 2022"
DATA = f"{TITLE}/Project data"

RULES = Settings.model_validate(
    {
        "language": "en",
        "currency": "USD",
        "pages": {
            "namespace": "Project",
            "category": "Projects {year}",
            "year_list": "Projects {year}",
            "overview": "Overview {year}",
            "data": ["Project data"],
            "numbers": "Template:Project ID",
            "category_namespace": "Category",
        },
        "templates": {
            "projectdata": ["Project data"],
            "fields": {
                "number": ["id"],
                "lead": ["responsible"],
                "start": ["start"],
                "end": ["end"],
                "phase": ["phase"],
                "funder": ["funder"],
                "budget": ["budget"],
                "budget_total": ["total"],
                "updated": ["updated"],
                "status": ["status"],
                "closed": ["closed"],
                "final_report": ["final report"],
            },
        },
    }
)

MAIN = """We meet other associations and learn from them.

== Goals ==
To meet in May 2021.

== Time plan ==
{| class="wikitable"
! Date !! Activity !! Effort (days) !! Responsible !! Comments !! Phabricator<br>Exchange-2022
|-
| June–September || Take part in Wikimania || 8 || John with support of Sara || || T318574
|-
| July 6–10 || Host a visit || 3 hours || Everyone || Should be done in time || N/A
|-
| by the end of May || Book trains || 0.5 || [[User:Sara (WMXX)|Sara]] and Eric || Done. || T1, T2
|-
| (mid-October) || Write a blog post || ½ || TBD || Cancelled due to illness ||
|-
| 5/6 || Unclear meeting || 1 || John || ||
|-
| Ongoing || Answer mail || || All || (2 days) ||
|-
| Total || || 12 || || ||
|}

=== 2023 ===
* January 12: Evaluation
* February: Report to the board. Completed!

=== Finished ===
* 3 February 2022 Kick-off

[[Category:Knowledge Exchange 2022]]
"""

FACTS = """{{Project data
|id={{Project ID|Knowledge Exchange 2022}}
|responsible=John, supported by Sara
|start=January 1, 2022
|end=31 March 2023 (final report due 30 June 2023)
|phase=In progress
|funder=Wikimedia Foundation
|budget=$67,500
|funder_2=Donations
|budget_2=20,000 USD
|total=$87,500
|updated=October 31, 2022
|status=Amber
|closed=no
}}
"""
NUMBERS = "{{#switch: {{{1}}} | Knowledge Exchange 2022 = 226401 }}"

PAGES = {
    TITLE: MAIN,
    DATA: FACTS,
    "Template:Project ID": NUMBERS,
    "Projects 2022": "== Community ==\n{{:Project:Knowledge Exchange 2022/Project data}}\n",
}


class Silent:
    """Nobody watches."""

    def step(self, what: str, done: int, total: int) -> None:
        """Say nothing."""


def read(main: str = MAIN, facts: str | None = FACTS) -> Project:
    """The project of these pages."""
    reader = Reader(RULES.templates, {"Knowledge Exchange 2022": "226401"}, EN)
    return reader.read(TITLE, {TITLE: Page(TITLE, main), DATA: Page(DATA, facts)})


def days(start: str | None, end: str | None) -> tuple[date | None, date | None]:
    """A first and a last day."""
    first, last = (None if one is None else date.fromisoformat(one) for one in (start, end))
    return first, last


class Row(NamedTuple):
    """What is expected of one activity."""

    name: str
    when: tuple[date | None, date | None]
    effort: float | None
    lead: list[str]
    everyone: Everyone | None
    mark: Mark | None


@pytest.mark.parametrize(
    "row",
    [
        Row("Take part in Wikimania", days("2022-06-01", "2022-09-30"), 8, ["John"], None, None),
        Row("Host a visit", days("2022-07-06", "2022-07-10"), 0.375, [], "lead", None),
        Row("Book trains", days(None, "2022-05-31"), 0.5, ["Sara", "Eric"], None, Mark.DONE),
        Row("Write a blog post", days("2022-10-11", "2022-10-20"), 0.5, [], None, Mark.CANCELLED),
        Row("Unclear meeting", days(None, None), 1, ["John"], None, None),
        Row("Answer mail", days("2022-01-01", "2023-03-31"), None, [], "lead", None),
        Row("Evaluation", days("2023-01-12", "2023-01-12"), None, [], None, None),
        Row("Report to the board", days("2023-02-01", "2023-02-28"), None, [], None, Mark.DONE),
        Row("Kick-off", days("2022-02-03", "2022-02-03"), None, [], None, Mark.DONE),
    ],
)
def test_activities(row: Row) -> None:
    """Each row and line of an English plan is an activity, with all that its cells say."""
    (one,) = [activity for activity in read().activities if activity.name == row.name]
    assert (one.when.start, one.when.end) == row.when
    assert (one.days, [person.name for person in one.people.lead]) == (row.effort, row.lead)
    assert (one.people.everyone, one.mark) == (row.everyone, row.mark)


def test_the_rest_of_a_plan() -> None:
    """Tasks, their absence, the tag, support and tentative dates are read; a row of sums is no activity."""
    found = read()
    by_name: dict[str, Activity] = {one.name: one for one in found.activities}
    assert len(found.activities) == len(by_name) == 9
    assert by_name["Take part in Wikimania"].tasks == ("T318574",)
    assert by_name["Take part in Wikimania"].people.support == (Person("Sara"),)
    assert by_name["Host a visit"].no_tasks
    assert by_name["Write a blog post"].when.tentative
    assert by_name["Unclear meeting"].when.unreadable
    assert found.phabricator_project == "Exchange-2022"


def test_facts() -> None:
    """The facts and the report are read from the sub-page, in English words and with English sums."""
    found = read()
    assert found.number == "226401"
    assert (found.people.lead, found.people.support) == ((Person("John"),), (Person("Sara"),))
    assert (found.start, found.end) == days("2022-01-01", "2023-03-31")
    assert found.funding == (Funding("Wikimedia Foundation", 67_500), Funding("Donations", 20_000))
    assert found.budget_total == 87_500
    assert found.report is not None
    assert (found.report.updated, found.report.status) == (date(2022, 10, 31), Status.ORANGE)
    assert not found.closed
    assert found.flaws == ()


@pytest.mark.parametrize(
    "banner",
    [
        "This project is finished.",
        "'''The project has been completed.'''",
        "The project ended in June.",
        "{{Closed}}",
        "{{Finished project}}",
    ],
)
def test_banners(banner: str) -> None:
    """A banner above the first heading says that the project is finished."""
    assert read(f"{banner}\n{MAIN}").closed


@pytest.mark.parametrize(
    "words",
    [
        "When the project is finished a report is written.",
        "The project is finished when all is done.",
        "{{Completed 5}}",
    ],
)
def test_what_is_no_banner(words: str) -> None:
    """A sentence about something else is none, nor is another template."""
    assert not read(f"{words}\n{MAIN}").closed


def test_a_phase() -> None:
    """The phase says it, too, with or without its date."""
    assert read(facts=FACTS.replace("In progress", "Completed in March 2023")).closed
    assert not read(facts=FACTS.replace("In progress", "Completing the work")).closed


@pytest.mark.parametrize("heading", ["Timeline", "Our timetable", "Schedule", "Plan", "Plan for 2022", "Work plan"])
def test_headings_of_a_plan(heading: str) -> None:
    """A plan may have lists alone below any of these headings."""
    assert [one.name for one in read(f"== {heading} ==\n* 6 July: Meet").activities] == ["Meet"]


@pytest.mark.parametrize("heading", ["Communication plan", "Project plan", "Planning", "Tidplan"])
def test_other_headings(heading: str) -> None:
    """Other headings, and those of another language, are none of a plan."""
    found = read(f"== {heading} ==\n* 6 July: Meet")
    assert (found.activities, [one.code for one in found.flaws]) == ((), ["timeplan-missing"])


def test_lines_about_the_plan() -> None:
    """A line that says when the plan was changed is no activity."""
    found = read("== Plan ==\nLast updated in March.\n\nThe schedule was revised on 6 July.\n* 6 July: Meet")
    assert [one.name for one in found.activities] == ["Meet"]


def test_rows_that_are_templates() -> None:
    """Rows may be templates, with the columns' names or in today's order."""
    named = "{{Row|date=6 July|activity=Meet|owner=John}}"
    placed = "{{Time plan row|6 July|Meet|2|John}}"
    for row in (named, placed):
        (one,) = read(f"== Time plan ==\n{row}").activities
        assert (one.name, one.when.end, one.people.lead) == ("Meet", date(2022, 7, 6), (Person("John"),))


def test_missing_facts() -> None:
    """Where the facts are missing the flaw is on their English sub-page."""
    found = read(facts=None)
    assert [(one.code, one.place.page) for one in found.flaws] == [("projectdata-missing", DATA)]


def test_the_setting_reaches_every_reader() -> None:
    """With the language set, a run finds the project by its list, reads its pages, and knows the same of it."""
    found = find_projects(Shelf(FakeWiki(PAGES), Silent()), [2022], RULES)
    assert found.listed == {2022: (TITLE,)}
    read_pages = {title: Page(title, text, 7) for title, text in PAGES.items()}
    material = Material(date(2022, 11, 9), "run", "Bot", RULES, WORDS, {2022: (TITLE,)}, read_pages)
    assert projects_of(material) == [read()]


def test_what_the_catalogue_tells() -> None:
    """Projects are known by their English sub-page, and reports below them are none."""
    titles = [TITLE, DATA, f"{TITLE}/Final report", "Project:Old"]
    projects = {title: Entry(redirect=title == "Project:Old") for title in titles}
    survey = Survey(projects, {}, Pages(namespace="Project", category_namespace="Category"), vocabulary=EN)
    assert survey.candidates(2023) == {TITLE}
    assert survey.dated_on(TITLE) == DATA
    assert moved_titles(projects, vocabulary=EN) == ["Project:Old"]


def test_a_running_project() -> None:
    """English days say whether a project was running in a year."""
    page = Page(DATA, FACTS, 7)
    told = days_on(page, RULES.templates, vocabulary=EN)
    assert may_run(told, 2023)
    assert not may_run(told, 2024)
    assert may_run(days_on(page, Templates(), vocabulary=EN), 2024)
