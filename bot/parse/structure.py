"""Where things stand in wikitext: what is opaque, where templates and sections begin and end, and on which line.

MediaWiki reads a page in two passes, and so does this module. The first pass finds comments, tags whose content is left
alone, and templates (`quiet_spans`, `_Brackets`; the rules are those of `Preprocessor_Hash` in MediaWiki 1.39, with
what they do to braces that are wrong). For the second, what the first has found is blotted out and every position
kept, so that tables and headings are plain searches whose results are slices of the page itself.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

BLOT = "\x1a"
"""What comments are replaced by: a control character that MediaWiki never lets into a page. It takes no room there."""

OPAQUE = "\x1b"
"""The same for what does take room but is not looked into: templates, and tags such as `<nowiki>`."""

_LEVELS = 6
"""Headings go from `=` to `======`."""

_PAIR = 2
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

_BEFORE = frozenset(f" \t{BLOT}")
_QUIET = re.compile(rf"<!--|<({_TAGS})(?=[\s>]|/>)", re.IGNORECASE | re.ASCII)
_TOKEN = re.compile(r"\{{2,}|\}{2,}|\[{2,}|\]{2,}|[|=]|\n={0,2}")
_HEADING = re.compile(rf"^{BLOT}*(=[^\n]*=)[ \t\r{BLOT}]*$", re.MULTILINE)


def quiet_spans(text: str) -> list[tuple[int, int]]:
    """The spans of comments and of tags whose content MediaWiki does not read, in order, never overlapping.

    An unclosed comment goes on to the end of the text; of an unclosed tag only the tag itself is not read, and what
    follows is plain text, as in MediaWiki.
    """
    spans: list[tuple[int, int]] = []
    unclosed: set[str] = set()
    last_bracket = text.rfind(">")
    position = 0
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


class _Brackets:
    """One reading of a text without quiet parts, or of a slice of it that is in braces as a whole.

    Only what was opened last can be closed: an unclosed `[[` keeps the template around it from closing, and a line
    that begins like a heading goes on to its end. What stands in the parts of each template is not kept, only what is
    needed to go on: a hostile page has millions of them (`_Parts` looks again where somebody wants to know).

    Attributes:
        closed: The outermost closed braces, in order.
    """

    def __init__(self, quiet: str, start: int = 0, end: int | None = None) -> None:
        self.closed: list[Braces] = []
        self._stack = [_Open("=", start)] if quiet.startswith("=", start) else []
        for token in _TOKEN.finditer(quiet, start, len(quiet) if end is None else end):
            self._read(token[0], token.start())

    @property
    def unclosed(self) -> list[int]:
        """The positions of the first braces that are never closed."""
        return list(islice((one.start for one in self._stack if one.sign == "{"), MAX_UNCLOSED))

    def _read(self, signs: str, position: int) -> None:
        sign = signs[0]
        if sign in "{[":
            self._stack.append(_Open(sign, position, len(signs)))
        elif sign in "}]":
            self._close(sign, position, position + len(signs))
        elif sign == "\n":
            self._begin_line(position, equals=len(signs) - 1)
        elif self._stack and self._stack[-1].sign == "{":
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
            if count < _PAIR:
                break
            one = self._stack.pop()
            position += count
            one.count -= count
            if opener == "{":
                self._add(Braces(one.start + one.count, position, count == _PAIR))
            if one.count >= _PAIR:
                self._stack.append(_Open(opener, one.start, one.count))

    def _add(self, braces: Braces) -> None:
        """Add closed braces, swallowing those inside them."""
        while self.closed and self.closed[-1].start >= braces.start:
            self.closed.pop()
        self.closed.append(braces)


class _Parts(_Brackets):
    """The parts of one template call.

    Attributes:
        found: For each pipe, its position and that of the first equals sign after it (-1 for none); at most
            `MAX_PARAMETERS` and one more.
    """

    def __init__(self, quiet: str, call: Braces) -> None:
        self.found: list[tuple[int, int]] = []
        self._call = call
        super().__init__(quiet, call.start, call.end)

    def _read(self, signs: str, position: int) -> None:
        if len(self._stack) == 1:  # in the call itself, in nothing that was opened inside it
            if signs == "|" and len(self.found) <= MAX_PARAMETERS:
                self.found.append((position, -1))
            elif signs == "=" and self._stack[0].names:
                self.found[-1] = (self.found[-1][0], position)
        super()._read(signs, position)

    def _add(self, braces: Braces) -> None:
        """What a run of more braces has closed so far were the parts of a call inside this one."""
        if not self._stack and braces.start > self._call.start:
            self.found.clear()
        super()._add(braces)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a template call, as a slice of the page.

    Attributes:
        name: Its name, trimmed; the position as a figure (`"1"`) for an unnamed one.
        start: Where the parameter's pipe stands.
        value_start, value_end: The value's slice, white space included.
        named: Whether the call gives the name.
    """

    name: str
    start: int
    value_start: int
    value_end: int
    named: bool = True


