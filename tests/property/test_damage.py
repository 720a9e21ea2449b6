"""A corpus of damaged pages: whatever harm a page has come to, it is read, and no date is wrong without a word.

Nothing here is drawn by chance: the example wiki's pages are cut at every byte, and every mark in them is harmed in
every way.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from bot.model import Period, Project
from bot.parse.project import Reader
from bot.settings import Templates
from bot.wiki.port import Page
from tests.support.builders import TITLE, data_text, day, plan_text
from tests.support.pages import region

EXAMPLES = Path(__file__).parents[2] / "examples" / "wiki" / "Projekt"
CHUNK = 400
"""So many cuts make one test: small enough for several workers to share them out."""

MARK = re.compile(r"\{\{|\}\}|\[\[|\]\]|\{\||\|\}|\|-|\|\||!!|<[^<>\n]*>|={2,}|[|!=*]")
OPENERS = ["{{", "[[", "{|", "<!--", "<nowiki>", "<ref>", "<s>", "[", "|-", "!"]
PLAN_FLAWS = {"timeplan-missing", "timeplan-unreadable"}


def read(main: str, data: str, *, title: str = TITLE) -> Project:
    """A project from its two pages."""
    other = f"{title}/Projektdata"
    return Reader(Templates(), {}).read(title, {title: Page(title, main), other: Page(other, data)})


@dataclass(frozen=True)
class Original:
    """A project of the example wiki: its two files, and what they say while they are whole."""

    main: Path
    data: Path

    @property
    def title(self) -> str:
        """The project page's title."""
        return f"Projekt:{self.main.stem}"

    @cached_property
    def texts(self) -> tuple[str, str]:
        """The project page and the page with the facts."""
        return self.main.read_text(encoding="utf-8"), self.data.read_text(encoding="utf-8")

    @cached_property
    def project(self) -> Project:
        """What the whole pages say."""
        return self.read(*self.texts)

    @cached_property
    def dates(self) -> dict[int, Period]:
        """The date cell of each row."""
        return self.dates_in(self.project)

    def read(self, main: str, data: str) -> Project:
        """The project from other texts of its pages; everything told of it is told of a line that there is."""
        one = read(main, data, title=self.title)
        lines = {self.title: main.count("\n") + 1, f"{self.title}/Projektdata": data.count("\n") + 1}
        places = [flaw.place for flaw in one.flaws] + [activity.place for activity in one.activities]
        assert all(1 <= place.line <= lines[place.page] for place in places)
        return one

    def dates_in(self, one: Project) -> dict[int, Period]:
        """The date cell of each row of the time plan, as a damaged page has it; lines are where they were."""
        return {self.row(activity.place.line): activity.when for activity in one.activities}

    def row(self, line: int) -> int:
        """Which row of the table a line belongs to: the number of row marks and ends up to it."""
        return sum(mark < line for mark in self._row_marks)

    def begins_row(self, line: int) -> bool:
        """Whether a line parts two rows."""
        return line - 1 in self._row_marks

    @cached_property
    def header(self) -> int:
        """The row with the columns' names: the one before the first activity."""
        return min(self.dates) - 1

    @cached_property
    def _row_marks(self) -> list[int]:
        return [at for at, line in enumerate(self.texts[0].split("\n")) if line.startswith(("|-", "|}"))]


ORIGINALS = [Original(path, path.with_suffix("") / "Projektdata.wiki") for path in sorted(EXAMPLES.glob("*.wiki"))]


def chunks(file: Callable[[Original], Path]) -> list[ParameterSet]:
    """Every place in every file at which it can be cut, a chunk at a time."""
    sizes = [(original, file(original).stat().st_size) for original in ORIGINALS]
    return [
        pytest.param(original, range(start, min(start + CHUNK, size + 1)), id=f"{original.main.stem}-{start}")
        for original, size in sizes
        for start in range(0, size + 1, CHUNK)
    ]


def told(one: Project, codes: set[str]) -> bool:
    """Whether one of these flaws was found."""
    return any(flaw.code in codes for flaw in one.flaws)


