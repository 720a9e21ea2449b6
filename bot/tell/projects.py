"""The projects for people: a table on a terminal, a line each where output goes elsewhere."""

from typing import Literal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.checks.standing import Standing
from bot.knowledge import Knowledge
from bot.model import ActivityState
from bot.tell.lines import line

_LONGEST_WORD = 18
"""Room for the words of a title on a narrow terminal: Swedish ones are long."""

_WIDE = 110
"""From so many characters on, the table of projects has room for all its columns."""

_FOR_WIDE = frozenset({"No.", "Status", "Errors", "Warnings"})
_FIGURES = frozenset({"Done", "Overdue", "Errors", "Warnings"})


def show_table(console: Console, known: Knowledge) -> None:
    """How each project stands: number, lead, status, report, activities, and how much is wrong."""
    if console.is_terminal:
        console.print(_table(known, wide=console.width >= _WIDE))
        return
    for standing in known.standings:
        line(console, _project_line(standing))


def _table(known: Knowledge, *, wide: bool) -> Table:
    """One row a project; on a narrow terminal without the columns that one can do without."""
    years = ", ".join(str(year) for year in known.material.listed)
    table = Table(title=f"Projects {years} on {known.today}", title_justify="left")
    rows = [_cells(standing, known) for standing in known.standings]
    columns = [column for column in rows[0] if wide or column not in _FOR_WIDE]
    for column in columns:
        justify: Literal["left", "right"] = "right" if column in _FIGURES else "left"
        table.add_column(column, justify=justify, min_width=_LONGEST_WORD if column in {"Project", "Report"} else None)
    for cells in rows:
        table.add_row(*(cells[column] for column in columns))
    return table


def _cells(standing: Standing, known: Knowledge) -> dict[str, Text]:
    """What the table says of a project, by column."""
    project, (done, overdue) = standing.project, _figures(standing)
    late = standing.report_told in {"missing", "late"}
    severities = [one.severity for one in known.findings[project.title]]
    errors, warnings = severities.count("error"), severities.count("warning")
    return {
        "Project": Text(project.name),
        "No.": Text(project.number or "–"),
        "Lead": Text(_leads(standing)),
        "Status": Text(_status(standing)),
        "Report": Text(_report(standing), style="red" if late else ""),
        "Done": Text(done),
        "Overdue": Text(overdue, style="red" if overdue != "0" else ""),
        "Errors": Text(str(errors), style="red" if errors else ""),
        "Warnings": Text(str(warnings), style="yellow" if warnings else ""),
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
    state, told = standing.report, standing.report_told
    if told in {"missing", "late", "due"} and state.period:
        return f"{told} ({state.period.label}, due {state.due})"
    if told == "none":
        return "none expected"
    report = standing.project.report
    return f"{told} ({report.updated})" if report and report.updated else told


def _figures(standing: Standing) -> tuple[str, str]:
    counted = [one for one in standing.activities if one.state != ActivityState.CANCELLED]
    done = len(standing.with_state(ActivityState.DONE))
    return f"{done}/{len(counted)}", str(len(standing.overdue))
