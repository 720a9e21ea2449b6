"""Timelines as grids of months in wikitext: one for a project page, and one of all projects for the overview.

They need no style sheet and no script. Nothing in them changes from day to day but the states of activities; of today
the month is marked.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.checks.standing import ActivityStanding, Standing
from bot.knowledge import Knowledge
from bot.overview.rows import Row
from bot.overview.timeline import Bar, Timeline, days_in, month_of, state_of, timeline_of
from bot.render.bars import NOW, PERIOD, bar_wikitext, counts_words, days_words, look, people_words, signed
from bot.render.escape import Wikitext, escape
from bot.render.room import Room
from bot.render.words import Words

MOST = 60
"""So many activities are shown of one project, and so many of those without days: a plan that is longer is told as cut
off, lest a page become one that no browser likes."""

LONGEST = 300
"""Characters of an activity's name: enough to know it by, when the plan itself stands above."""

MOST_BYTES = 270_000
"""So long is what the overview tells of the activities, at most; a page may have 2 MB, and it has other things, too."""

BESIDE = "position:sticky;left:0;text-align:left;min-width:9em;max-width:17em"
"""The name of a project beside its line: it stays in view, on the background that a wiki gives a table's headers."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid: what stands before its pipe, and its words."""

    attributes: Wikitext
    words: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a grid."""

    name: str
    days: str
    people: str
    cells: tuple[Cell, ...]


def timeline_wikitext(standing: Standing, year: int, words: Words) -> Wikitext:
    """The timeline of a project for its own page; "" where it has no activities."""
    timeline = timeline_of(standing, year)
    if not (timeline.bars or timeline.undated or timeline.outside):
        return Wikitext()
    return words.wikitext(
        "timeline/project",
        **_grid(timeline, words),
        undated=[_undated(one, words) for one in timeline.undated[:MOST]],
        undated_left=len(timeline.undated[MOST:]),
        outside=[_outside(bar, words) for bar in timeline.outside[:MOST]],
        outside_left=len(timeline.outside[MOST:]),
    )


def timelines_wikitext(year: int, rows: Sequence[Row], known: Knowledge, room: Room | None = None) -> Wikitext:
    """The timelines of a year's projects for its overview: a line a project, then each one's activities, folded up.

    Args:
        year: The year.
        rows: The projects; what is told of their activities together is bounded (`MOST_BYTES`), the first come first.
        known: What is known.
        room: What there is room for; the activities take what the lines leave.

    Returns:
        Two grids without a heading; "" where there are no projects, or not even their lines have room.
    """
    room, words = room or Room(10 * MOST_BYTES), known.words
    lines = room.takes_all(rows, lambda row: _project_line(row.standing, year, words))
    if not lines:
        return Wikitext()
    first = timeline_of(rows[0].standing, year)
    planned = [(row.standing, timeline) for row in rows if (timeline := timeline_of(row.standing, year)).bars]
    details = Room(min(room.left, MOST_BYTES)).takes_first(planned, lambda one: _activities(*one, words))
    return words.wikitext(
        "timeline/overview",
        year=year,
        months=first.months,
        now=_now(known.today, first.months),
        mark=Wikitext(NOW),
        beside=Wikitext(BESIDE),
        projects=lines,
        details=details,
        left=len(planned) - len(details),
    )


def _project_line(standing: Standing, year: int, words: Words) -> Wikitext:
    cells = _project_cells(standing, timeline_of(standing, year), words)
    return words.wikitext("timeline/line", project=standing.project, cells=cells, beside=Wikitext(BESIDE))


def _activities(standing: Standing, timeline: Timeline, words: Words) -> Wikitext:
    return words.wikitext("timeline/activities", project=standing.project, **_grid(timeline, words, brief=True))


def short(text: str) -> str:
    """A name, cut where it is longer than anybody reads in a grid."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def _grid(timeline: Timeline, words: Words, *, brief: bool = False) -> dict[str, object]:
    """What the template of a grid is given; in brief, without what only looks better."""
    bars = timeline.bars[:MOST]
    return {
        "year": timeline.months[0].year,
        "months": timeline.months,
        "now": None if brief else timeline.month,
        "mark": Wikitext(NOW),
        "lines": [_line(bar, timeline, words, brief=brief) for bar in bars],
        "left": len(timeline.bars) - len(bars),
        "tentative": any(bar.tentative for bar in bars),
        "beyond": any(bar.before or bar.after for bar in bars),
    }


def _line(bar: Bar, timeline: Timeline, words: Words, *, brief: bool) -> Line:
    start, stop = (timeline.months.index(month_of(day)) for day in (bar.first, bar.last))
    filled = Cell(_attributes(stop + 1 - start, look(bar, edged=not brief)), bar_wikitext(bar, words))
    cells = _filled(filled, (start, stop + 1), timeline.months, None if brief else timeline.month)
    return Line(short(bar.one.activity.label), days_words(bar, words), people_words(bar, words), cells)


def _outside(bar: Bar, words: Words) -> tuple[str, str, Wikitext]:
    return short(bar.one.activity.label), days_words(bar, words), signed(bar.state, words)


def _filled(cell: Cell, place: tuple[int, int], months: Sequence[date], now: date | None) -> tuple[Cell, ...]:
    """The cells of a line with one cell filled."""
    start, stop = place
    return (*_empty(0, start, months, now), cell, *_empty(stop, len(months), months, now))


def _empty(start: int, stop: int, months: Sequence[date], now: date | None) -> Iterator[Cell]:
    """Empty cells, as few as there can be, the present month by itself."""
    at = months.index(now) if now else -1
    if start <= at < stop:
        yield from _empty(start, at, months, None)
        yield Cell(_attributes(1, NOW))
        start = at + 1
    if start < stop:
        yield Cell(_attributes(stop - start))


def _attributes(span: int, style: str = "") -> Wikitext:
    given = [f"colspan={span}"] if span > 1 else []
    return Wikitext(" ".join([*given, *([f'style="{style}"'] if style else [])]))


def _project_cells(standing: Standing, timeline: Timeline, words: Words) -> tuple[Cell, ...]:
    """The line of a project: its period as one bar, in which it says how many activities are in which state.

    Where the period is not known, or is that of another year, the words stand there without a bar.
    """
    months, told = timeline.months, Wikitext(" · ".join(_counted(timeline, words)))
    days = days_in(standing.project, months)
    if days is None:
        return (Cell(_attributes(len(months)), told),)
    start, stop = (months.index(month_of(day)) for day in days)
    filled = Cell(_attributes(stop + 1 - start, PERIOD), told)
    return _filled(filled, (start, stop + 1), months, _now(timeline.today, months))


def _counted(timeline: Timeline, words: Words) -> Iterator[Wikitext]:
    """How many activities are in which state, with their signs."""
    for sign, said in counts_words(timeline, words):
        yield Wikitext(f"{escape(sign)}&nbsp;{escape(said)}") if sign else escape(said)


def _now(today: date, months: Sequence[date]) -> date | None:
    return month_of(today) if month_of(today) in months else None


def _undated(one: ActivityStanding, words: Words) -> tuple[str, str, str]:
    """An activity without days: what it is called, what its date cell says, and its state where it has one."""
    state, activity = state_of(one), one.activity
    return (
        short(activity.label),
        short(activity.when.text if activity.name else ""),
        signed(state, words) if state else "",
    )
