"""The store in a file: what is kept is there for the next one, and nothing that happens to the file is an error."""

import os
import resource
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.cache.database import TOUCHED_DAYS, UNUSED_DAYS, Database, forget_old
from bot.cache.forms import MAX_BYTES

TODAY = date(2022, 11, 9)
ENDLESS = """CREATE VIEW kept AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)
    SELECT x AS key, x AS version, x AS used, x AS answer FROM n"""
KEY, OTHER = b"1" * 16, b"2" * 16


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the file is to be, in a folder that is not there yet."""
    return tmp_path / "cache" / "lagesbot" / "readings.sqlite"


@pytest.fixture
def opened() -> Iterator[list[Database]]:
    """The stores of a test, which are closed after it."""
    stores: list[Database] = []
    yield stores
    for one in stores:
        one.close()


def store(path: Path, opened: list[Database], *, version: bytes = b"v", days: int = 0) -> Database:
    """A store of a process of its own, so many days later."""
    opened.append(Database(path, version=version, today=TODAY + timedelta(days=days)))
    return opened[-1]


def rows(path: Path) -> int:
    """How many answers the file holds."""
    with closing(sqlite3.connect(path)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM kept").fetchone()
        assert isinstance(count, int)
        return count


def test_next_one_finds_what_was_kept(path: Path, opened: list[Database]) -> None:
    """What one process has kept the next one finds, and only that; what is kept again takes its place."""
    store(path, opened).keep({KEY: b"old"})
    store(path, opened).keep({KEY: b"new"})
    assert store(path, opened).find([KEY, OTHER]) == {KEY: b"new"}
    assert store(path, opened).find([]) == {}


def test_nothing_to_keep_writes_nothing(path: Path, opened: list[Database]) -> None:
    """Where there is nothing new, the file stays as it is."""
    one = store(path, opened)
    one.keep({KEY: b"a"})
    before = path.read_bytes()
    one.keep({})
    assert store(path, opened).find([KEY]) == {KEY: b"a"}
    assert path.read_bytes() == before


def test_file_is_private(path: Path, opened: list[Database]) -> None:
    """Nobody else may read what was read with this account's rights."""
    store(path, opened).keep({KEY: b"a"})
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_two_at_once(path: Path, opened: list[Database]) -> None:
    """Two that have the file open see what the other keeps."""
    first, second = store(path, opened), store(path, opened)
    first.keep({KEY: b"a"})
    second.keep({OTHER: b"b"})
    assert first.find([KEY, OTHER]) == second.find([KEY, OTHER]) == {KEY: b"a", OTHER: b"b"}


def test_many_at_once(path: Path) -> None:
    """However many begin in the same moment, none fails, and what is found is what somebody has kept."""
    found: list[dict[bytes, bytes]] = []

    def work(number: int) -> None:
        one = Database(path, version=b"v", today=TODAY)
        for step in range(20):
            one.keep({bytes([number, step]) * 8: bytes([number, step])})
        found.append(dict(one.find([bytes([number, step]) * 8 for step in range(20)])))
        one.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(found) == 4
    assert all(key == value * 8 for one in found for key, value in one.items())


def test_another_version_clears_it(path: Path, opened: list[Database]) -> None:
    """The first that a new version keeps takes all away that an older one has kept."""
    store(path, opened).keep({KEY: b"a"})
    store(path, opened, version=b"w").keep({OTHER: b"b"})
    assert store(path, opened).find([KEY, OTHER]) == {OTHER: b"b"}
    assert rows(path) == 1


def test_unused_goes(path: Path, opened: list[Database]) -> None:
    """What nobody has asked for in a month is removed, and the file is smaller then; what is asked for stays."""
    store(path, opened).keep({KEY: b"a", **{bytes([one]) * 16: os.urandom(5000) for one in range(100, 200)}})
    full = path.stat().st_size
    store(path, opened, days=TOUCHED_DAYS).find([KEY])
    store(path, opened, days=UNUSED_DAYS + 1).keep({OTHER: b"b"})
    assert rows(path) == 2
    assert store(path, opened, days=UNUSED_DAYS + 1).find([KEY]) == {KEY: b"a"}
    assert path.stat().st_size < full / 10


def test_clock_that_was_wrong(path: Path, opened: list[Database]) -> None:
    """What was kept in a future that has not come goes, too; tomorrow has come elsewhere."""
    store(path, opened, days=2).keep({KEY: b"a"})
    store(path, opened, days=1).keep({OTHER: b"b"})
    store(path, opened).keep({b"3" * 16: b"c"})
    assert store(path, opened).find([KEY, OTHER]) == {OTHER: b"b"}


def test_use_is_noted_once_a_week(path: Path, opened: list[Database]) -> None:
    """Looking something up the next day writes nothing."""
    store(path, opened).keep({KEY: b"a"})
    before = path.read_bytes()
    assert store(path, opened, days=TOUCHED_DAYS - 1).find([KEY]) == {KEY: b"a"}
    assert path.read_bytes() == before
    assert store(path, opened, days=TOUCHED_DAYS).find([KEY]) == {KEY: b"a"}
    assert path.read_bytes() != before