def test_examples_are_whole() -> None:
    """The pages that are harmed here have rows with dates, and nothing is wrong with them before."""
    assert len(ORIGINALS) == 4
    for original in ORIGINALS:
        assert len(original.dates) == len(original.project.activities) > 4
        assert all(when.dated for when in original.dates.values())
        assert not original.project.flaws


@pytest.mark.parametrize(("original", "cuts"), chunks(lambda original: original.main))
def test_project_page_cut_anywhere(original: Original, cuts: range) -> None:
    """Rows before the cut keep their dates, there are none after it, and a date that the cut has changed is told of."""
    whole, data = original.main.read_bytes(), original.texts[1]
    for cut in cuts:
        text = whole[:cut].decode(errors="replace")
        one = original.read(text, data)
        dates, last = original.dates_in(one), original.row(text.count("\n") + 1)
        assert {row: when for row, when in dates.items() if row < last} == {
            row: when for row, when in original.dates.items() if row < last
        }
        assert max(dates, default=0) <= last
        assert dates == original.dates or told(one, PLAN_FLAWS)


@pytest.mark.parametrize(("original", "cuts"), chunks(lambda original: original.data))
def test_project_data_cut_anywhere(original: Original, cuts: range) -> None:
    """The dates of the plan, whose years the title tells, stay; facts that the cut has changed are told of."""
    whole, main = original.data.read_bytes(), original.texts[0]
    for cut in cuts:
        one = original.read(main, whole[:cut].decode(errors="replace"))
        assert original.dates_in(one) == original.dates
        assert facts(one) == facts(original.project) or told(one, {"projectdata-missing"})


def facts(one: Project) -> tuple[object, ...]:
    """What the page with the facts says of a project."""
    report = one.report and (one.report.updated, one.report.status, one.report.hidden, one.report.fields)
    return one.people, one.start, one.end, one.closed, one.final_report, one.funding, report


def harmed(text: str) -> Iterator[tuple[str, list[int], str]]:
    """The text with each of its marks harmed in each way: how, at which positions, and the text as it is then."""
    marks = list(MARK.finditer(text))
    for at, mark in enumerate(marks):
        yield f"{mark[0]} removed", [mark.start()], text[: mark.start()] + text[mark.end() :]
        yield f"{mark[0]} doubled", [mark.start()], text[: mark.end()] + mark[0] + text[mark.end() :]
        for other in marks[at + 1 : at + 2]:
            between = text[mark.end() : other.start()]
            swapped = f"{text[: mark.start()]}{other[0]}{between}{mark[0]}{text[other.end() :]}"
            yield f"{mark[0]} and {other[0]} swapped", [mark.start(), other.start()], swapped


@pytest.mark.parametrize("original", ORIGINALS, ids=lambda original: original.main.stem)
def test_every_mark_harmed(original: Original) -> None:
    """Where a mark is lost, doubled or elsewhere, the other rows keep their dates, or are told to be unread."""
    main, data = original.texts
    for how, positions, text in harmed(main):
        one = original.read(text, data)
        lines = [main.count("\n", 0, position) + 1 for position in positions]
        touched = {original.row(line) for line in lines}
        touched |= {original.row(line) - 1 for line in lines if original.begins_row(line)}
        dates = original.dates_in(one)
        for row in dates.keys() - touched:
            assert dates[row] == original.dates[row], (how, lines)
        assert original.dates.keys() - touched <= dates.keys() or told(one, PLAN_FLAWS), (how, lines)


@pytest.mark.parametrize("original", ORIGINALS, ids=lambda original: original.main.stem)
def test_every_mark_of_the_facts_harmed(original: Original) -> None:
    """Whatever happens to the marks on the page with the facts, no date of the plan is another, at most less known."""
    main, data = original.texts
    for how, _, text in harmed(data):
        for row, when in original.dates_in(original.read(main, text)).items():
            whole = original.dates[row]
            assert when.start in {whole.start, None}, how
            assert when.end in {whole.end, None}, how


