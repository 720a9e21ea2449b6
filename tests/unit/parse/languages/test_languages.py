"""The languages as a whole: which there are, and that the one that is set gets through to every reader."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from bot.names import LANGUAGES
from bot.parse.languages import vocabulary
from bot.parse.languages.english import ENGLISH
from bot.parse.languages.swedish import SWEDISH
from bot.settings import Language, Settings

BOT = Path(__file__).resolve().parents[4] / "bot"
PARAMETER = "vocabulary"

READING = ("bot.parse", "bot.explain", "bot.discover")


def test_every_language_of_the_settings_is_read() -> None:
    """Each language that can be set has its vocabulary, always the same one; Swedish where nothing is set."""
    assert {vocabulary(one).language for one in get_args(Language)} == set(get_args(Language)) == set(LANGUAGES)
    assert vocabulary(Settings().language) is SWEDISH
    assert vocabulary("en") is ENGLISH


def functions(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """The functions that read Swedish where nobody says the language: their names, and the parameter's place.

    The place is -1 where it can be given by name alone.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            names = [one.arg for one in node.args.args]
            by_name = [one.arg for one in node.args.kwonlyargs]
            if PARAMETER in names[len(names) - len(node.args.defaults) :]:
                yield node.name, names.index(PARAMETER)
            elif PARAMETER in by_name and node.args.kw_defaults[by_name.index(PARAMETER)] is not None:
                yield node.name, -1


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call, by its name, of something that has to do with reading, or stands in the same module."""
    nodes = list(ast.walk(tree))
    others = {
        alias.name
        for node in nodes
        if isinstance(node, ast.ImportFrom) and not (node.module or "").startswith(READING)
        for alias in node.names
    }
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id not in others:
            yield node.func.id, node


def test_no_reader_is_called_without_the_language() -> None:
    """Inside the bot, whoever calls a reader that has Swedish as its default says the language."""
    trees = {path.relative_to(BOT.parent).as_posix(): ast.parse(path.read_text("utf-8")) for path in BOT.rglob("*.py")}
    known = {name: place for tree in trees.values() for name, place in functions(tree)}
    known |= {"Reader": 2, "Survey": -1}  # classes whose instances have a language
    silent = [
        f"{path}:{call.lineno} {name}"
        for path, tree in trees.items()
        for name, call in calls(tree)
        if name in known
        and PARAMETER not in {one.arg for one in call.keywords}
        and not 0 <= known[name] < len(call.args)
    ]
    assert {"read_period", "read_people", "find_date", "wanted"} <= known.keys()
    assert silent == []
