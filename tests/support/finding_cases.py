"""The golden cases of findings, `tests/golden/findings/*.md`: pages with a finding, and nearly the same without it.

A file is named after its code (`date-unreadable.md`; further cases of a code have a word more,
`date-unreadable.start.md`). It has a title and a line of what it shows, then what there is:

- `TODAY 2022-11-09`, the day;
- `PAGE Title` and its wikitext; before the text may stand `PROTECTED` (the bot may not edit it) or `MODEL flow-board`
  (it is no wikitext), in its place `MISSING` (there is no such page). Every page of a project, missing or not, is one
  of the year's projects;
- `SETTINGS` and JSON, added to a register of John (a manager), Axel and Sara; `TASKS` and JSON, what Phabricator
  answers (as in a folder wiki), if it was asked at all.

`EXPECTED error, line 3 of Title` with `SUBJECT` (the activity, if it is about one) and `MESSAGE` is the one finding of
that code. What stands below `WITHOUT`, which says what makes the difference, takes the place of its like above.
"""

import json
import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bot.knowledge import Knowledge, know
from bot.model import Finding, Place, Severity, TaskState
from bot.wiki.port import Page
from tests.support.builders import WORDS, day, material, settings

FOLDER = Path(__file__).parents[1] / "golden" / "findings"

_BLOCK = re.compile(
    r"^(?:PAGE (?P<title>[^\n]+)|(?P<json>SETTINGS|TASKS))\n(?P<how>(?:[A-Z][^\n]*\n)*)"
    r"(?:```(?:wikitext|json)\n(?P<body>.*?)^```$)?",
    re.MULTILINE | re.DOTALL,
)
_EXPECTED = re.compile(
    r"^EXPECTED (?P<severity>error|warning|info), line (?P<line>[0-9]+) of (?P<page>[^\n]+)\n"
    r"(?:SUBJECT (?P<subject>[^\n]+)\n)?MESSAGE (?P<message>[^\n]+)$",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Scene:
    """All that a case reads: the parts of a file, by what they are, as they stand there."""

    today: date
    parts: dict[str, str]

    @property
    def lines(self) -> list[str]:
        """The scene as lines to compare."""
        return [
            f"TODAY {self.today}",
            *(line for kind, text in self.parts.items() for line in (kind, *text.split("\n"))),
        ]

    def known(self, **rules: object) -> Knowledge:
        """What the bot knows from it.

        Args:
            rules: Parts of the settings, merged into the scene's own.
        """
        pages = {kind[5:]: _page(kind[5:], text) for kind, text in self.parts.items() if kind.startswith("PAGE ")}
        projects = tuple(title for title in pages if title.startswith("Projekt:") and "/" not in title)
        chosen = settings(**{**json.loads(self.parts.get("SETTINGS", "\n{}")), **rules})
        answers = json.loads(self.parts.get("TASKS", "\nnull"))
        read = material({}, today=self.today, rules=chosen)
        tasks = None if answers is None else {task: _state(**answer) for task, answer in answers.items()}
        return know(
            replace(
                read,
                words=WORDS,
                listed={self.today.year: projects},
                pages={**read.pages, **pages},
                tasks=tasks,
            )
        )


@dataclass(frozen=True)
class Case:
    """One file: a scene with a finding, and one without it."""

    code: str
    finding: Finding
    scene: Scene
    without: Scene


def read_case(path: Path) -> Case:
    """A case from its file."""
    above, sign, below = path.read_text(encoding="utf-8").partition("\nWITHOUT ")
    assert sign, f"{path.name} has no case without the finding"
    code = path.name.split(".")[0]
    (expected,) = _EXPECTED.finditer(above)
    place = Place(expected["page"], int(expected["line"]))
    finding = Finding(code, _severity(expected["severity"]), place, expected["subject"], expected["message"])
    (today,) = re.findall(r"^TODAY (\S+)$", above, re.MULTILINE)
    parts = _parts(above)
    later = re.findall(r"^TODAY (\S+)$", below, re.MULTILINE)
    changed = Scene(date.fromisoformat((later or [today])[0]), {**parts, **_parts(below)})
    return Case(code, finding, Scene(date.fromisoformat(today), parts), changed)


def findings_of(known: Knowledge) -> list[Finding]:
    """All findings, about the projects and about the run as a whole."""
    return [*(one for found in known.findings.values() for one in found), *known.problems]


def _parts(text: str) -> dict[str, str]:
    """The parts by kind (`PAGE Title`, `SETTINGS`, `TASKS`): the words before the block, a line break, the block."""
    found = {}
    for one in _BLOCK.finditer(text):
        kind = one["json"] or f"PAGE {one['title']}"
        found[kind] = f"{one['how'].strip()}\n{(one['body'] or '').removesuffix(chr(10))}"
    return found


def _page(title: str, part: str) -> Page:
    """A page as its part says: how it is, then its text."""
    how, _, text = part.partition("\n")
    if how == "MISSING":
        return Page(title, None)
    model = how.removeprefix("MODEL ") if how.startswith("MODEL ") else "wikitext"
    assert how in {"", "PROTECTED", f"MODEL {model}"}, how
    return Page(title, text, 7, model=model, locked=how == "PROTECTED")


def _state(title: str, status: str, closed: str | None) -> TaskState:
    return TaskState(title, status, day(closed))


def _severity(word: str) -> Severity:
    (severity,) = (one for one in ("error", "warning", "info") if one == word)
    return severity


CASES = {path.name.removesuffix(".md"): read_case(path) for path in sorted(FOLDER.glob("*.md"))}
