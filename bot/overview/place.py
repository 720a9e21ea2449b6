"""Where an overview has a place: not on a page that is for something else, whatever the settings say."""

from collections.abc import Collection

from bot.knowledge import Knowledge
from bot.wiki.namespaces import MAIN, namespaces_of
from bot.wiki.titles import normalise

_ALL_YEARS = range(2000, 2101)  # those that the command line takes


def may_hold_overview(title: str, others: Collection[str], known: Knowledge) -> bool:
    """Whether a page is where an overview has a place, by its title as the wiki gives it.

    That is the main namespace, the wiki's own one, and below the bot's user page.

    Args:
        title: The page's title.
        others: What `other_pages` tells.
        known: What is known.
    """
    pages, read = known.settings.pages, normalise(title, namespaces_of(known.settings))
    home = read and (read.namespace in {MAIN, pages.own_namespace} or read.full.startswith(pages.own_pages))
    return bool(home) and not any(title == other or (other[-1] == "/" and title.startswith(other)) for other in others)


def other_pages(known: Knowledge) -> set[str]:
    """The pages that are for something else, as the wiki has their titles; with a slash where all below is, too."""
    pages = known.settings.pages
    years = {pages.year_list.format(year=year) for year in _ALL_YEARS}
    data = {one.project.data_place.page for one in known.standings if one.project.data_place}
    projects = {one.project.title for one in known.standings}
    alone = {
        pages.settings,
        pages.numbers,
        pages.handbook,
        pages.stop,
        pages.log,
        pages.requests,
        *years,
        *data,
        *projects,
    }
    whole = {f"{_as_the_wiki_has_it(title, known)}/" for title in {pages.stop, *projects}}
    return {_as_the_wiki_has_it(title, known) for title in alone} | whole


def _as_the_wiki_has_it(title: str, known: Knowledge) -> str:
    page, ours = known.pages.get(title), normalise(title, namespaces_of(known.settings))
    if page:
        return page.title
    return ours.full if ours else title
