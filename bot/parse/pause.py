"""The template that asks the bot to be quiet until a day, `{{Lägesbot|pausa=2022-12-01}}`, wherever people write it.

On a project page it pauses the project, in a thread of a talk page it is an answer (`bot.parse.threads`). Only a call
that is seen counts: not one in a comment or in `<nowiki>`, in another template, or in `<includeonly>`, nor one that is
struck out, which is how people take something back.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from bot.model import Flaw, Place
from bot.names import BOT, LANGUAGES, names
from bot.parse.brackets import BLOT
from bot.parse.days import read_day
from bot.parse.languages import vocabulary
from bot.parse.projectdata import template_name
from bot.parse.structure import Source
from bot.parse.words import plain

TEMPLATE = BOT
"""The template's name, as `template_name` gives it."""

PARAMETERS = {names(language).pause: vocabulary(language) for language in LANGUAGES}
"""The parameter with the day on which the pause is over, in each language, which the day is read in."""

_UNSEEN = re.compile(r"<(includeonly|s|del|strike)(?=[\s>])[^<>]*(?<!/)>.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
"""What the page does not show, or shows struck out; without an end it goes on to the end of the page, as there."""


@dataclass(frozen=True, slots=True)
class Pause:
    """One call of the template.

    Attributes:
        until: The first day after the pause; None where the words are no date.
        words: What the parameter says, plain; "" where it says nothing.
        line: The 1-based line on which the call begins.
    """

    until: date | None
    words: str
    line: int


def pauses(source: Source) -> dict[int, Pause]:
    """The calls of the template that are seen on a page, by where they begin, in order.

    The day is read as the project's last day is (`bot.parse.days`): ÅÅÅÅ-MM-DD, or another date that means one day.
    """
    if TEMPLATE[1:] not in source.quiet.replace(BLOT, ""):  # as its first letter may be written either way
        return {}
    called = [one for one in source.calls() if template_name(one.name.lstrip(": ")) == TEMPLATE]
    unseen = [match.span() for match in _UNSEEN.finditer(source.quiet)] if called else []
    found: dict[int, Pause] = {}
    for call in called:
        found_as = next(((one, words) for name, words in PARAMETERS.items() if (one := call.last(name))), None)
        before = bisect_right(unseen, (call.start, call.start))
        if found_as and not (before and call.start < unseen[before - 1][1]):
            given, words = found_as
            value = source.text[given.value_start : given.value_end]
            day = read_day(value, "last", vocabulary=words)
            found[call.start] = Pause(day, plain(value), source.line(call.start))
    return found


def read_pause(source: Source) -> tuple[date | None, list[Flaw]]:
    """Until when a project page says that its project rests.

    Args:
        source: The project page, without what the bot has written there.

    Returns:
        The latest of the days; None where there is none. And a flaw for each call whose day cannot be read.
    """
    found = pauses(source).values()
    flaws = [
        Flaw("date-unreadable", Place(source.title, one.line), facts={"text": one.words, "field": None, "pause": True})
        for one in found
        if one.until is None
    ]
    return max((one.until for one in found if one.until), default=None), flaws
