"""How fast reading is beside a bare parser, and how many projects a second are read and rendered: `make bench-parse`.

The pages are those of `tests.bench.population`, which differ from project to project. What is measured has never been
seen before: the first reading, in which things are done once, is of other projects. What counts is a ratio within one
run, made of rounds in which both sides read the same texts by turns, so any machine will do.
"""

import gc
import json
import re
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import click
import mwparserfromhell

from bot.knowledge import Knowledge, know
from bot.parse.project import Reader
from bot.render.overview import overview_text
from bot.render.report import report_pages
from bot.settings import Templates
from bot.wiki.port import Page
from tests.bench.population import TODAY, YEAR, Population, account
from tests.support.builders import material, settings

Texts = tuple[str, str]
"""A project page and its page of facts."""

Work = Callable[[], object]

PROJECTS, ROUNDS = 60, 9
SLOWEST = 1.0
"""Reading a project to the model takes no longer than a bare parse of its two texts, as a median over the rounds."""

ROWS = (2, 8, 32, 128)
SIZES = (2_500, 10_000, 40_000, 160_000)
"""Characters of the project page, where what makes it larger is prose around the plan of eight rows."""

PROSE = "Projektet samlar nya skribenter på bibliotek, och föreningen bjuder in [[Projekt:Partner|partners]]. "
_ROW = re.compile(r"\|-\n[^\n]*\n")
_HEADING = "== Tidplan ==\n"


@dataclass(frozen=True, slots=True)
class Rate:
    """How fast something is done.

    Attributes:
        what: What.
        projects: How many projects a round has.
        size: Bytes of their pages on average.
        seconds: The median of the rounds.
    """

    what: str
    projects: int
    size: float
    seconds: float

    @property
    def each_second(self) -> float:
        """Projects a second."""
        return self.projects / self.seconds


@dataclass(frozen=True, slots=True)
class Beside:
    """Reading beside a bare parse of the same texts: seconds of each round."""

    reading: list[float]
    parsing: list[float]

    @property
    def ratios(self) -> list[float]:
        """Of each round; above 1 reading takes longer."""
        return [one / other for one, other in zip(self.reading, self.parsing, strict=True)]

    @property
    def ratio(self) -> float:
        """The median of them."""
        return statistics.median(self.ratios)


def texts_of(population: Population) -> dict[str, Texts]:
    """The two texts of each project, by title."""
    pages = population.pages
    return {title: (pages[title], pages[f"{title}/Projektdata"]) for title in population.titles}


def with_rows(page: str, count: int) -> str:
    """A project page with so many rows in its plan: its own again and again, each with a number of its own."""
    rows = _ROW.findall(page)
    many = (rows[at % len(rows)].replace(" || ", f" {at} || ", 2) for at in range(count))
    first, last = page.index(rows[0]), page.index(rows[-1]) + len(rows[-1])
    return f"{page[:first]}{''.join(many)}{page[last:]}"


