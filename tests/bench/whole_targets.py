"""What the bot may cost at the most, and whether it does: ratios and counts, which hold on any machine."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tests.bench.whole_runs import READING, WRITING, Results, Who
from tests.bench.whole_wiki import LOG, TALK

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
"""KiB, for each project beyond those."""


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that is held.

    Attributes:
        what: What it is.
        measured: What it was.
        limit: What it may be at the most.
        exactly: It may not be less either.
    """

    what: str
    measured: float
    limit: float
    exactly: bool = False

    @property
    def met(self) -> bool:
        """Whether it was no more, and no less where that is not allowed."""
        return self.measured == self.limit if self.exactly else self.measured <= self.limit


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
    """Each page that is due is changed, with one edit, and nothing else: one left out is as wrong as one over."""
    for who, due in results.due.items():
        runs, messages = results.costs[who], sum(title.startswith(TALK) for title in due)
        astray = max(len(due.symmetric_difference(one.changed)) for one in runs)
        yield Target(f"{who}: pages that were due or changed, and not both", astray, 0)
        edits = len(due) + (LOG in due)
        yield _exactly(
            f"{who}: edits, one a page that is due, and the log's second", [one.edits for one in runs], edits
        )
        yield _exactly(f"{who}: messages, those that are due", [len(one.messages) for one in runs], messages)


def _exactly(what: str, counts: Iterable[int], due: int) -> Target:
    """Hold the count that is furthest off."""
    return Target(what, max(counts, key=lambda count: abs(count - due)), due, exactly=True)


def _ratios(results: Results) -> Iterator[Target]:
    if results.projects >= AT:  # with few projects, all that is measured is how long a program takes to start
        yield Target(f"{Who.CHECK}: time, of the plain script's", results.ratio(Who.CHECK, Who.PLAIN), OF_PLAIN)


def _peaks(results: Results) -> Iterator[Target]:
    limit = PEAK + PEAK_A_PROJECT * max(0, results.projects - AT)
    for who in (*READING, *WRITING):
        yield Target(f"{who}: memory, MiB", results.median(who).peak / 1024, limit / 1024)


def _growth(small: Results, large: Results) -> Iterator[Target]:
    projects = large.projects - small.projects
    for who in (*READING, Who.SECOND):
        more = large.median(who).requests - small.median(who).requests
        yield Target(f"{who}: more requests for {projects} more projects", more, batches(PAGES * projects))
    if small.projects < AT:  # there, what is loaded but once counts for much, and the overview is not yet at its bound
        return
    for who in (*READING, *WRITING):
        more = large.median(who).peak - small.median(who).peak
        yield Target(f"{who}: memory for one more project, KiB", more / projects, PEAK_A_PROJECT)


def batches(pages: int) -> int:
    """How many requests bring so many pages."""
    return math.ceil(pages / BATCH)
