"""What a command holds: the lock and the name of its machine."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.interruption import Interruption
from bot.options import Options
from bot.verbs.holding import HOST, LOCK, held

NOW = datetime(2022, 11, 9, 7, 30, tzinfo=UTC)

Take = Callable[[], str]


@pytest.fixture
def take(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Take:
    """Takes the lock of the live wiki, with its state in a new folder, and gives the machine's name."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))

    def name() -> str:
        with held(Options(NOW.date(), lambda: NOW, lambda: NOW, (2022,)), Interruption()) as got:
            return got.host

    return name


def test_name_is_made_once(take: Take, tmp_path: Path) -> None:
    """The machine's name is made by chance and lies beside the lock; the next command has the same."""
    first = take()
    assert first == take() == (tmp_path / "lagesbot" / HOST).read_text(encoding="ascii")


def test_volume_without_hard_links(take: Take, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no file can be linked, the name is worked out from the machine's own, and nothing is left lying about."""

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    first = take()
    assert first == take()
    assert {one.name for one in (tmp_path / "lagesbot").iterdir()} <= {LOCK}
