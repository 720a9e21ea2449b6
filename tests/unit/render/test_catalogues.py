"""The catalogues of all languages: the same keys, and the same facts in each word."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from jinja2 import Environment, meta

from bot.names import LANGUAGES, USUAL, templates_folder
from bot.render.words import Words

OTHERS = [language for language in LANGUAGES if language != USUAL]
BY_NAME = frozenset({"namespaces"})
"""What is keyed by the words themselves."""


def catalogue(language: str, kind: str) -> dict[str, Any]:
    """A file of a language."""
    found: dict[str, Any] = json.loads((templates_folder() / language / f"{kind}.json").read_text(encoding="utf-8"))
    return found


def leaves(data: dict[str, Any], before: str = "") -> Iterator[tuple[str, object]]:
    """Every word or list of words, by its path."""
    for key, value in data.items():
        if isinstance(value, dict) and key not in BY_NAME:
            yield from leaves(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value


def asked_for(phrase: str) -> set[str]:
    """The facts that a phrase is made from."""
    environment = Environment(autoescape=False)  # noqa: S701 - nothing is rendered
    environment.filters |= dict.fromkeys(re.findall(r"\| ?(\w+)", phrase), str)
    return meta.find_undeclared_variables(environment.parse(phrase))


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("kind", ["messages", "names", "defaults"])
def test_catalogues_have_the_same_keys(language: str, kind: str) -> None:
    """What can be said in one language can be said in each, in the same order."""
    assert [key for key, _ in leaves(catalogue(language, kind))] == [key for key, _ in leaves(catalogue(USUAL, kind))]


@pytest.mark.parametrize("language", OTHERS)
def test_messages_use_the_same_facts(language: str) -> None:
    """A message is made from the same facts in each language."""
    other = catalogue(language, "messages")
    for key, phrase in catalogue(USUAL, "messages").items():
        assert asked_for(other[key]) == asked_for(phrase), key


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("kind", ["names", "defaults"])
def test_names_have_the_same_places(language: str, kind: str) -> None:
    """What is put into a name, as `{year}`, is the same in each language, and so is whether it is a list."""
    other = dict(leaves(catalogue(language, kind)))
    for path, value in leaves(catalogue(USUAL, kind)):
        assert type(other[path]) is type(value), path
        if isinstance(value, str):
            assert set(re.findall(r"\{\w+\}", str(other[path]))) == set(re.findall(r"\{\w+\}", value)), path


@pytest.mark.parametrize("language", LANGUAGES)
def test_filters_of_messages_are_there(language: str) -> None:
    """Every message of every language can be made: no filter in it is unknown."""
    words = Words(language)
    assert words.phrase("log-lost")  # reading one compiles all of them
