"""What a table is, whichever way it is written: rows of cells, each a slice of the page with its line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.parse.structure import Source

_SPAN = re.compile(r"\b(rowspan|colspan)\s*+=\s*+[\"']?\s*+([0-9]{1,4})", re.IGNORECASE)

MAX_COLUMNS = 100
"""Cells further right are left out: no plan is as wide, and a typing error in a span must not fill the memory."""


class Cell(NamedTuple):
    """One cell: its wikitext (trimmed), whether it is a header, and the line where it begins."""

    text: str
    header: bool
    line: int
    rowspan: int = 1
    colspan: int = 1


class Row(NamedTuple):
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
    """One table.

    Attributes:
        rows: Its rows; those without a cell are left out.
        line: Where it begins.
        closed: Whether its end is there.
        start, end: Its slice of the page.
    """

    rows: tuple[Row, ...]
    line: int
    closed: bool
    start: int
    end: int


def cell_at(source: Source, start: int, end: int, attributes: str, *, header: bool) -> Cell:
    """A cell from its slice of the page and the attributes that go before it."""
    text = source.text[start:end]
    words = text.strip()
    line = source.line(start + len(text) - len(text.lstrip())) if words else source.line(start)
    if not attributes:
        return Cell(words, header, line)
    spans = {name.lower(): max(int(number), 1) for name, number in _SPAN.findall(attributes)}
    return Cell(words, header, line, spans.get("rowspan", 1), spans.get("colspan", 1))


def fill(rows: Sequence[Sequence[Cell]]) -> Iterator[Row]:
    """Put each cell into every place that its spans cover; where two claim a place, the one from above has it."""
    reaching: dict[int, tuple[Cell, int]] = {}
    for own in rows:
        if not reaching and all(cell.rowspan == cell.colspan == 1 for cell in own):
            yield Row(tuple(own[:MAX_COLUMNS]), own[0].line)  # most rows: a place for each cell
            continue
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
