"""The command line, called in this process."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main


@dataclass(frozen=True)
class Done:
    """How a command ended: its exit code, standard output and standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever JSON there is
        """The one document on standard output."""
        return json.loads(self.out)

    @property
    def records(self) -> list[dict[str, Any]]:
        """Standard error as a log in JSON: each line is one object."""
        return [json.loads(line) for line in self.err.splitlines()]


class Shell:
    """Runs `lagesbot` in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str | Path) -> Done:
        """Run one command line."""
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        out, err = self._capsys.readouterr()
        code = ended.value.code
        return Done(code if isinstance(code, int) else 0, out, err)


@contextmanager
def shell(capsys: pytest.CaptureFixture[str]) -> Iterator[Shell]:
    """The command for as long as the context lasts; the log is left as it was."""
    handlers = logging.root.handlers[:]
    level = logging.getLogger("lagesbot").level
    yield Shell(capsys)
    logging.root.handlers[:] = handlers
    logging.getLogger("lagesbot").setLevel(level)
