"""Pages: nothing that can be written on them stops the reading; words that are put into them are words."""

import html
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import mwparserfromhell
from hypothesis import given
from hypothesis import strategies as st
from mwparserfromhell.nodes import HTMLEntity, Text

from bot.model import Project
from bot.parse.brackets import quiet_spans
from bot.parse.numbers import read_numbers
from bot.parse.project import Reader
from bot.parse.structure import Source
from bot.parse.tables import read_tables
from bot.parse.words import plain
from bot.plan import make_plan
from bot.render.escape import Wikitext, escape, link
from bot.render.region import splice
from bot.settings import Templates
from bot.wiki.port import Page
from tests.support.builders import DATA, TITLE
from tests.support.hostile import shown
from tests.support.pages import known_from
from tests.support.traces import untouched
from tests.support.wikitext import data_pages, texts

EXAMPLES = Path(__file__).parents[2] / "examples" / "wiki" / "Projekt"


@given(st.text())
def test_splicing_nothing_changes_nothing(text: str) -> None:
    """Without splices any text stays as it is."""
    assert splice(text, []) == text


def read(main: str, data: str) -> Project:
    """A project from its two pages."""
    pages = {TITLE: Page(TITLE, main), DATA: Page(DATA, data)}
    return Reader(Templates(), read_numbers(data)).read(TITLE, pages)


@given(st.one_of(texts, st.text()), st.one_of(data_pages(), texts, st.text()))
def test_any_text_can_be_read(main: str, data: str) -> None:
    """No text stops the reading, and everything is told of a line that there is."""
    main = f"== Tidplan ==\n{{|\n! Datum !! Aktivitet\n|-\n| {main}"
    one = read(main, data)
    lines = {TITLE: main.count("\n") + 1, DATA: data.count("\n") + 1}
    places = [flaw.place for flaw in one.flaws] + [activity.place for activity in one.activities]
    assert all(1 <= place.line <= lines[place.page] for place in places)


@given(st.one_of(texts, st.text()))
def test_structure_fits_the_text(text: str) -> None:
    """What is found in any text lies in it and in order, and masking moves nothing."""
    source = Source("Sida", text)
    assert len(source.quiet) == len(source.masked) == len(text)
    spans = [position for span in quiet_spans(text) for position in span]
    assert spans == sorted(spans)
    for call in source.calls():
        assert text[call.start : call.start + 2] + text[call.end - 2 : call.end] == "{{}}"
        bounds = [call.start, *(each for one in call.parameters for each in (one.start, one.value_end)), call.end]
        assert bounds == sorted(bounds)
        assert all(text[one.start] == "|" and one.start < one.value_start <= one.value_end for one in call.parameters)
    sections = [position for section in source.sections for position in (section.start, section.body)]
    assert sections == sorted(sections)
    assert all(0 <= position < len(text) for position in source.unclosed)


@given(st.one_of(texts, st.text()))
def test_tables_fit_the_text(text: str) -> None:
    """Every cell of any table is a piece of the text, on a line that there is."""
    text = f"{{|\n{text}"
    for table in read_tables(Source("Sida", text), 0, len(text)):
        for cell in (cell for row in table.rows for cell in row.cells):
            assert cell.text in text
            assert 1 <= cell.line <= text.count("\n") + 1


Damage = Callable[[str, int, int], str]
EXAMPLE_PAGES = [
    (path.read_text(encoding="utf-8"), (path.with_suffix("") / "Projektdata.wiki").read_text(encoding="utf-8"))
    for path in sorted(EXAMPLES.glob("*.wiki"))
]
DAMAGES: list[Damage] = [
    lambda text, start, _: text[:start],
    lambda text, start, _: text[start:],
    lambda text, start, end: text[:start] + text[end:],
    lambda text, start, end: text[:end] + text[start:],
    lambda text, start, end: text[:start] + text[start:end].translate(str.maketrans("{}[]|!", "}{][!|")) + text[end:],
    lambda text, start, end: text[:start] + text[start:end].replace("\n", "\r\n") + text[end:],
    lambda text, start, end: f"{text[:start]}<!--{text[start:end]}<nowiki>{text[end:]}",
]
"""How a page can come to harm: cut, pasted twice, brackets the wrong way round, other line ends, opened, not closed."""


