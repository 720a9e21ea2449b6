"""The year's overview page: the bot's region on it, whatever people write around it."""

from collections import Counter
from collections.abc import Iterable

from bot.checks.figures import figures
from bot.checks.standing import Standing
from bot.codes import CODES
from bot.knowledge import Knowledge
from bot.ledger import summary
from bot.model import Finding, Project
from bot.parse.exclusion import may_edit, settled
from bot.parse.regions import compose, read_regions
from bot.parse.structure import Source
from bot.reminders.why import Notice, notices_by_project, together
from bot.render.changes import changes_told
from bot.render.draft import Draft
from bot.render.escape import Wikitext
from bot.render.notices import notice_wikitext, quiet_words
from bot.render.region import refresh, splice
from bot.wiki.port import Page

REGION = "overview"


def overview_text(page: Page, year: int, known: Knowledge) -> Draft | None:
    """The overview page of a year, with the bot's region brought up to date; added at the end where it is missing.

    Returns:
        None where the page must not be written: protected, a redirect, closed to bots, or its markers are wrong.
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
    listed = set(known.material.listed[year])
    standings = [one for one in known.standings if one.project.title in listed]
    body = _body(standings, year, known)
    if region:
        change = refresh(Source(page.title, text), region, body, known.words.language)
        text = splice(text, [change] if change else [])
    else:
        whole = compose(REGION, body, known.words.language)
        text = f"{text}\n\n{whole}" if text else whole
    why = known.words.phrase("why-overview", year=year, count=len(standings))
    said = known.words.phrase("summary-overview", handbook=known.settings.pages.handbook, why=why)
    told = summary(said, run=known.material.run, language=known.words.language)
    return Draft(text, told, why, renews=region is not None)


def _body(standings: list[Standing], year: int, known: Knowledge) -> str:
    findings = [(one, finding) for one in standings for finding in known.findings[one.project.title]]
    reminders = _reminders(standings, known)
    return known.words.wikitext(
        "overview",
        year=year,
        standings=standings,
        reports=Counter(one.report_told for one in standings),
        total=_total(standings, year),
        totals={one.project.title: _total([one], year) for one in standings},
        changed=[(one, told) for one in standings if (told := changes_told(one, known.settings, known.words))],
        findings=_by_project(findings),
        problems=known.problems,
        reminders=reminders,
        quiet=_without_reminders(standings, [one for one, _ in reminders], known),
        pages=known.settings.pages,
    )


def _reminders(standings: list[Standing], known: Knowledge) -> list[tuple[Standing, list[Wikitext]]]:
    """The projects with reminders, and how it stands with them."""
    each = {
        title: [one for one in found if not one.item.superseded] for title, found in notices_by_project(known).items()
    }
    told = [(one, together(each.get(one.project.title, []))) for one in standings]
    return [(one, [_told(*group, known) for group in groups]) for one, groups in told if groups]


def _told(notice: Notice, count: int, known: Knowledge) -> Wikitext:
    return notice_wikitext(notice, count, known.settings, known.words)


def _without_reminders(
    standings: list[Standing], told: Iterable[Standing], known: Knowledge
) -> dict[str, list[Project]]:
    """The other projects, by why there are none."""
    titles = {one.project.title for one in told}
    reasons: dict[str, list[Project]] = {}
    for one in standings:
        if one.project.title not in titles:
            reasons.setdefault(quiet_words(one, known.words), []).append(one.project)
    return reasons


def _total(standings: list[Standing], year: int) -> dict[str, float]:
    """The figures of several projects for a year together."""
    each = [figures(one, year) for one in standings]
    return {
        "all": sum(one.all for one in each),
        "done": sum(one.done for one in each),
        "overdue": sum(one.overdue for one in each),
        "days": sum(one.days for one in each),
        "days_done": sum(one.days_done for one in each),
    }


def _by_project(findings: list[tuple[Standing, Finding]]) -> list[tuple[Standing, list[Finding]]]:
    """What people should know of each project, those of a kind together.

    Not line by line: what stands on one line may stand on two when the bot has written its part; that is no news.
    """
    groups: dict[str, tuple[Standing, list[Finding]]] = {}
    for standing, finding in findings:
        if finding.severity != "info":
            groups.setdefault(standing.project.title, (standing, []))[1].append(finding)
    kinds = list(CODES)
    for standing, found in groups.values():
        found.sort(key=lambda one: (one.place.page != standing.project.title, kinds.index(one.code)))
    return list(groups.values())
