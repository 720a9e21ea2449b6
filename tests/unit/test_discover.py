"""Which pages are a year's projects, from the catalogues, the year's list and the projects' dates."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.discover import MAX_LISTED, YEARS_BACK, Survey, days_on, in_order, may_run, moved_titles, runs, touches
from bot.model import Project
from bot.settings import Pages, Templates
from bot.wiki.port import Entry, Page
from tests.support.builders import DATA, TITLE, data_text, day, project

YEAR = 2022
ROOT = "Projekt 2022"


def catalogue(namespace: str, pages: Iterable[str]) -> dict[str, Entry]:
    """A catalogue from lines such as `Ett 2022 < Projekt 2022, Gemenskap`; a redirect has `>` at its end."""
    entries = {}
    for line in pages:
        title, _, above = line.removesuffix(">").partition(" < ")
        categories = frozenset(f"Kategori:{name}" for name in above.split(", ") if name)
        entries[f"{namespace}:{title.strip()}"] = Entry(categories, redirect=line.endswith(">"))
    return entries


def survey(projects: Iterable[str], categories: Iterable[str] = (), *, pages: Pages | None = None) -> Survey:
    """The wiki with these pages and categories."""
    return Survey(catalogue("Projekt", projects), catalogue("Kategori", categories), pages or Pages())


def names(titles: Iterable[str]) -> list[str]:
    """Titles without their namespace, sorted."""
    return sorted(title.removeprefix("Projekt:") for title in titles)


@pytest.mark.parametrize(
    ("projects", "categories", "expected"),
    [
        pytest.param(["Ett 2022"], ["Ett 2022 < Projekt 2022"], ["Ett 2022"], id="a category of its name"),
        pytest.param(["Ett < Projekt 2022"], [], ["Ett"], id="in the year's category itself"),
        pytest.param(
            ["Ett 2022 < Projekt 2022, Ett 2022"], ["Ett 2022 < Projekt 2022"], ["Ett 2022"], id="in two categories"
        ),
        pytest.param(
            ["Ett 2022"],
            ["Ett 2022 < Gemenskap 2022", "Gemenskap 2022 < Projekt 2022"],
            ["Ett 2022"],
            id="below a programme's category",
        ),
        pytest.param(
            ["Ett", "Ett/Del 2022"],
            ["P < Projekt 2022", "Ett < P", "Ett/Del 2022 < Ett"],
            ["Ett", "Ett/Del 2022"],
            id="three levels",
        ),
        pytest.param(
            ["Fyra"], ["A < Projekt 2022", "B < A", "C < B", "Fyra < C"], [], id="four levels are another matter"
        ),
        pytest.param(["Ett"], ["Ett < Tavlor", "Tavlor < Gemenskap"], [], id="in no tree"),
        pytest.param(["Ett"], ["Ett < Projekt 2021"], [], id="in another year's"),
        pytest.param(["Ett >"], ["Ett < Projekt 2022"], ["Ett"], id="a redirect, to be followed"),
        pytest.param(
            ["Läslust < Provet 2022"], ["Provet 2022 < Projekt 2022"], ["Läslust"], id="a category of another name"
        ),
        pytest.param(
            ["Ett 2022 < Ett 2022", "Träff < Ett 2022"],
            ["Ett 2022 < Projekt 2022"],
            ["Ett 2022"],
            id="a page in a project's category",
        ),
        pytest.param(
            ["Ett 2022 < Ett 2022", "Del < Ett 2022", "Del/Projektdata"],
            ["Ett 2022 < Projekt 2022"],
            ["Del", "Ett 2022"],
            id="a page with facts in a project's category",
        ),
        pytest.param([], ["Utan sida < Projekt 2022"], ["Utan sida"], id="a category without a page"),
        pytest.param(
            [],
            ["Gemenskap 2022 < Projekt 2022", "Ett 2022 < Gemenskap 2022"],
            ["Ett 2022"],
            id="a category without a page below a programme's",
        ),
        pytest.param(
            ["Ett 2022"],
            ["Ett 2022 < Projekt 2022", "Bilder från Ett 2022 < Ett 2022"],
            ["Ett 2022"],
            id="a category of pictures",
        ),
        pytest.param([], ["Idéer < P", "P < Projekt 2022"], [], id="a programme's category without a year"),
        pytest.param([], ["Ett/Arkiv < Projekt 2022"], [], id="a category with a sub-page's name"),
        pytest.param(
            ["Ett/Frivillig < Ett"], ["Ett < Projekt 2022"], ["Ett"], id="a category with nothing but sub-pages"
        ),
        pytest.param([], [], [], id="nothing"),
    ],
)
def test_projects_of_the_tree(projects: list[str], categories: list[str], expected: list[str]) -> None:
    """A project is found by the tree of the year's category, once, and a category without its page is told of."""
    assert names(survey(projects, categories).of_year(YEAR, [])) == expected


