"""What holds a command that writes: the lock of its wiki, its time, and whoever interrupts it."""

import hashlib
import os
import re
import secrets
import socket
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from time import sleep

from bot.errors import UsageError
from bot.interruption import Interruption
from bot.lease import Lease, lease
from bot.options import Options
from bot.verbs.opening import open_wiki

LOCK, HOST = ".lagesbot.lock", ".lagesbot.host"

_DIGITS = re.compile("[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Held:
    """The reins of a run (`bot.run.Reins`).

    Attributes:
        interruption: Whether somebody wants it to end.
        options: What it was started with.
        since: When it began, by this machine's clock.
        lease: The lock; None where nothing is written, so that none is needed.
        host: A name for this machine and its lock, that says nothing about them.
    """

    interruption: Interruption
    options: Options
    since: datetime
    lease: Lease | None
    host: str

    def halt(self) -> str:
        """Somebody has interrupted the run, or its time is up."""
        if self.lease and self.lease.overdue():
            return "The run has taken longer than guard.max_hours allows. What is left is done by the next run."
        return self.interruption.why

    def limit(self, most: timedelta) -> None:
        """Say how long the run may take."""
        if self.lease:
            self.lease.limit(most)

    def elapsed(self) -> timedelta:
        """How long it has taken."""
        return self.options.now() - self.since

    def rest(self, seconds: float) -> None:
        """Let some time pass; whoever interrupts the run ends that, too."""
        for _ in range(round(seconds)):
            if self.halt():
                return
            sleep(1)

    def writes(self) -> None:
        """From here on an interruption waits for the edit in hand."""
        self.interruption.writing = True


@contextmanager
def held(options: Options, interruption: Interruption) -> Iterator[Held]:
    """Hold one lock for each wiki, in a folder wiki itself or in the user's state directory for the live one.

    Raises:
        LockedError: Another command of this machine holds it.
        UsageError: It cannot be made.
    """
    since = options.now()
    if options.simulate:
        yield Held(interruption, options, since, None, "")
        return
    if options.wiki is not None:
        open_wiki(options, write=False)  # says what is wrong with the folder before a lock is put there
    path = (options.wiki or state_folder()) / LOCK
    with _lock(options, path) as got:
        yield Held(interruption, options, since, got, _host(options, path))


def _lock(options: Options, path: Path) -> AbstractContextManager[Lease]:
    """The lock; in a folder, which knows no two who write at once, a shard holds it alone like any other command."""
    if options.shard.whole or options.wiki is not None:
        return lease(path, now=options.now)
    from bot.shared_lease import shared_lease  # noqa: PLC0415 - it is for systems that have locks of this kind

    return shared_lease(path, options.shard, now=options.now)


def state_folder() -> Path:
    """Where this machine keeps what it must remember: the user's state directory.

    Raises:
        UsageError: It cannot be made.
    """
    try:
        folder = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "lagesbot"
    except RuntimeError:
        raise UsageError("There is no home directory for the lock. Set HOME or XDG_STATE_HOME.") from None
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"Cannot make {folder} for the lock: {error.strerror}. Set XDG_STATE_HOME.") from None
    return folder


def _host(options: Options, lock: Path) -> str:
    """Eight digits that are the same for all commands that this lock keeps apart, and tell a stranger nothing.

    For the live wiki they lie beside the lock, made by chance: several containers with names of their own may share the
    folder. In a folder wiki lies nothing but pages.
    """
    told = hashlib.sha256(f"{socket.gethostname()}\0{lock.resolve()}".encode()).hexdigest()[:8]
    if options.wiki is not None:
        return told
    path = lock.with_name(HOST)
    try:
        if not path.exists():
            _put(path, secrets.token_hex(4))
        known = path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return told
    return known if _DIGITS.fullmatch(known) else told


def _put(path: Path, text: str) -> None:
    """Make a file, whole from the first moment on; one that somebody else has made meanwhile stays."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    draft.write_text(text, encoding="ascii")
    try:
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:  # there are volumes without hard links
        draft.unlink()
