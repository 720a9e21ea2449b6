r"""Cells about money: who gives how much, item by item, and a total; read as a whole or not at all.

An item is a line, a list item or a table row. What it may say (`{…}` any number of times, `[…]` at most once):

    item    = "Total" [ ":" ] SUM                    a total, not money of its own
            | [ account ] ( SUM [ note | NAME ]      26 000 (FDC); 8 000 FDC; 26 000 (beslutat)
                          | named { named }          FDC 32 000 Resebidrag 2 749.80
                          | behind behind { behind } 51 500 kr (egen) + 8 000 FDC
                          | item "+" item { "+" item } ) ;
    named   = NAME [ note ] [ ":" ] SUM [ note ] ;   FDC: 10 000; the sum may stand in parentheses
    behind  = SUM ( "(" NAME ")" | NAME ) ;
    note    = "(" ( NAME | REMARK ) ")" ;            a name begins with a capital letter, or is "egen"
    account = ACCOUNT ":" | ACCOUNT ;                3100: 26 000; 4105 FDC: 10 000:-

`+` may also be `,`, `;`, `och` or `samt`. An account is the association's own (four figures, as a year has, or a
project number of six): it is no money. Beside words, a sum must show that it is one (by a unit, groups of three or
cents, or by a colon before it): `FDC 51000` may be a sum as well as a number. Words that change or hedge a sum (`ca`,
`varav`, `EUR`, `per år`) make the cell unreadable: half a sum is worse than none.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from bot.parse.amounts import currency, figures, read_amount, shows_money
from bot.parse.languages.swedish import SWEDISH
from bot.parse.vocabulary import MoneyWords, Vocabulary
from bot.parse.words import lines, without_struck


@dataclass(frozen=True, slots=True)
class Part:
    """One sum of a cell: who gives it ("" where the cell does not say), how much, and whether an account is named.

    In which currency, only all of them together know: `Sums.currencies`.
    """

    funder: str
    amount: float
    account: bool = False


@dataclass(frozen=True, slots=True)
class Sums:
    """All that a cell says of money: its parts, the totals that stand among them, and the currencies of both."""

    parts: tuple[Part, ...] = ()
    totals: tuple[float, ...] = ()
    currencies: frozenset[str] = frozenset()

    @property
    def amount(self) -> float:
        """The parts together."""
        return round(sum(part.amount for part in self.parts), 2)


class _Patterns(NamedTuple):
    """How the words beside sums are found in a language."""

    total: re.Pattern[str]
    total_name: re.Pattern[str]
    account: re.Pattern[str]
    enclosed: re.Pattern[str]
    between: re.Pattern[str]
    binding: re.Pattern[str]
    own: re.Pattern[str]
    doubt: re.Pattern[str]


@cache
def _patterns(words: MoneyWords, run: re.Pattern[str]) -> _Patterns:
    before = rf"(?:(?:{words.before}) ?)?" if words.before else ""
    return _Patterns(
        total=re.compile(rf"{words.total} ?(?={before}[0-9])", re.IGNORECASE),
        total_name=re.compile(words.total, re.IGNORECASE),
        account=re.compile(words.account),
        enclosed=re.compile(rf"(?<=[^\s(] )\(({run.pattern})\)", run.flags),
        between=re.compile(rf" \+ |[,;] | (?:{words.and_words}) "),
        binding=re.compile(rf"^[ ,;]*(?:{words.and_words})\b|\b(?:{words.and_words}) *$"),
        own=re.compile(words.own, re.IGNORECASE),
        doubt=re.compile(words.doubt, re.IGNORECASE),
    )


def _known(vocabulary: Vocabulary) -> _Patterns:
    return _patterns(vocabulary.money, figures(vocabulary))


_NOTE = re.compile(r"\(([^()]*)\)|([^()]+)")
_EDGES = " ,;:+=–—-*•"
_BESIDE = " ,;.()+:"
"""What may stand right beside a sum; anything else (`2017-01`, `50%`, `3:e`) makes it a part of something else."""

_YEARS = range(1900, 2100)
"""Four figures among these are a year, not an account."""

_PATTERN = re.compile(r"A[NRW]?|(?:W[NR]?A[NR]?)+|(?:A[NW]){2,}")

_FIGURE = re.compile("[0-9]")
_ROW = re.compile(r"</t[dh]\s*>\s*<t[dh]\b[^<>]*>|\|\|", re.IGNORECASE)
_TABLE_LINE = re.compile(r"\{\||\|\}|\|-")


def items(wikitext: str) -> tuple[str, ...]:
    """The items of a cell in words: lines, list items, table rows (of `{{!}}` or of HTML), none of them empty."""
    rows = _ROW.sub(" ", without_struck(wikitext).replace("{{!}}", "|"))
    pieces = (piece for line in lines(rows) if not _TABLE_LINE.match(line) for piece in line.split("|"))
    return tuple(filter(None, map(str.strip, pieces)))


def _bare(item: str, vocabulary: Vocabulary) -> str:
    """An item without parentheses round a sum: `FDC (50 000 kr)`."""
    return _known(vocabulary).enclosed.sub(r"\1", item)


def join(read: Iterable[Sums | None]) -> Sums | None:
    """Several readings as one; None where one of them is, or where they are of several currencies."""
    parts: list[Part] = []
    totals: list[float] = []
    currencies: frozenset[str] = frozenset()
    for one in read:
        if one is None:
            return None
        parts += one.parts
        totals += one.totals
        currencies |= one.currencies
    return Sums(tuple(parts), tuple(totals), currencies) if len(currencies) <= 1 else None


def read_sums(wikitext: str, *, bare: bool, vocabulary: Vocabulary = SWEDISH) -> Sums | None:
    """Read a cell about money.

    Args:
        wikitext: The cell.
        bare: Whether figures that stand alone are money, as in a field for a sum.
        vocabulary: The language.

    Returns:
        What it says; None where any item of it cannot be read for sure.
    """
    found = (_bare(item, vocabulary) for item in items(wikitext))
    return join(_sums(item, vocabulary, bare=bare) or _pieces(item, vocabulary, bare=bare) for item in found)


def read_names(wikitext: str, *, vocabulary: Vocabulary = SWEDISH) -> tuple[str, ...]:
    """The names in a cell that is not read as sums, one an item; what refers to accounts (`Från 4105`) names nobody."""
    pattern, run = _known(vocabulary).account, figures(vocabulary)
    bare = (item[account.end() :] if (account := pattern.match(item)) else item for item in items(wikitext))
    return tuple(item for item in bare if not any(_is_account(match[0]) for match in run.finditer(item)))


def is_total(name: str, *, vocabulary: Vocabulary = SWEDISH) -> bool:
    """Whether a name is the label of a total, and nobody's."""
    return bool(_known(vocabulary).total_name.fullmatch(name))


