"""The command line: exit codes, options, what goes where (the contract on commands)."""

import json
import logging
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from bot import __version__
from bot.cli import main, split_arguments
from bot.errors import UsageError
from bot.verbs import holding, opening, reading, writing
from bot.wiki.outcome import Refused
from tests.support.builders import (
    DATA,
    PEOPLE,
    TITLE,
    FakeWiki,
    Step,
    data_text,
    files_of,
    folder_wiki,
    plan_text,
    wiki_pages,
    year_list,
)

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "wiki"
DAY = "2022-11-09"
ROW = "Mars | Boka lokal | Axel | |"
SETTINGS = "Användare:Lägesbot/inställningar.json"
LOG = "Användare:Lägesbot/Logg"
ADDRESS = "Användare/Lägesbot/inställningar.json.wiki"


@dataclass(frozen=True)
class Done:
    """How a command ended: its exit code, standard output and standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever JSON there is
        """The one document on standard output."""
        return json.loads(self.out)


class Shell:
    """Runs `lagesbot` in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str | Path) -> Done:
        """Run one command line."""
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        out, err = self._capsys.readouterr()
        code = ended.value.code
        return Done(code if isinstance(code, int) else 0, out, err)


@pytest.fixture
def lagesbot(capsys: pytest.CaptureFixture[str]) -> Iterator[Shell]:
    """The command, as people call it; the log is left as it was."""
    handlers = logging.root.handlers[:]
    yield Shell(capsys)
    logging.root.handlers[:] = handlers


@pytest.fixture
def wiki(tmp_path: Path) -> Path:
    """A folder wiki with one project: its October report is missing, and Axel has an overdue activity."""
    return folder_wiki(tmp_path / "wiki", wiki_pages(ROW))


def everything(root: Path) -> dict[str, bytes]:
    """Every file in a folder, those that begin with a dot too."""
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def set_up(wiki: Path, **parts: object) -> None:
    """Put other settings on the wiki."""
    (wiki / ADDRESS).write_text(json.dumps({"people": PEOPLE, **parts}), encoding="utf-8")


@pytest.fixture
def in_memory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> "type[FakeWiki]":
    """Let the live wiki be one in memory, and its lock lie in a folder of the test's."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def make(*script: Step) -> FakeWiki:
        made = FakeWiki(wiki_pages(ROW), *script)
        for module in (opening, writing, holding):
            monkeypatch.setattr(module, "open_wiki", lambda options, write: made)  # noqa: ARG005 - its signature
        return made

    return make  # type: ignore[return-value]


@pytest.mark.parametrize("verb", ["check", "plan", "report"])
def test_reading_writes_nothing(lagesbot: Shell, wiki: Path, verb: str) -> None:
    """`check` and `plan` end well and leave every file as it was, and make none."""
    before = everything(wiki)
    assert lagesbot(verb, "--wiki", wiki, "--date", DAY).code == 0
    assert everything(wiki) == before


def test_run_writes_and_says_so(lagesbot: Shell, wiki: Path) -> None:
    """`run` ends well, names each page with what came of it, and sums up in one line."""
    done = lagesbot("run", "--wiki", wiki, "--date", DAY)
    assert done.code == 0
    assert f"saved: {DATA}\n" in done.out
    assert done.out.endswith("Done: 1 report page, 2 reminders, 1 overview page.\n")
    again = lagesbot("run", "--wiki", wiki, "--date", DAY)
    assert (again.code, again.out.strip()) == (0, "Nothing to do.")


@pytest.mark.parametrize(
    ("findings", "fail_on", "code"),
    [
        pytest.param({}, None, 0, id="not asked for"),
        pytest.param({}, "error", 1, id="an error"),
        pytest.param({}, "warning", 1, id="an error is a warning too"),
        pytest.param({"report-missing": "warning", "activity-overdue": "info"}, "error", 0, id="only a warning"),
        pytest.param({"report-missing": "warning", "activity-overdue": "info"}, "warning", 1, id="a warning"),
        pytest.param({"report-missing": "info", "activity-overdue": "off"}, "warning", 0, id="only info"),
    ],
)
def test_fail_on(lagesbot: Shell, wiki: Path, findings: dict[str, str], fail_on: str | None, code: int) -> None:
    """`--fail-on` ends with 1 where a finding is as bad as that; a last line says so, the rest is the same."""
    set_up(wiki, findings={"task-missing": "off", **findings})
    arguments = ["check", "--wiki", str(wiki), "--date", DAY]
    done = lagesbot(*arguments, *(["--fail-on", fail_on] if fail_on else []))
    words = "there is such a finding, so that the exit code is 1" if code else "there is no such finding"
    verdict = f"--fail-on {fail_on}: {words}.\n" if fail_on else ""
    assert (done.code, done.out) == (code, f"{lagesbot(*arguments).out}{verdict}")


def test_fail_on_counts_problems(lagesbot: Shell, wiki: Path) -> None:
    """A mistake in the settings counts like a finding."""
    set_up(wiki, report={"every_months": 0}, findings={"report-missing": "off", "activity-overdue": "off"})
    assert lagesbot("check", "--wiki", wiki, "--date", DAY, "--fail-on", "error").code == 1


USAGE = [
    pytest.param(["chek"], "No such command 'chek'", id="unknown verb"),
    pytest.param(["check", "--nonsense"], "No such option", id="unknown option"),
    pytest.param(["check", "x"], "unexpected extra argument", id="one argument too many"),
    pytest.param(["check", "--wiki"], "requires an argument", id="option without its value"),
    pytest.param(["check", "--date", "i dag"], "is no date", id="no date"),
    pytest.param(["check", "--date", "2022-02-30"], "is no date", id="no such day"),
    pytest.param(["check", "--date", "0001-01-01"], "from 2000 to 2100", id="a day long ago"),
    pytest.param(["check", "--date", "9999-12-31"], "from 2000 to 2100", id="a day far ahead"),
    pytest.param(["check", "--year", "1999"], "1999", id="a year out of range"),
    pytest.param(["check", "--year", "i år"], "i år", id="no year"),
    pytest.param(["check", "--format", "xml"], "xml", id="unknown format"),
    pytest.param(["check", "--fail-on", "info"], "info", id="unknown severity"),
    pytest.param(["check", "--only", "report,remnd"], "'remnd' is no task", id="unknown task"),
    pytest.param(["check", "--only", ""], "is no task", id="empty task"),
    pytest.param(["run", "--shard", "9/8"], "'9/8' is no part of a run; write 2/8", id="no such shard"),
    pytest.param(["plan", "--shard", "2/8", "--project", "Ett 2022"], "does not go with --project", id="two choices"),
    pytest.param(["run", "--force", "all"], "all", id="unknown force"),
    pytest.param(["check", "-foo"], "There is no option -foo", id="single dash"),
    pytest.param(["-x", "check"], "There is no option -x", id="single dash before the verb"),
    pytest.param(["check", "--wiki", "finns/inte"], "no such folder", id="no such folder"),
]


@pytest.mark.parametrize(("arguments", "words"), USAGE)
def test_wrong_usage_is_one_line(lagesbot: Shell, arguments: list[str], words: str) -> None:
    """Wrong usage ends with 2 and one line on standard error that says what is wrong; no traceback."""
    done = lagesbot(*arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("lagesbot: ")
    assert done.err.count("\n") == 1
    assert words in done.err


def test_without_a_verb_the_help_is_shown(lagesbot: Shell) -> None:
    """`lagesbot` alone shows what there is, as wrong usage."""
    done = lagesbot()
    assert (done.code, done.out) == (2, "")
    assert "Commands:" in done.err


@pytest.mark.parametrize("arguments", [["--help"], ["-help"], ["check", "--help"], ["run", "-h"]])
def test_help(lagesbot: Shell, arguments: list[str]) -> None:
    """Help is shown on standard output, also when asked for in Pywikibot's way."""
    done = lagesbot(*arguments)
    assert (done.code, done.err) == (0, "")
    assert "Usage: lagesbot" in done.out


