"""Blocks of wikitext as HTML."""

import pytest

from bot.html.addresses import Addresses
from bot.html.wikitext import render


def html(text: str) -> str:
    """Wikitext as HTML, without addresses."""
    return str(render(text, Addresses()).html)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("", "", id="nothing"),
        pytest.param("<!-- a -->", "", id="comment-alone"),
        pytest.param("a\nb", "<p>a\nb</p>", id="lines"),
        pytest.param("a\n\nb", "<p>a</p><p>b</p>", id="paragraphs"),
        pytest.param("''a\nb", "<p><i>a</i>\nb</p>", id="italic-ends-with-its-line"),
        pytest.param("== a ==\nb", '<p class="wiki-heading"><b>a</b></p><p>b</p>', id="heading"),
        pytest.param("==", "<p>==</p>", id="no-heading"),
        pytest.param("a = b =", "<p>a = b =</p>", id="no-heading-either"),
    ],
)
def test_paragraphs(text: str, shown: str) -> None:
    """Lines are paragraphs, with an empty line between two."""
    assert html(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("* a\n* b", "<ul><li>a</li><li>b</li></ul>", id="list"),
        pytest.param("# a", "<ol><li>a</li></ol>", id="numbered"),
        pytest.param("; a\n: b", "<dl><dt>a</dt><dd>b</dd></dl>", id="definitions"),
        pytest.param("* a\n** b\n* c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", id="nested"),
        pytest.param("*# a\n*# b", "<ul><li><ol><li>a</li><li>b</li></ol></li></ul>", id="nested-at-once"),
        pytest.param("* a\n# b", "<ul><li>a</li></ul><ol><li>b</li></ol>", id="another-list"),
        pytest.param("* a\n\n* b", "<ul><li>a</li></ul><ul><li>b</li></ul>", id="two-lists"),
        pytest.param("a\n* b\nc", "<p>a</p><ul><li>b</li></ul><p>c</p>", id="between-paragraphs"),
        pytest.param("*" * 8 + "a", "<ul><li>" * 6 + "**a" + "</li></ul>" * 6, id="deep"),
    ],
)
def test_lists(text: str, shown: str) -> None:
    """Lines that begin with marks are lists, in each other as their marks say, to a depth of six."""
    assert html(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("{|\n| a\n|}", "<table><tr><td>a</td></tr></table>", id="cell"),
        pytest.param("{|\n|-\n| a || b\n|}", "<table><tr><td>a</td><td>b</td></tr></table>", id="cells-on-a-line"),
        pytest.param("{|\n! a !! b\n|}", "<table><tr><th>a</th><th>b</th></tr></table>", id="headers"),
        pytest.param("{|\n! a || b\n|}", "<table><tr><th>a</th><th>b</th></tr></table>", id="headers-with-bars"),
        pytest.param("{|\n| a\n|-\n| b\n|}", "<table><tr><td>a</td></tr><tr><td>b</td></tr></table>", id="rows"),
        pytest.param(
            '{| class="wikitable"\n! scope="col" | a\n|}',
            '<table class="wikitable"><tr><th scope="col">a</th></tr></table>',
            id="attributes",
        ),
        pytest.param(
            '{|\n|- class="lagesbot"\n| a\n|}', '<table><tr class="lagesbot"><td>a</td></tr></table>', id="row"
        ),
        pytest.param("{|\n|+ a\n|-\n| b\n|}", "<table><caption>a</caption><tr><td>b</td></tr></table>", id="caption"),
        pytest.param("{|\n| b\n|+ a\n|}", "<table><tr><td>b</td></tr><tr><td>a</td></tr></table>", id="late-caption"),
        pytest.param("{|\n| [[a|b]]\n|}", "<table><tr><td>b</td></tr></table>", id="link-in-a-cell"),
        pytest.param("{|\n|\n* a\n|}", "<table><tr><td><ul><li>a</li></ul></td></tr></table>", id="list-in-a-cell"),
        pytest.param("{|\n| a\nb\n|}", "<table><tr><td>a<p>b</p></td></tr></table>", id="paragraph-in-a-cell"),
        pytest.param("{|\na\n|}", "<table><tr><td><p>a</p></td></tr></table>", id="words-outside-cells"),
        pytest.param("{|\n|}", "<table></table>", id="empty"),
        pytest.param("{|\n| a", "<table><tr><td>a</td></tr></table>", id="not-closed"),
        pytest.param("{|\n| a\n|} b", "<table><tr><td>a</td></tr></table><p>b</p>", id="words-after"),
        pytest.param(
            "{|\n|\n{|\n| a\n|}\n| b\n|}",
            "<table><tr><td><table><tr><td>a</td></tr></table></td><td>b</td></tr></table>",
            id="nested",
        ),
        pytest.param("| a", "<p>| a</p>", id="not-opened"),
        pytest.param(
            "{|\n|-\n\n== a ==\n|}",
            '<table><tr><td><p class="wiki-heading"><b>a</b></p></td></tr></table>',
            id="heading",
        ),
    ],
)
def test_tables(text: str, shown: str) -> None:
    """Tables have their captions, rows and cells; words that stand in no cell get one."""
    assert html(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param('<div class="lagesbot">a</div>', '<div class="lagesbot">a</div>', id="on-a-line"),
        pytest.param("<div>\n* a\n</div>", "<div><ul><li>a</li></ul></div>", id="round-a-list"),
        pytest.param("<div>''a''\nb\n</div>", "<div><i>a</i><p>b</p></div>", id="words-behind-it"),
        pytest.param("<div>a", "<div>a</div>", id="not-closed"),
        pytest.param("a</div>b", "ab", id="not-opened"),
        pytest.param(
            "<div>\n{|\n|\n</div>a\n|}\n</div>", "<div><table><tr><td>a</td></tr></table></div>", id="in-a-cell"
        ),
        pytest.param("{|\n|-\n<div>a</div>\n|}", "<table><tr><td><div>a</div></td></tr></table>", id="in-a-row"),
        pytest.param("<DIV onclick='x'>a</DIV >", "<div>a</div>", id="attributes"),
    ],
)
def test_divs(text: str, shown: str) -> None:
    """A div holds what stands in it, and ends in the cell in which it begins."""
    assert html(text) == shown


def test_styles() -> None:
    """A style is told beside the HTML, by the class that has it."""
    rendered = render('<div style="color:red">a</div>', Addresses())
    ((name, declared),) = rendered.styles.items()
    assert str(rendered.html) == f'<div class="{name}">a</div>'
    assert declared == "color:red"


@pytest.mark.parametrize(("deep", "tag"), [("<div>\n", "<div>"), ("{|\n|\n", "<table>")])
def test_depth(deep: str, tag: str) -> None:
    """What stands in very many blocks stands in some dozens."""
    shown = html(deep * 1000 + "a")
    assert 10 < shown.count(tag) <= 40
    assert "<p>a</p>" in shown
