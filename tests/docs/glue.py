"""The programs in the docs that no test can let do their work, each with the reason, and what is held of them instead.

Every other word of a command line is carried out by a real shell. One that calls a program which is neither real in the
sandbox nor in this list ends with "command not found", and fails.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from zoneinfo import available_timezones

import yaml

from bot.phabricator.access import TOKEN_VARIABLE
from bot.wiki.credentials import OPERATOR_VARIABLE, PASSWORD_VARIABLE
from tests.docs.collecting import ROOT

UNITS = tuple(path.name for path in (ROOT / "cron").iterdir() if path.suffix in {".service", ".timer"})
TOOLFORGE = {"build start", "build show", "build logs", "jobs load", "jobs list", "jobs logs"}
TOOLFORGE |= {"envvars create", "envvars delete", "envvars list"}
VARIABLES = {PASSWORD_VARIABLE, TOKEN_VARIABLE, OPERATOR_VARIABLE, "NAME"}
ADDRESS = "https://…"  # of the repository, which the docs cannot know
SYSTEMCTL = {"daemon-reload", "start", "enable", "edit", "list-timers"}
ACCOUNT = "lagesbot"


@dataclass(frozen=True)
class Stub:
    """A program that is not let do its work.

    Attributes:
        reason: Why no test can.
        holds: Whether its arguments are right, given them and the folder that it was started in.
    """

    reason: str
    holds: Callable[[Sequence[str], Path], bool]


def _options(program: str, arguments: Sequence[str], *command: str) -> bool:
    """Whether each long option is in the program's own help; of one that is not installed nobody knows better."""
    path = shutil.which(program) if not command else program
    asked = [argument.partition("=")[0] for argument in arguments if argument.startswith("--")]
    if not path or not asked:
        return True
    done = subprocess.run([*(command or [path]), "--help"], capture_output=True, text=True, check=False)
    known = set(re.findall(r"--[a-z][a-z-]*", done.stdout + done.stderr))
    return set(asked) <= known


def _words(arguments: Sequence[str]) -> list[str]:
    return [argument for argument in arguments if not argument.startswith("-")]


def _unit(name: str) -> bool:
    names = UNITS if "." in name else [unit.removesuffix(".service") for unit in UNITS]
    return any(fnmatch(unit, name) for unit in names)


def _git(arguments: Sequence[str], _folder: Path) -> bool:
    return list(arguments) == ["pull"] or (arguments[0] == "clone" and list(arguments[1:2]) in ([], [ADDRESS]))


def _editor(arguments: Sequence[str], folder: Path) -> bool:
    (path,) = arguments
    return (folder / path).stat().st_mode & 0o777 == 0o600


def _pip(arguments: Sequence[str], folder: Path) -> bool:
    files = [word for word in _words(arguments[1:]) if word != "."]
    there = all((folder / name).exists() for name in files)
    return arguments[0] == "install" and there and _options("pip", arguments, sys.executable, "-m", "pip", "install")


def _apt_get(arguments: Sequence[str], _folder: Path) -> bool:
    verb, *packages = _words(arguments)
    return verb == "install" and bool(packages) and all(re.fullmatch(r"[a-z0-9][a-z0-9+.-]+", one) for one in packages)


def _systemctl(arguments: Sequence[str], _folder: Path) -> bool:
    verb, *units = _words(arguments) or [""]
    rightly = verb in SYSTEMCTL or list(arguments) == ["--failed"]
    return rightly and all(_unit(unit) for unit in units) and _options("systemctl", arguments)


def _journalctl(arguments: Sequence[str], _folder: Path) -> bool:
    option, unit = arguments
    return option == "-u" and _unit(unit)


def _toolforge(arguments: Sequence[str], folder: Path) -> bool:
    what, rest = " ".join(arguments[:2]), list(arguments[2:])
    if what not in TOOLFORGE:
        return False
    jobs = yaml.safe_load((ROOT / "cron" / "jobs.yaml").read_text(encoding="utf-8"))
    rules: dict[str, Callable[[], bool]] = {
        "jobs load": lambda: all(path.endswith("cron/jobs.yaml") and (folder / path).is_file() for path in rest),
        "jobs logs": lambda: rest[0] in {"NAME", *(job["name"] for job in jobs)},
        "envvars create": lambda: rest[0] in VARIABLES,
        "envvars delete": lambda: rest[0] in VARIABLES,
        "build start": lambda: rest in ([], [ADDRESS], ["-L"]),
    }
    return rules.get(what, lambda: not rest)()


def _crontab(arguments: Sequence[str], folder: Path) -> bool:
    return list(arguments[:-1]) in ([], ["-u", ACCOUNT]) and (folder / arguments[-1]).samefile(folder / "cron/crontab")


STUBS = {
    "git": Stub("the address of the repository is not known here, and there is no network", _git),
    "make": Stub("it would test within a test; `make -n` says what it would do, and CI does it", lambda *_: True),
    "editor": Stub("a person types; the secrets are put into the file, which must be closed to others", _editor),
    "pip": Stub("it fetches from the network; CI does it by `make demo`", _pip),
    "apt-get": Stub("it changes the machine", _apt_get),
    "sudo": Stub("there is no such user; what it starts is carried out", lambda given, _: given[:2] == ["-u", ACCOUNT]),
    "useradd": Stub("it changes the machine", lambda given, _: given[-1] == ACCOUNT and _options("useradd", given)),
    "chown": Stub("there is no such user", lambda given, _: list(given[:2]) == ["-R", f"{ACCOUNT}:"]),
    "crontab": Stub("it changes the machine; what is in it is tried in tests/unit/cron", _crontab),
    "systemctl": Stub("it needs systemd; the units are tried in tests/unit/cron", _systemctl),
    "journalctl": Stub("it needs systemd", _journalctl),
    "timedatectl": Stub(
        "it changes the machine", lambda given, _: given[0] == "set-timezone" and given[1] in available_timezones()
    ),
    "ssh": Stub("it needs an account on Toolforge", lambda given, _: list(given) == ["login.toolforge.org"]),
    "become": Stub("it is there on Toolforge alone", lambda given, _: list(given) == ["lagesbot"]),
    "toolforge": Stub("it is there on Toolforge alone; the jobs are tried in tests/unit/cron", _toolforge),
}

NOT_IN_CI = {
    "soak": "the same chances as in `make test`, for longer",
    "bench": "it measures for minutes; tests/contract/test_costs.py holds what it counts",
    "bench-parse": "it measures for minutes; tests/unit/test_benchmark.py holds what it measures with",
    "screenshots": "it makes the pictures in the docs anew",
    "lock": "it asks the package index",
    "clean": "it takes away what the others have made",
}
"""The targets that CI does not make, neither by name nor for another; why."""
