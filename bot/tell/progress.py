"""How far a run has come: a bar on a terminal, a line in the log elsewhere."""

import logging
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

LOG = logging.getLogger("lagesbot")


class Bar(AbstractContextManager["Bar"]):
    """A progress bar for each kind of thing, on a terminal; gone when the run has finished."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=console, transient=True
        )
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def step(self, what: str, done: int, total: int) -> None:
        """Move the bar of a kind of thing."""
        if what not in self._tasks:
            self._tasks[what] = self._progress.add_task(what, total=total)
        self._progress.update(self._tasks[what], completed=done, total=total)


class Log(AbstractContextManager["Log"]):
    """A line in the log for each step, at the level that `--verbose` shows."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def step(self, what: str, done: int, total: int) -> None:
        """Log how many of how many."""
        LOG.debug("%s: %d of %d", what, done, total)
