"""The tables of a page, as wikitext or as HTML, in order.

Of wikitext only what MediaWiki's own table pass looks at is looked at: lines that begin with `{|`, `|-`, `|+`, `|`,
`!` or `|}`, `||` between cells on a line (`!!` also among headers), and a pipe after a cell's attributes; links protect
nothing. A nested table is part of the cell it stands in. A table that is never closed is read to the end of the
section, and says so (`Table.closed`).
"""

import re
from dataclasses import dataclass, field

from bot.parse.grid import Cell, Table, cell_at, fill
from bot.parse.html_tables import read_html_table
from bot.parse.structure import BLOT, Source

_OPEN = re.compile(rf"[ \t:{BLOT}]*\{{\|")
_BEGIN = re.compile(rf"^{_OPEN.pattern}|(<table\b[^<>]*>)", re.MULTILINE | re.IGNORECASE)
_STRUCTURE = re.compile(rf"[ \t{BLOT}]*(\|\}}|\|-|\|\+|\||!)")


def read_tables(source: Source, start: int, end: int) -> list[Table]:
    """The outermost tables that begin between two positions of a page, in order.

    Args:
        source: The page.
        start: Where to begin, at the beginning of a line.
        end: Where to stop: an unclosed table is read no further.
    """
    tables: list[Table] = []
    while begin := _BEGIN.search(source.masked, start, end):
        read = read_html_table if begin[1] else _read_table
        tables.append(read(source, begin.start(), end))
        start = tables[-1].end
    return tables


@dataclass(slots=True)
class _Draft:
    """A table while its lines are read: cells as (start, end, header) slices of the page."""

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


def _read_table(source: Source, start: int, end: int) -> Table:
    """The table whose `{|` stands on the line that begins here."""
    draft, closed, position = _Draft(), False, _line_end(source.masked, start, end)
    while position < end and not closed:
        line_end = _line_end(source.masked, position, end)
        closed = _read_line(draft, source.masked, position, line_end)
        position = line_end
    rows = [[_cell(source, *cell) for cell in cells] for cells in draft.rows if cells]
    return Table(tuple(fill(rows)), source.line(start), closed, start, position)


def _line_end(text: str, position: int, end: int) -> int:
    """Where the next line begins, at most at `end`."""
    newline = text.find("\n", position, end)
    return end if newline < 0 else newline + 1


def _read_line(draft: _Draft, masked: str, start: int, end: int) -> bool:
    """Take in one line of a table; True when it is the one that closes the table."""
    mark = _STRUCTURE.match(masked, start, end)
    if _OPEN.match(masked, start, end):
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
                draft.open_cells(mark.end(), end, masked, header=sign == "!")
        return False
    draft.extend(end)
    return False


def _cell(source: Source, start: int, end: int, header: bool) -> Cell:  # noqa: FBT001 - unpacked from the draft
    """A cell from its slice: attributes before a pipe on its first line are taken off, unless a link begins there."""
    masked = source.masked
    first_line = masked.find("\n", start, end)
    pipe = masked.find("|", start, end if first_line < 0 else first_line)
    attributes = ""
    if pipe >= 0 and "[[" not in masked[start:pipe]:
        attributes, start = source.text[start:pipe], pipe + 1
    return cell_at(source, start, end, attributes, header=header)
