"""Finding the projects on a wiki, wherever they have been moved, in a fixed number of requests."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime

import pytest

from bot.apply import carry_out
from bot.errors import UsageError
from bot.gather import Request, gather
from bot.knowledge import Knowledge, Material, know
from bot.parse.regions import read_regions
from bot.phabricator.tracker import Nobody
from bot.plan import make_plan
from bot.planned import Plan
from bot.reminders.messages import remind
from bot.settings import SETTINGS_PAGE, Templates
from bot.wiki.port import Account, Contribution, Entry, Page
from tests.support.builders import DATA, PEOPLE, TITLE, TODAY, FakeWiki, data_text, plan_text, wiki_pages, year_list

ROW = "Mars | Boka lokal | Axel | |"
OLD, NEW = "Projekt:Gammalt 2022", "Projekt:Nytt"
RUNNING = data_text(projektstart="2021-03-01", projektslut="2022-06-30")
OVER = data_text(projektstart="2020-03-01", projektslut="2021-12-31")
BANNER = "Klar. Detta projekt är avslutat."
SETTINGS = json.dumps({"people": PEOPLE}, ensure_ascii=False)
AXEL = "Användardiskussion:Axel (WMSE)"
BATCH = 500
LATER = date(2022, 11, 14)


class Silent:
    """Nobody watches."""

    def step(self, what: str, done: int, total: int) -> None:
        """Say nothing."""


class CountingWiki(FakeWiki):
    """A wiki that counts the requests that the live one would take with the bot flag, and the pages in them."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        super().__init__(texts)
        self.requests = 0
        self.pages = 0

    def _count(self, pages: int) -> None:
        self.requests += max(1, -(-pages // BATCH))
        self.pages += pages

    def read(self, titles: Iterable[str]) -> Mapping[str, Page]:
        """Pages, 500 in a request."""
        asked = list(titles)
        self._count(len(asked))
        return super().read(asked)

    def catalogue(self, namespace: str) -> Mapping[str, Entry]:
        """Pages of a namespace, 500 in a request."""
        found = super().catalogue(namespace)
        self._count(len(found))
        return found

    def contributions(self, *, since: datetime) -> list[Contribution]:
        """One request."""
        self._count(1)
        return super().contributions(since=since)

    def revision_texts(self, revids: Iterable[int]) -> Mapping[int, str]:
        """Old texts, 500 in a request; none take none."""
        asked = list(revids)
        if asked:
            self._count(len(asked))
        return super().revision_texts(asked)

    def accounts(self, names: Iterable[str]) -> Mapping[str, Account]:
        """Accounts, 500 in a request; none take none."""
        asked = list(names)
        if asked:
            self._count(len(asked))
        return super().accounts(asked)


def to(title: str) -> str:
    """A redirect."""
    return f"#OMDIRIGERING [[{title}]]"


def wiki(pages: Mapping[str, str], *listed: str) -> FakeWiki:
    """A wiki with these pages and this year's list."""
    return FakeWiki({SETTINGS_PAGE: SETTINGS, "Projekt 2022": year_list(*listed), **pages})


def read(on: FakeWiki, *projects: str, years: tuple[int, ...] = (2022,), today: date = TODAY) -> Material:
    """Read what a run needs."""
    return gather(on, Request(today, "r", years, projects), Silent(), tracker=Nobody("no-token"))


def listed(on: FakeWiki, *projects: str) -> list[str]:
    """The projects of 2022."""
    return list(read(on, *projects).listed[2022])


def known(pages: Mapping[str, str], *titles: str) -> Knowledge:
    """What is known of a wiki with these pages and this list."""
    return know(read(wiki(pages, *titles)))


def of(title: str, data: str = "", *, page: str = "") -> dict[str, str]:
    """The two pages of a project."""
    return {title: page or plan_text(ROW), f"{title}/Projektdata": data or data_text()}


def test_list_comes_before_the_category() -> None:
    """The list's order comes first, then what only the tree has, by title; each once, though found twice."""
    pages = {
        **of("Projekt:Ö"),
        **of(TITLE),
        **of("Projekt:A"),
        "Kategori:A": "[[Kategori:Projekt 2022]]",
        "Kategori:Prov 2022": "[[Kategori:Projekt 2022]]",
        "Projekt:A": "[[Kategori:Projekt 2022]] [[Kategori:A]]",
    }
    assert listed(wiki(pages, "Projekt:Ö", TITLE, "Projekt:Ö")) == ["Projekt:Ö", TITLE, "Projekt:A"]


def test_catalogues_are_read_once() -> None:
    """Each namespace is catalogued once, whatever the number of years and categories."""
    on = wiki({f"Kategori:P{number}": "[[Kategori:Projekt 2022]]" for number in range(100)})
    found = read(on, years=(2021, 2022, 2023))
    assert on.catalogued == ["Projekt", "Kategori"]
    assert len(found.listed[2022]) == 100


def test_project_page_that_is_missing_is_told() -> None:
    """A project that only a list or a category tells of is a finding, on the page that should be there."""
    found = known({"Kategori:Borta": "[[Kategori:Projekt 2022]]"}, "Projekt:Röd länk")
    assert {title: [one.code for one in found.findings[title]] for title in found.findings} == {
        "Projekt:Röd länk": ["page-missing"],
        "Projekt:Borta": ["page-missing"],
    }


def test_listed_projects_that_are_not_there_cost_one_title_each() -> None:
    """Below a title that is no page, nothing is looked for: the catalogue would know of it."""
    on = wiki({}, *(f"Projekt:P{number}" for number in range(2000)))
    found = read(on)
    assert len(found.listed[2022]) == 1000
    asked = [title for titles in on.asked for title in titles if title.startswith("Projekt:")]
    assert sorted(asked) == sorted(found.listed[2022])


def test_part_of_a_project_that_the_list_shows_itself_is_listed() -> None:
    """A page that has its facts on itself is a project where the year's list transcludes it."""
    part = "Projekt:Öppna data 2022/Ljud"
    on = wiki({part: f"{data_text()}{plan_text(ROW)}", "Projekt 2022": f"{{{{:{part}}}}}"})
    assert listed(on) == [part]


@pytest.mark.parametrize("count", [5, 50, 400])
def test_number_of_requests_is_fixed(count: int) -> None:
    """However many projects there are, the requests are twelve at most, and one for every 500 pages."""
    ours = [f"Projekt:P{number} 2022" for number in range(count)]
    earlier = [f"Projekt:E{number} 2021" for number in range(count)]
    pages = {SETTINGS_PAGE: SETTINGS, "Projekt 2022": year_list(*ours[::2])}
    for at, title in enumerate(ours):
        pages |= of(title, page=f"{{{{Ruta {at}}}}}{plan_text(ROW)}")
        pages[f"Kategori:{title[8:]}"] = f"[[Kategori:Program {at % 7} 2022]]"
    for title in earlier:
        pages |= of(title, RUNNING if title.endswith("1 2021") else OVER)
        pages[f"Kategori:{title[8:]}"] = "[[Kategori:Projekt 2021]]"
    pages |= {f"Kategori:Program {number} 2022": "[[Kategori:Projekt 2022]]" for number in range(7)}
    pages |= {"Projekt:Gammalt": to(ours[0]), f"{ours[1]}/Projektdata": "{{Projektdata 2023}}"}
    pages |= {"Mall:Projektdata 2023": to("Mall:Projektdata")}
    on = CountingWiki(pages)
    found = read(on)
    assert set(found.listed[2022]) >= set(ours)
    assert len(found.listed[2022]) > count
    assert on.requests <= 12 + on.pages // BATCH


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        pytest.param(of(NEW, RUNNING), [NEW], id="no year in the title"),
        pytest.param(of("Projekt:Prov 2021", RUNNING), ["Projekt:Prov 2021"], id="an earlier year"),
        pytest.param(of(NEW, OVER), [], id="ended"),
        pytest.param(of(NEW, data_text(projektslut="")), [], id="no end"),
        pytest.param(of(NEW, data_text(projektstart="")), [], id="no start"),
        pytest.param(of(NEW, data_text(projektstart="2023-01-01", projektslut="2023-12-31")), [], id="not yet"),
        pytest.param({NEW: plan_text(ROW)}, [], id="no facts at all"),
        pytest.param({NEW: RUNNING, "Kategori:Nytt": "[[Kategori:Projekt 2021]]"}, [NEW], id="facts on the page"),
        pytest.param({f"{NEW}/Projektdata": RUNNING}, [], id="facts without a page"),
        pytest.param({**of(OLD, RUNNING), OLD: to(NEW), **of(NEW, RUNNING)}, [NEW], id="two titles"),
        pytest.param(
            {
                "Projekt:Prov 2021": to(NEW),
                "Projekt:Prov 2021/Projektdata": RUNNING,
                NEW: "{{:Projekt:Prov 2021/Projektdata}}",
            },
            [NEW],
            id="moved without its facts",
        ),
    ],
)
def test_running_projects_are_found_by_their_dates(pages: dict[str, str], expected: list[str]) -> None:
    """A project without a year in its title, or of an earlier one, is this year's where its period touches it."""
    found = read(wiki({**of(TITLE), **pages}, TITLE))
    assert list(found.listed[2022]) == [TITLE, *expected]
    assert found.running == set(expected)


