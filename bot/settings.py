"""What staff may set: every key with its default, what it may be, and how that is said to a person.

The settings are one JSON object (`Användare:Lägesbot/inställningar.json`, or a file), read by `bot.parse.settings`.
`{}` is valid: every key has a default.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from bot.codes import CODES, PROBLEMS
from bot.model import Severity

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""In the order of `date.weekday()`."""


SETTINGS_PAGE = "Användare:Lägesbot/inställningar.json"
"""Where the settings are on the wiki: the one title that cannot be a setting."""


class Part(BaseModel):
    """The base of every part of the settings: frozen, no unknown keys, no silent conversion of types."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


@dataclass(frozen=True, slots=True)
class Interval:
    """A span of days, both ends included."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NO_TITLE = re.compile(r"[\x00-\x1f\x7f#<>\[\]|{}]")
_NO_PARAMETER = re.compile(r"[\x00-\x1f\x7f{}|=<>\[\]]|~~~")
_GROUP = re.compile(r"[a-z0-9-]{1,255}")
_NO_ACCOUNT = re.compile(r"[\x00-\x1f\x7f#<>\[\]|{}/:]")

ACCOUNT_BYTES = 235
"""The longest name that MediaWiki lets an account have (`$wgMaxNameChars`), in UTF-8."""


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not _ISO_DAY.fullmatch(value):
        raise ValueError
    return date.fromisoformat(value)


def _interval(value: object) -> Interval:
    start, _, end = str(value).partition("/")
    interval = Interval(_day(start), _day(end or start))
    if interval.end < interval.start:
        raise ValueError
    return interval


def _spaced(value: str) -> str:
    """A name as the wiki writes it: in NFC, single spaces, no underscores, no marks that nobody sees."""
    seen = "".join(character for character in value if unicodedata.category(character) != "Cf")
    return " ".join(unicodedata.normalize("NFC", seen).replace("_", " ").split())


def _title(value: str) -> str:
    title = _spaced(value)
    if not title or _NO_TITLE.search(title):
        raise ValueError
    return title


def _year_title(value: str) -> str:
    _title(value.replace("{year}", "2022"))
    return _spaced(value)


def _heading(value: str) -> str:
    if "=" in value:
        raise ValueError
    return _title(value)


def _namespace(value: str) -> str:
    if ":" in value:
        raise ValueError
    return _title(value)


def _account(value: str) -> str:
    account = _spaced(value)
    if not account or _NO_ACCOUNT.search(account) or len(account.encode()) > ACCOUNT_BYTES:
        raise ValueError
    return account[:1].upper() + account[1:]


def _group(value: str) -> str:
    if not _GROUP.fullmatch(value):
        raise ValueError
    return value


def _parameter(value: str) -> str:
    name = value.strip()
    if not name or _NO_PARAMETER.search(name):
        raise ValueError
    return name


def _code(value: str) -> str:
    if value not in CODES and value not in PROBLEMS:
        raise ValueError
    return value


def _field_key(value: str) -> str:
    if value not in FIELDS:
        raise ValueError
    return value


Day = Annotated[date, BeforeValidator(_day)]
Title = Annotated[str, AfterValidator(_title)]
YearTitle = Annotated[str, AfterValidator(_year_title)]
Heading = Annotated[str, AfterValidator(_heading)]
Namespace = Annotated[str, AfterValidator(_namespace)]
Account = Annotated[str, AfterValidator(_account)]
Group = Annotated[str, AfterValidator(_group)]
Code = Annotated[str, AfterValidator(_code)]
Parameter = Annotated[str, AfterValidator(_parameter)]
FieldKey = Annotated[str, AfterValidator(_field_key)]
DAY = "en dag som 2022-12-01"
NAMES = "en lista med minst ett namn"
TITLE = "en sidas titel"
HEADING = "en rubrik, utan likhetstecken"
YEAR_TITLE = "en sidas titel, där {year} står för året"
NAMESPACE = "namnrymdens namn, utan kolon"


class Colleague(Part):
    """One person in the register, under the first name that the project pages use."""

    account: Account = Field(description="kontots namn, utan Användare:")
    manager: bool = Field(default=False, description="true eller false")
    active: bool = Field(default=True, description="true eller false")
    instead: str | None = Field(default=None, description="ett namn i people")
    away: tuple[Annotated[Interval, BeforeValidator(_interval)], ...] = Field(
        default=(), strict=False, description="en lista med perioder som 2022-07-01/2022-07-31"
    )


class Report(Part):
    """When a status report is due, and where the bot's part of it goes."""

    every_months: int = Field(default=1, ge=1, le=12, description="ett heltal från 1 till 12")
    due_workday: int = Field(default=5, ge=1, le=20, description="ett heltal från 1 till 20")
    early_days: int = Field(default=7, ge=0, le=27, description="ett heltal från 0 till 27")
    final_report_after_days: int = Field(default=60, ge=0, le=730, description="ett heltal från 0 till 730")
    placement: Literal["auto", "parameters", "section"] = Field(
        default="auto", description="auto, parameters eller section"
    )
    heading: Heading = Field(default="Lägesrapport", description=HEADING)
    after_heading: Heading = Field(default="Projektdata", description=HEADING)
    on_edited: Literal["refuse", "keep-both"] = Field(default="refuse", description="refuse eller keep-both")
    touch_date: bool = Field(default=False, description="true eller false")
    max_rows: int = Field(default=7, ge=1, le=100, description="ett heltal från 1 till 100")


MAX_GREETING = 300
"""Characters; a line, not a letter."""


class Reminders(Part):
    """When reminders go out."""

    grace_workdays: int = Field(default=2, ge=0, le=60, description="ett heltal från 0 till 60")
    again_after_workdays: int = Field(default=5, ge=1, le=60, description="ett heltal från 1 till 60")
    manager_after_workdays: int = Field(default=10, ge=1, le=120, description="ett heltal från 1 till 120")
    upcoming_days: int = Field(default=7, ge=0, le=60, description="ett heltal från 0 till 60")
    weekdays: tuple[Weekday, ...] = Field(
        default=WEEKDAYS[:5], strict=False, description="en lista med dagar ur mon, tue, wed, thu, fri, sat, sun"
    )
    thank: bool = Field(default=True, description="true eller false")
    greeting: Annotated[str, Field(max_length=MAX_GREETING)] = Field(
        default="Välkommen till din diskussionssida, {name}!",
        description="en rad för en ny diskussionssida, högst 300 tecken, där {name} står för namnet; tom för ingen",
    )


class ProjectRules(Part):
    """What is set for one project."""

    paused_until: Day | None = Field(default=None, description=DAY)
    every_months: int | None = Field(default=None, ge=1, le=12, description="ett heltal från 1 till 12")
    off: frozenset[Code] = Field(default=frozenset(), strict=False, description="en lista med iakttagelsers koder")


class Pages(Part):
    """Titles on the wiki; `{year}` stands for the year."""

    namespace: Namespace = Field(default="Projekt", description=NAMESPACE)
    category: YearTitle = Field(default="Projekt {year}", description="en kategori, utan Kategori:")
    year_list: YearTitle = Field(default="Projekt {year}", description=YEAR_TITLE)
    overview: YearTitle = Field(default="Lägesöversikt {year}", description=YEAR_TITLE)
    numbers: Title = Field(default="Mall:Projektid", description=TITLE)
    costs: YearTitle = Field(default="Ekonomiska rapporter {year}", description=YEAR_TITLE)
    handbook: Title = Field(default="Användare:Lägesbot/Handbok", description=TITLE)
    stop: Title = Field(default="Användare:Lägesbot/stopp", description=TITLE)
    log: Title = Field(default="Användare:Lägesbot/Logg", description=TITLE)
    requests: Title = Field(default="Användare:Lägesbot/Kör", description=TITLE)
    talk: Namespace = Field(default="Användardiskussion", description=NAMESPACE)
    category_namespace: Namespace = Field(default="Kategori", description=NAMESPACE)

    def talk_page(self, account: str) -> str:
        """The talk page of an account."""
        return f"{self.talk}:{account}"


FIELDS: dict[str, tuple[str, ...]] = {
    "number": ("id", "kod"),
    "lead": ("ansvarig",),
    "start": ("projektstart",),
    "end": ("projektslut",),
    "phase": ("fas",),
    "funder": ("finansiär",),
    "budget": ("budget",),
    "budget_total": ("budget_total",),
    "financing": ("finansiering",),
    "account": ("finansiering_1",),
    "account_budget": ("finansiering_belopp_1",),
    "cost_budget": ("kostnadBudget",),
    "timeplan": ("tidplan", "tidsplan"),
    "hidden": ("dolt_läge",),
    "updated": ("uppdaterad",),
    "status": ("status", "statusColor"),
    "activities": ("aktiviteter",),
    "next_month": ("nästa_månad",),
    "problems": ("problem",),
    "cost": ("kostnad", "kostnadAktuell"),
    "lessons": ("erfarenheter",),
    "comment": ("chefen",),
    "goals": ("måluppfyllnad",),
    "final_report": ("slutrapport",),
    "closed": ("avslutad",),
    "progress": ("progress",),
    "status_reason": ("statusorsak",),
    "risks": ("risker",),
    "scope": ("omfattning",),
}
"""The template parameters that the bot reads, by the English key used in the code; the first alias is written. Of
several that a call gives, the first with a value is read.

`funder`, `budget`, `account` and `account_budget` are continued by `_2` … `_5`. The older generations have `financing`
for `funder`, in words, and beside it the lines of the budget: accounts with their sums (`bot.parse.funding`)."""

GENERATIONS = ("Projektdata", "Projektdata 2017", "Projektdata 2014", "Ledningsrapport", "Projektfakta")
"""The template's names through the years.

The last is a guess: what the page `/Projektfakta` of 2013 calls is not known."""


class Templates(Part):
    """The names of the template with the project's facts, and of its parameters."""

    projectdata: tuple[Title, ...] = Field(default=GENERATIONS, min_length=1, strict=False, description=NAMES)
    fields: dict[FieldKey, Annotated[tuple[Parameter, ...], Field(min_length=1, strict=False)]] = Field(
        default={}, description=NAMES
    )

    def aliases(self, key: str) -> tuple[str, ...]:
        """The parameter names for a key of `FIELDS`, most usual first."""
        return self.fields.get(key, FIELDS[key])


class Guard(Part):
    """When a run is too strange to be carried out, or takes too long."""

    max_changed_share: float = Field(default=0.6, ge=0, le=1, description="ett tal från 0 till 1")
    max_reminders: int = Field(default=50, ge=0, description="ett heltal, 0 eller mer")
    min_projects_share: float = Field(default=0.5, ge=0, le=1, description="ett tal från 0 till 1")
    bot_right: bool = Field(default=True, description="true eller false")
    max_hours: float = Field(default=2, gt=0, le=24, description="ett tal över 0, högst 24")


class Requests(Part):
    """Who may ask for a run on the wiki, beside the people in the register."""

    groups: frozenset[Group] = Field(
        default=frozenset({"sysop", "bureaucrat"}), strict=False, description="en lista med användargrupper, som sysop"
    )


class Health(Part):
    """When a bot that has not run counts as ill."""

    max_hours: float = Field(default=30, gt=0, le=1000, description="ett tal över 0, högst 1000")


Choice = Literal["off", "error", "warning", "info"]


class Settings(Part):
    """All settings."""

    people: dict[str, Colleague] = Field(default={}, description="ett objekt med en person per förnamn")
    report: Report = Field(default=Report(), description="ett objekt")
    reminders: Reminders = Field(default=Reminders(), description="ett objekt")
    projects: dict[str, ProjectRules] = Field(default={}, description="ett objekt med ett projekt per titel")
    findings: dict[Code, Choice] = Field(default={}, description="off, error, warning eller info")
    pages: Pages = Field(default=Pages(), description="ett objekt")
    templates: Templates = Field(default=Templates(), description="ett objekt")
    guard: Guard = Field(default=Guard(), description="ett objekt")
    requests: Requests = Field(default=Requests(), description="ett objekt")
    health: Health = Field(default=Health(), description="ett objekt")

    def rules_for(self, title: str) -> ProjectRules:
        """What is set for the project with this full title (the namespace may be left out in the settings)."""
        name = title.removeprefix(f"{self.pages.namespace}:")
        return self.projects.get(title) or self.projects.get(name) or ProjectRules()

    def severity(self, code: str, *, title: str, default: Severity) -> Severity | None:
        """The severity of a finding on a project; None where it is switched off."""
        choice = self.findings.get(code, default)
        return None if choice == "off" or code in self.off(title) else choice

    def off(self, title: str) -> frozenset[str]:
        """The codes of the findings that are switched off for a project, for it alone or for all."""
        return self.rules_for(title).off | {code for code, choice in self.findings.items() if choice == "off"}

    def managers(self) -> dict[str, Colleague]:
        """The register's active managers, by first name."""
        return {name: person for name, person in self.people.items() if person.manager and person.active}
