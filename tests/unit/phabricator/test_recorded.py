"""The answers that are recorded beside a folder wiki's pages, and nobody to ask."""

import json
from datetime import date
from pathlib import Path

import pytest

from bot.errors import UsageError
from bot.model import TaskState
from bot.phabricator.recorded import recorded
from bot.phabricator.tracker import Answers, Nobody

ANSWERS = {
    "T1": {"title": "Boka", "status": "open", "closed": None},
    "T2": {"title": "Tryck", "status": "resolved", "closed": "2022-10-03", "assignee": "Eric"},
    "T3": {"title": "Resa", "status": "invalid"},
    "T4": {"title": "Resa", "status": "stalled", "closed": None, "assignee": None},
}


def record(folder: Path, answers: object) -> None:
    """Record answers."""
    (folder / "phabricator.json").write_text(json.dumps(answers), encoding="utf-8")


def test_what_was_recorded_is_answered(tmp_path: Path) -> None:
    """What is asked for and recorded is answered, with who has it if that was recorded; the rest is left out."""
    record(tmp_path, ANSWERS)
    assert recorded(tmp_path).ask(["T1", "T2", "T3", "T9"]) == Answers(
        {
            "T1": TaskState("Boka", "open"),
            "T2": TaskState("Tryck", "resolved", date(2022, 10, 3), "Eric"),
            "T3": TaskState("Resa", "invalid"),
        }
    )
    assert recorded(tmp_path).ask(["T4"]) == Answers({"T4": TaskState("Resa", "stalled")})


def test_folder_without_a_record(tmp_path: Path) -> None:
    """Where nothing is recorded there is nobody to ask, which matters only where there is something to ask."""
    assert recorded(tmp_path) == Nobody("unrecorded")
    assert recorded(tmp_path).ask(["T1"]) == Answers(None, "unrecorded")
    assert recorded(tmp_path).ask([]) == Answers({})


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param({"T1": {"title": "x", "status": "resolved", "closed": "3 oktober"}}, id="a day in words"),
        pytest.param({"T1": {"title": "x", "status": "resolved", "closed": 5}}, id="a day that is a number"),
        pytest.param({"T1": {"title": "x", "status": "open", "assignee": ["Eric"]}}, id="an assignee in a list"),
        pytest.param({"T1": {"title": "x"}}, id="no status"),
        pytest.param([], id="a list"),
    ],
)
def test_wrong_record(tmp_path: Path, answers: object) -> None:
    """A record that is not what the contract says ends the command, and names the file."""
    record(tmp_path, answers)
    with pytest.raises(UsageError, match=r"phabricator\.json: not recorded answers of Phabricator"):
        recorded(tmp_path)
