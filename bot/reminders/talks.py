"""What people's talk pages say of reminders: what was told and answered there, and why a page takes no message."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.knowledge import Knowledge, once
from bot.ledger import Sent
from bot.model import Project
from bot.parse.answers import given_answers
from bot.parse.exclusion import liquid, may_edit, settled, swallows
from bot.parse.threads import Thread, threads_in
from bot.reminders.items import project_keys
from bot.reminders.register import Recipient, Register
from bot.wiki.port import Page

RECENT = timedelta(days=120)
"""A pause that was over before that holds nothing back any more."""


@dataclass(frozen=True, slots=True)
class Talks:
    """The talk pages that were read, by title.

    Attributes:
        threads: The sections in which the bot has told somebody something, in the page's order.
        pauses: The day until which the reader of a page has asked for peace, by page and a key of the project.
        obstacles: Why no message can be put on a page, as the end of a phrase's key.
        fresh: The pages whose newest revision is the bot's.
    """

    threads: Mapping[str, Sequence[Thread]] = field(default_factory=dict)
    pauses: Mapping[tuple[str, str], date] = field(default_factory=dict)
    obstacles: Mapping[str, str] = field(default_factory=dict)
    fresh: frozenset[str] = frozenset()

    def paused_until(self, recipient: Recipient, project: Project) -> date | None:
        """Until when somebody has asked not to be reminded of a project; None where they have not."""
        found = (self.pauses.get((recipient.talk, key)) for key in project_keys(project))
        return max((day for day in found if day), default=None)

    def says(self, talk: str, keys: Sequence[str], step: int) -> bool:
        """Whether an item stands on a page with a step, whatever the wiki's record says.

        The record may lag behind the bot's own last edit; what somebody has put on the page since is not believed.
        """
        return talk in self.fresh and any(
            step in thread.steps.get(key, ()) for thread in self.threads.get(talk, ()) for key in keys
        )


@once
def talks_of(known: Knowledge) -> Talks:
    """What is known of all talk pages that were read."""
    register, prefix = Register.of(known), known.settings.pages.talk_page("")
    pages = {page.title: page for page in known.pages.values() if page.title.startswith(prefix)}
    threads = {title: threads_in(page.text) for title, page in pages.items() if page.text}
    told = {title: found for title, found in threads.items() if found}
    obstacles = {title: why for title, page in pages.items() if (why := _obstacle(page, known.material.account))}
    fresh = frozenset(title for title, page in pages.items() if page.user == known.material.account != "")
    return Talks(told, _pauses(known, register, told), obstacles, fresh)


def answered_pages(known: Knowledge, told: Collection[str]) -> list[str]:
    """The talk pages whose history is needed: those with an answer, and those off which a thread has been taken.

    Args:
        known: What is known.
        told: The keys of what is not done yet, and somebody was told of.
    """
    talks = talks_of(known)
    since = known.today - RECENT
    answers = [(title, one) for title, threads in talks.threads.items() for thread in threads for one in thread.answers]
    answered = [title for title, one in answers if one.until and one.until > since]
    return list(dict.fromkeys([*answered, *(sent.title for sent in _gone(known, talks.threads, told).values())]))


def _gone(known: Knowledge, threads: Mapping[str, Sequence[Thread]], told: Collection[str]) -> dict[str, Sent]:
    """The items that were told on a page that was read, and do not stand there any more, by key."""
    there = {(title, key) for title, found in threads.items() for thread in found for key in thread.steps}
    first = {key: sent[0] for key, sent in known.ledger.items.items() if key in told}
    return {key: one for key, one in first.items() if one.title in known.pages and (one.title, key) not in there}


def _obstacle(page: Page, account: str) -> str | None:
    text = page.text or ""
    if page.model != "wikitext" or liquid(text):
        return "talk-page"
    if page.redirect:
        return "redirect"
    if page.locked:
        return "locked"
    if not may_edit(text, account):
        return "nobots"
    if not settled(text):
        return "unsettled"
    return "swallowed" if swallows(text) else None


def _pauses(
    known: Knowledge, register: Register, told: Mapping[str, Sequence[Thread]]
) -> Mapping[tuple[str, str], date]:
    """What was answered, by whom it may: the person addressed, or a manager. The later of two answers counts."""
    managers = {one.account for one in known.settings.managers().values()}
    away: dict[str, list[str]] = {}
    for key, sent in _gone(known, told, known.ledger.items).items():
        away.setdefault(sent.title, []).append(key)
    days: dict[tuple[str, str], date] = {}
    for title, versions in known.material.talk_histories.items():
        talk = title.partition("/")[0]  # a talk page that was moved to its archive took its answers with it
        allowed = managers | {one.account for one in register.at(talk)}
        for answer, thread, author in given_answers(versions, gone=away.get(title, ())):
            if answer.until and author in allowed:
                for key in thread.projects:
                    days[talk, key] = max(answer.until, days.get((talk, key), answer.until))
    return days
