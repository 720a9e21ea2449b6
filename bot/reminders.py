"""Whom to remind of what, and whether today: the fair rules, before any word is written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from bot.checks.calendar import add_workdays, is_free_day
from bot.checks.standing import ActivityStanding, Standing
from bot.ledger import Ledger, item_key, message_key
from bot.model import People, Person, Project
from bot.settings import WEEKDAYS, Colleague, Settings

Silence = Literal["weekday", "free-day", "away", "sent-today", "nobody"]
"""Why someone gets no message today: not a day for messages, a holiday, on leave, has had today's, no account known."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to remind of.

    Attributes:
        kind: A report that has not come, or an activity that is overdue.
        occasion: What sets it apart from the next of its kind: the report's period, or the activity's name and end.
        standing: The project.
        since: The report's due date, or the activity's last day.
        activity: The activity, for an activity.
    """

    kind: Literal["report", "activity"]
    occasion: tuple[str, ...]
    standing: Standing
    since: date
    activity: ActivityStanding | None = None

    @property
    def earliest(self) -> date:
        """The first day on which it can have been said, whatever the settings were then."""
        period = self.standing.report.period
        return period.end if self.kind == "report" and period else self.since

    def key(self, account: str) -> str:
        """What the ledger knows it by, when it is said to this account. A new date makes a new key."""
        return self.keys(account)[0]

    def keys(self, account: str) -> list[str]:
        """The same, followed by what the ledger knows it by from before the project page was moved."""
        project = self.standing.project
        return [item_key(self.kind, title, *self.occasion, account) for title in (project.title, *project.former)]


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets a message: a name to greet, the account whose talk page it is, and whether they are away today."""

    name: str
    account: str
    away: bool = False


NOBODY = Recipient("", "")
"""Stands for those who cannot be found where there is no manager to tell either."""


@dataclass(frozen=True, slots=True)
class Due:
    """All that one person should be reminded of today, reports first, then activities, the oldest first."""

    recipient: Recipient
    items: tuple[Item, ...]
    silence: Silence | None = None


def due_reminders(standings: Iterable[Standing], settings: Settings, ledger: Ledger, *, today: date) -> list[Due]:
    """What each person should be reminded of for the first time, and why not today if so, by account.

    A reminder is due `grace_workdays` after the report's due date or the activity's last day. What the ledger has
    seen delivered is left out.
    """
    collected: dict[str, tuple[Recipient, list[Item]]] = {}
    for item in _items(standings, settings, today):
        if add_workdays(item.since, settings.reminders.grace_workdays) > today:
            continue
        for recipient in _recipients(item, settings, today):
            if not any(map(ledger.first, item.keys(recipient.account))):
                collected.setdefault(recipient.account, (recipient, []))[1].append(item)
    return [
        Due(recipient, tuple(sorted(items, key=_order)), _silence(recipient, settings, ledger, today))
        for recipient, items in (collected[account] for account in sorted(collected))
    ]


def _order(item: Item) -> tuple[bool, date]:
    return item.kind == "activity", item.since


def _items(standings: Iterable[Standing], settings: Settings, today: date) -> Iterator[Item]:
    """What there is to remind of. What staff have switched off as a finding, or paused, nobody is reminded of."""
    for standing in standings:
        report, rules = standing.report, settings.rules_for(standing.project.title)
        if rules.paused_until and today < rules.paused_until:
            continue
        if standing.report_told in {"missing", "late"} and report.period and report.due:
            yield Item("report", (report.period.label,), standing, report.due)
        for one in standing.overdue:
            end = cast("date", one.activity.when.end)  # no activity is overdue without an end
            yield Item("activity", (one.activity.gist, end.isoformat()), standing, end, one)


def _recipients(item: Item, settings: Settings, today: date) -> list[Recipient]:
    """The leads' accounts, each once. Support is never reminded.

    Everyone means the managers; so does nobody, unless the activity is one of a project that has a lead.
    """
    people = item.activity.activity.people if item.activity else item.standing.project.people
    found = list(_leads(people, item.standing.project, settings, today)) or [NOBODY]
    return list({one.account: one for one in found}.values())


def _leads(people: People, project: Project, settings: Settings, today: date) -> Iterator[Recipient]:
    if people.everyone == "lead":
        yield from _managers(settings, today)
    leads = people.lead or (() if people.everyone == "lead" else project.people.lead)
    for person in leads:
        found = _resolve(person, settings, today)
        yield from [found] if found else _managers(settings, today)
    if not leads and people.everyone != "lead":
        yield from _managers(settings, today)


def _managers(settings: Settings, today: date) -> Iterator[Recipient]:
    for name, colleague in settings.managers().items():
        yield _recipient(name, colleague, today)


def _resolve(person: Person, settings: Settings, today: date) -> Recipient | None:
    """A person in the register, by the account that the cell links to or by name; None where the managers must do.

    An account that is linked to but not in the register may be misspelt, or not exist: nothing is sent to it.
    """
    if person.account is not None:
        known = [(name, one) for name, one in settings.people.items() if one.account == person.account]
        if not known:
            return None
        name, colleague = known[0]
    elif person.name in settings.people:
        name, colleague = person.name, settings.people[person.name]
    else:
        return None
    if colleague.active:
        return _recipient(name, colleague, today)
    stand_in = settings.people.get(colleague.instead or "")
    return _recipient(colleague.instead or "", stand_in, today) if stand_in and stand_in.active else None


def _recipient(name: str, colleague: Colleague, today: date) -> Recipient:
    return Recipient(name, colleague.account, any(today in interval for interval in colleague.away))


def _silence(recipient: Recipient, settings: Settings, ledger: Ledger, today: date) -> Silence | None:
    if recipient == NOBODY:
        return "nobody"
    if WEEKDAYS[today.weekday()] not in settings.reminders.weekdays:
        return "weekday"
    if is_free_day(today):
        return "free-day"
    if recipient.away:
        return "away"
    return "sent-today" if message_key(today, recipient.account) in ledger.messages else None
