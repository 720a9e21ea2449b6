"""Reading everything that a run needs, in few requests.

The wiki gets a fixed number, and one for every 500 pages; Phabricator gets one for every 100 tasks, and as many for the
people who have them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

from bot.discover import category_projects, in_order, listed_projects, title_of
from bot.errors import UsageError
from bot.knowledge import Material, know, projects_of
from bot.ledger import reminders_among
from bot.model import TASKS, Flaw, Place, Task
from bot.parse.project import DATA_SUBPAGES
from bot.parse.settings import Loaded, load
from bot.phabricator.tracker import Tracker
from bot.plan import reminders_due
from bot.render.words import Words
from bot.settings import Settings
from bot.wiki.port import Page, Wiki

SETTINGS_PAGE = "Användare:Lägesbot/inställningar.json"
"""The one title that cannot be a setting."""

LEDGER_DAYS = 90
"""How far back the bot's own contributions are read at least, whatever is due: longer than any ladder of reminders."""

MAX_ORPHANS = 20
"""So many project categories without a page of the same name are looked into; each costs a request."""


class Watch(Protocol):
    """Is told how far a run has come; a progress bar, a log, or nobody."""

    def step(self, what: str, done: int, total: int) -> None:
        """`done` of `total` things of a kind are finished; `total` 0 means that the kind has only begun."""
        ...


@dataclass(frozen=True, slots=True)
class Request:
    """What a run was asked to do.

    Attributes:
        today: The day.
        run: The run's id.
        years: The years whose projects are looked at.
        projects: Only these projects, with or without namespace; all of the years when empty.
        tasks: What to do.
        settings: Settings from a file, instead of those on the wiki.
    """

    today: date
    run: str
    years: tuple[int, ...]
    projects: tuple[str, ...] = ()
    tasks: tuple[Task, ...] = TASKS
    settings: Loaded | None = None

    @property
    def effective_tasks(self) -> tuple[Task, ...]:
        """The tasks without the overview where only some projects are looked at: it would be wrong about the rest."""
        return tuple(task for task in self.tasks if task != "overview" or not self.projects)


class _Shelf:
    """The pages read so far; a page is read once."""

    def __init__(self, wiki: Wiki, watch: Watch) -> None:
        self.wiki = wiki
        self.watch = watch
        self.pages: dict[str, Page] = {}

    def fetch(self, titles: Iterable[str]) -> None:
        missing = [title for title in dict.fromkeys(titles) if title not in self.pages]
        if missing:
            self.watch.step("Reading pages", len(self.pages), len(self.pages) + len(missing))
            for title, page in self.wiki.read(missing).items():
                self.pages[title] = page
                self.pages.setdefault(page.title, page)
            self.watch.step("Reading pages", len(self.pages), len(self.pages))

    def own_title(self, title: str) -> str:
        """The wiki's own form of a title that was read: it folds what a person may have typed or pasted."""
        return self.pages[title].title

    def text(self, title: str) -> str:
        return self.pages[title].text or ""


def gather(wiki: Wiki, request: Request, watch: Watch, *, tracker: Tracker) -> Material:
    """Read what a run needs, and nothing else.

    Args:
        wiki: The wiki.
        request: What was asked for.
        watch: Is told of the progress.
        tracker: Whom to ask about tasks; is asked once, for all that the projects name.

    Raises:
        UsageError: A project that was asked for by name is not there.
        WikiUnreachableError: The wiki does not answer.
    """
    shelf = _Shelf(wiki, watch)
    loaded = request.settings or _settings_on_wiki(shelf, request.years)
    settings = loaded.settings
    shelf.fetch(_fixed_titles(settings, request.years))
    listed = _asked_for(shelf, request, settings) or _discover(shelf, request.years, settings)
    material = Material(
        today=request.today,
        run=request.run,
        account=wiki.account,
        settings=settings,
        words=Words(),
        listed=listed,
        pages=shelf.pages,
        flaws=loaded.flaws,
    )
    material = refresh_ledger(wiki, _with_tasks(material, tracker, watch))
    return _with_talk_pages(shelf, material) if "remind" in request.tasks else material


def _settings_on_wiki(shelf: _Shelf, years: Sequence[int]) -> Loaded:
    """The settings page, read together with the pages that are wanted where they have their usual names."""
    shelf.fetch([SETTINGS_PAGE, *_fixed_titles(Settings(), years)])
    page = shelf.pages[SETTINGS_PAGE]
    return load("" if page.unreadable else page.text, source=SETTINGS_PAGE)


def _fixed_titles(settings: Settings, years: Iterable[int]) -> list[str]:
    """The pages that are read whatever the projects are."""
    pages = settings.pages
    of_year = [name.format(year=year) for year in years for name in (pages.year_list, pages.overview)]
    return [pages.numbers, *of_year]


def _project_pages(titles: Iterable[str]) -> list[str]:
    return [page for title in titles for page in (title, f"{title}/{DATA_SUBPAGES[0]}")]


