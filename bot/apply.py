"""Carrying a plan out: guarded edits one by one, with a look at the stop pages before each, and read back at last."""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice

from bot.errors import WikiUnreachableError
from bot.gather import refresh_answers, refresh_ledger, refresh_pages, without_histories
from bot.knowledge import Material, know
from bot.parse.regions import read_regions
from bot.parse.reminder_marks import delivered_in
from bot.plan import make_plan, pages_beside, plan_overviews, plan_page
from bot.planned import Plan, PlannedEdit
from bot.shelf import Watch
from bot.stops import Stop, stop_pages, stopped
from bot.wiki.outcome import Conflict, Failed, Outcome, Saved, Unchanged
from bot.wiki.port import Page, Wiki

LOG = logging.getLogger("lagesbot")

AT_ONCE = 500
"""So many pages are read back at a time, as many as fit into one request: their texts need not all be there at once."""

TRIES = 3
"""The first try, and after a conflict or a lost answer at most two more."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one planned edit."""

    planned: PlannedEdit
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a run.

    Attributes:
        results: The edits that were tried, in order.
        undone: The edits that were not tried, since the run was stopped.
        stopped: Who or what stopped the run or a part of it, in a line each.
        astray: Pages that do not hold what was saved, when read again.
        lost: Why the wiki could not be asked any more; "" where the run came to its end.
        halted: Why the run ended itself before its end: it was interrupted, or took too long; "" where it did not.
    """

    results: tuple[Result, ...] = ()
    undone: tuple[PlannedEdit, ...] = ()
    stopped: tuple[str, ...] = ()
    astray: tuple[str, ...] = ()
    lost: str = ""
    halted: str = ""

    @property
    def complete(self) -> bool:
        """Whether every edit came to what it should."""
        all_made = all(result.outcome.ok for result in self.results)
        return all_made and not (self.astray or self.lost or self.halted)

    @property
    def saved(self) -> list[PlannedEdit]:
        """The edits that made a revision."""
        return [result.planned for result in self.results if isinstance(result.outcome, Saved)]


Halt = Callable[[], str]
"""Asked before each edit: why the run should end itself here, in a line; "" where it should go on."""


def _never() -> str:
    return ""


Sent = Callable[[Material], Material]
"""Gives the material with the ledger as it is when all reminders are out, also those of other shards."""


def carry_out(  # noqa: PLR0913 - the last two are what a run under the log has beside the others
    wiki: Wiki, material: Material, plan: Plan, watch: Watch, *, halt: Halt = _never, sent: Sent | None = None
) -> Report:
    """Make the edits of a plan, one after the other, looking at the stop pages before each; read them back at the end.

    Args:
        wiki: The wiki.
        material: What the plan was made of.
        plan: The plan.
        watch: Is told of the progress.
        halt: Whether to end before the next edit.
        sent: Is asked before the overviews; the ledger is just read anew where it is not given.

    Raises:
        WikiUnreachableError: The wiki does not answer, and no edit was tried yet.
    """
    results: list[Result] = []
    reasons: dict[str, None] = {}
    astray: tuple[str, ...] = ()
    lost = halted = ""
    waiting, moot = list(plan.edits), set[str]()
    dates = _Dates.of(material, plan)
    foreseen = any(edit.task == "remind" for edit in waiting) or not material.shard.whole
    asked = sent or (lambda known: refresh_ledger(wiki, known))
    try:
        while waiting:
            if foreseen and waiting[0].task == "overview":
                material, waiting, foreseen = *_seen(asked(material), waiting, moot), False
                continue
            if halted := halt():
                break
            watch.step("Editing", len(results), len(plan.edits))
            planned = waiting.pop(0)
            dates.leave([planned])
            made = _made(wiki, material, planned, results)
            if made is None:
                continue
            if isinstance(made, Stop):
                reasons[made.why] = None
                dates.leave(edit for edit in waiting if made.everything or edit.task == planned.task)
                waiting = [] if made.everything else [edit for edit in waiting if edit.task != planned.task]
            else:
                results.append(made)
                dates.made(made)
                log_outcome(made.planned.title, made.outcome)
                if made.outcome.stop:
                    reasons[made.outcome.why] = None
                    break
            material, waiting = _on_true_dates(wiki, material, dates, waiting)
        astray = tuple(_astray(wiki, results))
    except WikiUnreachableError as error:
        if not results:
            raise
        lost = str(error)
    watch.step("Editing", len(results), len(results))
    tried = {result.planned.title for result in results}
    undone = tuple(edit for edit in plan.edits if edit.title not in tried | moot)
    return Report(tuple(results), undone, tuple(reasons), astray, lost, halted)


def _seen(material: Material, waiting: Iterable[PlannedEdit], moot: set[str]) -> tuple[Material, list[PlannedEdit]]:
    """What is known and still to be done when the reminders have gone out: the overviews, planned anew.

    Args:
        material: What the plan was made of, with the ledger as it is by now.
        waiting: The overviews as they were planned.
        moot: Takes in the titles of those that need not be written after all.
    """
    again = list(plan_overviews(know(material)).edits)
    moot.update({edit.title for edit in waiting} - {edit.title for edit in again})
    return material, again


def log_outcome(title: str, outcome: Outcome) -> None:
    """Note in the log what came of the edit of a page."""
    name = type(outcome).__name__.lower()
    facts = {"event": "edit", "title": title, "outcome": name, "revid": getattr(outcome, "revid", None)}
    LOG.debug("%s: %s%s", name, title, f" ({outcome.why})" if outcome.why else "", extra=facts)


def _made(wiki: Wiki, material: Material, planned: PlannedEdit, results: Sequence[Result]) -> Result | Stop | None:
    """What comes of one planned edit, with who stopped it if somebody has.

    Returns:
        None where it must not be made, since what it waits for does not stand where it should.
    """
    needed = [planned.needs] if planned.needs else []
    pages = wiki.read([*stop_pages(material.settings, planned.task), planned.title, *needed])
    if needed and not _stands(results, pages[planned.needs]):
        return None
    stop = stopped(pages, material.settings, planned.task)
    return stop or _apply(wiki, material, planned, fresh=pages[planned.title])


def _stands(results: Sequence[Result], page: Page) -> bool:
    """Whether a page holds what was to be saved there: only then is the same taken away elsewhere."""
    meant = next((one.planned.text for one in reversed(results) if one.planned.title == page.title), None)
    return meant is not None and _own_parts(meant) <= _own_parts(page.text or "")


def _apply(wiki: Wiki, material: Material, planned: PlannedEdit, *, fresh: Page) -> Result | Stop:
    """Make one edit. After a conflict or a lost answer: read the page and the ledger again, plan again, try again.

    Before it is sent again, the stop pages are looked at again; of a lost edit it is told all the same that it is lost.

    A page that has changed since the plan was made is a conflict without being asked: the wiki might merge the edit
    into a text that forbids it.
    """
    changed = fresh.revid != planned.before.revid
    outcome: Outcome = Conflict("changed since it was read") if changed else wiki.save(planned.edit())
    for _ in range(TRIES - 1):
        if not outcome.again:
            break
        lost = isinstance(outcome, Failed)
        try:
            again = _plan_again(wiki, material, planned)
            stop = again and _stop(wiki, material, planned)
        except WikiUnreachableError:
            break  # what came of the edit is told; that the wiki does not answer is noticed before the next
        if again is None:
            return Result(planned, Unchanged("saved after all" if lost else "nothing left to do"))
        if stop:
            return Result(planned, outcome) if lost else stop
        planned = again
        outcome = wiki.save(planned.edit())
    return Result(planned, outcome)


def _stop(wiki: Wiki, material: Material, planned: PlannedEdit) -> Stop | None:
    return stopped(wiki.read(stop_pages(material.settings, planned.task)), material.settings, planned.task)


def _plan_again(wiki: Wiki, material: Material, planned: PlannedEdit) -> PlannedEdit | None:
    """What is left to do on a page, as the page and the ledger are now. Only this task's pages have been read."""
    material = refresh_pages(wiki, material, {planned.title})
    if planned.task == "remind":
        material = refresh_answers(wiki, refresh_ledger(wiki, material))
    return plan_page(know(material), planned.task, planned.title)


