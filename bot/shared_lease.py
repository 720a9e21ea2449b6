"""The lock of a machine for the shards of one run: side by side, each of them once, and nothing else beside them.

A shard holds the machine's lock in common with the others (`bot.lease` holds it alone), so that no whole run can begin;
a file of its count in common, too; and a file of its own alone. Shards of another count are kept away by looking
whether anybody holds the file of theirs. Those of the same count never look at one another's files, so that all may
begin in the same moment. They take their places one after the other, though: to look is to hold a file for a moment,
and of two who look at one that nobody works under, each would take the other for a shard at work.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from bot.lease import Lease, busy, lease, make_way, unwritable
from bot.shard import Shard

PATIENCE = 20.0
"""So many seconds a shard waits until others have taken their places, which takes each of them an instant."""

_BEGINNING = ".beginning"


@contextmanager
def shared_lease(path: Path, shard: Shard, *, now: Callable[[], datetime]) -> Iterator[Lease]:
    """Hold the lock of a wiki for the time of a shard's run.

    Args:
        path: The lock's file.
        shard: The shard.
        now: The clock, aware.

    Raises:
        LockedError: A whole run holds it, a shard of another count, or the same one, and its time is not up.
        UsageError: A file cannot be made.
    """
    with ExitStack() as held:
        try:
            with FileLock(path.with_name(path.name + _BEGINNING), timeout=PATIENCE):
                got = _place(path, shard, held, now)
        except Timeout:  # somebody else takes away what a run whose time is up has left
            raise busy(path) from None
        except OSError as error:
            raise unwritable(Path(error.filename or path), error) from None
        yield got


def _place(path: Path, shard: Shard, held: ExitStack, now: Callable[[], datetime]) -> Lease:
    """A shard's place among the others; its note is there before the next one looks whose time is up."""
    of_count = path.with_name(f"{path.name}.of{shard.count}")
    for one in (path, of_count):
        held.callback(os.close, _shared(one, now))  # and with it goes the lock
    _keep_others_away(path, of_count, now)
    return held.enter_context(lease(path.with_name(f"{path.name}.{shard.index}of{shard.count}"), now=now))


def _shared(path: Path, now: Callable[[], datetime]) -> int:
    """Hold a file in common with others; whoever holds it alone makes way when their time is up."""
    got = _locked(path, fcntl.LOCK_SH)
    if got is None:
        make_way(path, now)
        got = _locked(path, fcntl.LOCK_SH)
    if got is None:
        raise busy(path)
    return got


def _keep_others_away(path: Path, own: Path, now: Callable[[], datetime]) -> None:
    """Look whether shards of another count are at work.

    Raises:
        LockedError: They are.
    """
    for other in sorted(path.parent.glob(f"{path.name}.of*")):
        if other == own or not other.name.removeprefix(f"{path.name}.of").isdecimal():
            continue
        got = _locked(other, fcntl.LOCK_EX)
        if got is None:
            make_way(other, now)
        else:
            os.close(got)


def _locked(path: Path, how: int) -> int | None:
    """An open file with a lock on it; None where somebody else's is in its way.

    Raises:
        OSError: The file cannot be opened, or its system has no locks; which file is said.
    """
    while True:
        got = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(got, how | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(got)
            return None
        except OSError as error:
            os.close(got)
            raise OSError(error.errno, error.strerror, str(path)) from None
        if os.fstat(got).st_nlink:
            return got
        os.close(got)  # somebody has taken the file away meanwhile: its lock keeps nobody out
