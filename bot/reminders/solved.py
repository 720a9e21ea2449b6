"""Whether all that a section on a talk page reminds of is solved, so that the bot may say thanks there.

In doubt it is not: thanks for what is not done would be worse than none.
"""

from collections.abc import Iterable, Mapping, Sequence

from bot.checks.standing import Standing, asked_periods, covers
from bot.knowledge import Knowledge, once
from bot.model import ActivityState
from bot.parse.threads import Thread
from bot.reminders.items import FORGOTTEN, TO_MANAGERS, keys_of, occasion_of, project_keys
from bot.reminders.register import Recipient

_UNKNOWN = frozenset({"page-missing", "projectdata-missing", "timeplan-missing", "timeplan-unreadable"})
"""With one of these flaws, what is no longer seen on a project's pages may be there all the same."""

_OVER = frozenset({ActivityState.DONE, ActivityState.CANCELLED})


def solved_keys(thread: Thread, readers: Sequence[Recipient], known: Knowledge) -> list[str]:
    """The keys of what a section tells of, where all of it is solved and that has not been said there yet.

    Args:
        thread: The section.
        readers: Whose talk page it is on.
        known: What is known.

    Returns:
        The keys in their order; empty where something is open, or may be.
    """
    delivered = {key for reader in readers for key in _delivered(known).get(reader.talk, ())}
    told = [key for key in thread.steps if key in delivered]  # a copy of somebody else's section is not theirs
    unsaid = [key for key in told if key not in thread.closed | known.ledger.solved]
    standings = _about(thread, _by_key(known))
    if not unsaid or standings is None:
        return []
    names = tuple(name for reader in readers for name in reader.names)
    states: dict[str, bool] = {}
    for standing in standings:
        for key, over in _states(standing, names, known):
            states[key] = over and states.get(key, True)
    gone = any(key not in states for key in told)
    still_open = any(not states.get(key, True) for key in (states if gone else told))
    return [] if still_open or (gone and not all(map(_sound, standings))) else unsaid


@once
def _delivered(known: Knowledge) -> Mapping[str, set[str]]:
    """The keys of what was delivered on each page."""
    found: dict[str, set[str]] = {}
    for key, sent in known.ledger.items.items():
        for one in sent:
            found.setdefault(one.title, set()).add(key)
    return found


@once
def _by_key(known: Knowledge) -> Mapping[str, Standing]:
    """The projects by what messages about them say so with."""
    return {key: one for one in known.standings for key in project_keys(one.project)}


def _about(thread: Thread, by_key: Mapping[str, Standing]) -> list[Standing] | None:
    """The projects that a section is about; None where one of them is not known any more, or it is about none."""
    found = [by_key.get(key) for key in thread.projects]
    known = list({one.project.title: one for one in found if one}.values())
    covered = {key for one in known for key in project_keys(one.project)}
    return known if known and thread.projects <= covered else None


def _states(standing: Standing, names: Sequence[str], known: Knowledge) -> Iterable[tuple[str, bool]]:
    """All that somebody can have been told of in a project: the keys, and whether it is over."""
    for kind, occasion, over in (*_reports(standing, known), *_activities(standing)):
        for told in (kind, f"{TO_MANAGERS}/{kind}"):
            for key in keys_of(told, occasion, standing.project, names):
                yield key, over


def _reports(standing: Standing, known: Knowledge) -> Iterable[tuple[str, tuple[str, ...], bool]]:
    project, settings = standing.project, known.settings
    updated = project.report.updated if project.report else None
    for period in asked_periods(project, today=known.today, settings=settings, year=standing.year):
        if period.end < known.today - FORGOTTEN:
            return
        over = covers(updated, period, settings)
        if over or period.due(settings) < known.today:
            yield "report", (period.label,), over


def _activities(standing: Standing) -> Iterable[tuple[str, tuple[str, ...], bool]]:
    over: dict[tuple[str, ...], bool] = {}
    for one in standing.activities:
        occasion = occasion_of(one.activity)
        over[occasion] = over.get(occasion, True) and one.state in _OVER
    late = {occasion_of(one.activity) for one in standing.with_state(ActivityState.OVERDUE)}
    return [("activity", occasion, done) for occasion, done in over.items() if done or occasion in late]


def _sound(standing: Standing) -> bool:
    """Whether what is not seen in a project is not there."""
    flaws = {flaw.code for flaw in standing.project.flaws}
    answered = all(standing.answered(one.activity) for one in standing.activities)
    dated = not standing.with_state(ActivityState.UNDATED)  # one of them may be what had a date then
    return not standing.paused and not flaws & _UNKNOWN and answered and dated
