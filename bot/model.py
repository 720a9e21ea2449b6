"""What a project page says, as plain frozen data: no wikitext, no wiki, no words for people.

Unknown is None (or an empty tuple), never a guess. Lists keep the page's order. Dates are calendar dates of the wiki
(Europe/Stockholm); an `end` is the last day, included. The Swedish words behind the English names are in the glossary
(docs/ordlista.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from bot.memory import Snapshot

ZONE = ZoneInfo("Europe/Stockholm")
"""The association's and the wiki's time zone: it says what day it is."""

Everyone = Literal["lead", "support"]
"""Who `Samtliga` or `Alla` in a cell stands for: all of the staff as leads, or as support."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where on the wiki something stands: a full page title and a 1-based line in its wikitext."""

    page: str
    line: int


@dataclass(frozen=True, slots=True)
class Period:
    """When something happens, as a date cell says it.

    Attributes:
        text: The cell's words, without markup.
        start: The first day; None when not said (`senast 22 april`) or not readable.
        end: The last day; None when not said (`fr.o.m. 22/8`) or not readable.
        tentative: The whole cell stands in parentheses, or a `?` follows the date.
        unreadable: The cell holds words or figures, but no date that can be read or that exists (`31 februari`).
        unplaced: It is unreadable because nothing tells its year, or that year has no such day; the words are a date.
    """

    text: str
    start: date | None = None
    end: date | None = None
    tentative: bool = False
    unreadable: bool = False
    unplaced: bool = False

    @property
    def dated(self) -> bool:
        """Whether at least one end is known."""
        return self.start is not None or self.end is not None


@dataclass(frozen=True, slots=True)
class Person:
    """A person as a cell names them: a (first) name, and the account where the cell links to it."""

    name: str
    account: str | None = None


@dataclass(frozen=True, slots=True)
class People:
    """Who answers for something: leads, those who support them, and whether `Samtliga`/`Alla` stands among either."""

    lead: tuple[Person, ...] = ()
    support: tuple[Person, ...] = ()
    everyone: Everyone | None = None

    @property
    def nobody(self) -> bool:
        """Whether the cell names no lead at all."""
        return not self.lead and self.everyone != "lead"


class Mark(StrEnum):
    """What a person has written about an activity: that it is done, or that it will not be."""

    DONE = "done"
    CANCELLED = "cancelled"


class ActivityState(StrEnum):
    """How an activity stands on a given day."""

    PLANNED = "planned"
    ONGOING = "ongoing"
    DONE = "done"
    CANCELLED = "cancelled"
    OVERDUE = "overdue"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Activity:
    """One row (or line) of a time plan.

    Attributes:
        name: The activity's words, without markup; "" when the cell is empty.
        when: The date cell.
        days: The effort in working days (8 hours); None when not said.
        people: The owner cell.
        tasks: Phabricator task ids, `T318564`, in order and each once.
        no_tasks: The task cell says `N/A`: on purpose none.
        mark: What a person has marked it as, if anything.
        comment: The comment cell's words, without markup.
        place: The page and line where the row begins.
        has_owner_column: False in plans of four columns, where an owner cannot be written.
    """

    name: str
    when: Period
    place: Place
    days: float | None = None
    people: People = People()
    tasks: tuple[str, ...] = ()
    no_tasks: bool = False
    mark: Mark | None = None
    comment: str = ""
    has_owner_column: bool = True

    @property
    def label(self) -> str:
        """What to call it: its name, else what its date cell says, else a dash."""
        return self.name or self.when.text or "–"

    @property
    def gist(self) -> str:
        """Its name without what may be tidied in it: a corrected comma or capital is no new activity."""
        return _gist(self.name)


