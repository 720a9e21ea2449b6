"""Who pays for a project, and how much, from the fields of all generations of the template.

- Since 2016: `finansiär` and `budget`, up to five of each, and `budget_total`.
- 2014: `finansiering` says in words who pays, often with the sums; `finansiering_1`, `finansiering_belopp_1` … are the
  lines of the budget, an account (`3100`, `4105 FDC`) and what may be spent on it. They are the same money seen twice:
  the words say who gives what, the lines do where the words do not; where both have sums, these are compared.
- 2013: `budget` and `finansiering`; the lines, if any, are shares in percent.

All sums are in one currency, that of the association where that is known. What is in another is a flaw, and then no sum
has an amount: nobody knows what they are together.

Nothing is guessed: what cannot be told apart has no amount and is a flaw, and so is a total that is not the sum of its
parts. `kostnadBudget`, a figure in the report, counts only where nothing else says what the project may cost.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.model import Flaw, Funding
from bot.parse.fields import Fields, says_something
from bot.parse.languages.swedish import SWEDISH
from bot.parse.sums import Part, Sums, is_total, join, may_hold_money, read_names, read_sums
from bot.parse.vocabulary import Vocabulary
from bot.parse.words import lines

MAX_FUNDERS = 5
"""The template has room for five financiers."""

TOLERANCE = 1.0
"""Units of the currency by which a total may miss the sum of its parts: each of them may be rounded."""

_NUMBERED = ("funder", "budget", "account_budget")
_SHARE = re.compile(r"[0-9]{1,3} ?%")


@dataclass(frozen=True, slots=True)
class Budget:
    """The financiers in order, and the whole in the currency of the settings.

    Attributes:
        funding: Who gives what.
        total: The total that is stated, unless it contradicts the parts; where none is, the parts together, if all of
            them are known; else None.
    """

    funding: tuple[Funding, ...] = ()
    total: float | None = None


def read_funding(fields: Fields, flaws: list[Flaw], *, vocabulary: Vocabulary = SWEDISH) -> Budget:
    """Read all that a call says of money; what cannot be read is added to the flaws."""
    return _Reading(fields, flaws, vocabulary).budget()


@dataclass(frozen=True, slots=True)
class _Total:
    """A total, the field that states it, and the sum of the parts beside it (None where it is the whole's)."""

    amount: float
    key: str
    number: int = 1
    beside: float | None = None


@dataclass(slots=True)
class _Reading:
    """One reading of a call, field by field.

    Attributes:
        fields: The call.
        flaws: Where to tell of what cannot be read.
        vocabulary: The language.
        funding: What was found.
        totals: What is stated as a total.
        sure: Nothing was unreadable.
        agreed: No sum contradicts another.
        currencies: The currencies of what was read, where they are written.
    """

    fields: Fields
    flaws: list[Flaw]
    vocabulary: Vocabulary
    funding: list[Funding] = field(default_factory=list)
    totals: list[_Total] = field(default_factory=list)
    sure: bool = True
    agreed: bool = True
    currencies: list[str] = field(default_factory=list)

    def budget(self) -> Budget:
        """Everything."""
        if says_something(self.fields.raw("budget_total")):
            self.totals += self._single("budget_total")
        for number in range(1, MAX_FUNDERS + 1):
            self.funding += self._pair(number)
        more = [key for key in _NUMBERED if says_something(self.fields.raw(key, MAX_FUNDERS + 1))]
        for key in more[:1]:
            self._unreadable(key, MAX_FUNDERS + 1, room=MAX_FUNDERS)
        if not self._of_one_kind:
            return Budget(tuple(replace(one, amount=None) for one in self.funding))
        stated = {total.amount for total in self.totals}
        if self.sure and len(stated) == 1 and [one.amount for one in self.funding] == [None]:
            self.funding = [Funding(self.funding[0].funder, *stated)]
        known = [one.amount for one in self.funding if one.amount is not None]
        complete = bool(known) and len(known) == len(self.funding) and not more
        whole = self._checked(round(sum(known), 2)) if complete else self._stated()
        return Budget(tuple(self.funding), whole if self.agreed and self._of_one_kind else None)

    @property
    def _of_one_kind(self) -> bool:
        """Whether all that was read so far can be told in one number."""
        own = self.vocabulary.money.own_currency
        return len({*self.currencies, own} - {""}) <= 1

    def _pair(self, number: int) -> Sequence[Funding]:
        """Those who are named in one field (it may be several), with the sums of the field beside it."""
        who = "financing" if number == 1 and not says_something(self.fields.raw("funder")) else "funder"
        text = self.fields.raw(who, number)
        if number > 1 and not text and not self.fields.raw("budget", number):
            return []
        named = self._read(text, who, number, bare=False)
        money, key = self._money(number)
        if named:
            self.totals += [_Total(total, who, number, named.amount or None) for total in named.totals]
        if named and named.parts:
            if money:
                self._compare(_Total(money.amount, key, number), named.amount)
            return [Funding(part.funder, part.amount) for part in named.parts]
        if named is None and may_hold_money(text, vocabulary=self.vocabulary):
            self._unreadable(who, number)
        names = read_names(text, vocabulary=self.vocabulary) if named is None else ()
        parts = money.parts if money else ()
        if len(names) == len(parts):
            parts = self._without_totals(names, parts, key, number)
        names = tuple(name for name in names if not is_total(name, vocabulary=self.vocabulary))
        paired = _paired(names, parts, self.totals) if parts else []
        if paired is None:
            self._unreadable(key, number)
        return paired or [Funding(name, None) for name in names]

    def _without_totals(self, names: Sequence[str], parts: Sequence[Part], key: str, number: int) -> tuple[Part, ...]:
        """The parts that somebody gives; what stands beside the word `Totalt` is a total."""
        labels = [is_total(name, vocabulary=self.vocabulary) for name in names]
        given = Sums(tuple(part for label, part in zip(labels, parts, strict=True) if not label))
        for label, part in zip(labels, parts, strict=True):
            if label:
                self.totals.append(_Total(part.amount, key, number, given.amount or None))
        return given.parts

    def _money(self, number: int) -> tuple[Sums | None, str]:
        """The sums of a budget field, or of the lines where it has none, with the field's key; None for no sums."""
        given = self._sums("budget", number)
        lines = self._lines() if number == 1 else Sums()
        for key, found in (("budget", given), ("account_budget", lines)):
            if found:
                self.totals += [_Total(total, key, number, found.amount or None) for total in found.totals]
        if given and given.parts and lines and lines.parts:
            self._compare(_Total(lines.amount, "account_budget"), given.amount)
        if given is None or given.parts:
            return given, "budget"
        return (lines if lines and lines.parts else None), "account_budget"

    def _lines(self) -> Sums | None:
        """The lines of the budget; shares in percent are no sums."""
        lines: list[Sums | None] = []
        for number in range(1, MAX_FUNDERS + 1):
            raw = self.fields.raw("account_budget", number)
            if says_something(raw) and not _SHARE.fullmatch(self.fields.words("account_budget", number)):
                account = self.fields.words("account", number)
                lines.append(self._sums("account_budget", number, f"{account}: " if account else ""))
        return join(lines)

    def _sums(self, key: str, number: int, before: str = "") -> Sums | None:
        """What a field for a sum says; nothing where it is empty, None (and a flaw) where it cannot be read."""
        raw = self.fields.raw(key, number)
        if not says_something(raw):
            return Sums()
        found = self._read(f"{before}{raw}", key, number, bare=True)
        if found is None or found == Sums():
            self._unreadable(key, number)
            return None
        return found

    def _read(self, text: str, key: str, number: int, *, bare: bool) -> Sums | None:
        """What a text says of money; a flaw where that is another currency than the association's, or the first one."""
        found, own = read_sums(text, bare=bare, vocabulary=self.vocabulary), self.vocabulary.money.own_currency
        for currency in found.currencies if found else ():
            self.currencies.append(currency)
            if currency != (own or self.currencies[0]):
                self._tell(key, number, currency=currency)
        return found

    def _single(self, key: str) -> list[_Total]:
        """The one sum in a field."""
        found = self._read(self.fields.raw(key), key, 1, bare=True)
        amounts = [*found.totals, *(part.amount for part in found.parts)] if found else []
        if len(amounts) != 1:
            self._unreadable(key, 1)
            return []
        return [_Total(amounts[0], key)]

    def _checked(self, together: float) -> float | None:
        """The project's total where all parts are known: what is stated, if it is their sum, else the sum itself."""
        for total in self.totals:
            if total.beside is None or _differs(total.amount, total.beside):
                self._compare(total, together)
        same = [total.amount for total in self.totals if not _differs(total.amount, together)]
        return same[0] if same else together if self.sure else None

    def _stated(self) -> float | None:
        """The project's total where its parts are not known: what is stated, else the report's own figure."""
        totals = [total for total in self.totals if total.beside is None or len(self.funding) == 1]
        unknown = self.sure and all(one.amount is None for one in self.funding)
        if unknown and not totals and says_something(self.fields.raw("cost_budget")):
            totals = self._single("cost_budget")
        for total in totals[1:]:
            self._compare(total, totals[0].amount)
        return totals[0].amount if totals else None

    def _compare(self, total: _Total, together: float) -> None:
        """Tell of a total that is not the sum of its parts, as far as these can be compared."""
        if self._of_one_kind and _differs(total.amount, together):
            self.agreed = False
            self._tell(total.key, total.number, total=total.amount, sum=together)

    def _unreadable(self, key: str, number: int, **facts: object) -> None:
        self.sure = False
        self._tell(key, number, **facts)

    def _tell(self, key: str, number: int, **facts: object) -> None:
        raw = self.fields.raw(key, number)
        text = " / ".join(lines(raw)) or raw
        self.flaws.append(Flaw("budget-unreadable", self.fields.where(key, number), facts={"text": text, **facts}))


def _paired(names: Sequence[str], parts: Sequence[Part], totals: Sequence[_Total]) -> list[Funding] | None:
    """Who gives which of the parts; None where that cannot be told for sure.

    As many names as parts go together in order. Several parts of one financier are added up only where each has its
    account or its name, or where a total says so: of `20 000 kr` over `5 000 kr` the one may be a part of the other.
    """
    if len(names) == len(parts) and all(map(_same, names, (part.funder for part in parts))):
        return [Funding(name, part.amount) for name, part in zip(names, parts, strict=True)]
    if not names and (len(parts) == 1 or any(part.funder for part in parts)):
        return [Funding(part.funder, part.amount) for part in parts]
    name, together = names[0] if names else "", Sums(tuple(parts)).amount
    labelled = all(part.account or part.funder for part in parts)
    told = labelled or any(not _differs(total.amount, together) for total in totals)
    if len(names) <= 1 and told and all(_same(name, part.funder) for part in parts):
        return [Funding(name, together)]
    return None


def _same(name: str, other: str) -> bool:
    """Whether two names may be one financier's: the words of the one are among those of the other."""
    words, others = (set(re.findall(r"\w+", one.casefold())) for one in (name, other))
    return words <= others or others <= words


def _differs(amount: float, other: float) -> bool:
    return abs(amount - other) > TOLERANCE