def test_damaged_file_is_made_anew(path: Path, opened: list[Database]) -> None:
    """A file that is no database, or the half of one, has nothing, and is gone for the next one."""
    store(path, opened).keep({bytes([one]) * 16: os.urandom(500) for one in range(100)})
    whole = path.read_bytes()
    keys = [bytes([one]) * 16 for one in range(100)]
    for content in (b"no database at all" * 100, whole[: len(whole) // 2], whole[:100] + b"\xff" * (len(whole) - 100)):
        path.write_bytes(content)
        broken = store(path, opened)
        broken.find(keys)
        broken.keep({KEY: b"a"})
        broken.find(keys)
        store(path, opened).keep({KEY: b"a"})
        store(path, opened).keep({KEY: b"a"})
        assert store(path, opened).find([KEY]) == {KEY: b"a"}


@pytest.mark.parametrize(
    "made",
    [
        "CREATE TABLE kept (key BLOB)",
        ENDLESS,
    ],
    ids=["older form", "endless view"],
)
def test_other_content_is_thrown_away(path: Path, opened: list[Database], made: str) -> None:
    """A database that holds something else is not asked, and makes room for ours."""
    path.parent.mkdir(parents=True)
    path.touch(mode=0o600)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(made)
    assert store(path, opened).find([KEY]) == {}
    store(path, opened).keep({KEY: b"a"})
    assert store(path, opened).find([KEY]) == {KEY: b"a"}


def test_values_of_other_types_are_none(path: Path, opened: list[Database]) -> None:
    """An answer that is words, or longer than any, is no answer; a day that is none is mended."""
    store(path, opened).keep({KEY: b"a", OTHER: b"b", b"3" * 16: b"c" * (MAX_BYTES + 1)})
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE kept SET answer = 'words' WHERE key = ?", [KEY])
        connection.execute("UPDATE kept SET used = 'nu' WHERE key = ?", [OTHER])
    assert store(path, opened).find([KEY, OTHER, b"3" * 16]) == {OTHER: b"b"}


def test_locked_file_is_not_waited_for(path: Path, opened: list[Database]) -> None:
    """While somebody else writes for long, nothing is found or kept, and then nothing more is tried in this run."""
    store(path, opened).keep({KEY: b"a"})
    one = store(path, opened)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        assert one.find([KEY]) == {}
        one.keep({OTHER: b"b"})
        connection.execute("ROLLBACK")
    assert one.find([KEY]) == {}
    assert store(path, opened).find([KEY, OTHER]) == {KEY: b"a"}


def test_file_can_be_deleted_any_time(path: Path, opened: list[Database]) -> None:
    """Where somebody deletes the file in the middle of a run, the run goes on, and the next one keeps again."""
    one = store(path, opened)
    one.keep({KEY: b"a"})
    path.unlink()
    one.keep({OTHER: b"b"})
    one.find([KEY])
    store(path, opened).keep({KEY: b"c"})
    assert store(path, opened).find([KEY]) == {KEY: b"c"}


def test_folder_that_cannot_be_made(tmp_path: Path, opened: list[Database]) -> None:
    """Where a file stands in the way of the folder, nothing is kept."""
    (tmp_path / "cache").write_text("in the way", encoding="utf-8")
    one = store(tmp_path / "cache" / "readings.sqlite", opened)
    one.keep({KEY: b"a"})
    assert one.find([KEY]) == {}


def test_folder_in_place_of_the_file(path: Path, opened: list[Database]) -> None:
    """Where a folder has the file's name, nothing is kept, and the folder stays."""
    path.mkdir(parents=True)
    one = store(path, opened)
    one.keep({KEY: b"a"})
    assert one.find([KEY]) == {}
    assert path.is_dir()


def test_full_disk(path: Path, opened: list[Database]) -> None:
    """Where there is no room, nothing more is kept, and what was kept before is still found another time."""
    store(path, opened).keep({KEY: b"a"})
    one = store(path, opened)
    assert one.find([KEY]) == {KEY: b"a"}
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, before[1]))
    try:
        one.keep({OTHER: os.urandom(100_000)})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert one.find([KEY]) == {}
    assert store(path, opened).find([KEY, OTHER]) == {KEY: b"a"}


def test_what_others_may_have_written_is_not_believed(path: Path, opened: list[Database], tmp_path: Path) -> None:
    """A file that others can write, and a link to somewhere else, are left alone."""
    store(path, opened).keep({KEY: b"a"})
    path.chmod(0o666)
    assert store(path, opened).find([KEY]) == {}
    path.chmod(0o600)
    link = tmp_path / "link.sqlite"
    link.symlink_to(path)
    assert store(link, opened).find([KEY]) == {}
    assert store(path, opened).find([KEY]) == {KEY: b"a"}


def test_files_of_forgotten_wikis_go(tmp_path: Path) -> None:
    """A file that nobody has written in for more than a month is removed; others, and what is none of ours, stay."""
    for name, days in (("readings-a.sqlite", UNUSED_DAYS + 2), ("readings-b.sqlite", UNUSED_DAYS), ("other", 900)):
        (tmp_path / name).touch()
        then = (TODAY - timedelta(days=days)).toordinal() - date(1970, 1, 1).toordinal()
        os.utime(tmp_path / name, (then * 86400 + 43200,) * 2)
    (tmp_path / "readings-c.sqlite").mkdir()
    forget_old(tmp_path, "readings-*.sqlite", today=TODAY)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["other", "readings-b.sqlite", "readings-c.sqlite"]


def test_a_file_of_no_calendars_day_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file whose time lies beyond all calendars ends nothing, and does not keep a forgotten one."""
    for name in ("readings-a.sqlite", "readings-b.sqlite"):
        (tmp_path / name).touch()
    plain = Path.stat

    def told(path: Path, **how: bool) -> os.stat_result:
        real = list(plain(path, **how))
        real[stat.ST_MTIME] = 300_000_000_000 if path.name == "readings-a.sqlite" else 0
        return os.stat_result(real)

    monkeypatch.setattr(Path, "stat", told)
    forget_old(tmp_path, "readings-*.sqlite", today=TODAY)
    monkeypatch.undo()
    assert [one.name for one in tmp_path.iterdir()] == ["readings-a.sqlite"]
