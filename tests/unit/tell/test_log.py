"""The log: one line a record, in words or as JSON, and no secret in it."""

import json
import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from bot.tell.log import forget_log, logs_json, name_run, note, set_up_log

RUN = "20221109-0730-abcd"
LOG = logging.getLogger("lagesbot")
SOMEBODY = logging.getLogger("somebody.else")


class Stream:
    """What was written to standard error so far."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self._text = ""

    def getvalue(self) -> str:
        """All of it."""
        self._text += self._capsys.readouterr().err
        return self._text


@pytest.fixture
def stderr(capsys: pytest.CaptureFixture[str]) -> Iterator[Stream]:
    """Standard error; the log is left as it was."""
    handlers, level = logging.root.handlers[:], LOG.level
    yield Stream(capsys)
    logging.root.handlers[:] = handlers
    LOG.setLevel(level)
    forget_log()


def records(stream: Stream) -> list[dict[str, Any]]:
    """Each line as the object that it is."""
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def say_all() -> None:
    """One record of each level."""
    for level in ("debug", "info", "warning", "error"):
        getattr(LOG, level)("%s: %d", level, 1)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({}, ["INFO info: 1", "WARNING warning: 1", "ERROR error: 1"]),
        ({"verbose": True}, ["DEBUG debug: 1", "INFO info: 1", "WARNING warning: 1", "ERROR error: 1"]),
        ({"quiet": True}, ["WARNING warning: 1", "ERROR error: 1"]),
        ({"quiet": True, "verbose": True}, ["WARNING warning: 1", "ERROR error: 1"]),
    ],
    ids=["usual", "verbose", "quiet", "both"],
)
def test_words_are_level_and_message(stderr: Stream, given: dict[str, bool], shown: list[str]) -> None:
    """In words a line is the level and the message; --verbose shows every step, --quiet only warnings."""
    set_up_log(**given)
    name_run(RUN)
    say_all()
    assert stderr.getvalue().splitlines() == shown


@pytest.mark.parametrize(
    ("quiet", "levels"), [(False, ["DEBUG", "INFO", "WARNING", "ERROR"]), (True, ["WARNING", "ERROR"])]
)
def test_json_has_every_step(stderr: Stream, quiet: bool, levels: list[str]) -> None:  # noqa: FBT001 - pytest's parameters
    """In JSON each record is one object on one line, with every step unless --quiet is said."""
    set_up_log(as_json=True, quiet=quiet)
    say_all()
    assert [record["level"] for record in records(stderr)] == levels
    assert [record["message"] for record in records(stderr)] == [f"{level.lower()}: 1" for level in levels]


def test_json_names_time_level_logger_message_and_run(stderr: Stream) -> None:
    """The time has its zone; the run is null until it is known; what an event has of its own is there."""
    set_up_log(as_json=True)
    LOG.info("Början")
    name_run(RUN)
    LOG.info("rad 1\nrad 2", extra={"event": "edit", "title": "Projekt:Å", "outcome": "saved", "revid": 7})
    first, second = records(stderr)
    assert list(first) == ["time", "level", "logger", "message", "run"]
    assert datetime.fromisoformat(first.pop("time")).tzinfo
    assert first == {"level": "INFO", "logger": "lagesbot", "message": "Början", "run": None}
    own = {"event": "edit", "title": "Projekt:Å", "outcome": "saved", "revid": 7}
    assert second | {"time": ""} == {
        "time": "", "level": "INFO", "logger": "lagesbot", "message": "rad 1\nrad 2", "run": RUN, **own
    }  # fmt: skip
    assert "Projekt:Å" in stderr.getvalue()


def test_new_log_knows_no_run(stderr: Stream) -> None:
    """A log that is set up anew does not name the run of the one before."""
    set_up_log(as_json=True)
    name_run(RUN)
    set_up_log(as_json=True)
    LOG.info("Hej")
    assert records(stderr)[0]["run"] is None


@pytest.mark.parametrize("as_json", [False, True], ids=["words", "json"])
@pytest.mark.parametrize("logger", [LOG, SOMEBODY], ids=["ours", "somebody's"])
def test_no_secret_is_shown(stderr: Stream, as_json: bool, logger: logging.Logger) -> None:  # noqa: FBT001 - pytest's parameters
    """Whoever logs it, and however: a password, a token or a traceback is not in the log."""
    set_up_log(as_json=as_json)
    logger.warning("lgpassword=%s&format=json", "hemligt")
    logger.warning("{'token': ['hemligt']}")
    try:
        raise ValueError("password=hemligt")  # noqa: TRY301 - something to be logged
    except ValueError:
        logger.exception("Oj")
    assert "hemligt" not in stderr.getvalue()
    assert "Traceback" not in stderr.getvalue()
    assert len(stderr.getvalue().splitlines()) == 3


def test_what_is_said_to_the_operator_is_a_line(stderr: Stream) -> None:
    """In words, a note is as it is, and an error is said by the command."""
    set_up_log(quiet=True)
    note("100 % klart.")
    note("Det går inte.", error=True)
    assert stderr.getvalue() == "100 % klart.\nlagesbot: Det går inte.\n"
    assert not logs_json()


def test_what_is_said_to_the_operator_is_a_record(stderr: Stream) -> None:
    """In a log in JSON it is a record as all others, which --quiet does not keep back."""
    set_up_log(as_json=True, quiet=True)
    note("100 % klart.")
    note("Det går inte.", error=True)
    told = [("WARNING", "100 % klart."), ("ERROR", "Det går inte.")]
    assert [(record["level"], record["message"]) for record in records(stderr)] == told
    assert logs_json()
    forget_log()
    assert not logs_json()
