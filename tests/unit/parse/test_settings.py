"""Settings from JSON: every mistake is told at once, and only that key falls back (the contract on settings)."""

import json

import pytest

from bot.model import Flaw, Place
from bot.parse.settings import Layer, Loaded, load, load_layers, untrusted
from bot.render.words import Words
from bot.settings import Report, Settings

EXAMPLE = """
{"people": {"John": {"account": "John (WMSE)", "manager": true}, "Axel": {"account": "Axel (WMSE)", "away": ["2022-07-01/2022-07-31"]},
            "Sara": {"account": "Sara (WMSE)", "active": false, "instead": "John"}},
 "report": {"every_months": 1, "due_workday": 5, "early_days": 7, "final_report_after_days": 60, "placement": "auto"},
 "reminders": {"grace_workdays": 2, "again_after_workdays": 5, "manager_after_workdays": 10, "upcoming_days": 7, "weekdays": ["mon", "tue", "wed", "thu", "fri"]},
 "projects": {"Projekt:Erfarenhetsutbyte 2022": {"paused_until": "2022-12-01", "every_months": 3, "off": ["activity-undated"]}},
 "findings": {"task-missing": "off", "budget-missing": "info"},
 "pages": {"category": "Projekt {year}", "overview": "Lägesöversikt {year}", "log": "Användare:Lägesbot/Logg", "requests": "Användare:Lägesbot/Kör"},
 "templates": {"projectdata": ["Projektdata", "Projektdata 2017"], "fields": {"updated": ["uppdaterad"], "status": ["status", "statusColor"]}},
 "guard": {"max_changed_share": 0.6, "max_reminders": 50}}
"""  # noqa: E501 - the contract's own lines
"""The contract's example (§ 7)."""

JOHN = {"account": "John (WMSE)"}


def flaws(data: object) -> list[Flaw]:
    """The mistakes in settings."""
    return list(load(json.dumps(data, ensure_ascii=False), source="S").flaws)


def told(data: object) -> list[tuple[str, str]]:
    """What kind of mistake they are, and the keys that they name."""
    return [(flaw.code.removeprefix("settings-"), str(flaw.facts["path"])) for flaw in flaws(data)]


@pytest.mark.parametrize("text", [None, "{}"], ids=["no page", "an empty object"])
def test_nothing_set_is_valid(text: str | None) -> None:
    """Without settings, or with `{}`, everything has its default."""
    loaded = load(text, source="S")
    assert (loaded.settings, loaded.flaws, loaded.writable) == (Settings(), (), True)


