"""A browser, and what is shown in it."""

import os
from collections.abc import Iterator

import pytest

from tests.support.chromium import Chromium, Profile, available
from tests.support.mediawiki import MediaWiki
from tests.support.shown_example import AS_THEN, copied

REQUIRED = "LAGESBOT_REQUIRE_BROWSER"
AFTER_A_RUN = "example-after-a-run"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """One browser for all tests of a worker process.

    Skips where Chromium is not installed; fails there if `LAGESBOT_REQUIRE_BROWSER=1` is set.
    """
    missing = available()
    if missing and os.environ.get(REQUIRED) == "1":
        pytest.fail(f"{REQUIRED}=1, but {missing}")
    if missing:
        pytest.skip(missing)
    with Chromium.running() as browser:
        yield browser


@pytest.fixture
def reader(chromium: Chromium) -> Iterator[Profile]:
    """Somebody who has not been here before."""
    with chromium.profile() as profile:
        yield profile


@pytest.fixture(scope="module")
def visitor(chromium: Chromium) -> Iterator[Profile]:
    """Somebody who goes through a module's pages with one cache: MediaWiki makes its scripts but once."""
    with chromium.profile() as profile:
        yield profile


@pytest.fixture(scope="module")
def example(mediawiki: MediaWiki, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MediaWiki]:
    """The example after a run that showed all that can be shown, in a real MediaWiki; to be read only."""
    if mediawiki.keeps(AFTER_A_RUN):
        mediawiki.restore(AFTER_A_RUN)
    else:
        mediawiki.restore()
        mediawiki.load(copied(tmp_path_factory.mktemp("example") / "wiki"))
        mediawiki.snapshot(AFTER_A_RUN)
    with mediawiki.behaving(**AS_THEN):
        yield mediawiki
