"""Writing another day as the date of a report: that alone, or nothing."""

from datetime import date

import pytest

from bot.parse.structure import Source
from bot.render.dating import dated
from tests.support.builders import DATA, data_text, settings
from tests.support.pages import region

DAY = date(2022, 11, 16)
TEMPLATES = settings().templates


def with_day(text: str) -> str | None:
    """The page with the day of the edit; None where it is not written."""
    after = dated(Source(DATA, text), DAY, TEMPLATES)
    return after.text if after else None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(data_text(uppdaterad="2022-10-31"), id="usual"),
        pytest.param("{{Projektdata|uppdaterad=2022-10-31}}", id="one-line"),
        pytest.param("{{Projektdata\r\n|uppdaterad=\t2022-10-31 \r\n\r\n|problem=x\r\n}}", id="white-space"),
        pytest.param(
            data_text(uppdaterad="2022-10-31", problem=f".\n{region('problem', '* 2022-10-31')}"), id="region"
        ),
    ],
)
def test_the_day_alone_changes(text: str) -> None:
    """A plain date becomes the day, in its place; every other character stays."""
    start = text.index("2022-10-31")
    assert with_day(text) == f"{text[:start]}2022-11-16{text[start + 10 :]}"


@pytest.mark.parametrize(
    "value",
    [
        "2022-10-31<!-- ÅÅÅÅ-MM-DD -->",
        "<!-- ÅÅÅÅ-MM-DD --> 2022-10-31",
        "2022-10-31 (Sara)",
        "'''2022-10-31'''",
        "{{datum|2022-10-31}}",
        "31 oktober 2022",
        "2022-10-31T12:00",
        "2022-10",
        "",
    ],
)
def test_anything_beside_a_date_is_left_alone(value: str) -> None:
    """A date with a comment, a remark or markup beside it, or in another form, is not written over."""
    assert with_day(data_text(uppdaterad=value)) is None


def test_field_that_is_read_is_the_one_written() -> None:
    """Of two names for the field, the one with a value is written."""
    names = settings(templates={"fields": {"updated": ["datum", "uppdaterad"]}}).templates
    after = dated(Source(DATA, "{{Projektdata|datum=|uppdaterad=2022-10-31}}"), DAY, names)
    assert after
    assert after.text == "{{Projektdata|datum=|uppdaterad=2022-11-16}}"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Ingen mall.", id="no-call"),
        pytest.param("{{Projektdata|problem=x}}", id="no-field"),
        pytest.param("{{Projektdata|uppdaterad=2022-09-30|uppdaterad=2022-10-31}}", id="twice"),
        pytest.param("{{Projektdata|problem={{x|y=<ref>|uppdaterad=2022-10-31}}</ref>}}", id="in-another-call"),
        pytest.param(data_text(uppdaterad="2022-10-31", problem="x" * 20_000), id="too-long-for-the-second-reader"),
    ],
)
def test_page_that_is_not_clear_is_left_alone(text: str) -> None:
    """Where two readers cannot both see one date that changes and nothing else, it is not written."""
    assert with_day(text) is None
