"""What a person has marked an activity as: done, or cancelled.

The contract on marks: a word of its own at the start or end of the activity, date or comment cell, a template, or a
struck-out activity. Whether a word stands on its own is decided strictly, because a mark silences reminders: in doubt
it is none. "Ska vara klart i maj" and the activity "Klart språk i förvaltningen" are none.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Literal, NamedTuple

from bot.model import Mark
from bot.parse.languages.swedish import SWEDISH
from bot.parse.vocabulary import MarkWords, Vocabulary
from bot.parse.words import lines_and_templates, plain, without_struck

# What makes a word at the start one of its own: nothing more, the end of a sentence or parenthesis, or a dash. A colon
# after a done mark is not enough ("Klart: 80 %"), nor is a question mark.
_CLOSED = r"(?:[.!)]+(?= |$)|$| ?[–—]| - )"


class _Patterns(NamedTuple):
    """How the marks of a language are found."""

    marks: Mapping[str, Mark]
    word: re.Pattern[str]
    heading: re.Pattern[str]
    start_of_name: re.Pattern[str]
    start: re.Pattern[str]
    end: re.Pattern[str]
    longest: int


@cache
def _patterns(words: MarkWords) -> _Patterns:
    done, cancelled = words.done, words.cancelled
    # A cancelled activity is often followed by the reason: "Utgått för 2021".
    why = rf"(?:[,:]|(?= (?:{words.why})(?: |$)))"
    # "Klar, tydlig text" may be an activity; in the other cells the comma ends a mark, unless a "but" follows.
    going_on = rf",(?! (?:{words.but})\b)"
    left = rf"|(?P<left>{words.left})(?= (?!(?:{words.left_for})\b))" if words.left else ""
    return _Patterns(
        marks=dict.fromkeys(done.split("|"), Mark.DONE) | dict.fromkeys(cancelled.split("|"), Mark.CANCELLED),
        word=re.compile(rf"\b(?:{done}|{cancelled})\b", re.IGNORECASE),
        heading=re.compile(words.heading, re.IGNORECASE),
        start_of_name=re.compile(
            rf"\(?(?:(?P<done>{done}){_CLOSED}|(?P<cancelled>{cancelled})(?:{_CLOSED}|{why}))", re.IGNORECASE
        ),
        start=re.compile(
            rf"\(?(?:(?P<done>{done})(?:{_CLOSED}|{going_on})|(?P<cancelled>{cancelled})(?:{_CLOSED}|{why}){left})",
            re.IGNORECASE,
        ),
        # At the end a mark is a sentence, a clause after comma or colon, or a parenthesis, and nothing but that: "ej
        # klart" and "ska vara klart" have another word before them.
        end=re.compile(
            rf"(?:^|[.!?…:;(,•–—] ?|(?:^| )- ?)(?:(?P<done>{done})|(?P<cancelled>{cancelled}))[.!)]*$", re.IGNORECASE
        ),
        longest=max(map(len, f"{done}|{cancelled}".split("|"))) + len(" - "),
    )


class Sign(NamedTuple):
    """What marks an activity: the mark, the word or template (or struck-out name) as written, and where it stands."""

    mark: Mark
    text: str
    how: Literal["template", "start", "end", "struck"]


def mark_word(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Any word that may be a mark, wherever it stands."""
    return _patterns(vocabulary.marks).word


def read_mark(*, name: str, when: str, comment: str, vocabulary: Vocabulary = SWEDISH) -> Mark | None:
    """Read whether a person has marked an activity as done or cancelled.

    Args:
        name: The activity cell's wikitext.
        when: The date cell's wikitext.
        comment: The comment cell's wikitext.
        vocabulary: The language.

    Returns:
        The mark, cancelled before done where both are there; None where there is no mark, or a doubtful one.
    """
    cells = (cell_signs(cell, vocabulary=vocabulary) for cell in (when, comment))
    signs = chain(name_signs(name, vocabulary=vocabulary), *cells)
    return strongest(sign.mark for sign in signs)


