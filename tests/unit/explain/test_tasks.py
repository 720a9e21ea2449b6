"""How a task cell is explained."""

import pytest

from bot.explain.tasks import explain_tasks


def test_tasks_in_order() -> None:
    """Every task is told in the cell's order, wherever it stands."""
    explanation = explain_tasks("T318564<br>[https://phabricator.wikimedia.org/T1 x] T2T3, T1")
    assert [step.text for step in explanation.steps] == ["T318564", "T1", "T2", "T3"]
    assert {step.meaning for step in explanation.steps} == {"a task"}
    assert explanation.result == ["T318564, T1, T2, T3."]
    assert explanation.values == {"tasks": ["T318564", "T1", "T2", "T3"], "none": False}


@pytest.mark.parametrize("word", ["T0", "ABT123", "T12x", "t5", "T1234567890"])
def test_what_only_looks_like_a_task(word: str) -> None:
    """What looks like a task number and is none is told, with what one is."""
    explanation = explain_tasks(f"T1 {word}")
    (_, other) = explanation.steps
    assert other.text == word
    assert other.meaning.startswith("not a task number: that is a capital T and one to nine figures")


def test_none_on_purpose() -> None:
    """`N/A` says that there is to be no task."""
    explanation = explain_tasks("N/A, skapas vid behov")
    assert (explanation.result, explanation.readable) == (["None, on purpose."], True)
    assert explanation.values == {"tasks": [], "none": True}
    assert list(explanation.instead) == []


@pytest.mark.parametrize(("cell", "readable"), [("Skapas senare", False), ("", True), ("<!-- T1 -->", True)])
def test_no_task(cell: str, readable: object) -> None:
    """Other words name no task, and an empty cell neither; what to write is told."""
    explanation = explain_tasks(cell)
    assert (explanation.result, explanation.readable) == (["None."], readable)
    assert explanation.instead == ["Write “T318564”, or “N/A” where there is to be none."]
