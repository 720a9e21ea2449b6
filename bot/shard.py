"""A shard: one of several parts that a run is split into, each done by a process of its own. Pure.

What belongs to which of them hangs on names alone, so that every process tells it in the same way without asking
another. `bot.share` says what belongs to whom.
"""

import hashlib
import re
from dataclasses import dataclass

MOST = 40
"""More parts would not find room in the log, which has fifty lines, as long as all of them are under way."""

_WRITTEN = re.compile(r"([0-9]{1,2})/([0-9]{1,2})")


@dataclass(frozen=True, slots=True, order=True)
class Shard:
    """One part of several; the only part of one, as a rule.

    Attributes:
        index: Which one, from 1 on.
        count: Of how many.
    """

    index: int = 1
    count: int = 1

    @classmethod
    def read(cls, written: str) -> "Shard | None":
        """A shard as it is written, `2/8`; None where that is none."""
        found = _WRITTEN.fullmatch(written.strip(" "))
        if found is None:
            return None
        index, count = int(found[1]), int(found[2])
        return cls(index, count) if 1 <= index <= count <= MOST else None

    @property
    def whole(self) -> bool:
        """Whether nothing is split."""
        return self.count == 1

    @property
    def first(self) -> bool:
        """Whether it is the one that has what cannot be split: managers, what is nobody's, and the overviews."""
        return self.index == 1

    def has(self, name: str) -> bool:
        """Whether somebody or something with this name is in this shard."""
        digest = hashlib.sha256(name.encode(errors="surrogatepass")).digest()
        return int.from_bytes(digest[:8]) % self.count == self.index - 1

    def beside(self, other: "Shard") -> bool:
        """Whether the two may go on at the same time: they are different parts of the same whole."""
        return self.count == other.count and self.index != other.index

    def part(self, most: int) -> int:
        """What a limit for a whole run comes to for this part of it, rounded up."""
        return -(-most // self.count)

    def __str__(self) -> str:
        """As it is written."""
        return f"{self.index}/{self.count}"


WHOLE = Shard()
"""Nothing is split."""
