"""Whether the bot is well: how long ago its last good run was, as far as the wiki and this machine know."""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.checks.calendar import ONE_DAY
from bot.ledger import runs_of
from bot.logbook import Ending, Entry, Logbook
from bot.model import ZONE
from bot.shard import Shard
from bot.wiki.port import Contribution

_SATURDAY = 5
_GOOD = frozenset({Ending.DONE, Ending.STOPPED})
"""A run that somebody stopped has done what it should."""

_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Health:
    """How it stands with the bot.

    Attributes:
        well: The last good run is recent enough.
        last: When it was; None where none is known.
        hours: How many hours ago, Saturdays and Sundays left out; None where none is known.
        limit: How many it may be.
        remarks: What else the operator should know, in a sentence each.
        zone: The time zone in which its sentence tells times.
    """

    well: bool
    last: datetime | None
    hours: float | None
    limit: float
    remarks: tuple[str, ...] = ()
    zone: ZoneInfo = ZONE

    @property
    def sentence(self) -> str:
        """The whole in words."""
        if self.last is None or self.hours is None:
            said = f"No good run is known, limit {self.limit:g} h."
        else:
            hours = math.floor(self.hours) if self.well else math.ceil(self.hours)  # not rounded across the limit
            said = f"Last good run {hours} h ago ({self.last.astimezone(self.zone):%Y-%m-%d %H:%M}), "
            said += f"limit {self.limit:g} h."
        return " ".join([said, *self.remarks])


@dataclass(frozen=True, slots=True)
class Signs:
    """What there is to judge by.

    Attributes:
        now: The wiki's time.
        limit: How many hours ago the last good run may be.
        book: The log; None where it cannot be believed.
        contributions: The bot's own edits of late; None when reading without its account. A line in the log counts
            only if the bot has made an edit in that run, and no later than its last one: a line can be made up.
        remembered: When the last good run of each shard ended that this machine remembers, a whole run's under
            `WHOLE`. One with nothing to do is in no log.
        stop: Who has stopped the bot, "" if nobody has.
        zone: The time zone that says when it is Saturday.
    """

    now: datetime
    limit: float
    book: Logbook | None
    contributions: Collection[Contribution] | None
    remembered: Mapping[Shard, datetime] = field(default_factory=dict)
    stop: str = ""
    zone: ZoneInfo = ZONE


def examine(signs: Signs) -> Health:
    """Judge the bot."""
    own = _own(signs)
    last = _last(signs, own)
    hours = work_hours(last, signs.now, signs.zone) if last else None
    well = hours is not None and hours <= signs.limit
    return Health(well, last, hours, signs.limit, tuple(_remarks(signs, own, last)), signs.zone)


def _last(signs: Signs, own: Iterable[Entry]) -> datetime | None:
    """When all that there is to do was last done: by a whole run, or by every shard of as many."""
    good = [(one.shard, one.end) for one in own if one.end and one.ending in _GOOD and one.projects]
    newest: dict[Shard, datetime] = {}
    for shard, end in [*good, *signs.remembered.items()]:
        if end <= signs.now + ONE_DAY:
            newest[shard] = max(end, newest.get(shard, end))
    counts = {shard.count for shard in newest}
    parts = ([newest.get(Shard(index, count)) for index in range(1, count + 1)] for count in counts)
    return max((min(filter(None, ends)) for ends in parts if all(ends)), default=None)


def _own(signs: Signs) -> list[Entry]:
    """The runs in the log that the bot has made, as far as can be known; none ended later than its last edit."""
    entries = signs.book.entries if signs.book else []
    if signs.contributions is None:
        return entries
    last = {run: end for run, (_, end) in runs_of(signs.contributions).items()}
    return [
        replace(one, end=one.end and min(one.end, last[one.run]), start=min(one.start, last[one.run]))
        for one in entries
        if one.run in last
    ]


def _remarks(signs: Signs, own: Sequence[Entry], last: datetime | None) -> Iterator[str]:
    if signs.stop:
        yield signs.stop
    if signs.book is None:
        yield "The log page cannot be used: it is protected, or somebody has changed the bot's text there."
    newest = own[0] if own else None
    if newest is None or (last and newest.start <= last):
        return
    if newest.ending is Ending.RUNNING:
        yield f"A run has been under way for {(signs.now - newest.start) / _HOUR:.0f} h ({newest.run})."
    elif newest.ending not in _GOOD:
        yield f"The newest run in the log did not end well ({newest.run}: {newest.ending.name.lower()})."


def work_hours(start: datetime, end: datetime, zone: ZoneInfo = ZONE) -> float:
    """The hours between two moments, without those of Saturdays and Sundays in a time zone."""
    total, moment, stop = timedelta(), start.astimezone(zone), end.astimezone(zone)
    while moment < stop:
        midnight = datetime.combine(moment.date() + ONE_DAY, time(), zone)
        until = min(midnight, stop)
        if moment.weekday() < _SATURDAY:
            total += until.astimezone(UTC) - moment.astimezone(UTC)
        moment = until
    return total / _HOUR
