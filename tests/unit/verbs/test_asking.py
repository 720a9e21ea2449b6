"""Asking at a terminal: yes, no, the end of the input, an interruption, and nobody there."""

import os
import pty
import re
import select
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import click
import pytest

from bot.verbs.asking import agreed
from tests.support.shell import Shell

ROOT = Path(__file__).resolve().parents[3]
EDITS = ".history.jsonl"
PATIENCE_SECONDS = 60.0
INTERRUPT = b"\x03"
AT_ITS_TERMINAL = "import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); from bot.cli import main; main()"
"""The product in a session whose terminal is its standard input, so that Ctrl-C typed there comes to it."""


def answering(monkeypatch: pytest.MonkeyPatch, answer: str | type[BaseException]) -> None:
    """What is typed, or what comes instead."""

    def typed(_prompt: str) -> str:
        if isinstance(answer, str):
            return answer
        raise answer

    monkeypatch.setattr(click.termui, "visible_prompt_func", typed)


@pytest.mark.parametrize(
    ("typed", "said"), [("y", True), ("Yes", True), ("n", False), ("", False), ("no", False)], ids=repr
)
def test_answer_is_taken(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    typed: str,
    said: bool,  # noqa: FBT001 - pytest's parameters
) -> None:
    """Only a yes is one; a no says that nothing was written. All of it goes to standard error."""
    answering(monkeypatch, typed)
    assert agreed("Take it back?", yes=False, by_hand=True) is said
    out, err = capsys.readouterr()
    assert out == ""
    assert ("Nothing was written." in err) is not said


def test_end_of_the_input_is_a_no(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-D is no yes."""
    answering(monkeypatch, EOFError)
    assert not agreed("Take it back?", yes=False, by_hand=True)
    assert capsys.readouterr().err.endswith("\nNothing was written.\n")


def test_interruption_goes_on_its_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C, and TERM, which comes as the same, end the command as they do elsewhere."""
    answering(monkeypatch, KeyboardInterrupt)
    with pytest.raises(KeyboardInterrupt):
        agreed("Take it back?", yes=False, by_hand=True)


def test_nobody_is_not_asked(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nobody sits there, nobody is asked, nothing is agreed, and how to go on is said."""
    answering(monkeypatch, AssertionError)
    assert not agreed("Take it back?", yes=False, by_hand=False)
    assert "To go on: --yes" in capsys.readouterr().err


@pytest.mark.parametrize("by_hand", [False, True])
def test_yes_on_the_command_line_is_enough(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    by_hand: bool,  # noqa: FBT001 - pytest's parameters
) -> None:
    """With --yes nobody is asked, and nothing is said."""
    answering(monkeypatch, AssertionError)
    assert agreed("Take it back?", yes=True, by_hand=by_hand)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("typed", "code", "written"), [(b"y\n", 0, True), (b"n\n", 0, False), (b"\x04", 0, False), (INTERRUPT, 130, False)]
)
def test_real_terminal(
    lagesbot: Shell,
    wiki: Path,
    typed: bytes,
    code: int,
    written: bool,  # noqa: FBT001 - pytest's parameters
) -> None:
    """At a real terminal the question is asked once, and yes, no, Ctrl-D and Ctrl-C do what they should."""
    run = lagesbot("run", "--wiki", wiki, "--date", "2022-11-09", "--format", "json").json["run"]
    before = (wiki / EDITS).read_bytes()
    terminal, end = pty.openpty()
    command = [
        sys.executable,
        "-c",
        AT_ITS_TERMINAL,
        "undo",
        run,
        "--wiki",
        str(wiki),
        "--date",
        "2022-11-09",
        "--quiet",
    ]
    surroundings = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(wiki.parent), "TERM": "dumb"}
    process = subprocess.Popen(
        command, stdin=end, stdout=subprocess.PIPE, stderr=end, env=surroundings, cwd=ROOT, start_new_session=True
    )
    os.close(end)
    try:
        said = read_until(terminal, b"[y/N]")
        out = answered(process, terminal, typed)
    finally:
        process.kill()
        process.wait()
        os.close(terminal)
    assert len(re.findall(rb"Take 4 pages back\? \[y/N\]", said)) == 1
    assert process.returncode == code
    assert ((wiki / EDITS).read_bytes() != before) is written
    assert (b"Taken back: 4 pages." in out) is written


def read_until(terminal: int, end: bytes) -> bytes:
    """What is shown at the terminal up to this; what was shown so far where nothing comes any more."""
    said = b""
    while end not in said and select.select([terminal], [], [], PATIENCE_SECONDS)[0]:
        said += os.read(terminal, 1024)
    return said


def answered(process: subprocess.Popen[bytes], terminal: int, typed: bytes) -> bytes:
    """Type an answer, and give what is then written to standard output.

    Ctrl-C is typed as often as somebody impatient would: Python loses one that comes while `input` begins.
    """
    for _ in range(int(PATIENCE_SECONDS) if typed == INTERRUPT else 1):
        os.write(terminal, typed)
        with suppress(subprocess.TimeoutExpired):
            return process.communicate(timeout=1 if typed == INTERRUPT else PATIENCE_SECONDS)[0]
    return b""
