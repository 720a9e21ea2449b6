"""The bot's part of a Lägesrapport: regions in the parameters of the box, or one in a section of the project page."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from bot.checks.changes import baseline
from bot.checks.standing import Standing
from bot.knowledge import Knowledge
from bot.ledger import summary
from bot.model import Project
from bot.parse.projectdata import find_call
from bot.parse.regions import ON_PROJECT_PAGE, SECTION, Region, Regions, move_edited, own_texts, read_regions
from bot.parse.reported import read_reported, said_in, see_report
from bot.parse.snapshot import write_snapshot
from bot.parse.structure import Call, Source
from bot.parse.template_names import namesakes
from bot.render import section, timeline_place
from bot.render.contents import facts, parts
from bot.render.dating import dated
from bot.render.draft import Draft
from bot.render.region import Content, in_parameters, splice
from bot.render.timeline import timeline_wikitext
from bot.render.witness import people_unharmed
from bot.settings import Templates
from bot.wiki.port import Page

REGIONS = ("activities", "next_month", "problems", "cost")
"""The report fields that the bot fills, by the settings' key, which is also the id of their regions. The figures stand
with the activities: the box has no field of their own for them."""

_LACKS: dict[str, frozenset[str]] = {
    "Projektdata": frozenset(),
    "Projektdata 2017": frozenset(),
    "Projektdata 2014": frozenset({"next_month", "cost"}),
    "Ledningsrapport": frozenset({"next_month", "cost"}),
    "Projektfakta": frozenset(REGIONS),  # the box of 2013 has facts alone; its report is `Ledningsrapport`
}
"""The fields among these that a generation of the template does not have, where what is written is never seen, or has
for something else: until 2015 `kostnadAktuell` is a sum of money."""

_OLDER = ("statusColor", "fas", "kod")
"""Parameters of the generations before 2016, by which they are known under another name."""

Home = Literal["parameters", "section"]
"""Where a report is kept: in the box with the project data, or in a section of the project page."""


@dataclass(frozen=True, slots=True)
class _Body:
    """What a report should say, wherever it stands.

    Attributes:
        home: Where that is.
        grows: Whether it gets regions that it does not have: not where the project is finished or has not begun.
        parts: The wikitext of each part (`bot.render.contents.PARTS`).
        memory: The lines that nobody sees: what the bot remembers.
        counts: How many things are done, late and coming.
        redated: The date to write into the report, where the settings allow it.
    """

    home: Home
    grows: bool
    parts: Mapping[str, str]
    memory: tuple[str, ...]
    counts: Mapping[str, int]
    redated: date | None

    def of(self, key: str) -> str:
        """What a field of the box should say."""
        first = self.parts["figures"] if key == "activities" else ""
        return "\n".join(filter(None, [first, self.parts[key]]))

    def with_memory(self, words: str) -> str:
        """The text of a region that carries what the bot remembers."""
        return "\n".join(filter(None, [words, *self.memory]))


def report_pages(standing: Standing, known: Knowledge) -> list[tuple[Page, Draft | None]]:
    """The pages of a project that can hold its report, each with how it should be.

    Returns:
        The page with the project data, if there is one, and the project page, where it is another; with None for one
        that cannot be written safely: the call is not there, the markers of the regions or the text between them are
        not the bot's own (or cannot be moved out), or a second reader does not agree. A page that the report leaves is
        only there when the report stands on the other.
    """
    body = _body(standing, known)
    pages = [known.pages[title] for title in report_titles(standing.project)]
    drafts = [(page, _brought_up_to_date(page, standing, known, body)) for page in pages]
    held = any(draft and not draft.leaves and _holds(draft.text) for _, draft in drafts)
    return [(page, draft) for page, draft in drafts if held or not (draft and draft.leaves)]


def _holds(text: str) -> bool:
    """Whether a page has the report: a region of it that says something."""
    found = read_regions(text).found.values()
    return any(one.body_start < one.body_end for one in found if one.id in {SECTION, *REGIONS})


def _wanted(standing: Standing, known: Knowledge) -> Home:
    """Where a project's report should be kept: as the settings say, `auto` meaning the box if it has the fields.

    A report that is hidden stays in the box, ready for when it is shown.
    """
    project, wanted = standing.project, known.settings.report.placement
    if project.report and project.report.hidden:
        return "parameters"
    if wanted != "auto":
        return wanted
    page = known.pages[project.data_place.page] if project.data_place else None
    call = find_call(Source(page.title, page.text or ""), known.settings.templates) if page else None
    return "parameters" if call and _lacking(call, known) < frozenset(REGIONS) else "section"


def _home(standing: Standing, known: Knowledge, *, grows: bool) -> Home:
    """Where the report is kept; one that gets no new regions stays where its regions are."""
    wanted, place = _wanted(standing, known), standing.project.data_place
    boxed = read_regions((known.pages[place.page].text if place else None) or "").ids
    there: dict[Home, bool] = {
        "parameters": not boxed.isdisjoint(REGIONS),
        "section": SECTION in read_regions(known.pages[standing.project.title].text or "").ids,
    }
    if grows or there[wanted] or not any(there.values()):
        return wanted
    return "section" if wanted == "parameters" else "parameters"


def report_titles(project: Project) -> list[str]:
    """The pages that can hold a project's report."""
    return list(dict.fromkeys([project.data_place.page, project.title] if project.data_place else [project.title]))