@dataclass(frozen=True, slots=True)
class Call:
    """One template call, as a slice of the page: from `{{` to after `}}`."""

    name: str
    start: int
    end: int
    parameters: tuple[Parameter, ...]

    def last(self, name: str) -> Parameter | None:
        """The parameter that counts where a name is given several times: the last, as in MediaWiki."""
        return next((one for one in reversed(self.parameters) if one.name == name), None)


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its heading's words and level, where the heading and the text below begin, and where it ends."""

    title: str
    level: int
    start: int
    body: int
    end: int


class Source:
    """A page's wikitext with what is known of its structure, worked out when first asked for."""

    def __init__(self, title: str, text: str, *, first_line: int = 1) -> None:
        self.title = title
        self.text = text
        self._first_line = first_line

    @cached_property
    def quiet(self) -> str:
        """The text with comments blotted out, and tags such as `<nowiki>` with what is in them made opaque."""
        comments: list[tuple[int, int]] = []
        tags: list[tuple[int, int]] = []
        for span in quiet_spans(self.text):
            (comments if self.text.startswith("<!--", span[0]) else tags).append(span)
        return blot(blot(self.text, comments), tags, OPAQUE)

    @cached_property
    def _brackets(self) -> _Brackets:
        return _Brackets(self.quiet)

    @cached_property
    def masked(self) -> str:
        """The same with templates and template arguments made opaque, too."""
        return blot(self.quiet, ((one.start, one.end) for one in self._brackets.closed), OPAQUE)

    @property
    def unclosed(self) -> list[int]:
        """The positions of `{{` without an end; of many the first `MAX_UNCLOSED`."""
        return self._brackets.unclosed

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def line(self, position: int) -> int:
        """The 1-based line of a position."""
        return bisect_right(self._line_starts, position) + self._first_line - 1

    @cached_property
    def sections(self) -> list[Section]:
        """All sections in order; a section ends before the next heading of its own or a higher level."""
        sections: list[Section] = []
        next_of_level = [len(self.text)] * (_LEVELS + 1)
        for match in reversed(list(_HEADING.finditer(self.masked))):
            level = _level(match[1])
            if level:
                title = self.text[match.start(1) + level : match.end(1) - level].strip()
                sections.append(Section(title, level, match.start(), match.end(), next_of_level[level]))
                next_of_level[level:] = [match.start()] * (_LEVELS + 1 - level)
        return sections[::-1]

    def calls(self) -> Iterator[Call]:
        """The template calls that stand by themselves on the page, in order; not those inside other templates.

        One with more than `MAX_PARAMETERS` is left out: no template has as many, and half of it would be worse.
        """
        return self._calls(self._brackets.closed)

    def calls_between(self, start: int, end: int) -> list[Call]:
        """Those of them that begin between two positions."""
        braces = self._brackets.closed
        first, last = (bisect_left(braces, position, key=_start) for position in (start, end))
        return list(self._calls(braces[first:last]))

    def begins_line(self, position: int) -> bool:
        """Whether nothing but white space and comments stands before a position on its line."""
        while position and self.quiet[position - 1] in _BEFORE:
            position -= 1
        return not position or self.quiet[position - 1] == "\n"

    def _calls(self, braces: Iterable[Braces]) -> Iterator[Call]:
        calls = ((one, _Parts(self.quiet, one).found) for one in braces if one.call)
        return (self._call(one, parts) for one, parts in calls if len(parts) <= MAX_PARAMETERS)

    def _call(self, braces: Braces, parts: Sequence[tuple[int, int]]) -> Call:
        bounds = [*(pipe for pipe, _ in parts), braces.end - _PAIR]
        parameters, unnamed = [], 0
        for (pipe, equals), stop in zip(parts, bounds[1:], strict=True):
            if equals < 0:
                unnamed += 1
                parameters.append(Parameter(str(unnamed), pipe, pipe + 1, stop, named=False))
            else:
                parameters.append(Parameter(self._name(pipe + 1, equals), pipe, equals + 1, stop))
        return Call(self._name(braces.start + _PAIR, bounds[0]), braces.start, braces.end, tuple(parameters))

    def _name(self, start: int, end: int) -> str:
        """The name in a slice, without comments and without white space at its ends."""
        shown = zip(self.text[start:end], self.quiet[start:end], strict=True)
        return "".join(character for character, quiet in shown if quiet != BLOT).strip()


def _start(braces: Braces) -> int:
    return braces.start


def _level(heading: str) -> int:
    """The level of a line that begins and ends with `=`: as many as there are on both sides; 0 for too few."""
    before, after = (len(heading) - len(rest) for rest in (heading.lstrip("="), heading.rstrip("=")))
    both = (len(heading) - 1) // 2 if before == len(heading) else min(before, after)
    return min(both, _LEVELS)
