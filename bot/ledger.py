"""What was sent before, read from the wiki's own record: the bot's contributions and the texts of those revisions.

A reminder's message has a key in its edit summary, and each of its items a key and a step hidden in its text. So it
does not matter where a section has been moved since: the revision that delivered it is still there.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.wiki.port import Contribution

_MESSAGE = re.compile(r" · nyckel (?P<key>påminnelse/(?P<day>\d{4}-\d{2}-\d{2})/.+) · körning \S+$")
ITEM = re.compile(r"<!-- Lägesbot:punkt (?P<key>[0-9a-f]{16}) steg (?P<step>[1-3]) -->")

SUMMARY_LIMIT = 500
"""MediaWiki's limit for an edit summary, in characters."""


def item_key(*parts: str) -> str:
    """The key of something to remind of: the same parts give the same 16 hexadecimal digits."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def item_mark(key: str, step: int) -> str:
    """The hidden mark of one item in a message."""
    return f"<!-- Lägesbot:punkt {key} steg {step} -->"


def message_key(day: date, account: str) -> str:
    """The key of a day's one message to an account."""
    return f"påminnelse/{day.isoformat()}/{account}"


def summary(words: str, *, run: str, key: str | None = None) -> str:
    """An edit summary: the words, shortened if they must be, then the message's key, if any, and the run's id."""
    end = f"{f' · nyckel {key}' if key else ''} · körning {run}"
    room = SUMMARY_LIMIT - len(end)
    return (words if len(words) <= room else f"{words[: max(room - 1, 0)].rstrip()}…") + end


def reminders_among(contributions: Iterable[Contribution]) -> list[int]:
    """The revisions that delivered reminders, whose texts the ledger needs."""
    return [one.revid for one in contributions if _MESSAGE.search(one.summary)]


@dataclass(frozen=True, slots=True)
class Sent:
    """One item as it was delivered: when, with which step, by which revision of which page."""

    step: int
    timestamp: datetime
    revid: int
    title: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """What has been sent.

    Attributes:
        messages: The keys of all messages.
        items: For each item's key, the first delivery of each step, in order of time.
        edited: When the bot last edited each page that it has edited.
    """

    messages: frozenset[str] = frozenset()
    items: Mapping[str, tuple[Sent, ...]] = field(default_factory=dict)
    edited: Mapping[str, datetime] = field(default_factory=dict)

    def first(self, key: str) -> Sent | None:
        """The first delivery of an item."""
        return next(iter(self.items.get(key, ())), None)


def read_ledger(contributions: Iterable[Contribution], texts: Mapping[int, str]) -> Ledger:
    """Work out what was sent.

    Args:
        contributions: The bot's edits, in any order.
        texts: The texts of the revisions that `reminders_among` named. A revision keeps the marks of all messages
            before it on its page; an item counts as sent by the oldest revision that has it.
    """
    ordered = sorted(contributions, key=lambda one: (one.timestamp, one.revid))
    messages, items = set(), dict[str, tuple[Sent, ...]]()
    for one in ordered:
        found = _MESSAGE.search(one.summary)
        if not found:
            continue
        messages.add(found["key"])
        for mark in ITEM.finditer(texts.get(one.revid, "")):
            sent, step = items.get(mark["key"], ()), int(mark["step"])
            if all(earlier.step != step for earlier in sent):
                items[mark["key"]] = (*sent, Sent(step, one.timestamp, one.revid, one.title))
    return Ledger(frozenset(messages), items, {one.title: one.timestamp for one in ordered})
