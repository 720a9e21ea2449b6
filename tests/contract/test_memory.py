"""How much memory a command has at once, and how that grows with the number of projects: what Toolforge would count.

On folders of pages, so that nothing has to be loaded; on a wiki it is the pages that are held, too, and no more.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.bench.population import ROOT, TODAY, Population
from tests.bench.whole_targets import AT, PEAK, PEAK_A_PROJECT

MANY = 2 * AT
CHILD = ROOT / "tests" / "bench" / "whole_child.py"
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "check": ("check",),
    "plan": ("plan",),
    "run": ("run", "--force", "guard"),
}

Peak = Callable[[str, int], int]


@pytest.fixture(scope="module")
def peak(tmp_path_factory: pytest.TempPathFactory) -> Peak:
    """Runs a command on a new folder of so many projects, in a process of its own, and gives its most KiB at once."""

    def run(command: str, projects: int) -> int:
        home = tmp_path_factory.mktemp(command)
        wiki = Population(projects).write(home / "wiki")
        ours = (*COMMANDS[command], "--wiki", str(wiki), "--date", TODAY.isoformat(), "--quiet")
        own = {"HOME": str(home), "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
        child = (sys.executable, "-I", "-S", str(CHILD), str(home / "said.txt"))
        done = subprocess.run(
            (*child, sys.executable, "-m", "bot", *ours),
            env={"PATH": os.environ["PATH"], **own},
            cwd=home,
            capture_output=True,
            text=True,
            check=True,
        )
        used = json.loads(done.stdout)
        assert used["code"] == 0, (home / "said.txt").read_text(encoding="utf-8")[-2000:]
        return int(used["peak"])

    return run


@pytest.mark.parametrize("command", COMMANDS)
def test_memory_is_bounded(peak: Peak, command: str) -> None:
    """With 300 projects a command has less than 150 MiB at once, and less than 40 KiB more for each project more."""
    at, many = peak(command, AT), peak(command, MANY)
    assert at < PEAK
    assert (many - at) / (MANY - AT) < PEAK_A_PROJECT


def test_memory_is_what_the_program_had(tmp_path: Path) -> None:
    """What is measured is the highest of the program itself, not of whoever started it."""
    ballast = bytearray(200 << 20)
    used = {}
    for size in (1, 100):
        command = (sys.executable, "-I", "-S", "-c", f"bytearray(b'x') * ({size} << 20)")
        child = (sys.executable, "-I", "-S", str(CHILD), str(tmp_path / "said.txt"), *command)
        used[size] = json.loads(subprocess.run(child, capture_output=True, text=True, check=True).stdout)["peak"]
    assert len(ballast) > used[1] * 1024
    assert 99 << 10 < used[100] - used[1] + 1024 < 101 << 10