def test_running_projects_come_last_by_title() -> None:
    """After the list and the category, those that are found by their dates follow in the order of their titles."""
    pages = {**of("Projekt:Ö"), **of("Projekt:B", RUNNING), **of("Projekt:A 2021", RUNNING), **of("Projekt:C 2022")}
    pages["Kategori:C 2022"] = "[[Kategori:Projekt 2022]]"
    assert listed(wiki(pages, "Projekt:Ö")) == ["Projekt:Ö", "Projekt:C 2022", "Projekt:A 2021", "Projekt:B"]


def test_project_without_a_year_in_the_years_tree_needs_no_dates() -> None:
    """What staff have put in the year's category is the year's, whatever its dates."""
    found = read(wiki({**of(NEW, OVER), "Kategori:Nytt": "[[Kategori:Projekt 2022]]"}))
    assert (found.listed[2022], found.running) == ((NEW,), frozenset())


def test_closed_project_is_not_running() -> None:
    """A project that was closed before the year is not found by its dates; one that was closed since is."""
    on = wiki({**of(TITLE), **of(NEW, RUNNING, page=f"{BANNER}\n{plan_text()}")}, TITLE)
    assert listed(on) == [TITLE, NEW]  # its pages were changed in 2022
    later = data_text(projektstart="2021-03-01", projektslut="2023-06-30", avslutad="ja")
    found = read(wiki(of(NEW, later)), years=(2022, 2023))
    assert found.listed == {2022: (NEW,), 2023: ()}


