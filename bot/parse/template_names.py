"""Under which names the template with the facts is called: those that are set, and what redirects make the same.

`Mall:Projektdata 2017` may redirect to `Mall:Projektdata` or the other way round, and a page may call the template by a
name that nobody has set. A redirect between two names, either way, makes them one template.
"""

import re
from collections.abc import Iterable, Mapping

from bot.names import usual
from bot.parse.languages.swedish import SWEDISH
from bot.parse.projectdata import find_call, template_name
from bot.parse.structure import Source
from bot.parse.vocabulary import Vocabulary
from bot.parse.whereabouts import data_pages, trail
from bot.settings import Templates
from bot.wiki.port import Page

_NAMESPACE: str = usual()["pages"]["template_namespace"]

MAX_NAMES = 50
"""So many unknown names are looked up, those on most pages first: one request, whatever the account may do."""

_NO_NAME = re.compile(r"[:#<>\[\]{}|\x00-\x1f]")
"""In a call but in no template's name: parser functions, other namespaces, and what is not written out yet."""


def template_pages(names: Iterable[str], namespace: str = _NAMESPACE) -> list[str]:
    """The full titles of templates, in a namespace that is called so."""
    return [f"{namespace}:{template_name(name)}" for name in names]


def with_redirects(templates: Templates, pages: Mapping[str, Page], namespace: str = _NAMESPACE) -> Templates:
    """The settings with all names that the template is known to have.

    Args:
        templates: The settings.
        pages: Pages that were read, by title; templates among them that are redirects count.
        namespace: That of templates.
    """
    names = dict.fromkeys(map(template_name, templates.projectdata))
    for title in template_pages(list(names), namespace):
        names |= dict.fromkeys(_names(trail(title, pages), namespace))
    for title in [one for one in pages if one.startswith(f"{namespace}:")]:
        name, *others = _names(trail(title, pages), namespace)
        if not names.keys().isdisjoint(others):
            names.setdefault(name)
    added = [name for name in names if name not in set(map(template_name, templates.projectdata))]
    return templates.model_copy(update={"projectdata": (*templates.projectdata, *added)}) if added else templates


def namesakes(name: str, known: Iterable[str], pages: Mapping[str, Page], namespace: str = _NAMESPACE) -> list[str]:
    """Which of the known templates a name stands for, as far as redirects tell.

    Args:
        name: A template's name, as written in a call.
        known: Names of templates, as `template_name` gives them.
        pages: Pages that were read, by title.
        namespace: That of templates.

    Returns:
        The one that the name leads to, which is what the wiki shows; where that is none of them, those that lead to the
        same; none where there are none.
    """
    target, known = _target(name, pages, namespace), list(known)
    return [target] if target in known else [one for one in known if _target(one, pages, namespace) == target]


def unknown_calls(
    title: str, pages: Mapping[str, Page], templates: Templates, *, vocabulary: Vocabulary = SWEDISH
) -> list[str]:
    """The templates that are called where a project's facts should be; none where the facts are found.

    Args:
        title: The project page's title.
        pages: What reading it takes, by title.
        templates: The names that are known.
        vocabulary: The language.
    """
    data = [Source(page.title, page.text or "") for page in data_pages(title, pages, vocabulary=vocabulary)]
    main = Source(title, (pages[title].text if title in pages else None) or "")
    if any(find_call(place, templates) for place in (*data, main)):
        return []
    called = (template_name(call.name) for place in data or [main] for call in place.calls())
    return [name for name in dict.fromkeys(called) if name and not _NO_NAME.search(name)]


def _target(name: str, pages: Mapping[str, Page], namespace: str) -> str:
    """The template that is shown where a name is called."""
    (title,) = template_pages([name], namespace)
    return _name(trail(title, pages)[-1], namespace)


def _names(titles: Iterable[str], namespace: str) -> list[str]:
    """The names of templates among these titles."""
    return [_name(title, namespace) for title in titles if title.startswith(f"{namespace}:")]


def _name(title: str, namespace: str) -> str:
    """A template's name from its page's title, whatever the namespace is called."""
    name = title.removeprefix(f"{namespace}:")
    return template_name(title if name == title else f"Template:{name}")
