"""From what was read to what is known: the pure heart of a run.

`Material` is everything that came from outside; `know` makes `Knowledge` of it, from which the plan is made. The same
material gives the same knowledge, so a page that has changed meanwhile is simply put in and everything worked out anew.
What would come of the same again is kept for a run's time (`bot.kept`), and for that of a `Knowledge` (`once`).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial, wraps
from typing import TypeVar, cast

from bot.checks import check, judge
from bot.checks.standing import Standing, stand
from bot.kept import Kept
from bot.ledger import Ledger, read_ledger
from bot.model import Finding, Flaw, Place, Project, TaskState
from bot.parse.authorship import rewritten_on
from bot.parse.exclusion import liquid
from bot.parse.regions import move_edited, read_regions
from bot.parse.structure import Source
from bot.phabricator.tracker import PASSING
from bot.readings import Readings
from bot.render.dating import dated
from bot.render.words import Words
from bot.settings import Settings
from bot.shard import WHOLE, Shard
from bot.wiki.port import Account, Contribution, Page, Version

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Material:
    """Everything from outside that a run works with.

    Attributes:
        today: The day.
        run: The run's id.
        account: The account that edits; "" when reading without one.
        settings: The settings.
        words: The language.
        listed: The project titles of each year asked for; a project of several years may stand in each.
        pages: All pages read so far, by title.
        tasks: Phabricator's answers; None where there are none.
        contributions: The bot's own edits of late.
        sent: The texts of those of them that delivered reminders, by revision.
        flaws: What is wrong with the run as a whole.
        whole: All projects of the years were looked for, not only some that were named.
        running: The projects that only their dates tell of: of no year's list or category.
        programmes: What each year's projects belong to, by title: the heading on the year's list that they stand below,
            else a category; one of which nothing tells is left out.
        extensions: The names of the wiki's extensions.
        former: The titles that projects had before they were moved, by today's.
        histories: The revisions of pages whose report was changed without its date, newest first, by title; only where
            the settings let the bot set the date.
        accounts: What the wiki says of the accounts of those who may be reminded, by name.
        talk_histories: The revisions of talk pages on which somebody has answered, newest first, by title.
        shard: Which part of the run it is for.
        elsewhere: The listed projects that nobody in this shard is concerned with: nothing but their titles is known.
        readings: The projects that were read from these pages before; it changes nothing but the time that it takes.
        kept: What was worked out before of each project and each page; nor does that.
    """

    today: date
    run: str
    account: str
    settings: Settings
    words: Words
    listed: Mapping[int, tuple[str, ...]]
    pages: Mapping[str, Page]
    tasks: Mapping[str, TaskState] | None = None
    contributions: tuple[Contribution, ...] = ()
    sent: Mapping[int, str] = field(default_factory=dict)
    flaws: tuple[Flaw, ...] = ()
    whole: bool = True
    running: frozenset[str] = frozenset()
    programmes: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    extensions: frozenset[str] = frozenset()
    former: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    histories: Mapping[str, Sequence[Version]] = field(default_factory=dict)
    accounts: Mapping[str, Account] = field(default_factory=dict)
    talk_histories: Mapping[str, Sequence[Version]] = field(default_factory=dict)
    shard: Shard = WHOLE
    elsewhere: frozenset[str] = frozenset()
    readings: Readings = field(default_factory=Readings, compare=False, repr=False)
    kept: Kept = field(default_factory=Kept, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known when a plan is made.

    Attributes:
        material: What it was made from.
        standings: The projects, with how they stand, each once, in the order of the years' lists.
        findings: The findings by project title.
        problems: What is wrong with the run as a whole.
        ledger: What was sent before.
        derived: What was worked out of it before (`once`).
    """

    material: Material
    standings: tuple[Standing, ...]
    findings: Mapping[str, tuple[Finding, ...]]
    problems: tuple[Finding, ...]
    ledger: Ledger
    derived: dict[object, object] = field(default_factory=dict, init=False, compare=False, repr=False)

    @property
    def today(self) -> date:
        """The day."""
        return self.material.today

    @property
    def settings(self) -> Settings:
        """The settings."""
        return self.material.settings

    @property
    def words(self) -> Words:
        """The language."""
        return self.material.words

    @property
    def pages(self) -> Mapping[str, Page]:
        """All pages read so far, by title."""
        return self.material.pages

    @property
    def nothing_listed(self) -> bool:
        """Whether no project stands on a list or in a category of the years: perhaps these have other names."""
        known = (*(one.project.title for one in self.standings), *self.material.elsewhere)
        return all(title in self.material.running for title in known)

    @property
    def tasks_missed(self) -> bool:
        """Whether Phabricator has no answers just this time: what was known of the tasks yesterday is not known now."""
        return any(flaw.facts.get("why") in PASSING for flaw in self.material.flaws)


