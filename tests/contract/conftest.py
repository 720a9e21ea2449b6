"""The two wikis that the contract is tried on."""

import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.wiki.live import LiveWiki
from tests.contract.ground import FolderGround, Ground, LiveGround, forget_pywikibot
from tests.contract.stage import FolderStage, LiveStage, Stage
from tests.support.mediawiki import MediaWiki


@pytest.fixture(scope="module")
def connected(mediawiki: MediaWiki, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveWiki]:
    """The bot, logged in on the real wiki; once for a module, because Pywikibot has one configuration a process."""
    home = tmp_path_factory.mktemp("pywikibot")
    mediawiki.restore()
    mediawiki.write_config(home)
    forget_pywikibot()
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pywikibot warns that the test's waiting times are no whole seconds
        patch.setenv("PYWIKIBOT_DIR", str(home))
        wiki = LiveWiki.connect([], write=True)
    yield wiki
    forget_pywikibot()


@pytest.fixture(params=["folder", pytest.param("live", marks=pytest.mark.mediawiki)])
def ground(request: pytest.FixtureRequest, tmp_path: Path) -> Ground:
    """A wiki of either kind, empty but for its main page, and people on it."""
    if request.param == "folder":
        return FolderGround(tmp_path / "wiki")
    wiki: LiveWiki = request.getfixturevalue("connected")
    return LiveGround(request.getfixturevalue("fresh_mediawiki"), wiki)


@pytest.fixture(params=["folder", pytest.param("live", marks=pytest.mark.mediawiki)])
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Stage:
    """The example wiki, in a folder and in a real MediaWiki."""
    if request.param == "folder":
        return FolderStage(tmp_path)
    return LiveStage(tmp_path, request.getfixturevalue("fresh_mediawiki"))


@pytest.fixture
def live(fresh_mediawiki: MediaWiki, tmp_path: Path) -> LiveStage:
    """The example wiki in a real MediaWiki."""
    return LiveStage(tmp_path, fresh_mediawiki)
