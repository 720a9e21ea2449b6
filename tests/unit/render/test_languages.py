"""The languages side by side: each has every template and every message, made from the same facts, in its own words."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from jinja2 import Environment, meta

from tests.support.languages import ALSO_ENGLISH, files_of, swedish_in, words_in, words_of

SV, EN = files_of("sv"), files_of("en")
FILTERS = {name for path in (*SV.values(), *EN.values()) for name in re.findall(r"\| ?(\w+)", path.read_text("utf-8"))}
ENVIRONMENT = Environment(autoescape=False)  # noqa: S701 - nothing is rendered
ENVIRONMENT.filters |= dict.fromkeys(FILTERS, str)
OF_PAGES = ENVIRONMENT.overlay("«%", "%»", "«", "»", "«#", "#»")


def messages(files: Mapping[str, Path]) -> dict[str, str]:
    """The messages of a language, by key."""
    found: dict[str, str] = json.loads(files["messages.json"].read_text(encoding="utf-8"))
    return found


SAID, TOLD = messages(SV), messages(EN)


def asked_for(text: str, environment: Environment = ENVIRONMENT) -> set[str]:
    """The facts that a template is made from."""
    return meta.find_undeclared_variables(environment.parse(text))


def attributes(text: str) -> set[str]:
    """What a template takes of the facts: `entry.start`, `figures.done`."""
    return set(re.findall(r"\b[a-z_]+(?:\.[a-z_]+)+\b(?!\.[a-z0-9])", " ".join(re.findall(r"\{[{%].*?[%}]\}", text))))


def test_every_language_has_every_file() -> None:
    """What can be said in Swedish can be said in English, and the other way round."""
    assert EN.keys() == SV.keys()


def test_every_language_has_every_message() -> None:
    """The messages are the same, in the same order."""
    assert [*TOLD] == [*SAID]


@pytest.mark.parametrize("key", SAID)
def test_messages_are_made_from_the_same_facts(key: str) -> None:
    """A message has the same facts to tell of in both languages."""
    assert asked_for(TOLD[key]) == asked_for(SAID[key])


@pytest.mark.parametrize("name", [one for one in SV if one.endswith((".j2", ".wiki"))])
def test_templates_are_made_from_the_same_facts(name: str) -> None:
    """A template takes the same facts, and the same of each, in both languages."""
    environment = OF_PAGES if name.endswith(".wiki") else ENVIRONMENT
    swedish, english = (one[name].read_text(encoding="utf-8") for one in (SV, EN))
    assert asked_for(english, environment) == asked_for(swedish, environment)
    assert attributes(english) == attributes(swedish)


@pytest.mark.parametrize("name", [one for one in SV if one.endswith(".j2")])
def test_templates_put_out_the_same_markup(name: str) -> None:
    """Lists, tables, tags and signatures are the same in both languages: only the words differ."""
    swedish, english = (markup(one[name].read_text(encoding="utf-8")) for one in (SV, EN))
    assert english == swedish


def markup(text: str) -> list[str]:
    """The signs of a template that are wikitext or HTML, in order."""
    plain = re.sub(r"\{#.*?#\}|(?<=aria-label=\")[^\"]*", "", text, flags=re.DOTALL)
    return re.findall(r"^(?:[*|!:=]+|\{\||\|\})|</?[a-z]+(?: [^<>]*)?>|'{2,3}|~~~~|&#[0-9]+;", plain, re.MULTILINE)


def test_no_word_is_in_both_languages_by_accident() -> None:
    """No word of the Swedish files stands in the English ones, but those that are words of English, too."""
    assert words_of("sv") & words_of("en") <= ALSO_ENGLISH
    assert len(words_of("en")) > 400


def test_the_oracle_tells_swedish_from_english() -> None:
    """Swedish words are found whatever their case, not in comments, tags or addresses; English words are not found."""
    assert swedish_in("Lägesrapporten SAKNAS <!-- påminnelse --> <small>for October</small>") == {
        "lägesrapporten",
        "saknas",
    }
    assert swedish_in("The status report for October 2022 is missing; start under Phabricator.") == set()
    assert words_in('[[Special:Diff/1|day]] <div style="vertical-align:top">done</div>') == {"done"}
