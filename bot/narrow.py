"""What a shard needs of all that a run has found: the projects that concern its people, and their talk pages.

Whom a project concerns is known only when it has been read: so every shard reads every project once, and keeps of those
of others nothing but their titles. What follows is done for what is kept alone: asking Phabricator, judging, planning.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.knowledge import Material, projects_of
from bot.ledger import read_ledger
from bot.model import People, Place, Project
from bot.parse.association import vocabulary_of
from bot.parse.whereabouts import wanted
from bot.readings import Readings
from bot.reminders.items import keys_of_titles
from bot.reminders.register import Register, accounts_of
from bot.share import Share
from bot.shelf import Shelf

_AT_ONCE = 250
"""So many projects are in memory at a time while it is found out whose they are."""


@dataclass(frozen=True, slots=True)
class _Named:
    """Whom a project names: its own people, and those of its activities."""

    project: Project
    others: tuple[People, ...]


def narrowed(shelf: Shelf, material: Material, *, since: datetime) -> Material:
    """The material of a shard other than the first, and on the shelf nothing but what it needs.

    Args:
        shelf: With all pages of all projects.
        material: What was found.
        since: From when on the bot's messages tell on which pages it has written to people.

    Raises:
        WikiUnreachableError: The wiki does not answer.
    """
    wiki, settings = shelf.wiki, material.settings
    named = list(_named(material))
    accounts = accounts_of(settings, (people for one in named for people in (one.project.people, *one.others)))
    material = replace(material, accounts=wiki.accounts(accounts))
    told = read_ledger(wiki.contributions(since=since), {}).talks
    shelf.follow(dict.fromkeys([*map(settings.pages.talk_page, accounts), *sorted(told)]))
    share = Share(material.shard, Register(settings, material.accounts, shelf.pages))
    talked = share.told_of(shelf.pages[title] for title in _talk_pages(shelf, share))
    kept = {one.project.title for one in named if share.concerns(one.project, one.others)}
    kept |= {one.project.title for one in named if talked.intersection(_keys(one.project.title, material))}
    drop_talks_of_others(shelf, share)
    _drop_projects(shelf, [one.project.title for one in named], kept, material)
    elsewhere = frozenset(one.project.title for one in named) - kept
    return replace(material, pages=shelf.pages, elsewhere=elsewhere, readings=Readings(material.readings.store))


def _named(material: Material) -> Iterable[_Named]:
    """Whom each project names."""
    titles = list(dict.fromkeys(title for titles in material.listed.values() for title in titles))
    for start in range(0, len(titles), _AT_ONCE):
        some = tuple(titles[start : start + _AT_ONCE])
        needed = [*_pages_of(some, material), material.settings.pages.numbers]
        own = {page: material.pages[page] for page in needed if page in material.pages}
        part = replace(material, listed={0: some}, pages=own, readings=Readings(material.readings.store))
        for one in projects_of(part):
            others = tuple(dict.fromkeys(activity.people for activity in one.activities))
            yield _Named(Project(one.title, Place(one.title, 1), people=one.people), others)


def _keys(title: str, material: Material) -> set[str]:
    """What the bot's messages say so with that they are about a project."""
    return set(keys_of_titles((title, *material.former.get(title, ()))))


def _talk_pages(shelf: Shelf, share: Share) -> list[str]:
    return [title for title in shelf.pages if title.startswith(share.register.talk(""))]


def drop_talks_of_others(shelf: Shelf, share: Share) -> None:
    """Forget the talk pages of people in other shards, but where they lead."""
    pages = ((title, shelf.pages[title]) for title in _talk_pages(shelf, share))
    shelf.drop([title for title, page in pages if not (page.redirect or share.has_page(page.title))])


def _drop_projects(shelf: Shelf, titles: Iterable[str], kept: Iterable[str], material: Material) -> None:
    """Forget the pages of projects that are not kept, and not needed by one that is."""
    own = set(kept)
    needed = _pages_of(own, material)
    shelf.drop(_pages_of([title for title in titles if title not in own], material) - needed)


def _pages_of(titles: Iterable[str], material: Material) -> set[str]:
    """The pages that reading some projects takes."""
    words, pages = vocabulary_of(material.settings), material.pages
    return {page for title in titles for page in wanted(title, pages, None, vocabulary=words)}
