"""The benchmark of reading: what it measures, and when it says that something is wrong."""

import json
import math
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.bench import parsing
from tests.bench.parsing import Curve, Measure, curve, document, doubling, exponent, line, main, measure
from tests.bench.shapes import Shape

SHAPE = Shape("a shape", lambda size: ("x" * (size - 1), "y"))


def grown(power: float) -> Curve:
    """The curve of something whose time grows with a power of the size."""
    return Curve("a shape", [Measure(size, (size / 1e6) ** power, size * 3) for size in doubling(1000, 64_000)])


@pytest.mark.parametrize("power", [0.5, 1.0, 1.4, 2.0])
def test_growth_is_the_power_of_the_size(power: float) -> None:
    """The exponent of each doubling, and that over the last ones, is the power with which time grows."""
    one = grown(power)
    assert all(math.isclose(step, power) for step in one.steps)
    assert math.isclose(one.growth, power)


def test_growth_is_that_of_the_last_doublings() -> None:
    """What takes a fixed time at first does not hide how it ends."""
    measures = [Measure(size, max(0.01, (size / 1e6) ** 2)) for size in doubling(1000, 1_024_000)]
    assert math.isclose(Curve("a shape", measures).growth, 2.0)


def test_one_size_has_no_growth() -> None:
    """Where the first page took too long already there is no exponent to complain of."""
    assert Curve("a shape", [Measure(1, 1.0)]).growth == 1.0
    assert math.isnan(Curve("a shape", [Measure(1, 1.0)]).memory)


def test_median_of_quick_readings() -> None:
    """A quick reading is repeated, and the median counts; a slow one is made once."""
    ticks = iter([0.0, 0.010, 1.0, 1.030, 2.0, 2.020, 3.0, 3.100])
    found = measure(SHAPE, 100, reading=lambda *_: None, clock=lambda: next(ticks))
    assert found.size == 100
    assert math.isclose(found.seconds, 0.025)
    ticks = iter([0.0, 2.0])
    assert measure(SHAPE, 100, reading=lambda *_: None, clock=lambda: next(ticks)).seconds == 2.0


def test_memory_is_what_reading_takes() -> None:
    """Memory is what is in use at once, and is not measured on the largest pages."""
    held = measure(SHAPE, 100, reading=lambda *_: bytearray(500_000))
    assert held.memory is not None
    assert 500_000 <= held.memory < 600_000
    assert measure(SHAPE, parsing.MEMORY_UP_TO + 1, reading=lambda *_: None).memory is None


def test_patience_ends_a_curve(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a reading that took longer than the patience no larger page is tried, once there are enough to compare."""
    monkeypatch.setattr(parsing, "measure", lambda _, size: Measure(size, size / 1000))
    for patience, last in ((0, 8_000), (10, 16_000), (1000, 64_000)):
        sizes = [one.size for one in curve(SHAPE, doubling(1000, 64_000), patience=patience).measures]
        assert sizes == list(doubling(1000, last))


def test_line_of_the_table() -> None:
    """A line has the largest size, its time, that for a kilobyte, the growth, the memory, and each doubling."""
    assert line(grown(1.0)).split() == ["a", "shape", "64", "64.0", "1000", "1.00", "3.0", *["1.0"] * 6]


@pytest.mark.parametrize(("power", "code"), [(1.0, 0), (1.39, 0), (1.41, 1), (2.0, 1)])
def test_steep_curve_is_a_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, power: float, code: int) -> None:
    """Time that grows faster than it should ends with 1 and the shape's name; everything is in the JSON."""
    monkeypatch.setattr(parsing, "curve", lambda *_, **__: grown(power))
    file = tmp_path / "bench.json"
    done = CliRunner().invoke(main, ["--shape", "ordinary plan$", "--json", str(file)])
    assert done.exit_code == code
    assert ("a shape: time grows faster than the page" in done.output) == bool(code)
    assert json.loads(file.read_text(encoding="utf-8")) == document([grown(power)])


def test_real_shape_is_measured() -> None:
    """The smallest pages of a real shape are read and told of in one line below the head."""
    done = CliRunner().invoke(main, ["--shape", "^an ordinary plan$", "--largest", "20000"])
    assert done.exit_code == 0
    head, told = done.output.splitlines()
    assert head.startswith("shape")
    assert told.startswith("an ordinary plan ")


def test_exponent_of_two_measures() -> None:
    """Four times the time for twice the size is the square."""
    assert exponent(Measure(10, 1.0), Measure(20, 4.0)) == 2.0
