"""Rules about the activities of a time plan: one function a rule."""

from collections.abc import Iterator

from bot.checks.standing import ActivityStanding, Standing
from bot.model import Activity, ActivityState, Flaw
from bot.settings import Settings

_FINISHED = frozenset({ActivityState.DONE, ActivityState.CANCELLED})


def _flaw(code: str, activity: Activity, **facts: object) -> Flaw:
    return Flaw(code, activity.place, subject=activity.label, facts=facts)


def _unfinished(standing: Standing) -> Iterator[ActivityStanding]:
    return (one for one in standing.activities if one.state not in _FINISHED)


def activity_overdue(standing: Standing, _settings: Settings) -> Iterator[Flaw]:
    """An activity's period is over, and nothing says that it is done."""
    for one in standing.overdue:
        answers = {task: (standing.tasks or {}).get(task) for task in one.activity.tasks}
        left = tuple(task for task, answer in answers.items() if answer and answer.open)
        yield _flaw("activity-overdue", one.activity, end=one.activity.when.end, tasks=left)


def activity_undated(standing: Standing, _settings: Settings) -> Iterator[Flaw]:
    """An unfinished activity has no date at all."""
    for one in _unfinished(standing):
        if not one.activity.when.dated and not one.activity.when.unreadable:
            yield _flaw("activity-undated", one.activity)


def date_unreadable(standing: Standing, _settings: Settings) -> Iterator[Flaw]:
    """An activity's date cell says something that is no date."""
    for one in _unfinished(standing):
        if one.activity.when.unreadable:
            when = one.activity.when
            yield _flaw("date-unreadable", one.activity, text=when.text, field=None, unplaced=when.unplaced)


def activity_unowned(standing: Standing, _settings: Settings) -> Iterator[Flaw]:
    """An unfinished activity has an owner cell that names nobody."""
    for one in _unfinished(standing):
        if one.activity.has_owner_column and one.activity.people.nobody:
            yield _flaw("activity-unowned", one.activity)


def activity_outside_project(standing: Standing, _settings: Settings) -> Iterator[Flaw]:
    """An unfinished activity lies partly outside the project's own period."""
    first, last = standing.project.start, standing.project.end
    for one in _unfinished(standing):
        known = [day for day in (one.activity.when.start, one.activity.when.end) if day]
        if any((first and day < first) or (last and day > last) for day in known):
            yield _flaw("activity-outside-project", one.activity, when=one.activity.when, start=first, end=last)


def activity_duplicate(standing: Standing, _settings: Settings) -> Iterator[Flaw]:
    """The same activity stands twice in the plan, with the same dates."""
    seen: dict[tuple[object, ...], Activity] = {}
    for one in standing.activities:
        when = one.activity.when
        key = (one.activity.name.casefold(), when.start, when.end)
        if seen.setdefault(key, one.activity) is not one.activity and one.activity.name:
            yield _flaw("activity-duplicate", one.activity)


def task_missing(standing: Standing, _settings: Settings) -> Iterator[Flaw]:
    """An unfinished activity has no Phabricator task, in a project that has a place for them."""
    for one in _unfinished(standing):
        if standing.project.phabricator_project and not one.activity.tasks and not one.activity.no_tasks:
            yield _flaw("task-missing", one.activity)


def task_unknown(standing: Standing, _settings: Settings) -> Iterator[Flaw]:
    """Phabricator was asked and does not know a task."""
    for one in standing.activities:
        for task in one.activity.tasks:
            if standing.tasks is not None and task not in standing.tasks:
                yield _flaw("task-unknown", one.activity, task=task)


def task_open_after_end(standing: Standing, _settings: Settings) -> Iterator[Flaw]:
    """A task is still open although a person has marked the activity done, or the project has ended.

    An activity that is overdue for that very reason is not told of twice.
    """
    late = set(map(id, standing.overdue))
    for one in standing.activities:
        if one.state is ActivityState.DONE or (standing.ended and id(one) not in late):
            answers = {task: (standing.tasks or {}).get(task) for task in one.activity.tasks}
            still = tuple(task for task, answer in answers.items() if answer and answer.open)
            if still:
                done = one.state is ActivityState.DONE
                yield _flaw("task-open-after-end", one.activity, tasks=still, done=done)


RULES = (
    activity_overdue,
    activity_undated,
    date_unreadable,
    activity_unowned,
    activity_outside_project,
    activity_duplicate,
    task_missing,
    task_unknown,
    task_open_after_end,
)
