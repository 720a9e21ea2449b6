"""Regions: the contract on markers, and everything that can be wrong with them."""

import hashlib

import pytest

from bot.parse.regions import (
    blanked,
    checksum,
    compose,
    emptied,
    move_edited,
    own_texts,
    read_regions,
    refilled,
    without_regions,
)
from bot.wiki.port import Page
from tests.support.pages import region

START, END = region("a", "").split("\n")


def damage(text: str) -> tuple[str, str] | None:
    """What is wrong with a text's markers, and the line where it is."""
    found = read_regions(text).damage
    return found and (found[0], text[text.rfind("\n", 0, found[1]) + 1 :].partition("\n")[0])


@pytest.mark.parametrize("body", ["", "b", "b\n\nc", "\n", "<!-- b -->", "* Lägesbot: startar i maj"])
def test_region_is_found_whole(body: str) -> None:
    """A region's slice goes from marker to marker, its body from line to line, and it is as the bot left it."""
    text = f"x\n{region('nästa-månad', body)}\ny"
    found = read_regions(text)
    one = found.found["nästa-månad"]
    assert text[one.start : one.end] == region("nästa-månad", body)
    assert text[one.body_start : one.body_end] == body
    assert (one.edited, found.damage, found.sound) == (False, None, True)


def test_several_regions_are_found_by_name() -> None:
    """A page may hold several regions, in any order."""
    assert list(read_regions(f"{region('b', '1')}\nx\n{region('a', '2')}").found) == ["b", "a"]


def test_page_without_regions_is_sound() -> None:
    """A page that the bot has never written to has no regions, and nothing is wrong with it."""
    found = read_regions("| problem = Lägesbot: start i maj <!-- slut -->")
    assert (found.found, found.sound) == ({}, True)


@pytest.mark.parametrize("body", ["", "b", "b\nc"])
def test_carriage_returns_change_nothing(body: str) -> None:
    """A region in a page whose lines end in carriage return and line feed is still the bot's own."""
    text = f"x\n{region('a', body)}\n".replace("\n", "\r\n")
    one = read_regions(text).found["a"]
    assert text[one.body_start : one.body_end].replace("\r", "") == body
    assert not one.edited


def test_checksum_is_that_of_the_contract() -> None:
    """The checksum is the beginning of the body's SHA-256, carriage returns left out."""
    assert checksum("å\r\nb") == hashlib.sha256("å\nb".encode()).hexdigest()[:12]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(region("a", "b").replace("\nb\n", "\nB\n"), id="another-letter"),
        pytest.param(region("a", "b").replace("\nb\n", "\nb \n"), id="space-at-the-end"),
        pytest.param(region("a", "b").replace("\nb\n", "\nb\n\n"), id="line-after"),
        pytest.param(region("a", "b").replace("\nb\n", "\n\nb\n"), id="line-before"),
        pytest.param(region("a", "b").replace("\nb\n", "\n"), id="emptied"),
        pytest.param(region("a", "").replace("\n", "\nb\n"), id="filled"),
        pytest.param(region("a", "b", total="0123456789ab"), id="another-checksum"),
    ],
)
def test_edit_between_the_markers_is_noticed(text: str) -> None:
    """Whatever is changed between the markers, or in the checksum, the region counts as edited."""
    found = read_regions(text)
    assert found.found["a"].edited
    assert not found.sound


@pytest.mark.parametrize("space", [" ", "\t", "\r"])
def test_white_space_beside_the_markers_is_let_be(space: str) -> None:
    """White space round a marker, on its line, is no edit."""
    text = f"{space}{START}{space}\n{space}{END}{space}"
    assert read_regions(text).sound