@pytest.mark.parametrize("opener", OPENERS)
@pytest.mark.parametrize("original", ORIGINALS, ids=lambda original: original.main.stem)
def test_something_opened_at_every_line(original: Original, opener: str) -> None:
    """What is opened on a line and never closed changes no row's date but its own; at the most the others are not read.

    In the header it may move the columns: then what stands in the date's place is no date.
    """
    main, data = original.texts
    lines = main.split("\n")
    for at in range(len(lines)):
        one = original.read("\n".join([*lines[:at], f"{opener}{lines[at]}", *lines[at + 1 :]]), data)
        touched = {original.row(at + 1), original.row(at + 1) - 1}
        for row, when in original.dates_in(one).items():
            unknown = original.header in touched and not when.dated
            assert row in touched or when == original.dates[row] or unknown, at + 1


SIGNS = ["\0", "\x01", "\t", "\x0b", "\x0c", "\x1a", "\x1b", "\x85", "\xad", "\u200b", "\u200f", "\u202e", "\u2028"]
SIGNS += ["\u2066", "\ufeff", "\ue000", "\ue001", "\ufffd", "\U0010ffff", "\ud800"]
UNSEEN = {"\0", "\xad", "\u200b", "\u200f", "\u202e", "\u2066", "\ufeff"}
"""Signs that come along unseen from other programs: a date is read all the same."""

CELLS = ["Juni–september 2022", "Boka lokal", "Axel, med stöd av [[Användare:Sara|Sara]]", "3 dagar", "T1"]


def page_with(*cells: str) -> str:
    """A project page with one row."""
    before, *between = plan_text(" | ".join("¤" * len(cells))).split("¤")
    return before + "".join(f"{cell}{text}" for cell, text in zip(cells, between, strict=True))


@pytest.mark.parametrize("sign", SIGNS, ids=ascii)
def test_sign_anywhere_in_a_row(sign: str) -> None:
    """A control, direction or half character anywhere in a row stops nothing and makes no other date of a date.

    One that nobody sees leaves the date as it is, unless it keeps two pipes apart or a pipe from its line's start.
    """
    whole = page_with(*CELLS)
    start, end = whole.index("| Juni"), whole.index("\n|}")
    for at in range(start, end + 1):
        for activity in read(whole[:at] + sign + whole[at:], data_text()).activities:
            assert (activity.when.start, activity.when.end) in {SUMMER, (None, None)}
            apart = at == start or whole[at - 1 : at + 1] == "||"
            assert activity.when.dated or sign not in UNSEEN or apart


@pytest.mark.parametrize("sign", SIGNS, ids=ascii)
def test_sign_in_every_cell(sign: str) -> None:
    """A page with such a sign at both ends of every cell has its rows, and its dates where the sign is unseen."""
    one = read(page_with(*(f"{sign}{cell}{sign}" for cell in CELLS)), data_text(ansvarig=f"{sign}John{sign}"))
    (activity,) = one.activities
    assert (activity.when.start, activity.when.end) in {SUMMER, (None, None)}
    assert activity.when.dated or sign not in UNSEEN


@pytest.mark.parametrize("original", ORIGINALS, ids=lambda original: original.main.stem)
def test_carriage_returns(original: Original) -> None:
    """A page with the line ends of another system says the same."""
    main, data = (text.replace("\n", "\r\n") for text in original.texts)
    one = original.read(main, data)
    assert original.dates_in(one) == original.dates
    assert one.report
    assert original.project.report
    assert facts(one)[:-1] == facts(original.project)[:-1]
    assert one.report.updated == original.project.report.updated
    assert one.report.fields.keys() == original.project.report.fields.keys()
    assert [activity.name for activity in one.activities] == [one.name for one in original.project.activities]


@pytest.mark.parametrize("original", ORIGINALS, ids=lambda original: original.main.stem)
def test_page_on_one_line(original: Original) -> None:
    """With carriage returns alone a page is one line for MediaWiki: it has no plan, and that is told."""
    main, data = original.texts
    one = original.read(main.replace("\n", "\r"), data.replace("\n", "\r"))
    assert one.activities == ()
    assert told(one, PLAN_FLAWS)


SUMMER = (day("2022-06-01"), day("2022-09-30"))
MAY = (day("2022-05-01"), day("2022-05-31"))
SIZE = 250_000
"""Characters of one shape: time that grew with the square of the length would be minutes."""