def test_help_names_every_exit_code(lagesbot: Shell) -> None:
    """The help tells the contract's exit codes, one a line."""
    lines = [line.split(maxsplit=1)[0] for line in lagesbot("--help").out.splitlines() if line.strip()]
    assert lines[-9:] == ["0", "1", "2", "3", "4", "5", "75", "130", "143"]


def test_version(lagesbot: Shell) -> None:
    """The version is shown."""
    done = lagesbot("--version")
    assert (done.code, done.out) == (0, f"lagesbot, version {__version__}\n")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        pytest.param("tom", None, "no page in it", id="an empty folder"),
        pytest.param("wiki/phabricator.json", "{", "not recorded answers", id="broken answers"),
        pytest.param("wiki/phabricator.json", "[]", "not recorded answers", id="answers in a list"),
        pytest.param("wiki/phabricator.json", '{"T1": "open"}', "not recorded answers", id="an answer that is a word"),
        pytest.param("wiki/phabricator.json", '{"T1": {"title": "x"}}', "not recorded answers", id="no status"),
        pytest.param(
            "wiki/phabricator.json",
            '{"T1": {"title": "x", "status": "resolved", "closed": "i går"}}',
            "not recorded answers",
            id="no date",
        ),
        pytest.param("wiki/phabricator.json", "[" * 100_000, "not recorded answers", id="answers too deep"),
        pytest.param("wiki/protection.json", "{", "protection.json", id="broken protection"),
        pytest.param("wiki/users.json", "[]", "users.json", id="broken users"),
        pytest.param("wiki/.history.jsonl", "x\n", "line 1", id="broken history"),
    ],
)
@pytest.mark.parametrize("verb", ["check", "run"])
def test_folder_that_is_not_what_it_should_be(  # noqa: PLR0917 - what pytest gives
    lagesbot: Shell, wiki: Path, verb: str, name: str, content: str | None, words: str
) -> None:
    """A folder that is no wiki, or a broken file in one, is told in a line with the file's name."""
    path = wiki.parent / name
    if content is None:
        path.mkdir()
    else:
        path.write_text(content, encoding="utf-8")
    done = lagesbot(verb, "--wiki", path if content is None else wiki, "--date", DAY)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert words in done.err
    assert path.name in done.err


def test_project_that_is_not_there(lagesbot: Shell, wiki: Path) -> None:
    """A project that no page has is told; nothing is written."""
    before = files_of(wiki)
    done = lagesbot("run", "--wiki", wiki, "--date", DAY, "--project", "Finns inte")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert "'Projekt:Finns inte'" in done.err
    assert files_of(wiki) == before


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "No such file"), (b"\xff\xfe{}", "not UTF-8"), ("folder", "Is a directory")],
    ids=["missing", "not UTF-8", "a folder"],
)
def test_settings_file_that_cannot_be_read(
    lagesbot: Shell, wiki: Path, tmp_path: Path, content: bytes | str | None, words: str
) -> None:
    """A settings file that is not there, or is no text, is wrong usage."""
    path = tmp_path / "inställningar.json"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content:
        path.mkdir()
    done = lagesbot("check", "--wiki", wiki, "--settings", path)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert words in done.err
    assert str(path) in done.err


