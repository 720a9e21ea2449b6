"""A part of a time plan: what stands between two headings, and the year that its dates are read in."""

import re
from dataclasses import dataclass

from bot.parse.date_spans import Frame
from bot.parse.structure import Source
from bot.parse.words import plain

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)(?! ?[-–/] ?\d)")


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
    """

    source: Source
    start: int
    end: int
    frame: Frame
    heading: str = ""
    line: int = 1


def in_year(frame: Frame, heading: str) -> Frame:
    """The frame below a heading: that of the calendar year that it names, if it names one and no other."""
    years = set(_YEAR.findall(plain(heading)))
    return Frame(None, None, int(years.pop())) if len(years) == 1 else frame
