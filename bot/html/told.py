"""What the report tells of a year and of each project: the facts, with the words that need more than a template."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from bot.checks.standing import Standing
from bot.html.addresses import Addresses
from bot.html.preview import Preview, previews
from bot.html.timeline import projects_svg, timeline_svg
from bot.knowledge import Knowledge
from bot.model import Finding
from bot.overview.news import News, about, news, noted, untold
from bot.overview.rows import Row, rows_of_year
from bot.overview.timeline import timeline_of
from bot.overview.totals import Totals, totals_of
from bot.overview.workload import Workload, workload_of
from bot.planned import Plan
from bot.render.bars import said_words
from bot.render.changes import changes_told
from bot.render.notices import notice_words, quiet_words
from bot.render.overview import note_on


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A row of the table of a year.

    Attributes:
        row: The facts.
        status: The status of the report by its colour, or `unset`; of a project that is finished `closed`, as on the
            overview.
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
class ToldNews:
    """What has changed in a year, as a run today would tell it on the overview.

    Attributes:
        day: The day on which that was seen.
        changes: What has changed, project by project; empty where nothing has.
        untold: Of how many projects that cannot be said.
    """

    day: date
    changes: tuple[News, ...]
    untold: int = 0


@dataclass(frozen=True, slots=True)
class ToldYear:
    """A year at a glance.

    Attributes:
        year: The year.
        rows: Its projects.
        totals: The figures of all of them together.
        news: What has changed; None where no overview has been written, with which to compare.
        timeline: Its projects on a timeline, as SVG; "" where there are none.
        workload: What everybody has to do; None where the settings do not want it told.
    """

    year: int
    rows: tuple[ToldRow, ...]
    totals: Totals
    news: ToldNews | None
    timeline: Markup
    workload: Workload | None


@dataclass(frozen=True, slots=True)
class ToldTimeline:
    """The timeline of a project in a year.

    Attributes:
        year: The year.
        picture: The timeline as SVG; "" where no activity has days in the year.
        others: What is not in the picture, in words: what has its days in other years, or none.
    """

    year: int
    picture: Markup
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToldProject:
    """A project by itself.

    Attributes:
        standing: How it stands.
        row: Its row, in the last year that it has one.
        timelines: Its timeline in each year that was asked for.
        changes: What has changed since its newest report, in plain words; "" where nothing has.
        findings: What is wrong or late in it, without those of severity info.
        infos: Those.
        previews: Its pages, as they stand and as a run would write them.
    """

    standing: Standing
    row: ToldRow
    timelines: tuple[ToldTimeline, ...]
    changes: str
    findings: tuple[Finding, ...]
    infos: tuple[Finding, ...]
    previews: tuple[Preview, ...]


def told_row(row: Row, known: Knowledge) -> ToldRow:
    """A row, with its words."""
    standing, words = row.standing, known.words
    project = standing.project
    given = project.report.status if project.report else None
    status = "closed" if project.closed else given.value if given else "unset"
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
    return [_year(year, known) for year in known.material.listed]


def _year(year: int, known: Knowledge) -> ToldYear:
    rows = rows_of_year(year, known)
    workload = workload_of(year, known) if known.settings.overview.workload else None
    shown = [(row.standing.project, timeline_of(row.standing, year)) for row in rows]
    timeline = Markup(projects_svg(shown, known.words))  # noqa: S704 - escaped there
    told = tuple(told_row(row, known) for row in rows)
    return ToldYear(year, told, totals_of(rows), _news(year, rows, known), timeline, workload)


def _news(year: int, rows: Sequence[Row], known: Knowledge) -> ToldNews | None:
    overview = known.settings.pages.overview
    years = {overview.format(year=one): one for one in known.material.listed}  # the last has a page that years share
    title = overview.format(year=year)
    page = known.pages.get(title) if years[title] == year else None
    before = note_on((page and page.text) or "")
    if before is None:
        return None
    note = noted(before if known.material.whole else about(before, rows), rows, year, known.today)
    return ToldNews(note.day, tuple(news(note, rows, year)), untold(note, rows))


def told_projects(known: Knowledge, years: Sequence[ToldYear], plan: Plan, addresses: Addresses) -> list[ToldProject]:
    """The projects, each once, in the order of the years' lists."""
    rows = {one.row.standing.project.title: one for year in years for one in year.rows}
    return [_project(one, rows[one.project.title], known, plan, addresses) for one in known.standings]


def _project(standing: Standing, row: ToldRow, known: Knowledge, plan: Plan, addresses: Addresses) -> ToldProject:
    findings = known.findings[standing.project.title]
    return ToldProject(
        standing=standing,
        row=row,
        timelines=tuple(_timeline(standing, year, known) for year in _years(standing, known)),
        changes=changes_told(standing, known.settings, known.words),
        findings=tuple(one for one in findings if one.severity != "info"),
        infos=tuple(one for one in findings if one.severity == "info"),
        previews=tuple(previews(standing, known, plan, addresses)),
    )


def _years(standing: Standing, known: Knowledge) -> list[int]:
    return [year for year, titles in known.material.listed.items() if standing.project.title in titles]


def _timeline(standing: Standing, year: int, known: Knowledge) -> ToldTimeline:
    timeline, words = timeline_of(standing, year), known.words
    said = [(bar.one, said_words(bar, words)) for bar in timeline.outside]
    said += [(one, words.phrase("timeline-state-undated")) for one in timeline.undated]
    others = [words.phrase("timeline-said", name=one.activity.label, said=how) for one, how in said]
    picture = Markup(timeline_svg(timeline, words))  # noqa: S704 - escaped there
    return ToldTimeline(year, picture, tuple(others))