def test_settings_file_replaces_the_page(lagesbot: Shell, wiki: Path, tmp_path: Path) -> None:
    """With `--settings` the page on the wiki does not count, however broken; a byte order mark does no harm."""
    (wiki / ADDRESS).write_text("{", encoding="utf-8")
    path = tmp_path / "egna.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps({"people": {"Axel": {"account": "Axel"}}}).encode())
    done = lagesbot("plan", "--wiki", wiki, "--date", DAY, "--settings", path, "--format", "json", "--only", "remind")
    assert [edit["title"] for edit in done.json["edits"]] == ["Användardiskussion:Axel"]
    assert done.json["problems"] == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param('{\n "people": {\n}', "settings-unreadable", id="broken JSON"),
        pytest.param('{"people": {"John": {"account": ""}}}', "settings-value", id="a person"),
        pytest.param('{"people": {"John": {"account": "John", "bos": true}}}', "settings-unknown", id="of a person"),
        pytest.param('{"pages": {"overview": "{yaer}"}}', "settings-value", id="a page"),
        pytest.param("", "settings-unreadable", id="an empty page"),
    ],
)
@pytest.mark.parametrize("where", ["page", "file"])
def test_mistake_that_stops_writing(lagesbot: Shell, wiki: Path, text: str, code: str, where: str) -> None:
    """`check` and `plan` show the mistake as a problem; `run` ends with 2 and a line, and writes nothing."""
    path = wiki / ADDRESS if where == "page" else wiki.parent / "egna.json"
    path.write_text(text, encoding="utf-8")
    arguments: list[str | Path] = ["--wiki", wiki, "--date", DAY]
    arguments += [] if where == "page" else ["--settings", path]
    before = files_of(wiki)
    for verb in ("check", "plan"):
        done = lagesbot(verb, *arguments, "--format", "json")
        assert done.code == 0
        (problem,) = done.json["problems"]
        assert problem["code"] == code
        assert problem["page"] == (SETTINGS if where == "page" else str(path))
    done = lagesbot("run", *arguments)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert ", line " in done.err
    assert done.err.endswith(" To run without what is wrong: --force guard.\n")
    assert files_of(wiki) == before


def test_harmless_mistake_does_not_stop_writing(lagesbot: Shell, wiki: Path) -> None:
    """A mistake elsewhere is told, the default used, and the run goes on."""
    set_up(wiki, report={"max_rows": "många"})
    done = lagesbot("run", "--wiki", wiki, "--date", DAY, "--format", "json")
    assert done.code == 0
    assert [one["code"] for one in done.json["problems"]] == ["settings-value"]
    assert {edit["outcome"] for edit in done.json["edits"]} == {"saved"}


def test_wiki_that_cannot_be_reached(lagesbot: Shell, in_memory: Any) -> None:  # noqa: ANN401 - a factory of wikis
    """Where the wiki does not answer, every verb ends with 3 and one line."""
    in_memory().down = True
    for verb in ("check", "plan", "run"):
        done = lagesbot(verb, "--date", DAY)
        assert (done.code, done.out, done.err) == (3, "", "lagesbot: the wiki does not answer\n")


def the_log(_wiki: FakeWiki, _edit: object) -> None:
    """The first edit of a run, in its log, is made as usual."""


def test_edit_that_was_refused(lagesbot: Shell, in_memory: Any) -> None:  # noqa: ANN401 - a factory of wikis
    """Where an edit was refused the others are made, the reason is told, and the exit code is 4."""
    in_memory(the_log, lambda _wiki, _edit: Refused("abusefilter: länkar"))
    done = lagesbot("run", "--date", DAY)
    assert done.code == 4
    assert f"refused: {DATA} (abusefilter: länkar)\n" in done.out
    assert done.out.endswith("Done: 2 reminders, 1 overview page; 1 edit not made.\n")


def test_wiki_that_goes_down_in_a_run(lagesbot: Shell, in_memory: Any) -> None:  # noqa: ANN401 - a factory of wikis
    """Where the wiki goes down after some edits, they are told, and the exit code is 4."""

    def last(wiki: FakeWiki, _edit: object) -> None:
        wiki.down = True

    in_memory(the_log, last)
    done = lagesbot("run", "--date", DAY)
    assert done.code == 4
    assert f"saved: {DATA}\n" in done.out
    assert "not done: Lägesöversikt 2022\n" in done.out
    assert "the wiki does not answer\n" in done.out
    in_memory(the_log, last)
    assert lagesbot("run", "--date", DAY, "--format", "json").json["lost"] == "the wiki does not answer"


def test_clock_that_is_ahead_writes_nothing(lagesbot: Shell, in_memory: Any) -> None:  # noqa: ANN401
    """Where it is a later day here than on the wiki, nothing is written: it would be looked for in vain later."""
    wiki = in_memory()
    texts = dict(wiki.texts)
    done = lagesbot("run", "--date", "2022-11-11")
    assert (done.code, done.out) == (2, "")
    assert "It is 2022-11-11 here, but 2022-11-09 on the wiki." in done.err
    assert lagesbot("plan", "--date", "2022-11-11").code == 0
    assert wiki.texts == texts
    assert lagesbot("run", "--date", "2022-11-10").code == 0
    assert wiki.texts != texts


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["--date", "2023-01-09"], True, id="January"),
        pytest.param(["--date", "2023-02-28"], True, id="the last of February"),
        pytest.param(["--date", "2023-03-01"], False, id="March"),
        pytest.param(["--date", "2023-01-09", "--year", "2022", "--year", "2023"], False, id="both years asked for"),
        pytest.param(["--date", DAY], False, id="November"),
    ],
)
def test_new_year_is_spoken_of(lagesbot: Shell, wiki: Path, arguments: list[str], told: bool) -> None:  # noqa: FBT001
    """A run that leaves last year's projects alone while their last reports are due says how to go on with both."""
    done = lagesbot("run", "--wiki", wiki, *arguments, "--quiet")
    assert ("To go on with both: --year 2022 --year 2023" in done.err) is told


