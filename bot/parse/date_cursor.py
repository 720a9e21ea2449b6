"""A place in a line of tokens: what the grammar of date cells looks at and steps over."""

from collections.abc import Collection, Sequence
from enum import Enum, auto

from bot.parse.date_words import Kind, Token


class Misfit(Enum):
    """Why tokens are no date."""

    FORM = auto()
    """A token, or the end, stands where no date goes on."""
    TWO_WAYS = auto()
    """Calendar years are bound to other dates (`juli 2022–2023`)."""
    RANGES = auto()
    """A range of ranges."""
    ORDER = auto()
    """Numbers that are bound together do not rise (`10–6 juli`)."""
    NUMBER = auto()
    """There is no quarter or half of that number."""
    WINTER = auto()
    """A winter's second year is not the one after the first."""
    EITHER_DAY = auto()
    """Either of two numbers may be the month (`5/6`)."""
    MONTH_BETWEEN = auto()
    """Days stand both before a month and after it (`May 6, 8 July`)."""


class UnknownFormError(Exception):
    """The tokens are no date; caught in `bot.parse.dates`.

    Attributes:
        misfit: Why.
        at: The index of the token that had been reached.
    """

    def __init__(self, misfit: Misfit = Misfit.FORM) -> None:
        super().__init__(misfit.name)
        self.misfit = misfit
        self.at = 0


_ENDS = [Kind.END] * 3
"""What comes after the last token, as far as anybody looks ahead."""


class Cursor:
    """A line of tokens and the place that has been reached.

    Attributes:
        line: The tokens.
        at: The index of the next token.
    """

    def __init__(self, line: Sequence[Token]) -> None:
        self.line = line
        self.at = 0
        self._kinds = [*(token.kind for token in line), *_ENDS]

    def kind(self, at: int) -> Kind:
        """The kind of the token at an index; `END` after the last."""
        return self._kinds[at] if at < len(self.line) else Kind.END

    def peek(self, ahead: int = 0) -> Kind:
        """The kind of the next token, or of one further ahead."""
        return self._kinds[self.at + ahead]

    def take(self, *kinds: Kind) -> Token | None:
        """Step over the next token and give it, if it is of one of these kinds (never `END`)."""
        at = self.at
        if self._kinds[at] not in kinds:
            return None
        self.at = at + 1
        return self.line[at]

    def need(self, *kinds: Kind) -> tuple[int, ...]:
        """Step over the next token and give its numbers.

        Raises:
            UnknownFormError: It is of none of these kinds.
        """
        token = self.take(*kinds)
        if token is None:
            raise UnknownFormError
        return token.numbers

    def take_comma_before(self, kinds: Collection[Kind]) -> None:
        """Step over a comma where one of these kinds follows it."""
        self.take_before(kinds, Kind.COMMA)

    def take_before(self, kinds: Collection[Kind], *signs: Kind) -> None:
        """Step over a token of one of these signs where one of these kinds follows it."""
        if self.peek() in signs and self.peek(1) in kinds:
            self.at += 1

    def slice_from(self, start: int) -> tuple[int, int]:
        """Where the tokens from an index on to the place that has been reached stand in the text."""
        return self.line[start].start, self.line[self.at - 1].end
