"""The lines of the queue page: which wait for an answer, and who wrote them, as the page's history tells.

A request is an item of a list, `* [[Projekt:Exempel 2022]] ~~~~`, below the heading *Kö* (in the words of any language)
where the page has one. It is answered when a line below it that belongs to it has the bot's mark. Its author is who
made the oldest of the revisions since which it has waited there without a break: what a signature says is not asked.
Lines of the very same words that wait at the same time are one request, and are answered together.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.model import ZONE
from bot.names import all_names
from bot.parse.brackets import BLOT
from bot.parse.exclusion import swallows
from bot.parse.structure import Source
from bot.parse.words import plain
from bot.wiki.port import Version

_QUEUE = frozenset(one.queue for one in all_names())
"""The headings that the queue begins below."""

MARK = re.compile(r"<!-- Lägesbot:svar (?P<key>[0-9a-f]{16}) -->")

_ITEM = re.compile(r"\*(?![*:#;])")
_BELONGS = re.compile(r"[*:#;]{2}|:")
_TIME = re.compile(r"\b\d\d[.:]\d\d\b[^\n]{0,40}\([A-Z]{3,5}\)")
"""The time in a wiki's signature, whatever the language."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A line that waits for an answer.

    Attributes:
        text: The line as it stands, without its end. A comment or a template in it may go on over several.
        ends: Where its answer goes, for each place where it stands: after the last line that belongs to it, before
            that line's end.
    """

    text: str
    ends: tuple[int, ...]

    @property
    def signed(self) -> bool:
        """Whether it has the time of a signature in it, so that the same words are the same request."""
        return bool(_TIME.search(self.text))


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a line comes from.

    Attributes:
        author: The account that wrote it; "" when unknown.
        revid: The revision that brought it; 0 when unknown.
        when: When that was; None when unknown.
        again: The same words have been answered before, and stand there again, or without their answer.
    """

    author: str = ""
    revid: int = 0
    when: datetime | None = None
    again: bool = False


@dataclass(slots=True)
class _Item:
    """An item of the list, whether or not it has its answer."""

    text: str
    end: int
    answered: bool


def read_queue(text: str) -> list[Asked]:
    """The lines that wait for an answer, in the page's order. One inside a comment without an end is nobody's."""
    ends: dict[str, list[int]] = {}
    for item in _items(text):
        if not item.answered:
            ends.setdefault(item.text, []).append(item.end)
    return [Asked(line, tuple(places)) for line, places in ends.items()]


def _items(text: str) -> list[_Item]:
    """The items of the queue's list, in order."""
    source = Source("", text)
    found: list[_Item] = []
    open_one: _Item | None = None
    for start, end in _lines(source):
        line, seen = text[start:end], source.masked[start:end].lstrip(BLOT)
        if _ITEM.match(seen):
            open_one = _Item(line, end, answered=bool(MARK.search(line)))
            found.append(open_one)
        elif open_one and _BELONGS.match(seen):
            open_one.end = end
            open_one.answered = open_one.answered or bool(MARK.search(line))
        elif seen or not line:
            open_one = None
    if found and found[-1].end == len(text) and swallows(text):
        found.pop()
    return found


def _lines(source: Source) -> Iterator[tuple[int, int]]:
    """The lines below the queue's heading, as slices without their ends; all lines where there is no such heading.

    The end of a line inside a comment, a template or a tag such as `<nowiki>` is none.
    """
    heads = (one for one in source.sections if plain(one.title) in _QUEUE)
    section = next(heads, None)
    position, last = (section.body + 1, section.end) if section else (0, len(source.text))
    while position < last:
        line_end = source.masked.find("\n", position, last)
        line_end = last if line_end < 0 else line_end
        yield position, line_end - source.masked.endswith("\r", position, line_end)
        position = line_end + 1


class Past:
    """A queue page's past, read as far back as it takes.

    Args:
        versions: The page's revisions, newest first.
    """

    def __init__(self, versions: Sequence[Version]) -> None:
        self._versions = versions
        self._read: dict[int, dict[str, bool]] = {}

    def origin(self, line: str) -> Origin | None:
        """Where a line comes from that waits.

        Returns:
            An origin without author where nobody knows: the history that was read does not reach back to it. None where
            the line does not wait any more in the newest revision.
        """
        count = len(self._versions)
        since = next((at for at in range(count) if not self._waits(at, line)), count)
        if not since:
            return None if count else Origin()
        oldest = self._versions[since - 1]
        if since == count and oldest.parent != 0:
            return Origin()
        again = any(self._waits(at, line) is False for at in range(since, count))
        return Origin(oldest.user, oldest.revid, oldest.timestamp, again)

    def _waits(self, at: int, line: str) -> bool | None:
        """Whether a line waits in a revision; None where it does not stand there at all."""
        if at not in self._read:
            standing: dict[str, bool] = {}
            for item in _items(self._versions[at].text):
                standing[item.text] = standing.get(item.text, False) or not item.answered
            self._read[at] = standing
        return self._read[at].get(line)


def key_of(asked: Asked, origin: Origin) -> str:
    """The key that a line is answered under, once: the same for as long as it waits there."""
    parts = f"{origin.revid}\0{asked.text}"
    return hashlib.sha256(parts.encode(errors="surrogatepass")).hexdigest()[:16]


def run_of(key: str, when: datetime, zone: tzinfo = ZONE) -> str:
    """The id of the run that a line asks for: always the same, so that one which was cut short is known again."""
    return f"{when.astimezone(zone):%Y%m%d-%H%M}-{key[:8]}"


def with_answer(text: str, asked: Asked, answer: str) -> str:
    """The page with an answer under a line, wherever it stands, all else as it is, byte for byte.

    Args:
        text: The page.
        asked: One of its lines, as `read_queue` gave it.
        answer: One line of wikitext, indented, without a line break.
    """
    pieces, position = [], 0
    for end in asked.ends:
        pieces += [text[position:end], "\r\n" if text.startswith("\r\n", end) else "\n", answer]
        position = end
    return "".join([*pieces, text[position:]])
