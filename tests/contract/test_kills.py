"""Each message once, whatever happens to a run on the real MediaWiki: counted over all revisions of all pages."""

import signal
import subprocess
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

import pytest

from bot.logbook import Ending, Logbook, read_logbook
from bot.wiki.port import Page
from tests.contract.deliveries import KEY, MARK, Saved, history, marks, messages, repeated, texts, timeless
from tests.contract.stage import DATE, LiveStage, finished, start
from tests.support.gate import Gate, Write
from tests.support.mediawiki import BOT, BOT_APP, MediaWiki
from tests.support.pywikibot_config import write_pywikibot_config

pytestmark = pytest.mark.mediawiki

# The days on which the bot is run until nothing is left to write, one after the other on one and the same wiki. A
# message's key holds the bot's day, so a later one is had with `--date`.
DAYS = (DATE, "2022-11-28", "2022-12-05")

NEXT_DAY = "2022-11-21"

DONE, INCOMPLETE, KILLED = 0, 4, -signal.SIGKILL
MANY = 40  # more kills than any day here needs, at two a write
LONG_SECONDS = 30.0
JOHN = "Användardiskussion:John (WMSE)"
LOG = "Användare:Lägesbot/Logg"
KEYS = {f"påminnelse/{DATE}/{name} (WMSE)" for name in ("John", "Josefine")}
"""The messages of the example's day, by what the pages of the example say."""

Done = subprocess.CompletedProcess[str]


def run(home: Path, day: str = DATE) -> Done:
    """One run that nobody disturbs."""
    return finished(start("run", "--date", day, home=home))


def succeeded(done: Done) -> Done:
    """The run, if it ended well; its words otherwise."""
    assert done.returncode == DONE, f"{done.returncode}: {done.stdout}{done.stderr}"
    return done


def logbook(record: Sequence[Saved]) -> Logbook:
    """The log as it is at the end."""
    found = read_logbook(Page(LOG, texts(record)[LOG]))
    assert found is not None
    return found


def sent_once(record: Sequence[Saved]) -> None:
    """No message and no item of one was sent a second time."""
    doubled = repeated(record)
    assert not doubled, "sent more than once:\n" + "\n".join(doubled)


def behind(gate: Gate, live: LiveStage, home: Path) -> Path:
    """A home whose Pywikibot knows the wiki at the gate's address alone."""
    write_pywikibot_config(home, gate.api, (BOT, BOT_APP, live.wiki.bot_password), put_throttle=0)
    return home


def is_message(write: Write) -> bool:
    """Whether an edit is a message to somebody."""
    return bool(KEY.search(write.summary))


@dataclass(frozen=True, slots=True)
class Kill:
    """A run that was killed at a write: whether the wiki had answered, and how many revisions its work had made."""

    title: str
    answered: bool
    revisions: int


@dataclass(frozen=True, slots=True)
class Ordeal:
    """What became of the wiki while a run was killed at every write.

    Attributes:
        kills: Every run that was killed at its first write beside the log.
        at_log: Those that were killed at their first or their last line in the log.
        locked: Whether a killed run has left its lock file.
        ends: The runs that came to their end by themselves, one a day.
        again: One more run after each of them.
        spare: How many revisions those made.
        record: Every revision of every page, at the end.
    """

    kills: tuple[Kill, ...]
    at_log: tuple[Done, ...]
    locked: bool
    ends: tuple[Done, ...]
    again: tuple[Done, ...]
    spare: int
    record: tuple[Saved, ...]


def beside_the_log(write: Write) -> bool:
    """Whether an edit is of another page than the log."""
    return write.title != LOG


def at_log(summary: str) -> Callable[[Write], bool]:
    """Whether an edit is the log's with these words in its summary."""
    return lambda write: write.title == LOG and summary in write.summary


def work(wiki: MediaWiki) -> int:
    """How many revisions all pages but the log have."""
    return wiki.revision_count() - len(wiki.revisions(LOG))


