"""The lines of an older time plan: `* 30 mars: text. Fixat!`, `2013-08-01 text`, `Pågår 2014`.

A line of a list is an activity, whether or not it has a date. A line of plain text is one only if it has a date, and
only one, which it begins with where the plan has lists, too; other text is talk about the plan. A line that is nothing
but a date, and a heading that is one, give their date to the lines of the list below that have none. A line of a list
below an activity, without a date of its own, belongs to it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain, zip_longest

from bot.model import Activity, Mark, Period, Place
from bot.parse.brackets import BLOT
from bot.parse.date_search import DateInLine, find_date
from bot.parse.dates import LONGEST, read_period
from bot.parse.effort import effort_in_comment
from bot.parse.grid import Table
from bot.parse.marks import read_mark, unmarked
from bot.parse.plan_part import Part, in_year
from bot.parse.tasks import no_tasks, read_tasks
from bot.parse.vocabulary import PlanWords, Vocabulary
from bot.parse.words import plain, without_comments, without_struck

_BREAK = re.compile(r"\n|<br\b[^<>]*>|</?(?:p|div|ul|ol|dl|li|dd|dt)\b[^<>]*>", re.IGNORECASE)
_BULLET = re.compile(rf"[ \t{BLOT}]*([*#:;]+|[•·‣▪◦]|[-–—](?=[ \t]))[ \t]*")
_TABLE_LINE = re.compile(r"\s*(?:\||! )")
_DASHES = "-‐‑‒–—―−"
_EDGES_AFTER_DATE = f' :,;.)]•→>"”{_DASHES}'
_EDGES_BEFORE_DATE = f" :,;({_DASHES}"
_ADDED = re.compile(r"(?<![.]\w)(?<![.]\w\w)[.!?] (?=[A-ZÅÄÖ])| (?=\()")  # "t.ex. Wikipedia" is no new sentence
_IN_PARENTHESES = re.compile(r"\(([^()]*)\)[.!]?")


@cache
def _about_the_plan(words: PlanWords) -> re.Pattern[str]:
    return re.compile(words.about, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with words.

    Attributes:
        text: Its wikitext without bullets.
        words: Its words.
        level: How deep it stands; 0 for plain text.
        listed: Whether it is a line of a list; a colon alone only indents a text.
        continued: It goes on after a line break inside what stands before.
        number: Its number on the page.
        stray: It begins like a line of a table, but there is none.
        tentative: It stands in parentheses as a whole.
        date: Where its date stands.
    """

    text: str
    words: str
    level: float
    listed: bool
    continued: bool
    number: int
    stray: bool
    tentative: bool
    date: DateInLine | None

    @property
    def dated(self) -> bool:
        """Whether there is one date in it, as it seems."""
        return self.date is not None and self.date.clear

    @property
    def date_words(self) -> str:
        """Its date, as written."""
        return self.words[self.date.start : self.date.end] if self.date else ""

    @property
    def only_date(self) -> bool:
        """Whether it says nothing but a date."""
        return self.dated and not _says(self.words.replace(self.date_words, "", 1))

    @property
    def begins_with_date(self) -> bool:
        """Whether its date comes before all other words."""
        return self.date is not None and self.date.clear and not _says(self.words[: self.date.start])


@dataclass(slots=True)
class Lines:
    """What was found in a part of a page.

    Attributes:
        activities: The activities, in order.
        prose: Plain lines with a date in the middle: activities, too, unless the plan has lists anywhere.
        lists: Whether there are lists.
        talk: The numbers of lines that say something else than an activity.
        stray: The numbers of lines of a table that was never begun.
        unclear: Numbers and words of lines with several dates, or one that cannot be read or may be another thing's.
    """

    activities: list[Activity] = field(default_factory=list)
    prose: list[Activity] = field(default_factory=list)
    lists: bool = False
    talk: list[int] = field(default_factory=list)
    stray: list[int] = field(default_factory=list)
    unclear: list[tuple[int, str]] = field(default_factory=list)


