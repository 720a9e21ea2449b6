"""The values of a template call by the keys of the settings."""

import pytest

from bot.model import Place
from bot.parse.fields import Fields, find_parameter, says_something
from bot.parse.structure import Source
from bot.settings import Templates

PAGE = "Projekt:Prov 2022/Projektdata"


def fields(text: str, **names: tuple[str, ...]) -> Fields:
    """The fields of the one call in a text."""
    source = Source(PAGE, text)
    (call,) = source.calls()
    return Fields(source, call, Templates(fields=names))


def test_first_alias_that_is_given_counts() -> None:
    """Of several names for a parameter, the most usual one that the call has is used, with its last value."""
    (call,) = Source(PAGE, "{{a|c=1|b=2|b=3}}").calls()
    assert find_parameter(call, ("b", "c")) == call.parameters[2]
    assert find_parameter(call, ("d", "c")) == call.parameters[0]
    assert find_parameter(call, ("d",)) is None


def test_name_that_has_a_value_is_read() -> None:
    """Of several names that a call gives, the first with a value is read, and the first of all where none has."""
    both = fields("{{a\n|id=<!-- nr -->\n|kod=3101}}")
    assert (both.raw("number"), both.where("number")) == ("3101", Place(PAGE, 3))
    neither = fields("{{a\n|kod=\n|id=\n}}")
    assert (neither.raw("number"), neither.where("number")) == ("", Place(PAGE, 3))


def test_numbered_fields_are_told_apart() -> None:
    """The first of several fields has no number in today's names, and the number 1 in those of 2014."""
    text = "{{a|finansiär=A|finansiär_2=B|finansiering_1=3100|finansiering_2=3200|finansiering=C}}"
    assert [fields(text).words("funder", number) for number in (1, 2, 3)] == ["A", "B", ""]
    assert [fields(text).words("account", number) for number in (1, 2)] == ["3100", "3200"]
    assert fields(text).words("financing") == "C"


def test_missing_field_stands_where_the_call_does() -> None:
    """A field that the call does not give is told of where the call begins."""
    found = fields("\n{{a\n|id=1}}")
    assert (found.where("lead"), found.place, found.raw("lead")) == (Place(PAGE, 2), Place(PAGE, 2), "")
    assert found.where("number") == Place(PAGE, 3)


def test_names_may_be_set() -> None:
    """The names of the settings are looked for."""
    assert fields("{{a|ledare=''John''|ansvarig=Eric}}", lead=("ledare",)).words("lead") == "John"


@pytest.mark.parametrize("text", ["", " \n", ".", "-", " – ", "<!-- skriv här -->", "<!-- a -->.<!-- b -->"])
def test_empty_field_says_nothing(text: str) -> None:
    """A comment, a lone point or a dash says nothing."""
    assert not says_something(text)


@pytest.mark.parametrize("text", ["0", "Nej", "{{a}}", "[[Fil:A.png]]", "--", "* a"])
def test_anything_else_says_something(text: str) -> None:
    """Words, figures, pictures and templates say something."""
    assert says_something(text)
