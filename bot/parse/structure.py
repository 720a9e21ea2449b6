"""Where things stand in wikitext: what is opaque, where templates and sections begin and end, and on which line.

MediaWiki reads a page in two passes. What the first one finds (`bot.parse.brackets`) is blotted out here and every
position kept, so that tables and headings are plain searches whose results are slices of the page itself.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from bot.parse.brackets import (
    BLOT,
    MAX_PARAMETERS,
    OPAQUE,
    PAIR,
    Braces,
    Brackets,
    Parts,
    blot,
    quiet_spans,
)

_LEVELS = 6
"""Headings go from `=` to `======`."""

_BEFORE = frozenset(f" \t{BLOT}")
_HEADING = re.compile(rf"^{BLOT}*(=[^\n]*=)[ \t\r{BLOT}]*$", re.MULTILINE)


class Parameter(NamedTuple):
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
        spans = quiet_spans(self.text)
        if not spans:
            return self.text
        for span in spans:
            (comments if self.text.startswith("<!--", span[0]) else tags).append(span)
        return blot(blot(self.text, comments), tags, OPAQUE)

    @cached_property
    def _brackets(self) -> Brackets:
        return Brackets(self.quiet)

    @cached_property
    def masked(self) -> str:
        """The same with templates and template arguments made opaque, too."""
        if not self._brackets.closed:
            return self.quiet
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
        calls = ((one, Parts(self.quiet, one).found) for one in braces if one.call)
        return (self._call(one, parts) for one, parts in calls if len(parts) <= MAX_PARAMETERS)

    def _call(self, braces: Braces, parts: Sequence[tuple[int, int]]) -> Call:
        bounds = [*(pipe for pipe, _ in parts), braces.end - PAIR]
        parameters, unnamed = [], 0
        for (pipe, equals), stop in zip(parts, bounds[1:], strict=True):
            if equals < 0:
                unnamed += 1
                parameters.append(Parameter(str(unnamed), pipe, pipe + 1, stop, named=False))
            else:
                parameters.append(Parameter(self._name(pipe + 1, equals), pipe, equals + 1, stop))
        return Call(self._name(braces.start + PAIR, bounds[0]), braces.start, braces.end, tuple(parameters))

    def _name(self, start: int, end: int) -> str:
        """The name in a slice, without comments and without white space at its ends."""
        if self.quiet.find(BLOT, start, end) < 0:
            return self.text[start:end].strip()
        shown = zip(self.text[start:end], self.quiet[start:end], strict=True)
        return "".join(character for character, quiet in shown if quiet != BLOT).strip()


def _start(braces: Braces) -> int:
    return braces.start


def _level(heading: str) -> int:
    """The level of a line that begins and ends with `=`: as many as there are on both sides; 0 for too few."""
    before, after = (len(heading) - len(rest) for rest in (heading.lstrip("="), heading.rstrip("=")))
    both = (len(heading) - 1) // 2 if before == len(heading) else min(before, after)
    return min(both, _LEVELS)
