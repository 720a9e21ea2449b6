"""Opening: from the options to a wiki, what to read there, and whom to ask about tasks."""

import os
import secrets

from rich.console import Console

from bot.gather import Request, gather, read_settings
from bot.knowledge import Knowledge, know
from bot.options import Options
from bot.parse.settings import Layer, Loaded, load_layers
from bot.phabricator.recorded import recorded
from bot.phabricator.tracker import Tracker
from bot.shelf import Shelf
from bot.tell.log import logs_json, name_run
from bot.tell.progress import Bar, Log
from bot.verbs.keeping import readings
from bot.wiki.folder import FolderWiki
from bot.wiki.port import Wiki


def read(options: Options) -> tuple[Wiki, Knowledge]:
    """Open the wiki and read everything that the options ask for."""
    wiki = open_wiki(options, write=False)
    with watch(options) as watching:
        asked = request(options, run_id(options))
        material = gather(wiki, asked, watching, tracker=tracker(options), readings=readings(options))
    return wiki, know(material)


def run_id(options: Options) -> str:
    """A new run's id: its day and time, and four digits of chance, `20221120-0730-3f9a`."""
    run = f"{options.clock():%Y%m%d-%H%M}-{secrets.token_hex(2)}"
    name_run(run)
    return run


def open_wiki(options: Options, *, write: bool) -> Wiki:
    """The wiki that the options name; logged in where it is to be written."""
    if options.wiki is not None:
        return FolderWiki(options.wiki, now=options.clock, readonly=not write, zone=options.zone)
    from bot.wiki.live import LiveWiki  # noqa: PLC0415 - Pywikibot is imported only where the live wiki is meant

    return LiveWiki.connect(options.pywikibot, write=write, shard=options.shard)


def request(options: Options, stamp: str) -> Request:
    """What is to be read for a run with this id."""
    base = base_layers(options)
    return Request(
        today=options.today,
        run=stamp,
        years=options.years,
        projects=options.projects,
        tasks=options.tasks,
        settings=load_layers([*base, options.settings.layer]) if options.settings else None,
        base=base,
        shard=options.shard,
    )


def settings_of(options: Options, wiki: Wiki) -> Loaded:
    """The settings alone, from the file that was given or from the wiki, in one request."""
    return read_settings(Shelf(wiki, Log()), request(options, ""))


def base_layers(options: Options) -> tuple[Layer, ...]:
    """What lies below the settings on the wiki, or those of the file in their place."""
    return (options.base_settings.layer,) if options.base_settings else ()


def tracker(options: Options) -> Tracker:
    """Whom to ask about tasks; for a folder wiki only what is recorded there, whatever token there is."""
    if options.wiki is not None:
        return recorded(options.wiki)
    from bot.phabricator.conduit import tracker_of  # noqa: PLC0415 - what speaks HTTP is imported only where it may

    return tracker_of(os.environ, options.zone)


def watch(options: Options) -> Bar | Log:
    """Who is told of the progress: a bar on a terminal, else the log."""
    console = Console(stderr=True)
    return Bar(console) if console.is_terminal and not (options.quiet or logs_json()) else Log()
