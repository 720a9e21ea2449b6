"""What stands in the bot's region on the overview: all of it, or as much as may be, what matters most first.

Where the region would be longer than it may be (`overview.max_kilobytes`), parts are left out, each only when to do
without all that come before it in this order was not enough: the timelines; the findings beyond some for each project,
then all of them; what has changed; the workload; the projects in which nobody need do anything; at last all but the
figures. So the room is given the other way round. Room that is over when a part is left out is for those that come
before it, the last of them first; but the timelines, which say least of what is to be done, stand only beside all else.
Of no part more is rendered than there is room for, however many projects there are. The same facts have the same room:
no news is no edit.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from itertools import groupby

from bot.codes import CODES
from bot.knowledge import Knowledge
from bot.model import Finding
from bot.overview.news import News, news, untold
from bot.overview.note import Note
from bot.overview.rows import Row
from bot.overview.totals import MOST_NAMED, totals_of
from bot.parse.overview_note import MOST_CHARACTERS, write_note
from bot.render.escape import Wikitext
from bot.render.looks import LOOK, bar
from bot.render.notices import notice_wikitext, quiet_words
from bot.render.room import Room, bytes_of
from bot.render.styles import styles_of
from bot.render.timeline import timelines_wikitext
from bot.render.workload import workload_wikitext

COMPUTING = "ParserFunctions"
"""The extension by which the wiki works out, whenever a page is shown, how many days have gone since a day."""

_COMMAND, _SETTING = "lagesbot report --html", "overview.max_kilobytes"
"""What writes everything, and what says how much may stand here."""

FEW = 3
"""So many findings of each project are told where there is no room for all."""

_FRAME = 6_000
"""Bytes for the headings, the heads of the tables and the words about what is left out, whatever the language."""


@dataclass(slots=True)
class Left:
    """What is left out: how many projects of the table, of how many news, and so on.

    Attributes:
        projects, shown: Projects that the table has not, and has, where it has not all.
        note: What is compared with, and so all that has changed.
        workload: The whole table.
        news: Projects whose news are not told.
        problems: What is wrong with the run as a whole and is not told.
        findings: Findings that are not told.
        timelines: All of them.
    """

    projects: int = 0
    shown: int = 0
    note: bool = False
    workload: bool = False
    news: int = 0
    problems: int = 0
    findings: int = 0
    timelines: bool = False

    def __bool__(self) -> bool:
        """Whether anything is."""
        return any(getattr(self, one.name) for one in fields(self))


def overview_body(rows: Sequence[Row], year: int, known: Knowledge, note: Note, *, most: int) -> str | None:
    """The wikitext of the region.

    Args:
        rows: The projects.
        year: The year.
        known: What is known.
        note: What is compared with, and kept.
        most: The bytes that it may have.

    Returns:
        None where not even the figures have room.
    """
    room, left, words = Room(most - _FRAME), Left(), known.words
    figures = words.wikitext("overview/figures", total=totals_of(rows), look=LOOK, bar=bar, most_named=MOST_NAMED)
    if not room.takes(figures):
        return None
    kept = _kept(note, room, left)
    # in the order in which the room is given; the template has its own
    parts = {
        "rows": _projects(rows, known, room, left),
        "workload": _workload(year, known, room, left),
        "news": _news(news(note, rows, year) if kept else [], known, room, left),
        "problems": _problems(known, room, left),
        "findings": _findings(rows, known, room, left),
        "timelines": _timelines(rows, year, known, room, left),
    }
    names = {"command": _COMMAND, "setting": _SETTING, "settings": known.settings.pages.settings}
    told = words.wikitext("overview/left", left=left, look=LOOK, **names) if left else ""
    shown = {"figures": figures, "left": told, "note": kept, "note_day": note.day}
    shown["untold"] = untold(note, rows) if kept else 0
    return words.text("overview", year=year, styles=styles_of(known), look=LOOK, **shown, **parts)


def _kept(note: Note, room: Room, left: Left) -> Wikitext:
    """The note, where it has room and can be read again even when all of the projects have become others since then.

    What it needs of a project once it needs twice when that has changed. Without that room, there would be one note on
    days without news and none on the others, and the second run of a day would not say what the first did.
    """
    whole, today = Wikitext(write_note(note)), write_note(replace(note, before=None))
    left.note = 2 * bytes_of(today) > min(room.left, MOST_CHARACTERS) or not room.takes(whole)
    return Wikitext() if left.note else whole


def _projects(rows: Sequence[Row], known: Knowledge, room: Room, left: Left) -> list[str]:
    """The table's rows: all, or as many of those in which somebody is needed as there is room for."""
    rendered: dict[int, Wikitext] = {}
    computing = COMPUTING in known.material.extensions

    def render(place: int) -> str:
        if place not in rendered:
            row = rows[place]
            rendered[place] = known.words.wikitext(
                "overview/project", row=row, told=_reminders(row, known), look=LOOK, bar=bar, computing=computing
            )
        return rendered[place]

    whole = room.takes_all(range(len(rows)), render)
    if whole is not None:
        return whole
    needing = [place for place, row in enumerate(rows) if row.late_since or row.figures.overdue or _found(row, known)]
    some = room.takes_first(needing, render)
    left.projects, left.shown = len(rows) - len(some), len(some)
    return some


