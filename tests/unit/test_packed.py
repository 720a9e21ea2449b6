"""Texts that are kept in few bytes."""

from hypothesis import given
from hypothesis import strategies as st

from bot.packed import Packed


@given(st.text(st.characters(codec=None)))
def test_text_comes_out_as_it_went_in(text: str) -> None:
    """Whatever a page holds, half characters and control characters too, comes out as it was."""
    assert str(Packed.of(text)) == text


def test_size_is_what_the_wiki_counts() -> None:
    """The size is in bytes, of the text as it was."""
    assert Packed.of("Läget – ✓").size == 14


def test_same_texts_are_equal() -> None:
    """Two of the same text are equal; of another they are not."""
    assert Packed.of("a") == Packed.of("a") != Packed.of("b")