def test_project_of_one_year_may_be_running_in_another() -> None:
    """Where two years are asked for, a project of the first may run on in the second; not only its dates tell of it."""
    found = read(wiki(of(TITLE, data_text(projektslut="2023-03-31")), TITLE), years=(2022, 2023))
    assert found.listed == {2022: (TITLE,), 2023: (TITLE,)}
    assert found.running == frozenset()


def test_what_is_not_taken_is_forgotten() -> None:
    """Pages that were read in the search and belong to no project of the year are kept nowhere."""
    pages = {**of(TITLE), **of(NEW, OVER), "Projekt:Äldre": to(TITLE), **of("Projekt:Prov 2021", RUNNING)}
    found = read(wiki(pages, TITLE)).pages
    assert {title for title in found if title.startswith("Projekt:")} == {
        TITLE,
        DATA,
        "Projekt:Prov 2021",
        "Projekt:Prov 2021/Projektdata",
    }


def test_page_that_cannot_be_read_troubles_nobody_unless_it_is_the_years() -> None:
    """A hidden page of an old project is no problem of this year's run."""
    on = wiki({**of(TITLE), **of("Projekt:Prov 2021", RUNNING)}, TITLE)
    on.unreadable = {"Projekt:Prov 2021/Projektdata"}
    assert know(read(on)).problems == ()


MOVES = {
    "page and facts": {OLD: to(NEW), f"{OLD}/Projektdata": to(f"{NEW}/Projektdata"), **of(NEW)},
    "page alone": {OLD: to(NEW), f"{OLD}/Projektdata": data_text(), NEW: f"{plan_text(ROW)}{{{{:{OLD}/Projektdata}}}}"},
    "twice": {OLD: to("Projekt:Mellan"), "Projekt:Mellan": to(NEW), **of(NEW)},
    "facts leave a redirect": {f"{OLD}/Projektdata": to(f"{NEW}/Projektdata"), **of(NEW)},
}


