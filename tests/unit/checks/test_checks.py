"""All rules together: every code, its severity, its words, and the order of findings."""

from dataclasses import replace

import pytest

from bot.checks import RULES, check, judge
from bot.codes import CODES, PROBLEMS
from bot.model import Flaw, Period, Place
from bot.render.words import Words
from tests.support.builders import DATA, TITLE, activity, project, settings, standing

CONTRACT = (
    "report-missing report-late report-undated report-not-refreshed status-missing final-report-missing owner-missing "
    "owner-unknown number-missing dates-missing dates-reversed date-unreadable budget-missing budget-unreadable "
    "projectdata-missing timeplan-missing timeplan-unreadable activity-overdue activity-undated activity-unowned "
    "activity-outside-project activity-duplicate task-missing task-unknown task-open-after-end region-damaged "
    "region-edited page-missing page-protected talk-page-unsupported"
)
"""The contract's list (§ 4), by hand."""

SPOILT = replace(
    project(activity("A", line=30), activity("B", when=Period(""), line=20)),
    number=None,
    flaws=(Flaw("timeplan-unreadable", Place(TITLE, 25), facts={"why": "unclosed"}),),
)


def say(flaw: Flaw) -> str:
    """Words for a flaw that tell which it is."""
    return f"about {flaw.code}"


def test_codes_are_those_of_the_contract() -> None:
    """Every code that the contract names has a severity, and no other is a finding about a project."""
    assert set(CODES) == set(CONTRACT.split())
    assert not CODES.keys() & PROBLEMS.keys()
    assert {*CODES.values(), *PROBLEMS.values()} <= {"error", "warning", "info"}


def test_findings_come_by_line_with_the_project_page_first() -> None:
    """The project page's findings come by line, then those on other pages; reading's and the rules' alike."""
    found = check(standing(SPOILT), settings(), say)
    assert [(one.place.page, one.place.line, one.code) for one in found] == [
        (TITLE, 20, "activity-undated"),
        (TITLE, 25, "timeplan-unreadable"),
        (TITLE, 30, "activity-overdue"),
        (DATA, 1, "number-missing"),
        (DATA, 1, "budget-missing"),
        (DATA, 14, "report-missing"),
    ]
    assert [one.message for one in found[:2]] == ["about activity-undated", "about timeplan-unreadable"]
    assert [one.subject for one in found[:3]] == ["B", None, "A"]


def test_same_thing_is_told_once() -> None:
    """Where reading comes to the same flaw by two ways, people are told of it once."""
    twice = replace(SPOILT, flaws=SPOILT.flaws * 2)
    assert check(standing(twice), settings(), say) == check(standing(SPOILT), settings(), say)


def test_severities_are_the_usual_ones() -> None:
    """Where the settings say nothing, a finding is as bad as its code usually is."""
    found = {one.code: one.severity for one in check(standing(SPOILT), settings(), say)}
    assert (found["report-missing"], found["number-missing"], found["budget-missing"]) == ("error", "warning", "info")


def test_severity_can_be_set() -> None:
    """The settings may change how bad a finding is, or switch it off for all."""
    rules = settings(findings={"number-missing": "off", "budget-missing": "error"})
    found = {one.code: one.severity for one in check(standing(SPOILT), rules, say)}
    assert "number-missing" not in found
    assert found["budget-missing"] == "error"


@pytest.mark.parametrize("title", [TITLE, "Prov 2022"], ids=["full title", "without namespace"])
def test_finding_can_be_off_for_one_project(title: str) -> None:
    """A finding that is off for one project is off there, whatever its severity, and stays on elsewhere."""
    rules = settings(projects={title: {"off": ["number-missing"]}}, findings={"number-missing": "error"})
    assert "number-missing" not in [one.code for one in check(standing(SPOILT), rules, say)]
    other = replace(SPOILT, title="Projekt:Annat 2022")
    assert "number-missing" in [one.code for one in check(standing(other), rules, say)]


def test_problems_have_severities_too() -> None:
    """What is wrong with the run as a whole is judged like a finding; it can be off for all, not for a project."""
    flaw = Flaw("tasks-unavailable", Place("x", 1))
    rules = settings(projects={TITLE: {"off": ["tasks-unavailable"]}})
    assert [one.severity for one in judge([flaw], rules, say)] == ["warning"]
    assert list(judge([flaw], settings(findings={"tasks-unavailable": "off"}), say)) == []


def test_every_rule_has_its_own_sentence() -> None:
    """Each rule's docstring says in one sentence what it looks for."""
    for rule in RULES:
        assert (rule.__doc__ or "").strip().endswith("."), rule


def test_every_finding_has_words() -> None:
    """The words for what the rules find are whole sentences, with nothing left to fill in."""
    for one in check(standing(SPOILT), settings(), Words().message):
        assert one.message.endswith("."), one
        assert "{{" not in one.message
