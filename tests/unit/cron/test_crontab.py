"""The crontab: when each line runs through a year, and what it then does."""

import re
from datetime import time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from tests.support.schedules import (
    EVERY_FIVE_MINUTES,
    NOON,
    ROOT,
    RUN,
    YEARS,
    Shell,
    check_arguments,
    cron_times,
    work_days,
)

CRONTAB = (ROOT / "cron" / "crontab").read_text(encoding="utf-8")
_JOB = re.compile(r"((?:[-0-9*/,]+ ){4}[-0-9*/,]+) (.+)")
VERBS = ("run", "requests", "health")


def _jobs() -> dict[str, tuple[str, str]]:
    """The fields and the command of each line, by its verb; every other line is a comment, a variable or empty."""
    jobs = {}
    for line in CRONTAB.splitlines():
        found = _JOB.fullmatch(line)
        if found:
            verb = re.search(r"bin/lagesbot (\w+)", found[2])
            assert verb, line
            jobs[verb[1]] = (found[1], found[2])
        else:
            assert not line or line.startswith("#") or re.fullmatch(r"[A-Z_]+=\S+", line), line
    return jobs


JOBS = _jobs()


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A machine with Lägesbot in the folder that it is started in."""
    shell = Shell(tmp_path)
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "bin").symlink_to(tmp_path / "bin")
    return shell


def _command(verb: str, home: Path) -> list[str]:
    """A line's command as cron hands it to the shell, with the bot in a folder of ours."""
    return ["/bin/sh", "-c", JOBS[verb][1].replace("\\%", "%").replace("/srv/lagesbot", str(home))]


def test_there_is_a_line_for_each_job() -> None:
    """The run, the queue and the health each have one line, in Sweden's time."""
    assert tuple(JOBS) == VERBS
    assert "CRON_TZ=Europe/Stockholm" in CRONTAB.splitlines()


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(("verb", "at"), [("run", RUN), ("health", NOON)])
def test_once_on_every_work_day(year: int, verb: str, at: time) -> None:
    """Exactly once on each Monday to Friday at its time in Sweden, holidays and changes of the clock included."""
    assert cron_times(JOBS[verb][0], year) == work_days(year, at)


@pytest.mark.parametrize("year", YEARS)
def test_queue_every_five_minutes(year: int) -> None:
    """The queue is read every five minutes, without a gap or a double where the clock changes."""
    times = cron_times(JOBS["requests"][0], year)
    assert {later - earlier for earlier, later in pairwise(times)} == {EVERY_FIVE_MINUTES}
    assert len(times) == timedelta(days=365) / EVERY_FIVE_MINUTES


@pytest.mark.parametrize("verb", VERBS)
def test_command_is_one_that_there_is(shell: Shell, verb: str) -> None:
    """What the shell makes of the line is a verb with options and values that it takes."""
    called = shell.call(_command(verb, shell.home))
    assert called.arguments
    assert check_arguments(called.arguments) == verb


@pytest.mark.parametrize("verb", VERBS)
def test_secrets_come_from_the_file(shell: Shell, verb: str) -> None:
    """What stands in lagesbot.env reaches the bot, and is in no argument; the file need not be there."""
    command = _command(verb, shell.home)
    assert "LAGESBOT_BOT_PASSWORD" not in shell.call(command).environment
    (shell.home / "lagesbot.env").write_text("LAGESBOT_BOT_PASSWORD=lagesbot@hemligt\n", encoding="utf-8")
    called = shell.call(command)
    assert called.environment["LAGESBOT_BOT_PASSWORD"] == "lagesbot@hemligt"  # noqa: S105 - nobody's
    assert "hemligt" not in str(called.arguments) + called.said


@pytest.mark.parametrize(
    ("day", "years"),
    [
        ("2023-01-02", ["2023", "2022"]),
        ("2023-02-28", ["2023", "2022"]),
        ("2023-03-01", ["2023", "2023"]),
        ("2024-02-28", ["2024", "2023"]),
        ("2024-02-29", ["2024", "2024"]),
        ("2022-12-30", ["2022", "2022"]),
    ],
)
def test_last_year_is_looked_at_for_59_days(shell: Shell, day: str, years: list[str]) -> None:
    """For as long as 59 days ago was last year, the run looks at both years."""
    called = shell.call(_command("run", shell.home), now=f"{day} 07:30")
    assert called.arguments
    assert [value for name, value in pairwise(called.arguments) if name == "--year"] == (years)


@pytest.mark.parametrize("verb", VERBS)
def test_cron_has_nothing_to_send_where_all_is_well(shell: Shell, verb: str) -> None:
    """A line that does its job says nothing to cron, which would send it by mail."""
    assert shell.call(_command(verb, shell.home)).said == ""


def test_bad_health_is_sent(shell: Shell) -> None:
    """What health says is left for cron to send where the last good run is too long ago."""
    assert shell.call(_command("health", shell.home), code=1).said == "last good run 26 h ago\n"