def test_the_contracts_example_is_valid() -> None:
    """The contract's own example has no mistake, and means what it says."""
    loaded = load(EXAMPLE, source="S")
    assert loaded.flaws == ()
    assert loaded.settings.people["Sara"].instead == "John"
    assert loaded.settings.rules_for("Projekt:Erfarenhetsutbyte 2022").off == {"activity-undated"}
    assert loaded.settings.report == Settings().report


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("", 1, id="empty"),
        pytest.param("{", 1, id="unclosed"),
        pytest.param('{\n "people": {},\n}', 3, id="a comma too many"),
        pytest.param("[]", 1, id="a list"),
        pytest.param("null", 1, id="null"),
        pytest.param('"text"', 1, id="a text"),
        pytest.param("[" * 100_000, 1, id="too deep"),
        pytest.param('{"report": {"every_months": ' + "9" * 5000 + "}}", 1, id="a number past all reckoning"),
        pytest.param('{"people": {"\\ud800": {"account": 1}}}', 1, id="half a character in a key"),
        pytest.param('{"people": {"A": {"account": "\\ud800"}}}', 1, id="half a character in a value"),
        pytest.param("\ufeff{}", 1, id="a byte order mark"),
        pytest.param("#OMDIRIGERING [[Användare:Annan]]", 1, id="a redirect"),
    ],
)
def test_unreadable_settings_stop_writing(text: str, line: int) -> None:
    """What is no JSON object gives the defaults, one mistake with its line, and no writing."""
    loaded = load(text, source="Sidan")
    assert (loaded.settings, loaded.writable) == (Settings(), False)
    assert [(flaw.code, flaw.place) for flaw in loaded.flaws] == [("settings-unreadable", Place("Sidan", line))]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param({"peple": {}}, [("unknown", "peple")], id="unknown part"),
        pytest.param({"report": {"due": 5}}, [("unknown", "report.due")], id="unknown key"),
        pytest.param({"people": {"A": {**JOHN, "boss": True}}}, [("unknown", "people.A.boss")], id="of a person"),
        pytest.param({"projects": {"X": {"of": []}}}, [("unknown", "projects.X.of")], id="unknown key of a project"),
        pytest.param({"findings": {"task-mising": "off"}}, [("unknown", "findings.task-mising")], id="unknown finding"),
        pytest.param({"findings": {"x": {}}}, [("unknown", "findings.x")], id="unknown finding and no severity"),
        pytest.param(
            {"templates": {"fields": {"updatd": ["a"]}}}, [("unknown", "templates.fields.updatd")], id="unknown field"
        ),
        pytest.param({"report": {"every_months": 0}}, [("value", "report.every_months")], id="too small"),
        pytest.param({"report": {"every_months": 13}}, [("value", "report.every_months")], id="too big"),
        pytest.param({"report": {"every_months": 1.0}}, [("value", "report.every_months")], id="a fraction"),
        pytest.param({"report": {"every_months": True}}, [("value", "report.every_months")], id="true is no number"),
        pytest.param({"report": {"every_months": "1"}}, [("value", "report.every_months")], id="a text is no number"),
        pytest.param({"report": {"placement": "x"}}, [("value", "report.placement")], id="none of the choices"),
        pytest.param({"report": []}, [("value", "report")], id="a list for a part"),
        pytest.param({"people": None}, [("value", "people")], id="null for a part"),
        pytest.param({"people": {"A": "A (WMSE)"}}, [("value", "people.A")], id="a person is an object"),
        pytest.param({"people": {"A": {}}}, [("value", "people.A.account")], id="a person without an account"),
        pytest.param({"people": {"A": {"account": 7}}}, [("value", "people.A.account")], id="a wrong account"),
        pytest.param(
            {"people": {"A": {**JOHN, "manager": "yes"}}}, [("value", "people.A.manager")], id="a text is not true"
        ),
        pytest.param({"people": {"A": {**JOHN, "active": 1}}}, [("value", "people.A.active")], id="1 is not true"),
        pytest.param(
            {"people": {"A": {**JOHN, "instead": "B"}}}, [("value", "people.A.instead")], id="instead of nobody known"
        ),
        pytest.param({"findings": {"task-missing": "of"}}, [("value", "findings.task-missing")], id="no severity"),
        pytest.param(
            {"guard": {"max_changed_share": 1.1}}, [("value", "guard.max_changed_share")], id="a share over 1"
        ),
        pytest.param(
            {"guard": {"max_changed_share": "1"}}, [("value", "guard.max_changed_share")], id="a share as text"
        ),
        pytest.param(
            {"guard": {"max_changed_share": float("nan")}}, [("value", "guard.max_changed_share")], id="a share of NaN"
        ),
        pytest.param({"guard": {"max_reminders": -1}}, [("value", "guard.max_reminders")], id="fewer than none"),
        pytest.param({"projects": {"X": {"off": ["nej"]}}}, [("value", "projects.X.off")], id="an unknown code is off"),
        pytest.param(
            {"projects": {"X": {"paused_until": "20221201"}}}, [("value", "projects.X.paused_until")], id="no dashes"
        ),
        pytest.param(
            {"projects": {"X": {"paused_until": "2022-02-30"}}},
            [("value", "projects.X.paused_until")],
            id="no such day",
        ),
        pytest.param({"pages": {"data": []}}, [("value", "pages.data")], id="no sub-page"),
        pytest.param({"pages": {"data": ["A/B"]}}, [("value", "pages.data")], id="more than a sub-page"),
        pytest.param({"templates": {"projectdata": []}}, [("value", "templates.projectdata")], id="no template"),
        pytest.param(
            {"templates": {"fields": {"updated": []}}}, [("value", "templates.fields.updated")], id="no parameter"
        ),
        pytest.param(
            {"templates": {"fields": {"updated": ["a", "b=c"]}}},
            [("value", "templates.fields.updated")],
            id="no parameter is called that",
        ),
        pytest.param({"pages": {"overview": "{yaer}"}}, [("value", "pages.overview")], id="not the year"),
    ],
)
def test_mistake_is_told_and_falls_back(data: dict[str, object], expected: list[tuple[str, str]]) -> None:
    """A mistake names its key and is dropped: what is left is as if that key had not been written."""
    assert told(data) == expected
    assert load(json.dumps(data), source="S").settings == Settings() or "people" in data or "projects" in data


@pytest.mark.parametrize(
    "away",
    [
        ["i juli"],
        ["2022-07-31/2022-07-01"],
        ["2022-07-01", 3],
        ["2022-07-01/2022-07-02/2022-07-03"],
        "2022-07-01",
    ],
    ids=["words", "reversed", "a number among days", "three days", "no list"],
)
def test_leave_that_cannot_be_read(away: object) -> None:
    """One mistake in a list takes the list and is told once; the person stays."""
    loaded = load(json.dumps({"people": {"A": {**JOHN, "away": away}}}), source="S")
    assert [flaw.facts["path"] for flaw in loaded.flaws] == ["people.A.away"]
    assert loaded.settings.people["A"].away == ()


def test_leave_of_one_day() -> None:
    """A single day is a leave, too."""
    (interval,) = (
        load(json.dumps({"people": {"A": {**JOHN, "away": ["2022-07-01"]}}}), source="S").settings.people["A"].away
    )
    assert interval.start == interval.end


def test_several_mistakes_in_one_list_are_one() -> None:
    """However many items of a list are wrong, the list is told of once, and its default used."""
    loaded = load('{"reminders": {"weekdays": ["mon", "tisdag", 3, null], "grace_workdays": 4}}', source="S")
    assert [flaw.facts["path"] for flaw in loaded.flaws] == ["reminders.weekdays"]
    assert loaded.settings.reminders.weekdays == Settings().reminders.weekdays
    assert loaded.settings.reminders.grace_workdays == 4


