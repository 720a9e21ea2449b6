"""Who has how much to do, month by month: the planned days of a year's activities, shared out among people.

The effort of an activity (`Tidsåtgång`) is that of all who do it together. It is divided by weight: a lead has 1,
support has `overview.support_share`, `Samtliga` are all who are active in the register. So 8 days with two leads and
one in support, at a share of 0.5, are 3.2, 3.2 and 1.6. Each one's days are spread evenly over the work days of the
activity's period. What cannot be counted so is told of, not guessed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from bot.checks.calendar import Calendar, month_end
from bot.checks.standing import ActivityStanding
from bot.knowledge import Knowledge
from bot.model import Activity, ActivityState, People, Person
from bot.settings import Colleague, Settings

_LEAD = 1.0
_MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class Load:
    """What one person has to do.

    Attributes:
        name: The name in the register; of somebody who is not there, the name as a page has it.
        days: The planned work days of each month, to one decimal.
        room: The work days of each month, less leave.
        known: The person is in the register.
    """

    name: str
    days: tuple[float, ...]
    room: tuple[int, ...]
    known: bool = True

    @property
    def total(self) -> float:
        """The planned days of the whole year."""
        return round(sum(self.days), 1)

    @property
    def over(self) -> tuple[bool, ...]:
        """The months in which more is planned than there are work days."""
        return tuple(days > room for days, room in zip(self.days, self.room, strict=True))


@dataclass(frozen=True, slots=True)
class Left:
    """Activities that are not counted for anybody, and their planned days together where these are known."""

    count: int = 0
    days: float = 0.0


@dataclass(frozen=True, slots=True)
class Workload:
    """What everybody has to do in a year. Cancelled activities are left out.

    Attributes:
        months: The first day of each month.
        loads: Those who are active in the register, in its order, then those whom it does not know, by name.
        undated: What has an effort, but not both a first and a last day.
        sizeless: What has no effort that can be read.
        unowned: What has days and effort in the year, but nobody who does it.
    """

    months: tuple[date, ...]
    loads: tuple[Load, ...]
    undated: Left
    sizeless: Left
    unowned: Left


def workload_of(year: int, known: Knowledge) -> Workload:
    """The workload of a year's projects."""
    months, calendar = _months_of(year), Calendar.of(known.settings)
    plans = [one.activity for one in _concerned(year, known)]
    undated = [one for one in plans if one.days is not None and not _placed(one)]
    placed = [one for one in plans if one.days is not None and _placed(one)]
    shares = [(one, share(one.people, known.settings)) for one in placed]
    here = [(one, each, by_month(one, months, calendar)) for one, each in shares]
    here = [(one, each, days) for one, each, days in here if any(days)]
    return Workload(
        months,
        tuple(_loads([(each, days) for _, each, days in here], months, known.settings)),
        undated=_left(one.days for one in undated),
        sizeless=_left(one.days for one in plans if one.days is None),
        unowned=_left(sum(days) for _, each, days in here if not each),
    )


def _concerned(year: int, known: Knowledge) -> Iterator[ActivityStanding]:
    listed = set(known.material.listed[year])
    standings = [one for one in known.standings if one.project.title in listed]
    activities = (activity for one in standings for activity in one.activities)
    return (one for one in activities if one.state is not ActivityState.CANCELLED and _may_touch(one.activity, year))


def _may_touch(activity: Activity, year: int) -> bool:
    """Whether an activity may have a day in a year, for all that is known."""
    start, end = activity.when.start, activity.when.end
    return (start is None or start.year <= year) and (end is None or end.year >= year)


def _placed(activity: Activity) -> bool:
    start, end = activity.when.start, activity.when.end
    return start is not None and end is not None and start <= end


def _left(days: Iterable[float | None]) -> Left:
    each = list(days)
    return Left(len(each), round(sum(one or 0 for one in each), 1))


def share(people: People, settings: Settings) -> Mapping[str | Person, float]:
    """How an activity's days are divided, as parts of 1; nobody where nobody has any weight.

    Somebody who is named twice has the greater weight. Who has left has their stand-in (`instead`).

    Args:
        people: The owner cell.
        settings: The register and the weight of support.

    Returns:
        By name in the register; by `Person` without an account who it does not know.
    """
    support = settings.overview.support_share
    everyone = [Person(name) for name, one in settings.people.items() if one.active]
    weighed = [
        *((one, support) for one in (*people.support, *(everyone if people.everyone == "support" else ()))),
        *((one, _LEAD) for one in (*people.lead, *(everyone if people.everyone == "lead" else ()))),
    ]
    weights: dict[str | Person, float] = {}
    for person, weight in weighed:
        who = _known(person, settings) or Person(person.name)
        weights[who] = max(weight, weights.get(who, 0.0))
    total = sum(weights.values())
    return {who: weight / total for who, weight in weights.items() if weight}


