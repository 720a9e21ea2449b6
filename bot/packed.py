"""A text kept in few bytes until it is needed: a run plans hundreds of pages, and then saves one after another."""

import zlib
from dataclasses import dataclass
from typing import Self

_LEVEL = 1  # a third of the time of the usual level, for a tenth more bytes
_AT_ONCE = 1 << 16  # characters; Python takes three bytes for each while it encodes


@dataclass(frozen=True, slots=True)
class Packed:
    """A page's text, packed: about a fifth of what it takes to have it at hand. Those of the same text are equal.

    Attributes:
        size: How many bytes the text has in UTF-8, as the wiki counts them.
    """

    size: int
    _bytes: bytes

    @classmethod
    def of(cls, text: str) -> Self:
        """Pack a text, whatever is in it."""
        size, pieces, packer = 0, [], zlib.compressobj(_LEVEL)
        for start in range(0, len(text), _AT_ONCE):
            plain = text[start : start + _AT_ONCE].encode(errors="surrogatepass")
            size += len(plain)
            pieces.append(packer.compress(plain))
        return cls(size, b"".join([*pieces, packer.flush()]))

    def __str__(self) -> str:
        """The text, unpacked anew each time."""
        return zlib.decompress(self._bytes).decode(errors="surrogatepass")