def _asked_for(shelf: _Shelf, request: Request, settings: Settings) -> dict[int, tuple[str, ...]]:
    """The projects that were asked for by name, if any, as if listed in every year asked for."""
    titles = tuple(dict.fromkeys(title_of(name, settings.pages) for name in request.projects))
    _read_projects(shelf, titles)
    missing = [title for title in titles if not shelf.pages[title].exists]
    if missing:
        raise UsageError(f"There is no page {missing[0]!r} on the wiki. Give the project page's title as it is there.")
    return dict.fromkeys(request.years, tuple(dict.fromkeys(map(shelf.own_title, titles)))) if titles else {}


def _discover(shelf: _Shelf, years: Iterable[int], settings: Settings) -> dict[int, tuple[str, ...]]:
    """Find the projects of each year, and read their pages."""
    found = {year: _candidates(shelf, year, settings) for year in years}
    _read_projects(shelf, [title for listed, others in found.values() for title in (*listed, *others)])
    orphans = [
        title
        for listed, others in found.values()
        for title in others
        if title not in listed and not shelf.pages[title].exists
    ]
    adopted = _adopt(shelf, orphans[:MAX_ORPHANS], settings)
    return {
        year: tuple(
            in_order(
                map(shelf.own_title, listed),
                (shelf.own_title(home) for title in others for home in adopted.get(title, [title])),
            )
        )
        for year, (listed, others) in found.items()
    }


def _candidates(shelf: _Shelf, year: int, settings: Settings) -> tuple[list[str], list[str]]:
    """The titles on the year's list, and those in the year's category."""
    pages = settings.pages
    listed = listed_projects(shelf.text(pages.year_list.format(year=year)), pages)
    category = f"{pages.category_namespace}:{pages.category.format(year=year)}"
    direct, named = category_projects(shelf.wiki.category_members(category), pages)
    return listed, [*direct, *named]


def _adopt(shelf: _Shelf, orphans: list[str], settings: Settings) -> dict[str, list[str]]:
    """For a category without a project page of its name: the project pages in it, if any."""
    homes = {}
    for title in orphans:
        name = title.partition(":")[2]
        members = shelf.wiki.category_members(f"{settings.pages.category_namespace}:{name}")
        homes[title] = category_projects(members, settings.pages)[0] or [title]
    _read_projects(shelf, [home for found in homes.values() for home in found])
    return homes


def _read_projects(shelf: _Shelf, titles: Iterable[str]) -> None:
    """Read the project pages and their data; the older data page only where today's is missing."""
    titles = list(titles)
    shelf.fetch(_project_pages(titles))
    without = [title for title in titles if not shelf.pages[f"{title}/{DATA_SUBPAGES[0]}"].exists]
    shelf.fetch(f"{title}/{old}" for title in without if shelf.pages[title].exists for old in DATA_SUBPAGES[1:])


def _with_tasks(material: Material, tracker: Tracker, watch: Watch) -> Material:
    """Add what Phabricator says of the projects' tasks, or a word about why it says nothing."""
    tasks = {task for project in projects_of(material) for one in project.activities for task in one.tasks}
    if tasks:
        watch.step("Asking Phabricator", 0, len(tasks))
    answers = tracker.ask(sorted(tasks, key=lambda task: int(task[1:])))
    if tasks:
        watch.step("Asking Phabricator", len(tasks), len(tasks))
    if answers.states is None:
        flaw = Flaw("tasks-unavailable", Place(SETTINGS_PAGE, 1), facts={"why": answers.why})
        return replace(material, flaws=(*material.flaws, flaw))
    return replace(material, tasks=answers.states)


def _with_talk_pages(shelf: _Shelf, material: Material) -> Material:
    """Add the talk pages of those who have something due."""
    pages = material.settings.pages
    due = reminders_due(know(material))
    shelf.fetch(pages.talk_page(one.recipient.account) for one in due if one.recipient.account)
    return replace(material, pages=shelf.pages)


def refresh_ledger(wiki: Wiki, material: Material) -> Material:
    """The material with the bot's contributions read anew.

    Nothing was sent before the period or the activity was over: so far back, at least, the ledger must reach.
    """
    due = reminders_due(know(replace(material, contributions=(), sent={})))
    since = min([material.today - timedelta(days=LEDGER_DAYS), *(item.earliest for one in due for item in one.items)])
    contributions = tuple(wiki.contributions(since=datetime.combine(since, time(), UTC)))
    sent = wiki.revision_texts(reminders_among(contributions))
    return replace(material, contributions=contributions, sent=sent)


def refresh_page(wiki: Wiki, material: Material, title: str) -> Material:
    """The material with one page read anew, under every title that it was asked for by."""
    asked = [name for name, page in material.pages.items() if page.title == title]
    return replace(material, pages={**material.pages, **wiki.read(asked)})
