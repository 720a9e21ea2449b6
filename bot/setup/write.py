"""Making the edits that were decided, one after the other, looking at the stop page before each."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.errors import WikiUnreachableError
from bot.setup.decide import Step
from bot.shelf import Watch
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
        barred: The wiki, or what it thinks of the account, stopped it, and no person's stop page.
    """

    outcomes: dict[str, Outcome]
    undone: tuple[str, ...] = ()
    stopped: str = ""
    barred: bool = False

    @property
    def complete(self) -> bool:
        """Whether every edit came to what it should, or a person stopped it."""
        return all(one.ok for one in self.outcomes.values()) and not self.barred


def write(wiki: Wiki, steps: Iterable[Step], *, stop: str, watch: Watch) -> Written:
    """Make the edits.

    Args:
        wiki: The wiki.
        steps: The steps that are edits, in order.
        stop: The title of the stop page.
        watch: Is told of the progress.

    Raises:
        WikiUnreachableError: The wiki does not answer, and no edit was tried yet.
    """
    waiting, outcomes = list(steps), dict[str, Outcome]()
    total, reason, barred = len(waiting), "", False
    try:
        while waiting and not reason:
            watch.step("Editing", len(outcomes), total)
            step = waiting[0]
            pages = wiki.read([stop, step.title])
            reason = stopped_by(pages[stop])
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


def stopped_by(page: Page) -> str:
    """Who stopped everything, by what its stop page says; "" where nobody has."""
    if not (page.unreadable or (page.text or "").strip()):
        return ""
    by = f" by {page.user}" if page.user else ""
    when = f" at {page.timestamp:%Y-%m-%d %H:%M} UTC" if page.timestamp else ""
    return f"Stopped{by}{when}: there is text on {page.title}. Empty the page to go on."


def _apply(wiki: Wiki, step: Step, *, fresh: Page) -> Outcome:
    """Make one edit of the page that was shown; one that has changed since is shown again before it is written."""
    if fresh.revid != step.before.revid:
        return Conflict("changed since it was shown; run setup again")
    outcome = wiki.save(step.edit())
    if isinstance(outcome, Failed) and clean(wiki.read([step.title])[step.title].text or "") == clean(step.text):
        return Unchanged("saved after all")
    return outcome
