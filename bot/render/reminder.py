"""What the bot puts on a talk page: a person's message of the day, and thanks where all is solved."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache

from bot.knowledge import Knowledge
from bot.ledger import Sent, message_key, summary
from bot.model import Finding, Place
from bot.parse.reminder_marks import item_mark, project_mark, solved_mark
from bot.parse.structure import Source
from bot.parse.threads import Thread, threads_in, with_reply
from bot.parse.words import plain
from bot.reminders.items import Item, Upcoming, project_keys
from bot.reminders.ladder import AGAIN, FIRST, MANAGER, Course
from bot.reminders.messages import Errand, Message
from bot.reminders.register import Recipient
from bot.render.changes import changes_told
from bot.render.draft import Draft
from bot.render.escape import Wikitext, escape, link, revision_link, section_link, woven
from bot.render.words import Words
from bot.wiki.port import Page

REGION_CODES = frozenset({"region-damaged", "region-edited"})
"""The findings that keep the bot from writing its part, and that only a person can mend."""

PAUSE = timedelta(days=14)
"""How long a pause the example in a message asks for."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing as a message tells it; see `templates/sv/reminder/things.wikitext.j2`."""

    errand: Errand
    code: str | None
    plan: Wikitext
    whose: str
    told: tuple[Wikitext, ...]
    mark: Wikitext

    @property
    def item(self) -> Item:
        """What it is."""
        return self.errand.item

    @property
    def others(self) -> bool:
        """Whether it is told to a manager, of others."""
        return self.errand.step == MANAGER


@dataclass(frozen=True, slots=True)
class Group:
    """What a message says of one project."""

    title: str
    name: str
    mark: Wikitext
    things: tuple[Thing, ...]
    upcoming: tuple[Upcoming, ...]
    changed: str
    unwritten: tuple[Finding, ...]


def talk_text(
    page: Page,
    message: Message | None,
    solved: Sequence[tuple[Thread, Sequence[str]]],
    reader: Recipient,
    known: Knowledge,
) -> Draft:
    """A talk page with the message of the day, and with thanks in sections that are solved; all else as it was.

    What was told before is told again in a reply under it; where there is none on the page, or where a manager is told
    of others, in a new section at the end.

    Args:
        page: The page.
        message: The message; None where there is nothing to tell.
        solved: The sections to give thanks in, with the keys of what is solved.
        reader: Whose page it is.
        known: What is known.
    """
    text, words = page.text or "", known.words
    replies: dict[int, tuple[Thread, str]] = {
        thread.start: (
            thread,
            indented(words.wikitext("reminder/thanks", mark=Wikitext(solved_mark(*keys, run=known.material.run)))),
        )
        for thread, keys in solved
    }
    under = _section_to_answer_in(page, message) if message else None
    if message and under:
        replies[under.start] = (under, indented(words.wikitext("reminder/reply", **_facts(message, known, reply=True))))
    answered = False
    for start in sorted(replies, reverse=True):
        thread, reply = replies[start]
        added = with_reply(Source(page.title, text), thread, reply)
        text = text if added is None else added
        answered = answered or (under is not None and under.start == start and added is not None)
    if message and not answered:
        text = _with_section(text, words.wikitext("reminder/section", **_facts(message, known)), reader, known)
    return _draft(text, message, reader, known)


def indented(reply: str) -> str:
    """A reply with every line indented, as replies on talk pages are; empty lines are left out."""
    return "\n".join(f":{line}" for line in reply.split("\n") if line.strip())


def _draft(text: str, message: Message | None, reader: Recipient, known: Knowledge) -> Draft:
    words, handbook = known.words, known.settings.pages.handbook
    count = len(message.errands) if message else 0
    kind = "reminder" if message else "thanks"
    why = words.phrase(f"why-{kind}", name=reader.name, count=count)
    said = words.phrase(f"summary-{kind}", handbook=handbook, count=count)
    language = words.language
    key = message_key(known.today, reader.addressee, language)
    return Draft(text, summary(said, run=known.material.run, key=key, language=language), why)


def _section_to_answer_in(page: Page, message: Message) -> Thread | None:
    """The newest section on the page in which something was told that is told again; None for a new section."""
    if message.others:
        return None
    again = {key for one in message.own if one.step == AGAIN for key in one.keys}
    found: Thread | None = None
    for thread in threads_in(page.text or "") if again else ():
        told = {key for key in again if FIRST in thread.steps.get(key, ())}
        again -= told  # a copy further down is not where it was told
        found = thread if told else found
    return found


def _with_section(text: str, section: str, reader: Recipient, known: Knowledge) -> str:
    """The page with a section at its end, after an empty line; a new page begins with a greeting."""
    if not text:
        greeting = escape(known.settings.reminders.greeting.replace("{name}", reader.name))
        return f"{greeting}\n\n{section}" if greeting else section
    gap = "" if text.endswith("\n\n") else "\n" if text.endswith("\n") else "\n\n"
    return f"{text}{gap}{section}"


