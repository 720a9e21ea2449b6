"""Findings for people: grouped by project and page, many of a kind in one line, and the sum of all."""

import io
import re
from dataclasses import replace

import pytest
from rich.console import Console

from bot.codes import CODES, PROBLEMS
from bot.knowledge import Knowledge, know
from bot.model import Finding, Flaw, Place
from bot.tell.findings import ALL, FIRST, SEVERITY_STYLE, More, fold, show_verdict
from bot.tell.terminal import show_projects
from tests.support.builders import DATA, TITLE, known, material, settings, wiki_pages
from tests.support.finding_cases import CASES, findings_of

LONG = "Ett ganska långt namn på en aktivitet som ingen riktigt orkar läsa till slutet av"
MANY = tuple(f"Mars | Sak {number} | Axel | | N/A" for number in range(1, 41))
WIDTHS = [pytest.param(width, id=f"{width} characters") for width in (80, 100, 140)]


def shown(
    found: Knowledge, *, width: int = 80, terminal: bool = True, verbose: bool = False, coloured: bool = False
) -> str:
    """What a person sees of what is known."""
    into = io.StringIO()
    console = Console(file=into, force_terminal=terminal, width=width, color_system="truecolor" if coloured else None)
    show_projects(console, found, verbose=verbose)
    return into.getvalue()


def words(out: str) -> str:
    """What it says, whatever the lines are folded at."""
    return " ".join(out.split())


def finding(line: int, code: str = "activity-overdue") -> Finding:
    """A finding on a line of the project page."""
    return Finding(code, "error", Place(TITLE, line), "Sak", "Fel. Rätta.")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", [name for name in CASES if "." not in name])
def test_finding_is_told_with_all_it_has(name: str, width: int) -> None:
    """However wide the terminal is, a finding has its page, line, severity, code, activity and message."""
    case = CASES[name]
    one, out = case.finding, shown(case.scene.known(), width=width, verbose=True)
    head = f"line {one.place.line:>3} {one.severity} {one.code}"
    assert words(head) in words(out)
    told = words(out).partition(words(head))[2].removeprefix(f" {one.subject}").removeprefix(":")
    assert told.replace(" ", "").startswith(one.message.replace(" ", ""))
    assert one.subject is None or one.subject in words(out)
    above = out[: re.search(re.escape(head).replace(r"\ ", r"\s+"), out).start()]  # type: ignore[union-attr]
    assert one.place.page in above
    assert max(map(len, out.splitlines())) <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_findings_are_grouped_by_project_and_page(width: int) -> None:
    """Each project with findings has a title, below it the project page's findings, then its other pages' by title."""
    found = known(wiki_pages(f"Mars | {LONG} | Axel | | N/A"))
    out = shown(found, width=width)
    places = [
        out.index(f"\n{TITLE}\n"),
        out.index("activity-overdue"),
        out.index(f"\n  {DATA}\n"),
        out.index("report-m"),
    ]
    assert places == sorted(places)
    assert out.count(f"\n{TITLE}\n") == 1


def test_project_without_findings_has_no_title() -> None:
    """A project that is in order stands in the table alone."""
    calm = replace(known(wiki_pages()), findings={TITLE: ()})
    out = shown(calm)
    assert f"\n{TITLE}\n" not in out
    assert out.rstrip().endswith("No findings.")


@pytest.mark.parametrize("width", [None, 80, 140])
def test_many_of_a_kind_are_counted(width: int | None) -> None:
    """Of many findings of one code on a page the first are told, and the rest in one line; others are told in full."""
    found = known(wiki_pages(*MANY, "Snart | Fest | Axel | | N/A"))
    out = shown(found, terminal=width is not None, width=width or 80)
    assert [number for number in range(1, 41) if re.search(rf"\bSak {number}\b", out)] == [1, 2, 3]
    rows = [one.place.line for one in found.findings[TITLE] if one.code == "activity-overdue"]
    assert words(out).count(f"… and 37 more activity-overdue, lines {rows[3]} to {rows[-1]}") == 1
    assert "date-unreadable" in out
    assert "Not shown: 37 of a kind. lagesbot check --verbose shows all." in words(out)
    assert "Findings: 41 errors, 1 warning, 1 info" not in words(out)
    assert "Findings: 41 errors, 1 warning, in 1 of 1 project." in words(out)


