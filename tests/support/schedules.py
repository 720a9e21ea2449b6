"""What a schedule comes to in a year, and what a scheduled command comes to when a shell has read it."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from cronsim import CronSim

from bot.cli import split_arguments, verbs
from bot.model import ZONE

ROOT = Path(__file__).resolve().parents[2]
YEARS = (2022, 2023)
RUN, NOON = time(7, 30), time(12)
EVERY_FIVE_MINUTES = timedelta(minutes=5)
_FRIDAY = 4

_WITNESS = """#!/bin/sh
env > "$WITNESS.environment"
printf '%s\\n' "$@" > "$WITNESS"
echo 'last good run 26 h ago'
exit "${CODE:-0}"
"""
_CLOCK = """#!/bin/sh
if [ "$1" = -d ]; then exec /bin/date -d "$NOW $2" "$3"; fi
exec /bin/date -d "$NOW" "$@"
"""


def work_days(year: int, at: time) -> list[datetime]:
    """A time of day in Sweden on every Monday to Friday of a year, holidays or not, in UTC."""
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(366))
    week = [day for day in days if day.year == year and day.weekday() <= _FRIDAY]
    return [datetime.combine(day, at, ZONE).astimezone(UTC) for day in week]


def cron_times(fields: str, year: int, *, utc: bool = False) -> list[datetime]:
    """When cron starts a line in a year of Sweden, or of UTC; the times are in UTC."""
    zone = UTC if utc else ZONE
    start = datetime(year - 1, 12, 31, 23, 59, 59, tzinfo=zone)
    return list(_until(CronSim(fields, start), datetime(year + 1, 1, 1, tzinfo=zone)))


def _until(times: Iterator[datetime], end: datetime) -> Iterator[datetime]:
    for moment in times:
        if moment.astimezone(UTC) >= end.astimezone(UTC):
            return
        yield moment.astimezone(UTC)


def check_arguments(arguments: list[str]) -> str:
    """Have the command line read as `lagesbot` reads it, without doing it; gives the verb."""
    ours, theirs = split_arguments(arguments)
    assert theirs == []
    assert ours[0] in verbs.commands, f"there is no verb {ours[0]}"
    verbs.commands[ours[0]].make_context(ours[0], ours[1:]).close()
    return ours[0]


@dataclass(frozen=True)
class Called:
    """What became of a command.

    Attributes:
        arguments: What `lagesbot` was started with; None where it was not.
        environment: The variables that it saw.
        code: The command's exit code.
        said: What it wrote on either stream.
    """

    arguments: list[str] | None
    environment: dict[str, str]
    code: int
    said: str


@dataclass(frozen=True)
class Shell:
    """A machine whose `lagesbot` and `python` write down how they were called, and whose clock stands still.

    Attributes:
        home: A folder for it; `home/bin` comes first in the path.
    """

    home: Path

    def __post_init__(self) -> None:
        for name, script in (("lagesbot", _WITNESS), ("python", _WITNESS), ("date", _CLOCK)):
            path = self.home / "bin" / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(script, encoding="utf-8")
            path.chmod(0o755)

    def call(self, command: list[str], *, now: str = "2022-11-21 07:30 CET", code: int = 0, **more: str) -> Called:
        """Run a command at a time.

        Args:
            command: The command and its arguments.
            now: The time, as `date` reads it.
            code: What `lagesbot` exits with.
            more: More environment variables.
        """
        witness = self.home / "witness"
        variables = {"PATH": f"{self.home}/bin:/usr/bin:/bin", "HOME": str(self.home), "NOW": now, "CODE": str(code)}
        done = subprocess.run(
            command,
            cwd=self.home,
            env={**variables, "WITNESS": str(witness), **more},
            capture_output=True,
            text=True,
            check=False,
        )
        said = done.stdout + done.stderr
        if not witness.exists():
            return Called(None, {}, done.returncode, said)
        arguments = witness.read_text(encoding="utf-8").splitlines()
        witness.unlink()
        lines = Path(f"{witness}.environment").read_text(encoding="utf-8").splitlines()
        seen = dict(line.split("=", 1) for line in lines if "=" in line)
        return Called([one for one in arguments if one not in {"-m", "bot"}], seen, done.returncode, said)
