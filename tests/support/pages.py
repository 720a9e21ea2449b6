"""Pages to test with: the bot's regions as the contract writes them, and what is known from a wiki's pages."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.checks.standing import Standing
from bot.knowledge import Knowledge, know
from bot.model import TaskState
from bot.planned import Plan
from bot.render.draft import Draft
from bot.render.report import report_pages
from bot.settings import Settings
from bot.wiki.port import Page
from tests.support.builders import TODAY, material


def region(name: str, body: str, *, total: str | None = None) -> str:
    """A region as the contract on the wiki writes it.

    Args:
        name: Its name.
        body: The text between the markers; "" for none.
        total: Another checksum than the body's own.
    """
    lines = f"{body}\n" if body else ""
    start = f"<!-- Lägesbot:start {name} {total or total_of(body)} – ändra inte här, texten skrivs om -->"
    return f"{start}\n{lines}<!-- Lägesbot:slut {name} -->"


def total_of(body: str) -> str:
    """The checksum of a region's text, as the contract tells how to make it."""
    return hashlib.sha256(body.encode()).hexdigest()[:12]


def key_of(name: str, days: str = "") -> str:
    """The key of an activity in the bot's note: of its letters and digits, and its days where others have that name.

    Args:
        name: Its name.
        days: `2022-03-01/2022-03-31` where another has the same name.
    """
    gist = "".join(one for one in name.lower() if one.isalpha() or one.isdigit())
    identity = "\0".join([gist, *(days.split("/") if days else [])])
    return hashlib.sha256(f"{identity}\0{1}".encode()).hexdigest()[:12]


def known_from(
    pages: Mapping[str, str],
    *,
    today: date = TODAY,
    year: int | None = None,
    rules: Settings | None = None,
    tasks: Mapping[str, TaskState] | None = None,
) -> Knowledge:
    """What is known from these pages: every page of a project among them is one of the year's projects.

    Args:
        pages: The pages, by title.
        today: The day.
        year: The year that is asked for; that of the day when None.
        rules: Settings; those of `builders.settings` when None.
        tasks: What Phabricator says.
    """
    known = material(pages, today=today, rules=rules)
    space = f"{known.settings.pages.namespace}:"
    projects = tuple(title for title in pages if title.startswith(space) and "/" not in title)
    return know(replace(known, listed={year or today.year: projects}, tasks=tasks))


def carried_out(pages: Mapping[str, str], plan: Plan) -> dict[str, str]:
    """The pages as they are when all edits of a plan are made."""
    return {**pages, **{edit.title: edit.text for edit in plan.edits}}


def report_text(one: Page, standing: Standing, known: Knowledge) -> Draft | None:
    """One of a project's pages as its report should leave it; None where it is not written.

    Args:
        one: The page, in the place of the one that is known by its title.
        standing: The project and how it stands.
        known: What else is known.
    """
    there = replace(known, material=replace(known.material, pages={**known.pages, one.title: one}))
    return {found.title: draft for found, draft in report_pages(standing, there)}.get(one.title)