@pytest.mark.parametrize("by", ["list", "category", "name"])
@pytest.mark.parametrize("pages", MOVES.values(), ids=MOVES)
def test_moved_project_is_followed(pages: dict[str, str], by: str) -> None:
    """A project that the list, a category or the caller knows by its former title is found under its new one, once."""
    category = {f"Kategori:{OLD[8:]}": "[[Kategori:Projekt 2022]]"} if by == "category" else {}
    on = wiki({**pages, **category}, *((OLD, NEW) if by == "list" else ()))
    found = know(read(on, *((OLD,) if by == "name" else ())))
    assert found.material.listed == {2022: (NEW,)}
    (standing,) = found.standings
    where = next(title for title, text in pages.items() if text == data_text())
    assert (standing.project.number, standing.project.data_place and standing.project.data_place.page) == (
        "226401",
        where,
    )
    assert [edit.title for edit in make_plan(found, ("report",)).edits] == [where]


@pytest.mark.parametrize(
    ("pages", "target"),
    [
        ({OLD: to(NEW), NEW: to(OLD)}, NEW),
        ({OLD: to(OLD)}, OLD),
        ({OLD: to("Projekt 2022")}, "Projekt 2022"),
        ({OLD: to("Användare:John (WMSE)")}, "Användare:John (WMSE)"),
        ({OLD: to(NEW)}, NEW),
    ],
    ids=["loop", "itself", "out of the namespace", "to a person", "to nothing"],
)
def test_redirect_that_leads_nowhere_is_told(pages: dict[str, str], target: str) -> None:
    """Where a redirect leads to no project page, it is told of with its target, and nothing is written."""
    found = known(pages, OLD)
    (finding,) = found.findings[OLD]
    assert (finding.code, finding.place.page) == ("page-missing", OLD)
    assert f"omdirigering till {target}," in finding.message
    assert make_plan(found, ("report",)).edits == ()


def test_year_list_may_have_been_moved() -> None:
    """A list that redirects is read where it is now."""
    pages = {**of(TITLE), "Projekt 2022": to("Årets projekt 2022"), "Årets projekt 2022": year_list(TITLE)}
    assert listed(wiki(pages)) == [TITLE]


GONE, GONE_DATA = "Projekt:Borta 2022", "Projekt:Borta 2022/Projektdata"
SHOWS_GONE, IN_THE_YEAR = f"{{{{:{GONE_DATA}}}}}", "[[Kategori:Projekt 2022]]"


def test_facts_of_a_listed_project_without_a_page_are_its_own() -> None:
    """Where a listed project has facts but no page yet, one that shows these neither writes nor reminds under them."""
    pages = {GONE_DATA: data_text(), NEW: f"{plan_text(ROW)}{SHOWS_GONE}{IN_THE_YEAR}"}
    found = known(pages, GONE)
    assert [one.code for one in found.findings[GONE]] == ["page-missing"]
    (missing,) = [one for one in found.findings[NEW] if one.code == "projectdata-missing"]
    assert missing.place.page == f"{NEW}/Projektdata"
    assert f"från {GONE}," in missing.message
    plan = make_plan(found, ("report", "remind"))
    assert GONE_DATA not in [edit.title for edit in plan.edits]
    assert "Lägesrapport" not in "".join(edit.text for edit in plan.edits)


@pytest.mark.parametrize("shown", [True, False], ids=["transcluded", "redirected to"])
def test_two_projects_on_one_page_of_facts(shown: bool) -> None:  # noqa: FBT001 - pytest's parameters
    """Facts that two projects show are those of the one that their title leads to; the other has none, and is told."""
    ours, theirs = "Projekt:Ett", "Projekt:Två"
    pages = {title: f"{plan_text(ROW)}{SHOWS_GONE if shown else ''}" for title in (theirs, ours)}
    if not shown:
        pages |= {f"{title}/Projektdata": to(GONE_DATA) for title in (theirs, ours)}
    found = known({**pages, GONE: to(ours), GONE_DATA: data_text()}, theirs, ours)
    assert {one.project.title: one.report.state for one in found.standings} == {ours: "missing", theirs: "none"}
    codes = {title: [one.code for one in found.findings[title] if "report" in one.code] for title in found.findings}
    assert codes == {ours: ["report-missing"], theirs: []}
    assert "projectdata-missing" in [one.code for one in found.findings[theirs]]
    assert [edit.title for edit in make_plan(found, ("report",)).edits] == [GONE_DATA]
    due = [one.item for one in remind(found).courses if one.item.period and not one.item.superseded]
    assert [item.standing.project.title for item in due] == [ours]


