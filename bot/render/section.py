"""The Lägesrapport as a section of the project page: where it stands, and where it is put when there is none."""

import re

from bot.parse.brackets import BLOT, blot, quiet_spans
from bot.parse.regions import SECTION, Region, compose, read_regions
from bot.parse.structure import Section, Source
from bot.parse.words import plain
from bot.render.region import Splice, refresh
from bot.settings import Settings
from bot.wiki.namespaces import called_anywhere

_BLANK = f" \t\r\n\f\v\u00a0{BLOT}"
_CATEGORY = re.compile(rf"\[\[ *(?:{called_anywhere('category')}|[a-z]{{2}}) *:[^\[\]]*\]\]", re.IGNORECASE)
"""A category, or the same page in another language."""
_SORT_KEY = re.compile(r"\{\{(?:DEFAULTSORT|STANDARDSORTERING):(?:[^{}]|\{\{[^{}]*\}\})*\}\}\Z")
_INCLUDEONLY = re.compile(r"<(/?)includeonly\b", re.IGNORECASE)
_LONGEST_KEY = 300
"""Characters of a sort key at most, braces and all: MediaWiki keeps 230 bytes."""


def in_section(source: Source, region: Region | None, body: str, settings: Settings) -> list[Splice]:
    """The splices that bring the report up to date on a project page.

    A region that is there is refreshed where it stands. One that is not, and has something to say, is put after what a
    person has written below the heading; without such a heading, the section is made after the one with the project
    data, before the categories that a page ends with.
    """
    if region:
        change = refresh(source, region, body, settings.language)
        return [change] if change else []
    if not body:
        return []
    home = _titled(source, settings.report.heading)
    if home:
        return [_below(source, home.start, _own_end(source, home), compose(SECTION, body, settings.language))]
    after = _titled(source, settings.report.after_heading)
    start, end, level = (after.start, after.end, after.level) if after else (0, len(source.text), 2)
    heading = f"{'=' * level} {settings.report.heading} {'=' * level}"
    return [_below(source, start, end, f"\n{heading}\n{compose(SECTION, body, settings.language)}")]


def shows(source: Source, settings: Settings) -> bool:
    """Whether the report on a page is seen, below its heading: no comment or tag that was left open swallows either."""
    region, home = read_regions(source.text).get(SECTION), _titled(source, settings.report.heading)
    if region is None or region.body_start == region.body_end:
        return True
    return seen(source, region) and bool(home and home.start < region.start < home.end)


def seen(source: Source, region: Region) -> bool:
    """Whether a region on a page is read as wikitext there.

    An open comment goes on to the end of the region's first marker, and what stands in a tag such as `<nowiki>` is not
    read: there that marker is no comment of its own. What stands in `<includeonly>` is not seen on the page itself.
    """
    spans = quiet_spans(source.text)
    if all(start != region.start for start, _ in spans):
        return False
    above = blot(source.text[: region.start], (one for one in spans if one[0] < region.start))
    signs = [sign[1] for sign in _INCLUDEONLY.finditer(above)]
    return signs.count("") <= signs.count("/")


def _titled(source: Source, title: str) -> Section | None:
    return next((one for one in source.sections if plain(one.title).casefold() == title.casefold()), None)


def _own_end(source: Source, section: Section) -> int:
    """Where the text ends that stands right below a heading: at the next heading of any level."""
    return min(next((one.start for one in source.sections if one.start > section.start), section.end), section.end)


def _below(source: Source, start: int, end: int, text: str) -> Splice:
    """Put lines after the last one in a slice that says something; categories and sort keys at its end say nothing.

    They never go into another region, which somebody may have copied there.
    """
    said = _content_end(source.quiet, start, end)
    position = _line_end(source, said, end) if said > start else start
    for region in read_regions(source.text).found.values():
        if region.start < position < region.end:
            position = _line_end(source, region.end, max(end, region.end))
    stands_free = position == len(source.text) or source.text.startswith(("\n\n", "\n\r\n"), position)
    before, after = "\n" if position else "", "" if stands_free else "\n"
    return Splice(position, position, f"{before}{text if before else text.lstrip()}{after}")


def _line_end(source: Source, position: int, end: int) -> int:
    """Where the line of a position ends, in a slice; a comment does not end it."""
    line_end = source.quiet.find("\n", position, end)
    return line_end if line_end >= 0 else end


def _content_end(quiet: str, start: int, end: int) -> int:
    """Where a slice ends without blank lines, comments, categories and sort keys."""
    while True:
        while end > start and quiet[end - 1] in _BLANK:
            end -= 1
        opening = quiet.rfind("[[", start, end) if quiet.endswith("]]", start, end) else -1
        key = _SORT_KEY.search(quiet[max(start, end - _LONGEST_KEY) : end])
        if opening >= 0 and _CATEGORY.fullmatch(quiet, opening, end):
            end = opening
        elif key:
            end -= len(key[0])
        else:
            return end
