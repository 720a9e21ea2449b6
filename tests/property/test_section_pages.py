"""The report as a section of the project page: all that people have written there stays, wherever it is put."""

from dataclasses import replace

import mwparserfromhell
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.checks.standing import Standing
from bot.knowledge import Knowledge, know
from bot.model import Activity, Mark, Project
from bot.names import names
from bot.parse.regions import read_regions
from bot.parse.structure import Source
from bot.plan import make_plan
from tests.support.builders import (
    DATA,
    TITLE,
    activity,
    data_text,
    material,
    page,
    period,
    plan_text,
    project,
    settings,
    standing,
)
from tests.support.pages import carried_out, known_from, region, report_text
from tests.support.traces import untouched
from tests.support.wikitext import data_pages, pages_for, project_pages

SECTION = names().region("report")
PROJECT = project(
    activity("Klar {{sak}}", mark=Mark.DONE),
    activity("Sen [[sak]]"),
    activity("Kommande | sak", when=period("2022-12-05", "2022-12-06")),
)
UNBOXED = replace(PROJECT, data_place=None, report=None)
"""The same project without project data."""

STANDING = standing(UNBOXED)
KNOWN = know(material({}))
PLACED = {
    placement: know(material({}, rules=settings(report={"placement": placement})))
    for placement in ("auto", "parameters", "section")
}
"""The same, by where staff want the report."""

OPENED = ["<!-- a", "<nowiki>", "<pre>", "<ref>", "{{a|", "[[a|", "{|\n| a", "== a", "<!-- a -->", "{{{a|"]


def holding(text: str, known: Knowledge = KNOWN) -> Knowledge:
    """What is known, with the project page as it is."""
    return replace(known, material=replace(known.material, pages={**known.pages, TITLE: page(TITLE, text)}))


def drafted(text: str, one: Standing = STANDING, known: Knowledge = KNOWN) -> str | None:
    """The project page as the bot would leave it; None where it is refused."""
    found = report_text(page(TITLE, text), one, holding(text, known))
    return None if found is None else found.text


def titles(text: str) -> list[str]:
    """The headings of a page."""
    return [one.title for one in Source(TITLE, text).sections]


@given(project_pages())
@example("")
@example("\r\n")
@example("== Lägesrapport ==\nVi skriver här. \r\n=== Mars ===\nMer.\n== Projektdata ==\n{{:a}}\n[[Kategori:A]]")
@example("== Projektdata ==\r\n{{:a}}\r\n\r\n[[Kategori:A]]\r\n[[en:A]]\r\n")
@example("== Projektdata ==\n[[Fil:A.jpg|thumb|a\n[[Kategori:B]]]]\n\n[[Kategori:C]] {{DEFAULTSORT:D}}  ")
@example(f"== Projektdata ==\na\n{region('problem', '* x')}\n")
@pages_for("section")
def test_text_of_people_is_never_touched(before: str) -> None:
    """Either a page is refused, or what people have written stays byte for byte, and a second run changes nothing."""
    after = drafted(before)
    assume(after is not None)
    assert after is not None
    regions = read_regions(after)
    assert SECTION in regions.found
    assert not regions.found[SECTION].edited
    assert untouched(before, after)
    assert drafted(after) == after


@given(project_pages())
@example("<!-- a")
@pages_for("seen")
def test_heading_and_region_are_seen(before: str) -> None:
    """What is written shows: an independent parser sees its marker as a comment, and there is a heading for it."""
    assume("\0" not in before)  # where that parser stops; no wiki stores it
    after = drafted(before)
    assume(after is not None)
    assert after is not None
    one = read_regions(after).found[SECTION]
    comments = [str(comment) for comment in mwparserfromhell.parse(after).ifilter_comments()]
    assert after[one.start : one.body_start].strip() in comments
    told = [title.casefold() for title in titles(before)]
    added = [] if SECTION in read_regions(before).found or "lägesrapport" in told else ["Lägesrapport"]
    assert sorted(titles(after)) == sorted([*titles(before), *added])


