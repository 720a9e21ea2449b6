"""Runs on two machines: the log on the wiki keeps them apart, on both wikis; a lost one does so for its time only."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.ledger import summary
from bot.logbook import Ending, Entry, Logbook, page_with_log, read_logbook
from bot.wiki.folder import FolderWiki
from bot.wiki.port import Edit, Page
from tests.contract.deliveries import history, messages, repeated
from tests.contract.stage import DATE, FolderStage, LiveStage, Stage, finished, start
from tests.contract.test_kills import DONE, KEYS, LONG_SECONDS, behind, logbook, succeeded
from tests.support.builders import WORDS
from tests.support.gate import Gate, Write
from tests.support.mediawiki import BOT
from tests.support.person import Visitor

LOG = "Användare:Lägesbot/Logg"
LOCKED = 75
THEIRS = "20221120-0700-ffff"
LIMIT = timedelta(hours=2)
MINUTE = timedelta(minutes=1)
MORNING = datetime(2022, 11, 20, 6, 30, tzinfo=UTC)
"""When a run on the example's day is made: 07.30 in Stockholm."""


def time_of(stage: Stage) -> datetime:
    """What a wiki says that the time is, when a run on the example's day asks."""
    if not isinstance(stage, LiveStage):
        return MORNING
    with Visitor(stage.wiki.url) as reader:
        return datetime.fromisoformat(reader.api(action="query", meta="siteinfo")["query"]["general"]["time"])


def other_machine_began(stage: FolderStage | LiveStage, ago: timedelta) -> None:
    """The log says that a run of another machine, with the same account, began so long ago, and is under way."""
    began = time_of(stage) - ago
    book = Logbook().with_entry(Entry(THEIRS, began, "ffffffff"), WORDS)
    text, said = page_with_log(Page(LOG, None), book, "Loggen."), summary("Börjar", run=THEIRS)
    if isinstance(stage, LiveStage):
        with stage.wiki.person(BOT) as bot:
            bot.edit(LOG, text, summary=said)
        stage.wiki.backdate(LOG, f"{began:%Y%m%d%H%M%S}")
    else:
        FolderWiki(stage.folder, now=lambda: began).save(Edit(LOG, text, 0, said, minor=False, bot=True))


def endings(stage: FolderStage | LiveStage) -> dict[str, Ending]:
    """How each run in the log stands."""
    if isinstance(stage, LiveStage):
        text = stage.wiki.text(LOG)
    else:
        text = (stage.folder / "Användare" / "Lägesbot" / "Logg.wiki").read_text(encoding="utf-8")
    book = read_logbook(Page(LOG, text))
    assert book is not None
    return {entry.run: entry.ending for entry in book.entries}


def test_a_run_elsewhere_keeps_ours_away(stage: FolderStage | LiveStage) -> None:
    """While the log says that another machine's run is under way, ours ends with 75, names the log, writes nothing."""
    other_machine_began(stage, MINUTE)
    texts, edits = stage.texts(), stage.edits()
    done = stage.bot("run")
    assert (done.returncode, done.stdout, "Traceback" in done.stderr) == (LOCKED, "", False)
    assert LOG in done.stderr.splitlines()[-1]
    assert (stage.texts(), stage.edits()) == (texts, edits)
    assert endings(stage) == {THEIRS: Ending.RUNNING}


def test_a_run_elsewhere_whose_time_is_up_is_passed_by(stage: FolderStage | LiveStage) -> None:
    """A run of another machine that has taken longer than any may is told of as lost, and ours does its work."""
    other_machine_began(stage, LIMIT + MINUTE)
    succeeded(stage.bot("run"))
    found = endings(stage)
    assert found.pop(THEIRS) is Ending.LOST
    assert list(found.values()) == [Ending.DONE]


@pytest.fixture
def gate(live: LiveStage) -> Iterator[Gate]:
    """A gate in front of the example wiki."""
    with Gate.before(live.wiki.url) as gate:
        yield gate


@pytest.mark.mediawiki
def test_a_second_machine_waits_for_the_first(live: LiveStage, gate: Gate) -> None:
    """While one machine's run is at an edit, another's ends with 75 and writes nothing; nothing is sent twice."""
    held, go_on = threading.Event(), threading.Event()

    def hold(write: Write) -> bool:
        if write.title != LOG and not write.answered and not held.is_set():
            held.set()
            go_on.wait(LONG_SECONDS * 4)
        return True

    gate.watcher = hold
    one, other = (behind(gate, live, live.home / name) for name in ("one", "other"))
    first = start("run", "--date", DATE, home=one)
    try:
        assert held.wait(LONG_SECONDS * 2), "the first run never came to an edit"
        before = len(gate.writes)
        second = finished(start("run", "--date", DATE, home=other))
        assert (second.returncode, second.stdout, len(gate.writes)) == (LOCKED, "", before)
        assert LOG in second.stderr
    finally:
        go_on.set()
        done = finished(first)
    assert succeeded(done).returncode == DONE
    record = history(live.wiki)
    assert repeated(record) == []
    assert messages(record).keys() == KEYS
    assert [entry.ending for entry in logbook(record).entries] == [Ending.DONE]
    third = succeeded(finished(start("run", "--date", DATE, home=other)))
    assert "Nothing to do." in third.stdout
