"""The example wiki on either stage, and the product started on it as a person would start it."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from tests.support.dump import pages_of
from tests.support.mediawiki import MediaWiki

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "wiki"
DATE = "2022-11-20"
PATIENCE_SECONDS = 300.0
NAMESPACES = {
    "_": 0,
    "Användare": 2,
    "Användardiskussion": 3,
    "Wikimedia": 4,
    "Mall": 10,
    "Kategori": 14,
    "Projekt": 100,
    "Projektdiskussion": 101,
}
TITLES = tuple(page.title for page in pages_of(EXAMPLE, NAMESPACES))
"""All pages of the example."""

ACCOUNTS = tuple(f"{name} (WMSE)" for name in ("John", "Axel", "Josefine", "Eric", "Alicia", "André", "Tore"))
"""Those in the example's register."""

NEW = ("Användardiskussion:Josefine (WMSE)", "Lägesöversikt 2022")
"""The pages that a run on the example makes."""


def start(*arguments: str, home: Path, **environment: str) -> subprocess.Popen[str]:
    """Start the product in a process of its own; `finished` waits for it.

    Args:
        arguments: The command line after `lagesbot`.
        home: The home directory, working directory and, if there is a configuration in it, Pywikibot's.
        environment: More environment variables.
    """
    settings = {"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONWARNINGS": "ignore", "COLUMNS": "200"}
    return subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments],
        env={**settings, "PYTHONPATH": str(ROOT), "PYWIKIBOT_DIR": str(home), **environment},
        cwd=home,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        stdin=subprocess.DEVNULL,
    )


def finished(process: subprocess.Popen[str]) -> subprocess.CompletedProcess[str]:
    """The end of a process, however it comes; what does not end is killed."""
    with process:
        try:
            said, complained = process.communicate(timeout=PATIENCE_SECONDS)
        except BaseException:
            process.kill()
            raise
    return subprocess.CompletedProcess(process.args, process.returncode, said, complained)


def lagesbot(*arguments: str, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Start the product in a process of its own, and wait for its end; see `start`."""
    return finished(start(*arguments, home=home, **environment))


class Stage(Protocol):
    """The example wiki, ready for a run."""

    def bot(self, verb: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Start the product on this wiki on the example's day, or on that of a `--date` among the arguments."""
        ...

    def texts(self) -> dict[str, str | None]:
        """The texts of all pages of the example, and of those that a run makes; None where there is none."""
        ...

    def edits(self) -> int:
        """How many revisions have been made since the example was loaded."""
        ...


@dataclass
class FolderStage:
    """A copy of the example's folder."""

    home: Path

    def __post_init__(self) -> None:
        shutil.copytree(EXAMPLE, self.folder)

    @property
    def folder(self) -> Path:
        """The folder wiki."""
        return self.home / "wiki"

    def bot(self, verb: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """See `Stage`."""
        return lagesbot(verb, "--wiki", str(self.folder), "--date", DATE, *arguments, home=self.home)

    def texts(self) -> dict[str, str | None]:
        """See `Stage`."""
        return {title: _file(self.folder, title) for title in (*TITLES, *NEW)}

    def edits(self) -> int:
        """See `Stage`."""
        history = self.folder / ".history.jsonl"
        return len(history.read_text(encoding="utf-8").splitlines()) if history.exists() else 0


LOADED = "example"
"""The snapshot of a wiki with the example and its people: loading it takes much longer than coming back to it."""


class LiveStage:
    """The example in a real MediaWiki that nobody has done anything on yet."""

    def __init__(self, home: Path, wiki: MediaWiki) -> None:
        self.home = home
        self.wiki = wiki
        if wiki.keeps(LOADED):
            wiki.restore(LOADED)
        else:
            wiki.load(EXAMPLE)
            wiki.enrol(*ACCOUNTS)
            wiki.snapshot(LOADED)
        wiki.write_config(home)
        self._loaded = wiki.revision_count()

    def bot(self, verb: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """See `Stage`."""
        return lagesbot(verb, "--date", DATE, *arguments, home=self.home, **environment)

    def texts(self) -> dict[str, str | None]:
        """See `Stage`."""
        return {title: self.wiki.text(title) for title in (*TITLES, *NEW)}

    def edits(self) -> int:
        """See `Stage`."""
        return self.wiki.revision_count() - self._loaded


def _file(folder: Path, title: str) -> str | None:
    """A page straight from its file, as an editor of text would see it."""
    namespace, colon, name = title.partition(":")
    path = folder / (namespace if colon else "_") / f"{name if colon else title}.wiki"
    return path.read_bytes().decode() if path.exists() else None


def document(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """The one JSON document that a command printed."""
    parsed: dict[str, Any] = json.loads(done.stdout)
    return parsed
