"""The bot's regions: what is written is read back, and whatever somebody does to it or its markers is noticed."""

import re

from hypothesis import assume, given
from hypothesis import strategies as st

from bot.parse.regions import compose, read_regions, without_regions
from tests.support.pages import region
from tests.support.wikitext import texts


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