def test_live_wiki_is_locked_in_the_state_directory(lagesbot: Shell, in_memory: Any, tmp_path: Path) -> None:  # noqa: ANN401
    """The lock of the live wiki lies where the user's state belongs; a place that cannot be is told."""
    in_memory()
    with FileLock(tmp_path / "state" / "lagesbot" / ".lagesbot.lock"):
        assert lagesbot("run", "--date", DAY).code == 75
    assert lagesbot("run", "--date", DAY).code == 0
    shutil.rmtree(tmp_path / "state")
    (tmp_path / "state").touch()
    done = lagesbot("run", "--date", DAY)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "XDG_STATE_HOME" in done.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--year", "2019"], "Inga projekt hittades för 2019"),
        (["--year", "2019", "--year", "2020"], "Inga projekt hittades för 2019 och 2020"),
    ],
    ids=["one year", "two years"],
)
def test_guard_stops_a_year_without_projects(lagesbot: Shell, wiki: Path, arguments: list[str], words: str) -> None:
    """A plan that is too strange ends with 5 before any edit; reading it is all right."""
    before = files_of(wiki)
    done = lagesbot("run", "--wiki", wiki, "--date", DAY, *arguments)
    assert (done.code, done.out, done.err.count("\n")) == (5, "", 1)
    assert words in done.err
    assert files_of(wiki) == before
    assert lagesbot("check", "--wiki", wiki, "--date", DAY, *arguments).code == 0


def test_guard_can_be_told_to_stand_aside(lagesbot: Shell, wiki: Path) -> None:
    """More reminders than the settings allow stop the run, unless it is told that they are right."""
    set_up(wiki, guard={"max_reminders": 1})
    assert lagesbot("run", "--wiki", wiki, "--date", DAY).code == 5
    assert not (wiki / ".history.jsonl").exists()
    assert lagesbot("run", "--wiki", wiki, "--date", DAY, "--force", "guard").code == 0


def test_without_a_date_it_is_today(lagesbot: Shell, wiki: Path) -> None:
    """Without `--date` the day is today's, and its year has no project in this wiki."""
    done = lagesbot("check", "--wiki", wiki, "--format", "json")
    assert done.json["years"] == [int(done.json["date"][:4])]
    assert done.json["projects"] == []


def test_lock_of_a_folder_wiki(lagesbot: Shell, wiki: Path) -> None:
    """While a run holds the folder's lock, another ends with 75; reading is not kept out."""
    with FileLock(wiki / ".lagesbot.lock"):
        done = lagesbot("run", "--wiki", wiki, "--date", DAY)
        assert (done.code, done.out, done.err.count("\n")) == (75, "", 1)
        assert lagesbot("check", "--wiki", wiki, "--date", DAY).code == 0
        assert lagesbot("run", "--wiki", wiki, "--date", DAY, "-simulate").code == 0
    assert lagesbot("run", "--wiki", wiki, "--date", DAY).code == 0


@pytest.mark.parametrize("place", range(6))
def test_simulated_run_writes_nothing(lagesbot: Shell, wiki: Path, place: int) -> None:
    """With `-simulate`, wherever it stands, no file is changed or made; what would be done is told."""
    arguments = ["run", "--wiki", str(wiki), "--date", DAY]
    before = everything(wiki)
    done = lagesbot(*arguments[:place], "-simulate", *arguments[place:])
    assert done.code == 0
    assert everything(wiki) == before
    assert f"not done: {DATA}\n" in done.out
    assert "Nothing was written: -simulate.\n" in done.out


def test_crash_is_not_mended_by_reading(lagesbot: Shell, wiki: Path) -> None:
    """An edit that a crash left half done is not finished by a verb that writes nothing."""
    (wiki / ".revisions").mkdir()
    (wiki / ".revisions" / "pending.json").write_text("{}", encoding="utf-8")
    before = everything(wiki)
    for arguments in (["check"], ["plan"], ["run", "-simulate"]):
        assert lagesbot(*arguments, "--wiki", wiki, "--date", DAY).code == 0
    assert everything(wiki) == before


@pytest.mark.parametrize(
    "argument",
    [
        "-family:wikimediachapter",
        "-lang:se",
        "-site:wikimediachapter:se",
        "-user:Lägesbot",
        "-dir:x",
        "-config:x.py",
        "-log",
        "-nolog",
        "-logfile:x",
        "-putthrottle:5",
        "-pt:1",
        "-debug:bot",
        "-verbose",
        "-v",
        "-simulate",
        "-cosmeticchanges",
        "-cc",
        "-maxlag:5",
    ],
)
@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_pywikibots_arguments_may_stand_anywhere(argument: str, place: int) -> None:
    """Pywikibot's own arguments are taken out wherever they stand, even between an option and its value."""
    ours = ["check", "--wiki", "mapp"]
    assert split_arguments([*ours[:place], argument, *ours[place:]]) == (ours, [argument])


@pytest.mark.parametrize("argument", ["-w", "-year:2022", "-format", "-dry-run", "-simulatex", "-langse"])
def test_other_single_dashes_are_mistakes(argument: str) -> None:
    """A single dash with anything else is a mistake, not something to leave out silently."""
    with pytest.raises(UsageError, match=argument):
        split_arguments(["check", argument])


