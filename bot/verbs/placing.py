"""Putting a file where somebody wants it: whole or not at all, and over nothing but a file."""

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.errors import UsageError

INDEX = "index.html"
"""What the page in a folder is called: what a web server shows there."""


@dataclass(frozen=True, slots=True)
class Placing:
    """A place where a file may be put.

    Attributes:
        path: The file.
    """

    path: Path

    def write(self, text: str) -> None:
        """Put the text there, in the place of what was there before.

        It is written beside it first, under a name of its own, and then takes the name: who reads meanwhile reads the
        old file or the new one. A link that somebody puts there in the meantime is replaced, and not followed.

        Raises:
            UsageError: It cannot be written there.
        """
        beside = self.path.with_name(f".{self.path.name}.{secrets.token_hex(4)}")
        try:
            handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)  # less what the umask takes
            try:
                with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                    file.write(text)
                    file.flush()
                    os.fsync(file.fileno())
                beside.replace(self.path)
            except BaseException:
                with suppress(OSError):
                    beside.unlink()
                raise
        except OSError as error:
            raise _cannot(self.path, error.strerror or type(error).__name__) from None


def placing(asked: str, *, wiki: Path | None) -> Placing:
    """Where to put a page that somebody wants in a file or a folder; said before anything is read.

    Args:
        asked: A file; or a folder that exists, or that ends in a slash and is then made.
        wiki: The folder wiki that is read, in which nothing is written.

    Raises:
        UsageError: A file cannot be there.
    """
    path = Path(asked)
    if asked.strip() in {"", "-"}:
        raise UsageError("--html needs the name of a file or a folder.")
    try:
        if asked.endswith(os.sep):
            _be_outside(path, path, wiki)  # before the folder is made
            path.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            path /= INDEX
        _look(path, wiki)
    except OSError as error:
        raise _cannot(path, error.strerror or type(error).__name__) from None
    return Placing(path)


def _look(path: Path, wiki: Path | None) -> None:
    """See that a file can be put there.

    Raises:
        UsageError: It cannot.
        OSError: The system says so.
    """
    if not path.name:
        raise UsageError("--html needs the name of a file or a folder.")
    if path.is_symlink():
        raise _cannot(path, "it is a link; name the file that it leads to")
    if path.exists() and not path.is_file():
        raise _cannot(path, "it is no file")
    if not path.parent.is_dir():
        raise _cannot(path, f"there is no folder {path.parent}")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise _cannot(path, f"the folder {path.parent} may not be written in")
    _be_outside(path, path.parent, wiki)


def _be_outside(path: Path, folder: Path, wiki: Path | None) -> None:
    """See that a folder, and so what is to be written in it, is not in the wiki that is read.

    Raises:
        UsageError: It is.
    """
    if wiki is not None and Path(os.path.realpath(folder)).is_relative_to(wiki.resolve()):
        raise _cannot(path, "it is in the folder wiki, of which nothing is changed")


def _cannot(path: Path, why: str) -> UsageError:
    return UsageError(f"Cannot write the report to {path}: {why}.")
