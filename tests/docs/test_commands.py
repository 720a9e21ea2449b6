"""Every command that the docs show is run, as it stands there; what cannot be run is on a short list (glue.py)."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli import split_arguments, verbs
from tests.contract.stage import LiveStage
from tests.contract.test_environment import without_secrets
from tests.docs.collecting import ROOT, Block, Shown, collect, everything
from tests.docs.glue import NOT_IN_CI, STUBS
from tests.docs.sandbox import Done, Sandbox
from tests.support.mediawiki import BOT, BOT_APP

DOCS = everything()
BLOCKS = DOCS.blocks
INLINE = {shown.text: shown for shown in DOCS.inline}
"""The commands in running text, each once, wherever it stands."""

RUN_ID = re.compile(r"\b\d{8}-\d{4}-[0-9a-f]{4}\b")
CLOCK = re.compile(r"\b\d\d[:.]\d\d\b")
NAMES_A_VERB = {"lagesbot explain", "lagesbot settings", "lagesbot undo"}
"""Said of a verb as such; without what it takes, each is wrong usage."""

PLACEHOLDERS = {"VERB": "check", "CELL": "'maj 2022'", "…": "'Projekt:Erfarenhetsutbyte 2022'"}
FILES = {"FIL": "{}", "FILE": "{}", "cell.txt": "maj 2022\n"}
"""Files that commands name without having made them."""


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A machine on which the bot has run once, and that run's id."""
    sandbox = Sandbox(tmp_path_factory.mktemp("furnished"))
    sandbox.furnish()
    (done,) = sandbox.type([Shown("", "lagesbot run --format json")])
    assert done.code == 0, sandbox.complaints()
    return sandbox.root, json.loads(done.out)["run"]


@pytest.fixture
def sandbox(furnished: tuple[Path, str], tmp_path: Path) -> Sandbox:
    """A machine of the test's own on which the bot has run once."""
    made = Sandbox(tmp_path / "machine")
    made.furnish()
    shutil.rmtree(made.wiki)
    shutil.copytree(Sandbox(furnished[0]).wiki, made.wiki)
    for name, text in FILES.items():
        (made.checkout / name).write_text(text, encoding="utf-8")
    return made


def filled(shown: Shown, run: str) -> Shown:
    """A command with a run that there has been, and something in the place of each placeholder."""
    text = re.sub(rf"KÖRNING|RUN|{RUN_ID.pattern}", run, shown.text)
    for placeholder, value in PLACEHOLDERS.items():
        text = re.sub(rf"(?<=\s){placeholder}(?=\s|$)", value, text)
    return replace(shown, text=text.replace("python -m bot", "lagesbot"))


def check_glue(sandbox: Sandbox) -> None:
    """Hold every call of a program that was not let do its work to what is known of it."""
    for folder, name, arguments in sandbox.called():
        assert STUBS[name].holds(arguments, folder), f"{name} {arguments}"


def start_of(block: Block, sandbox: Sandbox) -> Path:
    """Where somebody stands who types a block: in the checkout, unless the block goes there."""
    goes = re.match(r"git clone|cd ", block.commands[0].text)
    return sandbox.checkout.parent if goes else sandbox.checkout


def told(text: str) -> list[str]:
    """Output without what differs from run to run."""
    return CLOCK.sub("TIME", RUN_ID.sub("RUN", text)).strip("\n").splitlines()


def check_block(block: Block, done: list[Done], sandbox: Sandbox) -> None:
    """Hold each command of a block to its end, and to the output that is shown."""
    assert [one.code for one in done] == [0] * len(block.commands), sandbox.complaints()
    for shown, one in zip(block.commands, done, strict=True):
        assert not shown.output or told(one.out) == told("\n".join(shown.output))
    check_glue(sandbox)


def test_nothing_that_looks_like_a_command_is_left_out() -> None:
    """What reads as a command stands as code, in a block of a shell or in the text, so that it is collected here."""
    assert DOCS.astray == []


def test_commands_are_found() -> None:
    """Prompts, output, comments, lines that go on and inline code are told apart; so is what hides as prose."""
    page = collect(
        "Run `lagesbot check`, not\n`check`.\n\n```console\n$ a b # why\nsaid\n\nmore\n# c \\\n  d\n```\n\n"
        "```sh\ne\n```\n\n```\n$ f\n```\n\nOr lagesbot plan.\n",
        "page",
    )
    assert page.inline == [Shown("page:1", "lagesbot check")]
    assert page.spans == [Shown("page:1", "check")]
    assert [block.commands for block in page.blocks] == [
        (Shown("page:4", "a b", ("said", "", "more")), Shown("page:4", "c d")),
        (Shown("page:13", "e"),),
    ]
    assert [one.split(":")[1] for one in page.astray] == ["17", "21"]


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.place)
def test_blocks(sandbox: Sandbox, furnished: tuple[Path, str], block: Block) -> None:
    """Every block, typed line by line, ends well and says what is shown, on the example in a folder."""
    typed = [filled(shown, furnished[1]) for shown in block.commands]
    check_block(block, sandbox.type(typed, folder=start_of(block, sandbox)), sandbox)


