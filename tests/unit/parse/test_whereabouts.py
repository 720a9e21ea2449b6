"""Where a project's page and its facts are: sub-pages, redirects, and what moves leave behind."""

from collections.abc import Mapping

import pytest

from bot.parse.whereabouts import (
    HOPS,
    MAX_TRANSCLUDED,
    data_pages,
    may_be_project,
    project_of_data,
    project_page,
    shown_elsewhere,
    title_of,
    trail,
    transcluded_pages,
    transcluded_projects,
    wanted,
)
from bot.wiki.port import Page
from bot.wiki.titles import redirect_target

OLD, NEW = "Projekt:Gammalt 2022", "Projekt:Nytt"
OLD_DATA, NEW_DATA = f"{OLD}/Projektdata", f"{NEW}/Projektdata"
SHOWS_OLD = f"{{{{:{OLD_DATA}}}}}"


def to(title: str) -> str:
    """A redirect."""
    return f"#OMDIRIGERING [[{title}]]"


def read(texts: Mapping[str, str | None]) -> dict[str, Page]:
    """The pages as they were read; None for one that is missing."""
    return {title: Page(title, text, redirect=redirect_target(text or "")) for title, text in texts.items()}


def read_all(title: str, wiki: Mapping[str, str], known: set[str] | None = None) -> tuple[dict[str, Page], int]:
    """All pages that a project takes, asked for until nothing more is wanted; and in how many batches."""
    pages: dict[str, Page] = {}
    batches = 0
    while more := [one for one in wanted(title, pages, known) if one not in pages]:
        pages |= read({one: wiki.get(one) for one in more})
        batches += 1
    return pages, batches


def found(title: str, wiki: Mapping[str, str]) -> tuple[str, list[str]]:
    """A project's page and the pages of its facts."""
    pages, _ = read_all(title, wiki)
    home = project_page(title, pages)
    return home, [page.title for page in data_pages(home, pages)]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Projekt:Läslust 2022", True),
        ("Projekt:Öppna data 2015/Video", True),
        ("Projekt:GLAM 2016/LSH", True),
        ("Projekt:Slutrapport", True),
        *(
            (f"Projekt:Läslust 2022/{name}", False)
            for name in (
                "Projektdata",
                "Projektfakta",
                "Frivillig",
                "Slutrapport",
                "slutrapport",
                "Delrapport",
                "Ansökan",
                "Projektplan",
                "Resultat och mätetal",
                "Global Metrics",
            )
        ),
        ("Projekt:Läslust 2022/Slutrapport/Bilaga", False),
        ("Projekt:Öppna data 2015/Video/Frivillig", False),
    ],
)
def test_pages_about_a_project_are_none(title: str, expected: bool) -> None:  # noqa: FBT001 - pytest's parameters
    """A sub-page for a report, an application or the facts is no project, nor is anything below it."""
    assert may_be_project(title) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("{{:Projekt:Ett 2022/Projektdata}}<!-- 226401 -->", ["Projekt:Ett 2022"], id="as it is laid out"),
        pytest.param("{{Projekt:Ett 2022/Projektdata}}", ["Projekt:Ett 2022"], id="without a colon in front"),
        pytest.param("{{: Projekt : Ett_2022/Projektdata }}", ["Projekt:Ett 2022"], id="spaces and underscores"),
        pytest.param("{{:projekt:ett 2022/Projektdata}}", ["Projekt:Ett 2022"], id="small first letters"),
        pytest.param("{{:Projekt:Ett 2022/Projektfakta}}", ["Projekt:Ett 2022"], id="the old sub-page"),
        pytest.param(
            "{{:Projekt:Öppna data 2015/Video/Projektdata}}", ["Projekt:Öppna data 2015/Video"], id="sub-project"
        ),
        pytest.param(
            "{{:Projekt:Wikispeech – Underhåll/Projektdata}}", ["Projekt:Wikispeech – Underhåll"], id="a dash"
        ),
        pytest.param("{{:Projekt:Ett/Projektdata|dolt=1}}", ["Projekt:Ett"], id="with a parameter"),
        pytest.param("{{:Projekt:Ett/Frivillig}}", [], id="another sub-page"),
        pytest.param("{{:Projekt:Ett}}", [], id="the project page itself"),
        pytest.param("{{Projektdata 2017}}", [], id="a template"),
        pytest.param("[[Projekt:Ett/Projektdata]]", [], id="a link"),
        pytest.param("<!-- {{:Projekt:Ett/Projektdata}} -->", [], id="in a comment"),
        pytest.param("<nowiki>{{:Projekt:Ett/Projektdata}}</nowiki>", [], id="shown as text"),
        pytest.param("{{:Projekt:Ett/Projektdata", [], id="never closed"),
        pytest.param("", [], id="no list"),
    ],
)
def test_projects_of_a_list(text: str, expected: list[str]) -> None:
    """A project is listed where its facts are transcluded."""
    assert transcluded_projects(text, "Projekt") == expected