def test_person_may_write_after_the_end_marker() -> None:
    """Text on the line of an end marker, after it, is a person's and not damage."""
    found = read_regions(f"{region('a', 'b')}}}}}")
    assert found.sound
    assert without_regions(f"{region('a', 'b')}}}}}") == "}}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(START, ("unclosed", START), id="start-alone"),
        pytest.param(f"x\n{END}", ("unopened", END), id="end-alone"),
        pytest.param(f"{END}\n{START}", ("unopened", END), id="wrong-order"),
        pytest.param(f"{START}\n{START}\n{END}", ("nested", START), id="start-twice"),
        pytest.param(f"{region('a', region('b', 'c'))}", ("nested", region("b", "c").split("\n")[0]), id="nested"),
        pytest.param(
            f"{region('a', 'b')}\n{region('a', 'b')}", ("doubled", region("a", "b").split("\n")[0]), id="twice"
        ),
        pytest.param(f"{START}\n<!-- Lägesbot:slut b -->", ("crossed", "<!-- Lägesbot:slut b -->"), id="other-name"),
        pytest.param(f"{region('a', 'b')}\n{END}", ("unopened", END), id="end-twice"),
        pytest.param(f"| a = {START}\n{END}", ("own-line", f"| a = {START}"), id="text-before-start"),
        pytest.param(f"{START} x\n{END}", ("own-line", f"{START} x"), id="text-after-start"),
        pytest.param(f"{START}{END}", ("own-line", START + END), id="on-one-line"),
        pytest.param(f"{START}\nx {END}", ("own-line", f"x {END}"), id="text-before-end"),
    ],
)
def test_wrong_markers_are_damage(text: str, found: tuple[str, str]) -> None:
    """Markers that do not make whole regions on lines of their own are damage, told with the first place."""
    assert damage(text) == found
    assert not read_regions(text).sound


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        pytest.param("<!-- Lägesbot:start", "<!--Lägesbot:start", id="space-lost"),
        pytest.param("<!-- Lägesbot:start", "<!-- lägesbot : start", id="other-letters-and-spaces"),
        pytest.param("<!-- Lägesbot:start", "Lägesbot:start", id="no-comment-any-longer"),
        pytest.param("<!-- Lägesbot:start", "&lt;!-- Lägesbot:start", id="shown-as-text"),
        pytest.param("ändra inte", "Ändra inte", id="words-changed"),
        pytest.param(" – ", " - ", id="dash-changed"),
        pytest.param("om -->", "om -- >", id="end-of-the-comment-changed"),
        pytest.param("<!-- Lägesbot:slut", "<!- Lägesbot:slut", id="end-marker-changed"),
        pytest.param("<!-- Lägesbot:slut", "Lägesbot:slut", id="end-marker-no-comment"),
    ],
)
def test_misspelt_marker_is_damage(right: str, wrong: str) -> None:
    """What can only be meant as a marker, but is not written as one, is damage where it stands."""
    text = region("a", "b").replace(right, wrong)
    assert text != region("a", "b")
    found = damage(text)
    assert found is not None
    assert found[0] == "malformed"


def test_damage_leaves_no_region_to_rely_on() -> None:
    """Where a marker is misspelt, no region of the page is given at all."""
    assert read_regions(f"{region('a', 'b')}\n<!-- Lägesbot: slut b -->").found == {}


def test_text_of_people_is_what_is_left() -> None:
    """Without the regions a text is what people have written, line breaks and all."""
    assert without_regions(f"a\n{region('a', '1')}\nb\n{region('b', '')}") == "a\n\nb\n"


def test_text_with_wrong_markers_stays_as_it_is() -> None:
    """Nothing is taken out from where a marker is wrong on: it may be a person's."""
    assert without_regions(f"{region('a', '1')}\nb\n{END}") == f"\nb\n{END}"


def test_half_character_has_a_checksum() -> None:
    """Half a character, which no wiki gives, stops nothing: the region is only another text than the bot's."""
    assert read_regions(region("a", "b").replace("\nb\n", "\n\ud800\n")).found["a"].edited


def test_blanked_page_keeps_its_lines() -> None:
    """What people have written stands where it stood; the regions are white space, line for line."""
    text = "a\n" + region("x", "b\r\nc") + "\nd"
    found = blanked(text)
    assert len(found) == len(text)
    assert found.split() == ["a", "d"]
    assert [line.endswith("\r") for line in found.split("\n")] == [line.endswith("\r") for line in text.split("\n")]


def test_emptied_page_keeps_its_markers() -> None:
    """Of each region its markers are left, with the checksum of nothing."""
    assert emptied(f"a\n{region('x', 'b')}\nc") == f"a\n{compose('x', '')}\nc"


def test_regions_are_filled_from_another_text() -> None:
    """Every region becomes as it is in the other text, byte for byte; one that is not there stays as it is."""
    whole = f"{region('x', 'b', total='0' * 12)}\nz\n{region('z', 'c')}"
    text = f"a\n{compose('x', '')} e\n{compose('y', '')}"
    assert refilled(text, whole) == f"a\n{region('x', 'b', total='0' * 12)} e\n{compose('y', '')}"


