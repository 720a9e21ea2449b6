"""The small truths of the plain data: model, outcomes, errors, options."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.errors import BotError, CredentialsError, GuardError, LockedError, UsageError, WikiUnreachableError
from bot.model import CLOSED_STATUSES, People, Period, Person, Place, Project, TaskState
from bot.options import Options
from bot.wiki.outcome import (
    Barred,
    Conflict,
    Deferred,
    Excluded,
    Failed,
    Outcome,
    Protected,
    Refused,
    Saved,
    Unchanged,
)
from bot.wiki.port import Page

DAY = date(2022, 11, 20)


@pytest.mark.parametrize(
    ("when", "dated"),
    [
        (Period("x"), False),
        (Period("x", start=DAY), True),
        (Period("x", end=DAY), True),
        (Period("x", unreadable=True), False),
    ],
    ids=["neither", "a start", "an end", "unreadable"],
)
def test_period_is_dated_with_one_end(when: Period, dated: bool) -> None:  # noqa: FBT001 - pytest's parameters
    """A period with one known end has a date."""
    assert when.dated is dated


@pytest.mark.parametrize(
    ("people", "nobody"),
    [
        (People(), True),
        (People(support=(Person("A"),)), True),
        (People(everyone="support"), True),
        (People(everyone="lead"), False),
        (People((Person("A"),)), False),
    ],
    ids=["empty", "support", "everyone as support", "everyone", "a lead"],
)
def test_nobody_leads_without_a_lead(people: People, nobody: bool) -> None:  # noqa: FBT001 - pytest's parameters
    """Support does not lead; everyone does."""
    assert people.nobody is nobody


@pytest.mark.parametrize(
    ("title", "name"),
    [("Projekt:Ett 2022", "Ett 2022"), ("Projekt:GLAM: samling", "GLAM: samling"), ("Ett 2022", "Ett 2022")],
    ids=["with namespace", "a colon in the name", "without namespace"],
)
def test_name_is_the_title_without_its_namespace(title: str, name: str) -> None:
    """A project's name is what follows the first colon."""
    assert Project(title, Place(title, 1)).name == name


@pytest.mark.parametrize("status", ["open", "progress", "stalled", "något nytt"])
def test_task_is_open_until_it_is_closed(status: str) -> None:
    """A status that is not one of the closed ones means that work is left."""
    assert TaskState("x", status).open


@pytest.mark.parametrize("status", ["resolved", "declined", "invalid", "duplicate"])
def test_closed_task_is_not_open(status: str) -> None:
    """Phabricator's four words for a closed task."""
    assert status in CLOSED_STATUSES
    assert not TaskState("x", status).open


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (BotError, 2),
        (UsageError, 2),
        (CredentialsError, 2),
        (WikiUnreachableError, 3),
        (GuardError, 5),
        (LockedError, 75),
    ],
)
def test_exit_code_of_an_error(error: type[BotError], code: int) -> None:
    """Each error has the contract's exit code, and shows its text."""
    assert (error.exit_code, str(error("vad som hände"))) == (code, "vad som hände")


@pytest.mark.parametrize(
    ("outcome", "ok", "again", "stop"),
    [
        (Saved(revid=7), True, False, False),
        (Unchanged(), True, False, False),
        (Conflict("x"), False, True, False),
        (Failed("x"), False, True, False),
        (Protected("x"), False, False, False),
        (Excluded("x"), False, False, False),
        (Refused("x"), False, False, False),
        (Deferred("x"), False, False, True),
        (Barred("x"), False, False, True),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Outcome) else "",
)
def test_outcome_knows_what_to_do_next(outcome: Outcome, ok: bool, again: bool, stop: bool) -> None:  # noqa: FBT001 - pytest's parameters
    """Each outcome says whether all is well, whether to plan again, and whether to stop."""
    assert (outcome.ok, outcome.again, outcome.stop) == (ok, again, stop)


@pytest.mark.parametrize(
    ("page", "exists", "unreadable"),
    [
        (Page("A", "x", 1), True, False),
        (Page("A", "", 1), True, False),
        (Page("A", None), False, False),
        (Page("A", None, model="unreadable", locked=True), False, True),
        (Page("A", None, model="json"), False, False),
    ],
    ids=["text", "empty", "missing", "unreadable", "missing JSON"],
)
def test_page_exists_if_it_has_a_text(page: Page, exists: bool, unreadable: bool) -> None:  # noqa: FBT001 - pytest's
    """An empty page exists; one whose text is not to be had is told apart from one that is not there."""
    assert (page.exists, page.unreadable) == (exists, unreadable)


@pytest.mark.parametrize(
    ("arguments", "simulate"),
    [((), False), (("-lang:se",), False), (("-user:x", "-simulate"), True), (("-simulate:1",), True)],
    ids=["none", "another", "plain", "with a value"],
)
def test_simulating_is_pywikibots_argument(arguments: tuple[str, ...], simulate: bool) -> None:  # noqa: FBT001 - pytest's
    """Pywikibot's `-simulate` counts for both kinds of wiki."""
    now = datetime(2022, 11, 20, tzinfo=UTC)
    options = Options(DAY, lambda: now, lambda: now, (2022,), wiki=Path("x"), pywikibot=arguments)
    assert options.simulate is simulate
