"""Which pages are a year's projects: by the tree of its category, by its list, and, for running ones, by their dates.

How the association lays its projects out: `Kategori:Projekt 2022` holds one sub-category for each project, of the same
name as the project page, at times below a programme's; `Projekt 2022` lists them under programme headings by
transcluding `/Projektdata`. A project that goes on for longer stands in the category of its first year, or in none.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from bot.model import Project
from bot.parse.languages.swedish import SWEDISH
from bot.parse.project import title_years
from bot.parse.projectdata import read_projectdata
from bot.parse.structure import Source
from bot.parse.vocabulary import Vocabulary
from bot.parse.whereabouts import data_titles, may_be_project, project_of_data, transcluded_pages
from bot.settings import Pages, Templates
from bot.wiki.port import Entry, Page

LEVELS = 3
"""Below a year's category: a programme, its projects, and their sub-projects."""

YEARS_BACK = 5
"""How old a running project may be. The longest one that is known ran from 2015 to 2019."""


MAX_LISTED = 1000
"""So many projects on a year's list are looked at, ten times those of any year; what names more is no such list."""


class Survey:
    """What the catalogues of the wiki say of projects.

    Args:
        projects: The catalogue of the namespace of projects.
        categories: The catalogue of the categories.
        pages: What namespaces and categories are called; a namespace may be given by an alias of it.
        vocabulary: The language.

    Attributes:
        projects: As given.
        namespace: The namespace of projects, as the wiki writes it.
    """

    def __init__(
        self,
        projects: Mapping[str, Entry],
        categories: Mapping[str, Entry],
        pages: Pages,
        *,
        vocabulary: Vocabulary = SWEDISH,
    ) -> None:
        self.projects = projects
        self.namespace = _own_name(projects, pages.namespace)
        self._category_namespace = _own_name(categories, pages.category_namespace)
        self._category = pages.category
        self._categories = categories
        self._members = _by_category(projects)
        self._children = _by_category(categories)
        self._vocabulary = vocabulary
        endings = tuple(f"/{subpage}" for subpage in vocabulary.project.data_pages)
        bases = {title.rpartition("/")[0] for title in projects if title.endswith(endings)}
        self._with_data = {title for title in bases if title in projects and self._may_be(title)}

    def listed(self, text: str, year: int) -> list[str]:
        """The projects on a year's list, in its order, each once; `MAX_LISTED` of them at most.

        Their facts are transcluded, or the pages themselves: these if they are there and have the year in their title,
        since a list may be laid out with other pages, too.
        """
        pages = transcluded_pages(text, self.namespace)
        of_data = (project_of_data(title, vocabulary=self._vocabulary) for title in pages)
        shown = (title if self._is_listed(title, year) else None for title in pages)
        found = (base or title for base, title in zip(of_data, shown, strict=True))
        return list(islice(dict.fromkeys(title for title in found if title), MAX_LISTED))

    def _is_listed(self, title: str, year: int) -> bool:
        return title in self.projects and self._may_be(title) and year in title_years(title)

    def _may_be(self, title: str) -> bool:
        return may_be_project(title, vocabulary=self._vocabulary)

    def of_year(self, year: int, listed: Iterable[str]) -> set[str]:
        """The year's projects: those of the tree, those that are missing there, and the sub-projects of all.

        Args:
            year: The year.
            listed: The projects on the year's list.
        """
        tree = self._tree(year)
        found = {*self._of_tree(tree, year), *self._missing(tree, year)}
        above = {*found, *listed}
        return found | {
            title
            for title in self._with_data
            if any(base in above and self._fits(title, base, year) for base in _bases(title))
        }

    def candidates(self, year: int) -> set[str]:
        """Projects of earlier years, and of no year, that may still have been running in this one.

        Those are the projects of the trees of the years before, and all pages with facts of their own whose title says
        an earlier year, or none.
        """
        earlier = range(year - YEARS_BACK, year)
        found = {title for before in earlier for title in self._of_tree(self._tree(before), before)}
        return found | {title for title in self._with_data if max(title_years(title), default=earlier[0]) in earlier}

    def dated_on(self, title: str) -> str:
        """The page that a project's dates are likeliest to stand on."""
        own = (data for data in data_titles(title, vocabulary=self._vocabulary) if data in self.projects)
        moved = title in self.projects and self.projects[title].redirect
        return title if moved else next(own, title)

    def programme_of(self, title: str, year: int) -> str:
        """What a project belongs to by its categories, the first by name; "" where they do not tell.

        That is a category which its own one stands in (its own page where that has none), and which is neither a
        year's, nor above one, nor another project's.
        """
        entry = self._categories.get(f"{self._category_namespace}:{title.partition(':')[2]}") or self.projects.get(
            title
        )
        root = self._categories.get(self._root(year), Entry())
        found = (one for one in sorted(entry.categories if entry else ()) if one not in root.categories)
        programmes = (one for one in found if self._namesake(one) not in self.projects and not self._is_root(one, year))
        return next(programmes, "").partition(":")[2]

    def _tree(self, year: int) -> dict[str, str]:
        """The categories below the year's, each with the one above it that it was found by."""
        above: dict[str, str] = {}
        level = [self._root(year)]
        for _ in range(LEVELS):
            below = {
                child: parent
                for parent in level
                for child in self._children.get(parent, ())
                if child not in above and not self._is_root(child, year) and self._fits(child, parent, year)
            }
            above |= below
            level = list(below)
        return above

    def _of_tree(self, tree: Mapping[str, str], year: int) -> Iterator[str]:
        """The project pages of a tree: namesakes of its categories, and what else stands in them."""
        root = self._root(year)
        for category in (root, *tree):
            namesake = self._namesake(category)
            has_page = category in tree and namesake in self.projects
            if has_page and self._may_be(namesake):
                yield namesake
            for title in self._members.get(category, ()):
                is_project = title in self._with_data or ("/" not in title and not has_page)
                if is_project and self._fits(title, category, year):
                    yield title

    def _missing(self, tree: Mapping[str, str], year: int) -> Iterator[str]:
        """The projects that only a category tells of: nothing that could be a project stands in it or below it."""
        for category, parent in tree.items():
            namesake, members = self._namesake(category), self._members.get(category, ())
            if namesake in self.projects or category in self._children or "/" in category:
                continue
            if any("/" not in title or title in self._with_data for title in members):
                continue
            of_programme = self._namesake(parent) not in self.projects and year in title_years(category)
            if parent == self._root(year) or of_programme:
                yield namesake

    def _fits(self, title: str, above: str, year: int) -> bool:
        """Whether what stands below a category or a page of the year is the year's, too.

        Below one without a year in its name, such as a programme's, projects of many years stand; their titles tell.
        """
        years = title_years(title)
        return above == self._root(year) or bool(title_years(above)) or not years or year in years

    def _root(self, year: int) -> str:
        return f"{self._category_namespace}:{self._category.format(year=year)}"

    def _is_root(self, category: str, year: int) -> bool:
        """Whether a category is this year's, or another one's: one year's tree is no part of another's."""
        return any(category == self._root(one) for one in (year, *title_years(category)))

    def _namesake(self, category: str) -> str:
        return f"{self.namespace}:{category.partition(':')[2]}"


