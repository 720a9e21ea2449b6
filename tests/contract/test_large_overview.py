"""The overview of a year with very many projects on a real MediaWiki: it is saved, and all of it is shown."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.gather import Request, gather
from bot.knowledge import know
from bot.phabricator.recorded import recorded
from bot.render.overview import overview_text
from bot.render.overview_body import COMPUTING
from bot.wiki.folder import FolderWiki
from bot.wiki.port import Page
from tests.bench.population import TODAY, YEAR, Population
from tests.support.mediawiki import ADMIN, MediaWiki
from tests.unit.test_gather import Heard

pytestmark = pytest.mark.mediawiki

OVERVIEW = f"Lägesöversikt {YEAR}"
PROJECTS = 300
MOST_EXPANDED = 2048 * 1024
"""Bytes: beyond this MediaWiki leaves the rest of a page's templates as links."""


def overview(folder: Path, projects: int) -> str:
    """The overview of so many projects, on a wiki that works out days."""
    wiki = FolderWiki(Population(projects).write(folder), now=lambda: datetime(2022, 11, 9, tzinfo=UTC), readonly=True)
    material = gather(wiki, Request(TODAY, "r", (YEAR,)), Heard(), tracker=recorded(folder))
    known = know(replace(material, extensions=frozenset({COMPUTING})))
    draft = overview_text(Page(OVERVIEW, None), YEAR, known)
    assert draft is not None
    return draft.text


def test_large_overview_is_saved_and_shown(fresh_mediawiki: MediaWiki, tmp_path: Path) -> None:
    """The wiki takes the page as it is, and shows all of it within its limits, far from the last of them."""
    text = overview(tmp_path / "wiki", PROJECTS)
    with fresh_mediawiki.person(ADMIN) as person:
        person.edit(OVERVIEW, text, summary="prov")
        told = person.api(action="parse", page=OVERVIEW, prop="limitreportdata|text", disablelimitreport=0)["parse"]
    assert fresh_mediawiki.text(OVERVIEW) == text
    limits = {one["name"]: [value for key, value in one.items() if key.isdigit()] for one in told["limitreportdata"]}
    used, most = limits["limitreport-postexpandincludesize"]
    assert most == MOST_EXPANDED
    assert used < most / 4
    assert told["text"].count("expand-child") == PROJECTS
    assert "Template:" not in told["text"]
