"""The year's overview: which page may be written, and what its figures count."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from bot.knowledge import Knowledge
from bot.model import ActivityState, Finding, Flaw, Funding, Mark, Period, Place, Project, Status
from bot.parse.regions import read_regions
from bot.render.draft import Draft
from bot.render.overview import overview_text
from bot.render.styles import styles_page
from bot.render.words import Words
from bot.settings import Settings
from bot.wiki.port import Page
from tests.support.builders import DATA, TITLE, activity, known, people, period, project, standing, wiki_pages
from tests.support.pages import region

OVERVIEW = "Lägesöversikt 2022"
OTHER = "Projekt:Annat 2022"
STYLES = styles_page(Settings())


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
    """The table of projects, row by row, without the attributes of its cells."""
    start = text.index("|+ ", text.index("lagesbot-projekt"))
    table = text[start : text.index("|}\n</div>", start)]
    found = [row.splitlines()[1:] for row in table.split("\n|-")[1:] if "expand-child" not in row.splitlines()[0]]
    return [[line[2:].rpartition(" | ")[2] if line[:2] in {"| ", "! "} else line for line in row] for row in found]


def asides(text: str) -> list[str]:
    """What stands below each project of the table."""
    return [re.sub(r"^.*?<div [^<>]*>", "", line) for line in text.splitlines() if line.startswith("| colspan=11")]


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
        pytest.param(Page(OVERVIEW, "Ord <!-- mer"), id="open comment"),
        pytest.param(Page(OVERVIEW, "<includeonly>"), id="open tag"),
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
    assert name == "[[:Projekt:Annat 2022|Annat 2022]]"
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
    (row,) = rows(text)
    assert (row[7].partition(" <")[0], row[8]) == ("1 av 3", "1")
    assert ">1 av 3</span>" in text
    assert ">2 av 3,5</span>" in text
    assert "Försenade aktiviteter <" in text


def test_findings_are_told_by_project() -> None:
    """What needs a person is listed under its project; mere information is not."""
    place = Place(DATA, 14)
    findings = [
        Finding("report-missing", "error", place, None, "Saknas [här]."),
        Finding("status-missing", "warning", Place(TITLE, 3), "Resa", "Inte satt."),
        Finding("budget-missing", "info", place, None, "Oviktigt."),
    ]
    text = text_of(knowledge(project(), project(title=OTHER), findings=findings))
    told = text[text.index("== Att titta på ==") : text.index("== Året på en tidslinje ==")]
    assert told.rstrip().splitlines()[2:] == [
        f"'''[[:Projekt:Prov 2022|Prov 2022]]'''{edit(TITLE)}",
        "* ''Resa'': Inte satt.",
        f"[[:{DATA}|Projektdata]]{edit(DATA)}",
        "* Saknas &#91;här&#93;.",
    ]
    assert "Oviktigt" not in told
    assert "Annat 2022" not in told


def edit(title: str) -> str:
    """The link that opens a page's edit form, which is not printed."""
    return f'<span class="noprint"> ([{{{{fullurl:{title}|action=edit}}}} redigera])</span>'


def test_project_is_named_before_findings_elsewhere() -> None:
    """Where all that is to be looked at stands on another page, the project is named before that."""
    missing = Finding("report-missing", "error", Place(DATA, 14), None, "Saknas.")
    text = text_of(knowledge(project(), findings=[missing]))
    assert f"\n'''[[:{TITLE}|Prov 2022]]''', [[:{DATA}|Projektdata]]{edit(DATA)}\n* Saknas.\n" in text


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


def with_extensions(known_things: Knowledge, *extensions: str, styles: str = "") -> Knowledge:
    """The same on a wiki with these extensions, and with the style sheet as this content model."""
    pages = {**known_things.pages, STYLES: Page(STYLES, ".a {}" if styles else None, model=styles or "wikitext")}
    there = replace(known_things.material, extensions=frozenset(extensions), pages=pages)
    return replace(known_things, material=there)


def test_programme_number_and_lead_are_told() -> None:
    """A row tells the programme, the number and the leads, and a dash where there is none."""
    found = knowledge(project(), replace(project(title=OTHER, lead=people()), number=None))
    found = replace(found, material=replace(found.material, programmes={2022: {TITLE: "[Gemenskap]"}}))
    told, bare = rows(text_of(found))
    assert told[1:4] == ["&#91;Gemenskap&#93;", "226401", "John"]
    assert bare[1:4] == ["–", "–", "–"]


