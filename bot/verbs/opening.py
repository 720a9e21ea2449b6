"""Opening: from the options to a wiki, its lock, what to read there, and whom to ask about tasks."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from bot.errors import UsageError
from bot.gather import Request, gather
from bot.knowledge import Knowledge, know
from bot.options import Options
from bot.parse.settings import Layer, load_layers
from bot.phabricator.recorded import recorded
from bot.phabricator.tracker import Tracker
from bot.run import lock
from bot.tell.progress import Bar, Log
from bot.wiki.folder import FolderWiki
from bot.wiki.port import Wiki


def read(options: Options, *, write: bool) -> tuple[Wiki, Knowledge]:
    """Open the wiki and read everything that the options ask for."""
    wiki = open_wiki(options, write=write)
    stamp = f"{options.clock():%Y%m%d-%H%M}-{secrets.token_hex(2)}"
    with watch(options) as watching:
        material = gather(wiki, request(options, stamp), watching, tracker=_tracker(options))
    return wiki, know(material)


def open_wiki(options: Options, *, write: bool) -> Wiki:
    """The wiki that the options name; logged in where it is to be written."""
    if options.wiki is not None:
        return FolderWiki(options.wiki, now=options.clock, readonly=not write)
    from bot.wiki.live import LiveWiki  # noqa: PLC0415 - Pywikibot is imported only where the live wiki is meant

    return LiveWiki.connect(options.pywikibot, write=write)


def request(options: Options, stamp: str) -> Request:
    """What is to be read for a run with this id."""
    base = base_layers(options)
    return Request(
        today=options.today,
        run=stamp,
        years=options.years,
        projects=options.projects,
        tasks=options.tasks,
        settings=load_layers([*base, layer(options.settings)]) if options.settings else None,
        base=base,
    )


def layer(path: Path) -> Layer:
    """The settings in a file.

    Raises:
        UsageError: It cannot be read, or is no text.
    """
    try:
        return Layer(path.read_text(encoding="utf-8-sig"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise UsageError(f"Cannot read the settings {path}: {reason}.") from None


def base_layers(options: Options) -> tuple[Layer, ...]:
    """What lies below the settings on the wiki, or those of the file in their place."""
    return (layer(options.base_settings),) if options.base_settings else ()


def _tracker(options: Options) -> Tracker:
    """Whom to ask about tasks; for a folder wiki only what is recorded there, whatever token there is."""
    if options.wiki is not None:
        return recorded(options.wiki)
    from bot.phabricator.conduit import tracker_of  # noqa: PLC0415 - what speaks HTTP is imported only where it may

    return tracker_of(os.environ)


@contextmanager
def locked(options: Options) -> Iterator[None]:
    """Hold one lock for each wiki: in a folder wiki itself, in the user's state directory for the live one."""
    if options.wiki is None:
        folder = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "lagesbot"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"Cannot make {folder} for the lock: {error.strerror}. Set XDG_STATE_HOME.") from None
    else:
        open_wiki(options, write=False)  # says what is wrong with the folder before a lock is put there
        folder = options.wiki
    with lock(folder / ".lagesbot.lock"):
        yield


def watch(options: Options) -> Bar | Log:
    """Who is told of the progress: a bar on a terminal, else the log."""
    console = Console(stderr=True)
    return Bar(console) if console.is_terminal and not options.quiet else Log()
