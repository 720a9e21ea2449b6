"""A project from its pages: the project page, and the page that holds its facts and its report."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import NamedTuple

from bot.model import Flaw, Place, Project
from bot.parse.date_spans import Frame
from bot.parse.languages.swedish import SWEDISH
from bot.parse.pause import read_pause
from bot.parse.projectdata import ProjectData, read_projectdata, template_name
from bot.parse.regions import ON_PROJECT_PAGE, blanked, own_texts, read_regions
from bot.parse.reported import unrefreshed
from bot.parse.snapshot import read_snapshot
from bot.parse.structure import Source
from bot.parse.timeplan import TimePlan, read_timeplan
from bot.parse.vocabulary import ProjectWords, Vocabulary
from bot.parse.whereabouts import data_titles, destination, each_data_page, shown_elsewhere
from bot.settings import Templates
from bot.wiki.port import Page

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


class _Patterns(NamedTuple):
    """What says that a project is finished: a sentence of its own, or a template."""

    closed: re.Pattern[str]
    template: re.Pattern[str]


@cache
def _patterns(words: ProjectWords) -> _Patterns:
    sentence = rf"(?:^|[.!:;>'\"”|=*}}\])–—])[ \t]*{words.closed}"
    return _Patterns(
        re.compile(sentence, re.IGNORECASE | re.MULTILINE), re.compile(words.closed_template, re.IGNORECASE)
    )


@dataclass(frozen=True, slots=True)
class Reader:
    """What reading needs to know besides the pages.

    Attributes:
        templates: Names of templates and parameters.
        numbers: Project numbers by project name.
        vocabulary: The language.
    """

    templates: Templates
    numbers: dict[str, str]
    vocabulary: Vocabulary = SWEDISH

    def read(self, title: str, pages: Mapping[str, Page]) -> Project:
        """Read one project.

        Args:
            title: The project page's full title.
            pages: At least what `bot.parse.whereabouts.wanted` gives, by title.

        Returns:
            A project in every case; what could not be read is among its `flaws`.
        """
        page = pages[title]
        place = Place(title, 1)
        if page.text is None or page.redirect:
            facts = {"redirect": page.redirect, "unreadable": page.unreadable}
            return Project(title, place, flaws=(Flaw("page-missing", place, facts=facts),))
        main = Source(title, blanked(page.text))  # the bot's own table or list is no time plan
        data, home, flaws = self._data(main, pages)
        plan = self._plan(main, data, home)
        paused_until, unclear = read_pause(main)
        flaws = [*flaws, *_where_written(title, data, pages), *unclear, *plan.flaws]
        project = _project(main, data, plan, tuple(flaws), self.vocabulary)
        return self._recalling(project, paused_until, pages)

    def _recalling(self, project: Project, paused_until: date | None, pages: Mapping[str, Page]) -> Project:
        """The project with its pause, and what the bot has written down of it in its own regions, on either page."""
        report, place = project.report, project.data_place
        texts = own_texts(project.title, place.page if place else None, pages)
        if report and unrefreshed(report, texts, self.templates):
            report = replace(report, unrefreshed=True)
        return replace(project, paused_until=paused_until, report=report, snapshot=read_snapshot(texts))

    def _plan(self, main: Source, data: ProjectData | None, home: Source) -> TimePlan:
        """The time plan, from the project page, else from the page with the facts."""
        frame = _frame(main.title, data)
        if data is None:
            return read_timeplan(main, frame, vocabulary=self.vocabulary)
        other = None if home is main else home
        return read_timeplan(main, frame, data=other, field=data.timeplan, vocabulary=self.vocabulary)

    def _data(self, main: Source, pages: Mapping[str, Page]) -> tuple[ProjectData | None, Source, list[Flaw]]:
        """The facts, from the first page that has them, that page, and what is wrong where they should be."""
        name = main.title.partition(":")[2]
        words = self.vocabulary
        sources: list[Source] = []
        for page in each_data_page(main.title, pages, vocabulary=words):
            sources.append(Source(page.title, page.text or ""))
            if data := self._facts(sources[-1], name):
                unclosed = (Place(page.title, sources[-1].line(position)) for position in sources[-1].unclosed)
                return data, sources[-1], [*data.flaws, *(_no_data(place, "template") for place in unclosed)]
        if data := self._facts(main, name):
            return data, main, list(data.flaws)
        return None, main, [_why_no_data(main.title, sources, pages, words)]

    def _facts(self, source: Source, name: str) -> ProjectData | None:
        return read_projectdata(source, self.templates, name=name, numbers=self.numbers, vocabulary=self.vocabulary)


def title_years(title: str) -> list[int]:
    """The years in a title, in its order."""
    return [int(year) for year in _YEAR.findall(title)]


def title_year(title: str) -> int | None:
    """The year in a title; the last where there are several."""
    return next(reversed(title_years(title)), None)


def frame_year(title: str, start: date | None) -> int | None:
    """A project's year: that in its title, else that of its first day."""
    return title_year(title) or (start.year if start else None)