def with_prose(page: str, size: int) -> str:
    """A project page with so much prose above its plan that it has about a number of characters; no shorter than it."""
    prose = PROSE * max(0, (size - len(page)) // len(PROSE))
    return page.replace(_HEADING, f"{prose}\n\n{_HEADING}" if prose else _HEADING, 1)


def read(texts: dict[str, Texts]) -> None:
    """Read all projects, and keep none of them: what is kept makes the garbage collector slow on either side."""
    reader = Reader(Templates(), {title.partition(":")[2]: "220001" for title in texts})
    pages: dict[str, Page] = {}
    for title, (main, data) in texts.items():
        pages |= {title: Page(title, main), f"{title}/Projektdata": Page(f"{title}/Projektdata", data)}
    for title in texts:
        reader.read(title, pages)


def parse(texts: dict[str, Texts]) -> None:
    """Parse the same texts, and do nothing with what comes of it."""
    for both in texts.values():
        for text in both:
            mwparserfromhell.parse(text)


def seconds(work: Work, clock: Callable[[], float] = time.process_time) -> float:
    """How long something takes; what was left behind before is swept up first."""
    gc.collect()
    start = clock()
    work()
    return max(clock() - start, 1e-6)


def beside(texts: dict[str, Texts], rounds: int, *, timed: Callable[[Work], float] = seconds) -> Beside:
    """Read and parse the same texts by turns."""
    found = Beside([], [])
    for _ in range(rounds):
        found.reading.append(timed(lambda: read(texts)))
        found.parsing.append(timed(lambda: parse(texts)))
    return found


def rate(
    what: str, texts: dict[str, Texts], rounds: int, work: Work, *, timed: Callable[[Work], float] = seconds
) -> Rate:
    """How fast something is done with projects."""
    size = statistics.fmean(sum(len(text.encode()) for text in both) for both in texts.values())
    return Rate(what, len(texts), size, statistics.median(timed(work) for _ in range(rounds)))


def reading_rates(texts: dict[str, Texts], rounds: int) -> list[Rate]:
    """Reading, by the rows of the plan and by the size of the page."""
    found: list[Rate] = []
    for count in ROWS:
        rows = {title: (with_rows(main, count), data) for title, (main, data) in texts.items()}
        found.append(rate(f"read, {count} rows", rows, rounds, lambda rows=rows: read(rows)))  # type: ignore[misc]
    for size in SIZES:
        long = {title: (with_prose(main, size), data) for title, (main, data) in texts.items()}
        found.append(rate(f"read, {size:_} characters", long, rounds, lambda long=long: read(long)))  # type: ignore[misc]
    return found


def rendering_rates(population: Population, rounds: int) -> list[Rate]:
    """Rendering alone, of what is known already, by the rows of the plans: the reports, and the overview of all."""
    found: list[Rate] = []
    overview = Page("Projekt:Översikt", "")
    for count in ROWS:
        texts = {title: (with_rows(main, count), data) for title, (main, data) in texts_of(population).items()}
        known = known_of(population, texts)
        reports: Work = lambda known=known: [report_pages(one, known) for one in known.standings]  # type: ignore[misc]  # noqa: E731
        found.append(rate(f"render the reports, {count} rows", texts, rounds, reports))
        year: Work = lambda known=known: overview_text(overview, YEAR, known)  # type: ignore[misc]  # noqa: E731
        found.append(rate(f"render the overview, {count} rows", texts, rounds, year))
    return found


def known_of(population: Population, texts: Mapping[str, Texts]) -> Knowledge:
    """What is known of all projects, where these have these texts."""
    pages = {title: text for title, text in population.pages.items() if title.startswith("Projekt:")}
    for title, (main, data) in texts.items():
        pages |= {title: main, f"{title}/Projektdata": data}
    register = {name: {"account": account(name)} for name in population.people}
    one = material(pages, today=TODAY, rules=settings(people=register))
    return know(replace(one, listed={YEAR: tuple(population.titles)}))


def line(one: Rate) -> str:
    """One rate as a line of the table."""
    each = one.seconds * 1000 / one.projects
    return f"{one.what:<32}{one.projects:>9}{one.size / 1000:>9.1f}{each:>9.2f}{one.each_second:>9.0f}"


HEAD = f"{'what':<32}{'projects':>9}{'kB':>9}{'ms':>9}{'a second':>9}"


def document(found: Beside, rates: Sequence[Rate]) -> dict[str, object]:
    """Everything that was measured, for programs."""
    measured = [{**asdict(one), "each_second": one.each_second} for one in rates]
    return {"beside": {**asdict(found), "ratios": found.ratios, "ratio": found.ratio}, "rates": measured}


@click.command()
@click.option("--projects", default=PROJECTS, show_default=True, type=click.IntRange(1), help="So many in each round.")
@click.option("--rounds", default=ROUNDS, show_default=True, type=click.IntRange(1), help="The median of them counts.")
@click.option("--only-ratio", is_flag=True, help="Reading beside a bare parse, and nothing else.")
@click.option("--json", "file", type=click.Path(path_type=Path), metavar="FILE", help="Everything, as JSON, to a file.")
def main(projects: int, rounds: int, file: Path | None, *, only_ratio: bool) -> None:
    """Measure reading beside a bare parse, and projects a second; ends with 1 where reading is the slower."""
    population = Population(2 * projects)
    texts = texts_of(population)
    titles = list(texts)
    first, rest = ({title: texts[title] for title in half} for half in (titles[:projects], titles[projects:]))
    beside(first, 1)  # what is done once is not measured, and these projects are not met again
    found = beside(rest, rounds)
    reading, parsing = (statistics.median(one) * 1000 / len(rest) for one in (found.reading, found.parsing))
    click.echo(f"reading {reading:.2f} ms a project, bare parse {parsing:.2f} ms: {found.ratio:.2f} times as long")
    rates: list[Rate] = []
    if not only_ratio:
        few = dict(list(rest.items())[: max(1, projects // 6)])
        rates = [*reading_rates(few, rounds), *rendering_rates(Population(projects), rounds)]
        click.echo("\n".join([HEAD, *map(line, rates)]))
    if file:
        file.write_text(json.dumps(document(found, rates), indent=1), encoding="utf-8")
    if found.ratio > SLOWEST:
        click.echo("reading takes longer than a bare parse of the same texts", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
