"""Date cells of time plans: from wikitext to a period, in the frame of the project.

Three steps, each in a module of its own: the words (`bot.parse.date_words`), the grammar over them
(`bot.parse.date_grammar`, the place for a new form), and the year that is meant (`bot.parse.date_spans`).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.model import Period
from bot.parse.date_cursor import UnknownFormError
from bot.parse.date_grammar import read_dates
from bot.parse.date_spans import Dates, Frame, months, single
from bot.parse.date_words import Kind, Token, tokens
from bot.parse.marks import unmarked
from bot.parse.words import lines, plain, without_struck

LONGEST = 300
"""Characters in the longest cell that is read as a date (a dozen full dates); anything longer is prose."""

_PUNCTUATION = frozenset({Kind.COMMA, Kind.STOP, Kind.BREAK})


def read_period(
    wikitext: str,
    *,
    project_start: date | None,
    project_end: date | None,
    year: int | None,
) -> Period:
    """Read a date cell (the contract on dates).

    Args:
        wikitext: The cell, whatever it holds.
        project_start: The project's first day, None if unknown.
        project_end: The project's last day, None if unknown.
        year: The year in the project's title, None if there is none.

    Returns:
        The period. Words in a cell that cannot be read, a day that does not exist, or a date whose year nothing tells
        give an unreadable period; a cell without words or figures, or with nothing but a mark (`Klart`), one that is
        only undated.
    """
    text = plain(wikitext)
    if len(text) > LONGEST:
        return Period(text, unreadable=True)
    standing = lines(without_struck(wikitext)) or lines(wikitext)
    cell = unmarked(standing)
    if not any(map(str.isalnum, "".join(cell))):
        return Period(text)
    read = read_words(cell)
    period = None if read is None else _place(read, Frame(project_start, project_end, year))
    if read is None or period is None:
        return Period(text, unreadable=True)
    return replace(period, text=text, tentative=read.tentative)


def _place(read: Dates, frame: Frame) -> Period | None:
    if not read.stretches:
        return _project_period(frame)
    days = frame.place_all(read.stretches)
    if days is None:
        return None
    return Period("", start=days[0] if read.has_start else None, end=days[1] if read.has_end else None)


def _project_period(frame: Frame) -> Period | None:
    """The project's period as far as it is known, else the year in its title."""
    if frame.start is None and frame.end is None and frame.year is not None:
        return _place(Dates([single(months(1, 12))]), frame)
    return Period("", start=frame.start, end=frame.end)


def read_words(cell: Sequence[str]) -> Dates | None:
    """Read the lines of a cell, first as one text, then as one date a line.

    Args:
        cell: Lines as `bot.parse.words.lines` gives them, without marks.

    Returns:
        The dates as written, not yet placed in any year; None where the words are no date.
    """
    joined: list[Token] = []
    for line in cell:
        found = tokens(line)
        if found is None:
            return None
        joined += [Token(Kind.BREAK), *found]
    for reading in ([token for token in joined if token.kind is not Kind.BREAK], joined):
        try:
            return read_dates(_trimmed(reading))
        except UnknownFormError:
            continue
    return None


def _trimmed(line: Sequence[Token]) -> Sequence[Token]:
    """Leave out punctuation at both ends."""
    start, end = 0, len(line)
    while start < end and line[start].kind in _PUNCTUATION:
        start += 1
    while start < end and line[end - 1].kind in _PUNCTUATION:
        end -= 1
    return line[start:end]
