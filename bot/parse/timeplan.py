"""The time plan of a project: where on its pages it stands, and what in it cannot be read.

It stands below a heading `Tidplan` on the project page; without one, it is every table there with a date and an
activity column. Older projects have it on the page with the project data, below such a heading or in a parameter of
the template. What a table says is read in `bot.parse.plan_rows`, lists and lines in `bot.parse.plan_lines`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from textwrap import shorten

from bot.model import Activity, Flaw, Mark, Place
from bot.parse.date_spans import Frame
from bot.parse.grid import Table
from bot.parse.languages.swedish import SWEDISH
from bot.parse.marks import heading_mark
from bot.parse.plan_lines import read_lines
from bot.parse.plan_part import Part, in_year
from bot.parse.plan_rows import Rows, read_rows
from bot.parse.structure import Source
from bot.parse.vocabulary import PlanWords, Vocabulary
from bot.parse.words import plain

_LONGEST_QUOTE = 80
"""Characters of a line that are quoted in a finding: enough to know it by."""


@cache
def _heading(words: PlanWords) -> re.Pattern[str]:
    return re.compile(words.heading, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TimePlan:
    """What was found; nothing but a flaw where there is no time plan at all."""

    activities: tuple[Activity, ...] = ()
    tag: str | None = None
    flaws: tuple[Flaw, ...] = ()


def read_timeplan(
    main: Source,
    frame: Frame,
    *,
    data: Source | None = None,
    field: tuple[int, int] | None = None,
    vocabulary: Vocabulary = SWEDISH,
) -> TimePlan:
    """Read the time plan of a project.

    A plan that cannot be read in full gives `timeplan-unreadable`, none at all `timeplan-missing`; rows that were
    understood are given all the same.

    Args:
        main: The project page.
        frame: The project's own period, which dates without a year are read in.
        data: The page with the project data, where that is another one.
        field: The slice of the value of the template's own parameter for the plan, on `data` (on `main` without it).
        vocabulary: The language.
    """
    whole = [Part(page, 0, len(page.text), frame, vocabulary=vocabulary) for page in (main, data) if page]
    found = [_below_headings(whole[0]) or _anywhere(whole[0])]
    if data and not (found[0] and found[0].activities):
        found.append(_below_headings(whole[1]) or _anywhere(whole[1]))
    if field and not any(plan and plan.activities for plan in found):
        found.append(_read([Part(data or main, *field, frame, vocabulary=vocabulary)]))
    plans = [plan for plan in found if plan]
    missing = TimePlan(flaws=(_missing(main, 1),))
    return next((plan for plan in plans if plan.activities), plans[0] if plans else missing)


def _below_headings(page: Part) -> TimePlan | None:
    """The plan below the headings that say so; None where there is no such heading."""
    parts = list(_parts(page))
    return _read(parts) if parts else None


def _anywhere(page: Part) -> TimePlan | None:
    """The plan in tables anywhere on a page; None where no table looks like one."""
    rows = read_rows(page, only_tables=True)
    flaws = [*_unclosed_tables(page.source, rows), *_unclosed_templates(page.source)]
    return TimePlan(tuple(rows.activities), rows.tag, tuple(flaws)) if rows.plans else None


def _parts(page: Part) -> Iterator[Part]:
    """What stands below each heading of a plan, and below each heading inside it."""
    source, words_of = page.source, page.vocabulary
    end = 0
    above: list[tuple[int, Frame, Mark | None]] = []
    starts = [*(section.start for section in source.sections[1:]), len(source.text)]
    for section, next_start in zip(source.sections, starts, strict=False):
        words = plain(section.title)
        if section.start >= end:
            if not _heading(words_of.plan).search(words):
                continue
            end, above = section.end, [(0, page.frame, None)]
        while above[-1][0] >= section.level:
            above.pop()
        _, outer, mark = above[-1]
        own_mark = heading_mark(words, vocabulary=words_of) or mark
        own = in_year(outer, section.title, vocabulary=words_of)
        above.append((section.level, own, own_mark))
        stop, line = min(end, next_start), source.line(section.start)
        yield Part(source, section.body, stop, own, section.title, line, own_mark, words_of)


def _read(parts: Sequence[Part]) -> TimePlan:
    """Read the parts of a page's plan: tables where there are any, else lists and lines."""
    source = parts[0].source
    tables = [read_rows(part) for part in parts]
    strict = any(rows.plans for rows in tables)
    activities: list[Activity] = []
    flaws: list[Flaw] = []
    talk: list[int] = []
    parted = [
        read_lines(part, rows.tables, strict=strict, beside=bool(rows.activities))
        for part, rows in zip(parts, tables, strict=True)
    ]
    lists = any(lines.lists for lines in parted)
    for rows, lines in zip(tables, parted, strict=True):
        activities += [*rows.activities, *lines.activities, *(() if lists else lines.prose)]
        talk += lines.talk
        flaws += [_unreadable(source, line, "unopened") for line in lines.stray[:1]]
        flaws += _unclosed_tables(source, rows)
    if activities or strict:
        flaws += [_unclear(source, *one) for lines in parted for one in lines.unclear]
    elif not flaws:
        flaws += _nothing(parts[0], [one for rows in tables for one in rows.tables], talk)
    tag = next((rows.tag for rows in tables if rows.tag), None)
    activities.sort(key=lambda one: one.place.line)  # lines may stand above a table
    return TimePlan(tuple(activities), tag, (*flaws, *_unclosed_templates(source)))


def _nothing(first: Part, tables: Sequence[Table], talk: Sequence[int]) -> Iterator[Flaw]:
    """Why a plan without a single activity is none."""
    source = first.source
    if tables:
        yield _unreadable(source, tables[0].line, "columns")
    elif talk:
        yield _unreadable(source, talk[0], "prose")
    else:
        yield _missing(source, first.line)


def _unclosed_tables(source: Source, rows: Rows) -> Iterator[Flaw]:
    return (_unreadable(source, table.line, "unclosed") for table in rows.tables if not table.closed)


def _unclosed_templates(source: Source) -> Iterator[Flaw]:
    return (_unreadable(source, source.line(position), "template") for position in source.unclosed)


def _unreadable(source: Source, line: int, why: str) -> Flaw:
    return Flaw("timeplan-unreadable", Place(source.title, line), facts={"why": why})


def _unclear(source: Source, line: int, words: str) -> Flaw:
    """A line with a date that may not be its own, in a plan that can be read otherwise."""
    text = shorten(words, _LONGEST_QUOTE, placeholder=" …")
    return Flaw("date-unreadable", Place(source.title, line), facts={"text": text, "field": None, "line": True})


def _missing(source: Source, line: int) -> Flaw:
    return Flaw("timeplan-missing", Place(source.title, line))
