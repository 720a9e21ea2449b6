"""The benchmark of reading beside a bare parser, and of projects a second: what it measures, and when it complains."""

import json
import math
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.parse.project import Reader
from bot.settings import Templates
from bot.wiki.port import Page
from tests.bench import speed
from tests.bench.population import Population
from tests.bench.speed import (
    Beside,
    Rate,
    beside,
    document,
    known_of,
    line,
    main,
    rate,
    reading_rates,
    rendering_rates,
    texts_of,
    with_prose,
    with_rows,
)

TWO = texts_of(Population(2))
MAIN, _ = next(iter(TWO.values()))
TITLE = "Projekt:Prov 00001 2022"


def activities(page: str) -> list[str]:
    """The names of the activities that are read from a project page."""
    return [one.name for one in Reader(Templates(), {}).read(TITLE, {TITLE: Page(TITLE, page)}).activities]


def ticking(*durations: float) -> Callable[[object], float]:
    """A clock that says that one thing after the other has taken so many seconds."""
    left = iter(durations)
    return lambda _: next(left)


@pytest.mark.parametrize("count", [1, 2, 8, 32])
def test_plan_has_the_rows_asked_for(count: int) -> None:
    """Every row that is asked for is read as an activity of its own."""
    assert len(set(activities(with_rows(MAIN, count)))) == count


def test_prose_makes_a_page_as_large_as_asked_for() -> None:
    """The page has about the size asked for, and the same plan; it is never made shorter."""
    long = with_prose(MAIN, 10_000)
    assert 9_800 < len(long) < 10_100
    assert activities(long) == activities(MAIN)
    assert with_prose(MAIN, 10) == MAIN


def test_ratio_is_the_median_of_the_rounds() -> None:
    """Each round has a ratio of its own, and a round that was disturbed does not count."""
    found = beside(TWO, 3, timed=ticking(1.0, 2.0, 9.0, 1.0, 3.0, 4.0))
    assert found.ratios == [0.5, 9.0, 0.75]
    assert found.ratio == 0.75


def test_rate_is_projects_for_a_second() -> None:
    """The median of the rounds, over all projects; the size is that of both pages on average."""
    found = rate("read", {"a": ("å", "b"), "b": ("c", "")}, 3, list, timed=ticking(0.5, 0.1, 0.2))
    assert found == Rate("read", 2, 2.0, 0.2)
    assert math.isclose(found.each_second, 10.0)
    assert line(found).split() == ["read", "2", "0.0", "100.00", "10"]


def test_rates_are_told_by_rows_and_size() -> None:
    """There is a rate for every number of rows and every size, and more rows are more bytes."""
    rows, sizes = speed.ROWS, speed.SIZES
    found = reading_rates(TWO, 1)
    assert [one.what for one in found] == [
        *(f"read, {count} rows" for count in rows),
        *(f"read, {size:_} characters" for size in sizes),
    ]
    for rates in (found[: len(rows)], found[len(rows) :]):
        assert [one.size for one in rates] == sorted(one.size for one in rates)


def test_all_projects_are_rendered() -> None:
    """What is rendered is every project of the population, read and found to be sound."""
    standings = known_of(Population(3), {}).standings
    assert [len(one.project.activities) for one in standings] == [8, 8, 8]
    found = rendering_rates(Population(3), 1)
    assert [one.projects for one in found] == [3] * 2 * len(speed.ROWS)
    sizes = [one.size for one in found if "reports" in one.what]
    assert sizes == sorted(set(sizes))


@pytest.mark.parametrize(("reading", "code"), [(0.9, 0), (1.0, 0), (1.1, 1)])
def test_slow_reading_is_a_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, reading: float, code: int) -> None:
    """Reading that takes longer than a bare parse ends with 1, and says so; everything is in the JSON."""
    found = Beside([reading], [1.0])
    monkeypatch.setattr(speed, "beside", lambda *_: found)
    file = tmp_path / "speed.json"
    done = CliRunner().invoke(main, ["--projects", "1", "--only-ratio", "--json", str(file)])
    assert done.exit_code == code
    assert ("reading takes longer" in done.output) == bool(code)
    assert json.loads(file.read_text(encoding="utf-8")) == document(found, [])


def test_rates_are_in_the_table_and_the_document(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Below the ratio stands a line for each rate, and the document has them all with their projects a second."""
    one = Rate("read", 2, 2.0, 0.5)
    monkeypatch.setattr(speed, "beside", lambda *_: Beside([1.0], [2.0]))
    monkeypatch.setattr(speed, "reading_rates", lambda *_: [one])
    monkeypatch.setattr(speed, "rendering_rates", lambda *_: [])
    file = tmp_path / "speed.json"
    done = CliRunner().invoke(main, ["--projects", "1", "--json", str(file)])
    assert done.exit_code == 0
    assert "0.50 times" in done.output.splitlines()[0]
    assert done.output.splitlines()[2] == line(one)
    (told,) = json.loads(file.read_text(encoding="utf-8"))["rates"]
    assert told == {"what": "read", "projects": 2, "size": 2.0, "seconds": 0.5, "each_second": 4.0}
