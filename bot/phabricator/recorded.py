"""For a folder wiki: the answers that were recorded beside its pages."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.errors import UsageError
from bot.model import TaskState
from bot.phabricator.tracker import Answers, Nobody, Tracker

RECORDED = "phabricator.json"


@dataclass(frozen=True, slots=True)
class Recorded:
    """Answers that were recorded, by task id."""

    states: Mapping[str, TaskState]

    def ask(self, tasks: Collection[str]) -> Answers:
        """See `Tracker`."""
        return Answers({task: self.states[task] for task in tasks if task in self.states})


def recorded(folder: Path) -> Tracker:
    """The recorded answers of a folder wiki; nobody, where there are none.

    Raises:
        UsageError: The file is there but is not what the contract says.
    """
    path = folder / RECORDED
    if not path.is_file():
        return Nobody("unrecorded")
    try:
        answers = json.loads(path.read_text(encoding="utf-8"))
        return Recorded({task: _state(answer) for task, answer in answers.items()})
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise UsageError(
            f"{path}: not recorded answers of Phabricator. "
            'Write {"T1": {"title": "…", "status": "open", "closed": null}}.'
        ) from error


def _state(answer: dict[str, str | None]) -> TaskState:
    closed, assignee = answer.get("closed"), answer.get("assignee")
    return TaskState(
        title=str(answer["title"]),
        status=str(answer["status"]),
        closed=date.fromisoformat(closed) if closed else None,
        assignee=(assignee or "").strip() or None,
    )
