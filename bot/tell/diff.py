"""An edit as a unified diff, as every tool for text knows it."""

from difflib import unified_diff

from bot.planned import PlannedEdit

CONTEXT = 2
"""Lines shown before and after each change."""


def unified(edit: PlannedEdit) -> list[str]:
    """The lines of the diff between the page as read and as planned, without line ends."""
    return differences(edit.before.text, edit.text, title=edit.title)


def differences(before: str | None, after: str, *, title: str) -> list[str]:
    """The lines of the diff between two texts of a page, without line ends; `before` is None where there was none."""
    name = "/dev/null" if before is None else title
    return list(unified_diff((before or "").splitlines(), after.splitlines(), name, title, lineterm="", n=CONTEXT))
