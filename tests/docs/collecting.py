"""Every command that the docs show, with where it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.cli import verbs

ROOT = Path(__file__).resolve().parents[2]
PAGES = (
    ROOT / "README.md",
    *sorted(ROOT.glob("CONTRIBUTING*.md")),
    ROOT / "SECURITY.md",
    ROOT / "examples" / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
)
SCHEDULES = tuple(sorted(path for path in (ROOT / "cron").iterdir() if path.is_file()))
WIKI_PAGES = tuple(sorted((ROOT / "templates").glob("*/pages/*.wiki")))

SHELLS = {"console", "sh", "bash", "shell"}
PROGRAMS = {
    *("lagesbot", ".venv/bin/lagesbot", "make", "git", "pip", "apt-get", "toolforge", "systemctl", "journalctl"),
    *("systemd-analyze", "timedatectl", "crontab", "install", "sudo", "useradd", "cp", "python"),
}
"""What an inline command begins with; a name alone, `git`, is none, but a verb of `lagesbot` is."""

_PROMPT = re.compile(r"[$#] ")
_INSIDE = re.compile(r"<(code|pre|syntaxhighlight)\b[^>]*>(?:<nowiki>)?(.*?)(?:</nowiki>)?</\1>", re.DOTALL)
_CALL = re.compile(
    rf"\b(?:lagesbot (?:{'|'.join(verbs.commands)})|make (?:bench|demo|docs|lock|soak|test|screenshots)"
    r"|toolforge (?:build|envvars|jobs)|(?:systemctl|timedatectl|journalctl) [-\w]|crontab (?:-u|cron/)|install -)\b"
    r"|^\s*[$] ",
    re.MULTILINE,
)
"""What looks like a command wherever it stands."""

_ADDRESS = re.compile(r"\b[a-z]+://\S*")

_markdown = MarkdownIt("commonmark").enable("table")


@dataclass(frozen=True)
class Shown:
    """One command.

    Attributes:
        place: `page:line`, for people who look for it.
        text: The command line, without a prompt and what is said about it behind `#`.
        output: The lines that are shown beneath it; empty where none are.
    """

    place: str
    text: str
    output: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """The commands of one fenced block, which go one after another."""

    place: str
    commands: tuple[Shown, ...]


@dataclass
class Collection:
    """What a page shows.

    Attributes:
        blocks: Fenced blocks of a shell.
        inline: Commands in running text.
        spans: All other inline code.
        astray: Where something looks like a command, but is marked as none: nothing would run it.
    """

    blocks: list[Block]
    inline: list[Shown]
    spans: list[Shown]
    astray: list[str]


def collect(text: str, name: str) -> Collection:
    """All that a text in Markdown shows.

    Args:
        text: The Markdown.
        name: What the page is called in `place`.
    """
    found = Collection([], [], [], [])
    for token in _markdown.parse(text):
        line = (token.map or [0])[0] + 1
        if token.type == "fence" and token.info.strip() in SHELLS:
            found.blocks.append(_block(token, f"{name}:{line}"))
        elif token.type in {"fence", "code_block"} and _CALL.search(token.content):
            found.astray.append(f"{name}:{line}: {token.content}")
        elif token.type == "inline":
            _collect_inline(token, f"{name}:{line}", found)
    return found


def _collect_inline(token: Token, place: str, found: Collection) -> None:
    for child in token.children or ():
        if child.type == "code_inline":
            (found.inline if _is_command(child.content) else found.spans).append(Shown(place, child.content))
        elif child.type == "text" and _CALL.search(child.content):
            found.astray.append(f"{place}: {child.content}")


def _is_command(span: str) -> bool:
    first, _, rest = span.partition(" ")
    return first in PROGRAMS and bool(rest)


def _block(token: Token, place: str) -> Block:
    """A block's commands: with prompts what follows them, where each other line is output; else every line."""
    lines = token.content.splitlines()
    prompted = any(_PROMPT.match(line) for line in lines)
    shown: list[tuple[str, list[str]]] = []
    for line in lines:
        if not prompted or _PROMPT.match(line):
            shown.append((_command(line[2:] if prompted else line), []))
        elif shown and shown[-1][0].endswith("\\"):
            shown[-1] = (f"{shown[-1][0][:-1]}{_command(line).lstrip()}", [])
        elif shown:
            shown[-1][1].append(line)
    commands = (Shown(place, text, tuple("\n".join(output).strip("\n").splitlines())) for text, output in shown if text)
    return Block(place, tuple(commands))


def _command(line: str) -> str:
    return re.sub(r"(^|\s)#( .*)?$", "", line).rstrip()


def addresses(text: str) -> list[str]:
    """Every address that a text in Markdown leads to, or shows as it is outside code."""
    children = [child for token in _markdown.parse(text) for child in token.children or ()]
    led = [str(child.attrs["href"]) for child in children if child.type == "link_open"]
    return led + [one for child in children if child.type == "text" for one in _ADDRESS.findall(child.content)]


def _comments(path: Path) -> str:
    """The comments of a schedule, as running text."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return "\n".join(re.sub(r"^# ?", "", line) if line.startswith("#") else "" for line in lines)


def _wiki_spans(path: Path) -> Iterator[Shown]:
    """What a page for the wiki shows as code."""
    text = path.read_text(encoding="utf-8")
    for found in _INSIDE.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        yield Shown(f"{path.relative_to(ROOT)}:{line}", found[2].strip())


def everything() -> Collection:
    """All that the docs, the schedules' comments and the pages for the wiki show."""
    whole = Collection([], [], [], [])
    texts = {path: path.read_text(encoding="utf-8") for path in PAGES} | {path: _comments(path) for path in SCHEDULES}
    for path, text in texts.items():
        found = collect(text, str(path.relative_to(ROOT)))
        whole.blocks += found.blocks
        whole.inline += found.inline
        whole.spans += found.spans
        whole.astray += found.astray
    for path in WIKI_PAGES:
        whole.inline += [span for span in _wiki_spans(path) if _is_command(span.text)]
        rest = _INSIDE.sub("", path.read_text(encoding="utf-8"))
        whole.astray += [f"{path.relative_to(ROOT)}: {found[0]}" for found in _CALL.finditer(rest)]
    return whole
