"""A run: plan, guard, apply, verify, tell. And the lock that lets only one run at a time."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from bot.errors import GuardError, LockedError, UsageError, WikiUnreachableError
from bot.gather import refresh_answers, refresh_ledger, refresh_page, without_history
from bot.guard import objections
from bot.knowledge import Knowledge, Material, know
from bot.model import Task
from bot.parse.regions import read_regions
from bot.parse.reminder_marks import delivered_in
from bot.plan import Plan, PlannedEdit, make_plan
from bot.shelf import Watch
from bot.wiki.outcome import Conflict, Failed, Outcome, Saved, Unchanged
from bot.wiki.port import Page, Wiki

TRIES = 3
"""The first try, and after a conflict or a lost answer at most two more."""

STOP_NAMES: dict[Task, str] = {"report": "lägesrapport", "remind": "påminnelser", "overview": "översikt"}
"""The stop pages of the single tasks (the contract on the wiki)."""


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
    """

    results: tuple[Result, ...] = ()
    undone: tuple[PlannedEdit, ...] = ()
    stopped: tuple[str, ...] = ()
    astray: tuple[str, ...] = ()
    lost: str = ""

    @property
    def complete(self) -> bool:
        """Whether every edit came to what it should."""
        return all(result.outcome.ok for result in self.results) and not self.astray and not self.lost


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """Hold the lock of a wiki for the time of a run.

    Raises:
        LockedError: Another run holds it.
        UsageError: The lock file cannot be made.
    """
    held = FileLock(path, timeout=0)
    try:
        held.acquire()
    except Timeout:
        raise LockedError(f"Another run is going on (lock {path}). Try again when it has finished.") from None
    except OSError as error:
        raise UsageError(f"Cannot write {path}: {error.strerror}. Run as a user who may, or elsewhere.") from None
    try:
        yield
    finally:
        held.release()


def guard(known: Knowledge, plan: Plan, *, force: bool) -> None:
    """Stop before the first edit where the plan is too strange.

    Raises:
        UsageError: The settings decide where the bot writes, and are wrong.
        GuardError: The guard objects, and was not told to stand aside.
    """
    wrong = _wrong_settings(known)
    if wrong:
        more = f" And {len(wrong) - 1} more; lagesbot check shows all." if len(wrong) > 1 else ""
        raise UsageError(f"{wrong[0]}{more}")
    found = objections(known, plan)
    if found and not force:
        raise GuardError(f"{' '.join(found)} Nothing was written. If it is right, run again with --force guard.")


def obstacles(wiki: Wiki, known: Knowledge, plan: Plan) -> list[str]:
    """What would keep a run from carrying out a plan, or a part of it: settings, the guard, and the stop pages."""
    tasks = dict.fromkeys(edit.task for edit in plan.edits)
    material = known.material
    pages = wiki.read(title for task in tasks for title in _stop_pages(material, task))
    stopped = dict.fromkeys(reason for task in tasks if (reason := _stopped(pages, material, task)[0]))
    return [*_wrong_settings(known), *objections(known, plan), *stopped]


def _wrong_settings(known: Knowledge) -> list[str]:
    """The mistakes in the settings that stop all writing, with where they stand."""
    wrong = [flaw for flaw in known.material.flaws if flaw.facts.get("stops")]
    return [f"{flaw.place.page}, line {flaw.place.line}: {known.words.message(flaw)}" for flaw in wrong]


def carry_out(wiki: Wiki, material: Material, plan: Plan, watch: Watch) -> Report:
    """Make the edits of a plan, one after the other, looking at the stop pages before each; read them back at the end.

    Raises:
        WikiUnreachableError: The wiki does not answer, and no edit was tried yet.
    """
    results: list[Result] = []
    stopped: dict[str, None] = {}
    astray: tuple[str, ...] = ()
    lost = ""
    waiting, moot = list(plan.edits), set[str]()
    foreseen = any(edit.task == "remind" for edit in waiting)
    try:
        while waiting:
            if foreseen and waiting[0].task == "overview":
                material, foreseen = refresh_ledger(wiki, material), False
                moot.update(edit.title for edit in waiting)
                waiting = list(make_plan(know(material), ("overview",)).edits)
                moot.difference_update(edit.title for edit in waiting)
                continue
            watch.step("Editing", len(results), len(plan.edits))
            planned = waiting.pop(0)
            needed = [planned.needs] if planned.needs else []
            pages = wiki.read([*_stop_pages(material, planned.task), planned.title, *needed])
            reason, whole = _stopped(pages, material, planned.task)
            if needed and not _stands(results, pages[planned.needs]):
                continue
            if reason:
                stopped[reason] = None
                waiting = [] if whole else [edit for edit in waiting if edit.task != planned.task]
            else:
                results.append(_apply(wiki, material, planned, fresh=pages[planned.title]))
                if results[-1].outcome.stop:
                    stopped[results[-1].outcome.why] = None
                    break
            material, waiting = _on_true_dates(wiki, material, plan, results, waiting)
        astray = tuple(_astray(wiki, results))
    except WikiUnreachableError as error:
        if not results:
            raise
        lost = str(error)
    watch.step("Editing", len(results), len(results))
    tried = {result.planned.title for result in results}
    undone = tuple(edit for edit in plan.edits if edit.title not in tried | moot)
    return Report(tuple(results), undone, tuple(stopped), astray, lost)


