"""Reading everything that a run needs, in few requests.

The wiki gets a fixed number, one for every 500 pages, one for each report whose date the settings let the bot set
because somebody has changed only its words, and one for each talk page on which somebody has answered; Phabricator gets
one for every 100 tasks, and as many for the people who have them.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.find_projects import find_projects, named_projects
from bot.knowledge import Material, know, projects_of, stale_page, standings_of
from bot.ledger import reminders_among
from bot.model import TASKS, Flaw, Place, Task
from bot.narrow import drop_talks_of_others, narrowed
from bot.parse.settings import Layer, Loaded, load_layers, untrusted
from bot.parse.template_names import template_pages
from bot.phabricator.tracker import Tracker
from bot.plan import plan_page
from bot.readings import Readings
from bot.reminders.items import items
from bot.reminders.messages import remind
from bot.reminders.register import accounts_named
from bot.reminders.talks import answered_pages
from bot.render.styles import EXTENSION, styles_page
from bot.render.words import Words
from bot.settings import Settings
from bot.shard import WHOLE, Shard
from bot.share import Share
from bot.shelf import Shelf, Watch
from bot.stops import stop_pages
from bot.wiki.namespaces import Namespaces, namespaces_of
from bot.wiki.port import Page, Wiki
from bot.wiki.titles import account_name, normalise

LEDGER_DAYS = 90
"""How far back the bot's own contributions are read at least, whatever is due: longer than any ladder of reminders."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a run was asked to do.

    Attributes:
        today: The day.
        run: The run's id.
        years: The years whose projects are looked at.
        projects: Only these projects, with or without namespace; all of the years when empty.
        tasks: What to do.
        settings: Settings from a file, instead of those on the wiki, with those below them.
        base: Settings that lie below those on the wiki.
        shard: Which part of it.
    """

    today: date
    run: str
    years: tuple[int, ...]
    projects: tuple[str, ...] = ()
    tasks: tuple[Task, ...] = TASKS
    settings: Loaded | None = None
    base: tuple[Layer, ...] = ()
    shard: Shard = WHOLE

    @property
    def zone(self) -> ZoneInfo:
        """The time zone that says what day it is, before the settings on the wiki are read."""
        return (self.settings or load_layers(self.base)).settings.calendar.zone

    @property
    def effective_tasks(self) -> tuple[Task, ...]:
        """The tasks without the overview where only some projects are looked at: it would be wrong about the rest."""
        partial = self.projects or not self.shard.first
        return tuple(task for task in self.tasks if task != "overview" or not partial)


def gather(
    wiki: Wiki, request: Request, watch: Watch, *, tracker: Tracker, readings: Readings | None = None
) -> Material:
    """Read what a run needs, and nothing else.

    Args:
        wiki: The wiki.
        request: What was asked for.
        watch: Is told of the progress.
        tracker: Whom to ask about tasks; is asked once, for all that the projects name.
        readings: What was read from pages before.

    Raises:
        UsageError: A project that was asked for by name is not there.
        WikiUnreachableError: The wiki does not answer.
    """
    shelf = Shelf(wiki, watch, readings)
    loaded = read_settings(shelf, request)
    settings = loaded.settings
    shelf.fetch(_fixed_titles(settings, request.years))
    if EXTENSION in wiki.extensions:  # a wiki that has lost it cannot read the page
        shelf.fetch([styles_page(settings)])
    if request.projects:
        found = named_projects(shelf, request.projects, request.years, settings)
    else:
        found = find_projects(shelf, request.years, settings)
    material = Material(
        today=request.today,
        run=request.run,
        account=wiki.account,
        settings=found.settings,
        words=Words.of(settings),
        listed=found.listed,
        running=found.running,
        former=found.former,
        programmes=found.programmes,
        extensions=wiki.extensions,
        pages=shelf.pages,
        flaws=loaded.flaws,
        whole=not request.projects,
        readings=shelf.readings,
        shard=request.shard,
    )
    if not request.shard.first:
        material = narrowed(shelf, material, since=_long_ago(request.today))
    material = _with_tasks(material, tracker, watch)
    if "report" in request.tasks:
        material = _with_histories(wiki, material)
    material = refresh_ledger(wiki, _with_accounts(wiki, material))
    return _with_talk_pages(wiki, shelf, material)


def read_settings(shelf: Shelf, request: Request) -> Loaded:
    """The settings: those of the request, or the page's over what lies below.

    What lies below says where the page is. It is read together with the pages that are wanted where they have the names
    that they have without it. One that ordinary users can edit sets nothing, since the settings decide where and to
    whom the bot writes.
    """
    if request.settings:
        return request.settings
    below = load_layers(request.base)
    title = below.settings.pages.settings
    shelf.fetch([title, *_fixed_titles(below.settings, request.years)])
    page = shelf.pages[title]
    doubts = _doubts(page, shelf.wiki.account, namespaces_of(below.settings)) if page.exists else None
    if doubts:
        return untrusted(title, doubts, below)
    return load_layers([*request.base, Layer("" if page.unreadable else page.text, title, on_wiki=True)])


def _doubts(page: Page, account: str, spaces: Namespaces) -> dict[str, object] | None:
    """Who can edit a page, as facts of `settings-untrusted`; None where only administrators and the bot can.

    MediaWiki lets nobody else edit JSON in an account's user space, whether or not the page is protected.

    Args:
        page: The page.
        account: The account that is logged in; where none is, the one that the title names counts as the bot's.
        spaces: The wiki's namespaces.
    """
    title = normalise(page.title, spaces)
    own = title is not None and title.namespace == spaces.called("user")
    owner = title.name.partition("/")[0] if title and own else ""
    if page.restricted:
        return None
    if page.model != "json" or not owner:
        return {"model": page.model, "owner": ""}
    return None if owner == account_name(account or owner) else {"owner": owner, "account": account}


def _fixed_titles(settings: Settings, years: Iterable[int]) -> list[str]:
    """The pages that are read whatever the projects are."""
    pages = settings.pages
    of_year = [name.format(year=year) for year in years for name in (pages.year_list, pages.overview)]
    own = [pages.log, pages.requests, *stop_pages(settings, *TASKS)]
    return [pages.numbers, *template_pages(settings.templates.projectdata, pages.template_namespace), *of_year, *own]


def _with_histories(wiki: Wiki, material: Material) -> Material:
    """Add the history of each page whose report was changed without its date, where the bot may set that date.

    What is known must not count on a date that is not written: a page that the plan leaves alone keeps its finding.
    """
    if not (material.settings.report.touch_date and material.account):
        return material
    pages = (stale_page(project, material.settings) for project in projects_of(material))
    histories = {title: tuple(wiki.history(title)) for title in pages if title}
    if not histories:
        return material
    known = know(replace(material, histories=histories))
    written = {title: versions for title, versions in histories.items() if plan_page(known, "report", title)}
    return replace(material, histories=written)


def _with_tasks(material: Material, tracker: Tracker, watch: Watch) -> Material:
    """Add what Phabricator says of the projects' tasks, or a word about why it says nothing."""
    tasks = {task for project in projects_of(material) for one in project.activities for task in one.tasks}
    if tasks:
        watch.step("Asking Phabricator", 0, len(tasks))
    answers = tracker.ask(sorted(tasks, key=lambda task: int(task[1:])))
    if tasks:
        watch.step("Asking Phabricator", len(tasks), len(tasks))
    if answers.states is None:
        flaw = Flaw("tasks-unavailable", Place(material.settings.pages.settings, 1), facts={"why": answers.why})
        return replace(material, flaws=(*material.flaws, flaw))
    return replace(material, tasks=answers.states)


