"""Asks axe-core (tests/vendor) what of a page people with a screen reader, a keyboard or poor sight cannot use."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SCRIPT = Path(__file__).parents[1] / "vendor" / "axe-core" / "axe.min.js"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
"""The rules that are asked about: WCAG to level AA, and what axe-core itself holds for good practice."""

CONTRAST = "color-contrast"
SIGN = "nonBmp"
"""What axe-core says of a text that is but a sign (●): it leaves its contrast to others."""

SIGN_CONTRAST = 3.0
"""What a sign needs that stands for something: WCAG 2.1, 1.4.11."""

RUN = """async ([within, without, only, off, sign]) => {
  const found = await axe.run(
    {include: within.map(one => [one]), exclude: without.map(one => [one])},
    {runOnly: only, resultTypes: ['violations', 'incomplete'],
     rules: Object.fromEntries(off.map(one => [one, {enabled: false}]))});
  const {getBackgroundColor, getForegroundColor, getContrast} = axe.commons.color;
  axe.setup(document);
  for (const node of found.incomplete.flatMap(rule => rule.nodes)) {
    for (const {data} of node.any.filter(check => check.data && check.data.messageKey === sign)) {
      const element = document.querySelector(node.target[0]);
      const behind = getBackgroundColor(element, []);
      data.contrastRatio = behind && getContrast(behind, getForegroundColor(element, false, behind));
    }
  }
  axe.teardown();
  return found;
}"""
"""Runs axe-core, and works out with its own means what contrast signs have."""


def violations(
    page: Page,
    *,
    within: Sequence[str] = ("html",),
    without: Sequence[str] = (),
    only: str = "",
    off: Sequence[str] = (),
) -> list[str]:
    """What axe-core objects to.

    A text whose contrast nobody can work out is objected to as well: it is no good to read.

    Args:
        page: The page, as it is now.
        within: CSS selectors of the parts that are looked at.
        without: CSS selectors of parts of these that are not.
        only: The one rule that is asked about; else all of `TAGS` are.
        off: Rules that are not asked about.

    Returns:
        One line for each rule and element: the rule, how grave, where, and what would mend it.
    """
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    asked = {"type": "rule", "values": [only]} if only else {"type": "tag", "values": list(TAGS)}
    found: dict[str, Any] = page.evaluate(RUN, [list(within), list(without), asked, list(off), SIGN])
    wrong = [(rule, node) for rule in found["violations"] for node in rule["nodes"]]
    return [_line(rule, node) for rule, node in (*wrong, *_unsure(found["incomplete"]))]


def _unsure(incomplete: Sequence[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The contrasts that axe-core cannot tell, but for signs whose contrast is enough for a sign."""
    for rule in incomplete:
        for node in rule["nodes"] if rule["id"] == CONTRAST else ():
            told = [check["data"] for check in node["any"] if check["data"]]
            if not all((one.get("contrastRatio") or 0) >= SIGN_CONTRAST for one in told):
                yield rule, node


def _line(rule: dict[str, Any], node: dict[str, Any]) -> str:
    where = " > ".join(map(str, node["target"]))
    mend = " ".join(node["failureSummary"].split())
    return f"{rule['id']} ({rule['impact']}) at {where}: {mend} | {node['html'][:200]}"
