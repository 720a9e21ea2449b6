"""`lagesbot settings`: what it shows, what it says of a file, and how it ends (the contract on commands)."""

import io
import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from bot.setting_schema import settings_schema
from tests.support.builders import files_of, folder_wiki, wiki_pages
from tests.unit.test_cli import ADDRESS, SETTINGS, Done, Shell

BAD = '{"people": {"A": {}},\n"report": {"due_workday": 0},\n"x": 1}'


@pytest.fixture
def settings(capsys: pytest.CaptureFixture[str]) -> Iterator["Settings"]:
    """The command; the log is left as it was."""
    handlers = logging.root.handlers[:]
    yield Settings(Shell(capsys))
    logging.root.handlers[:] = handlers


class Settings:
    """`lagesbot settings`, as people call it."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell

    def __call__(self, *arguments: str | Path) -> Done:
        """Call it with these arguments."""
        return self.shell("settings", *arguments)


@pytest.fixture
def wiki(tmp_path: Path) -> Path:
    """A folder wiki with settings."""
    return folder_wiki(tmp_path / "wiki", wiki_pages(report={"due_workday": 6}))


def file(folder: Path, text: str | bytes) -> Path:
    """A file with this in it."""
    path = folder / "l.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Give exactly one of --show, --check FILE and --schema"),
        (["--show", "--schema"], "Give exactly one of"),
        (["--check", "x", "--schema"], "Give exactly one of"),
        (["--check", "x", "--show"], "Give exactly one of"),
        (["--schema", "--wiki", "x"], "--wiki says nothing here"),
        (["--check", "x", "--settings", "y"], "--settings says nothing here"),
        (["--schema", "--format", "json"], "--format says nothing here"),
        (["--check"], "requires an argument"),
        (["--show", "--date", "2022-11-20"], "No such option"),
    ],
)
def test_wrong_usage(settings: Settings, arguments: list[str], words: str) -> None:
    """None or several of the three, and options that would do nothing, are wrong usage: 2 and one line."""
    done = settings(*arguments)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert words in done.err


def test_schema_is_printed(settings: Settings) -> None:
    """`--schema` prints the schema as one JSON document, and needs no wiki."""
    done = settings("--schema")
    assert (done.code, done.err, done.json) == (0, "", settings_schema())


def test_schema_in_the_language_of_the_base_settings(settings: Settings, tmp_path: Path) -> None:
    """The file below all says in which language the schema is, and which page it is for."""
    file = tmp_path / "base.json"
    file.write_text('{"language": "en", "pages": {"settings": "Wikimedia:Bot.json"}}', encoding="utf-8")
    done = settings("--schema", "--base-settings", file)
    assert (done.code, done.json["title"]) == (0, "Wikimedia:Bot.json")
    assert done.json == settings_schema("en", page="Wikimedia:Bot.json")


def test_show_reads_the_page(settings: Settings, wiki: Path) -> None:
    """`--show` tells what the page sets and what is default, and writes nothing."""
    before = files_of(wiki)
    done = settings("--show", "--wiki", wiki, "--format", "json")
    rows = {one["path"]: one for one in done.json["settings"]}
    assert (done.code, rows["report.due_workday"]["value"], rows["report.due_workday"]["source"]) == (0, 6, SETTINGS)
    assert f"report.due_workday = 6  ({SETTINGS}, line 1)" in settings("--show", "--wiki", wiki).out.splitlines()
    assert files_of(wiki) == before


def test_show_tells_mistakes_and_ends_well(settings: Settings, wiki: Path) -> None:
    """Settings with mistakes are shown with what counts, and the mistakes below: that is an answer."""
    (wiki / ADDRESS).write_text(BAD, encoding="utf-8")
    done = settings("--show", "--wiki", wiki)
    assert "report.due_workday = 5  (default)" in done.out
    assert (done.code, done.out.splitlines()[-1]) == (0, "3 mistakes. Nothing is written until that is put right.")


def test_show_of_a_file_needs_no_wiki(settings: Settings, tmp_path: Path) -> None:
    """With `--settings` the page is not asked for, and so no wiki is."""
    done = settings("--show", "--settings", file(tmp_path, '{"report": {"max_rows": 3}}'))
    assert f"report.max_rows = 3  ({tmp_path / 'l.json'}, line 1)" in done.out


@pytest.mark.parametrize("how", ["option", "environment"])
def test_base_settings_lie_below_the_page(
    settings: Settings, wiki: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """A file named by option or environment counts where the page says nothing, for every verb that opens a wiki."""
    path = file(tmp_path, '{"report": {"due_workday": 3, "max_rows": 2}, "guard": {"x": 1}}')
    if how == "environment":
        monkeypatch.setenv("LAGESBOT_SETTINGS", str(path))
    option = ["--base-settings", str(path)] if how == "option" else []
    done = settings("--show", "--wiki", wiki, "--format", "json", *option)
    rows = {one["path"]: one["value"] for one in done.json["settings"]}
    assert (rows["report.due_workday"], rows["report.max_rows"]) == (6, 2)
    problems = settings.shell("check", "--wiki", wiki, "--format", "json", *option).json["problems"]
    assert [(one["code"], one["page"]) for one in problems] == [("settings-unknown", str(path))]


def test_base_settings_lie_below_a_file_too(settings: Settings, tmp_path: Path) -> None:
    """With `--settings` in the page's place, the other file still lies below."""
    above = tmp_path / "above.json"
    above.write_text('{"report": {"due_workday": 4}}', encoding="utf-8")
    below = file(tmp_path, '{"report": {"due_workday": 3, "max_rows": 2}}')
    done = settings("--show", "--settings", above, "--base-settings", below, "--format", "json")
    rows = {one["path"]: one["value"] for one in done.json["settings"]}
    assert (rows["report.due_workday"], rows["report.max_rows"]) == (4, 2)