def test_our_own_arguments_are_left_alone() -> None:
    """Two dashes, a lone dash and negative numbers are not Pywikibot's."""
    ours = ["check", "--wiki", "-", "--", "-1"]
    assert split_arguments(ours) == (ours, [])


@pytest.mark.parametrize("verb", ["check", "plan", "run"])
def test_json_is_one_document_and_nothing_else(lagesbot: Shell, wiki: Path, verb: str) -> None:
    """With `--format json` standard output is one document, whatever is logged."""
    done = lagesbot(verb, "--wiki", wiki, "--date", DAY, "--format", "json", "--verbose")
    assert (done.json["version"], done.json["date"], done.json["years"]) == (1, DAY, [2022])
    assert done.out == json.dumps(done.json, ensure_ascii=False, indent=1) + "\n"
    assert "DEBUG Reading pages: " in done.err
    quiet = lagesbot(verb, "--wiki", wiki, "--date", DAY, "--format", "json", "--quiet")
    assert quiet.err == ""


def test_json_of_a_plan(lagesbot: Shell, wiki: Path) -> None:
    """A plan in JSON has each edit with why, summary, base and diff, and what is withheld with its reason."""
    (wiki / "Användardiskussion").mkdir()
    (wiki / "Användardiskussion" / "John (WMSE).wiki").write_text("{{nobots}}", encoding="utf-8")
    document = lagesbot("plan", "--wiki", wiki, "--date", DAY, "--format", "json").json
    keys = {"task", "title", "why", "changes", "summary", "base", "minor", "bot", "diff"}
    assert [edit["task"] for edit in document["edits"]] == ["report", "remind", "overview"]
    assert all(edit.keys() == keys for edit in document["edits"])
    assert document["edits"][0]["base"] > 0
    assert document["edits"][2]["base"] == 0
    (withheld,) = document["withheld"]
    assert (withheld["task"], withheld["title"]) == ("remind", "Användardiskussion:John (WMSE)")
    assert "nobots" in withheld["why"]


def test_json_of_a_run(lagesbot: Shell, wiki: Path) -> None:
    """A run in JSON has the outcome of each edit; null where it was never tried."""
    (wiki / "Användare" / "Lägesbot" / "stopp").mkdir()
    (wiki / "Användare" / "Lägesbot" / "stopp" / "översikt.wiki").write_text("nej", encoding="utf-8")
    done = lagesbot("run", "--wiki", wiki, "--date", DAY, "--format", "json")
    assert done.code == 0
    assert [edit["outcome"] for edit in done.json["edits"]] == ["saved", "saved", "saved", None]
    assert [edit["revid"] for edit in done.json["edits"]] == [2, 3, 4, None]  # the first is in the log
    assert len(done.json["stopped"]) == 1
    assert (done.json["astray"], done.json["lost"], done.json["halted"], done.json["unlogged"]) == (
        [],
        None,
        None,
        None,
    )


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_json_of_a_run_that_was_interrupted(lagesbot: Shell, in_memory: Any, number: signal.Signals, code: int) -> None:  # noqa: ANN401
    """Interrupted at an edit, a run ends with the shell's code, and says why it was halted and what is left."""
    wiki = in_memory(the_log, lambda _wiki, _edit: signal.raise_signal(number))
    done = lagesbot("run", "--date", DAY, "--format", "json")
    assert done.code == code
    assert [edit["outcome"] for edit in done.json["edits"]] == ["saved", None, None, None]
    assert done.json["halted"] == f"Interrupted ({number.name}): the edit in hand was finished."
    assert "'''avbruten i förtid'''" in wiki.texts[LOG]


def test_run_that_takes_too_long(lagesbot: Shell, wiki: Path) -> None:
    """A run whose time is up makes no further edit, says which setting decides, tells the log, and ends with 4."""
    set_up(wiki, guard={"max_hours": 1e-9})
    done = lagesbot("run", "--wiki", wiki, "--date", DAY)
    assert done.code == 4
    assert "longer than guard.max_hours allows" in done.out
    assert f"not done: {DATA}\n" in done.out
    log = (wiki / "Användare" / "Lägesbot" / "Logg.wiki").read_text(encoding="utf-8")
    assert log.count("'''avbruten i förtid'''") == 1


def test_run_that_the_log_does_not_tell_of(lagesbot: Shell, in_memory: Any) -> None:  # noqa: ANN401 - a factory of wikis
    """Where the log cannot be written the run ends well all the same, and says why it is not told of."""
    for format_, told in (
        ("text", "The log does not tell of this run: Loggen på "),
        ("json", '"unlogged": "Loggen på '),
    ):
        in_memory().person_writes(LOG, "#OMDIRIGERING [[X]]")
        done = lagesbot("run", "--date", DAY, "--format", format_)
        assert (done.code, told in done.out) == (0, True)


@pytest.mark.parametrize(
    ("state", "code", "words"),
    [
        ({"blocked": "av Tore"}, 2, "The account Lägesbot is blocked on the wiki (av Tore)."),
        ({"readonly": "byte av databas"}, 3, "The wiki is read-only just now (byte av databas)."),
        ({"bot": False}, 2, "The account Lägesbot has no bot right on the wiki"),
    ],
    ids=["blocked", "read-only", "no bot right"],
)
def test_wiki_that_takes_no_edits(
    lagesbot: Shell,
    in_memory: Any,  # noqa: ANN401 - a factory of wikis
    state: dict[str, object],
    code: int,
    words: str,
) -> None:
    """A blocked account, a read-only wiki and a lost right end a run with their codes and one line, and no edit."""
    wiki = in_memory()
    for name, value in state.items():
        setattr(wiki, name, value)
    done = lagesbot("run", "--date", DAY)
    assert (done.code, done.out, done.err.count("lagesbot: ")) == (code, "", 1)
    assert words in done.err
    assert wiki.sent == []


