"""An edit as a unified diff, as every tool for text knows it."""

from difflib import unified_diff

from bot.plan import PlannedEdit

CONTEXT = 2
"""Lines shown before and after each change."""


def unified(edit: PlannedEdit) -> list[str]:
    """The lines of the diff between the page as read and as planned, without line ends."""
    before = (edit.before.text or "").splitlines()
    name = edit.title if edit.before.exists else "/dev/null"
    return list(unified_diff(before, edit.text.splitlines(), name, edit.title, lineterm="", n=CONTEXT))
