"""Taking a run back on the example wiki: in a folder, and on a real MediaWiki."""

import json
import subprocess

import pytest

from tests.contract.stage import NEW, LiveStage, Stage, document
from tests.contract.test_whole_run import JOHN, REPORTS, succeeded

LOG = "Användare:Lägesbot/Logg"
CHANGED = {*REPORTS, JOHN, *NEW}


def run(stage: Stage, *more: str) -> str:
    """One run; gives its id."""
    return str(document(succeeded(stage.bot("run", "--format", "json", *more)))["run"])


def emptied(texts: dict[str, str | None]) -> dict[str, str]:
    """The texts as a wiki stores them, one that is empty being as good as none."""
    return {title: (text or "").rstrip() for title, text in texts.items()}


def reminded(done: subprocess.CompletedProcess[str]) -> list[str]:
    """The pages that a run has put reminders on."""
    return [edit["title"] for edit in document(done)["edits"] if edit["task"] == "remind"]


def test_pages_are_as_before_the_run(stage: Stage) -> None:
    """After the undo every page is byte for byte as before the run; one that the run made is empty."""
    before = stage.texts()
    one = run(stage)
    assert emptied(stage.texts()) != emptied(before)
    done = document(succeeded(stage.bot("undo", one, "--yes", "--format", "json")))
    assert {edit["title"]: edit["outcome"] for edit in done["edits"]} == dict.fromkeys(CHANGED, "saved")
    assert emptied(stage.texts()) == emptied(before)
    assert {title: stage.texts()[title] for title in NEW} == dict.fromkeys(NEW, "")


def test_without_a_yes_nothing_is_written(stage: Stage) -> None:
    """Where nobody can be asked the plan is shown and nothing is written; how to go on is said."""
    one = run(stage)
    edits = stage.edits()
    done = succeeded(stage.bot("undo", one))
    assert f"Planned: {len(CHANGED)} pages to be taken back." in done.stdout
    assert "To go on: --yes" in done.stderr
    assert stage.edits() == edits


def test_reminders_that_were_taken_back_count_as_sent(stage: Stage) -> None:
    """The next day's run sends nothing of what was sent and taken back; what it writes else is right again."""
    one = run(stage)
    succeeded(stage.bot("undo", one, "--yes"))
    after = succeeded(stage.bot("run", "--date", "2022-11-21", "--format", "json"))
    assert reminded(after) == []
    assert {edit["title"] for edit in document(after)["edits"]} >= REPORTS


def test_undo_of_an_undo(stage: Stage) -> None:
    """An undo has an id as any run, and taken back itself, the pages are as after the first run."""
    one = run(stage)
    after = stage.texts()
    edits = document(succeeded(stage.bot("undo", one, "--yes", "--format", "json")))["edits"]
    own = edits[0]["summary"].rpartition("körning ")[2]
    succeeded(stage.bot("undo", own, "--yes"))
    assert emptied(stage.texts()) == emptied(after)


def test_unknown_run_is_wrong_usage(stage: Stage) -> None:
    """A run that nobody knows, and what is no id, end with 2 and a line."""
    for one in ("20221120-0730-ffff", "allt"):
        done = stage.bot("undo", one, "--yes")
        assert (done.returncode, done.stdout) == (2, "")
        assert [line for line in done.stderr.splitlines() if line.startswith("lagesbot: ")] == done.stderr.splitlines()[
            -1:
        ]


@pytest.mark.mediawiki
def test_what_people_changed_since_is_left(live: LiveStage) -> None:
    """A page that somebody has changed, protected or moved since is left with who did it; the others are taken back."""
    before = live.texts()
    one = run(live)
    changed, protected, moved = sorted(REPORTS)
    with live.wiki.person("John (WMSE)") as john:
        john.edit(changed, f"{live.wiki.text(changed)}\n<!-- Johns -->")
    with live.wiki.person("Chefen") as chief:
        chief.protect(protected)
        chief.move(moved, f"{moved} flyttad")
    done = document(succeeded(live.bot("undo", one, "--yes", "--format", "json")))
    why = {page["title"]: page["why"] for page in done["left"]}
    assert why.keys() == {changed, protected, f"{moved} flyttad", LOG}
    assert "av John (WMSE) (" in why[changed]
    assert "av Chefen (" in why[protected]
    assert {edit["title"] for edit in done["edits"]} == {JOHN, *NEW}
    assert emptied({JOHN: live.wiki.text(JOHN)}) == emptied({JOHN: before[JOHN]})
    assert "<!-- Johns -->" in (live.wiki.text(changed) or "")


@pytest.mark.mediawiki
def test_hidden_text_is_not_guessed(live: LiveStage) -> None:
    """Where the text from before the run has been hidden the page is left as it is, not emptied."""
    one = run(live)
    title = min(REPORTS)
    after = live.wiki.text(title)
    with live.wiki.person("Chefen") as chief:
        chief.hide(title, live.wiki.revisions(title)[1].revid)
    done = document(succeeded(live.bot("undo", one, "--yes", "--format", "json")))
    assert title in {page["title"] for page in done["left"]}
    assert live.wiki.text(title) == after


@pytest.mark.mediawiki
def test_stop_page_stops_an_undo(live: LiveStage) -> None:
    """Text on the stop page ends an undo before its first edit; it says who stopped it, and exits well."""
    one = run(live)
    with live.wiki.person("Tore (WMSE)") as tore:
        tore.edit("Användare:Lägesbot/stopp", "Vänta lite.")
    edits = live.edits()
    done = succeeded(live.bot("undo", one, "--yes"))
    assert "Stopped by Tore (WMSE)" in done.stdout
    assert live.edits() == edits


@pytest.mark.mediawiki
def test_log_tells_of_the_undo(live: LiveStage) -> None:
    """The log has a line for the undo, with the run's id; on a talk page it is a minor edit of a bot's."""
    one = run(live)
    succeeded(live.bot("undo", one, "--yes"))
    assert f"<code>{one}</code> togs tillbaka" in (live.wiki.text(LOG) or "")
    assert (live.wiki.revisions(JOHN)[0].minor, live.wiki.revisions(JOHN)[0].bot) == (True, True)


@pytest.mark.mediawiki
def test_simulated_undo_writes_nothing(live: LiveStage) -> None:
    """With -simulate nothing is written, whatever else is said."""
    one = run(live)
    edits = live.edits()
    done = succeeded(live.bot("undo", one, "--yes", "-simulate"))
    assert "Nothing was written: -simulate." in done.stderr
    assert live.edits() == edits


@pytest.mark.mediawiki
def test_log_in_json_is_json_alone(live: LiveStage) -> None:
    """On the live wiki, too, each line of a log in JSON is one object, and each edit an event of its own."""
    done = succeeded(live.bot("run", "--log-format", "json"))
    records = [json.loads(line) for line in done.stderr.splitlines()]
    assert all({"time", "level", "message", "run"} <= record.keys() for record in records)
    edits = [record for record in records if record.get("event") == "edit"]
    assert {edit["title"] for edit in edits} == CHANGED
    assert {edit["outcome"] for edit in edits} == {"saved"}
    assert len({edit["run"] for edit in edits}) == 1