def may_hold_money(wikitext: str, *, vocabulary: Vocabulary = SWEDISH) -> bool:
    """Whether there are figures in a text that may be a sum, however it is written."""
    with_figures = filter(_FIGURE.search, items(wikitext))
    found = (token for item in with_figures for token in _tokens(item, 0, vocabulary))
    return any(kind in "A!" or (kind == "B" and len(said) > len("3100")) for kind, said in found)


def _is_account(figures: str) -> bool:
    return len(figures) == len("3100") and figures.isdecimal() and int(figures) not in _YEARS


def _pieces(item: str, vocabulary: Vocabulary, *, bare: bool) -> Sums | None:
    """One item that several pieces are bound together in; a total can only be the last of them."""
    patterns = _known(vocabulary)
    pieces = patterns.between.split(item)
    if any(map(patterns.total.match, pieces[:-1])):
        return None
    return join(_sums(piece, vocabulary, bare=bare) for piece in pieces)


def _sums(item: str, vocabulary: Vocabulary, *, bare: bool) -> Sums | None:
    """One item, or a piece of one, by the grammar without its `+`; None where it cannot be read."""
    if not _FIGURE.search(item):
        return None  # there is a sum in whatever the grammar takes
    patterns = _known(vocabulary)
    currencies = frozenset(filter(None, (currency(one[0], vocabulary=vocabulary) for one in _runs(item, vocabulary))))
    if len(currencies) > 1:
        return None
    if label := patterns.total.match(item):
        total = read_amount(item[label.end() :].rstrip(". "), vocabulary=vocabulary)
        return None if total is None else Sums(totals=(total,), currencies=currencies)
    account = patterns.account.match(item)
    tokens = list(_tokens(item, account.end() if account else 0, vocabulary))
    kinds = "".join(kind for kind, _ in tokens)
    if bare and kinds in {"B", "BN", "BR"}:
        kinds = kinds.replace("B", "A")
    if not _PATTERN.fullmatch(kinds) or any(patterns.doubt.search(said) for kind, said in tokens if kind in "WNR"):
        return None
    said = (words for _, words in tokens)
    parts = _grouped(zip(kinds, said, strict=True), vocabulary, account=bool(account))
    return Sums(tuple(parts), currencies=currencies)


def _runs(item: str, vocabulary: Vocabulary, start: int = 0) -> Iterator[re.Match[str]]:
    return figures(vocabulary).finditer(item, start)


def _tokens(item: str, start: int, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """The tokens of an item in order.

    Sums are A, or B where nothing shows that they are sums; names W; what stands in parentheses N if it is a name, else
    R, a remark. What fits no pattern is `!` where it looks like a sum, else `?`.
    """
    position = start
    for run in _runs(item, vocabulary, start):
        before, after = item[position : run.start()], item[run.end() : run.end() + 1]
        yield from _words(before, vocabulary)
        glued = any(beside and beside not in _BESIDE for beside in (before[-1:], after))
        money = shows_money(run[0], vocabulary=vocabulary)
        if glued or read_amount(run[0], vocabulary=vocabulary) is None:
            yield ("!" if money and not glued else "?"), run[0]
        else:
            yield ("A" if money or before.rstrip().endswith(":") else "B"), run[0]
        position = run.end()
    yield from _words(item[position:], vocabulary)


def _words(text: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    patterns = _known(vocabulary)
    found = list(_NOTE.finditer(text))
    if sum(len(match[0]) for match in found) < len(text):
        yield "?", text  # a parenthesis that is not closed here has a sum in it
    for match in found:
        said = patterns.binding.sub("", match[1] or match[2] or "").lstrip(_EDGES).rstrip(f"{_EDGES}.")
        named = next((sign for sign in said if sign.isalnum()), "").isupper() or patterns.own.match(said)
        if said and match[1] is not None:
            yield ("N" if named else "R"), said
        elif said:
            yield ("W" if named else "?"), said


def _grouped(tokens: Iterable[tuple[str, str]], vocabulary: Vocabulary, *, account: bool) -> Iterator[Part]:
    """The parts of tokens that fit the pattern: each begins with a name where the first does, else with a sum."""
    groups: list[dict[str, str]] = []
    for kind, said in tokens:
        if not groups or kind == next(iter(groups[0])):
            groups.append({})
        groups[-1].setdefault(kind, said)
    for group in groups:
        yield Part(group.get("W") or group.get("N", ""), read_amount(group["A"], vocabulary=vocabulary) or 0.0, account)
