"""Date cells: the golden table of the contract on dates, and what a table cannot say."""

import csv
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.model import Period
from bot.parse.date_cursor import Misfit
from bot.parse.date_spans import Frame, Rule
from bot.parse.date_tokens import nearest
from bot.parse.date_words import Kind
from bot.parse.dates import LONGEST, read_cell, read_period
from bot.parse.languages import vocabulary

FOLDER = Path(__file__).parents[2] / "golden"
GOLDEN = {"sv": FOLDER / "dates.tsv", "en": FOLDER / "dates_en.tsv"}


class Case(NamedTuple):
    """One row of the golden table; `-` is None, and a backslash and n in the expression are a line break."""

    id: str
    expression: str
    project_start: str
    project_end: str
    year: str
    start: str
    end: str
    flags: str


def golden(language: str) -> list[Case]:
    """All rows of the golden table of a language."""
    with GOLDEN[language].open(encoding="utf-8", newline="") as table:
        rows = list(csv.reader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Case(*row) for row in rows[1:]]


def day(written: str) -> date | None:
    """A day of the golden table."""
    return None if written == "-" else date.fromisoformat(written)


@pytest.mark.parametrize(
    ("language", "case"),
    [pytest.param(one, case, id=f"{one}-{case.id}") for one in GOLDEN for case in golden(one)],
)
def test_date_cell_reads_as_the_contract_says(language: str, case: Case) -> None:
    """A date cell gives the days, and the flags, that the contract on dates gives it."""
    period = read_period(
        case.expression.replace("\\n", "\n"),
        project_start=day(case.project_start),
        project_end=day(case.project_end),
        year=None if case.year == "-" else int(case.year),
        vocabulary=vocabulary(language),
    )
    assert (period.start, period.end) == (day(case.start), day(case.end))
    assert (period.tentative, period.unreadable) == ("tentative" in case.flags, "unreadable" in case.flags)


def read(cell: str) -> Period:
    """A cell of a project that nothing is known of."""
    return read_period(cell, project_start=None, project_end=None, year=None)


def test_text_is_kept_as_a_person_reads_it() -> None:
    """The period keeps the cell's words without markup, also those that were set aside for reading."""
    assert read("'''Juni–<br>september''' 2022<ref>x</ref>. Klart!").text == "Juni– september 2022. Klart!"


def test_text_of_an_unreadable_cell_is_kept() -> None:
    """A cell that cannot be read keeps its words and has no dates."""
    assert read("''När'' det passar") == Period("När det passar", unreadable=True)


def test_empty_cell_is_an_empty_period() -> None:
    """An empty cell has no text, no dates, and nothing that could not be read."""
    assert read("  ") == Period("")


def test_long_text_is_prose() -> None:
    """A text longer than any date is not searched for one."""
    assert read("maj 2022, " * LONGEST).unreadable


FRAME = Frame(date(2022, 1, 1), date(2022, 12, 31), 2022)


def test_steps_of_a_reading() -> None:
    """A reading keeps the lines, the dates with their places, and the rule that said each year."""
    reading = read_cell("<b>November</b>, måndag 2 januari 2023. Klart!", FRAME)
    assert reading.lines == ("November, måndag 2 januari 2023",)
    assert reading.dates is not None
    assert reading.dates.places == [(0, 8), (17, 31)]
    assert [placing.rule for placing in reading.placings] == [Rule.NEXT, Rule.WRITTEN]
    assert reading.used == {0, 8, 17, 19, 27}


def test_parts_of_a_date() -> None:
    """What the grammar took together is kept, what is inside another part before it."""
    reading = read_cell("v. 8, 6 juli kl. 13", FRAME)
    assert reading.dates is not None
    assert reading.dates.parts == [(Kind.WEEK, 0, 4), (Kind.CLOCK, 17, 19), (Kind.NUMBER, 6, 19)]


@pytest.mark.parametrize(
    ("cell", "misfit", "at"),
    [
        ("maj juni", Misfit.FORM, 4),
        ("maj<br>–<br>juni juli", Misfit.FORM, 11),
        ("maj –", Misfit.FORM, None),
        ("juli 2022–2023 maj", Misfit.TWO_WAYS, 15),
        ("6–8 juli–9 augusti", Misfit.RANGES, 9),
        ("10–6 juli", Misfit.ORDER, None),
        ("Q5", Misfit.NUMBER, None),
        ("vintern 2022–2025", Misfit.WINTER, None),
    ],
)
def test_where_tokens_are_no_date(cell: str, misfit: Misfit, at: int | None) -> None:
    """Tokens that are no date are given with why, and with the place that was reached, of both tries the later one."""
    assert read_cell(cell, FRAME).misfit == (misfit, at)


def test_unknown_word_is_no_misfit() -> None:
    """Where a word is no date's the grammar is not reached."""
    reading = read_cell("senvåren", FRAME)
    assert (reading.dates, reading.misfit, reading.used) == (None, None, None)


@pytest.mark.parametrize(
    ("word", "meant"), [("setpember", "september"), ("May", "maj"), ("OKTOBR", "oktober"), ("senvåren", None)]
)
def test_slip_of_the_pen(word: str, meant: str | None) -> None:
    """A misspelt word, or an English month, has one that was meant; another word has none."""
    assert nearest(word) == meant


@pytest.mark.parametrize("cell", ["{{nowrap|Maj–juni}}", "{{datum|2022-05-01}}", "{{Datum|2022|5}} {{Klart}}"])
def test_date_that_only_a_template_shows_is_told(cell: str) -> None:
    """What a template shows nobody knows here: the cell is unreadable, not empty, and keeps its text."""
    assert read(cell) == Period(cell, unreadable=True)


def test_date_without_a_place_says_so() -> None:
    """Words that are a date but have no year, or no such day in it, are told from words that are none."""
    assert [read(cell).unplaced for cell in ("maj", "31 april 2022", "när det passar", "maj 2022")] == [
        *(True, True),
        *(False, False),
    ]
