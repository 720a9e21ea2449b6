"""How a cell is explained that may mark its activity."""

import pytest

from bot.explain.marks import explain_marks
from bot.model import Mark


@pytest.mark.parametrize(
    ("cell", "step", "mark"),
    [
        ("Klart! Se rapporten", ("Klart!", "done: a word of its own at the start"), Mark.DONE),
        ("Boka lokal (klart)", ("klart", "done: a word of its own at the end"), Mark.DONE),
        ("Klart", ("Klart", "done: a word of its own at the start"), Mark.DONE),
        ("Boka lokal {{Klar}}", ("Klar", "done: a template"), Mark.DONE),
        ("Inställt pga regn", ("Inställt", "cancelled: a word of its own at the start"), Mark.CANCELLED),
    ],
)
def test_what_makes_a_mark(cell: str, step: tuple[str, str], mark: Mark) -> None:
    """The word or template that marks is told, with where it stands."""
    explanation = explain_marks(cell)
    assert explanation.steps == [step]
    assert explanation.values == {"activity": mark, "date_or_comment": mark}
    assert explanation.result == [f"{mark.capitalize()}."]
    assert (explanation.rule, explanation.readable, list(explanation.instead)) == ("Marks", True, [])


def test_name_is_read_more_strictly() -> None:
    """What may be part of an activity's name marks only in a date or comment."""
    explanation = explain_marks("Klar, tydlig text")
    assert explanation.result == ["As an activity's name: no mark.", "As a date or comment: done."]
    assert "at the start of an activity's name it may be part of that" in explanation.steps[0].meaning


def test_struck_out_activity() -> None:
    """Only an activity is cancelled by being struck out."""
    explanation = explain_marks("<s>Boka lokal</s>")
    assert explanation.steps == [("Boka lokal", "cancelled: every word of the activity is struck out")]
    assert explanation.result == ["As an activity's name: cancelled.", "As a date or comment: no mark."]


@pytest.mark.parametrize(
    ("cell", "word", "reason"),
    [
        ("Ska vara klart i maj", "klart", "it stands among other words"),
        ("Maj<br>klart<br>juni", "klart", "it stands among other words"),
        ("Boka lokal, ej klart", "klart", "it belongs to “ej” before it"),
        ("Halv-klart", "klart", "it belongs to “Halv-” before it"),
        ("Klart?", "Klart", "it is asked"),
        ("Boka lokal: klart.?", "klart", "it is asked"),
        ("Klart, men rapporten återstår", "Klart", "“men” takes it back"),
        ("Klart: 80 %", "Klart", "a colon after it leaves open how much is"),
        ("Klart i maj", "Klart", "more words follow without a full stop or a dash between"),
        ("{{Ej klart}}", "{{Ej klart}}", "another template"),
        ("Text. <s>Klart!</s>", "Klart!", "struck out"),
    ],
)
def test_why_a_word_is_no_mark(cell: str, word: str, reason: str) -> None:
    """A word that looks like a mark and is none is told, with the reason and what to write instead."""
    explanation = explain_marks(cell)
    assert explanation.steps == [(word, f"no mark: {reason}")]
    assert explanation.result == ["No mark."]
    assert explanation.instead == ["Write “Klart.” or “Inställt.” first in the comment, or {{Klart}}."]


def test_mark_beside_a_doubt() -> None:
    """One word may mark while another does not."""
    explanation = explain_marks("Inställt på att hjälpa. Klart!")
    assert [step.meaning.partition(":")[0] for step in explanation.steps] == ["done", "no mark"]
    assert explanation.result == ["Done."]


def test_nothing_like_a_mark() -> None:
    """Where nothing looks like a mark there is nothing to advise."""
    explanation = explain_marks("Boka lokal <s>i maj</s> {{Fet}}")
    assert (list(explanation.steps), list(explanation.instead)) == ([], [])
    assert explanation.values == {"activity": None, "date_or_comment": None}
