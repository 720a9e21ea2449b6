"""A year's rows: the facts of each project, in the order of the list."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from bot.knowledge import Knowledge, know
from bot.model import Activity, Mark, Project
from bot.overview.rows import Row, next_up, rows_of_year
from tests.support.builders import TITLE, activity, known, material, period, project, standing, wiki_pages

OTHER = "Projekt:Annat 2022"
DECEMBER = period("2022-12-01", "2022-12-31")


def rows(*projects: Project, programmes: dict[str, str] | None = None, listed: Sequence[str] = ()) -> list[Row]:
    """The rows of these projects."""
    usual = known({})
    titles = tuple(listed) or tuple(one.title for one in projects)
    there = replace(usual.material, listed={2022: titles}, programmes={2022: programmes or {}})
    return rows_of_year(2022, replace(usual, material=there, standings=tuple(standing(one) for one in projects)))


def of_wiki(*plan: str, **fields: str) -> Row:
    """The row of the project of `wiki_pages`."""
    found: Knowledge = know(material(wiki_pages(*plan, **fields)))
    (row,) = rows_of_year(2022, found)
    return row


def test_only_the_years_projects_have_rows() -> None:
    """A project of another year has no row in this one's table."""
    found = rows(project(), project(title=OTHER), listed=[OTHER])
    assert [row.standing.project.title for row in found] == [OTHER]


def test_programme_is_told_where_it_is_known() -> None:
    """A row has its project's programme, or none."""
    found = rows(project(), project(title=OTHER), programmes={TITLE: "Gemenskap"})
    assert [row.programme for row in found] == ["Gemenskap", ""]


@pytest.mark.parametrize(
    ("updated", "since", "days"),
    [
        pytest.param(None, date(2022, 11, 7), 2, id="missing"),
        pytest.param("2022-10-03", date(2022, 11, 7), 2, id="late"),
        pytest.param("2022-11-01", None, 0, id="there"),
    ],
)
def test_lateness_is_counted_from_the_day_it_was_due(updated: str | None, since: date | None, days: int) -> None:
    """A late report has the day it was due and how many days have gone since; any other has neither."""
    (row,) = rows(project(updated=updated))
    assert (row.late_since, row.days_late) == (since, days)


@pytest.mark.parametrize(
    ("activities", "expected"),
    [
        pytest.param([activity("Sen"), activity("Snart", when=DECEMBER)], "Snart", id="what is late is no next"),
        pytest.param([activity("Klar", when=DECEMBER, mark=Mark.DONE)], None, id="nor what is done"),
        pytest.param(
            [activity("B", when=period("2022-11-01", "2022-12-31")), activity("A", when=period("2022-12-01"))],
            "A",
            id="without an end by its start",
        ),
        pytest.param([activity("Först", when=DECEMBER), activity("Sedan", when=DECEMBER)], "Först", id="a tie"),
        pytest.param([], None, id="nothing"),
    ],
)
def test_next_is_what_ends_first(activities: list[Activity], expected: str | None) -> None:
    """Next is what ends first of all that is before the project."""
    found = next_up(standing(project(*activities)), 2022)
    assert (found.activity.name if found else None) == expected


def test_finished_project_has_nothing_before_it() -> None:
    """Of a finished project nothing is next."""
    assert next_up(standing(replace(project(activity(when=DECEMBER)), closed=True)), 2022) is None


def test_row_tells_of_reminders_or_why_there_are_none() -> None:
    """A row says how it stands with its reminders, those that are alike as one, or else why there are none."""
    late = of_wiki("mars | Boka lokal | Axel | |", "mars | Resa | Axel | |")
    assert sorted(count for _, count in late.notices) == [1, 2]
    assert late.quiet is None
    (calm,) = rows(project(updated="2022-11-01"))
    assert (calm.notices, calm.quiet) == ((), "current")
