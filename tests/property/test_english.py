"""English: a period in any of its forms reads back as itself; whatever a cell or a page holds, reading never raises."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from babel.dates import format_date
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.explain.command import OTHERS
from bot.explain.dates import explain_date
from bot.explain.effort import explain_effort
from bot.explain.marks import explain_marks
from bot.model import Project
from bot.parse.columns import column
from bot.parse.date_search import find_date
from bot.parse.date_spans import Frame
from bot.parse.dates import read_cell, read_period, read_words
from bot.parse.days import read_day
from bot.parse.effort import effort_in_comment, read_effort
from bot.parse.languages import vocabulary
from bot.parse.marks import heading_mark, read_mark, unmarked
from bot.parse.people import left_out, read_people
from bot.parse.project import Reader
from bot.parse.projectdata import read_status
from bot.parse.sums import may_hold_money, read_names, read_sums
from bot.parse.tasks import no_tasks, read_tag
from bot.settings import Templates
from bot.tell.explanation import explanation_document
from bot.wiki.port import Page

EN = vocabulary("en")
TITLE = "Project:Test 2022"
DATA = f"{TITLE}/Project data"

years = st.integers(1990, 2089)
dashes = st.sampled_from(["–", "—", " - ", " – ", " to ", " until ", " till ", " through "])
befores = st.sampled_from(["", "In ", "During ", "on ", "the ", "in the\u00a0"])
dressings = st.sampled_from(
    [
        *("{}", " {} ", "{}.", "'''{}'''", "[[Plan|{}]]", "{}<ref>Source 2019</ref>", "<!-- 2019 -->{}"),
        *("{{{{Note|2019}}}}{}", "{}<br>", "\n{}\n", "{}&nbsp;", "{}. Done!", "Done. {}", "[http://a.org/2019 {}]"),
    ]
)
spellings = st.sampled_from([str, str.upper, str.lower, str.swapcase])
spaces = st.sampled_from([" ", "\u00a0", "&nbsp;", "  ", "\n", "<br>"])


class Spot(NamedTuple):
    """A date expression with its year, and the days that it stands for."""

    text: str
    start: date
    end: date


def _ordinal(number: int) -> str:
    ending = "th" if number in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _months(text: str, year: int, first: int, last: int) -> Spot:
    start = date(year - (first > last), first, 1)
    return Spot(text, start, date(year, last, monthrange(year, last)[1]))


def _name(month: int, form: str) -> str:
    return format_date(date(2000, month, 1), form, locale="en")


@st.composite
def a_day(draw: st.DrawFn) -> Spot:
    """One day, in the British order, the American, or that of ISO 8601."""
    day = draw(st.dates(date(1990, 1, 1), date(2089, 12, 31)))
    name, number, year = draw(st.sampled_from([_name(day.month, "MMMM"), _name(day.month, "MMM")])), day.day, day.year
    weekday = format_date(day, "EEEE", locale="en")
    forms = [
        *(f"{number} {name} {year}", f"{number} {name}, {year}", f"{weekday} {number} {name} {year}"),
        *(f"{_ordinal(number)} {name} {year}", f"the {_ordinal(number)} of {name} {year}"),
        *(f"{name} {number}, {year}", f"{name} {number} {year}", f"{weekday}, {name} {number}, {year}"),
        # Nobody breaks the line within the time of day, as they may between the other words: a line is read by itself.
        *(f"{name} {_ordinal(number)}, {year}", f"{name} {number}, {year} at 10:30\u00a0am", day.isoformat()),
    ]
    if number > 12:
        forms += [f"{number}/{day.month} {year}", f"{day.month}/{number} {year}"]
    return Spot(draw(st.sampled_from(forms)), day, day)


@st.composite
def a_month(draw: st.DrawFn) -> Spot:
    """One month, or a part of one."""
    year, month = draw(years), draw(st.integers(1, 12))
    name = draw(st.sampled_from([_name(month, "MMMM"), _name(month, "MMM")]))
    last_day = monthrange(year, month)[1]
    forms = {
        (1, last_day): ["{}", "all of {}", "the month of {}"],
        (1, 10): ["beginning of {}", "the start of {}", "early {}", "early in {}"],
        (11, 20): ["middle of {}", "mid-{}", "mid {}"],
        (21, last_day): ["end of {}", "the end of {}", "late {}", "late in {}"],
    }
    first, last = draw(st.sampled_from(sorted(forms)))
    text = draw(st.sampled_from(forms[first, last])).format(f"{name} {year}")
    return Spot(text, date(year, month, first), date(year, month, last))


@st.composite
def a_season(draw: st.DrawFn) -> Spot:
    """A season, a quarter, or a half of a year."""
    year, number = draw(years), draw(st.integers(1, 4))
    words = ["first", "second", "third", "fourth"]
    of = draw(st.sampled_from([" ", " of ", ", "]))
    form = draw(st.sampled_from(["season", "quarter", "half"]))
    if form == "season":
        seasons = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
        word = draw(st.sampled_from(sorted(seasons)))
        return _months(f"{word}{of}{year}", year, seasons[word], (seasons[word] + 1) % 12 + 1)
    if form == "quarter":
        quarters = (f"quarter {number}", f"Q{number}", f"{words[number - 1]} quarter", f"{_ordinal(number)} quarter")
        return _months(f"{draw(st.sampled_from(quarters))}{of}{year}", year, 3 * number - 2, 3 * number)
    half = (number + 1) // 2
    halves = (f"{words[half - 1]} half", f"the {_ordinal(half)} half")
    return _months(f"{draw(st.sampled_from(halves))}{of}{year}", year, 6 * half - 5, 6 * half)


@st.composite
def a_week(draw: st.DrawFn) -> Spot:
    """A week of ISO 8601."""
    day = draw(st.dates(date(1990, 1, 10), date(2089, 12, 20)))
    year, week, weekday = day.isocalendar()
    monday = day - timedelta(days=weekday - 1)
    form = draw(st.sampled_from(["week {} {}", "wk. {} {}", "W{} {}", "week {}, {}", "week {} of {}"]))
    return Spot(form.format(week, year), monday, monday + timedelta(days=6))


@st.composite
def a_year(draw: st.DrawFn) -> Spot:
    """A calendar year."""
    year = draw(years)
    text = draw(st.sampled_from(["{}", "the whole year {}", "all of {}", "throughout {}", "all year {}"])).format(year)
    return Spot(text, date(year, 1, 1), date(year, 12, 31))


parts = st.one_of(a_day(), a_month(), a_season(), a_week())
spots = st.one_of(parts, a_year())


def days(cell: str) -> tuple[date | None, date | None, bool, bool]:
    """The days that a cell gives, whether it is tentative, and whether it cannot be read."""
    period = read_period(cell, project_start=None, project_end=None, year=None, vocabulary=EN)
    return period.start, period.end, period.tentative, period.unreadable


@given(spots, befores, dressings, spellings, spaces)
def test_period_reads_back(spot: Spot, before: str, dressing: str, spell: Callable[[str], str], space: str) -> None:
    """A period in any form, case and dress, with any spaces and after a small word, reads back as itself.

    Only a phrase that is one sign to the grammar ("beginning of") must stand on one line.
    """
    assume(space not in {"\n", "<br>"} or not re.search("beginning of|start of|month of", spot.text))
    cell = dressing.format(f"{before}{spell(spot.text)}".replace(" ", space))
    assert days(cell) == (spot.start, spot.end, False, False)


@given(st.tuples(parts, parts) | st.tuples(a_year(), a_year()), dashes)
def test_range_reads_back(ends: tuple[Spot, Spot], dash: str) -> None:
    """A range from one period to another, in any two forms, is from the first day of one to the last of the other."""
    first, last = sorted(ends, key=lambda spot: (spot.start, spot.end))
    assume(first.end <= last.end)
    assert days(f"{first.text}{dash}{last.text}") == (first.start, last.end, False, False)


@given(st.lists(parts, min_size=2, max_size=4), st.sampled_from(["; ", " and ", " & ", " + ", "<br>", ", and "]))
def test_list_reads_back(some: list[Spot], between: str) -> None:
    """Several periods in one cell are from the first day to the last, in whatever order."""
    cell = between.join(spot.text for spot in some)
    assert days(cell) == (min(spot.start for spot in some), max(spot.end for spot in some), False, False)


@given(spots, st.sampled_from(["by ", "before ", "no later than ", "Until ", "up to ", "due by the ", "through "]))
def test_last_day_reads_back(spot: Spot, word: str) -> None:
    """A period after a word for "at the latest" gives its last day, and no first one."""
    assert days(word + spot.text) == (None, spot.end, False, False)


@given(spots, st.sampled_from(["from {}", "since {}", "Starting {}", "starting in {}", "as of {}", "from {} onwards"]))
def test_first_day_reads_back(spot: Spot, form: str) -> None:
    """A period after a word for "from" gives its first day, and no last one."""
    assert days(form.format(spot.text)) == (spot.start, None, False, False)


@given(spots, st.sampled_from(["({})", "{}?", "{} (?)", "({})?"]))
def test_doubt_reads_back(spot: Spot, form: str) -> None:
    """Parentheses round the whole cell, or a question mark, make a period tentative and change nothing else."""
    assert days(form.format(spot.text)) == (spot.start, spot.end, True, False)


@given(st.integers(1, 12), st.integers(1, 12), years)
def test_either_order_is_not_guessed(first: int, second: int, year: int) -> None:
    """Two numbers that may both be the month are no day, whatever stands with them."""
    for cell in (f"{first}/{second}", f"{first}/{second} {year}", f"by {first}/{second} {year}", f"{first}/{second}?"):
        assert days(cell)[:2] == (None, None)
        assert days(cell)[3]


WORDS = (
    *("May", "may", "June", "March", "july", "Sept.", "spring", "Fall", "Q2", "quarter", "half", "first", "2nd", "of"),
    *("6", "13", "31", "2022", "5/6", "21/2", "2/21", "2022-05-06", "week", "wk.", "early", "mid-", "end", "beginning"),
    *("all", "year", "the", "ongoing", "by", "no later than", "from", "onwards", "until", "up to", "to", "and", "in"),
    *("between", "at", "10 am", "2:30 pm", "Monday", "Mon", "–", "-", "/", ",", ".", ":", "(", ")", "?", "!", "\n"),
    *("Done", "completed", "Cancelled", "called off", "due to", "but", "John", "with support of", "supported by"),
    *(
        "Everyone",
        "All",
        "TBD",
        "N/A",
        "None",
        "3 days",
        "0.5",
        "½",
        "hours",
        "$",
        "£5",
        "1,000",
        "2.50",
        "USD",
        "euros",
    ),
    *(
        "million",
        "Total",
        "own",
        "WMF",
        "4105:",
        "about",
        "or",
        "after",
        "moved",
        "report",
        "Green",
        "Completed",
        "T12",
    ),
    *("Date", "Activity", "Owner", "Task", "Effort (days)", "<s>", "</s>", "{{Done}}", "[[User:A|B]]", "\u0130", "ß"),
)
cells = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join),
    st.lists(st.sampled_from([*WORDS, " "]), max_size=16).map("".join),
    st.text(max_size=40),
)
frames = st.sampled_from(
    [
        Frame(None, None, None),
        Frame(None, None, 2022),
        Frame(date(2022, 1, 1), date(2022, 12, 31), 2022),
        Frame(date(2022, 6, 1), None, 2022),
    ]
)


@given(cells)
def test_no_cell_raises(cell: str) -> None:
    """Whatever a cell holds, every reader answers, and what is put in order is in order."""
    period = read_period(cell, project_start=None, project_end=None, year=2022, vocabulary=EN)
    assert not (period.start and period.end) or period.start <= period.end
    for read in (read_people, left_out, read_effort, effort_in_comment, no_tasks, read_tag, column, read_status):
        read(cell, vocabulary=EN)
    for read_money in (read_names, may_hold_money, heading_mark):
        read_money(cell, vocabulary=EN)
    for bare in (True, False):
        found = read_sums(cell, bare=bare, vocabulary=EN)
        assert found is None or len(found.currencies) <= 1
    read_mark(name=cell, when=cell, comment=cell, vocabulary=EN)
    unmarked(cell.splitlines(), vocabulary=EN)
    read_day(cell, "last", vocabulary=EN)


@given(cells.map(lambda cell: " ".join(cell.split())))
def test_clear_date_can_be_read(line: str) -> None:
    """What is found in any line is a slice of it, and a clear date is one that the grammar of cells reads."""
    found = find_date(line, vocabulary=EN)
    if found:
        assert 0 <= found.start < found.end <= len(line)
        assert not found.clear or read_words([line[found.start : found.end]], vocabulary=EN) is not None


@given(parts, st.sampled_from(["{}: meeting", "{} – meeting", "Meeting {}", "{}"]))
def test_period_in_a_line_is_found(spot: Spot, form: str) -> None:
    """The date of a line is found as a whole, whatever its form."""
    line = form.format(spot.text)
    found = find_date(line, vocabulary=EN)
    assert found is not None
    assert found.clear
    assert days(line[found.start : found.end])[:2] == (spot.start, spot.end)


@given(cells, frames)
def test_explanations_say_what_is_read(cell: str, frame: Frame) -> None:
    """The explanation of a cell in English and its reading agree, and it can be written as JSON."""
    period = read_cell(cell, frame, vocabulary=EN).period
    told = explain_date(cell, frame, vocabulary=EN)
    assert (told.text, told.readable) == (period.text, not period.unreadable)
    effort = explain_effort(cell, vocabulary=EN).values
    assert effort["column"] == read_effort(cell, vocabulary=EN)
    marks = explain_marks(cell, vocabulary=EN).values
    assert marks["activity"] == read_mark(name=cell, when="", comment="", vocabulary=EN)
    for kind, call in OTHERS.items():
        assert explanation_document(cell, kind, None, call(cell, vocabulary=EN))["as"] == kind


pages = st.lists(
    st.sampled_from([*WORDS, "== Time plan ==\n", "{|", "\n|-\n", "\n! ", " !! ", "\n| ", " || ", "\n|}\n"])
)


@given(pages.map(" ".join), cells, cells, cells)
def test_no_page_raises(main: str, days_written: str, money: str, status: str) -> None:
    """Whatever an English page and its box hold, a project is read."""
    box = (
        f"{{{{Projektdata|projektstart={days_written}|budget={money}|finansiär={status}|status={status}|fas={money}}}}}"
    )
    read = Reader(Templates(), {}, EN).read(TITLE, {TITLE: Page(TITLE, main), DATA: Page(DATA, box)})
    assert isinstance(read, Project)
    assert all(one.place.line >= 1 for one in read.activities)