def _why_no_data(title: str, sources: Sequence[Source], pages: Mapping[str, Page], vocabulary: Vocabulary) -> Flaw:
    """Why there are no facts, where they should be.

    Args:
        title: The project page's title.
        sources: The pages that should have them.
        pages: All pages read.
        vocabulary: The language.
    """
    usual, *_ = data_titles(title, vocabulary=vocabulary)
    page = destination(usual, pages)
    if page and page.unreadable:
        return _no_data(Place(page.title, 1), "unreadable")
    if not sources and usual in pages and pages[usual].redirect:
        return _no_data(Place(usual, 1), "redirect")
    shared = None if sources else shown_elsewhere(title, pages, vocabulary=vocabulary)
    if shared:
        return _no_data(Place(usual, 1), "shared", title=shared)
    first = sources[0] if sources else Source(usual, "")
    line = first.line(first.unclosed[0]) if first.unclosed else 1
    why = "template" if first.unclosed else "empty" if sources else "missing"
    return _no_data(Place(first.title, line), why)


def _no_data(place: Place, why: str, **facts: str) -> Flaw:
    return Flaw("projectdata-missing", place, facts={"why": why, **facts})


def _where_written(title: str, data: ProjectData | None, pages: Mapping[str, Page]) -> Iterator[Flaw]:
    """What stands in the way of the bot's own text: protection of the page with the facts, wrong markers on either."""
    if data and pages[data.place.page].locked:
        yield Flaw("page-protected", Place(pages[data.place.page].title, 1))
    place = data.place.page if data else None
    for each in dict.fromkeys([place, title] if place else [title]):
        yield from _wrong_markers(Source(each, pages[each].text or ""), copies=each != place)


def _wrong_markers(source: Source, *, copies: bool) -> Iterator[Flaw]:
    """What is wrong with the bot's regions on a page, where those of the box may be copies of the other page's."""
    regions = read_regions(source.text)
    if regions.damage:
        kind, position = regions.damage
        yield Flaw("region-damaged", Place(source.title, source.line(position)), facts={"damage": kind})
    for region in regions.found.values():
        if region.edited and (region.id in ON_PROJECT_PAGE or not copies):
            facts = {"region": region.name}
            yield Flaw("region-edited", Place(source.title, source.line(region.start)), facts=facts)


def _frame(title: str, data: ProjectData | None) -> Frame:
    start, end = (data.start, data.end) if data else (None, None)
    return Frame(start, end, frame_year(title, start))


def _closed(main: Source, vocabulary: Vocabulary) -> bool:
    """Whether a banner above the first heading says that the project is finished."""
    head = main.sections[0].start if main.sections else len(main.text)
    patterns = _patterns(vocabulary.project)
    banner = any(patterns.template.match(template_name(call.name)) for call in main.calls_between(0, head))
    return banner or bool(patterns.closed.search(main.quiet, 0, head))


def _project(
    main: Source, data: ProjectData | None, plan: TimePlan, flaws: tuple[Flaw, ...], vocabulary: Vocabulary
) -> Project:
    project = Project(
        title=main.title,
        place=Place(main.title, 1),
        closed=_closed(main, vocabulary) or bool(data and data.closed),
        phabricator_project=plan.tag,
        activities=plan.activities,
        flaws=flaws,
    )
    if data is None:
        return project
    facts = ("number", "people", "start", "end", "final_report", "final_link", "funding", "budget_total", "report")
    return replace(project, data_place=data.place, **{fact: getattr(data, fact) for fact in facts})
