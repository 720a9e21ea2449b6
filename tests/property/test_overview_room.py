"""However many projects there are, whatever people have written and whatever is set, the overview fits its page."""

from dataclasses import replace

from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

from bot.knowledge import Knowledge
from bot.model import Finding, Place, Project
from bot.parse.regions import read_regions
from bot.render.overview import overview_text
from bot.render.room import MOST_BYTES
from bot.wiki.port import Page
from tests.support.builders import activity, known, project, settings, standing

WORDS = st.text("abcåé{}|~✓𝕏 ", min_size=1, max_size=60)


def of_year(names: list[str], findings: list[str], most: int) -> Knowledge:
    """What is known of a project for each of these activities, each with these findings."""
    usual = known({}, rules=settings(overview={"max_kilobytes": most}))
    projects = [project(activity(name), title=f"Projekt:Prov {at} 2022") for at, name in enumerate(names)]
    return replace(
        usual,
        material=replace(usual.material, listed={2022: tuple(one.title for one in projects)}),
        standings=tuple(standing(one) for one in projects),
        findings={one.title: _findings(one, findings) for one in projects},
    )


def _findings(one: Project, messages: list[str]) -> tuple[Finding, ...]:
    place = Place(one.title, 1)
    return tuple(Finding("activity-overdue", "error", place, None, message * 40) for message in messages)


@trying(max_examples=25)
@given(
    st.lists(WORDS, min_size=1, max_size=60),
    st.lists(WORDS, max_size=8),
    st.integers(100, 300),
    st.one_of(st.integers(0, 1_000), st.integers(MOST_BYTES - 200_000, MOST_BYTES)),
)
def test_overview_fits_its_page(names: list[str], findings: list[str], most: int, written: int) -> None:
    """The region is sound and no longer than is set, the page no longer than the wiki takes; or it is left alone."""
    found = of_year(names, findings, most)
    draft = overview_text(Page("Lägesöversikt 2022", "x" * written), 2022, found)
    if draft is None:
        assert written > MOST_BYTES - 20_000
        return
    assert len(draft.text.encode()) <= min(MOST_BYTES, written + 1000 * most)
    regions = read_regions(draft.text)
    assert regions.sound
    assert len(regions.found) == 1
    assert draft.text.startswith("x" * written)
