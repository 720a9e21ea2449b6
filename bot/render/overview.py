"""The year's overview page: the bot's region on it, whatever people write around it."""

from collections.abc import Iterable, Sequence

from bot.checks.standing import Standing
from bot.codes import CODES
from bot.knowledge import Knowledge
from bot.ledger import summary
from bot.model import Finding
from bot.overview.news import news, noted
from bot.overview.note import Note
from bot.overview.rows import Row, rows_of_year
from bot.overview.totals import MOST_NAMED, totals_of
from bot.parse.exclusion import may_edit, settled
from bot.parse.overview_note import read_note, write_note
from bot.parse.regions import compose, read_regions
from bot.parse.structure import Source
from bot.render.draft import Draft
from bot.render.escape import Wikitext
from bot.render.looks import LOOK, bar
from bot.render.notices import notice_wikitext, quiet_words
from bot.render.region import refresh, splice
from bot.render.section import seen
from bot.render.styles import styles_of
from bot.render.timeline import timelines_wikitext
from bot.render.workload import workload_wikitext
from bot.wiki.port import Page

REGION = "overview"

COMPUTING = "ParserFunctions"
"""The extension by which the wiki works out, whenever a page is shown, how many days have gone since a day."""


def overview_text(page: Page, year: int, known: Knowledge) -> Draft | None:
    """The overview page of a year, with the bot's region brought up to date; added at the end where it is missing.

    Returns:
        None where the page must not be written: protected, a redirect, closed to bots, or its markers are wrong; and
        where the region would not be seen, since a comment or a tag above it has no end.
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
    body = _body(rows, year, known, note_on(text))
    if region:
        change = refresh(Source(page.title, text), region, body, known.words.language)
        text = splice(text, [change] if change else [])
    else:
        whole = compose(REGION, body, known.words.language)
        text = f"{text}\n\n{whole}" if text else whole
    found = read_regions(text).get(REGION)
    if found is None or not seen(Source(page.title, text), found):
        return None
    why = known.words.phrase("why-overview", year=year, count=len(rows))
    said = known.words.phrase("summary-overview", handbook=known.settings.pages.handbook, why=why)
    told = summary(said, run=known.material.run, language=known.words.language)
    return Draft(text, told, why, renews=region is not None)


def note_on(text: str) -> Note | None:
    """What the bot's region on an overview has written down; None where there is none, or nothing that makes sense."""
    region = read_regions(text).get(REGION)
    return read_note(text[region.body_start : region.body_end].replace("\r", "")) if region else None


def _body(rows: Sequence[Row], year: int, known: Knowledge, before: Note | None) -> str:
    note = noted(before, rows, year, known.today)
    return known.words.wikitext(
        "overview",
        year=year,
        styles=styles_of(known),
        look=LOOK,
        bar=bar,
        computing=COMPUTING in known.material.extensions,
        total=totals_of(rows),
        rows=[(row, _reminders(row, known)) for row in rows],
        timelines=timelines_wikitext(year, rows, known),
        workload=workload_wikitext(year, known),
        news=news(note, rows, year),
        note_day=note.day,
        note=Wikitext(write_note(note)),
        most=known.settings.report.max_rows,
        most_named=MOST_NAMED,
        findings=_by_project(rows, known),
        problems=known.problems,
    )


def _reminders(row: Row, known: Knowledge) -> list[str]:
    """How it stands with a project's reminders, or why there are none."""
    if row.quiet:
        return [quiet_words(row.standing, known.words)]
    return [notice_wikitext(notice, count, known.settings, known.words) for notice, count in row.notices]


def _by_project(rows: Sequence[Row], known: Knowledge) -> list[tuple[Standing, list[Finding]]]:
    """What people should know of each project, those of a kind together.

    Not line by line: what stands on one line may stand on two when the bot has written its part; that is no news.
    """
    kinds = list(CODES)
    groups = []
    for standing in (row.standing for row in rows):
        title = standing.project.title
        found = [one for one in known.findings[title] if one.severity != "info"]
        elsewhere = [one for one in found if one.place.page != title]
        own = [one for one in found if one.place.page == title]
        groups.append((standing, [*_by_kind(own, kinds), *_by_kind(elsewhere, kinds)]))
    return [(standing, found) for standing, found in groups if found]


def _by_kind(found: Iterable[Finding], kinds: Sequence[str]) -> list[Finding]:
    return sorted(found, key=lambda one: kinds.index(one.code))
