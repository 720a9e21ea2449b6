"""Taking a run back: the pages that it changed last get the text that they had before it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import takewhile
from typing import NamedTuple

from bot.apply import Report, Result
from bot.errors import UsageError
from bot.ledger import reminders_among, summary
from bot.model import Task
from bot.parse.exclusion import may_edit
from bot.plan import PlannedEdit
from bot.render.words import Words
from bot.settings import Settings
from bot.stops import stop_pages, stopped
from bot.wiki.outcome import Conflict, Failed, Outcome, Unchanged
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
    titles = list(dict.fromkeys(one.title for one in reversed(own)))
    pages = wiki.read(titles)
    reminders = {one.title for one in own if one.revid in set(reminders_among(own))}
    said = words.phrase("summary-undo", run=run, handbook=settings.pages.handbook)
    edits: list[PlannedEdit] = []
    left: list[Left] = []
    for title in titles:
        page, revids = pages[title], {one.revid for one in own if one.title == title}
        why_not = _why_not(page, revids, settings, words, wiki.account)
        before = None if why_not else _before(wiki.history(title), revids)
        if why_not or before is None:
            left.append(Left(title, why_not or words.phrase("undo-hidden")))
            continue
        why = words.phrase("why-undo-new" if before == "" else "why-undo")
        task = _task(title, settings, reminded=title in reminders)
        edits.append(PlannedEdit(task, page, before, summary(said, run=by_run), why))
    return Undoing(run, tuple(edits), tuple(left))


def _edits_of(wiki: Wiki, run: str) -> list[Contribution]:
    """The edits of a run, newest first."""
    known = _RUN.fullmatch(run)
    try:
        day = datetime.strptime(known[1], "%Y%m%d").replace(tzinfo=UTC) if known else None
    except ValueError:
        day = None
    if day is None:
        raise UsageError(f"{run!r} is no run's id; the log and the edit summaries have them, as 20221120-0730-3f9a.")
    since = datetime.combine(day.date() - _SPARE, time(), UTC)
    found = [one for one in wiki.contributions(since=since) if one.summary.endswith(f" · körning {run}")]
    if not found:
        raise UsageError(f"{wiki.account or 'The bot'} has made no edit in a run {run}. Look for its id in the log.")
    return found


def _why_not(page: Page, revids: set[int], settings: Settings, words: Words, account: str) -> str:
    """Why a page is left, in plain words; "" where it need not be."""
    if page.title in {settings.pages.log, settings.pages.requests}:
        return words.phrase("undo-own")
    if page.text is None:
        return words.phrase("undo-gone")
    if page.revid not in revids:
        return words.phrase("undo-changed", user=page.user, when=page.timestamp)
    if page.locked:
        return words.phrase("page-protected")
    return "" if may_edit(page.text, account) else words.phrase("withheld-nobots")


def _before(versions: Sequence[Version], revids: set[int]) -> str | None:
    """The text before a run: "" where the run made the page, None where nobody knows it any more."""
    own = list(takewhile(lambda one: one.revid in revids, versions))
    if own and own[-1].parent == 0:
        return ""
    rest = versions[len(own) :]
    return rest[0].text if own and rest and own[-1].parent in {rest[0].revid, None} else None


def _task(title: str, settings: Settings, *, reminded: bool) -> Task:
    """What an edit belongs to, for the stop pages."""
    if reminded:
        return "remind"
    head, _, tail = settings.pages.overview.partition("{year}")
    return "overview" if title.startswith(head) and title.endswith(tail) else "report"


def take_back(wiki: Wiki, undoing: Undoing, settings: Settings, *, halt: Callable[[], str]) -> Report:
    """Make the edits, with a look at the stop pages before each; a page that has been changed meanwhile is left.

    Raises:
        WikiUnreachableError: The wiki does not answer.
    """
    results: list[Result] = []
    reasons: dict[str, None] = {}
    halted = ""
    waiting = list(undoing.edits)
    while waiting and not (halted := halt()):
        planned = waiting[0]
        pages = wiki.read([*stop_pages(settings, planned.task), planned.title])
        stop = stopped(pages, settings, planned.task)
        if stop:
            reasons[stop.why] = None
            break
        waiting.pop(0)
        results.append(Result(planned, _made(wiki, planned, pages[planned.title])))
        if results[-1].outcome.stop:
            reasons[results[-1].outcome.why] = None
            break
    return Report(tuple(results), tuple(waiting), tuple(reasons), halted=halted)


def _made(wiki: Wiki, planned: PlannedEdit, fresh: Page) -> Outcome:
    if fresh.revid != planned.before.revid:
        return Conflict("changed since it was read")
    outcome = wiki.save(planned.edit())
    if isinstance(outcome, Failed) and wiki.read([planned.title])[planned.title].text == planned.text:
        return Unchanged("saved after all")
    return outcome
