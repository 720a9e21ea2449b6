"""The guard: a plan that is too strange is stopped before its first edit."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.guard import objections
from bot.knowledge import Knowledge
from bot.ledger import Ledger
from bot.logbook import Ending, Entry, Logbook, page_with_log
from bot.model import Task
from bot.packed import Packed
from bot.planned import Plan, PlannedEdit
from bot.settings import Settings
from bot.shard import Shard
from bot.wiki.port import Contribution
from tests.support.builders import WORDS, known, page, project, settings, standing
from tests.support.pages import region

EARLIER = datetime(2022, 11, 2, 6, 30, tzinfo=UTC)
LAST_MONTH = datetime(2022, 10, 31, 23, 59, tzinfo=UTC)


def titles(count: int) -> list[str]:
    """Titles of projects."""
    return [f"Projekt:P{number} 2022" for number in range(count)]


def plan(edits: int, *, task: Task = "report", renews: bool = True, silent: bool = True) -> Plan:
    """A plan that edits the data of so many projects."""
    pages = [page(f"{title}/Projektdata", "x") for title in titles(edits)]
    return Plan(tuple(PlannedEdit(task, one, Packed.of("y"), "s", "w", renews=renews, silent=silent) for one in pages))


def situation(
    projects: int, *, edited: datetime | None = EARLIER, closed: int = 0, rules: Settings | None = None
) -> Knowledge:
    """What is known of so many projects, the first of them closed, and when the bot last edited all of their pages."""
    pages = [project(title=title) for title in titles(projects)]
    standings = tuple(standing(replace(one, closed=at < closed)) for at, one in enumerate(pages))
    record = {f"{title}/Projektdata": edited for title in titles(projects) if edited}
    return replace(known({}, rules=rules), standings=standings, ledger=Ledger(edited=record))


def test_nothing_to_object_to() -> None:
    """A usual plan is not objected to; nor is one with nothing in it."""
    assert objections(situation(10), plan(2)) == []
    assert objections(situation(10), Plan()) == []


@pytest.mark.parametrize(
    ("projects", "edits", "expected"),
    [
        pytest.param(10, 6, False, id="as many as the share allows"),
        pytest.param(10, 7, True, id="one more"),
        pytest.param(5, 4, True, id="of five"),
        pytest.param(4, 4, False, id="of so few that the share says nothing"),
    ],
)
def test_share_of_changed_pages(projects: int, edits: int, expected: bool) -> None:  # noqa: FBT001 - pytest's
    """More rewritten pages than the share that is set are objected to, where there are enough to tell."""
    found = objections(situation(projects), plan(edits))
    assert bool(found) is expected
    assert not found or f"{edits} av {projects} rapporter" in found[0]


@pytest.mark.parametrize(
    ("share", "edits", "expected"),
    [(0.0, 1, 1), (0.0, 0, 0), (1.0, 10, 0)],
    ids=["nothing may change", "nothing changes", "everything may change"],
)
def test_share_can_be_set(share: float, edits: int, expected: int) -> None:
    """The share is a setting."""
    rules = settings(guard={"max_changed_share": share})
    assert len(objections(situation(10, rules=rules), plan(edits))) == expected


@pytest.mark.parametrize(
    "edited", [None, LAST_MONTH, datetime(2021, 11, 9, tzinfo=UTC)], ids=["never", "last month", "a year ago"]
)
def test_first_edit_of_a_month_is_no_surprise(edited: datetime | None) -> None:
    """The first run of a month rightly rewrites what comes next month on every page."""
    assert objections(situation(10, edited=edited), plan(10)) == []


def test_pages_left_over_from_a_first_run_are_no_surprise() -> None:
    """A first run of the month that came no further than some pages does not keep the next from the others."""
    whole = situation(10, edited=LAST_MONTH)
    done = {f"{title}/Projektdata": EARLIER for title in titles(3)}
    later = replace(whole, ledger=Ledger(edited={**whole.ledger.edited, **done, "Lägesöversikt 2022": EARLIER}))
    rest = Plan(plan(10).edits[3:])
    assert objections(later, rest) == []


def test_only_rewritten_reports_count() -> None:
    """New regions, reminders and overviews are no rewritten reports."""
    assert objections(situation(10), plan(10, renews=False)) == []
    assert objections(situation(10), plan(10, task="overview")) == []


def test_closed_projects_are_not_kept() -> None:
    """The share is one of the projects whose reports are kept."""
    assert objections(situation(10), plan(6)) == []
    assert len(objections(situation(10, closed=5), plan(6))) == 1


@pytest.mark.parametrize(("count", "expected"), [(2, 0), (3, 1)], ids=["as many as may be", "one more"])
def test_number_of_reminders(count: int, expected: int) -> None:
    """More reminders than are set are objected to, with both figures."""
    rules = settings(guard={"max_reminders": 2})
    found = objections(situation(10, rules=rules), plan(count, task="remind", silent=False))
    assert len(found) == expected
    assert not found or ("3 påminnelser" in found[0] and "max_reminders" in found[0])


def in_shard(found: Knowledge, shard: Shard) -> Knowledge:
    """The same, in a shard of the run."""
    return replace(found, material=replace(found.material, shard=shard))


@pytest.mark.parametrize(("count", "expected"), [(3, 0), (4, 1)], ids=["as many as may be", "one more"])
def test_shard_has_its_part_of_the_reminders(count: int, expected: int) -> None:
    """Five reminders are three for each of two shards."""
    found = in_shard(situation(10, rules=settings(guard={"max_reminders": 5})), Shard(1, 2))
    assert len(objections(found, plan(count, task="remind", silent=False))) == expected


def test_shard_counts_the_changes_of_its_own_projects() -> None:
    """What others have to write is no part of the share that may change: without people, all is the first shard's."""
    assert len(objections(in_shard(situation(10), Shard(1, 2)), plan(7))) == 1
    assert objections(in_shard(situation(10), Shard(2, 2)), plan(7)) == []


