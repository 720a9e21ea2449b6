"""A store in memory, as `bot.cache.store.Store` has it, which tells what was asked of it."""

from collections.abc import Collection, Mapping


class InMemory:
    """Keeps what it is given.

    Attributes:
        version: That of the program.
        entries: What is kept.
        hits: How many answers it has had.
    """

    def __init__(self, version: bytes = b"1") -> None:
        self.version = version
        self.entries: dict[bytes, bytes] = {}
        self.hits = 0

    def find(self, keys: Collection[bytes]) -> Mapping[bytes, bytes]:
        """What is kept under these keys."""
        found = {key: self.entries[key] for key in keys if key in self.entries}
        self.hits += len(found)
        return found

    def keep(self, entries: Mapping[bytes, bytes]) -> None:
        """Keep these."""
        self.entries |= entries
