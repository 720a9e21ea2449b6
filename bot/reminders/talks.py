"""What people's talk pages say of reminders: what was told and answered there, and why a page takes no message."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.knowledge import Knowledge
from bot.model import Project
from bot.parse.answers import answered_by
from bot.parse.brackets import BLOT
from bot.parse.exclusion import liquid, may_edit, settled
from bot.parse.structure import Source
from bot.parse.threads import Thread, read_threads
from bot.reminders.items import project_keys
from bot.reminders.register import Recipient, Register
from bot.wiki.port import Page


@dataclass(frozen=True, slots=True)
class Talks:
    """The talk pages that were read, by title.

    Attributes:
        threads: The sections in which the bot has told somebody something, in the page's order.
        pauses: The day until which the reader of a page has asked for peace, by page and a key of the project.
        obstacles: Why no message can be put on a page, as the end of a phrase's key.
    """

    threads: Mapping[str, Sequence[Thread]] = field(default_factory=dict)
    pauses: Mapping[tuple[str, str], date] = field(default_factory=dict)
    obstacles: Mapping[str, str] = field(default_factory=dict)

    def paused_until(self, recipient: Recipient, project: Project) -> date | None:
        """Until when somebody has asked not to be reminded of a project; None where they have not."""
        found = (self.pauses.get((recipient.talk, key)) for key in project_keys(project))
        return max((day for day in found if day), default=None)

    def says(self, talk: str, keys: Sequence[str], step: int) -> bool:
        """Whether an item stands on a page with a step, whatever the wiki's record says: that may lag behind."""
        return any(step in thread.steps.get(key, ()) for thread in self.threads.get(talk, ()) for key in keys)


def talks_of(known: Knowledge, register: Register) -> Talks:
    """What is known of all talk pages that were read."""
    prefix = known.settings.pages.talk_page("")
    pages = {page.title: page for page in known.pages.values() if page.title.startswith(prefix)}
    threads = {title: read_threads(Source(title, page.text)) for title, page in pages.items() if page.text}
    told = {title: found for title, found in threads.items() if found}
    obstacles = {title: why for title, page in pages.items() if (why := _obstacle(page, known.material.account))}
    return Talks(told, dict(_pauses(known, register, told)), obstacles)


def answered_pages(known: Knowledge) -> list[str]:
    """The talk pages with an answer whose writer must be looked up in their history."""
    talks = talks_of(known, Register.of(known))
    return [title for title, threads in talks.threads.items() if any(one.answers for one in threads)]


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
    return "swallowed" if Source(page.title, f"{text}\n=").quiet.endswith(BLOT) else None


def _pauses(
    known: Knowledge, register: Register, told: Mapping[str, Sequence[Thread]]
) -> Iterator[tuple[tuple[str, str], date]]:
    """What was answered, by whom it may: the person addressed, or a manager. The later of two answers counts."""
    managers = {one.account for one in known.settings.managers().values()}
    days: dict[tuple[str, str], date] = {}
    for title, threads in told.items():
        versions = known.material.talk_histories.get(title, ())
        allowed = managers | {one.account for one in register.at(title)}
        for thread in threads:
            for answer in thread.answers:
                if answer.until and versions and _may_say(answered_by(answer, thread, versions), allowed):
                    for key in thread.projects:
                        days[title, key] = max(answer.until, days.get((title, key), answer.until))
    yield from days.items()


def _may_say(author: str | None, allowed: set[str]) -> bool:
    """Whether an answer counts. One that has stood there for longer than anybody looks back is left in peace."""
    return author is None or author in allowed
