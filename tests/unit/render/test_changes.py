"""What has changed since the newest report, in words."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.checks.changes import taken
from bot.model import Activity, Mark, Project
from bot.render.changes import changes_told
from tests.support.builders import WORDS, activity, people, period, project, settings, standing

A = activity("Boka lokal", when=period("2022-12-01", "2022-12-31"))


def told(then: Project, now: Project, *, rows: int = 7) -> str:
    """The words for what has changed."""
    rules = settings(report={"max_rows": rows})
    noted = taken(standing(then))
    return changes_told(standing(replace(now, snapshot=noted), rules=rules), rules, WORDS)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        pytest.param([A], "", id="nothing"),
        pytest.param([replace(A, mark=Mark.DONE)], "klart: Boka lokal.", id="done"),
        pytest.param([replace(A, when=period("2022-03-01", "2022-03-31"))], "försenat: Boka lokal.", id="late"),
        pytest.param(
            [replace(A, when=period("2023-01-01", "2023-02-28"))],
            "andra datum: Boka lokal (december 2022 → januari–februari 2023).",
            id="moved",
        ),
        pytest.param(
            [replace(A, people=people("Sara", "Eric"))], "annan ansvarig: Boka lokal (Axel → Sara och Eric).", id="lead"
        ),
        pytest.param(
            [replace(A, people=people(everyone="lead"))],
            "annan ansvarig: Boka lokal (Axel → Samtliga).",
            id="everybody",
        ),
        pytest.param([replace(A, people=people())], "annan ansvarig: Boka lokal (Axel → ingen).", id="nobody"),
    ],
)
def test_changes_in_words(now: Sequence[Activity], words: str) -> None:
    """Each kind of change has its own words, with what was and what is."""
    since = "Ändrat sedan boten började följa projektet – "
    assert told(project(A), project(*now)) == (f"{since}{words}" if words else "")


def test_changes_since_a_report() -> None:
    """Where somebody has reported, the changes are those since that report; kinds come one after the other."""
    late = activity("Tryck", when=period("2022-12-01", "2022-12-31"))
    now = [replace(A, mark=Mark.DONE), replace(late, when=period("2022-03-01", "2022-03-31"))]
    found = told(project(A, late, updated="2022-11-01"), project(*now, updated="2022-11-01"))
    assert found == "Ändrat sedan lägesrapporten 1 november 2022 – klart: Boka lokal; försenat: Tryck."


def test_project_itself_is_named() -> None:
    """A change of the project is told of it as a whole; days that were not given were not."""
    then = replace(project(lead=people()), start=None, end=None)
    assert told(then, project()) == (
        "Ändrat sedan boten började följa projektet – andra datum: hela projektet (utan datum → "
        "januari–december 2022); annan ansvarig: hela projektet (ingen → John)."
    )


def test_long_lists_of_changes_are_cut() -> None:
    """Of many things of a kind the first are named and the others counted."""
    plan = [replace(A, name=name) for name in "ABCD"]
    done = [replace(one, mark=Mark.DONE) for one in plan]
    assert told(project(*plan), project(*done), rows=2).endswith("– klart: A, B och 2 till.")
