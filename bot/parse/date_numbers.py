"""What numbers in a date count: days of a month, weeks, quarters or halves of a year."""

from collections.abc import Sequence
from itertools import pairwise

from bot.parse.date_cursor import Misfit, UnknownFormError
from bot.parse.date_spans import Stretch, day, joined, months, single, week
from bot.parse.date_words import Kind

_DECEMBER = 12
_MONTHS_IN = {Kind.QUARTER: 3, Kind.HALF: 6}
_PAIR = 2


def month_days(numbers: Sequence[int], month: int) -> Stretch:
    """Days of one month, from the first to the last.

    Raises:
        UnknownFormError: The numbers do not rise.
    """
    if any(later <= earlier for earlier, later in pairwise(numbers)):
        raise UnknownFormError(Misfit.ORDER)
    return joined([single(day(month, number)) for number in numbers])


def counted(kind: Kind, numbers: Sequence[int]) -> Stretch:
    """Quarters, halves or weeks; two of them may pass the turn of the year (`v. 50–2`).

    Raises:
        UnknownFormError: More numbers do not rise, or there is no quarter or half of one of them.
    """
    if len(numbers) > _PAIR and any(later <= earlier for earlier, later in pairwise(numbers)):
        raise UnknownFormError(Misfit.ORDER)
    if kind is Kind.WEEK:
        return joined([single(week(number)) for number in numbers])
    length = _MONTHS_IN[kind]
    if any(number not in range(1, _DECEMBER // length + 1) for number in numbers):
        raise UnknownFormError(Misfit.NUMBER)
    return joined([single(months((number - 1) * length + 1, number * length)) for number in numbers])
