"""The grammar of date cells: typed tokens in, stretches of days out.

The grammar (`{…}` any number of times, `[…]` at most once). Quoted words stand for all forms of theirs, in the language
that is read; capitals are tokens of `date_words.Kind`; what is marked * only some languages have. A cell that does not
match as a whole is unreadable: no word is skipped, so that a date is never half read. A new form is a production here.

    cell      = "(" body ")" [ "?" ] | body ;
    body      = ongoing | [ ongoing [ "," ] ] dates [ [ "," ] "löpande" ] ;
    ongoing   = "löpande" { "?" } ;                          the project's period; with dates, those
    dates     = ( "senast" | "t.o.m." ) list                 only the end is known
              | "från" item [ "onwards"* ]                   only the start, unless the item says an end
              | list ;                                       from the first day to the last
    list      = item { separator { separator } item } ;
    separator = "," | "och" | line break ;
    item      = spot [ to spot ] ;                           the first spot has no range inside
    to        = "-" | "/" | "till" | "t.o.m." ;
    spot      = { "i" } ( year | whole | month | part | season | numbered | ordinal | [ clock ] day ) { "?" } ;
    year      = YEAR | "året" [ suffix ] ;
    whole     = "hela" [ "of"* ] spot ;
    month     = ( NAME [ suffix ] ) | ISO_MONTH | NAME numbers [ suffix ] [ [ "," ] clock ]* ;
    part      = "början" [ "av" | "på" | "of"* ] NAME [ suffix ] ;
    season    = SEASON [ suffix ] | "vintern" YEAR ( "-" | "/" ) YEAR ;
    numbered  = ( "kvartal" | "vecka" ) numbers [ suffix ] ;
    ordinal   = ( ORDINAL | numbers ) ( "kvartalet" | "halvåret" ) [ suffix ] ;
    day       = ( numbers [ "of"* ] NAME [ suffix ]          6-10 juli; 6, 8 och 10 juli
              |   numbers to-or-and SLASH_DAY [ suffix ]     21-28/2
              |   SLASH_DAY [ suffix ] | ISO_DAY ) [ [ "," ] clock ] ;
    numbers   = NUMBER [ ":e" ] { to-or-and { "den" } NUMBER [ ":e" ] } ;
    to-or-and = to | separator ;
    NAME      = MONTH [ "månad" ] ;
    suffix    = [ "," | "of"* ] YEAR ;
    clock     = "kl" hour [ to hour ] | TIME [ to TIME ] ;   ignored, as week days are before the grammar is reached
    hour      = TIME | NUMBER ;                              not the number of a day

Calendar years are bound only to calendar years ("juli 2022–2023" can be read in two ways), and a month has no days on
both sides. A line break inside a date is white space; only where the cell cannot be read so does it part two dates.
"""

from collections.abc import Callable, Mapping, Sequence

from bot.parse.date_cursor import Cursor, Misfit, UnknownFormError
from bot.parse.date_numbers import counted, month_days
from bot.parse.date_spans import Dates, Part, Stretch, day, months, part, single
from bot.parse.date_words import Kind, Token

_TO = frozenset({Kind.DASH, Kind.SLASH, Kind.TO, Kind.THROUGH})
_SEPARATORS = frozenset({Kind.COMMA, Kind.AND, Kind.BREAK})
_TO_OR_AND = _TO | _SEPARATORS
_DAYS = frozenset({Kind.NUMBER, Kind.ISO_DAY, Kind.SLASH_DAY})
_JANUARY, _DECEMBER = 1, 12
_CLOCKS = frozenset({Kind.CLOCK, Kind.TIME})


def read_dates(line: Sequence[Token], *, month_first: bool = False) -> Dates:
    """Read a date cell's tokens.

    Args:
        line: The whole cell, punctuation at its ends left out.
        month_first: Whether a day may stand after its month.

    Returns:
        What it says.

    Raises:
        UnknownFormError: The tokens as a whole do not match the grammar.
    """
    reader = _Reader(line, month_first=month_first)
    try:
        return reader.cell()
    except UnknownFormError as error:
        error.at = reader.at
        raise


