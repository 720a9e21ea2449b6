"""Where things stand in wikitext: what is opaque, where templates and sections begin and end, and on which line.

MediaWiki reads a page in two steps, and so does this module: what lies inside comments, `<nowiki>`, templates and links
is not looked at when tables, headings and parameters are looked for. `mask` blots it out and keeps every position,
so that all that follows are plain searches whose results are slices of the page itself.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

BLOT = "\x1a"
"""What masked characters are replaced by: a control character that MediaWiki never lets into a page."""

_LEVELS = 6
"""Headings go from `=` to `======`."""

_QUIET = re.compile(r"<!--|<(nowiki|pre|syntaxhighlight|source|math|score)\b[^<>]*>", re.IGNORECASE)
_BRACKETS = re.compile(r"\{{2,}|\}{2,}|\[\[|\]\]")
_HEADING = re.compile(rf"^(={{1,6}})(?!=)(.*?[^=\n])\1[ \t{BLOT}]*$", re.MULTILINE)


def quiet_spans(text: str) -> list[tuple[int, int]]:
    """The spans of comments and of tags whose content MediaWiki does not read, in order, never overlapping.

    An unclosed comment goes on to the end of the text, an unclosed tag is plain text, as in MediaWiki.
    """
    spans: list[tuple[int, int]] = []
    unclosed: set[str] = set()
    position = 0
    lower = text.lower()
    while opening := _QUIET.search(text, position):
        tag = (opening[1] or "").lower()
        position = opening.end()
        if tag in unclosed or opening[0].endswith("/>"):
            continue
        closer = f"</{tag}" if tag else "-->"
        end = lower.find(closer, position)
        if end < 0 and tag:
            unclosed.add(tag)
            continue
        position = len(text) if end < 0 else _after(text, end, closer)
        spans.append((opening.start(), position))
    return spans


def _after(text: str, end: int, closer: str) -> int:
    """The position after a closer that begins at `end`; a tag's closer runs to its `>`."""
    if closer == "-->":
        return end + len(closer)
    bracket = text.find(">", end)
    return len(text) if bracket < 0 else bracket + 1


def blot(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with these ordered, separate spans blotted out, of the same length."""
    pieces, position = [], 0
    for start, end in spans:
        pieces += [text[position:start], BLOT * (end - start)]
        position = end
    return "".join([*pieces, text[position:]])


def bracket_spans(quiet: str) -> tuple[list[tuple[int, int]], list[int]]:
    """The outermost closed `{{…}}` and `[[…]]` of a text without quiet parts.

    Returns:
        Their spans in order, and the positions of `{{` that are never closed.
    """
    stack: list[tuple[str, int]] = []
    spans: list[tuple[int, int]] = []
    for token in _BRACKETS.finditer(quiet):
        run, position = token[0], token.start()
        if run[0] in "{[":
            stack += _openers(run, position)
        elif run == "]]":
            if stack and stack[-1][0] == "[[":
                _close(spans, stack.pop()[1], token.end())
        else:
            _close_braces(stack, spans, position, token.end())
    return spans, [position for kind, position in stack if kind != "[["]


def _openers(run: str, position: int) -> list[tuple[str, int]]:
    """What a run of opening characters opens: `[[`, `{{{` for three, else pairs from the right."""
    if run in ("[[", "{{{"):
        return [(run, position)]
    first = position + len(run) % 2
    return [("{{", start) for start in range(first, position + len(run), 2)]


def _close_braces(stack: list[tuple[str, int]], spans: list[tuple[int, int]], position: int, end: int) -> None:
    """Close as many open braces as a run of `}` has the strength for; links left open inside them are plain text."""
    while end - position >= 2:  # noqa: PLR2004 - a pair of braces
        depth = len(stack)
        while depth and stack[depth - 1][0] == "[[":
            depth -= 1
        if not depth:
            return
        del stack[depth:]
        opener, start = stack.pop()
        spare = max(len(opener) - (end - position), 0)  # `{{{` closed by `}}`: the first brace is plain text
        position += len(opener) - spare
        _close(spans, start + spare, position)


def _close(spans: list[tuple[int, int]], start: int, end: int) -> None:
    """Add a span, swallowing those inside it."""
    while spans and spans[-1][0] >= start:
        spans.pop()
    spans.append((start, end))


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a template call, as a slice of the page.

    Attributes:
        name: Its name, trimmed; the position as a figure (`"1"`) for an unnamed one.
        start: Where the parameter's pipe stands.
        value_start, value_end: The value's slice, white space included.
    """

    name: str
    start: int
    value_start: int
    value_end: int


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

    def __init__(self, title: str, text: str) -> None:
        self.title = title
        self.text = text

    @cached_property
    def quiet(self) -> str:
        """The text with comments and `<nowiki>` blotted out."""
        return blot(self.text, quiet_spans(self.text))

    @cached_property
    def _brackets(self) -> tuple[list[tuple[int, int]], list[int]]:
        return bracket_spans(self.quiet)

    @cached_property
    def masked(self) -> str:
        """The text with comments, `<nowiki>`, templates and links blotted out."""
        return blot(self.quiet, self._brackets[0])

    @property
    def unclosed(self) -> list[int]:
        """The positions of `{{` without an end."""
        return self._brackets[1]

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def line(self, position: int) -> int:
        """The 1-based line of a position."""
        return bisect_right(self._line_starts, position)

    @cached_property
    def sections(self) -> list[Section]:
        """All sections in order; a section ends before the next heading of its own or a higher level."""
        sections: list[Section] = []
        next_of_level = [len(self.text)] * (_LEVELS + 1)
        for match in reversed(list(_HEADING.finditer(self.masked))):
            level = len(match[1])
            title = self.text[match.start(2) : match.end(2)].strip()
            sections.append(Section(title, level, match.start(), match.end(), next_of_level[level]))
            next_of_level[level:] = [match.start()] * (_LEVELS + 1 - level)
        return sections[::-1]

    def calls(self) -> Iterator[Call]:
        """The template calls that stand by themselves on the page, in order; not those inside other templates."""
        for start, end in self._brackets[0]:
            if self.quiet.startswith("{{", start):
                yield self._call(start, end)

    def _call(self, start: int, end: int) -> Call:
        inside = self.quiet[start + 2 : end - 2]
        inside = blot(inside, bracket_spans(inside)[0])
        pipes = [start + 2 + match.start() for match in re.finditer(r"\|", inside)]
        bounds = [*pipes, end - 2]
        name = self.quiet[start + 2 : bounds[0]].replace(BLOT, "").strip()
        parameters, unnamed = [], 0
        for pipe, stop in zip(pipes, bounds[1:], strict=True):
            equals = inside.find("=", pipe - start - 1, stop - start - 2)
            if equals < 0:
                unnamed += 1
                parameters.append(Parameter(str(unnamed), pipe, pipe + 1, stop))
            else:
                value = start + 2 + equals + 1
                label = self.quiet[pipe + 1 : value - 1].replace(BLOT, "").strip()
                parameters.append(Parameter(label, pipe, value, stop))
        return Call(name, start, end, tuple(parameters))
