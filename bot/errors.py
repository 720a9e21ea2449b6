"""What can stop a whole run, each with the exit code that the command line answers with.

A mistake in one page or one edit is never an exception: reading gives a finding, applying gives an outcome.
These few are for what makes going on impossible. Each message is one line: what happened, where, what to do.
"""

from collections.abc import Sequence
from typing import ClassVar


class BotError(Exception):
    """Something that stops the run and that a person can put right; its text is shown as it is, without a traceback."""

    exit_code: ClassVar[int] = 2


class UsageError(BotError):
    """The command line, a settings file or a folder is not what it should be (exit code 2)."""


class UnknownProjectError(UsageError):
    """A project that was asked for by name is not there (exit code 2)."""


class CredentialsError(BotError):
    """There is no account to write with, or the wiki does not accept it (exit code 2)."""


class WikiUnreachableError(BotError):
    """The wiki cannot be reached, or what answers is no wiki (exit code 3)."""

    exit_code = 3


class GuardError(BotError):
    """The guard found the run too strange to carry out (exit code 5); no page has been changed but the log.

    Args:
        message: The whole, for the operator.
        objections: What it objects to, in words for staff.
    """

    exit_code = 5

    def __init__(self, message: str, *, objections: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.objections = tuple(objections)


class LockedError(BotError):
    """Another run is going on (exit code 75, "temporary failure" of sysexits.h)."""

    exit_code = 75


class TerminatedError(BotError):
    """The run was ended by TERM before its first edit (143, as a shell has it)."""

    exit_code = 143
