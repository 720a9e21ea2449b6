"""What staff may set: every key with its default, what it may be, and how that is said to a person.

The settings are one JSON object (`Användare:Lägesbot/inställningar.json`, or a file), read by `bot.parse.settings`.
`{}` is valid: every key has a default.
"""

from collections import Counter
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema

from bot.model import Severity
from bot.setting_values import (
    ALONE,
    DAY,
    HEADING,
    NAMES,
    NAMESPACE,
    OWN,
    TITLE,
    YEAR_TITLE,
    Account,
    Code,
    Day,
    Group,
    Heading,
    Namespace,
    Parameter,
    Span,
    Title,
    YearTitle,
)

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""In the order of `date.weekday()`."""


SETTINGS_PAGE = "Användare:Lägesbot/inställningar.json"
"""Where the settings are on the wiki: the one title that cannot be a setting."""


OWN_PLACES = ("Användare:", "Wikimedia:")
"""What the titles of pages begin with that the bot may keep for itself."""


class Part(BaseModel):
    """The base of every part of the settings: frozen, no unknown keys, no silent conversion of types."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Colleague(Part):
    """One person in the register, under the first name that the project pages use."""

    account: Account = Field(description="kontots namn, utan Användare:")
    manager: bool = Field(default=False, description="true eller false")
    active: bool = Field(default=True, description="true eller false")
    instead: str | None = Field(default=None, description="ett namn i people")
    away: tuple[Span, ...] = Field(
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
    timeline: bool = Field(default=False, description="true eller false")


class Overview(Part):
    """What stands on the year's overview page."""

    workload: bool = Field(default=False, description="true eller false")
    support_share: float = Field(default=0.5, ge=0, le=1, description="ett tal från 0 till 1")


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
    handbook: Title = Field(default="Användare:Lägesbot/Handbok", description=ALONE)
    stop: Title = Field(default="Användare:Lägesbot/stopp", description=ALONE)
    log: Title = Field(default="Användare:Lägesbot/Logg", description=OWN)
    requests: Title = Field(default="Användare:Lägesbot/Kör", description=OWN)
    talk: Namespace = Field(default="Användardiskussion", description=NAMESPACE)
    category_namespace: Namespace = Field(default="Kategori", description=NAMESPACE)

    def misplaced(self) -> set[str]:
        """Which of the bot's own pages cannot be where they are set, by their keys.

        Two of them cannot be one page, none can be a stop page or that of the settings, and the log and the queue, on
        which the bot writes, are in nobody's way only in its own user space or the wiki's own namespace.
        """
        own = {"stop": self.stop, "log": self.log, "requests": self.requests, "handbook": self.handbook}
        many = {title for title, count in Counter(own.values()).items() if count > 1}
        wrong = {key for key, title in own.items() if title in many or title == SETTINGS_PAGE}
        stops = {key for key, title in own.items() if title.startswith(f"{self.stop}/")}
        elsewhere = {key for key in ("log", "requests") if not own[key].startswith(OWN_PLACES)}
        return wrong | stops | elsewhere | ({"stop"} if stops else set())

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


def _field_key(value: str) -> str:
    if value not in FIELDS:
        raise ValueError
    return value


FieldKey = Annotated[str, AfterValidator(_field_key), WithJsonSchema({"type": "string", "enum": [*FIELDS]})]


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

Language = Literal["sv", "en"]
"""The languages in which pages are read and written: those below `templates/`."""


class Settings(Part):
    """All settings."""

    language: Language = Field(default="sv", description="sv eller en")
    people: dict[str, Colleague] = Field(default={}, description="ett objekt med en person per förnamn")
    report: Report = Field(default=Report(), description="ett objekt")
    overview: Overview = Field(default=Overview(), description="ett objekt")
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
