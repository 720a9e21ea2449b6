"""What the bot has told somebody on a talk page, as its hidden marks say, what was answered, and where a reply goes."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from bot.parse.brackets import quiet_spans
from bot.parse.pause import Pause, pauses
from bot.parse.reminder_marks import MARK
from bot.parse.structure import Source
from bot.parse.tables import read_tables
from bot.parse.words import plain

_TOP = 2
"""A message is a section of this level; deeper ones in it are its parts, and a higher one ends it, too."""

_TRANSCLUSION = re.compile(
    r"<(includeonly|noinclude)(?=[\s>])[^<>]*(?<!/)>.*?(?P<closing></\1\s*>|\Z)", re.DOTALL | re.IGNORECASE
)
"""What is seen on the page alone, or where it is transcluded alone; without an end it goes on to the page's end."""

Answer = Pause
"""A `{{Lägesbot|pausa=…}}` in a thread: somebody asks for quiet about what stands there."""


@dataclass(frozen=True, slots=True)
class Thread:
    """One section of a talk page in which the bot has told somebody something.

    Attributes:
        title: The heading's words; "" for what stands above the first heading.
        start, end: The section's slice: from its heading, of level 1 or 2, to the next such heading.
        steps: For each item's key, the steps that it was told with here.
        projects: The keys of the projects that it is about.
        closed: The keys of the items that are said to be solved.
        answers: What people have answered, in the page's order.
    """

    title: str
    start: int
    end: int
    steps: Mapping[str, frozenset[int]]
    projects: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    answers: tuple[Answer, ...] = ()


@dataclass(slots=True)
class _Draft:
    """A section while its marks are gathered."""

    steps: dict[str, set[int]] = field(default_factory=dict)
    projects: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)
    answers: list[Answer] = field(default_factory=list)

    def read(self, mark: re.Match[str]) -> None:
        """Take in one mark."""
        for key in (mark["item"] or "").split():
            self.steps.setdefault(key, set()).add(int(mark["step"]))
        self.projects.update((mark["projects"] or "").split())
        self.closed.update((mark["solved"] or "").split())


def read_threads(source: Source) -> list[Thread]:
    """The sections of a talk page in which the bot has told of an item, in order; marks in other sections say nothing.

    A mark counts where it is a comment of its own, not in `<nowiki>` or in another comment.
    """
    marks = [(span[0], mark) for span in quiet_spans(source.text) if (mark := MARK.fullmatch(source.text, *span))]
    if not marks:
        return []
    heads = [(one.start, one.title) for one in source.sections if one.level <= _TOP]
    if not heads or heads[0][0]:
        heads = [(0, ""), *heads]
    starts = [start for start, _ in heads]
    drafts: dict[int, _Draft] = {}
    for position, mark in marks:
        drafts.setdefault(bisect_right(starts, position) - 1, _Draft()).read(mark)
    for position, answer in pauses(source).items():
        drafts.setdefault(bisect_right(starts, position) - 1, _Draft()).answers.append(answer)
    bounds = [*starts, len(source.text)]
    return [
        _thread(heads[at][1], bounds[at], bounds[at + 1], draft) for at, draft in sorted(drafts.items()) if draft.steps
    ]


def _thread(title: str, start: int, end: int, draft: _Draft) -> Thread:
    return Thread(
        plain(title),
        start,
        end,
        {key: frozenset(steps) for key, steps in draft.steps.items()},
        frozenset(draft.projects),
        frozenset(draft.closed),
        tuple(draft.answers),
    )


@lru_cache(maxsize=512)
def threads_in(text: str) -> tuple[Thread, ...]:
    """The same of a page's text; kept, since pages are asked again and again, and an answer asks for old revisions."""
    return tuple(read_threads(Source("", text)))


def with_reply(source: Source, thread: Thread, reply: str) -> str | None:
    """The page with a reply at the end of a thread, all else as it is, byte for byte.

    Args:
        source: The talk page.
        thread: One of its threads, as `read_threads` gave it.
        reply: Lines of wikitext, indented and signed, without a line break at either end.

    Returns:
        None where the reply would not be read as text of its own there: something that was opened on the page above
        goes on, be it a comment, a tag, a template call or a table, or what the reply holds would change how the rest
        of the page is read.
    """
    text = source.text
    said = thread.start + len(text[thread.start : thread.end].rstrip())
    line_end = text.find("\n", said)
    position = len(text) if line_end < 0 else line_end - text.endswith("\r", said, line_end)
    if _goes_on(source, position):
        return None
    end_of_line = "\r\n" if _has_carriage_returns(text, position) else "\n"
    added = end_of_line + reply.replace("\n", end_of_line)
    written = f"{text[:position]}{added}{text[position:]}"
    before, alone, after = source.masked, Source("", added).masked, Source("", written).masked
    return written if after == f"{before[:position]}{alone}{before[position:]}" else None


def _has_carriage_returns(text: str, position: int) -> bool:
    """Whether the line that ends here, or the one before it on the last line, ends with a carriage return."""
    if position == len(text):
        position = max(text.rfind("\n") - 1, 0)
    return text.startswith("\r\n", position)


def _goes_on(source: Source, position: int) -> bool:
    """Whether something that was opened before a position goes on there, or would, if somebody closed it further down.

    A template call or a tag that is never closed is shown as it was typed, but only for as long as that is so.
    """
    if any(brace < position for brace in source.unclosed):
        return True
    if any(_is_open(source.text, start, end) for start, end in quiet_spans(source.text) if start < position):
        return True
    if any(not one["closing"] for one in _TRANSCLUSION.finditer(source.quiet, 0, position)):
        return True
    return not all(table.closed for table in read_tables(source, 0, position))


def _is_open(text: str, start: int, end: int) -> bool:
    """Whether a quiet span is a comment or a tag that is never closed; of such a tag it has the tag alone."""
    if text.startswith("<!--", start):
        return not text.endswith("-->", start + len("<!--"), end)
    return text.index(">", start) + 1 == end and text[end - 2] != "/"
