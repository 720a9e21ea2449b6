"""Fields of one day: the day itself, remarks behind it, and what may move it."""

from datetime import date

import pytest

from bot.parse.days import LONGEST, Side, read_day

SEPTEMBER_30 = date(2017, 9, 30)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("2017-09-30", id="day"),
        pytest.param("'''2017-09-30'''<ref>x</ref><!-- y -->", id="markup"),
        pytest.param("2017\u201109\u201130", id="hyphens-that-do-not-break"),
        pytest.param("2017–09–30", id="dashes"),
        pytest.param("30 september 2017", id="words"),
        pytest.param("30/9 2017", id="slash"),
        pytest.param("<s>2017-06-30</s> 2017-09-30", id="struck-out-before"),
        pytest.param("<s>2017-09-30</s>", id="all-struck-out"),
        pytest.param("(2017-09-30)", id="in-parentheses"),
        pytest.param("2017-09-30, kl. 13.00", id="clock"),
    ],
)
def test_day_is_read(text: str) -> None:
    """A day is read in any of the forms in which people write it, whichever side counts."""
    sides: tuple[Side, ...] = ("first", "last", "only")
    assert [read_day(text, side) for side in sides] == [SEPTEMBER_30] * 3


@pytest.mark.parametrize(
    "remark",
    [
        pytest.param(" (slutrapport 2017-12-01)", id="another-thing-in-parentheses"),
        pytest.param("<br>slutrapport 2017-12-01", id="another-thing-on-its-line"),
        pytest.param(", slutrapport senast tre månader efter", id="words"),
        pytest.param(" (preliminärt)", id="hedge"),
        pytest.param(" (förlängt)", id="change-without-a-date"),
        pytest.param(" (majoriteten klar)", id="word-that-begins-like-a-month"),
        pytest.param(" enligt beslut 12", id="other-figures"),
        pytest.param(" (slutrapportering senast den 1 december 2017)", id="report-by"),
        pytest.param(" (slutredovisning: dec. 2017)", id="account-for"),
        pytest.param(" (Delrapport 2017-03-01, utvärdering hösten 2017)", id="two-other-things"),
        pytest.param(", enligt FDC-ansökan 2016", id="application"),
        pytest.param(" (enligt beslut 2016-05-03)", id="decision"),
        pytest.param(" enligt avtalet 3/5 2016", id="agreement"),
        pytest.param(" (konto 2017)", id="account"),
        pytest.param(" (Wikimania 2018)", id="name-with-a-year"),
        pytest.param(" (inför konferensen Almedalen 2018)", id="name-with-a-year-in-a-sentence"),
        pytest.param(" (ansvarig Jan Ekberg)", id="name-like-a-month"),
        pytest.param(" (enligt vår plan)", id="our"),
        pytest.param(" (50/50)", id="no-days"),
        pytest.param(" (3 veckor sent, projekt 201799, 20179999)", id="numbers"),
        pytest.param(f" {'x' * (LONGEST - 1)}", id="long"),
    ],
)
def test_remark_behind_a_day_is_let_be(remark: str) -> None:
    """What stands behind a day and is no other date for it is a remark."""
    assert read_day(f"2017-09-30{remark}", "last") == SEPTEMBER_30


