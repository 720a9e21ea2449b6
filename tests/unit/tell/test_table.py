"""The table of the projects for spreadsheets and programs."""

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pytest

from bot.knowledge import Knowledge, know
from bot.render.words import Words
from bot.tell.document import json_pieces
from bot.tell.table import COLUMNS, table_csv, table_document
from tests.support.builders import TITLE, data_text, known, material, settings, wiki_pages

ROWS = (
    "Mars 2022 | Boka lokal, 3 dagar | Axel | 3 dagar |",
    "April 2022 | Tryck | Axel | Klart, 1,5 dagar |",
    "December 2022 | Ha fest | Sara | |",
)


def rows(told: Knowledge) -> list[dict[str, str]]:
    """The rows as a program that knows CSV reads them, by their Swedish headings."""
    return list(csv.DictReader(io.StringIO(table_csv(told), newline="")))


def of_programme(name: str, **fields: str) -> Knowledge:
    """A wiki whose one project belongs to a programme."""
    found = material(wiki_pages(*ROWS, data=data_text(**fields)), rules=settings())
    return know(replace(found, programmes={2022: {TITLE: name}}))


def test_row_of_a_spreadsheet() -> None:
    """A project is a row, with days as ÅÅÅÅ-MM-DD, figures as figures, and what is not known left empty."""
    (row,) = rows(of_programme("Gemenskap"))
    why = row.pop("Påminnelser")
    assert row == {
        "År": "2022",
        "Projekt": "Prov 2022",
        "Sida": TITLE,
        "Nr": "226401",
        "Program": "Gemenskap",
        "Ansvarig": "John",
        "Status": "Inte satt",
        "Lägesrapport": "Saknas",
        "Rapportens datum": "",
        "Skulle ha kommit": "2022-11-07",
        "Dagar sen": "2",
        "Klara aktiviteter": "1",
        "Alla aktiviteter": "3",
        "Försenade": "1",
        "Klara planerade dagar": "1,5",
        "Planerade dagar": "4,5",
        "Närmast": "Ha fest",
        "Närmast, till": "2022-12-31",
        "Budget": "67500",
    }
    assert "Axel: Boka lokal" in why
    assert "; " in why


def test_row_of_a_current_report() -> None:
    """A report that has come has its date, and is not late."""
    (row,) = rows(of_programme("", uppdaterad="2022-11-01", status="Red", ansvarig="John och Samtliga", budget="10,50"))
    assert (row["Lägesrapport"], row["Rapportens datum"], row["Dagar sen"]) == ("Aktuell", "2022-11-01", "0")
    assert (row["Status"], row["Ansvarig"], row["Budget"]) == ("Röd", "John, Samtliga", "10,5")


def test_row_of_nothing_known() -> None:
    """Of a project of which nothing is known, nothing is said."""
    (row,) = rows(known({**wiki_pages(), f"{TITLE}/Projektdata": "x"}))
    for heading in (
        "Nr",
        "Program",
        "Ansvarig",
        "Rapportens datum",
        "Skulle ha kommit",
        "Närmast",
        "Närmast, till",
        "Budget",
    ):
        assert row[heading] == ""


def test_lines_end_as_the_format_says() -> None:
    """Lines end in CR and LF, the last one too, and a cell with a comma or a quotation mark stands in such marks."""
    text = table_csv(of_programme('Stöd, "allt"'))
    assert text.endswith("\r\n")
    assert text.count("\n") == text.count("\r\n") == 2
    assert ',"Stöd, ""allt""",' in text


@pytest.mark.parametrize(
    ("words", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+46", "'+46"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        (" =1", "' =1"),
        ("＝1", "'＝1"),
        ("\t=1", "'\t=1"),
        ("a=1", "a=1"),
        ("'=1", "'=1"),
        ("– 1", "– 1"),
    ],
)
def test_formulas(words: str, cell: str) -> None:
    """Words that a spreadsheet would work out stand behind an apostrophe; others are as they are."""
    (row,) = rows(of_programme(words))
    assert row["Program"] == cell


def test_headings_in_english() -> None:
    """The headings and the states have the words of the language."""
    found = replace(material(wiki_pages(*ROWS), rules=settings()), words=Words("en"))
    heads, first = csv.reader(io.StringIO(table_csv(know(found)), newline=""))
    assert heads[:3] == ["Year", "Project", "Page"]
    assert len(heads) == len(set(heads)) == len(COLUMNS)
    assert "Missing" in first


@pytest.mark.parametrize(("language", "written"), [("sv", ',1,"1,5","4,5",'), ("en", ",1,1.5,4.5,")])
def test_decimal_sign(language: str, written: str) -> None:
    """Decimals stand behind the sign of the language, in quotation marks where that separates the cells, too."""
    found = replace(material(wiki_pages(*ROWS), rules=settings()), words=Words(language))
    assert written in table_csv(know(found))


def test_document() -> None:
    """The JSON document has a row for each project and year, with what the table tells."""
    told = of_programme("Gemenskap")
    document: dict[str, Any] = json.loads("".join(json_pieces(table_document(told))))
    (row,) = document.pop("rows")
    assert document == {"version": 1, "date": "2022-11-09", "years": [2022]}
    assert len(row.pop("why")) == 2
    assert row == {
        "year": 2022,
        "title": TITLE,
        "number": "226401",
        "programme": "Gemenskap",
        "lead": ["John"],
        "everyone": None,
        "status": None,
        "closed": False,
        "report": {"state": "missing", "updated": None, "period": "2022-10", "due": "2022-11-07", "days_late": 2},
        "activities": {"done": 1, "all": 3, "overdue": 1},
        "days": {"done": 1.5, "all": 4.5},
        "next_up": {"name": "Ha fest", "start": "2022-12-01", "end": "2022-12-31"},
        "budget": 67500,
    }


def test_document_of_nothing_known() -> None:
    """What is not known is null."""
    (row,) = table_document(known({**wiki_pages(), f"{TITLE}/Projektdata": "x"}))["rows"]
    for key in ("number", "programme", "status", "next_up", "budget"):
        assert row[key] is None
    assert row["report"] == {"state": "none", "updated": None, "period": None, "due": None, "days_late": 0}


def test_document_of_a_status() -> None:
    """A status that is set is told by its colour."""
    (row,) = table_document(of_programme("", uppdaterad="2022-11-01", status="Orange"))["rows"]
    assert (row["status"], row["report"]["updated"]) == ("orange", "2022-11-01")
