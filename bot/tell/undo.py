"""For people: what taking a run back would change, what it leaves and why, and what came of it."""

from collections.abc import Sequence

from rich.console import Console

from bot.apply import Report
from bot.planned import PlannedEdit
from bot.tell.as_json import VERSION, edit_document, outcome_document
from bot.tell.document import Document
from bot.tell.lines import count, line
from bot.tell.terminal import show_diff, show_ends, show_outcomes
from bot.undo import Undoing

_AFTERWARDS = (
    "Reminders that are taken back count as sent all the same. The next run writes the reports and the overview again; "
    "to keep it from that, stop the bot first."
)


def show_undoing(console: Console, undoing: Undoing) -> None:
    """Every page as a diff, then those that are left, and what to know before saying yes."""
    for edit in undoing.edits:
        line(console, f"\nTake back: {edit.title}", "bold")
        line(console, f"  {edit.why}")
        show_diff(console, edit)
    if undoing.left:
        line(console, "\nLeft alone", "bold")
    for title, why in undoing.left:
        line(console, f"  {title}: {why}")
    line(console, f"\n{_planned(undoing.edits)}", "bold")
    if undoing.edits:
        line(console, _AFTERWARDS)


def _planned(edits: Sequence[PlannedEdit]) -> str:
    return f"Planned: {count(len(edits), 'page')} to be taken back." if edits else "There is nothing to take back."


def show_undone(console: Console, report: Report, unlogged: str) -> None:
    """What came of each edit, and one line for the whole."""
    show_outcomes(console, report)
    show_ends(console, report, unlogged)
    made = sum(result.outcome.ok for result in report.results)
    rest = len(report.results) - made + len(report.undone)
    line(console, f"\nTaken back: {count(made, 'page')}{f'; {rest} not' if rest else ''}.", "bold")


def undo_document(undoing: Undoing, report: Report | None, *, unlogged: str = "") -> Document:
    """What `undo --format json` prints: the edits, with their outcomes if they were made, and the pages left.

    `report` is None where nothing was to be written; `unlogged` says why the log does not tell of it.
    """
    done = report or Report()
    outcomes = {result.planned.title: result.outcome for result in done.results}
    return {
        "version": VERSION,
        "run": undoing.run,
        "edits": [edit_document(one) | outcome_document(outcomes.get(one.title)) for one in undoing.edits],
        "left": [{"title": title, "why": why} for title, why in undoing.left],
        "written": report is not None,
        "stopped": list(done.stopped),
        "halted": done.halted or None,
        "lost": done.lost or None,
        "unlogged": unlogged or None,
    }
