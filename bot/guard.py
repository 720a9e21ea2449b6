"""The guard: it looks at a plan as a whole, and stops the run before its first edit where the plan is too strange."""

from bot.knowledge import Knowledge
from bot.plan import Plan

GUARD_FROM = 5
"""Of fewer kept pages than this, most may well change at once; the share says nothing then."""


def objections(known: Knowledge, plan: Plan) -> list[str]:
    """What is strange about a plan, each with its figure and the setting behind it; empty where all is well.

    The share of changed pages counts those whose regions were there before and are rewritten, each from its second
    edit in a month on: the first one rightly rewrites what comes next month.
    """
    guard, words = known.settings.guard, known.words
    found = []
    if known.nothing_listed:
        found.append(words.phrase("guard-no-projects", years=list(known.material.listed)))
    reminders = sum(edit.task == "remind" and not edit.silent for edit in plan.edits)
    if reminders > guard.max_reminders:
        found.append(words.phrase("guard-reminders", count=reminders, most=guard.max_reminders))
    month = (known.today.year, known.today.month)
    this_month = {title for title, when in known.ledger.edited.items() if (when.year, when.month) == month}
    renewed = sum(edit.renews and edit.task == "report" and edit.title in this_month for edit in plan.edits)
    kept = sum(not standing.project.closed for standing in known.standings)
    if kept >= GUARD_FROM and renewed > kept * guard.max_changed_share:
        found.append(words.phrase("guard-changed", count=renewed, kept=kept, most=guard.max_changed_share))
    return found