def _reminders(row: Row, known: Knowledge) -> list[str]:
    """How it stands with a project's reminders, or why there are none."""
    if row.quiet:
        return [quiet_words(row.standing, known.words)]
    return [notice_wikitext(notice, count, known.settings, known.words) for notice, count in row.notices]


def _workload(year: int, known: Knowledge, room: Room, left: Left) -> Wikitext:
    table = workload_wikitext(year, known)
    left.workload = bool(table) and not room.takes(table)
    return Wikitext() if left.workload else table


def _news(told: Sequence[News], known: Knowledge, room: Room, left: Left) -> list[str]:
    most = known.settings.report.max_rows
    some = room.takes_first(told, lambda one: known.words.wikitext("overview/change", one=one, most=most))
    left.news = len(told) - len(some)
    return some


def _problems(known: Knowledge, room: Room, left: Left) -> list[str]:
    some = room.takes_first(known.problems, lambda one: known.words.wikitext("overview/problem", problem=one))
    left.problems = len(known.problems) - len(some)
    return some


def _findings(rows: Sequence[Row], known: Knowledge, room: Room, left: Left) -> list[str]:
    """What is to be looked at in each project: all, or some of each project, or nothing."""
    told = [(row, found) for row in rows if (found := _found(row, known))]

    def render(one: tuple[Row, list[Finding]], most: int | None = None) -> str:
        row, found = one
        pages = [(page, list(these)) for page, these in groupby(found[:most], lambda each: each.place.page)]
        rest = len(found[most:]) if most else 0
        return known.words.wikitext("overview/finding", project=row.standing.project, pages=pages, rest=rest)

    whole = room.takes_all(told, render)
    if whole is not None:
        return whole
    some = room.takes_all(told, lambda one: render(one, FEW))
    left.findings = sum(len(found[FEW if some else 0 :]) for _, found in told)
    return some or []


def _found(row: Row, known: Knowledge) -> list[Finding]:
    """What people should know of a project, what is on its own page first, those of a kind together.

    Not line by line: what stands on one line may stand on two when the bot has written its part; that is no news.
    """
    title = row.standing.project.title
    found = [one for one in known.findings[title] if one.severity != "info"]
    return sorted(found, key=lambda one: (one.place.page != title, one.place.page, _KINDS[one.code]))


_KINDS = {code: place for place, code in enumerate(CODES)}


def _timelines(rows: Sequence[Row], year: int, known: Knowledge, room: Room, left: Left) -> Wikitext:
    timelines = Wikitext() if left else timelines_wikitext(year, rows, known, room)
    left.timelines = bool(rows) and not timelines
    return timelines
