"""The bot's note of how a project stood: written so that it reads back, whatever it holds."""

import hashlib
from datetime import date

import pytest

from bot.memory import Memory, Recalled, Snapshot
from bot.parse.snapshot import MOST, keys_of, read_snapshot, write_snapshot, written_name
from tests.support.builders import activity, period

MARCH = (date(2022, 3, 1), date(2022, 3, 31))
WHOLE = Memory(Recalled.OPEN, date(2022, 1, 1), date(2022, 12, 31), ("John",))
NOTE = """<!-- Lägesbot:minne 2022-11-03 2022-10-04
projekt öppen 2022-01-01 2022-12-31 John
3f2a91bc0d12 klar 2022-03-01 2022-03-31 Axel, Josefine
000000000000 okänd - -
-->"""
SNAPSHOT = Snapshot(
    date(2022, 11, 3),
    WHOLE,
    {"3f2a91bc0d12": Memory(Recalled.DONE, *MARCH, ("Axel", "Josefine")), "000000000000": Memory(Recalled.UNKNOWN)},
    date(2022, 10, 4),
)


def test_note_is_written_and_read_back() -> None:
    """The note has a line for the project and one for each activity, and says the same when it is read."""
    assert write_snapshot(SNAPSHOT) == NOTE
    assert read_snapshot(["", f"* a\n{NOTE}"]) == SNAPSHOT


def test_nobody_has_reported() -> None:
    """A dash stands for a date that there is not."""
    written = write_snapshot(Snapshot(None, Memory(Recalled.OPEN), {}))
    assert written == "<!-- Lägesbot:minne - -\nprojekt öppen - -\n-->"
    assert read_snapshot([written]) == Snapshot(None, Memory(Recalled.OPEN), {})


@pytest.mark.parametrize(
    ("name", "written"),
    [
        pytest.param("Maj-Britt", "Maj&#45;Britt", id="hyphen"),
        pytest.param("-->", "&#45;&#45;&#62;", id="end of a comment"),
        pytest.param("Åsa, chef", "Åsa&#44; chef", id="comma"),
        pytest.param("Lägesbot:slut problem", "Lägesbot&#58;slut problem", id="marker"),
        pytest.param("A\u200b\n B", "A B", id="signs that nobody sees"),
        pytest.param("A\u030a", "\u00c5", id="in the form of the wiki"),
        pytest.param("&#44;", "&#38;&#35;44&#59;", id="entity"),
    ],
)
def test_names_cannot_leave_their_place(name: str, written: str) -> None:
    """A name ends no comment, no line and no other name, and is read back as it is seen."""
    note = write_snapshot(Snapshot(None, Memory(Recalled.OPEN, lead=(name, "B")), {}))
    assert note.splitlines()[1] == f"projekt öppen - - {written}, B"
    found = read_snapshot([note])
    assert found is not None
    assert found.project.lead == (written_name(name), "B")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(NOTE.replace("2022-10-04", "förut"), id="no day before"),
        pytest.param(NOTE.replace("2022-11-03", "2022-13-03"), id="no day"),
        pytest.param(NOTE.replace(" klar ", " snart "), id="no state"),
        pytest.param(NOTE.replace("2022-03-31", "mars"), id="no day of an activity"),
        pytest.param(NOTE.replace("projekt öppen", "0123456789ab öppen"), id="no project"),
        pytest.param(NOTE.replace("000000000000 okänd - -", "000000000000"), id="half a line"),
        pytest.param(NOTE.replace("-->", "--"), id="no end"),
    ],
)
def test_what_makes_no_sense_is_not_read(text: str) -> None:
    """Anything but one whole note is none."""
    assert read_snapshot([text]) is None


def test_first_of_several_notes_counts() -> None:
    """Of a note and a copy of it, or an older one in another place, the first is the bot's."""
    assert read_snapshot(["", f"{NOTE}\n{NOTE.replace('klar', 'öppen')}", NOTE.replace("Josefine", "Eric")]) == SNAPSHOT


def test_activities_are_known_by_name() -> None:
    """A key is made of the letters and figures of a name; of several that have it, their days and number, too."""
    names = ["Boka lokal!", "Tryck", "boka  Lokal", "Boka lokal"]
    plan = [activity(name, when=period(None, None) if name == "Boka lokal" else None) for name in names]
    march = ["bokalokal", "2022-03-01", "2022-03-31"]
    identities = [
        "\0".join(one) for one in ([*march, "1"], ["tryck", "1"], [*march, "2"], ["bokalokal", "-", "-", "1"])
    ]
    found = [key for key, _ in keys_of(plan)]
    assert found == [hashlib.sha256(one.encode()).hexdigest()[:12] for one in identities]


def test_long_name_is_cut() -> None:
    """Of a very long name the beginning is written down."""
    assert written_name("Å" * 100) == "Å" * 60


def test_long_plan_is_cut() -> None:
    """Of a very long plan the first activities are written down."""
    many = {f"{number:012}": Memory(Recalled.OPEN) for number in range(MOST + 1)}
    found = read_snapshot([write_snapshot(Snapshot(None, WHOLE, many))])
    assert found is not None
    assert list(found.activities) == list(many)[:MOST]