def test_every_mistake_is_told_at_once() -> None:
    """All mistakes are told together, and everything that is right stays."""
    data = {
        "people": {"A": {}, "B": {"accont": "B"}, "C": "C", "D": {"account": "D", "manager": 1, "instead": "A"}},
        "report": {"every_months": 0, "due_workday": 99, "early_days": 3},
        "nonsense": 1,
        "guard": [],
    }
    assert sorted(told(data)) == [
        ("unknown", "nonsense"),
        ("unknown", "people.B.accont"),
        ("value", "guard"),
        ("value", "people.A.account"),
        ("value", "people.B.account"),
        ("value", "people.C"),
        ("value", "people.D.instead"),
        ("value", "people.D.manager"),
        ("value", "report.due_workday"),
        ("value", "report.every_months"),
    ]
    found = load(json.dumps(data), source="S").settings
    assert list(found.people) == ["D"]
    assert (found.people["D"].instead, found.report.early_days, found.report.due_workday) == (None, 3, 5)


@pytest.mark.parametrize(
    ("data", "writable"),
    [
        ({"people": {"A": {}}}, False),
        ({"people": {"A": {**JOHN, "instead": "B"}}}, False),
        ({"pages": {"overview": ""}}, False),
        ({"pages": {"x": ""}}, False),
        ({"report": {"every_months": 0}, "projects": 1, "findings": 1, "templates": 1, "guard": 1, "x": 1}, True),
    ],
    ids=["a person", "a stand-in", "a page", "an unknown page", "anything else"],
)
def test_mistakes_that_stop_writing(data: dict[str, object], writable: bool) -> None:  # noqa: FBT001 - pytest's
    """A mistake in `people` or `pages` stops all writing; one elsewhere does not."""
    loaded = load(json.dumps(data), source="S")
    assert (bool(loaded.flaws), loaded.writable) == (True, writable)


def test_mistake_has_the_line_of_its_key() -> None:
    """The place of a mistake is the line where its key stands, found key by key."""
    people = '{"people": {"A": {"account": "A"},\n"B": {\n"account": 5}},\n'
    text = people + '"report": {\n"early_days": 99}}'
    assert [flaw.place for flaw in load(text, source="S").flaws] == [Place("S", 3), Place("S", 5)]


def test_line_of_a_missing_key_is_that_of_its_object() -> None:
    """A key that is missing is told of where its object begins."""
    assert load('{"people": {\n "A": {\n }}}', source="S").flaws[0].place.line == 2


def test_line_is_that_of_the_key_itself() -> None:
    """A key is found where it stands, written with escapes, or behind equal words in other places."""
    assert load('{"people":\n {\n "\\u00c5sa": {}}}', source="S").flaws[0].place.line == 3
    text = '{"people": {"A": {"account": "report"}},\n"projects": {"report": {}},\n"report": {"due_workday": 99}}'
    assert [flaw.place.line for flaw in load(text, source="S").flaws] == [3]


@pytest.mark.parametrize(
    ("data", "allowed", "default"),
    [
        ({"report": {"due_workday": 0}}, "ett heltal från 1 till 20", "5"),
        ({"reminders": {"weekdays": 1}}, "en lista med dagar ur mon", '["mon", "tue", "wed", "thu", "fri"]'),
        ({"projects": {"X": {"every_months": 0}}}, "ett heltal från 1 till 12", "null"),
        ({"pages": {"stop": ""}}, "en sida för sig", '"Användare:Lägesbot/stopp"'),
        ({"people": {"A": {}}}, "kontots namn, utan Användare:", ""),
        ({"guard": 1}, "ett objekt", "{}"),
        ({"people": 1}, "ett objekt med en person", "{}"),
        ({"people": {"A": 1}}, "ett objekt med en person", ""),
        ({"findings": {"task-missing": 1}}, "off, error", '"info"'),
        ({"templates": {"fields": {"status": 1}}}, "en lista", '["status", "statusColor"]'),
        ({"report": {"x": 1}}, "every_months, due_workday", ""),
        ({"findings": {"x": "off"}}, "report-missing, report-late", ""),
        ({"templates": {"fields": {"x": ["y"]}}}, "number, lead, start", ""),
        ({"x": 1}, "language, people, report, overview, reminders, projects, findings, pages, templates, guard", ""),
    ],
)
def test_what_is_allowed_is_told(data: dict[str, object], allowed: str, default: str) -> None:
    """A mistake says what is allowed, and what is used instead where that can be said on a line."""
    (flaw,) = flaws(data)
    assert str(flaw.facts["allowed"]).startswith(allowed)
    assert flaw.facts["default"] == default


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (
            {"report": {"due_workday": 0}},
            (
                "Inställningen report.due_workday har ett värde som inte går att använda. Tillåtet: ett heltal från 1 "
                "till 20. Förvalet 5 används i stället."
            ),
        ),
        (
            {"people": {"A": {}}},
            (
                "Inställningen people.A.account har ett värde som inte går att använda. Tillåtet: kontots namn, utan "
                "Användare:. Ingenting i people.A används. Ingenting skrivs förrän det är rättat."
            ),
        ),
        (
            {"people": {"A": {**JOHN, "bos": 1}}},
            (
                "Inställningen people.A.bos finns inte och används inte. Tillåtna här: account, manager, active, "
                "instead, away. Ingenting skrivs förrän det är rättat."
            ),
        ),
    ],
    ids=["a value", "a person", "a key"],
)
def test_mistake_in_words(data: dict[str, object], words: str) -> None:
    """A mistake names the key, what is allowed, what was used instead, and whether anything is written."""
    (flaw,) = flaws(data)
    assert Words().message(flaw) == words


