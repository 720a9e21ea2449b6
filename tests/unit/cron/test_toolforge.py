"""Toolforge: the jobs, the image's processes, and what its build service installs."""

import os
import re
import shutil
import subprocess
import tomllib
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.model import ZONE
from tests.support.schedules import (
    EVERY_FIVE_MINUTES,
    NOON,
    ROOT,
    RUN,
    YEARS,
    Called,
    Shell,
    check_arguments,
    cron_times,
    work_days,
)

JOBS: list[dict[str, Any]] = yaml.safe_load((ROOT / "cron" / "jobs.yaml").read_text(encoding="utf-8"))
SCRIPT = (ROOT / "cron" / "toolforge.sh").read_text(encoding="utf-8")
KEYS = {"name", "command", "image", "schedule", "mem", "mount", "timeout", "emails"}
"""Of what `toolforge jobs load` takes, what a scheduled job of an image from the build service needs."""

_PROCESS = re.compile(r"([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?): (.+)")
"""A process, as strictly as the Procfile buildpack reads it."""

_FIELD = re.compile(r"\*(/\d+)?|\d+-\d+|\d+(,\d+)*")
"""A field of a schedule, as the jobs API reads it: no names, no steps in ranges."""

VERBS = {"lagesbot-run": "run", "lagesbot-requests": "requests", "lagesbot-health": "health"}
HOURS = {"run": "07", "health": "12"}


def _processes() -> dict[str, str]:
    """The commands in Procfile, by their names; every other line is a comment."""
    lines = (ROOT / "Procfile").read_text(encoding="utf-8").splitlines()
    found = [_PROCESS.fullmatch(line) for line in lines if not line.startswith("#")]
    return {one[1]: one[2] for one in found if one}


PROCESSES = _processes()


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A container with the checkout's `cron/` in the folder that it is started in."""
    shutil.copytree(ROOT / "cron", tmp_path / "cron")
    return Shell(tmp_path)


def _call(shell: Shell, process: str, now: str, *, code: int = 0, **more: str) -> Called:
    """A process as the image starts it."""
    return shell.call(["bash", "-c", PROCESSES[process]], now=now, code=code, **more)


def test_jobs_are_of_the_form_that_is_loaded() -> None:
    """Every job has just the keys that it needs, a name of its own, and values that the jobs API takes."""
    assert [job["name"] for job in JOBS] == list(VERBS)
    for job in JOBS:
        assert set(job) == KEYS
        assert re.fullmatch(r"tool-([a-z0-9-]+)/tool-\1:latest", job["image"])
        assert job["mem"] == "256Mi"
        assert job["mount"] == "all"  # or the lock would be lost with the container
        assert job["emails"] == "onfailure"
        assert isinstance(job["timeout"], int)
        fields = job["schedule"].split(" ")
        assert len(fields) == 5
        assert all(_FIELD.fullmatch(field) for field in fields)


def test_jobs_are_the_processes_of_the_image() -> None:
    """Every job starts a process of Procfile, every process has a job, and none is named as a command that there is."""
    lines = (ROOT / "Procfile").read_text(encoding="utf-8").splitlines()
    assert len(PROCESSES) == len([line for line in lines if not line.startswith("#")])
    assert [job["command"] for job in JOBS] == list(PROCESSES)
    assert not any(shutil.which(name) for name in PROCESSES)


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job["name"])
def test_command_is_one_that_there_is(shell: Shell, job: dict[str, Any]) -> None:
    """What a job comes to at its time is a verb with options and values that it takes."""
    verb = VERBS[job["name"]]
    called = _call(shell, job["command"], f"2022-11-21 {HOURS.get(verb, '03')}:30 CET")
    assert called.arguments
    assert check_arguments(called.arguments) == verb


def _clock_rule() -> str:
    """The rule by which the script knows the time of day in Sweden."""
    found = re.search(r"^hour=\$\(TZ=(\S+) date \+%H\)$", SCRIPT, re.MULTILINE)
    assert found
    return found[1]


def _swedish(times: list[datetime]) -> list[str]:
    """The hours that the script's rule makes of times, by the machine's own `date`."""
    asked = "".join(f"{moment:%Y-%m-%d %H:%M} UTC\n" for moment in times)
    command = ["env", f"TZ={_clock_rule()}", "date", "-f", "-", "+%H"]
    return subprocess.run(command, input=asked, capture_output=True, text=True, check=True).stdout.split()


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(("verb", "at"), [("run", RUN), ("health", NOON)])
def test_once_on_every_work_day(year: int, verb: str, at: time) -> None:
    """Of the two starts of each day, just the one at the right time in Sweden goes on, the year round."""
    schedule = next(job["schedule"] for job in JOBS if VERBS[job["name"]] == verb)
    starts = cron_times(schedule, year, utc=True)
    hours = _swedish(starts)
    assert [start for start, hour in zip(starts, hours, strict=True) if hour == HOURS[verb]] == work_days(year, at)
    assert f'[ "$hour" = {HOURS[verb]} ] || exit 0' in SCRIPT