@dataclass(slots=True)
class _Dates:
    """The dates of reports that the bot sets, as edit after edit is made.

    An overview or a reminder must not count on a date that stands nowhere, nor the bot remember it.

    Attributes:
        planned: The edits that would write them, by page.
        beside: The pages on which the rest of such a report is, by its page.
        left: Pages that are no longer waiting for their edit, nor were made as planned.
        near: Those, and the pages beside them.
    """

    planned: Mapping[str, PlannedEdit]
    beside: Mapping[str, Collection[str]]
    left: set[str] = field(default_factory=set)
    near: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, material: Material, plan: Plan) -> "_Dates":
        planned = {edit.title: edit for edit in plan.edits if edit.title in material.histories}
        return cls(planned, pages_beside(know(material), planned) if planned else {})

    def leave(self, gone: Iterable[PlannedEdit]) -> None:
        """Some edits are not waiting any more."""
        for title in (edit.title for edit in gone if edit.title in self.planned):
            self.left.add(title)
            self.near.update(self.beside[title])

    def made(self, result: Result) -> None:
        """Something came of an edit; where it was saved as it was planned, its date stands there."""
        title = result.planned.title
        if isinstance(result.outcome, Saved) and result.planned == self.planned.get(title):
            self.left.discard(title)
            self.near.difference_update(self.beside[title])

    def touches(self, edit: PlannedEdit) -> bool:
        """Whether an edit counts on a date that was not written."""
        return bool(self.left) and (edit.task != "report" or edit.title in self.near)

    def settle(self) -> set[str]:
        """The pages whose dates were not written; they are not told of again."""
        found, self.left, self.near = self.left, set(), set()
        return found


