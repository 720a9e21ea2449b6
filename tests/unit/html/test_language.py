"""The words of the report, in each language."""

from typing import Any

import pytest

from bot.html.language import Language, shipped
from bot.render.words import Words

LANGUAGES = ("sv", "en")


def names(value: Any) -> Any:  # noqa: ANN401 - whatever a template sets
    """What has to be the same in all languages: the names of the words, not the words."""
    if isinstance(value, dict):
        return sorted(value)
    return tuple(value.arguments) if callable(value) else "words"


def said(language: str) -> dict[str, Any]:
    """Everything that a language says, by name."""
    module = Language(Words(language)).words
    return {name: names(value) for name, value in vars(module).items() if not name.startswith("_")}


def test_languages_say_the_same() -> None:
    """What one language has words for, every other has, with the same facts."""
    assert said("sv") == said("en")
    assert len(said("sv")) > 20


@pytest.mark.parametrize(("language", "sum_"), [("sv", "67\u00a0500\u00a0kr"), ("en", "67,500")])
def test_money(language: str, sum_: str) -> None:
    """A sum has no entity in it, and spaces that no line break tears apart."""
    told = Language(Words(language)).money(67500)
    assert sum_ in told
    assert "&" not in told
    assert " " not in told


def test_words_are_plain() -> None:
    """A word for a spreadsheet is plain text."""
    assert Language(Words()).said("columns")["lead"] == "Ansvarig"


@pytest.mark.parametrize("name", ["report.css", "report.js"])
def test_what_is_put_into_the_page(name: str) -> None:
    """Style sheet and script end nowhere but at their end, and fetch nothing."""
    text = shipped(name)
    assert "</" not in text
    assert "url(" not in text
    assert "@import" not in text
    assert "fetch" not in text
    assert "http" not in text
