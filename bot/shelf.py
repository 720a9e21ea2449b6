"""The pages that a run has read so far."""

from collections.abc import Collection, Iterable
from typing import Protocol

from bot.parse.whereabouts import HOPS, trail
from bot.readings import Readings
from bot.wiki.port import Page, Wiki


class Watch(Protocol):
    """Is told how far a run has come; a progress bar, a log, or nobody."""

    def step(self, what: str, done: int, total: int) -> None:
        """`done` of `total` things of a kind are finished; `total` 0 means that the kind has only begun."""
        ...


class Shelf:
    """The pages read so far; a page is read once.

    Args:
        wiki: The wiki.
        watch: Is told of the progress.
        readings: What was read from pages before.

    Attributes:
        pages: The pages under every title that they were asked for by, and under their own.
        dropped: The titles of pages that were read, and turned out to be of no use.
    """

    def __init__(self, wiki: Wiki, watch: Watch, readings: Readings | None = None) -> None:
        self.wiki = wiki
        self.watch = watch
        self.readings = readings or Readings()
        self.pages: dict[str, Page] = {}
        self.dropped: set[str] = set()

    def fetch(self, titles: Iterable[str]) -> bool:
        """Read those of the pages that were not read yet, in one batch; tells whether there were any."""
        missing = [title for title in dict.fromkeys(titles) if title not in self.pages and title not in self.dropped]
        if missing:
            self.watch.step("Reading pages", len(self.pages), len(self.pages) + len(missing))
            for title, page in self.wiki.read(missing).items():
                self.pages[title] = page
                self.pages.setdefault(page.title, page)
            self.watch.step("Reading pages", len(self.pages), len(self.pages))
        return bool(missing)

    def follow(self, titles: Collection[str]) -> None:
        """Read pages, and those that their redirects lead to."""
        for _ in range(HOPS + 1):
            if not self.fetch([step for title in titles for step in trail(title, self.pages)]):
                break

    def keep(self, titles: Iterable[str]) -> None:
        """Forget all pages but these."""
        self.pages = {title: self.pages[title] for title in titles if title in self.pages}

    def drop(self, titles: Iterable[str]) -> None:
        """Forget pages, and do not read them again."""
        for title in titles:
            if self.pages.pop(title, None):
                self.dropped.add(title)
