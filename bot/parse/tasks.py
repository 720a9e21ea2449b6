"""Phabricator in a time plan: task numbers in a cell, and the project's tag in the column's header."""

import re
from urllib.parse import unquote

from bot.parse.words import lines, plain, without_comments

# Numbers glued to one another count ("T295595T295597"), those inside other words do not ("ABT123"). The quantifiers are
# possessive, so that no digit is given back and "T123abc" does not become T12.
_TASKS = re.compile(r"(?<![^\W_])(?:T[1-9][0-9]{0,8}+)++(?![^\W_])")
_TASK = re.compile(r"T[0-9]+")
# Templates that show a task may be called with the bare number: {{T|318564}}.
_BARE = re.compile(r"\{\{ ?(?:t|phab|phabricator|tracked) ?\| ?(?=[1-9][0-9]{0,8}+ ?[|}])", re.IGNORECASE)
_NO_TASKS = re.compile(
    r"n/a(?!\w)|(?:ej aktuellt|inga|inga uppgifter|inga ärenden)(?: ?[.,;:!(–—]| - |$)", re.IGNORECASE
)
_TAG_ADDRESS = re.compile(r"(?:/|phab(?:ricator)?:)tag/([^/\s|\]<>?#]{1,255})", re.IGNORECASE)
# On the column's own line only what cannot be a word of the heading ("Phabricator-ärenden") is taken as the tag.
_TAG_LIKE = re.compile(r"WMSE|[0-9]|/")
_COLUMN = re.compile(r"phab(?:ricator)?\b[ :–—()-]*", re.IGNORECASE)


def read_tasks(wikitext: str) -> tuple[str, ...]:
    """Read the tasks that a cell names.

    Args:
        wikitext: The cell. Text, links, external addresses and templates count, comments do not.

    Returns:
        Task ids (`T318564`) in the cell's order, each once.
    """
    shown = _BARE.sub("{{T|T", without_comments(wikitext))
    runs = "".join(match.group() for match in _TASKS.finditer(shown))
    return tuple(dict.fromkeys(_TASK.findall(runs)))


def no_tasks(wikitext: str) -> bool:
    """Whether a cell says that there are no tasks on purpose: `N/A…`, `Ej aktuellt`, `Inga`, and names none."""
    return _NO_TASKS.match(plain(wikitext)) is not None and not read_tasks(wikitext)


def read_tag(header_wikitext: str) -> str | None:
    """Read the project's tag from the header of the Phabricator column, where it stands on a second line.

    Args:
        header_wikitext: The header cell: `Phabricator<br>WMSE-Exchange-of-Experiences-2022`, also as a link.

    Returns:
        The tag as shown to people, or its name in the address where only that says it; None where there is none.
    """
    header = lines(header_wikitext)
    column = _COLUMN.match(header[0]) if header else None
    if column:
        rest = header[0][column.end() :].rstrip(")")
        words = header[1] if header[1:] else rest if _TAG_LIKE.search(rest) else ""
    else:
        words = ""
    address = _TAG_ADDRESS.search(words) or (None if words else _TAG_ADDRESS.search(without_comments(header_wikitext)))
    tag = unquote(address[1]) if address else words
    return tag.lstrip("#").strip() or None
