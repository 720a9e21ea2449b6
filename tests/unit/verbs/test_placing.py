"""Where the report may be put, and how it gets there."""

import os
from pathlib import Path

import pytest

from bot.errors import UsageError
from bot.verbs.placing import placing


def test_file(tmp_path: Path) -> None:
    """A file is written where it was asked for, and nothing else is left beside it."""
    placing(f"{tmp_path}/report.html", wiki=None).write("<p>å\n")
    assert (tmp_path / "report.html").read_bytes() == "<p>å\n".encode()
    assert [one.name for one in tmp_path.iterdir()] == ["report.html"]


def test_file_that_is_there(tmp_path: Path) -> None:
    """A file that is there is replaced as a whole: who has it open goes on with what they have."""
    path = tmp_path / "report.html"
    path.write_text("old", encoding="utf-8")
    with path.open(encoding="utf-8") as before:
        placing(str(path), wiki=None).write("new")
        assert before.read() == "old"
    assert path.read_text(encoding="utf-8") == "new"


def test_file_is_on_the_disk_before_it_takes_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of the new text is waited for while the old file still stands there: a power cut leaves one of them whole."""
    path, seen = tmp_path / "report.html", list[tuple[str, str]]()
    path.write_text("old", encoding="utf-8")

    def wait(file: int) -> None:
        content = Path(f"/proc/self/fd/{file}").read_text(encoding="utf-8")
        seen.append((content, path.read_text(encoding="utf-8")))

    monkeypatch.setattr(os, "fsync", wait)
    placing(str(path), wiki=None).write("new")
    assert seen == [("new", "old")]
    assert path.read_text(encoding="utf-8") == "new"


@pytest.mark.parametrize("end", ["", "/"])
def test_folder(tmp_path: Path, end: str) -> None:
    """In a folder that is there the page is the one that a web server shows."""
    assert placing(f"{tmp_path}{end}", wiki=None).path == tmp_path / "index.html"


def test_folder_that_is_not_there(tmp_path: Path) -> None:
    """What ends in a slash is made as a folder."""
    placing(f"{tmp_path}/a/b/", wiki=None).write("x")
    assert (tmp_path / "a" / "b" / "index.html").read_text(encoding="utf-8") == "x"


def test_readers(tmp_path: Path) -> None:
    """Who may read the page is for the umask to say."""
    before = os.umask(0o027)
    try:
        placing(f"{tmp_path}/x", wiki=None).write("x")
    finally:
        os.umask(before)
    assert (tmp_path / "x").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("name", ["link", "nowhere"])
def test_link(tmp_path: Path, name: str) -> None:
    """A link is neither followed nor replaced, wherever it leads."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / name).symlink_to("file" if name == "link" else "none")
    with pytest.raises(UsageError, match="it is a link"):
        placing(f"{tmp_path}/{name}", wiki=None)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "x"


def test_link_that_comes_meanwhile(tmp_path: Path) -> None:
    """A link that somebody puts there while the wiki is read is replaced; what it leads to is left alone."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    place = placing(f"{tmp_path}/report", wiki=None)
    (tmp_path / "report").symlink_to("file")
    place.write("y")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "x"
    assert (tmp_path / "report").read_text(encoding="utf-8") == "y"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        pytest.param("", "needs the name", id="nothing"),
        pytest.param(" ", "needs the name", id="space"),
        pytest.param("-", "needs the name", id="standard-output"),
        pytest.param("{}/none/x.html", "there is no folder", id="no-folder"),
        pytest.param("{}/file/x.html", "there is no folder", id="below-a-file"),
        pytest.param("{}/file/", "File exists", id="file-as-a-folder"),
        pytest.param("{}/pipe", "it is no file", id="pipe"),
        pytest.param("{}/wiki/x.html", "it is in the folder wiki", id="in-the-wiki"),
        pytest.param("{}/wiki/Projekt/", "it is in the folder wiki", id="in-a-folder-of-the-wiki"),
        pytest.param("{}/" + "x" * 300, "File name too long", id="long-name"),
    ],
)
def test_place_that_cannot_be(tmp_path: Path, asked: str, words: str) -> None:
    """Where a page cannot be, one sentence says why."""
    (tmp_path / "file").touch()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "wiki" / "Projekt").mkdir(parents=True)
    with pytest.raises(UsageError, match=words) as error:
        placing(asked.format(tmp_path), wiki=tmp_path / "wiki")
    assert "\n" not in str(error.value)


def test_no_folder_is_made_in_the_wiki(tmp_path: Path) -> None:
    """A folder that would be in the folder wiki is not even made."""
    wiki = tmp_path / "wiki"
    wiki.mkdir()
    with pytest.raises(UsageError, match="it is in the folder wiki"):
        placing(f"{wiki}/new/er/", wiki=wiki)
    assert list(wiki.iterdir()) == []


def test_folder_of_somebody_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that may not be written in is told of before anything is read."""
    monkeypatch.setattr(os, "access", lambda *_: False)  # as it is for anybody but the administrator
    with pytest.raises(UsageError, match="may not be written in"):
        placing(f"{tmp_path}/x.html", wiki=None)


def test_folder_that_goes_meanwhile(tmp_path: Path) -> None:
    """A folder that goes away while the wiki is read is told of, too."""
    place = placing(f"{tmp_path}/a/", wiki=None)
    (tmp_path / "a").rmdir()
    with pytest.raises(UsageError, match="No such file or directory"):
        place.write("x")


def test_text_that_cannot_be_written(tmp_path: Path) -> None:
    """Where writing ends half-way, what was there before is there still, and nothing is left beside it."""
    (tmp_path / "x").write_text("old", encoding="utf-8")
    with pytest.raises(UnicodeEncodeError):
        placing(f"{tmp_path}/x", wiki=None).write("\ud800")
    assert [one.name for one in tmp_path.iterdir()] == ["x"]
    assert (tmp_path / "x").read_text(encoding="utf-8") == "old"
