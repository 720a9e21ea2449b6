"""Settings of any kind: reading never raises, layers keep their order, and schema and loader are of one mind."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.parse.settings import Layer, load, load_layers
from bot.settings import FIELDS, WEEKDAYS, Settings
from tests.unit.test_setting_schema import valid

PLAIN = st.text(alphabet=st.characters(codec="ascii"), max_size=8)
"""Texts without marks that nobody sees and letters in two parts, of which a schema knows nothing."""

NUMBERS = st.integers(-2, 800) | st.floats(allow_nan=False, allow_infinity=False).filter(lambda one: one % 1 != 0)
"""Without 5.0, which is a whole number to a schema."""

DAYS = st.dates().map(str)
SCALARS = st.none() | st.booleans() | NUMBERS | PLAIN | DAYS | st.sampled_from(["off", "auto", "mon", "task-missing"])
ANYTHING = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(PLAIN, inner, max_size=3))
NAMES = st.sampled_from(["A", "Åsa", "B C"])
PERSON = {
    "account": PLAIN,
    "manager": st.booleans(),
    "active": st.booleans(),
    "instead": st.none(),
    "away": st.lists(DAYS, max_size=2),
}
RULES = {
    "paused_until": DAYS | st.none(),
    "every_months": NUMBERS | st.none(),
    "off": st.lists(st.sampled_from(["task-missing", "x"]), max_size=2),
}
PARTS = {name: list(type(part).model_fields) for name, part in Settings() if hasattr(type(part), "model_fields")}


def objects(keys: dict[str, st.SearchStrategy[Any]], *, required: tuple[str, ...] = ()) -> st.SearchStrategy[Any]:
    """Objects that have some of these keys, each mostly with a value of its own kind, and now and then another key."""
    mixed = {key: value | ANYTHING.filter(lambda one: not isinstance(one, str)) for key, value in keys.items()}
    ours = st.fixed_dictionaries(
        {key: mixed[key] for key in required},
        optional={key: value for key, value in mixed.items() if key not in required},
    )
    return ours | st.builds(lambda one, more: {**more, **one}, ours, st.dictionaries(PLAIN, ANYTHING, max_size=1))


def parts() -> st.SearchStrategy[Any]:
    """Settings that are right in part."""
    usual = {
        name: objects({key: SCALARS | st.lists(PLAIN | st.sampled_from(WEEKDAYS), max_size=2) for key in keys})
        for name, keys in PARTS.items()
    }
    free = {
        "people": st.dictionaries(NAMES, objects(PERSON, required=("account",)), max_size=2),
        "projects": st.dictionaries(NAMES, objects(RULES), max_size=2),
        "findings": st.dictionaries(st.sampled_from(["task-missing", "x"]), SCALARS, max_size=2),
        "templates": objects(
            {
                "projectdata": st.lists(PLAIN, max_size=2),
                "fields": st.dictionaries(st.sampled_from([*FIELDS, "x"]), st.lists(PLAIN, max_size=2), max_size=2),
            }
        ),
    }
    return objects({**usual, **free})


def _loader_alone(data: Any) -> bool:  # noqa: ANN401 - whatever JSON there is
    """Whether there is a stand-in, whom a schema does not look for in the register."""
    people = data.get("people") if isinstance(data, dict) else None
    register = people.values() if isinstance(people, dict) else ()
    return any(isinstance(one, dict) and isinstance(one.get("instead"), str) for one in register)


@given(parts() | ANYTHING)
def test_schema_and_loader_agree(data: object) -> None:
    """What the loader takes is valid, and what has a mistake is not, but for what a schema cannot express."""
    good = not load(json.dumps(data), source="S").flaws
    if good or not _loader_alone(data):
        assert valid(data) is good


@given(st.lists(parts().map(json.dumps) | ANYTHING.map(json.dumps) | st.text(), max_size=3))
def test_layers_of_anything_give_settings(texts: list[str]) -> None:
    """Whatever the layers hold, there are settings; each flaw names its layer, each origin a line with the key."""
    loaded = load_layers([Layer(text, f"L{number}") for number, text in enumerate(texts)])
    assert isinstance(loaded.settings, Settings)
    for flaw in loaded.flaws:
        assert flaw.place.page in {f"L{number}" for number in range(len(texts))}
    for path, place in loaded.origins.items():
        line = texts[int(place.page[1:])].split("\n")[place.line - 1]
        assert json.dumps(path[-1])[1:-1] in line or path[-1] in line


@given(parts(), ANYTHING.map(json.dumps) | st.text(max_size=9) | st.just('{"x": 1, "people": {"Q": {}}, "report": []}'))
def test_nothing_good_is_nothing(data: object, text: str) -> None:
    """A layer of mistakes alone changes nothing of what lies below."""
    below = Layer(json.dumps(data), "L0")
    if load(text, source="L1").origins:
        return
    both = load_layers([below, Layer(text, "L1")])
    assert (both.settings, both.origins) == (load_layers([below]).settings, load_layers([below]).origins)


@given(st.lists(NUMBERS | PLAIN | st.none(), max_size=4))
def test_the_highest_right_value_counts(candidates: list[object]) -> None:
    """Of layers that set the same thing, the last with a value that is allowed counts, else the default."""
    loaded = load_layers([Layer(json.dumps({"report": {"due_workday": one}}), "S") for one in candidates])
    right = [one for one in candidates if type(one) is int and 1 <= one <= 20]
    assert loaded.settings.report.due_workday == (right[-1] if right else 5)
    assert len(loaded.flaws) == len(candidates) - len(right)
