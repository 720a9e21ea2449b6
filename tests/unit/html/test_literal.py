"""What of a page is no markup: comments, nowiki, templates."""

import pytest

from bot.html.literal import entities, fit, without_literals


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("a<!-- b -->c", "ac", id="comment"),
        pytest.param("a\n<!-- b -->\nc", "a\nc", id="comment-on-its-own-line"),
        pytest.param("<!-- a -->\n <!-- b -->\nc", " c", id="two-of-them"),
        pytest.param("a <!-- b -->\nc", "a \nc", id="comment-at-the-end-of-a-line"),
        pytest.param("a<!-- b", "a", id="comment-that-is-not-closed"),
        pytest.param("<nowiki>''a''</nowiki>", "&#39;&#39;a&#39;&#39;", id="nowiki"),
        pytest.param("<NOWIKI>[</Nowiki >b", "&#91;b", id="nowiki-in-capitals"),
        pytest.param("a<nowiki/>b", "ab", id="empty-nowiki"),
        pytest.param("<nowiki>a", "&#60;nowiki&#62;a", id="nowiki-that-is-not-closed"),
        pytest.param("<nowiki>a<nowiki>b", "&#60;nowiki&#62;a&#60;nowiki&#62;b", id="two-that-are-not"),
        pytest.param("<nowiki><!-- a --></nowiki>", "&#60;&#33;&#45;&#45; a &#45;&#45;&#62;", id="comment-in-nowiki"),
        pytest.param("<nowiki>a</nowiki><!-- b -->\nc", "a\nc", id="comment-behind-nowiki"),
        pytest.param('<templatestyles src="a" />b', "b", id="styles"),
        pytest.param("a {{b|c}} d", "a <code>&#123;&#123;b&#124;c&#125;&#125;</code> d", id="template"),
        pytest.param(
            "{{a|{{b}}}}", "<code>&#123;&#123;a&#124;&#123;&#123;b&#125;&#125;&#125;&#125;</code>", id="nested"
        ),
        pytest.param("{{a {{b}}", "{{a <code>&#123;&#123;b&#125;&#125;</code>", id="template-that-is-not-closed"),
        pytest.param("a}} b", "a}} b", id="template-that-is-not-opened"),
    ],
)
def test_literals(text: str, shown: str) -> None:
    """Comments are gone, nowiki is entities, templates are code; the rest is as it was."""
    assert without_literals(text) == shown


def test_fit() -> None:
    """What no page may hold is left out, and lines end in one way."""
    assert fit("a\0\x08b\x85\ud800c\ufffe\r\nd\re\tf") == "abc\nd\ne\tf"


def test_entities_of_entities() -> None:
    """What is an entity already stays the sign that it stands for."""
    assert entities("&amp;a &#39;") == "&#38;a &#39;"