def test_shard_without_projects_of_its_own() -> None:
    """A shard whose people have no projects does not find fault with the year."""
    found = in_shard(situation(0), Shard(2, 2))
    elsewhere = replace(found.material, elsewhere=frozenset(titles(3)))
    assert objections(replace(found, material=elsewhere), Plan()) == []


def test_thanks_are_no_reminders() -> None:
    """An edit that only gives thanks, of which nobody is notified, is not counted among the reminders."""
    rules = settings(guard={"max_reminders": 0})
    assert objections(situation(10, rules=rules), plan(3, task="remind")) == []


def test_no_projects_at_all() -> None:
    """A year without projects is objected to: more likely a category was renamed."""
    (found,) = objections(situation(0), Plan())
    assert "2022" in found


def test_projects_that_only_their_dates_tell_of_are_not_enough() -> None:
    """Projects of earlier years that still run do not hide that this year's list and category have none."""
    found = situation(2)
    running = replace(found.material, running=frozenset(titles(2)))
    (told,) = objections(replace(found, material=running), Plan())
    assert "2022" in told
    one_of_them = replace(found.material, running=frozenset(titles(1)))
    assert objections(replace(found, material=one_of_them), Plan()) == []


def test_everything_strange_is_told() -> None:
    """All objections are told at once."""
    rules = settings(guard={"max_reminders": 0, "max_changed_share": 0.0})
    both = Plan((*plan(10).edits, *plan(1, task="remind", silent=False).edits))
    assert len(objections(situation(10, rules=rules), both)) == 2


LOG = "Användare:Lägesbot/Logg"


def run_id(number: int) -> str:
    """The id of one of the runs in the log."""
    return f"2022110{number}-0630-abcd"


def log_text(*runs: Mapping[int, int]) -> str:
    """The text of a log whose runs, oldest first, found so many projects of each year."""
    book = Logbook()
    for number, counts in enumerate(runs):
        entry = Entry(run_id(number), EARLIER, ending=Ending.DONE, edits=1, projects=counts)
        book = book.with_entry(entry, WORDS)
    return page_with_log(page(LOG, None), book, "Hej.")