class _Reader(Cursor):
    """A recursive-descent reader: one method for each production of the grammar in the module's docstring."""

    def __init__(self, line: Sequence[Token], *, month_first: bool) -> None:
        super().__init__(line)
        self._month_first = month_first
        self._tentative = False
        self._parts: list[Part] = []
        self._places: list[tuple[int, int]] = []

    def cell(self) -> Dates:
        """Read the whole line."""
        in_parentheses = self.take(Kind.OPEN) is not None
        found = self._body()
        if in_parentheses:
            self.need(Kind.CLOSE)
            self.take(Kind.QUESTION)
        if self.peek() is not Kind.END:
            raise UnknownFormError
        tentative = in_parentheses or self._tentative
        return found._replace(tentative=tentative, parts=self._parts, places=self._places)

    def _body(self) -> Dates:
        ongoing = self.take(Kind.ONGOING)
        if ongoing:
            self._question()
            if self.peek() in {Kind.END, Kind.CLOSE}:
                return Dates([])
            self.take(Kind.COMMA)
        found = self._dates()
        self.take_comma_before({Kind.ONGOING})
        self.take(Kind.ONGOING)
        return found

    def _dates(self) -> Dates:
        if self.take(Kind.BY, Kind.THROUGH):
            return Dates(self._list(), has_start=False)
        if self.take(Kind.FROM):
            item = self._item()
            if self.take(Kind.ONWARDS) and item.ranged:
                raise UnknownFormError(Misfit.RANGES)  # "from May to July onwards"
            return Dates([item], has_end=item.ranged)
        return Dates(self._list())

    def _list(self) -> Sequence[Stretch]:
        found = [self._item()]
        while self.peek() in _SEPARATORS and not (self.peek() is Kind.COMMA and self.peek(1) is Kind.ONGOING):
            while self.take(*_SEPARATORS):
                pass
            found.append(self._item())
        if len({stretch.first.whole_year for stretch in found}) > 1:
            raise UnknownFormError(Misfit.TWO_WAYS)  # "maj 2022 och 2023" can be read in two ways
        return found

    def _item(self) -> Stretch:
        start = self.at
        found = self._spot()
        if self.take(*_TO):
            if found.ranged:
                raise UnknownFormError(Misfit.RANGES)  # "6–8 juli 2022–3 augusti": a range of ranges
            found = Stretch(found.first, self._spot().last)
        if found.first.whole_year is not found.last.whole_year:
            raise UnknownFormError(Misfit.TWO_WAYS)  # so can "juli 2022–2023"
        self._places.append(self.slice_from(start))
        return found

    def _spot(self) -> Stretch:
        while self.take(Kind.IN):
            pass
        production = _PRODUCTIONS.get(self.peek())
        if production is None:
            raise UnknownFormError(Misfit.EITHER_DAY if self.peek() is Kind.EITHER_DAY else Misfit.FORM)
        start, kind = self.at, self.peek()
        found = production(self)
        self._parts.append(Part(kind, *self.slice_from(start)))
        self._question()
        return found

    def _question(self) -> None:
        while self.take(Kind.QUESTION):
            self._tentative = True

    def _suffix(self, stretch: Stretch) -> Stretch:
        self.take_before({Kind.YEAR}, Kind.COMMA, Kind.GENITIVE)
        year = self.take(Kind.YEAR)
        return stretch.in_year(year.numbers[0]) if year else stretch

    def year(self) -> Stretch:
        """Read `YEAR | "året" [ suffix ]`: a calendar year."""
        found = single(months(_JANUARY, _DECEMBER), whole_year=True)
        if self.take(Kind.THE_YEAR):
            return self._suffix(found)
        return found.in_year(*self.need(Kind.YEAR))

    def whole(self) -> Stretch:
        """Read `"hela" [ "of" ] spot`: the words change nothing."""
        self.need(Kind.WHOLE)
        self.take(Kind.GENITIVE)
        return self._spot()

    def _month(self) -> int:
        (number,) = self.need(Kind.MONTH)
        self.take(Kind.CALLED_MONTH)
        return number

    def month(self) -> Stretch:
        """Read `NAME [ suffix ]`, or `NAME numbers [ suffix ] [ [ "," ] clock ]`."""
        number = self._month()
        if not self._month_first or self.peek() is not Kind.NUMBER:
            return self._suffix(single(months(number, number)))
        numbers, self.at = self._chain()
        if self.peek() in {Kind.MONTH, Kind.GENITIVE}:
            raise UnknownFormError(Misfit.MONTH_BETWEEN)
        return self._timed(self._suffix(month_days(numbers, number)))

    def part(self) -> Stretch:
        """Read `"början" [ "av" | "på" | "of" ] NAME [ suffix ]`."""
        first, last = self.need(Kind.PART)
        self.take(Kind.OF, Kind.IN, Kind.GENITIVE)
        number = self._month()
        return self._suffix(single(part(number, first, last)))

    def season(self) -> Stretch:
        """Read `SEASON [ suffix ]`; a winter may have both its years."""
        (first,) = self.need(Kind.SEASON)
        last = (first + 1) % _DECEMBER + 1
        found = self._suffix(single(months(first, last)))
        if first > last and found.year and self.peek() in {Kind.DASH, Kind.SLASH} and self.peek(1) is Kind.YEAR:
            self.at += 1
            (year,) = self.need(Kind.YEAR)
            if year != found.year + 1:
                raise UnknownFormError(Misfit.WINTER)
            found = found.in_year(year)
        return found

    def numbered(self) -> Stretch:
        """Read `( "kvartal" | "vecka" ) numbers [ suffix ]`."""
        kind = self.peek()
        self.at += 1
        numbers, after = self._chain()
        if self.kind(after) in {Kind.MONTH, Kind.ORDINAL_MARK}:
            numbers, after = numbers[:1], self.at + 1  # the others are days: "v. 8, 10 juli"
        self.at = after
        return self._suffix(counted(kind, numbers))

    def ordinal(self) -> Stretch:
        """Read `ORDINAL ( "kvartalet" | "halvåret" ) [ suffix ]`."""
        numbers = self.need(Kind.ORDINAL)
        kind = self.peek()
        self.need(Kind.QUARTER, Kind.HALF)
        return self._suffix(counted(kind, numbers))

    def days(self) -> Stretch:
        """Read `numbers NAME` or `numbers to-or-and SLASH_DAY`: days of one month, in order; also `1:a kvartalet`."""
        numbers, self.at = self._chain()
        if self.peek() in {Kind.QUARTER, Kind.HALF}:
            self.at += 1
            return self._suffix(counted(self.kind(self.at - 1), numbers))
        if self.peek() in _TO_OR_AND:
            self.at += 1
            last, month = self.need(Kind.SLASH_DAY)
            numbers = [*numbers, last]
        else:
            self.take(Kind.GENITIVE)
            month = self._month()
        return self._timed(self._suffix(month_days(numbers, month)))

    def iso_day(self) -> Stretch:
        """Read `ISO_DAY [ [ "," ] clock ]`."""
        year, month, number = self.need(Kind.ISO_DAY)
        return self._timed(single(day(month, number), year))

    def iso_month(self) -> Stretch:
        """Read `ISO_MONTH`."""
        year, month = self.need(Kind.ISO_MONTH)
        return single(months(month, month), year)

    def slash_day(self) -> Stretch:
        """Read `SLASH_DAY [ suffix ] [ [ "," ] clock ]`."""
        number, month = self.need(Kind.SLASH_DAY)
        return self._timed(self._suffix(single(day(month, number))))

    def _chain(self) -> tuple[Sequence[int], int]:
        """Numbers bound together (`6, 8 och 10`), and where the line goes on after them; takes nothing."""
        numbers: list[int] = []
        at = after = self.at
        while self.kind(at) is Kind.NUMBER:
            numbers += self.line[at].numbers
            after = at + 2 if self.kind(at + 1) is Kind.ORDINAL_MARK else at + 1
            at = after + 1 if self.kind(after) in _TO_OR_AND else len(self.line)
            while self.kind(at) is Kind.IN:
                at += 1
        if not numbers:
            raise UnknownFormError
        return numbers, after

    def _timed(self, stretch: Stretch) -> Stretch:
        """The same day: clock times after it say nothing more."""
        self.take_comma_before(_CLOCKS)
        if self.peek() in _CLOCKS:
            self._clock()
        return stretch

    def after_clock(self) -> Stretch:
        """Read `clock day`."""
        self._clock()
        while self.take(Kind.IN):
            pass
        if self.peek() not in _DAYS:
            raise UnknownFormError
        return self._spot()

    def _clock(self) -> None:
        named = self.take(Kind.CLOCK) is not None
        if not self._is_hour(0, named=named):
            raise UnknownFormError
        start = self.at
        self.at += 1
        if self.peek() in _TO and self._is_hour(1, named=named):
            self.at += 2
        self._parts.append(Part(Kind.CLOCK, *self.slice_from(start)))

    def _is_hour(self, ahead: int, *, named: bool) -> bool:
        """Whether a time comes: with minutes, or after `kl` a number that is not the day of a month."""
        if self.peek(ahead) is Kind.NUMBER:
            return named and self.peek(ahead + 1) not in {Kind.MONTH, Kind.ORDINAL_MARK}
        return self.peek(ahead) is Kind.TIME


_PRODUCTIONS: Mapping[Kind, Callable[[_Reader], Stretch]] = {
    Kind.YEAR: _Reader.year,
    Kind.THE_YEAR: _Reader.year,
    Kind.WHOLE: _Reader.whole,
    Kind.MONTH: _Reader.month,
    Kind.PART: _Reader.part,
    Kind.SEASON: _Reader.season,
    Kind.QUARTER: _Reader.numbered,
    Kind.WEEK: _Reader.numbered,
    Kind.ORDINAL: _Reader.ordinal,
    Kind.NUMBER: _Reader.days,
    Kind.ISO_DAY: _Reader.iso_day,
    Kind.ISO_MONTH: _Reader.iso_month,
    Kind.SLASH_DAY: _Reader.slash_day,
    Kind.TIME: _Reader.after_clock,
    Kind.CLOCK: _Reader.after_clock,
}
