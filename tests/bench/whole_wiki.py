"""A real MediaWiki with a population of projects, and programs that are started on it and measured."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.bench.population import ROOT, TODAY, YEAR, Population
from tests.support.mediawiki import ADMIN, BOT, BOT_APP, MediaWiki
from tests.support.pywikibot_config import write_pywikibot_config

HERE = Path(__file__).parent
DAY = TODAY.isoformat()
LOG = "2:Lägesbot/Logg"
TALK = "3:"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one command took.

    Attributes:
        wall: Seconds by the clock on the wall.
        cpu: Seconds of the processor, user and system, of the command alone: the wiki's are its own.
        peak: KiB of memory at the highest.
        requests: To the API, counted at the server.
        edits: New revisions, counted at the server.
        changed: The pages whose text is another one afterwards, `100:Prov 00001 2022`; sorted.
    """

    wall: float
    cpu: float
    peak: int
    requests: int
    edits: int
    changed: tuple[str, ...] = ()

    @property
    def messages(self) -> tuple[str, ...]:
        """The talk pages of people among those that changed."""
        return tuple(title for title in self.changed if title.startswith(TALK))

    @property
    def due_edits(self) -> int:
        """How many edits a run needs for what it changed: one a page, and a second one of the log, when it ends."""
        return len(self.changed) + (LOG in self.changed)


class Ground:
    """A wiki with a population, on which programs are started one after another.

    Args:
        wiki: The wiki; it becomes a new one first.
        population: What is put on it.
        folder: Where files of the benchmark may lie.
        api: The address that programs are told for its API, where something is to stand in between.
    """

    def __init__(self, wiki: MediaWiki, population: Population, folder: Path, *, api: str = "") -> None:
        self.wiki = wiki
        self.api = api or wiki.api
        self.population = population
        self.folder = folder / f"{population.projects}"
        self.folder.mkdir(parents=True)
        self._homes = 0
        self._loaded = f"population-{population.projects}"
        wiki.restore()
        wiki.load(population.write(self.folder / "wiki"))
        wiki.enrol(*population.accounts)
        wiki.snapshot(self._loaded)

    def restore(self) -> None:
        """Make the wiki what it was when the population had just been loaded."""
        self.wiki.restore(self._loaded)

    def home(self) -> Path:
        """A new home directory with Pywikibot's configuration, as on a machine where the bot has never run."""
        self._homes += 1
        home = self.folder / f"home{self._homes}"
        write_pywikibot_config(home, self.api, (BOT, BOT_APP, self.wiki.bot_password), put_throttle=0)
        return home

    def bot(self, verb: str, *arguments: str, home: Path) -> Cost:
        """Start a command of the bot, on the population's day."""
        return self.measured("-m", "bot", verb, "--date", DAY, "--quiet", *arguments, home=home)

    def floor(self, home: Path) -> Cost:
        """Start the bare client."""
        account, year = f"{BOT}@{BOT_APP}", str(YEAR)
        secret = {"FLOOR_PASSWORD": self.wiki.bot_password}
        return self.measured(str(HERE / "floor.py"), self.api, account, year, home=home, **secret)

    def plain(self, home: Path) -> Cost:
        """Start the plain Pywikibot script."""
        return self.measured(str(HERE / "plain.py"), str(YEAR), home=home)

    def finish(self, share: float) -> int:
        """Let people mark something as done on a share of the project pages; gives how many."""
        with self.wiki.person(ADMIN) as person:
            return sum(person.edit(title, text) > 0 for title, text in self.population.finished(share))

    def measured(self, *arguments: str, home: Path, **environment: str) -> Cost:
        """Start Python with these arguments, and tell what it took.

        Raises:
            RuntimeError: It did not end well; its last words are in the message.
        """
        texts, requests, edits = self._stand()
        said = home / "said.txt"
        command = (sys.executable, "-I", "-S", str(HERE / "whole_child.py"), str(said), sys.executable, *arguments)
        done = subprocess.run(
            command, env=_environment(home) | environment, cwd=home, capture_output=True, text=True, check=True
        )
        used = json.loads(done.stdout)
        if used.pop("code"):
            raise RuntimeError(f"{' '.join(arguments)} failed:\n{said.read_text(encoding='utf-8')[-2000:]}")
        after, *counts = self._stand()
        changed = sorted(title for title in texts | after if texts.get(title) != after.get(title))
        return Cost(**used, requests=counts[0] - requests, edits=counts[1] - edits, changed=tuple(changed))

    def _stand(self) -> tuple[dict[str, str], int, int]:
        """The texts of all pages, and how many requests and edits there have been."""
        return self.wiki.texts(), self.wiki.request_count(), self.wiki.revision_count()


def _environment(home: Path) -> dict[str, str]:
    """Nothing of whoever measures: their settings, secrets and what their programs remember."""
    own = {"HOME": str(home), "PYWIKIBOT_DIR": str(home), "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
    return {"PATH": os.environ["PATH"], **own}
