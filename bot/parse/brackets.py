"""MediaWiki's first pass over a page: comments, tags whose content is left alone, and what braces and brackets open.

The rules are those of `Preprocessor_Hash` in MediaWiki 1.39, with what they do to braces that are wrong.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

BLOT = "\x1a"
"""What comments are replaced by: a control character that MediaWiki never lets into a page. It takes no room there."""

OPAQUE = "\x1b"
"""The same for what does take room but is not looked into: templates, and tags such as `<nowiki>`."""

PAIR = 2
"""Fewer braces or brackets than these open and close nothing."""

MAX_PARAMETERS = 10_000
"""A call with more of them is none that we read; a page of nothing but pipes must not fill the memory."""

MAX_UNCLOSED = 10
"""So many braces without an end are told of: whoever mends them sees the rest."""

_LONGEST = {"}": ("{", 3), "]": ("[", 2)}
"""For a closing character, what it closes, and how many of them at most: `{{{…}}}` and `[[…]]`."""

_TAGS = (
    "nowiki|pre|gallery|indicator|ref|references|syntaxhighlight|source|math|chem|ce|score|poem|timeline|hiero|imagemap"
    "|inputbox|categorytree|templatedata|templatestyles|mapframe|maplink"
)
"""Tags of MediaWiki, and of the extensions that Wikimedia's wikis have, whose content the first pass leaves alone."""

_QUIET = re.compile(rf"<!--|<({_TAGS})(?=[\s>]|/>)", re.IGNORECASE | re.ASCII)

# A link without other brackets, braces or line breaks in it opens and closes nothing, wherever it stands.
_LINK = r"[^\[\]{}\n]*+\]\](?!\])"

# Where nothing is open, nothing can be closed, and a line that begins like a heading matters only where something is
# opened in it. All alternatives begin with a character of their own: that makes the search much faster.
_OUTSIDE = re.compile(rf"\{{\{{+|\[\[(?!{_LINK})\[*|\n=(?![^\n{{}}\[\]]*+(?:\n|\Z))=?")
_INSIDE = rf"\[\[{_LINK}|\{{\{{+|\}}\}}+|\[\[+|\]\]+"
_BRACKETS = re.compile(_INSIDE)
_IN_CALL = re.compile(rf"{_INSIDE}|\||=")
_IN_LINES = re.compile(rf"{_INSIDE}|\||=|\n={{0,2}}")


def quiet_spans(text: str) -> list[tuple[int, int]]:
    """The spans of comments and of tags whose content MediaWiki does not read, in order, never overlapping.

    An unclosed comment goes on to the end of the text; of an unclosed tag only the tag itself is not read, and what
    follows is plain text, as in MediaWiki.
    """
    spans: list[tuple[int, int]] = []
    unclosed: set[str] = set()
    last_bracket = text.rfind(">")
    position = max(text.find("<"), 0)
    while opening := _QUIET.search(text, position):
        position, tag = opening.end(), (opening[1] or "").lower()
        if not tag:
            end = text.find("-->", position)
            position = len(text) if end < 0 else end + len("-->")
        elif position > last_bracket:
            continue
        else:
            position = text.index(">", position) + 1
            if text[position - 2] != "/" and tag not in unclosed:
                closer = re.compile(rf"(?ai:</{tag}\s*>)").search(text, position)
                if closer:
                    position = closer.end()
                else:
                    unclosed.add(tag)
        spans.append((opening.start(), position))
    return spans


def blot(text: str, spans: Iterable[tuple[int, int]], sign: str = BLOT) -> str:
    """The text with these ordered, separate spans blotted out, of the same length."""
    pieces, position = [], 0
    for start, end in spans:
        pieces += [text[position:start], sign * (end - start)]
        position = end
    return "".join([*pieces, text[position:]])


@dataclass(slots=True)
class _Open:
    """What waits for its end: `count` braces or brackets, or a line that begins like a heading (`sign` is `=`).

    `names` tells whether an equals sign here would end a parameter's name: there is a pipe, and none has come after it.
    """

    sign: str
    start: int
    count: int = 0
    names: bool = False


@dataclass(frozen=True, slots=True)
class Braces:
    """A closed `{{…}}` (a template call) or `{{{…}}}`, as a slice."""

    start: int
    end: int
    call: bool


