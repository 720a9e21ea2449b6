"""What has changed in a year's projects since the last run of another day, by what the overview has noted."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.checks.changes import EVERYONE, keyed
from bot.checks.figures import of_year
from bot.checks.standing import ActivityStanding, Standing
from bot.model import ActivityState, Project, Status
from bot.overview.note import Late, Note, Seen, Shown
from bot.overview.rows import Row
from bot.parse.snapshot import written_name

KEY_DIGITS = 8
"""Of an activity's key so much is kept: enough to tell some dozen activities of one project apart."""

MOST_KEYS = 40
"""So many activities of a kind are noted for a project, so that the note stays a small part of the page."""

MOST_PROJECTS = 300
"""So many projects are noted: several times those of any year. Of others nothing is said to be new or to have changed;
how many they are is told."""

_MOST_NAMES = 10
_MOST_MONEY = 1e12


@dataclass(frozen=True, slots=True)
class News:
    """What has changed in one project.

    Attributes:
        title: Its title.
        standing: How it stands; None where it is no longer one of the year's.
        new: It was not one of them before.
        reported: The date of the report that has come.
        late: Its report has become late, or is missing by now.
        status, end, budget, lead: What was before and what is now, where that differs.
        done, overdue: Its activities that are done or late by now.
    """

    title: str
    standing: Standing | None
    new: bool = False
    reported: date | None = None
    late: Late = ""
    status: tuple[Shown, Shown] | None = None
    end: tuple[date | None, date | None] | None = None
    budget: tuple[float | None, float | None] | None = None
    lead: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    done: tuple[ActivityStanding, ...] = ()
    overdue: tuple[ActivityStanding, ...] = ()

    @property
    def any(self) -> bool:
        """Whether there is anything to tell."""
        return self != News(self.title, self.standing) or self.standing is None


def noted(note: Note | None, rows: Sequence[Row], year: int, today: date) -> Note:
    """The note that the overview keeps from now on.

    On another day than the noted one, what was noted becomes what is compared with, if there is anything to tell of
    since; else that stays, and so does the day on which the last change was seen. Later on the same day the comparison
    is with the same as before.

    Args:
        note: What the page has; None where it has nothing, or nothing that makes sense.
        rows: The year's projects.
        year: The year.
        today: The day.
    """
    known = _under_todays_titles(note.now, rows) if note else {}
    now = {row.standing.project.title: _seen(row, year, known) for row in _remembered(rows, known)}
    whole = len(rows) <= MOST_PROJECTS
    if note is None:
        return Note(today, now, whole=whole)
    turned = Note(today, now, note.now, whole, note.whole)
    if note.day != today and news(turned, rows, year):
        return turned
    return replace(note, now=now, whole=whole)


def _remembered(rows: Sequence[Row], known: Container[str]) -> list[Row]:
    """The projects that are noted: those that were before, then others, as many as there may be."""
    titles = (row.standing.project.title for row in rows)
    first = set(sorted(titles, key=lambda title: title not in known)[:MOST_PROJECTS])
    return [row for row in rows if row.standing.project.title in first]


def news(note: Note, rows: Sequence[Row], year: int) -> list[News]:
    """What has changed between the two sides of a note, in the order of the rows, then what is gone, by title."""
    if note.before is None:
        return []
    before = _under_todays_titles(note.before, rows)
    by_title = {row.standing.project.title: row.standing for row in rows}
    comparable = {title: seen for title, seen in note.now.items() if note.before_whole or title in before}
    told = [_compared(by_title[title], before.get(title), seen, year) for title, seen in comparable.items()]
    gone = sorted(before.keys() - by_title.keys())
    return [*(one for one in told if one.any), *(News(title, None) for title in gone)]


def untold(note: Note, rows: Sequence[Row]) -> int:
    """Of how many projects a note does not say whether they are new or have changed."""
    sides = [note.now.keys()]
    if note.before is not None and not note.before_whole:
        sides.append(_under_todays_titles(note.before, rows).keys())
    return sum(any(row.standing.project.title not in side for side in sides) for row in rows)


