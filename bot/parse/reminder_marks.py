"""The hidden marks in the bot's messages: comments, which nobody sees, with keys of 16 hexadecimal digits.

<!-- Lägesbot:punkt NYCKEL NYCKEL steg 1 -->    an item, by all its keys, and the step that it is told with
<!-- Lägesbot:projekt NYCKEL NYCKEL -->         a project that the message is about: its title today and before
<!-- Lägesbot:klart NYCKEL NYCKEL -->           items that are said to be solved
"""

import re

_KEYS = "[0-9a-f]{16}(?: [0-9a-f]{16})*"

MARK = re.compile(
    rf"<!-- Lägesbot:(?:punkt (?P<item>{_KEYS}) steg (?P<step>[1-3])"
    rf"|projekt (?P<projects>{_KEYS})|klart (?P<solved>{_KEYS})) -->"
)
"""Any of them; the group that is there says which."""


def item_mark(*keys: str, step: int) -> str:
    """The mark of an item in a message."""
    return f"<!-- Lägesbot:punkt {' '.join(keys)} steg {step} -->"


def project_mark(*keys: str) -> str:
    """The mark of a project that a message is about, so that an answer there can be about it."""
    return f"<!-- Lägesbot:projekt {' '.join(keys)} -->"


def solved_mark(*keys: str) -> str:
    """The mark of a line which says that items are solved."""
    return f"<!-- Lägesbot:klart {' '.join(keys)} -->"


def delivered_in(text: str) -> set[str]:
    """The marks that tell what a page's messages have delivered, as they stand there: of items, and of solved ones."""
    return {mark[0] for mark in MARK.finditer(text) if not mark["projects"]}
