"""Which pages are projects, on both wikis: one year with everything that the association's pages have shown."""

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.gather import Request, gather
from bot.knowledge import know
from bot.phabricator.tracker import Nobody
from bot.reminders.messages import remind
from bot.wiki.live import LiveWiki
from tests.contract.stage import document, lagesbot
from tests.support.builders import TODAY, data_text, folder_wiki, plan_text, wiki_pages, year_list
from tests.support.mediawiki import MediaWiki

DATE = "2022-11-09"
ROW = "December | Boka lokal | Axel | |"
RUNNING = {"projektstart": "2021-03-01", "projektslut": "2022-11-30"}
OVER = {"projektstart": "2020-03-01", "projektslut": "2021-12-31"}
Check = Callable[[Mapping[str, str]], dict[str, Any]]


def to(title: str) -> str:
    """A redirect."""
    return f"#OMDIRIGERING [[{title}]]"


def project(title: str, *categories: str, **data: str) -> dict[str, str]:
    """A project page in these categories, and its page of facts."""
    links = "".join(f"[[Kategori:{category}]]\n" for category in categories)
    return {f"Projekt:{title}": f"{plan_text(ROW)}{links}", f"Projekt:{title}/Projektdata": data_text(**data)}


def categories(**above: str) -> dict[str, str]:
    """Categories, each with the one above it."""
    return {f"Kategori:{title}": f"[[Kategori:{parent}]]" for title, parent in above.items()}


YEAR = {
    "Projekt 2022": year_list("Projekt:Ö listat först 2022", "Projekt:Flyttat 2022", "Projekt:Listat 2022"),
    "Kategori:Projekt 2022": "[[Kategori:Projekt|2022]]",
    "Kategori:Gemenskap 2022": "[[Kategori:Projekt 2022| ]]",
    "Kategori:Gemenskap": "[[Kategori:Projekt 2022]] [[Kategori:Projekt 2021]]",
    **project("Ö listat först 2022"),
    **project("Listat 2022", "Projekt 2022", "Dubbelt", "Listat 2022"),
    **categories(**{"Listat 2022": "Projekt 2022", "Dubbelt": "Projekt 2022"}),
    **project("I programmet 2022", "I programmet 2022"),
    **categories(**{"I programmet 2022": "Gemenskap 2022", "Förra året 2021": "Gemenskap"}),
    "Projekt:I programmet 2022/Slutrapport": "[[Kategori:Projekt 2022]] [[Kategori:I programmet 2022]]",
    "Projekt:I programmet 2022/Frivillig": "[[Kategori:I programmet 2022]]",
    **project("I programmet 2022/Delprojekt"),
    "Projekt:Flyttat 2022": to("Projekt:Flyttat"),
    "Projekt:Flyttat": f"{plan_text(ROW)}{{{{:Projekt:Flyttat 2022/Projektdata}}}}",
    "Projekt:Flyttat 2022/Projektdata": data_text(id="200001"),
    **project("Pågår sedan tidigare", **RUNNING),
    **project("Fortsätter 2021", **RUNNING),
    **project("Utan år men slut", **OVER),
    **project("Utan slutdatum", **{**RUNNING, "projektslut": ""}),
    **project("Förra året 2021", "Förra året 2021", **OVER),
    **categories(**{"Saknas 2022": "Projekt 2022"}),
    "Projekt:Annan mall 2022": f"{plan_text(ROW)}[[Kategori:Projekt 2022]]",
    "Projekt:Annan mall 2022/Projektdata": data_text(id="200002").replace("Projektdata 2017", "projektdata_2023"),
    "Mall:Projektdata 2023": to("Mall:Projektdata 2017"),
    "Mall:Projektdata 2017": "Ruta",
}
"""A year of projects, as the association's wiki might have it."""


@pytest.fixture(params=["folder", pytest.param("live", marks=pytest.mark.mediawiki)])
def check(request: pytest.FixtureRequest, tmp_path: Path) -> Check:
    """`lagesbot check` on a wiki of either kind with the given pages: what it prints."""

    def on_folder(pages: Mapping[str, str]) -> dict[str, Any]:
        return printed(lagesbot("check", "--wiki", str(folder_wiki(tmp_path / "wiki", pages)), *ASKED, home=tmp_path))

    def on_server(pages: Mapping[str, str]) -> dict[str, Any]:
        server: MediaWiki = request.getfixturevalue("fresh_mediawiki")
        server.load(folder_wiki(tmp_path / "wiki", pages))
        server.write_config(tmp_path)
        return printed(lagesbot("check", *ASKED, home=tmp_path))

    return on_folder if request.param == "folder" else on_server


ASKED = ("--date", DATE, "--format", "json")