def about(note: Note, rows: Iterable[Row]) -> Note:
    """What a note has on these projects, where not all of the year's were looked at: the others are not gone."""
    titles = {title for row in rows for title in (row.standing.project.title, *row.standing.project.former)}
    now = {title: seen for title, seen in note.now.items() if title in titles}
    before = None if note.before is None else {title: seen for title, seen in note.before.items() if title in titles}
    return replace(note, now=now, before=before)


def _under_todays_titles(seen: Mapping[str, Seen], rows: Iterable[Row]) -> dict[str, Seen]:
    """What was noted, of projects that have been moved since under the titles that they have now."""
    moved = {old: row.standing.project.title for row in rows for old in row.standing.project.former}
    there = {row.standing.project.title for row in rows}
    return {title if title in there else moved.get(title, title): one for title, one in seen.items()}


def _seen(row: Row, year: int, known: Mapping[str, Seen]) -> Seen:
    standing, project = row.standing, row.standing.project
    done, overdue = _keys(standing, year, known.get(project.title, Seen()))
    told = standing.report_told
    return Seen(
        late=told if told in {"late", "missing"} else "",
        reported=project.report.updated if project.report else None,
        status=shown_status(project),
        end=project.end,
        budget=_written_sum(row.budget),
        lead=lead_names(project),
        done=done,
        overdue=overdue,
    )


def shown_status(project: Project) -> Shown:
    """What stands for a project's status."""
    if project.closed:
        return "closed"
    return _SHOWN[project.report.status] if project.report and project.report.status else ""


_SHOWN: Mapping[Status, Shown] = {Status.GREEN: "green", Status.ORANGE: "orange", Status.RED: "red"}


def lead_names(project: Project) -> tuple[str, ...]:
    """The names of a project's leads; `EVERYONE` for all of the staff."""
    names = tuple(filter(None, (written_name(person.name) for person in project.people.lead[:_MOST_NAMES])))
    return (*names, EVERYONE) if project.people.everyone == "lead" else names


def _written_sum(amount: float | None) -> float | None:
    """A sum as it can be written down; None for what is nobody's budget."""
    return round(amount, 2) if amount is not None and 0 <= amount < _MOST_MONEY else None


def _keys(standing: Standing, year: int, known: Seen) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys of what is done and what is late; where Phabricator has not answered, it stands as it was noted."""
    done, overdue = set[str](), set[str]()
    late = set(map(id, standing.overdue))
    for key, one in _of_year(standing, year):
        if not one.activity.mark and not standing.answered(one.activity):
            done |= {key}.intersection(known.done)
            overdue |= {key}.intersection(known.overdue)
        elif one.state is ActivityState.DONE:
            done.add(key)
        elif id(one) in late:
            overdue.add(key)
    return tuple(sorted(done)[:MOST_KEYS]), tuple(sorted(overdue)[:MOST_KEYS])


def _of_year(standing: Standing, year: int) -> list[tuple[str, ActivityStanding]]:
    concerned = set(map(id, of_year(standing.activities, standing, year)))
    return [(key[:KEY_DIGITS], one) for key, one in keyed(standing) if id(one) in concerned]


def _compared(standing: Standing, before: Seen | None, now: Seen, year: int) -> News:
    title = standing.project.title
    if before is None:
        return News(title, standing, new=True)
    came = now.reported is not None and (before.reported is None or now.reported > before.reported)
    return News(
        title,
        standing,
        reported=now.reported if came else None,
        late=now.late if not before.late else "",
        status=(before.status, now.status) if before.status != now.status else None,
        end=(before.end, now.end) if before.end != now.end else None,
        budget=(before.budget, now.budget) if before.budget != now.budget else None,
        lead=(before.lead, now.lead) if before.lead != now.lead else None,
        done=_newly(before.done, now.done, standing, year),
        overdue=_newly(before.overdue, now.overdue, standing, year),
    )


def _newly(before: Sequence[str], now: Sequence[str], standing: Standing, year: int) -> tuple[ActivityStanding, ...]:
    """The activities that have come to a list of keys; none where not all were noted."""
    new = set(now).difference(before) if len(before) < MOST_KEYS else set[str]()
    return tuple(one for key, one in _of_year(standing, year) if key in new)
