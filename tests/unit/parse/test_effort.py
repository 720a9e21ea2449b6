"""Effort: the contract on effort."""

import pytest

from bot.parse.effort import effort_in_comment, find_effort, find_effort_in_comment, read_effort


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("2", 2.0),
        ("0,5", 0.5),
        ("0.5", 0.5),
        ("½", 0.5),
        ("1½", 1.5),
        ("1 ½ dag", 1.5),
        ("¼", 0.25),
        ("3 dagar", 3.0),
        ("3 dagar.", 3.0),
        ("(20 dagar)", 20.0),
        ("1 dag", 1.0),
        ("'''8'''", 8.0),
        ("ca 3 dagar", 3.0),
        ("3&nbsp;timmar", 0.375),
        ("4 h", 0.5),
        ("1 timme", 0.125),
        ("0", 0.0),
    ],
)
def test_number_of_days_is_read(cell: str, days: float) -> None:
    """A number is working days, an hour the eighth of one."""
    assert read_effort(cell) == days


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "-",
        "?",
        "1-2",
        "1–2 dagar",
        "-3",
        "1 v.",
        "dagar",
        "några dagar",
        "2 + 3",
        "3 dagar per person",
        "1 000 000",
    ],
)
def test_no_single_number_is_no_effort(cell: str) -> None:
    """A range, another unit, or words are no effort."""
    assert read_effort(cell) is None


@pytest.mark.parametrize(
    ("comment", "days"),
    [
        ("3 dagar.", 3.0),
        ("Kommunikation mot medlemmar, allmänhet (via media) och partners. 3 dagar.", 3.0),
        ("Inventering av vad som ska inkluderas. (20 dagar)", 20.0),
        ("Möte med olika aktörer, praktiska förberedelser, lokalfrågan. (4 dagar", 4.0),
        ("Två dagars utbildning för volontärer (2 dagar)", 2.0),
        ("Arbeta med våra kanaler.\n\nMer text (1 dag)", 1.0),
        ("Mer text<br>3 timmar", 0.375),
        ("Möte i Bryssel – 1,5 dagar", 1.5),
        ("Lektioner, … 4 dagar.", 4.0),
        ("Tidsåtgång: ca 2 dagar", 2.0),
        ("Skriv kallelsen. 3 dagar. Klart!", 3.0),
    ],
)
def test_effort_ends_the_comment(comment: str, days: float) -> None:
    """A sentence or parenthesis of days or hours at the end of a comment is the effort."""
    assert effort_in_comment(comment) == days


@pytest.mark.parametrize(
    "comment",
    [
        "",
        "Minst två stycken i månaden.",
        "Konferensen pågår i 3 dagar.",
        "3 dagar i Bryssel, sedan hem.",
        "Planering 1-2 dagar",
        "Planering. 2 - 3 dagar",
        "Planering (2–3 dagar)",
        "Resa 1,5 dagar",
        "Genomgång av 2021.",
        "Möte. 3",
        "Hela. dagar",
    ],
)
def test_number_elsewhere_is_no_effort(comment: str) -> None:
    """A number inside a sentence, a range, or a number without a unit is not the effort."""
    assert effort_in_comment(comment) is None


def test_effort_as_written() -> None:
    """The words, the number and the unit of an effort are kept as written, of a comment only the effort itself."""
    assert find_effort("''3'' timmar") == ("3 timmar", 3.0, True)
    assert find_effort_in_comment("Möten (ca 2,5 dagar)") == ("2,5 dagar", 2.5, False)
    assert find_effort("1-2") is None