def _known(person: Person, settings: Settings) -> str | None:
    """The name by which the register has somebody, or their stand-in: its first name for their account."""
    name: str | None = person.name
    if person.account:
        name = next((one for one, colleague in settings.people.items() if colleague.account == person.account), None)
    colleague = settings.people.get(name or "")
    if colleague and not colleague.active:
        colleague = settings.people.get(colleague.instead or "")
    return _first_name(colleague, settings) if colleague and colleague.active else None


def _first_name(colleague: Colleague, settings: Settings) -> str:
    active = ((name, one) for name, one in settings.people.items() if one.active)
    return next(name for name, one in active if one.account == colleague.account)


def by_month(activity: Activity, months: Sequence[date], calendar: Calendar) -> list[float]:
    """An activity's days in each month: spread over its work days, or over all its days where none is a work day."""
    start, end = activity.when.start, activity.when.end
    if start is None or end is None or not activity.days:
        return [0.0 for _ in months]
    workdays = _workdays_between(start, end, calendar)
    if workdays:
        return [activity.days * _days_within(month, start, end, calendar) / workdays for month in months]
    length = (end - start).days + 1
    return [activity.days * _overlap(month, start, end) / length for month in months]


def _workdays_between(start: date, end: date, calendar: Calendar) -> int:
    """How many work days a period has; whole years are counted once for all, for a period may be a century."""
    return sum(
        _workdays_of(year, calendar)
        if start.year < year < end.year
        else sum(_days_within(month, start, end, calendar) for month in _months_of(year))
        for year in range(start.year, end.year + 1)
    )


@cache
def _workdays_of(year: int, calendar: Calendar) -> int:
    return sum(len(_workdays(month, calendar)) for month in _months_of(year))


def _months_of(year: int) -> tuple[date, ...]:
    return tuple(date(year, month, 1) for month in _MONTHS)


def _days_within(month: date, start: date, end: date, calendar: Calendar) -> int:
    """How many work days of a month lie in a period."""
    days, last = _workdays(month, calendar), month_end(month)
    if start <= month and last <= end:
        return len(days)
    return sum(start <= day <= end for day in days) if start <= last and month <= end else 0


def _overlap(month: date, start: date, end: date) -> int:
    first, last = max(month, start), min(month_end(month), end)
    return max((last - first).days + 1, 0)


@cache
def _workdays(month: date, calendar: Calendar) -> tuple[date, ...]:
    """The work days of the month that begins on a day."""
    length = month_end(month).day
    days = (month + timedelta(days=number) for number in range(length))
    return tuple(day for day in days if calendar.is_workday(day))


def _loads(
    shared: Sequence[tuple[Mapping[str | Person, float], Sequence[float]]], months: Sequence[date], settings: Settings
) -> Iterator[Load]:
    sums: dict[str | Person, list[float]] = {}
    for shares, days in shared:
        for who, part in shares.items():
            own = sums.setdefault(who, [0.0] * len(months))
            own[:] = [before + day * part for before, day in zip(own, days, strict=True)]
    nothing, calendar = [0.0] * len(months), Calendar.of(settings)
    accounts: set[str] = set()
    for name, colleague in settings.people.items():
        if colleague.active and colleague.account not in accounts:
            accounts.add(colleague.account)
            yield Load(name, _rounded(sums.get(name, nothing)), _room(months, colleague, calendar))
    for person in sorted((who for who in sums if isinstance(who, Person)), key=lambda one: one.name.casefold()):
        yield Load(person.name, _rounded(sums[person]), _room(months, None, calendar), known=False)


def _rounded(days: Iterable[float]) -> tuple[float, ...]:
    return tuple(round(day, 1) for day in days)


def _room(months: Iterable[date], colleague: Colleague | None, calendar: Calendar) -> tuple[int, ...]:
    """The work days of each month on which somebody is not on leave."""
    away = colleague.away if colleague else ()
    return tuple(sum(not any(day in one for one in away) for day in _workdays(month, calendar)) for month in months)
