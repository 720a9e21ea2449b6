"""Finding a run's projects on the wiki, and reading their pages: a fixed number of requests, and one per 500 pages."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.discover import Survey, in_order, may_run, moved_titles, runs
from bot.errors import UnknownProjectError
from bot.parse.association import vocabulary_of
from bot.parse.template_names import MAX_NAMES, template_pages, with_redirects
from bot.parse.whereabouts import destination, project_page, title_of, wanted
from bot.parse.year_list import programmes_on
from bot.settings import ProjectRules, Settings, Templates
from bot.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Found:
    """The projects of a run.

    Attributes:
        listed: The titles of each year's projects.
        running: Those of them that only their dates have told of.
        former: The titles that redirect to each of them.
        settings: The settings, with all names that the template with the facts was found to have, and with what is
            set for former titles.
        programmes: What the projects of each year belong to, by title, as far as its list or their categories tell.
    """

    listed: Mapping[int, tuple[str, ...]]
    running: frozenset[str]
    former: Mapping[str, tuple[str, ...]]
    settings: Settings
    programmes: Mapping[int, Mapping[str, str]]


@dataclass(slots=True)
class _Traces:
    """The titles that lead to a year's projects: on its list, elsewhere, and of what may have been running."""

    listed: list[str]
    others: list[str]
    maybe: list[str]

    @property
    def all(self) -> list[str]:
        return [*self.listed, *self.others, *self.maybe]


def named_projects(shelf: Shelf, names: Iterable[str], years: Sequence[int], settings: Settings) -> Found:
    """The projects that were asked for by name, as if listed in every year asked for.

    Raises:
        UnknownProjectError: One of them is not there.
    """
    before = list(shelf.pages)
    catalogue = shelf.wiki.catalogue(settings.pages.namespace)
    titles = [title_of(name, settings.pages.namespace) for name in names]
    moved = moved_titles(catalogue, vocabulary=vocabulary_of(settings))
    shelf.fetch([*_wanted(shelf, titles, catalogue, settings), *moved])
    _read(shelf, titles, catalogue, settings)
    homes = _homes(shelf, titles, settings)
    missing = [title for title, home in homes.items() if not shelf.pages[home].exists]
    if missing:
        raise UnknownProjectError(
            f"There is no page {missing[0]!r} on the wiki. Give the project page's title as it is there."
        )
    known = tuple(dict.fromkeys(homes.values()))
    former = _former(shelf, known, moved, settings)
    completed = _completed(settings, _templates(shelf, known, settings), former)
    programmes = {year: _listed_programmes(shelf, year, settings) for year in years}
    _keep(shelf, before, known, completed)
    return Found(dict.fromkeys(years, known), frozenset(), former, completed, programmes)


def find_projects(shelf: Shelf, years: Sequence[int], settings: Settings) -> Found:
    """Find the projects of each year, and read their pages; of what else was read on the way, nothing is kept."""
    before, words = list(shelf.pages), vocabulary_of(settings)
    survey = _survey(shelf, years, settings)
    moved = moved_titles(survey.projects, vocabulary=words)
    traces = {year: _traces(shelf, survey, year, settings) for year in years}
    _read_traces(shelf, survey, traces, moved, settings)
    homes = _homes(shelf, (title for trace in traces.values() for title in trace.all), settings)
    templates = _templates(shelf, dict.fromkeys(homes.values()), settings)
    reader = shelf.readings.reader(settings.model_copy(update={"templates": templates}), shelf.pages)
    own: dict[int, list[str]] = {}
    running: dict[int, list[str]] = {}
    for year, trace in traces.items():
        own[year] = list(in_order((homes[title] for title in trace.listed), [homes[title] for title in trace.others]))
        maybe = sorted({homes[title] for title in trace.maybe} - set(own[year]))
        read = shelf.readings.read(reader, maybe, shelf.pages)
        running[year] = [one.title for one in read if runs(one, year, shelf.pages)]
    listed = {year: (*own[year], *running[year]) for year in years}
    known = dict.fromkeys(title for titles in listed.values() for title in titles)
    former = _former(shelf, known, moved, settings)
    programmes = {year: _programmes(shelf, survey, year, listed[year], settings) for year in years}
    completed = _completed(settings, templates, former)
    _keep(shelf, before, known, completed)
    return Found(listed, frozenset(known).difference(*own.values()), former, completed, programmes)


def _survey(shelf: Shelf, years: Iterable[int], settings: Settings) -> Survey:
    """Read the lists of the years, wherever they have been moved, and the catalogues."""
    pages, wiki = settings.pages, shelf.wiki
    shelf.follow([pages.year_list.format(year=year) for year in years])
    catalogues = wiki.catalogue(pages.namespace), wiki.catalogue(pages.category_namespace)
    return Survey(*catalogues, pages, vocabulary=vocabulary_of(settings))


def _traces(shelf: Shelf, survey: Survey, year: int, settings: Settings) -> _Traces:
    """What leads to a year's projects."""
    page = destination(settings.pages.year_list.format(year=year), shelf.pages)
    listed = survey.listed((page.text if page else None) or "", year)
    others = survey.of_year(year, listed)
    return _Traces(listed, sorted(others), sorted(survey.candidates(year) - others))


