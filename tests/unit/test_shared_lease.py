"""The lock for shards: side by side with each other, and with nothing else."""

import errno
import fcntl
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from bot.errors import LockedError, UsageError
from bot.lease import FIRST_LIMIT, Lease, lease, make_way
from bot.shard import Shard
from bot.shared_lease import shared_lease

START = datetime(2022, 11, 9, 6, 30, tzinfo=UTC)
LONG_SECONDS = 60.0
LATE = START + FIRST_LIMIT + timedelta(minutes=1)


def at(moment: datetime) -> Callable[[], datetime]:
    """A clock that stands still."""
    return lambda: moment


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The lock's file."""
    return tmp_path / ".lagesbot.lock"


@pytest.fixture
def held() -> Iterator[ExitStack]:
    """What is held until the end of the test."""
    with ExitStack() as stack:
        yield stack


def part(held: ExitStack, path: Path, index: int, count: int = 4, *, now: datetime = START) -> Lease:
    """Begin as a shard."""
    return held.enter_context(shared_lease(path, Shard(index, count), now=at(now)))


def test_all_shards_go_at_once(held: ExitStack, path: Path) -> None:
    """All shards of a run hold the lock together, and each has the time that it may take."""
    got = [part(held, path, index) for index in range(1, 5)]
    assert {one.until for one in got} == {START + FIRST_LIMIT}


def test_each_shard_only_once(held: ExitStack, path: Path) -> None:
    """A shard that is at work keeps the same one away, and no other."""
    part(held, path, 2)
    with pytest.raises(LockedError):
        part(held, path, 2)
    part(held, path, 3)


def test_whole_run_and_shards_keep_each_other_away(held: ExitStack, path: Path) -> None:
    """While a whole run is at work no shard begins, and while a shard is, no whole run; then each may."""
    with lease(path, now=at(START)), pytest.raises(LockedError, match="06:30"):
        part(held, path, 1)
    with shared_lease(path, Shard(1, 4), now=at(START)), pytest.raises(LockedError, match="06:30"):
        held.enter_context(lease(path, now=at(START)))
    held.enter_context(lease(path, now=at(START)))


def test_shards_of_another_count_wait(held: ExitStack, path: Path) -> None:
    """While a shard of four is at work none of eight begins; afterwards it does, whatever files are left."""
    (path.parent / f"{path.name}.ofnothing").touch()
    with shared_lease(path, Shard(1, 4), now=at(START)), pytest.raises(LockedError):
        part(held, path, 2, 8)
    part(held, path, 2, 8)


def test_shards_whose_time_is_up_make_way(held: ExitStack, path: Path) -> None:
    """A whole run takes over from shards that have all hung, but not while one of them still has time."""
    part(held, path, 1)
    last = part(held, path, 2)
    last.limit(FIRST_LIMIT * 2)
    with pytest.raises(LockedError):
        held.enter_context(lease(path, now=at(LATE)))
    last.limit(FIRST_LIMIT)
    held.enter_context(lease(path, now=at(LATE)))


def test_whole_run_whose_time_is_up_makes_way(held: ExitStack, path: Path) -> None:
    """A shard takes over from a whole run that has hung, and the others with it."""
    held.enter_context(lease(path, now=at(START)))
    part(held, path, 1, now=LATE)
    part(held, path, 2, now=LATE)
    with pytest.raises(LockedError):
        held.enter_context(lease(path, now=at(LATE)))


def test_shards_of_another_count_whose_time_is_up_make_way(held: ExitStack, path: Path) -> None:
    """A shard of eight takes over from one of four that has hung."""
    part(held, path, 1, 4)
    part(held, path, 2, 8, now=LATE)
    with pytest.raises(LockedError):
        part(held, path, 3, 4, now=LATE)


def test_note_of_a_whole_run_that_was_killed_breaks_no_lock(held: ExitStack, path: Path) -> None:
    """What a killed whole run has left says nothing of the shards that hold the lock after it."""
    with lease(path, now=at(START - FIRST_LIMIT * 3)):
        note = path.with_name(f"{path.name}.note").read_text(encoding="utf-8")
    path.with_name(f"{path.name}.note").write_text(note, encoding="utf-8")
    part(held, path, 1)
    with pytest.raises(LockedError):
        held.enter_context(lease(path, now=at(START)))


def test_file_that_was_taken_away_is_no_lock(held: ExitStack, path: Path) -> None:
    """A lock on a file that has been taken away keeps nobody out, and is got anew."""
    part(held, path, 1)
    path.unlink()
    part(held, path, 2)
    with pytest.raises(LockedError):
        held.enter_context(lease(path, now=at(START)))


