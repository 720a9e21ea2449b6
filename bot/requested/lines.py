"""The lines of the queue page: which wait for an answer, and who wrote them, as the page's history tells.

A request is an item of a list, `* [[Projekt:Exempel 2022]] ~~~~`, below the heading *Kö* where the page has one. It is
answered when a line below it that belongs to it has the bot's mark. Its author is who made the oldest of the revisions
since which it has stood there without a break: what a signature says is not asked.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.model import ZONE
from bot.parse.structure import Source
from bot.parse.words import plain
from bot.wiki.port import Version

QUEUE = "Kö"
"""The heading that the queue begins below."""

MARK = re.compile(r"<!-- Lägesbot:svar (?P<key>[0-9a-f]{16}) -->")

_ITEM = re.compile(r"\*(?![*:#;])")
_BELONGS = re.compile(r"[*:#;]{2}|:")


@dataclass(frozen=True, slots=True)
class Asked:
    """A line that waits for an answer.

    Attributes:
        text: The line as it stands, without its end.
        number: The how manieth of the same words it is, from 1.
        end: Where an answer goes: after the last line that belongs to it, before the line's end.
    """

    text: str
    number: int
    end: int


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a line comes from.

    Attributes:
        author: The account that wrote it; "" when unknown.
        revid: The revision that brought it.
        when: When that was; None when unknown.
    """

    author: str
    revid: int
    when: datetime | None


def read_queue(text: str) -> list[Asked]:
    """The lines that wait for an answer, in the page's order."""
    source = Source("", text)
    counted: dict[str, int] = {}
    waiting: list[Asked] = []
    open_one: Asked | None = None
    for start, end in _lines(source):
        line, seen = text[start:end], source.masked[start:end]
        if _ITEM.match(seen):
            waiting += [open_one] if open_one else []
            counted[line] = counted.get(line, 0) + 1
            open_one = Asked(line, counted[line], end)
        elif open_one and _BELONGS.match(seen):
            open_one = None if MARK.search(line) else Asked(open_one.text, open_one.number, end)
        elif open_one:
            waiting.append(open_one)
            open_one = None
    return [*waiting, *([open_one] if open_one else [])]


def _lines(source: Source) -> Iterator[tuple[int, int]]:
    """The lines below the queue's heading, as slices without their ends; all lines where there is no such heading."""
    heads = (one for one in source.sections if plain(one.title) == QUEUE)
    section = next(heads, None)
    position, last = (section.body + 1, section.end) if section else (0, len(source.text))
    while position < last:
        line_end = source.text.find("\n", position, last)
        line_end = last if line_end < 0 else line_end
        yield position, line_end - source.text.endswith("\r", position, line_end)
        position = line_end + 1


def origin(asked: Asked, versions: Sequence[Version]) -> Origin | None:
    """Where a line comes from.

    Args:
        asked: The line.
        versions: The page's revisions, newest first.

    Returns:
        None where the oldest revision has the line, too: the history that was read does not reach back to it, unless
        that revision made the page.
    """
    oldest: Version | None = None
    for version in versions:
        if _count(version.text, asked.text) < asked.number:
            break
        oldest = version
    if oldest is None or (oldest is versions[-1] and oldest.parent != 0):
        return None
    return Origin(oldest.user, oldest.revid, oldest.timestamp)


def _count(text: str, line: str) -> int:
    return sum(one.removesuffix("\r") == line for one in text.split("\n"))


def key_of(asked: Asked, origin: Origin) -> str:
    """The key that a line is answered under, once: the same for as long as it stands there."""
    parts = (str(origin.revid), str(asked.number), asked.text)
    return hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()[:16]


def run_of(key: str, when: datetime) -> str:
    """The id of the run that a line asks for: always the same, so that one which was cut short is known again."""
    return f"{when.astimezone(ZONE):%Y%m%d-%H%M}-{key[:8]}"


def with_answer(text: str, asked: Asked, answer: str) -> str:
    """The page with an answer under a line, all else as it is, byte for byte.

    Args:
        text: The page.
        asked: One of its lines, as `read_queue` gave it.
        answer: One line of wikitext, indented, without a line break.
    """
    end_of_line = "\r\n" if text.startswith("\r\n", asked.end) else "\n"
    return f"{text[: asked.end]}{end_of_line}{answer}{text[asked.end :]}"