def listing(count: int, log: str | None, *, year: int = 2022, whole: bool = True, share: float = 0.5) -> Knowledge:
    """What is known where so many projects of a year were found, and what the log page says."""
    rules = settings(guard={"min_projects_share": share})
    found = situation(count, rules=rules)
    pages = {**found.pages, LOG: page(LOG, log)}
    made = tuple(Contribution(-number, LOG, EARLIER, f"något · körning {run_id(number)}") for number in range(9))
    changed = {"listed": {year: tuple(titles(count))}, "pages": pages, "whole": whole, "contributions": made}
    return replace(found, material=replace(found.material, **changed))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("count", "before", "share", "expected"),
    [
        pytest.param(5, 10, 0.5, False, id="half as many"),
        pytest.param(4, 10, 0.5, True, id="one fewer"),
        pytest.param(2, 5, 0.5, True, id="of five"),
        pytest.param(1, 4, 0.5, False, id="of so few that the share says nothing"),
        pytest.param(9, 10, 1.0, True, id="none may go"),
        pytest.param(1, 10, 0.0, False, id="all may go but one"),
        pytest.param(20, 10, 0.5, False, id="more"),
    ],
)
def test_far_fewer_projects_than_last_time(count: int, before: int, share: float, expected: bool) -> None:  # noqa: FBT001
    """Far fewer projects than the log tells of are objected to, with both figures and the setting."""
    found = objections(listing(count, log_text({2022: 99}, {2022: before}), share=share), Plan())
    assert len(found) == expected
    if found:
        assert f"{count} projekt hittades för 2022, mot {before} förra gången" in found[0]
        assert f"{str(share).removesuffix('.0').replace('.', ',')} som guard.min_projects_share" in found[0]


@pytest.mark.parametrize(
    "known_of",
    [
        pytest.param(listing(1, log_text({2022: 10}), year=2023), id="another year"),
        pytest.param(listing(1, log_text({2022: 10}), whole=False), id="projects that were named"),
        pytest.param(listing(1, log_text({2022: 10}).replace("* ", "* eget ")), id="edited log"),
        pytest.param(listing(1, None), id="no log"),
        pytest.param(listing(1, "Hej."), id="a log without runs"),
        pytest.param(listing(1, log_text({})), id="a run that looked at some projects only"),
    ],
)
def test_number_of_projects_that_nothing_is_known_to_compare_with(known_of: Knowledge) -> None:
    """Where the log does not tell of the same year's projects as a whole, their number is not objected to."""
    assert objections(known_of, Plan()) == []


def test_log_that_was_not_read_objects_to_nothing() -> None:
    """Without the log page among what was read, the number of projects is not objected to."""
    found = listing(1, log_text({2022: 10}))
    pages = {title: one for title, one in found.pages.items() if title != LOG}
    assert objections(replace(found, material=replace(found.material, pages=pages)), Plan()) == []


REMARK = "<!-- Lägesbot:underlag 0123abcd -->"
SAYS = region("problem", "Ett problem.")
SILENT = region("problem", "")


def reporting(*says: str, ends: date | None = date(2023, 3, 31), today: date = date(2022, 10, 30)) -> Knowledge:
    """What is known of projects that end some day, with these texts on their data pages."""
    names = titles(len(says))
    projects = [replace(project(title=title), end=ends) for title in names]
    texts = {f"{title}/Projektdata": text for title, text in zip(names, says, strict=True)}
    found = situation(0)
    pages = {**found.pages, **{title: page(title, text) for title, text in texts.items()}}
    read = replace(found.material, pages=pages, today=today, listed={2022: tuple(names)})
    standings = tuple(standing(one, today=today) for one in projects)
    return replace(found, material=read, standings=standings)


def emptying(found: Knowledge, count: int, *, after: str = SILENT, needs: str = "") -> Plan:
    """A plan that leaves another text on so many of the pages."""
    pages = [found.pages[f"{title}/Projektdata"] for title in titles(count)]
    return Plan(tuple(PlannedEdit("report", one, Packed.of(after), "s", "w", needs=needs) for one in pages))


