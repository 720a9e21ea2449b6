"""What a word or sign of a date is, whatever the language; the grammar is in `bot.parse.date_grammar`.

Names of months and week days come from Babel's locale data (CLDR); the other words of each language stand in
`bot.parse.languages`.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import Enum, auto

from babel.dates import get_day_names, get_month_names

_SHORTEST = 3


class Kind(Enum):
    """What a token is; its `numbers` are given in parentheses."""

    __hash__ = object.__hash__  # that of an enumeration is slow, and each of these is equal to itself alone

    ISO_DAY = auto()
    """`2013-08-01` (year, month, day)."""
    ISO_MONTH = auto()
    """`2022-04` (year, month)."""
    SLASH_DAY = auto()
    """`21/2` (day, month)."""
    EITHER_DAY = auto()
    """`5/6` where it may be in May or in June (both numbers as written)."""
    TIME = auto()
    """`13.00`, `13:00`."""
    YEAR = auto()
    """`2022`: four figures, from 1900 to 2099 (the year)."""
    NUMBER = auto()
    """Any other number of one or two figures (the number)."""
    ORDINAL_MARK = auto()
    """`:e`, `:a`, `:te` … after a number, also without the colon."""
    ORDINAL = auto()
    """`första` … `fjärde` (1 … 4)."""
    MONTH = auto()
    """`juni`, `sept.` (1 … 12)."""
    SEASON = auto()
    """`våren`, `höst` (the season's first month)."""
    QUARTER = auto()
    HALF = auto()
    WEEK = auto()
    WEEKDAY = auto()
    PART = auto()
    """`början`, `mitten`, `slutet` (its first day and its last, 31 for the month's last)."""
    OF = auto()
    GENITIVE = auto()
    """`of` where it may stand before any month or year (`6th of July`, `first half of 2022`)."""
    WHOLE = auto()
    THE_YEAR = auto()
    ONGOING = auto()
    BY = auto()
    """`senast`, `innan`, `före`, `inför`."""
    FROM = auto()
    """`från`, `fr.o.m.`, `från och med`."""
    ONWARDS = auto()
    """`onwards`, after a first day: it changes nothing."""
    THROUGH = auto()
    """`t.o.m.`, `till och med`."""
    TO = auto()
    """`till`."""
    IN = auto()
    """`i`, `under`, `på`, `den`, `år` (`år 2022`), `genomförs`: they change nothing."""
    CALLED_MONTH = auto()
    """`månad` (`maj månad`): it changes nothing, but only after a month's name."""
    AND = auto()
    CLOCK = auto()
    DASH = auto()
    SLASH = auto()
    COMMA = auto()
    OPEN = auto()
    CLOSE = auto()
    QUESTION = auto()
    STOP = auto()
    """`.`, `:` or `!` where no word or number owns it."""
    BREAK = auto()
    """A line break."""
    UNKNOWN = auto()
    """A word, number or sign that no date is written with."""
    END = auto()
    """After the last token."""


@dataclass(slots=True)
class Token:
    """One word, number or sign of a date cell; never changed, but not frozen, since making those takes twice as long.

    Attributes:
        kind: What it is.
        numbers: The numbers of its kind.
        start, end: Its slice of the casefolded text; two tokens are equal wherever they stand.
    """

    kind: Kind
    numbers: tuple[int, ...] = ()
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)

    def at(self, start: int, end: int) -> "Token":
        """The same token in another place."""
        return Token(self.kind, self.numbers, start, end)


def months(locale: str, *, never: Collection[str] = ()) -> dict[str, Token]:
    """Every name of a month, in full or cut (`jan`, `febr`, `sept`), with its number.

    Args:
        locale: The language.
        never: Beginnings of names that are words of their own.
    """
    names: dict[str, set[int]] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, context, locale).items():
                word = str(name).casefold().rstrip(".")
                for length in range(_SHORTEST, len(word) + 1):
                    names.setdefault(word[:length], set()).add(int(number))
    return {
        name: Token(Kind.MONTH, tuple(numbers))
        for name, numbers in names.items()
        if len(numbers) == 1 and name not in never
    }


def month_names(locale: str, *, of: str) -> dict[str, str]:
    """The full names of the months of one language, in lower case, with those of another, as written there."""
    theirs, ours = (get_month_names("wide", "format", one) for one in (of, locale))
    return {str(name).casefold(): str(ours[number]) for number, name in theirs.items()}


def weekdays(locale: str, *endings: str) -> dict[str, Token]:
    """Every name of a week day (`måndag`, `mån`); in full also with these endings (`måndagen`)."""
    wide = [str(name).casefold() for name in get_day_names("wide", "format", locale).values()]
    short = [str(name).casefold().rstrip(".") for name in get_day_names("abbreviated", "format", locale).values()]
    return dict.fromkeys([*short, *(name + ending for name in wide for ending in ("", *endings))], Token(Kind.WEEKDAY))


SIGNS: dict[str, Token] = {
    **dict.fromkeys("-‐‑‒–—―−", Token(Kind.DASH)),
    **dict.fromkeys(",;", Token(Kind.COMMA)),
    **dict.fromkeys("&+", Token(Kind.AND)),
    **dict.fromkeys(".:!", Token(Kind.STOP)),
    "/": Token(Kind.SLASH),
    "(": Token(Kind.OPEN),
    ")": Token(Kind.CLOSE),
}
"""Every sign that a date may hold."""
