"""The tables of a page, as wikitext or as HTML, in order.

Of wikitext only what MediaWiki's own table pass looks at is looked at: lines that begin with `{|`, `|-`, `|+`, `|`,
`!` or `|}`, `||` between cells on a line (`!!` also among headers), and a pipe after a cell's attributes; links protect
nothing. Rows and cells may stand among them as tags, too (`<tr>`, `<td>`). A nested table is part of the cell it
stands in. A table that is never closed is read to the end of the section, and says so (`Table.closed`).
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.parse.brackets import BLOT
from bot.parse.grid import MAX_COLUMNS, Cell, Table, cell_at, fill
from bot.parse.html_tables import read_html_table
from bot.parse.structure import Source

_OPEN = re.compile(rf"[ \t:{BLOT}]*\{{\|")
_BEGIN = re.compile(rf"^{_OPEN.pattern}|(<table\b[^<>]*>)", re.MULTILINE | re.IGNORECASE)
_BETWEEN, _BETWEEN_HEADERS = re.compile(r"\|\|"), re.compile(r"\|\||!!")
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


_TAG = re.compile(r"<(/?)(table|tr|td|th)\b([^<>]*)>", re.IGNORECASE)


class _Slice(NamedTuple):
    """A cell as a slice of the page; its attributes, where they are known already."""

    start: int
    end: int
    header: bool
    attributes: str | None = None


@dataclass(slots=True)
class _Draft:
    """A table while its lines are read.

    Attributes:
        rows: Its rows so far.
        depth: How many tables are open, in wikitext.
        tables: How many tables are open in its last cell, as HTML.
        open: Whether the last cell still goes on.
    """

    rows: list[list[_Slice]] = field(default_factory=list)
    depth: int = 1
    tables: int = 0
    open: bool = False

    def begin_row(self) -> None:
        """Let the cells that follow stand in a new row."""
        self.rows.append([])
        self.open = False

    def open_cells(self, start: int, end: int, masked: str, *, header: bool) -> None:
        """Add the cells of one line, split where the masked text says `||` (or `!!` among headers)."""
        position = start
        for mark in (_BETWEEN_HEADERS if header else _BETWEEN).finditer(masked, start, end):
            self._add(_Slice(position, mark.start(), header))
            position = mark.end()
        self._add(_Slice(position, end, header))
        self.tables = 0
        for tag in _TAG.finditer(masked, position, end):
            self._count_tables(tag)

    def go_on(self, start: int, end: int, masked: str) -> None:
        """Let the last cell run on over a line, up to a row or a cell that is a tag."""
        for tag in _TAG.finditer(masked, start, end):
            if not self._count_tables(tag) and not self.tables:
                self.extend(tag.start())
                self.open = False
                if tag[2].lower() == "tr":
                    self.rows.append([])
                elif not tag[1]:
                    self._add(_Slice(tag.end(), tag.end(), tag[2].lower() == "th", tag[3]))
        self.extend(end)

    def extend(self, end: int) -> None:
        """Let the last cell, if it is open, run on to here."""
        if self.open:
            self.rows[-1][-1] = self.rows[-1][-1]._replace(end=end)

    def _add(self, cell: _Slice) -> None:
        if not self.rows:
            self.rows.append([])
        self.rows[-1].append(cell)
        self.open = True

    def _count_tables(self, tag: re.Match[str]) -> bool:
        """Keep count of the tables inside the last cell; False for a tag of another kind."""
        if tag[2].lower() != "table":
            return False
        self.tables = max(0, self.tables + (-1 if tag[1] else 1))
        return True


def _read_table(source: Source, start: int, end: int) -> Table:
    """The table whose `{|` stands on the line that begins here."""
    draft, closed, position = _Draft(), False, _line_end(source.masked, start, end)
    while position < end and not closed:
        line_end = _line_end(source.masked, position, end)
        closed = _read_line(draft, source.masked, position, line_end)
        position = line_end
    rows = [[_cell(source, cell) for cell in cells[:MAX_COLUMNS]] for cells in draft.rows if cells]
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
                draft.begin_row()
            case sign:
                draft.open_cells(mark.end(), end, masked, header=sign == "!")
        return False
    elif draft.depth == 1:
        draft.go_on(start, end, masked)
        return False
    draft.extend(end)
    return False


_NO_ATTRIBUTES = re.compile(r"\n|\[\[")
"""Before a pipe, it makes it one of the cell's own text."""


def _cell(source: Source, cell: _Slice) -> Cell:
    """A cell from its slice: attributes before a pipe on its first line are taken off, unless a link begins there."""
    start, end, header, attributes = cell
    if attributes is None:
        masked, attributes = source.masked, ""
        pipe = masked.find("|", start, end)
        if pipe >= 0 and not _NO_ATTRIBUTES.search(masked, start, pipe):
            attributes, start = source.text[start:pipe], pipe + 1
    return cell_at(source, start, end, attributes, header=header)