def test_names_are_composed_as_on_the_wiki() -> None:
    """Letters that a file has in two parts are the wiki's one letter, in names and accounts alike."""
    text = '{"people": {"Andre\u0301": {"account": "Andre\u0301 (WMSE)"}}}'
    found = load(text, source="S").settings.people
    assert {name: one.account for name, one in found.items()} == {"André": "André (WMSE)"}


@pytest.mark.parametrize(
    ("text", "expected", "writable"),
    [
        pytest.param(
            '{"people": {"A": {"account": "A"}, "A": {"account": "B"}}}', [("people.A", 1)], False, id="person"
        ),
        pytest.param('{"people": {},\n"people": {}}', [("people", 2)], False, id="all people"),
        pytest.param(
            '{"people": {"A":\n{"account": "A",\n"account": "B"}}}', [("people.A.account", 3)], False, id="account"
        ),
        pytest.param('{"pages": {"log": "A",\n\n"log": "A"}}', [("pages.log", 3)], False, id="page, same value"),
        pytest.param(
            '{"report": {"due_workday": 4, "due_workday": 6}}', [("report.due_workday", 1)], True, id="a number"
        ),
        pytest.param('{"report": {"due_workday": 4},\n"report": {"early_days": 6}}', [("report", 2)], True, id="part"),
        pytest.param('{"guard": {}, "guard": {}, "guard": {},\n"guard": {}}', [("guard", 1)], True, id="four times"),
        pytest.param('{"guard": {},\n"gu\\u0061rd": {}}', [("guard", 2)], True, id="written in two ways"),
        pytest.param(
            '{"people": {"A": {"account": "A"}}, "people": {"A": {"account": "A"}}}', [("people", 1)], False, id="outer"
        ),
        pytest.param(
            '{"report": {"due_workday": 4, "due_workday": 4},\n"guard": {}, "guard": {}}',
            [("report.due_workday", 1), ("guard", 2)],
            True,
            id="two of them",
        ),
    ],
)
def test_doubled_key_is_told_and_dropped(
    text: str,
    expected: list[tuple[str, int]],
    writable: bool,  # noqa: FBT001 - pytest's parameters
) -> None:
    """A key that stands twice is told of once, on the line of the second, and none of them counts."""
    loaded = load(text, source="S")
    told_of = [(flaw.code, flaw.facts["path"], flaw.place.page, flaw.place.line) for flaw in loaded.flaws]
    assert told_of == [("settings-doubled", path, "S", line) for path, line in expected]
    assert (loaded.settings, loaded.writable) == (Settings(), writable)


def test_doubled_key_leaves_the_others() -> None:
    """What stands beside a doubled key counts."""
    people = '{"A": {"account": "A"}, "B": {"account": "B", "manager": true, "manager": true}, "A": {"account": "C"}}'
    found = load(f'{{"people": {people}}}', source="S").settings.people
    assert {name: (one.account, one.manager) for name, one in found.items()} == {"B": ("B", False)}


def test_doubled_unknown_key_is_unknown_too() -> None:
    """A doubled key below an unknown one is told of beside that."""
    loaded = load('{"peple": {"A": 1, "A": 2}}', source="S")
    assert [(flaw.code, flaw.facts["path"]) for flaw in loaded.flaws] == [
        ("settings-doubled", "peple.A"),
        ("settings-unknown", "peple"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        '{"people": {"A": {"account": "A"}, "B": {"account": "A"}}}',
        '{"people": {"A": {"account": "\\"account\\": {\\"account\\":"}}}',
        '{"report": {"heading": "report"}}',
    ],
    ids=["in two objects", "in a text", "key and value"],
)
def test_equal_words_are_no_doubled_keys(text: str) -> None:
    """The same key in two objects, and a text that looks like one, are none twice."""
    assert "settings-doubled" not in [flaw.code for flaw in load(text, source="S").flaws]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            '{"people": {"John": {"account": "A"}, "John": {"account": "B"}}}',
            (
                "Inställningen people.John står två gånger, och boten gissar inte vilken som gäller. Ta bort den ena; "
                "tills dess räknas ingen av dem. Ingenting skrivs förrän det är rättat."
            ),
        ),
        (
            '{"guard": {}, "guard": {}}',
            (
                "Inställningen guard står två gånger, och boten gissar inte vilken som gäller. Ta bort den ena; "
                "tills dess räknas ingen av dem."
            ),
        ),
    ],
    ids=["a person", "another part"],
)
def test_doubled_key_in_words(text: str, words: str) -> None:
    """A doubled key says what to do, and whether anything is written."""
    (flaw,) = load(text, source="S").flaws
    assert Words().message(flaw) == words