def test_stop_page_ends_a_run_well(lagesbot: Shell, in_memory: Any) -> None:  # noqa: ANN401 - a factory of wikis
    """With text on the stop page a run ends with 0, says who stopped it and when, and makes no edit."""
    wiki = in_memory()
    wiki.person_writes("Användare:Lägesbot/stopp", "stopp")
    done = lagesbot("run", "--date", DAY)
    assert (done.code, wiki.sent) == (0, [])
    assert "Stopped by Sara at 2022-11-09 06:30 UTC" in done.out


def test_plan_shows_a_diff_with_its_summary_and_why(lagesbot: Shell, wiki: Path) -> None:
    """`plan` shows each edit as a unified diff, with its summary and why."""
    out = lagesbot("plan", "--wiki", wiki, "--date", DAY).out
    assert f"Report: {DATA}\n  why: " in out
    assert f"--- {DATA}\n+++ {DATA}\n@@ " in out
    assert "--- /dev/null\n+++ Lägesöversikt 2022\n@@ -0,0 " in out
    assert "  summary: Lägesbot påminner om " in out
    assert out.endswith("\nPlanned: 1 report page, 2 reminders, 1 overview page.\n")


def test_calendar_writes_nothing(lagesbot: Shell, wiki: Path) -> None:
    """A rehearsal tells who would get what on which day, leaves every file as it was, and makes none."""
    before = everything(wiki)
    done = lagesbot("calendar", "--wiki", wiki, "--date", DAY)
    assert done.code == 0
    assert done.out.startswith("2022-11-09 Wednesday\n  Axel (Axel (WMSE))\n    reminder 1: ")
    assert everything(wiki) == before


@pytest.mark.parametrize(
    ("arguments", "first", "last", "years"),
    [
        pytest.param([], DAY, "2023-02-08", [2022, 2023], id="three months from the day"),
        pytest.param(["--from", "2022-11-01", "--to", "2022-12-31"], "2022-11-01", "2022-12-31", [2022], id="both"),
        pytest.param(["--to", "2022-11-09"], DAY, DAY, [2022], id="one day"),
        pytest.param(["--from", "2022-12-01"], "2022-12-01", "2023-03-02", [2022, 2023], id="first"),
        pytest.param(["--year", "2021"], DAY, "2023-02-08", [2021], id="another year"),
        pytest.param(
            ["--from", "2023-02-28", "--to", "2023-03-09"], "2023-02-28", "2023-03-09", [2022, 2023], id="old"
        ),
        pytest.param(["--from", "2023-03-01", "--to", "2023-03-09"], "2023-03-01", "2023-03-09", [2023], id="new"),
        pytest.param(["--to", "2023-12-14"], DAY, "2023-12-14", [2022, 2023], id="as long as can be"),
    ],
)
def test_days_of_a_calendar(  # noqa: PLR0917 - what pytest gives
    lagesbot: Shell, wiki: Path, arguments: list[str], first: str, last: str, years: list[int]
) -> None:
    """The days are those asked for, else three months from the day; the years are those asked for, else all touched.

    Until March the year before is one of them: its last reports are due and reminded of then, as the crontab has it.
    """
    done = lagesbot("calendar", "--wiki", wiki, "--date", DAY, "--format", "json", "--quiet", *arguments)
    assert (done.code, done.err) == (0, "")
    assert (done.json["from"], done.json["to"], done.json["years"]) == (first, last, years)
    assert [done.json["days"][0]["date"], done.json["days"][-1]["date"]] == [first, last]


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["--from", "2022-11-10", "--to", "2022-11-09"], id="the wrong way round"),
        pytest.param(["--to", "2022-11-08"], id="before the day"),
        pytest.param(["--to", "2023-12-15"], id="more than 400 days"),
    ],
)
def test_calendar_that_cannot_be(lagesbot: Shell, wiki: Path, arguments: list[str]) -> None:
    """Days the wrong way round, or more of them than anybody needs, are a mistake that says what is allowed."""
    done = lagesbot("calendar", "--wiki", wiki, "--date", DAY, *arguments)
    assert (done.code, done.out) == (2, "")
    assert "at most 400 days later" in done.err


def test_reminders_are_shown_when_asked_for(lagesbot: Shell, wiki: Path) -> None:
    """`plan` and `check --verbose` say how it stands with each project and person; `check` alone does not."""
    words = (
        f"\nReminders\n  {TITLE}\n    John: lägesrapporten för oktober 2022 – påminns i dag\n    Axel: Boka lokal – "
    )
    assert words in lagesbot("plan", "--wiki", wiki, "--date", DAY).out
    assert words in lagesbot("check", "--wiki", wiki, "--date", DAY, "--verbose").out
    assert "\nReminders\n" not in lagesbot("check", "--wiki", wiki, "--date", DAY).out


