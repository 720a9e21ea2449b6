"""What staff may set, validated as a whole: every mistake is told at once, and only that key falls back.

The settings are one JSON object (`Användare:Lägesbot/inställningar.json`, or a file). `{}` is valid: every key has a
default. Where a value is wrong or a key is unknown, that key is dropped, the default stands, and a flaw names the key,
what is allowed and what was used instead. A mistake in `people` or `pages` also stops all writing
(`Loaded.writable`): the bot would otherwise write to the wrong person or the wrong page.
"""

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic.fields import FieldInfo

from bot.model import Flaw, Place, Severity

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""In the order of `date.weekday()`."""

STOPS_WRITING = frozenset({"people", "pages"})
"""The parts in which a mistake stops all writing (the contract on settings)."""


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


def _interval(value: object) -> Interval:
    start, _, end = str(value).partition("/")
    interval = Interval(date.fromisoformat(start), date.fromisoformat(end or start))
    if interval.end < interval.start:
        raise ValueError
    return interval


def _day(value: object) -> date:
    return date.fromisoformat(str(value))


Day = Annotated[date, BeforeValidator(_day)]
DAY = "en dag som 2022-12-01"
NAMES = "en lista med minst ett namn"


class Colleague(Part):
    """One person in the register, under the first name that the project pages use."""

    account: str = Field(min_length=1, description="kontots namn, utan Användare:")
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
    placement: Literal["auto", "parameters"] = Field(default="auto", description="auto eller parameters")
    max_rows: int = Field(default=7, ge=1, le=100, description="ett heltal från 1 till 100")


class Reminders(Part):
    """When reminders go out."""

    grace_workdays: int = Field(default=2, ge=0, le=60, description="ett heltal från 0 till 60")
    again_after_workdays: int = Field(default=5, ge=1, le=60, description="ett heltal från 1 till 60")
    manager_after_workdays: int = Field(default=10, ge=1, le=120, description="ett heltal från 1 till 120")
    upcoming_days: int = Field(default=7, ge=0, le=60, description="ett heltal från 0 till 60")
    weekdays: tuple[Weekday, ...] = Field(
        default=WEEKDAYS[:5], strict=False, description="en lista med dagar ur mon, tue, wed, thu, fri, sat, sun"
    )


class ProjectRules(Part):
    """What is set for one project."""

    paused_until: Day | None = Field(default=None, description=DAY)
    every_months: int | None = Field(default=None, ge=1, le=12, description="ett heltal från 1 till 12")
    off: frozenset[str] = Field(default=frozenset(), strict=False, description="en lista med iakttagelsers koder")


class Pages(Part):
    """Titles on the wiki; `{year}` stands for the year."""

    namespace: str = Field(default="Projekt", min_length=1, description="namnrymdens namn")
    category: str = Field(default="Projekt {year}", min_length=1, description="en kategori, utan Kategori:")
    year_list: str = Field(default="Projekt {year}", min_length=1, description="en sidas titel")
    overview: str = Field(default="Lägesöversikt {year}", min_length=1, description="en sidas titel")
    numbers: str = Field(default="Mall:Projektid", min_length=1, description="en sidas titel")
    handbook: str = Field(default="Användare:Lägesbot/Handbok", min_length=1, description="en sidas titel")
    stop: str = Field(default="Användare:Lägesbot/stopp", min_length=1, description="en sidas titel")
    log: str = Field(default="Användare:Lägesbot/Logg", min_length=1, description="en sidas titel")
    requests: str = Field(default="Användare:Lägesbot/Kör", min_length=1, description="en sidas titel")
    talk: str = Field(default="Användardiskussion", min_length=1, description="namnrymdens namn")
    category_namespace: str = Field(default="Kategori", min_length=1, description="namnrymdens namn")

    def talk_page(self, account: str) -> str:
        """The talk page of an account."""
        return f"{self.talk}:{account}"


FIELDS: dict[str, tuple[str, ...]] = {
    "number": ("id", "kod"),
    "lead": ("ansvarig",),
    "start": ("projektstart",),
    "end": ("projektslut",),
    "funder": ("finansiär", "finansiering_1"),
    "budget": ("budget", "finansiering_belopp_1"),
    "hidden": ("dolt_läge",),
    "updated": ("uppdaterad",),
    "status": ("status", "statusColor"),
    "activities": ("aktiviteter",),
    "next_month": ("nästa_månad",),
    "problems": ("problem",),
    "cost": ("kostnad", "kostnadAktuell"),
    "lessons": ("erfarenheter",),
    "comment": ("chefen",),
    "final_report": ("slutrapport",),
    "closed": ("avslutad",),
}
"""The template parameters that the bot reads, by the English key used in the code; the first alias is written.
`funder` and `budget` are continued by `_2` … `_5`."""


class Templates(Part):
    """The names of the template with the project's facts, and of its parameters."""

    projectdata: tuple[str, ...] = Field(
        default=("Projektdata", "Projektdata 2017"), min_length=1, strict=False, description=NAMES
    )
    fields: dict[str, tuple[str, ...]] = Field(default={}, strict=False, description=NAMES)

    def aliases(self, key: str) -> tuple[str, ...]:
        """The parameter names for a key of `FIELDS`, most usual first."""
        return self.fields.get(key) or FIELDS[key]


class Guard(Part):
    """When a plan is too strange to be carried out."""

    max_changed_share: float = Field(default=0.6, ge=0, le=1, strict=False, description="ett tal från 0 till 1")
    max_reminders: int = Field(default=50, ge=0, description="ett heltal, 0 eller mer")


Choice = Literal["off", "error", "warning", "info"]


