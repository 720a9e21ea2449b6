"""The time plan of a project page: which table it is, what its columns are called, and what its rows say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.model import Activity, Flaw, Place
from bot.parse.dates import read_period
from bot.parse.effort import effort_in_comment, read_effort
from bot.parse.marks import read_mark
from bot.parse.people import read_people
from bot.parse.structure import Section, Source
from bot.parse.grid import Row, Table
from bot.parse.tables import read_tables
from bot.parse.tasks import no_tasks, read_tag, read_tasks
from bot.parse.words import plain

HEADINGS = frozenset({"tidplan", "tidsplan"})

COLUMNS: dict[str, tuple[str, ...]] = {
    "when": ("datum", "tid", "när"),
    "name": ("aktivitet", "uppgift"),
    "effort": ("tidsåtgång (dagar)", "tidsåtgång", "dagar", "tid (dagar)"),
    "owner": ("ansvarig", "ansvariga", "vem"),
    "comment": ("kommentar", "beskrivning", "anteckningar"),
    "tasks": ("phabricator", "phab"),
    "status": ("status",),
}
"""What the columns are called in their headers, in lower case."""

_COLUMN_OF = {name: key for key, names in COLUMNS.items() for name in names}
_SECOND_LINE = re.compile(r"<br\b[^>]*>|\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TimePlan:
    """What was found; nothing but a flaw where the page has no time plan at all."""

    activities: tuple[Activity, ...] = ()
    tag: str | None = None
    flaws: tuple[Flaw, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """The project's own period, which dates without a year are read in."""

    start: date | None
    end: date | None
    year: int | None


def read_timeplan(source: Source, frame: Frame) -> TimePlan:
    """Read the time plan of a project page.

    The plan is every table with a date and an activity column under a heading `Tidplan`; without such a heading, every
    such table on the page. A plan that cannot be read in full gives `timeplan-unreadable`, none at all
    `timeplan-missing`; rows that were understood are given all the same.
    """
    section = _section(source)
    start, end = (section.body, section.end) if section else (0, len(source.text))
    tables = read_tables(source, start, end)
    plans = [(table, header) for table in tables if (header := _header(table))]
    if not section and not plans:
        return TimePlan(flaws=(Flaw("timeplan-missing", Place(source.title, 1)),))
    flaws = tuple(_flaws(source, section, tables, plans))
    rows = [(row, header) for table, header in plans for row in table.rows if not row.header]
    activities = tuple(_activity(source, row, header.columns, frame) for row, header in rows if _is_activity(row))
    tags = (_tag(header) for _, header in plans)
    return TimePlan(activities, next((tag for tag in tags if tag), None), flaws)


def _section(source: Source) -> Section | None:
    return next((one for one in source.sections if plain(one.title).lower().rstrip(" :") in HEADINGS), None)


@dataclass(frozen=True, slots=True)
class _Header:
    """The header row of a time plan, and the place of each known column in it."""

    row: Row
    columns: dict[str, int]


def _header(table: Table) -> _Header | None:
    """The header row that names most of the known columns, the first of several; None where this is no time plan."""
    headers = [_Header(row, _columns(row)) for row in table.rows if row.header]
    plans = [header for header in headers if {"when", "name"} <= header.columns.keys()]
    return max(plans, key=lambda header: len(header.columns), default=None)


def _columns(row: Row) -> dict[str, int]:
    """Which place each known column has in a header row."""
    columns: dict[str, int] = {}
    for place, cell in enumerate(row.cells):
        words = plain(_SECOND_LINE.split(cell.text, maxsplit=1)[0]).lower().rstrip(" :")
        if key := _COLUMN_OF.get(words):
            columns.setdefault(key, place)
    return columns


def _tag(header: _Header) -> str | None:
    """The Phabricator project's tag, from the second line of its column's header."""
    return read_tag(header.row.cells[header.columns["tasks"]].text) if "tasks" in header.columns else None


def _flaws(
    source: Source, section: Section | None, tables: list[Table], plans: list[tuple[Table, _Header]]
) -> Iterator[Flaw]:
    if section and not tables:
        yield Flaw("timeplan-missing", Place(source.title, source.line(section.start)))
    elif not plans:
        yield Flaw("timeplan-unreadable", Place(source.title, tables[0].line), facts={"why": "columns"})
    for table in tables:
        if not table.closed:
            yield Flaw("timeplan-unreadable", Place(source.title, table.line), facts={"why": "unclosed"})
    for position in source.unclosed:
        yield Flaw("timeplan-unreadable", Place(source.title, source.line(position)), facts={"why": "template"})


def _is_activity(row: Row) -> bool:
    """Whether a row says anything, and is no divider (one cell over all columns)."""
    return any(cell.text for cell in row.cells) and any(cell is not row.cells[0] for cell in row.cells)


def _activity(source: Source, row: Row, columns: dict[str, int], frame: Frame) -> Activity:
    cell = {key: row.cells[place].text for key, place in columns.items() if place < len(row.cells)}
    when, name, comment = cell.get("when", ""), cell.get("name", ""), cell.get("comment", "")
    tasks = cell.get("tasks", "")
    return Activity(
        name=plain(name),
        when=read_period(when, project_start=frame.start, project_end=frame.end, year=frame.year),
        place=Place(source.title, row.line),
        days=read_effort(cell.get("effort", "")) if "effort" in columns else effort_in_comment(comment),
        people=read_people(cell.get("owner", "")),
        tasks=read_tasks(tasks),
        no_tasks=no_tasks(tasks),
        mark=read_mark(name=name, when=when, comment=comment)
        or read_mark(name="", when="", comment=cell.get("status", "")),
        comment=plain(comment),
        has_owner_column="owner" in columns,
    )
