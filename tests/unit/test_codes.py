"""The codes of findings: each is made by one function, and stands in the contract with what it means."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from bot.codes import CODES, PROBLEMS

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "bot"

_ROW = re.compile(r"^\| `([a-z-]+)` \| ([a-z]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)

SEVERAL = {
    "date-unreadable": "a field or line is judged while it is read, an activity's cell when it is known not to be done",
    "number-missing": "a field that says something else is told of where it stands, an empty one of the project",
}
"""Codes that more than one function makes, with the reason."""


def made_in() -> dict[str, set[str]]:
    """The functions in which each code is made into a flaw, as `module.function` below `bot`."""
    found: dict[str, set[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        for name, call in _calls(ast.parse(path.read_text(encoding="utf-8")), module):
            if call.args and getattr(call.func, "id", "").lstrip("_").lower() == "flaw":
                for inner in ast.walk(call.args[0]):
                    if isinstance(inner, ast.Constant) and inner.value in CODES | PROBLEMS:
                        found.setdefault(str(inner.value), set()).add(name)
    return found


def _calls(node: ast.AST, name: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call inside a node, with the dotted name of the innermost function that it stands in."""
    for child in ast.iter_child_nodes(node):
        named = isinstance(child, (ast.FunctionDef, ast.ClassDef))
        inside = f"{name}.{child.name}" if isinstance(child, (ast.FunctionDef, ast.ClassDef)) and named else name
        if isinstance(child, ast.Call):
            yield inside, child
        yield from _calls(child, inside)


def rows() -> dict[str, tuple[str, str, set[str]]]:
    """The contract's tables of codes: severity, meaning, and where each is made."""
    contract = (ROOT / "docs" / "kontrakt.md").read_text(encoding="utf-8")
    found = [
        (code, severity, words, set(re.findall(r"`([\w.]+)`", made)))
        for code, severity, words, made in _ROW.findall(contract)
    ]
    assert len({code for code, *_ in found}) == len(found)
    return {code: (severity, words.strip(), made) for code, severity, words, made in found}


def test_the_contract_has_every_code_with_its_severity() -> None:
    """Every code stands in the contract with its usual severity and what it means, in the order of the code."""
    told = rows()
    assert {code: severity for code, (severity, *_) in told.items()} == CODES | PROBLEMS
    assert [code for code in told if code in CODES] == list(CODES)
    assert all(words for _, words, _ in told.values())


def test_the_contract_says_where_each_code_is_made() -> None:
    """The place that the contract gives for a code is where it is made, and nowhere else."""
    made = made_in()
    for code, (_, _, places) in rows().items():
        assert places == made.get(code, set()), code


def test_every_code_is_made_by_one_function() -> None:
    """Each code is made by one function, or there is a reason why not."""
    made = made_in()
    assert (CODES | PROBLEMS).keys() - made.keys() == set()
    assert {code for code, places in made.items() if len(places) > 1} == SEVERAL.keys()
