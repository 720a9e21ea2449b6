"""Projects that were read before: read again only where a page is another."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.model import Project
from bot.parse.project import Reader
from bot.readings import Readings
from bot.settings import Templates
from bot.wiki.port import Page
from tests.support.builders import DATA, TITLE, data_text, page, plan_text


@dataclass(frozen=True)
class Counting(Reader):
    """A reader that remembers what it was asked to read."""

    asked: list[str] = field(default_factory=list, compare=False)

    def read(self, title: str, pages: Mapping[str, Page]) -> Project:
        """Read one project."""
        self.asked.append(title)
        return super().read(title, pages)


PAGES = {TITLE: page(TITLE, plan_text("Mars | Boka lokal | Axel")), DATA: page(DATA, data_text())}


def test_same_pages_are_read_once() -> None:
    """However often it is asked for, a project is read once, and is what reading it gives."""
    readings, reader = Readings(), Counting(Templates(), {})
    found = [readings.read(reader, [TITLE], PAGES) for _ in range(3)]
    assert found == [[Reader(Templates(), {}).read(TITLE, PAGES)]] * 3
    assert reader.asked == [TITLE]


def test_changed_page_is_read_again() -> None:
    """A page that was read anew, a page that has come and one that has gone each have the project read again."""
    readings, reader = Readings(), Counting(Templates(), {})
    changed = {**PAGES, DATA: page(DATA, data_text(ansvarig="Eric"))}
    for pages in (PAGES, changed, {TITLE: PAGES[TITLE]}, PAGES):
        assert readings.read(reader, [TITLE], pages) == [Reader(Templates(), {}).read(TITLE, pages)]
    assert reader.asked == [TITLE] * 4


def test_moved_facts_are_read_again() -> None:
    """Where the facts stand behind a redirect, a change at its target has the project read again."""
    readings, reader = Readings(), Counting(Templates(), {})
    target = f"{TITLE}/Projektfakta"
    pages = {**PAGES, DATA: replace(page(DATA, "#OMDIRIGERING"), redirect=target), target: page(target, data_text())}
    changed = {**pages, target: page(target, data_text(ansvarig="Eric"))}
    leads = [one.people.lead[0].name for each in (pages, changed) for one in readings.read(reader, [TITLE], each)]
    assert leads == ["John", "Eric"]


def test_other_names_have_everything_read_again() -> None:
    """With other names of templates or other numbers, nothing that was read before counts."""
    readings = Readings()
    first, second = Counting(Templates(), {}), Counting(Templates(projectdata=("Annan",)), {})
    known, unknown = readings.read(first, [TITLE], PAGES), readings.read(second, [TITLE], PAGES)
    assert (known[0].number, unknown[0].number) == ("226401", None)
    assert second.asked == [TITLE]
