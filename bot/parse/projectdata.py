"""The project's facts and report, from the template call on `/Projektdata` (or on the project page itself)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.model import Flaw, Funding, People, Place, Status, StatusReport
from bot.parse.amounts import read_amount
from bot.parse.dates import read_period
from bot.parse.people import read_people
from bot.parse.regions import without_regions
from bot.parse.reported import digest, read_reported
from bot.parse.structure import Call, Parameter, Source
from bot.parse.words import plain, without_comments
from bot.settings import Templates

MAX_FUNDERS = 5
"""The template has room for five financiers."""

REPORT_FIELDS = ("activities", "next_month", "problems", "cost", "lessons", "comment")
"""The fields of the report that people fill in, besides the date and the status."""

_STATUS = {
    "green": Status.GREEN,
    "greenforest": Status.GREEN,
    "orange": Status.ORANGE,
    "red": Status.RED,
}
YEARS = range(1900, 2200)
"""A project lies in these years: `9999-12-31` means that nobody knows, and leaves no room to count days from it."""

_NO = frozenset({"", "0", "nej", "no"})
_NOTHING = frozenset({"", ".", "-", "–", "—"})
"""What stands in a field that nobody has filled in; the `.` is for a list that was to follow."""

_ISO_FIRST = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9])")
_NUMBER = re.compile(r"[0-9]{3,6}")
_NUMBER_ENTRY = re.compile(r"^[ \t]*\|[ \t]*([^=|\n]*[^=|\s])[ \t]*=[ \t]*([0-9]{3,6})\s*?$", re.MULTILINE)
_NAMESPACE = re.compile(r"\A(?:mall|template) ?: ?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ProjectData:
    """What a template call with the facts says; see `bot.model.Project` for the fields."""

    place: Place
    number: str | None
    people: People
    start: date | None
    end: date | None
    closed: bool
    final_report: bool
    funding: tuple[Funding, ...]
    report: StatusReport
    flaws: tuple[Flaw, ...]


def find_call(source: Source, templates: Templates) -> Call | None:
    """The first call of the template with the facts on a page, by any of its names."""
    names = {template_name(name) for name in templates.projectdata}
    return next((call for call in source.calls() if template_name(call.name) in names), None)


def template_name(written: str) -> str:
    """A template's name as MediaWiki compares it: no namespace, spaces for underscores, the first letter upper-case."""
    name = _NAMESPACE.sub("", " ".join(written.replace("_", " ").split()))
    return name[:1].upper() + name[1:]


def find_parameter(call: Call, aliases: tuple[str, ...]) -> Parameter | None:
    """The parameter that a template call gives under any of these names."""
    return next((found for alias in aliases if (found := call.last(alias))), None)


def read_numbers(text: str) -> dict[str, str]:
    """The project numbers by name, from the `#switch` of `Mall:Projektid`."""
    return {name: number for name, number in _NUMBER_ENTRY.findall(without_comments(text)) if not name.startswith("#")}


def read_projectdata(source: Source, templates: Templates, *, name: str, numbers: dict[str, str]) -> ProjectData | None:
    """Read the facts and the report; None where the page does not call the template.

    Args:
        source: The page.
        templates: Names of the template and its parameters.
        name: The project's name, which `Mall:Projektid` knows it by.
        numbers: What `read_numbers` gave.
    """
    call = find_call(source, templates)
    if not call:
        return None
    fields = _Fields(source, call, templates)
    flaws: list[Flaw] = []
    start, end = (_date(fields, key, flaws) for key in ("start", "end"))
    digits = _NUMBER.fullmatch(plain(fields.raw("number")))
    return ProjectData(
        place=fields.place,
        number=digits[0] if digits else numbers.get(name),
        people=read_people(fields.raw("lead")),
        start=start,
        end=end,
        closed=fields.words("closed").lower() not in _NO,
        final_report=_says_something(fields.raw("final_report")),
        funding=tuple(_funding(fields, flaws)),
        report=_report(fields, flaws),
        flaws=tuple(flaws),
    )


@dataclass(frozen=True, slots=True)
class _Fields:
    """The call's values by the keys of the settings."""

    source: Source
    call: Call
    templates: Templates

    @property
    def place(self) -> Place:
        return Place(self.source.title, self.source.line(self.call.start))

    def parameter(self, key: str, number: int = 1) -> Parameter | None:
        aliases = self.templates.aliases(key)
        if number > 1:
            aliases = tuple(f"{alias.removesuffix('_1')}_{number}" for alias in aliases)
        return find_parameter(self.call, aliases)

    def raw(self, key: str, number: int = 1) -> str:
        found = self.parameter(key, number)
        return self.source.text[found.value_start : found.value_end].strip() if found else ""

    def words(self, key: str) -> str:
        return plain(self.raw(key))

    def where(self, key: str, number: int = 1) -> Place:
        found = self.parameter(key, number)
        return Place(self.source.title, self.source.line(found.start)) if found else self.place


def _date(fields: _Fields, key: str, flaws: list[Flaw]) -> date | None:
    """The day in a date field; text after an ISO date is a remark. A field that says something else is a flaw."""
    words = fields.words(key)
    if not words:
        return None
    iso = _ISO_FIRST.match(words)
    period = read_period(iso[1] if iso else words, project_start=None, project_end=None, year=None)
    day = period.end if key == "end" else period.start
    if day is None or day.year not in YEARS:
        flaws.append(Flaw("date-unreadable", fields.where(key), facts={"text": words, "field": key}))
        return None
    return day


def _funding(fields: _Fields, flaws: list[Flaw]) -> Iterator[Funding]:
    for number in range(1, MAX_FUNDERS + 1):
        funder, budget = (plain(fields.raw(key, number)) for key in ("funder", "budget"))
        if not funder and not budget:
            continue
        amount = read_amount(budget)
        if budget and amount is None:
            flaws.append(Flaw("budget-unreadable", fields.where("budget", number), facts={"text": budget}))
        yield Funding(funder, amount)


def _report(fields: _Fields, flaws: list[Flaw]) -> StatusReport:
    texts = {key: without_regions(fields.raw(key)).strip() for key in REPORT_FIELDS}
    said = {key: text for key, text in texts.items() if _says_something(text)}
    updated, seen = _date(fields, "updated", flaws), read_reported(fields.source.text)
    return StatusReport(
        place=fields.where("updated"),
        updated=updated,
        updated_text=fields.words("updated"),
        status=_STATUS.get(fields.words("status").lower()),
        hidden=fields.words("hidden").lower() not in _NO,
        fields=said,
        unrefreshed=bool(seen and said and seen.updated == updated and seen.digest != digest(said)),
    )


def _says_something(wikitext: str) -> bool:
    """Whether a field is filled in: a comment, a lone `.` or a dash says nothing, a picture or a template does."""
    return without_comments(wikitext).strip() not in _NOTHING
