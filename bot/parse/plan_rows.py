"""The rows of a time plan that is a table: in wikitext or HTML, in a template's parameter, or a template a row."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from operator import itemgetter

from bot.model import Activity, Place
from bot.parse.columns import column, columns, is_header
from bot.parse.dates import read_period
from bot.parse.effort import effort_in_comment, read_effort
from bot.parse.grid import Row, Table
from bot.parse.marks import heading_mark, read_mark
from bot.parse.people import read_people
from bot.parse.plan_part import Part, in_year
from bot.parse.structure import Call, Source
from bot.parse.tables import read_tables
from bot.parse.tasks import no_tasks, read_tag, read_tasks
from bot.parse.vocabulary import PlanWords, Vocabulary
from bot.parse.words import plain

_DEEPEST = 3
"""Tables inside templates inside templates are looked for so far down."""

_MOST_TABLES = 3
"""So many tables in a template are looked at until one is a plan: each is read to the template's end."""

_OUTSIDE = -1

# How the signs of a table are written where a pipe would end a template's parameter.
_STAND_INS = {"{{!}}": "|", "{{(!}}": "{|", "{{!)}}": "|}", "{{!-}}": "|-", "{{!!}}": "||", "{{!+}}": "|+"}
_STAND_IN = re.compile("|".join(map(re.escape, _STAND_INS)))
_TABLE = re.compile(r"(?:\A\s*|\n[ \t]*)(?:\{\||\{\{\{!\}\}|\{\{\(!\}\}|<table\b)", re.IGNORECASE)


@cache
def _total(words: PlanWords) -> re.Pattern[str]:
    return re.compile(words.total, re.IGNORECASE)


@cache
def _row_template(words: PlanWords) -> re.Pattern[str]:
    return re.compile(rf"(?:mall:|template:)?(?:{words.row})", re.IGNORECASE)


@dataclass(slots=True)
class Rows:
    """What was found in a part of a page.

    Attributes:
        tables: All tables there, plans or not.
        plans: How many plans are among them, counting rows that are templates as one.
        activities: Their activities, in the page's order.
        tag: The Phabricator project's tag, from the header of its column.
    """

    tables: list[Table] = field(default_factory=list)
    plans: int = 0
    activities: list[Activity] = field(default_factory=list)
    tag: str | None = None


def read_rows(part: Part, *, only_tables: bool = False, depth: int = 0) -> Rows:
    """Read the tables of a time plan.

    Args:
        part: Where they stand.
        only_tables: Leave out templates: what stands in them may be anything where no heading says that it is a plan.
        depth: How many templates the text stands in.
    """
    source, words, found = part.source, part.vocabulary, Rows()
    calls = [] if only_tables else source.calls_between(part.start, part.end)
    rows = [call for call in calls if _row_columns(call, words) and source.begins_line(call.start)]
    shown = _without(source, rows)
    found.tables = read_tables(shown, part.start, part.end)
    by_table = _by_table(rows, found.tables)
    for at, table in enumerate(found.tables):
        _read_table(part, table, by_table[at], found)
    outside = by_table[_OUTSIDE]
    found.activities += _in_order(part, outside, {})
    found.plans += bool(outside)
    if depth < _DEEPEST:
        for call in calls:
            _read_inside(part, call, found, depth=depth)
    found.activities.sort(key=lambda one: one.place.line)
    return found


def _by_table(calls: Iterable[Call], tables: Sequence[Table]) -> defaultdict[int, list[Call]]:
    """Calls by the index of the table that they stand in, `_OUTSIDE` for those in none."""
    starts = [table.start for table in tables]
    found: defaultdict[int, list[Call]] = defaultdict(list)
    for call in calls:
        at = bisect_right(starts, call.start) - 1
        found[at if at >= 0 and call.start < tables[at].end else _OUTSIDE].append(call)
    return found


def _read_table(part: Part, table: Table, calls: Sequence[Call], found: Rows) -> None:
    """Add a table's activities, if it is a time plan: it has a header that says so, or rows that are templates."""
    headers = _headers(table, part.vocabulary)
    if headers or calls:
        found.plans += 1
        tags = (_tag(row, places, part.vocabulary) for row, places in headers.items())
        found.tag = found.tag or next(filter(None, tags), None)
        found.activities += _in_order(part, [*table.rows, *calls], headers)


def _in_order(part: Part, items: Iterable[Row | Call], headers: Mapping[Row, Mapping[str, int]]) -> Iterator[Activity]:
    """The activities of rows and of templates, down the page; rows above all headers have the first one's columns.

    A row over all columns is a heading: the year or the mark in it is that of the rows below.
    """
    source, words, here = part.source, part.vocabulary, part
    placed = [(item.line if isinstance(item, Row) else source.line(item.start), item) for item in items]
    named = {key for _, item in placed if isinstance(item, Call) for key in _row_columns(item, words)}
    places = next(iter(headers.values()), {})
    of_headers = {row.line for row in headers}
    for line, item in sorted(placed, key=itemgetter(0)):
        known = set(places)
        if isinstance(item, Call):
            cells, known = _template_cells(source, item, places, words), known | named
        elif line in of_headers and item in headers:
            places, cells = headers[item], {}
        elif _is_divider(item):
            mark = heading_mark(plain(item.cells[0].text), vocabulary=words) or part.mark
            frame, cells = in_year(here.frame, item.cells[0].text, vocabulary=words), {}
            here = replace(part, frame=frame, mark=mark)
        else:
            own = () if item.header else item.cells
            cells = {key: own[place].text for key, place in places.items() if place < len(own)}
        if any(cells.values()) and not _is_sum(cells, words):
            yield _activity(here, line, cells, known)


