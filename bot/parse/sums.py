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

from bot.parse.amounts import FIGURES, read_amount, shows_money
from bot.parse.words import lines, without_struck


@dataclass(frozen=True, slots=True)
class Part:
    """One sum of a cell: who gives it ("" where the cell does not say), in kronor, and whether an account is named."""

    funder: str
    amount: float
    account: bool = False


@dataclass(frozen=True, slots=True)
class Sums:
    """All that a cell says of money: its parts, and the totals that stand among them."""

    parts: tuple[Part, ...] = ()
    totals: tuple[float, ...] = ()

    @property
    def amount(self) -> float:
        """The parts together."""
        return round(sum(part.amount for part in self.parts), 2)


_LABEL = r"(?:totalt?|totalsumma|summa|sammanlagt)(?: totalt)?(?: ?[:=])?"
_TOTAL = re.compile(rf"{_LABEL} ?(?=[0-9])", re.IGNORECASE)
_TOTAL_NAME = re.compile(_LABEL, re.IGNORECASE)
_ACCOUNT = re.compile(
    r"(?:[0-9]{4}|[0-9]{6}) ?(?=:(?!-))|[0-9]{4} (?!(?i:kr|sek|m(?:iljon|ilj|n|kr)))(?=[A-ZÅÄÖÉ.]|eg[ena])"
)
_ENCLOSED = re.compile(rf"(?<=[^\s(] )\(({FIGURES.pattern})\)", FIGURES.flags)
_AND = re.compile(r" \+ |[,;] | (?:och|samt) ")
_BINDING = re.compile(r"^[ ,;]*(?:och|samt)\b|\b(?:och|samt) *$")
_NOTE = re.compile(r"\(([^()]*)\)|([^()]+)")
_EDGES = " ,;:+=–—-*•"
_BESIDE = " ,;.()+:"
"""What may stand right beside a sum; anything else (`2017-01`, `50%`, `3:e`) makes it a part of something else."""

_OTHER_MONEY = (
    "eur|euros?|usd|dollars?|gbp|pund|nok|dkk|chf|kr|sek|kronor|[tkm]kr|[km]sek|k|mdr|tusen|miljoner?|miljarder"
)
_HEDGES = (
    "ca|cirka|circa|c:a|ungefär|omkring|runt|drygt|knappt|nästan|högst|lägst|max|maximalt|minst|upp till|över|under"
    "|mellan|av|varav|minus|exkl|exklusive|utöver|utan|inte|ej|per (?:år|månad|vecka|dag|person|styck)|vardera|varje"
    "|årligen|sökt|söks|sökta|ansökt|begärt|preliminärt|prel|eventuellt|ev|kanske|kvar|återstår"
    "|totalt?|totalsumma|summa|sammanlagt"
)
_DOUBT = re.compile(rf"[€$£%?]|\b(?:{_OTHER_MONEY}|{_HEDGES})\b", re.IGNORECASE)
"""Beside a sum these words make something else of it than kronor that somebody gives."""

_YEARS = range(1900, 2100)
"""Four figures among these are a year, not an account."""

_PATTERN = re.compile(r"A[NRW]?|(?:W[NR]?A[NR]?)+|(?:A[NW]){2,}")
_OWN = re.compile(r"eg(?:en|et|na)\b", re.IGNORECASE)
"""The association's own money: the one funder that is no name, and so has no capital letter."""

_ROW = re.compile(r"</t[dh]\s*>\s*<t[dh]\b[^<>]*>|\|\|", re.IGNORECASE)
_TABLE_LINE = re.compile(r"\{\||\|\}|\|-")


def items(wikitext: str) -> tuple[str, ...]:
    """The items of a cell in words: lines, list items, table rows (of `{{!}}` or of HTML), none of them empty."""
    rows = _ROW.sub(" ", without_struck(wikitext).replace("{{!}}", "|"))
    pieces = (piece for line in lines(rows) if not _TABLE_LINE.match(line) for piece in line.split("|"))
    return tuple(filter(None, map(str.strip, pieces)))


def _bare(item: str) -> str:
    """An item without parentheses round a sum: `FDC (50 000 kr)`."""
    return _ENCLOSED.sub(r"\1", item)


def join(read: Iterable[Sums | None]) -> Sums | None:
    """Several readings as one; None where one of them is."""
    parts: list[Part] = []
    totals: list[float] = []
    for one in read:
        if one is None:
            return None
        parts += one.parts
        totals += one.totals
    return Sums(tuple(parts), tuple(totals))


