"""How long reading a page takes, and how much memory, as the page grows: `make bench-parse`.

Each shape of page (see `tests.bench.shapes`) is read at doubling sizes. Time that grows in proportion to the page has
the exponent 1, time that grows with its square 2. What counts is the ratio within one run, so any machine will do.
"""

import gc
import json
import math
import re
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import click

from bot.parse.project import Reader
from bot.settings import Templates
from bot.wiki.port import Page
from tests.bench.shapes import Shape, shapes
from tests.support.builders import DATA, TITLE

SMALLEST, LARGEST = 20_000, 5_120_000
"""Characters of the smallest and of the largest page: about a plan of a hundred rows, and more than a wiki takes."""

STEEPEST = 1.4
"""An exponent above this is a fault: 1 is what should be, 2 what must not, and the rest is room for a busy machine."""

DOUBLINGS = 3
"""The exponent is taken over so many of the last doublings, in which what takes a fixed time has worn off."""

REPEATED_BELOW = 0.1
"""Seconds: what takes less is read several times, and the median counts."""

REPEATS = 5

MEMORY_UP_TO = 40_000
"""Characters of the largest page that memory is measured on: watching it makes reading many times slower."""

Read = Callable[[str, str], object]


@dataclass(frozen=True, slots=True)
class Measure:
    """One size of a shape.

    Attributes:
        size: Bytes of both pages.
        seconds: Median time.
        memory: Bytes at the highest while reading, the pages themselves not counted; None where not measured.
    """

    size: int
    seconds: float
    memory: int | None = None


@dataclass(frozen=True, slots=True)
class Curve:
    """A shape's measures, from the smallest to the largest."""

    shape: str
    measures: list[Measure] = field(default_factory=list)

    @property
    def steps(self) -> list[float]:
        """The exponent of each doubling."""
        return [exponent(one, other) for one, other in zip(self.measures, self.measures[1:], strict=False)]

    @property
    def growth(self) -> float:
        """The exponent over the last doublings."""
        last = self.measures[-1 - DOUBLINGS :]
        return exponent(last[0], last[-1]) if last[1:] else 1.0

    @property
    def memory(self) -> float:
        """The most bytes that any measure took for a byte of its pages."""
        return max((one.memory / one.size for one in self.measures if one.memory is not None), default=math.nan)


def exponent(small: Measure, large: Measure) -> float:
    """The power of the size with which time grows between two measures."""
    return math.log(large.seconds / small.seconds) / math.log(large.size / small.size)


def read(main: str, data: str) -> object:
    """Read a project from its two pages."""
    pages = {TITLE: Page(TITLE, main), DATA: Page(DATA, data)}
    return Reader(Templates(), {}).read(TITLE, pages)


def measure(
    shape: Shape, size: int, *, reading: Read = read, clock: Callable[[], float] = time.process_time
) -> Measure:
    """Read one page of a shape, several times if that is quick.

    Args:
        shape: The shape.
        size: About how many characters.
        reading: What is measured.
        clock: Seconds; the process's own, so that others on the machine do not count.
    """
    pages = shape.make(size)
    times = [_timed(reading, pages, clock)]
    while sum(times) < REPEATED_BELOW and len(times) < REPEATS:
        times.append(_timed(reading, pages, clock))
    memory = _peak(reading, pages) if size <= MEMORY_UP_TO else None
    return Measure(sum(len(page.encode()) for page in pages), statistics.median(times), memory)


def _timed(reading: Read, pages: tuple[str, str], clock: Callable[[], float]) -> float:
    """Seconds of one reading, without the garbage collector, which comes at its own times and looks at everything."""
    gc.collect()
    gc.disable()
    try:
        start = clock()
        reading(*pages)
        return max(clock() - start, 1e-6)
    finally:
        gc.enable()


def _peak(reading: Read, pages: tuple[str, str]) -> int:
    gc.collect()
    tracemalloc.start()
    try:
        reading(*pages)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def curve(shape: Shape, sizes: Iterable[int], *, patience: float) -> Curve:
    """Measure a shape at growing sizes, until one takes longer than somebody wants to wait.

    Args:
        shape: The shape.
        sizes: The sizes; so many that there are `DOUBLINGS` are tried in any case.
        patience: Seconds that a reading may take before no larger page is tried.
    """
    measured = Curve(shape.name)
    for size in sizes:
        measured.measures.append(measure(shape, size))
        if len(measured.measures) > DOUBLINGS and measured.measures[-1].seconds > patience:
            break
    return measured


def doubling(smallest: int, largest: int) -> Iterator[int]:
    """Sizes, each twice the one before."""
    while smallest <= largest:
        yield smallest
        smallest *= 2


HEAD = f"{'shape':<48}{'kB':>7}{'ms':>9}{'µs/kB':>8}{'growth':>8}{'B/byte':>8}  doubling by doubling"


def line(one: Curve) -> str:
    """One curve as a line of the table: its largest size, and how it got there."""
    last = one.measures[-1]
    steps = " ".join(f"{step:.1f}" for step in one.steps)
    per_kilobyte = last.seconds * 1e9 / last.size
    return (
        f"{one.shape:<48}{last.size / 1000:>7.0f}{last.seconds * 1000:>9.1f}{per_kilobyte:>8.0f}"
        f"{one.growth:>8.2f}{one.memory:>8.1f}  {steps}"
    )


def document(curves: Sequence[Curve]) -> list[dict[str, object]]:
    """Everything that was measured, for programs."""
    return [{**asdict(one), "growth": one.growth, "steps": one.steps} for one in curves]


@click.command()
@click.option("--shape", "pattern", default="", metavar="PATTERN", help="Only shapes whose name has this in it.")
@click.option("--largest", default=LARGEST, show_default=True, help="Characters of the largest page.")
@click.option(
    "--patience", default=0.25, show_default=True, help="Seconds of a reading after which no larger is tried."
)
@click.option("--json", "file", type=click.Path(path_type=Path), metavar="FILE", help="Everything, as JSON, to a file.")
def main(pattern: str, largest: int, patience: float, file: Path | None) -> None:
    """Measure reading; ends with 1 where time grows faster than it should."""
    read(*next(shapes()).make(1))  # what is done once, at the first reading, is not measured
    chosen = [shape for shape in shapes() if re.search(pattern, shape.name)]
    click.echo(HEAD)
    curves = []
    for shape in chosen:
        curves.append(curve(shape, doubling(SMALLEST, largest), patience=patience))
        click.echo(line(curves[-1]))
    if file:
        file.write_text(json.dumps(document(curves), indent=1), encoding="utf-8")
    steep = [one.shape for one in curves if one.growth > STEEPEST]
    for name in steep:
        click.echo(f"{name}: time grows faster than the page", err=True)
    sys.exit(1 if steep else 0)


if __name__ == "__main__":
    main()
