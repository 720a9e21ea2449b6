"""Work that is told in the log: that it begins, and at last what came of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Protocol

from bot.apply import Report
from bot.errors import WikiUnreachableError
from bot.log_page import LogPage
from bot.logbook import Ending, Entry, Trouble, trouble
from bot.planned import PlannedEdit


class Reins(Protocol):
    """What holds a run that writes: its lock, and whoever wants it to end."""

    def halt(self) -> str:
        """Why the run should end itself before its next edit, in a line; "" where it should go on."""
        ...

    def limit(self, most: timedelta) -> None:
        """Say how long the run may take."""
        ...

    def elapsed(self) -> timedelta:
        """How long the run has taken so far."""
        ...

    def rest(self, seconds: float) -> None:
        """Let some time pass."""
        ...

    def writes(self) -> None:
        """The run begins to write: from here on it is not to be torn off in the middle of an edit."""
        ...


@dataclass(frozen=True, slots=True)
class Work:
    """Something that is done under a line in the log.

    Attributes:
        planned: The edits that it comes to.
        carry_out: Does it.
        troubles: Tells what is wrong after it.
    """

    planned: tuple[PlannedEdit, ...]
    carry_out: Callable[[], Report]
    troubles: Callable[[Report], list[Trouble]] = lambda _: []


def logged(log: LogPage, entry: Entry, reins: Reins, work: Work) -> tuple[Report, str]:
    """Do something under a line in the log, which says first that it is under way and at last what came of it.

    Returns:
        What came of it, and why the log does not tell of it, "" where it does.

    Raises:
        LockedError: A run on another machine is under way.
        WikiUnreachableError: The wiki does not answer.
    """
    if not reins.halt():
        begun = log.begin(entry)
        if begun.stop:
            return Report(undone=work.planned, halted=begun.why), ""
    try:
        report = work.carry_out()
    except WikiUnreachableError:
        why = (trouble(log.words.phrase("log-lost"), "lost"),)
        log.end(replace(entry, end=entry.start + reins.elapsed(), ending=Ending.INCOMPLETE, troubles=why))
        raise
    told = log.end(over(entry, report, work.troubles(report), reins))
    return report, "" if told.ok else told.why


def over(entry: Entry, report: Report, troubles: Iterable[Trouble], reins: Reins) -> Entry:
    """The line in the log when the work is over."""
    saved = report.saved
    return replace(
        entry,
        end=entry.start + reins.elapsed(),
        ending=_ending(report),
        edits=len(saved),
        reminders=sum(edit.task == "remind" and not edit.silent for edit in saved),
        refused=sum(not result.outcome.ok for result in report.results),
        troubles=tuple(troubles),
    )


def _ending(report: Report) -> Ending:
    if report.halted:
        return Ending.HALTED
    if not report.complete:
        return Ending.INCOMPLETE
    return Ending.STOPPED if report.stopped else Ending.DONE
