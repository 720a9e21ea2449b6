"""Timelines as pictures for the HTML report: SVG that a screen reader can read, without ids or scripts.

How it looks is for the page's style sheet to say (`templates/html/timeline.css`), by class: a bar is `bar` with its
state and `tentative`, a month `month`, the day `today`. Several stand on one page, so nothing has an id: the hatching
of what is tentative is drawn line by line.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from html import escape

from bot.checks.calendar import month_end
from bot.model import Period, Project
from bot.overview.timeline import Bar, Timeline, days_in
from bot.render.bars import bar_words, counts_words, said_words
from bot.render.words import Words

_NAMES = 250
"""Room for the activities' names at the left, in units of the picture."""
_DAY = 2
"""The width of a day."""
_HEAD = 44
"""Room for the label of today, and for the months below it."""
_MONTHS = 20
"""The height of the line of months."""
_ROW = 30
_BAR = 22
_HATCH = 8
"""The distance between two lines of the hatching."""
_LONGEST = 36
"""Characters of a name that there is room for; the whole is told when one points at it."""
_LETTER = 6.5
"""About the width of a letter: words that do not fit into their bar stand beside it."""

_NO_XML = {*range(9), 11, 12, *range(14, 32), *range(127, 160), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF}
"""The characters that XML has no place for, or advises against."""


def timeline_svg(timeline: Timeline, words: Words) -> str:
    """Draw a project's timeline.

    Args:
        timeline: What to draw. What has no days in its months (`undated`, `outside`) is for whoever shows it to tell.
        words: The language.

    Returns:
        An `<svg>` element, well-formed as XML whatever the activities are called; "" where nothing has days.
    """
    if not timeline.bars:
        return ""
    rows = [line for place, bar in enumerate(timeline.bars) for line in _row(timeline, bar, place, words)]
    return _picture(timeline, len(timeline.bars), rows, _described(timeline, words), words)


def projects_svg(shown: Sequence[tuple[Project, Timeline]], words: Words) -> str:
    """Draw the projects of a year: each one's own time, and in it how many of its activities are in which state.

    Args:
        shown: The projects, each with its timeline of the year.
        words: The language.

    Returns:
        An `<svg>` element, as `timeline_svg` makes it; "" where there are no projects.
    """
    if not shown:
        return ""
    frame = replace(shown[0][1], over=False)
    rows = [line for place, one in enumerate(shown) for line in _project(*one, place, words)]
    said = (_said_of_project(project, timeline, words) for project, timeline in shown)
    return _picture(frame, len(shown), rows, [*_said_of_today(frame, words), *said], words)


def _picture(frame: Timeline, count: int, rows: Iterable[str], said: Iterable[str], words: Words) -> str:
    """The rows on their months, with what the picture says for those who do not see it."""
    width, height = _x(frame, _end(frame)) + 2, _HEAD + _ROW * count + 4
    inside = [
        _element("title", words.phrase("timeline-caption", year=frame.months[0].year)),
        _element("desc", " ".join(said)),
        *_months(frame, words, height),
        *rows,
        *_today(frame, words, height),
    ]
    opening = f'<svg class="timeline" role="img" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
    return "\n".join([opening, *inside, "</svg>"])


def _element(name: str, text: str = "", **attributes: object) -> str:
    """An element with text in it, or none; a trailing `_` in the name of an attribute is dropped, others are dashes."""
    given = "".join(f' {key.rstrip("_").replace("_", "-")}="{value}"' for key, value in attributes.items())
    return f"<{name}{given}>{safe(text)}</{name}>" if text else f"<{name}{given}/>"


def safe(text: str) -> str:
    """Words as XML and HTML have them: escaped, on one line, without characters that XML has no place for."""
    return escape(" ".join("".join(one for one in text if ord(one) not in _NO_XML or one.isspace()).split()))


def _described(timeline: Timeline, words: Words) -> Iterator[str]:
    """The picture in words."""
    yield from _said_of_today(timeline, words)
    for bar in timeline.bars:
        yield words.phrase("timeline-said", name=bar.one.activity.label, said=said_words(bar, words))


def _said_of_today(timeline: Timeline, words: Words) -> Iterator[str]:
    if timeline.month:
        yield f"{words.phrase('timeline-today', day=timeline.today)}."


def _said_of_project(project: Project, timeline: Timeline, words: Words) -> str:
    period = words.period(Period("", project.start, project.end))
    said = [period] * bool(period) + [counted for _, counted in counts_words(timeline, words)]
    return words.phrase("timeline-said", name=project.name, said=", ".join(said)) if said else project.name