def _programmes(shelf: Shelf, survey: Survey, year: int, projects: Iterable[str], settings: Settings) -> dict[str, str]:
    """What the projects of a year belong to, by title: by its list, else by their categories."""
    by_list = _listed_programmes(shelf, year, settings)
    found = ((title, by_list.get(title) or survey.programme_of(title, year)) for title in projects)
    return {title: programme for title, programme in found if programme}


def _listed_programmes(shelf: Shelf, year: int, settings: Settings) -> dict[str, str]:
    """The programmes that a year's list tells, by today's titles of the projects."""
    page = destination(settings.pages.year_list.format(year=year), shelf.pages)
    words = vocabulary_of(settings)
    told = programmes_on((page.text if page else None) or "", settings.pages.namespace, vocabulary=words)
    homes = _homes(shelf, (title for title in told if title in shelf.pages), settings)
    found: dict[str, str] = {}
    for title, programme in told.items():
        found.setdefault(homes.get(title, title), programme)
    return found


def _read_traces(
    shelf: Shelf, survey: Survey, traces: Mapping[int, _Traces], moved: Iterable[str], settings: Settings
) -> None:
    """Read all pages that the traces lead to, and the redirects.

    Of a project that may have been running, the page with its dates comes first, and the rest only if these allow it.
    """
    own = [title for trace in traces.values() for title in (*trace.listed, *trace.others)]
    dated = [survey.dated_on(title) for trace in traces.values() for title in trace.maybe]
    shelf.fetch([*_wanted(shelf, own, survey.projects, settings), *dated, *moved])
    templates, words = settings.templates, vocabulary_of(settings)
    for year, trace in traces.items():
        pages = {title: shelf.pages[survey.dated_on(title)] for title in trace.maybe}
        days = shelf.readings.days(pages.values(), templates, words)
        trace.maybe = [title for title, page in pages.items() if may_run(days[page.title], year)]
    _read(shelf, [title for trace in traces.values() for title in trace.all], survey.projects, settings)


def _homes(shelf: Shelf, titles: Iterable[str], settings: Settings) -> dict[str, str]:
    """The pages that projects are on, by the titles that lead to them."""
    words = vocabulary_of(settings)
    return {title: project_page(title, shelf.pages, vocabulary=words) for title in titles}


def _former(shelf: Shelf, known: Iterable[str], moved: Sequence[str], settings: Settings) -> dict[str, tuple[str, ...]]:
    """The redirects that lead to each project, by title."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for title, home in _homes(shelf, moved, settings).items():
        found[home].append(title)
    others = ((one, tuple(title for title in found.get(one, ()) if title != one)) for one in known)
    return {one: titles for one, titles in others if titles}


def _completed(settings: Settings, templates: Templates, former: Mapping[str, Iterable[str]]) -> Settings:
    """The settings with these names of the template; what is set for a former title only is set for today's, too."""
    nothing, rules = ProjectRules(), dict(settings.projects)
    for title, titles in former.items():
        old = [found for one in titles if (found := settings.rules_for(one)) != nothing]
        if old and settings.rules_for(title) == nothing:
            rules[title] = old[0]
    return settings.model_copy(update={"projects": rules, "templates": templates})


def _read(shelf: Shelf, titles: Sequence[str], known: Container[str] | None, settings: Settings) -> None:
    """Read the pages of projects, wherever they have been moved.

    Mostly one batch does. No more than a dozen are needed, because redirects are followed so many times only: those of
    a page, of the facts that it shows from elsewhere, and of what these are below.
    """
    while shelf.fetch(_wanted(shelf, titles, known, settings)):
        pass


def _wanted(shelf: Shelf, titles: Iterable[str], known: Container[str] | None, settings: Settings) -> list[str]:
    words = vocabulary_of(settings)
    return [one for title in titles for one in wanted(title, shelf.pages, known, vocabulary=words)]


def _keep(shelf: Shelf, before: Iterable[str], projects: Iterable[str], settings: Settings) -> None:
    """Forget what was read on the way, but the pages of projects, and which template's names lead to which."""
    templates = template_pages(settings.templates.projectdata, settings.pages.template_namespace)
    shelf.keep([*before, *templates, *_wanted(shelf, projects, None, settings)])


def _templates(shelf: Shelf, titles: Iterable[str], settings: Settings) -> Templates:
    """The names of the template with the facts, its redirects among them.

    The pages of names that nobody has set are looked at where projects call them and no template that is known.
    """
    templates, namespace = settings.templates, settings.pages.template_namespace
    words = vocabulary_of(settings)
    shelf.follow(template_pages(templates.projectdata, namespace))
    known = with_redirects(templates, shelf.pages, namespace)
    unknown = shelf.readings.unknown_calls(titles, shelf.pages, known, words)
    called = Counter(name for names in unknown for name in names)
    shelf.follow(template_pages((name for name, _ in called.most_common(MAX_NAMES)), namespace))
    return with_redirects(templates, shelf.pages, namespace)
