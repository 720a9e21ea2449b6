"""What the command line asked for, as plain data that costs nothing to import."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.model import TASKS, ZONE, Task
from bot.setting_files import SettingsFile
from bot.shard import WHOLE, Shard

LADDERS = timedelta(days=59)
"""So long after a year's end its last reports are due and reminded of; cron/crontab counts the same."""


def years_of(first: date, last: date) -> tuple[int, ...]:
    """The years whose projects may have reminders going on between two days: of the year before, until March."""
    return tuple(range((first - LADDERS).year, last.year + 1))


@dataclass(frozen=True, slots=True)
class Start:
    """What a command is started with, beside its own arguments.

    Attributes:
        pywikibot: Pywikibot's global arguments, as they were given.
        now: The clock, aware, in Stockholm.
        by_hand: Somebody sits at a terminal; else it is a schedule or another program.
    """

    pywikibot: tuple[str, ...]
    now: Callable[[], datetime]
    by_hand: bool


@dataclass(frozen=True, slots=True)
class Options:
    """The options that `check`, `plan` and `run` share.

    Attributes:
        today: The day to work on.
        clock: The time that edits in a folder wiki are made at, and that the run's id is made from; aware.
        now: The real time, aware, whatever day is played.
        years: The years to look at.
        wiki: A folder wiki; None for the live one.
        projects: Only these projects; all of the years when empty.
        tasks: What to do.
        as_json: One JSON document instead of text.
        settings: A file with settings, instead of the page on the wiki.
        base_settings: A file with settings that lie below those of the page, or of the file in its place.
        verbose: Findings of severity `info` too, and each of many of one kind.
        quiet: No progress bar.
        pywikibot: Pywikibot's global arguments, as they were given.
        by_hand: See `Start`.
        cache: What was read in earlier runs may be taken from there, and is kept for later ones.
        shard: Which part of the projects and people.
        zone: The time zone that files with settings name: it says what day it is before those on the wiki are read.
    """

    today: date
    clock: Callable[[], datetime]
    now: Callable[[], datetime]
    years: tuple[int, ...]
    wiki: Path | None = None
    projects: tuple[str, ...] = ()
    tasks: tuple[Task, ...] = TASKS
    as_json: bool = False
    settings: SettingsFile | None = None
    base_settings: SettingsFile | None = None
    verbose: bool = False
    quiet: bool = False
    pywikibot: tuple[str, ...] = ()
    by_hand: bool = False
    cache: bool = True
    zone: ZoneInfo = ZONE
    shard: Shard = WHOLE

    @property
    def simulate(self) -> bool:
        """Pywikibot's `-simulate`: nothing is written, on either wiki."""
        return any(argument.startswith("-simulate") for argument in self.pywikibot)