def titles(done: Done) -> list[str]:
    """The pages that a plan edits."""
    return [edit["title"] for edit in done.json["edits"]]


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        ("report", {"report"}),
        ("remind", {"remind"}),
        ("overview", {"overview"}),
        ("overview, report", {"report", "overview"}),
        ("report,report", {"report"}),
    ],
)
def test_only(lagesbot: Shell, wiki: Path, only: str, expected: set[str]) -> None:
    """`--only` does these tasks and no other."""
    done = lagesbot("plan", "--wiki", wiki, "--date", DAY, "--format", "json", "--only", only)
    assert {edit["task"] for edit in done.json["edits"]} == expected


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """A folder wiki with two projects, the second in another year, too."""
    other = "Projekt:Andra 2022"
    pages = {
        **wiki_pages(ROW),
        other: plan_text(ROW),
        f"{other}/Projektdata": data_text(),
        "Projekt 2022": year_list(TITLE, other),
        "Projekt 2023": year_list(other),
    }
    return folder_wiki(tmp_path / "wiki", pages)


@pytest.mark.parametrize(
    ("projects", "expected"),
    [
        ([], [TITLE, "Projekt:Andra 2022"]),
        (["Prov 2022"], [TITLE]),
        (["Projekt:Prov 2022"], [TITLE]),
        (["projekt:prov_2022"], [TITLE]),
        (["Andra 2022", "Prov 2022", "Projekt:Andra 2022"], ["Projekt:Andra 2022", TITLE]),
    ],
    ids=["all", "without namespace", "with namespace", "as in an address", "several"],
)
def test_project(lagesbot: Shell, two: Path, projects: list[str], expected: list[str]) -> None:
    """`--project` looks at these projects only, named with or without namespace."""
    arguments = [argument for name in projects for argument in ("--project", name)]
    done = lagesbot("check", "--wiki", two, "--date", DAY, "--format", "json", *arguments)
    assert [one["title"] for one in done.json["projects"]] == expected


def test_run_on_one_project_leaves_the_rest(lagesbot: Shell, two: Path) -> None:
    """A run on one project writes on its pages, reminds of it, and leaves the overview and other projects."""
    done = lagesbot("run", "--wiki", two, "--date", DAY, "--project", "Prov 2022", "--format", "json")
    assert titles(done) == [DATA, "Användardiskussion:Axel (WMSE)", "Användardiskussion:John (WMSE)"]
    later = lagesbot("run", "--wiki", two, "--date", "2022-11-10", "--format", "json")
    assert titles(later)[0] == "Projekt:Andra 2022/Projektdata"
    assert titles(later)[-1] == "Lägesöversikt 2022"
    message = (two / "Användardiskussion" / "Axel (WMSE).wiki").read_text(encoding="utf-8")
    assert message.count("Boka lokal") == 2


def test_second_run_of_a_day_waits_with_its_messages(lagesbot: Shell, two: Path) -> None:
    """Nobody gets two messages in a day; what waits is told."""
    lagesbot("run", "--wiki", two, "--date", DAY, "--project", "Prov 2022")
    done = lagesbot("run", "--wiki", two, "--date", DAY, "--only", "remind")
    assert done.code == 0
    assert "Axel: 1 sak väntar; dagens påminnelse är redan skickad." in done.out
    assert done.out.endswith("\nNothing to do.\n")


def test_years(lagesbot: Shell, two: Path) -> None:
    """`--year` may be given several times; a year twice is one, and a project of two years is one."""
    arguments: list[str | Path] = ["--wiki", two, "--date", DAY, "--format", "json", "--year", "2023"]
    done = lagesbot("check", *arguments)
    assert (done.json["years"], [one["title"] for one in done.json["projects"]]) == ([2023], ["Projekt:Andra 2022"])
    done = lagesbot("plan", *arguments, "--year", "2022", "--year", "2023")
    assert done.json["years"] == [2023, 2022]
    assert titles(done).count("Projekt:Andra 2022/Projektdata") == 1
    assert titles(done)[-2:] == ["Lägesöversikt 2023", "Lägesöversikt 2022"]


def test_info_is_shown_when_asked_for(lagesbot: Shell, wiki: Path) -> None:
    """Findings of severity info are counted, and shown with `--verbose`."""
    assert "Not shown: 1 info." in lagesbot("check", "--wiki", wiki, "--date", DAY).out
    out = lagesbot("check", "--wiki", wiki, "--date", DAY, "--verbose").out
    assert "task-missing" in out
    assert "Not shown" not in out


@pytest.mark.parametrize(("task", "codes"), [("T1", ["tasks-unavailable"]), ("", [])], ids=["a task", "no tasks"])
def test_missing_answers_are_told(lagesbot: Shell, tmp_path: Path, task: str, codes: list[str]) -> None:
    """Without recorded answers it is told that tasks were not asked for, where there are any."""
    wiki = folder_wiki(tmp_path / "wiki", wiki_pages(f"Mars | Boka lokal | Axel | | {task}"))
    (wiki / "phabricator.json").unlink()
    done = lagesbot("check", "--wiki", wiki, "--date", DAY, "--format", "json")
    assert done.code == 0
    assert [one["code"] for one in done.json["problems"]] == codes
    assert all("phabricator.json" in one["message"] for one in done.json["problems"])


def test_live_wiki_without_a_token(lagesbot: Shell, in_memory: Any) -> None:  # noqa: ANN401 - a factory of wikis
    """Without a token a run goes well; that Phabricator was not asked is told once, and what to do."""
    in_memory().texts[TITLE] = plan_text("Mars | Boka lokal | Axel | | T1", "April | Tryck | Axel | | T2")
    done = lagesbot("run", "--date", DAY, "--format", "json")
    assert done.code == 0
    (problem,) = done.json["problems"]
    assert (problem["code"], problem["severity"], problem["page"]) == ("tasks-unavailable", "warning", SETTINGS)
    assert "PHAB_API_TOKEN" in problem["message"]


