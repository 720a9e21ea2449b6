"""What becomes of Ctrl-C and TERM: while nothing is written they end the command, else the edit in hand is finished."""

import signal
import threading

import pytest

from bot.errors import TerminatedError
from bot.interruption import Interruption, interruptible

BOTH = [signal.SIGINT, signal.SIGTERM]


def interrupted_by(*numbers: signal.Signals, writing: bool = False) -> Interruption:
    """What is known of an interruption by these signals, if it is let go on after them."""
    with interruptible() as found:
        found.writing = writing
        for number in numbers:
            signal.raise_signal(number)
    return found


def test_nobody_interrupts() -> None:
    """As long as no signal has come there is nothing to say and no exit code."""
    with interruptible() as found:
        pass
    assert (found.signal, found.why, found.exit_code) == (None, "", None)


def test_ctrl_c_while_reading() -> None:
    """Ctrl-C ends at once what writes nothing."""
    with pytest.raises(KeyboardInterrupt):
        interrupted_by(signal.SIGINT)


def test_term_while_reading() -> None:
    """TERM ends at once what writes nothing, with 143 as a shell has it."""
    with pytest.raises(TerminatedError) as caught:
        interrupted_by(signal.SIGTERM)
    assert caught.value.exit_code == 143


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signal_while_writing(number: signal.Signals, code: int) -> None:
    """While an edit may be under way a signal is kept in mind; it says why the run ends, and with which exit code."""
    found = interrupted_by(number, writing=True)
    assert found.why == f"Interrupted ({number.name}): the edit in hand was finished."
    assert found.exit_code == code


@pytest.mark.parametrize("first", BOTH)
@pytest.mark.parametrize(("second", "error"), [(signal.SIGINT, KeyboardInterrupt), (signal.SIGTERM, TerminatedError)])
def test_second_signal_while_writing(first: signal.Signals, second: signal.Signals, error: type[BaseException]) -> None:
    """A second signal ends at once even what is being written."""
    with pytest.raises(error):
        interrupted_by(first, second, writing=True)


def test_ctrl_c_from_elsewhere() -> None:
    """What is raised without a signal stays what it is."""
    with pytest.raises(KeyboardInterrupt), interruptible():
        raise KeyboardInterrupt


def test_signals_are_given_back() -> None:
    """Afterwards both signals do what they did before, also after an error."""
    before = [signal.getsignal(one) for one in BOTH]
    with interruptible():
        assert [signal.getsignal(one) for one in BOTH] != before
    with pytest.raises(ValueError, match="fel"), interruptible():
        raise ValueError("fel")
    assert [signal.getsignal(one) for one in BOTH] == before


def test_only_the_main_thread_minds_signals() -> None:
    """In another thread, which is told of no signals, there is an interruption that never comes."""
    found: list[Interruption] = []

    def work() -> None:
        with interruptible() as one:
            found.append(one)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert [one.exit_code for one in found] == [None]
