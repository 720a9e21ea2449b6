"""Rules about the status report."""

from dataclasses import replace
from datetime import date

import pytest

from bot.checks.calendar import period_of
from bot.checks.report import RULES
from bot.model import Flaw, Place, Project, Status, StatusReport
from tests.support.builders import DATA, TODAY, day, project, settings, standing

PLACE = Place(DATA, 14)
OCTOBER = {"period": period_of(date(2022, 10, 1), 1), "due": date(2022, 11, 7)}


def written(
    *,
    updated: str | None = None,
    updated_text: str = "",
    status: Status | None = None,
    hidden: bool = False,
    problems: str = "",
) -> Project:
    """A project with a report that says these things."""
    fields = {"problems": problems} if problems else {}
    return replace(project(), report=StatusReport(PLACE, day(updated), updated_text, status, hidden, fields))


def flaws(one: Project, *, today: date = TODAY, **rules: object) -> list[Flaw]:
    """What the rules of this module find."""
    chosen = settings(**rules)
    found = standing(one, today=today, rules=chosen)
    return [flaw for rule in RULES for flaw in rule(found, chosen)]


def codes(one: Project, **when: date) -> list[str]:
    """The codes of what they find."""
    return [flaw.code for flaw in flaws(one, **when)]


@pytest.mark.parametrize(
    ("one", "today", "expected"),
    [
        pytest.param(written(), TODAY, ["report-missing"], id="never written"),
        pytest.param(written(problems="Inga"), TODAY, ["report-undated"], id="text without a date"),
        pytest.param(written(updated_text="i höstas"), TODAY, ["report-undated"], id="a date that cannot be read"),
        pytest.param(project(updated="2022-10-01"), TODAY, ["report-late"], id="too old"),
        pytest.param(project(updated="2022-11-03"), TODAY, [], id="current"),
        pytest.param(project(updated="2022-10-01"), date(2022, 11, 7), [], id="due today"),
        pytest.param(written(hidden=True), TODAY, [], id="hidden"),
        pytest.param(replace(project(), closed=True), TODAY, [], id="closed"),
        pytest.param(replace(project(), report=None), TODAY, [], id="nothing to report in"),
    ],
)
def test_overdue_report(one: Project, today: date, expected: list[str]) -> None:
    """A report that was due and has not come is told of once: missing, undated or late."""
    assert codes(one, today=today) == expected


def test_overdue_report_is_told_with_its_facts() -> None:
    """The finding stands at the report, and knows what its words need: period, due date, what the date field says."""
    (missing,) = flaws(written())
    assert (missing.place.page, missing.place.line, missing.subject) == (DATA, 14, None)
    assert missing.facts == OCTOBER
    (late,) = flaws(project(updated="2022-10-01"))
    assert late.facts == {**OCTOBER, "updated": date(2022, 10, 1)}
    (undated,) = flaws(written(updated_text="i höstas"))
    assert undated.facts == {"period": OCTOBER["period"], "text": "i höstas"}


@pytest.mark.parametrize(
    ("updated", "status", "today", "expected"),
    [
        pytest.param("2022-11-03", None, TODAY, True, id="current, never set"),
        pytest.param("2022-10-01", None, date(2022, 11, 2), True, id="due, never set"),
        pytest.param("2022-10-01", None, TODAY, True, id="late, never set"),
        pytest.param("2022-11-03", Status.RED, TODAY, False, id="set"),
        pytest.param(None, None, TODAY, False, id="no report"),
    ],
)
def test_status_missing(updated: str | None, status: Status | None, today: date, expected: bool) -> None:  # noqa: FBT001 - pytest's parameters
    """A dated report without a STATUS is told of."""
    one = written(updated=updated, status=status)
    assert ("status-missing" in codes(one, today=today)) is expected


def test_status_is_not_asked_of_a_hidden_report() -> None:
    """Where the report is hidden, or the project closed, nobody is asked for a STATUS."""
    assert codes(written(updated="2022-11-03", hidden=True)) == []
    assert codes(replace(written(updated="2022-11-03"), closed=True)) == []


@pytest.mark.parametrize(
    ("changed", "hidden", "expected"),
    [
        pytest.param(True, False, True, id="changed"),
        pytest.param(False, False, False, id="as-it-was"),
        pytest.param(True, True, False, id="hidden"),
    ],
)
def test_report_not_refreshed(changed: bool, hidden: bool, expected: bool) -> None:  # noqa: FBT001 - pytest's parameters
    """A report whose words have changed under its date is told of, unless nobody is to see it."""
    updated = date(2022, 11, 3)
    report = StatusReport(PLACE, updated, "2022-11-03", Status.GREEN, hidden=hidden, unrefreshed=changed)
    assert ("report-not-refreshed" in codes(replace(project(), report=report))) is expected


def ended(*, closed: bool = False, final_report: bool = False) -> Project:
    """A project that ended on 30 June, with a report for it."""
    report = StatusReport(PLACE, date(2022, 7, 4), "2022-07-04", Status.GREEN)
    one = replace(project(), end=date(2022, 6, 30), report=report)
    return replace(one, closed=closed, final_report=final_report)


@pytest.mark.parametrize(
    ("one", "today", "expected"),
    [
        pytest.param(ended(), date(2022, 8, 29), False, id="60 days after the end"),
        pytest.param(ended(), date(2022, 8, 30), True, id="61 days after the end"),
        pytest.param(ended(final_report=True), date(2022, 12, 1), False, id="there is one"),
        pytest.param(ended(closed=True), date(2022, 12, 1), True, id="closed without one"),
        pytest.param(replace(ended(), end=None), date(2022, 12, 1), False, id="no end"),
        pytest.param(replace(ended(), report=None), date(2022, 12, 1), False, id="no project data"),
        pytest.param(replace(ended(), end=date.max), date(2022, 12, 1), False, id="an end past all reckoning"),
    ],
)
def test_final_report_missing(one: Project, today: date, expected: bool) -> None:  # noqa: FBT001 - pytest's parameters
    """Some time after the project's end a final report is asked for, also of a closed project."""
    assert ("final-report-missing" in codes(one, today=today)) is expected


def test_patience_with_the_final_report_can_be_set() -> None:
    """How long the final report may take is a setting; the finding knows when the project ended."""
    late = {"report": {"final_report_after_days": 0}}
    assert [flaw.code for flaw in flaws(ended(), today=date(2022, 6, 30), **late)] == []
    (flaw,) = flaws(ended(), today=date(2022, 7, 1), **late)
    assert (flaw.code, flaw.facts) == ("final-report-missing", {"end": date(2022, 6, 30)})