def test_list_keeps_its_order_and_its_doubles() -> None:
    """The list's own order is kept; what stands twice is given twice."""
    text = "\n".join(f"== {name} ==\n{{{{:Projekt:{name}/Projektdata}}}}" for name in ("Två", "Ett", "Två"))
    assert transcluded_projects(text, "Projekt") == ["Projekt:Två", "Projekt:Ett", "Projekt:Två"]


def test_pages_that_a_text_transcludes() -> None:
    """All pages of the namespace are given as the wiki writes them, in order; other calls and links are none."""
    others = "{{Projekt}} {{:Kategori:Projekt:A}} [[Projekt:B]]"
    text = f"{{{{:Projekt:Ett/Del}}}} {others} {{{{projekt:två_2|x=1}}}} {{{{:Projekt:A/Projektdata}}}}"
    assert transcluded_pages(text, "Projekt") == ["Projekt:Ett/Del", "Projekt:Två 2", "Projekt:A/Projektdata"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (OLD_DATA, OLD),
        (f"{OLD} /projektfakta", OLD),
        (f"{OLD}/Del/Projektfakta", f"{OLD}/Del"),
        (OLD, None),
        (f"{OLD_DATA}/Del", None),
        ("Projekt:Projektdata", None),
        ("Projekt:/Projektdata", None),
    ],
)
def test_project_that_a_page_of_facts_is_below(title: str, expected: str | None) -> None:
    """A page of facts belongs below a project's; a page of any other name is no page of facts."""
    assert project_of_data(title) == expected


def test_list_of_another_namespace() -> None:
    """The namespace is a setting, and is taken literally."""
    assert transcluded_projects("{{:Uppdrag (nya):Ett/Projektdata}}", "Uppdrag (nya)") == ["Uppdrag (nya):Ett"]
    assert transcluded_projects("{{:Projekt:Ett/Projektdata}}", "Uppdrag (nya)") == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ett 2022", "Projekt:Ett 2022"),
        ("Projekt:Ett 2022", "Projekt:Ett 2022"),
        ("projekt:ett 2022", "Projekt:Ett 2022"),
        ("PROJEKT : Ett_2022", "Projekt:Ett 2022"),
        ("  ett   2022 ", "Projekt:Ett 2022"),
        ("GLAM 2016: samling", "Projekt:GLAM 2016: samling"),
        ("Öppna data 2015/Video", "Projekt:Öppna data 2015/Video"),
        ("öppna data", "Projekt:Öppna data"),
        ("o\u0308ppna data", "Projekt:Öppna data"),
        ("", "Projekt:"),
    ],
)
def test_title_of_a_project(name: str, expected: str) -> None:
    """A title may be given with or without its namespace, with underscores, in any case at its start, or decomposed."""
    assert title_of(name, "Projekt") == expected


def test_redirects_are_followed_three_times() -> None:
    """Three redirects in a row are followed, and not a fourth."""
    chain = read({f"Projekt:{number}": to(f"Projekt:{number + 1}") for number in range(9)} | {"Projekt:9": "x"})
    assert HOPS == 3
    assert trail("Projekt:5", chain) == ["Projekt:5", "Projekt:6", "Projekt:7", "Projekt:8"]
    assert project_page("Projekt:6", chain) == "Projekt:9"
    assert project_page("Projekt:5", chain) == "Projekt:5"


