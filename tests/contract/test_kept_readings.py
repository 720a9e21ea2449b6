"""What is kept between runs, on a real MediaWiki: it changes no document, and what people change is seen."""

from pathlib import Path

import pytest

from tests.contract.stage import LiveStage, document

pytestmark = pytest.mark.mediawiki

PROJECT = "Projekt:Erfarenhetsutbyte 2022"


def kept(home: Path) -> list[Path]:
    """The files with what was read."""
    return list((home / ".cache" / "lagesbot").glob("readings-*.sqlite"))


def test_check_and_run_are_the_same_with_and_without(live: LiveStage) -> None:
    """Nothing kept, an empty cache and a full one give the same check, before a run, after it, and after a change."""
    for step in ("before", "run", "changed"):
        if step == "run":
            assert live.bot("run").returncode == 0
        elif step == "changed":
            text = live.wiki.text(PROJECT) or ""
            live.wiki.person("John (WMSE)").edit(PROJECT, text.replace("Wikimania", "Wikikonferensen"))
        without = document(live.bot("check", "--format", "json", "--no-cache"))
        assert [document(live.bot("check", "--format", "json")) for _ in range(2)] == [without] * 2
        assert ("Wikikonferensen" in str(without)) == (step == "changed")
    assert len(kept(live.home)) == 1
