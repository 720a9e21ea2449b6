"""What is kept between runs: where it lies, unless the options are to do without."""

import hashlib
import os
from pathlib import Path

from bot.cache.database import Database, forget_old
from bot.cache.version import version
from bot.options import Options
from bot.readings import Readings

NAME = "readings-{wiki}.sqlite"
"""What the file of a wiki is called."""

_WHICH = ("-family", "-lang", "-code", "-site", "-dir", "-config")
"""Pywikibot's arguments that say which wiki is meant."""


def readings(options: Options) -> Readings:
    """What was read in earlier runs, one file for each wiki in the user's cache directory; else nothing was."""
    made_by = version() if options.cache else None
    folder = _folder()
    if made_by is None or folder is None:
        return Readings()
    today = options.now().date()
    forget_old(folder, NAME.format(wiki="*"), today=today)
    return Readings(Database(folder / NAME.format(wiki=_wiki(options)), version=made_by, today=today))


def _folder() -> Path | None:
    """The folder; None where nobody has a home."""
    try:
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "lagesbot"
    except RuntimeError:
        return None


def _wiki(options: Options) -> str:
    """Some digits that tell the wiki from others. Two that have the same would only share what is alike in both."""
    which = [one for one in options.pywikibot if one.startswith(_WHICH)]
    live = [os.environ.get("PYWIKIBOT_DIR", ""), *which]
    told = str(options.wiki.absolute()) if options.wiki else "\0".join(live)
    return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()[:12]