@pytest.mark.parametrize(("pages", "expected"), [(5, 1), (4, 0)], ids=["five pages", "so few that it may be right"])
def test_region_that_would_go_empty_everywhere(pages: int, expected: int) -> None:
    """A region that would go empty on every page where it says anything is objected to, with its name and figure."""
    found = reporting(*[SAYS] * pages)
    told = objections(found, emptying(found, pages))
    assert len(told) == expected
    words = "Botens text problem skulle bli tom på alla 5 sidor där den står, fast projekten fortsätter."
    assert told == [words] * expected


def test_region_that_stays_somewhere() -> None:
    """A region that says anything on one page at least is no surprise, whether that page is edited or not."""
    found = reporting(*[SAYS] * 6)
    assert objections(found, emptying(found, 5)) == []
    assert objections(found, Plan()) == []
    moved = Plan((*emptying(found, 5).edits, *emptying(found, 6, after=SAYS + "\n").edits[5:]))
    assert objections(found, moved) == []


def test_region_that_begins_to_speak_elsewhere() -> None:
    """Where a region goes empty on all pages that had it, but speaks on another from now on, all is well."""
    found = reporting(*[SAYS] * 5, SILENT)
    new = Plan((*emptying(found, 5).edits, *emptying(found, 6, after=SAYS).edits[5:]))
    assert objections(found, new) == []


def test_remarks_of_the_bot_say_nothing() -> None:
    """A region that only holds what nobody sees was empty before, and is empty after."""
    hidden = region("problem", REMARK)
    found = reporting(*[hidden] * 5)
    assert objections(found, emptying(found, 5)) == []
    spoke = reporting(*[region("problem", f"Ett problem.\n{REMARK}")] * 5)
    assert len(objections(spoke, emptying(spoke, 5, after=hidden))) == 1


def test_report_that_moves_is_not_emptied() -> None:
    """A page that the report leaves for another one is rightly emptied."""
    found = reporting(*[SAYS] * 5)
    assert objections(found, emptying(found, 5, needs="Projekt:P0 2022")) == []


@pytest.mark.parametrize(
    ("ends", "expected"),
    [(date(2022, 12, 31), 0), (date(2023, 1, 1), 1), (None, 1)],
    ids=["62 days left", "63 days left", "nobody knows"],
)
def test_projects_that_end_soon_may_go_silent(ends: date | None, expected: int) -> None:
    """A project with hardly more time left than a month has nothing more to speak of; one that goes on has."""
    found = reporting(*[SAYS] * 5, ends=ends)
    assert len(objections(found, emptying(found, 5))) == expected


def test_closed_projects_may_go_silent() -> None:
    """Of a project that is closed nothing needs to be said any more."""
    found = reporting(*[SAYS] * 5)
    closed = tuple(replace(one, project=replace(one.project, closed=True)) for one in found.standings)
    assert objections(replace(found, standings=closed), emptying(found, 5)) == []


def test_run_that_somebody_has_made_up_is_not_compared_with() -> None:
    """A line of a run that the bot has made no edit in says nothing of how many projects there were."""
    found = listing(1, log_text({2022: 10}))
    assert objections(found, Plan())
    assert objections(replace(found, material=replace(found.material, contributions=())), Plan()) == []


def test_pages_of_one_project_count_once() -> None:
    """A project whose box and project page are both rewritten is one that changes, not two."""
    found = situation(10)
    boxes = plan(6).edits
    beside = tuple(replace(one, before=page(one.title.removesuffix("/Projektdata"), "x")) for one in boxes)
    edited = {one.title: EARLIER for one in beside}
    both = replace(found, ledger=replace(found.ledger, edited={**found.ledger.edited, **edited}))
    assert objections(both, Plan((*boxes, *beside))) == []


@pytest.mark.parametrize(("asked", "expected"), [(False, 0), (True, 1)])
def test_timelines_that_nobody_asks_for_may_go_empty(*, asked: bool, expected: int) -> None:
    """Timelines are emptied everywhere when the settings no longer ask for them; while they do, that is strange."""
    found = reporting(*[region("tidslinje", "Rutnät")] * 5)
    rules = settings(report={"timeline": asked})
    ruled = replace(found, material=replace(found.material, settings=rules))
    assert len(objections(ruled, emptying(found, 5, after=region("tidslinje", "")))) == expected
