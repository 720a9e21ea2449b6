"""What a power cut leaves of a folder wiki."""

from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree

import pytest

from bot.wiki.folder import FolderWiki
from bot.wiki.outcome import Refused, Saved
from bot.wiki.port import Edit
from tests.support.disk import Disk, put_back

PAGE, NEW = "Projekt:Läslust 2022", "Projekt:Nytt 2022/Projektdata"
FILES = {PAGE: "Projekt/Läslust 2022.wiki", NEW: "Projekt/Nytt 2022/Projektdata.wiki"}
LOG = ".history.jsonl"
BEFORE, AFTER = "ett", "två"


def put(root: Path, title: str, text: str) -> object:
    """Save a page, as a program that has just been started."""
    wiki = FolderWiki(root, account="Lägesbot", now=lambda: datetime(2022, 8, 17, tzinfo=UTC))
    revid = wiki.read([title])[title].revid
    return wiki.save(Edit(title, text, revid, "prov", minor=False, bot=True))


@pytest.mark.parametrize("there", ["nothing", "history", "history alone"])
@pytest.mark.parametrize("title", [PAGE, NEW])
def test_power_cut_leaves_all_of_an_edit_or_nothing(tmp_path: Path, title: str, there: str) -> None:
    """At every step the page and the ledger agree once the next edit is made, and a saved edit is there for good."""
    root = tmp_path / "wiki"
    (root / "Projekt").mkdir(parents=True)
    (root / FILES[PAGE]).write_text(BEFORE, encoding="utf-8")
    if there != "nothing":
        put(root, "Projekt:Före", "x")
    if there == "history alone":
        rmtree(root / ".revisions")
    disk = Disk(root)
    with disk.watched():
        assert isinstance(put(root, title, AFTER), Saved)
    made = []
    for number, left in enumerate(disk.cuts):
        folder = put_back(left, tmp_path / f"{number}")
        assert isinstance(put(folder, "Projekt:Efter", "y"), Saved)
        page = folder / FILES[title]
        made.append(f'"{title}"' in (folder / LOG).read_text(encoding="utf-8"))
        assert (page.read_text(encoding="utf-8") if page.exists() else None) == (
            AFTER if made[-1] else BEFORE if title == PAGE else None
        )
    assert not made[0]
    assert all(made[disk.ends :])


def test_folder_that_was_moved_away_is_not_made_anew(tmp_path: Path) -> None:
    """What is saved then is refused, and counts as sent nowhere: else people would be told of it again."""
    root = tmp_path / "wiki"
    (root / "Projekt").mkdir(parents=True)
    (root / FILES[PAGE]).write_text(BEFORE, encoding="utf-8")
    wiki = FolderWiki(root, account="Lägesbot", now=lambda: datetime(2022, 8, 17, tzinfo=UTC))
    revid = wiki.read([PAGE])[PAGE].revid
    root.rename(tmp_path / "elsewhere")
    assert isinstance(wiki.save(Edit(PAGE, AFTER, revid, "prov", minor=False, bot=True)), Refused)
    assert not root.exists()
