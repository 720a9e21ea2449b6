"""What is remembered of a report: in the bot's own regions, under the report's date."""

from datetime import date

import pytest

from bot.parse.reported import Reported, digest, read_reported
from tests.support.pages import region

SEEN = Reported(date(2022, 11, 1), "0123456789ab")
REMARK = "<!-- Lägesbot:underlag 2022-11-01 0123456789ab -->"


def test_remark_reads_back() -> None:
    """What is written at the end of a region is what is remembered."""
    assert SEEN.remark() == REMARK
    own = region("problem", f"* b\n{REMARK}")
    assert read_reported(f"a\n{own}\nc") == SEEN


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(REMARK, id="outside-the-regions"),
        pytest.param(region("problem", REMARK, total="0" * 12), id="in-a-region-that-was-changed"),
        pytest.param(f"{region('problem', REMARK)}\n{region('aktiviteter', REMARK)}", id="twice"),
        pytest.param(region("problem", REMARK.replace("11-01", "13-01")), id="no-day"),
        pytest.param(region("problem", REMARK.replace("ab -->", "xy -->")), id="no-checksum"),
    ],
)
def test_anything_else_is_not_remembered(text: str) -> None:
    """Where it is not surely the bot's own, nothing is remembered."""
    assert read_reported(text) is None


def test_digest_is_of_the_words() -> None:
    """Another text, or the same elsewhere, has another checksum; order and white space at line ends are nothing."""
    one = digest({"activities": "* a\n* b", "problems": "c"})
    assert digest({"problems": "c  ", "activities": "* a\r\n* b\n"}) == one
    assert len({one, digest({"activities": "* a\n* B", "problems": "c"}), digest({"activities": "* a\n* b\nc"})}) == 3
    assert digest({"problems": "* a"}) != digest({"activities": "* a"})