LARGE: dict[str, Callable[[], str]] = {
    "openers": lambda: "{{" * (SIZE // 2),
    "closers": lambda: "}}" * (SIZE // 2),
    "pipes": lambda: "|" * SIZE,
    "brackets": lambda: "[" * SIZE,
    "equals signs": lambda: "=" * SIZE,
    "comments": lambda: "a<!-- -->" * (SIZE // 9),
    "tags": lambda: "<ref>" * (SIZE // 5),
    "quotes": lambda: "'" * SIZE,
    "control characters": lambda: "\x01\x1a\x1b" * (SIZE // 3),
    "10,000 templates, one in another": lambda: "{{a|" * 10_000 + "}}" * 10_000,
    "10,000 links, one in another": lambda: "[[a|" * 10_000 + "]]" * 10_000,
    "10,000 tables, one in another": lambda: "\n" + "{|\n|\n" * 10_000 + "|}\n" * 10_000,
    "headings": lambda: "\n== a ==" * (SIZE // 8),
}
"""What may stand on a page beside a time plan."""


@pytest.mark.parametrize("name", LARGE)
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_large_page(name: str, *, after: bool) -> None:
    """Whatever stands before or after the plan, and however much, the plan is read, and what it hides is told."""
    plan, large = plan_text("Maj | Boka lokal | Axel | |"), LARGE[name]()
    one = read(f"{plan}\n{large}" if after else f"{large}\n{plan}", data_text())
    assert [(when.start, when.end) for when in (activity.when for activity in one.activities)] == [MAY]


@pytest.mark.parametrize("name", LARGE)
def test_large_cell(name: str) -> None:
    """Whatever stands in a cell, and however much, the row before it keeps its date."""
    text = plan_text("Maj | Boka lokal | Axel | |", "Juni | Tryck | Axel | ¤ |").replace("¤", LARGE[name]())
    first = read(text, data_text()).activities[0]
    assert (first.name, first.when.start, first.when.end) == ("Boka lokal", *MAY)


@pytest.mark.parametrize("name", LARGE)
def test_large_project_data(name: str) -> None:
    """Whatever stands among the facts, and however much, it stops nothing."""
    one = read(plan_text("Maj | Boka lokal | Axel | |"), data_text(problem=LARGE[name]()))
    assert [(when.start, when.end) for when in (activity.when for activity in one.activities)] == [MAY]


def test_ten_thousand_rows() -> None:
    """Every row of an enormous plan is read, the last as the first."""
    one = read(plan_text(*["Maj | Boka lokal | Axel | 3 dagar | T1"] * 10_000), data_text())
    assert len(one.activities) == 10_000
    assert {(activity.when.start, activity.when.end) for activity in one.activities} == {MAY}
    assert {activity.days for activity in one.activities} == {3.0}


def test_page_of_5_mb() -> None:
    """A page of five million characters, with the plan in the middle of them, is read."""
    prose = ("Text om projektet, och mer text. " * 30 + "\n") * 2_500
    one = read(prose + plan_text("Maj | Boka lokal | Axel | |") + prose, data_text(problem=prose))
    assert [(when.start, when.end) for when in (activity.when for activity in one.activities)] == [MAY]
    assert not one.flaws


def test_cell_of_5_mb() -> None:
    """A cell of five million characters is read, and the row after it."""
    one = read(
        plan_text(f"Maj | Boka lokal | Axel | {'projektledargrupper ' * 250_000} |", "Juni | Tryck | Axel | |"),
        data_text(),
    )
    assert [activity.when.start for activity in one.activities] == [day("2022-05-01"), day("2022-06-01")]


def test_line_of_1_mb() -> None:
    """A page that is one line of a million characters has no plan, and that is told."""
    one = read("x" * 1_000_000, "y" * 1_000_000)
    assert one.activities == ()
    assert {flaw.code for flaw in one.flaws} == {"timeplan-missing", "projectdata-missing"}


def test_half_characters_in_a_region() -> None:
    """Half a character, which no wiki gives, stops not even the reading of the bot's own text."""
    one = read(plan_text(), data_text(problem=f"\n{region('problem', '* x')}").replace("* x", "* \ud800"))
    assert told(one, {"region-edited"})
