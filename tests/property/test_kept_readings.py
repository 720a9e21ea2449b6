"""What is kept between runs changes nothing: generated pages are the same with nothing kept, all, or some of it."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.parse.project import Reader
from bot.parse.template_names import unknown_calls
from bot.parse.whereabouts import wanted
from bot.readings import Readings
from bot.settings import Templates
from bot.wiki.port import Page
from tests.property.test_run import row
from tests.support.builders import DATA, TITLE, page, plan_text
from tests.support.kept import InMemory
from tests.support.wikitext import data_pages, project_pages

OTHER = f"{TITLE}/Projektfakta"
READER = Reader(Templates(), {"Prov 2022": "225201"})

plans = st.lists(row, max_size=6).map(lambda rows: plan_text(*rows))
texts = st.one_of(plans, project_pages(), data_pages())
wikis = st.fixed_dictionaries({TITLE: texts}, optional={DATA: data_pages(), OTHER: data_pages()})


def read_from(pages: dict[str, str], *, locked: bool = False) -> dict[str, Page]:
    """The pages, as if read."""
    return {title: replace(page(title, text), locked=locked) for title, text in pages.items()}


class Recording(dict[str, Page]):
    """Pages that remember which of them were asked for."""

    def __init__(self, pages: dict[str, Page]) -> None:
        super().__init__(pages)
        self.asked: set[str] = set()

    def __getitem__(self, title: str) -> Page:
        """One page."""
        self.asked.add(title)
        return super().__getitem__(title)

    def get(self, title: str, _default: object = None) -> Page | None:  # type: ignore[override] # pages alone
        """One page, if it was read."""
        self.asked.add(title)
        return super().get(title)

    def __contains__(self, title: object) -> bool:
        """Whether it was read."""
        self.asked.add(str(title))
        return super().__contains__(title)


def bare(pages: dict[str, Page]) -> tuple[str, list[str]]:
    """What reading itself gives, to the letter."""
    return repr(READER.read(TITLE, pages)), unknown_calls(TITLE, pages, READER.templates)


def through(store: InMemory, pages: dict[str, Page]) -> tuple[str, list[str]]:
    """What a run with this store gives, to the letter."""
    readings = Readings(store)
    (project,) = readings.read(READER, [TITLE], pages)
    (names,) = readings.unknown_calls([TITLE], pages, READER.templates, READER.vocabulary)
    return repr(project), list(names)


@given(wikis)
def test_generated_projects_come_out_as_they_went_in(texts: dict[str, str]) -> None:
    """Whatever stands on the pages, the second run finds all that the first has read, exactly."""
    store, pages = InMemory(), read_from(texts)
    assert through(store, pages) == bare(pages)
    assert through(store, read_from(texts)) == bare(pages)
    assert store.hits == len(store.entries) == 2


@given(wikis, wikis, st.booleans())
def test_changed_pages_are_read(before: dict[str, str], after: dict[str, str], locked: bool) -> None:  # noqa: FBT001 - drawn by position
    """However the pages change between runs, under the same revision ids at that, each run gives what reading gives."""
    store = InMemory()
    for texts, lock in ((before, False), (after, locked), (before, False), ({**before, **after}, locked)):
        pages = {title: replace(one, revid=1) for title, one in read_from(texts, locked=lock).items()}
        assert through(store, pages) == bare(pages)


@given(wikis)
def test_reading_sees_nothing_but_what_is_in_the_key(texts: dict[str, str]) -> None:
    """Reading looks at no page but those that it says that it wants: a change on another one cannot matter."""
    pages = Recording(read_from(texts))
    READER.read(TITLE, pages)
    unknown_calls(TITLE, pages, READER.templates)
    assert pages.asked <= set(wanted(TITLE, dict(pages)))
