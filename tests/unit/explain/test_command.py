"""The verb `explain`: a cell, or standard input, in; text or JSON out; no wiki (the contract on commands)."""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import click
import pytest
from rich.console import Console

from bot.cli import main, split_arguments, verbs
from bot.errors import UsageError
from bot.explain.command import OTHERS
from bot.explain.dates import explain_date
from bot.explain.explanation import Explanation, Step
from bot.parse.date_spans import Frame
from bot.tell.explanation import show_explanation

ROOT = Path(__file__).resolve().parents[3]
NOTHING = Frame(None, None, None)
KEYS = [*("version", "as", "cell", "text", "frame", "steps"), *("readable", "result", "says", "why", "rule", "instead")]


class Done(NamedTuple):
    """How a command ended."""

    code: object
    out: str
    err: str


Explain = Callable[..., Done]


@pytest.fixture
def explain(capsys: pytest.CaptureFixture[str]) -> Explain:
    """`lagesbot explain` with some arguments."""

    def call(*arguments: str) -> Done:
        with pytest.raises(SystemExit) as ended:
            main(["explain", *arguments])
        return Done(ended.value.code, *capsys.readouterr())

    return call


def typed(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    """Put something on standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


def test_text(explain: Explain) -> None:
    """A cell is told as lines: its words, the project, each word with what it is, the result, why, and the rules."""
    done = explain("'''Maj''' 2022")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        "Cell       Maj 2022",
        "Project    neither days nor year known, so a date without a year has none",
        "",
        "  Maj      the month May",
        "  2022     the year 2022",
        "",
        "Result     From 2022-05-01 to 2022-05-31.",
        "Why        The year is written.",
        "Rules      docs/kontrakt.md, “Cells”: Dates",
    ]


def test_unreadable_is_no_failure(explain: Explain) -> None:
    """That a cell cannot be read is an answer: it ends well, with what to do."""
    done = explain("maj")
    assert done.code == 0
    assert "Result     Nothing says the year of “maj”" in done.out
    assert "--title" in done.out


@pytest.mark.parametrize(
    ("arguments", "frame", "start"),
    [
        (["--title", "Projekt:Prov 2022"], (None, None, 2022), "2022-05-01"),
        (["--title", "Prov"], (None, None, None), None),
        (["--start", "2018-09-01", "--end", "2019-12-31"], ("2018-09-01", "2019-12-31", 2018), "2019-05-01"),
        (["--start", "2021-07-01"], ("2021-07-01", None, 2021), None),
        (["--start", "2021-02-01"], ("2021-02-01", None, 2021), "2021-05-01"),
        (["--start", "2021-07-01", "--title", "Prov 2022"], ("2021-07-01", None, 2022), "2022-05-01"),
        (["--end", "2021-07-01"], (None, "2021-07-01", None), None),
        ([], (None, None, None), None),
    ],
)
def test_frame(explain: Explain, arguments: list[str], frame: tuple[object, ...], start: str | None) -> None:
    """The project's days and the year in its title, else that of its first day, say the year, as on a project page."""
    document = json.loads(explain("maj", "--format", "json", *arguments).out)
    assert tuple(document["frame"].values()) == frame
    assert document["result"]["start"] == start


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--title", "Prov 2022"], "its days are unknown; its year is 2022"),
        (["--end", "2022-12-31"], "unknown to 2022-12-31; its year is unknown"),
        (["--start", "2022-01-01"], "2022-01-01 to unknown; its year is 2022"),
    ],
)
def test_frame_in_words(explain: Explain, arguments: list[str], words: str) -> None:
    """Which project a date was read in is told, with what is not known of it."""
    assert explain("maj", *arguments).out.splitlines()[1] == f"Project    {words}"


@pytest.mark.parametrize("kind", ["date", *OTHERS])
def test_json(explain: Explain, kind: str) -> None:
    """Every kind gives one JSON document with the same keys; only a date has a project."""
    document = json.loads(explain("[[Maj]]", "--as", kind, "--format", "json").out)
    assert list(document) == KEYS
    assert (document["version"], document["as"], document["cell"], document["text"]) == (1, kind, "[[Maj]]", "Maj")
    assert (document["frame"] is None) == (kind != "date")


def test_kinds_are_those_of_the_option() -> None:
    """What `--as` offers is what can be explained."""
    (option,) = [one for one in verbs.commands["explain"].params if one.name == "kind"]
    assert isinstance(option.type, click.Choice)
    assert list(option.type.choices) == ["date", *OTHERS]


@pytest.mark.parametrize("kind", OTHERS)
def test_project_goes_with_dates_only(explain: Explain, kind: str) -> None:
    """A project for what has no year is wrong usage."""
    done = explain("x", "--as", kind, "--title", "Prov 2022")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert "--as date" in done.err


