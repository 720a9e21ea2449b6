"""Commands with what was kept between runs and without: the same documents, and the same pages, byte for byte."""

import multiprocessing
import shutil
import sqlite3
import stat
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.model import Project
from bot.parse.project import Reader
from bot.wiki.port import Page
from tests.support.builders import TITLE, files_of
from tests.support.shell import Done, Shell

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
DAY = "2022-11-09"
WEEK = ("2022-11-18", "2022-11-21")
EVERY_VERB = (
    ("check", "--format", "json"),
    ("plan", "--format", "json"),
    ("calendar", "--format", "json", "--to", "2022-12-01"),
    ("report", "--format", "json", "--year", "2021", "--year", "2022"),
    ("run", "--format", "json", "--force", "guard"),
    ("requests", "--format", "json"),
)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that readings are kept in; runs get the same ids each time, and take no time by the log."""
    monkeypatch.setattr("bot.verbs.holding.Held.elapsed", lambda _: timedelta(0))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("secrets.token_hex", lambda size: "0" * 2 * size)
    return tmp_path / "cache" / "lagesbot"


def kept(cache: Path) -> list[Path]:
    """The files that are there."""
    return sorted(cache.glob("readings-*.sqlite"))


def week(lagesbot: Shell, wiki: Path, example: str, *more: str) -> Iterator[tuple[Done, dict[str, bytes]]]:
    """A week on a fresh copy of an example wiki: what each command says, and all files after it."""
    shutil.rmtree(wiki, ignore_errors=True)
    shutil.copytree(EXAMPLES / example, wiki)
    base = wiki / "base-settings.json"
    settings = ("--base-settings", str(base)) if base.exists() else ()
    for number, day in enumerate(WEEK):
        page = next(wiki.glob("Proje[kc]t/*2022.wiki"))
        page.write_text(f"{page.read_text(encoding='utf-8')}\n{number}", encoding="utf-8")
        for verb, *arguments in EVERY_VERB:
            yield lagesbot(verb, "--wiki", wiki, "--date", day, *settings, *arguments, *more), files_of(wiki)


@pytest.mark.parametrize("example", ["wiki", "wiki-en"])
def test_week_is_the_same_with_and_without(lagesbot: Shell, cache: Path, tmp_path: Path, example: str) -> None:
    """With an empty cache, a full one and none, each command says the same and leaves the same files behind."""
    wiki = tmp_path / "wiki"
    without = list(week(lagesbot, wiki, example, "--no-cache"))
    assert {done.code for done, _ in without} <= {0, 4}
    assert not cache.exists()
    for _ in ("empty", "full"):
        assert list(week(lagesbot, wiki, example)) == without
        assert len(kept(cache)) == 1


def test_report_page_is_the_same(lagesbot: Shell, cache: Path, tmp_path: Path) -> None:
    """The HTML report is the same with nothing kept, while it is kept, and from what was kept."""
    pages = []
    for name, more in (("none", ["--no-cache"]), ("cold", []), ("warm", [])):
        path = tmp_path / f"{name}.html"
        done = lagesbot("report", "--wiki", EXAMPLES / "wiki", "--date", "2022-11-20", "--html", path, *more)
        assert done.code == 0
        pages.append(path.read_bytes())
    assert pages[0] == pages[1] == pages[2]
    assert kept(cache)


def test_kept_file_is_private_and_one_for_each_wiki(lagesbot: Shell, cache: Path, wiki: Path) -> None:
    """Only the owner may read a wiki's file; another wiki has another."""
    for folder in (wiki, wiki, EXAMPLES / "wiki"):
        assert lagesbot("check", "--wiki", folder, "--date", DAY).code == 0
    assert len(kept(cache)) == 2
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept(cache)} == {0o600}


