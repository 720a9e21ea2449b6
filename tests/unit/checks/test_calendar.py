"""Work days and reporting periods; every date is worked out by hand with a Swedish calendar."""

from datetime import date, timedelta
from itertools import islice

import pytest

from bot.checks.calendar import (
    Calendar,
    ReportPeriod,
    month_end,
    next_month,
    period_of,
    periods_before,
)
from tests.support.builders import settings

CALENDAR = Calendar("SE")

FREE_2022 = {
    "01-01": "nyårsdagen",
    "01-06": "trettondedag jul",
    "04-15": "långfredagen",
    "04-17": "påskdagen",
    "04-18": "annandag påsk",
    "05-01": "första maj",
    "05-26": "Kristi himmelsfärdsdag",
    "06-05": "pingstdagen",
    "06-06": "nationaldagen",
    "06-24": "midsommarafton",
    "06-25": "midsommardagen",
    "11-05": "alla helgons dag",
    "12-24": "julafton",
    "12-25": "juldagen",
    "12-26": "annandag jul",
    "12-31": "nyårsafton",
}


def day(text: str) -> date:
    """A date from ÅÅÅÅ-MM-DD."""
    return date.fromisoformat(text)


def test_free_days_are_the_holidays_and_three_eves() -> None:
    """The free days of 2022 are the public holidays and Midsummer's, Christmas and New Year's Eve; no plain Sunday."""
    days = [date(2022, 1, 1) + timedelta(days=number) for number in range(365)]
    assert [f"{one:%m-%d}" for one in days if CALENDAR.is_free_day(one)] == list(FREE_2022)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2022-04-14", True, id="Maundy Thursday"),
        pytest.param("2022-04-15", False, id="Good Friday"),
        pytest.param("2022-04-18", False, id="Easter Monday"),
        pytest.param("2022-04-19", True, id="Tuesday after Easter"),
        pytest.param("2022-05-26", False, id="Ascension Day"),
        pytest.param("2022-05-27", True, id="the bridge day after Ascension"),
        pytest.param("2022-06-06", False, id="National Day"),
        pytest.param("2022-06-23", True, id="day before Midsummer's Eve"),
        pytest.param("2022-06-24", False, id="Midsummer's Eve"),
        pytest.param("2022-06-27", True, id="Monday after Midsummer"),
        pytest.param("2021-06-25", False, id="Midsummer's Eve of 2021"),
        pytest.param("2022-06-25", False, id="a holiday on a Saturday"),
        pytest.param("2022-11-04", True, id="Friday before All Saints'"),
        pytest.param("2022-11-05", False, id="All Saints' Day"),
        pytest.param("2022-11-06", False, id="a Sunday"),
        pytest.param("2022-12-23", True, id="Little Christmas Eve"),
        pytest.param("2022-12-26", False, id="Boxing Day"),
        pytest.param("2021-12-24", False, id="Christmas Eve on a Friday"),
        pytest.param("2022-12-30", True, id="day before New Year's Eve"),
        pytest.param("2021-12-31", False, id="New Year's Eve on a Friday"),
        pytest.param("2022-01-05", True, id="eve of Epiphany"),
        pytest.param("2022-01-06", False, id="Epiphany"),
    ],
)
def test_work_days(text: str, expected: bool) -> None:  # noqa: FBT001 - pytest's parameters
    """A work day is a Monday to Friday that is neither a public holiday nor one of the three eves."""
    assert CALENDAR.is_workday(day(text)) is expected


@pytest.mark.parametrize(
    ("text", "count", "expected"),
    [
        pytest.param("2022-11-07", 0, "2022-11-07", id="none at all"),
        pytest.param("2022-11-07", 2, "2022-11-09", id="within a week"),
        pytest.param("2022-11-03", 2, "2022-11-07", id="over a weekend"),
        pytest.param("2022-11-05", 1, "2022-11-07", id="from a Saturday"),
        pytest.param("2022-11-05", 0, "2022-11-05", id="none from a Saturday"),
        pytest.param("2022-04-14", 1, "2022-04-19", id="over Easter"),
        pytest.param("2022-06-23", 1, "2022-06-27", id="over Midsummer"),
        pytest.param("2022-06-03", 1, "2022-06-07", id="over National Day"),
        pytest.param("2022-12-23", 5, "2023-01-02", id="over Christmas and New Year"),
        pytest.param("2023-01-04", 2, "2023-01-09", id="over Epiphany"),
    ],
)
def test_adding_work_days(text: str, count: int, expected: str) -> None:
    """Work days are counted from the day after; weekends and free days do not count."""
    assert CALENDAR.add_workdays(day(text), count) == day(expected)


