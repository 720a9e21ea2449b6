"""What a year's list of projects says of them besides which they are: the programmes that they stand below.

The list has the programmes as headings, and below them the projects, each with a heading of its own or none:

    == Gemenskap ==
    === [[Projekt:Erfarenhetsutbyte 2022|Erfarenhetsutbyte 2022]] ===
    {{:Projekt:Erfarenhetsutbyte 2022/Projektdata}}
"""

import re
from collections.abc import Iterable, Iterator

from bot.parse.languages.swedish import SWEDISH
from bot.parse.structure import Section, Source
from bot.parse.vocabulary import Vocabulary
from bot.parse.whereabouts import project_of_data, title_of, transcluded_title
from bot.parse.words import plain

_TOP = 2
"""The level of the headings that a page is divided by; one above it says what the whole page is."""

_LINK = re.compile(r"\[\[\s*:?([^\[\]|#]+)")


def programmes_on(text: str, namespace: str, *, vocabulary: Vocabulary = SWEDISH) -> dict[str, str]:
    """The programme of each project that a list transcludes, or its facts; the first place counts.

    That is the nearest heading above it that is no project's own.

    Args:
        text: The list.
        namespace: The namespace of projects.
        vocabulary: The language.

    Returns:
        The headings' words by the projects' titles; one that stands below none is left out.
    """
    source = Source("", text)
    titles = (transcluded_title(call.name, namespace) for call in source.calls())
    projects = {title: project_of_data(title, vocabulary=vocabulary) or title for title in titles if title}
    found: dict[str, str] = {}
    for title, programme in _placed(source, _Own(projects.values(), namespace), namespace):
        found.setdefault(projects[title], programme)
    return {title: programme for title, programme in found.items() if programme}


class _Own:
    """Which headings are a project's own: those that link to it, or say its name."""

    def __init__(self, projects: Iterable[str], namespace: str) -> None:
        self._titles = frozenset(projects)
        self._namespace = namespace
        self._names = frozenset(title.partition(":")[2].casefold() for title in self._titles)

    def programme(self, heading: Section) -> str:
        """The words of a heading that is a programme's; "" for any other."""
        words = plain(heading.title)
        links = (title_of(match[1], self._namespace) for match in _LINK.finditer(heading.title))
        if heading.level < _TOP or words.casefold() in self._names or not self._titles.isdisjoint(links):
            return ""
        return words


def _placed(source: Source, own: _Own, namespace: str) -> Iterator[tuple[str, str]]:
    """The pages that are transcluded, in order, each with the words of the programme that it stands below."""
    coming, above = source.sections[::-1], list[tuple[int, str]]()
    for call in source.calls():
        while coming and coming[-1].start < call.start:
            heading = coming.pop()
            above = [one for one in above if one[0] < heading.level]
            if words := own.programme(heading):
                above.append((heading.level, words))
        title = transcluded_title(call.name, namespace)
        if title:
            yield title, above[-1][1] if above else ""