def test_standard_input(explain: Explain, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lone dash reads the cell from standard input, with its line breaks; a byte order mark does no harm."""
    typed(monkeypatch, "\ufeffJuni–\nseptember 2022\n".encode())
    document = json.loads(explain("-", "--format", "json").out)
    assert (document["cell"], document["text"]) == ("Juni–\nseptember 2022\n", "Juni– september 2022")
    assert document["result"]["end"] == "2022-09-30"


def test_standard_input_that_is_no_text(explain: Explain, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes that are no UTF-8 are wrong usage, not a traceback."""
    typed(monkeypatch, b"\xff")
    assert explain("-") == Done(2, "", "lagesbot: Standard input is not UTF-8 text.\n")


def test_cell_that_begins_with_a_dash(explain: Explain) -> None:
    """After two dashes a cell may begin with one, also as Pywikibot's arguments do."""
    assert "No date begins with “-”." in explain("--", "-juni").out
    assert split_arguments(["explain", "--", "-log"]) == (["explain", "--", "-log"], [])


def test_cell_with_signs_that_nobody_sees(explain: Explain) -> None:
    """A cell may hold line breaks and unseen signs; those that are left are shown by their numbers."""
    assert "From 2022-05-01 to 2022-05-31." in explain("ma\u00adj\u00a0\n2022").out
    out = explain("maj\x1b[2J").out
    assert "\x1b" not in out
    assert "Cell       maj<U+001B>[2J" in out


@pytest.mark.parametrize("arguments", [["explain", "a\udcff"], ["check", "--project", "a\nb"]])
def test_argument_that_is_no_text(arguments: list[str]) -> None:
    """Half a character is no cell, and no other verb takes a line break."""
    with pytest.raises(UsageError, match="not readable text"):
        split_arguments(arguments)


def test_long_cell_is_cut_for_people(explain: Explain) -> None:
    """People are shown the beginning of a long cell, programs all of it."""
    cell = "x" * 1000
    assert explain(cell, "--as", "people").out.splitlines()[0] == f"Cell       {'x' * 300}…"
    assert json.loads(explain(cell, "--as", "people", "--format", "json").out)["text"] == cell


def test_empty_cell(explain: Explain) -> None:
    """A cell without words is told as that."""
    assert explain("<!-- x -->").out.splitlines()[0] == "Cell       (no words)"


def test_terminal_folds_beside_the_labels() -> None:
    """On a terminal long sentences fold below themselves, and brackets of a cell are shown as they are."""
    console = Console(file=io.StringIO(), force_terminal=True, width=40, color_system=None)
    show_explanation(console, NOTHING, explain_date("[bold]maj", NOTHING))
    assert isinstance(console.file, io.StringIO)
    lines = console.file.getvalue().splitlines()
    assert all(len(line) <= 40 for line in lines)
    assert lines[0].rstrip() == "Cell       [bold]maj"
    assert next(line for line in lines if line.startswith("  ["))
    folded = lines[lines.index(next(line for line in lines if line.startswith("Result"))) + 1]
    assert folded.startswith(" " * 11)


def test_explanation_without_steps() -> None:
    """Where there is nothing to tell of words, the result comes at once."""
    console = Console(file=io.StringIO(), width=80)
    show_explanation(console, None, Explanation("", [], ["None."], "Tasks", readable=True, values={}))
    assert isinstance(console.file, io.StringIO)
    assert console.file.getvalue().splitlines() == [
        "Cell       (no words)",
        "Result     None.",
        "Rules      docs/kontrakt.md, “Cells”: Tasks",
    ]


def test_wide_signs_keep_the_columns() -> None:
    """A sign that takes two columns is counted as two."""
    console = Console(file=io.StringIO(), width=80)
    steps = [Step("日本語日本語", "x"), Step("a", "y")]
    show_explanation(console, None, Explanation("", steps, [], "Tasks", readable=True, values={}))
    assert isinstance(console.file, io.StringIO)
    assert console.file.getvalue().splitlines()[2:4] == ["  日本語日本語  x", f"  a{' ' * 11}  y"]


def test_needs_neither_pywikibot_nor_a_wiki(tmp_path: Path) -> None:
    """The verb imports nothing of Pywikibot, and none of what a run needs."""
    code = (
        "import sys; from bot.cli import main\n"
        "try: main(['explain', 'maj', '--title', 'Prov 2022'])\n"
        "finally: print(sorted(set(sys.modules) & {'pywikibot', 'requests', 'bot.run', 'bot.verbs', 'bot.wiki.live'}))"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] == "[]"


def test_example_in_the_handbook(explain: Explain) -> None:
    """What the handbook shows is what the verb prints."""
    handbook = (ROOT / "docs" / "sidorna.md").read_text(encoding="utf-8")
    shown = handbook.partition('$ lagesbot explain "Juni–september 2022"\n')[2].partition("```")[0]
    assert explain("Juni–september 2022").out == shown


def test_language(explain: Explain) -> None:
    """A cell is read in the language that is asked for, and advice is given in its words."""
    done = explain("July 6–10, 2022", "--language", "en")
    assert (done.code, "From 2022-07-06 to 2022-07-10." in done.out) == (0, True)
    assert "day 6" in done.out
    assert "“May 2022”" in explain("May", "--language", "en").out
    assert "“maj 2022”" in explain("maj").out
    assert "“Ongoing”" in explain("when it suits", "--language", "en").out


@pytest.mark.parametrize(
    ("kind", "cell", "said"),
    [
        ("people", "John with support of Sara", "supports"),
        ("people", "TBD", "John, with support of Sara"),
        ("effort", "3 hours", "0.375 days"),
        ("effort", "three", "“3 days”"),
        ("tasks", "Not applicable", "“Not applicable”"),
        ("marks", "Done, but not paid", "“but” takes it back"),
        ("marks", "To be done", "{{Done}}"),
        ("marks", "Completed.", "Done."),
    ],
)
def test_other_cells_in_english(explain: Explain, kind: str, cell: str, said: str) -> None:
    """Other cells, too, are read in the language that is asked for."""
    done = explain(cell, "--as", kind, "--language", "en")
    assert said in " ".join(done.out.split())


def test_other_languages(explain: Explain) -> None:
    """A language that nobody has taught the bot is refused."""
    assert explain("Mai", "--language", "de").code == 2
