"""Making the edits that were decided, one after the other, looking at the stop page before each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.errors import WikiUnreachableError
from bot.settings import Settings
from bot.setup.decide import Step
from bot.shelf import Watch
from bot.stops import stop_pages, stopped
from bot.wiki.outcome import Conflict, Failed, Outcome, Unchanged
from bot.wiki.port import Page, Wiki
from bot.wiki.presave import clean


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it.

    Attributes:
        outcomes: What came of each edit that was tried, by title, in order.
        undone: The titles of those that were not tried.
        stopped: Who or what stopped it; "" where nothing did.
        barred: Something else than a person's stop page stopped it: the wiki, its time, an interruption.
    """

    outcomes: dict[str, Outcome]
    undone: tuple[str, ...] = ()
    stopped: str = ""
    barred: bool = False

    @property
    def complete(self) -> bool:
        """Whether every edit came to what it should, or a person stopped it."""
        return all(one.ok for one in self.outcomes.values()) and not self.barred


def write(
    wiki: Wiki, steps: Iterable[Step], settings: Settings, *, watch: Watch, halt: Callable[[], str] = lambda: ""
) -> Written:
    """Make the edits.

    Args:
        wiki: The wiki.
        steps: The steps that are edits, in order.
        settings: The settings, which say where the stop page is.
        watch: Is told of the progress.
        halt: Why to end before the next edit, "" to go on; see `bot.run.Reins`.

    Raises:
        WikiUnreachableError: The wiki does not answer, and no edit was tried yet.
    """
    waiting, outcomes = list(steps), dict[str, Outcome]()
    total, reason, barred = len(waiting), "", False
    try:
        while waiting and not reason:
            watch.step("Editing", len(outcomes), total)
            step = waiting[0]
            reason = halt()
            barred = bool(reason)
            pages = wiki.read([*stop_pages(settings), step.title])
            stop = stopped(pages, settings)
            reason = reason or (stop.why if stop else "")
            if reason:
                break
            outcomes[step.title] = outcome = _apply(wiki, waiting.pop(0), fresh=pages[step.title])
            if outcome.stop:
                reason, barred = outcome.why, True
    except WikiUnreachableError as error:
        if not outcomes:
            raise
        reason, barred = str(error), True
    watch.step("Editing", len(outcomes), len(outcomes))
    return Written(outcomes, tuple(one.title for one in waiting), reason, barred)


def _apply(wiki: Wiki, step: Step, *, fresh: Page) -> Outcome:
    """Make one edit of the page that was shown; one that has changed since is shown again before it is written."""
    if fresh.revid != step.before.revid:
        return Conflict("changed since it was shown; run setup again")
    outcome = wiki.save(step.edit())
    if isinstance(outcome, Failed) and clean(wiki.read([step.title])[step.title].text or "") == clean(step.text):
        return Unchanged("saved after all")
    return outcome
