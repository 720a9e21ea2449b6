"""Tables written as HTML: `<table>`, `<tr>`, `<td>` and `<th>`, with or without the closing tags.

As in a browser, a cell ends where the next cell, row or table part begins, a row where the next row does; a nested
table is part of the cell it stands in. Only `</table>` must be there (else `Table.closed` is false).
"""

import re
from dataclasses import dataclass, field

from bot.parse.grid import Cell, Table, cell_at, fill
from bot.parse.structure import Source

_TAG = re.compile(r"<(/?)(table|tr|td|th|caption)\b([^<>]*)>", re.IGNORECASE)


@dataclass(slots=True)
class _Draft:
    """A table while its tags are read: its rows, and the cell that is open (start, attributes, header)."""

    source: Source
    rows: list[list[Cell]] = field(default_factory=list)
    depth: int = 1
    cell: tuple[int, str, bool] | None = None

    def read(self, tag: re.Match[str]) -> None:
        """Take in one tag."""
        closing, name = bool(tag[1]), tag[2].lower()
        if name == "table":
            self.depth += -1 if closing else 1
        if self.depth > 1 or (name == "table" and self.depth):
            return  # inside a nested table, or at its edge
        self.end_cell(tag.start())
        if closing or name in {"caption", "table"}:
            return
        if name == "tr" or not self.rows:
            self.rows.append([])
        if name != "tr":
            self.cell = (tag.end(), tag[3], name == "th")

    def end_cell(self, end: int) -> None:
        """Let the open cell, if there is one, end here."""
        if self.cell:
            start, attributes, header = self.cell
            self.rows[-1].append(cell_at(self.source, start, end, attributes, header=header))
            self.cell = None


def read_html_table(source: Source, start: int, end: int) -> Table:
    """The table whose `<table>` stands here, read to its end, at most to `end`."""
    draft = _Draft(source)
    position = source.masked.index(">", start) + 1
    while draft.depth and (tag := _TAG.search(source.masked, position, end)):
        draft.read(tag)
        position = tag.end()
    if draft.depth:
        draft.end_cell(end)
        position = end
    return Table(tuple(fill([row for row in draft.rows if row])), source.line(start), not draft.depth, start, position)