@pytest.mark.parametrize("by_name", [False, True], ids=["found", "asked for"])
def test_moved_project_is_not_reminded_of_again(by_name: bool) -> None:  # noqa: FBT001 - pytest's parameters
    """What was said before a project page was moved is not said again under its new title."""
    pages = {**wiki_pages(ROW), "Kategori:Prov 2022": "[[Kategori:Projekt 2022]]"}
    on = FakeWiki(pages)
    first = read(on)
    carry_out(on, first, make_plan(know(first), ("remind",)), Silent())
    assert on.texts[AXEL]
    moved = {TITLE: to(NEW), DATA: to(f"{NEW}/Projektdata"), NEW: pages[TITLE], f"{NEW}/Projektdata": pages[DATA]}
    for title, text in {**moved, "Projekt 2022": year_list(NEW), AXEL: ""}.items():
        on.person_writes(title, text)
    later = know(read(on, *((NEW,) if by_name else ()), today=LATER))
    assert [one.project.title for one in later.standings] == [NEW]
    assert make_plan(later, ("remind",)) == Plan()
    on.person_writes(TITLE, "Något annat.")
    again = make_plan(know(read(on, NEW, today=LATER)), ("remind",))
    assert AXEL in [edit.title for edit in again.edits]


@pytest.mark.parametrize("by_name", [False, True], ids=["found", "asked for"])
def test_former_title_may_be_of_any_year(by_name: bool) -> None:  # noqa: FBT001 - pytest's parameters
    """However old the year in a title that redirects to a project, what was sent under it is known."""
    on = wiki({**of(TITLE), "Projekt:Prov 2016": to(TITLE)}, TITLE)
    assert read(on, *((TITLE,) if by_name else ())).former == {TITLE: ("Projekt:Prov 2016",)}


@pytest.mark.parametrize(
    ("rules", "paused"),
    [
        ({OLD: {"paused_until": "2023-01-01"}}, True),
        ({OLD[8:]: {"paused_until": "2023-01-01"}}, True),
        ({OLD: {"paused_until": "2023-01-01"}, NEW: {"every_months": 1}}, False),
        ({"Projekt:Annat": {"paused_until": "2023-01-01"}}, False),
    ],
    ids=["former title", "without namespace", "both titles", "another project"],
)
def test_settings_for_a_former_title_hold(rules: dict[str, object], paused: bool) -> None:  # noqa: FBT001 - pytest's
    """What is set for a project under its former title holds, unless something is set under today's."""
    page = json.dumps({"people": PEOPLE, "projects": rules}, ensure_ascii=False)
    found = known({**MOVES["page and facts"], SETTINGS_PAGE: page}, NEW)
    assert (found.standings[0].report.state == "none") is paused


@pytest.mark.parametrize(
    ("templates", "call"),
    [
        ({"Mall:Projektdata 2017": to("Mall:Projektdata")}, "Projektdata"),
        ({"Mall:Projektdata": to("Mall:Projektdata 2024")}, "Projektdata 2024"),
        ({"Mall:Projektdata 2023": to("Mall:Projektdata")}, "Projektdata 2023"),
        ({"Mall:Projektdata 2023": to("Mall:Mellan"), "Mall:Mellan": to("Mall:Projektdata")}, "projektdata_2023"),
        (
            {"Mall:Projektdata 2023": to("Mall:Projektbox"), "Mall:Projektdata": to("Mall:Projektbox")},
            "Projektdata 2023",
        ),
    ],
    ids=["both known", "a known name's target", "to a known name", "two steps", "to the same"],
)
def test_facts_are_read_under_redirects_of_the_templates_name(templates: dict[str, str], call: str) -> None:
    """Whichever way the template's names redirect to one another, the facts are read, and the report is written."""
    facts = data_text().replace("Projektdata 2017", call)
    found = known({**of(TITLE, facts), **templates}, TITLE)
    assert found.standings[0].project.number == "226401"
    assert [edit.title for edit in make_plan(found, ("report",)).edits] == [DATA]


