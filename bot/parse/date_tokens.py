"""A line of a date cell, or any other, cut into typed tokens; what the words mean stands in `bot.parse.date_words`."""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import cache

from bot.parse.date_words import SIGNS, Kind, Token
from bot.parse.languages.swedish import SWEDISH
from bot.parse.vocabulary import DateWords, Vocabulary

_YEARS = range(1900, 2100)
_LAST_MONTH = 12

_BEFORE_PHRASES = r"""
    (?P<space>     [ ]+ )
  | (?P<iso>       (?P<y>[0-9]{4}) [-‐‑] (?P<m>[0-9]{2})
                     (?: [-‐‑] (?P<d>[0-9]{2}) (?![0-9]) | (?! [0-9] | /[0-9]{1,2}(?![0-9]) ) ) )
  | (?P<slash>     (?P<day>[0-9]{1,2}) / (?P<month>[0-9]{1,2}) (?![0-9/]) )
"""
_AFTER_PHRASES = r"""
  | (?P<word>      [^\W\d_]+ ) [.]?
  | (?P<question>  [(] [?]+ [)] | [?]+ )
  | (?P<sign>      . )
"""
_PHRASE = "phrase"

_ALIKE = 0.8
"""How much of two words must be the same for one to be a slip of the pen: `setpember`, but not `senvåren`."""


@cache
def _pattern(words: DateWords) -> re.Pattern[str]:
    """What a line is cut into; the phrases of the language are groups by their numbers."""
    own = [("time", words.time), ("number", "[0-9]+"), ("ordinal", words.ordinal)]
    own += [(f"{_PHRASE}{at}", piece) for at, (piece, _) in enumerate(words.phrases)]
    groups = "".join(f"| (?P<{name}> (?-x:{piece}) )" for name, piece in own)
    return re.compile(f"{_BEFORE_PHRASES}{groups}{_AFTER_PHRASES}", re.VERBOSE)


def tokens(line: str, start: int = 0, *, vocabulary: Vocabulary = SWEDISH) -> Sequence[Token] | None:
    """Cut a line of a date cell into tokens, week days left out.

    Args:
        line: Plain words, white space folded (see `bot.parse.words.lines`).
        start: Where the line begins in the text that the tokens' slices are of, which is casefolded.
        vocabulary: The language.

    Returns:
        The tokens, or None where a word, number or sign stands there that no date is written with.
    """
    found = cut(line, start, vocabulary=vocabulary)
    kinds = {token.kind for token in found}
    if Kind.UNKNOWN in kinds:
        return None
    return without_weekdays(found) if Kind.WEEKDAY in kinds else found


def cut(line: str, start: int = 0, *, vocabulary: Vocabulary = SWEDISH) -> Sequence[Token]:
    """Cut a line of a date cell into tokens, week days and unknown words among them (see `tokens`)."""
    found: list[Token] = []
    words = vocabulary.dates
    for match in _pattern(words).finditer(_folded(line)):
        if match.lastgroup == "space":
            continue
        token = (_token(match, words) or _UNKNOWN).at(start + match.start(), start + match.end())
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


def scan(line: str, *, vocabulary: Vocabulary = SWEDISH) -> Iterator[tuple[Token | None, tuple[int, int]]]:
    """The words, numbers and signs of any line, one by one, week days among them.

    Args:
        line: Plain words.
        vocabulary: The language.

    Yields:
        What each is, None where no date is written with it, and its slice of the line.
    """
    for token in cut(line, vocabulary=vocabulary):
        yield None if token.kind is Kind.UNKNOWN else token, (token.start, token.end)


def _folded(line: str) -> str:
    """A line without the case of those characters that stay one without it: every place must stay where it is."""
    folded = line.casefold()
    if len(folded) == len(line):
        return folded
    return "".join(one if len(one.casefold()) > 1 else one.casefold() for one in line)


def _token(match: re.Match[str], words: DateWords) -> Token | None:
    match str(match.lastgroup):
        case "word":
            return words.words.get(match["word"]) or words.words.get(words.respell(match["word"]))
        case "number":
            return _number(match[0])
        case "sign":
            return SIGNS.get(match[0])
        case "iso" | "slash":
            return _figures(match, words)
        case group if group.startswith(_PHRASE):
            return words.phrases[int(group.removeprefix(_PHRASE))][1]
        case group:
            return Token(_NAMED[group])


def _figures(match: re.Match[str], words: DateWords) -> Token:
    """A day or a month that is written in figures alone."""
    if match["day"]:
        return _slash(int(match["day"]), int(match["month"]), words)
    return Token(Kind.ISO_DAY if match["d"] else Kind.ISO_MONTH, _numbers(match["y"], match["m"], match["d"]))


_UNKNOWN = Token(Kind.UNKNOWN)
_NAMED = {"time": Kind.TIME, "ordinal": Kind.ORDINAL_MARK, "question": Kind.QUESTION}


def _slash(first: int, second: int, words: DateWords) -> Token:
    """Two numbers with a slash between: day and month, where no other order is possible."""
    if not words.slash_either:
        return Token(Kind.SLASH_DAY, (first, second))
    if first <= _LAST_MONTH and second <= _LAST_MONTH:
        return Token(Kind.EITHER_DAY, (first, second))
    return Token(Kind.SLASH_DAY, (second, first) if second > _LAST_MONTH else (first, second))


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


def nearest(word: str, vocabulary: Vocabulary = SWEDISH) -> str | None:
    """The word that one which no date is written with was most probably meant as: misspelt, or of another language."""
    words, folded = vocabulary.dates, word.casefold()
    if meant := words.foreign_months.get(folded):
        return meant
    found = next(iter(get_close_matches(folded, words.words, n=1, cutoff=_ALIKE)), None)
    capital = found is not None and words.capitals and words.words[found].kind in {Kind.MONTH, Kind.WEEKDAY}
    return found.capitalize() if found and capital else found
