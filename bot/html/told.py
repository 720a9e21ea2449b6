"""What the report tells of a year and of each project: the facts, with the words that need more than a template."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.checks.standing import Standing
from bot.html.addresses import Addresses
from bot.html.preview import Preview, previews
from bot.knowledge import Knowledge
from bot.model import Finding
from bot.overview.rows import Row, rows_of_year
from bot.plan import Plan
from bot.render.changes import changes_told
from bot.render.notices import notice_words, quiet_words


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A row of the table of a year.

    Attributes:
        row: The facts.
        status: The status of the report by its colour, or `closed` or `unset`.
        leads: The names of those who lead it; `Samtliga` for everyone.
        states: What it can be found by: `report-late`, `status-red`, `overdue`.
        why: How it stands with reminders, in plain words.
    """

    row: Row
    status: str
    leads: tuple[str, ...]
    states: tuple[str, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToldYear:
    """A year at a glance.

    Attributes:
        year: The year.
        rows: Its projects.
        reports: How many reports are in each state.
        sums: Activities and planned days of all projects together.
        budget: What they cost together, as far as that is known.
        funding: What each financier gives, the largest first; "" for those who are not named.
    """

    year: int
    rows: tuple[ToldRow, ...]
    reports: Counter[str]
    sums: dict[str, float]
    budget: float | None
    funding: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class ToldProject:
    """A project by itself.

    Attributes:
        standing: How it stands.
        row: Its row, in the last year that it has one.
        changes: What has changed since its newest report, in plain words; "" where nothing has.
        findings: What is wrong or late in it, without those of severity info.
        infos: Those.
        previews: Its pages, as they stand and as a run would write them.
    """

    standing: Standing
    row: ToldRow
    changes: str
    findings: tuple[Finding, ...]
    infos: tuple[Finding, ...]
    previews: tuple[Preview, ...]


def told_row(row: Row, known: Knowledge) -> ToldRow:
    """A row, with its words."""
    standing, words = row.standing, known.words
    project = standing.project
    given = project.report.status if project.report else None
    status = given.value if given else ("closed" if project.closed else "unset")
    everyone = [words.phrase("everyone")] if project.people.everyone == "lead" else []
    reasons = [notice_words(notice, count, known.settings, words) for notice, count in row.notices]
    return ToldRow(
        row=row,
        status=status,
        leads=tuple([one.name for one in project.people.lead] + everyone),
        states=(f"report-{standing.report_told}", f"status-{status}", *["overdue"] * bool(row.figures.overdue)),
        why=tuple(reasons or [quiet_words(standing, words)]),
    )


def told_years(known: Knowledge) -> list[ToldYear]:
    """The years that were asked for, in their order."""
    return [_year(year, [told_row(row, known) for row in rows_of_year(year, known)]) for year in known.material.listed]


def _year(year: int, rows: Sequence[ToldRow]) -> ToldYear:
    figures = [one.row.figures for one in rows]
    budgets = [one.row.budget for one in rows if one.row.budget is not None]
    return ToldYear(
        year=year,
        rows=tuple(rows),
        reports=Counter(one.row.standing.report_told for one in rows),
        sums={
            "done": sum(one.done for one in figures),
            "all": sum(one.all for one in figures),
            "overdue": sum(one.overdue for one in figures),
            "days_done": sum(one.days_done for one in figures),
            "days": sum(one.days for one in figures),
        },
        budget=sum(budgets) if budgets else None,
        funding=_funding(one.row for one in rows),
    )


def _funding(rows: Iterable[Row]) -> tuple[tuple[str, float], ...]:
    given: Counter[str] = Counter()
    for row in rows:
        for one in row.standing.project.funding:
            given[one.funder] += one.amount or 0  # type: ignore[assignment] # Counter counts anything that adds up
    return tuple(given.most_common())


def told_projects(known: Knowledge, years: Sequence[ToldYear], plan: Plan, addresses: Addresses) -> list[ToldProject]:
    """The projects, each once, in the order of the years' lists."""
    rows = {one.row.standing.project.title: one for year in years for one in year.rows}
    return [_project(one, rows[one.project.title], known, plan, addresses) for one in known.standings]


def _project(standing: Standing, row: ToldRow, known: Knowledge, plan: Plan, addresses: Addresses) -> ToldProject:
    findings = known.findings[standing.project.title]
    return ToldProject(
        standing=standing,
        row=row,
        changes=changes_told(standing, known.settings, known.words),
        findings=tuple(one for one in findings if one.severity != "info"),
        infos=tuple(one for one in findings if one.severity == "info"),
        previews=tuple(previews(standing, known, plan, addresses)),
    )
