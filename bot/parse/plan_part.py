"""A part of a time plan: what stands between two headings, and the year that its dates are read in."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from bot.model import Mark
from bot.parse.date_spans import Frame
from bot.parse.dates import LONGEST, read_words
from bot.parse.languages.swedish import SWEDISH
from bot.parse.structure import Source
from bot.parse.vocabulary import PlanWords, Vocabulary
from bot.parse.words import plain

_JANUARY, _DECEMBER, _LAST_DAY = 1, 12, 31
_YEAR = re.compile(r"(?<![\w-])(?:19|20)[0-9]{2}(?!\w)")
_YEARS = re.compile(r"(?:19|20)[0-9]{2} ?[-–—/] ?(?:[0-9]|\Z)")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a page that belongs to a time plan.

    Attributes:
        source: The page, or the text of a template's parameter.
        start: Where it begins, at the beginning of a line.
        end: Where it stops.
        frame: What tells the year of dates without one.
        heading: The wikitext of the heading above; "" where there is none.
        line: The line of that heading.
        mark: What that heading, or one above it, says of everything below (`Klart`).
        vocabulary: The language.
    """

    source: Source
    start: int
    end: int
    frame: Frame
    heading: str = ""
    line: int = 1
    mark: Mark | None = None
    vocabulary: Vocabulary = SWEDISH


@cache
def _beside_year(words: PlanWords) -> re.Pattern[str]:
    """Words beside a year: "Inför Wikimania 2014" is none, as what is done for it may well be done in 2013."""
    return re.compile(words.beside_year, re.IGNORECASE)


def in_year(frame: Frame, heading: str, *, vocabulary: Vocabulary = SWEDISH) -> Frame:
    """The frame below a heading: that of the calendar year that it names, if it names one and says nothing else.

    A date (`våren 2014`), `Tidplan för 2014` or `Etapp 2: 2014` may stand there, too; a year that only belongs to a
    name (`Inför Wikimania 2014`) says nothing about when.
    """
    words = plain(heading)
    years = set(_YEAR.findall(words))
    if len(words) > LONGEST or len(years) != 1 or _YEARS.search(words):
        return frame
    year = years.pop()
    rest = [word for word in re.split(r"[\W_]+", _YEAR.sub(" ", words)) if word]
    date_alone = read_words([words], vocabulary=vocabulary) is not None
    if not date_alone and not all(map(_beside_year(vocabulary.plan).fullmatch, rest)):
        return frame
    return _within(frame, int(year))


def _within(frame: Frame, year: int) -> Frame:
    """What of the project's period lies in a year; the year alone where that is nothing, or not known."""
    first, last = date(year, _JANUARY, 1), date(year, _DECEMBER, _LAST_DAY)
    if frame.start is None or frame.end is None or frame.end < first or last < frame.start:
        return Frame(None, None, year)
    return Frame(max(frame.start, first), min(frame.end, last), year)
