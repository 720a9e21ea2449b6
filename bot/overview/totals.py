"""All projects of a year together: reports, activities, planned days, and who pays how much."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.checks.standing import ReportState
from bot.model import Funding, Project
from bot.overview.rows import Row

MOST_NAMED = 10
"""So many projects are named of those whose money is not counted; of the rest only their number is told."""


@dataclass(frozen=True, slots=True)
class FunderTotal:
    """What one financier gives.

    Attributes:
        name: As the first project spells it; "" for money of which no project says whose it is.
        amount: The amounts that are known, together; None where none is.
        projects: How many projects it gives to.
        unknown: To how many of them it gives something that is not known.
    """

    name: str
    amount: float | None
    projects: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Totals:
    """The figures of a year.

    Attributes:
        projects: How many there are.
        reports: How many projects have their report in each state, as people are told it.
        all, done, overdue: Activities, cancelled ones not counted.
        unknown: Activities that may be done, for all we know: Phabricator has not answered for their tasks.
        days, days_done: Planned work days.
        funders: The financiers, the largest first; those of whom nothing is known last.
        money: What they give together, as far as that is known.
        without: The projects of which no amount is known.
        contradicting: The projects whose sums contradict each other; none of their money is counted.
    """

    projects: int
    reports: Mapping[ReportState, int]
    all: int
    done: int
    overdue: int
    unknown: int
    days: float
    days_done: float
    funders: tuple[FunderTotal, ...]
    money: float
    without: tuple[Project, ...]
    contradicting: tuple[Project, ...]


def totals_of(rows: Sequence[Row]) -> Totals:
    """The figures of all projects together."""
    projects = [row.standing.project for row in rows]
    contradicting = tuple(one for one in projects if _contradicts(one))
    counted = [one for one in projects if not _contradicts(one)]
    given = [(one, list(_given(one))) for one in counted]
    funders = funders_of(found for _, found in given)
    return Totals(
        projects=len(rows),
        reports=Counter(row.standing.report_told for row in rows),
        all=sum(row.figures.all for row in rows),
        done=sum(row.figures.done for row in rows),
        overdue=sum(row.figures.overdue for row in rows),
        unknown=sum(row.figures.unknown for row in rows),
        days=sum(row.figures.days for row in rows),
        days_done=sum(row.figures.days_done for row in rows),
        funders=funders,
        money=sum(one.amount or 0 for one in funders),
        without=tuple(one for one, found in given if all(funding.amount is None for funding in found)),
        contradicting=contradicting,
    )


def _contradicts(project: Project) -> bool:
    """Whether a total of a project is not the sum of its parts."""
    return any(flaw.code == "budget-unreadable" and "total" in flaw.facts for flaw in project.flaws)


def _given(project: Project) -> Iterator[Funding]:
    """Who gives what to a project. A total that is all that is known is its one financier's, or nobody's by name."""
    total = project.budget_total
    if len(project.funding) == 1 and project.funding[0].amount is None:
        yield Funding(project.funding[0].funder, total)
    elif not project.funding and total is not None:
        yield Funding("", total)
    else:
        yield from project.funding


def funders_of(given: Iterable[Iterable[Funding]]) -> tuple[FunderTotal, ...]:
    """The financiers of several projects, each once whatever the capitals and the white space of its name.

    Args:
        given: Who gives what, project by project.
    """
    names: dict[str, str] = {}
    amounts: dict[str, list[list[float | None]]] = {}
    for found in given:
        of_project: dict[str, list[float | None]] = {}
        for one in found:
            name = " ".join(one.funder.split())
            names.setdefault(name.casefold(), name)
            of_project.setdefault(name.casefold(), []).append(one.amount)
        for key, sums in of_project.items():
            amounts.setdefault(key, []).append(sums)
    totals = [_total(names[key], sums) for key, sums in amounts.items()]
    return tuple(sorted(totals, key=lambda one: (one.amount is None, -(one.amount or 0), one.name.casefold())))


def _total(name: str, sums: Sequence[Sequence[float | None]]) -> FunderTotal:
    known = [one for found in sums for one in found if one is not None]
    unknown = sum(None in found for found in sums)
    return FunderTotal(name, round(sum(known), 2) if known else None, len(sums), unknown)
