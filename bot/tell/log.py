"""The log: one line a record on standard error, in words or as JSON."""

import logging
import os
import sys

from pythonjsonlogger.json import JsonFormatter

from bot.wiki.discretion import keep_discreet

_WORDS = "%(levelname)s %(message)s"
_FIELDS = {"asctime": "time", "levelname": "level", "name": "logger"}


class _Run(logging.Filter):
    """Adds the run's id to every record, once it is known."""

    run = ""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let everything pass."""
        if self.run:
            record.run = self.run
        return True


_RUN = _Run()


def set_up_log(*, verbose: bool = False, quiet: bool = False, as_json: bool = False) -> None:
    """Send everything that is logged to standard error, ours from a level on, and no secret of anybody's.

    Args:
        verbose: Every step.
        quiet: Only warnings, whatever else is said.
        as_json: One JSON object a line, with every step: `time`, `level`, `logger`, `message`, the run's id as
            `run`, and what an event has of its own (`title`, `outcome`, `revid` of an edit).
    """
    level = logging.WARNING if quiet else logging.DEBUG if verbose or as_json else logging.INFO
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_as_json() if as_json else logging.Formatter(_WORDS))
    handler.addFilter(_RUN)
    _RUN.run = ""
    keep_discreet(os.environ)
    logging.basicConfig(handlers=[handler], force=True)
    logging.getLogger("lagesbot").setLevel(level)


def name_run(run: str) -> None:
    """Let every record from here on name the run."""
    _RUN.run = run


def _as_json() -> logging.Formatter:
    fields = [*_FIELDS, "message"]
    return JsonFormatter(fields, rename_fields=_FIELDS, json_ensure_ascii=False, datefmt="%Y-%m-%dT%H:%M:%S%z")
