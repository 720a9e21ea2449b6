"""The columns of a time plan, by what people call them."""

import pytest

from bot.parse.columns import column, columns, is_header
from bot.parse.grid import Cell, Row


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        *((name, "when") for name in ("Datum", "Tid", "När", "Tidpunkt", "Period", "Datum/Tid", "När?", "Tid (vecka)")),
        *((name, "name") for name in ("Aktivitet", "Uppgift", "Aktiviteter", "Uppgifter", "Aktivitet/Uppgift")),
        *(
            (name, "effort")
            for name in ("Tidsåtgång", "Tidsåtgång (dagar)", "Dagar", "Tid (dagar)", "Tidsåtgång/Dagar")
        ),
        *(
            (name, "owner")
            for name in ("Ansvarig", "Ansvariga", "Vem", "Vem?", "Ansvarig (förnamn)", "Ansvarig person")
        ),
        *((name, "owner") for name in ("Ansvariga personer", "Ansvarig hos WMSE")),
        *((name, "comment") for name in ("Kommentar", "Kommentarer", "Beskrivning", "Anteckningar", "Anteckning")),
        *((name, "tasks") for name in ("Phabricator", "Phab", "Phabricator<br>WMSE-Prov", "Phabricator\nWMSE-Prov")),
        *((name, "tasks") for name in ("Phabricator-ärende", "Phabricator, uppgifter")),
        ("Status", "status"),
    ],
)
def test_column_is_known_by_its_header(header: str, meaning: str) -> None:
    """Every name that people give a column is known."""
    assert column(header) == meaning


@pytest.mark.parametrize(
    "header",
    ["DATUM", "'''Datum'''", "[[Datum]]", "Datum:", "Datum.", "<small>datum</small>", "Datum <!-- x -->", "&#68;atum"],
)
def test_dress_of_a_header_says_nothing(header: str) -> None:
    """Case, markup and what ends a word change nothing."""
    assert column(header) == "when"


def test_underscores_are_spaces() -> None:
    """A parameter's name may have underscores where a header has spaces."""
    assert column("tid_(dagar)") == "effort"


@pytest.mark.parametrize(
    "header",
    ["", "Kod", "Datumet", "Aktivitetens namn", "Kod<br>Datum", "(Datum)", "/Datum", "Ort", "Datum" + " " * 500],
)
def test_other_headers_are_unknown(header: str) -> None:
    """A header that only holds such a word, or has it on its second line, is not known."""
    assert column(header) is None


def row(*headers: str) -> Row:
    """A row of header cells."""
    return Row(tuple(Cell(text, header=True, line=1) for text in headers), 1)


def test_first_of_equal_columns_counts() -> None:
    """Of two columns with the same meaning the first has the place; unknown ones have none."""
    assert columns(row("När", "Kod", "Datum", "Uppgift")) == {"when": 0, "name": 3}


@pytest.mark.parametrize(
    ("headers", "plan"),
    [(("Datum", "Uppgift"), True), (("Datum", "Kommentar"), False), (("Vem", "Aktivitet"), False), ((), False)],
)
def test_plan_has_a_date_and_an_activity(headers: tuple[str, ...], *, plan: bool) -> None:
    """Only a table with both columns is a time plan."""
    assert is_header(columns(row(*headers))) == plan