def strongest(marks: Iterable[Mark]) -> Mark | None:
    """The mark that counts: cancelled before done; None where there is none."""
    found = set(marks)
    return Mark.CANCELLED if Mark.CANCELLED in found else Mark.DONE if found else None


def unmarked(cell: Sequence[str], *, vocabulary: Vocabulary = SWEDISH) -> tuple[str, ...]:
    """The lines of a date or comment cell without the mark words at its start and end.

    Args:
        cell: Lines as `bot.parse.words.lines` gives them.
        vocabulary: The language.

    Returns:
        What remains, without empty lines.
    """
    rest, patterns = list(cell), _patterns(vocabulary.marks)
    if rest and (start := patterns.start.match(rest[0])):
        rest[0] = rest[0][start.end() :].strip()
    if rest and (end := _end(rest[-1], patterns)):
        rest[-1] = rest[-1][: end.start()].strip()
    return tuple(line for line in rest if line)


def template_mark(name: str, *, vocabulary: Vocabulary = SWEDISH) -> Mark | None:
    """The mark that a template of this name is (`{{Klart}}`); None for any other."""
    words = vocabulary.marks
    bare = name.casefold().removeprefix("mall:").removeprefix("template:").strip()
    return Mark.DONE if bare in words.templates_done else _patterns(words).marks.get(bare)


def heading_mark(words: str, *, vocabulary: Vocabulary = SWEDISH) -> Mark | None:
    """What a heading says of all that stands below it: `Klart`, `Genomförda aktiviteter`, `Inställt`.

    Args:
        words: The heading's words.
        vocabulary: The language.
    """
    said = _patterns(vocabulary.marks).heading.fullmatch(words.strip(" .:!"))
    return None if said is None else Mark.DONE if said["done"] else Mark.CANCELLED


def name_signs(wikitext: str, *, vocabulary: Vocabulary = SWEDISH) -> Iterator[Sign]:
    """The marks in an activity cell."""
    yield from _signs(wikitext, _patterns(vocabulary.marks).start_of_name, vocabulary)
    if _struck_out(wikitext):
        yield Sign(Mark.CANCELLED, plain(wikitext), "struck")


def cell_signs(wikitext: str, *, vocabulary: Vocabulary = SWEDISH) -> Iterator[Sign]:
    """The marks in a date or comment cell."""
    return _signs(wikitext, _patterns(vocabulary.marks).start, vocabulary)


def _signs(wikitext: str, start: re.Pattern[str], vocabulary: Vocabulary) -> Iterator[Sign]:
    """The marks in one cell; struck-out words do not count."""
    standing, patterns = without_struck(wikitext), _patterns(vocabulary.marks)
    cell, called = lines_and_templates(standing)
    for template in called:
        if mark := template_mark(template, vocabulary=vocabulary):
            yield Sign(mark, template, "template")
    if not cell:
        return
    if opening := start.match(cell[0]):
        yield Sign(Mark.DONE if opening["done"] else Mark.CANCELLED, opening.group().strip(), "start")
    if closing := _end(cell[-1], patterns):
        mark = Mark.DONE if closing["done"] else Mark.CANCELLED
        yield Sign(mark, closing["done"] or closing["cancelled"], "end")


def _end(line: str, patterns: _Patterns) -> re.Match[str] | None:
    """The mark at the end of a line, which need not be looked for any further from there."""
    return patterns.end.search(line, max(0, len(line.rstrip(".!)")) - patterns.longest))


def _struck_out(name: str) -> bool:
    """Whether the activity has words, and every one of them is struck out."""
    standing = without_struck(name)
    return standing != name and _says_something(plain(name)) and not _says_something(plain(standing))


def _says_something(words: str) -> bool:
    return any(map(str.isalnum, words))
