"""A run that is interrupted, as a real process: it finishes the edit in hand, says so in its log, and lets go."""

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from queue import SimpleQueue

import pytest

from bot.logbook import Ending
from tests.contract.deliveries import history, messages, repeated
from tests.contract.stage import DATE, FolderStage, LiveStage, finished, start
from tests.contract.test_kills import KEYS, LONG_SECONDS, behind, logbook, succeeded
from tests.support.gate import Gate, Write

LOG = "Användare:Lägesbot/Logg"
SIGNALS = [pytest.param(signal.SIGINT, 130, id="Ctrl-C"), pytest.param(signal.SIGTERM, 143, id="TERM")]
Process = subprocess.Popen[str]


@pytest.fixture
def gate(live: LiveStage) -> Iterator[Gate]:
    """A gate in front of the example wiki."""
    with Gate.before(live.wiki.url) as gate:
        yield gate


def disturbed(
    gate: Gate, live: LiveStage, disturb: Callable[[Process], bool]
) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """A run that is disturbed when its first message comes to the gate; the titles that were sent after that, too.

    Args:
        gate: The gate.
        live: The wiki.
        disturb: What is done to it; whether the message then goes on.
    """
    running: SimpleQueue[Process] = SimpleQueue()
    after: list[str] = []

    def watch(write: Write) -> bool:
        if after:
            after.extend([] if write.answered else [write.title])
            return True
        if write.answered or not write.title.startswith("Användardiskussion:"):
            return True
        after.append(write.title)
        return disturb(running.get(timeout=LONG_SECONDS))

    gate.watcher = watch
    process = start("run", "--date", DATE, home=behind(gate, live, live.home / "behind"))
    running.put(process)
    return finished(process), after


@pytest.mark.mediawiki
@pytest.mark.parametrize(("number", "code"), SIGNALS)
def test_the_edit_in_hand_is_finished(live: LiveStage, gate: Gate, number: signal.Signals, code: int) -> None:
    """Interrupted at an edit, a run makes that one and no other, says so in its log, gives its lock back and ends.

    The next run does what is left; all is sent once.
    """

    def interrupt(process: Process) -> bool:
        process.send_signal(number)
        return True

    done, after = disturbed(gate, live, interrupt)
    assert (done.returncode, "Traceback" in done.stderr) == (code, False)
    assert after[1:] == [LOG]
    assert f"saved: {after[0]}\n" in done.stdout
    assert f"Interrupted ({number.name}): the edit in hand was finished.\n" in done.stdout
    record = history(live.wiki)
    assert len(messages(record)) == 1
    assert [entry.ending for entry in logbook(record).entries] == [Ending.HALTED]
    succeeded(finished(start("run", "--date", DATE, home=live.home / "behind")))
    record = history(live.wiki)
    assert repeated(record) == []
    assert messages(record).keys() == KEYS
    assert [entry.ending for entry in logbook(record).entries] == [Ending.DONE, Ending.HALTED]


@pytest.mark.mediawiki
def test_a_second_signal_ends_at_once(live: LiveStage, gate: Gate) -> None:
    """A run that is interrupted twice does not wait for the answer to its edit; the next one says that it was lost."""

    def interrupt_twice(process: Process) -> bool:
        for number in (signal.SIGINT, signal.SIGTERM):
            process.send_signal(number)
        process.wait(LONG_SECONDS)
        return False

    done, after = disturbed(gate, live, interrupt_twice)
    assert (done.returncode, "Traceback" in done.stderr) == (143, False)
    assert len(after) == 1
    assert [entry.ending for entry in logbook(history(live.wiki)).entries] == [Ending.RUNNING]
    succeeded(finished(start("run", "--date", DATE, home=live.home / "behind")))
    record = history(live.wiki)
    assert [entry.ending for entry in logbook(record).entries] == [Ending.DONE, Ending.LOST]
    assert messages(record).keys() == KEYS


@pytest.mark.parametrize(("number", "code"), SIGNALS)
def test_while_reading_it_ends_at_once(
    tmp_path_factory: pytest.TempPathFactory, number: signal.Signals, code: int
) -> None:
    """Interrupted before it writes, a run ends there with one line, writes nothing and gives its lock back."""
    stage = FolderStage(tmp_path_factory.mktemp("stage"))
    before = stage.texts()
    pipe = stage.home / "inställningar.json"
    os.mkfifo(pipe)
    arguments = ["run", "--wiki", str(stage.folder), "--date", DATE]
    process = start(*arguments, "--settings", str(pipe), home=stage.home)
    with pipe.open("w", encoding="utf-8"):  # opened when the run begins to read its settings, which never come
        process.send_signal(number)
        done = finished(process)
    assert (done.returncode, done.stdout, done.stderr.strip().count("\n")) == (code, "", 0)
    assert (stage.texts(), stage.edits()) == (before, 0)
    assert not (stage.folder / ".lagesbot.lock.note").exists()
    succeeded(stage.bot("run"))
