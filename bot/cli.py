"""The command line: verbs, options, exit codes. The only place that reads the clock.

Pywikibot's own global arguments, which begin with a single dash, are taken out first, wherever they stand, and handed
to Pywikibot. What a verb does is in `bot.verbs`, which is imported when one is called: `--version` and `--help` then
answer at once.
"""

import importlib
import io
import logging
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import wraps
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

import click

from bot import __version__
from bot.argument_types import YEARS, Day, Tasks
from bot.errors import BotError, UsageError
from bot.model import TASKS, ZONE
from bot.options import Options

RUN_TIME = time(7, 30)
"""The time of day of a run with `--date`: that of the scheduled run."""

DEMO_DATE = date(2022, 11, 20)
"""The day that the example wiki is about."""

REHEARSAL = timedelta(days=91)
"""How much `calendar` shows where nobody says how much."""

LONGEST_REHEARSAL = timedelta(days=400)
"""A year and the month after it, in which its last report is due."""

LADDERS = timedelta(days=59)
"""So long after a year's end its last reports are due and reminded of; cron/crontab counts the same."""

_PYWIKIBOT = re.compile(
    r"-(?:family|lang|code|site|user|dir|config|log|nolog|logfile|putthrottle|put_throttle|pt|debug|verbose|v|simulate"
    r"|cosmeticchanges|cc|maxlag|minthrottle|max_retries|retry_wait|retry_max|read_maxlag|write_maxlag)(?::.*)?$"
)
"""Pywikibot's global arguments, and those of its settings that somebody may want to change for one run."""

INTERRUPTED = 130
"""The exit code that every shell gives for Ctrl-C."""

_SINGLE_DASH = re.compile(r"-[A-Za-z]")
_HALF = re.compile("[\ud800-\udfff]")


_PATH = click.Path(path_type=Path)
_ONLY = click.option("--only", "tasks", type=Tasks(), default=TASKS, help="Only these of report,remind,overview.")
_READING = (
    click.option("--wiki", type=_PATH, metavar="DIR", help="A folder wiki instead of the live one."),
    click.option("--date", "day", type=Day(), help="The day to work on. [default: today in Stockholm]"),
    click.option(
        "--year",
        "years",
        type=click.IntRange(YEARS[0], YEARS[-1]),
        multiple=True,
        metavar="ÅÅÅÅ",
        help="A year to look at; repeatable. [default: the year of --date]",
    ),
    click.option(
        "--project",
        "projects",
        multiple=True,
        metavar="TITLE",
        help="Only this project, with or without Projekt:; repeatable. The overview is then left alone.",
    ),
    click.option(
        "--format", "form", type=click.Choice(["text", "json"]), default="text", help="Text, or one JSON document."
    ),
    click.option("--settings", type=_PATH, metavar="FILE", help="Settings from a JSON file, not from the wiki."),
    click.option(
        "--verbose",
        is_flag=True,
        help="Every finding, also those of severity info and many of a kind; check: how it stands with each reminder; "
        "a log of every step.",
    ),
    click.option("--quiet", is_flag=True, help="No progress, and only warnings in the log."),
)


def _reading(verb: Callable[..., int]) -> Callable[..., None]:
    """Give a verb the options that say what is read, as one `Options`; what it returns is the exit code."""

    @click.pass_context
    @wraps(verb)
    def call(context: click.Context, /, **given: Any) -> None:  # noqa: ANN401 - click's own types
        options = _options(given, context.obj or ())
        _set_up_log(options)
        sys.exit(verb(options, **given))

    for option in reversed(_READING):
        call = option(call)
    return call


def _shared(verb: Callable[..., int]) -> Callable[..., None]:
    """The same, with the option that says what is to be done."""
    return _ONLY(_reading(verb))


def _options(given: dict[str, Any], pywikibot: tuple[str, ...]) -> Options:
    """Take the shared options out of what click gives."""
    day: date | None = given.pop("day")
    clock = _clock(day)
    today = day or clock().date()
    return Options(
        today=today,
        clock=clock,
        years=tuple(dict.fromkeys(given.pop("years"))) or (today.year,),
        as_json=given.pop("form") == "json",
        pywikibot=pywikibot,
        tasks=given.pop("tasks", TASKS),
        **{name: given.pop(name) for name in ("wiki", "projects", "settings", "verbose", "quiet")},
    )


def years_of(first: date, last: date) -> tuple[int, ...]:
    """The years whose projects may have reminders going on between two days: of the year before, until March."""
    return tuple(range((first - LADDERS).year, last.year + 1))


def _clock(day: date | None) -> Callable[[], datetime]:
    """Now; with a day given, the scheduled run's time on that day."""
    if day is None:
        return lambda: datetime.now(ZONE)
    moment = datetime.combine(day, RUN_TIME, ZONE)
    return lambda: moment


def _verbs() -> ModuleType:
    return importlib.import_module("bot.verbs")


EXIT_CODES = """\b
Exit codes:
  0  done
  1  check --fail-on: such a finding exists
  2  wrong usage, settings or credentials
  3  the wiki cannot be reached
  4  done, but some edits failed or were refused
  5  the guard stopped the run before any edit
 75  another run is going on
"""


