"""Taking a run back: the pages that it changed last get the text that they had before it."""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from bot.apply import Report, Result
from bot.errors import UsageError
from bot.ledger import reminders_among, run_of, summary
from bot.model import Task
from bot.packed import Packed
from bot.parse.exclusion import may_edit
from bot.planned import PlannedEdit
from bot.render.words import Words
from bot.settings import Settings
from bot.shelf import Watch
from bot.shown import make_shown
from bot.wiki.port import Contribution, Page, Version, Wiki

_RUN = re.compile(r"([0-9]{8})-[0-9]{4}-[0-9a-z]+")
_SPARE = timedelta(days=2)
"""A run's id has the day of the machine that it ran on, which may be ahead of the wiki's."""


class Left(NamedTuple):
    """A page that is left as it is, and why, in plain words."""

    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Undoing:
    """What taking a run back comes to.

    Attributes:
        run: The run that is taken back.
        edits: The edits to be made.
        left: The pages that it changed and that are left.
    """

    run: str
    edits: tuple[PlannedEdit, ...] = ()
    left: tuple[Left, ...] = ()


def plan_undo(wiki: Wiki, run: str, settings: Settings, words: Words, *, by_run: str) -> Undoing:
    """Work out how to take a run back.

    Args:
        wiki: The wiki; only read.
        run: The run's id, as it stands in its summaries and in the log.
        settings: The settings.
        words: The language.
        by_run: The id of the run that takes it back.

    Raises:
        UsageError: It is no run's id, or the bot has made no edit in such a run.
        WikiUnreachableError: The wiki does not answer.
    """
    own = _edits_of(wiki, run)
    made: dict[str, set[int]] = {}
    for one in reversed(own):
        made.setdefault(one.title, set()).add(one.revid)
    delivered = set(reminders_among(own))
    pages = wiki.read(made)
    said = words.phrase("summary-undo", run=run, handbook=settings.pages.handbook)
    edits: list[PlannedEdit] = []
    left: list[Left] = []
    for title, revids in made.items():
        page = pages[title]
        why_not = _why_not(page, revids, settings, words, wiki.account)
        before = None if why_not else _before(wiki.history(title), page.revid, revids)
        if before is None:
            left.append(Left(title, why_not or words.phrase("undo-hidden")))
            continue
        why = words.phrase("why-undo" if before else "why-undo-new")
        task = _task(title, settings, reminded=bool(revids & delivered))
        edits.append(
            PlannedEdit(task, page, Packed.of(before), summary(said, run=by_run, language=words.language), why)
        )
    return Undoing(run, tuple(edits), tuple(left))


def _edits_of(wiki: Wiki, run: str) -> list[Contribution]:
    """The edits of a run, newest first."""
    known = _RUN.fullmatch(run)
    try:
        since = datetime.strptime(known[1], "%Y%m%d").replace(tzinfo=UTC) - _SPARE if known else None
    except (ValueError, OverflowError):
        since = None
    if since is None:
        raise UsageError(f"{run!r} is no run's id; the log and the edit summaries have them, as 20221120-0730-3f9a.")
    found = [one for one in wiki.contributions(since=since) if run_of(one) == run]
    if not found:
        raise UsageError(f"{wiki.account or 'The bot'} has made no edit in a run {run}. Look for its id in the log.")
    return found


def _why_not(page: Page, revids: set[int], settings: Settings, words: Words, account: str) -> str:
    """Why a page is left, in plain words; "" where it need not be."""
    if page.title in {settings.pages.log, settings.pages.requests}:
        return words.phrase("undo-own")
    if page.text is None:
        return words.phrase("undo-hidden" if page.unreadable else "undo-gone")
    if page.revid not in revids:
        return words.phrase("undo-changed", user=page.user, when=page.timestamp)
    if page.locked:
        return words.phrase("page-protected")
    return "" if may_edit(page.text, account) else words.phrase("withheld-nobots")


def _before(versions: Iterable[Version], newest: int, revids: Collection[int]) -> str | None:
    """The text before a run: "" where the run made the page, None where nobody knows it any more.

    Each revision must be the one that the next was made on: a text that is left out between them is somebody's.
    """
    awaited: int | None = newest
    for one in versions:
        if one.revid != awaited:
            return None
        if one.revid not in revids:
            return one.text
        if one.parent == 0:
            return ""
        awaited = one.parent
    return None


def _task(title: str, settings: Settings, *, reminded: bool) -> Task:
    """What an edit belongs to, for the stop pages."""
    if reminded:
        return "remind"
    head, _, tail = settings.pages.overview.partition("{year}")
    return "overview" if title.startswith(head) and title.endswith(tail) else "report"


def take_back(wiki: Wiki, undoing: Undoing, settings: Settings, *, watch: Watch, halt: Callable[[], str]) -> Report:
    """Make the edits that were shown; a page that has been changed meanwhile is left.

    Args:
        wiki: The wiki.
        undoing: What is to be done.
        settings: The settings.
        watch: Is told of the progress.
        halt: Why to end before the next edit, in a line; "" where it should go on.

    Raises:
        WikiUnreachableError: The wiki does not answer, and no edit was tried yet.
    """
    made = make_shown(wiki, undoing.edits, settings, watch=watch, halt=halt)
    results = tuple(Result(one, made.outcomes[one.title]) for one in undoing.edits if one.title in made.outcomes)
    undone = tuple(one for one in undoing.edits if one.title not in made.outcomes)
    return Report(results, undone, made.stopped, lost=made.lost, halted=made.halted)
