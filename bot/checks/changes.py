"""What has changed in a project since its newest report, as the bot's own note of that day tells."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from bot.checks.standing import ActivityStanding, Standing
from bot.memory import Memory, Recalled, Snapshot
from bot.model import Activity, ActivityState, People, Project
from bot.parse.snapshot import MOST, keys_of, written_name

Kind = Literal["done", "overdue", "moved", "lead"]
KINDS: tuple[Kind, ...] = ("done", "overdue", "moved", "lead")
"""What can have changed: newly done, newly late, other days, another lead."""

EVERYONE = "*"
"""Stands for all of the staff among the names of leads; no name has such a sign alone."""

_STATES = {
    ActivityState.DONE: Recalled.DONE,
    ActivityState.OVERDUE: Recalled.OVERDUE,
    ActivityState.CANCELLED: Recalled.CANCELLED,
}

CORRECTED_DAYS = 14
"""A date that moves by no more is that of the same report, put right; the next report comes after a month."""

_MOST_NAMES = 20
"""Leads of an activity that are noted: enough for a line that a person can read."""

_LEFT = frozenset({Recalled.OPEN, Recalled.OVERDUE})
"""How something stands that is still to be done."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that has changed.

    Attributes:
        kind: What.
        activity: The activity; None for the project itself.
        before, after: What was noted and what is now; `before` is None for an activity that was not there then.
    """

    kind: Kind
    activity: Activity | None
    before: Memory | None
    after: Memory


def baseline(standing: Standing) -> Snapshot:
    """What today's project is compared with: what was noted at its newest report, else the project as it is now.

    What was not known when it was noted is filled in as soon as it is known. As long as the report's date cannot be
    read, it is still the one that was noted.
    """
    noted, now = standing.project.snapshot, taken(standing)
    if noted is None:
        return now
    if noted.reported == now.reported or _unread(standing):
        known = {key: one.state for key, one in now.activities.items()}
        return replace(noted, activities={key: _healed(one, known.get(key)) for key, one in noted.activities.items()})
    return _renewed(noted, now)


def _unread(standing: Standing) -> bool:
    report = standing.project.report
    return report is not None and report.updated is None and bool(report.updated_text)


def _healed(memory: Memory, state: Recalled | None) -> Memory:
    return replace(memory, state=state) if state and memory.state is Recalled.UNKNOWN else memory


def _renewed(noted: Snapshot, now: Snapshot) -> Snapshot:
    """What is noted at a new report, where another was noted before."""
    previous = noted.reported
    if noted.reported and now.reported and (now.reported - noted.reported).days <= CORRECTED_DAYS:
        previous = noted.previous if noted.previous and noted.previous < now.reported else None
    before = {key: one.state for key, one in noted.activities.items()}
    new = {key for key, one in now.activities.items() if one.state is Recalled.DONE and before.get(key) in _LEFT}
    marked = {key: replace(one, state=Recalled.NEW) if key in new else one for key, one in now.activities.items()}
    return replace(now, previous=previous if now.reported else None, activities=marked)


def taken(standing: Standing) -> Snapshot:
    """The project as it is now."""
    report = standing.project.report
    return Snapshot(
        report.updated if report else None,
        _of_project(standing.project),
        {key: _of_activity(one, standing) for key, one in keyed(standing)},
    )


def keyed(standing: Standing) -> Iterator[tuple[str, ActivityStanding]]:
    """The activities in the page's order, each with the key that it is noted under."""
    keys = keys_of(one.activity for one in standing.activities)
    yield from ((key, one) for (key, _), one in zip(keys, standing.activities, strict=True))


def _of_project(project: Project) -> Memory:
    state = Recalled.DONE if project.closed else Recalled.OPEN
    return Memory(state, project.start, project.end, _names(project.people))


def _of_activity(one: ActivityStanding, standing: Standing) -> Memory:
    doubtful = not (one.activity.mark or standing.answered(one.activity))
    state = Recalled.UNKNOWN if doubtful else _STATES.get(one.state, Recalled.OPEN)
    return Memory(state, one.activity.when.start, one.activity.when.end, _names(one.activity.people))


def _names(people: People) -> tuple[str, ...]:
    """The leads' names, as they can be written down and read back; `EVERYONE` for all of the staff."""
    names = [written_name(person.name) for person in people.lead]
    return (*list(filter(None, names))[:_MOST_NAMES], *((EVERYONE,) if people.everyone == "lead" else ()))


def changes(standing: Standing) -> tuple[Change, ...]:
    """What has changed since the newest report: the project itself first, then its activities in the page's order.

    Returns:
        Nothing for a finished project: nobody reports on it any more. An activity whose tasks Phabricator had not
        answered for then is neither newly done nor newly late; nor is what did not find room in the note. One that is
        new in the plan, or called otherwise, is news only if what came of it came after the report.
    """
    if standing.project.closed:
        return ()
    before, now = baseline(standing), taken(standing)
    found = list(_compared(None, before.project, now.project))
    late = set(map(id, standing.overdue))
    for key, one in keyed(standing):
        then = before.activities.get(key)
        if then or (len(before.activities) < MOST and _after(one, before.reported)):
            told = _compared(one.activity, then, now.activities[key])
            found += [change for change in told if change.kind != "overdue" or id(one) in late]
    return tuple(found)


def _after(one: ActivityStanding, reported: date | None) -> bool:
    """Whether what came of an activity, that it is done or late, came after a day."""
    came = one.done_on if one.state is ActivityState.DONE else one.activity.when.end
    return reported is None or (came is not None and came >= reported)


def _compared(activity: Activity | None, before: Memory | None, after: Memory) -> Iterator[Change]:
    """How one thing differs: that it is done says more than that its days are others."""
    was = before.state if before else Recalled.OPEN
    was = Recalled.DONE if was is Recalled.NEW else was
    came = after.state if after.state is not was is not Recalled.UNKNOWN else None
    if came is Recalled.DONE:
        yield Change("done", activity, before, after)
    elif came is Recalled.OVERDUE:
        yield Change("overdue", activity, before, after)
    elif before and (before.start, before.end) != (after.start, after.end) and (after.start or after.end):
        yield Change("moved", activity, before, after)
    if before and before.lead != after.lead:
        yield Change("lead", activity, before, after)