def test_clock_rule_is_that_of_sweden() -> None:
    """The rule that is spelt out gives Sweden's hour at every half hour round the changes of the clock."""
    days = [datetime(year, month, 24, tzinfo=UTC) for year in (2022, 2026, 2031) for month in (3, 10)]
    times = [day + timedelta(minutes=30 * half) for day in days for half in range(48 * 8)]
    assert _swedish(times) == [f"{moment.astimezone(ZONE):%H}" for moment in times]


@pytest.mark.parametrize("year", YEARS)
def test_queue_every_five_minutes(year: int) -> None:
    """The queue is read every five minutes of the year."""
    schedule = next(job["schedule"] for job in JOBS if VERBS[job["name"]] == "requests")
    times = cron_times(schedule, year, utc=True)
    assert {later - earlier for earlier, later in pairwise(times)} == {EVERY_FIVE_MINUTES}
    assert len(times) == timedelta(days=365) / EVERY_FIVE_MINUTES


@pytest.mark.parametrize(
    ("now", "runs"),
    [
        ("2022-03-25 05:30 UTC", False),  # a Friday in winter, 06.30
        ("2022-03-25 06:30 UTC", True),
        ("2022-03-28 05:30 UTC", True),  # the Monday after: summer
        ("2022-03-28 06:30 UTC", False),
        ("2022-10-28 05:34 UTC", True),  # four minutes late, in summer
        ("2022-10-31 05:34 UTC", False),
        ("2022-10-31 06:34 UTC", True),
    ],
)
def test_run_at_its_time_alone(shell: Shell, now: str, *, runs: bool) -> None:
    """The process starts the bot at 07.30 in Sweden, and otherwise ends without a word."""
    called = _call(shell, "lagesbot-run", now, TZ="UTC")
    assert (called.arguments is not None) == runs
    assert called.code == 0
    if not runs:
        assert called.said == ""


def test_failure_is_told(shell: Shell) -> None:
    """The exit code of a run, of the queue and of health is the job's, so that it is sent by mail."""
    for process, hour in (("lagesbot-run", "07"), ("lagesbot-requests", "03"), ("lagesbot-health", "12")):
        assert _call(shell, process, f"2022-11-21 {hour}:30 CET", code=4).code == 4


def test_another_run_is_no_failure_of_the_queue(shell: Shell) -> None:
    """Where another run holds the lock, the queue's job ends well: it comes again in five minutes."""
    assert _call(shell, "lagesbot-requests", "2022-11-21 07:35 CET", code=75).code == 0
    assert _call(shell, "lagesbot-run", "2022-11-21 07:35 CET", code=75).code == 75


def test_what_is_kept_is_in_the_tools_folder(shell: Shell) -> None:
    """Lock and session are kept where every container of the tool finds them."""
    seen = _call(shell, "lagesbot-requests", "2022-11-21 09:00 CET", TOOL_DATA_DIR="/data/project/lagesbot").environment
    assert seen["XDG_STATE_HOME"] == "/data/project/lagesbot/.local/state"
    assert seen["XDG_CACHE_HOME"] == "/data/project/lagesbot/.cache"


def test_unknown_job(shell: Shell) -> None:
    """The script says what it takes."""
    called = shell.call(["sh", "cron/toolforge.sh", "walk"])
    assert (called.arguments, called.code) == (None, 2)
    assert called.said == "usage: sh cron/toolforge.sh run|requests|health\n"


def test_image_is_built_from_the_lock() -> None:
    """The build service installs what requirements.txt says: the lock, and nothing without its hash."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == ["--require-hashes", "-r requirements.lock"]


def test_image_has_a_python_that_we_have() -> None:
    """The Python of the image is one that the project says it is for."""
    version = (ROOT / ".python-version").read_text(encoding="utf-8").strip()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"Programming Language :: Python :: {version}" in project["classifiers"]


def test_whoever_ends_the_job_is_heard(tmp_path: Path) -> None:
    """TERM, which the shell alone gets, is passed on, and the job ends when the bot has, with its exit code."""
    python = tmp_path / "python"
    heard = "trap 'echo heard; sleep 0.2; echo finished; exit 143' TERM"
    python.write_text(f"#!/bin/sh\n{heard}\necho begun\nwhile :; do sleep 0.05; done\n", encoding="utf-8")
    python.chmod(0o755)
    script = str(ROOT / "cron" / "toolforge.sh")
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "HOME": str(tmp_path)}
    with subprocess.Popen(["sh", script, "requests"], env=environment, stdout=subprocess.PIPE, text=True) as job:
        assert job.stdout
        assert job.stdout.readline() == "begun\n"
        job.terminate()
        assert (job.stdout.read(), job.wait(30)) == ("heard\nfinished\n", 143)