def read_lines(part: Part, tables: Sequence[Table], *, strict: bool = False, beside: bool = False) -> Lines:
    """Read a time plan that is no table.

    Args:
        part: Where it stands.
        tables: The tables there, which are left out.
        strict: Take only lines that begin with their date: there is a plan in a table, too, and other lines may be
            notes on it.
        beside: Take none at all, but tell of those with a date: the plan is in a table right here.
    """
    edges = [part.start, *(edge for table in tables for edge in (table.start, table.end)), part.end]
    between = zip(edges[::2], edges[1::2], strict=True)
    lines = [line for start, end in between for line in _lines(part, start, end)]
    return _Reader(part, strict=strict, beside=beside).read(lines)


def _lines(part: Part, start: int, end: int) -> Iterator[_Line]:
    """The lines that say anything, in order; one that a template or comment runs on in is one line."""
    source, position, opened = part.source, start, ""
    breaks = ((one.start(), one.end(), one[0].lower()) for one in _BREAK.finditer(source.masked, start, end))
    for stop, after, sign in chain(breaks, [(end, end, "")]):
        bullet = _BULLET.match(source.masked, position, stop)
        first = bullet.end() if bullet else position
        signs = bullet[1] if bullet else "*" if opened.startswith("<li") else ""
        line = _line(source.text[first:stop], signs, source.line(first), part.vocabulary)
        if line:
            yield replace(line, continued=opened.startswith("<br") and not signs)
        position, opened = after, sign if sign != "\n" or not opened.startswith("<br") or line else opened


def _line(text: str, signs: str, number: int, vocabulary: Vocabulary) -> _Line | None:
    standing = plain(without_struck(text))
    words = standing if _says(standing) else plain(text)
    if not _says(words):
        return None
    whole = _IN_PARENTHESES.fullmatch(words)
    words = whole[1] if whole else words
    level = len(signs) - 0.5 * signs.endswith(";")  # a term stands above its definitions
    listed, stray = bool(signs.strip(":")), not signs and _TABLE_LINE.match(without_comments(text)) is not None
    found = find_date(words, vocabulary=vocabulary)
    return _Line(text, words, level, listed, False, number, stray, bool(whole), found)


