"""Phabricator in a time plan: task numbers in a cell, and the project's tag in the column's header."""

import re
from functools import cache
from typing import NamedTuple
from urllib.parse import unquote

from bot.parse.languages.swedish import SWEDISH
from bot.parse.vocabulary import PlanWords, Vocabulary
from bot.parse.words import lines, plain, without_comments

# Numbers glued to one another count ("T295595T295597"), those inside other words do not ("ABT123"). The quantifiers are
# possessive, so that no digit is given back and "T123abc" does not become T12.
_TASKS = re.compile(r"(?<![^\W_])(?:T[1-9][0-9]{0,8}+)++(?![^\W_])")
_TASK = re.compile(r"T[0-9]+")
# Templates that show a task may be called with the bare number: {{T|318564}}.
_BARE = re.compile(r"\{\{ ?(?:t|phab|phabricator|tracked) ?\| ?(?=[1-9][0-9]{0,8}+ ?[|}])", re.IGNORECASE)
_TAG_ADDRESS = re.compile(r"(?:/|phab(?:ricator)?:)tag/([^/\s|\]<>?#]{1,255})", re.IGNORECASE)
_COLUMN = re.compile(r"phab(?:ricator)?\b[ :–—()-]*", re.IGNORECASE)


class _Patterns(NamedTuple):
    """What words of a language say about tasks."""

    none: re.Pattern[str]
    tag_like: re.Pattern[str]


@cache
def _patterns(words: PlanWords) -> _Patterns:
    return _Patterns(
        none=re.compile(rf"n/a(?!\w)|(?:{words.no_tasks})(?: ?[.,;:!(–—]| - |$)", re.IGNORECASE),
        # On the column's own line only what cannot be a word of the heading ("Phabricator-ärenden") is the tag.
        tag_like=re.compile(words.tag_like),
    )


def read_tasks(wikitext: str) -> tuple[str, ...]:
    """Read the tasks that a cell names.

    Args:
        wikitext: The cell. Text, links, external addresses and templates count, comments do not.

    Returns:
        Task ids (`T318564`) in the cell's order, each once.
    """
    shown = without_comments(wikitext)
    if "{{" in shown:
        shown = _BARE.sub("{{T|T", shown)
    elif "T" not in shown:
        return ()
    runs = "".join(match.group() for match in _TASKS.finditer(shown))
    return tuple(dict.fromkeys(_TASK.findall(runs)))


def no_tasks(wikitext: str, *, vocabulary: Vocabulary = SWEDISH) -> bool:
    """Whether a cell says that there are no tasks on purpose: `N/A…`, `Ej aktuellt`, `Inga`, and names none."""
    return _patterns(vocabulary.plan).none.match(plain(wikitext)) is not None and not read_tasks(wikitext)


def read_tag(header_wikitext: str, *, vocabulary: Vocabulary = SWEDISH) -> str | None:
    """Read the project's tag from the header of the Phabricator column, where it stands on a second line.

    Args:
        header_wikitext: The header cell: `Phabricator<br>WMSE-Exchange-of-Experiences-2022`, also as a link.
        vocabulary: The language.

    Returns:
        The tag as shown to people, or its name in the address where only that says it; None where there is none.
    """
    header = lines(header_wikitext)
    column = _COLUMN.match(header[0]) if header else None
    if column:
        rest = header[0][column.end() :].rstrip(")")
        words = header[1] if header[1:] else rest if _patterns(vocabulary.plan).tag_like.search(rest) else ""
    else:
        words = ""
    address = _TAG_ADDRESS.search(words) or (None if words else _TAG_ADDRESS.search(without_comments(header_wikitext)))
    tag = unquote(address[1]) if address else words
    return tag.lstrip("#").strip() or None
