"""Pages: nobody's text is lost, whatever it is; tampering is noticed; nothing that can be written stops the reading."""

import html
import re
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path

import mwparserfromhell
from hypothesis import assume, example, given
from hypothesis import strategies as st
from mwparserfromhell.nodes import HTMLEntity, Text

from bot.model import Mark, Project
from bot.parse.brackets import quiet_spans
from bot.parse.numbers import read_numbers
from bot.parse.project import Reader
from bot.parse.projectdata import find_call
from bot.parse.regions import Region, compose, read_regions, without_regions
from bot.parse.structure import Source
from bot.parse.tables import read_tables
from bot.parse.words import plain
from bot.plan import make_plan
from bot.render.escape import Wikitext, escape, link
from bot.render.region import splice
from bot.render.report import REGIONS, report_text
from bot.settings import Templates
from bot.wiki.port import Page
from tests.support.builders import DATA, TITLE, activity, data_text, known, page, period, plan_text, project, standing
from tests.support.hostile import shown
from tests.support.pages import known_from, region

EXAMPLES = Path(__file__).parents[2] / "examples" / "wiki" / "Projekt"
NAMES = {"aktiviteter": "aktiviteter", "nästa-månad": "nästa_månad", "problem": "problem"}
"""The bot's regions, each with the parameter that it goes into."""

PROJECT = project(
    activity("Klar {{sak}}", mark=Mark.DONE),
    activity("Sen [[sak]]"),
    activity("Kommande | sak", when=period("2022-12-05", "2022-12-06")),
)
STANDING = standing(PROJECT)
KNOWN = known({TITLE: plan_text(), DATA: data_text()})

pieces = st.sampled_from(
    [
        *(
            "{{",
            "}}",
            "{",
            "}",
            "{{{",
            "}}}",
            "[[",
            "]]",
            "[",
            "]",
            "|",
            "||",
            "=",
            "==",
            "a",
            ".",
            "<",
            ">",
            "''",
            "'''",
        ),
        *(
            "\n",
            "\r\n",
            " ",
            "\n\n",
            "\t",
            "\u00a0",
            "\n* a",
            "\n== a ==\n",
            "\n== a",
            "\n|",
            "\n| ",
            "\n=",
            "----",
            "~~~~",
        ),
        *("<!--", "-->", "<!-- a -->", "<nowiki>", "</nowiki>", "<nowiki/>", "<ref>", "</ref>", "<pre>", "</pre>"),
        *(
            "{{a|b=c}}",
            "{{a",
            "[[a|b]]",
            "[http://a b|c]",
            "<gallery>\nA.jpg|b\n</gallery>",
            "<div>",
            "</div>",
            "<br />",
        ),
        *("{|\n|-\n| a || b\n|}", "{|", "|-", "|}", "&nbsp;", "__TOC__", "T123", "Lägesbot: start", "<!-- Lägesbot:"),
        *("\n| problem = ", "|aktiviteter="),
    ]
)
texts = st.lists(st.one_of(pieces, pieces, st.text(max_size=4)), max_size=12).map("".join)
"""What a person may write anywhere: mostly markup, balanced or not."""


@st.composite
def parameters(draw: st.DrawFn) -> str:
    """One parameter of a call as a person may write it, with a region of the bot's in it or not."""
    name = draw(st.sampled_from([*NAMES.values(), *NAMES.values(), "id", "<!-- problem --> id", "måluppfyllnad", ""]))
    value = draw(st.one_of(st.just(""), texts))
    if draw(st.integers(0, 4)) == 0:
        value += f"\n{region(draw(st.sampled_from([*NAMES, 'annat'])), 'x')}\n{draw(texts)}"
    written = draw(st.sampled_from(["| {} = {}\n", "|{}={}", " | {}  ={}  \n", "|\n{} = {}", "| {} = {}\r\n", "|{1}"]))
    return written.format(name, value)


@st.composite
def data_pages(draw: st.DrawFn) -> str:
    """A page with a call of the template as people may write it, and other text round it."""
    start = draw(st.sampled_from(["{{Projektdata\n", "{{Projektdata", "{{ projektdata_2017 <!-- a -->\r\n"]))
    inside = "".join(draw(st.lists(parameters(), max_size=6)))
    around = st.one_of(st.just(""), texts)
    end = draw(st.sampled_from(["}}", " }}", "\n}}"]))
    return f"{draw(around)}{start}{inside}{end}{draw(around)}"


def drafted(text: str) -> str | None:
    """The page as the bot would leave it; None where it is refused."""
    found = report_text(page(DATA, text), STANDING, KNOWN)
    return None if found is None else found.text


def untouched(before: str, after: str) -> bool:
    """Whether taking out all that the bot has added to a page gives back the very text that was there.

    What it has added is: regions, each with a line break before it and perhaps one after it, or with a parameter of
    its own, which perhaps begins on a new line. Regions that were there before may say something else now.
    """
    old, new = read_regions(before).found, read_regions(after).found
    candidates = {_held(after, new.values())}
    for name in new.keys() - old.keys():
        candidates = {one for candidate in candidates for one in _undone(candidate, name)}
    return _held(before, old.values()) in candidates


