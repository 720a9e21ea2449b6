"""The overview's note: written so that it reads back, and nothing is read that the bot has not written."""

from datetime import date

import pytest

from bot.overview.note import Note, Seen
from bot.parse.overview_note import read_note, write_note

ETT, TVA = "Projekt:Ett 2022", "Projekt:Två"
NOW = Seen("", date(2022, 11, 3), "green", date(2022, 12, 31), 67500.5, ("John", "Åsa, B"), ("3f2a91bc", "8d01e5f2"))
THEN = Seen("late", date(2022, 9, 3), "", None, None, (), (), ("77aa01c4",))
WRITTEN = """<!-- Lägesbot:läge 2022-11-20 +
nu | Projekt%3AEtt 2022 | - | 2022-11-03 | green | 2022-12-31 | 67500.50 | John, %C3%85sa%2C B | 3f2a91bc 8d01e5f2 | -
nu | Projekt%3ATv%C3%A5 | - | - | - | - | - | - | - | -
då | Projekt%3ABorta | missing | - | closed | - | - | - | - | -
då | Projekt%3AEtt 2022 | late | 2022-09-03 | - | - | - | - | - | 77aa01c4
då | Projekt%3ATv%C3%A5
-->"""
GONE = Seen("missing", status="closed")
NOTE = Note(date(2022, 11, 20), {ETT: NOW, TVA: Seen()}, {ETT: THEN, "Projekt:Borta": GONE})


def test_note_is_written_and_read_back() -> None:
    """The note has a line for each project as it is, and one for each that was otherwise, and reads the same."""
    assert write_note(NOTE) == WRITTEN
    assert read_note(f"a\n{WRITTEN}\nb") == NOTE


def test_order_of_the_projects_does_not_matter() -> None:
    """The same is written whatever order the projects come in."""
    turned = Note(NOTE.day, dict(reversed(list(NOTE.now.items()))), dict(reversed(list((NOTE.before or {}).items()))))
    assert write_note(turned) == WRITTEN


def test_what_is_as_before_is_written_once() -> None:
    """A project that is as it was stands in one line, and counts for both sides."""
    same = Note(NOTE.day, {ETT: NOW}, {ETT: NOW})
    assert write_note(same).count("Ett") == 1
    assert read_note(write_note(same)) == same


def test_first_note_compares_with_nothing() -> None:
    """The first note says that there is nothing to compare with, which is another thing than no projects."""
    first, empty = Note(NOTE.day, {ETT: NOW}), Note(NOTE.day, {ETT: NOW}, {})
    assert write_note(first).startswith("<!-- Lägesbot:läge 2022-11-20 -\n")
    assert read_note(write_note(first)) == first
    assert read_note(write_note(empty)) == empty


@pytest.mark.parametrize(("whole", "before_whole"), [(True, False), (False, True), (False, False)])
def test_note_that_has_not_all_projects_says_so(whole: bool, before_whole: bool) -> None:  # noqa: FBT001 - a row's
    """A line of a star says of either side that there are more projects; none is called so."""
    star = Note(NOTE.day, {"*": Seen()}, {"*": Seen()}, whole, before_whole)
    written = write_note(star)
    assert ["nu | *" not in written, "då | *" not in written] == [whole, before_whole]
    assert "nu | %2A | -" in written
    assert read_note(written) == star


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("2022-11-20 +", "2022-13-20 +", id="no such day"),
        pytest.param("2022-11-20 +", "2022-11-20 *", id="a sign"),
        pytest.param("nu | Projekt%3AEtt 2022 | -", "nu | Projekt%3AEtt 2022 | sent", id="a state"),
        pytest.param("green", "blue", id="a colour"),
        pytest.param("67500.50", "nan", id="no sum"),
        pytest.param("2022-12-31", "31/12", id="no date"),
        pytest.param("3f2a91bc 8d01e5f2", "3f2a91bc x", id="no key"),
        pytest.param(" | - | - | - | - | - | - | - | -\n", " | -\n", id="too few fields"),
        pytest.param("2022 | late", "2022 | - | late", id="too many fields"),
        pytest.param("nu | Projekt%3ATv%C3%A5 | - | - | - | - | - | - | - | -", "nu | Projekt%3ATv%C3%A5", id="none"),
        pytest.param("Borta", "Ett 2022", id="twice on a side"),
        pytest.param("nu |", "sen |", id="a side"),
        pytest.param("då |", "då <b>|", id="a tag"),
        pytest.param("-->", "--", id="no end"),
        pytest.param("<!-- ", f"{WRITTEN}\n<!-- ", id="two notes"),
        pytest.param("67500.50 | John", "67500.50 | J\x85sen | ", id="a line break of another kind"),
        pytest.param("Borta | missing", "A\u2028sen | - ", id="half a line"),
    ],
)
def test_tampered_note_is_ignored(old: str, new: str) -> None:
    """A note in which anything is not as the bot writes it is none."""
    assert old in WRITTEN
    assert read_note(WRITTEN.replace(old, new, 1)) is None


def test_no_note() -> None:
    """Where there is none, none is read."""
    assert read_note("") is None


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param("".join(f"då | Projekt%3A{number}\n" for number in range(1001)), id="lines"),
        pytest.param(f"då | {'A' * 500_000}\n", id="characters"),
    ],
)
def test_note_that_is_too_long_is_ignored(lines: str) -> None:
    """A note with more in it than the bot writes of any year is none: what is told of it would fill the page."""
    assert read_note(f"<!-- Lägesbot:läge 2022-11-20 +\n{lines}-->") is None
