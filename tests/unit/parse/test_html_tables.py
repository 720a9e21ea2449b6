"""Tables written as HTML; MediaWiki 1.39, with what a browser makes of it, shows the same."""

import pytest

from bot.parse.grid import Table
from bot.parse.structure import Source
from bot.parse.tables import read_tables


def tables(text: str) -> list[Table]:
    """The tables of a text."""
    return read_tables(Source("Sida", text), 0, len(text))


def rows(body: str) -> list[list[str]]:
    """The cells of one table with this body, row by row; a header cell begins with `!`."""
    (table,) = tables(f"<table>{body}</table>")
    return [["!" * cell.header + cell.text for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize(
    ("body", "cells"),
    [
        pytest.param("<tr><td>a</td><td>b</td></tr><tr><td>c</td></tr>", [["a", "b"], ["c"]], id="closed"),
        pytest.param("<tr><td>a<td>b\n<tr><td>c", [["a", "b"], ["c"]], id="unclosed"),
        pytest.param("<tr><th>a</th><td>b</td></tr>", [["!a", "b"]], id="header"),
        pytest.param("<TR CLASS=x><Td>a</tD></TR>", [["a"]], id="any-case"),
        pytest.param("\n<tr>\n<td>\n* a\n* b\n</td>\n</tr>\n", [["* a\n* b"]], id="list-in-a-cell"),
        pytest.param("<td>a</td><td>b</td>", [["a", "b"]], id="no-row"),
        pytest.param("<tr><td>a</td></tr><tr></tr><tr><td>b</td></tr>", [["a"], ["b"]], id="empty-row"),
        pytest.param("<caption>c</caption><tr><td>a</td></tr>", [["a"]], id="caption"),
        pytest.param("<tr><td>a<caption>c<tr><td>b", [["a"], ["b"]], id="caption-ends-a-cell"),
        pytest.param("x<tr>y<td>a</td>z<td>b</td></tr>", [["a", "b"]], id="text-outside-the-cells"),
        pytest.param("<tr><td/>a<td>b", [["a", "b"]], id="closed-in-itself-is-not"),
        pytest.param("<tr><td></td><td> </td><td>a", [["", "", "a"]], id="empty-cells"),
        pytest.param("<tr><td>a<table><tr><td>x</table>b<td>c", [["a<table><tr><td>x</table>b", "c"]], id="nested"),
        pytest.param("<tr><td>\n{|\n| x\n|}\n<td>b", [["{|\n| x\n|}", "b"]], id="nested-wikitext"),
        pytest.param("<!-- <tr><td>x --><tr><td>a", [["a"]], id="comment"),
        pytest.param("<tr><td><nowiki></td></nowiki></td>", [["<nowiki></td></nowiki>"]], id="nowiki"),
        pytest.param("<tr><td>{{a|<td>x</td>}}<td>b", [["{{a|<td>x</td>}}", "b"]], id="template"),
        pytest.param("<tr><td rowspan='2'>a<td>b<tr><td>c", [["a", "b"], ["a", "c"]], id="rowspan"),
        pytest.param("<tr><td colspan=2>a<td>b<tr><td>c", [["a", "a", "b"], ["c"]], id="colspan"),
        pytest.param("<tr><tdx>a</tdx><td>b", [["b"]], id="longer-name"),
    ],
)
def test_cells_are_read(body: str, cells: list[list[str]]) -> None:
    """Rows and cells are those that a browser shows."""
    assert rows(body) == cells


def test_table_without_its_end_says_so() -> None:
    """A table that is never closed is read to the end, cells and all, and is not closed."""
    (table,) = tables("a <table><tr><td>b\nc")
    assert (table.rows[0].cells[0].text, table.closed, table.end) == ("b\nc", False, 20)


def test_end_of_a_nested_table_does_not_close() -> None:
    """A nested table's end is not that of the table around it, also where no cell is open."""
    (table,) = tables("<table><tr><table></table></tr><tr><td>a")
    assert ([cell.text for cell in table.rows[0].cells], table.closed) == (["a"], False)


def test_table_may_begin_inside_a_line() -> None:
    """Unlike one in wikitext, it begins wherever its tag stands, and the next table goes on where it ends."""
    found = tables("x <table class='y'><tr><td>a</table> y\n{|\n| b\n|}")
    assert [(table.line, table.closed, table.rows[0].cells[0].text) for table in found] == [
        (1, True, "a"),
        (2, True, "b"),
    ]


def test_cells_and_rows_know_their_lines() -> None:
    """A cell's line is where its words begin, a row's that of its first cell."""
    (table,) = tables("\n<table>\n<tr>\n<td>\na\n<td>b\n<tr><td>c</table>")
    assert [[cell.line for cell in row.cells] for row in table.rows] == [[5, 6], [7]]
    assert [row.line for row in table.rows] == [5, 7]
