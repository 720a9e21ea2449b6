"""How a cell is read: as text for people, as JSON for programs."""

from collections.abc import Sequence
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.explain.explanation import Explanation
from bot.parse.date_spans import Frame

VERSION = 1
"""Of the document; a new one only where a key would have to change its meaning."""

_LONGEST = 300
"""Characters of a cell, and of a piece of it, that people are shown."""

_LABEL = 9
"""Room for the longest label and a space."""


def explanation_document(wikitext: str, kind: str, frame: Frame | None, explanation: Explanation) -> dict[str, Any]:
    """What `explain --format json` prints.

    Args:
        wikitext: The cell.
        kind: What it was read as.
        frame: The project's frame; None for what has no year.
        explanation: How it is read.
    """
    return {
        "version": VERSION,
        "as": kind,
        "cell": wikitext,
        "text": explanation.text,
        "frame": _frame(frame) if frame else None,
        "steps": [step._asdict() for step in explanation.steps],
        "readable": explanation.readable,
        "result": dict(explanation.values),
        "says": list(explanation.result),
        "why": list(explanation.why),
        "rule": rule_of(explanation),
        "instead": list(explanation.instead),
    }


def _frame(frame: Frame) -> dict[str, Any]:
    ends = {name: day.isoformat() if day else None for name, day in (("start", frame.start), ("end", frame.end))}
    return {**ends, "year": frame.year}


def rule_of(explanation: Explanation) -> str:
    """Where the rules of an explanation stand."""
    return f"docs/kontrakt.md, “Cells”: {explanation.rule}"


def show_explanation(console: Console, frame: Frame | None, explanation: Explanation) -> None:
    """The cell's words, the project, each piece with what it was taken for, the result, and why.

    Args:
        console: Where to.
        frame: The project's frame; None for what has no year.
        explanation: How the cell is read.
    """
    head = [("Cell", visible(explanation.text) or "(no words)"), *([("Project", _project(frame))] if frame else [])]
    _rows(console, head)
    if explanation.steps:
        _rows(console, [("", ""), *((f"  {visible(step.text)}", step.meaning) for step in explanation.steps), ("", "")])
    _rows(console, _labelled("Result", explanation.result), "bold" if explanation.readable else "bold red")
    _rows(console, _labelled("Why", explanation.why))
    _rows(console, _labelled("Instead", explanation.instead))
    _rows(console, [("Rules", rule_of(explanation))], "dim")


def visible(text: str) -> str:
    """Words of a cell as they can be shown: not too long, and with the numbers of signs that nobody sees."""
    seen = "".join(sign if sign.isprintable() else f"<U+{ord(sign):04X}>" for sign in text[:_LONGEST])
    return f"{seen}…" if len(text) > _LONGEST else seen


def _project(frame: Frame) -> str:
    """What was said of the project."""
    if frame.start is None and frame.end is None and frame.year is None:
        return "neither days nor year known, so a date without a year has none"
    year = f"its year is {frame.year or 'unknown'}"
    if frame.start is None and frame.end is None:
        return f"its days are unknown; {year}"
    return f"{frame.start or 'unknown'} to {frame.end or 'unknown'}; {year}"


def _labelled(label: str, sentences: Sequence[str]) -> Sequence[tuple[str, str]]:
    """The sentences below one another, the first with the label."""
    return [(label if at == 0 else "", visible(sentence)) for at, sentence in enumerate(sentences)]


def _rows(console: Console, rows: Sequence[tuple[str, str]], style: str = "") -> None:
    """Two columns: on a terminal the second folds below itself, elsewhere a row is a line."""
    width = max([_LABEL, *(cell_len(left) for left, _ in rows)]) if rows else 0
    if console.is_terminal:
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(min_width=width, max_width=console.width // 2, overflow="fold")
        grid.add_column(overflow="fold")
        for left, right in rows:
            grid.add_row(left, Text(right, style))
        console.print(grid, highlight=False)
        return
    for left, right in rows:
        padded = left + " " * (width - cell_len(left))
        console.print(Text(f"{padded}  {right}".rstrip()), soft_wrap=True, highlight=False)
