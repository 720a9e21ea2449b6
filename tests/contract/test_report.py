"""`lagesbot report` on either wiki: one table, and a page with links where there are addresses, without an account."""

import re
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.contract.stage import LiveStage, Stage, document
from tests.support.html import Strict

PROJECT = "Projekt:Erfarenhetsutbyte 2022"


def test_table_on_either_wiki(stage: Stage) -> None:
    """The table tells the same of the example in a folder and on a real MediaWiki, and nothing is written."""
    done = stage.bot("report", "--format", "json")
    assert done.returncode == 0, done.stderr
    (row,) = (one for one in document(done)["rows"] if one["title"] == PROJECT)
    assert (row["number"], row["lead"], row["report"]["state"], row["budget"]) == ("226401", ["John"], "missing", 87500)
    assert row["activities"]["all"] == 7  # what is done depends on Phabricator, which is recorded in the folder alone
    assert stage.edits() == 0


@pytest.mark.mediawiki
def test_page_without_an_account(live: LiveStage, tmp_path: Path) -> None:
    """Without an account the page is made from the live wiki, with links that lead to its pages."""
    config = live.home / "user-config.py"
    kept = [
        line
        for line in config.read_text(encoding="utf-8").splitlines()
        if not re.match("usernames|password_file", line)
    ]
    config.write_text("\n".join([*kept, ""]), encoding="utf-8")
    config.chmod(0o600)
    path = tmp_path / "report.html"
    done = live.bot("report", "--html", str(path))
    assert done.returncode == 0, done.stderr
    read = Strict(path.read_text(encoding="utf-8").removeprefix("<!DOCTYPE html>"))
    links = {one.text: one.attributes["href"] for one in read.all("a")}
    with urlopen(links["Erfarenhetsutbyte 2022"]) as answer:  # noqa: S310 - the wiki of the tests
        assert "Erfarenhetsutbyte 2022" in answer.read().decode()
    assert live.edits() == 0
