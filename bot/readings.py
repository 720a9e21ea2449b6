"""Projects that were read before, so that the same pages are not read twice in a run.

A run works everything out anew whenever it has learnt something: what Phabricator says, what was sent, a page that has
changed meanwhile. Reading is most of that work, and depends on the pages alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.model import Project
from bot.parse.project import Reader
from bot.parse.whereabouts import wanted
from bot.wiki.port import Page


@dataclass(slots=True)
class Readings:
    """What was read, and from which pages; nothing is given that the pages of today would not give again."""

    _reader: Reader | None = None
    _kept: dict[str, tuple[tuple[Page | None, ...], Project]] = field(default_factory=dict)

    def read(self, reader: Reader, titles: Iterable[str], pages: Mapping[str, Page]) -> list[Project]:
        """Read projects, those anew of which any page is another than before; see `Reader.read`."""
        if reader != self._reader:
            self._reader, self._kept = reader, {}
        return [self._project(reader, title, pages) for title in titles]

    def _project(self, reader: Reader, title: str, pages: Mapping[str, Page]) -> Project:
        basis = tuple(pages.get(one) for one in wanted(title, pages, None, vocabulary=reader.vocabulary))
        before, project = self._kept.get(title, ((), None))
        if project is None or len(before) != len(basis) or any(a is not b for a, b in zip(before, basis, strict=True)):
            project = reader.read(title, pages)
            self._kept[title] = basis, project
        return project
