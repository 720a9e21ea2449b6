"""How much room there is on a page, and what is put there while there is any."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

MOST_BYTES = 2048 * 1024
"""The longest page that MediaWiki saves (`$wgMaxArticleSize`, as shipped); it is also the most that templates on a page
may expand to. A longer one is refused with `contenttoobig`."""

_Thing = TypeVar("_Thing")


class Room:
    """What is left of some bytes.

    Args:
        size: How many there are to begin with.
    """

    def __init__(self, size: int) -> None:
        self.left = size

    def takes(self, *pieces: str) -> bool:
        """Whether there is room for all of these, each with a line break; then it is theirs."""
        size = sum(map(bytes_of, pieces))
        if size > self.left:
            return False
        self.left -= size
        return True

    def takes_first(self, things: Iterable[_Thing], render: Callable[[_Thing], str]) -> list[str]:
        """As many of the first things as there is room for; what comes after one that is too much is not rendered."""
        kept: list[str] = []
        for one in things:
            piece = render(one)
            if not self.takes(piece):
                break
            kept.append(piece)
        return kept

    def takes_all(self, things: Sequence[_Thing], render: Callable[[_Thing], str]) -> list[str] | None:
        """All of these things; None, and the room as it was, where they are too many."""
        before = self.left
        kept = self.takes_first(things, render)
        if len(kept) == len(things):
            return kept
        self.left = before
        return None


def bytes_of(piece: str) -> int:
    """The bytes of a piece of a page and of the line break after it."""
    return len(piece.encode(errors="surrogatepass")) + 1