def read_sums(wikitext: str, *, bare: bool) -> Sums | None:
    """Read a cell about money.

    Args:
        wikitext: The cell.
        bare: Whether figures that stand alone are money, as in a field for a sum.

    Returns:
        What it says; None where any item of it cannot be read for sure.
    """
    found = map(_bare, items(wikitext))
    return join(_sums(item, bare=bare) or _pieces(item, bare=bare) for item in found)


def read_names(wikitext: str) -> tuple[str, ...]:
    """The names in a cell that is not read as sums, one an item; what refers to accounts (`Från 4105`) names nobody."""
    bare = (item[account.end() :] if (account := _ACCOUNT.match(item)) else item for item in items(wikitext))
    return tuple(item for item in bare if not any(_is_account(match[0]) for match in FIGURES.finditer(item)))


def is_total(name: str) -> bool:
    """Whether a name is the label of a total, and nobody's."""
    return bool(_TOTAL_NAME.fullmatch(name))


def may_hold_money(wikitext: str) -> bool:
    """Whether there are figures in a text that may be a sum, however it is written."""
    found = (token for item in items(wikitext) for token in _tokens(item, 0))
    return any(kind in "A!" or (kind == "B" and len(said) > len("3100")) for kind, said in found)


def _is_account(figures: str) -> bool:
    return len(figures) == len("3100") and figures.isdecimal() and int(figures) not in _YEARS


def _pieces(item: str, *, bare: bool) -> Sums | None:
    """One item that several pieces are bound together in; a total can only be the last of them."""
    pieces = _AND.split(item)
    if any(map(_TOTAL.match, pieces[:-1])):
        return None
    return join(_sums(piece, bare=bare) for piece in pieces)


def _sums(item: str, *, bare: bool) -> Sums | None:
    """One item, or a piece of one, by the grammar without its `+`; None where it cannot be read."""
    if label := _TOTAL.match(item):
        total = read_amount(item[label.end() :].rstrip(". "))
        return None if total is None else Sums(totals=(total,))
    account = _ACCOUNT.match(item)
    tokens = list(_tokens(item, account.end() if account else 0))
    kinds = "".join(kind for kind, _ in tokens)
    if bare and kinds in {"B", "BN", "BR"}:
        kinds = kinds.replace("B", "A")
    if not _PATTERN.fullmatch(kinds) or any(_DOUBT.search(said) for kind, said in tokens if kind in "WNR"):
        return None
    said = (words for _, words in tokens)
    return Sums(tuple(_grouped(zip(kinds, said, strict=True), account=bool(account))))


def _tokens(item: str, start: int) -> Iterator[tuple[str, str]]:
    """The tokens of an item in order.

    Sums are A, or B where nothing shows that they are sums; names W; what stands in parentheses N if it is a name, else
    R, a remark. What fits no pattern is `!` where it looks like a sum, else `?`.
    """
    position = start
    for figures in FIGURES.finditer(item, start):
        before, after = item[position : figures.start()], item[figures.end() : figures.end() + 1]
        yield from _words(before)
        glued = any(beside and beside not in _BESIDE for beside in (before[-1:], after))
        money = shows_money(figures[0])
        if glued or read_amount(figures[0]) is None:
            yield ("!" if money and not glued else "?"), figures[0]
        else:
            yield ("A" if money or before.rstrip().endswith(":") else "B"), figures[0]
        position = figures.end()
    yield from _words(item[position:])


def _words(text: str) -> Iterator[tuple[str, str]]:
    found = list(_NOTE.finditer(text))
    if sum(len(match[0]) for match in found) < len(text):
        yield "?", text  # a parenthesis that is not closed here has a sum in it
    for match in found:
        said = _BINDING.sub("", match[1] or match[2] or "").lstrip(_EDGES).rstrip(f"{_EDGES}.")
        named = next((sign for sign in said if sign.isalnum()), "").isupper() or _OWN.match(said)
        if said and match[1] is not None:
            yield ("N" if named else "R"), said
        elif said:
            yield ("W" if named else "?"), said


def _grouped(tokens: Iterable[tuple[str, str]], *, account: bool) -> Iterator[Part]:
    """The parts of tokens that fit the pattern: each begins with a name where the first does, else with a sum."""
    groups: list[dict[str, str]] = []
    for kind, said in tokens:
        if not groups or kind == next(iter(groups[0])):
            groups.append({})
        groups[-1].setdefault(kind, said)
    for group in groups:
        yield Part(group.get("W") or group.get("N", ""), read_amount(group["A"]) or 0.0, account)
