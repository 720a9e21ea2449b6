"""Whether the bot is well, as it says itself: on the example wiki in a folder, and on a real MediaWiki."""

import json
from pathlib import Path

import pytest

from tests.contract.stage import FolderStage, LiveStage, Stage, document, lagesbot
from tests.contract.test_whole_run import succeeded
from tests.support.mediawiki import BOT
from tests.support.monitor import SECRET, Monitor
from tests.support.pywikibot_config import write_pywikibot_config


def memory(stage: Stage) -> Path:
    """What this machine remembers of its runs."""
    assert isinstance(stage, FolderStage | LiveStage)
    return stage.home / ".local" / "state" / "lagesbot" / ".lagesbot.good.json"


def forget(stage: Stage) -> None:
    """Let this machine remember nothing of its runs."""
    memory(stage).unlink(missing_ok=True)  # of a folder nothing is remembered


def test_bot_that_has_never_run_is_ill(stage: Stage) -> None:
    """Before the first run there is no good one: exit code 1, and a sentence."""
    done = stage.bot("health")
    assert (done.returncode, done.stdout) == (1, "No good run is known, limit 30 h.\n")
    assert stage.edits() == 0


def test_bot_is_well_after_a_run(stage: Stage) -> None:
    """After a good run all is well: exit code 0; the sentence says how long ago it was, and JSON the same."""
    succeeded(stage.bot("run"))
    edits = stage.edits()
    done = succeeded(stage.bot("health"))
    assert done.stdout.startswith("Last good run 0 h ago (")
    assert done.stdout.endswith("), limit 30 h.\n")
    told = document(succeeded(stage.bot("health", "--format", "json")))
    assert list(told) == ["version", "well", "last", "hours", "limit", "remarks", "sentence"]
    assert (told["version"], told["well"], told["limit"], told["remarks"]) == (1, True, 30, [])
    assert told["sentence"] == done.stdout.strip()
    assert stage.edits() == edits


def test_log_on_the_wiki_is_enough(stage: Stage) -> None:
    """Another machine, which remembers nothing, finds the run in the log and in the bot's contributions."""
    succeeded(stage.bot("run"))
    forget(stage)
    assert document(succeeded(stage.bot("health", "--format", "json")))["well"] is True


@pytest.mark.mediawiki
def test_run_with_nothing_to_do_is_remembered(live: LiveStage) -> None:
    """A run that found nothing to do leaves no trace on the wiki; this machine remembers it."""
    succeeded(live.bot("run"))
    edits = live.edits()
    forget(live)
    assert "Nothing to do." in succeeded(live.bot("run")).stdout
    assert live.edits() == edits
    assert json.loads(memory(live).read_text(encoding="utf-8"))["run"]


@pytest.mark.parametrize(
    "some", [("--project", "Projekt:Erfarenhetsutbyte 2022"), ("--only", "report")], ids=["project", "only"]
)
def test_partial_run_is_not_the_one_waited_for(stage: Stage, some: tuple[str, str]) -> None:
    """A run for one project, or of one task, is no sign that the whole works."""
    succeeded(stage.bot("run", *some))
    assert stage.edits() > 0
    assert stage.bot("health").returncode == 1


def test_simulated_run_is_no_run(stage: Stage) -> None:
    """A run that wrote nothing on purpose does not count."""
    succeeded(stage.bot("run", "-simulate"))
    assert stage.bot("health").returncode == 1


def test_limit_can_be_given(tmp_path: Path) -> None:
    """`--max-hours` is the limit, else health.max_hours of the settings, also of a file, else 30."""
    stage = FolderStage(tmp_path)
    succeeded(stage.bot("run"))
    later = ("--date", "2022-11-21")  # Monday; the run was on Sunday, which does not count
    assert stage.bot("health", *later, "--max-hours", "7").returncode == 1
    assert stage.bot("health", *later, "--max-hours", "7.5").returncode == 0
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"health": {"max_hours": 7.25}}), encoding="utf-8")
    done = stage.bot("health", *later, "--settings", str(path))
    assert (done.returncode, done.stdout) == (1, "Last good run 8 h ago (2022-11-20 07:30), limit 7.25 h.\n")
    assert stage.bot("health", "--date", "2022-11-22").returncode == 1


@pytest.mark.parametrize("wrong", ["0", "-1", "snart"])
def test_impossible_limit_is_wrong_usage(tmp_path: Path, wrong: str) -> None:
    """A limit that is no number above 0 is wrong usage."""
    done = FolderStage(tmp_path).bot("health", "--max-hours", wrong)
    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.mediawiki
def test_stopped_bot_is_told_of(live: LiveStage) -> None:
    """Who has stopped the bot is part of the sentence."""
    succeeded(live.bot("run"))
    with live.wiki.person("Tore (WMSE)") as tore:
        tore.edit("Användare:Lägesbot/stopp", "Vänta lite.")
    assert "Stopped by Tore (WMSE) at " in succeeded(live.bot("health")).stdout


@pytest.mark.mediawiki
def test_log_that_somebody_changed_is_not_believed(live: LiveStage) -> None:
    """Where a person has changed the bot's text in the log, that is told, and it counts no more."""
    succeeded(live.bot("run"))
    forget(live)
    title = "Användare:Lägesbot/Logg"
    text = live.wiki.text(title) or ""
    with live.wiki.person("Tore (WMSE)") as tore:
        tore.edit(title, text.replace("utfall=klar", "utfall=klar "))
    done = live.bot("health")
    assert done.returncode == 1
    assert "The log page cannot be used" in done.stdout


def test_unreachable_wiki_is_told(tmp_path: Path) -> None:
    """Where the wiki does not answer nobody can say how the bot is: exit code 3, and a line."""
    write_pywikibot_config(tmp_path, "http://127.0.0.1:1/api.php", (BOT, "prov", "hemligt"), put_throttle=0)
    done = lagesbot("health", home=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.splitlines()[-1].startswith("lagesbot: ")


@pytest.mark.mediawiki
def test_monitor_is_told_of_runs(live: LiveStage) -> None:
    """A good run is told to the monitor with its outcome, a faulty one with /fail; the address is shown to nobody."""
    with Monitor.listening() as monitor:
        surroundings = {"LAGESBOT_PING_URL": monitor.address}
        done = succeeded(live.bot("run", **surroundings))
        assert monitor.calls == [("POST", f"/{SECRET}", done.stdout.strip().splitlines()[-1])]
        succeeded(live.bot("run", "-simulate", **surroundings))
        faulty = live.bot("run", "--settings", "finns-inte.json", **surroundings)
        assert faulty.returncode == 2
        assert monitor.paths == ["", "/fail"]
        assert monitor.calls[1][2] == faulty.stderr.strip().removeprefix("lagesbot: ")
        assert SECRET not in f"{done.stdout}{done.stderr}{faulty.stdout}{faulty.stderr}"


@pytest.mark.mediawiki
def test_monitor_that_is_down_changes_nothing(live: LiveStage) -> None:
    """A run whose monitor does not answer ends as it would, with one warning that does not name the address."""
    with Monitor.listening() as monitor:
        address = monitor.address
    succeeded(live.bot("run"))
    plain = succeeded(live.bot("run"))
    done = succeeded(live.bot("run", LAGESBOT_PING_URL=address))
    assert done.stdout == plain.stdout
    said = done.stderr.removeprefix(plain.stderr)
    assert said == "WARNING The monitor in LAGESBOT_PING_URL was not told of the run: ConnectionError.\n"