def _own_name(catalogue: Mapping[str, Entry], name: str) -> str:
    """The name of a namespace as its pages' titles have it."""
    return next((title.partition(":")[0] for title in catalogue), name)


def _by_category(catalogue: Mapping[str, Entry]) -> dict[str, list[str]]:
    """The pages of a catalogue by the categories that they stand in."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for title, entry in catalogue.items():
        for category in entry.categories:
            found[category].append(title)
    return dict(found)


def _bases(title: str) -> Iterator[str]:
    """The pages that a page is a sub-page of, the nearest first."""
    while "/" in title:
        title = title.rpartition("/")[0]
        yield title


def moved_titles(projects: Mapping[str, Entry], *, vocabulary: Vocabulary = SWEDISH) -> list[str]:
    """The redirects in the namespace of projects that may be former titles of projects, sorted.

    A title tells nothing of when it was given up: one with a year long past may have been another's last month.
    """
    redirects = (title for title, entry in projects.items() if entry.redirect)
    return sorted(title for title in redirects if may_be_project(title, vocabulary=vocabulary))


def touches(start: date | None, end: date | None, year: int) -> bool:
    """Whether a period lies in a year, in part at least; one whose ends are not both known does not count."""
    return start is not None and end is not None and start.year <= year <= end.year


@dataclass(frozen=True, slots=True)
class Days:
    """A project's first and last day, as its facts tell them; None where they do not."""

    start: date | None
    end: date | None


def days_on(page: Page | None, templates: Templates, *, vocabulary: Vocabulary = SWEDISH) -> Days | None:
    """What the page with a project's dates tells of them; None where the facts are not there."""
    if page is None or page.text is None or page.redirect:
        return None
    source = Source(page.title, page.text)
    data = read_projectdata(source, templates, name="", numbers={}, vocabulary=vocabulary)
    return Days(data.start, data.end) if data else None


def may_run(told: Days | None, year: int) -> bool:
    """Whether what the page with a project's dates tells leaves it open that it was running in a year."""
    return told is None or touches(told.start, told.end, year)


def runs(project: Project, year: int, pages: Mapping[str, Page]) -> bool:
    """Whether a project was running in a year, by its dates.

    When a project was closed is not written anywhere. One that is counts only if one of its pages was changed in that
    year or later: else it was closed before.
    """
    if not touches(project.start, project.end, year):
        return False
    where = [project.place.page, *([project.data_place.page] if project.data_place else [])]
    changed = [when.year for title in where if (when := pages[title].timestamp)]
    return not project.closed or max(changed, default=year - 1) >= year


def in_order(listed: Iterable[str], others: Collection[str]) -> Iterator[str]:
    """Each title once: those of the list in its order, then the others by title."""
    first = dict.fromkeys(listed)
    yield from first
    yield from sorted(set(others) - first.keys())
