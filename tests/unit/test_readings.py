"""Projects that were read before: read again only where a page is another."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pytest

from bot.discover import Days
from bot.model import Project
from bot.parse.association import vocabulary_of
from bot.parse.languages.english import ENGLISH
from bot.parse.languages.swedish import SWEDISH
from bot.parse.project import Reader
from bot.readings import BATCH, Readings
from bot.settings import Templates
from bot.wiki.port import Page
from tests.support.builders import DATA, TITLE, data_text, day, page, plan_text, settings
from tests.support.kept import InMemory


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


def later(store: InMemory, pages: Mapping[str, Page], reader: Reader | None = None) -> tuple[list[Project], list[str]]:
    """What the next run reads, and which projects it has really read."""
    counting = Counting(Templates(), {}) if reader is None else Counting(reader.templates, reader.numbers)
    return Readings(store).read(counting, [TITLE], pages), counting.asked


def test_next_run_reads_nothing_anew() -> None:
    """What one run has kept the next one takes, and it is what reading gives."""
    store = InMemory()
    assert later(store, PAGES)[1] == [TITLE]
    found, asked = later(store, {title: replace(one) for title, one in PAGES.items()})
    assert asked == []
    assert repr(found) == repr([Reader(Templates(), {}).read(TITLE, PAGES)])


@pytest.mark.parametrize(
    "changed",
    [
        {DATA: page(DATA, data_text(ansvarig="Eric"), revid=PAGES[DATA].revid)},
        {DATA: replace(PAGES[DATA], locked=True)},
        {DATA: Page(DATA, None)},
        {DATA: replace(PAGES[DATA], redirect=f"{TITLE}/Projektfakta")},
        {TITLE: Page(TITLE, None, model="unreadable", locked=True)},
        {f"{TITLE}/Projektfakta": page(f"{TITLE}/Projektfakta", data_text(ansvarig="Eric"))},
    ],
    ids=["other text, same revision", "locked", "deleted", "moved", "unreadable", "come"],
)
def test_next_run_reads_what_has_changed(changed: dict[str, Page]) -> None:
    """Whatever has happened to a page since, the next run gives what reading gives; what was before is still kept."""
    store = InMemory()
    later(store, PAGES)
    pages = {**PAGES, **changed}
    assert later(store, pages) == ([Reader(Templates(), {}).read(TITLE, pages)], [TITLE])
    assert later(store, PAGES)[1] == later(store, pages)[1] == []


def test_another_version_reads_everything() -> None:
    """What another version has read does not count."""
    store = InMemory()
    later(store, PAGES)
    store.version = b"2"
    assert later(store, PAGES)[1] == [TITLE]


def test_other_names_of_parameters_have_everything_read() -> None:
    """With other names in the settings, everything is read anew, and differently."""
    store = InMemory()
    later(store, PAGES)
    other = Reader(Templates(fields={"lead": ("kontakt",)}), {})
    assert later(store, PAGES, other) == ([other.read(TITLE, PAGES)], [TITLE])


def test_numbers_count_as_far_as_they_were_asked_for() -> None:
    """A number of another project changes nothing; one of this project, come or gone, has it read again."""
    store = InMemory()
    pages = {**PAGES, DATA: page(DATA, data_text(id=""))}
    name = TITLE.partition(":")[2]
    lists: list[dict[str, str]] = [{}, {"Annat 2022": "225202"}, {name: "225201"}, {name: "225201", "A": "225203"}, {}]
    found = [later(store, pages, Reader(Templates(), numbers)) for numbers in lists]
    assert [one.number for (one,), _ in found] == [None, None, "225201", "225201", None]
    assert [len(asked) for _, asked in found] == [1, 0, 1, 0, 1]


def test_many_projects_are_each_their_own() -> None:
    """However many there are, each is given what is its own, in the order asked for."""
    titles = [f"Projekt:Nummer {number} 2022" for number in range(BATCH * 2 + 1)]
    pages = {title: page(title, plan_text(f"Mars | {title} | Axel")) for title in titles}
    store = InMemory()
    for _ in range(2):
        read = Readings(store).read(Reader(Templates(), {}), titles[::-1], pages)
        assert [one.title for one in read] == titles[::-1]
        assert all(one.activities[0].name == one.title for one in read)
    assert store.hits == len(titles)


def test_damaged_answer_is_read_anew() -> None:
    """An answer that has been damaged is none, and is replaced."""
    store = InMemory()
    later(store, PAGES)
    whole = dict(store.entries)
    store.entries = {key: answer[:-1] for key, answer in whole.items()}
    assert later(store, PAGES) == ([Reader(Templates(), {}).read(TITLE, PAGES)], [TITLE])
    assert store.entries == whole


def test_project_that_would_change_is_not_kept() -> None:
    """A project that cannot be written down exactly is read with each run."""
    store = InMemory()
    pages = {**PAGES, TITLE: page(TITLE, plan_text("Mars | Boka \ud800 lokal | Axel"))}
    assert [later(store, pages)[1] for _ in range(2)] == [[TITLE], [TITLE]]
    assert store.entries == {}


def test_strange_language_is_not_kept() -> None:
    """In a language that no key can tell, everything is read."""
    store = InMemory()
    reader = Reader(Templates(), {}, replace(SWEDISH, money=replace(ENGLISH.money)))
    assert Readings(store).read(reader, [TITLE], PAGES) == [reader.read(TITLE, PAGES)]
    assert store.entries == {}


def test_days_are_kept() -> None:
    """What old projects' pages tell of their days is kept, also that they tell nothing."""
    store = InMemory()
    told = page(DATA, data_text(projektstart="2021-01-01", projektslut="2022-06-30"))
    for _ in range(2):
        found = Readings(store).days([told, page(TITLE, "Hej")], Templates(), SWEDISH)
        assert found == {DATA: Days(day("2021-01-01"), day("2022-06-30")), TITLE: None}
    assert store.hits == 2


def test_unknown_calls_are_kept() -> None:
    """Which templates are called in place of known ones is kept, as long as the same ones are known."""
    store = InMemory()
    pages = {TITLE: page(TITLE, "{{Fakta|a}}"), DATA: page(DATA, "{{Ny ruta}}{{Annan}}")}
    for _ in range(2):
        assert [*Readings(store).unknown_calls([TITLE], pages, Templates(), SWEDISH)] == [("Ny ruta", "Annan")]
    known = Templates(projectdata=("Annan",))
    assert [*Readings(store).unknown_calls([TITLE], pages, known, SWEDISH)] == [()]
    assert store.hits == 1


def test_reader_of_a_run() -> None:
    """It has the numbers of their page as it is now, and none without one."""
    readings, rules = Readings(), settings()
    title = rules.pages.numbers
    texts = ["{{#switch: {{{1}}}|Prov 2022=225201}}", "{{#switch: {{{1}}}|Prov 2022=225202}}"]
    found = [readings.reader(rules, {title: page(title, text)}).numbers for text in texts]
    assert found == [{"Prov 2022": "225201"}, {"Prov 2022": "225202"}]
    assert readings.reader(rules, {}) == Reader(rules.templates, {}, vocabulary_of(rules))
