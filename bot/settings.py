"""What staff may set: every key with its default, what it may be, and how that is said to a person.

The settings are one JSON object (`Användare:Lägesbot/inställningar.json`, or a file), read by `bot.parse.settings`.
`{}` is valid: every key has a default. A default that is a word depends on the language (`bot.names.usual`); the models
have those of the default language, and the loader lays those of another below what is set. A description is the kind of
value, by which the words of a language are found (`bot.names.Names.allowed`).
"""

from collections import Counter
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema

from bot.model import Severity
from bot.names import BOT, usual
from bot.setting_values import (
    Account,
    Code,
    Country,
    Currency,
    Day,
    Group,
    Heading,
    Namespace,
    Parameter,
    Span,
    Subpage,
    Suffix,
    TimeZone,
    Title,
    YearTitle,
)

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""In the order of `date.weekday()`."""


def _usual(part: str, key: str) -> Any:  # noqa: ANN401 - JSON's own types
    """A setting that is a word, as it is in the default language."""
    found = usual()[part][key]
    return tuple(found) if isinstance(found, list) else found


SETTINGS_PAGE: str = _usual("pages", "settings")
"""Where the settings are on a wiki of the default language where no file says otherwise."""


class Part(BaseModel):
    """The base of every part of the settings: frozen, no unknown keys, no silent conversion of types."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Colleague(Part):
    """One person in the register, under the first name that the project pages use."""

    account: Account = Field(description="account")
    manager: bool = Field(default=False, description="switch")
    active: bool = Field(default=True, description="switch")
    instead: str | None = Field(default=None, description="colleague")
    away: tuple[Span, ...] = Field(default=(), strict=False, description="leaves")


class Report(Part):
    """When a status report is due, and where the bot's part of it goes."""

    every_months: int = Field(default=1, ge=1, le=12, description="whole")
    due_workday: int = Field(default=5, ge=1, le=20, description="whole")
    early_days: int = Field(default=7, ge=0, le=27, description="whole")
    final_report_after_days: int = Field(default=60, ge=0, le=730, description="whole")
    placement: Literal["auto", "parameters", "section"] = Field(default="auto", description="placement")
    heading: Heading = Field(default=_usual("report", "heading"), description="heading")
    after_heading: Heading = Field(default=_usual("report", "after_heading"), description="heading")
    on_edited: Literal["refuse", "keep-both"] = Field(default="refuse", description="on_edited")
    touch_date: bool = Field(default=False, description="switch")
    max_rows: int = Field(default=7, ge=1, le=100, description="whole")
    timeline: bool = Field(default=False, description="switch")


class Overview(Part):
    """What stands on the year's overview page."""

    workload: bool = Field(default=False, description="switch")
    support_share: float = Field(default=0.5, ge=0, le=1, description="number")
    max_kilobytes: int = Field(default=1000, ge=100, le=2000, description="whole")


MAX_GREETING = 300
"""Characters; a line, not a letter."""


class Reminders(Part):
    """When reminders go out."""

    grace_workdays: int = Field(default=2, ge=0, le=60, description="whole")
    again_after_workdays: int = Field(default=5, ge=1, le=60, description="whole")
    manager_after_workdays: int = Field(default=10, ge=1, le=120, description="whole")
    upcoming_days: int = Field(default=7, ge=0, le=60, description="whole")
    weekdays: tuple[Weekday, ...] = Field(default=WEEKDAYS[:5], strict=False, description="weekdays")
    thank: bool = Field(default=True, description="switch")
    greeting: Annotated[str, Field(max_length=MAX_GREETING)] = Field(
        default=_usual("reminders", "greeting"),
        description="greeting",
    )


class ProjectRules(Part):
    """What is set for one project."""

    paused_until: Day | None = Field(default=None, description="day")
    every_months: int | None = Field(default=None, ge=1, le=12, description="whole")
    off: frozenset[Code] = Field(default=frozenset(), strict=False, description="codes")


class Pages(Part):
    """Titles on the wiki; `{year}` stands for the year. `data` is what the sub-pages with facts are called."""

    namespace: Namespace = Field(default=_usual("pages", "namespace"), description="namespace")
    category: YearTitle = Field(default=_usual("pages", "category"), description="category")
    year_list: YearTitle = Field(default=_usual("pages", "year_list"), description="year_title")
    overview: YearTitle = Field(default=_usual("pages", "overview"), description="year_title")
    data: tuple[Subpage, ...] = Field(
        default=_usual("pages", "data"), min_length=1, strict=False, description="subpages"
    )
    numbers: Title = Field(default=_usual("pages", "numbers"), description="title")
    costs: YearTitle = Field(default=_usual("pages", "costs"), description="year_title")
    handbook: Title = Field(default=_usual("pages", "handbook"), description="alone")
    stop: Title = Field(default=_usual("pages", "stop"), description="alone")
    log: Title = Field(default=_usual("pages", "log"), description="own")
    requests: Title = Field(default=_usual("pages", "requests"), description="own")
    settings: Title = Field(default=_usual("pages", "settings"), description="settings_page")
    talk: Namespace = Field(default=_usual("pages", "talk"), description="namespace")
    user_namespace: Namespace = Field(default=_usual("pages", "user_namespace"), description="namespace")
    own_namespace: Namespace = Field(default=_usual("pages", "own_namespace"), description="namespace")
    template_namespace: Namespace = Field(default=_usual("pages", "template_namespace"), description="namespace")
    category_namespace: Namespace = Field(default=_usual("pages", "category_namespace"), description="namespace")

    @property
    def own_places(self) -> tuple[str, str]:
        """What the titles of pages begin with that the bot may keep for itself."""
        return f"{self.user_namespace}:", f"{self.own_namespace}:"

    @property
    def own_pages(self) -> str:
        """What the titles of pages below the bot's user page begin with."""
        return f"{self.user_namespace}:{BOT}/"

    def misplaced(self) -> set[str]:
        """Which of the bot's own pages cannot be where they are set, by their keys.

        Two of them cannot be one page, none can be a stop page or that of the settings, and the log and the queue, on
        which the bot writes, are in nobody's way only in its own user space or the wiki's own namespace.
        """
        own = {key: getattr(self, key) for key in ("stop", "log", "requests", "handbook")}
        many = {title for title, count in Counter([*own.values(), self.settings]).items() if count > 1}
        wrong = {key for key, title in (own | {"settings": self.settings}).items() if title in many}
        stops = {key for key, title in own.items() if title.startswith(f"{self.stop}/")}
        elsewhere = {key for key in ("log", "requests") if not own[key].startswith(self.own_places)}
        return wrong | stops | elsewhere | ({"stop"} if stops else set())

    def talk_page(self, account: str) -> str:
        """The talk page of an account."""
        return f"{self.talk}:{account}"


