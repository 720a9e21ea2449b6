"""The words of a date cell: text in, typed tokens out. The grammar over them stands in `bot.parse.dates`.

Swedish month and day names come from Babel's locale data (CLDR); the other words are those that the contract on dates
names, with their everyday forms.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import Enum, auto

from babel.dates import get_day_names, get_month_names

_LOCALE = "sv"
# Christmas is "jul", and "inför jul" is not July: the one beginning of a month's name that is a word of its own.
_NOT_A_MONTH = "jul"
_SHORTEST = 3
_YEARS = range(1900, 2100)


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


_WORDS: dict[str, Token] = {
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

_SIGNS: dict[str, Token] = {
    **dict.fromkeys("-‐‑‒–—―−", Token(Kind.DASH)),
    **dict.fromkeys(",;", Token(Kind.COMMA)),
    **dict.fromkeys("&+", Token(Kind.AND)),
    **dict.fromkeys(".:!", Token(Kind.STOP)),
    "/": Token(Kind.SLASH),
    "(": Token(Kind.OPEN),
    ")": Token(Kind.CLOSE),
}

_TOKEN = re.compile(
    r"""
    (?P<space>     [ ]+ )
  | (?P<iso>       (?P<y>[0-9]{4}) [-‐‑] (?P<m>[0-9]{2})
                     (?: [-‐‑] (?P<d>[0-9]{2}) (?![0-9]) | (?! [0-9] | /[0-9]{1,2}(?![0-9]) ) ) )
  | (?P<slash>     (?P<day>[0-9]{1,2}) / (?P<month>[0-9]{1,2}) (?![0-9/]) )
  | (?P<time>      [0-9]{1,2} [.:] [0-9]{2} (?![0-9]) )
  | (?P<number>    [0-9]+ )
  | (?P<ordinal>   (?: : | (?<=[0-9]) ) (?: [ae] | [dt]e | ste ) (?![^\W\d_]) )
  | (?P<from>      (?: från[ ]och[ ]med | från[ ]o[.]?[ ]?m(?:ed|[.])? | fr?[.]?[ ]?o[.]?[ ]?m[.]? ) (?![^\W\d_]) )
  | (?P<through>   (?: till[ ]och[ ]med | t[.]?[ ]?o[.]?[ ]?m[.]? ) (?![^\W\d_]) )
  | (?P<word>      [^\W\d_]+ ) [.]?
  | (?P<question>  [(] [?]+ [)] | [?]+ )
  | (?P<sign>      . )
    """,
    re.VERBOSE,
)


_ENGLISH = {
    str(name).casefold(): str(get_month_names("wide", "format", _LOCALE)[number])
    for number, name in get_month_names("wide", "format", "en").items()
}
_ALIKE = 0.8
"""How much of two words must be the same for one to be a slip of the pen: `setpember`, but not `senvåren`."""


def nearest(word: str) -> str | None:
    """The word that one which no date is written with was most probably meant as: misspelt, or an English month."""
    meant = _ENGLISH.get(word.casefold())
    return meant or next(iter(get_close_matches(word.casefold(), _WORDS, n=1, cutoff=_ALIKE)), None)


def tokens(line: str, start: int = 0) -> Sequence[Token] | None:
    """Cut a line of a date cell into tokens, week days left out.

    Args:
        line: Plain words, white space folded (see `bot.parse.words.lines`).
        start: Where the line begins in the text that the tokens' slices are of, which is casefolded.

    Returns:
        The tokens, or None where a word, number or sign stands there that no date is written with.
    """
    found = cut(line, start)
    return None if any(token.kind is Kind.UNKNOWN for token in found) else without_weekdays(found)


def cut(line: str, start: int = 0) -> Sequence[Token]:
    """Cut a line of a date cell into tokens, week days and unknown words among them (see `tokens`)."""
    found: list[Token] = []
    for match in _TOKEN.finditer("".join(map(_folded, line))):
        if match.lastgroup == "space":
            continue
        token = (_token(match) or _UNKNOWN).at(start + match.start(), start + match.end())
        if token.kind in {Kind.MONTH, Kind.ORDINAL_MARK} and found and found[-1].kind is Kind.ISO_MONTH:
            found += _year_and_day(found.pop())
        found.append(token)
    return found


def _year_and_day(month: Token) -> Sequence[Token]:
    """What looked like a month of ISO 8601: "6 juli 2022-10 augusti 2022" has no 2022-10 in it."""
    year, day = month.numbers
    dash = month.start + len("2022")
    return [
        Token(Kind.YEAR, (year,), month.start, dash),
        Token(Kind.DASH, (), dash, dash + 1),
        Token(Kind.NUMBER, (day,), dash + 1, month.end),
    ]


def scan(line: str) -> Iterator[tuple[Token | None, tuple[int, int]]]:
    """The words, numbers and signs of any line, one by one, week days among them.

    Args:
        line: Plain words.

    Yields:
        What each is, None where no date is written with it, and its slice of the line.
    """
    for token in cut(line):
        yield None if token.kind is Kind.UNKNOWN else token, (token.start, token.end)


def _folded(character: str) -> str:
    """A character without its case, if that is one character, too: every place in the line must stay where it is."""
    folded = character.casefold()
    return folded if len(folded) == 1 else character


def _token(match: re.Match[str]) -> Token | None:
    text = match.group()
    match match.lastgroup:
        case "iso":
            return Token(Kind.ISO_DAY if match["d"] else Kind.ISO_MONTH, _numbers(match["y"], match["m"], match["d"]))
        case "slash":
            return Token(Kind.SLASH_DAY, _numbers(match["day"], match["month"]))
        case "number":
            return _number(text)
        case "word":
            return _WORDS.get(match["word"]) or _WORDS.get(_respelt(match["word"]))
        case "sign":
            return _SIGNS.get(text)
        case _:
            return Token(_NAMED[str(match.lastgroup)])


_UNKNOWN = Token(Kind.UNKNOWN)


def _respelt(word: str) -> str:
    """A word in the spelling before 1906 (`qvartal`, `hvecka`, `af`), or with its older letters (`October`), as now."""
    if word == "af":
        return "av"
    return word.replace("qv", "kv").replace("hv", "v").replace("w", "v").replace("ct", "kt").replace("ts", "s")


_NAMED = {
    "time": Kind.TIME,
    "ordinal": Kind.ORDINAL_MARK,
    "from": Kind.FROM,
    "through": Kind.THROUGH,
    "question": Kind.QUESTION,
}


def _numbers(*figures: str | None) -> tuple[int, ...]:
    return tuple(int(written) for written in figures if written)


def _number(figures: str) -> Token | None:
    if len(figures) <= len("31"):
        return Token(Kind.NUMBER, (int(figures),))
    if len(figures) == len("2022") and int(figures) in _YEARS:
        return Token(Kind.YEAR, (int(figures),))
    return None


def without_weekdays(line: Sequence[Token]) -> Sequence[Token]:
    """Leave out week days, with what binds two of them or follows one (`måndag–fredag`, `måndag, 6 juli`, `(mån)`)."""
    kept: list[Token] = []
    after = False  # the token before was a week day
    for at, token in enumerate(line):
        following = line[at + 1].kind if at + 1 < len(line) else Kind.END
        binding = token.kind in {Kind.DASH, Kind.AND} and following is Kind.WEEKDAY
        closing = token.kind is Kind.CLOSE and bool(kept) and kept[-1].kind is Kind.OPEN
        if token.kind is Kind.WEEKDAY:
            after = True
        elif after and (token.kind is Kind.COMMA or binding):
            pass
        elif after and closing:
            kept.pop()
            after = False
        else:
            kept.append(token)
            after = False
    return kept
