"""After a run: what this machine remembers of it, and the monitor that is told."""

import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.errors import BotError, LockedError, UsageError
from bot.model import TASKS
from bot.options import Options
from bot.shard import WHOLE, Shard
from bot.verbs.codes import DONE
from bot.verbs.holding import state_folder

_PREFIX, _ENDING = ".lagesbot.good.", ".json"
_SHARDS = f"{_PREFIX}*of*{_ENDING}"

LOG = logging.getLogger("lagesbot")


@dataclass(slots=True)
class Aftermath:
    """How a run ended.

    Attributes:
        code: Its exit code; None as long as it goes on.
        words: What it did, in a line.
        whole: All projects were looked at, and everything was to be done: a run as the schedule's.
        run: Its id.
        simulated: Nothing was written, on purpose: user-config.py may say so, too.
    """

    code: int | None = None
    words: str = ""
    whole: bool = False
    run: str = ""
    simulated: bool = False


@contextmanager
def followed(options: Options) -> Iterator[Aftermath]:
    """Remember the run in this context if it was good, and tell the monitor how it went, good or not.

    A run that wrote nothing on purpose (`-simulate`), looked at a part only, or found another one going on is told to
    nobody, and only the live wiki has a monitor. That a shard has failed is told at once; that all is well by the one
    that is the last to end well.
    """
    after = Aftermath()
    try:
        yield after
    except LockedError:
        raise
    except BotError as error:
        after.code, after.words = error.exit_code, str(error)
        _tell(options, after)
        raise
    except BaseException as error:
        after.code, after.words = 1, type(error).__name__
        _tell(options, after)
        raise
    if options.simulate or after.simulated:
        return
    if after.code == DONE and after.whole and options.wiki is None:  # in a folder, a run with no news changes no file
        _remember(options, after.run)
    _tell(options, after)


def remembered(options: Options) -> dict[Shard, datetime]:
    """When the last good run of each shard ended that this machine remembers, a whole run's under `WHOLE`.

    It remembers none of folder wikis.
    """
    if options.wiki is not None:
        return {}
    try:
        whole = _memory(WHOLE)
        parts = {shard: path for path in whole.parent.glob(_SHARDS) if (shard := _shard_of(path))}
    except (OSError, UsageError):
        return {}
    return {shard: ended for shard, path in {**parts, WHOLE: whole}.items() if (ended := _ended(path))}


def _shard_of(path: Path) -> Shard | None:
    """Whose memory a file is."""
    return Shard.read(path.name.removeprefix(_PREFIX).removesuffix(_ENDING).replace("of", "/"))


def _ended(path: Path) -> datetime | None:
    """When the run ended that a file remembers; None where it remembers none."""
    try:
        ended = datetime.fromisoformat(json.loads(path.read_text(encoding="utf-8"))["ended"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    return ended if ended.tzinfo else None


def _remember(options: Options, run: str) -> None:
    try:
        path = _memory(options.shard)
        path.write_text(json.dumps({"run": run, "ended": options.now().isoformat()}), encoding="utf-8")
    except (OSError, UsageError) as error:
        LOG.warning("lagesbot health will not know of this run on this machine: %s", error)


def _memory(shard: Shard) -> Path:
    """The file in the user's state directory, for each shard one; of folder wikis nothing is remembered.

    Raises:
        UsageError: There is no such directory.
    """
    which = "" if shard.whole else f"{shard.index}of{shard.count}"
    return state_folder() / (f"{_PREFIX}{which}{_ENDING}" if which else ".lagesbot.good.json")


def _others_are_well(options: Options) -> bool:
    """Whether every shard has had a good run today, as this machine remembers: of several, the last one says so."""
    known, count = remembered(options), options.shard.count
    ended = [known.get(Shard(index, count)) for index in range(1, count + 1)]
    return all(one and one.astimezone(options.zone).date() >= options.today for one in ended)


def _tell(options: Options, after: Aftermath) -> None:
    address = os.environ.get("LAGESBOT_PING_URL", "").strip()
    partial = options.projects or options.tasks != TASKS
    if not address or options.wiki is not None or options.simulate or partial:
        return
    if after.code == DONE and not (options.shard.whole or _others_are_well(options)):
        return
    from bot.ping import ping  # noqa: PLC0415 - what speaks HTTP is imported only where it may

    ping(address, well=after.code == DONE, words=after.words)
