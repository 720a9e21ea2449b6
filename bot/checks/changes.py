"""What has changed in a project since its newest report, as the bot's own note of that day tells."""

from collections.abc import Iterator
from dataclasses import dataclass
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
    """What today's project is compared with: what was noted at its newest report, else the project as it is now."""
    noted, report = standing.project.snapshot, standing.project.report
    if noted and noted.reported == (report.updated if report else None):
        return noted
    return taken(standing)


def taken(standing: Standing) -> Snapshot:
    """The project as it is now."""
    states = {id(one.activity): one for one in standing.activities}
    activities = keys_of(one.activity for one in standing.activities)
    report = standing.project.report
    return Snapshot(
        report.updated if report else None,
        _of_project(standing.project),
        {key: _of_activity(states[id(activity)], standing) for key, activity in activities},
    )


def _of_project(project: Project) -> Memory:
    state = Recalled.DONE if project.closed else Recalled.OPEN
    return Memory(state, project.start, project.end, _names(project.people))


def _of_activity(one: ActivityStanding, standing: Standing) -> Memory:
    unanswered = any(task not in (standing.tasks or {}) for task in one.activity.tasks)
    doubtful = unanswered and not one.activity.mark
    state = Recalled.UNKNOWN if doubtful else _STATES.get(one.state, Recalled.OPEN)
    return Memory(state, one.activity.when.start, one.activity.when.end, _names(one.activity.people))


def _names(people: People) -> tuple[str, ...]:
    """The leads' names, as they can be written down and read back; `EVERYONE` for all of the staff."""
    names = [written_name(person.name) for person in people.lead]
    return (*filter(None, names), *((EVERYONE,) if people.everyone == "lead" else ()))


def changes(standing: Standing) -> tuple[Change, ...]:
    """What has changed since the newest report: the project itself first, then its activities in the page's order.

    Returns:
        Nothing for a finished project: nobody reports on it any more. An activity whose tasks Phabricator had not
        answered for then is neither newly done nor newly late; nor is what did not find room in the note.
    """
    if standing.project.closed:
        return ()
    before, now = baseline(standing), taken(standing)
    found = list(_compared(None, before.project, now.project))
    late = {id(one.activity) for one in standing.overdue}
    for key, activity in keys_of(one.activity for one in standing.activities):
        then = before.activities.get(key)
        if then or len(before.activities) < MOST:
            told = (one for one in _compared(activity, then, now.activities[key]))
            found += [one for one in told if one.kind != "overdue" or id(activity) in late]
    return tuple(found)


def _compared(activity: Activity | None, before: Memory | None, after: Memory) -> Iterator[Change]:
    """How one thing differs: that it is done says more than that its days are others."""
    was = before.state if before else Recalled.OPEN
    if after.state is not was is not Recalled.UNKNOWN and after.state is Recalled.DONE:
        yield Change("done", activity, before, after)
    elif after.state is not was is not Recalled.UNKNOWN and after.state is Recalled.OVERDUE:
        yield Change("overdue", activity, before, after)
    elif before and (before.start, before.end) != (after.start, after.end) and (after.start or after.end):
        yield Change("moved", activity, before, after)
    if before and before.lead != after.lead:
        yield Change("lead", activity, before, after)