@pytest.mark.parametrize(
    ("first", "number", "expected"),
    [("2022-11-01", 1, "2022-11-01"), ("2022-05-01", 1, "2022-05-02"), ("2022-06-01", 4, "2022-06-07")],
    ids=["itself", "a Sunday before", "National Day between"],
)
def test_work_day_number(first: str, number: int, expected: str) -> None:
    """The first day itself may be work day number 1."""
    assert CALENDAR.workday_number(day(first), number) == day(expected)


@pytest.mark.parametrize(
    ("month", "workday", "due"),
    [
        pytest.param("2022-10", 5, "2022-11-07", id="October: 1, 2, 3, 4, 7 November"),
        pytest.param("2021-12", 5, "2022-01-10", id="December: Epiphany does not count"),
        pytest.param("2022-05", 5, "2022-06-08", id="May: National Day does not count"),
        pytest.param("2022-03", 10, "2022-04-14", id="March: the day before Good Friday is the tenth"),
        pytest.param("2022-03", 11, "2022-04-19", id="March: the eleventh comes after Easter"),
        pytest.param("2022-04", 1, "2022-05-02", id="April: the first of May is a Sunday"),
        pytest.param("2022-11", 20, "2022-12-29", id="November: the twentieth of December's"),
    ],
)
def test_due_date(month: str, workday: int, due: str) -> None:
    """A report is due on that work day of the month after."""
    assert period_of(day(f"{month}-15"), 1).due(settings(report={"due_workday": workday})) == day(due)


@pytest.mark.parametrize(
    ("text", "months", "start", "end", "label"),
    [
        pytest.param("2022-02-28", 1, "2022-02-01", "2022-02-28", "2022-02", id="a month"),
        pytest.param("2024-02-01", 1, "2024-02-01", "2024-02-29", "2024-02", id="a leap month"),
        pytest.param("2022-12-31", 1, "2022-12-01", "2022-12-31", "2022-12", id="December"),
        pytest.param("2022-08-31", 3, "2022-07-01", "2022-09-30", "2022-07/2022-09", id="a quarter"),
        pytest.param("2022-01-01", 5, "2022-01-01", "2022-05-31", "2022-01/2022-05", id="the first of five months"),
        pytest.param("2022-10-31", 5, "2022-06-01", "2022-10-31", "2022-06/2022-10", id="the second of five months"),
        pytest.param("2022-11-01", 5, "2022-11-01", "2022-12-31", "2022-11/2022-12", id="the rest of the year"),
        pytest.param("2022-07-01", 12, "2022-01-01", "2022-12-31", "2022-01/2022-12", id="a year"),
    ],
)
def test_period_of_a_day(text: str, months: int, start: str, end: str, label: str) -> None:
    """Periods are counted from January; where they do not fill the year, the last one is shorter."""
    assert period_of(day(text), months) == ReportPeriod(day(start), day(end))
    assert period_of(day(text), months).label == label


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param(None, None, True, id="open at both ends"),
        pytest.param("2022-11-16", None, True, id="15 of 30 days from the start"),
        pytest.param("2022-11-17", None, False, id="14 of 30 days from the start"),
        pytest.param(None, "2022-11-15", True, id="15 of 30 days to the end"),
        pytest.param(None, "2022-11-14", False, id="14 of 30 days to the end"),
        pytest.param("2022-11-08", "2022-11-22", True, id="15 days in the middle"),
        pytest.param("2022-11-08", "2022-11-21", False, id="14 days in the middle"),
        pytest.param("2022-12-01", None, False, id="not started"),
        pytest.param(None, "2022-10-31", False, id="ended before"),
        pytest.param("2022-12-31", "2022-01-01", False, id="reversed"),
    ],
)
def test_half_covered_period(start: str | None, end: str | None, expected: bool) -> None:  # noqa: FBT001 - pytest's
    """A project is asked for a period that it was under way in for at least half of the days."""
    november = period_of(date(2022, 11, 1), 1)
    assert november.covers_half(start and day(start), end and day(end)) is expected  # type: ignore[arg-type]