def test_deep_values_of_unknown_keys_are_dropped() -> None:
    """A deep value below an unknown key does no harm."""
    text = '{"x": ' + '{"y": ' * 500 + "1" + "}" * 500 + "}"
    assert [flaw.facts["path"] for flaw in load(text, source="S").flaws] == ["x"]


def test_many_mistakes_are_all_told() -> None:
    """A register with a thousand mistakes gives a thousand findings, and no person."""
    loaded = load(json.dumps({"people": {f"P{number}": {} for number in range(1000)}}), source="S")
    assert (len(loaded.flaws), loaded.settings.people) == (1000, {})


def test_thanks_and_greeting() -> None:
    """Thanks are given and new talk pages greeted unless the settings say otherwise; a greeting is a line."""
    usual = Settings().reminders
    assert (usual.thank, usual.greeting) == (True, "Välkommen till din diskussionssida, {name}!")
    chosen = load('{"reminders": {"thank": false, "greeting": ""}}', source="S")
    assert (chosen.flaws, chosen.settings.reminders.thank, chosen.settings.reminders.greeting) == ((), False, "")
    assert told({"reminders": {"greeting": "x" * 300}}) == []
    for wrong in ({"greeting": "x" * 301}, {"greeting": None}, {"thank": "ja"}):
        (key,) = wrong
        assert told({"reminders": wrong}) == [("value", f"reminders.{key}")]


def layers(*parts: object) -> Loaded:
    """Settings in layers, the lowest first: objects as JSON, texts as they are."""
    texts = [one if one is None or isinstance(one, str) else json.dumps(one, indent=1) for one in parts]
    return load_layers([Layer(text, f"L{number}") for number, text in enumerate(texts, start=1)])


def test_layers_are_merged_by_key() -> None:
    """Objects are merged key by key, people and projects too; a list, a text or null replaces what lies below."""
    below = {
        "people": {"A": {**JOHN, "manager": True, "away": ["2022-07-01"]}, "B": {"account": "B"}},
        "report": {"due_workday": 4, "max_rows": 3},
        "projects": {"P": {"every_months": 3, "paused_until": "2022-12-01", "off": ["task-missing"]}},
        "templates": {"fields": {"updated": ["a"], "status": ["b"]}},
        "findings": {"task-missing": "off", "budget-missing": "info"},
    }
    above = {
        "people": {"A": {"account": "A2", "away": ["2022-08-01"]}, "C": {"account": "C"}},
        "report": {"due_workday": 6},
        "projects": {"P": {"paused_until": None, "off": []}},
        "templates": {"fields": {"updated": ["c"]}},
        "findings": {"task-missing": "error"},
    }
    loaded = layers(below, above)
    found = loaded.settings
    assert loaded.flaws == ()
    assert [(name, one.account, one.manager) for name, one in found.people.items()] == [
        ("A", "A2", True),
        ("B", "B", False),
        ("C", "C", False),
    ]
    assert [str(one) for one in found.people["A"].away] == ["2022-08-01/2022-08-01"]
    assert (found.report.due_workday, found.report.max_rows, found.report.early_days) == (6, 3, 7)
    rules = found.projects["P"]
    assert (rules.every_months, rules.paused_until, rules.off) == (3, None, frozenset())
    assert (found.templates.aliases("updated"), found.templates.aliases("status")) == (("c",), ("b",))
    assert found.findings == {"task-missing": "error", "budget-missing": "info"}


@pytest.mark.parametrize("missing", [(None, {}), ({}, None), (None, None)])
def test_layer_that_is_not_there_sets_nothing(missing: tuple[object, object]) -> None:
    """A page or file that is not there is no mistake."""
    assert layers(*missing) == Loaded(Settings())


@pytest.mark.parametrize(
    ("below", "above", "path", "due_workday", "instead"),
    [
        ({"report": {"due_workday": 4}}, {"report": {"due_workday": 99}}, "report.due_workday", 4, ("L1", 3, "4")),
        ({"report": {"due_workday": 4}}, {"report": 1}, "report", 4, ("L1", 2, "")),
        ({"report": {"due_workday": 4}}, {"report": None}, "report", 4, ("L1", 2, "")),
        ({"report": {"max_rows": 3}}, {"report": {"due_workday": 99}}, "report.due_workday", 5, ("", 0, "5")),
        ({}, {"report": {"due_workday": None}}, "report.due_workday", 5, ("", 0, "5")),
    ],
    ids=["a value", "a part", "null for a part", "another key", "nothing below"],
)
def test_mistake_falls_back_to_what_lies_below(
    below: object, above: object, path: str, due_workday: int, instead: tuple[str, int, str]
) -> None:
    """Of a mistake the value below counts, else the default; the flaw stands in its own layer and tells which."""
    loaded = layers(below, above)
    (flaw,) = loaded.flaws
    assert (flaw.place.page, flaw.facts["path"]) == ("L2", path)
    assert (flaw.facts["below"], flaw.facts["below_line"], flaw.facts["default"]) == instead
    assert loaded.settings.report.due_workday == due_workday


