"""Finding projects on generated wikis: it ends, it raises nothing, and it tells of each project once."""

from collections import Counter
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from bot.gather import Request, gather
from bot.knowledge import know
from bot.parse.languages.swedish import SWEDISH
from bot.parse.whereabouts import data_pages, project_page
from bot.phabricator.tracker import Nobody
from bot.plan import make_plan
from tests.support.builders import TODAY, FakeWiki, data_text, plan_text, year_list

NAMES = ["Ett 2022", "Två 2021", "Tre", "Tre/Del", "Fyra 2022"]
PROJECTS = [f"Projekt:{name}" for name in NAMES]
DATA = [f"{title}/{subpage}" for title in PROJECTS for subpage in SWEDISH.project.data_pages]
CATEGORIES = [f"Kategori:{name}" for name in (*NAMES, "Program", "Projekt 2022", "Projekt 2021")]
TEMPLATES = [f"Mall:{name}" for name in ("Projektdata", "Projektdata 2017", "Projektdata 2023", "Ruta")]
MOST_READS = 20

categories = st.lists(st.sampled_from(CATEGORIES), max_size=3).map(lambda found: "".join(f"[[{one}]]" for one in found))
redirects = st.sampled_from([*PROJECTS, *DATA, *TEMPLATES, "Användare:A", "Projekt 2022"]).map(
    lambda title: f"#OMDIRIGERING [[{title}]]"
)
mains = st.builds(
    lambda shown, above: f"{plan_text('Mars | Boka | Axel | |')}{year_list(*shown)}{above}",
    st.lists(st.sampled_from(PROJECTS), max_size=2),
    categories,
)
facts = st.builds(
    lambda name, start, end: data_text(projektstart=start, projektslut=end).replace("Projektdata 2017", name),
    st.sampled_from(["Projektdata", "Projektdata 2023", "Ruta"]),
    st.sampled_from(["", "2021-01-01", "2022-03-01"]),
    st.sampled_from(["", "2021-12-31", "2022-12-31", "9999-12-31"]),
)


def pages(titles: list[str], texts: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, str]]:
    """Some of these pages."""
    return st.dictionaries(st.sampled_from(titles), texts, max_size=len(titles))


wikis = st.builds(
    lambda listed, *parts: (
        {"Projekt 2022": year_list(*listed)} | {title: text for part in parts for title, text in part.items()}
    ),
    st.lists(st.sampled_from(PROJECTS), max_size=4),
    pages(PROJECTS, st.one_of(mains, redirects)),
    pages(DATA, st.one_of(facts, redirects)),
    pages(CATEGORIES, categories),
    pages(TEMPLATES, st.one_of(st.just("Ruta"), redirects)),
)


class Silent:
    """Nobody watches."""

    def step(self, what: str, done: int, total: int) -> None:
        """Say nothing."""


@given(wikis)
def test_each_project_is_found_once(texts: Mapping[str, str]) -> None:
    """However pages, redirects and categories are tangled, the search ends soon, and no page is edited twice."""
    wiki = FakeWiki(texts)
    found = know(gather(wiki, Request(TODAY, "r", (2021, 2022)), Silent(), tracker=Nobody("no-token")))
    assert len(wiki.asked) <= MOST_READS
    for listed in found.material.listed.values():
        assert len(listed) == len(set(listed))
    titles = [standing.project.title for standing in found.standings]
    assert len(titles) == len(set(titles))
    assert max(Counter(edit.title for edit in make_plan(found).edits).values(), default=0) <= 1
    assert {title for title in found.pages if title.startswith("Projekt:")} <= set(wiki_titles(wiki))


def wiki_titles(wiki: FakeWiki) -> list[str]:
    """All titles that were asked for."""
    return [title for asked in wiki.asked for title in asked]


@given(wikis)
def test_project_is_where_its_title_leads(texts: Mapping[str, str]) -> None:
    """Each title among the projects is its own page, and its facts stand on a page that exists and is no redirect."""
    found = know(gather(FakeWiki(texts), Request(TODAY, "r", (2022,)), Silent(), tracker=Nobody("no-token")))
    for title in found.material.listed[2022]:
        assert project_page(title, found.pages) == title
        assert all(page.exists and not page.redirect for page in data_pages(title, found.pages))
