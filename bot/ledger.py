"""What was sent before, read from the wiki's own record: the bot's contributions and the texts of those revisions.

A reminder's message has a key in its edit summary, and each of its items its keys and a step hidden in its text. So it
does not matter where a section has been moved since: the revision that delivered it is still there.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from functools import cache
from typing import Literal

from bot.model import ZONE
from bot.names import USUAL, any_of, names
from bot.parse.reminder_marks import MARK
from bot.wiki.port import Contribution

_RUN = re.compile(rf" · {any_of(lambda one: one.summary['run'])} (?P<run>\S+)$")
_KEY = any_of(lambda one: one.summary["key"])

Kind = Literal["reminder", "request", "setup"]
"""What edits are found by their keys."""

_FORMS: dict[Kind, str] = {"reminder": r"\d{4}-\d{2}-\d{2}/.+", "request": "[0-9a-f]{16}", "setup": "[0-9a-f]{12}"}

SUMMARY_LIMIT = 500
"""MediaWiki's limit for an edit summary, in characters."""


def item_key(*parts: str) -> str:
    """The key of something to remind of: the same parts give the same 16 hexadecimal digits."""
    return hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()[:16]


def key_of_kind(kind: Kind, key: str, language: str = USUAL) -> str:
    """A key as it stands in an edit summary."""
    return f"{names(language).summary[kind]}/{key}"


def key_in(kind: Kind, summary: str) -> re.Match[str] | None:
    """The `key` of a kind, without that, and the `run` that an edit summary ends with, in whatever language."""
    return _keys(kind).search(summary)


@cache
def _keys(kind: Kind) -> re.Pattern[str]:
    called = any_of(lambda one: one.summary[kind])
    return re.compile(rf" · {_KEY} {called}/(?P<key>{_FORMS[kind]}){_RUN.pattern}")


def message_key(day: date, account: str, language: str = USUAL) -> str:
    """The key of a day's one message to an account."""
    return key_of_kind("reminder", f"{day.isoformat()}/{account}", language)


def summary(words: str, *, run: str, key: str | None = None, language: str = USUAL) -> str:
    """An edit summary: the words, shortened if they must be, then the message's key, if any, and the run's id."""
    said = names(language).summary
    end = f" · {said['key']} {key}" if key else ""
    end += f" · {said['run']} {run}"
    room = SUMMARY_LIMIT - len(end)
    return (words if len(words) <= room else f"{words[: max(room - 1, 0)].rstrip()}…") + end


def run_of(edit: Contribution) -> str:
    """The id of the run that an edit was made in, as its summary ends with; "" where it names none."""
    found = _RUN.search(edit.summary)
    return found["run"] if found else ""


def runs_of(edits: Iterable[Contribution]) -> dict[str, tuple[datetime, datetime]]:
    """When the first and the last edit of each run was made, by its id."""
    found: dict[str, tuple[datetime, datetime]] = {}
    for one in edits:
        first, last = found.get(run_of(one), (one.timestamp, one.timestamp))
        found[run_of(one)] = min(first, one.timestamp), max(last, one.timestamp)
    found.pop("", None)
    return found


def reminders_among(contributions: Iterable[Contribution]) -> list[int]:
    """The revisions that delivered reminders, whose texts the ledger needs."""
    return [one.revid for one in contributions if _message(one)]


def _message(edit: Contribution) -> tuple[str, str, str] | None:
    """The day, the account and the run of a reminder that an edit delivered; None where it was none."""
    found = key_in("reminder", edit.summary)
    if not found:
        return None
    day, _, account = found["key"].partition("/")
    return day, account, found["run"]