@pytest.mark.parametrize("by_name", [False, True], ids=["found", "asked for"])
def test_report_is_written_as_the_template_behind_a_name_has_it(by_name: bool) -> None:  # noqa: FBT001 - pytest's
    """A name that nobody has set and that redirects to an older box gets the fields of that box alone."""
    facts = data_text().replace("Projektdata 2017", "Projektbox").replace(" | nästa_månad = \n", "")
    row = "December 2022 | Boka lokal | Axel | |"
    pages = {**of(TITLE, facts, page=plan_text(ROW, row)), "Mall:Projektbox": to("Mall:Projektdata 2014")}
    on = wiki(pages, TITLE)
    (edit,) = make_plan(know(read(on, *((TITLE,) if by_name else ()))), ("report",)).edits
    assert list(read_regions(edit.text).found) == ["aktiviteter", "problem"]


def test_template_of_another_name_is_another() -> None:
    """A template that no redirect joins to a known name is not taken for it."""
    found = known(of(TITLE, "{{Projektbox|id=226401}}") | {"Mall:Projektbox": "Ruta"}, TITLE)
    assert "projectdata-missing" in [one.code for one in found.findings[TITLE]]


def test_unknown_templates_are_looked_up_only_where_needed() -> None:
    """Where all facts are found, no template is looked up but those that are set."""
    on = wiki(of(TITLE, page=f"{{{{Frivilligruta}}}}{plan_text()}"), TITLE)
    read(on)
    asked = {title for titles in on.asked for title in titles if title.startswith("Mall:")}
    assert asked == {"Mall:Projektid", *(f"Mall:{name}" for name in Templates().projectdata)}


def test_page_full_of_templates_costs_one_request() -> None:
    """Of very many unknown templates, the fifty that most pages call are looked up."""
    calls = "".join(f"{{{{Mall {number}}}}}" for number in range(1000))
    pages = {
        **of(TITLE, calls + "{{Vanlig}}"),
        **of(NEW, "{{Vanlig|id=226401}}"),
        "Mall:Vanlig": to("Mall:Projektdata"),
    }
    on = wiki(pages, TITLE, NEW)
    assert "projectdata-missing" not in [one.code for one in know(read(on)).findings[NEW]]
    asked = [title for titles in on.asked for title in titles if title.startswith("Mall:Mall ")]
    assert len(asked) == 49


def test_asked_for_project_that_is_nowhere() -> None:
    """A name that leads to no page is told, also where its facts are left."""
    on = wiki({f"{OLD}/Projektdata": data_text()})
    with pytest.raises(UsageError, match="There is no page 'Projekt:Gammalt 2022'"):
        read(on, OLD)


ON_LIST = f"== Gemenskap ==\n=== [[{TITLE}]] ===\n{year_list(TITLE)}\n== Stöd ==\n{year_list(OLD)}"


def test_programme_is_the_lists_heading_before_a_category() -> None:
    """What a project belongs to stands above it on the year's list; else its category tells; else nothing does."""
    pages = {
        **of(TITLE),
        **of("Projekt:Utanför 2022"),
        **of("Projekt:Ensam 2022"),
        "Projekt 2022": f"== Gemenskap ==\n{year_list(TITLE)}",
        "Kategori:Prov 2022": "[[Kategori:Projekt 2022]] [[Kategori:Annat]]",
        "Kategori:Utanför 2022": "[[Kategori:Projekt 2022]] [[Kategori:Möjliggörande]]",
        "Kategori:Ensam 2022": "[[Kategori:Projekt 2022]]",
    }
    assert read(wiki(pages)).programmes == {2022: {TITLE: "Gemenskap", "Projekt:Utanför 2022": "Möjliggörande"}}


def test_programme_of_a_moved_project_goes_with_it() -> None:
    """A project that the list has under its former title stands in its programme under today's."""
    pages = {**of(TITLE), **of(NEW), OLD: to(NEW), f"{OLD}/Projektdata": to(f"{NEW}/Projektdata")}
    found = read(wiki({**pages, "Projekt 2022": ON_LIST})).programmes
    assert found == {2022: {TITLE: "Gemenskap", NEW: "Stöd"}}


def test_programme_of_a_project_asked_for_by_name() -> None:
    """Of projects asked for by name, the list alone tells the programmes: nothing more is read for them."""
    pages = {**of(TITLE), "Projekt 2022": ON_LIST, "Kategori:Prov 2022": "[[Kategori:Annat]]"}
    on = wiki(pages)
    assert read(on, TITLE).programmes[2022][TITLE] == "Gemenskap"
    assert "Kategori" not in on.catalogued
