"""A line of a date cell, or any other, cut into typed tokens; what the words mean stands in `bot.parse.date_words`."""

import re
from collections.abc import Iterator, Sequence

from bot.parse.date_words import SIGNS, WORDS, Kind, Token

_YEARS = range(1900, 2100)

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
            return WORDS.get(match["word"]) or WORDS.get(_respelt(match["word"]))
        case "sign":
            return SIGNS.get(text)
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
