"""Where the timeline stands on a project page: right after the table of the time plan."""

import re
from bisect import bisect_right
from collections.abc import Collection

from bot.parse.regions import TIMELINE, blanked, compose, read_regions
from bot.parse.structure import Source
from bot.parse.tables import read_tables
from bot.render.region import Splice, refresh, splice
from bot.render.section import seen

_OPEN_TAG = re.compile(r"<[A-Za-z/][^<>]*\Z")


def with_timeline(source: Source, body: str, lines: Collection[int], *, grows: bool, language: str) -> str | None:
    """The page with the timeline brought up to date, where it stands; a new one is put after the plan's last table.

    Args:
        source: The page, whose regions are sound.
        body: The timeline; "" where there is none to show, which empties one that is there.
        lines: The lines on which the plan's activities stand; none where some of them stand elsewhere.
        grows: Whether a timeline is put where there is none.
        language: In which its markers are written.

    Returns:
        None where it cannot be put, or be written anew, so that it is sure to be seen and nothing else to be harmed.
    """
    region = read_regions(source.text).get(TIMELINE)
    if region is None and not (body and grows):
        return source.text
    if region:
        change = refresh(source, region, body, language)
        if change is None:
            return source.text
        return splice(source.text, [change]) if seen(source, region) else None
    position = place(source, lines)
    return None if position is None else _shown(source, position, body, language)


def place(source: Source, lines: Collection[int]) -> int | None:
    """Where the line ends on which the plan's last table does; None where there is no such place.

    Each activity must stand in a table that is closed. What stands in templates, comments and the bot's own regions
    is no such table (`bot.parse.tables`), and no line ends inside any of them. One that ends inside a link or a tag is
    no such place.
    """
    page = Source(source.title, blanked(source.text))
    tables = [one for one in read_tables(page, 0, len(page.text)) if one.closed]
    firsts = [one.line for one in tables]
    found = {bisect_right(firsts, line) - 1 for line in lines}
    if not lines or min(found) < 0:
        return None
    lasts = {at: page.line(tables[at].end - 1) for at in found}
    if any(line > lasts[bisect_right(firsts, line) - 1] for line in lines):
        return None
    end = tables[max(found)].end
    newline = page.masked.find("\n", end - 1)
    if newline < 0:
        return len(page.text)
    return None if _goes_on(page.masked[page.masked.rfind("\n", 0, newline) + 1 : newline]) else newline


def _goes_on(line: str) -> bool:
    """Whether a link or a tag begins on the line that only ends on a further one."""
    return line.count("[[") > line.count("]]") or _OPEN_TAG.search(line) is not None


def _shown(source: Source, position: int, body: str, language: str) -> str | None:
    """The page with a new timeline on lines of its own; None where it would not be read as wikitext there."""
    text = splice(source.text, [Splice(position, position, f"\n{compose(TIMELINE, body, language)}")])
    region = read_regions(text).get(TIMELINE)
    return text if region and seen(Source(source.title, text), region) else None
