"""The verb that says whether the bot is well: health."""

from datetime import timedelta

from rich.console import Console

from bot.health import Signs, examine
from bot.logbook import read_logbook
from bot.options import Options
from bot.stops import stop_pages, stopped
from bot.tell.document import print_json
from bot.tell.health import health_document, show_health
from bot.verbs.aftermath import remembered
from bot.verbs.codes import DONE, ILL
from bot.verbs.opening import open_wiki, settings_of

_LOOK_BACK = timedelta(days=35)
"""How far back the bot's contributions are looked at; an older run is past every sensible limit."""


def health(options: Options, *, max_hours: float | None) -> int:
    """Say how long ago the last good run was; 1 where that is too long."""
    wiki = open_wiki(options, write=False)
    settings = settings_of(options, wiki).settings
    pages = wiki.read([settings.pages.log, *stop_pages(settings)])
    now = wiki.condition().time
    stop = stopped(pages, settings)
    signs = Signs(
        now=now,
        limit=settings.health.max_hours if max_hours is None else max_hours,
        book=read_logbook(pages[settings.pages.log]),
        contributions=wiki.contributions(since=now - _LOOK_BACK) if wiki.account else None,
        remembered=remembered(options),
        stop=stop.why if stop else "",
        zone=settings.calendar.zone,
    )
    found = examine(signs)
    if options.as_json:
        print_json(health_document(found))
    else:
        show_health(Console(), found)
    return DONE if found.well else ILL
