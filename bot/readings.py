"""What was read before, so that the same pages are not read twice: neither in a run nor in the next one.

A run works everything out anew whenever it has learnt something: what Phabricator says, what was sent, a page that has
changed meanwhile. Reading is most of that work, and depends on the pages and on a few settings alone.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TypeVar

from bot.cache.forms import Form
from bot.cache.keys import Basis, key_of, settings_key
from bot.cache.store import Store
from bot.discover import Days, days_on
from bot.model import Project
from bot.parse.association import vocabulary_of
from bot.parse.numbers import read_numbers
from bot.parse.project import Reader
from bot.parse.template_names import unknown_calls
from bot.parse.vocabulary import Vocabulary
from bot.parse.whereabouts import wanted
from bot.settings import Settings, Templates
from bot.wiki.port import Page

BATCH = 100
"""So many answers are looked up and kept at a time: few questions to the store, and little memory."""

_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A project as it is kept.

    Attributes:
        project: The project.
        numbers: The names that the list of numbers was asked for, with what it gave: all that reading sees of it.
    """

    project: Project
    numbers: Mapping[str, str | None]


_PROJECTS: Form[Numbered] = Form("project", Numbered)
_DAYS: Form[tuple[Days | None]] = Form("days", tuple[Days | None])
_NAMES: Form[tuple[str, ...]] = Form("unknown", tuple[str, ...])


@dataclass(slots=True)
class Readings:
    """What was read, and from which pages; nothing is given that the pages of today would not give again.

    Attributes:
        store: What keeps it between runs; None where nothing is kept.
    """

    store: Store | None = None
    _reader: Reader | None = None
    _kept: dict[str, tuple[Basis, Project]] = field(default_factory=dict)
    _numbers: tuple[Page | None, dict[str, str]] | None = None

    def reader(self, settings: Settings, pages: Mapping[str, Page]) -> Reader:
        """What reads the projects: with these settings, and with the numbers that stand on the page for them."""
        page = pages.get(settings.pages.numbers)
        if self._numbers is None or page is not self._numbers[0]:
            self._numbers = page, read_numbers((page.text if page else None) or "")
        return Reader(settings.templates, self._numbers[1], vocabulary_of(settings))

    def read(self, reader: Reader, titles: Iterable[str], pages: Mapping[str, Page]) -> list[Project]:
        """Read projects, those anew of which any page is another than before; see `Reader.read`."""
        if reader != self._reader:
            self._reader, self._kept = reader, {}
        bases = _bases(titles, pages, reader.vocabulary)
        missing = {title: basis for title, basis in bases.items() if not self._has(title, basis)}
        for title, project in self._projects(reader, missing, pages):
            self._kept[title] = missing[title], project
        return [self._kept[title][1] for title in bases]

    def days(self, pages: Iterable[Page], templates: Templates, vocabulary: Vocabulary) -> dict[str, Days | None]:
        """What each page tells of a project's days, by title; see `bot.discover.days_on`."""
        bases = {page.title: ((page.title, page),) for page in pages}

        def read(title: str) -> tuple[Days | None]:
            return (days_on(bases[title][0][1], templates, vocabulary=vocabulary),)

        answers = self._answers(_DAYS, settings_key(templates, vocabulary), bases, read)
        return {title: days for title, (days,) in answers}

    def unknown_calls(
        self, titles: Iterable[str], pages: Mapping[str, Page], templates: Templates, vocabulary: Vocabulary
    ) -> Iterator[tuple[str, ...]]:
        """What each project calls where a known template should be; see `bot.parse.template_names.unknown_calls`."""

        def read(title: str) -> tuple[str, ...]:
            return tuple(unknown_calls(title, pages, templates, vocabulary=vocabulary))

        bases = _bases(titles, pages, vocabulary)
        return (names for _, names in self._answers(_NAMES, settings_key(templates, vocabulary), bases, read))

    def _has(self, title: str, basis: Basis) -> bool:
        """Whether a project was read from these very pages in this run."""
        before = self._kept[title][0] if title in self._kept else ()
        same = (one == other and page is again for (one, page), (other, again) in zip(before, basis, strict=False))
        return len(before) == len(basis) and all(same)

    def _projects(
        self, reader: Reader, bases: Mapping[str, Basis], pages: Mapping[str, Page]
    ) -> Iterator[tuple[str, Project]]:
        """Read these projects, by title."""
        asked = _Asked(reader.numbers)
        asking = replace(reader, numbers=asked)

        def read(title: str) -> Numbered:
            asked.given = {}
            return Numbered(asking.read(title, pages), asked.given)

        def fits(kept: Numbered) -> bool:
            return all(reader.numbers.get(name) == number for name, number in kept.numbers.items())

        settings = settings_key(reader.templates, reader.vocabulary)
        return ((title, one.project) for title, one in self._answers(_PROJECTS, settings, bases, read, fits))

    def _answers(
        self,
        form: Form[_Answer],
        settings: bytes | None,
        bases: Mapping[str, Basis],
        read: Callable[[str], _Answer],
        fits: Callable[[_Answer], bool] = lambda _: True,
    ) -> Iterator[tuple[str, _Answer]]:
        """The answers by title: those that are kept, and the others read, and kept for the next run.

        Args:
            form: The kind of answer.
            settings: What reading looks at of the settings, as a key; None where it cannot be told.
            bases: What each is read from, by title.
            read: Reads one, by title.
            fits: Whether an answer that is kept still counts.
        """
        if self.store is None or settings is None:
            yield from ((title, read(title)) for title in bases)
            return
        keys = ((title, key_of(form.name, self.store.version, settings, basis)) for title, basis in bases.items())
        while some := dict(islice(keys, BATCH)):
            kept, new = self.store.find(list(some.values())), {}
            for title, key in some.items():
                answer = form.unpack(key, kept.get(key, b""))
                if answer is None or not fits(answer):
                    answer = read(title)
                    new[key] = form.pack(key, answer)
                yield title, answer
            self.store.keep({key: packed for key, packed in new.items() if packed})


class _Asked(dict[str, str]):
    """The list of numbers, which remembers what it was asked for: a new project changes nothing for the others."""

    def __init__(self, numbers: Mapping[str, str]) -> None:
        super().__init__(numbers)
        self.given: dict[str, str | None] = {}

    def get(self, name: str, _default: object = None) -> str | None:  # type: ignore[override] # all that reading asks
        """The number of that name."""
        self.given[name] = super().get(name)
        return self.given[name]


def _bases(titles: Iterable[str], pages: Mapping[str, Page], vocabulary: Vocabulary) -> dict[str, Basis]:
    """What reading each project takes, by title."""
    return {
        title: tuple((one, pages.get(one)) for one in wanted(title, pages, None, vocabulary=vocabulary))
        for title in titles
    }