class _Reader:
    """Goes through the lines once; knows which dates and activities the next line may belong to."""

    def __init__(self, part: Part, *, strict: bool, beside: bool) -> None:
        self._part = part
        self._vocabulary = part.vocabulary
        self._strict = strict
        self._beside = beside
        self._found = Lines()
        self._dates: list[tuple[float, str]] = []
        self._activities: list[tuple[float, int]] = []

    def read(self, lines: Sequence[_Line]) -> Lines:
        """Read the lines of the part."""
        self._found.lists = any(line.listed for line in lines)
        heading = plain(self._part.heading)
        above = find_date(heading, vocabulary=self._vocabulary)
        if above and above.clear and not _says(heading.replace(heading[above.start : above.end], "", 1)):
            self._dates.append((-1, heading[above.start : above.end]))
        for line, below in zip_longest(lines, lines[1:]):
            if not line.continued:
                self._step_out(line.level)
            if line.only_date and not line.stray and below and below.level > line.level:
                self._dates.append((line.level, line.date_words))
            else:
                self._take(line)
        return self._found

    def _step_out(self, level: float) -> None:
        while self._dates and self._dates[-1][0] >= level:
            self._dates.pop()
        while self._activities and self._activities[-1][0] >= level:
            self._activities.pop()

    def _take(self, line: _Line) -> None:
        """Take a line as an activity, as more about the one above, or as talk."""
        if line.stray:
            self._found.stray.append(line.number)
        elif (line.listed or line.continued) and line.date is None and self._activities:
            self._add_to(self._activities[-1][1], line)
        elif self._beside or (self._strict and not line.begins_with_date):
            self._doubt(line)
        elif _about_the_plan(self._vocabulary.plan).match(line.words) and not line.listed:
            self._found.talk.append(line.number)
        elif line.listed or line.begins_with_date or (line.level and self._dates):
            self._activities.append((line.level, len(self._found.activities)))
            self._found.activities.append(self._activity(line))
        elif line.dated:
            self._found.prose.append(self._activity(line))
        else:
            self._found.talk.append(line.number)
            self._doubt(line)

    def _doubt(self, line: _Line) -> None:
        """Keep a line with a date that is no activity for sure: a person can tell."""
        if line.date:
            self._found.unclear.append((line.number, line.words))

    def _add_to(self, at: int, line: _Line) -> None:
        """Let a line below an activity say that it is done, or will not be."""
        one = self._found.activities[at]
        mark = read_mark(name="", when="", comment=line.text, vocabulary=self._vocabulary)
        self._found.activities[at] = replace(one, mark=one.mark or mark)

    def _activity(self, line: _Line) -> Activity:
        vocabulary = self._vocabulary
        whole = _name(line, vocabulary)
        known = line.date is None or line.dated
        name, comment = _parted(" ".join(unmarked([whole], vocabulary=vocabulary)) or whole) if known else (whole, "")
        return Activity(
            name=name,
            when=self._period(line),
            place=Place(self._part.source.title, line.number),
            days=effort_in_comment(line.text, vocabulary=vocabulary),
            tasks=read_tasks(line.text),
            no_tasks=no_tasks(whole, vocabulary=vocabulary),
            mark=_mark(line, whole, vocabulary) or self._part.mark,
            comment=comment,
            has_owner_column=False,
        )

    def _period(self, line: _Line) -> Period:
        if line.date and not line.date.clear:
            return Period(line.words[:LONGEST], unreadable=True)
        words = line.date_words or (self._dates[-1][1] if self._dates else "")
        frame = self._part.frame
        for _, above in self._dates:
            frame = in_year(frame, above, vocabulary=self._vocabulary)
        found = read_period(
            words,
            project_start=frame.start,
            project_end=frame.end,
            year=frame.year,
            vocabulary=self._vocabulary,
        )
        return replace(found, tentative=found.tentative or line.tentative)


def _after_date(line: _Line, vocabulary: Vocabulary) -> tuple[str, Mark | None]:
    """What follows a line's date, and the mark that stands in parentheses right after it (`Mars (klart): …`)."""
    after = line.words[line.date.end :].lstrip() if line.date else ""
    said = _IN_PARENTHESES.match(after)
    mark = read_mark(name="", when="", comment=said[1], vocabulary=vocabulary) if said else None
    return (after[said.end() :], mark) if said and mark else (after, None)


def _mark(line: _Line, name: str, vocabulary: Vocabulary) -> Mark | None:
    """What a person has marked a line as, at its ends or right after its date."""
    mark = read_mark(name=line.text, when="", comment="", vocabulary=vocabulary) or _after_date(line, vocabulary)[1]
    # "Klart: 5 maj" alone may as well be what is to be done by then.
    if mark is None and any(unmarked([name], vocabulary=vocabulary)):
        mark = read_mark(name=name, when="", comment="", vocabulary=vocabulary)
    return mark


def _parted(words: str) -> tuple[str, str]:
    """What is to be done, and what people have added to it: further sentences, and what stands in parentheses.

    What is added may change while the activity is the same.
    """
    end = _ADDED.search(words)
    name, comment = (words[: end.start()], words[end.end() :]) if end else (words, "")
    return (name, comment.strip(" ()")) if _says(name) else (words, "")


def _name(line: _Line, vocabulary: Vocabulary) -> str:
    """What is left of a line without its date, where that stands at either end; the whole line where nothing is."""
    if not line.date or not line.date.clear:
        return line.words
    before, (after, _) = line.words[: line.date.start], _after_date(line, vocabulary)
    if _says(before) and _says(after):
        return line.words
    name = after.lstrip(_EDGES_AFTER_DATE) if _says(after) else before.lstrip("( ").rstrip(_EDGES_BEFORE_DATE)
    return name if _says(name) and name.count("(") == name.count(")") else line.words


def _says(text: str) -> bool:
    return any(map(str.isalnum, text))
