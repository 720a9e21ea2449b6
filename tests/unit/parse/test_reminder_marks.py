"""The hidden marks in the bot's messages."""

import re

import pytest

from bot.parse.reminder_marks import MARK, delivered_in, item_mark, project_mark, solved_mark

A, B = "0123456789abcdef", "fedcba9876543210"
RUN = "20221109-0730-abcd"


@pytest.mark.parametrize(
    ("mark", "group", "value"),
    [
        pytest.param(item_mark(A, step=1, run=RUN), "item", A, id="an item"),
        pytest.param(item_mark(A, B, step=3, run=RUN), "item", f"{A} {B}", id="an item with two keys"),
        pytest.param(project_mark(A, B), "projects", f"{A} {B}", id="a project"),
        pytest.param(solved_mark(A, B, run=RUN), "solved", f"{A} {B}", id="what is solved"),
    ],
)
def test_mark_is_read_as_it_was_written(mark: str, group: str, value: str) -> None:
    """Each mark is read back with its keys, as what it is, and as nothing else."""
    found = MARK.fullmatch(mark)
    assert found is not None
    told = {name: keys for name, keys in found.groupdict().items() if keys and name not in {"step", "run"}}
    assert told == {group: value}


@pytest.mark.parametrize("step", [1, 2, 3])
def test_item_has_its_step(step: int) -> None:
    """An item's mark says with which step it was told."""
    found = MARK.fullmatch(item_mark(A, step=step, run=RUN))
    assert found is not None
    assert found["step"] == str(step)


@pytest.mark.parametrize(
    ("mark", "run"),
    [(item_mark(A, step=1, run=RUN), RUN), (solved_mark(A, run="x-1"), "x-1"), (project_mark(A), None)],
    ids=["an item", "what is solved", "a project"],
)
def test_what_is_sent_has_its_run(mark: str, run: str | None) -> None:
    """The marks of what was told, and of what is solved, say in which run; a project's says none."""
    found = MARK.fullmatch(mark)
    assert found is not None
    assert found["run"] == run


@pytest.mark.parametrize("mark", [item_mark(A, B, step=2, run=RUN), project_mark(A), solved_mark(A, run=RUN)])
def test_mark_is_a_comment(mark: str) -> None:
    """Nobody sees a mark: it is one comment, with nothing in it that ends it."""
    assert re.fullmatch(r"<!--(?:(?!-->).)*-->", mark)


@pytest.mark.parametrize(
    "text",
    [
        f"<!-- Lägesbot:punkt {A} steg 4 körning 20221109-0730-abcd -->",
        f"<!-- Lägesbot:punkt {A} steg 0 körning 20221109-0730-abcd -->",
        f"<!-- Lägesbot:punkt {A} -->",
        f"<!-- Lägesbot:punkt {A} steg 1 -->",
        f"<!-- Lägesbot:punkt {A} steg 1 körning  -->",
        f"<!-- Lägesbot:punkt {A} steg 1 körning a b -->",
        f"<!-- Lägesbot:projekt {A} körning 20221109-0730-abcd -->",
        "<!-- Lägesbot:punkt  steg 1 körning 20221109-0730-abcd -->",
        "<!-- Lägesbot:punkt 0123 steg 1 körning 20221109-0730-abcd -->",
        f"<!-- Lägesbot:punkt {A}{B} steg 1 körning 20221109-0730-abcd -->",
        f"<!-- Lägesbot:punkt {A.upper()} steg 1 körning 20221109-0730-abcd -->",
        f"<!-- Lägesbot:klart {A} -->",
        f"<!-- Lägesbot:klart {A} steg 1 körning 20221109-0730-abcd -->",
        f"<!--Lägesbot:klart {A} körning 20221109-0730-abcd-->",
        "<!-- Lägesbot:start rapport 0123 -->",
        f"Lägesbot:punkt {A} steg 1",
    ],
)
def test_what_is_no_mark(text: str) -> None:
    """What looks like a mark but has another form is none."""
    assert MARK.search(text) is None


def test_what_a_page_has_delivered() -> None:
    """Marks of items and of what is solved deliver, each once; those of projects only say what a section is about."""
    first, second, solved = item_mark(A, step=1, run=RUN), item_mark(A, step=2, run=RUN), solved_mark(A, run=RUN)
    assert delivered_in(f"{first} {first} {project_mark(B)} {solved} {second}") == {first, second, solved}


def test_page_without_marks_has_delivered_nothing() -> None:
    """A page that the bot has written nothing on has no marks."""
    assert delivered_in("== Hej ==\n<!-- hej -->") == set()