FIELDS: dict[str, tuple[str, ...]] = {key: tuple(names) for key, names in usual()["templates"]["fields"].items()}
"""The template parameters that the bot reads, by the English key used in the code; the first alias is written. Of
several that a call gives, the first with a value is read.

`funder`, `budget`, `account` and `account_budget` are continued by `_2` … `_5`. The older generations have `financing`
for `funder`, in words, and beside it the lines of the budget: accounts with their sums (`bot.parse.funding`)."""

GENERATIONS: tuple[str, ...] = _usual("templates", "projectdata")
"""The template's names through the years.

The last is a guess: what the page `/Projektfakta` of 2013 calls is not known."""


def _field_key(value: str) -> str:
    if value not in FIELDS:
        raise ValueError
    return value


FieldKey = Annotated[str, AfterValidator(_field_key), WithJsonSchema({"type": "string", "enum": [*FIELDS]})]


class Templates(Part):
    """The names of the template with the project's facts, and of its parameters."""

    projectdata: tuple[Title, ...] = Field(default=GENERATIONS, min_length=1, strict=False, description="names")
    fields: dict[FieldKey, Annotated[tuple[Parameter, ...], Field(min_length=1, strict=False)]] = Field(
        default={}, description="names"
    )

    def aliases(self, key: str) -> tuple[str, ...]:
        """The parameter names for a key of `FIELDS`, most usual first."""
        return self.fields.get(key, FIELDS[key])


class CalendarRules(Part):
    """Which days nobody works, and what day it is."""

    country: Country = Field(default="SE", description="country")
    subdivision: str | None = Field(default=None, description="subdivision")
    free_days: tuple[Day, ...] = Field(default=(), strict=False, description="days")
    time_zone: TimeZone = Field(default="Europe/Stockholm", description="time_zone")

    @property
    def zone(self) -> ZoneInfo:
        """The time zone."""
        return ZoneInfo(self.time_zone)


class Guard(Part):
    """When a run is too strange to be carried out, or takes too long."""

    max_changed_share: float = Field(default=0.6, ge=0, le=1, description="number")
    max_reminders: int = Field(default=50, ge=0, description="count")
    min_projects_share: float = Field(default=0.5, ge=0, le=1, description="number")
    bot_right: bool = Field(default=True, description="switch")
    max_hours: float = Field(default=2, gt=0, le=24, description="over")


class Requests(Part):
    """Who may ask for a run on the wiki, beside the people in the register."""

    groups: frozenset[Group] = Field(default=frozenset({"sysop", "bureaucrat"}), strict=False, description="groups")


class Health(Part):
    """When a bot that has not run counts as ill."""

    max_hours: float = Field(default=30, gt=0, le=1000, description="over")


class SetupRules(Part):
    """Whom `setup` adds to the people."""

    staff_suffix: Suffix = Field(default="(WMSE)", description="suffix")


Choice = Literal["off", "error", "warning", "info"]

Language = Literal["sv", "en"]
"""The languages in which pages are read and written: those below `templates/`."""


class Settings(Part):
    """All settings."""

    language: Language = Field(default="sv", description="language")
    people: dict[str, Colleague] = Field(default={}, description="people")
    report: Report = Field(default=Report(), description="object")
    overview: Overview = Field(default=Overview(), description="object")
    reminders: Reminders = Field(default=Reminders(), description="object")
    projects: dict[str, ProjectRules] = Field(default={}, description="projects")
    findings: dict[Code, Choice] = Field(default={}, description="severity")
    pages: Pages = Field(default=Pages(), description="object")
    templates: Templates = Field(default=Templates(), description="object")
    guard: Guard = Field(default=Guard(), description="object")
    requests: Requests = Field(default=Requests(), description="object")
    health: Health = Field(default=Health(), description="object")
    calendar: CalendarRules = Field(default=CalendarRules(), description="object")
    setup: SetupRules = Field(default=SetupRules(), description="object")
    currency: Currency = Field(default="SEK", description="currency")

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
