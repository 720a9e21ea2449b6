"""The year's overview: which page may be written, and what its figures count."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from bot.checks.changes import taken
from bot.knowledge import Knowledge
from bot.model import ActivityState, Finding, Mark, Place, Project
from bot.parse.regions import read_regions
from bot.render.draft import Draft
from bot.render.overview import overview_text
from bot.wiki.port import Page
from tests.support.builders import DATA, TITLE, activity, known, period, project, standing
from tests.support.pages import region

OVERVIEW = "Lägesöversikt 2022"
OTHER = "Projekt:Annat 2022"


def knowledge(
    *projects: Project, findings: Iterable[Finding] = (), problems: Iterable[Finding] = (), listed: tuple[str, ...] = ()
) -> Knowledge:
    """What is known of these projects; all are on the year's list unless told otherwise."""
    usual = known({})
    titles = listed or tuple(one.title for one in projects)
    return replace(
        usual,
        material=replace(usual.material, listed={2022: titles, 2021: ()}),
        standings=tuple(standing(one) for one in projects),
        findings={one.title: tuple(findings) if one is projects[0] else () for one in projects},
        problems=tuple(problems),
    )


def draft(page: Page, *projects: Project) -> Draft | None:
    """The overview of these projects on this page."""
    return overview_text(page, 2022, knowledge(*projects))


def text_of(known_things: Knowledge, year: int = 2022) -> str:
    """The overview on a new page."""
    found = overview_text(Page(OVERVIEW, None), year, known_things)
    assert found is not None
    return found.text


def rows(text: str) -> list[list[str]]:
    """The table of projects, row by row."""
    table = text[text.index("|+ Projekten") : text.index("|}\n</div>")]
    return [[line[2:] for line in row.splitlines() if line[:2] in {"| ", "! "}] for row in table.split("|-\n")[1:]]


def test_new_page_is_the_region_alone() -> None:
    """On a page that is not there, the bot's region is all there is."""
    found = draft(Page(OVERVIEW, None), project())
    assert found is not None
    one = read_regions(found.text).found["översikt"]
    assert (one.start, one.end, one.edited, found.renews) == (0, len(found.text), False, False)


def test_region_is_added_after_what_people_wrote() -> None:
    """On a page without the region, it comes after an empty line at the end."""
    found = draft(Page(OVERVIEW, "Om översikten."), project())
    assert found is not None
    assert found.text.startswith("Om översikten.\n\n<!-- Lägesbot:start översikt ")


def test_region_is_refreshed_where_it_stands() -> None:
    """A region that is there is refreshed, all else stays, and doing it again changes nothing."""
    found = draft(Page(OVERVIEW, f"Före.\n{region('översikt', 'gammalt')}\nEfter."), project())
    assert found is not None
    assert found.text.startswith("Före.\n<!-- Lägesbot:start")
    assert found.text.endswith("<!-- Lägesbot:slut översikt -->\nEfter.")
    assert (found.renews, "gammalt" in found.text) == (True, False)
    again = draft(Page(OVERVIEW, found.text), project())
    assert again is not None
    assert again.text == found.text


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(Page(OVERVIEW, "", locked=True), id="protected"),
        pytest.param(Page(OVERVIEW, "#OMDIRIGERING [[Annat]]", redirect="Annat"), id="redirect"),
        pytest.param(Page(OVERVIEW, "<!-- Lägesbot:slut översikt -->"), id="damaged"),
        pytest.param(Page(OVERVIEW, region("översikt", "x", total="0" * 12)), id="edited"),
        pytest.param(Page(OVERVIEW, "{{nobots}}"), id="closed-to-bots"),
    ],
)
def test_page_that_must_not_be_written_is_left_alone(page: Page) -> None:
    """A page that is protected, a redirect, closed to bots or not as the bot left it is not drafted."""
    assert draft(page, project()) is None


