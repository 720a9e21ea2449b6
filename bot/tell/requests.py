"""What `requests` shows: each line with its answer; as lines and as JSON."""

from collections.abc import Sequence

from rich.console import Console

from bot.parse.words import plain
from bot.requested.serve import Answered
from bot.tell.as_json import VERSION, outcome_document
from bot.tell.document import Document
from bot.tell.lines import line


def show_answers(console: Console, answered: Sequence[Answered], stop: str, *, quiet: bool) -> None:
    """Each line in words, its answer, and why that was not written; then who stopped the bot.

    `quiet`: Nothing is said where nothing waits.
    """
    for one in answered:
        line(console, f"{one.author or 'Somebody unknown'}: {plain(one.line)}", "bold")
        line(console, f"  {plain(one.answer.words)}")
        if one.outcome.why:
            line(console, f"  Not written: {one.outcome.why}", "bold yellow" if one.outcome.ok else "bold red")
    if stop:
        line(console, stop, "bold yellow")
    elif not answered and not quiet:
        line(console, "No line waits for an answer.")


def requests_document(answered: Sequence[Answered], stop: str) -> Document:
    """What `requests --format json` prints; `line` and `answer` are wikitext."""
    return {
        "version": VERSION,
        "answers": [
            {
                "line": one.line,
                "author": one.author or None,
                "run": one.run,
                "kind": one.answer.kind,
                "answer": one.answer.words,
                **outcome_document(one.outcome),
            }
            for one in answered
        ],
        "stopped": stop or None,
    }
