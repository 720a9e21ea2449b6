"""Making the edits that were decided, one after the other, looking at the stop page before each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.settings import Settings
from bot.setup.decide import Step
from bot.shelf import Watch
from bot.shown import make_shown
from bot.wiki.outcome import Outcome
from bot.wiki.port import Wiki


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it.

    Attributes:
        outcomes: What came of each edit that was tried, by title, in order.
        undone: The titles of those that were not tried.
        stopped: Who or what stopped it; "" where nothing did.
        complete: Every edit came to what it should, or a person's stop page stopped it.
    """

    outcomes: dict[str, Outcome]
    undone: tuple[str, ...] = ()
    stopped: str = ""
    complete: bool = True


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
    edits = list(steps)
    made = make_shown(wiki, edits, settings, watch=watch, halt=halt)
    why = " ".join(filter(None, [*made.stopped, made.halted, made.lost]))
    undone = tuple(one.title for one in edits if one.title not in made.outcomes)
    return Written(made.outcomes, undone, why, made.complete)