def test_mistake_below_is_told_where_it_is_and_does_not_spread() -> None:
    """Each layer's mistakes are told in it alone, the lowest first, and all at once."""
    loaded = layers({"report": {"due_workday": 99, "max_rows": 3}}, {"report": {"due_workday": 0, "x": 1}})
    assert [(flaw.place, flaw.facts["path"]) for flaw in loaded.flaws] == [
        (Place("L1", 3), "report.due_workday"),
        (Place("L2", 3), "report.due_workday"),
        (Place("L2", 4), "report.x"),
    ]
    assert (loaded.settings.report.due_workday, loaded.settings.report.max_rows) == (5, 3)


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("wrong", [{"people": {"B": {}}}, {"pages": {"x": 1}}, "{", '{"people": {}, "people": {}}'])
def test_mistake_in_any_layer_stops_writing(number: int, wrong: object) -> None:
    """A mistake about people or pages stops all writing, in a lower layer too, even if the upper one is right."""
    parts: list[object] = [{"people": {"A": JOHN}}, {"people": {"A": JOHN}}]
    parts[number] = wrong
    assert not layers(*parts).writable


@pytest.mark.parametrize(
    ("above", "account"),
    [({"account": 5}, "John (WMSE)"), ({"account": "B"}, "B"), ({"manager": True}, "John (WMSE)")],
    ids=["a wrong account", "another account", "no account"],
)
def test_person_of_a_lower_layer_stays(above: object, account: str) -> None:
    """What one must have may stand below; where it is wrong above, the person is the one below."""
    assert layers({"people": {"A": JOHN}}, {"people": {"A": above}}).settings.people["A"].account == account


def test_stand_in_of_a_lower_layer_is_known() -> None:
    """A stand-in may be a person of the layer below; nobody's is not."""
    good = layers({"people": {"A": JOHN}}, {"people": {"B": {"account": "B", "instead": "A"}}})
    assert (good.flaws, good.settings.people["B"].instead) == ((), "A")
    bad = layers({"people": {"A": {**JOHN, "instead": "A"}}}, {"people": {"A": {"instead": "C"}}})
    assert [flaw.facts["path"] for flaw in bad.flaws] == ["people.A.instead"]
    assert bad.settings.people["A"].instead == "A"


def test_unreadable_layer_leaves_those_below() -> None:
    """A layer that is no JSON object sets nothing, what lies below counts, and nothing is written."""
    loaded = layers({"report": {"due_workday": 4}}, "{")
    assert (loaded.settings.report.due_workday, loaded.writable) == (4, False)
    assert loaded.flaws[0].facts["below"] == "L1"


def test_origin_of_every_value() -> None:
    """Each value that was written and counts has its place; defaults and what was dropped have none."""
    loaded = layers(
        '{"people": {"A":\n{"account": "A", "manager": true}},\n"report": {"due_workday": 4, "max_rows": 0}}',
        '{\n\n"people": {"A": {"account": "B"}}, "guard": {"x": 1}, "health": {"max_hours": 1,\n"max_hours": 2}}',
    )
    leaves = {path: place for path, place in loaded.origins.items() if path[-1] in {"account", "manager"} | RULES}
    assert leaves == {
        ("people", "A", "account"): Place("L2", 3),
        ("people", "A", "manager"): Place("L1", 2),
        ("report", "due_workday"): Place("L1", 3),
    }


RULES = {"due_workday", "max_rows", "x", "max_hours"}


@pytest.mark.parametrize(
    ("above", "words"),
    [
        (
            {"report": {"due_workday": 0}},
            "Tillåtet: ett heltal från 1 till 20. Värdet 4 i L1, rad 3, används i stället.",
        ),
        ({"report": 1}, "Tillåtet: ett objekt. Det som står i L1, rad 2, används i stället."),
        ('{"report": {}, "report": {}}', "tills dess räknas ingen av dem, utan det som står i L1, rad 2."),
        ("", "tills dess gäller bara det som står i L1 och ingenting skrivs."),
    ],
    ids=["a value", "a part", "doubled", "unreadable"],
)
def test_what_lies_below_in_words(above: object, words: str) -> None:
    """A mistake says which layer's value counts, and on which line that stands."""
    (flaw,) = layers({"report": {"due_workday": 4}}, above).flaws
    assert Words().message(flaw).endswith(words)


@pytest.mark.parametrize(
    ("facts", "below", "words"),
    [
        (
            {"owner": "", "model": "wikitext"},
            Loaded(Settings()),
            (
                "Inställningarna på den här sidan räknas inte, för vem som helst kan ändra dem: sidan är oskyddad och "
                "har innehållsmodellen wikitext. Be en administratör att skydda sidan så att bara administratörer kan "
                "redigera den, eller att ge den innehållsmodellen JSON. Se först efter i historiken att det som står "
                "där stämmer. Tills dess gäller förvalen och ingenting skrivs."
            ),
        ),
        (
            {"owner": "Lägesbot", "account": "Annan"},
            load('{"people": {}}', source="/etc/l.json"),
            (
                "Inställningarna på den här sidan räknas inte, för kontot Lägesbot kan ändra dem, och boten är "
                "inloggad som Annan. Be en administratör att skydda sidan så att bara administratörer kan redigera "
                "den. Se först efter i historiken att det som står där stämmer. Tills dess gäller bara det som står i "
                "/etc/l.json och ingenting skrivs."
            ),
        ),
    ],
    ids=["anybody", "another account"],
)
def test_untrusted_page_in_words(facts: dict[str, object], below: Loaded, words: str) -> None:
    """A page that is not trusted says who can edit it, what to do, what counts till then, and stops writing."""
    loaded = untrusted("Sidan", facts, below)
    (flaw,) = loaded.flaws
    assert (Words().message(flaw), loaded.writable, loaded.settings) == (words, False, below.settings)


