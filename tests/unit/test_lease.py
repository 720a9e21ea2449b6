"""The lock of a machine, and how long it holds."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from bot.errors import LockedError, UsageError
from bot.lease import FIRST_LIMIT, lease

START = datetime(2022, 11, 21, 6, 30, tzinfo=UTC)


class Clock:
    """A clock that somebody sets."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime:
        """Its time."""
        return self.time


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still until a test sets it."""
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    """Where the lock is."""
    yield tmp_path / "lås"
    assert not (tmp_path / "lås.note").exists(), "a run has left its note"


def test_one_run_is_let_in(path: Path, clock: Clock) -> None:
    """While a run holds the lock no other gets it; afterwards it does."""
    with lease(path, now=clock):
        with pytest.raises(LockedError, match="Another run is going on since 06:30") as caught, lease(path, now=clock):
            pytest.fail("two runs at once")
        assert caught.value.exit_code == 75
    with lease(path, now=clock):
        pass


def test_it_is_given_back_after_an_error(path: Path, clock: Clock) -> None:
    """An error in a run gives the lock back, and stays the error that it was."""
    for error in (PermissionError("annat"), UsageError("fel")):
        with pytest.raises(type(error), match=str(error)), lease(path, now=clock):
            raise error
    with lease(path, now=clock):
        pass


@pytest.mark.parametrize("name", ["fil/lås", "mapp"], ids=["below a file", "a folder"])
def test_one_that_cannot_be_made(tmp_path: Path, clock: Clock, name: str) -> None:
    """A lock that cannot be made is told in a line."""
    (tmp_path / "fil").touch()
    (tmp_path / "mapp").mkdir()
    with pytest.raises(UsageError, match="Cannot write "), lease(tmp_path / name, now=clock):
        pytest.fail("there is no lock")


def test_note_that_cannot_be_written(tmp_path: Path, clock: Clock) -> None:
    """Where the note of who holds the lock cannot be written, there is no lock, and a line says so."""
    (tmp_path / "lås.note").mkdir()
    with pytest.raises(UsageError, match=r"Cannot write .*lås\.note"), lease(tmp_path / "lås", now=clock):
        pytest.fail("there is no note")
    (tmp_path / "lås.note").rmdir()
    with lease(tmp_path / "lås", now=clock):
        pass


def test_its_time_is_up_after_its_time(path: Path, clock: Clock) -> None:
    """At its limit a run is in time, a second later it is not; the settings may say another limit."""
    with lease(path, now=clock) as held:
        clock.time = START + FIRST_LIMIT
        assert not held.overdue()
        clock.time += timedelta(seconds=1)
        assert held.overdue()
        held.limit(timedelta(hours=3))
        assert not held.overdue()
        assert held.until == START + timedelta(hours=3)


def test_a_hung_run_is_passed_by(path: Path, clock: Clock) -> None:
    """A run whose time is up loses the lock to the next, notices, and leaves the new run's lock alone when it ends."""
    with ExitStack() as late:
        old = late.enter_context(lease(path, now=clock))
        clock.time = START + FIRST_LIMIT + timedelta(seconds=1)
        with lease(path, now=clock) as new:
            assert (old.overdue(), new.overdue()) == (True, False)
            late.pop_all().close()
            with pytest.raises(LockedError), lease(path, now=clock):
                pytest.fail("the old run has given the new one's lock away")


def test_of_two_that_pass_a_hung_run_one_gets_in(path: Path, clock: Clock) -> None:
    """While somebody is taking the place of a hung run, a third is told that a run is going on."""
    with lease(path, now=clock):
        clock.time = START + FIRST_LIMIT + timedelta(seconds=1)
        with FileLock(f"{path}.breaking"), pytest.raises(LockedError), lease(path, now=clock):
            pytest.fail("two have passed it")


@pytest.mark.parametrize("note", [None, "", "{}", "[]"], ids=["gone", "empty", "nobody's", "no note"])
def test_note_that_somebody_has_spoilt(path: Path, clock: Clock, note: str | None) -> None:
    """A run whose note is gone or spoilt goes on with its own limit, leaves what is there, and gives the lock back."""
    beside = path.with_name("lås.note")
    with lease(path, now=clock) as held:
        beside.unlink() if note is None else beside.write_text(note, encoding="utf-8")
        held.limit(timedelta(hours=1))
        assert held.until == START + timedelta(hours=1)
        assert (beside.read_text(encoding="utf-8") if beside.exists() else None) == note
    beside.unlink(missing_ok=True)
    with lease(path, now=clock):
        pass


def test_run_that_was_passed_by_says_nothing_more(path: Path, clock: Clock) -> None:
    """A hung run that comes to itself does not write over the note of the run that has its place, nor take it away.

    The note would say that the new run's time is up, and let a third one in.
    """
    with ExitStack() as late:
        old = late.enter_context(lease(path, now=clock))
        clock.time = START + FIRST_LIMIT + timedelta(seconds=1)
        with lease(path, now=clock):
            old.limit(timedelta(hours=1))
            late.pop_all().close()
            with pytest.raises(LockedError, match="Another run is going on since 08:30"), lease(path, now=clock):
                pytest.fail("three runs at once")


@pytest.mark.parametrize(
    "note",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"since": "2022-11-21", "until": 7}',
        '{"since": "2022-11-21T06:30:00", "until": "2022-11-21T07:30:00"}',
    ],
)
def test_note_that_says_nothing(path: Path, clock: Clock, note: str) -> None:
    """A lock of which nobody knows how long it holds is not passed by."""
    with lease(path, now=clock):
        whole = path.with_name("lås.note").read_text(encoding="utf-8")
        path.with_name("lås.note").write_text(note, encoding="utf-8")
        clock.time = START + timedelta(days=1)
        with pytest.raises(LockedError, match=r"Another run is going on \("), lease(path, now=clock):
            pytest.fail("two runs at once")
        path.with_name("lås.note").write_text(whole, encoding="utf-8")


def test_note_says_who_holds_it(path: Path, clock: Clock) -> None:
    """Beside the lock stand the process, since when and until when, for the operator."""
    with lease(path, now=clock):
        note = json.loads(path.with_name("lås.note").read_text(encoding="utf-8"))
    assert note["since"] == "2022-11-21T06:30:00+00:00"
    assert note["until"] == "2022-11-21T08:30:00+00:00"
    assert set(note) == {"process", "since", "until", "key"}