@dataclass(frozen=True, slots=True)
class Sent:
    """One item as it was delivered: with which step, when, by which revision of which page.

    Attributes:
        step: 1 to 3; 0 for a message of which nobody can read what it told.
        day: The day that its message was for. Of that in its key and the wiki's own the earlier one counts: a clock
            that was ahead must not keep the next step waiting.
        revid: Below 1 for what is only foreseen.
    """

    step: int
    day: date
    revid: int
    title: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """What has been sent.

    Attributes:
        messages: The keys of all messages, as they are in the default language.
        items: For each item's key, the first delivery of each step, in order of time.
        solved: The keys of the items that were said to be solved.
        talks: The pages that messages were put on, by the titles that they have now.
        unread: The messages whose text is not to be had, since somebody has hidden it, by addressee, in order of time.
        edited: When the bot last edited each page that it has edited.
    """

    messages: frozenset[str] = frozenset()
    items: Mapping[str, tuple[Sent, ...]] = field(default_factory=dict)
    solved: frozenset[str] = frozenset()
    talks: frozenset[str] = frozenset()
    unread: Mapping[str, tuple[Sent, ...]] = field(default_factory=dict)
    edited: Mapping[str, datetime] = field(default_factory=dict)

    def delivered(
        self, keys: Iterable[str], *, names: Iterable[str] = (), pages: Iterable[str] = ()
    ) -> tuple[Sent, ...]:
        """The first delivery of each step of an item, under whichever of its keys, in the order of the steps.

        Args:
            keys: Its keys by the account.
            names: Its keys by other names, which may have been somebody else's: what was delivered on one of the
                reader's pages or below it counts.
            pages: Their talk page, and those that lead there. With the account that it is of, a talk page is renamed.
        """
        own = tuple(pages)
        certain = [sent for key in keys for sent in self.items.get(key, ())]
        maybe = [sent for key in names for sent in self.items.get(key, ())]
        here = [sent for sent in maybe if any(f"{sent.title}/".startswith(f"{page}/") for page in own)]
        found = sorted([*certain, *here], key=lambda one: (one.step, one.day, one.revid))
        return tuple({sent.step: sent for sent in reversed(found)}.values())[::-1]


def read_ledger(
    contributions: Iterable[Contribution],
    texts: Mapping[int, str],
    *,
    before: Ledger | None = None,
    zone: tzinfo = ZONE,
) -> Ledger:
    """Work out what was sent.

    Args:
        contributions: The bot's edits, in any order.
        texts: The texts of the revisions that `reminders_among` named. A revision keeps the marks of all messages
            before it on its page, and what people have copied or made up; those of its own run alone are its own.
        before: What was sent before these.
        zone: What day it is by the wiki's clock.
    """
    before = before or Ledger()
    ordered = sorted(contributions, key=lambda one: (one.timestamp, one.revid))
    messages, solved, talks = set(before.messages), set(before.solved), set(before.talks)
    items, unread = dict(before.items), dict(before.unread)
    for one in ordered:
        found = _message(one)
        if not found:
            continue
        told, account, run = found
        messages.add(key_of_kind("reminder", f"{told}/{account}"))
        talks.add(one.title)
        text, day = texts.get(one.revid), _day(told, one.timestamp, zone)
        if text is None:
            hidden = Sent(0, day, one.revid, one.title)
            unread[account] = (*unread.get(account, ()), hidden)
            continue
        for mark in MARK.finditer(text):
            if mark["run"] != run:
                continue
            solved.update((mark["solved"] or "").split())
            for key in (mark["item"] or "").split():
                sent, step = items.get(key, ()), int(mark["step"])
                if all(earlier.step != step for earlier in sent):
                    items[key] = (*sent, Sent(step, day, one.revid, one.title))
    edited = {**before.edited, **{one.title: one.timestamp for one in ordered}}
    return Ledger(frozenset(messages), items, frozenset(solved), frozenset(talks), unread, edited)


def _day(key: str, timestamp: datetime, zone: tzinfo) -> date:
    """The day of a message; that of the wiki where the key names one that does not exist."""
    wikis = timestamp.astimezone(zone).date()
    try:
        return min(date.fromisoformat(key), wikis)
    except ValueError:
        return wikis
