"""Settings in files: what a file may be, and that it is read once."""

import os
from pathlib import Path
from threading import Thread

import pytest

from bot.errors import UsageError
from bot.parse.settings import Layer
from bot.setting_files import SettingsFile
from tests.support.builders import folder_wiki, wiki_pages
from tests.unit.test_cli import Shell


def test_a_file_is_a_layer(tmp_path: Path) -> None:
    """Its text and its name, without the mark that some editors put first."""
    path = tmp_path / "l.json"
    path.write_bytes(b"\xef\xbb\xbf{}")
    assert SettingsFile(path).layer == Layer("{}", str(path))


@pytest.mark.parametrize(("made", "words"), [(None, "No such file"), (b"\xff", "it is not UTF-8 text")])
def test_what_cannot_be_read_is_told(tmp_path: Path, made: bytes | None, words: str) -> None:
    """A file that is not there, or no text, is wrong usage that names it."""
    path = tmp_path / "l.json"
    if made is not None:
        path.write_bytes(made)
    with pytest.raises(UsageError, match=words) as found:
        _ = SettingsFile(path).layer
    assert str(path) in str(found.value)


def test_settings_may_come_through_a_pipe(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What can be read but once, as `--settings <(…)` gives it, is read once and counts in full."""
    wiki, pipe = folder_wiki(tmp_path / "wiki", wiki_pages()), tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = Thread(target=pipe.write_text, args=('{"findings": {"report-missing": "off"}}',))
    writer.start()
    done = Shell(capsys)("settings", "--show", "--wiki", wiki, "--settings", pipe)
    writer.join()
    assert done.code == 0
    assert "report-missing" in done.out