@pytest.mark.parametrize(
    ("projects", "expected"),
    [
        pytest.param(["Ett 2022/Del"], [], id="a sub-page"),
        pytest.param(["Ett 2022/Del", "Ett 2022/Del/Projektdata"], ["Ett 2022/Del"], id="with facts of its own"),
        pytest.param(["Ett 2022/Del", "Ett 2022/Del/Projektfakta"], ["Ett 2022/Del"], id="with facts of the old kind"),
        pytest.param(["Ett 2022/Del/Projektdata"], [], id="facts without a page"),
        pytest.param(["Ett 2022/Del < Projekt 2022"], [], id="in the year's category without facts"),
        pytest.param(
            ["Ett 2022/A/B", "Ett 2022/A/B/Projektdata"], ["Ett 2022/A/B"], id="two levels below with facts of its own"
        ),
        pytest.param(["Ett 2022/Slutrapport < Projekt 2022"], [], id="a report in the category"),
        pytest.param(
            ["Ett 2022/Slutrapport < Projekt 2022", "Ett 2022/Slutrapport/Projektdata"], [], id="a report with facts"
        ),
        pytest.param(["Tre 2022/Del", "Tre 2022/Del/Projektdata"], [], id="of another project"),
        pytest.param(["Ett 2022/Projektdata < Projekt 2022"], [], id="the page of facts itself"),
    ],
)
def test_sub_projects_are_sub_pages_with_facts(projects: list[str], expected: list[str]) -> None:
    """A sub-page of a year's project is a project where it has facts of its own; reports and the like never are."""
    tree = survey(["Ett 2022", *projects], ["Ett 2022 < Projekt 2022"])
    assert names(tree.of_year(YEAR, [])) == ["Ett 2022", *expected]


def test_sub_project_by_a_category_of_its_name() -> None:
    """A category of the tree makes a sub-page a project, but not a report."""
    categories = ["GLAM 2022 < Projekt 2022", "GLAM 2022/LSH < GLAM 2022", "GLAM 2022/Slutrapport < GLAM 2022"]
    pages = ["GLAM 2022", "GLAM 2022/LSH", "GLAM 2022/Slutrapport", "GLAM 2022/Frivillig"]
    assert names(survey(pages, categories).of_year(YEAR, [])) == ["GLAM 2022", "GLAM 2022/LSH"]


def test_sub_project_of_a_listed_project() -> None:
    """The sub-projects of what only the list has are the year's, too."""
    found = survey(["Listat", "Listat/Del", "Listat/Del/Projektdata"]).of_year(YEAR, ["Projekt:Listat"])
    assert names(found) == ["Listat/Del"]


def test_programme_without_a_year_holds_projects_of_many() -> None:
    """Below a category without a year in its name, a title with another year is another year's."""
    categories = ["Gemenskap < Projekt 2022, Projekt 2021", "Ett 2021 < Gemenskap", "Två 2022 < Gemenskap"]
    categories += ["Tre 2021–2022 < Gemenskap", "Fyra < Gemenskap"]
    pages = ["Ett 2021", "Två 2022", "Tre 2021–2022", "Fyra", "Fem 2019 < Gemenskap", "Sex 2022 < Gemenskap"]
    tree = survey(pages, categories)
    assert names(tree.of_year(2022, [])) == ["Fyra", "Sex 2022", "Tre 2021–2022", "Två 2022"]
    assert names(tree.of_year(2021, [])) == ["Ett 2021", "Fyra", "Tre 2021–2022"]


