"""Golden time plans: whole pages as people may write them, and what is read from which line.

Each case is a file `tests/golden/plans/*.md`: a title and a line of what it shows, then `PROJECT start end year`, the
page, and a table of the activities in order: the line, the first and the last day (empty where they are not said,
`oläsligt` where they cannot be read), and the name.
"""

import re
from datetime import date
from pathlib import Path

import pytest

from bot.parse.date_spans import Frame
from bot.parse.structure import Source
from bot.parse.timeplan import read_timeplan

FOLDER = Path(__file__).parents[1] / "golden" / "plans"
UNREADABLE = "oläsligt"

_PROJECT = re.compile(r"^PROJECT (\S+) (\S+) (\d+)$", re.MULTILINE)
_PAGE = re.compile(r"^```wikitext\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"^\| (\d+) \| *(\S*) *\| *(\S*) *\| (.+) \|$", re.MULTILINE)


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in sorted(FOLDER.glob("*.md"))])
def test_plan_reads_as_expected(path: Path) -> None:
    """Each activity of the page is read, with its days, from the line that it stands on, and no other."""
    text = path.read_text(encoding="utf-8")
    ((start, end, year),) = _PROJECT.findall(text)
    (page,) = _PAGE.findall(text)
    expected = [tuple(row) for row in _ROW.findall(text)]
    assert expected
    frame = Frame(date.fromisoformat(start), date.fromisoformat(end), int(year))
    read = [
        (
            str(one.place.line),
            UNREADABLE if one.when.unreadable else str(one.when.start or ""),
            str(one.when.end or ""),
            one.name,
        )
        for one in read_timeplan(Source("Projekt:Prov", page), frame).activities
    ]
    assert read == expected
