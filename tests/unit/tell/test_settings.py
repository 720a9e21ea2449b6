"""The settings as they are shown: each value with where it comes from, and every mistake."""

import io
import json

import pytest
from rich.console import Console

from bot.codes import CODES, PROBLEMS
from bot.parse.settings import Layer, Loaded, load_layers
from bot.settings import FIELDS, SETTINGS_PAGE, Settings
from bot.tell.settings import mistakes_document, settings_document, show_mistakes, show_settings, values
from tests.support.builders import WORDS

BASE = '{"people": {"A": {"account": "A"}},\n"report": {"due_workday": 4,\n"max_rows": 3}}'
PAGE = (
    '{"people": {"A": {\n"away": ["2022-07-01"]}},\n"report": {"due_workday": 6, "x": 1}, "requests": {"groups": []}}'
)


def loaded(*texts: str) -> Loaded:
    """Settings of a file and of the page, or of the page alone."""
    return load_layers([Layer(text, source) for text, source in zip(texts, ("l.json", SETTINGS_PAGE), strict=False)])


def told(found: Loaded) -> dict[str, tuple[object, str]]:
    """Each value and where it comes from."""
    return {one.name: (one.value, one.origin) for one in values(found)}


def shown(found: Loaded, *, terminal: bool = False, width: int = 200) -> str:
    """What a person sees."""
    into = io.StringIO()
    show_settings(Console(file=into, force_terminal=terminal, width=width, color_system=None), found, WORDS)
    return into.getvalue()


def test_each_value_has_its_origin() -> None:
    """A value tells whether it is a default, or stands in the file or on the page, and on which line."""
    found = told(loaded(BASE, PAGE))
    page = f"{SETTINGS_PAGE}, line"
    assert found["people.A.account"] == ("A", "l.json, line 1")
    assert found["people.A.away"] == (["2022-07-01/2022-07-01"], f"{page} 2")
    assert found["people.A.manager"] == (False, "default")
    assert found["report.due_workday"] == (6, f"{page} 3")
    assert found["report.max_rows"] == (3, "l.json, line 3")
    assert found["report.placement"] == ("auto", "default")
    assert found["requests.groups"] == ([], f"{page} 3")


def test_every_setting_is_told() -> None:
    """Without a word from anybody all settings are there, each with its default: codes and fields one by one too."""
    found = told(Loaded(Settings()))
    assert {origin for _, origin in found.values()} == {"default"}
    assert {code: found[f"findings.{code}"][0] for code in CODES | PROBLEMS} == CODES | PROBLEMS
    assert {key: found[f"templates.fields.{key}"][0] for key in FIELDS} == {key: [*one] for key, one in FIELDS.items()}
    parts = {name.split(".")[0] for name in found}
    assert parts == set(Settings.model_fields) - {"people", "projects"}


def test_what_is_set_of_projects_findings_and_fields() -> None:
    """What is set where keys are free comes with its place; a day is told as it is written."""
    text = {
        "projects": {"P": {"paused_until": "2022-12-01", "off": ["task-unknown", "task-missing"]}},
        "findings": {"task-missing": "off"},
        "templates": {"fields": {"updated": ["a"]}, "projectdata": ["B"]},
    }
    found = told(loaded(json.dumps(text)))
    assert found["projects.P.paused_until"] == ("2022-12-01", "l.json, line 1")
    assert found["projects.P.off"] == (["task-missing", "task-unknown"], "l.json, line 1")
    assert found["projects.P.every_months"] == (None, "default")
    assert found["findings.task-missing"] == ("off", "l.json, line 1")
    assert found["templates.fields.updated"] == (["a"], "l.json, line 1")
    assert found["templates.projectdata"] == (["B"], "l.json, line 1")


def test_settings_as_json() -> None:
    """The document has each value with its keys and its place, and the mistakes as problems."""
    document = settings_document(loaded(BASE, PAGE), WORDS)
    assert json.loads(json.dumps(document)) == document
    rows = {one["path"]: one for one in document["settings"]}
    assert rows["people.A.account"] == {
        "path": "people.A.account",
        "keys": ["people", "A", "account"],
        "value": "A",
        "from": "file",
        "source": "l.json",
        "line": 1,
    }
    assert (rows["report.due_workday"]["from"], rows["report.due_workday"]["source"]) == ("page", SETTINGS_PAGE)
    assert (rows["health.max_hours"]["from"], rows["health.max_hours"]["source"]) == ("default", None)
    assert rows["health.max_hours"]["line"] is None
    assert (document["version"], document["writable"]) == (1, True)
    assert [(one["code"], one["page"], one["line"]) for one in document["problems"]] == [
        ("settings-unknown", SETTINGS_PAGE, 3)
    ]


def test_settings_in_a_pipe_are_a_line_each() -> None:
    """Where output goes elsewhere, a setting is one line: its path, its value as JSON, its origin; mistakes follow."""
    lines = shown(loaded(BASE, PAGE)).splitlines()
    assert "report.max_rows = 3  (l.json, line 3)" in lines
    assert 'people.A.account = "A"  (l.json, line 1)' in lines
    assert lines[-1] == "1 mistake."
    assert any("report.x" in one for one in lines[-4:-1])


@pytest.mark.parametrize("width", [80, 200])
def test_settings_on_a_terminal_are_a_table(width: int) -> None:
    """A terminal shows a table that fits, with all that there is."""
    out = shown(loaded(BASE), terminal=True, width=width)
    assert max(map(len, out.splitlines())) <= width
    for words in ("Setting", "Value", "From", "report.max_rows", "l.json, line 3", "default"):
        assert words in out
    assert "mistake" not in out


def test_mistakes_are_all_told() -> None:
    """Every mistake is told in the order of the lines, whatever the settings switch off, with what follows."""
    wrong = '{"findings": {"settings-value": "off"},\n"report": {"due_workday": 0},\n"people": {"A": {}}}'
    into = io.StringIO()
    show_mistakes(Console(file=into, width=300), "l.json", loaded(wrong), WORDS)
    head, first, second, _, last = into.getvalue().strip().splitlines()
    assert (head, last) == ("l.json", "2 mistakes. Nothing is written until that is put right.")
    assert ("line   2" in first, "report.due_workday" in first) == (True, True)
    assert ("line   3" in second, "people.A.account" in second) == (True, True)
    document = mistakes_document(loaded(wrong), WORDS)
    assert (document["writable"], [one["line"] for one in document["problems"]]) == (False, [2, 3])


def test_no_mistake_is_told_too() -> None:
    """A file that is right is said to be."""
    into = io.StringIO()
    show_mistakes(Console(file=into), "l.json", loaded("{}"), WORDS)
    assert into.getvalue() == "l.json: no mistakes.\n"


def test_nothing_that_a_terminal_would_obey_is_shown() -> None:
    """Names and values with control signs are shown as escapes, in tables, lines and mistakes."""
    hostile = {"people": {"\x1b[31m\n": {"account": "A", "x\x9b": 1}}, "reminders": {"greeting": "\x9b2J\u202e"}}
    for terminal in (True, False):
        out = shown(loaded(json.dumps(hostile)), terminal=terminal)
        assert not {"\x1b", "\x9b", "\u202e"} & set(out)
        assert "\\x1b[31m\\n" in out
