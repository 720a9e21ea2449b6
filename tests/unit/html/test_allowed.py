"""Which attributes and styles of wikitext get into the page."""

import pytest

from bot.html.allowed import Styles, attributes


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        pytest.param(' scope="row"', ' scope="row"', id="quoted"),
        pytest.param(" scope='col' ", ' scope="col"', id="apostrophes"),
        pytest.param(" colspan=2", ' colspan="2"', id="bare"),
        pytest.param(' SCOPE="row"', ' scope="row"', id="capitals"),
        pytest.param(
            ' class="wikitable sortable lagesbot lagesbot-bar"', ' class="wikitable lagesbot lagesbot-bar"', id="own"
        ),
        pytest.param(' class="project skip"', "", id="classes-of-the-report"),
        pytest.param(' title="a &quot;b&quot; &lt;c&gt;"', ' title="a &quot;b&quot; &lt;c&gt;"', id="escaped"),
        pytest.param(' title="a" title="b"', ' title="a"', id="first-counts"),
        pytest.param(' role="img" aria-label="3 av 5"', ' role="img" aria-label="3 av 5"', id="labels"),
        pytest.param(' role="alert"', "", id="other-role"),
        pytest.param(' role="region" tabindex="0"', ' tabindex="0" role="group"', id="region"),
        pytest.param(' tabindex="1"', "", id="other-order"),
        pytest.param(' colspan="0"', "", id="no-span"),
        pytest.param(' colspan="1000"', "", id="long-span"),
        pytest.param(' onclick="alert(1)"', "", id="handler"),
        pytest.param(' id="projects"', "", id="id"),
        pytest.param(' href="javascript:x"', "", id="href"),
        pytest.param(' data-scope="row"', "", id="part-of-another-name"),
        pytest.param(" scope", "", id="no-value"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_attributes(given: str, kept: str) -> None:
    """Attributes of a short list are kept, with values of their kind, and escaped; all others are dropped."""
    assert attributes(given, {}) == kept


def test_too_many_attributes() -> None:
    """A tag with more in it than any of the bot's keeps nothing."""
    assert attributes(f' scope="row" title="{"x" * 1000}"', {}) == ""


@pytest.mark.parametrize(
    ("style", "declared"),
    [
        pytest.param("color:#14866d", "color:#14866d", id="colour"),
        pytest.param("COLOR: Red ; width : 100%", "color:red;width:100%", id="spaces"),
        pytest.param("background:var(--x, #d5f2dd)", "background:var(--x, #d5f2dd)", id="variable"),
        pytest.param("background:linear-gradient(90deg, red 10%, blue 0)", None, id="gradient"),
        pytest.param("position:fixed;color:red", "color:red", id="other-property"),
    ],
)
def test_style(style: str, declared: str | None) -> None:
    """A style becomes a class, and its declarations, those that are allowed, go to the style sheet."""
    styles: Styles = {}
    kept = attributes(f' style="{style}"', styles)
    ((name, rule),) = styles.items()
    assert kept == f' class="{name}"'
    assert rule == (declared or style)


@pytest.mark.parametrize(
    "style",
    [
        "background:url(https://evil.example/x)",
        "background-image:image-set('x')",
        "width:expression(alert(1))",
        "margin:-50px",
        "padding:1px -2px",
        "position:absolute",
        "color:red}body{display:none",
        "color:re\\64",
        "width:calc(1px",
        "content:'x'",
        "color:/*",
        "width:calc(1px/*2)",
        "behavior:x",
        f"width:{'1' * 300}px",
        "color",
        "",
    ],
)
def test_style_that_is_not_allowed(style: str) -> None:
    """What loads something, leaves its place, or ends the rule is no style."""
    styles: Styles = {}
    assert attributes(f' style="{style}"', styles) == ""
    assert styles == {}


def test_same_style() -> None:
    """The same declarations have the same class wherever they stand."""
    styles: Styles = {}
    assert attributes(' style="color:red"', styles) == attributes(" style='color : red;'", styles)
    assert len(styles) == 1
