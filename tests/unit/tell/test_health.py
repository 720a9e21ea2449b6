"""What is shown of the bot's health."""

import io
from datetime import UTC, datetime

import pytest
from rich.console import Console

from bot.health import Health
from bot.tell.health import health_document, show_health

LAST = datetime(2022, 11, 18, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize("well", [True, False])
def test_one_sentence(well: bool) -> None:  # noqa: FBT001 - pytest's
    """People get the sentence with its remarks, on one line, however it stands."""
    out = io.StringIO()
    show_health(Console(file=out, width=20), Health(well, LAST, 26.0, 30, ("Stopped.",)))
    assert out.getvalue() == "Last good run 26 h ago (2022-11-18 07:30), limit 30 h. Stopped.\n"


def test_document() -> None:
    """Programs get the parts, with one decimal; what is not known is null."""
    document = health_document(Health(well=True, last=LAST, hours=26.04, limit=30, remarks=("Stopped.",)))
    assert document == {
        "version": 1,
        "well": True,
        "last": "2022-11-18T06:30:00+00:00",
        "hours": 26.0,
        "limit": 30,
        "remarks": ["Stopped."],
        "sentence": "Last good run 26 h ago (2022-11-18 07:30), limit 30 h. Stopped.",
    }
    unknown = health_document(Health(well=False, last=None, hours=None, limit=30))
    assert (unknown["last"], unknown["hours"]) == (None, None)
