"""The structure of wikitext, as MediaWiki's own two passes see it.

The tables of calls and of headings were held against MediaWiki 1.39, whose preprocessor and parser say the same.
"""

import pytest

from bot.parse.brackets import BLOT, MAX_PARAMETERS, MAX_UNCLOSED, OPAQUE, blot, quiet_spans
from bot.parse.structure import Source


def quiet(text: str) -> list[str]:
    """The parts of a text that are not looked into."""
    return [text[start:end] for start, end in quiet_spans(text)]


def calls(text: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The template calls of a text: each with its name, and its parameters with their values."""
    return [
        (call.name, [(one.name, text[one.value_start : one.value_end]) for one in call.parameters])
        for call in Source("Sida", text).calls()
    ]


def headings(text: str) -> list[tuple[int, str]]:
    """The level and the words of every heading."""
    return [(section.level, section.title) for section in Source("Sida", text).sections]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("a <!-- b --> c", ["<!-- b -->"], id="comment"),
        pytest.param("a <!-- b\n\nc --> d", ["<!-- b\n\nc -->"], id="comment-over-lines"),
        pytest.param("a <!-- b", ["<!-- b"], id="comment-never-closed"),
        pytest.param("a <!--> b", ["<!--> b"], id="comment-not-closed-by-its-own-dashes"),
        pytest.param("<!-- a --> b <!-- c -->", ["<!-- a -->", "<!-- c -->"], id="two-comments"),
        pytest.param("<nowiki>{{</nowiki> a", ["<nowiki>{{</nowiki>"], id="nowiki"),
        pytest.param("<NoWiki>{{</nowikI \n> a", ["<NoWiki>{{</nowikI \n>"], id="any-case"),
        pytest.param('<pre class="x">|</pre>', ['<pre class="x">|</pre>'], id="attributes"),
        pytest.param("<ref>|</ref> <poem>=</poem>", ["<ref>|</ref>", "<poem>=</poem>"], id="tags-of-extensions"),
        pytest.param("<gallery>\nA.jpg|b\n</gallery>", ["<gallery>\nA.jpg|b\n</gallery>"], id="gallery"),
        pytest.param('<ref name="a|b" /> c', ['<ref name="a|b" />'], id="closed-in-itself"),
        pytest.param("<nowiki>{{a}}", ["<nowiki>"], id="tag-never-closed"),
        pytest.param("<pre>a <PRE>b", ["<pre>", "<PRE>"], id="tag-never-closed-twice"),
        pytest.param("<nowikis>|</nowikis> <preview>", [], id="longer-name"),
        pytest.param("<nowiki {{a}}", [], id="tag-that-does-not-end"),
        pytest.param("<pre <!-- a", ["<!-- a"], id="comment-after-a-tag-that-does-not-end"),
        pytest.param("<div>{{a}}</div>", [], id="ordinary-tag"),
        pytest.param("<!-- <nowiki> --> </nowiki>", ["<!-- <nowiki> -->"], id="tag-in-a-comment"),
        pytest.param("<nowiki><!--</nowiki> -->", ["<nowiki><!--</nowiki>"], id="comment-in-a-tag"),
        pytest.param("İİİ <nowiki>a</nowiki> b", ["<nowiki>a</nowiki>"], id="letters-that-grow-in-lower-case"),
    ],
)
def test_quiet_parts_are_found(text: str, parts: list[str]) -> None:
    """Comments and tags that MediaWiki does not read into are found, closed or not, and nothing else."""
    assert quiet(text) == parts


def test_blotting_keeps_every_position() -> None:
    """What is blotted out is replaced sign for sign, and the rest stays where it was."""
    assert blot("abcdef", [(1, 3), (4, 5)]) == f"a{BLOT}{BLOT}d{BLOT}f"


def test_comments_and_opaque_parts_look_different() -> None:
    """In the masked text a comment, which takes no room on the page, differs from what cannot be looked into."""
    source = Source("Sida", "<!-- -->{{a}}<pre>|</pre>[[b]]")
    assert source.quiet == BLOT * 8 + "{{a}}" + OPAQUE * 12 + "[[b]]"
    assert source.masked == BLOT * 8 + OPAQUE * 17 + "[[b]]"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("{{a}}", [("a", [])], id="bare"),
        pytest.param("{{ Mall:a_b\n}}", [("Mall:a_b", [])], id="name-is-trimmed"),
        pytest.param("{{a<!-- b -->|c<!-- d -->e=f}}", [("a", [("ce", "f")])], id="comments-in-names"),
        pytest.param("{{a|b= c = d }}", [("a", [("b", " c = d ")])], id="first-equals-sign-counts"),
        pytest.param("{{a|\n b \n=\n c\n}}", [("a", [("b", "\n c\n")])], id="name-and-value-over-lines"),
        pytest.param("{{a|b|c=d|e}}", [("a", [("1", "b"), ("c", "d"), ("2", "e")])], id="unnamed-are-numbered"),
        pytest.param("{{a|b=c|b=d}}", [("a", [("b", "c"), ("b", "d")])], id="doubled"),
        pytest.param("{{a||=b}}", [("a", [("1", ""), ("", "b")])], id="empty"),
        pytest.param("{{a|b={{c|d=e|f}}|g={{h}}}}", [("a", [("b", "{{c|d=e|f}}"), ("g", "{{h}}")])], id="nested"),
        pytest.param("{{a|{{c|d=e}}}}", [("a", [("1", "{{c|d=e}}")])], id="equals-sign-in-a-nested-call"),
        pytest.param("{{a|b=[[c|d=e]]|f}}", [("a", [("b", "[[c|d=e]]"), ("1", "f")])], id="pipe-in-a-link"),
        pytest.param("{{a|[[b=c]]}}", [("a", [("1", "[[b=c]]")])], id="equals-sign-in-a-link"),
        pytest.param("{{a|b=[http://c|d]}}", [("a", [("b", "[http://c"), ("1", "d]")])], id="pipe-in-an-address"),
        pytest.param("{{a|b={{{c|d}}}|e}}", [("a", [("b", "{{{c|d}}}"), ("1", "e")])], id="argument"),
        pytest.param("{{{a|{{b}}}}}", [], id="call-in-an-argument"),
        pytest.param("{{{{{a}}}|b}}", [("{{{a}}}", [("1", "b")])], id="argument-as-name"),
        pytest.param("{{{{a}}|b}}", [("{{a}}", [("1", "b")])], id="call-as-name"),
        pytest.param("{{{{a}}}}", [], id="four-braces-are-an-argument"),
        pytest.param("{{{a}}", [("a", [])], id="one-brace-too-many-before"),
        pytest.param("{{a}}}", [("a", [])], id="one-brace-too-many-after"),
        pytest.param("{{a|b=c}d}}", [("a", [("b", "c}d")])], id="lone-brace-inside"),
        pytest.param("{{a|b=c]]d}}", [("a", [("b", "c]]d")])], id="link-closed-only"),
        pytest.param("{{a|b=[[c}}", [], id="link-never-closed"),
        pytest.param("[[a {{b}}", [("b", [])], id="call-after-a-link-never-closed"),
        pytest.param("[[[a|{{b}}]]] {{c}}", [("b", []), ("c", [])], id="three-brackets"),
        pytest.param("{{a|{{b}} [[c|d]]", [("b", [])], id="call-in-a-call-never-closed"),
        pytest.param("}} {{a}}", [("a", [])], id="closed-only"),
        pytest.param("{{a|b=<nowiki>|}}</nowiki>c}}", [("a", [("b", "<nowiki>|}}</nowiki>c")])], id="nowiki"),
        pytest.param("{{a|b=<!-- }}|c=d --> e}}", [("a", [("b", "<!-- }}|c=d --> e")])], id="parameter-in-a-comment"),
        pytest.param("{{a|b=<ref>c|d</ref>}}", [("a", [("b", "<ref>c|d</ref>")])], id="pipe-in-a-reference"),
        pytest.param("<!-- {{a}} {{b}}", [], id="after-a-comment-never-closed"),
        pytest.param("<nowiki>{{a}}</nowiki> {{b}}", [("b", [])], id="only-what-is-no-nowiki"),
        pytest.param("{{a|b=\n== c | d ==\n|e}}", [("a", [("b", "\n== c | d ==\n"), ("1", "e")])], id="heading-inside"),
        pytest.param("{{a|b=\n== c }}\nd}}", [("a", [("b", "\n== c }}\nd")])], id="heading-goes-on-to-its-end"),
        pytest.param("{{a|b\n=c}}", [("a", [("b", "c")])], id="lone-equals-sign-ends-a-name"),
        pytest.param("{{a|b=\n=c|d}}", [], id="lone-equals-sign-after-a-name-is-a-heading"),
        pytest.param("== {{a|\n=b}} ==", [("a", [("", "b")])], id="call-over-lines-in-a-heading"),
        pytest.param("=={{a}}", [("a", [])], id="at-the-start-of-the-text"),
        pytest.param("{{{{a|b}}c|d}}", [("{{a|b}}c", [("1", "d")])], id="one-in-the-name-of-another"),
        pytest.param("{{a|{{b|c=d}}=e}}", [("a", [("{{b|c=d}}", "e")])], id="one-in-a-name"),
    ],
)
def test_calls_are_found(text: str, found: list[tuple[str, list[tuple[str, str]]]]) -> None:
    """Calls, their names and parameters are those that MediaWiki finds, also where brackets do not match."""
    assert calls(text) == found


def test_call_is_a_slice_of_the_page() -> None:
    """A call and its parameters are given by their places in the text."""
    text = "a {{{b|c=d|e}}"
    (call,) = Source("Sida", text).calls()
    named, unnamed = call.parameters
    assert text[call.start : call.end] == "{{b|c=d|e}}"
    assert text[named.start : named.value_end] == "|c=d"
    assert (named.named, unnamed.named) == (True, False)


def test_last_of_doubled_parameters_counts() -> None:
    """A parameter that is given twice has its last value; one that is not given has none."""
    (call,) = Source("Sida", "{{a|b=c|b=d|1=e|f}}").calls()
    assert call.last("b") == call.parameters[1]
    assert call.last("1") == call.parameters[3]
    assert call.last("c") is None


def test_call_with_too_many_parameters_is_none() -> None:
    """A call with more parameters than any template has is left out, and the next one is found."""
    calls = list(
        Source("Sida", f"{{{{a{'|' * MAX_PARAMETERS}}}}}{{{{b{'|' * (MAX_PARAMETERS + 1)}}}}}{{{{c}}}}").calls()
    )
    assert [(call.name, len(call.parameters)) for call in calls] == [("a", MAX_PARAMETERS), ("c", 0)]


def test_of_many_braces_without_an_end_the_first_are_known() -> None:
    """A page of nothing but unclosed braces gives the first of them; nobody mends by a list of thousands."""
    assert Source("Sida", "{{a " * 100).unclosed == list(range(0, 4 * MAX_UNCLOSED, 4))


@pytest.mark.parametrize(
    ("text", "positions"),
    [
        pytest.param("{{a}} [[b", [], id="all-closed"),
        pytest.param("x {{a|{{b}} {{c", [2, 12], id="two"),
        pytest.param("{{a|[[b}}", [0], id="kept-open-by-a-link"),
        pytest.param("<!-- {{a -->", [], id="in-a-comment"),
        pytest.param("== {{a ==\n", [3], id="in-a-heading"),
    ],
)
def test_braces_without_an_end_are_known(text: str, positions: list[int]) -> None:
    """The places of braces that are never closed are known, since a person must be told of them."""
    assert Source("Sida", text).unclosed == positions


@pytest.mark.parametrize(
    ("position", "line"), [(0, 1), (1, 1), (2, 2), (3, 3), (4, 3)], ids=["first", "its-break", "empty", "last", "end"]
)
def test_lines_are_counted_from_one(position: int, line: int) -> None:
    """A position lies on a line counted from 1, and a line break on the line that it ends."""
    assert Source("Sida", "a\n\nb").line(position) == line


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("== a ==\n=== b ===\n= c =", [(2, "a"), (3, "b"), (1, "c")], id="levels"),
        pytest.param("======= a =======", [(6, "= a =")], id="deepest"),
        pytest.param("=== a ==", [(2, "= a")], id="more-before"),
        pytest.param("== a ====", [(2, "a ==")], id="more-after"),
        pytest.param("=====", [(2, "=")], id="only-signs"),
        pytest.param("==", [], id="too-few-signs"),
        pytest.param("== a ==  \t", [(2, "a")], id="white-space-after"),
        pytest.param("== a ==\r\n", [(2, "a")], id="carriage-return"),
        pytest.param(" == a ==", [], id="indented"),
        pytest.param("== a == b", [], id="words-after"),
        pytest.param("a = b\n= c", [], id="equals-signs-in-text"),
        pytest.param("== a == <!-- b -->", [(2, "a")], id="comment-after"),
        pytest.param("<!-- b -->== a ==", [(2, "a")], id="comment-before"),
        pytest.param("== a <!--\n--> b ==", [(2, "a <!--\n--> b")], id="comment-over-lines"),
        pytest.param("<nowiki>\n== a ==\n</nowiki>", [], id="nowiki"),
        pytest.param("<!--\n== a ==", [], id="comment-never-closed"),
        pytest.param("{{b|\n== a ==\n}}", [], id="template"),
        pytest.param("{|\n|\n== a ==\n|}", [(2, "a")], id="table"),
        pytest.param("== {{b|c}} [[d|e]] ==", [(2, "{{b|c}} [[d|e]]")], id="markup-in-it"),
    ],
)
def test_headings_are_found(text: str, found: list[tuple[int, str]]) -> None:
    """Headings and their levels are those that MediaWiki makes."""
    assert headings(text) == found


def test_section_ends_before_the_next_heading_of_its_level() -> None:
    """A section takes in the deeper ones after it, and ends before the next of its own or a higher level."""
    text = "x\n== a ==\n1\n=== b ===\n2\n== c ==\n3\n= d =\n4"
    sections = Source("Sida", text).sections
    assert [text[one.start : one.end] for one in sections] == [
        "== a ==\n1\n=== b ===\n2\n",
        "=== b ===\n2\n",
        "== c ==\n3\n",
        "= d =\n4",
    ]
    assert text[sections[0].body : sections[0].end] == "\n1\n=== b ===\n2\n"


def test_calls_between_two_positions_are_found() -> None:
    """A call belongs to where it begins, also where it ends outside; arguments and those inside others are none."""
    text = "{{a}} {{b|{{c}}}} {{{d}}} {{e}}"
    source = Source("Sida", text)
    for start in range(len(text) + 1):
        for end in range(start, len(text) + 1):
            begun = [name for name in "abe" if start <= text.index(f"{{{{{name}") < end]
            assert [call.name for call in source.calls_between(start, end)] == begun


@pytest.mark.parametrize(
    ("before", "begins"),
    [
        ("", True),
        (" \t", True),
        ("a\n", True),
        ("a\n <!-- b --> ", True),
        ("<!-- a\n-->", True),
        ("a", False),
        ("a\n* ", False),
        ("<nowiki></nowiki>", False),
        ("{{b}}", False),
    ],
)
def test_begin_of_a_line_is_known(before: str, *, begins: bool) -> None:
    """Only white space and comments may stand before what begins its line."""
    assert Source("Sida", f"{before}{{{{a}}}}").begins_line(len(before)) == begins


def test_lines_may_be_counted_from_another() -> None:
    """A text that is a part of a page counts its lines from where it begins there."""
    source = Source("Sida", "a\nb\nc", first_line=7)
    assert [source.line(position) for position in (0, 1, 2, 4, 5)] == [7, 7, 8, 9, 9]