def printed(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """The document that was printed."""
    assert done.returncode == 0, done.stderr
    return document(done)


def test_a_year_of_projects(check: Check) -> None:
    """List, tree, sub-project, moved, running and missing projects are found in order, each once; nothing else is."""
    found = {one["title"]: one for one in check(YEAR)["projects"]}
    assert list(found) == [
        "Projekt:Ö listat först 2022",
        "Projekt:Flyttat",
        "Projekt:Listat 2022",
        "Projekt:Annan mall 2022",
        "Projekt:I programmet 2022",
        "Projekt:I programmet 2022/Delprojekt",
        "Projekt:Saknas 2022",
        "Projekt:Fortsätter 2021",
        "Projekt:Pågår sedan tidigare",
    ]
    codes = {title: {finding["code"] for finding in one["findings"]} for title, one in found.items()}
    assert {title for title in codes if "page-missing" in codes[title]} == {"Projekt:Saknas 2022"}
    assert not [title for title in codes if "projectdata-missing" in codes[title]]
    assert [found[title]["number"] for title in ("Projekt:Flyttat", "Projekt:Annan mall 2022")] == ["200001", "200002"]
    moved = {one["page"] for one in found["Projekt:Flyttat"]["findings"] if one["code"] == "report-missing"}
    assert moved == {"Projekt:Flyttat 2022/Projektdata"}


def test_a_run_writes_where_the_facts_are(tmp_path: Path) -> None:
    """A run writes the moved project's report where its facts were left, and the running one's; then all is done."""
    wiki = folder_wiki(tmp_path / "wiki", YEAR)
    asked = ("run", "--wiki", str(wiki), *ASKED)
    edits = {edit["title"]: edit["outcome"] for edit in printed(lagesbot(*asked, home=tmp_path))["edits"]}
    assert set(edits.values()) == {"saved"}
    assert "Lägesöversikt 2022" in edits
    reports = {title for title in edits if title.endswith("/Projektdata")}
    assert {"Projekt:Flyttat 2022/Projektdata", "Projekt:Pågår sedan tidigare/Projektdata"} <= reports
    assert "Projekt:Utan år men slut/Projektdata" not in reports
    assert printed(lagesbot(*asked, home=tmp_path))["edits"] == []


@pytest.mark.mediawiki
def test_category_from_a_template_counts_on_a_wiki(fresh_mediawiki: MediaWiki, connected: LiveWiki) -> None:
    """On a real wiki, a category that a page gets from a template is as good as one in its text."""
    with fresh_mediawiki.person("John (WMSE)") as john:
        john.edit("Mall:Årets", "<includeonly>[[Kategori:Projekt 2022]]</includeonly>")
        john.edit("Projekt:Ett", "{{Årets}}")
    assert listed(connected) == ["Projekt:Ett"]


def listed(wiki: LiveWiki) -> list[str]:
    """The projects of 2022."""
    return list(gather(wiki, Request(TODAY, "r", (2022,)), Silent(), tracker=Nobody("no-token")).listed[2022])


class Silent:
    """Nobody watches."""

    def step(self, what: str, done: int, total: int) -> None:
        """Say nothing."""


@pytest.fixture
def requests(connected: LiveWiki, monkeypatch: pytest.MonkeyPatch) -> list[Mapping[str, Any]]:
    """The reading requests that the live wiki sends, as they are sent."""
    sent: list[Mapping[str, Any]] = []
    framework = connected._framework  # noqa: SLF001 - requests are counted where they leave the house
    query = framework.query

    def counted(parameters: Mapping[str, Any]) -> dict[str, Any]:
        sent.append(parameters)
        return query(parameters)

    monkeypatch.setattr(framework, "query", counted)
    return sent


@pytest.mark.mediawiki
@pytest.mark.parametrize("count", [5, 40])
def test_number_of_requests_on_a_wiki(
    fresh_mediawiki: MediaWiki, connected: LiveWiki, requests: list[Mapping[str, Any]], tmp_path: Path, count: int
) -> None:
    """However many projects there are: settings and lists, two catalogues, projects, contributions; five requests."""
    pages = {"Projekt 2022": year_list(*(f"Projekt:P{number} 2022" for number in range(0, count, 2)))}
    for number in range(count):
        pages |= project(f"P{number} 2022", f"P{number} 2022")
        pages |= categories(**{f"P{number} 2022": f"Program {number % 5} 2022"})
    pages |= categories(**{f"Program {number} 2022": "Projekt 2022" for number in range(5)})
    fresh_mediawiki.load(folder_wiki(tmp_path / "wiki", pages))
    found = gather(connected, Request(TODAY, "r", (2022,)), Silent(), tracker=Nobody("no-token"))
    assert len(know(found).standings) == count
    assert len(requests) == 5


@pytest.mark.mediawiki
@pytest.mark.parametrize("count", [2, 20])
def test_number_of_requests_with_people(
    fresh_mediawiki: MediaWiki, connected: LiveWiki, requests: list[Mapping[str, Any]], tmp_path: Path, count: int
) -> None:
    """However much there is to remind of: one request more for the accounts, and one for all their talk pages."""
    pages = {title: text for title, text in wiki_pages().items() if title.startswith("Användare:")}
    titles = [f"P{number} 2022" for number in range(count)]
    for name in titles:
        pages |= project(name, name)
    pages["Projekt 2022"] = year_list(*(f"Projekt:{name}" for name in titles))
    fresh_mediawiki.load(folder_wiki(tmp_path / "wiki", pages))
    fresh_mediawiki.enrol("John (WMSE)", "Axel (WMSE)", "Sara (WMSE)")
    found = gather(connected, Request(TODAY, "r", (2022,)), Silent(), tracker=Nobody("no-token"))
    assert len(remind(know(found)).courses) >= count
    assert len(requests) == 7
