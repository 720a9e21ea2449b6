"""What a person has marked an activity as: done, or cancelled.

The contract on marks: a word of its own at the start or end of the activity, date or comment cell, a template, or a
struck-out activity. Whether a word stands on its own is decided strictly, because a mark silences reminders: in doubt
it is none. "Ska vara klart i maj" and the activity "Klart språk i förvaltningen" are none.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Literal, NamedTuple

from bot.model import Mark
from bot.parse.words import lines, plain, templates, without_struck

_DONE = "klart|klar|fixat|fixad|genomfört|genomförd|avslutat|avslutad|utfört|utförd"
_CANCELLED = "utgått|utgår|inställt|inställd|avbrutet|avbruten"
_MARKS = dict.fromkeys(_DONE.split("|"), Mark.DONE) | dict.fromkeys(_CANCELLED.split("|"), Mark.CANCELLED)
_TEMPLATES = _MARKS | {"done": Mark.DONE}
MARK_WORD = re.compile(rf"\b(?:{_DONE}|{_CANCELLED})\b", re.IGNORECASE)
"""Any word that may be a mark, wherever it stands."""

_HEADING = re.compile(
    r"(?:(?:redan|alla|de|det) )?(?:(?P<done>klar[at]?|fixa[dt]e?|genomför(?:t|d|da)|utför(?:t|d|da)|avsluta[dt]e?)"
    r"|inställ(?:t|d|da)|utgå(?:tt|ngna)|avbru(?:tet|ten|tna))(?: (?:aktiviteter|uppgifter|delar|moment|punkter))?",
    re.IGNORECASE,
)

# What makes a word at the start one of its own: nothing more, the end of a sentence or parenthesis, or a dash. A colon
# after a done mark is not enough ("Klart: 80 %"), nor is a question mark.
_CLOSED = r"(?:[.!)]+(?= |$)|$| ?[–—]| - )"
# A cancelled activity is often followed by the reason: "Utgått för 2021", "Inställt på grund av resestopp".
_WHY = r"(?:[,:]|(?= (?:för|pga|p\.g\.a\.|på grund av|tills vidare)(?: |$)))"
# "Klar, tydlig text" may be an activity; in the other cells the comma ends a mark, unless a "but" follows.
_GOING_ON = r",(?! (?:men|utom|förutom|bortsett)\b)"
# "Utgår från planen" means that something is built on the plan.
_LEFT = r"utgått|utgår"
_START_OF_NAME = re.compile(
    rf"\(?(?:(?P<done>{_DONE}){_CLOSED}|(?P<cancelled>{_CANCELLED})(?:{_CLOSED}|{_WHY}))",
    re.IGNORECASE,
)
_START = re.compile(
    rf"\(?(?:(?P<done>{_DONE})(?:{_CLOSED}|{_GOING_ON})"
    rf"|(?P<cancelled>{_CANCELLED})(?:{_CLOSED}|{_WHY})"
    rf"|(?P<left>{_LEFT})(?= (?!i?från\b)))",
    re.IGNORECASE,
)
# At the end a mark is a sentence, a clause after comma or colon, or a parenthesis, and nothing but that: "ej klart" and
# "ska vara klart" have another word before them.
_END = re.compile(rf"(?:^|[.!?…:;(,•–—] ?|(?:^| )- ?)(?P<word>{_DONE}|{_CANCELLED})[.!)]*$", re.IGNORECASE)


class Sign(NamedTuple):
    """What marks an activity: the mark, the word or template (or struck-out name) as written, and where it stands."""

    mark: Mark
    text: str
    how: Literal["template", "start", "end", "struck"]


def read_mark(*, name: str, when: str, comment: str) -> Mark | None:
    """Read whether a person has marked an activity as done or cancelled.

    Args:
        name: The activity cell's wikitext.
        when: The date cell's wikitext.
        comment: The comment cell's wikitext.

    Returns:
        The mark, cancelled before done where both are there; None where there is no mark, or a doubtful one.
    """
    signs = chain(name_signs(name), cell_signs(when), cell_signs(comment))
    return strongest(sign.mark for sign in signs)


def strongest(marks: Iterable[Mark]) -> Mark | None:
    """The mark that counts: cancelled before done; None where there is none."""
    found = set(marks)
    return Mark.CANCELLED if Mark.CANCELLED in found else Mark.DONE if found else None


def unmarked(cell: Sequence[str]) -> tuple[str, ...]:
    """The lines of a date or comment cell without the mark words at its start and end.

    Args:
        cell: Lines as `bot.parse.words.lines` gives them.

    Returns:
        What remains, without empty lines.
    """
    rest = list(cell)
    if rest and (start := _START.match(rest[0])):
        rest[0] = rest[0][start.end() :].strip()
    if rest and (end := _END.search(rest[-1])):
        rest[-1] = rest[-1][: end.start()].strip()
    return tuple(line for line in rest if line)


def template_mark(name: str) -> Mark | None:
    """The mark that a template of this name is (`{{Klart}}`); None for any other."""
    return _TEMPLATES.get(name.casefold().removeprefix("mall:").removeprefix("template:").strip())


def heading_mark(words: str) -> Mark | None:
    """What a heading says of all that stands below it: `Klart`, `Genomförda aktiviteter`, `Inställt`.

    Args:
        words: The heading's words.
    """
    said = _HEADING.fullmatch(words.strip(" .:!"))
    return None if said is None else Mark.DONE if said["done"] else Mark.CANCELLED


def name_signs(wikitext: str) -> Iterator[Sign]:
    """The marks in an activity cell."""
    yield from _signs(wikitext, _START_OF_NAME)
    if _struck_out(wikitext):
        yield Sign(Mark.CANCELLED, plain(wikitext), "struck")


def cell_signs(wikitext: str) -> Iterator[Sign]:
    """The marks in a date or comment cell."""
    return _signs(wikitext, _START)


def _signs(wikitext: str, start: re.Pattern[str]) -> Iterator[Sign]:
    """The marks in one cell; struck-out words do not count."""
    standing = without_struck(wikitext)
    for template in templates(standing):
        if mark := template_mark(template):
            yield Sign(mark, template, "template")
    cell = lines(standing)
    if not cell:
        return
    if opening := start.match(cell[0]):
        yield Sign(Mark.DONE if opening["done"] else Mark.CANCELLED, opening.group().strip(), "start")
    if closing := _END.search(cell[-1]):
        yield Sign(_MARKS[closing["word"].casefold()], closing["word"], "end")


def _struck_out(name: str) -> bool:
    """Whether the activity has words, and every one of them is struck out."""
    return _says_something(plain(name)) and not _says_something(plain(without_struck(name)))


def _says_something(words: str) -> bool:
    return any(map(str.isalnum, words))
