"""A store in a file, which several processes may use at once: an SQLite database with one table.

It is nobody's memory: a file that is damaged, or not ours, is thrown away or left alone, and where anything goes wrong
or somebody else is writing for longer than a moment, nothing is kept for the rest of the run. Nothing is waited for on
the disk either: what a power cut takes is read again.
"""

import logging
import os
import sqlite3
import stat
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from bot.cache.forms import MAX_BYTES

UNUSED_DAYS = 30
"""So long an answer is kept that nobody asks for: a run each day or week asks for all that still count."""

TOUCHED_DAYS = 7
"""So often it is noted that an answer is still in use: not with every run, so that most runs write nothing."""

LOG = logging.getLogger("lagesbot")

_TABLE = "CREATE TABLE kept (key BLOB PRIMARY KEY, version BLOB, used INTEGER, answer BLOB)"
_PATIENCE = 0.2  # seconds; others hold the file for milliseconds
_CACHE_KIB = 256  # each answer is asked for once a run: more would be held for nothing
_PRIVATE = 0o600
_OPEN = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
_ONE_DAY = timedelta(days=1)


class Database:
    """The store in a file.

    Args:
        path: The file; its folder is made, too.
        version: That of the program; what others have kept is removed.
        today: The day, by the real clock.

    Attributes:
        version: As given.
    """

    def __init__(self, path: Path, *, version: bytes, today: date) -> None:
        self._path = path
        self.version = version
        self._today = today
        self._connection: sqlite3.Connection | None = None
        self._off = False
        self._tidy = False

    def find(self, keys: Collection[bytes]) -> Mapping[bytes, bytes]:
        """What is kept under these keys."""
        try:
            return self._find(keys)
        except (sqlite3.Error, OSError) as error:
            self._give_up(error)
            return {}

    def keep(self, entries: Mapping[bytes, bytes]) -> None:
        """Keep these; what nobody has asked for in a long time, and what another version has kept, goes."""
        try:
            self._keep(entries)
        except (sqlite3.Error, OSError) as error:
            self._give_up(error)

    def _find(self, keys: Collection[bytes]) -> Mapping[bytes, bytes]:
        opened = self._opened()
        if opened is None or not keys:
            return {}
        asked = f"SELECT key, used, answer FROM kept WHERE key IN ({_marks(keys)}) AND length(answer) <= ?"  # noqa: S608 - marks only
        rows = [row for row in opened.execute(asked, [*keys, MAX_BYTES]) if isinstance(row[2], bytes)]
        today = self._today.toordinal()
        stale = [key for key, used, _ in rows if not isinstance(used, int) or used <= today - TOUCHED_DAYS]
        if stale:
            with suppress(sqlite3.OperationalError), opened:  # a file that can only be read is good for that
                opened.execute(f"UPDATE kept SET used = ? WHERE key IN ({_marks(stale)})", [today, *stale])  # noqa: S608
        return {key: answer for key, _, answer in rows}

    def _keep(self, entries: Mapping[bytes, bytes]) -> None:
        opened = self._opened()
        if opened is None or not entries:
            return
        today = self._today.toordinal()
        with opened:
            if not self._tidy:
                gone = "DELETE FROM kept WHERE version != ? OR used NOT BETWEEN ? AND ?"
                opened.execute(gone, [self.version, today - UNUSED_DAYS, today + 1])  # tomorrow: elsewhere it is
                self._tidy = True
            rows = ((key, self.version, today, answer) for key, answer in entries.items())
            opened.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", rows)

    def _opened(self) -> sqlite3.Connection | None:
        """The database; None where it is given up."""
        if self._connection is None and not self._off:
            _make(self._path)
            self._connection = _connect(self._path)
        return self._connection

    def _give_up(self, error: Exception) -> None:
        """Go on without; a file that is no database any more goes, so that the next run has one."""
        LOG.debug("Nothing is kept between runs: %s: %s", self._path, error)
        broken = isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError)
        self.close()
        self._off = True
        if broken:
            with suppress(OSError):
                self._path.unlink()

    def close(self) -> None:
        """Let the file go."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None


def _make(path: Path) -> None:
    """Make the file, for its owner's eyes alone, where there is none.

    Raises:
        OSError: It cannot be made, or it is somebody else's: what others have put there is not believed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    opened = os.open(path, _OPEN, _PRIVATE)
    try:
        found = os.fstat(opened)
    finally:
        os.close(opened)
    if not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise PermissionError("others can write there")


def _connect(path: Path) -> sqlite3.Connection:
    """Open the database, with its table.

    Raises:
        sqlite3.Error: It cannot be opened, is damaged, or is something else.
    """
    opened = sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=_PATIENCE)
    try:
        _prepare(opened)
    except sqlite3.Error:
        opened.close()
        raise
    return opened


def _prepare(opened: sqlite3.Connection) -> None:
    """Make the table where the database is empty; what has another one, or a view that would be run, is not ours."""
    opened.execute("PRAGMA trusted_schema = OFF")
    opened.execute("PRAGMA synchronous = OFF")
    opened.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    if not _schema(opened):
        opened.execute("PRAGMA auto_vacuum = FULL")  # it writes; room that is left is given back
        with opened:
            opened.execute(_TABLE.replace("TABLE", "TABLE IF NOT EXISTS"))  # another process may just have made it
    if _schema(opened) != [_TABLE, None]:
        raise sqlite3.DatabaseError("it holds something else")


def _schema(opened: sqlite3.Connection) -> list[str | None]:
    return [row[0] for row in opened.execute("SELECT sql FROM sqlite_master ORDER BY rowid")]


def _marks(keys: Collection[bytes]) -> str:
    return ",".join("?" * len(keys))


def forget_old(folder: Path, names: str, *, today: date) -> None:
    """Remove the files of wikis that nobody has kept anything of in a long time.

    Args:
        folder: Where they lie.
        names: What they are called, as a pattern.
        today: The day, by the real clock.
    """
    oldest = datetime.combine(today - timedelta(days=UNUSED_DAYS) - _ONE_DAY, time(), UTC).timestamp()
    with suppress(OSError):
        for path in _still(folder.glob(names)):
            with suppress(OSError):  # somebody else's file keeps none of ours
                if path.stat().st_mtime < oldest:
                    path.unlink()


def _still(paths: Iterable[Path]) -> list[Path]:
    return [path for path in paths if path.is_file()]