@pytest.mark.parametrize("option", ["--settings", "--base-settings", "--check"])
def test_file_that_is_not_there(settings: Settings, tmp_path: Path, option: str) -> None:
    """A file that cannot be read is wrong usage: 2 and one line with its name."""
    path = tmp_path / "nej.json"
    done = settings(*(["--show"] if option != "--check" else []), option, path)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert f"Cannot read the settings {path}: No such file or directory." in done.err


def test_check_tells_every_mistake(settings: Settings, tmp_path: Path) -> None:
    """All mistakes of a file are told at once, each with its line, and the exit code is 2."""
    done = settings("--check", file(tmp_path, BAD), "--format", "json")
    assert done.code == 2
    assert [(one["line"], one["code"]) for one in done.json["problems"]] == [
        (1, "settings-value"),
        (2, "settings-value"),
        (3, "settings-unknown"),
    ]
    told = settings("--check", tmp_path / "l.json")
    assert told.code == 2
    for words in ("people.A.account", "kontots namn", "report.due_workday", "Förvalet 5 används i stället", "x finns"):
        assert words in told.out


def test_check_of_a_right_file(settings: Settings, tmp_path: Path) -> None:
    """A file without mistakes is said to be right, and the exit code is 0; a byte order mark does no harm."""
    path = file(tmp_path, b'\xef\xbb\xbf{"report": {"max_rows": 3}}')
    done = settings("--check", path)
    assert (done.code, done.out) == (0, f"{path}: no mistakes.\n")
    assert settings("--check", path, "--format", "json").json == {"version": 1, "writable": True, "problems": []}


def test_check_knows_what_lies_below(settings: Settings, tmp_path: Path) -> None:
    """With a file below, what is used instead is its value, and its people may be named."""
    below = tmp_path / "below.json"
    below.write_text('{"people": {"A": {"account": "A"}}, "report": {"due_workday": 3}}', encoding="utf-8")
    path = file(tmp_path, '{"people": {"B": {"account": "B", "instead": "A"}}, "report": {"due_workday": 0}}')
    done = settings("--check", path, "--base-settings", below)
    assert f"Värdet 3 i {below}, rad 1, används i stället." in done.out
    assert done.out.splitlines()[-1] == "1 mistake."


@pytest.mark.parametrize(
    ("given_bytes", "code", "words"),
    [
        (b"{}", 0, "standard input: no mistakes."),
        (b'{"x": 1}', 2, "standard input"),
        (b"\xff{}", 2, "Standard input is not UTF-8 text."),
    ],
)
def test_check_of_standard_input(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, given_bytes: bytes, code: int, words: str
) -> None:
    """A dash means standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given_bytes)))
    done = settings("--check", "-")
    assert done.code == code
    assert words in done.out + done.err


def test_check_without_standard_input(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where standard input is closed, a dash is wrong usage."""
    monkeypatch.setattr(sys, "stdin", None)
    done = settings("--check", "-")
    assert (done.code, done.err) == (2, "lagesbot: There is no standard input.\n")


@given(
    st.binary(max_size=30)
    | st.text(max_size=30).map(lambda text: text.encode())
    | st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=3).map(lambda one: json.dumps(one).encode())
)
@example(b"[" * 100_000)
@example(b'{"a":' * 5_000)
@example(b'{"people": {"\\ud800": 1}}')
@example(b'{"report": {"due_workday": ' + b"9" * 5_000 + b"}}")
@example(b"\x00")
@hypothesis(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_check_of_anything_ends_well(settings: Settings, tmp_path: Path, content: bytes) -> None:
    """Whatever a file holds, the answer is 0 or 2, and words: never an error that nobody foresaw."""
    done = settings("--check", file(tmp_path, content))
    assert done.code in {0, 2}
    assert (done.out or done.err).strip()
