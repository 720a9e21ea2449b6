"""The memory of a folder wiki: its history, the texts of old revisions, and edits that survive a crash.

Beside the pages lie `.history.jsonl` (one edit a line) and `.revisions/<revid>.wiki` (the text of each edit, and of
each page that was there before its first edit), with `.revisions/<revid>.parent`: the revision that the edit was made
on. The history is the ledger of what has been sent, so it and the page must never disagree. One edit is
therefore written in this order, each step on the disk before the next:

1. `.revisions/<revid>.wiki`, the new text;
2. `.revisions/pending.json`, what is about to be done: **from here on the edit counts as made**;
3. the line in `.history.jsonl`;
4. the page itself, replaced as a whole;
5. `pending.json` is removed.

A crash before step 2 leaves the wiki as it was. After a crash later on, `recover` carries out what is missing of steps
3 to 5 before anything else is written: a message is neither lost nor, because the ledger knows it, sent again.
"""

import hashlib
import json
import os
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from bot.errors import UsageError

_LOCK_SECONDS = 30.0  # one save takes milliseconds; whoever holds the lock longer has hung


_BLOCK = 4096  # bytes


_NO_EDIT = (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)
"""What is raised where what should tell of an edit does not."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One edit, as a line of the history."""

    revid: int
    timestamp: datetime
    title: str
    user: str
    summary: str
    minor: bool
    bot: bool
    new_section: bool

    def to_line(self) -> str:
        """The line, with its end."""
        stamp = self.timestamp.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return json.dumps(asdict(self) | {"timestamp": stamp}, ensure_ascii=False) + "\n"

    @classmethod
    def from_line(cls, line: str) -> "Revision":
        """Read a line.

        Raises:
            ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError: It is not a line of a
                history.
        """
        entry = json.loads(line)
        words = (entry[key] for key in ("title", "user", "summary"))
        if not (isinstance(entry["revid"], int) and all(isinstance(one, str) for one in words)):
            raise TypeError
        entry["timestamp"] = datetime.fromisoformat(entry["timestamp"]).astimezone(UTC)
        return cls(**{key: entry[key] for key in cls.__slots__})


@dataclass(slots=True)
class Edits:
    """The history as it was read.

    Attributes:
        all: All edits, oldest first.
        newest: The newest edit of each page, by title.
        revids: Their numbers.
        last: The greatest of these; 0 where there is none.
    """

    all: list[Revision] = field(default_factory=list)
    newest: dict[str, Revision] = field(default_factory=dict)
    revids: set[int] = field(default_factory=set)
    last: int = 0

    def add(self, one: Revision) -> None:
        """Take in the next edit."""
        self.all.append(one)
        self.newest[one.title] = one
        self.revids.add(one.revid)
        self.last = max(self.last, one.revid)


