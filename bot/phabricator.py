"""What Phabricator says of tasks: for a folder wiki, the answers that were recorded beside its pages."""

import json
from datetime import date
from pathlib import Path

from bot.errors import UsageError
from bot.model import TaskState

RECORDED = "phabricator.json"


def recorded_tasks(folder: Path) -> dict[str, TaskState] | None:
    """The recorded answers of a folder wiki, by task id; None where there are none.

    Raises:
        UsageError: The file is there but is not what the contract says.
    """
    path = folder / RECORDED
    if not path.is_file():
        return None
    try:
        answers = json.loads(path.read_text(encoding="utf-8"))
        return {task: _state(answer) for task, answer in answers.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise UsageError(
            f"{path}: not recorded answers of Phabricator. "
            'Write {"T1": {"title": "…", "status": "open", "closed": null}}.'
        ) from error


def _state(answer: dict[str, str | None]) -> TaskState:
    closed = answer.get("closed")
    return TaskState(str(answer["title"]), str(answer["status"]), date.fromisoformat(closed) if closed else None)
