"""`lagesbot undo` on a folder wiki: what it asks, says and writes."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot.ledger import summary
from bot.verbs import opening
from bot.verbs import undo as verb
from bot.wiki.outcome import Refused
from bot.wiki.port import Edit
from tests.support.builders import FakeWiki, folder_wiki, wiki_pages
from tests.support.shell import Done, Shell

DAY = "2022-11-09"
TALK = "Användardiskussion:Axel (WMSE)"
DATA = "Projekt:Prov 2022/Projektdata"
STOP = "Användare/Lägesbot/stopp.wiki"
LOG = "Användare:Lägesbot/Logg"


def run(lagesbot: Shell, wiki: Path, *more: str) -> str:
    """A run on the day; gives its id."""
    done = lagesbot("run", "--wiki", wiki, "--date", DAY, "--format", "json", *more)
    assert done.code == 0, done.err
    return str(done.json["run"])


def undo(lagesbot: Shell, wiki: Path, one: str, *more: str, day: str = DAY) -> Done:
    """Take a run back."""
    return lagesbot("undo", one, "--wiki", wiki, "--date", day, *more)


def pages(wiki: Path) -> dict[str, str]:
    """The pages, but for the log, without the line ends that a wiki trims; an empty one is as good as none."""
    found = {path.relative_to(wiki).as_posix(): path.read_text(encoding="utf-8") for path in wiki.rglob("*.wiki")}
    kept = {name: text.rstrip() for name, text in found.items() if not name.startswith(".")}
    return {name: text for name, text in kept.items() if text and not name.endswith("Lägesbot/Logg.wiki")}


def history(wiki: Path) -> list[dict[str, Any]]:
    """The edits that were made."""
    return [json.loads(line) for line in (wiki / ".history.jsonl").read_text(encoding="utf-8").splitlines()]


def at_the_terminal(monkeypatch: pytest.MonkeyPatch, answer: str | type[BaseException]) -> list[str]:
    """Somebody sits there and gives this answer; the list gets what they are asked."""
    asked: list[str] = []

    def ask(question: str) -> bool:
        asked.append(question)
        if not isinstance(answer, str):
            raise answer
        return answer == "y"

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("bot.verbs.asking._said", ask)
    return asked


def test_pages_are_as_before(lagesbot: Shell, wiki: Path) -> None:
    """After a run and its undo every page is as it was, but for the log, which tells of both."""
    before = pages(wiki)
    one = run(lagesbot, wiki)
    assert pages(wiki) != before
    done = undo(lagesbot, wiki, one, "--yes")
    assert (done.code, done.err) == (0, "")
    assert pages(wiki) == before
    log = (wiki / "Användare/Lägesbot/Logg.wiki").read_text(encoding="utf-8")
    assert f"<code>{one}</code> togs tillbaka · 4 redigeringar" in log
    assert "påminnelse" not in next(line for line in log.splitlines() if "togs tillbaka" in line)


def test_plan_is_shown_first(lagesbot: Shell, wiki: Path) -> None:
    """Each page is shown as a diff with why, what is left with why, and what came of it at last."""
    one = run(lagesbot, wiki)
    out = undo(lagesbot, wiki, one, "--yes").out
    assert f"Take back: {DATA}\n  sidan får texten från före körningen\n" in out
    assert f"Take back: {TALK}\n  körningen skapade sidan; den töms, för boten kan inte radera\n" in out
    assert f"Left alone\n  {LOG}: Loggen och kösidan berättar" in out
    assert out.index("Planned: 4 pages to be taken back.") < out.index(f"saved: {DATA}")
    assert out.rstrip().endswith("Taken back: 4 pages.")
    assert re.search(r"^-<!-- Lägesbot:start ", out, re.MULTILINE)


def test_without_a_terminal_nothing_is_written(lagesbot: Shell, wiki: Path) -> None:
    """Where nobody can be asked the plan is shown, nothing is written, and how to go on is said."""
    one = run(lagesbot, wiki)
    before, edits = pages(wiki), len(history(wiki))
    done = undo(lagesbot, wiki, one)
    assert done.code == 0
    assert "Planned: 4 pages to be taken back." in done.out
    assert done.err == "Nothing was written, since nobody is here to be asked. To go on: --yes\n"
    assert (pages(wiki), len(history(wiki))) == (before, edits)


@pytest.mark.parametrize(("answer", "written"), [("y", True), ("n", False)])
def test_whoever_is_there_is_asked(
    lagesbot: Shell,
    wiki: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    written: bool,  # noqa: FBT001 - pytest's parameters
) -> None:
    """At a terminal it is asked, and what is answered is done."""
    one = run(lagesbot, wiki)
    edits = len(history(wiki))
    asked = at_the_terminal(monkeypatch, answer)
    done = undo(lagesbot, wiki, one)
    assert asked == ["Take 4 pages back?"]
    assert done.code == 0
    assert (len(history(wiki)) > edits) is written
    assert ("Nothing was written.\n" in done.err) is not written


def test_json_is_asked_for_with_the_plan_beside_it(
    lagesbot: Shell, wiki: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who is asked sees the plan first, also where standard output is for a program."""
    one = run(lagesbot, wiki)
    at_the_terminal(monkeypatch, "n")
    done = undo(lagesbot, wiki, one, "--format", "json")
    assert done.json["written"] is False
    assert "Planned: 4 pages to be taken back." in done.err