@pytest.mark.parametrize(
    "texts",
    [
        {OLD: to(OLD)},
        {OLD: to(NEW), NEW: to(OLD)},
        {OLD: to(NEW), NEW: to("Projekt:Tre"), "Projekt:Tre": to(NEW)},
        {OLD: to("Användare:John"), "Användare:John": "x"},
        {OLD: to("Projekt 2022"), "Projekt 2022": "x"},
        {OLD: to(NEW), NEW: None},
        {OLD: to(NEW)},
        {OLD: to(f"{NEW}/Slutrapport"), f"{NEW}/Slutrapport": "x"},
        {OLD: None},
        {OLD: None, OLD_DATA: "x"},
        {},
    ],
    ids=["itself", "loop", "later-loop", "person", "main", "missing", "unread", "report", "gone", "data-left", "none"],
)
def test_title_that_leads_to_no_project_is_itself(texts: dict[str, str | None]) -> None:
    """Loops, redirects out of the namespace, to nothing or to a page about a project lead nowhere."""
    assert project_page(OLD, read(texts)) == OLD


def test_unreadable_page_is_where_a_redirect_leads() -> None:
    """A page whose text is hidden is there all the same, and a redirect to it is followed."""
    pages = read({OLD: to(NEW)}) | {NEW: Page(NEW, None, model="unreadable")}
    assert (project_page(OLD, pages), project_page(NEW, pages)) == (NEW, NEW)


def test_title_is_the_wikis_own() -> None:
    """A title in a form that the wiki folds is known by the wiki's."""
    asked = f"{NEW}\u200e"
    assert project_page(asked, {asked: Page(NEW, "x")}) == NEW
    assert project_page(asked, {asked: Page(NEW, to("Mall:X"), redirect="Mall:X")}) == NEW


MOVED = {
    "as a whole": {OLD: to(NEW), OLD_DATA: to(NEW_DATA), NEW: "x", NEW_DATA: "facts"},
    "without redirects": {NEW: "x", NEW_DATA: "facts"},
    "without its sub-page": {OLD: to(NEW), OLD_DATA: "facts", NEW: SHOWS_OLD},
    "twice": {OLD: to("Projekt:Mellan"), "Projekt:Mellan": to(NEW), NEW: "x", NEW_DATA: "facts"},
    "sub-page moved back": {OLD: to(NEW), OLD_DATA: "facts", NEW: "x", NEW_DATA: to(OLD_DATA)},
    "sub-page's redirect alone": {OLD_DATA: to(NEW_DATA), NEW: "x", NEW_DATA: "facts"},
    "transcluded by a title of before": {
        OLD: to(NEW),
        OLD_DATA: to("Projekt:Mellan/Projektdata"),
        "Projekt:Mellan": to(NEW),
        "Projekt:Mellan/Projektdata": "facts",
        NEW: SHOWS_OLD,
    },
}


@pytest.mark.parametrize("wiki", MOVED.values(), ids=MOVED)
def test_moved_project_is_found_with_its_facts(wiki: dict[str, str]) -> None:
    """However a project was moved, its new title leads to its facts; and its old one to it, if it left a redirect."""
    where = next(title for title, text in wiki.items() if text == "facts")
    assert found(NEW, wiki) == (NEW, [where])
    if OLD in wiki or wiki.get(OLD_DATA) == to(NEW_DATA):
        assert found(OLD, wiki) == (NEW, [where])


def test_pages_are_wanted_in_few_batches() -> None:
    """A project that was never moved takes one batch; the longest ways take no more than a dozen."""
    assert read_all(NEW, {NEW: "x", NEW_DATA: "x"})[1] == 1
    far = {f"Projekt:{number}": to(f"Projekt:{number + 1}") for number in range(3)} | {"Projekt:3": SHOWS_OLD}
    data = {OLD: to("Projekt:3"), OLD_DATA: to("Projekt:A/Projektdata")}
    data |= {f"Projekt:{a}/Projektdata": to(f"Projekt:{b}/Projektdata") for a, b in ("AB", "BC")}
    back = {"Projekt:C": to("Projekt:D"), "Projekt:D": to("Projekt:E"), "Projekt:E": to("Projekt:3")}
    pages, batches = read_all("Projekt:0", {**far, **data, **back, "Projekt:C/Projektdata": "facts"})
    assert 8 < batches <= 12
    assert [page.title for page in data_pages("Projekt:3", pages)] == ["Projekt:C/Projektdata"]


