"""The year's overview page: the bot's region on it, whatever people write around it."""

from bot.knowledge import Knowledge
from bot.ledger import summary
from bot.overview.news import noted
from bot.overview.note import Note
from bot.overview.rows import rows_of_year
from bot.parse.exclusion import may_edit, settled
from bot.parse.overview_note import read_note
from bot.parse.regions import Region, around, read_regions
from bot.parse.structure import Source
from bot.render.draft import Draft
from bot.render.overview_body import overview_body
from bot.render.region import says
from bot.render.room import MOST_BYTES, bytes_of
from bot.render.section import seen
from bot.wiki.port import Page

REGION = "overview"

_MARKERS = 500
"""Bytes for the markers of the region, whatever the language, and the empty lines before it."""


def overview_text(page: Page, year: int, known: Knowledge) -> Draft | None:
    """The overview page of a year, with the bot's region brought up to date; added at the end where it is missing.

    Returns:
        None where the page must not be written: protected, a redirect, closed to bots, or its markers are wrong; where
        the region would not be seen, since a comment or a tag above it has no end; and where people have written so
        much that it has no room.
    """
    text = page.text or ""
    regions = read_regions(text)
    region = regions.get(REGION)
    if (
        page.locked
        or page.redirect
        or not regions.sound
        or not may_edit(text, known.material.account)
        or not settled(text)
    ):
        return None
    rows = rows_of_year(year, known)
    note = noted(note_on(text), rows, year, known.today)
    body = overview_body(rows, year, known, note, most=_room(text, region, known))
    if body is None:
        return None
    text = _with(body, text, region, known.words.language)
    del body  # it may be as long as a page can be, as may all that is made of it
    found = read_regions(text).get(REGION)
    if found is None or not seen(Source(page.title, text), found):
        return None
    why = known.words.phrase("why-overview", year=year, count=len(rows))
    said = known.words.phrase("summary-overview", handbook=known.settings.pages.handbook, why=why)
    told = summary(said, run=known.material.run, language=known.words.language)
    return Draft(text, told, why, renews=region is not None)


def _with(body: str, text: str, region: Region | None, language: str) -> str:
    """The page with this in the region, which is put after all else where there is none."""
    if region and says(text, region, body):
        return text
    start, end = around(REGION, body, language)
    if region:
        return "".join((text[: region.start], start, body, end, text[region.end :]))
    return "".join((text, "\n\n" if text else "", start, body, end))


def note_on(text: str) -> Note | None:
    """What the bot's region on an overview has written down; None where there is none, or nothing that makes sense."""
    region = read_regions(text).get(REGION)
    return read_note(text[region.body_start : region.body_end].replace("\r", "")) if region else None


def _room(text: str, region: Region | None, known: Knowledge) -> int:
    """The bytes that the bot's text may have: what the settings say, and not so many that the wiki refuses the page."""
    people = text[: region.start] + text[region.end :] if region else text
    return min(known.settings.overview.max_kilobytes * 1000, MOST_BYTES - bytes_of(people)) - _MARKERS
