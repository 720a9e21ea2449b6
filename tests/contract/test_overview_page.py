"""The overview on a real MediaWiki: what its sanitizer, its parser functions and a style sheet make of it."""

import re
from datetime import UTC, date, datetime

import pytest

from bot.gather import Request, gather
from bot.phabricator.tracker import Nobody
from bot.wiki.folder import FolderWiki
from bot.wiki.live import LiveWiki
from tests.contract.stage import EXAMPLE, LiveStage
from tests.contract.test_whole_run import succeeded
from tests.support.mediawiki import TEMPLATE_STYLES
from tests.unit.test_gather import Heard

OVERVIEW = "Lägesöversikt 2022"
STYLES = "Mall:Lägesbot/stil.css"
GEMENSKAP = dict.fromkeys(("En gemenskap för alla 2022", "Skrivstugeturné 2022", "Stöd till gemenskapen 2022"))
PROGRAMMES = {**dict.fromkeys(GEMENSKAP, "Gemenskap"), "Erfarenhetsutbyte 2022": "Möjliggörande"}

pytestmark = pytest.mark.mediawiki


def overview(live: LiveStage) -> str:
    """The overview's wikitext."""
    text = live.wiki.text(OVERVIEW)
    assert text
    return text


def test_programmes_are_those_of_the_folder(live: LiveStage, connected: LiveWiki) -> None:
    """On both wikis the projects belong to the same programmes, and only the real one has extensions."""
    assert live.wiki.text(OVERVIEW) is None
    request = Request(date(2022, 11, 20), "r", (2022,))
    folder = FolderWiki(EXAMPLE, now=lambda: datetime(2022, 11, 20, tzinfo=UTC), readonly=True)
    for wiki in (folder, connected):
        found = gather(wiki, request, Heard(), tracker=Nobody("no-token"))
        assert found.programmes == {2022: {f"Projekt:{name}": told for name, told in PROGRAMMES.items()}}
        assert ("ParserFunctions" in found.extensions) == (wiki is connected)


def test_page_works_out_the_days_and_keeps_its_looks(live: LiveStage) -> None:
    """Days late are worked out, and colours, scroll boxes and their names get through the sanitizer."""
    succeeded(live.bot("run"))
    shown = live.wiki.html(OVERVIEW)
    late = (datetime.now(UTC).date() - date(2022, 11, 7)).days  # noqa: TID251 - the wiki's own clock is what is tried
    told = {int(days) for days in re.findall(r">(\d+), sedan 7 november 2022", shown)}
    assert told
    assert told <= {late - 1, late, late + 1}
    assert 'role="region" tabindex="0" aria-labelledby="lagesbot-projekt"' in shown
    assert '<caption id="lagesbot-projekt"' in shown
    assert "background:var(--background-color-error-subtle,#fee7e6);color:var(--color-base,#202122)" in shown
    assert "insecure input" not in shown
    assert "aria-hidden=" in shown
    assert "error" not in re.sub(r"error-subtle", "", shown)
    assert "<templatestyles" not in overview(live)


def test_style_sheet_is_installed_and_used(live: LiveStage) -> None:
    """Where the extension is there, setup installs the style sheet, and the next run uses it, once."""
    with live.wiki.behaving(manifests=TEMPLATE_STYLES):
        succeeded(live.bot("run"))
        assert "<templatestyles" not in overview(live)
        succeeded(live.bot("setup", "--yes"))
        succeeded(live.bot("run"))
        assert f'<templatestyles src="{STYLES}" />' in overview(live)
        assert "@media print" in live.wiki.html(OVERVIEW)
        before = live.edits()
        succeeded(live.bot("setup", "--yes"))
        succeeded(live.bot("run"))
        assert live.edits() == before


def test_style_sheet_is_left_where_it_would_be_an_error(live: LiveStage) -> None:
    """Where the extension is gone, the overview does without the style sheet, which stays as it is."""
    with live.wiki.behaving(manifests=TEMPLATE_STYLES):
        succeeded(live.bot("setup", "--yes"))
        succeeded(live.bot("run"))
    succeeded(live.bot("run"))
    assert "<templatestyles" not in overview(live)


def test_setup_makes_no_style_sheet_without_the_extension(live: LiveStage) -> None:
    """Where the extension is not there, setup makes no page for it."""
    succeeded(live.bot("setup", "--yes"))
    assert live.wiki.text(STYLES) is None
