"""What the overview notes: it reads back whatever it holds, never raises, and makes no edit where there is no news."""

import unicodedata
from dataclasses import replace
from datetime import date, timedelta
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge import Knowledge
from bot.model import Mark, Person, Project
from bot.overview.news import news, noted, untold
from bot.overview.note import Late, Note, Seen, Shown
from bot.overview.rows import rows_of_year
from bot.parse.overview_note import read_note, write_note
from bot.parse.regions import compose, read_regions
from bot.parse.snapshot import written_name
from bot.render.overview import REGION, overview_text
from bot.wiki.port import Page
from tests.support.builders import TODAY, activity, known, people, period, project, standing
from tests.support.wikitext import texts

OVERVIEW = "Lägesöversikt 2022"
HOSTILE = [
    "Å, Ö",
    "-->",
    "<!-- Lägesbot:slut översikt -->",
    "-",
    "~~~~",
    "a | b",
    "\u202eabc",
    "a\x85b",
    "\ud800",
    "%2D",
]
LATE: list[Late] = ["", "late", "missing"]
SHOWN: list[Shown] = ["", "green", "orange", "red", "closed"]

names = st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=8), texts)
days = st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31))
keys = st.lists(st.text("0123456789abcdef", min_size=8, max_size=8), max_size=3).map(tuple)
seen = st.builds(
    Seen,
    st.sampled_from(LATE),
    days,
    st.sampled_from(SHOWN),
    days,
    st.none() | st.integers(0, 10**13).map(lambda cents: cents / 100),
    st.lists(names.map(written_name).filter(bool), max_size=3).map(tuple),
    keys,
    keys,
)
titles = names.map(lambda name: unicodedata.normalize("NFC", f"Projekt:{name}"))
sides = st.dictionaries(titles, seen, max_size=3)
notes = st.builds(Note, st.dates(date(2000, 1, 1)), sides, st.none() | sides, st.booleans(), st.booleans())


@given(notes)
def test_note_is_read_back(note: Note) -> None:
    """Whatever the titles, names and days are, the note reads back as it was written, once a wiki has stored it."""
    page = unicodedata.normalize("NFC", f"a\n{compose(REGION, write_note(note), 'sv')}\nb")
    regions = read_regions(page)
    found = regions.get(REGION)
    assert regions.sound
    assert found
    assert read_note(page[found.body_start : found.body_end]) == note


@given(texts, st.data())
def test_reading_never_raises(text: str, data: st.DataObject) -> None:
    """Whatever stands there, and however a note is cut and mixed with it, what is read is none, or can be kept."""
    written = write_note(data.draw(notes))
    at = data.draw(st.integers(0, len(written)))
    for body in (text, f"{written[:at]}{text}{written[at:]}"):
        found = read_note(body)
        assert found is None or read_note(write_note(found)) == found


projects = st.builds(
    lambda name, number, mark, updated, budget: replace(
        project(
            replace(activity("Boka lokal", when=period("2022-12-01", "2022-12-31")), mark=mark),
            title=f"Projekt:Nr {number}",
            lead=people(Person(name)),
            updated=updated,
        ),
        budget_total=budget,
    ),
    names,
    st.integers(1, 3),
    st.sampled_from([None, Mark.DONE]),
    st.sampled_from([None, "2022-10-03", "2022-11-01"]),
    st.none() | st.floats(0, 1e18),
)
years = st.lists(projects, max_size=3, unique_by=lambda one: one.title)


def on(day: date, found: list[Project]) -> Knowledge:
    """What is known on a day of a year with these projects."""
    usual = known({})
    listed = {2022: tuple(one.title for one in found)}
    return replace(
        usual,
        material=replace(usual.material, listed=listed, today=day),
        standings=tuple(standing(one, today=day) for one in found),
        findings={one.title: () for one in found},
    )


@given(st.lists(years, min_size=1, max_size=3))
@settings(max_examples=25)
def test_no_news_is_no_edit(course: list[list[Project]]) -> None:
    """Whatever has happened from day to day, a second run of a day, and one of a day after, change nothing."""
    text: str | None = None
    for number, found in enumerate(course):
        day = TODAY + timedelta(days=2 * number)
        text = written(text, day, found)
        assert written(text, day, found) == text
        assert written(text, day + timedelta(days=1), found) == text


@given(st.lists(st.sets(st.integers(1, 8), max_size=8), min_size=2, max_size=5))
@settings(max_examples=50)
def test_nothing_old_is_new_and_nothing_new_is_kept_back(course: list[set[int]]) -> None:
    """Of more projects than are noted, none that was there is called new, and what is new is told or counted."""
    note: Note | None = None
    last: set[int] = set()
    for number, numbers in enumerate(course):
        day = TODAY + timedelta(days=number)
        rows = rows_of_year(2022, on(day, [project(title=f"Projekt:Nr {one}") for one in sorted(numbers)]))
        with patch("bot.overview.news.MOST_PROJECTS", 4):
            again = noted(note, rows, 2022, day)
        told = news(again, rows, 2022) if note and again.day == day else []
        new = {int(one.title.removeprefix("Projekt:Nr ")) for one in told if one.new}
        arrived = numbers - last if note else set[int]()
        assert new <= arrived
        assert len(arrived - new) <= untold(again, rows)
        assert len(numbers) <= 4 or untold(again, rows) >= len(numbers) - 4
        note, last = read_note(write_note(again)), numbers
        assert note == again


def written(text: str | None, day: date, found: list[Project]) -> str:
    """The overview as a run of a day leaves it."""
    draft = overview_text(Page(OVERVIEW, text), 2022, on(day, found))
    assert draft
    return draft.text
