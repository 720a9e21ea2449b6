"""Fields of one day: the day itself, remarks behind it, and what may move it."""

from datetime import date

import pytest

from bot.parse.days import Side, read_day

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
        pytest.param(f" {'x' * 400}", id="long"),
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
    ],
)
def test_day_that_may_be_moved_is_not_read(rest: str) -> None:
    """A day with another date for the same thing behind it is unknown: either may be meant."""
    assert read_day(f"2017-09-30{rest}", "last") is None


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
