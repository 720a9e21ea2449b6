"""The bot's part of a Lägesrapport: one region in each of the parameters that the time plan can fill."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.checks.calendar import ReportPeriod, month_end, next_month
from bot.checks.standing import ActivityStanding, Standing
from bot.knowledge import Knowledge
from bot.ledger import summary
from bot.model import ActivityState
from bot.parse.projectdata import find_call
from bot.parse.regions import Regions, read_regions
from bot.parse.reported import read_reported, see_report
from bot.parse.structure import Call, Source
from bot.parse.template_names import namesakes
from bot.render.draft import Draft
from bot.render.region import Content, in_parameters, splice
from bot.render.witness import people_unharmed
from bot.wiki.port import Page

REGIONS = {"activities": "aktiviteter", "next_month": "nästa-månad", "problems": "problem"}
"""The report fields that the bot fills, by the settings' key, and what their regions are called."""

_LACKS: dict[str, frozenset[str]] = {
    "Projektdata": frozenset(),
    "Projektdata 2017": frozenset(),
    "Projektdata 2014": frozenset({"next_month"}),
    "Ledningsrapport": frozenset({"next_month"}),
    "Projektfakta": frozenset(REGIONS),  # the box of 2013 has facts alone; its report is `Ledningsrapport`
}
"""The fields among these that a generation of the template does not have: what is written there is never seen."""

_OLDER = ("statusColor", "fas", "kod")
"""Parameters of the generations before 2016, by which they are known under another name."""


def report_text(page: Page, standing: Standing, known: Knowledge) -> Draft | None:
    """The page with the project data, with the bot's regions brought up to date.

    Returns:
        None where the page cannot be written safely: the call is not there, the markers of the regions or the text
        between them are not the bot's own, or a second reader does not agree.
    """
    templates = known.settings.templates
    source = Source(page.title, page.text or "")
    call = find_call(source, templates)
    regions = read_regions(source.text)
    if call is None or not regions.sound:
        return None
    lacking = _lacking(call, known.pages)
    written = {key: name for key, name in REGIONS.items() if name in regions.found or key not in lacking}
    contents = [Content(name, _body(standing, known, key), templates.aliases(key)) for key, name in written.items()]
    contents = _remembering(contents, standing, known, source, regions)
    text = splice(source.text, in_parameters(source, call, regions, contents))
    if text != source.text and not people_unharmed(source, Source(page.title, text), templates):
        return None
    count = {key: len(rows(standing)) if key in written else 0 for key, rows in _ROWS.items()}
    facts = {"done": count["activities"], "overdue": count["problems"], "next": count["next_month"]}
    why = known.words.phrase("why-report", **facts)
    handbook = known.settings.pages.handbook
    words = known.words.phrase("summary-report", handbook=handbook, why=why)
    return Draft(text, summary(words, run=known.material.run), why, renews=bool(regions.found))


def _remembering(
    contents: list[Content], standing: Standing, known: Knowledge, source: Source, regions: Regions
) -> list[Content]:
    """The contents, the first that stands on the page or will stand there with what is remembered of the report.

    A report that has changed under the same date is remembered as it was: else nobody would be told tomorrow.
    """
    report, seen = standing.project.report, read_reported(source.text)
    if not report or not report.updated:
        return contents
    now = see_report(report.updated, report.fields, known.settings.templates)
    if seen is None or not seen.is_of(now):
        seen = now
    carrier = next((one for one in contents if one.body or one.name in regions.found), None)
    lines = [*filter(None, [carrier.body]), seen.remark()] if carrier else []
    return [replace(one, body="\n".join(lines)) if one is carrier else one for one in contents]


def _lacking(call: Call, pages: Mapping[str, Page]) -> frozenset[str]:
    """The report fields that the template that is called does not have.

    A name that several generations redirect to is that of one template for all: it has what any of them has.
    """
    generations = namesakes(call.name, _LACKS, pages)
    if generations:
        return frozenset(REGIONS).intersection(*(_LACKS[one] for one in generations))
    return _LACKS["Projektdata 2014"] if any(call.last(name) for name in _OLDER) else frozenset()


def _body(standing: Standing, known: Knowledge, key: str) -> str:
    """The text of one region; "" where there is nothing to say."""
    rows = _ROWS[key](standing)
    if not rows:
        return ""
    most = known.settings.report.max_rows
    following = next_month(standing.today)
    month = ReportPeriod(following, month_end(following))
    return known.words.wikitext(
        f"report/{key}",
        rows=rows[:most],
        more=max(len(rows) - most, 0),
        month=month,
        reported=standing.project.report.updated if standing.project.report else None,
        answers=standing.tasks or {},
    )


def _done(standing: Standing) -> Sequence[ActivityStanding]:
    """What was done since the previous report."""
    reported = standing.project.report.updated if standing.project.report else None
    done = standing.with_state(ActivityState.DONE)
    return [one for one in done if reported is None or one.done_on is None or one.done_on > reported]


def _next_month(standing: Standing) -> Sequence[ActivityStanding]:
    """What starts, ends or goes on in the month after."""
    first = next_month(standing.today)
    last = month_end(first)
    going = standing.with_state(ActivityState.PLANNED, ActivityState.ONGOING)
    return [one for one in going if _touches(one, first, last)]


def _touches(one: ActivityStanding, first: date, last: date) -> bool:
    start, end = one.activity.when.start, one.activity.when.end
    return (start is None or start <= last) and (end is None or end >= first)


def _overdue(standing: Standing) -> Sequence[ActivityStanding]:
    """What should have been done, the oldest first."""
    return sorted(standing.overdue, key=lambda one: one.activity.when.end or date.max)


_ROWS: dict[str, Callable[[Standing], Sequence[ActivityStanding]]] = {
    "activities": _done,
    "next_month": _next_month,
    "problems": _overdue,
}
