"""The lock of a machine: one run at a time, and none for longer than its time.

The lock is the operating system's own on a file, so it goes with the process that holds it. Beside it lies a note of
who holds it and until when. A process that has hung holds its lock for ever; once its time is up another one takes
over, with a new file in the place of the old. The old process, should it come to itself, finds its time up and ends
before its next edit (`Lease.overdue`). For the moment in which both may be at an edit, the edits are safe by
themselves: each is guarded by the revision that it was made from. The shards of a run hold the lock in common
(`bot.shared_lease`).
"""

import glob
import json
import os
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from bot.errors import LockedError, UsageError
from bot.settings import Guard

FIRST_LIMIT = timedelta(hours=Guard().max_hours)
"""How long a run may take as long as the settings have not been read."""

_NOTE = ".note"
_BREAKING = ".breaking"


class Lease:
    """A lock that is held.

    Args:
        path: The file.
        now: The clock, aware.
    """

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        self._note = path.with_name(path.name + _NOTE)
        self._now = now
        self._since = now()
        self._key = secrets.token_hex(8)  # processes of two containers may well have the same number
        self.until = self._since + FIRST_LIMIT
        self._write()

    def limit(self, most: timedelta) -> None:
        """Say how long the run may take, from its beginning.

        Raises:
            UsageError: The note cannot be written.
        """
        self.until = self._since + most
        if self._ours():
            self._write()

    def _write(self) -> None:
        held = {"process": os.getpid(), "since": self._since.isoformat(), "until": self.until.isoformat()}
        held["key"] = self._key
        try:
            self._note.write_text(json.dumps(held), encoding="utf-8")
        except OSError as error:
            raise unwritable(self._note, error) from None

    def overdue(self) -> bool:
        """Whether the time is up: another run may have begun."""
        return self._now() > self.until

    def give_back(self) -> None:
        """Take the note away, unless another run has written its own."""
        if self._ours():
            with suppress(OSError):
                self._note.unlink()

    def _ours(self) -> bool:
        """Whether the note is this run's: one that was passed by must not speak for the run that has its place."""
        try:
            key = json.loads(self._note.read_text(encoding="utf-8"))["key"]
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return False
        return bool(key == self._key)


@contextmanager
def lease(path: Path, *, now: Callable[[], datetime]) -> Iterator[Lease]:
    """Hold the lock of a wiki for the time of a run.

    Args:
        path: The lock's file.
        now: The clock, aware.

    Raises:
        LockedError: Another run holds it, and its time is not up.
        UsageError: The file cannot be made.
    """
    held = FileLock(path, timeout=0)
    try:
        try:
            held.acquire()
        except Timeout:
            make_way(path, now)
            held.acquire()
        got = Lease(path, now)
    except Timeout:
        raise busy(path) from None
    except OSError as error:
        raise unwritable(path, error) from None
    try:
        yield got
    finally:
        got.give_back()
        held.release()


def make_way(path: Path, now: Callable[[], datetime]) -> None:
    """Take the file of a run away whose time is up. Of several that would, one does; the others find a new run's.

    Raises:
        LockedError: Its time is not up, or nobody knows.
        Timeout: Somebody else is at it.
    """
    with FileLock(path.with_name(path.name + _BREAKING), timeout=0):
        held = list(filter(None, map(_held, _notes(path))))
        if not held or now() <= max(until for _, until in held):
            raise busy(path, min((since for since, _ in held), default=None))
        path.unlink(missing_ok=True)
        for note in _notes(path):
            note.unlink(missing_ok=True)


def _notes(path: Path) -> list[Path]:
    """The notes of all who may hold a file: one run alone, or the shards that hold it in common."""
    of_one = re.fullmatch(r"(.+)\.(of[0-9]+)", path.name)
    name, which = of_one.groups() if of_one else (path.name, "of[0-9]*")
    shards = path.parent.glob(f"{glob.escape(name)}.[0-9]*{which}{_NOTE}")
    return [path.with_name(path.name + _NOTE), *shards]


def _held(note: Path) -> tuple[datetime, datetime] | None:
    """Since when and until when a lock is held, as a note says; None where it does not."""
    try:
        told = json.loads(note.read_text(encoding="utf-8"))
        since, until = datetime.fromisoformat(told["since"]), datetime.fromisoformat(told["until"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    return (since, until) if since.tzinfo and until.tzinfo else None


def busy(path: Path, since: datetime | None = None) -> LockedError:
    """What is said where a lock is held."""
    began = f" since {since:%H:%M}" if since else ""
    return LockedError(f"Another run is going on{began} (lock {path}). Try again when it has finished.")


def unwritable(path: Path, error: OSError) -> UsageError:
    """What is said where a file cannot be made."""
    return UsageError(f"Cannot write {path}: {error.strerror}. Run as a user who may, or elsewhere.")
