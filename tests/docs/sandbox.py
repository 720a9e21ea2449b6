"""A machine in a folder, on which the commands of the docs are typed; `lagesbot` is real, the wiki the test's own."""

import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.contract.stage import DATE, EXAMPLE
from tests.docs.collecting import ROOT, Shown
from tests.docs.glue import STUBS

REAL = ("install", "chmod", "cp", "cat", "sh")
PATIENCE_SECONDS = 600.0
_MARK = "\x1e"

_LAGESBOT = """#!{python}
import os, sys
sys.path.insert(0, {root!r})
from bot.cli import main, verbs
os.environ["PATH"] = os.defpath  # Pywikibot asks git; that is no command of the docs
given = sys.argv[1:]
verb = next((word for word in given if word in verbs.commands), None)
known = [name for option in verbs.commands[verb].params for name in option.opts] if verb else []
for name in ("--wiki", "--date"):
    value = os.environ.get("SANDBOX" + name.replace("--", "_").upper())
    if value and name in known and name not in given and (verb != "settings" or "--show" in given):
        given += [name, value]
main(given)
"""
_STUB = """#!/bin/sh
{{ printf '%s\\t' "$PWD" {name} "$@"; echo; }} >> "$SANDBOX_RECORD"
{does}
"""
_DOES = {
    "make": f"exec /usr/bin/make --no-print-directory -n -C '{ROOT}' \"$@\"",
    "editor": 'printf "%s\\n" "$SANDBOX_SECRETS" >> "$1"',
    "sudo": 'shift 2; exec "$@"',
}


@dataclass(frozen=True)
class Done:
    """What came of one command: its exit code, and what it wrote to standard output."""

    code: int
    out: str


@dataclass(frozen=True)
class Sandbox:
    """The machine: `home` with a checkout `lagesbot` in it, which is in `srv` too, and `etc`.

    Attributes:
        root: A folder for all of it.
        variables: More of the environment.
    """

    root: Path
    variables: tuple[tuple[str, str], ...] = ()

    @property
    def checkout(self) -> Path:
        """The checkout."""
        return self.root / "home" / "lagesbot"

    @property
    def wiki(self) -> Path:
        """The folder wiki on which `lagesbot` works where nothing else is said."""
        return self.checkout / "wiki"

    def furnish(self) -> None:
        """Make it: what a checkout after `make demo` has, as far as the docs name it."""
        shutil.copytree(ROOT / "cron", self.checkout / "cron")
        shutil.copytree(EXAMPLE, self.checkout / "wiki")
        shutil.copytree(ROOT / "examples", self.checkout / "examples")
        for name in ("requirements.lock", "Makefile"):
            shutil.copy(ROOT / name, self.checkout / name)
        for name in ("srv", "etc/systemd/system", "home/lagesbot/.venv/bin"):
            (self.root / name).mkdir(parents=True)
        (self.root / "srv" / "lagesbot").symlink_to(self.checkout)
        (self.checkout / "lagesbot.env").touch(0o600)
        self._furnish_path()

    def _furnish_path(self) -> None:
        folder = self.root / "bin"
        folder.mkdir()
        for name in REAL:
            found = shutil.which(name)
            assert found, name
            (folder / name).symlink_to(found)
        for name in STUBS:
            (folder / name).write_text(_STUB.format(name=name, does=_DOES.get(name, "")), encoding="utf-8")
        bot = _LAGESBOT.format(python=sys.executable, root=str(ROOT))
        for path in (folder / "lagesbot", self.checkout / ".venv" / "bin" / "lagesbot"):
            path.write_text(bot, encoding="utf-8")
        for path in (*folder.iterdir(), self.checkout / ".venv" / "bin" / "lagesbot"):
            if not path.is_symlink():
                path.chmod(0o755)

    def type(self, commands: Sequence[Shown], *, folder: Path | None = None) -> list[Done]:
        """Type commands one after another into one shell, with a yes to whoever asks.

        Args:
            commands: What is typed. `/srv/` and `/etc/` are the sandbox's.
            folder: Where, if not in the checkout.

        Returns:
            What came of each. Of a command that ended the shell, and of those after it, there is nothing.
        """
        script = "".join(f"{self._here(one.text)}\nprintf '{_MARK}%s{_MARK}' $?\n" for one in commands)
        yes, keyboard = pty.openpty()
        os.write(yes, b"y\n" * len(commands))
        done = subprocess.run(
            ["/bin/bash", "-c", script],
            cwd=folder or self.checkout,
            env=self._environment(),
            stdin=keyboard,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_SECONDS,
        )
        os.close(yes)
        os.close(keyboard)
        (self.root / "complaints").write_text(done.stderr, encoding="utf-8")
        parts = done.stdout.split(_MARK)
        return [Done(int(code), out) for out, code in zip(parts[::2], parts[1::2], strict=False)]

    def called(self) -> list[tuple[Path, str, list[str]]]:
        """Each call of a program that was not let do its work: the folder, the program and its arguments."""
        record = self.root / "record"
        lines = record.read_text(encoding="utf-8").splitlines() if record.exists() else []
        calls = [line.removesuffix("\t").split("\t") for line in lines]
        return [(Path(folder), name, arguments) for folder, name, *arguments in calls]

    def complaints(self) -> str:
        """What the last commands wrote to standard error."""
        return (self.root / "complaints").read_text(encoding="utf-8")

    def _here(self, command: str) -> str:
        for name in ("srv", "etc"):
            command = command.replace(f" /{name}/", f" {self.root}/{name}/")
        return command

    def _environment(self) -> dict[str, str]:
        ours = {
            "PATH": str(self.root / "bin"),
            "HOME": str(self.root / "home"),
            "TMPDIR": str(self.root),
            "PYTHONWARNINGS": "ignore",
            "SANDBOX_RECORD": str(self.root / "record"),
            "SANDBOX_SECRETS": "LAGESBOT_BOT_PASSWORD=lagesbot@0123456789abcdefghijklmnopqrstuv",
            "SANDBOX_WIKI": str(self.wiki),
            "SANDBOX_DATE": DATE,
        }
        return ours | dict(self.variables)
