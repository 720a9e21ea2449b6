"""For people: tables and coloured diffs on a terminal, the same facts as plain lines where output goes elsewhere."""

from collections.abc import Iterable, Sequence
from typing import Literal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.checks.standing import Standing
from bot.knowledge import Knowledge
from bot.model import ActivityState, Finding
from bot.plan import Plan, PlannedEdit
from bot.run import Report
from bot.tell.diff import unified

SEVERITY_STYLE = {"error": "bold red", "warning": "yellow", "info": "dim"}
_DIFF_STYLE = {"+": "green", "-": "red", "@": "cyan"}
_WHAT = {"report": "Report", "remind": "Reminder", "overview": "Overview"}


_LONGEST_WORD = 18
"""Room for the words of a title on a narrow terminal: Swedish ones are long."""

_WIDE = 110
"""From so many characters on, the table of projects has room for all its columns."""

_FOR_WIDE = frozenset({"No.", "Status", "Findings"})


def show_projects(console: Console, known: Knowledge, *, verbose: bool) -> None:
    """The projects, then the findings by project, then what is wrong with the run as a whole.

    Args:
        console: Where to.
        known: What is known.
        verbose: Findings of severity `info` too.
    """
    if console.is_terminal and known.standings:
        console.print(_projects_table(known, wide=console.width >= _WIDE))
    for standing in () if console.is_terminal else known.standings:
        _line(console, _project_line(standing))
    if known.nothing_listed:
        _line(console, known.words.phrase("guard-no-projects", years=list(known.material.listed)), "bold red")
    hidden = 0
    for standing in known.standings:
        findings = known.findings[standing.project.title]
        shown = [one for one in findings if verbose or one.severity != "info"]
        hidden += len(findings) - len(shown)
        _show_findings(console, standing.project.title, shown)
    _show_findings(console, "The run as a whole", known.problems)
    if hidden:
        _line(console, f"\n{_count(hidden, 'finding')} of severity info not shown; --verbose shows them.", "dim")


def _projects_table(known: Knowledge, *, wide: bool) -> Table:
    """One row a project; on a narrow terminal without the columns that one can do without."""
    years = ", ".join(str(year) for year in known.material.listed)
    table = Table(title=f"Projects {years} on {known.today}", title_justify="left")
    rows = [_cells(standing, known) for standing in known.standings]
    columns = [column for column in rows[0] if wide or column not in _FOR_WIDE]
    for column in columns:
        words = column in {"Project", "Report"}
        justify: Literal["left", "right"] = "right" if column in {"Done", "Overdue", "Findings"} else "left"
        table.add_column(column, justify=justify, min_width=_LONGEST_WORD if words else None)
    for cells in rows:
        table.add_row(*(cells[column] for column in columns))
    return table


def _cells(standing: Standing, known: Knowledge) -> dict[str, Text]:
    """What the table says of a project, by column."""
    project, (done, overdue) = standing.project, _figures(standing)
    late = standing.report.state in {"missing", "late"}
    return {
        "Project": Text(project.name),
        "No.": Text(project.number or "–"),
        "Lead": Text(_leads(standing)),
        "Status": Text(_status(standing)),
        "Report": Text(_report(standing), style="red" if late else ""),
        "Done": Text(done),
        "Overdue": Text(overdue, style="red" if overdue != "0" else ""),
        "Findings": Text(str(len(known.findings[project.title]))),
    }


def _project_line(standing: Standing) -> str:
    project, (done, overdue) = standing.project, _figures(standing)
    return (
        f"{project.title}: no. {project.number or '–'}, lead {_leads(standing)}, status {_status(standing)}, "
        f"report {_report(standing)}, done {done}, overdue {overdue}"
    )


def _leads(standing: Standing) -> str:
    people = standing.project.people
    return ", ".join([one.name for one in people.lead] + ["everyone"] * (people.everyone == "lead")) or "–"


def _status(standing: Standing) -> str:
    report = standing.project.report
    if report and report.status:
        return report.status.value
    return "closed" if standing.project.closed else "not set"


def _report(standing: Standing) -> str:
    state = standing.report
    if state.state in {"missing", "late", "due"} and state.period:
        return f"{state.state} ({state.period.label}, due {state.due})"
    if state.state == "none":
        return "none expected"
    report = standing.project.report
    return f"{state.state} ({report.updated})" if report and report.updated else state.state


def _figures(standing: Standing) -> tuple[str, str]:
    counted = [one for one in standing.activities if one.state != ActivityState.CANCELLED]
    done = len(standing.with_state(ActivityState.DONE))
    return f"{done}/{len(counted)}", str(len(standing.overdue))


