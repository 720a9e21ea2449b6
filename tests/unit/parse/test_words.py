"""The words of wikitext, as a person reads them."""

import pytest

from bot.parse.words import lines, plain, struck, templates, without_comments, without_struck


@pytest.mark.parametrize(
    ("wikitext", "words"),
    [
        pytest.param("Maj", "Maj", id="nothing"),
        pytest.param("  två \t ord ", "två ord", id="white-space"),
        pytest.param("'''fet''' och ''kursiv''", "fet och kursiv", id="quotes"),
        pytest.param("före<!-- dolt -->efter", "föreefter", id="comment"),
        pytest.param("före<!-- dolt", "före", id="comment-open"),
        pytest.param("text<ref>källa [[x]]</ref> mer", "text mer", id="ref"),
        pytest.param('text<ref name="a" /> mer', "text mer", id="ref-again"),
        pytest.param("text<ref>källa", "text", id="ref-open"),
        pytest.param("<nowiki>[[a]]</nowiki>", "[[a]]", id="nowiki"),
        pytest.param("a<nowiki/>b", "ab", id="nowiki-empty"),
        pytest.param("<span style='x'>ord</span>", "ord", id="tag"),
        pytest.param("3 < 5 dagar", "3 < 5 dagar", id="less-than"),
        pytest.param("a<br>b<br />c", "a b c", id="break"),
        pytest.param("<p>a</p><p>b</p>", "a b", id="paragraphs"),
        pytest.param("a\nb", "a b", id="newline"),
        pytest.param("* a\n* b", "a b", id="bullets"),
        pytest.param("[[a]]", "a", id="link"),
        pytest.param("[[a|b]]", "b", id="link-label"),
        pytest.param("[[a|b|c]]", "b|c", id="link-two-pipes"),
        pytest.param("[[a|]]", "a", id="link-empty-label"),
        pytest.param("[[a|'''b''']]", "b", id="link-bold-label"),
        pytest.param("[[:Kategori:a]]", "Kategori:a", id="link-to-category"),
        pytest.param("text [[Kategori:a]]", "text", id="category"),
        pytest.param("[[Fil:a.svg|thumb|se [[b]] här]]text", "text", id="picture"),
        pytest.param("[https://a.se/x ett ord]", "ett ord", id="address-words"),
        pytest.param("[https://a.se/x]", "https://a.se/x", id="address-bare"),
        pytest.param("[//a.se/x ett|ord]", "ett|ord", id="address-pipe"),
        pytest.param("se https://a.se/x", "se https://a.se/x", id="address-alone"),
        pytest.param("[[a|[https://b c]]]", "c", id="address-in-link"),
        pytest.param("[1] och [x]", "[1] och [x]", id="brackets"),
        pytest.param("[[a", "[[a", id="link-open"),
        pytest.param("a]] b}}", "a]] b}}", id="closed-only"),
        pytest.param("a {{mall|x|y=[[z|w]]}} b", "a b", id="template"),
        pytest.param("{{a|{{b}}|c}}d", "d", id="template-in-template"),
        pytest.param("{{a|[[b}}c", "c", id="template-closes-link"),
        pytest.param("a | b", "a | b", id="pipe"),
        pytest.param("1&nbsp;000&ndash;2&#160;000", "1 000–2 000", id="entities"),
        pytest.param("R&D &okänd; &", "R&D &okänd; &", id="no-entities"),
        pytest.param("&lt;b&gt;", "<b>", id="entity-is-no-tag"),
        pytest.param("a\u00a0b", "a b", id="nbsp"),
        pytest.param("sep\u00adtem\u200bber\u200f", "september", id="invisible"),
    ],
)
def test_words_are_what_a_person_reads(wikitext: str, words: str) -> None:
    """Markup goes, what it shows stays, on one line."""
    assert plain(wikitext) == words


def test_lines_are_kept_apart() -> None:
    """A line ends at a newline, a break or the edge of a block, and empty lines are left out."""
    assert lines("a<br>b\n\n* c<div>d</div>") == ("a", "b", "c", "d")


def test_deep_nesting_is_text() -> None:
    """Brackets nested deeper than anybody would are left as they stand, and what comes before them is kept."""
    assert plain("ord " + "[[" * 50 + "a") == "ord " + "[[" * 50 + "a"


def test_templates_are_named() -> None:
    """Every template called is named as written, without its parameters; what is commented out is not called."""
    assert templates("{{Klart|{{datum}}}} <!-- {{dold}} --> {{ Mall:Done }}") == ("datum", "Klart", "Mall:Done")


def test_comments_are_taken_out() -> None:
    """Only comments go, the rest stays as it is."""
    assert without_comments("a<!-- b -->'''c'''<!-- d") == "a'''c'''"


@pytest.mark.parametrize("tag", ["s", "del", "strike", "S"])
def test_struck_words_are_taken_out(tag: str) -> None:
    """Struck-out text goes with its tags, whichever tag strikes it."""
    assert without_struck(f"a <{tag}>b</{tag}> <small>c</small>") == "a  <small>c</small>"


def test_struck_out_words() -> None:
    """The words of each struck-out piece are given without markup; a piece that shows none is not."""
    assert struck("<s>''Maj''</s> juni <del></del><strike>juli") == ("Maj", "juli")