@st.composite
def damaged_pages(draw: st.DrawFn) -> tuple[str, str]:
    """A real project's two pages, one of which or both have come to harm."""
    harmed = []
    for text in draw(st.sampled_from(EXAMPLE_PAGES)):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, len(text)))
        harmed.append(draw(st.sampled_from(DAMAGES))(text, start, end))
    return harmed[0], harmed[1]


@given(damaged_pages())
def test_damaged_pages_are_read_and_planned_for(pages: tuple[str, str]) -> None:
    """A real page that has come to harm stops nothing, and an edit of it, if there is one, leaves its text in it."""
    main, data = pages
    plan = make_plan(known_from({TITLE: main, DATA: data}), ["report", "overview"])
    for title, text in ((TITLE, main), (DATA, data)):
        edit = plan.for_page(title)
        assert edit is None or untouched(text, edit.text)


signs = st.sampled_from(
    [*"*#:;!+-=|{}[]<>&'~_/. \n1", "http:", "mailto:", "ISBN ", "RFC ", "!!", "----", "Lägesbot:start"]
)
words = st.one_of(texts, st.text(), st.lists(st.one_of(signs, st.text(max_size=2)), max_size=8).map("".join))


@given(words)
def test_escaped_words_show_themselves(text: str) -> None:
    """Escaped words, read as HTML or as wikitext, are the words that were written, on one line."""
    escaped = escape(text)
    assert html.unescape(escaped) == plain(escaped) == shown(text)
    assert escape(text) == unicodedata.normalize("NFC", escaped)


@given(words)
def test_escaped_words_hold_no_markup(text: str) -> None:
    """No sign that begins markup is left raw, wherever it stands."""
    escaped = escape(text)
    assert not re.search(r"[<>\[\]{}|='~_\n\r]|&(?!#[0-9]+;)|!!|//(?<=://)|^[*#:;!+-]", escaped)
    assert not re.search(r"\b(?:RFC|PMID|ISBN) ?[0-9]|(?:mailto|news|tel|urn):|Lägesbot ?:", escaped, re.IGNORECASE)


@given(
    words,
    st.sampled_from(["", "a ", "\n", "\n* ", "* a\n", "{|\n|", "{|\n| ", "{|\n! ", "{|\n| a || ", "''a'' ", "== a\n"]),
)
def test_escaped_words_are_no_nodes(text: str, before: str) -> None:
    """Wherever they are put, mwparserfromhell sees nothing in escaped words but text and entities."""

    def kinds(after: str) -> list[type]:
        code = mwparserfromhell.parse(f"{before}{after}")
        return [type(node) for node in code.ifilter() if not isinstance(node, (Text, HTMLEntity))]

    assert kinds(escape(text)) == kinds("x")


@given(words)
def test_escaped_words_stay_in_their_cell(text: str) -> None:
    """In a table, escaped words are the words of the one cell that they are put in, header or not."""
    source = Source("Sida", f"{{|\n! {escape(text)} !! b\n|-\n|{escape(text)}\n| {escape(text)} || b\n|}}")
    (table,) = read_tables(source, 0, len(source.text))
    assert [[plain(cell.text) for cell in row.cells] for row in table.rows] == [
        [shown(text), "b"],
        [shown(text), shown(text), "b"],
    ]
    assert source.sections == []


@given(words, st.none() | words)
def test_link_is_one_link_or_words(title: str, label: str | None) -> None:
    """Whatever is given as title and label, the result is one link, or text that shows the words."""
    made = link(title, label)
    assert isinstance(made, Wikitext)
    nodes = mwparserfromhell.parse(made).nodes
    if made.startswith("[["):
        assert len(nodes) == 1
        assert plain(made) in {shown(label or ""), shown(title)}
    else:
        assert all(isinstance(node, (Text, HTMLEntity)) for node in nodes)
