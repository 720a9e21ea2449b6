"""The settings' JSON Schema: valid, strict, and of one mind with the loader (the contract on settings)."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from bot.names import LANGUAGES
from bot.parse.setting_paths import plain
from bot.parse.settings import load
from bot.setting_schema import settings_schema
from bot.settings import FIELDS, Part, Settings
from tests.unit.parse.test_settings import EXAMPLE

SCHEMA = settings_schema()
JOHN = {"account": "John (WMSE)"}


def _pattern(_validator: object, pattern: str, value: object, _schema: object) -> Iterator[ValidationError]:
    """A pattern as JSON Schema means it: JavaScript's `$` is the very end, Python's may stand before a line break."""
    if isinstance(value, str) and not re.search(pattern.replace("$", r"\Z"), value):
        yield ValidationError(f"{value!r} does not match {pattern}")


VALIDATOR = extend(Draft202012Validator, {"pattern": _pattern})(
    SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER
)


def valid(data: object) -> bool:
    """Whether the schema takes it."""
    return bool(VALIDATOR.is_valid(data))


def loaded(data: object) -> bool:
    """Whether the loader finds no mistake."""
    return not load(json.dumps(data), source="S").flaws


def _settings(path: str, *values: object) -> list[object]:
    """Settings with one of these values at a path."""
    return [_at(path.split("."), value) for value in values]


def _at(keys: list[str], value: object) -> object:
    for key in reversed(keys):
        value = {key: value}
    return value


NO_TEXTS: tuple[object, ...] = (None, 1, 1.5, True, [], {}, ["x"])
NO_OBJECTS: tuple[object, ...] = (None, 1, "x", True, [])
NO_SWITCHES: tuple[object, ...] = (None, 0, 1, "true", [], {})
NO_NUMBERS: tuple[object, ...] = (None, "5", True, [], {})
TITLES = ("Läge", "Användare:A/b", " Läge_nu ", "Läge\tnu", "Ö", "0", "𝔏")
NO_TITLES = ("", " ", "_", " _\t", "a#b", "<a", "a>", "[[a", "a]", "a|b", "a{b", "}", "\x00", "a\x07b", "a\x7f")

NO_LEAVES: tuple[object, ...] = (None, "2022-07-01", {}, [None], [1], ["i juli"])

GOOD: list[object] = [
    {},
    json.loads(EXAMPLE),
    *_settings("people", {}, {"": JOHN}, {"Åsa": JOHN, "J. D": {**JOHN, "manager": True, "active": False}}),
    *_settings("people.A.account", "A", "john_(WMSE)", " Ö ", "a=b", "A\tB"),
    *_settings("people.A", {**JOHN, "instead": None}, {**JOHN, "instead": "A"}, {**JOHN, "away": []}),
    *_settings("people.A", {**JOHN, "away": ["2022-07-01", "2022-07-01/", "2022-07-01/2022-07-31"]}),
    *_settings("setup.staff_suffix", "x", "(WMEX)", "-WMEX", " (WMEX)"),
    *_settings("report", {}, {"placement": "section"}, {"on_edited": "keep-both"}, {"touch_date": True}),
    *_settings("report.due_workday", 1, 20),
    *_settings("report.max_rows", 1, 100),
    *_settings("report.heading", *TITLES),
    *_settings("reminders.weekdays", [], ["sun"], ["mon", "mon"]),
    *_settings("reminders.greeting", "", "x" * 300, "Hej {name}\n", "\x00"),
    *_settings("projects", {}, {"": {}}, {"Projekt:A": {"paused_until": None, "every_months": None, "off": []}}),
    *_settings("projects.A.paused_until", "2022-12-01", "2024-02-29", "0001-01-01"),
    *_settings("projects.A.off", ["task-missing"], ["task-missing", "task-missing"], ["settings-value"]),
    *_settings("findings", {"task-missing": "off", "settings-untrusted": "info"}),
    *_settings("pages.stop", *TITLES),
    *_settings("pages.overview", *TITLES, "{year}", "A {year} B {year}"),
    *_settings("pages.namespace", "Uppdrag", "a_b"),
    *_settings("pages.data", ["Fakta"], ["Facts", "a_b: c"]),
    *_settings("templates.projectdata", ["A"], ["A", "B"]),
    *_settings("templates.fields", {}, {"updated": ["ändrad", " datum "]}, {key: ["x"] for key in FIELDS}),
    *_settings("guard.max_changed_share", 0, 1, 0.5, 1e-9),
    *_settings("guard.max_reminders", 0, 10**30),
    *_settings("guard.max_hours", 0.1, 24),
    *_settings("guard.bot_right", True, False),
    *_settings("requests.groups", [], ["sysop"], ["sysop", "sysop"], ["a-1"], ["x" * 255]),
    *_settings("health.max_hours", 1, 1000),
    *_settings("calendar", {}, {"country": "GB", "subdivision": "SCT"}, {"subdivision": None}, {"country": "DEU"}),
    *_settings("calendar.free_days", [], ["2022-05-27", "2022-05-27"]),
    *_settings("calendar.time_zone", "UTC", "Europe/London", "America/Argentina/Buenos_Aires", "Etc/GMT+1"),
    *_settings("setup.staff_suffix", "(WMUK)", " x "),
    *({"currency": code} for code in ("SEK", "EUR", "JPY")),
]
"""What both take."""

BAD: list[object] = [
    *NO_OBJECTS,
    *_settings("x", None, {}, 1),
    {"$schema": "x"},
    *({part: value} for part in SCHEMA["properties"] for value in NO_OBJECTS),
    *_settings("setup.staff_suffix", *NO_TEXTS, "/WMSE", "a:b"),
    *({part: {"x": 1}} for part in SCHEMA["properties"]),
    *_settings("people.A", {}, *NO_OBJECTS, {"manager": True}, {**JOHN, "bos": 1}),
    *_settings("people.A.account", *NO_TEXTS, *NO_TITLES, "Användare:A", "A/B"),
    *({"people": {"A": {**JOHN, "manager": value}}} for value in NO_SWITCHES),
    *({"people": {"A": {**JOHN, "instead": value}}} for value in NO_TEXTS[1:]),
    *({"people": {"A": {**JOHN, "away": value}}} for value in NO_LEAVES),
    *({"people": {"A": {**JOHN, "away": [value]}}} for value in ("2022-07-01\n", "2022-7-1", "/2022-07-01", "a/b/c")),
    *_settings("report.every_months", *NO_NUMBERS, 0, 13, -1, 1.5),
    *_settings("report.final_report_after_days", 731, -1),
    *_settings("report.placement", *NO_TEXTS, "", "Auto"),
    *_settings("report.touch_date", *NO_SWITCHES),
    *_settings("report.heading", *NO_TEXTS, *NO_TITLES, "a=b"),
    *_settings("reminders.weekdays", None, "mon", {}, ["monday"], ["mon", 1]),
    *_settings("reminders.greeting", *NO_TEXTS, "x" * 301),
    *_settings("projects.A", *NO_OBJECTS, {"of": []}),
    *_settings("projects.A.paused_until", "", "20221201", "2022-12-01\n", "2022-02-30", "2022-13-01", 1, [], True),
    *_settings("projects.A.every_months", 0, 13, "1", True),
    *_settings("projects.A.off", None, "task-missing", {}, ["nej"], [None]),
    *_settings("findings", {"task-mising": "off"}, {"task-missing": "of"}, {"task-missing": None}),
    *_settings("pages.stop", *NO_TEXTS, *NO_TITLES, "{year}"),
    *_settings("pages.overview", *NO_TEXTS, *NO_TITLES, "{yaer}", "{year", "year}", "{{year}}", "{0}", "{}"),
    *_settings("pages.namespace", *NO_TEXTS, *NO_TITLES, "Projekt:"),
    *_settings("pages.data", None, [], {}, "A", [1], [""], ["a|b"], ["A/B"], ["/A"], ["{year}"]),
    *_settings("templates.projectdata", None, [], {}, "A", [1], [""], ["a|b"]),
    *_settings("templates.fields", {"updatd": ["a"]}, {"updated": []}, {"updated": "a"}, {"updated": [""]}),
    *_settings("templates.fields.updated", *([name] for name in ("a=b", "a|b", "~~~", "a\nb", "<a", " ", "a\n"))),
    *_settings("guard.max_changed_share", *NO_NUMBERS, -0.1, 1.1),
    *_settings("guard.max_reminders", *NO_NUMBERS, -1, 0.5),
    *_settings("guard.max_hours", 0, 24.5),
    *_settings("requests.groups", None, "sysop", {}, [""], ["Sysop"], ["sysop\n"], ["x" * 256], [1]),
    *_settings("health.max_hours", 0, 1001),
    *_settings("calendar.country", *NO_TEXTS, "", "se", "Sverige", "SE\n"),
    *_settings("calendar.free_days", None, "2022-05-27", ["i dag"], [None]),
    *_settings("calendar.time_zone", *NO_TEXTS, "", "../x", "/UTC", "Europe/", "UTC\n", "a b"),
    *_settings("setup.staff_suffix", *NO_TEXTS, *NO_TITLES),
    *({"currency": code} for code in ("", "kr", "SEKR", "SEK\n")),
]
"""What neither takes."""

LOADER_ALONE: dict[str, object] = {
    "a stand-in whom nobody knows": {"people": {"A": {**JOHN, "instead": "B"}}},
    "a leave in a month that has no such day": {"people": {"A": {**JOHN, "away": ["2022-02-30"]}}},
    "a leave that ends before it begins": {"people": {"A": {**JOHN, "away": ["2022-07-31/2022-07-01"]}}},
    "a whole number as a fraction": {"report": {"due_workday": 5.0}},
    "a name that is too long in bytes": {"people": {"A": {"account": "Ö" * 118}}},
    "a country that there is not": {"calendar": {"country": "XX"}},
    "a part that a country has not": {"calendar": {"country": "SE", "subdivision": "SCT"}},
    "a time zone that there is not": {"calendar": {"time_zone": "Europe/Nowhere"}},
    "a currency that there is not": {"currency": "QQQ"},
    "a name of signs that nobody sees": {"pages": {"stop": "\u200b"}},
}
"""Mistakes that a schema cannot tell."""


def _short(data: object) -> str:
    return json.dumps(data)[:60]


def test_the_schema_is_one() -> None:
    """It is a valid schema of draft 2020-12, and says that it is."""
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("data", GOOD, ids=_short)
def test_good_settings(data: object) -> None:
    """What the loader takes without a word is valid."""
    assert (loaded(data), valid(data)) == (True, True)


@pytest.mark.parametrize("data", BAD, ids=_short)
def test_bad_settings(data: object) -> None:
    """A wrong type, a value out of range and an unknown key are mistakes to both."""
    assert (loaded(data), valid(data)) == (False, False)


@pytest.mark.parametrize("data", LOADER_ALONE.values(), ids=LOADER_ALONE)
def test_mistakes_that_only_the_loader_finds(data: object) -> None:
    """What a schema cannot express, the loader still finds."""
    assert (loaded(data), valid(data)) == (False, True)


def test_every_object_takes_known_keys_alone() -> None:
    """No part of the schema lets an unknown key through; where keys are free, what they hold is said."""
    objects = [one for one in _schemas(SCHEMA) if one.get("type") == "object"]
    assert len(objects) > len(SCHEMA["properties"])
    assert all(one["additionalProperties"] is not True for one in objects)


def _schemas(node: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - whatever JSON there is
    if isinstance(node, dict):
        yield node
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _schemas(inner)


def test_every_key_has_a_description_and_what_is_default() -> None:
    """Each key tells what is allowed, and each but a person's account what it is without a word; defaults are valid."""
    parts = {**SCHEMA["$defs"], "": SCHEMA}
    keys = {f"{name}.{key}": one for name, part in parts.items() for key, one in part["properties"].items()}
    assert all(one["description"] for one in keys.values())
    assert [name for name, one in keys.items() if "default" not in one] == ["Colleague.account"]
    for part in parts.values():
        usual = {key: one["default"] for key, one in part["properties"].items() if "default" in one}
        rules = {"$defs": SCHEMA["$defs"], **{key: part[key] for key in ("type", "properties")}}
        assert VALIDATOR.evolve(schema=rules).is_valid(usual)


