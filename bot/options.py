"""What the command line asked for, as plain data that costs nothing to import."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from bot.model import TASKS, Task


@dataclass(frozen=True, slots=True)
class Options:
    """The options that `check`, `plan` and `run` share.

    Attributes:
        today: The day to work on.
        clock: The time that edits in a folder wiki are made at, and that the run's id is made from; aware.
        years: The years to look at.
        wiki: A folder wiki; None for the live one.
        projects: Only these projects; all of the years when empty.
        tasks: What to do.
        as_json: One JSON document instead of text.
        settings: A file with settings, instead of the page on the wiki.
        verbose: Findings of severity `info` too, and each of many of one kind.
        quiet: No progress bar.
        pywikibot: Pywikibot's global arguments, as they were given.
    """

    today: date
    clock: Callable[[], datetime]
    years: tuple[int, ...]
    wiki: Path | None = None
    projects: tuple[str, ...] = ()
    tasks: tuple[Task, ...] = TASKS
    as_json: bool = False
    settings: Path | None = None
    verbose: bool = False
    quiet: bool = False
    pywikibot: tuple[str, ...] = ()

    @property
    def simulate(self) -> bool:
        """Pywikibot's `-simulate`: nothing is written, on either wiki."""
        return any(argument.startswith("-simulate") for argument in self.pywikibot)
