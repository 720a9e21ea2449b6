"""Putting regions into pages: what is cut, what is put in, and where."""

from datetime import date

import pytest

from bot.parse.regions import compose, read_regions
from bot.parse.structure import Source
from bot.render.region import Content, Splice, in_parameters, refresh, splice, with_date
from tests.support.pages import region

NEW = region("a", "* x")


def written(text: str, *contents: Content) -> str:
    """The page with these contents in the parameters of its one call."""
    source = Source("Sida", text)
    (call,) = source.calls()
    return splice(text, in_parameters(source, call, read_regions(text), contents))


def with_a(text: str) -> str:
    """The page with one new region, for the parameter `a`."""
    return written(text, Content("a", "* x", ("a", "A")))


@pytest.mark.parametrize("body", ["", "* x", "a\n\nb"])
def test_region_is_composed_as_the_contract_says(body: str) -> None:
    """A region has its name, the checksum of its text, and each marker on a line of its own."""
    assert compose("problem", body) == region("problem", body)


def test_splicing_nothing_changes_nothing() -> None:
    """Without splices a text stays as it is."""
    assert splice("abc", []) == "abc"


def test_splices_are_carried_out_at_once() -> None:
    """Every splice is about the text as it was, in whatever order they come; at one place the order given counts."""
    splices = [Splice(4, 5, "E"), Splice(1, 1, "1"), Splice(1, 1, "2"), Splice(1, 3, "")]
    assert splice("abcdef", splices) == "a12dEf"


def test_overlapping_splices_are_a_mistake() -> None:
    """Two splices of the same text are never carried out."""
    with pytest.raises(ValueError, match="overlapping"):
        splice("abc", [Splice(0, 2, ""), Splice(1, 3, "")])


def test_region_that_says_it_already_is_left() -> None:
    """A region is not touched where it says what it should, whatever its line breaks look like."""
    text = f"x\n{region('a', '1')}\n".replace("\n", "\r\n")
    assert refresh(Source("Sida", text), read_regions(text).found["a"], "1") is None


@pytest.mark.parametrize("body", ["2", ""])
def test_region_is_refreshed_whole(body: str) -> None:
    """A region that should say something else, or nothing any more, is replaced from marker to marker."""
    text = f"x\n{region('a', '1')}\ny"
    change = refresh(Source("Sida", text), read_regions(text).found["a"], body)
    assert change is not None
    assert splice(text, [change]) == f"x\n{region('a', body)}\ny"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("{{P\n| a =\n| b =\n}}", f"{{{{P\n| a =\n{NEW}\n| b =\n}}}}", id="empty"),
        pytest.param("{{P\n| a = 1\n| b =\n}}", f"{{{{P\n| a = 1\n{NEW}\n| b =\n}}}}", id="after-words"),
        pytest.param("{{P\n| a = .\n* 1\n\n| b =\n}}", f"{{{{P\n| a = .\n* 1\n{NEW}\n\n| b =\n}}}}", id="after-a-list"),
        pytest.param("{{P\n| a = 1  \n| b =\n}}", f"{{{{P\n| a = 1  \n{NEW}\n| b =\n}}}}", id="trailing-spaces"),
        pytest.param("{{P\r\n| a = 1\r\n}}", f"{{{{P\r\n| a = 1\r\n{NEW}\n}}}}", id="carriage-return"),
        pytest.param("{{P\n| a = 1 }}", f"{{{{P\n| a = 1 \n{NEW}\n}}}}", id="end-of-the-call-on-the-line"),
        pytest.param("{{P|a=1|b=2}}", f"{{{{P|a=1\n{NEW}\n|b=2}}}}", id="one-line"),
        pytest.param("{{P\n| a = <!-- 1 -->\n}}", f"{{{{P\n| a = <!-- 1 -->\n{NEW}\n}}}}", id="after-a-comment"),
        pytest.param("{{P\n| A = 1\n}}", f"{{{{P\n| A = 1\n{NEW}\n}}}}", id="other-name"),
        pytest.param("{{P\n| a = 1\n| a = 2\n}}", f"{{{{P\n| a = 1\n| a = 2\n{NEW}\n}}}}", id="doubled"),
        pytest.param(
            "{{P\n| a = [[b|c]] {{d|e=f}}\n}}", f"{{{{P\n| a = [[b|c]] {{{{d|e=f}}}}\n{NEW}\n}}}}", id="markup"
        ),
    ],
)
def test_region_is_added_after_the_persons_text(before: str, after: str) -> None:
    """A new region comes on lines of its own after what is in the parameter that counts, and nothing else changes."""
    assert with_a(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("{{P\n| b = 1\n}}", f"{{{{P\n| b = 1\n| a =\n{NEW}\n}}}}", id="usual"),
        pytest.param("{{P\n | b  = 1\n}}", f"{{{{P\n | b  = 1\n | a  =\n{NEW}\n}}}}", id="indented-and-aligned"),
        pytest.param("{{P |\n  b = 1\n}}", f"{{{{P |\n  b = 1\n|\n  a =\n{NEW}\n}}}}", id="pipes-at-line-ends"),
        pytest.param("{{P|b=1}}", f"{{{{P|b=1\n|a=\n{NEW}\n}}}}", id="one-line"),
        pytest.param("{{P\n| b = 1 }}", f"{{{{P\n| b = 1 \n| a =\n{NEW}\n}}}}", id="end-of-the-call-on-the-line"),
        pytest.param("{{P}}", f"{{{{P\n| a =\n{NEW}\n}}}}", id="no-parameters"),
        pytest.param("{{P\n}}", f"{{{{P\n| a =\n{NEW}\n}}}}", id="no-parameters-on-two-lines"),
        pytest.param("{{P|1}}", f"{{{{P|1| a =\n{NEW}\n}}}}", id="unnamed"),
        pytest.param("{{P|b=1|2 }}", f"{{{{P|b=1|2 |a=\n{NEW}\n}}}}", id="unnamed-last"),
        pytest.param("{{P|1\n}}", f"{{{{P|1\n| a =\n{NEW}\n}}}}", id="unnamed-over-lines"),
        pytest.param("{{P\n  | b = 1\n| 2\n}}", f"{{{{P\n  | b = 1\n| 2\n| a =\n{NEW}\n}}}}", id="unnamed-unindented"),
        pytest.param("{{P|=1}}", f"{{{{P|=1\n| a =\n{NEW}\n}}}}", id="empty-name"),
        pytest.param(
            "{{P\n|b=1\n| <!-- c --> c = 2\n}}", f"{{{{P\n|b=1\n| <!-- c --> c = 2\n|a=\n{NEW}\n}}}}", id="comment"
        ),
        pytest.param(
            "{{P\n| <!-- b -->b = 1\n}}", f"{{{{P\n| <!-- b -->b = 1\n| a =\n{NEW}\n}}}}", id="only-a-comment"
        ),
        pytest.param(
            "{{P\n| b<!-- c -->d = 1\n}}", f"{{{{P\n| b<!-- c -->d = 1\n| a =\n{NEW}\n}}}}", id="comment-inside"
        ),
    ],
)
def test_missing_parameter_is_added_in_the_calls_style(before: str, after: str) -> None:
    """A parameter that the call lacks is written at its end as its last plain one is, and no value changes."""
    assert with_a(before) == after


