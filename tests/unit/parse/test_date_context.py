"""What stands beside a date and makes it another; whole lines stand in the golden table of lines."""

import pytest

from bot.parse.date_search import find_date


@pytest.mark.parametrize(
    "line",
    [
        *("cirka 5 maj", "omkring 5 maj", "runt 5 maj", "preliminärt 5 maj", "kanske i maj", "(ca 5 maj)"),
        *("efter 5 maj", "sedan 5 maj", "till 5 maj", "tidigast i maj", "Möte: tidigast (5 maj)"),
        *("sista maj", "sena våren", "halva maj", "mitt i maj", "primo juni", "ultimo juni"),
        *("nästa juni", "förra juni", "varje juni", "varannan vecka 8"),
        *("om 5 maj", "för 5 maj", "av 5 maj", "per 5 maj", "ej 5 maj", "utom 5 maj"),
        *("femte juni", "tjugoförsta juni", "5 e juni", "200 juni", "±5 maj", "> 5 maj", "dagen före 5 maj"),
        *("5 maj alternativt 6 juni", "5 maj, alt. 6 juni", "maj/ev. juni", "5 maj resp. 6 juni", "5 maj dock ej"),
        *(
            "5 maj nästa år",
            "våren års",
            "Q2 av 4",
            "5 maj till jul",
            "5 maj t o m jul",
            "5 maj framåt",
            "5 maj–påsken",
        ),
        *("hela året därpå", "5 maj –", "5 maj–: möte", "5 maj–)", "-5 maj", "möte –5 maj", "5 maj '22", "5 maj…6"),
        *("5 maj-mötet", "före: 5 maj", "fr.o.m.: 5 maj"),
    ],
)
def test_date_is_not_taken(line: str) -> None:
    """A word beside a date that makes it another one, or one that nobody knows, leaves no clear date."""
    found = find_date(line)
    assert found is not None
    assert not found.clear


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Träff efter lunch 5 maj", "5 maj"),
        ("5 maj, sedan fika", "5 maj"),
        ("5 maj – fika", "5 maj"),
        ("Från maj och framåt", "Från maj"),
        ("fr.o.m. 5 maj, framåt", "fr.o.m. 5 maj"),
        ("senast 5 maj", "senast 5 maj"),
        ("hela året", "hela året"),
        ("hela året efterfrågas stöd", "hela året"),
        ("Av: Axel, 5 maj", "5 maj"),
        ("5 maj ... fika", "5 maj ."),
        ("Startar 5 maj: påskpyssel", "5 maj"),
    ],
)
def test_date_is_taken(line: str, words: str) -> None:
    """Words further away, and words that leave the date what it is, change nothing."""
    found = find_date(line)
    assert found is not None
    assert found.clear
    assert line[found.start : found.end].rstrip(" .") == words.rstrip(" .")


@pytest.mark.parametrize(
    "line", ["Jan ringer", "Maj, Jan och Axel", "Möte med Juni", "April vann", "vår plan", "i vår plan"]
)
def test_name_is_no_month(line: str) -> None:
    """A word that may be a name, or "our", is no date where nothing else of a date stands beside it."""
    assert find_date(line) is None


@pytest.mark.parametrize(
    "line",
    ["jan", "Jan", "Jan: möte", "Jan – möte", "möte jan", "Juni möte", "Möte. Juni", "Möte: Juni", "i vår", "vår"],
)
def test_month_is_no_name(line: str) -> None:
    """The same word is a month in lower case, where it is set out as a date, or where it begins a sentence."""
    found = find_date(line)
    assert found is not None
    assert found.clear


@pytest.mark.parametrize("line", ["1/2 tid", "del 1/3", "3/4", "på 3/4", "24/7", "10/12 klara", "Mål: 4/4"])
def test_fraction_is_no_day(line: str) -> None:
    """A small fraction, `24/7`, and so many of so many are no day, except as the first words of a line."""
    found = find_date(line)
    assert found is not None
    assert found.clear == (line == "3/4")


@pytest.mark.parametrize("line", ["3/4: möte", "(3/4)", "den 1/2 är det möte", "möte d. 1/2", "11/4 möte", "9/10 möte"])
def test_day_is_no_fraction(line: str) -> None:
    """A day that is said to be one, that stands first by itself, or that no fraction looks like, is a day."""
    found = find_date(line)
    assert found is not None
    assert found.clear