@given(st.sampled_from([(), (activity("Inställd", mark=Mark.CANCELLED),)]), project_pages())
def test_report_without_figures_is_written(plan: tuple[Activity, ...], before: str) -> None:
    """A report that has no figures, and so begins with its table, is written wherever one with figures is."""
    one = standing(replace(UNBOXED, activities=plan))
    assert (drafted(before, one) is None) == (drafted(before) is None)


@given(st.sampled_from(OPENED), st.sampled_from(OPENED), project_pages())
def test_hidden_report_is_not_written(first: str, second: str, rest: str) -> None:
    """Below what is opened and not closed, the section is seen with its heading, or the page is refused."""
    before = f"{rest}\n== Projektdata ==\n{first}\n{second}"
    after = drafted(before)
    assume(SECTION not in read_regions(before).found)
    assert after is None or "lägesrapport" in [title.casefold() for title in titles(after)]


CALLS = data_pages().map(lambda text: f"\n{text}\n")
PLACEMENTS = st.sampled_from(list(PLACED))


def boxed(*, hidden: bool) -> Project:
    """The project with its project data on the project page itself."""
    assert PROJECT.report
    assert PROJECT.data_place
    report = replace(PROJECT.report, hidden=hidden)
    return replace(PROJECT, data_place=replace(PROJECT.data_place, page=TITLE), report=report)


@given(project_pages(CALLS), PLACEMENTS, st.booleans())
@example("== Projektdata ==\n{{Projektdata\n| problem = a\n}}\n[[Kategori:A]]", "section", False)
@example("== Projektdata ==\n{{Projektdata\n| problem = a\n}}\n[[Kategori:A]]", "section", True)
@pages_for("both")
def test_call_on_the_project_page(before: str, placement: str, hidden: bool) -> None:  # noqa: FBT001 - drawn by position
    """With the box on the project page itself, its report stands in one of both places, and nothing else changes."""
    known, one = PLACED[placement], standing(boxed(hidden=hidden))
    after = drafted(before, one, known)
    assume(after is not None)
    assert after is not None
    assert untouched(before, after)
    assert drafted(after, one, known) == after
    said = {name for name, found in read_regions(after).found.items() if found.body_start < found.body_end}
    in_section = placement == "section" and not hidden
    assert said <= ({SECTION, "annat"} if in_section else {*read_regions(after).found} - {SECTION})


@given(st.sampled_from(list(PLACED)), st.sampled_from(list(PLACED)), data_pages())
def test_report_moves_with_the_setting(first: str, second: str, data: str) -> None:
    """When staff choose another place, the first is emptied and the second filled, and nothing else changes."""
    text = f"== Projektdata ==\n{data}\n"
    for placement in (first, second):
        after = drafted(text, standing(boxed(hidden=False)), PLACED[placement])
        assume(after is not None)
        assert after is not None
        assert untouched(text, after)
        text = after
    section = read_regions(text).found.get(SECTION)
    assert (section is not None and section.body_start < section.body_end) == (second == "section")


@given(project_pages(), st.sampled_from([None, data_text(problem="Inga.")]), st.sampled_from(list(PLACED)))
@pages_for("whole")
def test_whole_plan(rest: str, data: str | None, placement: str) -> None:
    """As everything is read anew after the edits, nothing is left to do, and people's text is as it was."""
    before = {TITLE: f"{plan_text('Mars | Boka | Axel | |')}{rest}"}
    before |= {} if data is None else {DATA: data}
    rules = settings(report={"placement": placement})
    plan = make_plan(known_from(before, rules=rules), ["report", "overview"])
    after = carried_out(before, plan)
    assert all(untouched(text, after[title]) for title, text in before.items())
    assert make_plan(known_from(after, rules=rules), ["report", "overview"]).edits == ()
