"""Which pages are the year's projects: from the year's category and from the year's list, each project once.

How the association lays its projects out: `Kategori:Projekt 2022` holds one sub-category for each project, of the same
name as the project page; `Projekt 2022` lists them under programme headings by transcluding `/Projektdata`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from bot.parse.project import DATA_SUBPAGES
from bot.parse.structure import Source
from bot.settings import Pages

_SUBPAGES = "|".join(DATA_SUBPAGES)


def listed_projects(year_list: str, pages: Pages) -> list[str]:
    """The projects that a year's list transcludes the data of, in its order."""
    pattern = re.compile(rf"^:?\s*({re.escape(pages.namespace)}\s*:\s*[^|]+?)/(?:{_SUBPAGES})$", re.IGNORECASE)
    names = (call.name.replace("_", " ") for call in Source("", year_list).calls())
    return [title_of(match[1], pages) for name in names if (match := pattern.match(name))]


def category_projects(members: Iterable[str], pages: Pages) -> tuple[list[str], list[str]]:
    """What a year's category tells.

    Returns:
        The project pages that stand in it themselves, and those that its sub-categories are named after. Sub-pages of
        projects are not projects of their own.
    """
    direct, named = [], []
    for member in members:
        namespace, _, name = member.partition(":")
        if "/" in name or not name:
            continue
        if namespace == pages.namespace:
            direct.append(member)
        elif namespace == pages.category_namespace:
            named.append(f"{pages.namespace}:{name}")
    return direct, named


def title_of(name: str, pages: Pages) -> str:
    """A project page's full title, whether or not it was given with its namespace."""
    words = unicodedata.normalize("NFC", " ".join(name.replace("_", " ").split()))
    prefix, colon, rest = words.partition(":")
    if colon and prefix.strip().casefold() == pages.namespace.casefold():
        words = rest.strip()
    return f"{pages.namespace}:{words[:1].upper()}{words[1:]}"


def in_order(listed: Iterable[str], others: Iterable[str]) -> Iterator[str]:
    """Each title once: those of the list in its order, then the others by title."""
    first = dict.fromkeys(listed)
    yield from first
    yield from sorted(set(others) - first.keys())