def _held(text: str, regions: Iterable[Region]) -> str:
    """The text with each region held together as one sign."""
    for one in sorted(regions, key=lambda region: region.start, reverse=True):
        text = f"{text[: one.start]}\0{one.name}\0{text[one.end :]}"
    return text


def _undone(text: str, name: str) -> set[str]:
    """What a text can have been before a region was added to it."""
    left, right = text.split(f"\0{name}\0")
    lefts = {left.removesuffix("\n")}
    if added := re.search(rf"(?P<indent>[ \t]*)\|\s*{NAMES[name]}\s*=\n\Z", left):
        before = {left[: added.start()], left[: added.end("indent")]}
        lefts |= before | {one.removesuffix("\n") for one in before}
    return {f"{one}{other}" for one in lefts for other in (right, right.removeprefix("\n"))}


def values(text: str) -> list[tuple[str, str]]:
    """The names and the human values of the parameters of a page's call, in order."""
    call = find_call(Source(DATA, text), Templates())
    found = call.parameters if call else ()
    return [(one.name, without_regions(text[one.value_start : one.value_end]).strip()) for one in found]


def test_the_regions_are_those_of_the_report() -> None:
    """What is looked for here is what the bot writes."""
    assert set(NAMES) == set(REGIONS.values())


@given(data_pages())
@example("{{Projektdata\r\n| problem = a  \r\n}}")
@example("{{Projektdata|problem=a}}")
@example("{{Projektdata|a }}")
@example("{{Projektdata|=a}}")
@example("{{Projektdata\n| <!-- id --> id = 1\n}}")
@example(data_text(aktiviteter=".\n* a\n", problem="{{a|b=[[c|d]]}}  "))
def test_text_of_people_is_never_touched(before: str) -> None:
    """Either a page is refused, or what people have written stays byte for byte, and a second run changes nothing."""
    after = drafted(before)
    assume(after is not None)
    assert after is not None
    assert read_regions(after).sound
    assert untouched(before, after)
    assert drafted(after) == after


@given(data_pages())
@example("{{Projektdata\n| <!-- id --> id = 1\n}}")
@example("{{Projektdata|problem=a}}")
def test_every_value_is_read_as_before(before: str) -> None:
    """Each parameter that a person has given has the same value afterwards; new ones hold the bot's text alone."""
    after = drafted(before)
    assume(after is not None)
    said, says = values(before), values(after or "")
    assert says[: len(said)] == said
    assert all(name in NAMES.values() and not value for name, value in says[len(said) :])


@given(st.text(min_size=1), texts, st.data())
def test_edit_between_the_markers_is_noticed(body: str, written: str, data: st.DataObject) -> None:
    """Whatever a person changes, adds or takes away between the markers, the region is not the bot's any longer."""
    text = f"a\n{region('a', body.replace(chr(13), '') or 'x')}\nb"
    one = read_regions(text).found["a"]
    start = data.draw(st.integers(one.body_start, one.body_end))
    end = data.draw(st.integers(start, one.body_end))
    edited = f"{text[:start]}{written}{text[end:]}"
    between = edited[one.body_start : one.body_end + len(edited) - len(text)]
    assume(between.replace("\r", "") != text[one.body_start : one.body_end])
    assert not read_regions(edited).sound


TWO = f"{region('a', '* 1')}\nx\n{region('b', '* 2')}\n"
MARKERS = [match.span() for match in re.finditer("<!--.*?-->", TWO)]


@given(st.sampled_from(MARKERS), st.data(), st.sampled_from(["", "x", " ", "\n", "-", "0", "<", "é"]))
def test_misspelt_marker_is_noticed(marker: tuple[int, int], data: st.DataObject, sign: str) -> None:
    """One sign of a marker that is lost or another is enough."""
    position = data.draw(st.integers(marker[0], marker[1] - 1))
    assume(TWO[position] != sign)
    assert not read_regions(f"{TWO[:position]}{sign}{TWO[position + 1 :]}").sound


@given(st.lists(st.sampled_from(["start a", "slut a", "start b", "slut b"]), max_size=6))
def test_markers_in_any_other_order_are_noticed(order: list[str]) -> None:
    """Markers that are missing, doubled, nested or crossed are noticed; whole regions one after the other are sound."""
    lines = dict(
        zip(["start a", "slut a", "start b", "slut b"], (TWO[start:end] for start, end in MARKERS), strict=True)
    )
    lines |= {"start a": f"{lines['start a']}\n* 1", "start b": f"{lines['start b']}\n* 2"}
    a, b = ["start a", "slut a"], ["start b", "slut b"]
    assert read_regions("\n".join(lines[one] for one in order)).sound == (order in ([], a, b, a + b, b + a))


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r")), st.sampled_from(["a", "nästa-månad"]))
def test_region_reads_back(body: str, name: str) -> None:
    """What is composed as a region is read back as it was, and is the bot's own."""
    text = f"x\n{compose(name, body)}\ny"
    one = read_regions(text).found[name]
    assert (text[one.body_start : one.body_end], one.edited) == (body, False)
    assert without_regions(text) == "x\n\ny"


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
    edit = plan.for_page(DATA)
    assert edit is None or untouched(data, edit.text)


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