@pytest.mark.parametrize(
    ("status", "told"),
    [
        pytest.param(Status.GREEN, "●</span> Grön", id="green"),
        pytest.param(Status.ORANGE, "▲</span> Orange", id="orange"),
        pytest.param(Status.RED, "■</span> Röd", id="red"),
        pytest.param(None, "○</span> Inte satt", id="unset"),
    ],
)
def test_status_is_an_icon_and_a_word(status: Status | None, told: str) -> None:
    """A status has its own shape beside its word, and the shape is not read aloud."""
    one = project(updated="2022-11-01")
    assert one.report
    ((*_, cell, _, _, _, _, _, _),) = rows(text_of(knowledge(replace(one, report=replace(one.report, status=status)))))
    assert cell.endswith(told)
    assert "aria-hidden=true" in cell


EDIT = f'<span class="noprint"> ([{{{{fullurl:{DATA}|action=edit}}}} skriv])</span>'


@pytest.mark.parametrize(
    ("one", "said"),
    [
        pytest.param(project(updated="2022-11-01"), f"✓ [[:{DATA}|Aktuell]], 1 november 2022", id="current"),
        pytest.param(
            project(updated="2022-10-03"),
            f"! [[:{DATA}|Försenad]] för oktober 2022; den senaste är från 3 oktober 2022{EDIT}",
            id="late",
        ),
        pytest.param(project(), f"✗ [[:{DATA}|Saknas]] för oktober 2022{EDIT}", id="missing"),
        pytest.param(replace(project(), report=None), "– Ingen väntas", id="none"),
        pytest.param(replace(project(), closed=True), "– Avslutat", id="closed"),
    ],
)
def test_report_is_told_in_words_with_links(one: Project, said: str) -> None:
    """The state of the report stands in words, with a link to where it is and one to write what is wanting."""
    ((_, _, _, _, _, cell, *_),) = rows(text_of(knowledge(one)))
    assert cell == said


def test_report_of_a_hidden_or_paused_project_is_told() -> None:
    """A report that is hidden, one that rests and one that is on its way are told as that."""
    one = project()
    assert one.report
    hidden = replace(one, report=replace(one.report, hidden=True))
    paused = replace(one, title=OTHER, paused_until=date(2022, 12, 1))
    cells = [row[5] for row in rows(text_of(knowledge(hidden, paused)))]
    assert cells == ["– Dold", "– Pausat, börjar igen 1 december 2022"]
    punctual = project(updated="2022-10-01")
    early = replace(knowledge(punctual), standings=(standing(punctual, today=date(2022, 11, 3)),))
    ((_, _, _, _, _, cell, *_),) = rows(text_of(early))
    assert cell == f"… [[:{DATA}|På väg]] för oktober 2022, senast 7 november 2022{EDIT}"


def test_wiki_works_out_the_days_late() -> None:
    """Where the wiki can, it works out how many days a report is late, so that the page does not change day by day."""
    ((*_, cell, _, _, _, _),) = rows(text_of(with_extensions(knowledge(project()), "ParserFunctions")))
    assert cell == "{{#expr:({{#time:U|{{#timel:Y-m-d}}}}-{{#time:U|2022-11-07}})/86400}}, sedan 7 november 2022"
    ((*_, cell, _, _, _, _),) = rows(text_of(knowledge(project())))
    assert cell == "sedan 7 november 2022"
    ((*_, cell, _, _, _, _),) = rows(text_of(knowledge(project(updated="2022-11-01"))))
    assert cell == "–"


@pytest.mark.parametrize("extensions", [(), ("ParserFunctions",)])
def test_later_day_does_not_make_an_edit(extensions: tuple[str, ...]) -> None:
    """A report that is late for another day is no news."""
    found = with_extensions(knowledge(project()), *extensions)
    tomorrow = replace(found, standings=(standing(project(), today=date(2022, 11, 10)),))
    tomorrow = replace(tomorrow, material=replace(tomorrow.material, today=date(2022, 11, 10)))
    text = text_of(found)
    again = overview_text(Page(OVERVIEW, text), 2022, tomorrow)
    assert again
    assert again.text == text