def test_project_of_an_earlier_year_in_this_years_category() -> None:
    """What staff have put in the year's category themselves is the year's, whatever its title says."""
    pages = ["Samsyn 2018", "Läge 2019 < Projekt 2022", "Samsyn 2018/Del", "Samsyn 2018/Del/Projektdata"]
    tree = survey(pages, ["Samsyn 2018 < Projekt 2022"])
    assert names(tree.of_year(YEAR, [])) == ["Läge 2019", "Samsyn 2018", "Samsyn 2018/Del"]


def test_sub_project_of_another_year() -> None:
    """Of a project without a year, the sub-projects of other years are not this one's."""
    pages = ["GLAM < Projekt 2022", *(f"GLAM/{name}{end}" for name in ("2021", "2022") for end in ("", "/Projektdata"))]
    assert names(survey(pages).of_year(YEAR, [])) == ["GLAM", "GLAM/2022"]


@pytest.mark.parametrize(
    "categories",
    [
        ["Ett 2022 < Projekt 2022, Ett 2022"],
        ["Ett 2022 < Projekt 2022", "Projekt 2022 < Ett 2022"],
        ["Ett 2022 < Projekt 2022, B", "B < Ett 2022"],
        ["Ett 2022 < Projekt 2022", "Projekt 2021 < Projekt 2022", "Två 2021 < Projekt 2021"],
        ["Ett 2022 < Projekt 2022", "Projekt 2021 < Ett 2022", "Två < Projekt 2021"],
    ],
    ids=["itself", "the year's own", "longer", "another year's", "another year's further down"],
)
def test_cycles_and_other_years_are_harmless(categories: list[str]) -> None:
    """A category in itself does no harm, and one year's tree is no part of another's."""
    assert names(survey(["Ett 2022", "Två 2021", "Två"], categories).of_year(YEAR, [])) == ["Ett 2022"]


def test_deep_and_wide_trees_cost_little() -> None:
    """A thousand categories, each in ten others, are gone through once."""
    categories = [
        f"K{at} < Projekt 2022, {', '.join(f'K{(at + by) % 1000}' for by in range(10))}" for at in range(1000)
    ]
    pages = [f"K{at}" for at in range(1000)]
    assert len(survey(pages, categories).of_year(YEAR, [])) == 1000


def test_names_are_settings() -> None:
    """The year's category and the namespaces have the names that are set; an alias of a namespace will do."""
    pages = Pages(category="Uppdrag {year}", category_namespace="Category", namespace="projekt")
    assert names(
        survey(["Ett", "Två"], ["Ett < Uppdrag 2022", "Två < Projekt 2022"], pages=pages).of_year(YEAR, [])
    ) == ["Ett"]


def test_category_without_a_year() -> None:
    """One category for all years is every year's; what stands in it counts."""
    pages = Pages(category="Alla projekt")
    tree = survey(["Ett 2019", "Två"], ["Ett 2019 < Alla projekt", "Två < Alla projekt"], pages=pages)
    assert names(tree.of_year(YEAR, [])) == ["Ett 2019", "Två"]


@pytest.mark.parametrize(
    ("projects", "categories", "expected"),
    [
        pytest.param(["Ett", "Ett/Projektdata"], [], ["Ett"], id="no year, with facts"),
        pytest.param(["Ett"], [], [], id="no year, no facts"),
        pytest.param(["Ett"], ["Ett < Projekt 2021"], ["Ett"], id="no year, in an earlier tree"),
        pytest.param(["Ett 2021"], ["Ett 2021 < Projekt 2021"], ["Ett 2021"], id="an earlier year's"),
        pytest.param(["Ett 2017"], ["Ett 2017 < P", "P < Projekt 2017"], ["Ett 2017"], id="five years ago"),
        pytest.param(["Ett 2016"], ["Ett 2016 < Projekt 2016"], [], id="six years ago"),
        pytest.param(["Ett 2021", "Ett 2021/Projektdata"], [], ["Ett 2021"], id="an earlier year, with facts"),
        pytest.param(["Ett 2016", "Ett 2016/Projektdata"], [], [], id="six years ago, with facts"),
        pytest.param(["Ett 2022", "Ett 2022/Projektdata"], [], [], id="this year's title, in no list or category"),
        pytest.param(["Ett 2023"], ["Ett 2023 < Projekt 2023"], [], id="next year's"),
        pytest.param(["Ett/Del", "Ett/Del/Projektdata"], [], ["Ett/Del"], id="a sub-project without a year"),
        pytest.param(["Ett >", "Ett/Projektdata"], [], ["Ett"], id="a redirect whose facts stayed"),
        pytest.param(["Ett/Slutrapport", "Ett/Slutrapport/Projektdata"], [], [], id="a report"),
        pytest.param([], ["Ett 2021 < Projekt 2021"], [], id="a category without a page"),
    ],
)
def test_what_may_have_been_running(projects: list[str], categories: list[str], expected: list[str]) -> None:
    """Projects of the five years before, and pages with facts whose title says an earlier year or none."""
    assert YEARS_BACK == 5
    assert names(survey(projects, categories).candidates(YEAR)) == expected


