"""How an answer is written down: exactly, in few bytes, and as nothing but data.

What is read back is checked against the types of the model, and no byte of it can name a class or run anything.
"""

import zlib
from functools import cached_property
from hashlib import blake2b
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from bot.cache.keys import DIGEST

MAX_BYTES = 1 << 20
"""So long an answer may be when it is unpacked; the longest real project takes a twentieth of that."""

_LEVEL = 1  # an eighth of the time of the usual level, and a tenth more bytes

_Answer = TypeVar("_Answer")


class Form(Generic[_Answer]):
    """The form of one kind of answer.

    Args:
        name: What it is called in keys.
        kind: Its type: a dataclass or a tuple of plain values.
    """

    def __init__(self, name: str, kind: Any) -> None:  # noqa: ANN401 - any form of a type
        self.name = name
        self._kind = kind

    @cached_property
    def _adapter(self) -> TypeAdapter[_Answer]:
        return TypeAdapter(self._kind)

    def pack(self, key: bytes, answer: _Answer) -> bytes | None:
        """Write an answer down.

        Args:
            key: What it is kept under.
            answer: The answer.

        Returns:
            None where it would not come out as it went in: a list where the model lets anything stand, a figure
            without decimals for one with, half a character.
        """
        try:
            words = self._adapter.dump_json(answer, exclude_defaults=True, warnings="error")
            if len(words) > MAX_BYTES or repr(self._adapter.validate_json(words, strict=True)) != repr(answer):
                return None
        except ValueError:  # pydantic's errors are all of this kind
            return None
        packed = zlib.compress(words, _LEVEL)
        return _seal(key, packed) + packed

    def unpack(self, key: bytes, packed: bytes) -> _Answer | None:
        """Read an answer; None where the bytes are not what was written down under this key."""
        seal, packed = packed[:DIGEST], packed[DIGEST:]
        if seal != _seal(key, packed):
            return None
        try:
            words = zlib.decompressobj().decompress(packed, MAX_BYTES)
            return self._adapter.validate_json(words, strict=True)
        except (zlib.error, ValidationError):
            return None


def _seal(key: bytes, packed: bytes) -> bytes:
    return blake2b(packed, digest_size=DIGEST, key=key).digest()
