"""`lagesbot setup` as it is called: what it asks, what it writes when, and how it ends."""

import io
import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from bot.settings import SETTINGS_PAGE
from bot.verbs import setup as verb
from bot.wiki.outcome import Deferred
from tests.support.builders import FakeWiki, files_of, folder_wiki, wiki_pages
from tests.unit.test_cli import Shell

DAY = "2022-11-09"
HANDBOOK = "Användare/Lägesbot/Handbok.wiki"
STOP = "Användare/Lägesbot/stopp.wiki"
SETTINGS = "Användare/Lägesbot/inställningar.json.wiki"


class Terminal(io.StringIO):
    """Somebody at a terminal, who types this."""

    def isatty(self) -> bool:
        """It is one."""
        return True


@pytest.fixture
def lagesbot(capsys: pytest.CaptureFixture[str]) -> Iterator[Shell]:
    """The command, as people call it; the log is left as it was."""
    handlers = logging.root.handlers[:]
    yield Shell(capsys)
    logging.root.handlers[:] = handlers


@pytest.fixture
def wiki(tmp_path: Path) -> Path:
    """A folder wiki with one project, and no settings."""
    pages = wiki_pages("Mars | Boka lokal | Axel | |")
    del pages[SETTINGS_PAGE]
    root = folder_wiki(tmp_path / "wiki", pages)
    (root / "users.json").write_text(json.dumps({"John (WMSE)": {}, "Axel (WMSE)": {}}), encoding="utf-8")
    return root


