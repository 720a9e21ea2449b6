"""Text that people have written into the bot's regions: kept where staff want that, else a reason to write nothing."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.model import Task
from bot.parse.projectdata import find_call
from bot.parse.regions import Region, compose, read_regions, without_regions
from bot.parse.structure import Source
from bot.plan import make_plan
from bot.settings import Settings
from tests.support.builders import DATA, TITLE, data_text, plan_text, settings
from tests.support.pages import carried_out, known_from
from tests.support.wikitext import pages_for, texts

KEEP = settings(report={"on_edited": "keep-both"})
TASKS: list[Task] = ["report", "overview"]
ROWS = [
    "Mars 2022 | Boka [[lokal]] | Axel | |",
    "April 2022 | Tryck | Sara | Klart. |",
    "December 2022 | Fest | John | |",
    "i morgon | Något | Beatrice | |",
]
BOX = data_text(problem="Inga.", uppdaterad="2022-10-04", status="green")
SHORT = "{{Projektdata\n| ansvarig = John\n| projektstart = 2022-01-01\n| projektslut = 2022-12-31\n}}"
WIKIS = [
    {TITLE: plan_text(*ROWS), DATA: BOX},
    {TITLE: plan_text(*ROWS), DATA: SHORT},
    {TITLE: f"{plan_text(*ROWS)}Text.\n\n== Mer ==\nMer text.\n[[Kategori:A]]\n"},
    {TITLE: f"{plan_text(*ROWS)}{BOX}\n\n== Lägesrapport ==\nVi hinner.\n"},
]
"""Projects with a box, with one that lacks every field of the report, without any, and with one on the project page."""

WRITTEN = [carried_out(pages, make_plan(known_from(pages), TASKS)) for pages in WIKIS]
"""The same after a run, with the bot's regions."""

MARKER = re.compile(r"<!-- Lägesbot:(?:start|slut) [^<>]*-->")
HIDDEN = re.compile(
    r"<!-- Lägesbot:(?:minne \S+ \S+\r?\n(?:(?:projekt|[0-9a-f]{12}) [^\n<>]*\n)*|underlag [0-9a-f -]*)-->"
)
"""What the bot writes for itself: nobody has written a line of it."""


@st.composite
def edited(draw: st.DrawFn) -> tuple[dict[str, str], str, str]:
    """The pages of such a wiki with one region edited; the title of that page, and the region's name."""
    pages = draw(st.sampled_from(WRITTEN))
    title = draw(
        st.sampled_from([one for one in pages if one.startswith("Projekt:") and read_regions(pages[one]).found])
    )
    text = pages[title]
    region = draw(st.sampled_from(list(read_regions(text).found.values())))
    start = draw(st.integers(region.body_start, region.body_end))
    end = draw(st.one_of(st.just(start), st.integers(start, region.body_end)))
    by_lines = draw(st.booleans())
    written = draw(texts)
    if by_lines:  # as most people would: a line of its own
        start = end = text.rfind("\n", 0, start) + 1
        written = f"{written}\n"
    after = f"{text[:start]}{written}{text[end:]}"
    assume(read_regions(after).damage is None)
    assume(read_regions(after).found[region.name].edited)
    return {**pages, title: after}, title, region.name


def body(text: str, region: Region) -> str:
    """What stands in a region, without what nobody sees of it."""
    return HIDDEN.sub("", text[region.body_start : region.body_end])


def in_order(lines: list[str], among: list[str]) -> bool:
    """Whether all lines are among others, in the same order."""
    rest = iter(among)
    return all(line in rest for line in lines)


def seen(text: str) -> list[str]:
    """The headings of a page, and the parameters of its first call that has any."""
    source = Source(TITLE, text)
    call = find_call(source, KEEP.templates)
    return [*(one.title for one in source.sections), *(one.name for one in (call.parameters if call else ()))]


def test_open_comment_is_not_moved() -> None:
    """A comment that somebody opens in a region ends with it; moved out, it would hide what follows, so it stays."""
    pages = WRITTEN[0]
    text = pages[DATA].replace("<div", "<!-- <div", 1)
    plan = make_plan(known_from({**pages, DATA: text}, rules=KEEP), TASKS)
    assert plan.for_page(DATA) is None
    assert [one.title for one in plan.withheld] == [DATA]


@given(edited())
@pages_for("kept")
def test_edits_are_kept(case: tuple[dict[str, str], str, str]) -> None:
    """What people wrote into a region is there afterwards, line for line, outside of it; then nothing is left to do."""
    before, title, name = case
    plan = make_plan(known_from(before, rules=KEEP), TASKS)
    edit = plan.for_page(title)
    assume(edit is not None)
    assert edit is not None
    region = read_regions(before[title]).found[name]
    theirs = body(before[title], region)
    assert read_regions(edit.text).sound
    assert in_order([line for line in theirs.split("\n") if line], without_regions(edit.text).split("\n"))
    moved = f"{before[title][: region.start]}{compose(name, '')}{before[title][region.end :]}"
    assert in_order(without_regions(moved).split("\n"), without_regions(edit.text).split("\n"))
    assert in_order(seen(before[title]), seen(edit.text))
    after = carried_out(before, plan)
    assert make_plan(known_from(after, rules=KEEP), TASKS).edits == ()


LATER = date(2022, 12, 9)
"""A day of the next month: then the bot has something else to say in every report."""

HARMS: list[Callable[[str, int], str]] = [
    lambda marker, _: "",  # noqa: ARG005 - nothing is left of it
    lambda marker, at: marker[:at] + marker[at + 1 :],
    lambda marker, at: f"{marker[:at]}x{marker[at:]}",
    lambda marker, _: f"{marker}\n{marker}",
    lambda marker, _: f"x {marker}",
]
"""What can happen to a marker: it is lost, loses a sign or gets one, is doubled, or shares its line."""


@given(edited())
@pages_for("refused")
def test_edits_are_refused(case: tuple[dict[str, str], str, str]) -> None:
    """Where a region was edited, nothing is written on that page, though there is news, and that is told."""
    pages, title, _ = case
    plan = make_plan(known_from(pages, today=LATER), TASKS)
    assert plan.for_page(title) is None
    assert title in [one.title for one in plan.withheld]


@given(st.sampled_from(WRITTEN), st.data(), st.sampled_from(HARMS), st.integers(0, 99), st.sampled_from([None, KEEP]))
@pages_for("harmed")
def test_harmed_markers_are_refused(
    pages: dict[str, str], data: st.DataObject, harm: Callable[[str, int], str], at: int, rules: Settings | None
) -> None:
    """Where a marker is harmed, nothing is written on that page, whatever staff say of edits, and that is told."""
    title = data.draw(st.sampled_from([one for one in (TITLE, DATA) if read_regions(pages.get(one, "")).found]))
    marker = data.draw(st.sampled_from(MARKER.findall(pages[title])))
    harmed = {**pages, title: pages[title].replace(marker, harm(marker, at % len(marker)))}
    plan = make_plan(known_from(harmed, today=LATER, rules=rules), TASKS)
    assert plan.for_page(title) is None
    assert title in [one.title for one in plan.withheld]


@pytest.mark.parametrize("pages", WRITTEN)
def test_whole_pages_have_news(pages: dict[str, str]) -> None:
    """On that day there is something to write on every page that has a region, if nobody has touched it."""
    plan = make_plan(known_from(pages, today=LATER), TASKS)
    for title in (TITLE, DATA):
        assert (plan.for_page(title) is not None) == bool(read_regions(pages.get(title, "")).found)
