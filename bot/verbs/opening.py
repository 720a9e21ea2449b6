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
from bot.parse.settings import Loaded, load
from bot.phabricator.recorded import recorded
from bot.phabricator.tracker import Tracker
from bot.run import lock
from bot.tell.progress import Bar, Log
from bot.wiki.folder import FolderWiki
from bot.wiki.port import Wiki


def read(options: Options, *, write: bool) -> tuple[Wiki, Knowledge]:
    """Open the wiki and read everything that the options ask for."""
    wiki = open_wiki(options, write=write)
    with watch(options) as watching:
        material = gather(wiki, request(options, run_stamp(options)), watching, tracker=_tracker(options))
    return wiki, know(material)


def run_stamp(options: Options) -> str:
    """A new run's id, as no other run has it."""
    return f"{options.clock():%Y%m%d-%H%M}-{secrets.token_hex(2)}"


def open_wiki(options: Options, *, write: bool) -> Wiki:
    """The wiki that the options name; logged in where it is to be written."""
    if options.wiki is not None:
        return FolderWiki(options.wiki, now=options.clock, readonly=not write)
    from bot.wiki.live import LiveWiki  # noqa: PLC0415 - Pywikibot is imported only where the live wiki is meant

    return LiveWiki.connect(options.pywikibot, write=write)


def request(options: Options, stamp: str) -> Request:
    """What is to be read for a run with this id."""
    return Request(
        today=options.today,
        run=stamp,
        years=options.years,
        projects=options.projects,
        tasks=options.tasks,
        settings=_settings(options),
    )


def _settings(options: Options) -> Loaded | None:
    """Settings from the file that was given, if one was."""
    if options.settings is None:
        return None
    try:
        return load(options.settings.read_text(encoding="utf-8-sig"), source=str(options.settings))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise UsageError(f"Cannot read the settings {options.settings}: {reason}.") from None


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
