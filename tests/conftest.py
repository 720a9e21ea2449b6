"""What holds for all tests: no network, which of them go together, one Hypothesis profile."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import pytest_socket
from hypothesis import settings

from bot.phabricator.access import ADDRESS_VARIABLE, TOKEN_VARIABLE
from bot.ping import VARIABLE as PING_VARIABLE
from bot.wiki.credentials import ACCOUNT_VARIABLE, OAUTH_VARIABLES, OPERATOR_VARIABLE, PASSWORD_VARIABLE
from tests.support.fixtures import built_site, conduit, fresh_mediawiki, mediawiki
from tests.support.sharing import Together

__all__ = ["built_site", "conduit", "fresh_mediawiki", "mediawiki"]

LOOPBACK = "127.0.0.1"
UNIT = Path(__file__).parent / "unit"

# No deadline: a loaded machine is slow, and that is not a bug of ours. The blob lets anybody replay a failure.
settings.register_profile("default", deadline=None, print_blob=True)
settings.load_profile("default")


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Together | None:
    """Keep together what is set up in common (`--dist loadgroup`)."""
    return Together(config, log) if config.getoption("dist") == "loadgroup" else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let tests of the real MediaWiki reach loopback, and let the unit tests come last.

    They are many and short: coming last, they leave no worker alone with something long.
    """
    for item in items:
        if item.get_closest_marker("mediawiki"):
            item.add_marker(pytest.mark.allow_hosts([LOOPBACK]))
    items.sort(key=lambda item: UNIT in item.path.parents)


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test pulls the plug, so none need wait until what it wrote would survive that; processes started do wait."""
    monkeypatch.setattr(os, "fsync", lambda _file: None)


@pytest.fixture(scope="session", autouse=True)
def _no_cache_of_others(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is read for several tests at once is not kept in the cache of whoever runs them."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(autouse=True)
def _no_secrets(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test takes up whoever runs it on Phabricator or on a wiki, takes their settings, or tells their monitor.

    What the bot remembers of a wiki, and what it has read there, lies in folders of the test's own.
    """
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
    monkeypatch.delenv("LAGESBOT_NO_CACHE", raising=False)
    ours = (ACCOUNT_VARIABLE, OPERATOR_VARIABLE, PASSWORD_VARIABLE, *OAUTH_VARIABLES, PING_VARIABLE)
    for name in (TOKEN_VARIABLE, ADDRESS_VARIABLE, "LAGESBOT_SETTINGS", *ours):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _no_sockets(request: pytest.FixtureRequest) -> Iterator[None]:
    """Unit tests open no socket; one that tries fails at once instead of depending on somebody's network."""
    allowed = request.node.get_closest_marker("allow_hosts") or request.node.get_closest_marker("enable_socket")
    if not allowed:
        pytest_socket.disable_socket(allow_unix_socket=True)
    yield
    if not allowed:
        pytest_socket.enable_socket()
