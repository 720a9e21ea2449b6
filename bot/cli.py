"""The command line: from the arguments to the exit code. The only place that reads the clock.

Pywikibot's own global arguments, which begin with a single dash, are taken out first, wherever they stand, and handed
to Pywikibot. The commands with their options are in `bot.commands`; what they do is in `bot.verbs`, which is imported
when one is called: `--version` and `--help` then answer at once.
"""

import gc
import io
import re
import sys
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import NoReturn

import click

from bot import __version__
from bot.commands import care, reading, settings, writing
from bot.commands.setup import setup
from bot.errors import BotError, UsageError
from bot.interruption import INTERRUPTED, interruptible
from bot.model import ZONE
from bot.options import Start
from bot.tell.log import forget_log, note, set_up_log

_PYWIKIBOT = re.compile(
    r"-(?:family|lang|code|site|user|dir|config|log|nolog|logfile|putthrottle|put_throttle|pt|debug|verbose|v|simulate"
    r"|cosmeticchanges|cc|maxlag|minthrottle|max_retries|retry_wait|retry_max|read_maxlag|write_maxlag)(?::.*)?$"
)
"""Pywikibot's global arguments, and those of its settings that somebody may want to change for one run."""

_SINGLE_DASH = re.compile(r"-[A-Za-z]")
_HALF = re.compile("[\ud800-\udfff]")


EXIT_CODES = """\b
Exit codes:
  0  done
  1  check --fail-on: such a finding exists; health: the last good run is too long ago
  2  wrong usage, settings or credentials
  3  the wiki cannot be reached, or is read-only
  4  done, but some edits failed or were refused, or the run ended itself
  5  the guard stopped the run before any edit
 75  another run is going on
130  interrupted by Ctrl-C, after the edit in hand
143  the same by TERM
"""


@click.group(epilog=EXIT_CODES, context_settings={"max_content_width": 100, "help_option_names": ["--help"]})
@click.version_option(__version__, prog_name="lagesbot")
def verbs() -> None:
    """Keep the status reports of Wikimedia Sverige's project pages fresh, and remind fairly.

    Without --wiki the live wiki is read and written through Pywikibot, as user-config.py says (see
    user-config.py.sample), or with the account in the environment: LAGESBOT_BOT_PASSWORD, or the four
    variables LAGESBOT_OAUTH_… (see docs/drift.md). Pywikibot's global arguments (-family: -lang: -user: -dir: -simulate
    -putthrottle: …) may stand anywhere. Phabricator is asked about tasks with the API token in the
    environment variable PHAB_API_TOKEN; without one, what the pages say decides.
    """


for _command in (
    reading.check,
    reading.plan,
    reading.report,
    writing.run,
    setup,
    writing.requests,
    writing.undo,
    care.health,
    reading.calendar,
    writing.demo,
    reading.explain,
    settings.settings,
):
    verbs.add_command(_command)


def _now() -> datetime:
    return datetime.now(ZONE)


def split_arguments(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """Part the command line into our arguments and Pywikibot's.

    Raises:
        UsageError: An argument begins with a single dash and is none of Pywikibot's.
    """
    ours: list[str] = []
    theirs: list[str] = []
    for argument in arguments:
        if not (argument.isprintable() or _is_cell(argument, ours)):
            raise UsageError(f"The argument {argument!a} is not readable text.")
        if "--" in ours:
            ours.append(argument)
        elif _PYWIKIBOT.match(argument):
            theirs.append(argument)
        elif argument in {"-help", "-h"}:
            ours.append("--help")
        elif _SINGLE_DASH.match(argument):
            raise UsageError(f"There is no option {argument}. lagesbot --help shows all there are.")
        else:
            ours.append(argument)
    return ours, theirs


def _is_cell(argument: str, before: Sequence[str]) -> bool:
    """Whether an argument may be a cell for `explain`: with line breaks and unseen signs, but no half characters."""
    return before[:1] == ["explain"] and not _HALF.search(argument)


def _call(arguments: Sequence[str], start: Start) -> NoReturn:
    """Call a command, and exit with its code.

    Raises:
        KeyboardInterrupt: Someone has interrupted it, or what it asked for; click has its own name for that.
    """
    try:
        sys.exit(verbs.main(arguments, prog_name="lagesbot", obj=start, standalone_mode=False))
    except click.Abort:
        raise KeyboardInterrupt from None


_ALLOCATED = 50_000
"""So many objects are made before Python looks for rings among them, of which there are next to none here: to look
after each 700 takes a twentieth of a command's time."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit; what a person can put right becomes one line and its exit code, no traceback."""
    gc.set_threshold(_ALLOCATED)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # Swedish on a terminal that knows only ASCII
    given = sys.argv[1:] if arguments is None else arguments
    forget_log()
    if "--log-format=json" in given or ("--log-format", "json") in pairwise(given):
        set_up_log(as_json=True)  # what is wrong with the command line is a record, too
    try:
        ours, theirs = split_arguments(given)
        start = Start(tuple(theirs), now=_now, by_hand=sys.stdin is not None and sys.stdin.isatty())
        with interruptible():
            _call(ours, start)
    except BotError as error:
        note(str(error), error=True)
        sys.exit(error.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(error.exit_code)
    except click.UsageError as error:
        verb = error.ctx.command_path if error.ctx else "lagesbot"
        note(f"{' '.join(error.format_message().split()).rstrip('.')}. See {verb} --help.", error=True)
        sys.exit(error.exit_code)
    except OSError as error:  # nobody takes what is printed: the disk is full, for example
        note(error.strerror or type(error).__name__, error=True)
        sys.exit(1)
    except KeyboardInterrupt:
        note("interrupted.", error=True)
        sys.exit(INTERRUPTED)
