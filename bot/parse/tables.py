"""Wikitext tables as rows of cells, each a slice of the page with its line.

Only what MediaWiki's own table pass looks at is looked at: lines that begin with `{|`, `|-`, `|+`, `|`, `!` or `|}`,
`||` between cells on a line (`!!` also among headers), and a pipe after a cell's attributes; links protect nothing.
A nested table is part of the cell it stands in. A table that is never closed is read to the end of the section, and
says so (`Table.closed`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.parse.structure import BLOT, Source

_LINE = re.compile(r"[^\n]*\n?")
_OPEN = re.compile(rf"[ \t:{BLOT}]*\{{\|")
_STRUCTURE = re.compile(rf"[ \t{BLOT}]*(\|\}}|\|-|\|\+|\||!)")
_SPAN = re.compile(r"\b(rowspan|colspan)\s*+=\s*+[\"']?\s*+([0-9]{1,4})", re.IGNORECASE)

MAX_COLUMNS = 100
"""Cells further right are left out: no plan is as wide, and a typing error in a span must not fill the memory."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its wikitext (trimmed), whether it is a header, and the line where it begins."""

    text: str
    header: bool
    line: int
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One row, spans filled in: a cell that covers several places stands in each of them.

    Attributes:
        cells: Its cells by place; a place that a row leaves out before a cell from above is an empty cell.
        line: Where the row's own first cell begins.
    """

    cells: tuple[Cell, ...]
    line: int

    @property
    def header(self) -> bool:
        """Whether every cell of it is a header cell."""
        return bool(self.cells) and all(cell.header for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """One table; `closed` tells whether its `|}` is there."""

    rows: tuple[Row, ...]
    line: int
    closed: bool


@dataclass(slots=True)
class _Draft:
    """A table while its lines are read: cells as (start, end, header) slices of the page."""

    start: int
    rows: list[list[tuple[int, int, bool]]] = field(default_factory=list)
    depth: int = 1

    def open_cells(self, start: int, end: int, masked: str, *, header: bool) -> None:
        """Add the cells of one line, split where the masked text says `||` (or `!!` among headers)."""
        if not self.rows:
            self.rows.append([])
        cells = self.rows[-1]
        position = start
        for mark in re.finditer(r"\|\||!!" if header else r"\|\|", masked[start:end]):
            cells.append((position, start + mark.start(), header))
            position = start + mark.end()
        cells.append((position, end, header))

    def extend(self, end: int) -> None:
        """Let the cell that was opened last run on to here."""
        if self.rows and self.rows[-1]:
            start, _, header = self.rows[-1][-1]
            self.rows[-1][-1] = (start, end, header)


def read_tables(source: Source, start: int, end: int) -> list[Table]:
    """The outermost tables that begin between two positions of a page, in order.

    Args:
        source: The page.
        start: Where to begin, at the beginning of a line.
        end: Where to stop: an unclosed table is read no further.
    """
    tables: list[Table] = []
    draft: _Draft | None = None
    for line in _LINE.finditer(source.masked, start, end):
        if draft is None:
            draft = _Draft(line.start()) if _OPEN.match(line[0]) else None
        elif _read_line(draft, source, line):
            tables.append(_finish(draft, source, closed=True))
            draft = None
    if draft is not None:
        tables.append(_finish(draft, source, closed=False))
    return tables


def _read_line(draft: _Draft, source: Source, line: re.Match[str]) -> bool:
    """Take in one line of a table; True when it is the one that closes the table."""
    mark = _STRUCTURE.match(line[0])
    if _OPEN.match(line[0]):
        draft.depth += 1
    elif draft.depth > 1 and mark and mark[1] == "|}":
        draft.depth -= 1
    elif draft.depth == 1 and mark:
        match mark[1]:
            case "|}":
                return True
            case "|-" | "|+":  # what follows a caption on further lines is caption too
                draft.rows.append([])
            case sign:
                content = line.start() + mark.end()
                draft.open_cells(content, line.end(), source.masked, header=sign == "!")
        return False
    draft.extend(line.end())
    return False


def _finish(draft: _Draft, source: Source, *, closed: bool) -> Table:
    rows = [[_cell(source, *cell) for cell in cells] for cells in draft.rows if cells]
    return Table(tuple(_fill(rows)), source.line(draft.start), closed)


def _cell(source: Source, start: int, end: int, header: bool) -> Cell:  # noqa: FBT001 - unpacked from the draft
    """A cell from its slice: attributes before a pipe on its first line are taken off, unless a link begins there."""
    masked = source.masked
    first_line = masked.find("\n", start, end)
    pipe = masked.find("|", start, end if first_line < 0 else first_line)
    attributes = ""
    if pipe >= 0 and "[[" not in masked[start:pipe]:
        attributes, start = source.text[start:pipe], pipe + 1
    spans = {name.lower(): max(int(number), 1) for name, number in _SPAN.findall(attributes)}
    text = source.text[start:end]
    line = source.line(start + len(text) - len(text.lstrip())) if text.strip() else source.line(start)
    return Cell(text.strip(), header, line, spans.get("rowspan", 1), spans.get("colspan", 1))


def _fill(rows: list[list[Cell]]) -> Iterator[Row]:
    """Put each cell into every place that its spans cover; where two claim a place, the one from above has it."""
    reaching: dict[int, tuple[Cell, int]] = {}
    for own in rows:
        filled = {place: cell for place, (cell, _) in reaching.items()}
        reaching = {place: (cell, rows_left - 1) for place, (cell, rows_left) in reaching.items() if rows_left > 1}
        place = 0
        for cell in own:
            while place in filled:
                place += 1
            for covered in range(place, min(place + cell.colspan, MAX_COLUMNS)):
                if filled.setdefault(covered, cell) is cell and cell.rowspan > 1:
                    reaching[covered] = (cell, cell.rowspan - 1)
            place += cell.colspan
        blank = Cell("", header=False, line=own[0].line)
        yield Row(tuple(filled.get(place, blank) for place in range(max(filled) + 1)), own[0].line)
