"""Memory: reading a page takes room in proportion to the page, whatever stands on it."""

import gc
import tracemalloc
from collections.abc import Sequence

import pytest

from tests.bench.parsing import read
from tests.bench.shapes import Shape, shapes

SMALL, TIMES = 3_000, 4
"""Characters of the smaller page, and how much larger the other is."""

SLACK = 1.5
"""Lists are given room to grow, and dictionaries double: in proportion to the page is up to so much more."""

MOST = 120
"""Bytes for a byte of the page, at the most: a table of the shortest cells, each of which is an object."""

MORE = {"rows under a cell that spans them all": 240}
"""Where a row of a few bytes has a hundred places, each of them takes its room."""

EVERY = list(shapes())
GROUPS = [pytest.param(EVERY[start::8], id=str(start)) for start in range(8)]


def peak(shape: Shape, size: int) -> int:
    """The most bytes in use at once while a page of a shape is read, whenever the garbage collector may come."""
    pages = shape.make(size)
    gc.collect()
    gc.disable()
    tracemalloc.start()
    try:
        read(*pages)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        gc.enable()


@pytest.mark.parametrize("group", GROUPS)
def test_memory_is_in_proportion(group: Sequence[Shape]) -> None:
    """A page four times as large takes about four times the memory, and none more than the shortest cells do."""
    read(*EVERY[0].make(SMALL))  # what is made once, at the first reading, does not count
    gc.freeze()  # what thousands of other tests have left behind need not be looked through again and again
    try:
        peaks = {shape.name: (peak(shape, SMALL), peak(shape, SMALL * TIMES)) for shape in group}
    finally:
        gc.unfreeze()
    for name, (small, large) in peaks.items():
        assert large <= small * TIMES * SLACK, name
        assert large <= SMALL * TIMES * MORE.get(name, MOST), name


def test_every_shape_has_the_size_asked_for() -> None:
    """The pages that are measured are about as large as they are said to be."""
    for shape in EVERY:
        assert 0.7 * SMALL < sum(map(len, shape.make(SMALL))) < SMALL + 2_000, shape.name
