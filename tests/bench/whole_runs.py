"""Who is measured, in turn and several times, on a wiki of some size; and what comes out of it."""

import statistics
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from tests.bench.population import YEAR, Population
from tests.bench.whole_wiki import LOG, TALK, Cost, Ground
from tests.support.mediawiki import MediaWiki


class Who(StrEnum):
    """What is measured, in the words of the table."""

    FLOOR = "floor: a bare HTTP client, 500 pages a request"
    PLAIN = "a plain Pywikibot script, page by page"
    COLD = "`check`, for the first time on a machine"
    CHECK = "`check`"
    PLAN = "`plan`"
    FIRST = "`run`, the first"
    SECOND = "`run`, nothing changed"
    CHANGED = "`run`, 1 % of the project pages changed"


READING = (Who.COLD, Who.CHECK, Who.PLAN)
WRITING = (Who.FIRST, Who.SECOND, Who.CHANGED)
CHANGED_SHARE = 0.01


@dataclass
class Results:
    """All that was measured on a wiki of one size.

    Attributes:
        projects: How many there are.
        due: The pages that a run should change, its log and people's talk pages too, worked out without the bot.
        costs: What each took, run by run.
    """

    projects: int
    due: Mapping[Who, frozenset[str]]
    costs: dict[Who, list[Cost]] = field(default_factory=dict)

    def median(self, who: Who) -> Cost:
        """The median of each figure; of requests and edits, which do not vary by chance, the highest.

        What was changed is that of the last run.
        """
        runs = self.costs[who]
        wall, cpu = (statistics.median(times) for times in zip(*((one.wall, one.cpu) for one in runs), strict=True))
        peak = round(statistics.median(one.peak for one in runs))
        requests, edits = max(one.requests for one in runs), max(one.edits for one in runs)
        return Cost(wall, cpu, peak, requests, edits, runs[-1].changed)

    def ratio(self, who: Who, base: Who) -> float:
        """How many times longer one takes than another, by the clock on the wall."""
        return self.median(who).wall / self.median(base).wall


Told = Callable[[str], None]


def measure(
    wiki: MediaWiki, population: Population, folder: Path, *, repeats: int, writing: int, tell: Told
) -> Results:
    """Put a population on a wiki and measure everything on it, one after another, and again from the first.

    Args:
        wiki: The wiki; whatever is on it goes away.
        population: The projects.
        folder: Where files of the benchmark may lie.
        repeats: How many times the wiki is read by each.
        writing: How many times runs are made, each time on the wiki as it was loaded.
        tell: Is told how far it has come.
    """
    tell(f"loading {population.projects} projects")
    ground = Ground(wiki, population, folder)
    results = Results(population.projects, due(population), {who: [] for who in Who})
    plain = ground.home()
    ground.plain(plain)  # so that it, too, finds what Pywikibot keeps between two starts
    for round_ in range(repeats):
        tell(f"{population.projects} projects: reading, {round_ + 1} of {repeats}")
        _add(results, _read(ground, plain))
    for round_ in range(writing):
        tell(f"{population.projects} projects: writing, {round_ + 1} of {writing}")
        _add(results, _write(ground))
    return results


def due(population: Population) -> dict[Who, frozenset[str]]:
    """The pages that a run has to change, by how the projects were made: each once, and the log a second time.

    The first run writes each report and a message to everybody who is late; one after something was done, the reports
    of the projects in which it was. Both change the overview, and begin and end a line in the log.
    """
    always = {LOG, f"0:Lägesöversikt {YEAR}"}
    finished = (title for title, _ in population.finished(CHANGED_SHARE))
    messages = {f"{TALK}{account}" for account in population.addressed}
    return {
        Who.FIRST: frozenset(always | _reports(population.titles) | messages),
        Who.CHANGED: frozenset(always | _reports(finished)),
    }


def _reports(titles: Iterable[str]) -> set[str]:
    """The pages that the reports of projects stand on."""
    return {f"100:{title.partition(':')[2]}/Projektdata" for title in titles}


def _add(results: Results, costs: Mapping[Who, Cost]) -> None:
    for who, cost in costs.items():
        results.costs[who].append(cost)


def _read(ground: Ground, plain: Path) -> dict[Who, Cost]:
    home = ground.home()
    return {
        Who.FLOOR: ground.floor(plain),
        Who.PLAIN: ground.plain(plain),
        Who.COLD: ground.bot("check", home=home),
        Who.CHECK: ground.bot("check", home=home),
        Who.PLAN: ground.bot("plan", home=home),
    }


def _write(ground: Ground) -> dict[Who, Cost]:
    ground.restore()
    home = ground.home()
    ground.bot("check", home=home)  # somebody has looked before the first run, which so need not log in
    costs = {
        Who.FIRST: ground.bot("run", "--force", "guard", home=home),
        Who.SECOND: ground.bot("run", home=home),
    }
    ground.finish(CHANGED_SHARE)
    return costs | {Who.CHANGED: ground.bot("run", home=home)}
