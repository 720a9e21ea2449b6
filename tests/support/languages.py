"""What the words of a language are, as the files below `templates/` show them: an oracle for which one a text is in."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bot.names import templates_folder

ALSO_ENGLISH = frozenset(
    [
        "action",
        "address",
        "bots",
        "budget",
        "buttonlabel",
        "cell",
        "changed",
        "code",
        "color",
        "default",
        "edit",
        "fast",
        "fullurl",
        "guard",
        "hand",
        "http",
        "https",
        "json",
        "just",
        "lägesbot",
        "late",
        "lead",
        "left",
        "mall",
        "nobots",
        "nosummary",
        "null",
        "orange",
        "over",
        "pages",
        "parameter",
        "people",
        "person",
        "phab",
        "phabricator",
        "port",
        "preload",
        "problem",
        "projects",
        "reminders",
        "report",
        "roll",
        "section",
        "settings",
        "share",
        "start",
        "status",
        "text",
        "till",
        "timeline",
        "token",
        "under",
        "wikimedia",
        "wikitext",
    ]
)
"""Words of the Swedish files that are words of English, too, or names: chosen by hand."""

_LETTERS = 4
"""Shorter words are too often words of several languages."""

_COMMENT = re.compile(r"\{#.*?#\}|«#.*?#»|<!--.*?-->", re.DOTALL)
_CODE = re.compile(r"\{\{(.*?)\}\}|\{%(.*?)%\}", re.DOTALL)
_CODE_OF_PAGES = re.compile(r"«%(.*?)%»|«(.*?)»", re.DOTALL)
_SAID = re.compile(r"(?:link|plural)\(([^()]*)\)|\b(?:else|or|if) (\"[^\"]*\"|'[^']*')")
"""In code, words that are shown: a link's, the forms of a plural, and one word or the other."""
_QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")
_MARKUP = re.compile(
    r"</?[a-z]+[^<>]*>|\{\{fullurl:[^{}]*\}\}|&[a-z]+;|\[\[:?[^\[\]|]*\||https?://\S+|^\{\|.*$"
    r"|^[|!] *(?:style|scope)=[^|]*\||^(?:type|hidden|default|preload|nosummary)=.*$|\{\{(?:urlencode):[^{}]*\}\}|\{\{\{\w+\|?\}?\}?\}?"
    r"|\{\{#\w+:|#default",
    re.MULTILINE,
)
_WORD = re.compile(rf"[^\W\d_]{{{_LETTERS},}}")


def files_of(language: str) -> dict[str, Path]:
    """All files of a language, by their path below its folder."""
    folder = templates_folder() / language
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}


@cache
def words_of(language: str) -> frozenset[str]:
    """The words of four letters or more that the files of a language show, in lower case."""
    return frozenset(word for text in _texts(language) for word in words_in(text))


def words_in(text: str) -> set[str]:
    """The words of four letters or more that a text shows, in lower case: not its comments, tags and addresses."""
    return {word.lower() for word in _WORD.findall(_MARKUP.sub(" ", _COMMENT.sub(" ", text)))}


def swedish_in(text: str) -> set[str]:
    """The words in a text that the bot says in Swedish, and that are no English ones."""
    return words_in(text) & (words_of("sv") - ALSO_ENGLISH)


def _texts(language: str) -> Iterator[str]:
    for name, path in files_of(language).items():
        text = path.read_text(encoding="utf-8")
        for one in _strings(json.loads(text)) if name.endswith(".json") else [text]:
            plain, code = _COMMENT.sub(" ", one), _CODE_OF_PAGES if name.endswith(".wiki") else _CODE
            yield code.sub(" ", plain)
            yield from _shown_by_code(plain, code)


def _shown_by_code(text: str, code: re.Pattern[str]) -> Iterator[str]:
    for statement in code.finditer(text):
        for said in _SAID.finditer(statement[0]):
            yield from (one or other for one, other in _QUOTED.findall(said[1] or said[2]))


def _strings(value: object) -> Iterator[str]:
    """All strings in JSON's own types but the keys."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, dict):
        yield from _strings([*value.values()])
