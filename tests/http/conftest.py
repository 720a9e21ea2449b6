"""Pywikibot on a wiki that is not there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests_mock

from bot.wiki.live import LiveWiki
from tests.contract.ground import forget_pywikibot
from tests.http.faulty import FaultyWiki, configure
from tests.http.waits import Waits


@pytest.fixture
def faulty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultyWiki]:
    """A wiki that does as it is told, and a configuration for it; Pywikibot is imported anew."""
    configure(tmp_path)
    monkeypatch.setenv("PYWIKIBOT_DIR", str(tmp_path))
    forget_pywikibot()
    with requests_mock.Mocker() as mock:
        yield FaultyWiki(mock)
    forget_pywikibot()


@pytest.fixture
def wiki(faulty: FaultyWiki) -> LiveWiki:
    """The bot, logged in there."""
    connected = LiveWiki.connect([], write=True)
    faulty.requests.clear()
    return connected


@pytest.fixture
def waits(wiki: LiveWiki, monkeypatch: pytest.MonkeyPatch) -> Waits:  # noqa: ARG001 - logged in before the clock stops
    """What the bot waits for from now on."""
    return Waits(monkeypatch)