@lru_cache(maxsize=4096)  # asked for a dozen times in a run; those of a few hundred projects at hand are enough
def _gist(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


@dataclass(frozen=True, slots=True)
class Funding:
    """One financier ("" when not named) and what they give, in the settings' currency; None when it cannot be read."""

    funder: str
    amount: float | None


class Status(StrEnum):
    """The STATUS icon of a report, all generations of colour names mapped to one set. Always a person's choice."""

    GREEN = "green"
    ORANGE = "orange"
    RED = "red"


@dataclass(frozen=True, slots=True)
class StatusReport:
    """What people have written in the project's Lägesrapport (the bot's own regions left out).

    Attributes:
        place: The line of the template call's first report parameter, or of the call itself.
        updated: The date of `Uppdaterad senast`; None when empty or unreadable.
        updated_text: That field as written.
        status: The colour; None when never set (white or empty).
        hidden: `dolt_läge` is set: the report part of the box is not shown, and no report is asked for.
        fields: The other filled report fields, key -> human text as stored. `goals` (Måluppfyllnad) is left out,
            because it was pre-filled and does not mean that anybody has reported.
        marks: What else of it a person sets, by key, as stored: the status, the goals, the final report.
        unrefreshed: The words in these fields, the manager's aside, have changed since the bot first saw this date.
        status_text: What stands in the STATUS field without being a colour; "" where nothing does.
        redated: The date is not the one on the page, but that of the edit by which a person changed the words under it;
            the settings let the bot write it there.
    """

    place: Place
    updated: date | None = None
    updated_text: str = ""
    status: Status | None = None
    hidden: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    unrefreshed: bool = False
    status_text: str = ""
    redated: bool = False


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something on a page that is not as it should be, before settings and words make a `Finding` of it.

    Attributes:
        code: Its code, one of `bot.codes`.
        place: Where.
        subject: The activity's name where it is about one, else None.
        facts: What the message needs to say, by name.
    """

    code: str
    place: Place
    subject: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)


Severity = Literal["error", "warning", "info"]

Task = Literal["report", "remind", "overview"]
TASKS: tuple[Task, ...] = ("report", "remind", "overview")
"""What a run can do, in the order in which it does it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A flaw as people are told of it: with its severity, and with words in the wiki's language."""

    code: str
    severity: Severity
    place: Place
    subject: str | None
    message: str


@dataclass(frozen=True, slots=True)
class Project:
    """One project, as its pages say.

    Attributes:
        title: The project page's full title.
        number: The project number (`226401`), or None.
        people: The project's lead (and support) from the project data.
        start, end: First and last day, or None.
        closed: A person has said that the project is finished (banner, `avslutad` or `fas`).
        final_report: Something stands in the project data for the final report, if only why it is late.
        final_link: The final report or evaluation is linked there: nobody reports on the project any more.
        funding: Financiers in order.
        budget_total: What the project costs in all, in the currency of the settings: as stated, else the financiers
            together; None where that is not known, or the two contradict each other.
        phabricator_project: The tag in the Phabricator column's header.
        activities: The time plan in the page's order.
        report: What people have reported; None when there is no project data to report in.
        data_place: Where the project data stands, or where it was looked for.
        flaws: What could not be read, found while reading.
        former: The titles that the project page had before, as far as redirects tell.
        snapshot: What the bot wrote down of it at its newest report; None where nothing is, or nothing that fits.
        paused_until: The day until which its own page says that it rests, that day not included; None where it says no
            day. The settings may say another: `bot.checks.standing.Standing.paused_until` knows both.
    """

    title: str
    place: Place
    number: str | None = None
    people: People = People()
    start: date | None = None
    end: date | None = None
    closed: bool = False
    final_report: bool = False
    final_link: bool = False
    funding: tuple[Funding, ...] = ()
    budget_total: float | None = None
    phabricator_project: str | None = None
    activities: tuple[Activity, ...] = ()
    report: StatusReport | None = None
    data_place: Place | None = None
    flaws: tuple[Flaw, ...] = ()
    former: tuple[str, ...] = ()
    snapshot: Snapshot | None = None
    paused_until: date | None = None

    @property
    def name(self) -> str:
        """The title without its namespace."""
        return self.title.partition(":")[2] or self.title


CLOSED_STATUSES = frozenset({"resolved", "declined", "invalid", "duplicate"})
"""Phabricator's words for a task that is closed."""


@dataclass(frozen=True, slots=True)
class TaskState:
    """What Phabricator says of one task.

    Attributes:
        title: The task's title.
        status: Phabricator's own word: `open`, `progress`, `stalled`, `resolved`, `declined`, `invalid`, `duplicate`.
        closed: The day it was closed; None while open, or where nobody knows.
        assignee: The user name of who has taken it on; None where nobody has, or where that is not known.
    """

    title: str
    status: str
    closed: date | None = None
    assignee: str | None = None

    @property
    def open(self) -> bool:
        """Whether work on it is left: it is neither done nor turned down."""
        return self.status not in CLOSED_STATUSES
