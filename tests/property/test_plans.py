"""Time plans: the same activities read back from every layout, and no page can stop the reading."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from bot.parse.date_spans import Frame
from bot.parse.languages.swedish import SWEDISH
from bot.parse.structure import Source
from bot.parse.timeplan import TimePlan, read_timeplan

FRAME = Frame(date(2022, 1, 1), date(2022, 12, 31), 2022)
NAMES = [
    "Boka lokal",
    "Möte med styrelsen",
    "Vår rapport",
    "Resa till Lund",
    "Plan för Wikimania 2023",
    "Årsmöte",
    "T-shirtar",
]
PEOPLE = ["Axel", "Eric", "Josefine", "Åsa", "Jan", "Maj-Britt"]


class Item(NamedTuple):
    """An activity to be written: its days, name, effort in days, leads and tasks."""

    start: date
    end: date
    form: int
    name: str
    days: int
    leads: tuple[str, ...]
    tasks: tuple[str, ...]

    @property
    def when(self) -> str:
        """Its dates, in one of the forms of people."""
        first, last = (f"{day.day} {format_date(day, 'MMMM', locale='sv')}" for day in (self.start, self.end))
        year = self.start.year
        forms = [
            f"{first}–{last} {year}",
            f"{first} - {last}",
            f"{self.start.isoformat()}–{self.end.isoformat()}",
            f"{self.start.day}/{self.start.month}–{self.end.day}/{self.end.month} {year}",
        ]
        return forms[self.form]

    def cell(self, column: str) -> str:
        """What stands in a column."""
        cells = {"when": self.when, "name": self.name, "effort": str(self.days), "owner": " och ".join(self.leads)}
        return {**cells, "tasks": ", ".join(self.tasks)}.get(column, "")


@st.composite
def items(draw: st.DrawFn) -> Item:
    """One activity within 2022."""
    start = date(2022, 1, 1) + timedelta(days=draw(st.integers(0, 300)))
    numbers = draw(st.lists(st.integers(1, 999_999), max_size=2, unique=True))
    return Item(
        start,
        start + timedelta(days=draw(st.integers(1, 60))),
        draw(st.integers(0, 3)),
        draw(st.sampled_from(NAMES)),
        draw(st.integers(1, 30)),
        tuple(draw(st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True))),
        tuple(f"T{number}" for number in numbers),
    )


Layout = Callable[[Sequence[tuple[str, str]], Sequence[Item]], tuple[str, Sequence[int]]]
"""Writes columns (key and header) and activities; gives the text, and the line of each activity in it."""


def _numbered(pieces: Sequence[str], at: Sequence[int]) -> tuple[str, Sequence[int]]:
    """The pieces as a text, and on which line those at some places begin."""
    lines, count = [], 1
    for piece in pieces:
        lines.append(count)
        count += piece.count("\n") + 1
    return "\n".join(pieces), [lines[place] for place in at]


def a_cell_a_line(columns: Sequence[tuple[str, str]], rows: Sequence[Item]) -> tuple[str, Sequence[int]]:
    """A table with one cell on a line."""
    pieces = ['{| class="wikitable sortable"', "|+ Plan", *(f'! scope="col" | {header}' for _, header in columns)]
    at = []
    for row in rows:
        at.append(len(pieces) + 1)
        pieces += ["|-", *(f"| {row.cell(key)}" for key, _ in columns)]
    return _numbered([*pieces, "|}"], at)


def a_row_a_line(columns: Sequence[tuple[str, str]], rows: Sequence[Item]) -> tuple[str, Sequence[int]]:
    """A table with one row on a line."""
    pieces = ["{|", "! " + " !! ".join(header for _, header in columns)]
    at = []
    for row in rows:
        at.append(len(pieces) + 1)
        pieces += ["|-", "| " + " || ".join(row.cell(key) for key, _ in columns)]
    return _numbered([*pieces, "|}"], at)


def html(columns: Sequence[tuple[str, str]], rows: Sequence[Item]) -> tuple[str, Sequence[int]]:
    """A table in HTML, cells and rows not closed."""
    pieces = ["<table class=wikitable>", "<tr>" + "".join(f"<th scope=col>{header}" for _, header in columns)]
    at = [len(pieces) + place for place in range(len(rows))]
    pieces += ["<tr>" + "".join(f"<td>{row.cell(key)}" for key, _ in columns) for row in rows]
    return _numbered([*pieces, "</table>"], at)


def in_a_template(columns: Sequence[tuple[str, str]], rows: Sequence[Item]) -> tuple[str, Sequence[int]]:
    """A table in a parameter of a template, its pipes written `{{!}}`."""
    text, lines = a_row_a_line(columns, rows)
    return f"{{{{Ruta|innehåll=\n{text.replace('|', '{{!}}')}\n}}}}", [line + 1 for line in lines]


def templates(columns: Sequence[tuple[str, str]], rows: Sequence[Item]) -> tuple[str, Sequence[int]]:
    """A template for each row, its parameters called like the columns."""
    pieces = ["{{Tidplan start}}"]
    for row in rows:
        parameters = "".join(f"\n | {header.lower()} = {row.cell(key)}" for key, header in columns)
        pieces.append(f"{{{{Tidplansrad{parameters}\n}}}}")
    return _numbered([*pieces, "{{Tidplan slut}}"], range(1, len(rows) + 1))


def bullets(columns: Sequence[tuple[str, str]], rows: Sequence[Item]) -> tuple[str, Sequence[int]]:
    """A list, the dates first."""
    del columns
    pieces = [f"* {row.when}: {row.name} {' '.join(row.tasks)} ({row.days} dagar)" for row in rows]
    return _numbered(pieces, range(len(rows)))


def plain(columns: Sequence[tuple[str, str]], rows: Sequence[Item]) -> tuple[str, Sequence[int]]:
    """Plain lines, the dates first."""
    del columns
    return _numbered([f"{row.when} {row.name}" for row in rows], range(len(rows)))


@st.composite
def headers(draw: st.DrawFn) -> list[tuple[str, str]]:
    """The columns of a plan in any order, each with one of its names, in any case."""
    keys = draw(st.permutations(["when", "name", "effort", "owner", "comment", "tasks"]))
    names = [(key, draw(st.sampled_from(SWEDISH.plan.columns[key]))) for key in keys]
    return [(key, draw(st.sampled_from([name, name.capitalize(), name.upper()]))) for key, name in names]


def plan(text: str) -> TimePlan:
    """The plan of a page with this text below its heading, which is on line 1."""
    return read_timeplan(Source("Projekt:Prov 2022", f"== Tidplan ==\n{text}\n== Annat ==\n"), FRAME)


@given(
    st.lists(items(), min_size=1, max_size=5),
    headers(),
    st.sampled_from([a_cell_a_line, a_row_a_line, html, in_a_template, templates]),
)
def test_plan_reads_back_from_any_table(rows: list[Item], columns: list[tuple[str, str]], layout: Layout) -> None:
    """Whatever kind of table it is, in whatever order of columns, the same activities are read, each on its line."""
    text, lines = layout(columns, rows)
    found = plan(text)
    assert found.flaws == ()
    read = [
        (
            *(one.when.start, one.when.end, one.name, one.days, one.tasks, one.place.line),
            *(person.name for person in one.people.lead),
        )
        for one in found.activities
    ]
    expected = zip(rows, lines, strict=True)
    assert read == [(row.start, row.end, row.name, row.days, row.tasks, line + 1, *row.leads) for row, line in expected]


@given(st.lists(items(), min_size=1, max_size=5), st.sampled_from([bullets, plain]))
def test_plan_reads_back_from_lines(rows: list[Item], layout: Layout) -> None:
    """A plan as a list or as lines gives the same dates, each on its line, and its words."""
    text, lines = layout([], rows)
    found = plan(text)
    read = [(one.when.start, one.when.end, one.place.line) for one in found.activities]
    assert read == [(row.start, row.end, line + 1) for row, line in zip(rows, lines, strict=True)]
    assert all(one.name.startswith(row.name) for one, row in zip(found.activities, rows, strict=True))
    if layout is bullets:
        assert [(one.days, one.tasks) for one in found.activities] == [(row.days, row.tasks) for row in rows]


SCRAPS = [
    *(
        "\n",
        "\n",
        "{|",
        "|}",
        "|-",
        "|+",
        "|",
        "||",
        "!",
        "!!",
        "\n|-\n| ",
        "\n! Datum !! Aktivitet\n",
        "maj",
        "5 maj: a",
        "Resa",
    ),
    *(
        "* ",
        "** ",
        "# ",
        "; ",
        ": ",
        "• ",
        "- ",
        "<table>",
        "</table>",
        "<tr>",
        "<td>",
        "<th>",
        "</td>",
        "<br>",
        "<li>",
        "<p>",
    ),
    *(
        "{{",
        "}}",
        "{{!}}",
        "{{{!}}",
        "{{Rad|maj|Resa}}",
        "{{Rad|",
        "datum=",
        "aktivitet=",
        "[[",
        "]]",
        "<!--",
        "-->",
        "<nowiki>",
    ),
    *(
        "== Tidplan ==",
        "\n=== 2021 ===\n",
        "\n== a ==\n",
        "rowspan=3 | ",
        "colspan=200 | ",
        "2022",
        "vår",
        "<s>",
        "</s>",
        "(",
    ),
]
pages = st.lists(st.sampled_from(SCRAPS) | st.text(max_size=4), max_size=60).map("".join)


@given(pages, pages)
def test_any_page_gives_a_plan(text: str, data: str) -> None:
    """No page stops the reading, and whatever is found stands on a line of its page, in the page's order."""
    sources = {one.title: one for one in (Source("Projekt:Prov", f"== Tidplan ==\n{text}"), Source("Data", data))}
    found = read_timeplan(sources["Projekt:Prov"], FRAME, data=sources["Data"], field=(0, len(data)))
    for place in [*(one.place for one in found.activities), *(flaw.place for flaw in found.flaws)]:
        assert 1 <= place.line <= sources[place.page].text.count("\n") + 1
    lines = [one.place.line for one in found.activities]
    assert lines == sorted(lines)
    assert found.activities or found.flaws or "{|" in text + data or "<table>" in text + data