def killed(
    gate: Gate, home: Path, day: str, *, answered: bool, wanted: Callable[[Write], bool] = beside_the_log
) -> Done:
    """A run that is killed at the first wanted write, before it is sent on or before its answer; whole without one."""
    running: SimpleQueue[subprocess.Popen[str]] = SimpleQueue()

    def kill(write: Write) -> bool:
        if write.answered != answered or not wanted(write):
            return True
        process = running.get(timeout=LONG_SECONDS)
        process.kill()
        process.wait()
        return False

    gate.watcher = kill
    process = start("run", "--date", day, home=home)
    running.put(process)
    return finished(process)


def killed_at_every_write(live: LiveStage, gate: Gate, home: Path, day: str) -> tuple[list[Kill], Done]:
    """Runs of a day, killed before and after each write in turn, until one comes to its end by itself."""
    kills: list[Kill] = []
    while len(kills) < MANY:
        answered, before = bool(len(kills) % 2), work(live.wiki)
        done = killed(gate, home, day, answered=answered)
        if done.returncode != KILLED:
            return kills, done
        kills.append(Kill(gate.writes[-1].title, answered, work(live.wiki) - before))
    sent_once(history(live.wiki))
    pytest.fail(f"{MANY} runs of {day} were killed, and there is still something to write: {kills[-2:]}")


@pytest.fixture(scope="module")
def ordeal(mediawiki: MediaWiki, tmp_path_factory: pytest.TempPathFactory) -> Ordeal:
    """The example wiki after runs that were killed at every write."""
    mediawiki.restore()
    live = LiveStage(tmp_path_factory.mktemp("ordeal"), mediawiki)
    kills: list[Kill] = []
    ends, again, spare = [], [], 0
    with Gate.before(mediawiki.url) as gate:
        home = behind(gate, live, live.home / "behind")
        begins = at_log("har börjat")
        lines = tuple(killed(gate, home, DATE, answered=one, wanted=begins) for one in (False, True))
        for day in DAYS:
            of_day, end = killed_at_every_write(live, gate, home, day)
            kills += of_day
            ends.append(end)
            count = mediawiki.revision_count()
            again.append(run(live.home, day))
            spare += mediawiki.revision_count() - count
        locked = (home / ".local/state/lagesbot/.lagesbot.lock").exists()
    return Ordeal(tuple(kills), lines, locked, tuple(ends), tuple(again), spare, tuple(history(mediawiki)))


@pytest.fixture(scope="module")
def undisturbed(mediawiki: MediaWiki, tmp_path_factory: pytest.TempPathFactory) -> tuple[Saved, ...]:
    """Every revision of the example wiki after runs of the same days that nobody killed."""
    mediawiki.restore()
    live = LiveStage(tmp_path_factory.mktemp("undisturbed"), mediawiki)
    for day in DAYS:
        succeeded(run(live.home, day))
    return tuple(history(mediawiki))


def test_every_write_is_killed_before_and_after(ordeal: Ordeal, undisturbed: tuple[Saved, ...]) -> None:
    """A run is killed before and after each write of an undisturbed one; only after it there is a revision more.

    What it writes in its log is not counted: each run begins there.
    """
    before, after = ordeal.kills[::2], ordeal.kills[1::2]
    assert {one.revisions for one in before} == {0}
    assert {one.revisions for one in after} == {1}
    assert [one.title for one in before] == [one.title for one in after]
    titles = [one.title for one in undisturbed if one.user == BOT and one.title != LOG]
    assert [one.title for one in after] == titles
    assert [one.returncode for one in ordeal.at_log] == [KILLED, KILLED]


def test_a_killed_run_is_told_of_as_lost(ordeal: Ordeal) -> None:
    """A killed run leaves its line in the log; the next one on the same machine begins, and says that it was lost.

    So does one that finds nothing left to do: none stands as under way in the end.
    """
    endings = Counter(one.ending for one in logbook(ordeal.record).entries)
    assert (endings[Ending.RUNNING], endings[Ending.LOST]) == (0, len(ordeal.kills) + 1)
    assert endings.keys() <= {Ending.LOST, Ending.DONE}


