"""Shards as processes of their own, all at once on the real MediaWiki: together they do what one run does."""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from queue import SimpleQueue

import pytest

from bot.logbook import Ending, Entry, Logbook, read_logbook
from bot.shard import WHOLE, Shard
from bot.wiki.port import Page
from tests.bench.population import TODAY, Population
from tests.contract.deliveries import KEY, Saved, history, messages, repeated, texts, timeless
from tests.contract.stage import finished, start
from tests.support.gate import Gate, Write
from tests.support.mediawiki import BOT, BOT_APP, MediaWiki
from tests.support.pywikibot_config import write_pywikibot_config

pytestmark = pytest.mark.mediawiki

LOG = "Användare:Lägesbot/Logg"
COUNT = 4
POPULATION = Population(24)
LOADED = "shards"
DONE, LOCKED = 0, 75
ASKED = ("run", "--date", TODAY.isoformat(), "--force", "guard")
LONG_SECONDS = 60.0

Done = subprocess.CompletedProcess[str]


@pytest.fixture
def wiki(fresh_mediawiki: MediaWiki, tmp_path: Path) -> MediaWiki:
    """Some projects of several people, on which nobody has done anything yet."""
    if fresh_mediawiki.keeps(LOADED):
        fresh_mediawiki.restore(LOADED)
    else:
        fresh_mediawiki.load(POPULATION.write(tmp_path / "pages"))
        fresh_mediawiki.enrol(*POPULATION.accounts)
        fresh_mediawiki.snapshot(LOADED)
    fresh_mediawiki.write_config(tmp_path)
    return fresh_mediawiki


def begun(home: Path, shard: Shard) -> subprocess.Popen[str]:
    """A shard that goes on in a process of its own."""
    return start(*ASKED, "--shard", str(shard), home=home)


def people_of(shard: Shard) -> list[str]:
    """Whose messages are a shard's; the first has the manager's besides."""
    _, *others = POPULATION.accounts
    return [one for one in others if shard.has(f"Användardiskussion:{one}")]


def all_at_once(home: Path) -> list[Done]:
    """Every shard, each in a process of its own, all begun before any is waited for."""
    going = [begun(home, Shard(index, COUNT)) for index in range(1, COUNT + 1)]
    return [finished(one) for one in going]


def log_of(record: Sequence[Saved]) -> list[Entry]:
    """The lines of the log."""
    book = read_logbook(Page(LOG, texts(record).get(LOG, "")))
    assert isinstance(book, Logbook)
    return book.entries


def pages_of(record: Sequence[Saved]) -> dict[str, str]:
    """All pages but the log, without what two runs write differently though they say the same."""
    return {title: text for title, text in timeless(texts(record)).items() if title != LOG}


def test_shards_at_once_do_what_one_run_does(wiki: MediaWiki, tmp_path: Path) -> None:
    """Four shards at once leave every page as one run leaves it, send the same, and tell of what they did."""
    assert finished(start(*ASKED, home=tmp_path)).returncode == DONE
    whole = history(wiki)
    wiki.restore(LOADED)
    done = all_at_once(tmp_path)
    assert [one.returncode for one in done] == [DONE] * COUNT, "\n".join(one.stderr for one in done)
    split = history(wiki)
    assert pages_of(split) == pages_of(whole)
    assert messages(split).keys() == messages(whole).keys()
    assert repeated(split) == []
    (before,) = log_of(whole)
    lines = log_of(split)
    assert {one.ending for one in lines} == {Ending.DONE}
    assert len({one.shard for one in lines}) == len(lines) > 1
    assert sum(one.edits for one in lines) == before.edits
    assert sum(one.reminders for one in lines) == before.reminders
    assert all(one.projects == before.projects for one in lines)
    again = all_at_once(tmp_path)
    assert ["Nothing to do." in one.stdout for one in again] == [True] * COUNT
    assert len(history(wiki)) == len(split)


def test_what_a_killed_shard_leaves_is_sent_once(wiki: MediaWiki, tmp_path: Path) -> None:
    """A shard that is killed when the wiki has taken its first message leaves the rest to the next run, once."""
    going: SimpleQueue[subprocess.Popen[str]] = SimpleQueue()

    def kill(write: Write) -> bool:
        if not (write.answered and KEY.search(write.summary)):
            return True
        process = going.get(timeout=LONG_SECONDS)
        process.kill()
        process.wait()
        return False

    busiest = max((Shard(index, COUNT) for index in range(2, COUNT + 1)), key=lambda one: len(people_of(one)))
    assert len(people_of(busiest)) > 1, "nothing would be left to the next run"
    with Gate.before(wiki.url) as gate:
        gate.watcher = kill
        home = tmp_path / "behind"
        home.mkdir()
        write_pywikibot_config(home, gate.api, (BOT, BOT_APP, wiki.bot_password), put_throttle=0)
        process = begun(home, busiest)
        going.put(process)
        assert finished(process).returncode < 0
    assert len(messages(history(wiki))) == 1
    assert [one.shard for one in log_of(history(wiki))] == [busiest]
    done = finished(start(*ASKED, home=home, PYWIKIBOT_DIR=str(tmp_path)))
    assert done.returncode == DONE, done.stderr
    record = history(wiki)
    assert repeated(record) == []
    assert {one.shard: one.ending for one in log_of(record)} == {busiest: Ending.LOST, WHOLE: Ending.DONE}
