"""The options that commands share, made into one `Options`, and the log that they set up."""

import importlib
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, datetime, time
from functools import wraps
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import click

from bot.commands.argument_types import YEARS, Day, Part, Tasks
from bot.errors import UsageError
from bot.model import TASKS, ZONE
from bot.options import Options, Start
from bot.setting_files import SettingsFile
from bot.shard import WHOLE
from bot.tell.log import set_up_log

RUN_TIME = time(7, 30)
"""The time of day of a run with `--date`: that of the scheduled run."""

PATH = click.Path(path_type=Path)

FORM = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="Text, or one JSON document."
)
_ONLY = click.option("--only", "tasks", type=Tasks(), default=TASKS, help="Only these of report,remind,overview.")
_SHARD = click.option(
    "--shard",
    type=Part(),
    default=WHOLE,
    metavar="K/N",
    help="Only the K-th of N parts of the people and their projects. [default: 1/1, all]",
)
_WIKI = click.option("--wiki", type=PATH, metavar="DIR", help="A folder wiki instead of the live one.")
NO_CACHE = click.option(
    "--no-cache",
    is_flag=True,
    envvar="LAGESBOT_NO_CACHE",
    show_envvar=True,
    help="Read every page anew, and keep nothing for the next time.",
)
_WHERE = (
    _WIKI,
    click.option("--date", "day", type=Day(), help="The day to work on. [default: today]"),
)
_YEAR = click.option(
    "--year",
    "years",
    type=click.IntRange(YEARS[0], YEARS[-1]),
    multiple=True,
    metavar="ÅÅÅÅ",
    help="A year to look at; repeatable. [default: the year of --date]",
)
_WHICH = (
    _YEAR,
    click.option(
        "--project",
        "projects",
        multiple=True,
        metavar="TITLE",
        help="Only this project, with or without Projekt:; repeatable. The overview is then left alone.",
    ),
    NO_CACHE,
)
_TABLE_FORM = click.option(
    "--format",
    "table_form",
    type=click.Choice(["text", "csv", "json"]),
    help="The table on standard output: as check shows it, for a spreadsheet, or as one JSON document. [default: text, "
    "where no --html is asked for]",
)
_HOW_ELSE = (
    click.option("--settings", type=PATH, metavar="FILE", help="Settings from a JSON file, not from the wiki."),
    click.option(
        "--base-settings",
        type=PATH,
        metavar="FILE",
        envvar="LAGESBOT_SETTINGS",
        show_envvar=True,
        help="A JSON file with settings that count where those on the wiki say nothing.",
    ),
    click.option(
        "--verbose",
        is_flag=True,
        help="Every finding, also those of severity info and many of a kind; check: how it stands with each reminder; "
        "a log of every step.",
    ),
    click.option("--quiet", is_flag=True, help="No progress, and only warnings in the log."),
    click.option(
        "--log-format",
        type=click.Choice(["text", "json"]),
        default="text",
        help="The log on standard error in words, or one JSON object a line.",
    ),
)
_HOW = (FORM, *_HOW_ELSE)

Verb = Callable[..., int]
_Command = TypeVar("_Command", bound=Callable[..., Any])


def on_wiki(verb: Verb) -> Callable[..., None]:
    """Give a verb the options of everything that opens a wiki, as one `Options`; what it returns is the exit code."""
    return _with_options(verb, (*_WHERE, *_HOW))


def on_settings(verb: Verb) -> Callable[..., None]:
    """The same, without the day."""
    return _with_options(verb, (_WIKI, *_HOW))


def yearly(verb: Verb) -> Callable[..., None]:
    """The same, with the day and the years."""
    return _with_options(verb, (*_WHERE, _YEAR, *_HOW))


def reading(verb: Verb) -> Callable[..., None]:
    """The same, with those that say which projects are read."""
    return _with_options(verb, (*_WHERE, *_WHICH, *_HOW))


def tabled(verb: Verb) -> Callable[..., None]:
    """The same, with other forms of what is printed: `table_form`, None where nobody has chosen one."""
    return _with_options(verb, (*_WHERE, *_WHICH, _TABLE_FORM, *_HOW_ELSE))


def shared(verb: Verb) -> Callable[..., None]:
    """The same, with the one that says what is to be done."""
    return _ONLY(_SHARD(reading(verb)))


def _with_options(verb: Verb, options: Iterable[Callable[[_Command], _Command]]) -> Callable[..., None]:
    @click.pass_context
    @wraps(verb)
    def call(context: click.Context, /, **given: Any) -> None:  # noqa: ANN401 - click's own types
        as_json = given.pop("log_format") == "json"
        gathered = _options(given, context.obj)
        set_up_log(verbose=gathered.verbose, quiet=gathered.quiet, as_json=as_json)
        sys.exit(verb(gathered, **given))

    for option in reversed(tuple(options)):
        call = option(call)
    return call


def _options(given: dict[str, Any], start: Start) -> Options:
    """Take the shared options out of what click gives.

    Raises:
        UsageError: They contradict each other.
    """
    if given.get("projects") and not given.get("shard", WHOLE).whole:
        raise UsageError("--shard splits all projects, so it does not go with --project.")
    day: date | None = given.pop("day", None)
    base, own = (SettingsFile(path) if (path := given.pop(name)) else None for name in ("base_settings", "settings"))
    zone = _zone(base, own)
    clock = on_day(day, zone) if day else lambda: start.now().astimezone(zone)
    today = day or clock().date()
    return Options(
        today=today,
        clock=clock,
        years=tuple(dict.fromkeys(given.pop("years", ()))) or (today.year,),
        as_json=given.pop("form", "text") == "json",
        pywikibot=start.pywikibot,
        tasks=given.pop("tasks", TASKS),
        projects=given.pop("projects", ()),
        shard=given.pop("shard", WHOLE),
        by_hand=start.by_hand,
        cache=not given.pop("no_cache", False),
        now=start.now,
        zone=zone,
        settings=own,
        base_settings=base,
        **{name: given.pop(name) for name in ("wiki", "verbose", "quiet")},
    )


def _zone(*files: SettingsFile | None) -> ZoneInfo:
    """The time zone that files with settings name, lowest first; what is wrong with these is told where they count."""
    layers = []
    for file in filter(None, files):
        with suppress(UsageError):
            layers.append(file.layer)
    if not layers:
        return ZONE
    from bot.parse.settings import load_layers  # noqa: PLC0415 - most commands have no file

    return load_layers(layers).settings.calendar.zone


def on_day(day: date, zone: ZoneInfo = ZONE) -> Callable[[], datetime]:
    """A clock that shows the scheduled run's time on a day."""
    moment = datetime.combine(day, RUN_TIME, zone)
    return lambda: moment


def verbs(name: str) -> ModuleType:
    """A module of `bot.verbs`."""
    return importlib.import_module(f"bot.verbs.{name}")
