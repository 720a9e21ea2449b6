"""The command and a folder wiki to call it on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.builders import folder_wiki, wiki_pages
from tests.support.shell import Shell, shell


@pytest.fixture
def lagesbot(capsys: pytest.CaptureFixture[str]) -> Iterator[Shell]:
    """The command, as people call it."""
    with shell(capsys) as called:
        yield called


@pytest.fixture
def wiki(tmp_path: Path) -> Path:
    """A folder wiki with one project: its October report is missing, and Axel has an overdue activity."""
    return folder_wiki(tmp_path / "wiki", wiki_pages("Mars | Boka lokal | Axel | |"))
