"""Carrying a plan out: guarded edits one by one, with a look at the stop pages before each, and read back at last."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice

from bot.errors import WikiUnreachableError
from bot.gather import refresh_answers, refresh_ledger, refresh_pages
from bot.knowledge import Material, know
from bot.parse.regions import read_regions
from bot.parse.reminder_marks import delivered_in
from bot.plan import plan_overviews, plan_page
from bot.planned import Plan, PlannedEdit
from bot.report_dates import ReportDates, on_true_dates
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


def _never() -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Turns:
    """What a run under the log has beside it, and asks whether it is its turn.

    Attributes:
        halt: Asked before each edit: why the run should end itself here, in a line; "" where it should go on.
        sent: Asked before the overviews: gives the material with the ledger as it is when all reminders are out, also
            those of other shards. None where the ledger is just to be read anew.
    """

    halt: Callable[[], str] = _never
    sent: Callable[[Material], Material] | None = None


ALONE = Turns()
"""Nobody else is there."""


def carry_out(wiki: Wiki, material: Material, plan: Plan, watch: Watch, turns: Turns = ALONE) -> Report:
    """Make the edits of a plan, one after the other, looking at the stop pages before each; read them back at the end.

    Args:
        wiki: The wiki.
        material: What the plan was made of.
        plan: The plan.
        watch: Is told of the progress.
        turns: Who is asked whether to go on.

    Raises:
        WikiUnreachableError: The wiki does not answer, and no edit was tried yet.
    """
    going = _Going(wiki, material, list(plan.edits), ReportDates.of(material, plan))
    astray: tuple[str, ...] = ()
    lost = halted = ""
    try:
        while going.waiting:
            if going.comes_to_overviews():
                going.see(turns.sent)
                continue
            if halted := turns.halt():
                break
            watch.step("Editing", len(going.results), len(plan.edits))
            going.make_next()
        astray = tuple(_astray(wiki, going.results))
    except WikiUnreachableError as error:
        if not going.results:
            raise
        lost = str(error)
    watch.step("Editing", len(going.results), len(going.results))
    settled = {result.planned.title for result in going.results} | going.moot
    undone = tuple(edit for edit in plan.edits if edit.title not in settled)
    return Report(tuple(going.results), undone, tuple(going.reasons), astray, lost, halted)


@dataclass(slots=True)
class _Going:
    """How far the edits of a plan have come.

    Attributes:
        wiki: The wiki.
        material: What is known.
        waiting: The edits that are still to be made, in order.
        dates: The dates of reports among them.
        results: What came of those that were tried.
        reasons: Who or what has stopped the run or a part of it, each once.
        moot: The titles of those that need not be made after all.
        seen: What was sent is known, as the overviews want it.
    """

    wiki: Wiki
    material: Material
    waiting: list[PlannedEdit]
    dates: ReportDates
    results: list[Result] = field(default_factory=list)
    reasons: dict[str, None] = field(default_factory=dict)
    moot: set[str] = field(default_factory=set)
    seen: bool = False

    def __post_init__(self) -> None:
        """Where nobody is reminded, there is nothing to see."""
        self.seen = self.material.shard.whole and all(edit.task != "remind" for edit in self.waiting)

    def comes_to_overviews(self) -> bool:
        """Whether the overviews are next, and tell of what is not known to be sent yet."""
        return not self.seen and self.waiting[0].task == "overview"

    def see(self, sent: Callable[[Material], Material] | None) -> None:
        """Plan the overviews, which are what still waits, anew when the reminders have gone out."""
        self.material = sent(self.material) if sent else refresh_ledger(self.wiki, self.material)
        again = list(plan_overviews(know(self.material)).edits)
        self.moot.update({edit.title for edit in self.waiting} - {edit.title for edit in again})
        self.waiting, self.seen = again, True

    def make_next(self) -> None:
        """Make the next edit, or see why it must not be made."""
        planned = self.waiting.pop(0)
        self.dates.leave([planned])
        made = _made(self.wiki, self.material, planned, self.results)
        if made is None:
            return
        if isinstance(made, Stop):
            self._stop(made, planned)
        else:
            self._keep(made)
        self.material, self.waiting = on_true_dates(self.wiki, self.material, self.dates, self.waiting)

    def _stop(self, stop: Stop, planned: PlannedEdit) -> None:
        """Somebody has stopped everything, or a task."""
        self.reasons[stop.why] = None
        self.dates.leave(edit for edit in self.waiting if stop.everything or edit.task == planned.task)
        self.waiting = [edit for edit in self.waiting if not stop.everything and edit.task != planned.task]

    def _keep(self, made: Result) -> None:
        """Something came of an edit; the wiki may have said that no more is welcome."""
        self.results.append(made)
        self.dates.made(made.planned, made.outcome)
        log_outcome(made.planned.title, made.outcome)
        if made.outcome.stop:
            self.reasons[made.outcome.why] = None
            self.waiting = []


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
