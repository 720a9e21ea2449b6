"""The words and signs that dates are written with, and what each is; the grammar is in `bot.parse.date_grammar`.

Swedish month and day names come from Babel's locale data (CLDR); the other words are those that the contract on dates
names, with their everyday forms.
"""

from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import Enum, auto

from babel.dates import get_day_names, get_month_names

_LOCALE = "sv"
# Christmas is "jul", and "inför jul" is not July: the one beginning of a month's name that is a word of its own.
_NOT_A_MONTH = "jul"
_SHORTEST = 3


class Kind(Enum):
    """What a token is; its `numbers` are given in parentheses."""

    ISO_DAY = auto()
    """`2013-08-01` (year, month, day)."""
    ISO_MONTH = auto()
    """`2022-04` (year, month)."""
    SLASH_DAY = auto()
    """`21/2` (day, month)."""
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
    WHOLE = auto()
    THE_YEAR = auto()
    ONGOING = auto()
    BY = auto()
    """`senast`, `innan`, `före`, `inför`."""
    FROM = auto()
    """`från`, `fr.o.m.`, `från och med`."""
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


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or sign of a date cell.

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


def _months() -> dict[str, Token]:
    """Every name of a month, in full or cut (`jan`, `febr`, `sept`), with its number."""
    names: dict[str, set[int]] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, context, _LOCALE).items():
                word = str(name).casefold().rstrip(".")
                for length in range(_SHORTEST, len(word) + 1):
                    names.setdefault(word[:length], set()).add(int(number))
    return {
        name: Token(Kind.MONTH, tuple(numbers))
        for name, numbers in names.items()
        if len(numbers) == 1 and name != _NOT_A_MONTH
    }


def _weekdays() -> dict[str, Token]:
    """Every name of a week day: `måndag`, `måndagen`, `måndagar`, `mån`."""
    wide = [str(name).casefold() for name in get_day_names("wide", "format", _LOCALE).values()]
    short = [str(name).casefold().rstrip(".") for name in get_day_names("abbreviated", "format", _LOCALE).values()]
    return dict.fromkeys(
        [*short, *(name + ending for name in wide for ending in ("", "en", "ar"))], Token(Kind.WEEKDAY)
    )


WORDS: dict[str, Token] = {
    **_months(),
    **_weekdays(),
    **dict.fromkeys(["vår", "våren"], Token(Kind.SEASON, (3,))),
    **dict.fromkeys(["sommar", "sommaren"], Token(Kind.SEASON, (6,))),
    **dict.fromkeys(["höst", "hösten"], Token(Kind.SEASON, (9,))),
    **dict.fromkeys(["vinter", "vintern"], Token(Kind.SEASON, (12,))),
    **dict.fromkeys(["kvartal", "kvartalet", "kvartalen", "kv", "q"], Token(Kind.QUARTER)),
    **dict.fromkeys(["halvår", "halvåret"], Token(Kind.HALF)),
    **dict.fromkeys(["vecka", "veckan", "veckor", "veckorna", "v"], Token(Kind.WEEK)),
    "början": Token(Kind.PART, (1, 10)),
    "mitten": Token(Kind.PART, (11, 20)),
    "slutet": Token(Kind.PART, (21, 31)),
    "av": Token(Kind.OF),
    **{word: Token(Kind.ORDINAL, (n,)) for n, word in enumerate(["första", "andra", "tredje", "fjärde"], 1)},
    "hela": Token(Kind.WHOLE),
    "året": Token(Kind.THE_YEAR),
    **dict.fromkeys(["löpande", "kontinuerligt", "pågående", "pågår"], Token(Kind.ONGOING)),
    **dict.fromkeys(["senast", "innan", "före", "inför"], Token(Kind.BY)),
    "från": Token(Kind.FROM),
    "till": Token(Kind.TO),
    **dict.fromkeys(["i", "under", "på", "den", "d", "år", "genomförs"], Token(Kind.IN)),
    "månad": Token(Kind.CALLED_MONTH),
    **dict.fromkeys(["och", "samt"], Token(Kind.AND)),
    **dict.fromkeys(["kl", "klockan"], Token(Kind.CLOCK)),
}
"""Every word that a date may hold, in lower case."""

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

_ENGLISH = {
    str(name).casefold(): str(get_month_names("wide", "format", _LOCALE)[number])
    for number, name in get_month_names("wide", "format", "en").items()
}
_ALIKE = 0.8
"""How much of two words must be the same for one to be a slip of the pen: `setpember`, but not `senvåren`."""


def nearest(word: str) -> str | None:
    """The word that one which no date is written with was most probably meant as: misspelt, or an English month."""
    meant = _ENGLISH.get(word.casefold())
    return meant or next(iter(get_close_matches(word.casefold(), WORDS, n=1, cutoff=_ALIKE)), None)