def _on_true_dates(
    wiki: Wiki, material: Material, dates: _Dates, waiting: list[PlannedEdit]
) -> tuple[Material, list[PlannedEdit]]:
    """What is known and still to be done, where dates of reports were not written after all: planned anew.

    That is done before the first edit that counts on them, for all together.
    """
    if not waiting or not dates.touches(waiting[0]):
        return material, waiting
    unwritten = dates.settle()
    material = refresh_pages(wiki, without_histories(material, unwritten), unwritten)
    again = make_plan(know(material), tuple({edit.task for edit in waiting})).by_page
    return material, [again[edit.title] for edit in waiting if edit.title in again]


def _astray(wiki: Wiki, results: Iterable[Result]) -> Iterator[str]:
    """Read back what was saved; the titles where the bot's own part is not as it was sent."""
    saved = {result.planned.title: result.planned for result in results if isinstance(result.outcome, Saved)}
    titles = iter(saved)
    while batch := list(islice(titles, AT_ONCE)):
        pages = wiki.read(batch)
        for title in batch:
            if not _own_parts(saved[title].text) <= _own_parts(pages[title].text or ""):
                yield title


def _own_parts(text: str) -> set[str]:
    """What the bot has put on a page: its regions with sums of their texts, and the marks of its messages."""
    text = text.replace("\r", "")  # a wiki keeps none
    regions = read_regions(text).found.values()
    return {f"{one.name} {_sum(text[one.body_start : one.body_end])}" for one in regions} | delivered_in(text)


def _sum(text: str) -> str:
    return sha256(text.encode(errors="surrogatepass")).hexdigest()
