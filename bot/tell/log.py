"""The log: one line a record on standard error, in words or as JSON."""

import logging
import os
import sys

import click
from pythonjsonlogger.json import JsonFormatter

from bot.wiki.discretion import keep_discreet

_WORDS = "%(levelname)s %(message)s"
_FIELDS = {"asctime": "time", "levelname": "level", "name": "logger"}
_TIME = "%Y-%m-%dT%H:%M:%S%z"

LOG = logging.getLogger("lagesbot")


class _Run(logging.Filter):
    """Adds the run's id to every record; None as long as it is not known.

    Attributes:
        run: The id.
        as_json: The log is in JSON.
    """

    run = ""
    as_json = False

    def filter(self, record: logging.LogRecord) -> bool:
        """Let everything pass."""
        record.run = self.run or None
        return True


class _Forwarder(logging.Filter):
    """Passes what Pywikibot says on to a log in JSON, instead of to Pywikibot's own handlers.

    It stands on the logger, since Pywikibot sets up its handlers anew whenever it likes.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Let through to Pywikibot's handlers what is not for us."""
        if _RUN.as_json and record.levelno >= max(logging.INFO, LOG.level):
            logging.root.handle(record)
        return not _RUN.as_json


_RUN = _Run()
_FORWARDER = _Forwarder()


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
    keep_discreet(os.environ)
    _RUN.run, _RUN.as_json = "", as_json
    logging.basicConfig(handlers=[handler], force=True)
    LOG.setLevel(level)
    logging.getLogger("pywiki").addFilter(_FORWARDER)


def name_run(run: str) -> None:
    """Let every record from here on name the run."""
    _RUN.run = run


def logs_json() -> bool:
    """Whether the log is in JSON, so that nothing else may stand among its lines."""
    return _RUN.as_json


def forget_log() -> None:
    """Begin with a log in words: what follows belongs to another command line."""
    _RUN.run, _RUN.as_json = "", False


def note(words: str, *, error: bool = False) -> None:
    """Say something to whoever started the command, on standard error: in words, or as a record of a log in JSON.

    Args:
        words: A line.
        error: It is why the command ends.
    """
    if _RUN.as_json:
        LOG.log(logging.ERROR if error else logging.WARNING, "%s", words)
    else:
        click.echo(f"lagesbot: {words}" if error else words, err=True)


def _as_json() -> logging.Formatter:
    fields = [*_FIELDS, "message"]
    return JsonFormatter(fields, rename_fields=_FIELDS, json_ensure_ascii=False, datefmt=_TIME)
