"""One row for each project of a year, as facts: what it says is the same on the wiki, in HTML and in a spreadsheet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.checks.figures import Figures, figures, of_year
from bot.checks.standing import ActivityStanding, Standing
from bot.knowledge import Knowledge
from bot.model import ActivityState
from bot.reminders.why import Notice, Quiet, notices_by_project, quiet, together


@dataclass(frozen=True, slots=True)
class Row:
    """A project in the table of a year.

    Attributes:
        standing: The project, and how it stands.
        programme: What it belongs to, by the year's list, else by its categories; "" where nothing tells.
        figures: Its activities and planned days of the year.
        late_since: The day by which a report that has not come should have; None where none is late.
        days_late: How many days have gone since then.
        next_up: What is to be done next, of all that is not done and not late.
        budget: What it costs in all, in the currency of the association; None where that is not known.
        notices: How it stands with its reminders, those of which the same is to be said as one, with their count.
        quiet: Why there are none; None where there are.
    """

    standing: Standing
    programme: str
    figures: Figures
    late_since: date | None
    days_late: int
    next_up: ActivityStanding | None
    budget: float | None
    notices: tuple[tuple[Notice, int], ...]
    quiet: Quiet | None


def rows_of_year(year: int, known: Knowledge) -> list[Row]:
    """The rows of a year, in the order of its list."""
    listed = set(known.material.listed[year])
    notices = notices_by_project(known)
    return [_row(one, year, known, notices) for one in known.standings if one.project.title in listed]


def _row(standing: Standing, year: int, known: Knowledge, notices: Mapping[str, Iterable[Notice]]) -> Row:
    title = standing.project.title
    told = tuple(together(one for one in notices.get(title, ()) if not one.item.superseded))
    since = standing.report.due if standing.report_told in {"late", "missing"} else None
    return Row(
        standing=standing,
        programme=known.material.programmes.get(year, {}).get(title, ""),
        figures=figures(standing, year),
        late_since=since,
        days_late=(known.today - since).days if since else 0,
        next_up=next_up(standing, year),
        budget=standing.project.budget_total,
        notices=told,
        quiet=None if told else quiet(standing),
    )


def next_up(standing: Standing, year: int) -> ActivityStanding | None:
    """Of what a project has before it in a year, the activity that ends first; without an end its start counts."""
    if standing.project.closed:
        return None
    ahead = of_year(standing.with_state(ActivityState.ONGOING, ActivityState.PLANNED), standing, year)
    return min(ahead, key=lambda one: one.activity.when.end or one.activity.when.start or date.max, default=None)
