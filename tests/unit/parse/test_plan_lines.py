"""The lines of older time plans: the golden table of single lines, and how lines belong together."""

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.checks.activities import activity_undated, date_unreadable
from bot.model import Activity
from bot.parse.date_spans import Frame
from bot.parse.structure import Source
from bot.parse.timeplan import TimePlan, read_timeplan
from tests.support.builders import project, settings, standing

GOLDEN = Path(__file__).parents[2] / "golden" / "plan_lines.tsv"
FINDINGS = {"activity-undated", "date-unreadable", "timeplan-unreadable"}


class Case(NamedTuple):
    """One row of the golden table; `-` is None, and as a name no activity."""

    id: str
    line: str
    year: str
    project_start: str
    project_end: str
    start: str
    end: str
    name: str
    flags: str


def golden() -> list[Case]:
    """All rows of the golden table."""
    with GOLDEN.open(encoding="utf-8", newline="") as table:
        rows = list(csv.reader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Case(*row) for row in rows[1:]]


def day(written: str) -> date | None:
    """A day of the golden table."""
    return None if written == "-" else date.fromisoformat(written)


def findings(plan: TimePlan) -> set[str]:
    """The codes of what people are told of a plan, as far as it is about what can be read."""
    read = standing(replace(project(), activities=plan.activities))
    rules = [rule(read, settings()) for rule in (activity_undated, date_unreadable)]
    return {flaw.code for flaws in (plan.flaws, *rules) for flaw in flaws}


def read(*lines: str, heading: str = "== Tidplan ==", year: int = 2013) -> TimePlan:
    """The plan of a project over one year, below a heading on line 1."""
    frame = Frame(date(year, 1, 1), date(year, 12, 31), year)
    return read_timeplan(Source("Projekt:Prov", "\n".join([heading, *lines, "== Annat ==", ""])), frame)


def told(*lines: str, heading: str = "== Tidplan ==") -> list[tuple[str, str, int]]:
    """The name, the words of the date and the line of each activity."""
    return [_told(one) for one in read(*lines, heading=heading).activities]


def _told(one: Activity) -> tuple[str, str, int]:
    return one.name, one.when.text, one.place.line


@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in golden()])
def test_line_reads_as_its_words_say(case: Case) -> None:
    """A line gives the date, the name and the mark that its words say, or the finding that tells of it."""
    frame = Frame(day(case.project_start), day(case.project_end), int(case.year))
    plan = read_timeplan(Source("Projekt:Prov", f"== Tidplan ==\n{case.line}\n"), frame)
    flags = set(case.flags.split())
    assert findings(plan) == flags & FINDINGS
    seen = [
        (one.name, one.when.start, one.when.end, one.when.tentative, one.mark or "", one.place.line)
        for one in plan.activities
    ]
    mark = next(iter(flags & {"done", "cancelled"}), "")
    expected = (case.name, day(case.start), day(case.end), "tentative" in flags, mark, 2)
    assert seen == ([] if case.name == "-" else [expected])