def test_defaults_of_lists_have_one_order() -> None:
    """The schema is the same every time: what has no order of its own is sorted."""
    assert SCHEMA["$defs"]["Requests"]["properties"]["groups"]["default"] == ["bureaucrat", "sysop"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_defaults_are_those_of_the_language(language: str) -> None:
    """Every default is what the loader gives where nothing but the language is set; the title is the settings page."""
    schema = settings_schema(language)
    settings = load(json.dumps({"language": language}), source="S").settings
    assert schema["title"] == settings.pages.settings
    for part, model in {"": settings, **{type(one).__name__: one for one in _parts(settings)}}.items():
        told = (schema["$defs"][part] if part else schema)["properties"]
        usual = {key: one["default"] for key, one in told.items() if one["default"] != {}}
        assert usual == {key: plain(getattr(model, key)) for key in usual}


def _parts(settings: Settings) -> list[Part]:
    return [one for key in Settings.model_fields if isinstance(one := getattr(settings, key), Part)]


def test_the_schema_in_english() -> None:
    """In English, no default and no description is Swedish: the words are those of an English association."""
    schema = settings_schema("en")
    pages = schema["$defs"]["Pages"]["properties"]
    assert (schema["title"], schema["properties"]["language"]["default"]) == ("User:Lägesbot/settings.json", "en")
    assert (pages["overview"]["default"], pages["data"]["default"][0]) == ("Status overview {year}", "Project data")
    assert schema["$defs"]["Report"]["properties"]["heading"]["default"] == "Status report"
    assert schema["$defs"]["Templates"]["properties"]["projectdata"]["default"] == ["Project data"]
    assert not re.search("[åäö]", json.dumps(schema, ensure_ascii=False).replace("Lägesbot", ""), re.IGNORECASE)
