"""How the overview looks: declarations that mean the same on every wiki, and bars beside figures."""

import re

import pytest

from bot.render.looks import LOOK, bar


@pytest.mark.parametrize("name", LOOK)
def test_colours_have_a_fallback_and_their_counterpart(name: str) -> None:
    """Every colour is the wiki's own with a fallback, and no background comes without the colour of its text."""
    declared = LOOK[name]
    assert re.sub(r"var\(--[a-z-]+,#[0-9a-f]+\)", "", declared).count("#") == 0
    assert ("background:" in declared) <= (re.search(r"(?<!-)color:", declared) is not None)


@pytest.mark.parametrize("name", LOOK)
def test_declarations_can_stand_in_an_attribute(name: str) -> None:
    """No declaration ends the attribute, begins a link or a cell, or is one that MediaWiki refuses."""
    assert not re.search(r'["|\[\]{}<>]|url|expression|filter', LOOK[name])


@pytest.mark.parametrize(
    ("done", "whole", "width"),
    [
        pytest.param(1, 3, "width:33%", id="a part"),
        pytest.param(2.5, 2.5, "width:100%", id="all"),
        pytest.param(0, 4, "width:0", id="nothing"),
        pytest.param(5, 4, "width:100%", id="never more than all"),
    ],
)
def test_bar_is_as_long_as_what_is_done(done: float, whole: float, width: str) -> None:
    """A bar has the share that is done, and is not read aloud."""
    told = bar(done, whole)
    assert width in told
    assert "aria-hidden=true" in told
    assert re.sub(r"<[^<>]*>", "", told) == ""


def test_nothing_to_do_has_no_bar() -> None:
    """Of nothing, nothing is shown."""
    assert bar(0, 0) == ""