def once(work: Callable[[Knowledge], _Found]) -> Callable[[Knowledge], _Found]:
    """Have something worked out once for each `Knowledge`, however often it is asked for."""

    @wraps(work)
    def worked_out(known: Knowledge) -> _Found:
        if worked_out not in known.derived:
            known.derived[worked_out] = work(known)
        return cast("_Found", known.derived[worked_out])

    return worked_out


def know(material: Material) -> Knowledge:
    """Work out everything from what was read: projects, how they stand, what is wrong, and what was sent before."""
    settings, say = material.settings, material.words.message
    standings = standings_of(material)
    wrong = (*_unusable(material.pages, talk=settings.pages.talk), *_unreachable(material))
    return Knowledge(
        material=material,
        standings=standings,
        findings={one.project.title: _findings(one, material) for one in standings},
        problems=tuple(judge((*material.flaws, *wrong), settings, say)),
        ledger=_ledger(material),
    )


def standings_of(material: Material) -> tuple[Standing, ...]:
    """How the projects stand, each once, in the order of the years' lists."""
    reachable = frozenset(name for name, account in material.accounts.items() if account.reachable)
    years = _years(material)

    def standing_of(one: Project) -> Standing:
        year = _year(years[one.title], material.today)
        stands = stand(one, today=material.today, settings=material.settings, tasks=material.tasks, year=year)
        return replace(stands, reachable=reachable)

    basis = (material.today, material.settings, material.tasks, material.accounts, material.listed)
    of = material.kept.of
    return tuple(of(("standing", one.title), (one, *basis), partial(standing_of, one)) for one in projects_of(material))


def _findings(standing: Standing, material: Material) -> tuple[Finding, ...]:
    settings, words = material.settings, material.words
    key = ("findings", standing.project.title)
    return material.kept.of(key, (standing, settings, words), lambda: check(standing, settings, words.message))


def _ledger(material: Material) -> Ledger:
    sent, zone = (material.contributions, material.sent), material.settings.calendar.zone
    return material.kept.of("ledger", (*sent, material.settings), lambda: read_ledger(*sent, zone=zone))


def _years(material: Material) -> Mapping[str, Sequence[int]]:
    """The years on whose lists each project stands, in order."""
    years: dict[str, list[int]] = {}
    for year, titles in sorted(material.listed.items()):
        for title in dict.fromkeys(titles):
            years.setdefault(title, []).append(year)
    return years


def _year(years: Sequence[int], today: date) -> int:
    """The year that a project reports on: of those asked for, today's or the one before it, else the first."""
    return max([year for year in years if year <= today.year], default=years[0])


def projects_of(material: Material) -> list[Project]:
    """What the pages say of the projects, each once, in the order of the years' lists."""
    every = dict.fromkeys(title for titles in material.listed.values() for title in titles)
    titles = [title for title in every if title not in material.elsewhere]
    reader = material.readings.reader(material.settings, material.pages)
    projects = material.readings.read(reader, titles, _as_they_will_be(material))
    return [_as_known(one, material) for one in projects]


