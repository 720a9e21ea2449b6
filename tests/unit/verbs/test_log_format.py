"""`--log-format json`: all that stands on standard error is JSON, one object a line."""

from pathlib import Path

import pytest

from tests.support.shell import Shell

DAY = ("--date", "2022-11-09")
JSON = ("--log-format", "json")


def test_run_tells_each_edit_as_an_event(lagesbot: Shell, wiki: Path) -> None:
    """A run's log has an event an edit with title, outcome and revision, all with the run's id; results stay text."""
    done = lagesbot("run", "--wiki", wiki, *DAY, *JSON)
    assert done.code == 0
    edits = [record for record in done.records if record.get("event") == "edit"]
    assert [(edit["title"], edit["outcome"]) for edit in edits] == [
        ("Projekt:Prov 2022/Projektdata", "saved"),
        ("Användardiskussion:Axel (WMSE)", "saved"),
        ("Användardiskussion:John (WMSE)", "saved"),
        ("Lägesöversikt 2022", "saved"),
    ]
    assert all(isinstance(edit["revid"], int) for edit in edits)
    (run,) = {edit["run"] for edit in edits}
    assert run.startswith("20221109-0730-")
    assert done.out.rstrip().splitlines()[-1].startswith("Done: ")


def test_undo_tells_each_edit_as_an_event(lagesbot: Shell, wiki: Path) -> None:
    """An undo does so, too, with its own id."""
    run = lagesbot("run", "--wiki", wiki, *DAY, "--format", "json").json["run"]
    done = lagesbot("undo", run, "--yes", "--wiki", wiki, *DAY, *JSON)
    edits = [record for record in done.records if record.get("event") == "edit"]
    assert len(edits) == 4
    assert run not in {edit["run"] for edit in edits}


def test_every_line_is_an_object(lagesbot: Shell, wiki: Path) -> None:
    """Every record has time, level, message and run, whatever is said."""
    done = lagesbot("run", "--wiki", wiki, *DAY, *JSON, "--verbose")
    assert done.records
    assert all({"time", "level", "message", "run"} <= record.keys() for record in done.records)


def test_quiet_run_says_nothing(lagesbot: Shell, wiki: Path) -> None:
    """With --quiet a run without trouble has an empty log, in either form."""
    assert lagesbot("run", "--wiki", wiki, *DAY, *JSON, "--quiet").err == ""
    assert lagesbot("run", "--wiki", wiki, *DAY, "--quiet").err == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("health", "--wiki", "finns-inte", *JSON), "finns-inte"),
        (("run", "--finns-inte", "--log-format=json"), "No such option"),
        (("run", *JSON, "-finnsinte"), "There is no option -finnsinte."),
        (("undo", "igår", "--wiki", "{wiki}", *DAY, *JSON), "is no run's id"),
    ],
    ids=["folder", "option", "single dash", "id"],
)
def test_error_is_a_record(lagesbot: Shell, wiki: Path, arguments: tuple[str, ...], said: str) -> None:
    """Why a command ends is a record, too, also where the command line itself is wrong."""
    done = lagesbot(*(one.format(wiki=wiki) for one in arguments))
    assert done.code == 2
    (record,) = [record for record in done.records if record["level"] == "ERROR"]
    assert said in record["message"]


def test_question_that_nobody_answers_is_a_record(lagesbot: Shell, wiki: Path) -> None:
    """That nobody is there to be asked is a record."""
    run = lagesbot("run", "--wiki", wiki, *DAY, "--format", "json").json["run"]
    done = lagesbot("undo", run, "--wiki", wiki, *DAY, *JSON, "--quiet")
    (record,) = done.records
    assert (record["level"], "To go on: --yes" in record["message"]) == ("WARNING", True)


def test_words_are_the_default_again(lagesbot: Shell, wiki: Path) -> None:
    """A command line without the option has a log in words, whatever was called before."""
    lagesbot("health", "--wiki", "finns-inte", *JSON)
    assert lagesbot("undo", "igår", "--wiki", wiki, *DAY).err.startswith("lagesbot: 'igår' is no run's id")