@pytest.mark.parametrize(("start", "expected"), [("2022-10-16", True), ("2022-10-17", False)], ids=["16", "15"])
def test_half_of_an_odd_number_of_days(start: str, expected: bool) -> None:  # noqa: FBT001 - pytest's parameters
    """Of 31 days, 16 are half of the period and 15 are not."""
    assert period_of(date(2022, 10, 1), 1).covers_half(day(start), None) is expected


@pytest.mark.parametrize(
    ("today", "months", "since", "expected"),
    [
        pytest.param("2022-03-01", 1, "2022-01-15", ["2022-02", "2022-01"], id="back to the start's own month"),
        pytest.param("2022-02-28", 1, "2022-01-01", ["2022-01"], id="the month under way is left out"),
        pytest.param("2022-01-31", 1, "2022-01-01", [], id="none is over"),
        pytest.param("2022-01-01", 1, "2021-11-30", ["2021-12", "2021-11"], id="over the turn of the year"),
        pytest.param("2022-03-01", 1, "2023-01-01", [], id="not started"),
        pytest.param("2022-12-31", 5, "2022-02-01", ["2022-06/2022-10", "2022-01/2022-05"], id="five months"),
        pytest.param("2023-01-01", 5, "2022-11-01", ["2022-11/2022-12"], id="the short last period"),
        pytest.param("2022-03-01", 3, None, ["2021-10/2021-12", "2021-07/2021-09"], id="no start: newest first"),
    ],
)
def test_periods_that_are_over(today: str, months: int, since: str | None, expected: list[str]) -> None:
    """The periods that are over come newest first, back to the one that the project began in."""
    found = periods_before(day(today), months, since=day(since) if since else None)
    assert [one.label for one in islice(found, 2)] == expected


def test_periods_without_a_start_go_back_to_last_year() -> None:
    """A project without a start is looked at this year and the last."""
    found = list(periods_before(date(2022, 3, 1), 1, since=None))
    assert (len(found), found[-1].label) == (14, "2021-01")


@pytest.mark.parametrize(
    ("text", "last", "following"),
    [("2022-12-05", "2022-12-31", "2023-01-01"), ("2022-02-01", "2022-02-28", "2022-03-01")],
    ids=["December", "February"],
)
def test_ends_of_months(text: str, last: str, following: str) -> None:
    """The last day of a month, and the first of the one after, also over the turn of the year."""
    assert (month_end(day(text)), next_month(day(text))) == (day(last), day(following))


@pytest.mark.parametrize(
    ("calendar", "text", "expected"),
    [
        pytest.param(Calendar("GB", "SCT"), "2022-11-30", True, id="St Andrew's Day in Scotland"),
        pytest.param(Calendar("GB", "ENG"), "2022-11-30", False, id="not in England"),
        pytest.param(Calendar("GB"), "2022-12-25", True, id="Christmas Day"),
        pytest.param(Calendar("DE"), "2022-10-03", True, id="German Unity Day"),
        pytest.param(Calendar("DE"), "2022-06-24", False, id="Midsummer's Eve is Swedish"),
        pytest.param(
            Calendar("SE", free_days=frozenset({date(2022, 5, 27)})), "2022-05-27", True, id="a day of one's own"
        ),
    ],
)
def test_free_days_of_a_country(calendar: Calendar, text: str, expected: bool) -> None:  # noqa: FBT001 - pytest's
    """Free are the public holidays of the country or of a part of it, and the days that are set besides."""
    assert calendar.is_free_day(day(text)) is expected
    assert calendar.is_workday(day(text)) is not (expected or day(text).weekday() >= 5)


def test_calendar_of_the_settings() -> None:
    """The calendar is the one that is set, and a report is due by it: in Germany 3 October is free."""
    rules = settings(calendar={"country": "DE", "free_days": ["2022-10-04"]}, report={"due_workday": 1})
    assert Calendar.of(rules) == Calendar("DE", None, frozenset({date(2022, 10, 4)}))
    assert period_of(date(2022, 9, 1), 1).due(rules) == date(2022, 10, 5)
    assert period_of(date(2022, 9, 1), 1).due(settings(report={"due_workday": 1})) == date(2022, 10, 3)