def test_verbose_counts_nothing_away() -> None:
    """With `--verbose` each of many is told."""
    out = shown(known(wiki_pages(*MANY)), verbose=True)
    assert all(re.search(rf"\bSak {number}\b", out) for number in range(1, 41))
    assert "more" not in out
    assert "Not shown" not in out


def test_few_of_a_kind_are_all_told() -> None:
    """As many as a person reads are told one by one, whatever stands between them."""
    few = [finding(line) for line in range(1, ALL + 1)]
    assert list(fold(few)) == few
    other = finding(3, "task-unknown")
    mixed = [*few[:4], other, few[4], finding(ALL + 1)]
    assert list(fold(mixed)) == [*few[:FIRST], More("activity-overdue", (4, 5, 6)), other]


def test_rest_on_one_line_is_said_so() -> None:
    """Where all the rest stands on one line, that line is named."""
    assert More("task-unknown", (7, 7)).words == "… and 2 more task-unknown, line 7"


@pytest.mark.parametrize("width", [80, 140])
def test_colours_are_only_an_addition(width: int) -> None:
    """Without its colours the output says the same: each severity is a word."""
    found = known(wiki_pages(*MANY[:2], "Snart | Fest | Axel | |"))
    coloured = shown(found, width=width, verbose=True, coloured=True)
    plain = shown(found, width=width, verbose=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    assert all(re.search(rf"line +\d+  {severity}\b", plain) for severity in SEVERITY_STYLE)


def test_pipe_has_no_colours() -> None:
    """Where output goes elsewhere there is not one escape sequence, and a finding is one line."""
    into = io.StringIO()
    show_projects(Console(file=into, width=40), known(wiki_pages(f"Mars | {LONG} | Axel | | N/A")), verbose=False)
    out = into.getvalue()
    assert "\x1b" not in out
    (line,) = (one for one in out.splitlines() if "activity-overdue" in one)
    assert line.startswith("  line ")
    assert line.endswith("annars ändra datumet.")


def test_sum_counts_problems_too() -> None:
    """The sum names each severity that there is, in how many projects, and whether the run as a whole has any."""
    base = material(wiki_pages(*MANY[:1]))
    flaw = Flaw("page-unreadable", Place("Sidan", 1))
    out = shown(know(replace(base, flaws=(flaw,))))
    assert "Findings: 3 errors, in 1 of 1 project and the run as a whole." in out
    quiet = settings(findings=dict.fromkeys(CODES, "off"))
    out = shown(know(replace(base, flaws=(flaw,), settings=quiet)))
    assert "Findings: 1 error, in the run as a whole." in out


def test_sum_agrees_with_the_findings() -> None:
    """The sum counts everything that was found, shown or not."""
    found = known(wiki_pages(*MANY))
    (total,) = re.findall(r"Findings: (\d+) errors, in", words(shown(found)))
    assert int(total) == len(findings_of(found)) == 41


def test_without_projects_there_is_no_sum() -> None:
    """Where no project was found, that is said, and nothing is summed up."""
    out = shown(know(replace(material({}), listed={2022: ()})))
    assert "Inga projekt hittades för 2022." in out
    assert "findings" not in out.lower()


@pytest.mark.parametrize(
    ("met", "line"),
    [
        (True, "--fail-on warning: there is such a finding, so that the exit code is 1."),
        (False, "--fail-on warning: there is no such finding."),
    ],
    ids=["met", "not met"],
)
def test_verdict(met: bool, line: str) -> None:  # noqa: FBT001 - pytest's parameters
    """What came of `--fail-on` is one line."""
    console = Console(file=io.StringIO(), width=80)
    show_verdict(console, "warning", met=met)
    assert isinstance(console.file, io.StringIO)
    assert console.file.getvalue() == f"{line}\n"


def test_codes_stand_in_one_column() -> None:
    """In a pipe what follows a code begins in one column, whatever the code."""
    lines = [
        one for one in shown(known(wiki_pages(*MANY)), terminal=False, verbose=True).splitlines() if "  line" in one
    ]
    longest = max(map(len, CODES | PROBLEMS))
    starts = {len(re.match(rf"  line +\d+  \w+ +[a-z-]{{1,{longest}}} +", one)[0]) for one in lines}  # type: ignore[index]
    assert len(starts) == 1
