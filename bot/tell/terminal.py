"""For people: what each verb shows, in colours on a terminal, the same facts as plain lines elsewhere."""

from collections.abc import Iterable, Sequence

from rich.console import Console

from bot.apply import Report
from bot.knowledge import Knowledge
from bot.planned import Plan, PlannedEdit
from bot.tell.diff import unified
from bot.tell.findings import Unshown, show_findings, show_sum
from bot.tell.lines import count, line
from bot.tell.projects import show_table
from bot.tell.reminders import show_reminders

THE_RUN = "The run as a whole"
"""The title of what is about no project."""

_DIFF_STYLE = {"+": "green", "-": "red", "@": "cyan"}
_WHAT = {"report": "Report", "remind": "Reminder", "thank": "Thanks", "overview": "Overview"}


def show_projects(console: Console, known: Knowledge, *, verbose: bool) -> None:
    """The projects, then the findings by project and page, what is wrong with the run as a whole, and the sum.

    Args:
        console: Where to.
        known: What is known.
        verbose: Findings of severity `info` too, each of many of one kind, and how it stands with each reminder.
    """
    show_list(console, known)
    unshown = Unshown()
    for standing in known.standings:
        title = standing.project.title
        unshown += show_findings(console, title, known.findings[title], verbose=verbose)
    show_findings(console, THE_RUN, known.problems, verbose=True)
    if verbose:
        show_reminders(console, known)
    if known.standings or known.problems:
        show_sum(console, known, unshown)


def show_list(console: Console, known: Knowledge) -> None:
    """The projects in a table, and that there are none where none is listed."""
    if known.standings:
        show_table(console, known)
    if known.nothing_listed:
        line(console, known.words.phrase("guard-no-projects", years=list(known.material.listed)), "bold red")


def show_plan(console: Console, known: Knowledge, plan: Plan, stops: Sequence[str]) -> None:
    """Every edit as a coloured diff with its summary and reason, what is withheld, and what would stop a run.

    Beside them, how it stands with the reminders of each project and person.
    """
    show_findings(console, THE_RUN, known.problems, verbose=True)
    for edit in plan.edits:
        line(console, f"\n{_WHAT[_kind(edit)]}: {edit.title}", "bold")
        line(console, f"  why: {edit.why}")
        if edit.changes:
            line(console, f"  changed: {edit.changes}")
        line(console, f"  summary: {edit.summary}", "dim")
        show_diff(console, edit)
    _show_withheld(console, plan)
    show_reminders(console, known)
    for reason in stops:
        line(console, f"A run would stop here: {reason}", "bold yellow")
    line(console, f"\n{planned_words(plan)}", "bold")


def show_diff(console: Console, edit: PlannedEdit) -> None:
    """An edit as a coloured diff."""
    for changed in unified(edit):
        line(console, changed, _DIFF_STYLE.get(changed[:1], ""))


def planned_words(plan: Plan) -> str:
    """A plan in one line: how many edits of each kind."""
    if not plan.edits:
        return "Nothing to do."
    return f"Planned: {_kinds(plan.edits)}."


def _show_withheld(console: Console, plan: Plan) -> None:
    if plan.withheld:
        line(console, "\nLeft alone", "bold")
    for one in plan.withheld:
        line(console, f"  {_WHAT[one.task]}: {f'{one.title}: ' if one.title else ''}{one.why}")


def show_report(console: Console, known: Knowledge, plan: Plan, report: Report, *, unlogged: str = "") -> None:
    """What is wrong with the run as a whole, what came of each edit, what is withheld, and one line for the whole.

    `unlogged` says why the log on the wiki does not tell of it.
    """
    show_findings(console, THE_RUN, known.problems, verbose=True)
    if known.problems and report.results:
        line(console, "")
    show_outcomes(console, report)
    _show_withheld(console, plan)
    show_ends(console, report, unlogged)
    line(console, f"\n{outcome_words(plan, report)}", "bold")


def show_outcomes(console: Console, report: Report) -> None:
    """What came of each edit, which were not tried, and which pages do not hold what was saved."""
    for result in report.results:
        outcome = type(result.outcome).__name__.lower()
        reason = f" ({result.outcome.why})" if result.outcome.why else ""
        style = "green" if result.outcome.ok else "bold red"
        line(console, f"{outcome}: {result.planned.title}{reason}", style)
        line(console, f"  {result.planned.why}", "dim")
    for edit in report.undone:
        line(console, f"not done: {edit.title}", "yellow")
    for title in report.astray:
        line(console, f"{title} does not hold what was saved when read again; look at its history.", "bold red")


def show_ends(console: Console, report: Report, unlogged: str) -> None:
    """Who or what ended a run before its time, and why the log does not tell of it."""
    untold = f"The log does not tell of this run: {unlogged}" if unlogged and unlogged not in report.stopped else ""
    for reason in (*report.stopped, *filter(None, [report.halted, report.lost, untold])):
        line(console, f"\n{reason}", "bold yellow")


def outcome_words(plan: Plan, report: Report) -> str:
    """A run in one line."""
    if not plan.edits:
        return "Nothing to do."
    done = [result.planned for result in report.results if result.outcome.ok]
    rest = len(report.undone) + len(report.results) - len(done)
    undone = f"; {count(rest, 'edit')} not made" if rest else ""
    return f"Done: {_kinds(done)}{undone}."


def _kind(edit: PlannedEdit) -> str:
    """What an edit is: its task, or thanks on a talk page, of which nobody is notified."""
    return "thank" if edit.task == "remind" and edit.silent else edit.task


def _kinds(edits: Iterable[PlannedEdit]) -> str:
    kinds = [_kind(edit) for edit in edits]
    named = {"report": "report page", "remind": "reminder", "thank": "thank-you line", "overview": "overview page"}
    return ", ".join(count(kinds.count(kind), name) for kind, name in named.items() if kind in kinds) or "nothing"
