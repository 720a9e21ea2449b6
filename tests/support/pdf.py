"""The words of a PDF that Chromium has printed, for seeing whether all of a page is on the paper."""

import re
import unicodedata
import zlib
from collections.abc import Iterator, Mapping

_OBJECT = re.compile(rb"^(\d+) 0 obj\n(.*?)\nendobj", re.MULTILINE | re.DOTALL)
_STREAM = re.compile(rb"stream\n(.*)\nendstream", re.DOTALL)
_FONT = re.compile(rb"/(F\d+) (\d+) 0 R")
_TO_UNICODE = re.compile(rb"/ToUnicode (\d+) 0 R")
_BLOCK = re.compile(rb"begin(bfchar|bfrange)\n(.*?)endbf", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f]+)>")
_SHOWN = re.compile(rb"/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)> Tj")

Letters = Mapping[int, str]
"""What the glyphs of a font are in Unicode."""


def words_of(pdf: bytes) -> str:
    """All that is written in a PDF, in the order of printing, as `bare` leaves it.

    Only what Chromium (Skia) writes is read: fonts with four hexadecimal digits a glyph, and a table of their letters.
    """
    objects = {int(found[1]): found[2] for found in _OBJECT.finditer(pdf)}
    fonts = {
        found[1]: _letters(objects, objects[int(found[2])])
        for body in objects.values()
        if b"/Type /Page\n" in body
        for found in _FONT.finditer(body)
    }
    contents = (_unpacked(body) for body in objects.values() if b"/Filter /FlateDecode" in body)
    return bare("".join(piece for text in contents if b" Tf\n" in text for piece in _pieces(text, fonts)))


def bare(text: str) -> str:
    """A text as `words_of` gives it: without white space and soft hyphens, and with ligatures as letters."""
    return "".join(unicodedata.normalize("NFKC", text).replace("\N{SOFT HYPHEN}", "").split())


def stands(text: str, written: str) -> bool:
    """Whether a text stands in what `words_of` gives; where it may be hyphenated, it may have a hyphen."""
    pieces = map(re.escape, map(bare, text.split("\N{SOFT HYPHEN}")))
    return bool(re.search("[-\N{HYPHEN}]?".join(pieces), written))


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF has."""
    return sum(b"/Type /Page\n" in found[2] for found in _OBJECT.finditer(pdf))


def _unpacked(body: bytes) -> bytes:
    found = _STREAM.search(body)
    assert found, "an object that is packed has a stream"
    return zlib.decompress(found[1])


def _letters(objects: Mapping[int, bytes], font: bytes) -> Letters:
    table = _TO_UNICODE.search(font)
    assert table, "a font has a table of its letters"
    letters: dict[int, str] = {}
    for kind, lines in _BLOCK.findall(_unpacked(objects[int(table[1])])):
        for line in lines.splitlines():
            codes = [bytes.fromhex(code.decode()) for code in _HEX.findall(line)]
            first, last = int.from_bytes(codes[0]), int.from_bytes(codes[-2 if kind == b"bfrange" else 0])
            start = codes[-1].decode("utf-16-be")
            letters |= {glyph: start[:-1] + chr(ord(start[-1]) + glyph - first) for glyph in range(first, last + 1)}
    return letters


def _pieces(text: bytes, fonts: Mapping[bytes, Letters]) -> Iterator[str]:
    letters: Letters = {}
    for font, shown in _SHOWN.findall(text):
        if font:
            letters = fonts[font]
            continue
        glyphs = (int(shown[at : at + 4], 16) for at in range(0, len(shown), 4))
        yield "".join(letters.get(glyph, "\N{REPLACEMENT CHARACTER}") for glyph in glyphs)
