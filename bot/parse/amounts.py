"""Sums of money as people write them in the project data."""

import re
from functools import cache
from typing import NamedTuple

from bot.parse.languages.swedish import SWEDISH
from bot.parse.vocabulary import MoneyWords, Vocabulary

MILLION = 1_000_000


class _Patterns(NamedTuple):
    """How sums are found: read as a whole, in millions, and found in a text."""

    amount: re.Pattern[str]
    millions: re.Pattern[str]
    figures: re.Pattern[str]
    shown: re.Pattern[str]
    currency: re.Pattern[str]


@cache
def _patterns(words: MoneyWords) -> _Patterns:
    before = rf"(?:(?<!\w)(?:{words.before}) ?)?" if words.before else ""
    # Every run of figures is found whole, with the unit beside it: of a part of it nothing could be said. Possessive,
    # so that no run is looked at twice.
    figures = (
        rf"{before}[0-9]++(?:[ .,][0-9]++)*+(?: ?(?:{words.million})(?![^\W\d_]))?"
        rf"(?: ?(?:{words.after})(?![^\W\d_])\.?)?"
    )
    if words.after_signs:
        figures += f"(?:{words.after_signs})?"
    either = "|".join(filter(None, (words.before, words.after)))
    return _Patterns(
        *(re.compile(one, re.IGNORECASE) for one in (words.amount, words.millions, figures, words.shown, either))
    )


def read_amount(words: str, *, vocabulary: Vocabulary = SWEDISH) -> float | None:
    """The sum in a budget cell's plain words, in the association's currency.

    In Swedish `67 500`, `39600`, `2 749.80`, `34 749,80:-`, `1 000 000 kr` and `2,3 miljoner kr` are read; anything
    else in the cell makes it unreadable (None), since half a sum is worse than none.
    """
    text, patterns = " ".join(words.split()), _patterns(vocabulary.money)
    if match := patterns.millions.fullmatch(text):
        return round(float(f"{_plain(match['whole'], vocabulary)}.{match['part'] or 0}") * MILLION, 2)
    match = patterns.amount.fullmatch(text)
    return float(f"{_plain(match['whole'], vocabulary)}.{match['part'] or 0}") if match else None


def figures(vocabulary: Vocabulary = SWEDISH) -> re.Pattern[str]:
    """A run of figures in a text, with the unit that stands beside it."""
    return _patterns(vocabulary.money).figures


def shows_money(said: str, *, vocabulary: Vocabulary = SWEDISH) -> bool:
    """Whether figures by themselves say that they are money: by a unit, by groups of three, or by cents.

    Bare figures among words (`Från 4105 samt från 5203`) may as well be a year, an account or a number.
    """
    return bool(_patterns(vocabulary.money).shown.search(said))


def currency(said: str, *, vocabulary: Vocabulary = SWEDISH) -> str:
    """The currency beside figures; "" where none is written, or where the language knows of only one."""
    written = (match[0].casefold().replace(" ", "") for match in _patterns(vocabulary.money).currency.finditer(said))
    return next(filter(None, map(vocabulary.money.currencies.get, written)), "")


def _plain(whole: str, vocabulary: Vocabulary) -> str:
    """Figures without what parts them into groups."""
    return re.sub(f"[{vocabulary.money.grouping}]", "", whole)
