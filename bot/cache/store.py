"""Where answers are kept, as whoever asks sees it."""

from collections.abc import Collection, Mapping
from typing import Protocol


class Store(Protocol):
    """Keeps bytes under keys. It never raises; what it has lost, or cannot get at quickly, it does not have."""

    @property
    def version(self) -> bytes:
        """The version of the program, which is a part of every key (`bot.cache.version`)."""
        ...

    def find(self, keys: Collection[bytes]) -> Mapping[bytes, bytes]:
        """What is kept under these keys, as far as there is anything."""
        ...

    def keep(self, entries: Mapping[bytes, bytes]) -> None:
        """Keep these, in place of what was kept under the same keys."""
        ...
