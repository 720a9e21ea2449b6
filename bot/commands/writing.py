"""The commands that write: run, requests, undo, and demo, which writes in a copy."""

import logging
import sys
from datetime import date
from pathlib import Path

import click

from bot.commands.argument_types import Day
from bot.commands.shared import NO_CACHE, PATH, on_day, on_wiki, shared, verbs
from bot.errors import UsageError
from bot.options import Options, years_of

DEMO_DATE = date(2022, 11, 20)
"""The day that the example wikis are about."""

EXAMPLES = {"sv": "wiki", "en": "wiki-en"}
"""The folders of the example wikis, by their language."""


@click.command()
@shared
@click.option(
    "--force",
    type=click.Choice(["guard"]),
    help="Carry out a plan that the guard objects to, also with mistakes in the settings.",
)
def run(options: Options, /, *, force: str | None) -> int:
    """Plan, guard, write, read back, and say what happened.

    The log page on the wiki tells of it, too. Ctrl-C or TERM ends it after the edit in hand, text on a stop page before
    the next one; what is left is done by the next run.
    """
    if options.wiki is None and not options.simulate and options.today > options.now().date():
        raise UsageError("A run on the live wiki cannot be made for a day to come: what it sent would be forgotten.")
    if options.years == (options.today.year,) != years_of(options.today, options.today):
        logging.getLogger("lagesbot").warning(
            "The last reports of %d are due now, but only %d is looked at. To go on with both: --year %d --year %d",
            options.today.year - 1,
            options.today.year,
            options.today.year - 1,
            options.today.year,
        )
    code: int = verbs("writing").run(options, force=force == "guard")
    return code


@click.command()
@NO_CACHE
@on_wiki
def requests(options: Options, /) -> int:
    """Answer the lines on the queue page of the wiki.

    Makes the runs that they ask for, if whoever wrote them may ask, and says below each line what came of it. Cheap
    where none waits, so that it can be called every five minutes.
    """
    code: int = verbs("requests").requests(options)
    return code


@click.command()
@click.argument("run_id", metavar="RUN")
@on_wiki
@click.option("--yes", is_flag=True, help="Do not ask.")
def undo(options: Options, /, *, run_id: str, yes: bool) -> int:
    """Take back the edits of one run.

    RUN is its id, as the log and every edit summary have it: 20221120-0730-3f9a. What is taken back is shown first.
    A page that has been changed since is left alone, and so are the log and the queue.
    """
    code: int = verbs("undo").undo(options, run_id, yes=yes)
    return code


@click.command()
@click.option("--date", "day", type=Day(), default=DEMO_DATE, show_default=True, help="The day to play.")
@click.option(
    "--example",
    type=click.Choice([*EXAMPLES]),
    default="sv",
    show_default=True,
    help="Which example wiki: the Swedish one, or that of an association that works in English.",
)
@click.option("--to", "target", type=PATH, metavar="DIR", help="Where the copy goes. [default: a new temporary folder]")
def demo(day: date, example: str, target: Path | None) -> None:
    """Do the main job on a copy of an example wiki, then again: nothing is left to do."""
    clock = on_day(day)
    options = Options(today=day, clock=clock, now=clock, years=(DEMO_DATE.year,))
    sys.exit(verbs("demo").demo(options, example=EXAMPLES[example], target=target))
