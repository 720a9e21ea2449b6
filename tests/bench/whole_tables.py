"""What was measured, for people and for programs."""

import os
import platform
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from tests.bench.whole_runs import Results, Who
from tests.bench.whole_targets import Target

HEAD = ("command", "time, s", "CPU, s", "memory, MiB", "requests", "edits", "time, × floor", "time, of plain's")
TARGETS = ("limit", "measured", "at most", "verdict")
_COST = ("wall", "cpu", "peak", "requests", "edits")


def rows(results: Results) -> list[tuple[str, ...]]:
    """The table of one size, line by line."""
    found: list[tuple[str, ...]] = []
    for who in Who:
        cost = results.median(who)
        times = f"{results.ratio(who, Who.FLOOR):.1f}", f"{results.ratio(who, Who.PLAIN):.2f}"
        figures = f"{cost.wall:.1f}", f"{cost.cpu:.1f}", f"{cost.peak / 1024:.0f}", f"{cost.requests}", f"{cost.edits}"
        found.append((str(who), *figures, *times))
    return found


def target_rows(targets: Iterable[Target]) -> list[tuple[str, ...]]:
    """The targets, line by line."""
    return [(one.what, _short(one.measured), _limit(one), "met" if one.met else "**missed**") for one in targets]


def _limit(one: Target) -> str:
    return f"exactly {_short(one.limit)}" if one.exactly else _short(one.limit)


def machine() -> str:
    """Where it was measured, in general words."""
    return f"Python {platform.python_version()}, {os.cpu_count()} cores, MediaWiki on the same machine"


def told(sizes: Sequence[Results], targets: Sequence[Target]) -> str:
    """All tables in Markdown, which reads well in a terminal, too."""
    parts = []
    for one in sizes:
        often = f"reading measured {_times(one, Who.CHECK)}, runs {_times(one, Who.FIRST)}"
        parts.append(f"{one.projects} projects, {2 * one.projects} pages; {machine()}; {often}; medians.")
        parts.append(_table(HEAD, rows(one)))
    return "\n\n".join([*parts, _table(TARGETS, target_rows(targets))])


def document(sizes: Sequence[Results], targets: Sequence[Target]) -> dict[str, object]:
    """Everything that was measured, for programs."""
    return {
        "version": 1,
        "machine": machine(),
        "sizes": [{"projects": one.projects, "measured": _measured(one)} for one in sizes],
        "targets": [{**asdict(one), "met": one.met} for one in targets],
    }


def put_in(page: Path, name: str, text: str) -> None:
    """Write a text into a page between `<!-- bench NAME -->` and `<!-- /bench NAME -->`, in the place of what is there.

    Raises:
        ValueError: The page has no such place.
    """
    before = page.read_text(encoding="utf-8")
    place = re.compile(rf"(<!-- bench {name} -->\n).*?(<!-- /bench {name} -->)", re.DOTALL)
    if not place.search(before):
        raise ValueError(f"{page} has no place <!-- bench {name} -->")
    page.write_text(place.sub(lambda found: f"{found[1]}\n{text}\n\n{found[2]}", before), encoding="utf-8")


def _measured(results: Results) -> dict[str, object]:
    found: dict[str, object] = {}
    for who, runs in results.costs.items():
        ratios = {"of_floor": results.ratio(who, Who.FLOOR), "of_plain": results.ratio(who, Who.PLAIN)}
        medians = {name: getattr(results.median(who), name) for name in _COST}
        each = [{name: getattr(one, name) for name in _COST} | {"changed": len(one.changed)} for one in runs]
        found[who.name.lower()] = {"what": str(who), **medians, **ratios, "runs": each}
    return found


def _table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """A table in Markdown, its columns as wide as what is in them."""
    widths = [max(map(len, column)) for column in zip(head, *lines, strict=True)]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    cells = [_line(head, widths), _line(rule, widths), *(_line(line, widths) for line in lines)]
    return "\n".join(cells)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = zip(cells, widths, strict=True)
    return "| " + " | ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in rest)]) + " |"


def _times(results: Results, who: Who) -> str:
    count = len(results.costs[who])
    return "once" if count == 1 else f"{count} times"


def _short(figure: float) -> str:
    return f"{figure:.2f}".rstrip("0").rstrip(".")
