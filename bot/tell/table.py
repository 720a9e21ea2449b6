"""The table of the projects for spreadsheets and programs: CSV and JSON with the rows of the overview."""

import csv
import io
from datetime import date
from typing import Final

from bot.html.language import Language
from bot.html.told import ToldRow, told_years
from bot.knowledge import Knowledge
from bot.tell.as_json import VERSION
from bot.tell.document import Document, Told

COLUMNS: Final = (
    "year",
    "project",
    "title",
    "number",
    "programme",
    "lead",
    "status",
    "report",
    "updated",
    "due",
    "days_late",
    "done",
    "all",
    "overdue",
    "days_done",
    "days",
    "next_up",
    "next_end",
    "budget",
    "why",
)
"""The columns of the table in a spreadsheet, in their order, by the keys of their headings."""

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a cell begins with that a spreadsheet works out instead of showing it; some take the wide forms, too."""

Cell = str | int | float | None


def table_csv(known: Knowledge) -> str:
    """The table as CSV (RFC 4180): commas, CRLF, headings in the language of the settings, days as ÅÅÅÅ-MM-DD.

    Decimals stand behind the sign of that language, as a spreadsheet in it reads them: a Swedish one takes `1.5` for
    the first of May. A program reads the JSON.

    Words that a spreadsheet would take for a formula get an apostrophe before them.
    """
    language = Language(known.words)
    told = io.StringIO(newline="")
    writer = csv.writer(told, lineterminator="\r\n")
    headings = language.said("columns")
    writer.writerow(_harmless(headings[column]) for column in COLUMNS)
    for year in told_years(known):
        for row in year.rows:
            cells = _cells(row, year.year, language)
            writer.writerow(_written(cells[column], known.words.decimal_sign) for column in COLUMNS)
    return told.getvalue()


def _written(cell: Cell, sign: str) -> Cell:
    """A cell as it stands in the CSV, a figure with this decimal sign."""
    return str(cell).replace(".", sign) if isinstance(cell, float) else _harmless(cell)


def _harmless(cell: Cell) -> Cell:
    """A cell as it may stand in a spreadsheet: words that begin a formula behind an apostrophe, figures as they are."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ").startswith(_FORMULA) else cell


def _cells(told: ToldRow, year: int, language: Language) -> dict[str, Cell]:
    row, standing = told.row, told.row.standing
    project, figures, upcoming = standing.project, row.figures, row.next_up
    return {
        "year": year,
        "project": project.name,
        "title": project.title,
        "number": project.number,
        "programme": row.programme,
        "lead": ", ".join(told.leads),
        "status": language.said("statuses")[told.status],
        "report": language.said("reports")[standing.report_told],
        "updated": _day(project.report.updated if project.report else None),
        "due": _day(row.late_since),
        "days_late": row.days_late,
        "done": figures.done,
        "all": figures.all,
        "overdue": figures.overdue,
        "days_done": _figure(figures.days_done),
        "days": _figure(figures.days),
        "next_up": upcoming.activity.label if upcoming else None,
        "next_end": _day(upcoming.activity.when.end if upcoming else None),
        "budget": _figure(row.budget),
        "why": "; ".join(told.why),
    }


def table_document(known: Knowledge) -> Document:
    """What `report --format json` prints: the rows of each year (the contract on the report's table)."""
    years = told_years(known)
    return {
        "version": VERSION,
        "date": known.today.isoformat(),
        "years": [year.year for year in years],
        "rows": Told([(row, year.year) for year in years for row in year.rows], lambda one: _row(*one)),
    }


def _row(told: ToldRow, year: int) -> Document:
    row, standing = told.row, told.row.standing
    project, figures, upcoming = standing.project, told.row.figures, told.row.next_up
    return {
        "year": year,
        "title": project.title,
        "number": project.number,
        "programme": row.programme or None,
        "lead": [one.name for one in project.people.lead],
        "everyone": project.people.everyone,
        "status": project.report.status.value if project.report and project.report.status else None,
        "closed": project.closed,
        "report": {
            "state": standing.report_told,
            "updated": _day(project.report.updated) if project.report else None,
            "period": standing.report.period.label if standing.report.period else None,
            "due": _day(standing.report.due),
            "days_late": row.days_late,
        },
        "activities": {"done": figures.done, "all": figures.all, "overdue": figures.overdue},
        "days": {"done": _figure(figures.days_done), "all": _figure(figures.days)},
        "next_up": {
            "name": upcoming.activity.label,
            "start": _day(upcoming.activity.when.start),
            "end": _day(upcoming.activity.when.end),
        }
        if upcoming
        else None,
        "budget": _figure(row.budget),
        "why": list(told.why),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _figure(figure: float | None) -> float | None:
    """A figure without needless decimals: `8`, `0.38`."""
    return None if figure is None else int(figure) if figure == int(figure) else round(figure, 2)
