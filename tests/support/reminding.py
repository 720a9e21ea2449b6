"""Reminding without reading: what is known of projects given as data, talk pages, and days played one after another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.knowledge import Knowledge, Material
from bot.ledger import Ledger, Sent, message_key
from bot.model import Project, TaskState
from bot.parse.reminder_marks import item_mark, project_mark
from bot.parse.structure import Source
from bot.parse.threads import Thread, read_threads
from bot.reminders.items import Item, project_keys
from bot.reminders.messages import Message, Reminders, remind
from bot.settings import Settings
from bot.wiki.port import Account, Page, Version
from tests.support.builders import TODAY, WORDS, settings, standing

RUN = "20221109-0730-abcd"
"""The run of what is known here."""

Told = tuple[str, str, int, str]
"""What was said: the day, the first word of the account, the step, and the activity's name or the report's period."""


def talk_page(name: str) -> str:
    """The talk page of somebody in the builders' register."""
    return f"Användardiskussion:{name} (WMSE)"


def knowledge(
    *projects: Project,
    today: date = TODAY,
    rules: Settings | None = None,
    ledger: Ledger | None = None,
    tasks: Mapping[str, TaskState] | None = None,
    pages: Iterable[Page] = (),
    accounts: Iterable[Account] = (),
    histories: Mapping[str, Sequence[Version]] | None = None,
) -> Knowledge:
    """What is known where the projects are these, and nothing of it was read.

    Args:
        projects: The projects.
        today: The day.
        rules: The settings; those of the builders where none are given.
        ledger: What was sent before.
        tasks: Phabricator's answers.
        pages: Talk pages.
        accounts: What the wiki says of accounts.
        histories: The revisions of talk pages with answers.
    """
    rules = rules or settings()
    titles = tuple(one.title for one in projects)
    material = Material(
        today,
        RUN,
        "Lägesbot",
        rules,
        WORDS,
        {today.year: titles},
        {page.title: page for page in pages},
        tasks=tasks,
        accounts={account.name: account for account in accounts},
        talk_histories=histories or {},
    )
    standings = tuple(standing(one, today=today, rules=rules, tasks=tasks) for one in projects)
    return Knowledge(material, standings, {}, (), ledger or Ledger())


def sent(messages: Iterable[Message], day: date, before: Ledger | None = None) -> Ledger:
    """The ledger after these messages have been delivered on a day."""
    before = before or Ledger()
    items, keys = dict(before.items), set(before.messages)
    for message in messages:
        keys.add(message_key(day, message.recipient.addressee))
        for errand in message.errands:
            for key in errand.keys:
                items[key] = (*items.get(key, ()), Sent(errand.step, day, 1, message.recipient.talk))
    return Ledger(frozenset(keys), items)


def sent_on(day: date, *projects: Project, rules: Settings | None = None) -> Ledger:
    """The ledger after all that was due in these projects on a day was delivered then."""
    return sent(remind(knowledge(*projects, today=day, rules=rules)).messages, day)


def moved(ledger: Ledger, old: str, new: str) -> Ledger:
    """The ledger after a talk page has got another title: contributions have the titles of today."""
    items = {
        key: tuple(replace(one, title=new) if one.title == old else one for one in sent)
        for key, sent in ledger.items.items()
    }
    return replace(ledger, items=items)


def section(message: Message, answer: str = "", *, heading: str = "Påminnelse") -> str:
    """A message as it stands on a talk page, with an answer below it: the marks, and as few words as can be."""
    projects = {one.item.project.title: one.item.project for one in message.errands}
    marks = [project_mark(*project_keys(one)) for one in projects.values()]
    marks += [item_mark(*one.keys, step=one.step, run=RUN) for one in message.errands]
    return f"== {heading} ==\nHej! {' '.join(marks)}\n{answer}\n"


def thread(text: str) -> Thread:
    """The only section with a message on a page."""
    (found,) = read_threads(Source("Användardiskussion:Axel (WMSE)", text))
    return found


def called(item: Item) -> str:
    """The activity's name, or the report's period."""
    return item.subject or item.occasion[0]


def goes_out(found: Reminders) -> list[Message]:
    """The messages that nothing holds back."""
    return [one for one in found.messages if one.silence is None and one.recipient.talk not in found.talks.obstacles]


def play(
    *projects: Project,
    first: date,
    last: date,
    rules: Settings | None = None,
    pages: Sequence[Page] = (),
    accounts: Sequence[Account] = (),
    changes: Mapping[date, Sequence[Project]] | None = None,
) -> list[Told]:
    """Play days one after another: what is due is sent, and remembered the next day.

    Args:
        projects: The projects as they are on the first day.
        first: The first day.
        last: The last day.
        rules: The settings.
        pages: Talk pages, which stay as they are.
        accounts: What the wiki says of accounts.
        changes: What the projects are from a day on.
    """
    ledger, told, day, now = Ledger(), list[Told](), first, projects
    while day <= last:
        now = tuple((changes or {}).get(day, now))
        messages = goes_out(
            remind(knowledge(*now, today=day, rules=rules, ledger=ledger, pages=pages, accounts=accounts))
        )
        told += [
            (day.isoformat(), message.recipient.account.split()[0], one.step, called(one.item))
            for message in messages
            for one in message.errands
        ]
        ledger, day = sent(messages, day, ledger), day + timedelta(days=1)
    return told