def _end(timeline: Timeline) -> date:
    return month_end(timeline.months[-1]) + timedelta(days=1)


def _x(timeline: Timeline, day: date) -> int:
    """Where a day begins."""
    return _NAMES + (day - timeline.months[0]).days * _DAY


def _months(timeline: Timeline, words: Words, height: int) -> Iterator[str]:
    for month in timeline.months:
        left, right = _x(timeline, month), _x(timeline, month_end(month) + timedelta(days=1))
        kind, top = ("month now" if month == timeline.month else "month"), _HEAD - _MONTHS
        yield _element("rect", class_=kind, x=left, y=top, width=right - left, height=height - top)
        middle = (left + right) // 2
        yield _element("text", words.month_name(month), class_=kind, x=middle, y=_HEAD - 6, text_anchor="middle")


def _row(timeline: Timeline, bar: Bar, place: int, words: Words) -> Iterator[str]:
    """An activity: its name, its bar, and in or beside that what the bar means."""
    left, right = _x(timeline, bar.first), _x(timeline, bar.last + timedelta(days=1))
    top = _HEAD + _ROW * place + (_ROW - _BAR) // 2
    kind = f"bar {bar.state}{' tentative' if bar.tentative else ''}"
    name = bar.one.activity.label
    yield "<g>"
    yield _element("title", words.phrase("timeline-said", name=name, said=said_words(bar, words)))
    yield _name(name, top)
    yield _element("rect", class_=kind, x=left, y=top, width=right - left, height=_BAR, rx=3)
    if bar.tentative:
        yield _element("path", class_="hatch", d=_hatching(left, right, top))
    yield _beside(bar_words(bar, words), (left, right), (_NAMES, _x(timeline, _end(timeline))), top)
    yield "</g>"


def _project(project: Project, timeline: Timeline, place: int, words: Words) -> Iterator[str]:
    """A project: its name, its own time where that is known, and in or beside it how its activities stand."""
    top, days = _HEAD + _ROW * place + (_ROW - _BAR) // 2, days_in(project, timeline.months)
    left, right = (_x(timeline, days[0]), _x(timeline, days[1] + timedelta(days=1))) if days else (_NAMES, _NAMES)
    yield "<g>"
    yield _element("title", _said_of_project(project, timeline, words))
    yield _name(project.name, top)
    if days:
        yield _element("rect", class_="bar period", x=left, y=top, width=right - left, height=_BAR, rx=3)
    counted = [f"{sign} {said}".strip() for sign, said in counts_words(timeline, words)]
    if counted:
        yield _beside(" · ".join(counted), (left, right), (_NAMES, _x(timeline, _end(timeline))), top)
    yield "</g>"


def _name(name: str, top: int) -> str:
    short = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"
    return _element("text", short, class_="name", x=4, y=top + _BAR - 6)


def _hatching(left: int, right: int, top: int) -> str:
    """Lines that rise to the right, cut off where the bar ends."""
    lines = []
    for foot in range(left - _BAR + _HATCH, right, _HATCH):
        start, end = max(foot, left), min(foot + _BAR, right)
        lines.append(f"M{start} {top + _BAR - (start - foot)}L{end} {top + _BAR - (end - foot)}")
    return "".join(lines)


def _beside(text: str, bar: tuple[int, int], all_days: tuple[int, int], top: int) -> str:
    """The words of a bar: in it where they fit, else after it, else before it."""
    (left, right), (first, last) = bar, all_days
    length = round(len(text) * _LETTER) + 12
    y = top + _BAR - 6
    if length <= right - left:
        return _element("text", text, class_="inside", x=left + 6, y=y)
    if right + length <= last:
        return _element("text", text, class_="beside", x=right + 5, y=y)
    return _element("text", text, class_="beside", x=max(left - 5, first + length), y=y, text_anchor="end")


def _today(timeline: Timeline, words: Words, height: int) -> Iterator[str]:
    """A line through today, with its label; the label stands on the side where there is room."""
    if timeline.month is None:
        return
    x, last = _x(timeline, timeline.today) + _DAY // 2, _x(timeline, _end(timeline))
    label = words.phrase("timeline-today", day=timeline.today)
    late = x + len(label) * _LETTER > last
    yield _element("line", class_="today", x1=x, x2=x, y1=4, y2=height)
    anchor = "end" if late else "start"
    yield _element("text", label, class_="today", x=x + (-5 if late else 5), y=16, text_anchor=anchor)
