"""Findings for people: by page, each with its line; many of one kind in one line; and the sum of all."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.codes import CODES, PROBLEMS
from bot.knowledge import Knowledge
from bot.model import Finding, Severity
from bot.tell.lines import count, line

SEVERITY_STYLE: dict[Severity, str] = {"error": "bold red", "warning": "yellow", "info": "dim"}

ALL = 5
"""So many findings of one code on a page are told one by one: a person still reads them."""

FIRST = 3
"""Of more, so many are told, which is enough to see what they are about."""

_ROOMY = 110
"""From so many characters on, there is room for a message beside its line, severity and code."""

_CODE = max(map(len, CODES | PROBLEMS))
"""Room for the longest code, so that what follows stands in one column on every page."""


@dataclass(frozen=True, slots=True)
class More:
    """Findings of a code on a page that are counted, but not told one by one."""

    code: str
    lines: tuple[int, ...]

    @property
    def words(self) -> str:
        """How many there are, and from where to where."""
        first, last = min(self.lines), max(self.lines)
        where = f"line {first}" if first == last else f"lines {first} to {last}"
        return f"… and {len(self.lines)} more {self.code}, {where}"


@dataclass(frozen=True, slots=True)
class Unshown:
    """How many findings a person was not shown: those of severity info, and those that were only counted."""

    infos: int = 0
    folded: int = 0

    def __add__(self, other: "Unshown") -> "Unshown":
        return Unshown(self.infos + other.infos, self.folded + other.folded)


def show_findings(console: Console, title: str, findings: Iterable[Finding], *, verbose: bool) -> Unshown:
    """The findings below a title, by page; on a terminal so that long messages fold below themselves.

    Args:
        console: Where to.
        title: The project page's title; its own findings stand right below it, others below their page's.
        findings: All of them.
        verbose: Those of severity `info` too, and each of many of one code.
    """
    every = list(findings)
    shown = [one for one in every if verbose or one.severity != "info"]
    pages: dict[str, list[Finding]] = {}
    for finding in shown:
        pages.setdefault(finding.place.page, []).append(finding)
    if pages:
        line(console, f"\n{title}", "bold")
    folded = 0
    for page, found in pages.items():
        if page != title:
            line(console, f"  {page}", "italic")
        told = list(found if verbose else fold(found))
        folded += sum(len(one.lines) for one in told if isinstance(one, More))
        _show(console, told)
    return Unshown(len(every) - len(shown), folded)


def fold(findings: Sequence[Finding]) -> Iterator[Finding | More]:
    """A page's findings; where more than a few have the same code, the first of them and one line for the rest."""
    many = {code for code, number in Counter(one.code for one in findings).items() if number > ALL}
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding.code] += 1
        if finding.code not in many or seen[finding.code] <= FIRST:
            yield finding
        elif seen[finding.code] == FIRST + 1:
            rest = [one.place.line for one in findings if one.code == finding.code][FIRST:]
            yield More(finding.code, tuple(rest))


def _show(console: Console, told: Iterable[Finding | More]) -> None:
    """One page's findings: a line each where output goes elsewhere, in columns on a wide terminal, else folded."""
    if console.is_terminal and console.width >= _ROOMY:
        console.print(_grid(told))
        return
    for one in told:
        if isinstance(one, More):
            line(console, f"  {one.words}", "dim")
        elif console.is_terminal:
            console.print(_head(one), highlight=False)
            console.print(Padding(Text(one.message), (0, 0, 0, 12), expand=False), highlight=False)
        else:
            subject = f"{one.subject}: " if one.subject else ""
            line(console, f"{_where(one)}  {one.severity:<7}  {one.code:<{_CODE}}  {subject}{one.message}")


def _where(finding: Finding) -> str:
    return f"  line {finding.place.line:>3}"


def _head(finding: Finding) -> Text:
    """A finding without its message: where, how bad, what, and about which activity."""
    subject = f"  {finding.subject}" if finding.subject else ""
    severity = (f"{finding.severity:<7}", SEVERITY_STYLE[finding.severity])
    return Text.assemble(_where(finding), "  ", severity, f"  {finding.code}{subject}")


def _grid(told: Iterable[Finding | More]) -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0), pad_edge=False)
    for width in (len("  line 999"), len("warning"), _CODE, None):
        grid.add_column(overflow="fold", no_wrap=width is not None, min_width=width)
    for one in told:
        if isinstance(one, More):
            grid.add_row("", "", "", Text(one.words, "dim"))
        else:
            subject = f"{one.subject}: " if one.subject else ""
            severity = Text(one.severity, SEVERITY_STYLE[one.severity])
            grid.add_row(Text(_where(one)), severity, Text(one.code), Text(f"{subject}{one.message}"))
    return grid


def show_sum(console: Console, known: Knowledge, unshown: Unshown) -> None:
    """How many findings there are of each severity and where, and how to see those that were not shown."""
    by_project = [known.findings[one.project.title] for one in known.standings]
    counts = Counter(one.severity for found in (*by_project, known.problems) for one in found)
    if not counts:
        line(console, "\nNo findings.", "bold")
        return
    some = sum(bool(found) for found in by_project)
    where = [f"{some} of {count(len(by_project), 'project')}"] * bool(some) + ["the run as a whole"] * bool(
        known.problems
    )
    said = ", ".join(count(counts[severity], severity) for severity in SEVERITY_STYLE if counts[severity])
    line(console, f"\nFindings: {said}, in {' and '.join(where)}.", "bold")
    kept = [count(unshown.infos, "info")] * bool(unshown.infos) + [f"{unshown.folded} of a kind"] * bool(unshown.folded)
    if kept:
        line(console, f"Not shown: {', '.join(kept)}. lagesbot check --verbose shows all.", "dim")


def show_verdict(console: Console, fail_on: str, *, met: bool) -> None:
    """What came of `--fail-on`: whether there is such a finding."""
    words = "there is such a finding, so that the exit code is 1" if met else "there is no such finding"
    line(console, f"--fail-on {fail_on}: {words}.", "bold red" if met else "")
