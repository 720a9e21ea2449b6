"""What the words of a language are, as the files below `templates/` show them: an oracle for which one a text is in."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bot.names import templates_folder

_ALSO_ENGLISH = """
action address align auto base both bots budget buttonlabel category cell changed code color default edit
error europe false fast file fullurl guard hand help holidays http https image info json just keep
lagesbot late lead left lägesbot mall mmmm name nobots nosummary null orange over pages parameter
parameters people person phab phabricator port preload problem progress project projects refuse
reminders report roll scope section settings share start status stockholm style sysop talk template text till
timeline token total true under user warning wikimedia wikitext wmse year
"""

ALSO_ENGLISH = frozenset(_ALSO_ENGLISH.split())
"""Words of the Swedish files that are words of English, too, or names: chosen by hand."""

_LETTERS = 4
"""Shorter words are too often words of several languages."""

_REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)
_COMMENT = re.compile(r"\{#.*?#\}|«#.*?#»|<!--.*?-->", re.DOTALL)
_CODE = re.compile(r"\{\{(.*?)\}\}|\{%(.*?)%\}", re.DOTALL)
_CODE_OF_PAGES = re.compile(r"«%(.*?)%»|«(.*?)»", re.DOTALL)
_SAID = re.compile(r"(?:link|plural)\(([^()]*)\)|\b(?:else|or|if) (\"[^\"]*\"|'[^']*')")
"""In code, words that are shown: a link's, the forms of a plural, and one word or the other."""
_QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")
_LABEL = re.compile(r"(?:aria-label|title)=\"([^\"<>]*)\"")
_MARKUP = re.compile(
    r"</?[a-z]+[^<>]*>|\{\{(?:fullurl|urlencode):[^{}]*\}\}|&[a-z]+;|\[\[:?[^\[\]|]*\||https?://\S+"
    r"|^\{\|.*$|\b[a-z-]+=(?:\"[^\"\n]*\"|[^\s\"|<>]*)|^(?:type|hidden|default|preload|nosummary)=.*$"
    r"|\{\{\{\w+\|?\}?\}?\}?|\{\{#\w+:|#default",
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
    """The words of four letters or more that a text shows, in lower case: not its comments, tags and addresses.

    The labels of a tag are shown, or read out.
    """
    plain = _COMMENT.sub(" ", text)
    shown = [_MARKUP.sub(" ", plain), *_LABEL.findall(plain)]
    return {word.lower() for one in shown for word in _WORD.findall(one)}


def swedish_in(text: str) -> set[str]:
    """The words in a text that the bot says in Swedish, and that are no English ones."""
    return words_in(text) & (words_of("sv") - ALSO_ENGLISH)


def _texts(language: str) -> Iterator[str]:
    for name, path in files_of(language).items():
        text = path.read_text(encoding="utf-8")
        if path.stem == "styles":
            text = " ".join(_REMARK.findall(text))  # the rest is CSS
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
