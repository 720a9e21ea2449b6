"""Date cells of time plans: from wikitext to a period, in the frame of the project.

Three steps, each in a module of its own: the words (`bot.parse.date_words`), the grammar over them
(`bot.parse.date_grammar`, the place for a new form), and the year that is meant (`bot.parse.date_spans`).
"""

import math
from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from bot.model import Period
from bot.parse.date_cursor import Misfit, UnknownFormError
from bot.parse.date_grammar import read_dates
from bot.parse.date_spans import Dates, Frame, Placing, months, outermost, single
from bot.parse.date_tokens import tokens
from bot.parse.date_words import Kind, Token
from bot.parse.languages.swedish import SWEDISH
from bot.parse.marks import template_mark, unmarked
from bot.parse.vocabulary import Vocabulary
from bot.parse.words import lines, lines_and_templates, without_struck

LONGEST = 300
"""Characters in the longest cell that is read as a date (a dozen full dates); anything longer is prose."""

_PUNCTUATION = frozenset({Kind.COMMA, Kind.STOP, Kind.BREAK})


def read_period(
    wikitext: str,
    *,
    project_start: date | None,
    project_end: date | None,
    year: int | None,
    vocabulary: Vocabulary = SWEDISH,
) -> Period:
    """Read a date cell (the contract on dates).

    Args:
        wikitext: The cell, whatever it holds.
        project_start: The project's first day, None if unknown.
        project_end: The project's last day, None if unknown.
        year: The year in the project's title, None if there is none.
        vocabulary: The language.

    Returns:
        The period. Words in a cell that cannot be read, a day that does not exist, or a date whose year nothing tells
        give an unreadable period; a cell without words or figures, or with nothing but a mark (`Klart`), one that is
        only undated.
    """
    return read_cell(wikitext, Frame(project_start, project_end, year), vocabulary=vocabulary).period


class Reading(NamedTuple):
    """A date cell with every step of its reading, for those who want to know why.

    Attributes:
        period: What it was read as.
        lines: The lines that were looked at, without what is struck out and without mark words; none where the cell
            has no words or figures, or is too long.
        dates: What the grammar has read; None where the lines are no date.
        misfit: Why they are none, and where the token that no date goes on with starts in the lines, joined by line
            breaks (None at their end). None where there are dates, or a word that is no date's.
        placings: The days of each date.
        used: Where the tokens start that the grammar was given: week days, what binds them, and punctuation at the ends
            are not among them. None where a word stands there that is no date's.
    """

    period: Period
    lines: tuple[str, ...] = ()
    dates: Dates | None = None
    misfit: tuple[Misfit, int | None] | None = None
    placings: Sequence[Placing] = ()
    used: Collection[int] | None = None


def read_cell(wikitext: str, frame: Frame, *, vocabulary: Vocabulary = SWEDISH) -> Reading:
    """Read a date cell, and keep the steps (see `read_period`)."""
    whole, called = lines_and_templates(wikitext)
    text = " ".join(whole)
    if len(text) > LONGEST:
        return Reading(Period(text, unreadable=True))
    left = without_struck(wikitext)
    standing = whole if left == wikitext else lines(left) or whole
    cell = unmarked(standing, vocabulary=vocabulary)
    if not any(map(str.isalnum, "".join(cell))):
        hidden = any(
            template_mark(name, vocabulary=vocabulary) is None for name in called
        )  # what {{datum|…}} shows, nobody knows
        return Reading(Period(wikitext.strip()[:LONGEST], unreadable=True) if hidden else Period(text))
    unreadable = Period(text, unreadable=True)
    line = _tokens(cell, vocabulary)
    if line is None:
        return Reading(unreadable, cell)
    used = {token.start for token in line if token.kind is not Kind.BREAK}
    read = _read(line, vocabulary)
    if not isinstance(read, Dates):
        return Reading(unreadable, cell, misfit=read, used=used)
    placings = frame.place_each(read.stretches)
    placed = _place(read, placings, frame)
    period = (
        Period(text, placed[0], placed[1], tentative=read.tentative)
        if placed
        else Period(text, unreadable=True, unplaced=True)
    )
    return Reading(period, cell, read, None, placings, used)


_Ends = tuple[date | None, date | None]
"""The first and the last day of a period, as far as they are said or known."""


def _place(read: Dates, placings: Sequence[Placing], frame: Frame) -> _Ends | None:
    if not read.stretches:
        return _project_period(frame)
    days = outermost(placings)
    if days is None:
        return None
    return days[0] if read.has_start else None, days[1] if read.has_end else None


def _project_period(frame: Frame) -> _Ends | None:
    """The project's period as far as it is known, else the year in its title."""
    if frame.start is None and frame.end is None and frame.year is not None:
        year = Dates([single(months(1, 12))])
        return _place(year, frame.place_each(year.stretches), frame)
    return frame.start, frame.end


def read_words(cell: Sequence[str], *, vocabulary: Vocabulary = SWEDISH) -> Dates | None:
    """Read the lines of a cell.

    Args:
        cell: Lines as `bot.parse.words.lines` gives them, without marks.
        vocabulary: The language.

    Returns:
        The dates as written, not yet placed in any year; None where the words are no date.
    """
    line = _tokens(cell, vocabulary)
    read = None if line is None else _read(line, vocabulary)
    return read if isinstance(read, Dates) else None


def _tokens(cell: Sequence[str], vocabulary: Vocabulary) -> Sequence[Token] | None:
    """The lines of a cell as tokens, breaks among them, without punctuation at both ends; None for an unknown word."""
    joined: list[Token] = []
    start = 0
    for line in cell:
        found = tokens(line, start, vocabulary=vocabulary)
        if found is None:
            return None
        joined += [Token(Kind.BREAK, (), start, start), *found]
        start += len(line) + 1
    return _trimmed(joined)


def _read(line: Sequence[Token], vocabulary: Vocabulary) -> Dates | tuple[Misfit, int | None]:
    """Read a cell's tokens, first as one text, then as one date a line.

    Returns:
        The dates; where they are none why, of the two tries the one that came further.
    """
    misfits: list[tuple[Misfit, int | None]] = []
    for reading in ([token for token in line if token.kind is not Kind.BREAK], line):
        try:
            return read_dates(reading, month_first=vocabulary.dates.month_first)
        except UnknownFormError as error:
            misfits.append((error.misfit, reading[error.at].start if error.at < len(reading) else None))
    return max(misfits, key=lambda misfit: math.inf if misfit[1] is None else misfit[1])


def _trimmed(line: Sequence[Token]) -> Sequence[Token]:
    """Leave out punctuation at both ends."""
    start, end = 0, len(line)
    while start < end and line[start].kind in _PUNCTUATION:
        start += 1
    while start < end and line[end - 1].kind in _PUNCTUATION:
        end -= 1
    return line[start:end]