def test_several_parameters_are_added_without_empty_lines() -> None:
    """Parameters that are added together follow each other line by line."""
    after = written("{{P|c=1}}", Content("a", "x", ("a",)), Content("b", "y", ("b",)))
    assert after == f"{{{{P|c=1\n|a=\n{region('a', 'x')}\n|b=\n{region('b', 'y')}\n}}}}"


def test_region_at_the_end_of_the_call_comes_before_new_parameters() -> None:
    """A region stays in its own parameter where that is the last one and others are added after it."""
    after = written("{{P|b=1}}", Content("a", "x", ("a",)), Content("b", "y", ("b",)))
    assert after == f"{{{{P|b=1\n{region('b', 'y')}\n|a=\n{region('a', 'x')}\n}}}}"


def test_two_regions_may_share_a_parameter() -> None:
    """Two contents for one parameter follow each other in the order given."""
    after = written("{{P\n| a =\n}}", Content("x", "1", ("a",)), Content("y", "2", ("a",)))
    assert after == f"{{{{P\n| a =\n{region('x', '1')}\n{region('y', '2')}\n}}}}"


def test_nothing_to_say_adds_nothing() -> None:
    """Where there is nothing to say, no region is begun and no parameter added."""
    text = "{{P\n| a =\n}}"
    assert written(text, Content("a", "", ("a",)), Content("b", "", ("b",))) == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("{{{{P\n| a =\n{}\n}}}}", id="own-parameter"),
        pytest.param("{{{{P\n| a = före\n{}\nefter\n}}}}", id="between-words"),
        pytest.param("{{{{P\n| a =\n| b =\n{}\n}}}}", id="other-parameter"),
        pytest.param("{{{{P\n| b = 1\n}}}}\n{}", id="outside-the-call"),
    ],
)
def test_region_is_refreshed_where_it_stands(text: str) -> None:
    """A region that a person has moved is refreshed where it is now, and emptied there when there is nothing to say."""
    before = text.format(region("a", "gammalt"))
    assert with_a(before) == text.format(NEW)
    assert written(before, Content("a", "", ("a",))) == text.format(region("a", ""))
    assert with_a(with_a(before)) == with_a(before)


@pytest.mark.parametrize(
    ("value", "after"),
    [
        pytest.param("2022-10-31", "2022-11-16", id="date"),
        pytest.param("2022-10-31<!-- senast -->", "2022-10-31<!-- senast -->", id="comment"),
        pytest.param("ca 2022-10-31", "ca 2022-10-31", id="words"),
        pytest.param("２０２２-10-31", "２０２２-10-31", id="other-digits"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_date_alone_becomes_another(value: str, after: str) -> None:
    """A field that holds a date alone gets the other one; anything else stays."""
    text = f"a {value} b"
    assert with_date(Source("Sida", text), (2, 2 + len(value)), date(2022, 11, 16)) == f"a {after} b"


def test_no_field_gets_no_date() -> None:
    """Without a field the page stays as it is."""
    assert with_date(Source("Sida", "2022-10-31"), None, date(2022, 11, 16)) == "2022-10-31"


def test_region_changes_its_language_with_its_text() -> None:
    """A Swedish region is the same one in English: left alone while it says the same, else written anew in English."""
    swedish = f"{{{{P\n| a =\n{compose('cost', 'x')}\n}}}}"
    assert written(swedish, Content("cost", "x", ("a",), "en")) == swedish
    assert written(swedish, Content("cost", "y", ("a",), "en")) == f"{{{{P\n| a =\n{compose('cost', 'y', 'en')}\n}}}}"


def test_new_regions_are_in_the_language() -> None:
    """A region that is not there yet is written in the language, whether or not its parameter is there."""
    text = "{{P\n| a =\n}}"
    assert compose("cost", "x", "en") in written(text, Content("cost", "x", ("a",), "en"))
    assert compose("cost", "x", "en") in written(text, Content("cost", "x", ("b",), "en"))