def _show_findings(console: Console, title: str, findings: Iterable[Finding]) -> None:
    """The findings below a title, by page; on a terminal in columns, so that long messages fold below themselves."""
    pages: dict[str, list[Finding]] = {}
    for finding in findings:
        pages.setdefault(finding.place.page, []).append(finding)
    if pages:
        _line(console, f"\n{title}", "bold")
    for page, found in pages.items():
        if page != title:
            _line(console, f"  {page}", "italic")
        if console.is_terminal:
            console.print(_findings_grid(found))
        for finding in () if console.is_terminal else found:
            _line(console, f"  line {finding.place.line:>3}  {finding.severity}  {finding.code}  {_told(finding)}")


def _findings_grid(findings: Iterable[Finding]) -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0), pad_edge=False)
    for column in ("line", "severity", "code", "message"):
        grid.add_column(overflow="fold", no_wrap=column != "message")
    for finding in findings:
        severity = Text(finding.severity, SEVERITY_STYLE[finding.severity])
        grid.add_row(f"  line {finding.place.line:>3}", severity, finding.code, Text(_told(finding)))
    return grid


def _told(finding: Finding) -> str:
    return f"{finding.subject}: {finding.message}" if finding.subject else finding.message


def show_plan(console: Console, known: Knowledge, plan: Plan, stops: Sequence[str]) -> None:
    """Every edit as a coloured diff with its summary and reason, what is withheld, and what would stop a run."""
    _show_findings(console, "The run as a whole", known.problems)
    for edit in plan.edits:
        _line(console, f"\n{_WHAT[edit.task]}: {edit.title}", "bold")
        _line(console, f"  why: {edit.why}")
        _line(console, f"  summary: {edit.summary}", "dim")
        for line in unified(edit):
            _line(console, line, _DIFF_STYLE.get(line[:1], ""))
    _show_withheld(console, plan)
    for reason in stops:
        _line(console, f"A run would stop here: {reason}", "bold yellow")
    _line(console, f"\n{planned_words(plan)}", "bold")


def planned_words(plan: Plan) -> str:
    """A plan in one line: how many edits of each kind."""
    if not plan.edits:
        return "Nothing to do."
    return f"Planned: {_kinds(plan.edits)}."


def _show_withheld(console: Console, plan: Plan) -> None:
    if plan.withheld:
        _line(console, "\nLeft alone", "bold")
    for one in plan.withheld:
        _line(console, f"  {_WHAT[one.task]}: {f'{one.title}: ' if one.title else ''}{one.why}")


def show_report(console: Console, known: Knowledge, plan: Plan, report: Report) -> None:
    """What is wrong with the run as a whole, what came of each edit, what is withheld, and one line for the whole."""
    _show_findings(console, "The run as a whole", known.problems)
    if known.problems and report.results:
        _line(console, "")
    for result in report.results:
        outcome = type(result.outcome).__name__.lower()
        reason = f" ({result.outcome.why})" if result.outcome.why else ""
        style = "green" if result.outcome.ok else "bold red"
        _line(console, f"{outcome}: {result.planned.title}{reason}", style)
        _line(console, f"  {result.planned.why}", "dim")
    for edit in report.undone:
        _line(console, f"not done: {edit.title}", "yellow")
    for title in report.astray:
        _line(console, f"{title} does not hold what was saved when read again; look at its history.", "bold red")
    _show_withheld(console, plan)
    for reason in (*report.stopped, *filter(None, [report.lost])):
        _line(console, f"\n{reason}", "bold yellow")
    _line(console, f"\n{outcome_words(plan, report)}", "bold")


def outcome_words(plan: Plan, report: Report) -> str:
    """A run in one line."""
    if not plan.edits:
        return "Nothing to do."
    done = [result.planned for result in report.results if result.outcome.ok]
    rest = len(plan.edits) - len(done)
    undone = f"; {_count(rest, 'edit')} not made" if rest else ""
    return f"Done: {_kinds(done)}{undone}."


def _kinds(edits: Iterable[PlannedEdit]) -> str:
    tasks = [edit.task for edit in edits]
    named = [("report", "report page"), ("remind", "reminder"), ("overview", "overview page")]
    return ", ".join(_count(tasks.count(task), name) for task, name in named if task in tasks) or "nothing"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number != 1 else ''}"


def _line(console: Console, line: str, style: str = "") -> None:
    _print(console, Text(line, style=style))


def _print(console: Console, text: Text) -> None:
    """Print without wrapping where no terminal folds the lines: a line stays a line in a log or a pipe."""
    console.print(text, soft_wrap=not console.is_terminal, highlight=False)
