"""A year as its record has it: what the bot wrote, read from the revisions alone, and what people had done by then.

Nothing of the product is used here: keys, marks and work days are read anew, so that a mistake there cannot hide.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

import holidays

BOT = "Lägesbot"
TALK = "Användardiskussion:"
ONE_DAY = timedelta(days=1)
MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)
THANKS = "Allt är klart, tack!"

KEY = re.compile(r" · nyckel (påminnelse/(\d{4}-\d{2}-\d{2})/.+) · körning \S+$")
"""A message's key in its edit summary, as the contract on the wiki has it."""

ITEM = re.compile(r"<!-- Lägesbot:punkt ([0-9a-f]{16}(?: [0-9a-f]{16})*) steg ([1-3]) körning [0-9a-z-]+ -->")
"""An item's keys and step, hidden in the text of its message."""

_ABOUT = re.compile(r"\[\[:?(Projekt:[^|\]]+)[|\]].*<!-- Lägesbot:projekt ")
_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})")
_MONTH = re.compile(rf"\b({'|'.join(MONTHS)}) (\d{{4}})")
_REPORT = "Lägesrapporten "
_HEADING = re.compile(r"==[^=].*[^=]== *")


@cache
def _free(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("SE", years=year, categories=("public", "de_facto")))


def is_free(day: date) -> bool:
    """Whether a day is a public holiday, or Midsummer's, Christmas or New Year's Eve."""
    return day in _free(day.year)


def is_workday(day: date) -> bool:
    """Whether a day is a Monday to Friday that is not free."""
    return day.weekday() < 5 and not is_free(day)


def after_workdays(day: date, count: int) -> date:
    """The day so many work days after a day."""
    while count > 0:
        day += ONE_DAY
        count -= is_workday(day)
    return day


def month_end(day: date) -> date:
    """The last day of a day's month."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - ONE_DAY


@dataclass(frozen=True, slots=True)
class Revision:
    """One edit of the bot's: a line of the history, with the page as it was before and as it is in that revision."""

    revid: int
    day: date
    title: str
    summary: str
    minor: bool
    bot: bool
    before: str
    after: str

    @property
    def talk(self) -> bool:
        """Whether it is of somebody's talk page."""
        return self.title.startswith(TALK)

    @property
    def message(self) -> bool:
        """Whether its reader is told of it."""
        return self.talk and not (self.minor or self.bot)

    def __str__(self) -> str:
        return f"{self.day} {self.title} (revision {self.revid})"


@dataclass(frozen=True, slots=True)
class Telling:
    """One thing that a message told: of a report its month's last day, of an activity its name and last day."""

    day: date
    page: str
    project: str
    step: int
    keys: tuple[str, ...]
    month: date | None
    activity: str | None
    end: date | None

    @property
    def what(self) -> tuple[str, object, object]:
        """What it is about, whoever is told."""
        return (self.project, self.activity or self.month, self.end)

    def __str__(self) -> str:
        thing = f"{self.activity!r} until {self.end}" if self.activity else f"report {self.month:%Y-%m}"
        return f"{self.day} {self.page}: {self.project}, {thing}, step {self.step}, key {' '.join(self.keys)}"


def added(before: str, after: str) -> list[str] | None:
    """The lines that an edit has put in; None where a line of before is not there any more, or in another place."""
    left = before.rstrip("\n").split("\n") if before.strip() else []
    found, at = [], 0
    for line in after.rstrip("\n").split("\n"):
        if at < len(left) and left[at] == line:
            at += 1
        else:
            found.append(line)
    return found if at == len(left) else None


def tellings(day: date, page: str, lines: Iterable[str]) -> Iterator[Telling]:
    """What lines of a talk page tell of."""
    project = ""
    for line in lines:
        about, item = _ABOUT.search(line), ITEM.search(line)
        project = about[1] if about else project
        if item:
            yield _telling(day, page, project, line, item)


def _telling(day: date, page: str, project: str, line: str, item: re.Match[str]) -> Telling:
    keys, step, words = tuple(item[1].split()), int(item[2]), line.lstrip(":* ")
    if words.startswith(_REPORT):
        month = _MONTH.search(words)
        assert month, line
        return Telling(day, page, project, step, keys, _last_day_of(month[1], month[2]), None, None)
    end = _DAY.search(words)
    assert end, line
    name = words.partition(" skulle ha varit ")[0]
    return Telling(day, page, project, step, keys, None, name, date(int(end[3]), MONTHS.index(end[2]) + 1, int(end[1])))


