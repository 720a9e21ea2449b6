"""What is remembered of a report: in the bot's own regions, under the report's date."""

import hashlib
from datetime import date

import pytest

from bot.parse.reported import Reported, read_reported, see_report
from tests.support.builders import settings

DAY = date(2022, 11, 1)
SEEN = Reported(DAY, "0123456789ab", "cdef01234567")
REMARK = "<!-- Lägesbot:underlag 2022-11-01 0123456789ab cdef01234567 -->"
TEMPLATES = settings().templates


def test_remark_reads_back() -> None:
    """What is written at the end of a region is what is remembered."""
    assert SEEN.remark() == REMARK
    assert read_reported(["* a", f"* b\n{REMARK}", REMARK.replace("11-01", "11-02")]) == SEEN


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param([], id="nowhere"),
        pytest.param(["* a"], id="nothing"),
        pytest.param([REMARK.replace("11-01", "13-01")], id="no-day"),
        pytest.param([REMARK.replace("ab ", "xy ")], id="no-checksum"),
        pytest.param([REMARK.replace(" cdef01234567", "")], id="no-checksum-of-the-names"),
    ],
)
def test_anything_else_is_not_remembered(texts: list[str]) -> None:
    """What does not make sense is not remembered."""
    assert read_reported(texts) is None


def see(**fields: str) -> Reported:
    """A report of these fields, by the shipped names."""
    return see_report(DAY, fields, TEMPLATES)


ONE = {"activities": "* ett\n* två", "problems": "Ont om tid."}


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"problems": "Ont om tid.", "activities": "* ett\n* två"}, id="another-order"),
        pytest.param({**ONE, "activities": "*ett\r\n\n* två  "}, id="white-space"),
        pytest.param({**ONE, "problems": "Ont\u00a0om&nbsp;tid."}, id="spaces-that-do-not-break"),
        pytest.param({**ONE, "problems": "Ont om tid.<!-- skriv här -->"}, id="comment"),
        pytest.param({**ONE, "problems": "<!-- <s> -->Ont om tid."}, id="mark-in-a-comment"),
        pytest.param({**ONE, "problems": "''Ont'' om tid."}, id="quote-marks"),
        pytest.param({**ONE, "lessons": "<!-- skriv här -->"}, id="field-of-a-comment"),
        pytest.param({**ONE, "comment": "Bra jobbat!"}, id="manager"),
    ],
)
def test_same_words_are_the_same_report(fields: dict[str, str]) -> None:
    """What a person does not see of the text, and what the manager says of the report, is no change of it."""
    assert see(**fields) == see(**ONE)


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({**ONE, "activities": "* ett\n* Två"}, id="other-words"),
        pytest.param({"activities": "* ett\n* två"}, id="less"),
        pytest.param({**ONE, "lessons": "c"}, id="more"),
        pytest.param({"problems": "* ett\n* två", "activities": "Ont om tid."}, id="elsewhere"),
        pytest.param({**ONE, "activities": "* ett två"}, id="one-row"),
        pytest.param({**ONE, "activities": "* ett\n* <s>två</s>"}, id="struck-out"),
        pytest.param({**ONE, "risks": "Stora."}, id="field-of-older-boxes"),
    ],
)
def test_other_words_are_another_report(fields: dict[str, str]) -> None:
    """Other words, or the same elsewhere or struck out, are another report, which can be compared."""
    assert see(**fields).words != see(**ONE).words
    assert see(**fields).is_of(see(**ONE))


def test_reports_of_other_fields_cannot_be_compared() -> None:
    """Reports of two dates, or read by other names, are not compared; the manager's name for a comment is no matter."""
    renamed = settings(templates={"fields": {"lessons": ["lärdomar"]}}).templates
    added = settings(templates={"fields": {"lessons": ["erfarenheter", "lärdomar"]}}).templates
    manager = settings(templates={"fields": {"comment": ["verksamhetschefen"]}}).templates
    each = [see_report(DAY, ONE, templates).is_of(see(**ONE)) for templates in (TEMPLATES, manager, renamed, added)]
    assert each == [True, True, False, False]
    assert not see_report(date(2022, 11, 2), ONE, TEMPLATES).is_of(see(**ONE))


def test_checksums_are_those_of_the_contract() -> None:
    """The words' checksum is of rows of the field's key, a zero byte and a line, as the contract has it."""
    rows = "activities\0ett\nactivities\0två\nproblems\0Ont om tid."
    assert see(**ONE).words == hashlib.sha256(rows.encode()).hexdigest()[:12]
