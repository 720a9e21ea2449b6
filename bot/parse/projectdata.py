"""The project's facts and report, from the template call on `/Projektdata` (or on the project page itself)."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from bot.model import Flaw, Funding, People, Place, Status, StatusReport
from bot.parse.days import Side, read_day
from bot.parse.fields import Fields, says_something
from bot.parse.funding import read_funding
from bot.parse.languages.swedish import SWEDISH
from bot.parse.numbers import read_number
from bot.parse.people import read_people
from bot.parse.regions import without_regions
from bot.parse.reported import FIELDS, MARKS
from bot.parse.structure import Call, Source
from bot.parse.vocabulary import ProjectWords, Vocabulary
from bot.parse.words import plain, without_comments
from bot.settings import Templates

REPORT_FIELDS = (*FIELDS, "comment")
"""The fields of the report that people fill in, besides the date and the status; the manager has the last."""

_ICON = re.compile(r"Button[ _]Icon[ _]([A-Za-z]+)[ _]?\.(?:svg|png)", re.IGNORECASE)

_LINK = re.compile(r"\[\[|\{\{|https?://")
"""A link to a page or elsewhere, or a template that makes one."""

_NAMESPACE = re.compile(r"\A(?:mall|template) ?: ?", re.IGNORECASE)


class _Patterns(NamedTuple):
    """How a project's phase is said."""

    under_way: re.Pattern[str]
    finished: re.Pattern[str]


@cache
def _patterns(words: ProjectWords) -> _Patterns:
    return _Patterns(*(re.compile(one, re.IGNORECASE) for one in (words.under_way, words.finished)))


@dataclass(frozen=True, slots=True)
class ProjectData:
    """What a template call with the facts says; see `bot.model.Project` for the fields.

    Attributes:
        timeplan: Where the value of the time-plan field stands in the page's text, trimmed; None where it is empty.
    """

    place: Place
    number: str | None
    people: People
    start: date | None
    end: date | None
    closed: bool
    final_report: bool
    final_link: bool
    funding: tuple[Funding, ...]
    budget_total: float | None
    timeplan: tuple[int, int] | None
    report: StatusReport
    flaws: tuple[Flaw, ...]


def find_call(source: Source, templates: Templates) -> Call | None:
    """The first call of the template with the facts on a page, by any of its names."""
    names = _names(templates.projectdata)
    return next((call for call in source.calls() if template_name(call.name) in names), None)


@lru_cache(maxsize=8)
def _names(projectdata: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(template_name, projectdata))


def template_name(written: str) -> str:
    """A template's name as MediaWiki compares it: no namespace, spaces for underscores, the first letter upper-case."""
    name = " ".join(written.replace("_", " ").split())
    if ":" in name:
        name = _NAMESPACE.sub("", name)
    return name[:1].upper() + name[1:]


def read_projectdata(
    source: Source,
    templates: Templates,
    *,
    name: str,
    numbers: dict[str, str],
    vocabulary: Vocabulary = SWEDISH,
) -> ProjectData | None:
    """Read the facts and the report; None where the page does not call the template.

    Args:
        source: The page.
        templates: Names of the template and its parameters.
        name: The project's name, which `Mall:Projektid` knows it by.
        numbers: What `bot.parse.numbers.read_numbers` gave.
        vocabulary: The language.
    """
    call = find_call(source, templates)
    if not call:
        return None
    fields = Fields(source, call, templates)
    flaws: list[Flaw] = []
    budget = read_funding(fields, flaws, vocabulary=vocabulary)
    return ProjectData(
        place=fields.place,
        number=_number(fields, flaws, vocabulary, name=name, numbers=numbers),
        people=read_people(fields.raw("lead"), vocabulary=vocabulary),
        start=_date(fields, "start", "first", flaws, vocabulary),
        end=_date(fields, "end", "last", flaws, vocabulary),
        closed=_closed(fields, vocabulary),
        final_report=says_something(fields.raw("final_report")),
        final_link=bool(_LINK.search(without_comments(fields.raw("final_report")))),
        funding=budget.funding,
        budget_total=budget.total,
        timeplan=fields.span("timeplan"),
        report=_report(fields, flaws, vocabulary),
        flaws=tuple(flaws),
    )


def _number(
    fields: Fields, flaws: list[Flaw], vocabulary: Vocabulary, *, name: str, numbers: dict[str, str]
) -> str | None:
    """The project's number; what the field asks for or says, and the list does not know, is a flaw."""
    found = read_number(fields.raw("number"), name=name, numbers=numbers, vocabulary=vocabulary)
    if found.unknown:
        facts = {"name": found.unknown, "text": fields.words("number") or None}
        flaws.append(Flaw("number-missing", fields.where("number"), facts=facts))
    return found.number


def _date(fields: Fields, key: str, side: Side, flaws: list[Flaw], vocabulary: Vocabulary) -> date | None:
    """The day in a date field; None where it is empty. A field that says something else is a flaw."""
    if not says_something(fields.raw(key)):
        return None
    day = read_day(fields.raw(key), side, vocabulary=vocabulary)
    if day is None:
        text = fields.words(key) or fields.raw(key)
        flaws.append(Flaw("date-unreadable", fields.where(key), facts={"text": text, "field": key}))
    return day


def _closed(fields: Fields, vocabulary: Vocabulary) -> bool:
    """Whether the project is said to be finished: by the flag, by the phase, or by a status that is a phase (2013)."""
    finished = _patterns(vocabulary.project).finished
    said = any(finished.fullmatch(fields.words(key)) for key in ("phase", "status"))
    return fields.flag("closed", vocabulary=vocabulary) or said


def _report(fields: Fields, flaws: list[Flaw], vocabulary: Vocabulary) -> StatusReport:
    texts = {key: without_regions(fields.raw(key)).strip() for key in REPORT_FIELDS}
    said = {key: text for key, text in texts.items() if says_something(text)}
    updated = _date(fields, "updated", "only", flaws, vocabulary)
    status, status_text = read_status(fields.raw("status"), vocabulary=vocabulary)
    return StatusReport(
        place=fields.where("updated"),
        updated=updated,
        updated_text=fields.words("updated"),
        status=status,
        hidden=fields.flag("hidden", vocabulary=vocabulary),
        fields=said,
        marks={key: without_regions(fields.raw(key)).strip() for key in MARKS},
        status_text=status_text,
    )


def read_status(wikitext: str, *, vocabulary: Vocabulary = SWEDISH) -> tuple[Status | None, str]:
    """The colour of a STATUS field: its name in any generation, in the language, or as the icon's file.

    Returns:
        The colour, None where it is not set (white or empty); and the words that are neither a colour nor the phase of
        the project (`Pågår`, as the box of 2013 has it), "" where all is clear.
    """
    text = without_comments(wikitext)
    words = plain(text)
    icons = {name.casefold() for name in _ICON.findall(text)}
    names = icons or {"".join(words.split()).casefold()}
    known, patterns = vocabulary.project, _patterns(vocabulary.project)
    colours = {known.colours.get(name) for name in names}
    if len(colours) == 1 and (colours != {None} or names <= known.unset):
        return colours.pop(), ""
    phase = patterns.under_way.match(words) or patterns.finished.fullmatch(words)
    said = text.strip() if icons else words or text.strip()
    return None, "" if phase or not says_something(text) else said