def test_only_projects_of_the_year_are_told() -> None:
    """A project that is not on the year's list is not in its overview."""
    found = knowledge(project(), project(title=OTHER), listed=(OTHER,))
    ((name, *_),) = rows(text_of(found))
    assert name.endswith("[[:Projekt:Annat 2022|Annat 2022]]")
    assert "Prov 2022" not in text_of(found)
    assert rows(text_of(found, 2021)) == []


def test_summary_tells_the_year_and_how_many() -> None:
    """The edit is explained by its figures, links the handbook and ends with the run's id."""
    found = draft(Page(OVERVIEW, None), project(), project(title=OTHER))
    assert found is not None
    assert found.why == "2 projekt 2022"
    assert found.why in found.summary
    assert "[[Användare:Lägesbot/Handbok|" in found.summary
    assert found.summary.endswith(" · körning 20221109-0730-abcd")


def test_figures_leave_cancelled_activities_out() -> None:
    """What is done and late is counted of all that is not cancelled, and days are counted where they are given."""
    activities = [
        replace(activity("Klar", mark=Mark.DONE), days=2.0),
        replace(activity("Inställd", mark=Mark.CANCELLED), days=16.0),
        replace(activity("Sen"), days=1.5),
        activity("Kommande", when=period("2022-12-01", "2022-12-31")),
    ]
    text = text_of(knowledge(project(*activities)))
    assert [one.state for one in standing(project(*activities)).activities][1] is ActivityState.CANCELLED
    assert "\n| 1 klara av 3, 1 försenad\n" in text
    assert "\n| 2 klara av 3,5\n" in text
    assert rows(text)[0][-2:] == ["1 av 3", "1"]


def test_findings_are_told_by_project() -> None:
    """What needs a person is listed under its project; mere information is not."""
    place = Place(DATA, 14)
    findings = [
        Finding("report-missing", "error", place, None, "Saknas [här]."),
        Finding("status-missing", "warning", Place(TITLE, 3), "Resa", "Inte satt."),
        Finding("budget-missing", "info", place, None, "Oviktigt."),
    ]
    text = text_of(knowledge(project(), project(title=OTHER), findings=findings))
    told = text[text.index("== Att titta på ==") :]
    assert "'''[[:Projekt:Prov 2022|Prov 2022]]'''\n* ''Resa'': Inte satt." in told
    assert "\n* Saknas &#91;här&#93;." in told
    assert "Oviktigt" not in told
    assert "Annat 2022" not in told


def test_problems_of_the_run_are_told() -> None:
    """What is wrong with the run as a whole is listed with its page and line."""
    problem = Finding("settings-value", "error", Place("Sida", 2), None, "Fel värde.")
    assert "* [[Sida]], rad 2: Fel värde.\n" in text_of(knowledge(project(), problems=[problem]))


def test_year_in_order_has_nothing_to_look_at() -> None:
    """Without findings and problems, there is no list of them."""
    assert "Att titta på" not in text_of(knowledge(project()))


def test_lines_do_not_make_an_edit() -> None:
    """A finding that only moved to another line leaves the overview as it was."""
    on_a_line, apart = (
        [
            Finding("dates-missing", "warning", Place(DATA, line), None, "Slut saknas."),
            Finding("owner-missing", "error", Place(DATA, 3), None, "Ingen ansvarig."),
        ]
        for line in (3, 30)
    )
    told = text_of(knowledge(project(), findings=on_a_line))
    assert told == text_of(knowledge(project(), findings=reversed(apart)))
    assert told.index("Ingen ansvarig") < told.index("Slut saknas")


def test_changes_are_told_by_project() -> None:
    """What has changed since the newest report is told project by project; where nothing has, nothing is."""
    then = project(activity("Boka lokal", when=period("2022-12-01", "2022-12-31")))
    now = replace(project(activity("Boka lokal", mark=Mark.DONE)), snapshot=taken(standing(then)))
    found = text_of(knowledge(now))
    title = "'''[[:Projekt:Prov 2022|Prov 2022]]'''"
    assert f"\n* {title}: Ändrat sedan boten började följa projektet – klart: Boka lokal.\n" in found
    assert "Vad som har ändrats" not in text_of(knowledge(replace(now, snapshot=None)))