def test_simulate_writes_nothing_and_asks_nobody(lagesbot: Shell, wiki: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With -simulate the plan is shown, nobody is asked, and nothing is written, not even with --yes."""
    one = run(lagesbot, wiki)
    edits = len(history(wiki))
    asked = at_the_terminal(monkeypatch, "y")
    for more in ([], ["--yes"]):
        done = undo(lagesbot, wiki, one, "-simulate", *more)
        assert (done.code, done.err) == (0, "Nothing was written: -simulate.\n")
        assert "Planned: 4 pages to be taken back." in done.out
    assert (asked, len(history(wiki))) == ([], edits)


def test_json_names_edits_outcomes_and_what_is_left(lagesbot: Shell, wiki: Path) -> None:
    """The document has each edit with its outcome, each page left with why, and whether anything was written."""
    one = run(lagesbot, wiki)
    planned = undo(lagesbot, wiki, one, "--format", "json")
    assert (planned.code, planned.json["written"]) == (0, False)
    assert {edit["outcome"] for edit in planned.json["edits"]} == {None}
    done = undo(lagesbot, wiki, one, "--format", "json", "--yes")
    document = done.json
    assert list(document) == ["version", "run", "edits", "left", "written", "stopped", "halted", "lost", "unlogged"]
    assert (document["version"], document["run"], document["written"]) == (1, one, True)
    assert {edit["outcome"] for edit in document["edits"]} == {"saved"}
    assert [edit["title"] for edit in document["edits"]] == [edit["title"] for edit in planned.json["edits"]]
    assert [page["title"] for page in document["left"]] == [LOG]
    assert [document[key] for key in ("stopped", "halted", "lost", "unlogged")] == [[], None, None, None]


def test_nothing_left_to_take_back_is_said(lagesbot: Shell, wiki: Path) -> None:
    """A run that has been taken back already leaves nothing to do, and nobody is asked."""
    one = run(lagesbot, wiki)
    undo(lagesbot, wiki, one, "--yes")
    done = undo(lagesbot, wiki, one)
    assert (done.code, done.err) == (0, "")
    assert "There is nothing to take back." in done.out
    assert done.out.count("Sidan har ändrats sedan dess av Lägesbot") == 4


@pytest.mark.parametrize("one", ["igår", "20221109-0730-ffff"])
def test_id_that_leads_nowhere_is_wrong_usage(lagesbot: Shell, wiki: Path, one: str) -> None:
    """What is no run's id, or none of a run that is known, is said in a line; the exit code is 2."""
    run(lagesbot, wiki)
    done = undo(lagesbot, wiki, one, "--yes")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("lagesbot: ")
    assert done.err.count("\n") == 1


def test_stop_page_stops_it(lagesbot: Shell, wiki: Path) -> None:
    """With text on the stop page nothing is taken back; who stopped it is said, and that is no failure."""
    one = run(lagesbot, wiki)
    edits = len(history(wiki))
    (wiki / STOP).write_text("Vänta", encoding="utf-8")
    done = undo(lagesbot, wiki, one, "--yes")
    assert done.code == 0
    assert done.out.count("Stopped: there is text on Användare:Lägesbot/stopp.") == 1
    assert done.out.rstrip().endswith("Taken back: 0 pages; 4 not.")
    assert len(history(wiki)) == edits


def test_refused_edit_makes_it_incomplete(lagesbot: Shell, wiki: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where an edit does not come to what it should the exit code is 4, and the output names it."""
    one = run(lagesbot, wiki)
    opened = opening.open_wiki

    def refusing(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - as it is called
        found = opened(*given, **named)
        save = found.save
        monkeypatch.setattr(found, "save", lambda edit: Refused("a filter") if edit.title == DATA else save(edit))
        return found

    monkeypatch.setattr(verb, "open_wiki", refusing)
    done = undo(lagesbot, wiki, one, "--yes")
    assert done.code == 4
    assert f"refused: {DATA} (a filter)" in done.out
    assert done.out.rstrip().endswith("Taken back: 3 pages; 1 not.")


def test_account_without_its_right_takes_nothing_back(
    lagesbot: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An account that has lost its bot right is told so after the plan, as before a run; the exit code is 2."""
    root = folder_wiki(tmp_path / "wiki", wiki_pages())
    fake = FakeWiki({DATA: "före"})
    fake.store(Edit(DATA, "efter", 1, summary("Prov", run="20221109-0730-abcd"), minor=True, bot=True))
    fake.bot = False
    monkeypatch.setattr(verb, "open_wiki", lambda *_given, **_named: fake)
    done = undo(lagesbot, root, "20221109-0730-abcd", "--yes")
    assert done.code == 2
    assert "has no bot right" in done.err
    assert fake.sent == []


def test_undo_of_a_partial_run(lagesbot: Shell, wiki: Path) -> None:
    """Of two runs the one that is named is taken back, and the other's edits stay until it is its turn."""
    before = pages(wiki)
    first = run(lagesbot, wiki, "--only", "report")
    reported = pages(wiki)
    second = run(lagesbot, wiki)
    undo(lagesbot, wiki, second, "--yes")
    assert pages(wiki) == reported
    assert undo(lagesbot, wiki, first, "--yes").code == 0
    assert pages(wiki) == before != reported


def test_reminder_that_was_taken_back_is_not_sent_again(lagesbot: Shell, wiki: Path) -> None:
    """The next day's run, and the one before the second step is due, send nothing: the item counts as told."""
    one = run(lagesbot, wiki)
    undo(lagesbot, wiki, one, "--yes")
    for day in ("2022-11-10", "2022-11-11"):
        done = lagesbot("run", "--wiki", wiki, "--date", day, "--format", "json")
        assert [edit["title"] for edit in done.json["edits"] if edit["task"] == "remind"] == []
        assert done.code == 0
    assert not (wiki / "Användardiskussion/Axel (WMSE).wiki").read_text(encoding="utf-8")