class Archive:
    """The history and the old texts of the folder wiki in `root`."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._history = root / ".history.jsonl"
        self._texts = root / ".revisions"
        self._pending = self._texts / "pending.json"
        self._read: tuple[object, Edits] = (None, Edits())

    def lock(self) -> AbstractContextManager[object]:
        """Keep every other program from writing to this folder while the context lasts.

        Raises:
            filelock.Timeout: Another program has been writing for half a minute.
            OSError: The folder cannot be written to.
        """
        new = not self._texts.exists()
        self._texts.mkdir(exist_ok=True)  # but not the wiki's folder: one that was moved away must not be made anew
        if new:
            _wait_for_names(self._root)
        return FileLock(self._texts / "lock", timeout=_LOCK_SECONDS)

    def edits(self) -> Edits:
        """All edits. The file is read again only where somebody else has written in it.

        Raises:
            UsageError: A line is not readable. Going on could send a message twice, because the line may say that
                it was sent.
        """
        state = self._state()
        if self._read[0] != state:
            self._read = (None, Edits())
            edits = Edits()
            for one in self._revisions():
                edits.add(one)
            self._read = state, edits
        return self._read[1]

    def _state(self) -> object:
        """What is another where the history has been written in; None where there is none."""
        try:
            stat = self._history.stat()
        except FileNotFoundError:
            return None
        return stat.st_mtime_ns, stat.st_size, stat.st_ino

    def _revisions(self) -> list[Revision]:
        """The edits of the file. A last line that a crash has torn is left out (`recover` writes it again)."""
        if not self._history.exists():
            return []
        found = []
        lines = self._history.read_bytes().split(b"\n")
        for number, line in enumerate(lines, start=1):
            revision = _readable(line)
            if revision is not None:
                found.append(revision)
            elif line.strip() and number < len(lines):
                raise UsageError(
                    f"{self._history}: line {number} is not an edit in JSON; correct it, or restore the file"
                )
        return found

    def text(self, revid: int) -> str | None:
        """The text of an old revision; None where it was not kept."""
        try:
            return (self._texts / f"{revid}.wiki").read_bytes().decode()
        except (OSError, UnicodeDecodeError):
            return None

    def parent(self, revid: int) -> int | None:
        """The revision that an edit was made on: 0 for a new page, None where it was not kept."""
        try:
            return int((self._texts / f"{revid}.parent").read_bytes())
        except (OSError, ValueError):
            return None

    def keep(self, revid: int, text: str) -> None:
        """Keep the text of a revision that was not made by an edit here."""
        if self.text(revid) != text:
            write_whole(self._texts / f"{revid}.wiki", text)

    def commit(self, revision: Revision, path: Path, *, parent: int, before: str | None, after: str) -> None:
        """Make one edit; the lock must be held and `recover` have been called.

        Args:
            revision: Its line in the history.
            path: The page's file, in a folder that exists.
            parent: The revision that it is made on; 0 for a new page.
            before: The page's text now; None if there is no such page.
            after: Its new text.
        """
        # Not made sure of: where a crash loses it nobody knows what was before, and nothing is taken back.
        (self._texts / f"{revision.revid}.parent").write_bytes(b"%d" % parent)
        write_whole(self._texts / f"{revision.revid}.wiki", after)
        intent = {
            "line": revision.to_line(),
            "path": str(path.relative_to(self._root)),
            "before": None if before is None else _digest(before),
        }
        write_whole(self._pending, json.dumps(intent))
        self.recover()

    def recover(self) -> None:
        """Finish an edit that was begun, if there is one; the lock must be held.

        A page that somebody has changed by hand since then keeps that change.

        Raises:
            UsageError: The note of what was begun, or the history, has been damaged.
            OSError: The folder cannot be written to.
        """
        if not self._pending.exists():
            return
        try:
            intent = json.loads(self._pending.read_text(encoding="utf-8"))
            revision = Revision.from_line(intent["line"])
            path, before = self._root / intent["path"], intent["before"]
        except _NO_EDIT as error:
            raise UsageError(f"{self._pending}: this is not an edit to be finished; restore or remove it") from error
        edits = self.edits()
        if revision.revid not in edits.revids:
            self._append(intent["line"])
            edits.add(revision)
            self._read = self._state(), edits
        now = _digest(path.read_bytes().decode(errors="replace")) if path.exists() else None
        text = self.text(revision.revid)
        if now == before and text is not None:
            make_folder(path.parent)  # it may have been lost with the crash
            write_whole(path, text)
        self._pending.unlink()

    @property
    def unfinished(self) -> bool:
        """Whether a crash has left an edit to be finished."""
        return self._pending.exists()

    def _append(self, line: str) -> None:
        """Add a line to the history, in place of a torn one."""
        new = not self._history.exists()
        with self._history.open("ab+") as history:
            end = history.seek(0, os.SEEK_END)
            begin, tail = end, b""
            while begin and b"\n" not in tail:  # no line is longer than a block or two
                begin = max(0, begin - _BLOCK)
                history.seek(begin)
                tail = history.read(end - begin)
            tail = tail.rpartition(b"\n")[2]
            if tail and not _readable(tail):
                history.truncate(end - len(tail))
            elif tail:  # somebody's editor has left out the last line's end
                history.write(b"\n")
            history.write(line.encode())
            history.flush()
            os.fsync(history.fileno())
        if new:
            _wait_for_names(self._root)


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, so that a crash later on does not lose them with what is in them."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for one in missing:
        _wait_for_names(one.parent)


def write_whole(path: Path, text: str) -> None:
    """Write a file so that a crash leaves either the old or the new content, never a part."""
    temporary = path.parent / ".lagesbot.tmp"  # one name is enough under the lock, and a left-over is written over
    with temporary.open("wb") as file:
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    _wait_for_names(path.parent)


def _wait_for_names(folder: Path) -> None:
    """Wait until what a folder holds is on the disk: its names, not what is in the files."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _readable(line: bytes) -> Revision | None:
    """The edit that a line of the history tells of, or None."""
    try:
        return Revision.from_line(line.decode())
    except _NO_EDIT:
        return None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
