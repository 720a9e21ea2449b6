"""Waiting without losing time: what is slept is counted, and the clock put on."""

import sys
import time
from datetime import UTC, datetime

import pytest

LATER = datetime(2100, 1, 1, tzinfo=UTC)  # when all waits of setting up are long over


class Waits:
    """How long Pywikibot would have slept since last asked; instead of sleeping, the clock is put on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._seconds = self._told = 0.0
        monkeypatch.setattr(time, "sleep", self._sleep)
        monkeypatch.setattr(sys.modules["pywikibot"], "sleep", self._sleep)
        monkeypatch.setattr(time, "time", lambda: LATER.timestamp() + self._seconds)

    def _sleep(self, seconds: float) -> None:
        self._seconds += seconds

    def since(self) -> float:
        """Seconds since this was last asked."""
        self._told, before = self._seconds, self._told
        return self._seconds - before
