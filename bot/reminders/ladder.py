"""Where each thing stands with each person: what they were told, and when the next step is due.

The steps (the contract on reminders): 1 to the lead, `grace_workdays` after the due date; 2 to the lead once more,
`again_after_workdays` after that; 3 to the managers, `manager_after_workdays` after the first. Days on which a lead is
on leave do not count, and after a pause it is counted from its end: they come back to where they were.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.checks.calendar import ONE_DAY, Calendar
from bot.knowledge import Knowledge, once
from bot.ledger import Sent
from bot.parse.whereabouts import trail
from bot.reminders.items import Item, items
from bot.reminders.register import NOBODY, Recipient, Register
from bot.reminders.talks import Talks
from bot.setting_values import Interval
from bot.settings import WEEKDAYS, Settings

FIRST, AGAIN, MANAGER = 1, 2, 3

FAR = timedelta(days=800)
"""No step is looked for further ahead: whoever is on leave for so long has left."""


@dataclass(frozen=True, slots=True)
class Course:
    """One thing and one of those who answer for it.

    Attributes:
        item: The thing.
        recipient: Who answers for it; `NOBODY` where nobody can be told.
        sent: What they were told, by step.
        step: What they are to be told next: `FIRST` or `AGAIN`; None when both have been said.
        due: The day from which that is due, whether or not it is one for messages; None where it cannot be told.
        paused: They have asked for peace until this day.
        obstacle: Why nothing can be put on their page, as the end of a phrase's key.
    """

    item: Item
    recipient: Recipient
    sent: tuple[Sent, ...] = ()
    step: int | None = FIRST
    due: date | None = None
    paused: date | None = None
    obstacle: str | None = None


@dataclass(frozen=True, slots=True)
class Escalation:
    """One thing that a manager is told of, since nothing has come of telling those who answer for it.

    Attributes:
        item: The thing.
        manager: Who is told.
        courses: What was told to whom, or why it could not be.
        due: The day from which it is due; None where it cannot be told yet, or while the manager has asked for peace.
        sent: When it was said; None if it has not been.
    """

    item: Item
    manager: Recipient
    courses: tuple[Course, ...]
    due: date | None = None
    sent: Sent | None = None


def courses(known: Knowledge, register: Register, talks: Talks) -> list[Course]:
    """All things to remind of with all who answer for them, in the order of the projects."""
    found = items(known.standings, known.settings, today=known.today)
    return [_course(item, one, known, talks) for item in found for one in register.recipients(item)]


def _course(item: Item, recipient: Recipient, known: Knowledge, talks: Talks) -> Course:
    rules, calendar = known.settings.reminders, Calendar.of(known.settings)
    if recipient == NOBODY:
        step = None if item.superseded else FIRST
        return Course(item, recipient, step=step, due=calendar.add_workdays(item.since, rules.grace_workdays))
    until = talks.paused_until(recipient, item.project)
    sent = _delivered(item, recipient, known)
    due: date | None = calendar.add_workdays(_resting(item.since, item, until), rules.grace_workdays)
    if not sent:
        sent = _hidden(recipient, due, FIRST, known)
    if sent:
        told_on = _resting(sent[0].day, item, until)
        due = _workday_at_work(told_on, rules.again_after_workdays, recipient.away, calendar)
    if sent and sent[-1].step == FIRST:
        sent += _hidden(recipient, due, AGAIN, known)
    following = AGAIN if sent else FIRST
    told = bool(sent) and sent[-1].step == AGAIN
    over = item.superseded or told or talks.says(recipient.talk, item.keys(recipient.names), following)
    paused = until if until and known.today < until else None
    obstacle = talks.obstacles.get(recipient.talk)
    return Course(item, recipient, sent, None if over else following, due, paused, obstacle)


def _hidden(reader: Recipient, due: date | None, step: int, known: Knowledge) -> tuple[Sent, ...]:
    """The message that must have told of what was due on its day, where nobody can read it any more; none if none."""
    messages = known.ledger.unread.get(reader.addressee, ())
    return tuple(replace(one, step=step) for one in messages if due and one.day >= due)[:1]


def _delivered(item: Item, reader: Recipient, known: Knowledge, *, to_manager: bool = False) -> tuple[Sent, ...]:
    """What somebody was told of a thing, by step."""
    own = item.keys([reader.account], to_manager=to_manager)
    names = item.keys(reader.names, to_manager=to_manager)
    return known.ledger.delivered(own, names=names, pages=[reader.talk, *_leading(known).get(reader.talk, ())])


@once
def _leading(known: Knowledge) -> Mapping[str, Sequence[str]]:
    """The pages that messages were put on, by where they lead."""
    found: dict[str, list[str]] = {}
    for title in known.ledger.talks:
        found.setdefault(trail(title, known.pages)[-1], []).append(title)
    return found


def escalations(found: Sequence[Course], known: Knowledge, register: Register, talks: Talks) -> Iterator[Escalation]:
    """What managers are to be told of, or were. Who answers for a thing themselves is not told that they do not."""
    together: dict[tuple[str, ...], list[Course]] = {}
    for course in found:
        together.setdefault(course.item.identity, []).append(course)
    days = {identity: _managers_day(group, known.settings, talks) for identity, group in together.items()}
    newest = {
        one.item.project.title: one.item for one in found if one.item.kind == "report" and not one.item.superseded
    }
    for identity, group in together.items():
        item = group[0].item
        day = days[identity]
        if item.superseded and not item.stale and not any(one.sent for one in group):
            day = day or days[newest[item.project.title].identity]  # nobody could be told of it before the next was due
        for manager in register.managers():
            if all(one.recipient.talk != manager.talk for one in group):
                keys = item.keys(manager.names, to_manager=True)
                told = _delivered(item, manager, known, to_manager=True) or _hidden(manager, day, MANAGER, known)
                sent = next(iter(told), None)
                said = talks.says(manager.talk, keys, MANAGER) and not sent
                until = talks.paused_until(manager, item.project)
                resting = until is not None and known.today < until
                yield Escalation(item, manager, tuple(group), None if said or resting else day, sent)


def _managers_day(group: Iterable[Course], settings: Settings, talks: Talks) -> date | None:
    """The first day from which managers should know of a thing."""
    return min((day for one in group if (day := _manager_day(one, settings, talks))), default=None)


def _manager_day(course: Course, settings: Settings, talks: Talks) -> date | None:
    """The day from which managers should know, counted from the first step, or from when it would have been taken."""
    item, recipient, rules, calendar = course.item, course.recipient, settings.reminders, Calendar.of(settings)
    if course.paused or recipient == NOBODY or not (course.sent or (course.obstacle and not item.stale)):
        return None
    until = talks.paused_until(recipient, item.project)
    first = calendar.add_workdays(_resting(item.since, item, until), rules.grace_workdays)
    start = _resting(course.sent[0].day if course.sent else first, item, until)
    return _workday_at_work(start, rules.manager_after_workdays, recipient.away, calendar)


def _resting(day: date, item: Item, until: date | None) -> date:
    """The day from which is counted: one on which no pause is in force any more."""
    pauses = (one for one in (until, item.standing.paused_until) if one and one > day)
    return max([day, *(one - ONE_DAY for one in pauses)])


def _workday_at_work(start: date, count: int, away: Sequence[Interval], calendar: Calendar) -> date | None:
    """The work day with this number after a day, days of leave not counted; None where there is none for long."""
    day = start
    while count > 0 and day < start + FAR:
        day += ONE_DAY
        count -= calendar.is_workday(day) and not any(day in interval for interval in away)
    return None if count else day


def may_send(day: date, settings: Settings) -> bool:
    """Whether messages go out on a day at all."""
    return WEEKDAYS[day.weekday()] in settings.reminders.weekdays and not Calendar.of(settings).is_free_day(day)


def first_day(due: date | None, recipient: Recipient, settings: Settings) -> date | None:
    """The first day for messages from a day on on which somebody is there; None where there is none for long.

    Counted from when it is due, and not from today, so that it does not change while people wait for it.
    """
    days = ((due + timedelta(days=ahead)) for ahead in range(FAR.days)) if due else ()
    return next((day for day in days if may_send(day, settings) and not recipient.is_away(day)), None)
