"""The verb that tells how the projects stand: report, as a table or as a page."""

import logging

import click
from rich.console import Console

from bot.html.addresses import Addresses
from bot.html.page import report_page
from bot.knowledge import Knowledge
from bot.options import Options
from bot.plan import make_plan
from bot.run import obstacles
from bot.tell.document import print_json
from bot.tell.table import table_csv, table_document
from bot.tell.terminal import show_list
from bot.verbs.codes import DONE
from bot.verbs.opening import read, request
from bot.verbs.placing import Placing, placing
from bot.wiki.port import Wiki


def report(options: Options, *, html: str | None, form: str | None) -> int:
    """Write the page where one is asked for, and print the table where that is, or no page."""
    place = placing(html, wiki=options.wiki) if html is not None else None
    wiki, known = read(options)
    if place:
        _write_page(place, wiki, known, options)
    if form or not place:
        _print_table(known, form or "text")
    return DONE


def _write_page(place: Placing, wiki: Wiki, known: Knowledge, options: Options) -> None:
    plan = make_plan(known, request(options, known.material.run).effective_tasks)
    page = report_page(known, plan, obstacles(known, plan), Addresses(wiki.condition().pages))
    place.write(page)
    logging.getLogger("lagesbot").info("The report is in %s.", place.path)


def _print_table(known: Knowledge, form: str) -> None:
    if form == "json":
        print_json(table_document(known))
    elif form == "csv":  # as bytes: its line ends and its encoding are part of the format
        click.echo(table_csv(known).encode("utf-8-sig"), nl=False)
    else:
        show_list(Console(), known)
