"""Every code of the contract on golden cases: pages that have the finding, and nearly the same that do not."""

import re
from difflib import ndiff

import pytest

from bot.codes import CODES
from tests.support.finding_cases import CASES, Case, findings_of

EVERY = [pytest.param(case, id=name) for name, case in CASES.items()]

FEW = 6
"""Lines in which a scene and its like may differ at most: a table of one row, or the smallest project data."""


def test_every_code_has_its_case() -> None:
    """Each code of the contract has a file of its name, and each file a code."""
    assert {name for name in CASES if "." not in name} == CODES.keys()
    assert {case.code for case in CASES.values()} <= CODES.keys()


@pytest.mark.parametrize("case", EVERY)
def test_finding_is_told(case: Case) -> None:
    """On these pages the code is found once, at this page and line, with this severity and these words."""
    assert [one for one in findings_of(case.scene.known()) if one.code == case.code] == [case.finding]


@pytest.mark.parametrize("case", EVERY)
def test_without_its_reason_there_is_no_finding(case: Case) -> None:
    """On pages that differ in the reason alone, the code is not found."""
    assert [one for one in findings_of(case.without.known()) if one.code == case.code] == []


@pytest.mark.parametrize("case", EVERY)
def test_cases_differ_in_few_lines(case: Case) -> None:
    """What makes the difference is a few lines, and there is one."""
    changed = [line for line in ndiff(case.scene.lines, case.without.lines) if line[0] in "+-"]
    assert 1 <= len(changed) <= FEW


@pytest.mark.parametrize("case", EVERY)
def test_message_says_what_to_do(case: Case) -> None:
    """The words are at least two whole sentences, what is wrong and what to do, on one line and with nothing unsaid."""
    message = case.finding.message
    assert len(re.findall(r"[.?!](?= [A-ZÅÄÖ]|$)", message)) >= 2
    assert "None" not in message
    assert message == " ".join(message.split())