@pytest.mark.mediawiki
@pytest.mark.parametrize(
    "block",
    [block for block in BLOCKS if any(one.text.startswith(".venv/bin/lagesbot") for one in block.commands)],
    ids=lambda block: block.place,
)
def test_blocks_on_the_live_wiki(block: Block, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Every block for the real wiki, typed line by line, ends well on a real MediaWiki, and its run writes there."""
    live = LiveStage(tmp_path / "pywikibot", request.getfixturevalue("fresh_mediawiki"))
    without_secrets(live.home)
    password = f"LAGESBOT_BOT_PASSWORD={BOT_APP}@{live.wiki.bot_password}"
    variables = {
        "PYWIKIBOT_DIR": str(live.home),
        "LAGESBOT_ACCOUNT": BOT,
        "SANDBOX_SECRETS": password,
        "SANDBOX_WIKI": "",
    }
    sandbox = Sandbox(tmp_path / "machine", tuple(variables.items()))
    sandbox.furnish()
    (sandbox.checkout / "lagesbot.env").write_text(f"{password}\n", encoding="utf-8")
    check_block(block, sandbox.type(block.commands, folder=start_of(block, sandbox)), sandbox)
    assert live.edits() > 0


@pytest.mark.parametrize("command", sorted(INLINE))
def test_commands_in_the_text(sandbox: Sandbox, furnished: tuple[Path, str], command: str) -> None:
    """Every command in running text ends well; a verb named without what it takes is wrong usage."""
    (done,) = sandbox.type([filled(INLINE[command], furnished[1])])
    assert done.code == (2 if command in NAMES_A_VERB else 0), sandbox.complaints()
    check_glue(sandbox)


@pytest.mark.parametrize(
    "span", sorted({one.text for one in DOCS.spans if one.text.split(" ")[0] in verbs.commands and " " in one.text})
)
def test_verbs_with_options(span: str) -> None:
    """A verb named with options, but without `lagesbot`, has them."""
    ours, _ = split_arguments(span.split())
    known = {name for option in verbs.commands[ours[0]].params for name in option.opts}
    assert {word for word in ours if word.startswith("--")} <= known


TARGETS = sorted(
    {
        word
        for text in (*INLINE, *(one.text for block in BLOCKS for one in block.commands))
        for word in re.findall(r"(?:^|&& )make ([a-z-]+)", text)
    }
)


@pytest.mark.parametrize("target", TARGETS)
def test_targets(target: str) -> None:
    """A target is what CI makes, by name or for another, or is on the list of those that it does not make."""
    commands = "\n".join(re.findall(r"^.*make (.+)$", (ROOT / ".ci" / "run").read_text(encoding="utf-8"), re.MULTILINE))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    rules = dict(re.findall(r"^([a-z-]+):(.*)$", makefile, re.MULTILINE))
    assert target in rules
    made = {name for name in commands.split() if name in rules}
    made |= {other for name in made for other in rules[name].split()}
    assert (target in made) != (target in NOT_IN_CI)


def test_list_is_no_longer_than_needed() -> None:
    """Everything that is not carried out is named in the docs."""
    shown = "\n".join([*INLINE, *(one.text for block in BLOCKS for one in block.commands)])
    assert [name for name in STUBS if not re.search(rf"(?:^|&& |lagesbot ){name}\b", shown, re.MULTILINE)] == []
    assert set(NOT_IN_CI) - {"clean"} <= set(TARGETS)


def test_list_is_told() -> None:
    """The docs say of everything on the list that it is not carried out."""
    text = (ROOT / "docs" / "utveckling.md").read_text(encoding="utf-8")
    table = text.partition("| not carried out |")[2].partition("\n\n")[0]
    told = [name for row in table.splitlines()[2:] for name in re.findall(r"`([a-z-]+)`", row.split("|")[1])]
    assert sorted(told) == sorted(STUBS)


@pytest.mark.parametrize(
    "wrong", ["systemctl start lagesbot-runs", "toolforge jobs log x", "make tset", "pip install --no-such ."]
)
def test_wrong_glue_is_found(sandbox: Sandbox, wrong: str) -> None:
    """What is not carried out is looked at all the same: a unit, verb, target or option that does not exist fails."""
    (done,) = sandbox.type([Shown("", wrong)])
    if done.code == 0:
        with pytest.raises(AssertionError):
            check_glue(sandbox)


def test_unknown_program_is_found(sandbox: Sandbox) -> None:
    """A program that is on no list is not there."""
    (done,) = sandbox.type([Shown("", "frobnicate --all")])
    assert done.code == 127


def test_examples_of_settings_are_right(sandbox: Sandbox) -> None:
    """Every JSON object on the page about settings is one that `lagesbot settings --check` finds no mistake in."""
    text = (ROOT / "docs" / "installningar.md").read_text(encoding="utf-8")
    examples = re.findall(r"^```json\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert examples
    for example in examples:
        (sandbox.checkout / "FIL").write_text(example, encoding="utf-8")
        (done,) = sandbox.type([Shown("", "lagesbot settings --check FIL")])
        assert done.code == 0, done.out