def _facts(message: Message, known: Knowledge, *, reply: bool = False) -> Mapping[str, object]:
    """What the templates of messages are given; a reply need not say when it was told before, which stands above it."""
    rules, steps = known.settings.reminders, {one.step for one in message.own}
    reader = message.recipient
    own = _groups([replace(one, courses=()) if reply else one for one in message.own], message.upcoming, reader, known)
    return {
        "name": message.recipient.name,
        "day": known.today,
        "own": own,
        "others": _groups(message.others, (), reader, known),
        "count": len(message.own),
        "reports": any(one.item.kind == "report" for one in message.own),
        "activities": any(one.item.kind == "activity" for one in message.own),
        "new": FIRST in steps,
        "lead": any(not one.whose for group in own for one in group.things),
        "stands_in": any(one.whose for group in own for one in group.things),
        "escalates": any(one.escalates for one in message.own),
        "again": rules.again_after_workdays,
        "later": rules.manager_after_workdays,
        "pause": (known.today + PAUSE).isoformat(),
        "pages": known.settings.pages,
    }


def _groups(
    errands: Sequence[Errand], upcoming: Iterable[Upcoming], reader: Recipient, known: Knowledge
) -> list[Group]:
    """The errands by project, in the order of the first of each; then the projects of which only something comes."""
    if not errands:
        return []
    soon: dict[str, list[Upcoming]] = {}
    for one in upcoming:
        soon.setdefault(one.standing.project.title, []).append(one)
    by_title: dict[str, list[Errand]] = {}
    for errand in errands:
        by_title.setdefault(errand.item.project.title, []).append(errand)
    titles = dict.fromkeys([*by_title, *soon])
    return [_group(by_title.get(title, []), soon.get(title, []), reader, known) for title in titles]


def _group(errands: Sequence[Errand], upcoming: Sequence[Upcoming], reader: Recipient, known: Knowledge) -> Group:
    standing = errands[0].item.standing if errands else upcoming[0].standing
    project = standing.project
    beside = [one.item.activity.activity for one in errands if one.item.activity]
    report = any(one.item.kind == "report" and one.step == FIRST for one in errands)
    findings = known.findings.get(project.title, ()) if errands else ()
    return Group(
        project.title,
        project.name,
        Wikitext(project_mark(*project_keys(project))) if errands else Wikitext(""),
        tuple(_thing(one, reader, known) for one in errands),
        tuple(upcoming),
        changes_told(standing, known.settings, known.words, but=beside) if report else "",
        tuple(one for one in findings if one.code in REGION_CODES),
    )


def _thing(errand: Errand, reader: Recipient, known: Knowledge) -> Thing:
    item = errand.item
    plan = known.words.phrase("time-plan")
    return Thing(
        errand,
        item.standing.late_report,
        _where(item.activity.activity.place, plan, known) if item.activity else Wikitext(""),
        "" if errand.step == MANAGER else _whose(item, reader, known),
        tuple(told for course in errand.courses if (told := _told(course, errand.step, known))),
        Wikitext(item_mark(*errand.keys, step=errand.step, run=known.material.run)),
    )


def _whose(item: Item, reader: Recipient, known: Knowledge) -> str:
    """Who answers for a thing, where that is not the reader: a stand-in or a manager should know."""
    people = item.activity.activity.people if item.activity else item.project.people
    if any(one.account in reader.names or one.name in reader.names for one in people.lead):
        return ""
    names = [one.name for one in people.lead]
    return known.words.phrase("whose", names=names, everyone=people.everyone == "lead")


def _where(place: Place, words: str, known: Knowledge) -> Wikitext:
    """A link to the section that a line stands in."""
    page = known.pages.get(place.page)
    titles = [title for line, title in _headings((page.text if page else None) or "") if line <= place.line]
    return section_link(place.page, titles[-1] if titles else "", words, before=titles[:-1])


@lru_cache(maxsize=64)
def _headings(text: str) -> tuple[tuple[int, str], ...]:
    """The lines and the words of a page's headings; kept, since all activities of a project ask for them."""
    source = Source("", text)
    return tuple((source.line(one.start), plain(one.title)) for one in source.sections)


def _told(course: Course, step: int, known: Knowledge) -> Wikitext:
    """What somebody was told of a thing before, with links to those very revisions; why they were not, to a manager.

    A manager is told of the days before today: whether today's messages to others are out hangs on the order of shards.
    """
    if step == FIRST:
        return Wikitext("")
    sent = [one for one in course.sent if step == AGAIN or one.day < known.today]
    if sent:
        days = known.words.listed([sent_link(one, known.words) for one in sent])
        key = "told-again" if step == AGAIN else "told-manager"
        return woven(known.words.phrase(key, name=course.recipient.name, days="\0"), [Wikitext(days)])
    recipient = course.recipient
    if course.obstacle:
        obstacle = known.words.phrase(f"obstacle-{course.obstacle}")
        return escape(known.words.phrase("untold", name=recipient.name, obstacle=obstacle))
    leave = recipient.back(known.today) if recipient.is_away(known.today) else None
    return escape(known.words.phrase("untold-yet", name=recipient.name, leave=leave, pause=course.paused))


def sent_link(sent: Sent, words: Words) -> Wikitext:
    """The day of a message as a link to the revision that delivered it; to the page where that is only foreseen."""
    day = words.day(sent.day)
    return revision_link(sent.revid, day) if sent.revid > 0 else link(sent.title, day)
