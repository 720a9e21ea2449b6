"""Ctrl-C and TERM: while the bot reads, it ends at once; while it writes, it finishes the edit in hand."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from bot.errors import TerminatedError

INTERRUPTED = 130
"""The exit code that every shell gives for Ctrl-C."""


class Interruption:
    """What has been asked for by a signal.

    Attributes:
        signal: The first signal that came; None as long as none has.
        writing: An edit may be under way: end after it. A second signal ends at once all the same.
    """

    def __init__(self) -> None:
        self.signal: signal.Signals | None = None
        self.writing = False

    @property
    def why(self) -> str:
        """In a line, why the run ends here; "" where nobody wants it to."""
        return f"Interrupted ({self.signal.name}): the edit in hand was finished." if self.signal else ""

    @property
    def exit_code(self) -> int | None:
        """What the command ends with, as a shell has it; None where nobody interrupted it."""
        if self.signal is None:
            return None
        return TerminatedError.exit_code if self.signal is signal.SIGTERM else INTERRUPTED

    def _come(self, number: int, _frame: FrameType | None) -> None:
        first = self.signal is None
        self.signal = signal.Signals(number)
        if not (first and self.writing):
            raise KeyboardInterrupt


@contextmanager
def interruptible() -> Iterator[Interruption]:
    """Mind both signals for as long as the context lasts.

    Raises:
        TerminatedError: TERM came while nothing was being written.
        KeyboardInterrupt: Ctrl-C did.
    """
    found = Interruption()
    if threading.current_thread() is not threading.main_thread():
        yield found  # only the main thread is told of signals
        return
    before = {one: signal.signal(one, found._come) for one in (signal.SIGINT, signal.SIGTERM)}  # noqa: SLF001 - its own
    try:
        yield found
    except KeyboardInterrupt:
        if found.signal is signal.SIGTERM:
            raise TerminatedError("Ended by TERM.") from None
        raise
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
