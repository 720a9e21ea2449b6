"""What an explanation is made of, before it is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Step(NamedTuple):
    """A piece of a cell, as a person reads it, and what it was taken for."""

    text: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one cell is read.

    Attributes:
        text: The cell's words, without markup.
        steps: Its pieces, with what each was taken for.
        result: What it means, or why it means nothing, as sentences.
        rule: The name of the rules, as docs/kontrakt.md has them under "Cells".
        readable: Whether there is nothing in it that could not be read.
        values: The same result for programs.
        why: What decided, as sentences.
        instead: What one could write, or do, to have it read.
    """

    text: str
    steps: Sequence[Step]
    result: Sequence[str]
    rule: str
    readable: bool
    values: Mapping[str, object]
    why: Sequence[str] = ()
    instead: Sequence[str] = ()


def quoted(text: str) -> str:
    """Words of a cell inside a sentence, on one line."""
    return f"“{' '.join(text.split())}”"
