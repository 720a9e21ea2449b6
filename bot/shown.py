"""Making edits that somebody has seen and agreed to: exactly these, each on the page as it was shown, or not at all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from bot.apply import log_outcome
from bot.errors import WikiUnreachableError
from bot.model import Task
from bot.settings import Settings
from bot.shelf import Watch
from bot.stops import Stop, stop_pages, stopped
from bot.wiki.outcome import Conflict, Failed, Outcome, Saved
from bot.wiki.port import Edit, Page, Wiki
from bot.wiki.presave import clean


class Shown(Protocol):
    """An edit that was shown: the page as it was, and the whole text that it gets."""

    @property
    def before(self) -> Page:
        """The page as it was shown."""
        ...

    @property
    def text(self) -> str:
        """Its new text."""
        ...

    @property
    def tasks(self) -> tuple[Task, ...]:
        """What it belongs to: the tasks whose own stop pages stop it, too."""
        ...

    def edit(self) -> Edit:
        """The edit as it is sent."""
        ...


@dataclass(frozen=True, slots=True)
class Made:
    """What came of the edits.

    Attributes:
        outcomes: What came of each that was tried, by title, in order.
        stopped: Who stopped them or a part of them, in a line each: people's stop pages, or what the wiki thinks of
            the account.
        halted: Why it ended itself before its end; "" where it did not.
        lost: Why the wiki could not be asked any more; "" where it could.
    """

    outcomes: dict[str, Outcome]
    stopped: tuple[str, ...] = ()
    halted: str = ""
    lost: str = ""

    @property
    def complete(self) -> bool:
        """Whether every edit came to what it should, or a person stopped it."""
        return all(one.ok for one in self.outcomes.values()) and not (self.halted or self.lost)


def make_shown(
    wiki: Wiki,
    edits: Iterable[Shown],
    settings: Settings,
    *,
    watch: Watch,
    halt: Callable[[], str],
) -> Made:
    """Make the edits, one after the other, looking at the stop pages and the page itself before each.

    Args:
        wiki: The wiki.
        edits: The edits, in order; at most one for each page.
        settings: The settings, which say where the stop pages are.
        watch: Is told of the progress.
        halt: Why to end before the next edit, in a line; "" where it should go on.

    Raises:
        WikiUnreachableError: The wiki does not answer, and no edit was tried yet.
    """
    outcomes: dict[str, Outcome] = {}
    reasons: dict[str, None] = {}
    halted = lost = ""
    waiting = list(edits)
    total = len(waiting)
    try:
        while waiting and not (halted := halt()):
            watch.step("Editing", len(outcomes), total)
            shown, waiting = waiting[0], waiting[1:]
            made = _made(wiki, shown, settings)
            if isinstance(made, Stop):
                reasons[made.why] = None
                waiting = [] if made.everything else [one for one in waiting if one.tasks != shown.tasks]
                continue
            outcomes[shown.before.title] = made
            log_outcome(shown.before.title, made)
            if made.stop:
                reasons[made.why] = None
                break
    except WikiUnreachableError as error:
        if not outcomes:
            raise
        lost = str(error)
    watch.step("Editing", len(outcomes), len(outcomes))
    return Made(outcomes, tuple(reasons), halted, lost)


def _made(wiki: Wiki, shown: Shown, settings: Settings) -> Outcome | Stop:
    title = shown.before.title
    pages = wiki.read([*stop_pages(settings, *shown.tasks), title])
    stop = stopped(pages, settings, *shown.tasks)
    if stop:
        return stop
    if pages[title].revid != shown.before.revid:
        return Conflict("changed since it was shown; start again to see it as it is now")
    outcome = wiki.save(shown.edit())
    return (_saved_after_all(wiki, shown) or outcome) if isinstance(outcome, Failed) else outcome


def _saved_after_all(wiki: Wiki, shown: Shown) -> Saved | None:
    """Of an edit whose answer was lost: that it was saved all the same; None where it was not, or nobody knows."""
    title = shown.before.title
    try:
        page = wiki.read([title])[title]
    except WikiUnreachableError:
        return None
    stands = page.text is not None and clean(page.text) == clean(shown.text)
    return Saved("saved after all", revid=page.revid) if stands else None
