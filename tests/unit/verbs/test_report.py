"""`lagesbot report` on a folder wiki: what goes where, and that nothing is written but the page."""

import csv
import io
from pathlib import Path

import pytest

from tests.support.builders import TITLE, files_of
from tests.support.html import Strict
from tests.support.shell import Shell

DAY = "2022-11-09"
EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "wiki"
PROJECTS = {
    "Projekt:Stöd till gemenskapen 2022",
    "Projekt:En gemenskap för alla 2022",
    "Projekt:Skrivstugeturné 2022",
    "Projekt:Erfarenhetsutbyte 2022",
}


def strict(path: Path) -> Strict:
    """A page, read strictly."""
    return Strict(path.read_text(encoding="utf-8").removeprefix("<!DOCTYPE html>"))


def test_table(lagesbot: Shell, wiki: Path) -> None:
    """Without anything asked for, the table is printed as check prints it."""
    done = lagesbot("report", "--wiki", wiki, "--date", DAY)
    assert done.code == 0
    assert done.out == lagesbot("check", "--wiki", wiki, "--date", DAY).out.partition("\n")[0] + "\n"
    assert done.out.startswith(TITLE)


def test_page(lagesbot: Shell, tmp_path: Path) -> None:
    """The page of the example wiki has its projects, each in the table and by itself; standard output is empty."""
    before = files_of(EXAMPLE)
    done = lagesbot("report", "--wiki", EXAMPLE, "--date", "2022-11-20", "--html", tmp_path / "x.html")
    assert (done.code, done.out) == (0, "")
    assert "x.html" in done.err
    read = strict(tmp_path / "x.html")
    assert {one.attributes["data-project"] for one in read.all("tr") if "data-project" in one.attributes} == PROJECTS
    assert {one.attributes["data-project"] for one in read.all("article")} == PROJECTS
    assert files_of(EXAMPLE) == before


def test_page_in_a_folder(lagesbot: Shell, wiki: Path, tmp_path: Path) -> None:
    """In a folder the page is index.html; a folder wiki writes nothing in itself."""
    before = {path: path.stat().st_mtime_ns for path in wiki.rglob("*")}
    assert lagesbot("report", "--wiki", wiki, "--date", DAY, "--html", f"{tmp_path}/www/").code == 0
    assert strict(tmp_path / "www" / "index.html").one("article").attributes["data-project"] == TITLE
    assert {path: path.stat().st_mtime_ns for path in wiki.rglob("*")} == before


def test_page_is_the_same_again(lagesbot: Shell, wiki: Path, tmp_path: Path) -> None:
    """The page of a day is the same, byte for byte, each time it is made."""
    for name in ("a.html", "b.html"):
        assert lagesbot("report", "--wiki", wiki, "--date", DAY, "--html", tmp_path / name).code == 0
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_csv(lagesbot: Shell, wiki: Path) -> None:
    """For a spreadsheet the table is CSV that begins with what tells Excel of UTF-8."""
    done = lagesbot("report", "--wiki", wiki, "--date", DAY, "--format", "csv", "--quiet")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("\ufeff")
    (row,) = csv.DictReader(io.StringIO(done.out.removeprefix("\ufeff"), newline=""))
    assert row["Sida"] == TITLE


@pytest.mark.parametrize("html", [False, True])
def test_json(lagesbot: Shell, wiki: Path, tmp_path: Path, html: bool) -> None:  # noqa: FBT001 - pytest's
    """The JSON is one document and nothing else, also where a page is written beside it."""
    asked = ["--html", f"{tmp_path}/x.html"] if html else []
    done = lagesbot("report", "--wiki", wiki, "--date", DAY, "--format", "json", *asked)
    assert done.code == 0
    assert [row["title"] for row in done.json["rows"]] == [TITLE]
    assert (tmp_path / "x.html").exists() is html


def test_years(lagesbot: Shell, wiki: Path, tmp_path: Path) -> None:
    """All years that are asked for stand on one page."""
    years = ("--year", "2022", "--year", "2021")
    assert lagesbot("report", "--wiki", wiki, "--date", DAY, *years, "--html", tmp_path / "x.html").code == 0
    tables = strict(tmp_path / "x.html").all("table", class_="projects")
    assert [one.attributes["id"] for one in tables] == ["table-2022", "table-2021"]


def test_no_projects(lagesbot: Shell, wiki: Path, tmp_path: Path) -> None:
    """Of a year without projects it is said that there are none, as text and on the page."""
    asked = ("report", "--wiki", wiki, "--date", DAY, "--year", "2030")
    assert "Inga projekt hittades för 2030" in lagesbot(*asked).out
    assert lagesbot(*asked, "--format", "json").json["rows"] == []
    assert lagesbot(*asked, "--html", tmp_path / "x.html").code == 0
    assert "Inga projekt hittades för 2030" in strict(tmp_path / "x.html").one("section", id="run").text


def test_one_project(lagesbot: Shell, tmp_path: Path) -> None:
    """Where one project is asked for, the page is about it, and a run would leave the overview alone."""
    asked = ("--wiki", EXAMPLE, "--date", "2022-11-20", "--project", "Erfarenhetsutbyte 2022")
    assert lagesbot("report", *asked, "--html", tmp_path / "x.html").code == 0
    read = strict(tmp_path / "x.html")
    assert [one.attributes["data-project"] for one in read.all("article")] == ["Projekt:Erfarenhetsutbyte 2022"]
    assert not read.all("li", data_task="overview")


def test_stop_page(lagesbot: Shell, wiki: Path, tmp_path: Path) -> None:
    """What would stop a run is told on the page."""
    stop = wiki / "Användare" / "Lägesbot" / "stopp.wiki"
    stop.parent.mkdir(parents=True, exist_ok=True)
    stop.write_text("Vänta!", encoding="utf-8")
    assert lagesbot("report", "--wiki", wiki, "--date", DAY, "--html", tmp_path / "x.html").code == 0
    assert "En körning skulle stanna här" in strict(tmp_path / "x.html").one("section", id="run").text


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        pytest.param(("--html", ""), "--html needs the name", id="no-name"),
        pytest.param(("--html", "{}/none/x.html"), "there is no folder", id="no-folder"),
        pytest.param(("--html", "{}/wiki/x.html"), "it is in the folder wiki", id="in-the-wiki"),
        pytest.param(("--format", "xml"), "is not one of 'text', 'csv', 'json'", id="format"),
    ],
)
def test_wrong_usage(lagesbot: Shell, wiki: Path, tmp_path: Path, asked: tuple[str, ...], words: str) -> None:
    """What cannot be done is one sentence, and exit code 2."""
    done = lagesbot("report", "--wiki", wiki, "--date", DAY, *(one.format(tmp_path) for one in asked))
    assert (done.code, done.out) == (2, "")
    assert words in done.err
    assert len(done.err.splitlines()) == 1