def _with_accounts(wiki: Wiki, material: Material) -> Material:
    """Add what the wiki says of the accounts of those who may be reminded."""
    if not material.shard.first:
        return material  # they had to be known to tell whose the projects are
    return replace(material, accounts=wiki.accounts(accounts_named(know(material))))


def _with_talk_pages(wiki: Wiki, shelf: Shelf, material: Material) -> Material:
    """Add the talk pages of all who may be reminded, wherever they lead, and those that have had messages of late."""
    known = know(material)
    people = known.settings.people.values()
    gone = {one.account for one in people if not one.active} - {one.account for one in people if one.active}
    own = [known.settings.pages.talk_page(one) for one in accounts_named(known) if one not in gone]
    shelf.follow(dict.fromkeys([*own, *sorted(known.ledger.talks)]))
    if not material.shard.first:
        drop_talks_of_others(shelf, Share.of(replace(known, material=replace(material, pages=shelf.pages))))
    return refresh_answers(wiki, replace(material, pages=shelf.pages))


def refresh_answers(wiki: Wiki, material: Material) -> Material:
    """The material with the histories of talk pages read anew: where somebody has answered, or may have."""
    known = know(material)
    told = {key for one in remind(known).courses if one.sent for key in one.item.keys(one.recipient.names)}
    return replace(material, talk_histories={one: tuple(wiki.history(one)) for one in answered_pages(known, told)})


def refresh_ledger(wiki: Wiki, material: Material) -> Material:
    """The material with the bot's contributions read anew, and the texts of those revisions that were not read before.

    Nothing was sent before the period or the activity was over: so far back, at least, the ledger must reach.
    """
    due = items(standings_of(material), material.settings, today=material.today)
    oldest = min((item.earliest for item in due if not item.stale), default=material.today)
    since = min(_long_ago(material.today), datetime.combine(oldest, time(), UTC))
    contributions = tuple(wiki.contributions(since=since))
    reminders = reminders_among(contributions)
    sent = {revid: material.sent[revid] for revid in reminders if revid in material.sent}
    sent |= wiki.revision_texts([revid for revid in reminders if revid not in sent])
    return replace(material, contributions=contributions, sent=sent)


def _long_ago(today: date) -> datetime:
    return datetime.combine(today - timedelta(days=LEDGER_DAYS), time(), UTC)


def refresh_pages(wiki: Wiki, material: Material, titles: Collection[str]) -> Material:
    """The material with some pages read anew, under every title that they were asked for by.

    Their histories are not: these count no more where the page has changed (`bot.knowledge`), and the date waits for a
    run.
    """
    asked = [name for name, page in material.pages.items() if page.title in titles]
    return replace(material, pages={**material.pages, **wiki.read(asked)})


def without_histories(material: Material, titles: Collection[str]) -> Material:
    """The material where the dates of the reports on some pages are left as they stand there."""
    return replace(material, histories={one: kept for one, kept in material.histories.items() if one not in titles})
