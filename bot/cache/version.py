"""The version that an answer was read by: another program may read the same page otherwise."""

import sys
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path

import babel
import pydantic

from bot import __version__
from bot.cache.keys import DIGEST
from bot.names import templates_folder

READING = (
    "__init__.py",
    "parse",
    "cache",
    "readings.py",
    "discover.py",
    "model.py",
    "memory.py",
    "names.py",
    "settings.py",
    "setting_values.py",
    "codes.py",
    "wiki/__init__.py",
    "wiki/port.py",
    "wiki/outcome.py",
)
"""What reading consists of, below `bot/`: files, and folders with all that is in them.

A checkout that somebody works on keeps its version number while its reading changes.
"""

WORDS = ("names.json", "defaults.json")
"""What reading takes from the folder of each language below `templates/`; all other words are for people."""

_BOT = Path(__file__).resolve().parent.parent


@cache
def version() -> bytes | None:
    """A digest of this program's reading, of Python, Pydantic and Babel; None where its own files cannot be read."""
    return version_of(_BOT, templates_folder())


def version_of(code: Path, templates: Path) -> bytes | None:
    """The same for a program whose code and templates lie in these folders."""
    made = blake2b(repr((__version__, sys.version, pydantic.VERSION, babel.__version__)).encode())
    try:
        for path in files_of(code, templates):
            content = path.read_bytes()
            made.update(f"{path.name} {len(content)}\n".encode())
            made.update(content)
    except OSError:
        return None
    return made.digest()[:DIGEST]


def files_of(code: Path, templates: Path) -> list[Path]:
    """All files that reading consists of, with those that it looks words up in."""
    words = [path for name in WORDS for path in templates.glob(f"*/{name}")]
    return [*sorted(_files(code, READING)), *sorted(words)]


def _files(folder: Path, parts: Iterable[str]) -> Iterator[Path]:
    for part in parts:
        path = folder / part
        yield from path.rglob("*.py") if path.suffix != ".py" else [path]
