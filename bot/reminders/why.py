"""How it stands with each reminder: what was said when, or why nothing is; for people, and for programs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.checks.standing import Standing
from bot.knowledge import Knowledge, once
from bot.ledger import Sent
from bot.model import ActivityState
from bot.reminders.items import Item
from bot.reminders.ladder import Course, Escalation, first_day
from bot.reminders.messages import Reminders, remind, silence
from bot.reminders.register import NOBODY, Recipient

Quiet = Literal["current", "expected", "hidden", "paused", "closed", "off", "unknown", "none"]
"""Why there is nothing to remind of in a project: all is done, its report is not due yet or is hidden, it is paused or
finished, staff have switched the finding off, Phabricator has not said whether something is late, or no report is asked
for."""

State = Literal[
    "today", "grace", "waits", "told", "weekday", "free-day", "away", "sent-today", "paused", "unwritable", "nobody"
]
"""How it stands with one thing and one person: a message goes out today; it is not due yet, before the first step or
after it; all has been said; today no message goes out, to anybody or to them; they have asked for peace; nothing can be
put on their page; nobody is known."""


@dataclass(frozen=True, slots=True)
class Notice:
    """How it stands with one thing and one of those who answer for it.

    Attributes:
        item: The thing.
        recipient: Who; `NOBODY` where nobody can be told.
        state: How it stands.
        step: The next step; None when there is none.
        day: The first day for it, counted from when it is due; None where there is none.
        sent: What was said, by step.
        until: The day until which it rests: that before which a pause is in force, the last one of a leave.
        leave: The last day of the leave that the next step falls into, whatever day it is today.
        obstacle: What keeps a message from their page, as the end of a phrase's key.
        managers: What managers are to be told of it, or were.
    """

    item: Item
    recipient: Recipient
    state: State
    step: int | None
    day: date | None
    sent: tuple[Sent, ...]
    until: date | None = None
    leave: date | None = None
    obstacle: str | None = None
    managers: tuple[Escalation, ...] = ()


def notices(found: Reminders, known: Knowledge) -> Iterator[Notice]:
    """Every thing with everybody who answers for it, in the order of the projects."""
    above: dict[tuple[str, ...], list[Escalation]] = {}
    for one in found.escalations:
        above.setdefault(one.item.identity, []).append(one)
    for course in found.courses:
        managers = tuple(above.get(course.item.identity, ()))
        heard = any(one.sent or (one.due and one.due <= known.today) for one in managers)
        if course.item.superseded and not course.sent and not heard:
            continue  # they are reminded of the report after it, and nothing is foretold of this one
        recipient, due = course.recipient, course.due
        state, until = _state(course, known)
        yield Notice(
            course.item,
            recipient,
            state,
            course.step,
            first_day(due, recipient, known.settings) if course.step and recipient != NOBODY else None,
            course.sent,
            until,
            recipient.back(due) if due and recipient.is_away(due) else None,
            course.obstacle,
            managers,
        )


@once
def notices_by_project(known: Knowledge) -> Mapping[str, Sequence[Notice]]:
    """The same by the project's title; one that has none is left out."""
    each: dict[str, list[Notice]] = {}
    for one in notices(remind(known), known):
        each.setdefault(one.item.project.title, []).append(one)
    return each


def _state(course: Course, known: Knowledge) -> tuple[State, date | None]:
    """How it stands, and the day until which it rests, if it does."""
    recipient = course.recipient
    if recipient == NOBODY:
        return "nobody", None
    if course.step is None:
        return "told", None
    if course.paused:
        return "paused", course.paused
    if course.obstacle:
        return "unwritable", None
    if recipient.is_away(known.today):
        return "away", recipient.back(known.today)
    return _by_calendar(course, known), None


def _by_calendar(course: Course, known: Knowledge) -> State:
    if course.due and course.due <= known.today:
        return silence(course.recipient, known) or "today"
    return "waits" if course.sent else "grace"


def quiet(standing: Standing) -> Quiet:
    """Why there is nothing to remind of in a project, for one of which there is not."""
    if standing.project.closed:
        return "closed"
    if standing.paused:
        return "paused"
    if standing.report_told != standing.report.state:
        return "off"
    if not all(standing.answered(one.activity) for one in standing.with_state(ActivityState.OVERDUE)):
        return "unknown"
    return _OF_REPORT.get(standing.report.state, "none")


_OF_REPORT: Mapping[str, Quiet] = {"current": "current", "due": "expected", "hidden": "hidden"}


def together(found: Iterable[Notice]) -> list[tuple[Notice, int]]:
    """The notices of a project with those of which the same is to be said counted as one."""
    groups: dict[object, tuple[Notice, int]] = {}
    for one in found:
        above = tuple((each.manager.talk, each.sent, each.due) for each in one.managers)
        key = (one.recipient, one.state, one.day, one.sent, above)
        first, count = groups.get(key, (one, 0))
        groups[key] = (first, count + 1)
    return list(groups.values())