@pytest.mark.parametrize("others", [4, 2], ids=["of the same count", "of another count"])
def test_two_that_look_at_once_at_what_is_left(
    held: ExitStack, path: Path, monkeypatch: pytest.MonkeyPatch, others: int
) -> None:
    """A file left from a count of which nobody works keeps none away, even if two look at it in the same instant.

    Of two of different counts the one that comes first begins, and not neither.
    """
    left = path.with_name(f"{path.name}.of8")
    left.touch()
    looking, met = threading.get_ident(), threading.Event()
    pool = held.enter_context(ThreadPoolExecutor(1))
    other: list[Future[Lease]] = []
    lock = fcntl.flock

    def flock(file: int, how: int) -> None:
        try:
            lock(file, how)
        except BlockingIOError:
            met.set()  # the other has come upon something that the one who looks holds
            raise
        own = threading.get_ident() == looking
        if own and how & fcntl.LOCK_EX and os.path.samestat(os.fstat(file), left.stat()):
            other.append(pool.submit(part, held, path, 2, others))
            assert met.wait(LONG_SECONDS)

    monkeypatch.setattr(fcntl, "flock", flock)
    part(held, path, 1)
    (second,) = other
    if others == 4:
        second.result(LONG_SECONDS)
    else:
        assert isinstance(second.exception(LONG_SECONDS), LockedError)


def test_beginning_while_somebody_passes_a_hung_run(held: ExitStack, path: Path) -> None:
    """While somebody is taking the place of a hung run, a shard is told that a run is going on."""
    held.enter_context(lease(path, now=at(START)))
    held.enter_context(FileLock(f"{path}.breaking"))
    with pytest.raises(LockedError, match="Another run is going on"):
        part(held, path, 1, now=LATE)


def test_whole_run_that_comes_before(held: ExitStack, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a whole run takes the place that a hung one was made to leave for a shard, the shard waits for it."""

    def make_way_for_both(path: Path, now: Callable[[], datetime]) -> None:
        make_way(path, now)
        held.enter_context(lease(path, now=now))

    held.enter_context(lease(path, now=at(START)))
    monkeypatch.setattr("bot.shared_lease.make_way", make_way_for_both)
    with pytest.raises(LockedError, match="Another run is going on"):
        part(held, path, 1, now=LATE)


def test_one_that_never_comes_to_its_place(held: ExitStack, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shard that hangs while it takes its place keeps the others away, and waiting no longer than their patience."""
    monkeypatch.setattr("bot.shared_lease.PATIENCE", 0)
    held.enter_context(FileLock(f"{path}.beginning"))
    with pytest.raises(LockedError, match="Another run is going on"):
        part(held, path, 1)


def test_file_that_goes_while_it_is_locked(held: ExitStack, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that somebody takes away before its lock is got is made and locked anew."""
    lock, gone = fcntl.flock, list[Path]()

    def flock(file: int, how: int) -> None:
        lock(file, how)
        if not gone and path.exists() and os.path.samestat(os.fstat(file), path.stat()):
            gone.append(path)
            path.unlink()

    monkeypatch.setattr(fcntl, "flock", flock)
    part(held, path, 1)
    assert gone
    with pytest.raises(LockedError):
        held.enter_context(lease(path, now=at(START)))


@pytest.mark.parametrize("name", ["", ".of4", ".of2", ".beginning", ".1of4"])
def test_folder_in_the_place_of_a_file(held: ExitStack, path: Path, name: str) -> None:
    """Where a file cannot be opened, its own name is said, also that of another count, and nothing stays locked."""
    wrong = path.with_name(path.name + name)
    wrong.mkdir()
    with pytest.raises(UsageError, match=f"Cannot write .*{name}: Is a directory"):
        part(held, path, 1)
    wrong.rmdir()
    held.enter_context(lease(path, now=at(START)))


def test_system_without_locks(held: ExitStack, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the volume has no locks it is said of which file."""
    lock = fcntl.flock

    def flock(file: int, how: int) -> None:
        if how & fcntl.LOCK_SH:
            raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))
        lock(file, how)

    monkeypatch.setattr(fcntl, "flock", flock)
    with pytest.raises(UsageError, match=f"Cannot write .*{path.name}: {os.strerror(errno.ENOLCK)}"):
        part(held, path, 1)


def test_below_a_file(held: ExitStack, path: Path) -> None:
    """Where no file can be made it is said which, and what to do."""
    path.touch()
    with pytest.raises(UsageError, match=f"Cannot write .*{path.name}"):
        part(held, path / "nowhere", 1)