@pytest.mark.parametrize(
    ("data", "default"),
    [({"requests": {"groups": 1}}, '["bureaucrat", "sysop"]'), ({"projects": {"P": {"off": 1}}}, "[]")],
)
def test_default_without_order_is_sorted(data: object, default: str) -> None:
    """A default whose order says nothing is told in the same order every time."""
    assert flaws(data)[0].facts["default"] == default


@pytest.mark.parametrize(
    ("pages", "wrong"),
    [
        pytest.param({"log": "Projekt:Logg"}, ["log"], id="the log on a project page"),
        pytest.param({"requests": "Diskussion:Kör"}, ["requests"], id="the queue on a talk page"),
        pytest.param({"log": "Wikimedia:Logg", "requests": "Användare:John/Kör"}, [], id="in places of their own"),
        pytest.param({"log": "Användare:Lägesbot/Kör"}, ["log"], id="the log on the queue as shipped"),
        pytest.param({"log": "Wikimedia:X", "requests": "Wikimedia:X"}, ["log", "requests"], id="one for two"),
        pytest.param({"handbook": "Användare:Lägesbot/stopp"}, ["handbook"], id="the handbook on the stop page"),
        pytest.param({"log": "Användare:Lägesbot/stopp/översikt"}, ["log"], id="the log on a task's stop page"),
        pytest.param({"stop": "Användare:Lägesbot"}, ["stop"], id="what the others lie below as the stop page"),
        pytest.param({"requests": "Användare:Lägesbot/inställningar.json"}, ["requests"], id="the settings' own"),
        pytest.param({"handbook": "Hjälp:Lägesbot"}, [], id="the handbook where it likes"),
    ],
)
def test_pages_of_the_bots_own_are_apart(pages: dict[str, str], wrong: list[str]) -> None:
    """The log and the queue lie in nobody's way, and none of the bot's own pages is another of them, or stops it."""
    loaded = load(json.dumps({"pages": pages}), source="x")
    assert [flaw.facts["path"] for flaw in loaded.flaws] == [f"pages.{key}" for key in wrong]
    assert loaded.writable is not bool(wrong)
    assert not loaded.settings.pages.misplaced()


def test_page_that_clashes_with_the_layer_below() -> None:
    """Where two layers name the same page, the upper one's is the mistake, and the lower one's counts."""
    layers = [
        Layer('{"pages": {"log": "Wikimedia:X"}}', "fil"),
        Layer('{"pages": {"requests": "Wikimedia:X"}}', "sida"),
    ]
    loaded = load_layers(layers)
    assert [(flaw.place.page, flaw.facts["path"]) for flaw in loaded.flaws] == [("sida", "pages.requests")]
    assert (loaded.settings.pages.log, loaded.settings.pages.requests) == ("Wikimedia:X", "Användare:Lägesbot/Kör")


ENGLISH = {"language": "en"}


def test_defaults_are_words_of_the_language() -> None:
    """With the language alone everything is called in English what it has a name for; figures stay."""
    loaded = load(json.dumps(ENGLISH), source="S")
    pages = loaded.settings.pages
    assert loaded.flaws == ()
    assert (pages.stop, pages.settings, pages.talk) == (
        "User:Lägesbot/stop",
        "User:Lägesbot/settings.json",
        "User talk",
    )
    assert (pages.namespace, pages.category_namespace, pages.overview) == (
        "Project",
        "Category",
        "Status overview {year}",
    )
    assert loaded.settings.report == Report(heading="Status report", after_heading="Project data")
    assert loaded.settings.reminders.greeting == "Welcome to your talk page, {name}!"
    assert loaded.settings.templates.projectdata == ("Project data",)
    assert loaded.settings.pages.data == ("Project data", "Project facts")
    assert loaded.settings.templates.aliases("lead") == ("lead", "owner")
    assert loaded.settings.report.due_workday == Settings().report.due_workday


@pytest.mark.parametrize("number", [0, 1, 2])
def test_any_layer_says_the_language(number: int) -> None:
    """The language may stand in any layer, and the defaults lie below all of them; the last to say it counts."""
    parts: list[dict[str, object]] = [{}, {"pages": {"stop": "User:B/stop"}}, {}]
    parts[number] = {**parts[number], **ENGLISH}
    loaded = layers(*parts)
    assert (loaded.settings.pages.stop, loaded.settings.pages.log) == ("User:B/stop", "User:Lägesbot/Log")
    assert layers(*parts, {"language": "sv"}).settings.pages.log == "Användare:Lägesbot/Logg"


