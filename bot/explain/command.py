"""What the verb `explain` does, from its options to the exit code; nothing here touches a wiki."""

import json
import sys
from collections.abc import Callable
from datetime import date

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
from bot.tell.explanation import explanation_document, show_explanation

DONE = 0

OTHERS: dict[str, Callable[[str], Explanation]] = {
    "people": explain_people,
    "effort": explain_effort,
    "tasks": explain_tasks,
    "marks": explain_marks,
}
"""What a cell can be read as, besides a date."""


def explain(  # noqa: PLR0913 - the options of the verb
    *, cell: str, kind: str, start: date | None, end: date | None, title: str | None, as_json: bool
) -> int:
    """Show how a cell is read.

    Args:
        cell: Its wikitext; "-" for standard input.
        kind: `date`, or a key of `OTHERS`.
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
    explanation = explain_date(wikitext, frame) if frame else OTHERS[kind](wikitext)
    if as_json:
        click.echo(json.dumps(explanation_document(wikitext, kind, frame, explanation), ensure_ascii=False, indent=1))
    else:
        show_explanation(Console(), frame, explanation)
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
