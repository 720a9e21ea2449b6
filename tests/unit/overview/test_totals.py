"""The figures of all projects of a year together, and who pays how much."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from bot.model import Flaw, Funding, Mark, Place, Project
from bot.overview.rows import rows_of_year
from bot.overview.totals import FunderTotal, Totals, totals_of
from tests.support.builders import DATA, activity, known, project, standing


def totals(*projects: Project) -> Totals:
    """The figures of these projects."""
    found = known({})
    listed = {2022: tuple(one.title for one in projects)}
    standings = tuple(standing(one) for one in projects)
    there = replace(found, material=replace(found.material, listed=listed), standings=standings)
    return totals_of(rows_of_year(2022, there))


def funded(*funding: tuple[str, float | None], total: float | None = None, name: str = "Ett") -> Project:
    """A project with these financiers."""
    return replace(
        project(title=f"Projekt:{name} 2022"),
        funding=tuple(Funding(funder, amount) for funder, amount in funding),
        budget_total=total,
    )


def test_figures_are_those_of_all_projects() -> None:
    """Projects, reports by state, activities and days are counted together."""
    done = replace(activity("A", mark=Mark.DONE), days=2.0)
    late = replace(activity("B"), days=1.5)
    found = totals(project(done, late, updated="2022-11-01"), project(done, title="Projekt:Två 2022"))
    assert (found.projects, found.all, found.done, found.overdue, found.unknown) == (2, 3, 2, 1, 0)
    assert (found.days, found.days_done) == (5.5, 4.0)
    assert dict(found.reports) == {"current": 1, "missing": 1}


def test_unanswered_activities_are_counted() -> None:
    """What may be done, for all we know, is said."""
    assert totals(project(activity("A", tasks=("T1",)))).unknown == 1


@pytest.mark.parametrize(
    ("projects", "funders"),
    [
        pytest.param(
            [funded(("FDC", 5.0), ("Donationer", 2.0)), funded(("FDC", 1.0), name="Två")],
            [("FDC", 6.0, 2, 0), ("Donationer", 2.0, 1, 0)],
            id="the largest first",
        ),
        pytest.param(
            [funded(("Wikimedia  Foundation", 5.0)), funded(("wikimedia foundation ", 1.0), name="Två")],
            [("Wikimedia Foundation", 6.0, 2, 0)],
            id="spellings that differ in capitals and spaces",
        ),
        pytest.param(
            [funded(("WMF", 5.0)), funded(("Wikimedia Foundation", 1.0), name="Två")],
            [("WMF", 5.0, 1, 0), ("Wikimedia Foundation", 1.0, 1, 0)],
            id="other spellings are others",
        ),
        pytest.param(
            [funded(("FDC", 5.0)), funded(("FDC", None), ("B", 1.0), total=9.0, name="Två"), funded(("C", None))],
            [("FDC", 5.0, 2, 1), ("B", 1.0, 1, 0), ("C", None, 1, 1)],
            id="unknown amounts are counted and not guessed",
        ),
        pytest.param([funded(("FDC", None), total=7.0)], [("FDC", 7.0, 1, 0)], id="a total is the one financier's"),
        pytest.param([funded(total=7.0)], [("", 7.0, 1, 0)], id="a total alone is nobody's by name"),
        pytest.param([funded(("A", 1.0), ("A", 2.0))], [("A", 3.0, 1, 0)], id="twice in a project"),
        pytest.param([funded(("A", 0.0))], [("A", 0.0, 1, 0)], id="nothing is an amount, too"),
        pytest.param([funded()], [], id="nobody"),
    ],
)
def test_budget_by_financier(projects: Iterable[Project], funders: list[tuple[str, float | None, int, int]]) -> None:
    """The amounts of each financier are added up as far as they are known."""
    found = totals(*projects)
    assert list(found.funders) == [FunderTotal(*one) for one in funders]
    assert found.money == sum(amount or 0 for _, amount, _, _ in funders)


def test_projects_without_a_known_budget_are_named() -> None:
    """A project of which no amount is known is named, one of which some are is not."""
    found = totals(
        funded(name="Inget"), funded(("A", None), name="Okänt"), funded(("A", None), ("B", 1.0), name="Något")
    )
    assert [one.name for one in found.without] == ["Inget 2022", "Okänt 2022"]


def test_contradicting_sums_are_left_out_and_named() -> None:
    """Where a total is not the sum of its parts, none of the project's money is counted; other flaws do not matter."""
    place = Place(DATA, 3)
    wrong = Flaw("budget-unreadable", place, facts={"text": "9", "total": 9.0, "sum": 5.0})
    unreadable = Flaw("budget-unreadable", place, facts={"text": "ca 9"})
    found = totals(
        replace(funded(("A", 5.0), name="Fel"), flaws=(wrong,)),
        replace(funded(("A", None), ("B", 2.0), name="Halvt"), flaws=(unreadable,)),
    )
    assert [one.name for one in found.contradicting] == ["Fel 2022"]
    assert found.funders == (FunderTotal("B", 2.0, 1, 0), FunderTotal("A", None, 1, 1))
    assert found.without == ()
