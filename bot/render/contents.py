"""What the bot has to say in a Lägesrapport, part by part; each is a template below `templates/<language>/report/`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

from bot.checks import activities
from bot.checks import facts as project_facts
from bot.checks.calendar import ONE_DAY, Calendar, ReportPeriod, month_end, next_month
from bot.checks.changes import baseline, keyed
from bot.checks.figures import Figures, Suggestion, clock, figures, of_year, suggestion
from bot.checks.standing import ActivityStanding, Standing
from bot.memory import Recalled, Snapshot
from bot.model import ActivityState, Flaw, Funding, TaskState
from bot.render.escape import Wikitext
from bot.render.words import Words
from bot.settings import Settings

PARTS = ("figures", "activities", "next_month", "problems", "cost")
"""The parts in the order of the report, by the names of their templates; all but the first are fields of the box."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What every part is made from; each template is given all of it.

    Attributes:
        figures, suggestion: The project in figures, and the status that they suggest.
        done, coming, late: Activities: done since the previous report, of next month, and late.
        open, unreadable: Flaws: what is open in Phabricator though it is over, and what cannot be read.
        most: How many rows of each are shown.
        since: The date of the previous report: of the newest one, but while that is what people read, the one before.
        clock: The day that days and months are counted to (`bot.checks.figures.clock`).
        month: The next month.
        answers: Phabricator's, by task.
        ended: The project is over.
        funding, total: Who pays, and how much in all.
        costs: The page with the year's costs.
    """

    figures: Figures
    suggestion: Suggestion | None
    done: Sequence[ActivityStanding]
    coming: Sequence[ActivityStanding]
    late: Sequence[ActivityStanding]
    open: Sequence[Flaw]
    unreadable: Sequence[Flaw]
    most: int
    since: date | None
    clock: date
    month: ReportPeriod
    answers: Mapping[str, TaskState]
    ended: bool
    funding: Sequence[Funding]
    total: float | None
    costs: str


def parts(told: Facts, words: Words) -> Mapping[str, Wikitext]:
    """The wikitext of each part; "" where it has nothing to say."""
    given = {field.name: getattr(told, field.name) for field in fields(told)}
    return {part: words.wikitext(f"report/{part}", **given) for part in PARTS}


def facts(standing: Standing, settings: Settings) -> Facts:
    """What there is to say of a project."""
    project, following = standing.project, next_month(standing.today)
    month = ReportPeriod(following, month_end(following))
    return Facts(
        figures=figures(standing, standing.year),
        suggestion=suggestion(
            standing, standing.year, grace=settings.reminders.grace_workdays, calendar=Calendar.of(settings)
        ),
        done=_done(standing),
        coming=_coming(standing, month),
        late=_late(standing),
        open=list(_told(activities.task_open_after_end(standing, settings), standing)),
        unreadable=_unreadable(standing, settings),
        most=settings.report.max_rows,
        since=_since(standing, baseline(standing)),
        clock=clock(standing),
        month=month,
        answers=standing.tasks or {},
        ended=standing.ended,
        funding=project.funding,
        total=project.budget_total,
        costs=settings.pages.costs.format(year=standing.year),
    )


def _since(standing: Standing, noted: Snapshot) -> date | None:
    """The date of the previous report; None where there is none.

    While the newest report is current, it is the one that people read, and what it tells was done since the one before
    it, or, where that is not known, in its period.
    """
    if standing.report.state != "current" or not standing.report.period:
        return noted.reported
    return noted.previous or standing.report.period.start - ONE_DAY


def _done(standing: Standing) -> Sequence[ActivityStanding]:
    """What was done since the previous report, the latest first; what was done on no known day comes last.

    What was still to be done when that report was written is new whatever the plan's days are.
    """
    noted = baseline(standing)
    since, old = _since(standing, noted), {Recalled.DONE, Recalled.UNKNOWN}
    old |= set() if standing.report.state == "current" else {Recalled.NEW}
    found = standing.with_state(ActivityState.DONE)
    if since is None:
        found = of_year(found, standing, standing.year)
    states = {id(one): noted.activities[key].state for key, one in keyed(standing) if key in noted.activities}
    new = [
        one
        for one in found
        if since is None
        or (one.done_on is not None and one.done_on > since)
        or states.get(id(one), Recalled.DONE) not in old
    ]
    return sorted(new, key=lambda one: one.done_on or date.min, reverse=True)


def _coming(standing: Standing, month: ReportPeriod) -> Sequence[ActivityStanding]:
    """What ends, starts or goes on in a month, in that order."""
    states = (ActivityState.PLANNED, ActivityState.ONGOING)
    year = month.start.year if standing.today.year == standing.year else standing.year
    going = of_year(standing.with_state(*states), standing, year)
    return sorted((one for one in going if _touches(one, month)), key=lambda one: _urgency(one, month))


def _touches(one: ActivityStanding, month: ReportPeriod) -> bool:
    start, end = one.activity.when.start, one.activity.when.end
    return (start is None or start <= month.end) and (end is None or end >= month.start)


def _urgency(one: ActivityStanding, month: ReportPeriod) -> int:
    start, end = one.activity.when.start, one.activity.when.end
    if end is not None and end <= month.end:
        return 0
    return 1 if start is not None and start >= month.start else 2


def _late(standing: Standing) -> Sequence[ActivityStanding]:
    """What should have been done, the oldest first."""
    found = of_year(standing.overdue, standing, standing.year)
    return sorted(found, key=lambda one: one.activity.when.end or date.max)


def _unreadable(standing: Standing, settings: Settings) -> Sequence[Flaw]:
    """Dates and people that cannot be read, where people could see to it: without a register every name is unknown."""
    flaws = [flaw for flaw in standing.project.flaws if flaw.code == "date-unreadable"]
    flaws += activities.date_unreadable(standing, settings)
    if settings.people:
        flaws += project_facts.owner_unknown(standing, settings)
    return list(_told(flaws, standing))


def _told(flaws: Iterable[Flaw], standing: Standing) -> Iterator[Flaw]:
    """Those that staff want to be told of."""
    return (flaw for flaw in flaws if flaw.code not in standing.off)
