"""The bot's own names, in each language: written in one, known again in all."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from bot.model import TASKS
from bot.names import LANGUAGES, all_names, any_of, names, region_id, templates_folder, usual
from bot.settings import FIELDS, Language

BOT = Path(__file__).resolve().parents[2] / "bot"

READING = ("bot/parse/", "bot/explain/", "bot/requested/titles.py")
"""Where words stand that people write on pages, and that are read: not words that the bot writes."""

MARKS = frozenset({"bot/logbook.py", "bot/memory.py", "bot/reminders/items.py"})
"""Where words of marks and keys stand that the bot leaves for itself, the same in every language."""

FOR_OPERATORS = ("bot/commands/", "bot/wiki/folder.py", "bot/wiki/beside.py")
"""Where examples stand in English help and errors on a terminal."""

OLD_BOXES = frozenset({"bot/render/report.py"})
"""Where the boxes of one association's past are known by their names."""

SWEDISH = re.compile(
    r"[åäöÅÄÖ]|\b(?:nyckel|nekade|redigeringar|mall|kategori|projekt\w*|diskussion|stopp|logg|handbok|kronor|kr|kl"
    r"|slutrapport|ansvarig|aktiviteter|kostnad|samtliga|alla|och|eller|inte|sidan|en sida|ett)\b",
    re.IGNORECASE,
)
"""Letters of Swedish, and words of it that have none of these."""


def literals(path: Path) -> Iterator[tuple[int, str]]:
    """The texts in a module's code, with their lines: not its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    quiet = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in quiet:
            yield node.lineno, node.value


def modules() -> list[str]:
    """The modules that must not hold Swedish words."""
    found = (path.relative_to(BOT.parent).as_posix() for path in sorted(BOT.rglob("*.py")))
    return [one for one in found if not one.startswith((*READING, *FOR_OPERATORS)) and one not in MARKS | OLD_BOXES]


@pytest.mark.parametrize("module", modules())
def test_no_swedish_word_is_in_the_code(module: str) -> None:
    """What is written on the wiki comes from `templates/`; the product's name is the same in every language."""
    said = [(line, re.sub("lägesbot", "", text, flags=re.IGNORECASE)) for line, text in literals(BOT.parent / module)]
    assert [(line, text) for line, text in said if SWEDISH.search(text)] == []


def test_the_languages_are_those_that_can_be_set() -> None:
    """Each language that has a folder of templates can be set, and none else."""
    assert get_args(Language) == LANGUAGES
    assert {path.parent.name for path in templates_folder().glob("*/names.json")} == {*LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_fit_where_they_are_written(language: str) -> None:
    """A region's name has no space and ends no comment, a stop page and a page to be filled in can be pages."""
    own = names(language)
    assert all(re.fullmatch(r"[^\s<>-]+(?:-[^\s<>-]+)*", name) for name in own.regions.values())
    assert all(re.fullmatch(r"[\w ]+", name) for name in (*own.stops.values(), own.preload, own.button, own.pause))
    assert set(TASKS) == own.stops.keys()
    assert "-->" not in own.region_note


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_region_is_known_by_its_name_in_any_language(language: str) -> None:
    """No name of a region is that of another one in another language."""
    for region, name in names(language).regions.items():
        assert region_id(name) == region
        assert names(language).region(region) == name


def test_an_unknown_region_is_called_what_it_is() -> None:
    """What has no id is its own."""
    assert region_id("annat") == names().region("annat") == "annat"


def test_any_language_is_matched() -> None:
    """A pattern for a word takes that of each language, and nothing in a word is a sign of the pattern's."""
    found = re.compile(any_of(lambda one: one.queue))
    assert all(found.fullmatch(one.queue) for one in all_names())
    assert not found.fullmatch("")
    assert re.fullmatch(any_of(lambda _: ["a.b", "c"]), "a.b")
    assert not re.fullmatch(any_of(lambda _: ["a.b", "c"]), "axb")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_has_names_of_its_own(language: str) -> None:
    """In each language every field of the box has a parameter, and no parameter is that of two."""
    fields = usual(language)["templates"]["fields"]
    aliases = [name for names_of_one in fields.values() for name in names_of_one]
    assert fields.keys() == FIELDS.keys()
    assert len(set(aliases)) == len(aliases)
