"""Where a project's page and its facts are: on which sub-pages, and where moves have taken them.

A page that is moved leaves a redirect behind. Its sub-pages may be moved with it, or stay under the old title and be
transcluded from there. All functions look only at pages that were read; `wanted` says which ones to read next.
"""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache

from bot.parse.languages import vocabularies
from bot.parse.languages.swedish import SWEDISH
from bot.parse.structure import Source
from bot.parse.vocabulary import Vocabulary
from bot.wiki.port import Page

HOPS = 3
"""So many redirects are followed, one after the other: a page is seldom moved more often."""

MAX_TRANSCLUDED = 10
"""So many other projects' facts on a project page are looked at; one that was moved shows its own."""


def may_be_project(title: str, *, vocabulary: Vocabulary = SWEDISH) -> bool:
    """Whether a title can be a project's: not that of a report, an application or another page about one."""
    words = vocabulary.project
    never = words.no_project | _data_pages() | _folded(words.data_pages)
    return not any(part.strip().casefold() in never for part in title.split("/")[1:])


@cache
def _data_pages() -> frozenset[str]:
    """What pages of facts are called in any language where nothing is set, in lower case.

    A wiki whose language or names are changed in the settings has its old pages still: none of them is a project of its
    own, whose people would be reminded of everything once more.
    """
    return _folded(subpage for words in vocabularies() for subpage in words.project.data_pages)


def _folded(subpages: Iterable[str]) -> frozenset[str]:
    return frozenset(map(str.casefold, subpages))


def data_titles(title: str, *, vocabulary: Vocabulary = SWEDISH) -> list[str]:
    """The sub-pages that may hold a project's facts, the usual one first."""
    return [f"{title}/{subpage}" for subpage in vocabulary.project.data_pages]


def title_of(name: str, namespace: str) -> str:
    """A project page's full title, whether or not it was given with its namespace."""
    words = unicodedata.normalize("NFC", " ".join(name.replace("_", " ").split()))
    prefix, colon, rest = words.partition(":")
    if colon and prefix.strip().casefold() == namespace.casefold():
        words = rest.strip()
    return f"{namespace}:{words[:1].upper()}{words[1:]}"


def transcluded_projects(text: str, namespace: str, *, vocabulary: Vocabulary = SWEDISH) -> list[str]:
    """The projects whose facts a text transcludes, in its order: `{{:Projekt:Ett 2022/Projektdata}}`."""
    titles = transcluded_pages(text, namespace)
    return [base for title in titles if (base := project_of_data(title, vocabulary=vocabulary))]


def transcluded_pages(text: str, namespace: str) -> list[str]:
    """The pages of a namespace that a text transcludes, in its order."""
    found = (transcluded_title(call.name, namespace) for call in Source("", text).calls())
    return [title for title in found if title]


def transcluded_title(name: str, namespace: str) -> str | None:
    """The page of a namespace that is transcluded under this name (`:Projekt:Ett 2022`); None where it is of none."""
    match = re.match(rf"^:?\s*({re.escape(namespace)}\s*:\s*[^|]+)$", name.replace("_", " "), re.IGNORECASE)
    return title_of(match[1], namespace) if match else None


def project_of_data(title: str, *, vocabulary: Vocabulary = SWEDISH) -> str | None:
    """The project that a page of facts is below, by its title; None where it is none."""
    base, _, subpage = title.rpartition("/")
    is_data = subpage.casefold() in _folded(vocabulary.project.data_pages)
    return base.rstrip() if is_data and base.partition(":")[2] else None


def trail(title: str, pages: Mapping[str, Page]) -> list[str]:
    """The title and those that its redirects lead to, as far as they were read; a loop or the last hop ends it."""
    found = [title]
    while len(found) <= HOPS:
        page = pages.get(found[-1])
        if page is None or not page.redirect or page.redirect in found:
            break
        found.append(page.redirect)
    return found


def destination(title: str, pages: Mapping[str, Page]) -> Page | None:
    """The page at the end of a title's redirects; None where it was not read, or where they do not end."""
    page = pages.get(trail(title, pages)[-1])
    return None if page is None or page.redirect else page


def project_page(title: str, pages: Mapping[str, Page], *, vocabulary: Vocabulary = SWEDISH) -> str:
    """The title of the page that a project is on: the one given, or the one that it was moved to.

    Redirects are followed inside the namespace. A page that is missing is where its facts were moved to. A title that
    leads to no project is itself.
    """
    page = destination(title, pages)
    if page and _is_project(page, title, vocabulary):
        return page.title
    if page and page.title == title:
        own = data_titles(title, vocabulary=vocabulary)
        bases = (trail(data, pages)[-1].rpartition("/")[0] for data in own)
        homes = (pages[base] for base in bases if base in pages)
        homes = (home for home in homes if not home.redirect and _is_project(home, title, vocabulary))
        return next((home.title for home in homes), title)
    return pages[title].title if title in pages else title