def test_a_killed_run_keeps_no_other_from_starting(ordeal: Ordeal) -> None:
    """Though a killed run leaves its lock file, the next one begins, and the last comes to its end."""
    assert ordeal.locked
    assert [done.returncode for done in ordeal.ends] == [DONE] * len(DAYS)


def test_a_killed_run_sends_each_message_once(ordeal: Ordeal, undisturbed: tuple[Saved, ...]) -> None:
    """Killed at every write, the bot sends each message and each item of it exactly once."""
    sent_once(ordeal.record)
    assert messages(ordeal.record).keys() == messages(undisturbed).keys() >= KEYS
    assert marks(ordeal.record).keys() == marks(undisturbed).keys()
    assert marks(ordeal.record)


def test_each_item_stands_once_after_kills(ordeal: Ordeal) -> None:
    """At the end each item's mark stands once on all pages together."""
    standing = Counter(MARK.findall("\n".join(texts(ordeal.record).values())))
    assert standing == dict.fromkeys(marks(ordeal.record), 1)


def test_kills_leave_no_trace_on_the_pages(ordeal: Ordeal, undisturbed: tuple[Saved, ...]) -> None:
    """The pages but for the log are, without times and numbers, those that undisturbed runs leave, byte for byte."""
    ends = [timeless(texts(one for one in record if one.title != LOG)) for record in (ordeal.record, undisturbed)]
    assert ends[0] == ends[1]


def test_a_run_after_the_kills_has_nothing_to_do(ordeal: Ordeal) -> None:
    """After the last run there is nothing left to do, and no revision is made."""
    assert [(done.returncode, "Nothing to do." in done.stdout) for done in ordeal.again] == [(DONE, True)] * len(DAYS)
    assert ordeal.spare == 0


@pytest.fixture
def gate(live: LiveStage) -> Iterator[Gate]:
    """A gate in front of the example wiki."""
    with Gate.before(live.wiki.url) as gate:
        yield gate


def test_a_run_killed_at_its_last_line_has_done_its_work(live: LiveStage, gate: Gate) -> None:
    """Killed before its last line in the log is sent, a run is told of as lost the next time something is written."""
    home = behind(gate, live, live.home / "behind")
    assert killed(gate, home, DATE, answered=False, wanted=at_log("vad körningen gjorde")).returncode == KILLED
    gate.watcher = lambda _write: True
    assert "Nothing to do." in succeeded(run(home)).stdout
    succeeded(run(home, DAYS[1]))
    record = history(live.wiki)
    newest, *others, oldest = [one.ending for one in logbook(record).entries]
    assert (newest, set(others) <= {Ending.DONE}, oldest) == (Ending.DONE, True, Ending.LOST)
    sent_once(record)
    assert messages(record).keys() > KEYS


def test_lost_answers_do_not_double(live: LiveStage, gate: Gate) -> None:
    """Where no answer to any saved edit comes, the run sees what was saved, ends well, and sends each message once."""
    gate.watcher = lambda write: not write.answered
    succeeded(run(behind(gate, live, live.home / "behind")))
    record = history(live.wiki)
    sent_once(record)
    assert messages(record).keys() == KEYS
    assert len(gate.writes) == live.edits()


def clear_away(live: LiveStage, section: str, archive: str | None) -> None:
    """John takes a section off his talk page, and keeps it on another page if one is named."""
    with live.wiki.person("John (WMSE)") as john:
        john.edit(JOHN, (live.wiki.text(JOHN) or "").replace(section, ""), summary="Rensar")
        if archive:
            john.edit(archive, section, summary="Arkiverar")