def _as_known(project: Project, material: Material) -> Project:
    """A project as it was read, with its former titles, and its report as of the day that is to be written there."""
    names, page = (
        material.former.get(project.title, ()),
        material.pages.get(stale_page(project, material.settings) or ""),
    )
    versions = material.histories.get(page.title, ()) if page and material.account else ()
    # A page that has changed since its history was read may have another date by now, or other words.
    if not (page and versions and versions[0].revid == page.revid):
        versions = ()
    if not (names or versions):
        return project
    title = page.title if page else ""
    basis = (project, names, versions, material.settings, material.today)
    named = partial(replace, project, former=names)
    return material.kept.of(("project", project.title), basis, lambda: _redated(named(), title, versions, material))


def stale_page(project: Project, settings: Settings) -> str | None:
    """The page with a report whose words people have changed without its date, where the settings let the bot set that.

    Returns:
        None also where nobody is asked for the report: it is hidden, or the project is finished.
    """
    report, place = project.report, project.data_place
    asked = report is not None and report.unrefreshed and not report.hidden and not project.closed
    return place.page if place and asked and settings.report.touch_date else None


def _redated(project: Project, title: str, versions: Sequence[Version], material: Material) -> Project:
    """The project; with its report as of the day of a person's edit, where the bot may and can write that.

    Args:
        project: The project as read.
        title: The page with its report.
        versions: The revisions of that; none where it keeps its date.
        material: All that was read.
    """
    if not (project.report and versions):
        return project
    settings = material.settings
    read = [replace(one, text=_as_it_will_be(one.text, settings)) for one in versions]
    source = Source(title, read[0].text)
    day = rewritten_on(title, read, settings, account=material.account)
    if day is None or not (project.report.updated or date.max) < day <= material.today:
        return project
    if not read_regions(source.text).sound or dated(source, day, settings.templates) is None:
        return project
    return replace(project, report=replace(project.report, updated=day, unrefreshed=False, redated=True))


def _as_they_will_be(material: Material) -> Mapping[str, Page]:
    """The pages; where the settings let the bot move what people write into its regions, as if it had done so."""
    if material.settings.report.on_edited == "refuse":
        return material.pages
    settings, of = material.settings, material.kept.of
    pages = material.pages.items()
    return {title: of(("moved", title), (page, settings), partial(_moved, page, settings)) for title, page in pages}


def _moved(page: Page, settings: Settings) -> Page:
    text = _as_it_will_be(page.text or "", settings)
    return replace(page, text=text) if text != (page.text or "") else page


def _as_it_will_be(text: str, settings: Settings) -> str:
    """The text of a page, as `_as_they_will_be` has it."""
    regions = read_regions(text)
    left = settings.report.on_edited == "refuse" or regions.damage
    moved = None if left else move_edited(text, regions)
    return text if moved is None else moved


def _unreachable(material: Material) -> Iterator[Flaw]:
    """A word about each colleague in the register whose account nobody can be reached by."""
    for name, colleague in material.settings.people.items():
        account = material.accounts.get(colleague.account)
        if colleague.active and account and not account.reachable:
            why = "bot" if account.bot else "blocked" if account.blocked else "missing"
            facts = {"name": name, "account": colleague.account, "why": why, "instead": colleague.instead}
            yield Flaw("account-unusable", Place(material.settings.pages.settings, 1), facts=facts)


def _unusable(pages: Mapping[str, Page], *, talk: str) -> Iterator[Flaw]:
    """A word about each page that is there but cannot be read, or be talked on.

    Args:
        pages: All pages read.
        talk: The namespace of people's talk pages.
    """
    for page in pages.values():
        if page.unreadable:
            yield Flaw("page-unreadable", Place(page.title, 1))
        elif page.text and page.title.startswith(f"{talk}:") and (page.model != "wikitext" or liquid(page.text)):
            yield Flaw("talk-page-unsupported", Place(page.title, 1))