def test_what_is_kept_is_used(lagesbot: Shell, cache: Path, wiki: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second check reads no project; a page that has changed since has its project read."""
    read: list[str] = []
    really = Reader.read

    def noting(self: Reader, title: str, pages: Mapping[str, Page]) -> Project:
        read.append(title)
        return really(self, title, pages)

    monkeypatch.setattr(Reader, "read", noting)
    for expected in ([TITLE], []):
        assert lagesbot("check", "--wiki", wiki, "--date", DAY).code == 0
        assert read == expected
        read.clear()
    assert kept(cache)
    page = wiki / f"{TITLE.replace(':', '/')}.wiki"
    page.write_text(page.read_text(encoding="utf-8").replace("Boka lokal", "Boka sal"), encoding="utf-8")
    done = lagesbot("check", "--wiki", wiki, "--date", DAY, "--format", "json")
    assert done.json["projects"][0]["activities"][0]["name"] == "Boka sal"
    assert read == [TITLE]


def test_doing_without(lagesbot: Shell, cache: Path, wiki: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the option, or the variable, nothing is kept; the demo keeps nothing of its copy."""
    assert lagesbot("check", "--wiki", wiki, "--date", DAY, "--no-cache").code == 0
    assert lagesbot("demo").code == 0
    monkeypatch.setenv("LAGESBOT_NO_CACHE", "1")
    assert lagesbot("check", "--wiki", wiki, "--date", DAY).code == 0
    assert not cache.exists()


@pytest.mark.parametrize("spoilt", ["rubbish", "half", "folder", "deleted", "link"])
def test_nothing_that_happens_to_the_file_matters(lagesbot: Shell, cache: Path, wiki: Path, spoilt: str) -> None:
    """Whatever somebody has done to the file, the document is the same, and nothing is said of it."""
    command = ("check", "--wiki", wiki, "--date", DAY, "--format", "json", "--quiet")
    expected = lagesbot(*command)
    (path,) = kept(cache)
    content = path.read_bytes()
    path.unlink()
    if spoilt == "folder":
        path.mkdir()
    elif spoilt == "link":
        path.symlink_to("/dev/null")
    elif spoilt != "deleted":
        path.write_bytes(b"rubbish" * 1000 if spoilt == "rubbish" else content[: len(content) // 2])
    assert [lagesbot(*command) for _ in range(2)] == [expected] * 2


def test_no_place_to_keep_anything(
    lagesbot: Shell, wiki: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the folder cannot be made, or nobody has a home, the document is the same."""
    command = ("check", "--wiki", wiki, "--date", DAY, "--format", "json", "--quiet")
    expected = lagesbot(*command, "--no-cache")
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert lagesbot(*command) == expected
    monkeypatch.delenv("XDG_CACHE_HOME")

    def homeless() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", homeless)
    assert lagesbot(*command) == expected


def test_locked_file_is_done_without(lagesbot: Shell, cache: Path, wiki: Path) -> None:
    """While another program holds the file, a command does without it."""
    command = ("check", "--wiki", wiki, "--date", DAY, "--format", "json", "--quiet")
    expected = lagesbot(*command)
    (path,) = kept(cache)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        assert lagesbot(*command) == expected


def check(wiki: Path) -> None:
    """A whole check, in a process of its own."""
    from bot.cli import main  # noqa: PLC0415 - imported where it runs

    main(["check", "--wiki", str(wiki), "--date", DAY, "--quiet"])


def test_several_processes_at_once(lagesbot: Shell, cache: Path, wiki: Path) -> None:
    """Commands that begin together, with nothing kept, all end well, and the next one says what they would have."""
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=check, args=(wiki,)) for _ in range(2)]
    for one in processes:
        one.start()
    for one in processes:
        one.join()
    assert [one.exitcode for one in processes] == [0, 0]
    assert kept(cache)
    command = ("check", "--wiki", wiki, "--date", DAY, "--format", "json", "--quiet")
    assert lagesbot(*command) == lagesbot(*command, "--no-cache")