def _body(standing: Standing, known: Knowledge) -> _Body:
    project, told = standing.project, facts(standing, known.settings)
    texts = own_texts(project.title, project.data_place.page if project.data_place else None, known.pages)
    grows = standing.begun and not project.closed
    return _Body(
        _home(standing, known, grows=grows),
        grows=grows,
        parts=parts(told, known.words),
        memory=tuple(_memory(standing, texts, known.settings.templates)),
        redated=project.report.updated if project.report and project.report.redated else None,
        counts={"done": len(told.done), "overdue": len(told.late), "next": len(told.coming)},
    )


def _memory(standing: Standing, texts: Iterable[str], templates: Templates) -> Iterator[str]:
    """What the bot remembers: the report's words under their date, and how the project stood then.

    A report that has changed under the same date is remembered as it was: else nobody would be told tomorrow.
    """
    report, seen = standing.project.report, read_reported(texts)
    if report and report.updated:
        now = see_report(report.updated, said_in(report), templates)
        yield (seen if seen and seen.is_of(now) else now).remark()
    elif report and report.updated_text and seen:  # a date that cannot be read is soon put right
        yield seen.remark()
    if standing.activities or standing.project.snapshot:
        yield write_snapshot(baseline(standing))


def _brought_up_to_date(page: Page, standing: Standing, known: Knowledge, body: _Body) -> Draft | None:
    project = standing.project
    in_box = project.data_place is not None and page.title == project.data_place.page
    regions = _own(page.text or "", in_box=in_box)
    if regions.damage or not (regions.sound or known.settings.report.on_edited == "keep-both"):
        return None
    text = move_edited(page.text or "", regions)
    if text is not None and in_box:
        text = _in_box(Source(page.title, text), known, body)
    if text is not None and page.title == project.title:
        text = _in_section(Source(page.title, text), known, body)
    if text is None:
        return None
    reported, homeless = text, False
    if page.title == project.title:
        text = _with_timeline(Source(page.title, text), standing, known, body)
        text, homeless = (reported, True) if text is None else (text, False)
    here = (body.home == "parameters" and in_box) or (body.home == "section" and page.title == project.title)
    leaves = not here and _holds(page.text or "")
    why = known.words.phrase(f"why-report-in-{body.home}" if leaves else "why-report", **body.counts)
    if not leaves and reported == (page.text or "") != text:
        why = known.words.phrase("why-timeline", asked=known.settings.report.timeline)
    if body.redated and in_box:
        why = f"{why}; {known.words.phrase('why-redated', day=body.redated.isoformat())}"
        leaves = False  # the date is written first: the report elsewhere counts on it
    said = known.words.phrase("summary-report", handbook=known.settings.pages.handbook, why=why)
    told = summary(said, run=known.material.run, language=known.words.language)
    return Draft(text, told, why, renews=bool(regions.found), leaves=leaves, homeless=homeless)