def _is_sum(cells: Mapping[str, str], words: Vocabulary) -> bool:
    """Whether a row only adds the others up: `Totalt`, `Summa dagar`."""
    said = " ".join(filter(None, (plain(cells.get(key, "")) for key in ("when", "name"))))
    return _total(words.plan).fullmatch(said) is not None


def _headers(table: Table, words: Vocabulary) -> Mapping[Row, Mapping[str, int]]:
    """The columns' places in each row that names a plan's; plain cells name them only where no header cells do."""
    proper = {row: places for row in table.rows if row.header and is_header(places := columns(row, vocabulary=words))}
    plain_cells = ({row: places} for row in table.rows if is_header(places := columns(row, vocabulary=words)))
    return proper or next(plain_cells, {})


def _tag(row: Row, places: Mapping[str, int], words: Vocabulary) -> str | None:
    """The Phabricator project's tag, from the second line of its column's header."""
    return read_tag(row.cells[places["tasks"]].text, vocabulary=words) if "tasks" in places else None


def _is_divider(row: Row) -> bool:
    """Whether a row is one cell over all columns."""
    return all(cell is row.cells[0] for cell in row.cells)


def _row_columns(call: Call, words: Vocabulary) -> dict[str, str]:
    """The parameters of a template that is a row, by column; none where it is no row.

    It is one if its parameters are called like a plan's columns, or if it is called a row and its parameters have no
    names: those are then in today's order.
    """
    if len(call.parameters) < len(("when", "name")):
        return {}
    named = {key: one.name for one in call.parameters if one.named and (key := column(one.name, vocabulary=words))}
    if {"when", "name"} <= named.keys():
        return named
    unnamed = [one.name for one in call.parameters if not one.named]
    if len(unnamed) > 1 and _row_template(words.plan).fullmatch(call.name):
        return dict(zip(words.plan.columns, unnamed, strict=False))
    return {}


def _template_cells(source: Source, call: Call, header: Mapping[str, int], words: Vocabulary) -> dict[str, str]:
    """A template's cells by column; parameters without a name stand in the order of the header above, if any."""
    names = _row_columns(call, words)
    if header and names["when"].isdecimal():
        names = {key: str(place + 1) for key, place in header.items()}
    found = {key: call.last(name) for key, name in names.items()}
    return {key: source.text[one.value_start : one.value_end].strip() for key, one in found.items() if one}


def _without(source: Source, calls: Sequence[Call]) -> Source:
    """The page without these calls, every position and line kept: they would be part of the cell before them."""
    if not calls:
        return source
    pieces, position = [], 0
    for call in calls:
        pieces += [source.text[position : call.start], re.sub(r"[^\n]", " ", source.text[call.start : call.end])]
        position = call.end
    return Source(source.title, "".join([*pieces, source.text[position:]]), first_line=source.line(0))


def _read_inside(part: Part, call: Call, rows: Rows, *, depth: int) -> None:
    """Add the plan that stands in a parameter of a template, if there is one."""
    source = part.source
    begun = [one for one in call.parameters if _TABLE.search(source.text[one.value_start : one.value_end + 1])]
    for one in begun[:_MOST_TABLES]:
        text = _STAND_IN.sub(lambda sign: _STAND_INS[sign[0]], source.text[one.value_start : call.end - len("}}")])
        inner = Source(source.title, text, first_line=source.line(one.value_start))
        inside = read_rows(replace(part, source=inner, start=0, end=len(text), heading="", line=1), depth=depth + 1)
        if inside.plans:
            rows.plans += inside.plans
            rows.tag = rows.tag or inside.tag
            rows.activities += inside.activities
            return


def _activity(part: Part, line: int, cell: Mapping[str, str], known: set[str]) -> Activity:
    """The activity of a row, from its cells by column; `known` are the columns that the table has."""
    frame, words = part.frame, part.vocabulary
    when, name, comment = cell.get("when", ""), cell.get("name", ""), cell.get("comment", "")
    tasks, status = cell.get("tasks", ""), cell.get("status", "")
    named = read_tasks(tasks)
    return Activity(
        name=plain(name),
        when=read_period(when, project_start=frame.start, project_end=frame.end, year=frame.year, vocabulary=words),
        place=Place(part.source.title, line),
        days=read_effort(cell.get("effort", ""), vocabulary=words)
        if "effort" in known
        else effort_in_comment(comment, vocabulary=words),
        people=read_people(cell.get("owner", ""), vocabulary=words),
        tasks=named,
        no_tasks=not named and no_tasks(tasks, vocabulary=words),
        mark=read_mark(name=name, when=when, comment=comment, vocabulary=words)
        or (read_mark(name="", when="", comment=status, vocabulary=words) if status else None)
        or part.mark,
        comment=plain(comment),
        has_owner_column="owner" in known,
    )
