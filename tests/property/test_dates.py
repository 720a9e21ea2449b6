"""Dates: a period in any form of the contract reads back as itself; the dates of lines are never more than they are."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from babel.dates import format_date
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.model import Period
from bot.parse.date_search import find_date
from bot.parse.date_tokens import scan
from bot.parse.date_words import Kind
from bot.parse.dates import read_period, read_words

years = st.integers(1990, 2089)
dashes = st.sampled_from(["–", "—", " - ", " – ", " — ", " till ", " t.o.m. ", " t o m ", " till och med "])
befores = st.sampled_from(["", "I ", "Under ", "på ", "under\u00a0"])
dressings = st.sampled_from(
    [
        *("{}", " {} ", "{}.", "'''{}'''", "''{}''", "[[Plan|{}]]", "<small>{}</small>", "{}<ref>Källa 2019</ref>"),
        *("<!-- 2019 -->{}", "{{{{Fotnot|2019}}}}{}", "{}<br>", "\n{}\n", "{}&nbsp;", "[http://a.se/2019 {}]"),
    ]
)
spellings = st.sampled_from([str, str.upper, str.capitalize, str.swapcase])
spaces = st.sampled_from([" ", "\u00a0", "&nbsp;", "  ", "\u2009", "\n", "<br>"])
OLD = {"oktober": "october", "mars": "marts", "av": "af", "vecka": "wecka", "kvartal": "qvartal", "augusti": "august"}


class Spot(NamedTuple):
    """A date expression with its year, and the days that it stands for."""

    text: str
    start: date
    end: date


def _months(text: str, year: int, first: int, last: int) -> Spot:
    start = date(year - (first > last), first, 1)
    return Spot(text, start, date(year, last, monthrange(year, last)[1]))


def _name(month: int, form: str = "MMMM") -> str:
    return format_date(date(2000, month, 1), form, locale="sv")


@st.composite
def a_day(draw: st.DrawFn) -> Spot:
    """One day."""
    day = draw(st.dates(date(1990, 1, 1), date(2089, 12, 31)))
    name, short = _name(day.month), _name(day.month, "MMM")
    weekday = format_date(day, "EEEE", locale="sv")
    number, year = day.day, day.year
    text = draw(
        st.sampled_from(
            [
                *(
                    f"{number} {name} {year}",
                    f"den {number} {name} {year}",
                    f"{number} {short} {year}",
                    day.isoformat(),
                ),
                *(f"{number}:e {name} {year}", f"{number}e {name} {year}", f"{number}/{day.month} {year}"),
                *(f"{number} {name}, {year}", f"{weekday} {number} {name} {year}", f"{number} {name} {year} kl. 13–15"),
                *(
                    f"{number} {name} månad {year}",
                    f"kl 18.30 den {number}/{day.month} {year}",
                    f"d. {number} {name} {year}",
                ),
            ]
        )
    )
    return Spot(text, day, day)


@st.composite
def a_month(draw: st.DrawFn) -> Spot:
    """One month, or a part of one."""
    year, month = draw(years), draw(st.integers(1, 12))
    name = draw(st.sampled_from([_name(month), _name(month, "MMM")]))
    part = draw(st.sampled_from(["", "början", "mitten", "slutet"]))
    if not part:
        text = draw(
            st.sampled_from([f"{name} {year}", f"{name}, {year}", f"{name} månad {year}", f"hela {name} {year}"])
        )
        return _months(text, year, month, month)
    last_day = monthrange(year, month)[1]
    first, last = {"början": (1, 10), "mitten": (11, 20), "slutet": (21, last_day)}[part]
    text = f"{part} {draw(st.sampled_from(['av ', 'på ', '']))}{name} {year}"
    return Spot(text, date(year, month, first), date(year, month, last))


@st.composite
def a_season(draw: st.DrawFn) -> Spot:
    """A season, a quarter, or a half of a year."""
    year = draw(years)
    seasons = {"vår": 3, "våren": 3, "sommar": 6, "sommaren": 6, "höst": 9, "hösten": 9, "vinter": 12, "vintern": 12}
    ordinals = ["första", "andra", "tredje", "fjärde"]
    number = draw(st.integers(1, 4))
    form = draw(st.sampled_from(["season", "quarter", "half"]))
    if form == "season":
        word = draw(st.sampled_from(sorted(seasons)))
        return _months(f"{word} {year}", year, seasons[word], (seasons[word] + 1) % 12 + 1)
    if form == "quarter":
        forms = (
            f"kvartal {number}",
            f"q{number}",
            f"kv. {number}",
            f"{ordinals[number - 1]} kvartalet",
            f"{number}:e kvartalet",
        )
        return _months(f"{draw(st.sampled_from(forms))} {year}", year, 3 * number - 2, 3 * number)
    half = (number + 1) // 2
    word = draw(st.sampled_from([f"{ordinals[half - 1]} halvåret", f"{half}:a halvåret"]))
    return _months(f"{word} {year}", year, 6 * half - 5, 6 * half)


@st.composite
def a_week(draw: st.DrawFn) -> Spot:
    """A week of ISO 8601."""
    year, week, _ = draw(st.dates(date(1990, 1, 10), date(2089, 12, 20))).isocalendar()
    monday = next(
        day for n in range(400) if (day := date(year, 1, 1) + timedelta(days=n - 7)).isocalendar() == (year, week, 1)
    )
    form = draw(st.sampled_from(["vecka {} {}", "v. {} {}", "v {} {}", "v{} {}", "veckan {}, {}"]))
    return Spot(form.format(week, year), monday, monday + timedelta(days=6))


@st.composite
def a_year(draw: st.DrawFn) -> Spot:
    """A calendar year."""
    year = draw(years)
    text = draw(st.sampled_from(["{}", "hela året {}", "hela {}", "år {}"])).format(year)
    return Spot(text, date(year, 1, 1), date(year, 12, 31))


parts = st.one_of(a_day(), a_month(), a_season(), a_week())
spots = st.one_of(parts, a_year())


def read(cell: str) -> Period:
    """A cell of a project that nothing is known of."""
    return read_period(cell, project_start=None, project_end=None, year=None)


def days(cell: str) -> tuple[date | None, date | None, bool, bool]:
    """The days that a cell gives, whether it is tentative, and whether it cannot be read."""
    period = read(cell)
    return period.start, period.end, period.tentative, period.unreadable


@given(spots, befores, dressings, spellings, spaces)
def test_period_reads_back(spot: Spot, before: str, dressing: str, spell: Callable[[str], str], space: str) -> None:
    """A period in any form, case and dress, with any spaces and after a small word, reads back as itself."""
    cell = dressing.format(f"{before}{spell(spot.text)}".replace(" ", space))
    assert days(cell) == (spot.start, spot.end, False, False)


@given(spots)
def test_old_spelling_reads_back(spot: Spot) -> None:
    """A period in the spelling of other times reads back as itself."""
    words = [OLD.get(word, word) for word in spot.text.split(" ")]
    assert days(" ".join(words)) == (spot.start, spot.end, False, False)


@given(st.tuples(parts, parts) | st.tuples(a_year(), a_year()), dashes, dressings)
def test_range_reads_back(ends: tuple[Spot, Spot], dash: str, dressing: str) -> None:
    """A range from one period to another, in any two forms, is from the first day of one to the last of the other."""
    first, last = sorted(ends, key=lambda spot: (spot.start, spot.end))
    assume(first.end <= last.end)
    assert days(dressing.format(f"{first.text}{dash}{last.text}")) == (first.start, last.end, False, False)


@given(
    st.lists(parts, min_size=2, max_size=4) | st.lists(a_year(), min_size=2, max_size=4),
    st.sampled_from([", ", " och ", " & ", " + ", "; ", "<br>", "\n\n", " samt ", ", och "]),
)
def test_list_reads_back(some: list[Spot], between: str) -> None:
    """Several periods in one cell are from the first day to the last, in whatever order and however they are parted."""
    assume(not any(spot.text.startswith("kl") for spot in some[1:]))  # the time may be that of the day before it
    cell = between.join(spot.text for spot in some)
    assert days(cell) == (min(spot.start for spot in some), max(spot.end for spot in some), False, False)


@given(spots, st.sampled_from(["senast ", "innan ", "före ", "inför ", "Senast i ", "t.o.m. ", "till och med "]))
def test_last_day_reads_back(spot: Spot, word: str) -> None:
    """A period after a word for "at the latest" gives its last day, and no first one."""
    assert days(word + spot.text) == (None, spot.end, False, False)


@given(spots, st.sampled_from(["från ", "fr.o.m. ", "fr o m ", "från och med ", "From ", "Fr. o. m. "]))
def test_first_day_reads_back(spot: Spot, word: str) -> None:
    """A period after a word for "from" gives its first day, and no last one."""
    assert days(word + spot.text) == (spot.start, None, False, False)


@given(spots, st.sampled_from(["({})", "{}?", "{} ?", "{} (?)", "({})?", "'''({})'''"]))
def test_doubt_reads_back(spot: Spot, form: str) -> None:
    """Parentheses round the whole cell, or a question mark, make a period tentative and change nothing else."""
    assert days(form.format(spot.text)) == (spot.start, spot.end, True, False)


@given(parts, st.sampled_from(["* {}: möte", "* {} – möte", "Möte {}", "* {}"]))
def test_period_in_a_line_is_found(spot: Spot, form: str) -> None:
    """The date of a line is found as a whole, whatever its form; only a short fraction of a name may hide it."""
    line = form.format(spot.text).removeprefix("* ")
    found = find_date(line)
    assert found is not None
    assert found.clear
    period = read(line[found.start : found.end])
    assert (period.start, period.end) == (spot.start, spot.end)


WORDS = [
    *(
        "möte",
        "Jan",
        "vår",
        "plan",
        "i",
        "den",
        "och",
        "eller",
        "till",
        "senast",
        "från",
        "ca",
        "efter",
        "av",
        "för",
        "nästa",
    ),
    *(
        "5",
        "12",
        "2022",
        "13",
        "200",
        "1/2",
        "24/7",
        "5/5",
        "2022-05-06",
        "2022-05",
        "maj",
        "juni",
        "våren",
        "fredag",
        "kl",
    ),
    *(
        "vecka",
        "v.",
        "Q2",
        "kvartal",
        "första",
        "halvåret",
        "början",
        "löpande",
        "hela",
        "året",
        "månad",
        "dagar",
        "klar",
    ),
    *(".", ",", ":", "–", "-", "/", "(", ")", "?", "!", "'", ";", "...", "…", "+", "\u0130", "31 februari", "vecka 60"),
]
lines = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=15).map(" ".join),
    st.lists(st.sampled_from([*WORDS, " "]), max_size=20).map("".join),
    st.text(max_size=40),
).map(lambda text: " ".join(text.split()))

CALENDAR = {Kind.MONTH, Kind.SEASON, Kind.ISO_DAY, Kind.ISO_MONTH, Kind.SLASH_DAY, Kind.WEEK, Kind.QUARTER, Kind.HALF}


@given(lines)
def test_clear_date_can_be_read(line: str) -> None:
    """What is found in any line is a slice of it, and a clear date is one that the grammar of cells reads."""
    found = find_date(line)
    if found:
        assert 0 <= found.start < found.end <= len(line)
        assert (found.start, found.end) == (0, len(line)) or found.clear
        assert not found.clear or read_words([line[found.start : found.end]]) is not None


@given(lines)
def test_line_without_the_calendar_has_no_date(line: str) -> None:
    """A line that names no day, week, month, quarter, season, half or year, and goes not on, has no date."""
    named = {token.kind for token, _ in scan(line) if token}
    assert named & {*CALENDAR, Kind.YEAR, Kind.THE_YEAR, Kind.ONGOING} or find_date(line) is None


PLAIN = [word for word in WORDS if not {token.kind for token, _ in scan(word) if token} & CALENDAR]
plain_words = st.lists(st.sampled_from(PLAIN), max_size=8).map(" ".join)


@given(plain_words, plain_words)
def test_other_words_make_no_other_date(before: str, after: str) -> None:
    """Whatever stands around the one date of a line, that date begins or ends what is found, or nothing clear is."""
    line = " ".join(f"{before} 17 augusti 2031 {after}".split())
    found = find_date(line)
    assert found is not None
    if found.clear:
        period = read(line[found.start : found.end])
        assert date(2031, 8, 17) in {period.start, period.end}
