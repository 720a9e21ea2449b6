"""What rendering a page gives: its new text, and the words that go with the edit."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Draft:
    """A page as it should be.

    Attributes:
        text: The whole new text.
        summary: The edit summary, run and key included.
        why: What the edit is for, in plain words.
        renews: A region of the bot's was there already.
        leaves: What the bot had written is taken away, since it stands on another page.
        homeless: The settings ask for a timeline on the page, but there is no place for it that is safe.
    """

    text: str
    summary: str
    why: str
    renews: bool = False
    leaves: bool = False
    homeless: bool = False
