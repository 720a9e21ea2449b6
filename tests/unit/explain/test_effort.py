"""How an effort is explained."""

import pytest

from bot.explain.effort import explain_effort

NONE = "none is read"


@pytest.mark.parametrize(
    ("cell", "step", "column", "comment"),
    [
        ("3", ("3", "3 working days"), "3 days", NONE),
        ("0,5 dagar", ("0,5 dagar", "0.5 working days"), "0.5 days", "0.5 days"),
        ("3 timmar", ("3 timmar", "3 hours: 3/8 of a working day"), "0.375 days", "0.375 days"),
        ("0,125 h", ("0,125 h", "0.125 hours: 0.125/8 of a working day"), "0.015625 days", "0.015625 days"),
        ("99999 dagar", ("99999 dagar", "99999 working days"), "99999 days", "99999 days"),
        ("Ring runt (20 dagar). Klart!", ("20 dagar", "20 working days"), NONE, "20 days"),
    ],
)
def test_effort(cell: str, step: tuple[str, str], column: str, comment: str) -> None:
    """The number and its unit are told, and what they are in a column of their own and in a comment."""
    explanation = explain_effort(cell)
    assert explanation.steps == [step]
    assert explanation.result == [
        f"In a column for the effort: {column}.",
        f"At the end of a comment: {comment}.",
    ]
    assert (explanation.readable, explanation.rule, list(explanation.instead)) == (True, "Effort", [])


def test_hours_are_explained() -> None:
    """That eight hours are a day is told where there are hours."""
    assert explain_effort("3 timmar").why[0] == "8 hours are a working day."
    assert len(explain_effort("3").why) == 1


@pytest.mark.parametrize(("cell", "readable"), [("1-2", False), ("Ring runt", False), ("", True)])
def test_no_effort(cell: str, readable: object) -> None:
    """Without one number there is no effort; what could be written is told. Nothing in an empty cell is unreadable."""
    explanation = explain_effort(cell)
    assert explanation.readable is readable
    assert explanation.values == {"column": None, "comment": None}
    assert explanation.why == [
        "An effort is one number of days or hours. A range, or a number among other words, is none."
    ]
    assert explanation.instead[0].startswith("Forms that are read: “3”")