@click.group(epilog=EXIT_CODES, context_settings={"max_content_width": 100, "help_option_names": ["--help"]})
@click.version_option(__version__, prog_name="lagesbot")
def verbs() -> None:
    """Keep the status reports of Wikimedia Sverige's project pages fresh, and remind fairly.

    Without --wiki the live wiki is read and written through Pywikibot, as user-config.py says (see
    user-config.py.sample). Pywikibot's global arguments (-family: -lang: -user: -dir: -simulate
    -putthrottle: …) may stand anywhere. Phabricator is asked about tasks with the API token in the
    environment variable PHAB_API_TOKEN; without one, what the pages say decides.
    """


@verbs.command()
@_shared
@click.option("--fail-on", type=click.Choice(["warning", "error"]), help="Exit with 1 where such a finding exists.")
def check(options: Options, /, *, fail_on: str | None) -> int:
    """Read everything, and show projects and findings. Writes nothing."""
    code: int = _verbs().check(options, fail_on=fail_on)
    return code


@verbs.command()
@_shared
def plan(options: Options, /) -> int:
    """Show every edit that a run would make, as a diff, with its summary and why. Writes nothing."""
    code: int = _verbs().plan(options)
    return code


@verbs.command()
@_shared
@click.option("--force", type=click.Choice(["guard"]), help="Carry out a plan that the guard objects to.")
def run(options: Options, /, *, force: str | None) -> int:
    """Plan, guard, write, read back, and say what happened."""
    if options.wiki is None and not options.simulate and options.today > _clock(None)().date():
        raise UsageError("A run on the live wiki cannot be made for a day to come: what it sent would be forgotten.")
    if options.years == (options.today.year,) != years_of(options.today, options.today):
        logging.getLogger("lagesbot").warning(
            "The last reports of %d are due now, but only %d is looked at. To go on with both: --year %d --year %d",
            options.today.year - 1,
            options.today.year,
            options.today.year - 1,
            options.today.year,
        )
    code: int = _verbs().run(options, force=force == "guard")
    return code


@verbs.command()
@_reading
@click.option("--from", "first", type=Day(), help="The first day. [default: that of --date]")
@click.option("--to", "last", type=Day(), help="The last day. [default: three months after the first]")
def calendar(options: Options, /, *, first: date | None, last: date | None) -> int:
    """Rehearse who would be reminded of what. Writes nothing.

    Day by day, as if nobody did anything about it.

    Without --year, projects of all years that the days touch are looked at, until March also of the year before.
    """
    first = first or options.today
    last = last or first + REHEARSAL
    if not timedelta() <= last - first <= LONGEST_REHEARSAL:
        raise UsageError(f"--to must be a day from {first} on, at most {LONGEST_REHEARSAL.days} days later.")
    asked = options.years if options.years != (options.today.year,) else years_of(first, last)
    code: int = _verbs().calendar(replace(options, today=first, clock=_clock(first), years=asked), last=last)
    return code


@verbs.command()
@click.option("--date", "day", type=Day(), default=DEMO_DATE, show_default=True, help="The day to play.")
@click.option(
    "--to", "target", type=_PATH, metavar="DIR", help="Where the copy goes. [default: a new temporary folder]"
)
def demo(day: date, target: Path | None) -> None:
    """Do the main job on a copy of the example wiki, then again: nothing is left to do."""
    sys.exit(_verbs().demo(Options(today=day, clock=_clock(day), years=(DEMO_DATE.year,)), target=target))


@verbs.command()
@click.argument("cell", metavar="CELL")
@click.option(
    "--as",
    "kind",
    type=click.Choice(["date", "people", "effort", "tasks", "marks"]),
    default="date",
    show_default=True,
    help="What the cell is read as.",
)
@click.option("--start", type=Day(), help="The project's first day. It and the next two say the year of a date.")
@click.option("--end", type=Day(), help="The project's last day.")
@click.option("--title", metavar="TITLE", help="The project's title, with a year in it.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="Text, or one JSON document."
)
def explain(form: str, **given: Any) -> None:  # noqa: ANN401 - click's own types
    """Tell how one cell is read, and why. Needs no wiki.

    CELL is the cell's wikitext, "-" for standard input. One that begins with a dash goes after "--".
    """
    sys.exit(importlib.import_module("bot.explain.command").explain(**given, as_json=form == "json"))


def _set_up_log(options: Options) -> None:
    level = logging.WARNING if options.quiet else logging.DEBUG if options.verbose else logging.INFO
    logging.basicConfig(stream=sys.stderr, format="%(levelname)s %(message)s", force=True)
    logging.getLogger("lagesbot").setLevel(level)


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


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit; what a person can put right becomes one line and its exit code, no traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # Swedish on a terminal that knows only ASCII
    try:
        ours, theirs = split_arguments(sys.argv[1:] if arguments is None else arguments)
        sys.exit(verbs.main(ours, prog_name="lagesbot", obj=tuple(theirs), standalone_mode=False))
    except BotError as error:
        click.echo(f"lagesbot: {error}", err=True)
        sys.exit(error.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(error.exit_code)
    except click.UsageError as error:
        verb = error.ctx.command_path if error.ctx else "lagesbot"
        click.echo(f"lagesbot: {' '.join(error.format_message().split()).rstrip('.')}. See {verb} --help.", err=True)
        sys.exit(error.exit_code)
    except click.Abort:
        click.echo("lagesbot: interrupted.", err=True)
        sys.exit(INTERRUPTED)