def test_what_is_next_and_the_budget_are_told() -> None:
    """A row tells what is next with its days, and what the project costs in all; a dash where that is not known."""
    soon = replace(project(activity("Fira", when=period("2022-12-01", "2022-12-31"))), budget_total=67500.0)
    undated = project(activity("Någon gång", when=Period("snart", date(2022, 12, 5))), title=OTHER)
    bare = project(title="Projekt:Tredje 2022")
    told = [row[-2:] for row in rows(text_of(knowledge(soon, undated, bare)))]
    assert told == [
        ["Fira, december 2022", "67&nbsp;500&nbsp;kr"],
        ["Någon gång, från 5 december 2022", "–"],
        ["–", "–"],
    ]


def test_what_may_be_done_is_said_to_be_the_least() -> None:
    """Where Phabricator has not answered for a task, what is done is at least so much."""
    text = text_of(knowledge(project(activity("A", tasks=("T1",)), activity("B", mark=Mark.DONE))))
    assert rows(text)[0][7].startswith("minst 1 av 2 ")
    assert text.count("minst ") == 3


def test_reminders_are_told_below_each_project() -> None:
    """Why there are reminders, or why there are none, stands below each project of the table."""
    found = known({TITLE: "", **wiki_pages("mars | Boka lokal | Axel | |")})
    (told,) = asides(text_of(found))
    assert told.startswith("'''Påminnelser:''' ")
    assert "Axel: Boka lokal – " in told
    assert "<br />John: lägesrapporten" in told or "<br />Axel: " in told
    (calm,) = asides(text_of(knowledge(project(updated="2022-11-01"))))
    assert calm == "'''Påminnelser:''' inget att påminna om</div>"


def test_budget_is_told_by_financier() -> None:
    """Each financier's sum is told, and what is not known or does not add up is said with the projects it is about."""
    contradicting = Flaw("budget-unreadable", Place(DATA, 3), facts={"total": 9.0, "sum": 5.0})
    funded = replace(project(), funding=(Funding("FDC", 500.0), Funding("", None)))
    more = replace(project(title=OTHER), funding=(Funding("fdc", None), Funding("FDC", 1.0)))
    wrong = replace(project(title="Projekt:Fel 2022"), flaws=(contradicting,))
    text = text_of(knowledge(funded, more, wrong, project(title="Projekt:Inget 2022")))
    assert "| FDC\n" in text
    assert " | 501&nbsp;kr och okänt i 1 projekt\n" in text
    assert "| Ingen finansiär angiven\n" in text
    assert " | okänt\n" in text
    assert "inte med i summan: [[:Projekt:Inget 2022|Inget 2022]].\n" in text
    assert "inte räknas: [[:Projekt:Fel 2022|Fel 2022]]<span" in text
    assert "Budget efter" not in text_of(knowledge(project()))


@pytest.mark.parametrize(
    ("count", "language", "end"), [(10, "sv", "."), (12, "sv", " och 2 till."), (12, "en", " and 2 more.")]
)
@pytest.mark.parametrize("wrong", [False, True])
def test_ten_projects_whose_money_is_not_counted_are_named(
    count: int,
    language: str,
    end: str,
    wrong: bool,  # noqa: FBT001 - pytest's
) -> None:
    """Of many projects without a known budget, or with one that contradicts itself, ten are named, the rest counted."""
    flaws = (Flaw("budget-unreadable", Place(DATA, 3), facts={"total": 9.0, "sum": 5.0}),) * wrong
    found = knowledge(*(replace(project(title=f"Projekt:Nr {one} 2022"), flaws=flaws) for one in range(count)))
    text = text_of(replace(found, material=replace(found.material, words=Words(language))))
    (line,) = [one for one in text.splitlines() if one.count("|Nr ") > 1]
    assert line.count("|Nr ") == 10
    assert line.endswith(f"{'</span>' if wrong else ']]'}{end}")


def test_styles_are_used_where_the_wiki_has_them() -> None:
    """The style sheet is called where the extension is there and the page is one of its own, and nowhere else."""
    found, tag = knowledge(project()), f'\n<templatestyles src="{STYLES}" />\n'
    assert tag in text_of(with_extensions(found, "TemplateStyles", styles="sanitized-css"))
    assert "templatestyles" not in text_of(with_extensions(found, "TemplateStyles", styles="wikitext"))
    assert "templatestyles" not in text_of(with_extensions(found, "TemplateStyles"))
    assert "templatestyles" not in text_of(with_extensions(found, styles="sanitized-css"))


