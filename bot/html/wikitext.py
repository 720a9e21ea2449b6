"""Wikitext as HTML without a wiki: what the bot itself writes, and nothing that could do anything on a page.

Paragraphs, lists, tables, links, bold and italic and a few tags (`bot.html.allowed`); all else is shown as the words
that it is. Whatever the text, what comes of it is well-formed, without scripts, pictures or styles of its own, made in
linear time, and no deeper than some dozens of elements.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from markupsafe import Markup

from bot.html.addresses import Addresses
from bot.html.allowed import Styles, attributes
from bot.html.inline import Line
from bot.html.literal import without_literals

_DEEPEST = 40
"""So many blocks may stand in each other; what would go deeper is shown without its block."""

_DEEPEST_LIST = 6

_DIV = re.compile(r"(<div(?:\s[^<>]*)?>|</div\s*>)", re.IGNORECASE)
_LIST = re.compile(r"[*#:;]+")
_ITEMS: Final = {"*": ("ul", "li"), "#": ("ol", "li"), ":": ("dl", "dd"), ";": ("dl", "dt")}


@dataclass(frozen=True, slots=True)
class Rendered:
    """Wikitext as HTML.

    Attributes:
        html: The HTML; "" where there is nothing to show.
        styles: The declarations of the classes in it, which go into the page's style sheet.
    """

    html: Markup
    styles: Styles = field(default_factory=dict)


def render(text: str, addresses: Addresses) -> Rendered:
    """Render wikitext, whatever it is.

    Args:
        text: The wikitext.
        addresses: Where its links lead; one that leads nowhere is shown as its words.
    """
    styles: Styles = {}
    return Rendered(Markup(_Blocks(addresses, styles).html(without_literals(text))), styles)  # noqa: S704 - escaped there


class _Blocks:
    """The blocks of a text being written, with a stack of what is open instead of recursion."""

    def __init__(self, addresses: Addresses, styles: Styles) -> None:
        self._addresses = addresses
        self._styles = styles
        self._open: list[str] = []
        self._list = ""  # the marks of the list that is open
        self._row = ""  # the attributes of a row whose first cell is still to come
        self._written: list[str] = []

    def html(self, text: str) -> str:
        for line in text.split("\n"):
            self._line(line)
        self._close_to(0)
        return "".join(self._written).strip()

    def _line(self, line: str) -> None:
        stripped = line.strip()
        if stripped.startswith("{|"):
            self._begin_table(stripped.removeprefix("{|"))
        elif "table" in self._open and stripped.startswith(("|", "!")):
            self._table_line(stripped)
        elif not stripped:
            self._end_lines()
        elif found := _LIST.match(line):
            self._item(found[0][:_DEEPEST_LIST], line[len(found[0][:_DEEPEST_LIST]) :])
        elif stripped.startswith("=") and stripped.endswith("=") and stripped.strip("="):
            self._end_lines()
            self._flow()
            self._written.append(f'<p class="wiki-heading"><b>{self._inline(stripped.strip("="))}</b></p>')
        else:
            self._words(stripped)

    def _inline(self, text: str) -> str:
        return Line(self._addresses, self._styles).html(text.strip())

    def _words(self, line: str) -> None:
        """A line of words, in which `div` may begin and end."""
        self._end_list()
        parts = _DIV.split(line)
        if len(parts) == 1:
            if self._top() == "p":
                self._written.append("\n")
            else:
                self._flow()
                self._begin("p")
            self._written.append(self._inline(line))
            return
        self._end_lines()
        for part in parts:
            self._part(part)

    def _part(self, part: str) -> None:
        if part.lower().startswith("</div"):
            self._end_div()
        elif _DIV.fullmatch(part):
            if len(self._open) >= _DEEPEST:
                return
            self._flow()
            self._begin("div", attributes(part[len("<div") : -1], self._styles))
        elif part.strip():
            self._flow()
            self._written.append(self._inline(part))

    def _end_div(self) -> None:
        """Close the innermost `div`, if it stands in the cell that is being written."""
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at] == "table":
                return
            if self._open[at] == "div":
                self._close_to(at)
                return

    def _item(self, marks: str, words: str) -> None:
        if not self._list:
            self._end_lines()
            self._flow()
        same = 0
        while same < min(len(marks), len(self._list)) and _ITEMS[marks[same]][0] == _ITEMS[self._list[same]][0]:
            same += 1
        self._shorten(same)
        if same == len(marks):
            self._close_to(len(self._open) - 1)
            self._begin(_ITEMS[marks[-1]][1])
        for mark in marks[same:]:
            for name in _ITEMS[mark]:
                self._begin(name)
        self._list = marks
        self._written.append(self._inline(words))

    def _shorten(self, length: int) -> None:
        """Close the inner lists until so many are open."""
        while len(self._list) > length:
            self._close_to(len(self._open) - 2)
            self._list = self._list[:-1]

    def _begin_table(self, given: str) -> None:
        self._end_lines()
        if len(self._open) >= _DEEPEST:
            return
        self._flow()
        self._begin("table", attributes(given, self._styles))
        self._row = ""

    def _table_line(self, line: str) -> None:
        self._end_lines()
        if line.startswith("|}"):
            self._to_table()
            self._close_to(len(self._open) - 1)
            if line[2:].strip():
                self._words(line[2:].strip())
        elif line.startswith("|-"):
            self._to_table()
            self._row = attributes(line.lstrip("|-"), self._styles)
        elif line.startswith("|+"):
            self._caption(line[2:])
        else:
            name = "th" if line.startswith("!") else "td"
            for cell in re.split(r"\|\||!!" if name == "th" else r"\|\|", line[1:]):
                self._cell(name, cell)

    def _caption(self, words: str) -> None:
        """The words above a table, which come first in it; elsewhere they are a cell."""
        self._to_table()
        first = self._written[-1].startswith("<table")
        self._cell("caption" if first else "td", words)

    def _cell(self, name: str, words: str) -> None:
        given, bar, rest = words.partition("|")
        if not bar or "[[" in given:
            given, rest = "", words
        if name == "caption":
            self._begin("caption", attributes(given, self._styles))
        else:
            self._to_row()
            self._begin(name, attributes(given, self._styles))
        self._written.append(self._inline(rest))

    def _to_table(self) -> None:
        at = len(self._open) - 1 - self._open[::-1].index("table")
        self._close_to(at + 1)
        self._row = ""

    def _to_row(self) -> None:
        """Close the cell that is open, and begin a row where none is."""
        at = len(self._open) - 1 - self._open[::-1].index("table")
        in_row = self._open[at + 1 : at + 2] == ["tr"]
        self._close_to(at + 1 + in_row)
        if not in_row:
            self._begin("tr", self._row)
            self._row = ""

    def _flow(self) -> None:
        """Be where blocks may stand: in a table that is in a cell."""
        if self._top() in {"table", "tr"}:
            self._to_row()
            self._begin("td")

    def _end_list(self) -> None:
        self._shorten(0)

    def _end_lines(self) -> None:
        """End the list or the paragraph that is open."""
        self._end_list()
        if self._top() == "p":
            self._close_to(len(self._open) - 1)

    def _top(self) -> str:
        return self._open[-1] if self._open else ""

    def _begin(self, name: str, given: str = "") -> None:
        self._open.append(name)
        self._written.append(f"<{name}{given}>")

    def _close_to(self, depth: int) -> None:
        while len(self._open) > depth:
            self._written.append(f"</{self._open.pop()}>")