@pytest.mark.parametrize(
    ("name", "code", "where"),
    [
        pytest.param("Projekt/Prov 2022.wiki", "page-missing", TITLE, id="project page"),
        pytest.param("Projekt/Prov 2022/Projektdata.wiki", "projectdata-missing", DATA, id="project data"),
    ],
)
def test_file_that_is_not_utf_8(lagesbot: Shell, two: Path, name: str, code: str, where: str) -> None:
    """A page that cannot be read is told of with page and line and left as it is; the other project goes on."""
    (two / name).write_bytes(b"\xff\xfe\x00bin\x00")
    checked = lagesbot("check", "--wiki", two, "--date", DAY, "--format", "json").json
    assert [(one["code"], one["page"], one["line"]) for one in checked["problems"]] == [("page-unreadable", where, 1)]
    assert (code, where, 1) in [(one["code"], one["page"], one["line"]) for one in checked["projects"][0]["findings"]]
    done = lagesbot("run", "--wiki", two, "--date", DAY, "--format", "json")
    assert done.code == 0
    assert "Projekt:Andra 2022/Projektdata" in titles(done)
    assert DATA not in titles(done)
    assert (two / name).read_bytes() == b"\xff\xfe\x00bin\x00"


def test_settings_page_that_is_not_utf_8(lagesbot: Shell, wiki: Path) -> None:
    """A settings page that cannot be read is no missing one: nothing is written."""
    (wiki / ADDRESS).write_bytes(b"\xff")
    before = files_of(wiki)
    assert lagesbot("run", "--wiki", wiki, "--date", DAY).code == 2
    assert files_of(wiki) == before


def test_interrupted(lagesbot: Shell, wiki: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends with the shell's own code and one line."""

    def interrupted(*_arguments: object, **_options: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(reading, "check", interrupted)
    done = lagesbot("check", "--wiki", wiki)
    assert (done.code, done.out, done.err.strip()) == (130, "", "lagesbot: interrupted.")


def test_demo(lagesbot: Shell, tmp_path: Path) -> None:
    """The demo plays the main job on a copy of the example, then again with nothing left to do."""
    done = lagesbot("demo", "--to", tmp_path / "kopia")
    assert done.code == 0
    assert done.out.endswith("\nNothing to do.\n")
    assert (tmp_path / "kopia" / "_" / "Lägesöversikt 2022.wiki").is_file()
    listed = [line.strip() for line in done.out.splitlines() if line.startswith("  ") and line.endswith(".wiki")]
    history = (tmp_path / "kopia" / ".history.jsonl").read_text(encoding="utf-8").splitlines()
    edited = {json.loads(line)["title"] for line in history}
    assert len(listed) == len(set(listed)) == len(edited)
    assert "Användare/Lägesbot/Logg.wiki" in listed
    assert all((tmp_path / "kopia" / path).is_file() for path in listed)


def test_demo_in_english(lagesbot: Shell, tmp_path: Path) -> None:
    """The demo plays the English example, too, and says how to go on there with the file that comes first."""
    folder = tmp_path / "copy"
    done = lagesbot("demo", "--example", "en", "--to", folder)
    assert done.code == 0
    assert done.out.endswith("\nNothing to do.\n")
    assert "saved: How our projects are doing 2022" in done.out
    assert "  User/Lägesbot/Log.wiki\n" in done.out
    go_on = f"lagesbot plan --wiki {folder} --date 2022-11-20 --base-settings {folder / 'base-settings.json'}"
    assert f"{go_on}\n" in done.out
    assert lagesbot(*go_on.split()[1:]).code == 0


@pytest.mark.parametrize(
    ("name", "words"), [("", "exists already"), ("fil/kopia", "Cannot copy")], ids=["exists", "below a file"]
)
def test_demo_that_cannot_be_put_there(lagesbot: Shell, tmp_path: Path, name: str, words: str) -> None:
    """The demo overwrites nothing."""
    (tmp_path / "fil").touch()
    done = lagesbot("demo", "--to", tmp_path / name)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert words in done.err


def test_as_a_process(wiki: Path) -> None:
    """`python -m bot` is the command: results on standard output, the log on standard error, its exit code."""
    command = [sys.executable, "-m", "bot", "check", "--wiki", str(wiki), "--date", DAY, "--fail-on", "error"]
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([*command, "--verbose"], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "report-missing" in done.stdout
    assert "DEBUG" in done.stderr
    assert "DEBUG" not in done.stdout


def test_reader_that_goes_away(wiki: Path) -> None:
    """A pipe whose reader goes away (`| head`) is no reason for a traceback."""
    root = Path(__file__).resolve().parents[2]
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "bot", "plan", "--wiki", str(wiki), "--date", DAY, "--format", "json"]
    with os.fdopen(writing, "wb") as output:
        done = subprocess.run(command, cwd=root, stdout=output, stderr=subprocess.PIPE, text=True, check=False)
    assert "Traceback" not in done.stderr


def test_live_run_is_not_made_for_a_day_to_come(capsys: pytest.CaptureFixture[str]) -> None:
    """What a run sent on a day to come would not be found again; it is refused before the wiki is asked."""
    with pytest.raises(SystemExit) as ended:
        main(["run", "--date", "2099-01-01"])
    assert ended.value.code == 2
    assert "a day to come" in capsys.readouterr().err


def test_argument_that_is_no_text_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """Half a character on the command line is a line, not a traceback."""
    with pytest.raises(SystemExit) as ended:
        main(["check", "--project", "a\udcffb"])
    assert ended.value.code == 2
    assert "not readable text" in capsys.readouterr().err
