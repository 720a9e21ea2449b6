"""What is asked of Phabricator and what comes back, whoever is asked; `bot.verbs` chooses whom."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from bot.model import TaskState

Why = Literal["no-token", "bad-token", "bad-address", "refused", "too-many", "no-answer", "unusable", "unrecorded"]
"""Why there are no answers; what it means and what to do is said by the words of `tasks-unavailable`."""


PASSING: frozenset[Why] = frozenset({"no-answer", "unusable", "refused", "bad-token", "bad-address"})
"""What is likely to be over at the next run, or when somebody has put it right: until then, pages that are right by
older answers stay as they are."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What came of asking.

    Attributes:
        states: What was answered, by task id; a task that is left out is unknown to Phabricator, or hidden from the
            bot. None where there are no answers: either all that was asked is answered, or nothing.
        why: Why there are none; None where there are.
    """

    states: Mapping[str, TaskState] | None
    why: Why | None = None


class Tracker(Protocol):
    """Whoever can be asked about tasks."""

    def ask(self, tasks: Collection[str]) -> Answers:
        """Ask about tasks, all at once.

        Args:
            tasks: Task ids, `T318564`. None of them: nothing is needed, nobody is asked, and that is no failure.

        Returns:
            The answers, or why there are none. Nothing is ever raised.
        """
        ...


@dataclass(frozen=True, slots=True)
class Nobody:
    """There is nobody to ask, for this reason."""

    why: Why

    def ask(self, tasks: Collection[str]) -> Answers:
        """See `Tracker`."""
        return Answers(None, self.why) if tasks else Answers({})