def _stands(results: Iterable[Result], page: Page) -> bool:
    """Whether a page holds what was to be saved there: only then is the same taken away elsewhere."""
    meant = [one.planned.text for one in results if one.planned.title == page.title]
    return bool(meant) and _own_parts(meant[0]) <= _own_parts(page.text or "")


def _stop_pages(material: Material, task: Task) -> list[str]:
    """The page that stops everything, and the one that stops this task."""
    everything = material.settings.pages.stop
    return [everything, f"{everything}/{STOP_NAMES[task]}"]


def _stopped(pages: Mapping[str, Page], material: Material, task: Task) -> tuple[str, bool]:
    """Whether a stop page has any text: the reason, "" if none has, and whether it stops the whole run."""
    everything, one_task = _stop_pages(material, task)
    for title in (everything, one_task):
        if pages[title].unreadable or (pages[title].text or "").strip():
            return _who_stopped(pages[title]), title == everything
    return "", False


def _who_stopped(page: Page) -> str:
    by = f" by {page.user}" if page.user else ""
    when = f" at {page.timestamp:%Y-%m-%d %H:%M} UTC" if page.timestamp else ""
    return f"Stopped{by}{when}: there is text on {page.title}. Empty the page to go on."


def _apply(wiki: Wiki, material: Material, planned: PlannedEdit, *, fresh: Page) -> Result:
    """Make one edit. After a conflict or a lost answer: read the page and the ledger again, plan again, try again.

    A page that has changed since the plan was made is a conflict without being asked: the wiki might merge the edit
    into a text that forbids it.
    """
    changed = fresh.revid != planned.before.revid
    outcome: Outcome = Conflict("changed since it was read") if changed else wiki.save(planned.edit())
    for _ in range(TRIES - 1):
        if not outcome.again:
            break
        try:
            again = _plan_again(wiki, material, planned)
        except WikiUnreachableError:
            break  # what came of the edit is told; that the wiki does not answer is noticed before the next
        if again is None:
            lost = isinstance(outcome, Failed)
            return Result(planned, Unchanged("saved after all" if lost else "nothing left to do"))
        planned = again
        outcome = wiki.save(planned.edit())
    return Result(planned, outcome)


def _plan_again(wiki: Wiki, material: Material, planned: PlannedEdit) -> PlannedEdit | None:
    """What is left to do on a page, as the page and the ledger are now. Only this task's pages have been read."""
    material = refresh_page(wiki, material, planned.title)
    if planned.task == "remind":
        material = refresh_answers(wiki, refresh_ledger(wiki, material))
    return make_plan(know(material), (planned.task,)).for_page(planned.title)


def _on_true_dates(
    wiki: Wiki, material: Material, plan: Plan, results: Iterable[Result], waiting: list[PlannedEdit]
) -> tuple[Material, list[PlannedEdit]]:
    """What is known and still to be done, where the date of a report was not written after all: planned anew.

    An overview or a reminder must not count on a date that stands nowhere, nor the bot remember it.
    """
    saved = {one.planned.title for one in results if isinstance(one.outcome, Saved) and one.planned in plan.edits}
    unwritten = material.histories.keys() - saved - {edit.title for edit in waiting}
    if not unwritten:
        return material, waiting
    for title in unwritten:
        material = refresh_page(wiki, without_history(material, title), title)
    again = make_plan(know(material), tuple({edit.task for edit in waiting}))
    return material, [found for edit in waiting if (found := again.for_page(edit.title))]


def _astray(wiki: Wiki, results: Iterable[Result]) -> Iterator[str]:
    """Read back what was saved; the titles where the bot's own part is not as it was sent."""
    saved = {result.planned.title: result.planned for result in results if isinstance(result.outcome, Saved)}
    pages = wiki.read(saved)
    for title, planned in saved.items():
        if not _own_parts(planned.text) <= _own_parts(pages[title].text or ""):
            yield title


def _own_parts(text: str) -> set[str]:
    """What the bot has put on a page: its regions with their texts, and the marks of its messages."""
    text = text.replace("\r", "")  # a wiki keeps none
    regions = read_regions(text).found.values()
    return {f"{one.name} {text[one.body_start : one.body_end]}" for one in regions} | delivered_in(text)


def simulated(plan: Plan) -> Report:
    """The report of a run that was told to write nothing."""
    return replace(Report(), undone=plan.edits, stopped=("Nothing was written: -simulate.",))
