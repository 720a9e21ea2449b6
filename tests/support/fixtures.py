"""What takes long to make, as pytest fixtures: a Phabricator, the docs' site, and the real MediaWiki.

The last is for tests with the marker `mediawiki`.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.conduit import ConduitServer
from tests.support.mediawiki import MediaWiki, available
from tests.support.site import ROOT, build_site

REQUIRED = "LAGESBOT_REQUIRE_MEDIAWIKI"


@pytest.fixture(scope="session")
def mediawiki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MediaWiki]:
    """One wiki for all tests of a worker process, as the last test left it.

    Skips where MediaWiki is not installed; fails there if `LAGESBOT_REQUIRE_MEDIAWIKI=1` is set.
    """
    missing = available()
    if missing and os.environ.get(REQUIRED) == "1":
        pytest.fail(f"{REQUIRED}=1, but {missing}")
    if missing:
        pytest.skip(missing)
    with MediaWiki.start(tmp_path_factory.mktemp("mediawiki")) as wiki:
        yield wiki


@pytest.fixture
def fresh_mediawiki(mediawiki: MediaWiki) -> MediaWiki:
    """The wiki as it was when it was new: no pages, and no accounts but `Lägesbot` and `Chefen`."""
    mediawiki.restore()
    return mediawiki


@pytest.fixture
def conduit() -> Iterator[ConduitServer]:
    """A Phabricator on loopback without any tasks; its test needs the mark `allow_hosts`."""
    with ConduitServer.serving() as server:
        yield server


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the docs, built without a word; its tests, and those that show it in a browser, go together."""
    target = tmp_path_factory.mktemp("site") / "html"
    done = build_site(ROOT / "docs", target)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return target
