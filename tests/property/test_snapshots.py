"""What the bot notes of a project: it can be read back, tells of no change where there is none, and stays as it is."""

import re
import unicodedata
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.checks.calendar import Calendar
from bot.checks.changes import changes, taken
from bot.checks.standing import ActivityStanding
from bot.knowledge import Knowledge
from bot.memory import Memory, Recalled, Snapshot
from bot.model import Activity, Mark, People, Period, Person, TaskState
from bot.names import names as names_in
from bot.parse.regions import compose, read_regions
from bot.parse.snapshot import MOST, read_snapshot, write_snapshot, written_name
from bot.plan import make_plan
from tests.support.builders import DATA, TITLE, activity, data_text, plan_text, project, standing
from tests.support.pages import carried_out, known_from
from tests.support.wikitext import texts

SECTION = names_in().region("report")
NOTE = re.compile(r"<!-- Lägesbot:minne [^<>]*-->")
HOSTILE = [
    "Åsa",
    "A\u0301sa",
    "Å, Ö",
    "-->",
    "<!-- Lägesbot:slut problem -->",
    "*",
    "-",
    "\u202eabc",
    "a\x85b",
    "\ud800",
]
HOSTILE += ["&#44;", "&amp;", "a\u2028b", "\u1100\u1161", "\ufb01", "²", "\U0001f600", "", " ", "a  b"]

names = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=8), texts)
days = st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31))
memories = st.builds(
    Memory, st.sampled_from(Recalled), days, days, st.lists(names.map(written_name).filter(bool), max_size=3).map(tuple)
)
keys = st.text("0123456789abcdef", min_size=12, max_size=12)
snapshots = st.builds(Snapshot, days, memories, st.dictionaries(keys, memories, max_size=4))


def saved(text: str) -> str:
    """A text as a wiki stores it."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").rstrip()


@given(snapshots, st.sampled_from(["", "* a\n", "<!-- a -->\n"]))
def test_note_is_read_back(snapshot: Snapshot, before: str) -> None:
    """Whatever the names and days are, the note is read back as it was written, once a wiki has stored it."""
    page = saved(f"a\n{compose(SECTION, f'{before}{write_snapshot(snapshot)}')}\nb")
    regions = read_regions(page)
    one = regions.found[SECTION]
    assert regions.sound
    assert read_snapshot([page[one.body_start : one.body_end]]) == snapshot


def period_of(start: date | None, end: date | None) -> Period:
    """A cell with these days."""
    return Period("x", start, end)


activities = st.builds(
    Activity,
    names,
    st.builds(period_of, days, days),
    st.just(activity().place),
    people=st.builds(
        People, st.lists(st.builds(Person, names), max_size=3).map(tuple), everyone=st.sampled_from([None, "lead"])
    ),
    tasks=st.sampled_from([(), ("T1",), ("T2", "T3")]),
    mark=st.sampled_from([None, Mark.DONE, Mark.CANCELLED]),
)
ANSWERS = {"T1": TaskState("Ett", "open"), "T2": TaskState("Två", "resolved", date(2022, 3, 1))}


@given(
    st.lists(activities, max_size=5), st.sampled_from([None, {}, ANSWERS]), st.sampled_from([None, "2022-11-03"]), names
)
@example([activity(f"Sak {number // 2}") for number in range(MOST + 1)], None, None, "John")
def test_same_facts_are_no_change(
    plan: list[Activity], answers: dict[str, TaskState] | None, updated: str | None, lead: str
) -> None:
    """Whatever a project's activities, their people and their days are, it has not changed since it was noted down."""
    one = project(*plan, updated=updated, lead=People((Person(lead),)))
    noted = read_snapshot([write_snapshot(taken(standing(one, tasks=answers)))])
    assert noted is not None
    assert changes(standing(replace(one, snapshot=noted), tasks=answers)) == ()


rows = st.tuples(
    st.sampled_from(["Mars 2022", "10-20 november 2022", "December 2022", "Löpande", "", "i morgon", "senast 15 nov"]),
    st.sampled_from(["Boka", "Boka", "Tryck [[a]]", "{{b}} och <nowiki>|</nowiki>", "Å, Ö -- -->"]),
    st.sampled_from(["John", "Axel, Sara", "Samtliga", "", "Beatrice <br> & Bo", "[[Användare:Ola|Ola]]"]),
    st.sampled_from(["", "Klart.", "Inställt."]),
    st.sampled_from(["", "T1", "T2"]),
).map(" | ".join)
plans = st.lists(rows, max_size=4)
placements = st.booleans()


