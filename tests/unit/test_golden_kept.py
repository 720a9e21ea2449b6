"""All golden cases with what is kept between runs: what was expected without it is known and planned with it."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.knowledge import Knowledge, know
from bot.model import Task
from bot.plan import make_plan
from bot.readings import Readings
from tests.support.finding_cases import CASES
from tests.support.finding_cases import Case as FindingCase
from tests.support.kept import InMemory
from tests.unit.test_golden import FOLDER, read_case

FINDINGS = [pytest.param(case, id=name) for name, case in CASES.items()]
PAGES = [pytest.param(path, id=path.stem) for path in sorted(FOLDER.glob("*.md"))]


def held_against(expected: Knowledge, task: Task) -> None:
    """The first run, which keeps everything, and the next, which finds it, know and plan what is known without."""
    store = InMemory()
    titles = {title for listed in expected.material.listed.values() for title in listed}
    for hits in (0, len(titles)):
        found = know(replace(expected.material, readings=Readings(store)))
        assert repr(found.standings) == repr(expected.standings)
        assert (found.findings, found.problems) == (expected.findings, expected.problems)
        assert make_plan(found, [task]) == make_plan(expected, [task])
        assert store.hits == hits


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_written_the_same(path: Path) -> None:
    """Each page is left as it is without anything kept."""
    case = read_case(path)
    held_against(case.known(*case.today_is()), case.task)


@pytest.mark.parametrize("case", FINDINGS)
def test_findings_are_the_same(case: FindingCase) -> None:
    """Each finding is told, and not told, as without anything kept."""
    for scene in (case.scene, case.without):
        held_against(scene.known(), "report")
