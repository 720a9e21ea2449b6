"""What the bot may cost at the most, and whether it does: ratios and counts, which hold on any machine."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.bench.whole_runs import READING, WRITING, Results, Who

BATCH = 500
"""Pages that come in one request, so what requests may grow by one for."""

PAGES = 2
"""Pages of a project."""

AT = 300
"""The projects that the figures below are said for; they grow with more."""

CHECK_REQUESTS = 15
STILL_REQUESTS = 20
OF_PLAIN = 0.25
"""Of the plain script's time."""

PEAK = 150 * 1024
"""KiB. Toolforge gives a job 256 MiB."""

PEAK_A_PROJECT = 40
"""KiB."""


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that is held.

    Attributes:
        what: What it is.
        measured: What it was.
        limit: What it may be at the most.
    """

    what: str
    measured: float
    limit: float

    @property
    def met(self) -> bool:
        """Whether it was no more."""
        return self.measured <= self.limit


def targets(sizes: Sequence[Results]) -> list[Target]:
    """Hold the largest size to its limits, and growth from the smallest to the largest to that of growth."""
    large, small = max(sizes, key=_projects), min(sizes, key=_projects)
    found = [*_counts(large), *_edits(large), *_ratios(large), *_peaks(large)]
    if small.projects < large.projects:
        found += _growth(small, large)
    return found


def _projects(results: Results) -> int:
    return results.projects


def _counts(results: Results) -> Iterator[Target]:
    more = batches(PAGES * max(0, results.projects - AT))
    for who in (Who.COLD, Who.CHECK):
        yield Target(f"{who}: requests", results.median(who).requests, CHECK_REQUESTS + more)
    still = results.median(Who.SECOND)
    yield Target(f"{Who.SECOND}: requests", still.requests, STILL_REQUESTS + more)
    yield Target(f"{Who.SECOND}: edits", still.edits, 0)


def _edits(results: Results) -> Iterator[Target]:
    for who in (Who.FIRST, Who.CHANGED):
        spare = max(one.edits - one.due_edits for one in results.costs[who])
        yield Target(f"{who}: edits beyond one a page that changed, and the log's second", spare, 0)
    first = results.median(Who.FIRST)
    yield Target(f"{Who.FIRST}: messages, at most those due", len(first.messages), results.addressed)


def _ratios(results: Results) -> Iterator[Target]:
    if results.projects >= AT:  # with few projects, all that is measured is how long a program takes to start
        for who in (Who.COLD, Who.CHECK):
            yield Target(f"{who}: time, of the plain script's", results.ratio(who, Who.PLAIN), OF_PLAIN)


def _peaks(results: Results) -> Iterator[Target]:
    limit = PEAK + PEAK_A_PROJECT * max(0, results.projects - AT)
    for who in (*READING, *WRITING):
        yield Target(f"{who}: memory, MiB", results.median(who).peak / 1024, limit / 1024)


def _growth(small: Results, large: Results) -> Iterator[Target]:
    projects = large.projects - small.projects
    for who in (*READING, Who.SECOND):
        more = large.median(who).requests - small.median(who).requests
        yield Target(f"{who}: more requests for {projects} more projects", more, batches(PAGES * projects))
    if large.projects < AT:  # what is loaded late, and once, is more than a few projects are
        return
    for who in (*READING, *WRITING):
        more = large.median(who).peak - small.median(who).peak
        yield Target(f"{who}: memory for one more project, KiB", more / projects, PEAK_A_PROJECT)


def batches(pages: int) -> int:
    """How many requests bring so many pages."""
    return math.ceil(pages / BATCH)