def test_sub_pages_that_are_not_there_are_not_wanted() -> None:
    """Where the titles of the namespace are known, only sub-pages that exist are asked for."""
    assert list(wanted(NEW, {}, {NEW, f"{NEW}/Projektfakta"})) == [NEW, f"{NEW}/Projektfakta"]
    assert list(wanted(NEW, {}, {f"{NEW}/Projektdata"})) == [NEW, NEW_DATA]
    assert list(wanted(NEW, {}, set())) == [NEW]
    pages = read({NEW: SHOWS_OLD})
    assert [one for one in wanted(NEW, pages, {NEW, OLD, OLD_DATA}) if one not in pages] == [OLD, OLD_DATA]


OTHERS = {
    "another project's": {OLD: "x", OLD_DATA: "facts", NEW: SHOWS_OLD},
    "redirect to another project's": {OLD: "x", OLD_DATA: "facts", NEW: "x", NEW_DATA: to(OLD_DATA)},
    "of a project without a page": {OLD_DATA: "facts", NEW: SHOWS_OLD},
    "redirect to one without a page": {OLD_DATA: "facts", NEW: "x", NEW_DATA: to(OLD_DATA)},
    "a sub-project's": {NEW: f"{{{{:{NEW}/Del/Projektdata}}}}", f"{NEW}/Del/Projektdata": "facts"},
    "a person's": {NEW: "x", NEW_DATA: to("Användare:A/Projektdata"), "Användare:A/Projektdata": "facts"},
    "a page's of no project": {NEW: "x", NEW_DATA: to("Projekt:Fakta"), "Projekt:Fakta": "facts"},
    "a loop": {NEW: "x", NEW_DATA: to(OLD_DATA), OLD_DATA: to(NEW_DATA)},
    "a quotation": {NEW: f"<nowiki>{SHOWS_OLD}</nowiki>", OLD_DATA: "facts"},
}


@pytest.mark.parametrize("wiki", OTHERS.values(), ids=OTHERS)
def test_facts_of_others_are_not_its_own(wiki: dict[str, str]) -> None:
    """What belongs to another project, to a sub-project or to nobody is not taken for a project's facts."""
    assert found(NEW, wiki) == (NEW, [])


def test_facts_that_a_page_shows_of_others() -> None:
    """It is told whose facts a page shows, if they are there; never its own, nor those of its parts."""
    parts = f"{{{{:{NEW}/Projektdata}}}}{{{{:{NEW}/Del/Projektdata}}}}{{{{:Projekt:Borta/Projektdata}}}}"
    wiki = {NEW: f"{parts}{SHOWS_OLD}", f"{OLD}/Projektfakta": "facts", f"{NEW}/Del/Projektdata": "facts"}
    assert shown_elsewhere(NEW, read_all(NEW, wiki)[0]) == OLD
    assert shown_elsewhere(NEW, read_all(NEW, {NEW: parts})[0]) is None
    assert shown_elsewhere(NEW, {}) is None


def test_own_facts_come_first() -> None:
    """Today's sub-page comes before that of 2013, and a page once though two ways lead to it."""
    old = f"{NEW}/Projektfakta"
    assert found(NEW, {NEW: SHOWS_OLD, NEW_DATA: "x", old: "y", OLD_DATA: "z"})[1] == [NEW_DATA, old]
    assert found(NEW, {NEW: "x", NEW_DATA: to(old), old: "y"})[1] == [old]


def test_page_full_of_other_projects_is_bounded() -> None:
    """Of a page that shows very many projects' facts, only some are looked at."""
    text = "".join(f"{{{{:Projekt:{number}/Projektdata}}}}" for number in range(10_000))
    pages = read({NEW: text, NEW_DATA: None, f"{NEW}/Projektfakta": None})
    more = [one for one in wanted(NEW, pages) if one not in pages]
    assert len(more) == 3 * MAX_TRANSCLUDED