def changed(before: Project | None, after: Project | None) -> str:
    """What the overview says has changed when a project has become another on the next day; "" for nothing."""
    third = project(title="Projekt:Tredje 2022", updated="2022-11-01")
    page = draft(Page(OVERVIEW, None), *filter(None, (before, third)))
    assert page
    found = knowledge(*filter(None, (after, third)))
    tomorrow = replace(found, material=replace(found.material, today=date(2022, 11, 10)))
    then = overview_text(Page(OVERVIEW, page.text), 2022, tomorrow)
    assert then
    _, heading, rest = then.text.partition("\n== Vad som har ändrats ==\n")
    told = rest.partition("\n<!--")[0].partition("\n\n==")[0]
    assert told.startswith("Sett 10 november 2022, jämfört med den senaste körningen en tidigare dag.\n") or not heading
    return told.partition("\n")[2]


NAME = f"'''[[:{TITLE}|Prov 2022]]'''"


def test_nothing_has_changed() -> None:
    """Where nothing has changed, nothing is said of it."""
    assert changed(project(), project()) == ""


def test_new_and_gone_projects_are_told() -> None:
    """A project that has come and one that has gone are told as that."""
    assert changed(None, project()) == f"* {NAME}: nytt bland årets projekt"
    assert changed(project(), None) == f"* {NAME}: inte längre bland årets projekt"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        pytest.param(
            replace(project(), report=None),
            project(),
            [f"[[:{DATA}|lägesrapporten]] för oktober 2022 har blivit försenad{EDIT}"],
            id="late",
        ),
        pytest.param(
            project(),
            project(updated="2022-11-01"),
            [f"[[:{DATA}|ny lägesrapport]], 1 november 2022", "status: inte satt → grön"],
            id="report and status",
        ),
        pytest.param(
            project(activity("[A]"), activity("B"), activity("C", when=period("2022-12-01", "2022-12-31"))),
            project(
                activity("[A]", mark=Mark.DONE),
                activity("B", mark=Mark.DONE),
                activity("C", when=period("2022-10-01", "2022-10-31")),
            ),
            ["klara: ''&#91;A&#93;'', ''B''", "försenad: ''C''"],
            id="activities",
        ),
        pytest.param(
            project(), project(lead=people("Sara", everyone="lead")), ["ansvarig: John → Sara, Samtliga"], id="lead"
        ),
        pytest.param(project(), project(lead=people()), ["ansvarig: John → ingen"], id="no lead"),
        pytest.param(project(), replace(project(), end=None), ["slut: 31 december 2022 → inte sagt"], id="last day"),
        pytest.param(
            replace(project(), budget_total=500.0),
            replace(project(), budget_total=None),
            ["budget: 500&nbsp;kr → inte känd"],
            id="budget",
        ),
    ],
)
def test_changes_are_told_by_project(before: Project, after: Project, said: list[str]) -> None:
    """What has changed since the last run of another day is told project by project, in words and with links."""
    assert changed(before, after) == "\n".join([f"* {NAME}", *(f"** {one}" for one in said)])


def test_many_activities_are_told_in_short() -> None:
    """Of many activities that have changed, as many are named as of anything, and the rest counted."""
    plan = [activity(f"Nr {number}", when=period("2022-12-01", "2022-12-31")) for number in range(9)]
    done = changed(project(*plan), project(*(replace(one, mark=Mark.DONE) for one in plan)))
    late = changed(project(*plan), project(*(activity(one.name) for one in plan)))
    assert done.endswith(", ''Nr 6'' och 2 till")
    assert late.endswith(", ''Nr 6'' och 2 till")


def test_tampered_note_begins_anew() -> None:
    """Where the note makes no sense, this run is like the first: nothing is said to have changed."""
    page = draft(Page(OVERVIEW, None), project())
    assert page
    body = page.text.split("-->\n", 1)[1].rpartition("\n<!-- Lägesbot:slut")[0].replace("nu |", "nu | x |")
    found = knowledge(project(updated="2022-11-01"))
    then = overview_text(Page(OVERVIEW, region("översikt", body)), 2022, found)
    assert then
    assert "Vad som har ändrats" not in then.text
    assert "<!-- Lägesbot:läge 2022-11-09 -\n" in then.text
