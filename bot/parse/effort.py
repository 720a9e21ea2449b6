"""The effort of an activity, in working days of eight hours.

The contract on effort: days, with a decimal comma; `3 timmar` is 3/8 day; from the end of the comment where the table
has no column for it. A range (`1-2`) is not a number, and a number in the middle of a comment is not the effort.
"""

import re
from functools import cache
from typing import NamedTuple

from bot.parse.languages.swedish import SWEDISH
from bot.parse.marks import unmarked
from bot.parse.vocabulary import EffortWords, Vocabulary
from bot.parse.words import lines, plain

HOURS_A_DAY = 8
"""Hours in a working day (the contract: three hours are 3/8 day)."""

_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}


class _Patterns(NamedTuple):
    """How efforts are found: as a whole cell, and at the end of a comment."""

    cell: re.Pattern[str]
    last: re.Pattern[str]


@cache
def _patterns(words: EffortWords) -> _Patterns:
    number = rf"(?P<whole>[0-9]{{1,5}}(?:[{words.decimal}][0-9]{{1,3}})?)? ?(?P<part>[½¼¾])?"
    unit = rf"(?:(?P<days>{words.days})|(?P<hours>{words.hours}))"
    about = rf"(?:(?:{words.about}) )?"
    return _Patterns(
        cell=re.compile(rf"\(?{about}{number} ?{unit}?\)?\.?", re.IGNORECASE),
        # A sentence or parenthesis of its own: "Konferensen pågår i 3 dagar" tells something else. A dash needs spaces
        # around it, and no figure before it, else it is the middle of a range ("2 - 3 dagar").
        last=re.compile(
            rf"(?:^|[!?…;(] ?|[.:] |(?<![0-9½¼¾]) [–—-] ){about}(?P<effort>{number} ?{unit})[.!)]*$", re.IGNORECASE
        ),
    )


class Effort(NamedTuple):
    """An effort as written: the words, the number, and whether it is hours."""

    text: str
    amount: float
    hours: bool

    @property
    def days(self) -> float:
        """In working days."""
        return self.amount / HOURS_A_DAY if self.hours else self.amount


def read_effort(wikitext: str, *, vocabulary: Vocabulary = SWEDISH) -> float | None:
    """Read an effort cell.

    Args:
        wikitext: The cell: `0,5`, `2`, `½`, `3 dagar`, `3 timmar`.
        vocabulary: The language.

    Returns:
        Working days, or None where the cell holds no single number of days or hours.
    """
    found = find_effort(wikitext, vocabulary=vocabulary)
    return found.days if found else None


def effort_in_comment(wikitext: str, *, vocabulary: Vocabulary = SWEDISH) -> float | None:
    """Read the effort at the end of a comment: `… (20 dagar)`, `… 3 timmar.`, also with a done mark after it.

    Args:
        wikitext: The comment cell.
        vocabulary: The language.

    Returns:
        Working days, or None where the comment does not end in an effort with its unit.
    """
    found = find_effort_in_comment(wikitext, vocabulary=vocabulary)
    return found.days if found else None


def find_effort(wikitext: str, *, vocabulary: Vocabulary = SWEDISH) -> Effort | None:
    """The effort of an effort cell as written (see `read_effort`)."""
    words = plain(wikitext)
    return _effort(_patterns(vocabulary.effort).cell.fullmatch(words), words)


def find_effort_in_comment(wikitext: str, *, vocabulary: Vocabulary = SWEDISH) -> Effort | None:
    """The effort at the end of a comment as written (see `effort_in_comment`)."""
    comment = unmarked(lines(wikitext), vocabulary=vocabulary)
    match = _patterns(vocabulary.effort).last.search(comment[-1]) if comment else None
    return _effort(match, match["effort"]) if match else None


def _effort(match: re.Match[str] | None, text: str) -> Effort | None:
    if match is None or not (match["whole"] or match["part"]):
        return None
    amount = float((match["whole"] or "0").replace(",", ".")) + _FRACTIONS.get(match["part"], 0.0)
    return Effort(text, amount, match["hours"] is not None)