def pages_of(plan: list[str], *, boxed: bool, updated: str = "2022-11-03") -> dict[str, str]:
    """A project's pages, with a box or without one."""
    data = {DATA: data_text(uppdaterad=updated, problem="Inga.", kostnad="")} if boxed else {}
    return {TITLE: plan_text(*plan), **data}


def noted(pages: dict[str, str]) -> list[str]:
    """The notes on a project's pages."""
    return [note for title in (TITLE, DATA) for note in NOTE.findall(pages.get(title, ""))]


@given(st.lists(plans, min_size=2, max_size=4), placements, st.lists(st.integers(0, 45), min_size=3, max_size=3))
@example([["Mars 2022 | Boka | Axel | |"], [], ["Mars 2022 | Boka | Axel | Klart. |"]], True, [1, 1, 1])
@settings(max_examples=60)
def test_note_stays_with_its_report(course: list[list[str]], boxed: bool, pauses: list[int]) -> None:  # noqa: FBT001
    """However the plan changes from day to day, the note stays as long as the report's date, and a day has one edit."""
    today, pages, first = date(2022, 10, 20), pages_of(course[0], boxed=boxed), None
    for plan, pause in zip(course, [0, *pauses], strict=False):
        today += timedelta(days=pause)
        below = pages[TITLE].partition("== Projektdata ==\n")[2]
        pages = {**pages, TITLE: f"{plan_text(*plan)}{below}"}
        pages = carried_out(pages, make_plan(known_from(pages, today=today, tasks=ANSWERS), ["report"]))
        assert make_plan(known_from(pages, today=today, tasks=ANSWERS), ["report"]).edits == ()
        first = first or noted(pages)
        assert noted(pages) == first


@given(plans, placements)
@settings(max_examples=60)
def test_note_fits_the_day_that_it_is_written(plan: list[str], boxed: bool) -> None:  # noqa: FBT001 - drawn by position
    """On the day of a project's first note nothing has changed since then, as its pages are read again."""
    pages = pages_of(plan, boxed=boxed)
    pages = carried_out(pages, make_plan(known_from(pages, tasks=ANSWERS), ["report"]))
    (one,) = known_from(pages, tasks=ANSWERS).standings
    assert changes(one) == ()


@given(plans, placements, st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_order_of_reading_does_not_matter(plan: list[str], boxed: bool, chance: Random) -> None:  # noqa: FBT001
    """The same facts give the same bytes, in whatever order pages and answers have come."""
    pages = pages_of(plan, boxed=boxed)
    titles, tasks = list(pages), list(ANSWERS)
    chance.shuffle(titles)
    chance.shuffle(tasks)
    other = known_from({title: pages[title] for title in titles}, tasks={task: ANSWERS[task] for task in tasks})
    assert make_plan(known_from(pages, tasks=ANSWERS), ["report"]).edits == make_plan(other, ["report"]).edits


def forgiven(one: ActivityStanding, known: Knowledge) -> bool:
    """Whether an activity ended so lately that nobody is reminded of it yet, nor is the status red for its sake."""
    end, grace = one.activity.when.end, known.settings.reminders.grace_workdays
    return end is not None and Calendar("SE").add_workdays(end, grace) > known.today


@given(plans, placements, st.sampled_from([date(2022, 11, 1), date(2022, 12, 1), date(2022, 2, 1)]))
@settings(max_examples=15)
def test_same_month_same_bytes(plan: list[str], boxed: bool, first: date) -> None:  # noqa: FBT001 - drawn by position
    """On all days of a month on which the activities stand as they did, the report is the same."""
    pages = pages_of(plan, boxed=boxed)
    seen: dict[object, object] = {}
    for number in range(28):
        known = known_from(pages, today=first + timedelta(days=number), tasks=ANSWERS)
        stands = tuple((one.state, one.done_on, forgiven(one, known)) for one in known.standings[0].activities)
        texts_now = {edit.title: edit.text for edit in make_plan(known, ["report"]).edits}
        assert seen.setdefault(stands, texts_now) == texts_now
