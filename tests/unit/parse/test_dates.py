"""Date cells: the golden table of the contract on dates, and what a table cannot say."""

import csv
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.model import Period
from bot.parse.dates import LONGEST, read_period

GOLDEN = Path(__file__).parents[2] / "golden" / "dates.tsv"


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


def golden() -> list[Case]:
    """All rows of the golden table."""
    with GOLDEN.open(encoding="utf-8", newline="") as table:
        rows = list(csv.reader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Case(*row) for row in rows[1:]]


def day(written: str) -> date | None:
    """A day of the golden table."""
    return None if written == "-" else date.fromisoformat(written)


@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in golden()])
def test_date_cell_reads_as_the_contract_says(case: Case) -> None:
    """A date cell gives the days, and the flags, that the contract on dates gives it."""
    period = read_period(
        case.expression.replace("\\n", "\n"),
        project_start=day(case.project_start),
        project_end=day(case.project_end),
        year=None if case.year == "-" else int(case.year),
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