@pytest.mark.parametrize("archive", [f"{JOHN}/Arkiv", None], ids=["archived", "deleted"])
def test_a_section_that_is_gone_is_not_sent_again(live: LiveStage, archive: str | None) -> None:
    """What a person has moved to an archive page, or just deleted, is sent anew neither that day nor the next."""
    untouched = live.wiki.text(JOHN) or ""
    succeeded(run(live.home))
    section = (live.wiki.text(JOHN) or "").removeprefix(untouched)
    assert MARK.search(section)
    clear_away(live, section, archive)
    sent = messages(history(live.wiki))
    for day in (DATE, NEXT_DAY):
        succeeded(run(live.home, day))
    assert messages(history(live.wiki)) == sent
    assert live.wiki.text(JOHN) == untouched.rstrip("\n")


def test_a_section_that_is_gone_before_the_second_look_is_not_sent_again(live: LiveStage, gate: Gate) -> None:
    """Where the answer is lost and the message archived before the bot looks again, it is not sent a second time."""
    untouched = live.wiki.text(JOHN) or ""

    def archive_and_hang_up(write: Write) -> bool:
        if not write.answered or write.title != JOHN:
            return True
        clear_away(live, (live.wiki.text(JOHN) or "").removeprefix(untouched), f"{JOHN}/Arkiv")
        return False

    gate.watcher = archive_and_hang_up
    succeeded(run(behind(gate, live, live.home / "behind")))
    record = history(live.wiki)
    sent_once(record)
    assert messages(record).keys() == KEYS
    assert live.wiki.text(JOHN) == untouched.rstrip("\n")


class Meeting:
    """Holds the messages of two runs back until both are about to send the same one; then one goes after the other.

    Args:
        between: What happens to a page when the wiki has answered the one, and before it gets the other.

    Attributes:
        together: The pages that both were about to write to at once.
    """

    def __init__(self, between: Callable[[str], None]) -> None:
        self.together: set[str] = set()
        self._between = between
        self._barriers: defaultdict[str, threading.Barrier] = defaultdict(lambda: threading.Barrier(2))
        self._answered: defaultdict[str, threading.Event] = defaultdict(threading.Event)
        self._finding = threading.Lock()

    def __call__(self, write: Write) -> bool:
        """Let everything pass, but a message not alone, unless the other run does not come for long."""
        with self._finding:
            barrier, answered = self._barriers[write.title], self._answered[write.title]
        if write.answered:
            answered.set()
        elif is_message(write) and not answered.is_set():
            with suppress(threading.BrokenBarrierError):
                last = barrier.wait(LONG_SECONDS)
                if last:
                    answered.wait(LONG_SECONDS)
                    self.together.add(write.title)
                    self._between(write.title)
        return True


def test_two_runs_at_once_send_each_message_once(live: LiveStage, gate: Gate) -> None:
    """Two runs that know nothing of each other, as on two machines, send each message once, and neither breaks down.

    Nor does an answer get lost that came between the two. A run may end with 4 where the other one, or a person, was
    quicker at every try: the next run does what is left. The log, where they would have met, is closed to bots.
    """
    with live.wiki.person("John (WMSE)") as john:
        john.edit(LOG, "{{nobots}}")

        def answer(title: str) -> None:
            john.edit(title, f"{live.wiki.text(title)}\n:Tack, jag ser till det! ~~~~", summary="Svarar")

        gate.watcher = meeting = Meeting(answer)
        homes = [behind(gate, live, live.home / name) for name in ("one", "other")]
        processes = [start("run", "--date", DATE, home=home, XDG_STATE_HOME=str(home / "state")) for home in homes]
        ends = [finished(process) for process in processes]
    assert [done for done in ends if done.returncode not in {DONE, INCOMPLETE} or "Traceback" in done.stderr] == []
    record = history(live.wiki)
    sent_once(record)
    assert messages(record).keys() == KEYS
    assert JOHN in meeting.together
    assert "jag ser till det" in (live.wiki.text(JOHN) or "")


def test_a_clock_that_jumps_repeats_nothing(live: LiveStage) -> None:
    """Runs on a day, on a later one, on the first again and on one between send no item's step and no message twice."""
    for day in ("2022-11-20", "2022-11-25", "2022-11-20", "2022-11-22"):
        succeeded(run(live.home, day))
    record = history(live.wiki)
    sent_once(record)
    assert messages(record).keys() >= KEYS
