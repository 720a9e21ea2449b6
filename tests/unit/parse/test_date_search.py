"""The date in a line of prose; what single lines give stands in the golden table of lines."""

import pytest

from bot.parse.date_search import LONGEST, DateInLine, find_date


def dated(line: str) -> str | None:
    """The words of the one clear date of a line."""
    found = find_date(line)
    return line[found.start : found.end] if found and found.clear else None


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Möte den 5 maj kl. 18 i Lund", "den 5 maj kl. 18"),
        ("Öppet från 5 maj, och sedan till och med juni", None),
        ("Fredag 5 maj: möte", "Fredag 5 maj"),
        ("på måndag 5 maj", "på måndag 5 maj"),
        ("(5 maj) möte", "5 maj"),
        ("5 maj (fredag) möte", "5 maj (fredag)"),
        ("Hela våren: möten", "Hela våren"),
        ("Arbete (löpande)", "löpande"),
        ("5 maj. Möte 6 juni", None),
        ("mars – 14 möten", "mars"),
        ("mars, 14 möten", "mars"),
        ("mars 14 möten", None),
        ("30 mars 2013 14 möten", "30 mars 2013"),
        ("Möte 14 möten", None),
        ("5 maj 2 juni 3 möten", None),
        ("2 och 3 möten i maj", "i maj"),
        ("och 3 maj och", "3 maj"),
        ("3 maj Vår rapport", "3 maj"),
        ("3 maj 2022 Jan ringer", "3 maj 2022"),
        ("1 mars 2 April vann", None),
        ("3 maj vår", None),
    ],
)
def test_date_is_found_as_a_whole(line: str, words: str | None) -> None:
    """All words that belong to the date are taken, and none that does not."""
    assert dated(line) == words


@pytest.mark.parametrize(
    "line", ["", "och", "–", "...", "Möte", "12", "kl. 13", "fredag", "från", "2022", "i 3 år", "kl löpande"]
)
def test_line_without_a_part_of_the_calendar_has_no_clear_date(line: str) -> None:
    """Binding words, numbers, times and week days alone are no date; a year is one where it is all there is."""
    assert dated(line) == (line if line == "2022" else None)


def test_unclear_date_is_the_whole_line() -> None:
    """Where the dates of a line cannot be told apart, the line as a whole says so."""
    assert find_date("5 maj eller 6 maj") == DateInLine(0, 17, clear=False)


def test_long_line_is_not_searched() -> None:
    """A text longer than any line of a plan has no date."""
    text = "5 maj: möte"
    assert find_date(text.ljust(LONGEST, "."))
    assert find_date(text.ljust(LONGEST + 1, ".")) is None


def test_letters_that_grow_in_lower_case_move_nothing() -> None:
    """The slice is that of the line itself, also after letters that become two in lower case."""
    assert dated("İß ﬁ: 5 MAJ 2022") == "5 MAJ 2022"