def test_unknown_language_is_the_one_below() -> None:
    """A language that there is not is told of, and what lies below counts."""
    loaded = layers(ENGLISH, {"language": "xx"})
    assert [flaw.facts["allowed"] for flaw in loaded.flaws] == ["sv or en"]
    assert loaded.settings.pages.talk == "User talk"


@pytest.mark.parametrize(
    ("data", "allowed", "default"),
    [
        ({"report": {"due_workday": 0}}, "a whole number from 1 to 20", "5"),
        ({"guard": {"max_hours": 0}}, "a number above 0, at most 24", "2"),
        ({"pages": {"log": "Log"}}, "a page of its own below User: or Wikimedia:", '"User:Lägesbot/Log"'),
        ({"report": {"heading": ""}}, "a heading, without equals signs", '"Status report"'),
        ({"templates": {"projectdata": []}}, "a list of at least one name", '["Project data"]'),
        ({"templates": {"fields": {"lead": 1}}}, "a list of at least one name", '["lead", "owner"]'),
        ({"pages": 1}, "an object", "{}"),
    ],
)
def test_mistake_is_told_in_the_language(data: dict[str, object], allowed: str, default: str) -> None:
    """What is allowed is said in the language of the settings, and the default is the one of that language."""
    (flaw,) = flaws({**ENGLISH, **data})
    assert (flaw.facts["allowed"], flaw.facts["default"]) == (allowed, default)


def test_page_of_the_settings_is_what_it_was_read_by() -> None:
    """A page that changes the language is still the page of the settings: it cannot say where it is."""
    page = Layer('{"language": "en"}', "Användare:Lägesbot/inställningar.json", on_wiki=True)
    assert load_layers([page]).settings.pages.settings == page.source
    moved = Layer('{"pages":\n{"settings": "Wikimedia:X.json"}}', "User:B/s.json", on_wiki=True)
    loaded = load_layers([Layer('{"pages": {"settings": "User:B/s.json"}}', "F"), moved])
    (flaw,) = loaded.flaws
    assert (flaw.facts["path"], flaw.place, loaded.writable) == ("pages.settings", Place("User:B/s.json", 2), False)
    assert str(flaw.facts["allowed"]).startswith("en sida för sig, som bara kan sättas i en fil")
    assert loaded.settings.pages.settings == "User:B/s.json"


def test_file_says_where_the_page_of_the_settings_is() -> None:
    """In a file the title may be set, but not to a page that is for something else."""
    assert layers({"pages": {"settings": "Wikimedia:Bot.json"}}).settings.pages.settings == "Wikimedia:Bot.json"
    (flaw,) = flaws({"pages": {"settings": "Användare:Lägesbot/Logg"}})
    assert flaw.facts["path"] == "pages.settings"


@pytest.mark.parametrize(
    ("data", "paths"),
    [
        ({"calendar": {"country": "GB", "subdivision": "SCT"}}, []),
        ({"calendar": {"country": "GB", "subdivision": "XX"}}, ["calendar.subdivision"]),
        ({"calendar": {"subdivision": "SCT"}}, ["calendar.subdivision"]),
        ({"calendar": {"country": "XX"}}, ["calendar.country"]),
        ({"calendar": {"time_zone": "Europe/Nowhere"}}, ["calendar.time_zone"]),
        ({"calendar": {"time_zone": "Europe"}}, ["calendar.time_zone"]),
        ({"calendar": {"time_zone": "../UTC"}}, ["calendar.time_zone"]),
        ({"calendar": {"free_days": ["2022-13-01"]}}, ["calendar.free_days"]),
        ({"currency": "KRONOR"}, ["currency"]),
        ({"currency": "QQQ"}, ["currency"]),
        ({"setup": {"staff_suffix": "/"}}, ["setup.staff_suffix"]),
    ],
)
def test_country_and_its_like_must_be_known(data: dict[str, object], paths: list[str]) -> None:
    """A country, a part of one, a time zone, a currency that there is not is a mistake that stops nothing else."""
    loaded = load(json.dumps(data), source="S")
    assert [flaw.facts["path"] for flaw in loaded.flaws] == paths
    assert loaded.writable


def test_part_of_a_country_below_stays_with_it() -> None:
    """Where a layer names another country than the one below it, which has a part, the country is the mistake."""
    loaded = layers({"calendar": {"country": "GB", "subdivision": "SCT"}}, {"calendar": {"country": "SE"}})
    assert [flaw.facts["path"] for flaw in loaded.flaws] == ["calendar.country"]
    assert (loaded.settings.calendar.country, loaded.settings.calendar.subdivision) == ("GB", "SCT")


def test_same_layers_are_read_once() -> None:
    """Whoever asks for the same layers once more gets what came of them the first time, mistakes and all."""
    loaded = load_layers([Layer('{"langage": "en"}', "F")])
    assert [flaw.code for flaw in loaded.flaws] == ["settings-unknown"]
    assert load_layers([Layer('{"langage": "en"}', "F")]) is loaded
    assert load_layers([Layer('{"langage": "en"}', "G")]) is not loaded
