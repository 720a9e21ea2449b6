"""The year that a heading gives to what stands below it."""

from datetime import date

import pytest

from bot.parse.date_spans import Frame
from bot.parse.plan_part import in_year

FRAME = Frame(date(2013, 8, 1), date(2014, 5, 31), 2013)


@pytest.mark.parametrize(
    "heading",
    [
        *("2014", "'''2014'''", "År 2014", "2014:", "(2014)", "Tidplan 2014", "Tidsplan för 2014", "Plan 2014"),
        *("Verksamhetsplan 2014", "Aktiviteter 2014", "Fas 2: 2014", "Etapp 1 – 2014", "Del 2 (2014)"),
        *("Genomförande 2014", "Våren 2014", "Maj 2014", "Januari–juni 2014", "Q1 2014", "Under 2014", "2014 2014"),
    ],
)
def test_heading_that_is_a_year_gives_it(heading: str) -> None:
    """A year, a date with its year, and a year with a word for the plan or its parts, are the year of what follows."""
    assert in_year(Frame(None, None, 2013), heading) == Frame(None, None, 2014)


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        pytest.param(2013, Frame(date(2013, 8, 1), date(2013, 12, 31), 2013), id="its-first"),
        pytest.param(2014, Frame(date(2014, 1, 1), date(2014, 5, 31), 2014), id="its-last"),
        pytest.param(2012, Frame(None, None, 2012), id="before"),
        pytest.param(2015, Frame(None, None, 2015), id="after"),
    ],
)
def test_heading_leaves_what_of_the_project_lies_in_its_year(year: int, expected: Frame) -> None:
    """Below a year the project's period is what of it lies in that year; a year beside it stands alone."""
    assert in_year(FRAME, str(year)) == expected


@pytest.mark.parametrize(
    "heading",
    [
        *("", "Höst", "Fas 2", "14", "12014", "2014a", "1814", "2114"),
        *("2013–2014", "2013/14", "2013 och 2014", "Vintern 2013–2014", "2014–"),
        *("Inför Wikimania 2014", "Uppföljning av 2014 års projekt", "Wikipedia 2014-konferens", "GLAM2014"),
        "2014 " + "och så vidare " * 50,
    ],
)
def test_other_headings_leave_the_year(heading: str) -> None:
    """No year, several, and a year that belongs to a name leave the project's own period to tell the year."""
    assert in_year(FRAME, heading) == FRAME
