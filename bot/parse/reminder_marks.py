"""The hidden marks in the bot's messages: comments, which nobody sees, with keys of 16 hexadecimal digits.

<!-- Lägesbot:punkt NYCKEL NYCKEL steg 1 körning ID -->    an item, by all its keys, and the step it is told with
<!-- Lägesbot:projekt NYCKEL NYCKEL -->                    a project of the message: today's title, then former ones
<!-- Lägesbot:klart NYCKEL NYCKEL körning ID -->           items that are said to be solved

The run's id, which nobody knows before the edit is made, tells what an edit of the bot has brought from what somebody
had put on the page before it.
"""

import re

_KEYS = "[0-9a-f]{16}(?: [0-9a-f]{16})*"

MARK = re.compile(
    rf"<!-- Lägesbot:(?:projekt (?P<projects>{_KEYS})|(?:punkt (?P<item>{_KEYS}) steg (?P<step>[1-3])"
    rf"|klart (?P<solved>{_KEYS})) körning (?P<run>[0-9a-z-]+)) -->"
)
"""Any of them; the group that is there says which."""


def item_mark(*keys: str, step: int, run: str) -> str:
    """The mark of an item in a message of a run."""
    return f"<!-- Lägesbot:punkt {' '.join(keys)} steg {step} körning {run} -->"


def project_mark(*keys: str) -> str:
    """The mark of a project that a message is about, so that an answer there can be about it."""
    return f"<!-- Lägesbot:projekt {' '.join(keys)} -->"


def solved_mark(*keys: str, run: str) -> str:
    """The mark of a line of a run which says that items are solved."""
    return f"<!-- Lägesbot:klart {' '.join(keys)} körning {run} -->"


def delivered_in(text: str) -> set[str]:
    """The marks that tell what a page's messages have delivered, as they stand there: of items, and of solved ones."""
    return {mark[0] for mark in MARK.finditer(text) if not mark["projects"]}
