"""Golden cases: pages as they were, a day, and the pages as the bot should leave them.

Each case is a file `tests/golden/*.md`: a title and a line of what it shows, then

- `TODAY 2022-11-09`, the day;
- `ONLY report`, what the run does (`report`, `remind` or `overview`);
- `TASK T1 open`, or `TASK T1 open Eric`, what Phabricator says of a task, if it was asked;
- `PAGE Title`, a page before, and `EXPECTED Title`, the same page after (`EXPECTED nothing` where no page is edited).

In the pages `␠` is a space and `␍` a carriage return, so that they can be seen; `SUMMA` in a marker is the checksum of
the text between the markers, and `NYCKEL` the key of something that is reminded of.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from bot.model import TASKS, Task, TaskState
from bot.plan import make_plan
from tests.support.pages import known_from, total_of

FOLDER = Path(__file__).parents[1] / "golden"

_PAGE = re.compile(r"^(PAGE|EXPECTED) ([^\n]+)\n```wikitext\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_TASK = re.compile(r"^TASK (T[0-9]+) (\w+)(?: (\S+))?$", re.MULTILINE)
_REGION = re.compile(r"(?<=<!-- Lägesbot:start )(\S+) SUMMA (.*?-->\n)(.*?)(?=<!-- Lägesbot:slut \1 -->)", re.DOTALL)
_KEY = re.compile(r"(?<=<!-- Lägesbot:punkt )[0-9a-f]{16}(?= steg )")


@dataclass(frozen=True, slots=True)
class Case:
    """One golden case."""

    today: date
    task: Task
    answers: dict[str, TaskState] | None
    before: dict[str, str]
    expected: dict[str, str]


def read_case(path: Path) -> Case:
    """A case from its file."""
    text = path.read_text(encoding="utf-8")
    (today,) = re.findall(r"^TODAY (\S+)$", text, re.MULTILINE)
    (only,) = re.findall(r"^ONLY (\S+)$", text, re.MULTILINE)
    (task,) = (task for task in TASKS if task == only)
    pages: dict[str, dict[str, str]] = {"PAGE": {}, "EXPECTED": {}}
    for kind, title, body in _PAGE.findall(text):
        pages[kind][title] = _page(body)
    assert pages["PAGE"], f"{path.name} has no page"
    assert bool(pages["EXPECTED"]) != ("\nEXPECTED nothing\n" in text), f"{path.name} expects nothing, or something?"
    answers = {found[1]: TaskState("Något", found[2], assignee=found[3]) for found in _TASK.finditer(text)}
    return Case(date.fromisoformat(today), task, answers or None, pages["PAGE"], pages["EXPECTED"])


def _page(body: str) -> str:
    text = body.removesuffix("\n").replace("␠", " ").replace("␍", "\r")
    return _REGION.sub(lambda one: f"{one[1]} {total_of(one[3].removesuffix(chr(10)))} {one[2]}{one[3]}", text)


CASES = [pytest.param(read_case(path), id=path.stem) for path in sorted(FOLDER.glob("*.md"))]


@pytest.mark.parametrize("case", CASES)
def test_pages_become_as_expected(case: Case) -> None:
    """The run edits the pages that the case expects, and leaves them as it expects."""
    plan = make_plan(known_from(case.before, today=case.today, tasks=case.answers), [case.task])
    assert {edit.title: _KEY.sub("NYCKEL", edit.text) for edit in plan.edits} == case.expected


@pytest.mark.parametrize("case", [one for one in CASES if "reminder" not in str(one.id)])
def test_pages_as_expected_are_left(case: Case) -> None:
    """On the pages as they were left, the same run has nothing more to do."""
    plan = make_plan(known_from({**case.before, **case.expected}, today=case.today, tasks=case.answers), [case.task])
    assert plan.edits == ()
