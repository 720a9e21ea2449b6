"""The commands that write nothing on the wiki: check, plan, report, calendar, explain."""

import importlib
import sys
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import click

from bot.commands.argument_types import Day
from bot.commands.shared import FORM, on_day, reading, shared, tabled, verbs
from bot.errors import UsageError
from bot.options import Options, years_of

REHEARSAL = timedelta(days=91)
"""How much `calendar` shows where nobody says how much."""

LONGEST_REHEARSAL = timedelta(days=400)
"""A year and the month after it, in which its last report is due."""


@click.command()
@shared
@click.option("--fail-on", type=click.Choice(["warning", "error"]), help="Exit with 1 where such a finding exists.")
def check(options: Options, /, *, fail_on: str | None) -> int:
    """Read everything, and show projects and findings. Writes nothing."""
    code: int = verbs("reading").check(options, fail_on=fail_on)
    return code


@click.command()
@shared
def plan(options: Options, /) -> int:
    """Show every edit that a run would make, as a diff, with its summary and why. Writes nothing."""
    code: int = verbs("reading").plan(options)
    return code


@click.command()
@click.option("--html", metavar="FILE|DIR", help="Write the report as one HTML page; in a DIR, as index.html.")
@tabled
def report(options: Options, /, *, html: str | None, table_form: str | None) -> int:
    """Tell how the projects stand: as a table, or as a page to show at meetings. Writes nothing on the wiki.

    The page has the figures and the table of each year, and of each project its timeline, what has changed, its
    findings, and the bot's part of its report as it stands beside what a run would write: a preview before the first
    run, too. It fetches nothing from the net. As csv, words that a spreadsheet could take for a formula get an
    apostrophe before them.
    """
    code: int = verbs("report").report(options, html=html, form=table_form)
    return code


@click.command()
@reading
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
    played = replace(options, today=first, clock=on_day(first, options.zone), years=asked)
    code: int = verbs("reading").calendar(played, last=last)
    return code


@click.command()
@click.argument("cell", metavar="CELL")
@click.option(
    "--as",
    "kind",
    type=click.Choice(["date", "people", "effort", "tasks", "marks"]),
    default="date",
    show_default=True,
    help="What the cell is read as.",
)
@click.option(
    "--language",
    type=click.Choice(["sv", "en"]),
    default="sv",
    show_default=True,
    help="The language that the cell is read in, as the setting of that name says for a whole wiki.",
)
@click.option("--start", type=Day(), help="The project's first day. It and the next two say the year of a date.")
@click.option("--end", type=Day(), help="The project's last day.")
@click.option("--title", metavar="TITLE", help="The project's title, with a year in it.")
@FORM
def explain(form: str, **given: Any) -> None:  # noqa: ANN401 - click's own types
    """Tell how one cell is read, and why. Needs no wiki.

    CELL is the cell's wikitext, "-" for standard input. One that begins with a dash goes after "--".
    """
    sys.exit(importlib.import_module("bot.explain.command").explain(**given, as_json=form == "json"))
