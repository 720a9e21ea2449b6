"""The guard: a plan that is too strange is stopped before its first edit."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.guard import objections
from bot.knowledge import Knowledge
from bot.ledger import Ledger
from bot.model import Task
from bot.plan import Plan, PlannedEdit
from bot.settings import Settings
from tests.support.builders import known, page, project, settings, standing

EARLIER = datetime(2022, 11, 2, 6, 30, tzinfo=UTC)
LAST_MONTH = datetime(2022, 10, 31, 23, 59, tzinfo=UTC)


def titles(count: int) -> list[str]:
    """Titles of projects."""
    return [f"Projekt:P{number} 2022" for number in range(count)]


def plan(edits: int, *, task: Task = "report", renews: bool = True, silent: bool = True) -> Plan:
    """A plan that edits the data of so many projects."""
    pages = [page(f"{title}/Projektdata", "x") for title in titles(edits)]
    return Plan(tuple(PlannedEdit(task, one, "y", "s", "w", renews=renews, silent=silent) for one in pages))


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
