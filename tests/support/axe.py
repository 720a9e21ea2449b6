"""Asks axe-core (tests/vendor) what of a page people with a screen reader, a keyboard or poor sight cannot use."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SCRIPT = Path(__file__).parents[1] / "vendor" / "axe-core" / "axe.min.js"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
"""The rules that are asked about: WCAG to level AA, and what axe-core itself holds for good practice."""

UNSURE = frozenset({"color-contrast"})
"""Rules that must not end in "cannot tell": a text whose contrast nobody can work out is no good to read."""

RUN = """([within, without, tags]) => axe.run(
  {include: within.map(one => [one]), exclude: without.map(one => [one])},
  {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations', 'incomplete']})"""


def violations(page: Page, *, within: Sequence[str] = ("html",), without: Sequence[str] = ()) -> list[str]:
    """What axe-core objects to.

    Args:
        page: The page, as it is now.
        within: CSS selectors of the parts that are looked at.
        without: CSS selectors of parts of these that are not.

    Returns:
        One line for each rule and element: the rule, how grave, where, and what would mend it.
    """
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate(RUN, [list(within), list(without), list(TAGS)])
    unsure = [rule for rule in found["incomplete"] if rule["id"] in UNSURE]
    return [_line(rule, node) for rule in (*found["violations"], *unsure) for node in rule["nodes"]]


def _line(rule: dict[str, Any], node: dict[str, Any]) -> str:
    where = " > ".join(map(str, node["target"]))
    mend = " ".join(node["failureSummary"].split())
    return f"{rule['id']} ({rule['impact']}) at {where}: {mend} | {node['html'][:200]}"
