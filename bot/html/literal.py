"""What of a page is no markup, made ready for reading the rest: comments go, nowiki and templates become words."""

import re
from html import unescape

_NO_CHARACTERS = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
"""The last two places of each plane of Unicode."""

_UNFIT = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_NO_CHARACTERS}]")
"""What no HTML page may hold, and what UTF-8 cannot say."""

_OPENING = re.compile(r"<!--|<nowiki *(/?)>|<templatestyles\b[^<>]*>", re.IGNORECASE)
_BRACES = re.compile(r"\{\{|\}\}")
_NOWIKI_END = re.compile("</nowiki *>", re.IGNORECASE)


def fit(text: str) -> str:
    """Text without what no page may hold, and with line feeds alone between its lines."""
    return _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def entities(text: str) -> str:
    """Text with every character that could be markup written as an HTML entity; what is one already is read first."""
    return "".join(one if one.isalnum() or one == " " else f"&#{ord(one)};" for one in fit(unescape(text)))


def without_literals(text: str) -> str:
    """A page as far as it is markup.

    Comments are dropped, with their line where they have one of their own; what stands in `<nowiki>` is made of
    entities; templates, whose words nobody knows without the wiki, are shown as code.
    """
    return _templates_as_code(_without_comments(fit(text)))


def _without_comments(text: str) -> str:
    pieces: list[str] = []
    position, fresh, closed = 0, True, True
    while match := _OPENING.search(text, position):
        before = text[position : match.start()]
        position = match.end()
        pieces.append(before)
        fresh = _at_line_start(before, fresh=fresh)
        if match[0].startswith("<!--"):
            end = text.find("-->", position)
            position = end + len("-->") if end >= 0 else len(text)
            position += fresh and text.startswith("\n", position)
        elif match[1] == "":
            ending = _NOWIKI_END.search(text, position) if closed else None
            pieces.append(entities(text[position : ending.start()] if ending else match[0]))
            position = ending.end() if ending else position
            closed, fresh = ending is not None, False
    return "".join([*pieces, text[position:]])


def _at_line_start(text: str, *, fresh: bool) -> bool:
    """Whether nothing but spaces stands on the line that a text ends in; `fresh` says whether it began on a new one."""
    words = text.rstrip(" \t")
    return words.endswith("\n") if words else fresh


def _templates_as_code(text: str) -> str:
    pieces: list[str] = []
    position = 0
    for start, end in _outermost(text):
        pieces += [text[position:start], f"<code>{entities(text[start:end])}</code>"]
        position = end
    return "".join([*pieces, text[position:]])


def _outermost(text: str) -> list[tuple[int, int]]:
    """Where double braces open and close that stand in no others."""
    opened: list[int] = []
    spans: list[tuple[int, int]] = []
    for match in _BRACES.finditer(text):
        if match[0] == "{{":
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            while spans and spans[-1][0] > start:
                spans.pop()
            spans.append((start, match.end()))
    return spans