def data_pages(title: str, pages: Mapping[str, Page], *, vocabulary: Vocabulary = SWEDISH) -> list[Page]:
    """The pages that a project's facts may be on, the likeliest first; another project's are none of them.

    Args:
        title: The project page's title.
        pages: At least what `wanted` gives, by title.
        vocabulary: The language.
    """
    return list(each_data_page(title, pages, vocabulary=vocabulary))


def each_data_page(title: str, pages: Mapping[str, Page], *, vocabulary: Vocabulary = SWEDISH) -> Iterator[Page]:
    """The same, one by one: the text of the project page is not looked through where a page below it is enough."""
    seen: set[str] = set()
    for base in _bases(title, pages, vocabulary):
        for data in data_titles(base, vocabulary=vocabulary):
            page = destination(data, pages)
            if page and page.exists and page.title not in seen and _belongs(page, title, pages):
                seen.add(page.title)
                yield page


def _bases(title: str, pages: Mapping[str, Page], vocabulary: Vocabulary) -> Iterator[str]:
    """The titles that a project's facts may be below: its own, and former ones whose facts its page shows."""
    yield title
    yield from (base for base in _shown_on(title, pages, vocabulary) if _leads(base, title, pages))


def shown_elsewhere(title: str, pages: Mapping[str, Page], *, vocabulary: Vocabulary = SWEDISH) -> str | None:
    """The first of the other projects whose facts a project page shows; None where none of these are there."""
    shown = (
        (base, destination(data, pages))
        for base in _shown_on(title, pages, vocabulary)
        for data in data_titles(base, vocabulary=vocabulary)
    )
    return next((base for base, page in shown if page and page.exists), None)


def wanted(
    title: str,
    pages: Mapping[str, Page],
    known: Container[str] | None = None,
    *,
    vocabulary: Vocabulary = SWEDISH,
) -> Iterator[str]:
    """The pages that reading a project takes, as far as can be told by now; some may have been read already.

    Args:
        title: The project's title, or one that it had before.
        pages: The pages read so far, by title.
        known: All titles of the namespace; sub-pages are asked for only if they are there. None if not known. A title
            that is not there is asked for all the same, but alone: the wiki may know it by another form of it.
        vocabulary: The language.
    """
    home = project_page(title, pages, vocabulary=vocabulary)
    homes = [one for one in trail(title, pages) if _same_namespace(one, title)]
    for one in dict.fromkeys([*homes, home]):
        yield one
        for data in data_titles(one, vocabulary=vocabulary):
            if known is None or data in known:
                yield from _with_bases(trail(data, pages), pages)
    own = (destination(data, pages) for data in data_titles(home, vocabulary=vocabulary))
    if not any(page and page.exists for page in own):
        for base in _shown_on(home, pages, vocabulary):
            yield from trail(base, pages)
            for data in data_titles(base, vocabulary=vocabulary):
                if known is None or data in known:
                    yield from _with_bases(trail(data, pages), pages)


def _with_bases(steps: list[str], pages: Mapping[str, Page]) -> Iterator[str]:
    """A page of facts and those that it redirects to, with the pages that these are sub-pages of."""
    yield steps[0]
    for step in steps[1:]:
        yield step
        base = step.rpartition("/")[0]
        if base:
            yield from trail(base, pages)


def _shown_on(title: str, pages: Mapping[str, Page], vocabulary: Vocabulary) -> list[str]:
    """The other projects whose facts a project page transcludes, less its own sub-projects."""
    page = pages.get(title)
    text = (page.text if page else None) or ""
    shown = transcluded_projects(text, title.partition(":")[0], vocabulary=vocabulary)
    return [one for one in dict.fromkeys(shown) if not f"{one}/".startswith(f"{title}/")][:MAX_TRANSCLUDED]


def _belongs(page: Page, title: str, pages: Mapping[str, Page]) -> bool:
    """Whether a page of facts is a project's own: below its page, or below one that it was moved from."""
    base = page.title.rpartition("/")[0]
    return _same_namespace(base, title) and (base == title or _leads(base, title, pages))


def _leads(base: str, title: str, pages: Mapping[str, Page]) -> bool:
    """Whether a title was this project's before: it redirects to it.

    A title without a page may be a project of its own whose page is still to be made, so it is nobody else's.
    """
    page = destination(base, pages)
    return page is not None and page.title == title


def _is_project(page: Page, title: str, vocabulary: Vocabulary) -> bool:
    """Whether a page can be the one that a project's title has led to."""
    fit = _same_namespace(page.title, title) and may_be_project(page.title, vocabulary=vocabulary)
    return (page.exists or page.unreadable) and fit


def _same_namespace(one: str, other: str) -> bool:
    return one.partition(":")[0].casefold() == other.partition(":")[0].casefold()