class Brackets:
    """One reading of a text without quiet parts, or of a slice of it that is in braces as a whole.

    Only what was opened last can be closed: an unclosed `[[` keeps the template around it from closing, and a line
    that begins like a heading goes on to its end. What stands in the parts of each template is not kept, only what is
    needed to go on: a hostile page has millions of them (`_Parts` looks again where somebody wants to know).

    Attributes:
        closed: The outermost closed braces, in order.
    """

    _inside = _BRACKETS

    def __init__(self, quiet: str, start: int = 0, end: int | None = None) -> None:
        self.closed: list[Braces] = []
        self._stack = [_Open("=", start)] if quiet.startswith("=", start) else []
        end = len(quiet) if end is None else end
        # Only where a line begins with an equals sign do other ends of lines, and what a parameter is called, matter.
        inside = _IN_LINES if self._stack or quiet.find("\n=", start, end) >= 0 else self._inside
        position: int | None = start
        while position is not None:
            position = self._go_on(inside, quiet, position, end)

    @property
    def unclosed(self) -> list[int]:
        """The positions of the first braces that are never closed."""
        return list(islice((one.start for one in self._stack if one.sign == "{"), MAX_UNCLOSED))

    def _go_on(self, inside: re.Pattern[str], quiet: str, start: int, end: int) -> int | None:
        """Read on until something is open where nothing was, or the other way round; where that is, None at the end."""
        is_open = bool(self._stack)
        for token in (inside if is_open else _OUTSIDE).finditer(quiet, start, end):
            self._read(token[0], token.start())
            if bool(self._stack) is not is_open:
                return token.end()
        return None

    def _read(self, signs: str, position: int) -> None:
        sign = signs[0]
        if sign in "|=":
            self._part(sign, position)
        elif sign in "}]":
            self._close(sign, position, position + len(signs))
        elif sign == "\n":
            self._begin_line(position, equals=len(signs) - 1)
        elif signs[-1] != "]":  # else it is a link as a whole
            self._stack.append(_Open(sign, position, len(signs)))

    def _part(self, sign: str, _: int) -> None:
        """Take in a pipe or an equals sign where something is open."""
        if self._stack[-1].sign == "{":
            self._stack[-1].names = sign == "|"

    def _begin_line(self, position: int, *, equals: int) -> None:
        """End a heading's line and begin another, if it is one; a lone `=` in a parameter ends its name instead."""
        if self._stack and self._stack[-1].sign == "=":
            self._stack.pop()
        if equals == 1 and self._stack and self._stack[-1].names:
            self._read("=", position + 1)
        elif equals:
            self._stack.append(_Open("=", position + 1))

    def _close(self, sign: str, position: int, end: int) -> None:
        """Close as much of what was opened last as a run of closing characters has the strength for."""
        opener, most = _LONGEST[sign]
        while self._stack and self._stack[-1].sign == opener:
            count = min(end - position, self._stack[-1].count, most)
            if count < PAIR:
                break
            one = self._stack.pop()
            position += count
            one.count -= count
            if opener == "{":
                self._add(Braces(one.start + one.count, position, count == PAIR))
            if one.count >= PAIR:
                self._stack.append(_Open(opener, one.start, one.count))

    def _add(self, braces: Braces) -> None:
        """Add closed braces, swallowing those inside them."""
        while self.closed and self.closed[-1].start >= braces.start:
            self.closed.pop()
        self.closed.append(braces)


class Parts(Brackets):
    """The parts of one template call.

    Attributes:
        found: For each pipe, its position and that of the first equals sign after it (-1 for none); at most
            `MAX_PARAMETERS` and one more.
    """

    _inside = _IN_CALL

    def __init__(self, quiet: str, call: Braces) -> None:
        self.found: list[tuple[int, int]] = []
        self._call = call
        if quiet.find("|", call.start, call.end) >= 0:
            super().__init__(quiet, call.start, call.end)

    def _part(self, sign: str, position: int) -> None:
        if len(self._stack) == 1:  # in the call itself, in nothing that was opened inside it
            if sign == "|" and len(self.found) <= MAX_PARAMETERS:
                self.found.append((position, -1))
            elif sign == "=" and self._stack[0].names:
                self.found[-1] = (self.found[-1][0], position)
        super()._part(sign, position)

    def _add(self, braces: Braces) -> None:
        """What a run of more braces has closed so far were the parts of a call inside this one."""
        if not self._stack and braces.start > self._call.start:
            self.found.clear()
        super()._add(braces)
