"""Rules about a project's facts (number, lead, dates, budget) and about whom its cells name: one function a rule."""

from collections.abc import Iterator
from difflib import get_close_matches

from bot.checks.standing import Standing
from bot.model import Flaw, Person, Place
from bot.settings import Settings


def owner_missing(standing: Standing, _settings: Settings) -> Iterator[Flaw]:
    """The project data names no lead."""
    project = standing.project
    if project.data_place and project.people.nobody:
        yield Flaw("owner-missing", project.data_place)


def owner_unknown(standing: Standing, settings: Settings) -> Iterator[Flaw]:
    """A cell names a person, or links to an account, that is not in the register; told once a name.

    A first name that several people in the register have is none of theirs: who they are is told, nobody is guessed.
    """
    told: set[str] = set()
    accounts = {colleague.account for colleague in settings.people.values()} | standing.reachable
    for person, place, subject, in_plan in _named(standing):
        known = person.account in accounts if person.account else person.name in settings.people
        if not known and person.name not in told:
            told.add(person.name)
            holders = _holders(person, settings)
            near = holders or get_close_matches(person.name, settings.people, n=1)
            facts = {
                "name": person.name,
                "account": person.account,
                "near": near[0] if near and len(holders) <= 1 else None,
                "holders": holders if len(holders) > 1 else [],
                "in_plan": in_plan,
            }
            yield Flaw("owner-unknown", place, subject=subject, facts=facts)


def _holders(person: Person, settings: Settings) -> list[str]:
    """Who in the register has this first name, where a cell says no more; in the register's order."""
    first = person.name.casefold()
    return [] if person.account else [name for name in settings.people if name.casefold().split()[:1] == [first]]


def _named(standing: Standing) -> Iterator[tuple[Person, Place, str | None, bool]]:
    """Everyone who is named, with where, and whether that is in the plan; leads and support: both may be misspelt."""
    project = standing.project
    if project.data_place:
        for person in (*project.people.lead, *project.people.support):
            yield person, project.data_place, None, False
    for one in standing.activities:
        for person in (*one.activity.people.lead, *one.activity.people.support):
            yield person, one.activity.place, one.activity.name or None, True


def number_missing(standing: Standing, _settings: Settings) -> Iterator[Flaw]:
    """The project has no number, neither in the box nor in the list; a box that says something else was told of."""
    project = standing.project
    told = any(flaw.code == "number-missing" for flaw in project.flaws)
    if project.data_place and not project.number and not told:
        yield Flaw("number-missing", project.data_place, facts={"name": project.name})


def dates_missing(standing: Standing, _settings: Settings) -> Iterator[Flaw]:
    """The project's start or end is not given; one that cannot be read has been told of already."""
    project = standing.project
    unreadable = {flaw.facts.get("field") for flaw in project.flaws if flaw.code == "date-unreadable"}
    missing = [key for key in ("start", "end") if getattr(project, key) is None and key not in unreadable]
    if project.data_place and missing:
        yield Flaw("dates-missing", project.data_place, facts={"missing": missing})


def dates_reversed(standing: Standing, _settings: Settings) -> Iterator[Flaw]:
    """The project ends before it starts."""
    project = standing.project
    if project.data_place and project.start and project.end and project.end < project.start:
        yield Flaw("dates-reversed", project.data_place, facts={"start": project.start, "end": project.end})


def budget_missing(standing: Standing, _settings: Settings) -> Iterator[Flaw]:
    """No sum is given for the project; one that cannot be read has been told of already."""
    project = standing.project
    told = any(flaw.code == "budget-unreadable" for flaw in project.flaws)
    known = project.budget_total is not None or any(funding.amount is not None for funding in project.funding)
    if project.data_place and not told and not known:
        yield Flaw("budget-missing", project.data_place)


RULES = (owner_missing, owner_unknown, number_missing, dates_missing, dates_reversed, budget_missing)
