"""The lock for shards: side by side with each other, and with nothing else."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import LockedError, UsageError
from bot.lease import FIRST_LIMIT, Lease, lease
from bot.shard import Shard
from bot.shared_lease import shared_lease

START = datetime(2022, 11, 9, 6, 30, tzinfo=UTC)
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


def test_shards_of_another_count_whose_time_is_up_make_way(held: ExitStack, path: Path) -> None:
    """A shard of eight takes over from one of four that has hung."""
    part(held, path, 1, 4)
    part(held, path, 2, 8, now=LATE)


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


def test_folder_that_is_not_there(held: ExitStack, path: Path) -> None:
    """Where no file can be made it is said which, and what to do."""
    with pytest.raises(UsageError, match="Cannot write"):
        part(held, path / "nowhere", 1)
