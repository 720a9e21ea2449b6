"""The lock of a machine for the shards of one run: side by side, each of them once, and nothing else beside them.

A shard holds the machine's lock in common with the others (`bot.lease` holds it alone), so that no whole run can begin;
a file of its count in common, too; and a file of its own alone. Shards of another count are kept away by looking
whether anybody holds the file of theirs. Those of the same count never look at one another's files, so that all may
begin in the same moment.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import Timeout

from bot.lease import Lease, busy, lease, make_way, unwritable
from bot.shard import Shard


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
    of_count = path.with_name(f"{path.name}.of{shard.count}")
    held: list[int] = []
    try:
        try:
            held += [_shared(path, now), _shared(of_count, now)]
            _keep_others_away(path, of_count, now)
        except Timeout:  # somebody else takes away what a run whose time is up has left
            raise busy(path) from None
        except OSError as error:
            raise unwritable(path, error) from None
        with lease(path.with_name(f"{path.name}.{shard.index}of{shard.count}"), now=now) as got:
            yield got
    finally:
        for one in held:
            os.close(one)  # and with it goes the lock


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
    """An open file with a lock on it; None where somebody else's is in its way."""
    while True:
        got = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(got, how | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(got)
            return None
        except OSError:
            os.close(got)
            raise
        if os.fstat(got).st_nlink:
            return got
        os.close(got)  # somebody has taken the file away meanwhile: its lock keeps nobody out