class Settings(Part):
    """All settings."""

    people: dict[str, Colleague] = Field(default={}, description="ett objekt med en person per förnamn")
    report: Report = Field(default=Report(), description="ett objekt")
    reminders: Reminders = Field(default=Reminders(), description="ett objekt")
    projects: dict[str, ProjectRules] = Field(default={}, description="ett objekt med ett projekt per titel")
    findings: dict[str, Choice] = Field(default={}, description="off, error, warning eller info")
    pages: Pages = Field(default=Pages(), description="ett objekt")
    templates: Templates = Field(default=Templates(), description="ett objekt")
    guard: Guard = Field(default=Guard(), description="ett objekt")

    def rules_for(self, title: str) -> ProjectRules:
        """What is set for the project with this full title (the namespace may be left out in the settings)."""
        name = title.removeprefix(f"{self.pages.namespace}:")
        return self.projects.get(title) or self.projects.get(name) or ProjectRules()

    def severity(self, code: str, *, title: str, default: Severity) -> Severity | None:
        """The severity of a finding on a project; None where it is switched off."""
        choice = self.findings.get(code, default)
        return None if choice == "off" or code in self.rules_for(title).off else choice

    def managers(self) -> dict[str, Colleague]:
        """The register's active managers, by first name."""
        return {name: person for name, person in self.people.items() if person.manager and person.active}


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings as they came out, with every mistake found in them."""

    settings: Settings
    flaws: tuple[Flaw, ...] = ()

    @property
    def writable(self) -> bool:
        """Whether writing is safe: no mistake in the parts that decide where the bot writes."""
        return not any(flaw.facts.get("stops") for flaw in self.flaws)


def load(text: str | None, *, source: str) -> Loaded:
    """Read settings from JSON.

    Args:
        text: The JSON; None where there is no such page or file, which means the defaults.
        source: The page's title or the file's name, for the flaws' places.

    Returns:
        Valid settings in every case; each mistake is a flaw with the code `settings-unreadable`, `settings-unknown`
        or `settings-value`.
    """
    if text is None:
        return Loaded(Settings())
    try:
        data = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        return _unreadable(source, getattr(error, "lineno", 1))
    if not isinstance(data, dict):
        return _unreadable(source, 1)
    flaws: list[Flaw] = []
    while True:
        try:
            return Loaded(Settings.model_validate(data), tuple(flaws))
        except ValidationError as error:
            dropped = (_drop(data, item, text=text, source=source) for item in _mistakes(error))
            flaws += [flaw for flaw in dropped if flaw]


def _unreadable(source: str, line: int) -> Loaded:
    return Loaded(Settings(), (Flaw("settings-unreadable", Place(source, line), facts={"stops": True}),))


def _mistakes(error: ValidationError) -> list[tuple[tuple[str | int, ...], str]]:
    """Where each mistake lies, and what kind it is."""
    return [(item["loc"], item["type"]) for item in error.errors(include_url=False, include_input=False)]


def _drop(data: dict[str, Any], item: tuple[tuple[str | int, ...], str], *, text: str, source: str) -> Flaw | None:
    """Take the key at fault out of `data` and say so.

    A fault inside a list takes the whole list; a person without an account goes altogether. None where the key went
    already, with another fault of the same value.
    """
    loc, kind = item
    holder, path = data, []
    for part in loc[: -2 if kind == "missing" else -1]:
        inner = holder.get(str(part))
        if not isinstance(inner, dict):
            break
        holder = inner
        path.append(str(part))
    path.append(str(loc[len(path)]))
    if path[-1] not in holder:
        return None
    del holder[path[-1]]
    field = _field(path)
    facts = {
        "path": ".".join(path),
        "stops": path[0] in STOPS_WRITING,
        "allowed": field.description if field else ", ".join(_known(path[:-1])),
        "default": _default(field),
    }
    code = "settings-unknown" if kind == "extra_forbidden" else "settings-value"
    return Flaw(code, Place(source, _line(text, path)), facts=facts)


def _model_at(path: list[str]) -> type[Part] | None:
    """The model that the object at a path is of; None inside a plain mapping or below a value."""
    model: type[Part] | None = Settings
    for index, part in enumerate(path):
        field = model.model_fields.get(part) if model else None
        if model is None or field is None:
            return _ENTRIES.get(path[0]) if index == 1 else None
        annotation = field.annotation
        model = annotation if isinstance(annotation, type) and issubclass(annotation, Part) else None
    return model


_ENTRIES: dict[str, type[Part]] = {"people": Colleague, "projects": ProjectRules}


def _field(path: list[str]) -> FieldInfo | None:
    """The field at a path, or the mapping that a free key stands in; None for an unknown key."""
    model = _model_at(path[:-1])
    if model is not None:
        return model.model_fields.get(path[-1])
    return _field(path[:-1])


def _known(path: list[str]) -> list[str]:
    """The keys that the object at a path may have."""
    model = _model_at(path)
    return list(model.model_fields) if model else []


def _default(field: FieldInfo | None) -> str:
    """A field's default as JSON; "" where there is nothing that can be shown on a line."""
    if field is None or field.is_required() or isinstance(field.default, (Part, dict)):
        return ""
    return json.dumps(_plain(field.default), ensure_ascii=False)


def _plain(value: object) -> object:
    return list(value) if isinstance(value, (tuple, frozenset)) else value


def _line(text: str, path: list[str]) -> int:
    """The line where a key stands, looked for key by key: right unless an equal key comes first."""
    position = 0
    for key in path:
        found = re.compile(re.escape(json.dumps(key, ensure_ascii=False)) + r"\s*:").search(text, position)
        position = found.start() if found else position
    return text.count("\n", 0, position) + 1
