"""What the verb `explain` does, from its options to the exit code; nothing here touches a wiki."""

import json
import sys
from datetime import date
from typing import Protocol

import click
from rich.console import Console

from bot.errors import UsageError
from bot.explain.dates import explain_date
from bot.explain.effort import explain_effort
from bot.explain.explanation import Explanation
from bot.explain.marks import explain_marks
from bot.explain.people import explain_people
from bot.explain.tasks import explain_tasks
from bot.parse.date_spans import Frame
from bot.parse.languages import vocabulary
from bot.parse.vocabulary import Vocabulary
from bot.tell.explanation import explanation_document, show_explanation

DONE = 0


class _Explainer(Protocol):
    """What explains a cell that has no year."""

    def __call__(self, wikitext: str, /, *, vocabulary: Vocabulary) -> Explanation: ...


OTHERS: dict[str, _Explainer] = {
    "people": explain_people,
    "effort": explain_effort,
    "tasks": explain_tasks,
    "marks": explain_marks,
}
"""What a cell can be read as, besides a date."""


def explain(  # noqa: PLR0913 - the options of the verb
    *,
    cell: str,
    kind: str,
    language: str = "sv",
    start: date | None,
    end: date | None,
    title: str | None,
    as_json: bool,
) -> int:
    """Show how a cell is read.

    Args:
        cell: Its wikitext; "-" for standard input.
        kind: `date`, or a key of `OTHERS`.
        language: The language that the cell is read in.
        start: The project's first day, for dates.
        end: The project's last day, for dates.
        title: The project's title, for dates.
        as_json: One JSON document instead of text.

    Raises:
        UsageError: A project is given for what has no year, or standard input is no text.
    """
    wikitext = _standard_input() if cell == "-" else cell
    frame = _frame(start, end, title) if kind == "date" else None
    if frame is None and (start or end or title):
        raise UsageError("--start, --end and --title say the year of a date; they go with --as date only.")
    words = vocabulary(language)
    explained = explain_date(wikitext, frame, vocabulary=words) if frame else OTHERS[kind](wikitext, vocabulary=words)
    if as_json:
        click.echo(json.dumps(explanation_document(wikitext, kind, frame, explained), ensure_ascii=False, indent=1))
    else:
        show_explanation(Console(), frame, explained)
    return DONE


def _frame(start: date | None, end: date | None, title: str | None) -> Frame:
    """The project's frame, as a project page gives it."""
    if not start and not title:
        return Frame(start, end, None)
    from bot.parse.project import frame_year  # noqa: PLC0415 - the settings come along; most calls do without

    return Frame(start, end, frame_year(title or "", start))


def _standard_input() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError("Standard input is not UTF-8 text.") from error