@pytest.mark.parametrize(
    "rest",
    [
        pytest.param(" eller 2017-10-15", id="or"),
        pytest.param(" eller senare", id="or-later"),
        pytest.param(" (alternativt i oktober)", id="alternatively"),
        pytest.param(" 2017-10-15", id="another-day"),
        pytest.param(", 2017-10-15", id="comma"),
        pytest.param(" och 2017-10-15", id="and"),
        pytest.param(" (ev. 2017-10-15)", id="maybe"),
        pytest.param(" (förlängt t.o.m. december)", id="extended-to-a-month"),
        pytest.param(" (2017-10-15)", id="another-day-in-parentheses"),
        pytest.param(" → 15/10", id="arrow"),
        pytest.param("; resp. 15 oktober", id="respectively"),
        pytest.param(", december för rapporten", id="month"),
        pytest.param(", förlängt till 2017-12-31", id="extended"),
        pytest.param(" (nytt slutdatum 2017-12-31)", id="new-day"),
        pytest.param("1", id="figures-go-on"),
        pytest.param(f" {'x' * LONGEST}", id="text"),
        pytest.param("/15", id="figures-go-on-after-a-sign"),
        pytest.param(" (FDC), 2018-06-30 (PKS)", id="one-for-each-financier"),
        pytest.param(" (egentligen 2017-08-31)", id="really"),
        pytest.param(" (i praktiken 31 augusti)", id="in-practice"),
        pytest.param(" (avslutat 2017-08-15)", id="finished"),
        pytest.param(" (bidragsperioden slutar 2017-11-30)", id="period"),
        pytest.param(" (bidragsperioden slutar 20171130)", id="figures-without-signs"),
        pytest.param(" (pengarna räcker till oktober)", id="until-a-month"),
        pytest.param(" (pengarna räcker till Oktober)", id="month-with-a-capital"),
        pytest.param(" (klart 2017-10)", id="iso-month"),
        pytest.param(" (FDC), 2018 (PKS)", id="bare-year"),
        pytest.param(" (Avslutat 2016)", id="capital-of-a-sentence"),
        pytest.param(" (i praktiken 31.8.2017)", id="points"),
        pytest.param(" (i praktiken vecka 35)", id="week"),
        pytest.param(" (i praktiken första kvartalet)", id="quarter"),
        pytest.param(" (i praktiken i vår)", id="season"),
        pytest.param(" (slutrapport 2017-12-01, klart 2017-10-15)", id="report-and-another"),
        pytest.param(" (slutrapport 2017-12-01, 2018-01-15)", id="two-after-a-report"),
        pytest.param(" (avtalets slut 2017-12-31)", id="end-of-an-agreement"),
        pytest.param(" (förlängt enligt beslut 2017-09-01)", id="changed-by-a-decision"),
        pytest.param(" (förlängt enligt beslut 12)", id="changed-with-figures"),
    ],
)
def test_day_that_may_be_moved_is_not_read(rest: str) -> None:
    """A day with another date for the same thing behind it is unknown: either may be meant."""
    assert read_day(f"2017-09-30{rest}", "last") is None


@pytest.mark.parametrize("text", ["30 september 2017, 15 oktober 2017", "september och oktober 2017"])
def test_list_of_dates_is_not_read(text: str) -> None:
    """Of several dates in a list either may be meant, in whatever form they are written."""
    assert (read_day(text, "first"), read_day(text, "last")) == (None, None)


def test_remark_in_parentheses_may_follow_a_date_in_words() -> None:
    """Behind a date in words a remark must stand in parentheses, and may not move it."""
    assert read_day("30 september 2017 (slutrapport 1 december 2017)", "last") == SEPTEMBER_30
    assert read_day("30 september 2017 (förlängt till 1 december 2017)", "last") is None
    assert read_day("30 september 2017 slutrapport", "last") is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        pytest.param("2017-09", date(2017, 9, 1), SEPTEMBER_30, id="iso-month"),
        pytest.param("september 2017", date(2017, 9, 1), SEPTEMBER_30, id="month"),
        pytest.param("2017", date(2017, 1, 1), date(2017, 12, 31), id="year"),
        pytest.param("2016-01-01 – 2017-09-30", date(2016, 1, 1), SEPTEMBER_30, id="span"),
        pytest.param("2016-01-01/2017-09-30", date(2016, 1, 1), SEPTEMBER_30, id="span-with-a-slash"),
        pytest.param("senast 2017-09-30", None, SEPTEMBER_30, id="latest"),
        pytest.param("fr.o.m. 2017-09-30", SEPTEMBER_30, None, id="from"),
    ],
)
def test_span_has_two_sides(text: str, first: date | None, last: date | None) -> None:
    """Of a month or a span, the first day is a start, the last an end, and where one day is asked for it is neither."""
    assert (read_day(text, "first"), read_day(text, "last"), read_day(text, "only")) == (first, last, None)


@pytest.mark.parametrize(
    "text",
    ["", "snart", "TBD", "2022-02-30", "2022-13-01", "31 december", "9999-12-31", "0001-01-01", "löpande", "{{x}}"],
)
def test_anything_else_is_no_day(text: str) -> None:
    """Words, days that do not exist, have no year or lie out of reach, are no day."""
    assert read_day(text, "first") is None
