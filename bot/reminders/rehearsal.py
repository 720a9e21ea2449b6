"""The days to come, as they would be if nobody did anything: who would be told what, day by day."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.checks.calendar import ONE_DAY
from bot.knowledge import Material, know
from bot.ledger import Ledger, Sent, message_key, read_ledger
from bot.reminders.messages import Message, remind


@dataclass(frozen=True, slots=True)
class RehearsedDay:
    """One day.

    Attributes:
        day: The day.
        sent: The messages that would go out, by account.
        waiting: Those that would have to wait, with the reason as the end of a phrase's key.
    """

    day: date
    sent: tuple[Message, ...]
    waiting: tuple[tuple[Message, str], ...]


def rehearse(material: Material, *, last: date) -> Iterator[RehearsedDay]:
    """Play the days from the one that the material is of to the last.

    What was sent by then counts, that day's messages too; nothing that people might do in between does.
    """
    first, zone = material.today, material.settings.calendar.zone
    before = [one for one in material.contributions if one.timestamp.astimezone(zone).date() <= first]
    ledger = read_ledger(before, material.sent, zone=zone)
    known = replace(know(material), ledger=ledger)
    talks = remind(known).talks
    while material.today <= last:
        known = replace(know(material), ledger=ledger)
        messages = remind(known, talks).messages
        why_not = {one.recipient.talk: one.silence or talks.obstacles.get(one.recipient.talk) for one in messages}
        sent = tuple(one for one in messages if not why_not[one.recipient.talk])
        waiting = tuple((one, why) for one in messages if (why := why_not[one.recipient.talk]))
        yield RehearsedDay(material.today, sent, waiting)
        for one in sent:
            ledger = _after(ledger, one, material.today)
        material = replace(material, today=material.today + ONE_DAY)


def _after(ledger: Ledger, message: Message, day: date) -> Ledger:
    """The ledger with one more message."""
    items = dict(ledger.items)
    for errand in message.errands:
        for key in errand.keys:
            items[key] = (*items.get(key, ()), Sent(errand.step, day, 0, message.recipient.talk))
    messages = ledger.messages | {message_key(day, message.recipient.addressee)}
    return replace(ledger, messages=messages, items=items)
