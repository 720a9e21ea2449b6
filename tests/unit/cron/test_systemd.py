"""The systemd units: when the timers start, what the services do, and how little else they can."""

import re
import shlex
import shutil
import subprocess
from collections import defaultdict
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from tests.support.schedules import EVERY_FIVE_MINUTES, NOON, ROOT, RUN, YEARS, Shell, check_arguments, work_days

FOLDER = ROOT / "cron"
VERBS = ("run", "requests", "health")
OWN = {"Description", "ExecStart", "TimeoutStartSec", "SuccessExitStatus"}
"""What a service has for itself; the rest is the same in all."""

EXPOSURE = 20  # tenths of systemd's own scale, on which 0 is a service that can do nothing and 100 one that can do all

ANALYZE = shutil.which("systemd-analyze")
needs_systemd = pytest.mark.skipif(
    ANALYZE is None, reason="systemd-analyze is not here; the units are parsed all the same"
)
Unit = dict[str, dict[str, list[str]]]


def _unit(name: str) -> Unit:
    """The sections of a unit, each with the values of its keys; a line that is none of systemd's fails."""
    sections: Unit = {}
    current: dict[str, list[str]] = {}
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        heading = re.fullmatch(r"\[(\w+)\]", line)
        if heading:
            current = sections.setdefault(heading[1], defaultdict(list))
        else:
            key, equals, value = line.partition("=")
            assert equals, line
            assert re.fullmatch(r"[A-Z]\w*", key), line
            current[key].append(value)
    return sections


SERVICES = {verb: _unit(f"lagesbot-{verb}.service") for verb in VERBS}
TIMERS = {verb: _unit(f"lagesbot-{verb}.timer") for verb in VERBS}


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A machine with Lägesbot in the working directory."""
    shell = Shell(tmp_path)
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "bin").symlink_to(tmp_path / "bin")
    return shell


@pytest.fixture
def units(shell: Shell) -> list[str]:
    """The units, with the bot's folder where there is one."""
    for path in FOLDER.glob("lagesbot-*"):
        text = path.read_text(encoding="utf-8").replace("/srv/lagesbot", str(shell.home))
        (shell.home / path.name).write_text(text, encoding="utf-8")
    return [str(path) for path in sorted(shell.home.glob("lagesbot-*"))]


def _command(verb: str, home: Path) -> list[str]:
    """What a service starts, as systemd reads the line, with the bot in a folder of ours."""
    (line,) = SERVICES[verb]["Service"]["ExecStart"]
    assert line.startswith("/")
    return [
        word.replace("$$", "$").replace("%%", "%").replace("/srv/lagesbot", str(home)) for word in shlex.split(line)
    ]


def _analyzed(*arguments: str) -> subprocess.CompletedProcess[str]:
    assert ANALYZE
    command = [ANALYZE, "--no-pager", *arguments]
    return subprocess.run(command, env={"TZ": "UTC", "LC_ALL": "C"}, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("verb", VERBS)
def test_command_is_one_that_there_is(shell: Shell, verb: str) -> None:
    """What a service starts is a verb with options and values that it takes."""
    called = shell.call(_command(verb, shell.home))
    assert called.arguments
    assert check_arguments(called.arguments) == verb


def test_run_looks_at_both_years(shell: Shell) -> None:
    """In January and February the service looks at the year before, too, as the crontab does."""
    called = shell.call(_command("run", shell.home), now="2023-02-28 07:30")
    assert called.arguments == ["run", "--quiet", "--year", "2023", "--year", "2022"]


def test_services_have_the_same_walls() -> None:
    """The three services differ in what they do and for how long, and in nothing else."""
    rest = [{key: values for key, values in unit["Service"].items() if key not in OWN} for unit in SERVICES.values()]
    assert rest[0] == rest[1] == rest[2]
    assert rest[0]["ProtectSystem"] == ["strict"]
    assert rest[0]["EnvironmentFile"] == ["-/etc/lagesbot.env"]


def test_another_run_is_no_failure() -> None:
    """Exit code 75 fails neither the run nor the queue; whatever health says counts."""
    assert [unit["Service"]["SuccessExitStatus"] for unit in SERVICES.values()] == [["75"], ["75"], []]


def test_timers_are_of_what_they_start() -> None:
    """Each timer has a service of its name, is wanted at boot, and the day's run is made up for if it was missed."""
    assert {path.stem for path in FOLDER.glob("*.timer")} == {path.stem for path in FOLDER.glob("*.service")}
    assert all(unit["Install"]["WantedBy"] == ["timers.target"] for unit in TIMERS.values())
    assert [unit["Timer"]["Persistent"] for unit in TIMERS.values()] == [["true"], [], []]


def test_calendars() -> None:
    """The timers say what the crontab says."""
    assert [unit["Timer"]["OnCalendar"] for unit in TIMERS.values()] == [
        ["Mon..Fri 07:30 Europe/Stockholm"],
        ["*:0/5"],
        ["Mon..Fri 12:00 Europe/Stockholm"],
    ]


@needs_systemd
def test_systemd_takes_the_units(units: list[str]) -> None:
    """`systemd-analyze verify` finds nothing to say about any unit."""
    done = _analyzed("verify", *units)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@needs_systemd
@pytest.mark.parametrize("verb", VERBS)
def test_services_can_do_little(units: list[str], verb: str) -> None:
    """By systemd's own measure the services are as little exposed as one that needs the network can be."""
    unit = next(path for path in units if path.endswith(f"lagesbot-{verb}.service"))
    done = _analyzed("security", "--offline=true", f"--threshold={EXPOSURE}", unit)
    assert done.returncode == 0, done.stdout


def _times(verb: str, since: datetime, number: int) -> list[datetime]:
    """When systemd starts a timer, so many times after a moment, in UTC."""
    (calendar,) = TIMERS[verb]["Timer"]["OnCalendar"]
    base = f"--base-time={since:%Y-%m-%d %H:%M:%S} UTC"
    done = _analyzed("calendar", base, f"--iterations={number}", calendar)
    assert done.returncode == 0, done.stderr
    found = re.findall(r"(?:elapse|#\d+): \w{3} (\S+ \S+) UTC", done.stdout)
    return [datetime.fromisoformat(one).replace(tzinfo=UTC) for one in found]


@needs_systemd
@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(("verb", "at"), [("run", RUN), ("health", NOON)])
def test_once_on_every_work_day(year: int, verb: str, at: time) -> None:
    """Exactly once on each Monday to Friday at its time in Sweden, holidays and changes of the clock included."""
    expected = work_days(year, at)
    assert _times(verb, datetime(year - 1, 12, 31, 22, tzinfo=UTC), len(expected)) == expected


@needs_systemd
@pytest.mark.parametrize("day", [datetime(2022, 3, 26, tzinfo=UTC), datetime(2022, 10, 29, tzinfo=UTC)])
def test_queue_every_five_minutes(day: datetime) -> None:
    """The queue is read every five minutes, also where the clock changes."""
    three_days = timedelta(days=3) // EVERY_FIVE_MINUTES
    times = _times("requests", day, three_days)
    assert len(times) == three_days
    assert {later - earlier for earlier, later in pairwise(times)} == {EVERY_FIVE_MINUTES}
