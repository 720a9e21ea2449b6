"""The timeline on a project page: all that people have written stays, wherever it is put, and changes are noticed."""

import mwparserfromhell
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.parse.date_spans import Frame
from bot.parse.regions import TIMELINE, blanked, read_regions
from bot.parse.structure import Source
from bot.parse.timeplan import read_timeplan
from bot.plan import make_plan
from bot.planned import Plan
from bot.settings import Settings
from tests.support.builders import DATA, TITLE, data_text, plan_text, settings
from tests.support.pages import carried_out, known_from, region
from tests.support.traces import untouched
from tests.support.wikitext import project_pages, texts

ON = settings(report={"timeline": True})
BOXED = settings(report={"timeline": True, "placement": "parameters"})
TABLE = plan_text("Mars | Boka | Axel | |", "(December 2022–mars 2023) | {{Fira}} | Sara | |", "oklart | Jubla | | |")


@st.composite
def planned(draw: st.DrawFn) -> str:
    """A project page with a time plan, and people's text before, right after and below its table."""
    before, beside, after = (draw(texts) for _ in range(3))
    table = TABLE.replace("|}\n", f"|}}{beside}\n")
    return f"{before}\n{table}{after}"


def written(main: str, *, rules: Settings = BOXED) -> tuple[Plan, dict[str, str]]:
    """The plan for a project with its box on another page, and the pages when it is carried out."""
    pages = {TITLE: main, DATA: data_text()}
    plan = make_plan(known_from(pages, rules=rules), ["report"])
    return plan, carried_out(pages, plan)


@given(st.one_of(planned(), project_pages()))
@example(TABLE)
@example(TABLE.replace("\n", "\r\n"))
@example(f"{TABLE}\n{region('tidslinje', 'Gammalt')} b\n")
@example(f"{TABLE.rstrip()}\n{{{{Mall|\n{TABLE}}}}}")
def test_text_of_people_is_never_touched(before: str) -> None:
    """With or without a timeline, what people have written stays byte for byte, and a second run changes nothing."""
    plan, pages = written(before)
    assert untouched(before, pages[TITLE])
    assert pages[TITLE] == before or read_regions(pages[TITLE]).sound
    again = make_plan(known_from(pages, rules=BOXED), ["report"])
    assert again.edits == ()
    assert [one.title for one in again.withheld] == [one.title for one in plan.withheld]


@given(planned())
@example(TABLE)
def test_timeline_is_seen_and_is_no_plan(before: str) -> None:
    """An independent parser sees the marker as a comment, and the plan is read as before, beside its own grid."""
    assume("\0" not in before)  # where that parser stops; no wiki stores it
    _, pages = written(before)
    region_found = read_regions(pages[TITLE]).get(TIMELINE)
    assume(region_found is not None)
    assert region_found
    marker = pages[TITLE][region_found.start : region_found.body_start].strip()
    assert marker in [str(comment) for comment in mwparserfromhell.parse(pages[TITLE]).ifilter_comments()]
    frame = Frame(None, None, 2022)
    was, now = (read_timeplan(Source(TITLE, blanked(text)), frame).activities for text in (before, pages[TITLE]))
    assert [one.name for one in was] == [one.name for one in now]


@given(st.data())
def test_tampering_is_noticed(data: st.DataObject) -> None:
    """Whatever is changed within the timeline, the page is left alone."""
    _, pages = written(TABLE, rules=ON)
    text = pages[TITLE]
    found = read_regions(text).found["tidslinje"]
    start = data.draw(st.integers(found.body_start, found.body_end))
    end = data.draw(st.integers(start, found.body_end))
    changed = f"{text[:start]}{data.draw(texts)}{text[end:]}"
    assume(changed.replace("\r", "") != text)
    plan = make_plan(known_from({**pages, TITLE: changed}, rules=ON), ["report"])
    assert TITLE not in {edit.title for edit in plan.edits}
    assert TITLE in {one.title for one in plan.withheld}
