"""One person's message, as a new section at the end of their talk page."""

from collections.abc import Iterable

from bot.knowledge import Knowledge
from bot.ledger import item_mark, message_key, summary
from bot.model import Finding
from bot.reminders import Due, Item
from bot.render.changes import changes_told
from bot.render.draft import Draft
from bot.render.escape import Wikitext
from bot.wiki.port import Page

REGION_CODES = frozenset({"region-damaged", "region-edited"})
"""The findings that keep the bot from writing its part, and that only a person can mend."""

FIRST_STEP = 1
"""The first reminder of the contract's three steps."""


def reminder_text(page: Page, due: Due, known: Knowledge) -> Draft:
    """The talk page with the message added at its end, all text before it as it was."""
    recipient, words = due.recipient, known.words
    beside = [item.activity.activity for item in due.items if item.activity]
    message = words.wikitext(
        "reminder",
        name=recipient.name,
        day=known.today,
        projects=_by_project(due),
        count=len(due.items),
        mark=lambda item: Wikitext(item_mark(item.key(recipient.account), FIRST_STEP)),
        changed=lambda standing: changes_told(standing, known.settings, words, but=beside),
        unwritten=lambda standing: _unwritten(known.findings.get(standing.project.title, ())),
        pages=known.settings.pages,
    )
    why = words.phrase("why-reminder", name=recipient.name, count=len(due.items))
    said = words.phrase("summary-reminder", handbook=known.settings.pages.handbook, count=len(due.items))
    key = message_key(known.today, recipient.account)
    return Draft(f"{_with_gap(page.text)}{message}", summary(said, run=known.material.run, key=key), why)


def _unwritten(findings: Iterable[Finding]) -> list[Finding]:
    """Those that keep the bot from writing its part of a report."""
    return [one for one in findings if one.code in REGION_CODES]


def _with_gap(text: str | None) -> str:
    """The text that was there and what must be added to it for a section to begin after an empty line."""
    if not text:
        return ""
    return text if text.endswith("\n\n") else f"{text}\n" if text.endswith("\n") else f"{text}\n\n"


def _by_project(due: Due) -> list[list[Item]]:
    """The items in groups of one project each, in the order of their first item."""
    groups: dict[str, list[Item]] = {}
    for item in due.items:
        groups.setdefault(item.standing.project.title, []).append(item)
    return list(groups.values())
