"""A line of wikitext as HTML."""

import pytest

from bot.html.addresses import Addresses
from bot.html.inline import Line

WIKI = Addresses("https://wiki.example/$1")


def html(text: str) -> str:
    """A line, on a wiki with an address."""
    return Line(WIKI, {}).html(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("''a''", "<i>a</i>", id="italic"),
        pytest.param("'''a'''", "<b>a</b>", id="bold"),
        pytest.param("'''''a'''''", "<b><i>a</i></b>", id="both"),
        pytest.param("'''''a''' b''", "<b><i>a</i></b><i> b</i>", id="bold-ends-first"),
        pytest.param("'''''a'' b'''", "<b><i>a</i> b</b>", id="italic-ends-first"),
        pytest.param("''a", "<i>a</i>", id="not-closed"),
        pytest.param("''''a'''", "&#x27;<b>a</b>", id="four"),
        pytest.param("'''''''a", "&#x27;&#x27;<b><i>a</i></b>", id="seven"),
        pytest.param("it's", "it&#x27;s", id="one"),
    ],
)
def test_quotes(text: str, shown: str) -> None:
    """Apostrophes turn bold and italic on and off; what is open at the end of the line ends there."""
    assert html(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("[[Prov]]", '<a href="https://wiki.example/Prov">Prov</a>', id="page"),
        pytest.param("[[:Fil:A.png|B]]", '<a href="https://wiki.example/Fil:A.png">B</a>', id="label"),
        pytest.param("[[Prov|]]", '<a href="https://wiki.example/Prov">Prov</a>', id="empty-label"),
        pytest.param("[[Prov|''a'' b]]", '<a href="https://wiki.example/Prov"><i>a</i> b</a>', id="italic-label"),
        pytest.param("[[phab:T1|T1]]", '<a href="https://phabricator.wikimedia.org/T1">T1</a>', id="task"),
        pytest.param("[[#|a]]", "a", id="no-page"),
        pytest.param("[[a\nb]]", "[[a\nb]]", id="two-lines"),
        pytest.param("[[a[[b]]", '[[a<a href="https://wiki.example/b">b</a>', id="not-closed"),
        pytest.param("[https://a.example/?b=1&c b d]", '<a href="https://a.example/?b=1&amp;c">b d</a>', id="outside"),
        pytest.param("[https://a.example]", '<a href="https://a.example">https://a.example</a>', id="outside-bare"),
        pytest.param("[http://a.example b]", "b", id="not-encrypted"),
        pytest.param("[javascript:alert(1) b]", "[javascript:alert(1) b]", id="script"),
        pytest.param("se https://a.example/b.", 'se <a href="https://a.example/b">https://a.example/b</a>.', id="bare"),
        pytest.param(
            "[[Prov|https://a.example]]", '<a href="https://wiki.example/Prov">https://a.example</a>', id="in-a-link"
        ),
    ],
)
def test_links(text: str, shown: str) -> None:
    """Links lead to the wiki's pages, to tasks and to https addresses; others are their words."""
    assert html(text) == shown


def test_links_without_addresses() -> None:
    """Where a page has no address, its link is its words."""
    assert Line(Addresses(), {}).html("[[Prov|a '''b''']]") == "a <b>b</b>"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("<small>a</small>", "<small>a</small>", id="tag"),
        pytest.param('<span class="lagesbot" onclick="x">a</span>', '<span class="lagesbot">a</span>', id="attributes"),
        pytest.param("<small>a", "<small>a</small>", id="not-closed"),
        pytest.param("a</small>", "a", id="not-opened"),
        pytest.param("<small>''a</small>b", "<small><i>a</i></small><i>b</i>", id="crossed"),
        pytest.param("<small />a", "a", id="empty"),
        pytest.param("a<br>b<br/>c<br />d<BR>", "a<br>b<br>c<br>d<br>", id="break"),
        pytest.param("a<wbr>b", "a<wbr>b", id="break-in-a-word"),
        pytest.param("<script>a</script>", "&lt;script&gt;a&lt;/script&gt;", id="script"),
        pytest.param("<img src=x onerror=y>", "&lt;img src=x onerror=y&gt;", id="picture"),
        pytest.param("<h1>", "&lt;h1&gt;", id="other-tag"),
        pytest.param("a < b", "a &lt; b", id="no-tag"),
    ],
)
def test_tags(text: str, shown: str) -> None:
    """A few tags are tags, and closed on the line; all others are shown as they are written."""
    assert html(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("a&nbsp;b", "a\u00a0b", id="name"),
        pytest.param("&#91;&#x5d;", "[]", id="numbers"),
        pytest.param("&lt;b&gt; &#60;b&#62;", "&lt;b&gt; &lt;b&gt;", id="markup"),
        pytest.param("&#39;&#39;a", "&#x27;&#x27;a", id="quotes"),
        pytest.param("&#1;&#xD800;", "\ufffd", id="unfit"),
        pytest.param("&nosuch; & &", "&amp;nosuch; &amp; &amp;", id="no-entity"),
    ],
)
def test_entities(text: str, shown: str) -> None:
    """An entity is the sign that it stands for, and never markup."""
    assert html(text) == shown


def test_depth() -> None:
    """What would stand in more elements than a dozen stands in a dozen."""
    shown = html("<small>" * 100 + "a" + "</small>" * 100)
    assert shown == "<small>" * 12 + "a" + "</small>" * 12
