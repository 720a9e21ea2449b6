"""Lines of output, and how things are counted in them."""

from rich.console import Console
from rich.text import Text


def line(console: Console, words: str, style: str = "") -> None:
    """Print a line; only a terminal folds it: in a log or a pipe a line stays a line."""
    console.print(Text(words, style=style), soft_wrap=not console.is_terminal, highlight=False)


def count(number: int, noun: str) -> str:
    """`1 edit`, `2 edits`."""
    return f"{number} {noun}{'s' if number != 1 else ''}"