NOTES = (
    "<!-- Lägesbot:underlag 2022-11-01 0123456789ab cdef01234567 -->\n<!-- Lägesbot:minne - -\nprojekt öppen - -\n-->"
)
EDITED = region("x", f"min text\n{NOTES}", total="0" * 12)


def test_what_people_wrote_in_a_region_is_moved_below_it() -> None:
    """The words follow the region, on lines of their own; the bot's hidden remarks stay in it."""
    text = f"a\n{EDITED} efter\n{region('y', 'b')}\nc"
    moved = move_edited(text, read_regions(text))
    assert moved == f"a\n{compose('x', NOTES)} efter\nmin text\n{region('y', 'b')}\nc"
    assert read_regions(moved).sound
    assert move_edited(moved, read_regions(moved)) == moved


def test_region_whose_text_was_deleted_has_nothing_to_move() -> None:
    """Where a person has taken the text away, the region is empty and nothing follows it."""
    text = region("x", "", total="0" * 12)
    assert move_edited(text, read_regions(text)) == compose("x", "")


def texts(data: str, page: str) -> list[str]:
    """The bot's own texts on a project's two pages."""
    pages = {"P": Page("P", page), "P/Projektdata": Page("P/Projektdata", data)}
    return own_texts("P", "P/Projektdata", pages)


def test_own_texts_are_those_where_the_bot_keeps_them() -> None:
    """The bot's own texts are those of the box and of the section on the project page, changed or not."""
    section, copy = region("lägesrapport", "s"), region("problem", "kopia")
    assert texts(region("problem", "b\nc").replace("\n", "\r\n"), f"{section}\n{copy}") == ["b\nc", "s"]
    assert texts(f"{EDITED}\n{region('y', 'b')}", copy) == [f"min text\n{NOTES}", "b"]
    assert texts(region("lägesrapport", "s"), "") == []
    assert texts(f"{region('y', 'b')}\n<!-- Lägesbot:slut z -->", section) == ["s"]
    assert own_texts("P", None, {"P": Page("P", section)}) == ["s"]
    assert own_texts("P", "P", {"P": Page("P", f"{section}\n{copy}")}) == ["s", "kopia"]
    assert own_texts("P", None, {"P": Page("P", None)}) == []


def test_words_are_moved_before_another_parameter() -> None:
    """Where another parameter begins on the marker's line, the words stay on this side of it."""
    text = region("x", "min text", total="0" * 12) + " | b = 1\n}}"
    assert move_edited(text, read_regions(text)) == f"{compose('x', '')}\nmin text\n | b = 1\n}}}}"


def test_open_comment_is_not_moved() -> None:
    """An edit that opens a comment stays: moved, it would hide what follows."""
    text = region("x", "<!-- min text", total="0" * 12)
    assert move_edited(text, read_regions(text)) is None


@pytest.mark.parametrize(
    ("language", "start", "end"),
    [
        ("sv", "start problem 000 – ändra inte här, texten skrivs om -->", "slut problem -->"),
        ("en", "start problems 000 – do not edit here, the text is rewritten -->", "problems -->"),
    ],
)
def test_region_is_written_in_a_language(language: str, start: str, end: str) -> None:
    """Its name and the note for people are in the language that is asked for."""
    first, last = compose("problems", "", language).replace(checksum(""), "000").split("\n")
    assert (first, last.endswith(end)) == (f"<!-- Lägesbot:{start}", True)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_region_is_known_in_any_language(language: str) -> None:
    """A region is found by its id whatever it is called, and stays as it is called when its text is taken out."""
    text = f"a\n{compose('next_month', 'b', language)}\nc"
    found = read_regions(text)
    one = found.get("next_month")
    assert one is not None
    assert found.ids == {"next_month"}
    assert (found.get("problems"), one.edited) == (None, False)
    empty = emptied(text)
    assert empty == f"a\n{compose('next_month', '', language)}\nc"
    assert refilled(empty, text) == text


def test_one_region_in_two_languages_is_there_twice() -> None:
    """The same region under two names is doubled: nobody knows which of them counts."""
    text = f"{compose('cost', 'a')}\n{compose('cost', 'b', 'en')}"
    assert damage(text) == ("doubled", compose("cost", "b", "en").partition("\n")[0])


def test_region_keeps_its_language_when_an_edit_is_moved_out() -> None:
    """What somebody has written in an English region is put below it, and its markers stay English."""
    text = compose("cost", "a", "en").replace("\na\n", "\nb\n")
    assert move_edited(text, read_regions(text)) == f"{compose('cost', '', 'en')}\nb"