@pytest.mark.parametrize(
    ("projects", "expected"),
    [
        (["Ett", "Ett/Projektdata", "Ett/Projektfakta"], "Projekt:Ett/Projektdata"),
        (["Ett", "Ett/Projektfakta"], "Projekt:Ett/Projektfakta"),
        (["Ett"], "Projekt:Ett"),
        (["Ett >", "Ett/Projektdata"], "Projekt:Ett"),
    ],
    ids=["today's", "that of 2013", "the page itself", "a redirect"],
)
def test_where_dates_are_looked_for_first(projects: list[str], expected: str) -> None:
    """The dates are likeliest to stand on the page of facts; a page that was moved has to be followed first."""
    assert survey(projects).dated_on("Projekt:Ett") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{:Projekt:B/Projektdata}}{{:Projekt:A 2022/Ljud}}{{:Projekt:B/Projektdata}}", ["B", "A 2022/Ljud"]),
        ("{{:Projekt:A 2022/Ljud}}{{:Projekt:A 2022/Ljud/Projektfakta}}", ["A 2022/Ljud"]),
        ("{{:Projekt:Borta 2022}}", []),
        ("{{:Projekt:Borta 2022/Projektdata}}", ["Borta 2022"]),
        ("{{:Projekt:A 2022/Slutrapport}}", []),
        ("{{:Projekt:Sidhuvud}}{{:Projekt:A 2021}}", []),
    ],
    ids=["in its order", "both ways", "not there", "facts alone", "a report", "not the year's"],
)
def test_projects_on_a_list(text: str, expected: list[str]) -> None:
    """The list shows projects' facts, or pages that are there, are no reports and have the year in their title."""
    there = ["A 2022/Ljud", "A 2022/Slutrapport", "Sidhuvud", "A 2021"]
    assert survey(there).listed(text, YEAR) == [f"Projekt:{name}" for name in expected]


def test_list_of_very_many_projects_is_bounded() -> None:
    """The first thousand projects on a list are looked at, however often each stands there."""
    text = "".join(f"{{{{:Projekt:P{number}/Projektdata}}}}" * 2 for number in range(MAX_LISTED + 1))
    assert MAX_LISTED == 1000
    assert survey([]).listed(text, YEAR) == [f"Projekt:P{number}" for number in range(1000)]


def test_redirects_may_be_former_titles() -> None:
    """Redirects of all years and of none are looked at; not those about a project."""
    pages = ["Ö >", "A 2021 >", "A 2016 >", "A 2017 >", "Sida", "A/Slutrapport >", "A/Del >"]
    assert names(moved_titles(catalogue("Projekt", pages))) == ["A 2016", "A 2017", "A 2021", "A/Del", "Ö"]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2022-01-01", "2022-12-31", True),
        ("2015-09-11", "2022-01-01", True),
        ("2022-12-31", "2030-01-01", True),
        ("2021-01-01", "2023-12-31", True),
        ("2021-01-01", "2021-12-31", False),
        ("2023-01-01", "2023-12-31", False),
        ("2021-07-01", None, False),
        (None, "2022-12-31", False),
        (None, None, False),
    ],
)
def test_period_touches_a_year(start: str | None, end: str | None, expected: bool) -> None:  # noqa: FBT001 - pytest's
    """A period of which a day lies in the year touches it; an end that is not known is never guessed."""
    assert touches(day(start), day(end), YEAR) is expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (None, True),
        (Page(DATA, None), True),
        (Page(DATA, "#REDIRECT [[A]]", redirect="A"), True),
        (Page(DATA, "{{Projektdata 2099|projektslut=2001-01-01}}"), True),
        (Page(DATA, data_text(projektstart="2021-01-01", projektslut="2022-01-01")), True),
        (Page(DATA, data_text(projektstart="2021-01-01", projektslut="2021-12-31")), False),
        (Page(DATA, data_text(projektstart="2021-01-01", projektslut="")), False),
        (Page(DATA, data_text(projektstart="2021-01-01", projektslut="när det är klart")), False),
    ],
    ids=["unread", "missing", "redirect", "another template", "running", "over", "no end", "unreadable end"],
)
def test_page_of_facts_may_rule_a_project_out(page: Page | None, expected: bool) -> None:  # noqa: FBT001 - pytest's
    """A project is read on unless the page with its dates says that it was not running, or does not say when."""
    assert may_run(days_on(page, Templates()), YEAR) is expected