def _own(text: str, *, in_box: bool) -> Regions:
    """The regions on a page; on a project page that has no box, others than the report's were copied there."""
    regions = read_regions(text)
    found = {name: one for name, one in regions.found.items() if in_box or one.id in ON_PROJECT_PAGE}
    return replace(regions, found=found)


def _in_box(source: Source, known: Knowledge, body: _Body) -> str | None:
    """The page with the regions in the parameters of its call as they should be; None where it is refused."""
    templates = known.settings.templates
    if body.redated:
        source = dated(source, body.redated, templates) or source
    call = find_call(source, templates)
    if call is None:
        return None
    lacking, regions = _lacking(call, known), read_regions(source.text)
    if any(_entangled(region, call) for region in regions.found.values()):
        return None
    here = body.home == "parameters"
    written = [key for key in REGIONS if key in regions.ids or (key not in lacking and body.grows)]
    contents = [
        Content(key, body.of(key) if here else "", templates.aliases(key), known.settings.language) for key in written
    ]
    carrier = next((one for one in contents if one.body or one.name in regions.ids), None) if here else None
    contents = [replace(one, body=body.with_memory(one.body)) if one is carrier else one for one in contents]
    text = splice(source.text, in_parameters(source, call, regions, contents))
    after = Source(source.title, text)
    return text if text == source.text or people_unharmed(source, after, templates) else None


def _entangled(region: Region, call: Call) -> bool:
    """Whether a region begins in one parameter of a call, or outside it, and ends in another."""
    borders = (call.start, call.end - 1, *(one.start for one in call.parameters))
    return any(region.start <= border < region.end for border in borders)


def _in_section(source: Source, known: Knowledge, body: _Body) -> str | None:
    """The project page with the section as it should be; None where it is refused."""
    region = read_regions(source.text).get(SECTION)
    words = ""
    if body.home == "section" and (region or body.grows):
        said = known.words.wikitext("report/section", **body.parts)
        words = body.with_memory(said) if said or region else ""
    text = splice(source.text, section.in_section(source, region, words, known.settings))
    if text == source.text:
        return text
    if region:  # below whatever heading people have moved it to
        return text if section.seen(source, region) else None
    return text if section.shows(Source(source.title, text), known.settings) else None


def _with_timeline(source: Source, standing: Standing, known: Knowledge, body: _Body) -> str | None:
    """The project page with the timeline as it should be; None where it has no safe place.

    As with the report, a project that is finished or has not begun gets none that it does not have, and one that is no
    longer asked for is emptied.
    """
    asked = known.settings.report.timeline
    words = timeline_wikitext(standing, standing.year, known.words) if asked else ""
    lines = [one.place.line for one in standing.project.activities if one.place.page == source.title]
    elsewhere = len(lines) < len(standing.project.activities)
    return timeline_place.with_timeline(
        source, words, () if elsewhere else lines, grows=body.grows, language=known.words.language
    )


def _lacking(call: Call, known: Knowledge) -> frozenset[str]:
    """The report fields that the template that is called does not have.

    A name that several generations redirect to is that of one template for all: it has what any of them has.
    """
    generations = namesakes(call.name, _LACKS, known.pages, known.settings.pages.template_namespace)
    if generations:
        return frozenset(REGIONS).intersection(*(_LACKS[one] for one in generations))
    return _LACKS["Projektdata 2014"] if any(call.last(name) for name in _OLDER) else frozenset()