def types(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    """Let somebody sit at the terminal and type."""
    monkeypatch.setattr(sys, "stdin", Terminal(words))


@pytest.mark.parametrize("more", [(), ("--format", "json"), ("--yes", "-simulate")])
def test_without_a_yes_nothing_is_written(lagesbot: Shell, wiki: Path, more: tuple[str, ...]) -> None:
    """Where nobody can be asked, with JSON, and under -simulate, the plan is shown, nothing is written, exit 0."""
    before = files_of(wiki)
    done = lagesbot("setup", "--wiki", wiki, "--date", DAY, *more)
    assert done.code == 0
    assert files_of(wiki) == before
    assert "Användare:Lägesbot/Handbok" in done.out
    if "json" in more:
        assert done.json["written"] is False
    elif more:
        assert done.out.endswith("Nothing was written: -simulate.\n")
    else:
        assert done.out.endswith("Nothing was written: to write, say yes at a terminal, or give --yes.\n")


def test_yes_writes(lagesbot: Shell, wiki: Path) -> None:
    """With --yes nobody is asked; a second time nothing is left to do, and no page is written."""
    done = lagesbot("setup", "--wiki", wiki, "--date", DAY, "--yes")
    assert (done.code, done.out.endswith("\nDone: 9 pages.\n")) == (0, True)
    assert json.loads((wiki / SETTINGS).read_text(encoding="utf-8")) == {
        "people": {"John": {"account": "John (WMSE)"}, "Axel": {"account": "Axel (WMSE)"}}
    }
    before = files_of(wiki)
    again = lagesbot("setup", "--wiki", wiki, "--date", DAY, "--yes")
    assert (again.code, again.out.endswith("\nNothing to do.\n")) == (0, True)
    assert files_of(wiki) == before


def test_json_tells_what_was_written(lagesbot: Shell, wiki: Path) -> None:
    """With --yes and --format json there is one document, with each outcome."""
    pages = lagesbot("setup", "--wiki", wiki, "--date", DAY, "--yes", "--format", "json").json["pages"]
    assert [one["outcome"] for one in pages] == ["saved"] * 9


@pytest.mark.parametrize(("typed", "written"), [("y\n", True), ("n\n", False), ("\n", False)])
def test_somebody_at_the_terminal_is_asked(
    lagesbot: Shell, wiki: Path, monkeypatch: pytest.MonkeyPatch, *, typed: str, written: bool
) -> None:
    """At a terminal the question comes after the plan; only a yes writes."""
    types(monkeypatch, typed)
    done = lagesbot("setup", "--wiki", wiki, "--date", DAY)
    assert done.code == 0
    assert "Write these 9 pages? [y/N]" in done.out
    assert done.out.index("Planned: 9 pages") < done.out.index("Write these")
    assert (wiki / HANDBOOK).exists() is written


def test_nobody_is_asked_about_nothing(lagesbot: Shell, wiki: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing is to be written, there is no question; of one page it is asked in the singular."""
    lagesbot("setup", "--wiki", wiki, "--date", DAY, "--yes")
    types(monkeypatch, "")
    assert "Write" not in lagesbot("setup", "--wiki", wiki, "--date", DAY).out
    (wiki / HANDBOOK).unlink()
    types(monkeypatch, "n\n")
    assert "Write this page? [y/N]" in lagesbot("setup", "--wiki", wiki, "--date", DAY).out


def test_stop_page_is_obeyed(lagesbot: Shell, wiki: Path) -> None:
    """With text on the stop page nothing is written; that is said, and it is no failure."""
    (wiki / STOP).parent.mkdir(parents=True)
    (wiki / STOP).write_text("Vänta", encoding="utf-8")
    before = files_of(wiki)
    done = lagesbot("setup", "--wiki", wiki, "--date", DAY, "--yes")
    assert done.code == 0
    assert "Setup would stop here: Stopped: there is text on Användare:Lägesbot/stopp." in done.out
    assert done.out.endswith("\nDone: 0 pages; 9 not written.\n")
    assert {name: text for name, text in files_of(wiki).items() if name != ".lagesbot.lock"} == before


def test_settings_that_stop_writing_stop_setup(lagesbot: Shell, wiki: Path) -> None:
    """A mistake among the people or the titles stops it with 2 before anything is written; the plan shows it."""
    (wiki / SETTINGS).parent.mkdir(parents=True)
    (wiki / SETTINGS).write_text('{"people": {"Sara": {}}}', encoding="utf-8")
    before = files_of(wiki)
    done = lagesbot("setup", "--wiki", wiki, "--date", DAY, "--yes")
    assert done.code == 2
    assert "Setup would stop here: Användare:Lägesbot/inställningar.json, line 1: " in done.out
    assert done.err.strip().endswith("Nothing was written.")
    assert files_of(wiki) == before


def test_run_that_is_going_on_is_left_in_peace(lagesbot: Shell, wiki: Path) -> None:
    """While a run holds the lock, setup ends with 75 and writes nothing; showing the plan needs no lock."""
    with FileLock(wiki / ".lagesbot.lock"):
        assert lagesbot("setup", "--wiki", wiki, "--date", DAY, "--yes").code == 75
        assert not (wiki / HANDBOOK).exists()
        assert lagesbot("setup", "--wiki", wiki, "--date", DAY).code == 0


def test_what_the_wiki_refuses_ends_with_4(lagesbot: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a page could not be written, the exit code is 4, and the others are told as not done."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    made = FakeWiki(wiki_pages("Mars | Boka lokal | Axel | |"), lambda _wiki, _edit: Deferred("read-only"))
    monkeypatch.setattr(verb, "open_wiki", lambda options, write: made)  # noqa: ARG005 - its signature
    done = lagesbot("setup", "--date", DAY, "--yes")
    assert done.code == 4
    assert "deferred: Mall:Lägesbot (read-only)\n" in done.out
    assert "not done: Användare:Lägesbot/Handbok\n" in done.out


def test_every_year_asked_for_gets_an_overview(lagesbot: Shell, wiki: Path) -> None:
    """With --year, and more than one, there is an overview for each."""
    lagesbot("setup", "--wiki", wiki, "--date", DAY, "--year", "2022", "--year", "2023", "--yes")
    assert {path.name for path in (wiki / "_").glob("Läges*")} == {"Lägesöversikt 2022.wiki", "Lägesöversikt 2023.wiki"}


def test_titles_are_those_of_the_settings_given(lagesbot: Shell, wiki: Path, tmp_path: Path) -> None:
    """With --settings the pages stand where that file says."""
    rules = tmp_path / "rules.json"
    rules.write_text('{"pages": {"handbook": "Hjälp:Lägesbot"}}', encoding="utf-8")
    lagesbot("setup", "--wiki", wiki, "--date", DAY, "--settings", rules, "--yes")
    assert (wiki / "Hjälp" / "Lägesbot.wiki").exists()
    assert not (wiki / HANDBOOK).exists()