def at(year: int) -> Page:
    """A page that was changed in the middle of a year."""
    return Page(TITLE, "x", timestamp=datetime(year, 7, 1, tzinfo=UTC))


def dated(*, closed: bool = False, start: str = "2021-03-01", end: str = "2022-06-30") -> Project:
    """A project of last year that goes on into this one."""
    return replace(project(), start=day(start), end=day(end), closed=closed)


@pytest.mark.parametrize(
    ("one", "main", "data", "expected"),
    [
        pytest.param(dated(), at(2020), at(2020), True, id="running"),
        pytest.param(dated(end="2021-12-31"), at(2022), at(2022), False, id="over"),
        pytest.param(dated(closed=True), at(2021), at(2022), True, id="closed this year"),
        pytest.param(dated(closed=True), at(2023), at(2020), True, id="closed since"),
        pytest.param(dated(closed=True), at(2021), at(2021), False, id="closed before"),
        pytest.param(dated(closed=True), Page(TITLE, "x"), Page(DATA, "x"), False, id="closed, nobody knows when"),
    ],
)
def test_running_by_its_dates(one: Project, main: Page, data: Page, expected: bool) -> None:  # noqa: FBT001 - pytest's
    """A project runs in the years of its period; a closed one only if a page of it was changed then or later."""
    assert runs(one, YEAR, {TITLE: main, DATA: data}) is expected


def test_project_without_facts_has_no_dates() -> None:
    """Without a page of facts there is nothing to go by; facts on the project page itself are as good."""
    bare = Project(TITLE, project().place)
    assert runs(bare, YEAR, {TITLE: at(2022)}) is False
    assert runs(replace(bare, start=day("2022-01-01"), end=day("2022-02-01"), closed=True), YEAR, {TITLE: at(2022)})


def test_listed_projects_come_first() -> None:
    """The list's order comes first, then what only the category has, by title; each title once."""
    assert list(in_order(["C", "A", "C"], ["Ö", "B", "A", "B"])) == ["C", "A", "B", "Ö"]


@pytest.mark.parametrize(
    ("projects", "categories", "expected"),
    [
        pytest.param([], ["Ett 2022 < Projekt 2022, Stöd"], "Stöd", id="its own category's"),
        pytest.param([], ["Ett 2022 < Stöd, Gemenskap"], "Gemenskap", id="several, the first by name"),
        pytest.param(["Ett 2022 < Stöd"], [], "Stöd", id="its own where it has no category"),
        pytest.param(
            ["Ett 2022 < Stöd"], ["Ett 2022 < Gemenskap"], "Gemenskap", id="its category's rather than its own"
        ),
        pytest.param(["Annat 2022"], ["Ett 2022 < Annat 2022, Stöd"], "Stöd", id="another project's is none"),
        pytest.param([], ["Ett 2022 < Projekt 2021, Projekt 2022"], "", id="a year's is none"),
        pytest.param([], ["Projekt 2022 < Projekt", "Ett 2022 < Projekt, Stöd"], "Stöd", id="one above a year's"),
        pytest.param([], [], "", id="nothing tells"),
    ],
)
def test_programme_by_category(projects: list[str], categories: list[str], expected: str) -> None:
    """A project's programme is a category of its own one that is no year's, above none, and no project's."""
    assert survey(projects, categories).programme_of("Projekt:Ett 2022", YEAR) == expected