def _last_day_of(month: str, year: str) -> date:
    return month_end(date(int(year), MONTHS.index(month) + 1, 1))


def told(revision: Revision) -> list[Telling]:
    """What a revision has told."""
    return list(tellings(revision.day, revision.title, added(revision.before, revision.after) or []))


def sections(text: str) -> list[list[str]]:
    """A talk page's lines, by section of level 2."""
    found: list[list[str]] = [[]]
    for line in text.split("\n"):
        if _HEADING.fullmatch(line):
            found.append([])
        found[-1].append(line)
    return found


@dataclass(frozen=True, slots=True)
class Someone:
    """A person: the account that is written to, whether it can be, and their leave, first and last days included."""

    account: str
    manager: bool = False
    writable: bool = True
    away: tuple[tuple[date, date], ...] = ()

    @property
    def page(self) -> str:
        """Their talk page."""
        return f"{TALK}{self.account}"

    def is_away(self, day: date) -> bool:
        """Whether they are on leave on a day."""
        return any(first <= day <= last for first, last in self.away)


@dataclass(slots=True)
class Pause:
    """Peace that somebody asked for: seen by runs from the first day on, over on the day `until`."""

    first: date
    until: date
    project: str
    page: str | None = None
    """The talk page whose reader has peace; None where the project as a whole is paused."""

    def on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.first <= day < self.until


@dataclass(slots=True)
class Work:
    """A project as its people know it.

    Attributes:
        leads: Who is written to about it; empty where only the managers can be.
        reported: The evenings on which its report was written and dated.
        ends: The last days of each activity, by name, with the evening from which each one stood in the plan.
        done: The evening on which each activity was said to be done.
    """

    title: str
    leads: tuple[Someone, ...]
    start: date
    end: date
    reported: list[date] = field(default_factory=list)
    ends: dict[str, list[tuple[date, date]]] = field(default_factory=dict)
    done: dict[str, date] = field(default_factory=dict)

    def has_reported(self, month: date, early: int, by: date) -> bool:
        """Whether the report for a month, given by its last day, was there in the morning of a day."""
        return any(month - timedelta(days=early) <= day < by for day in self.reported)

    def is_over(self, activity: str, end: date, by: date) -> bool:
        """Whether an activity was done, or its last day another, in the morning of a day."""
        stood = [last for evening, last in self.ends[activity] if evening < by]
        return self.done.get(activity, date.max) < by or stood[-1] != end

    def months(self, year: int) -> list[date]:
        """The last days of those months of a year for at least half of which it was under way."""
        found = []
        for number in range(1, 13):
            first = date(year, number, 1)
            last = month_end(first)
            days = (min(last, self.end) - max(first, self.start)).days + 1
            if days * 2 >= last.day:
                found.append(last)
        return found


@dataclass(frozen=True, slots=True)
class Rules:
    """The settings that a year was run with; see the contract."""

    due_workday: int = 5
    early: int = 7
    grace: int = 2
    again: int = 5
    manager: int = 10
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4)

    def due(self, month: date) -> date:
        """When the report for a month is due, given by its last day."""
        return after_workdays(month, self.due_workday)

    def may_send(self, day: date) -> bool:
        """Whether messages may go out on a day."""
        return day.weekday() in self.weekdays and not is_free(day)


@dataclass(frozen=True, slots=True)
class Record:
    """A year: what was written, and what people had done.

    Attributes:
        year: The year that was reported on.
        rules: The settings.
        people: All who can be told, by talk page.
        works: The projects, by title.
        pauses: The peace that was asked for.
        runs: The days with a run, in order.
        revisions: The bot's edits, oldest first.
        changed: What changed on the wiki during runs beside those edits' pages, in a line each.
    """

    year: int
    rules: Rules
    people: Mapping[str, Someone]
    works: Mapping[str, Work]
    pauses: Sequence[Pause]
    runs: Sequence[date]
    revisions: Sequence[Revision]
    changed: Sequence[str] = ()

    @property
    def tellings(self) -> list[Telling]:
        """All that was told, in order."""
        return [one for revision in self.revisions if revision.talk for one in told(revision)]

    @property
    def managers(self) -> list[Someone]:
        """The managers."""
        return [one for one in self.people.values() if one.manager]

    def paused(self, project: str, day: date, page: str | None = None) -> bool:
        """Whether a project is paused on a day, as a whole or for the reader of a talk page."""
        return any(one.on(day) and one.project == project and one.page in {None, page} for one in self.pauses)
