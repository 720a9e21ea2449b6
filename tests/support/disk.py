"""A disk that loses whatever nobody has waited for: what a power cut leaves of a folder, at every step of a program."""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from itertools import product
from pathlib import Path
from unittest.mock import patch

Names = Mapping[str, int]
"""What a folder holds: the number of each file or folder, by name."""


class Disk:
    """A folder, and what of it would still be there.

    Of a file that is what it held when it was last waited for (`os.fsync`); of names, for each folder by itself, either
    those that it had when it was waited for, or those of the moment: a system may write down some sooner than others,
    and sooner than what is in the files.

    Attributes:
        cuts: What a power cut could have left before each waiting, and then at the end: the content of files by path.
        ends: The first of those at the end.
    """

    def __init__(self, root: Path) -> None:
        self.cuts: list[dict[str, bytes]] = []
        self.ends = 0
        self._root = root
        self._folders = self._now()
        self._files = {one.stat().st_ino: one.read_bytes() for one in root.rglob("*") if one.is_file()}

    @contextmanager
    def watched(self) -> Iterator[None]:
        """While this lasts, waiting for the disk is seen; at its end the power is cut once more."""
        with ExitStack() as held, patch("os.fsync", lambda file: self._wait(file, held)):
            for path in self._root.rglob("*"):
                held.callback(os.close, os.open(path, os.O_RDONLY))  # so that no number is given anew
            yield
            self.ends = len(self.cuts)
            self._cut(again=True)

    def _wait(self, file: int, held: ExitStack) -> None:
        self._cut()
        number, now = os.fstat(file).st_ino, self._now()
        held.callback(os.close, os.dup(file))
        if number in now:
            self._folders[number] = now[number]
            self._folders |= {one: {} for one in now[number].values() if one in now and one not in self._folders}
        else:
            self._files[number] = Path(f"/proc/self/fd/{file}").read_bytes()

    def _now(self) -> dict[int, Names]:
        """All folders as they are at this moment, by number."""
        folders = [self._root, *(one for one in self._root.rglob("*") if one.is_dir())]
        return {one.stat().st_ino: {child.name: child.stat().st_ino for child in one.iterdir()} for one in folders}

    def _cut(self, *, again: bool = False) -> None:
        now, root = self._now(), self._root.stat().st_ino
        for sooner in product((False, True), repeat=len(now)):
            folders = {
                one: now[one] if new else self._folders.get(one, {}) for one, new in zip(now, sooner, strict=True)
            }
            left = dict(self._left(folders, root, ""))
            if again or left not in self.cuts:
                self.cuts.append(left)

    def _left(self, folders: Mapping[int, Names], number: int, path: str) -> Iterator[tuple[str, bytes]]:
        for name, one in folders[number].items():
            if one in folders:
                yield from self._left(folders, one, f"{path}{name}/")
            else:
                yield f"{path}{name}", self._files.get(one, b"")


def put_back(left: Mapping[str, bytes], folder: Path) -> Path:
    """Make a folder of what a power cut has left."""
    folder.mkdir()
    for path, content in left.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder
