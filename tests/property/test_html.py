"""Wikitext in the HTML report: whatever it is, what comes of it is well-formed, harmless, and made in little time."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from bot.html.addresses import Addresses
from bot.html.literal import entities, fit
from bot.html.wikitext import render
from tests.support.html import Strict
from tests.support.wikitext import texts

WIKI = Addresses("https://wiki.example/wiki/$1")
TAGS = frozenset(
    re.findall(
        r"\w+",
        "a abbr b bdi br caption code dd div dl dt em i li ol p s small span strong sub sup table td th tr u ul wbr",
    )
)
ATTRIBUTES = frozenset(
    re.findall(r"[\w-]+", "aria-hidden aria-label class colspan dir href lang role rowspan scope tabindex title")
)
HARMLESS = re.compile(r"[a-z-]+:[#\w.,% ()+*/-]+(;[a-z-]+:[#\w.,% ()+*/-]+)*", re.ASCII)
MOST = 70
"""So many elements may stand in each other: forty blocks, a list in them, and a dozen on its line."""

pieces = st.sampled_from(
    [
        *(
            "'''",
            "''",
            "'''''",
            "{|",
            "|}",
            "|-",
            "|+",
            "|",
            "||",
            "!",
            "!!",
            "\n",
            "* ",
            "#",
            ":",
            ";",
            "==",
            "[[",
            "]]",
        ),
        *("[", "]", "<div>", "</div>", '<div style="color:red">', "<span class='lagesbot'>", "</span>", "<b>", "</b>"),
        *(
            "<nowiki>",
            "</nowiki>",
            "<!--",
            "-->",
            "{{",
            "}}",
            "<br>",
            "<br/>",
            "&lt;",
            "&#39;",
            "&#0;",
            "a",
            " ",
            "=",
            '"',
        ),
        *(
            "https://a.example/b",
            "http://a.example",
            "javascript:alert(1)",
            "<script>",
            "</script>",
            "<img src=x onerror=y>",
        ),
        *(
            ' onclick="x"',
            ' style="background:url(//a.example)"',
            ' style="margin:-9px"',
            "<style>",
            "\r",
            "\x00",
            "\ud800",
        ),
        *("phab:T1", "Projekt:Prov", "#del", "//a.example", '<td scope="row">', "<templatestyles src='a'/>"),
    ]
)
markup = st.lists(pieces, max_size=60).map("".join)


@given(st.one_of(markup, texts, st.text()))
def test_any_wikitext_gives_harmless_html(text: str) -> None:
    """Any text gives HTML that is well-formed, of a few tags and attributes, with styles that load nothing."""
    rendered = render(text, WIKI)
    read = Strict(str(rendered.html))
    assert {one.tag for one in read.elements} <= TAGS
    assert {name for one in read.elements for name in one.attributes} <= ATTRIBUTES
    assert read.deepest <= MOST
    for declared in rendered.styles.values():
        assert HARMLESS.fullmatch(declared)
        assert "url" not in declared
    str(rendered.html).encode()


@given(st.one_of(markup, texts, st.text()))
def test_any_wikitext_links_to_where_it_may(text: str) -> None:
    """Any link leads to the wiki, to Phabricator, or to an https address."""
    for link in Strict(str(render(text, WIKI).html)).all("a"):
        assert re.fullmatch(r"https://[^\s\"<>]+", link.attributes["href"])


@given(st.text())
@example("\U0002fffe")
def test_words_as_entities_show_themselves(text: str) -> None:
    """Text made of entities is shown as the very text."""
    words = fit(text).replace("&", "")
    shown = Strict(f"<p>{render(f'x{entities(words)}x', WIKI).html}</p>").elements[0].text
    assert shown == " ".join(f"x{words}x".split())


@given(pieces, st.sampled_from(["", "{|\n|", "<div>", "* "]), st.booleans())
def test_hostile_wikitext_takes_its_length(piece: str, before: str, lines: bool) -> None:  # noqa: FBT001 - Hypothesis'
    """A mark written very many times gives no more than some hundred characters for each."""
    count = 3_000
    shown = render(before + (piece + "\n" * lines) * count, WIKI).html
    assert len(shown) <= 1_000 * (count + 1)
