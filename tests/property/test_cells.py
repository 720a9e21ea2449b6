"""Cells: what is written reads back, and nothing that anybody writes can stop the reading."""

from calendar import monthrange
from datetime import date, timedelta

from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Mark, Period
from bot.parse.dates import read_period
from bot.parse.effort import effort_in_comment, read_effort
from bot.parse.marks import read_mark
from bot.parse.people import read_people
from bot.parse.tasks import no_tasks, read_tag, read_tasks
from bot.parse.words import lines, plain, templates

days = st.dates(date(1990, 1, 1), date(2089, 12, 31))
dashes = st.sampled_from(["-", "–", "—", " - ", " – ", " till ", " t.o.m. "])
dressings = st.sampled_from(
    ["{}", "'''{}'''", "{}.", " {} ", "{}<ref>k</ref>", "<!-- x -->{}", "{{{{x}}}}{}", "[[a|{}]]"]
)
SCRAPS = [
    *("[[", "]]", "{{", "}}", "[http://a", "]", "|", "<ref>", "</ref>", "<s>", "</s>", "<nowiki>", "</nowiki>"),
    *(
        "<!--",
        "-->",
        "<br>",
        "'''",
        "\n",
        "* ",
        "&nbsp;",
        "&#",
        "Användare:",
        "T123",
        " ",
        "(",
        ")",
        "?",
        ",",
        "/",
        "–",
    ),
    *("juni", "6", "2022", "kl.", "13.00", "v.", "Q", "och", "från", "Klart", "utgått", "½", "dagar", "stöd av"),
]
markup = st.lists(st.sampled_from(SCRAPS) | st.text(max_size=5), max_size=40).map("".join)
texts = st.one_of(st.text(), markup)


def read(cell: str) -> Period:
    """A cell of a project that nothing is known of."""
    return read_period(cell, project_start=None, project_end=None, year=None)


def written(day: date, form: int) -> str:
    """A day in one of the forms that people use, with its year."""
    name = format_date(day, "MMMM", locale="sv")
    short = format_date(day, "MMM", locale="sv")
    forms = [
        day.isoformat(),
        f"{day.day}/{day.month} {day.year}",
        f"{day.day} {name} {day.year}",
        f"den {day.day}:e {name} {day.year}",
        f"{day.day} {short} {day.year}",
        f"{format_date(day, 'EEEE', locale='sv')} {day.day} {name.upper()} {day.year} kl. 13.00–15.00",
    ]
    return forms[form % len(forms)]


@given(days, st.integers(0, 5), dressings)
def test_day_reads_back(day: date, form: int, dressing: str) -> None:
    """A day in any form and any dress reads back as itself."""
    period = read(dressing.format(written(day, form)))
    assert (period.start, period.end, period.unreadable) == (day, day, False)


@given(days, st.timedeltas(timedelta(0), timedelta(days=3000)), st.integers(0, 4), st.integers(0, 4), dashes)
def test_range_of_days_reads_back(start: date, length: timedelta, form: int, other: int, dash: str) -> None:
    """Two days with a dash between, each in any form, read back as that range."""
    end = start + length
    period = read(f"{written(start, form)}{dash}{written(end, other)}")
    assert (period.start, period.end, period.unreadable) == (start, end, False)


@given(days, st.integers(0, 11), dashes, st.sampled_from(["MMMM", "MMM"]))
def test_range_of_months_reads_back(first: date, length: int, dash: str, form: str) -> None:
    """Two months with the last one's year read back as all their days, also over the turn of the year."""
    start = first.replace(day=1)
    last = (start + timedelta(days=31 * length)).replace(day=1)
    end = last.replace(day=monthrange(last.year, last.month)[1])
    months = [format_date(day, form, locale="sv") for day in (start, last)]
    period = read(f"{months[0]}{dash}{months[1]} {last.year}")
    assert (period.start, period.end, period.unreadable) == (start, end, False)


@given(days)
def test_week_reads_back(day: date) -> None:
    """A week of ISO 8601 reads back as its Monday to Sunday."""
    year, week, weekday = day.isocalendar()
    monday = day - timedelta(days=weekday - 1)
    period = read(f"vecka {week} {year}")
    assert (period.start, period.end) == (monday, monday + timedelta(days=6))


@given(days, st.timedeltas(timedelta(0), timedelta(days=800)), st.integers(1, 12))
def test_month_without_a_year_lies_in_the_project(start: date, length: timedelta, month: int) -> None:
    """A month without a year is the earliest one wholly inside the project's period, if there is one."""
    end = start + length
    inside = [
        date(year, month, 1)
        for year in range(start.year, end.year + 1)
        if start <= date(year, month, 1) and date(year, month, monthrange(year, month)[1]) <= end
    ]
    name = format_date(date(2000, month, 1), "MMMM", locale="sv")
    period = read_period(name, project_start=start, project_end=end, year=start.year)
    assert not inside or period.start == inside[0]


@given(texts, st.none() | st.dates(), st.none() | st.dates(), st.none() | st.integers(-1, 10001))
def test_any_text_gives_a_period(text: str, start: date | None, end: date | None, year: int | None) -> None:
    """No text stops the reading of dates, and what cannot be read has no dates."""
    period = read_period(text, project_start=start, project_end=end, year=year)
    assert not (period.unreadable and period.dated)
    assert period.text == plain(text)


@given(texts)
def test_any_text_can_be_read_as_any_cell(text: str) -> None:
    """No text stops the reading of people, effort, tasks or marks, and what is read is tidy."""
    people = read_people(text)
    assert all(person.name.strip() == person.name != "" for person in people.lead + people.support)
    assert len(set(people.lead + people.support)) == len(people.lead + people.support)
    assert (read_effort(text) or 0) >= 0
    assert (effort_in_comment(text) or 0) >= 0
    assert len(set(read_tasks(text))) == len(read_tasks(text))
    assert not (no_tasks(text) and read_tasks(text))
    assert read_tag(text) != ""
    assert read_mark(name=text, when=text, comment=text) in {None, *Mark}


@given(texts)
def test_words_are_folded(text: str) -> None:
    """Lines hold no line break, are never empty, and have no white space at their ends or doubled inside."""
    assert all(line and line == " ".join(line.split()) for line in lines(text))
    assert all(name == " ".join(name.split()) for name in templates(text))


@given(st.lists(st.integers(1, 999_999_999), unique=True), st.sampled_from(["", " ", ", ", "<br>", "\n"]))
def test_tasks_read_back(numbers: list[int], between: str) -> None:
    """Task numbers read back in their order, whatever stands between them, also glued together."""
    tasks = tuple(f"T{number}" for number in numbers)
    assert read_tasks(between.join(tasks)) == tasks


@given(st.decimals(0, 999, places=1), st.sampled_from(["", " dagar", " dagar."]))
def test_effort_reads_back(amount: object, unit: str) -> None:
    """A number of days with a decimal comma reads back."""
    assert read_effort(str(amount).replace(".", ",") + unit) == float(str(amount))
