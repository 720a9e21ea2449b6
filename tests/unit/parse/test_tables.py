"""Tables: rows of cells as MediaWiki's table pass sees them; MediaWiki 1.39 shows the same."""

import pytest

from bot.parse.grid import MAX_COLUMNS, Table
from bot.parse.structure import Source
from bot.parse.tables import read_tables


def tables(text: str) -> list[Table]:
    """The tables of a text."""
    return read_tables(Source("Sida", text), 0, len(text))


def rows(body: str) -> list[list[str]]:
    """The cells of one table with this body, row by row; a header cell begins with `!`."""
    (table,) = tables(f"{{|\n{body}\n|}}")
    return [["!" * cell.header + cell.text for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize(
    ("body", "cells"),
    [
        pytest.param("|-\n| a\n| b\n|-\n| c\n| d", [["a", "b"], ["c", "d"]], id="a-cell-a-line"),
        pytest.param("|-\n| a || b\n|-\n| c || d", [["a", "b"], ["c", "d"]], id="a-row-a-line"),
        pytest.param("| a\n|-\n| b", [["a"], ["b"]], id="no-sign-before-the-first-row"),
        pytest.param("|-----\n| a\n|-\n|-\n| b\n|-", [["a"], ["b"]], id="empty-rows-are-none"),
        pytest.param('|- style="x" | y\n| a', [["a"]], id="attributes-of-a-row"),
        pytest.param("\t|-\n  | a\n  ! b", [["a", "!b"]], id="indented"),
        pytest.param("! a !! b || c\n|-\n| d !! e", [["!a", "!b", "!c"], ["d !! e"]], id="marks-between-headers"),
        pytest.param("! a\n| b\n! c", [["!a", "b", "!c"]], id="header-and-data-in-a-row"),
        pytest.param("|+ c || d\ne\n| a", [["a"]], id="caption-is-no-cell"),
        pytest.param("| || a\n|\n|", [["", "a", "", ""]], id="empty-cells"),
        pytest.param("|| a", [["a"]], id="two-pipes-at-the-start"),
        pytest.param('| style="x" | a\n! scope="col" | b', [["a", "!b"]], id="attributes"),
        pytest.param("| {{x|y}} | a", [["a"]], id="attributes-from-a-template"),
        pytest.param("| a | b | c", [["b | c"]], id="only-the-first-pipe-ends-attributes"),
        pytest.param("| [[a|b]] | c", [["[[a|b]] | c"]], id="pipe-in-a-link"),
        pytest.param("| a [[b|c", [["a [[b|c"]], id="pipe-in-a-link-never-closed"),
        pytest.param("| [[a||b]]", [["[[a", "b]]"]], id="links-protect-no-two-pipes"),
        pytest.param("| {{a||b}} || c", [["{{a||b}}", "c"]], id="pipes-in-a-template"),
        pytest.param("| <nowiki>||</nowiki> || <!-- || --> c", [["<nowiki>||</nowiki>", "<!-- || --> c"]], id="quiet"),
        pytest.param("| a\nb\n* c | d\n| e", [["a\nb\n* c | d", "e"]], id="cell-over-lines"),
        pytest.param("|\n* a\n* b\n\n| c", [["* a\n* b", "c"]], id="list-in-a-cell"),
        pytest.param("| {{a\n|-\n| b}} || c", [["{{a\n|-\n| b}}", "c"]], id="template-over-lines"),
        pytest.param("| [[a\n|-\n| b]]", [["[[a"], ["b]]"]], id="link-over-lines-protects-nothing"),
        pytest.param("<!-- a -->| b\n<!-- c -->\n|-\n <!-- d --> ! e", [["b\n<!-- c -->"], ["!e"]], id="comment-first"),
        pytest.param("a\n|-\nb\n| c", [["c"]], id="text-outside-the-cells"),
        pytest.param("| a\n{|\n| b\n|-\n| c\n|}\nd\n| e", [["a\n{|\n| b\n|-\n| c\n|}\nd", "e"]], id="nested"),
        pytest.param("| a {| b", [["b"]], id="no-table-inside-a-line"),
        pytest.param("| {|\n| b", [["", "b"]], id="sign-of-a-table-in-a-cell"),
    ],
)
def test_cells_are_read(body: str, cells: list[list[str]]) -> None:
    """Rows and cells are those that MediaWiki shows."""
    assert rows(body) == cells


def test_no_table_is_found_in_text() -> None:
    """Lines that look like parts of a table are nothing where no table was begun."""
    assert tables("| a\n|-\n! b\n|}\na {|\n") == []


@pytest.mark.parametrize("text", ["<nowiki>\n{|\n| a\n|}\n</nowiki>", "<!--\n{|\n-->", "{{a|\n{|\n|}\n}}"])
def test_no_table_is_found_where_mediawiki_does_not_look(text: str) -> None:
    """A table in `<nowiki>`, in a comment or in a template's parameter is none."""
    assert tables(text) == []


@pytest.mark.parametrize("opening", ["{|", ' {| class="x"', ":{|", "\t::{|", "<!-- a -->{|", "<div>\n{|"])
def test_table_may_be_indented(opening: str) -> None:
    """White space, colons and comments may stand before the sign that opens a table, and other tags above it."""
    (table,) = tables(f"{opening}\n| a\n|}}")
    assert [cell.text for cell in table.rows[0].cells] == ["a"]


def test_several_tables_are_read_in_order() -> None:
    """Each table ends at its own sign, whatever words follow that sign, and the next one is another table."""
    found = tables("{|\n| a\n|} b\nc\n{|\n| d\n|}")
    assert [(table.line, table.rows[0].cells[0].text) for table in found] == [(1, "a"), (5, "d")]


@pytest.mark.parametrize("text", ["{|\n| a\nb", "{|\n| a\n{|\n|}\nb"])
def test_table_without_its_end_says_so(text: str) -> None:
    """A table that is never closed, or whose only end is a nested one's, is read to the end and is not closed."""
    (table,) = tables(text)
    assert not table.closed
    assert table.rows[0].cells[0].text.endswith("b")


def test_closed_table_says_so() -> None:
    """A table that has its end is closed, also when there is nothing in it."""
    (table,) = tables("{|\n|}")
    assert table.closed
    assert table.rows == ()


def test_only_a_part_of_the_page_is_read() -> None:
    """Tables before the part asked for are left out, and one that goes on after it is read no further."""
    text = "{|\n| a\n|}\n{|\n| b\n| c\n|}\n"
    start, end = text.index("{|", 1), text.index("| c")
    (table,) = read_tables(Source("Sida", text), start, end)
    assert ([cell.text for cell in table.rows[0].cells], table.closed) == (["b"], False)


def test_cells_and_rows_know_their_lines() -> None:
    """A cell's line is where its words begin, a row's that of its own first cell, counted in the whole page."""
    first, second = tables("x\n{|\n|\n* a\n|| b || \n|-\n\n| c\n|}")[0].rows
    assert [cell.line for cell in first.cells] == [4, 5, 5]
    assert (first.line, second.line) == (4, 8)


def test_row_of_headers_is_a_header() -> None:
    """A row is a header when all its cells are."""
    assert [row.header for row in tables("{|\n! a !! b\n|-\n! c\n| d\n|}")[0].rows] == [True, False]


@pytest.mark.parametrize(
    ("body", "cells"),
    [
        pytest.param('| colspan="2" | a || b\n|-\n| c || d || e', [["a", "a", "b"], ["c", "d", "e"]], id="columns"),
        pytest.param("| rowspan=2 | a || b\n|-\n| c\n|-\n| d", [["a", "b"], ["a", "c"], ["d"]], id="rows"),
        pytest.param("| a || ROWSPAN = '3' | b\n|-\n| c\n|-\n| d", [["a", "b"], ["c", "b"], ["d", "b"]], id="last"),
        pytest.param("! rowspan=2 colspan=2 | a !! b\n|-\n! c", [["!a", "!a", "!b"], ["!a", "!a", "!c"]], id="both"),
        pytest.param("| a || b || rowspan=2 | c\n|-\n| d\n|-\n| e", [["a", "b", "c"], ["d", "", "c"], ["e"]], id="gap"),
        pytest.param("| a || rowspan=2 | b\n|-\n| colspan=2 | c\n|-\n| d", [["a", "b"], ["c", "b"], ["d"]], id="clash"),
        pytest.param("| rowspan=0 | a\n|-\n| b", [["a"], ["b"]], id="none"),
        pytest.param("| rowspan=x colspan= | a\n|-\n| b", [["a"], ["b"]], id="no-figure"),
        pytest.param("| rowspan=9 | a", [["a"]], id="further-than-the-table"),
    ],
)
def test_spans_are_filled_in(body: str, cells: list[list[str]]) -> None:
    """A cell stands in each place that it covers; where a row has nothing before one from above, that is empty."""
    assert rows(body) == cells


def test_row_below_a_span_has_its_own_line() -> None:
    """A row whose first place is covered from above is still on its own line."""
    assert [row.line for row in tables("{|\n| rowspan=2 | a || b\n|-\n| c\n|}")[0].rows] == [2, 4]


def test_columns_have_a_limit() -> None:
    """Cells beyond the widest table that is read are left out, however many there are and however far they span."""
    wide, long = rows(f"| colspan=9999 | a || b\n|-\n|{'| c |' * (MAX_COLUMNS + 5)}")
    assert wide == ["a"] * MAX_COLUMNS
    assert len(long) == MAX_COLUMNS


@pytest.mark.parametrize(
    ("body", "cells"),
    [
        pytest.param("! a\n|-\n<td>b</td><td>c</td>", [["!a"], ["b", "c"]], id="cells"),
        pytest.param("! a\n<tr><td>b</td><th>c</th></tr>\n|-\n| d", [["!a"], ["b", "!c"], ["d"]], id="rows"),
        pytest.param("<tr><td>a</td>\n<td>b</td></tr>\n|-\n| c", [["a", "b"], ["c"]], id="before-all-others"),
        pytest.param("| a\n<td>b\nc</td>\nd\n| e", [["a", "b\nc", "e"]], id="after-a-cell"),
        pytest.param("<tr><td rowspan=2>a</td><td>b</td></tr>\n|-\n| c", [["a", "b"], ["a", "c"]], id="attributes"),
        pytest.param("<tr><td>a | b</td></tr>", [["a | b"]], id="pipe"),
        pytest.param(
            "|\n<table><tr><td>a\n<td>b</table>\n| c", [["<table><tr><td>a\n<td>b</table>", "c"]], id="nested"
        ),
        pytest.param(
            "| a <table><td>x\n<td>y</table> b\nc<td>d",
            [["a <table><td>x\n<td>y</table> b\nc", "d"]],
            id="nested-inside",
        ),
        pytest.param("| a\n</table>\n<td>b", [["a\n</table>", "b"]], id="end-of-none"),
        pytest.param("| <table>\n|-\n| a\n<td>b", [["<table>"], ["a", "b"]], id="nested-never-closed"),
        pytest.param("| {{x|<td>}}\n{{x|<td>}}\n| b", [["{{x|<td>}}\n{{x|<td>}}", "b"]], id="in-a-template"),
    ],
)
def test_rows_and_cells_may_be_tags(body: str, cells: list[list[str]]) -> None:
    """Tags for rows and cells stand among those in wikitext, and a table in HTML inside a cell is part of it."""
    assert rows(body) == cells
