"""What each person is told today: one message with everything in it, or the reason why it waits."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.checks.calendar import Calendar
from bot.knowledge import Knowledge, once
from bot.ledger import message_key
from bot.reminders.items import Item, Upcoming, upcoming
from bot.reminders.ladder import MANAGER, Course, Escalation, courses, escalations
from bot.reminders.register import NOBODY, Recipient, Register
from bot.reminders.talks import Talks, talks_of
from bot.settings import WEEKDAYS

Silence = Literal["weekday", "free-day", "away", "sent-today", "nobody"]
"""Why someone gets no message today: not a day for messages, a holiday, on leave, has had today's, no account known."""


@dataclass(frozen=True, slots=True)
class Errand:
    """One thing that a message tells.

    Attributes:
        item: The thing.
        step: With which step.
        keys: The keys that it is marked with.
        courses: To whom it was told, and when: for step 2 to the reader, for step 3 to those who answer for it.
        escalates: A manager who does not know of it yet will be told, if nothing is done.
    """

    item: Item
    step: int
    keys: tuple[str, ...]
    courses: tuple[Course, ...]
    escalates: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """All that one person is told today.

    Attributes:
        recipient: Who.
        errands: What, reports first, then activities, the oldest first.
        upcoming: What is mentioned besides.
        silence: Why it is not sent today.
    """

    recipient: Recipient
    errands: tuple[Errand, ...]
    upcoming: tuple[Upcoming, ...] = ()
    silence: Silence | None = None

    @property
    def own(self) -> tuple[Errand, ...]:
        """What the reader answers for."""
        return tuple(one for one in self.errands if one.step != MANAGER)

    @property
    def others(self) -> tuple[Errand, ...]:
        """What a manager is told of others."""
        return tuple(one for one in self.errands if one.step == MANAGER)


@dataclass(frozen=True, slots=True)
class Reminders:
    """Everything that is known about reminding on a day.

    Attributes:
        register: The people.
        talks: Their talk pages.
        courses: Each thing with each of those who answer for it.
        escalations: What managers are to be told of, or were.
        messages: What is due today, by account.
    """

    register: Register
    talks: Talks
    courses: tuple[Course, ...]
    escalations: tuple[Escalation, ...]
    messages: tuple[Message, ...]


def remind(known: Knowledge, talks: Talks | None = None) -> Reminders:
    """Work out whom to remind of what.

    Args:
        known: What is known.
        talks: What the talk pages say, where that has been worked out already.
    """
    return _remind(known) if talks is None else _reminded(known, talks)


@once
def _remind(known: Knowledge) -> Reminders:
    return _reminded(known, talks_of(known))


def _reminded(known: Knowledge, talks: Talks) -> Reminders:
    register = Register.of(known)
    found = courses(known, register, talks)
    above = list(escalations(found, known, register, talks))
    told: dict[str, tuple[Recipient, list[Errand]]] = {}
    ahead = {one.item.identity for one in above if not one.sent}
    for recipient, errand in [*_own(found, ahead, known.today), *_above(above, known.today)]:
        told.setdefault(recipient.talk, (recipient, []))[1].append(errand)
    soon = _soon(known, register, talks)
    messages = [_message(recipient, errands, soon, known) for recipient, errands in told.values()]
    messages.sort(key=lambda one: one.recipient.account)
    return Reminders(register, talks, tuple(found), tuple(above), tuple(messages))


def _own(
    found: Iterable[Course], ahead: Collection[tuple[str, ...]], today: date
) -> Iterable[tuple[Recipient, Errand]]:
    for one in found:
        if one.step and one.due and one.due <= today and not one.paused:
            keys = one.item.keys(one.recipient.names)[: len(one.recipient.names)]
            yield one.recipient, Errand(one.item, one.step, keys, (one,), escalates=one.item.identity in ahead)


def _above(found: Iterable[Escalation], today: date) -> Iterator[tuple[Recipient, Errand]]:
    for one in found:
        if one.due and one.due <= today and not one.sent:
            keys = one.item.keys(one.manager.names, to_manager=True)[: len(one.manager.names)]
            yield one.manager, Errand(one.item, MANAGER, keys, one.courses)


def _message(
    recipient: Recipient, errands: list[Errand], soon: Mapping[str, Sequence[Upcoming]], known: Knowledge
) -> Message:
    errands.sort(key=lambda one: (one.item.kind == "activity", one.item.since))
    near = tuple(soon.get(recipient.talk, ())) if recipient != NOBODY else ()
    return Message(recipient, tuple(errands), near, silence(recipient, known))


def _soon(known: Knowledge, register: Register, talks: Talks) -> dict[str, list[Upcoming]]:
    """What comes soon, by the pages of those who answer for it and have not asked for peace."""
    found: dict[str, list[Upcoming]] = {}
    for one in upcoming(known.standings, known.settings, today=known.today):
        item = Item("activity" if one.activity else "report", (), one.standing, one.day, one.activity)
        for recipient in register.recipients(item):
            until = talks.paused_until(recipient, item.project)
            if until is None or until <= known.today:
                found.setdefault(recipient.talk, []).append(one)
    return found


def silence(recipient: Recipient, known: Knowledge) -> Silence | None:
    """Why somebody gets no message today, whatever there is to say."""
    settings, today = known.settings, known.today
    if recipient == NOBODY:
        return "nobody"
    if WEEKDAYS[today.weekday()] not in settings.reminders.weekdays:
        return "weekday"
    if Calendar.of(settings).is_free_day(today):
        return "free-day"
    if recipient.is_away(today):
        return "away"
    return "sent-today" if message_key(today, recipient.addressee) in known.ledger.messages else None
