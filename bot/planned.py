"""What a plan consists of: every edit of a run and why it is made, and what is left undone and why."""

from dataclasses import dataclass

from bot.model import Task
from bot.packed import Packed
from bot.wiki.port import Edit, Page


@dataclass(frozen=True, slots=True)
class PlannedEdit:
    """One edit of the plan.

    Attributes:
        task: Which part of the run it belongs to.
        before: The page as read.
        after: The whole new text.
        summary: The edit summary.
        why: What it is for, in plain words.
        renews: A region of the bot's was there already and is rewritten.
        changes: What has changed in the project since its newest report, in words; for its report alone.
        needs: The page whose edit must be made first: a report leaves one place only when it stands in the other.
        silent: Its reader need not be told of it.
    """

    task: Task
    before: Page
    after: Packed
    summary: str
    why: str
    renews: bool = False
    changes: str = ""
    needs: str = ""
    silent: bool = True

    @property
    def title(self) -> str:
        """The page's title."""
        return self.before.title

    @property
    def text(self) -> str:
        """The whole new text, unpacked."""
        return str(self.after)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Its task, alone."""
        return (self.task,)

    def edit(self) -> Edit:
        """The edit as it is sent: a reminder neither minor nor as a bot, so that its reader is told of it."""
        return Edit(self.title, self.text, self.before.revid, self.summary, minor=self.silent, bot=self.silent)


@dataclass(frozen=True, slots=True)
class Withheld:
    """Something that the run leaves undone on purpose, and why, in plain words."""

    task: Task
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """All edits in the order in which they are made, and what is withheld."""

    edits: tuple[PlannedEdit, ...] = ()
    withheld: tuple[Withheld, ...] = ()

    @property
    def by_page(self) -> dict[str, PlannedEdit]:
        """The edits by the pages' titles: a run edits a page at most once."""
        return {edit.title: edit for edit in self.edits}

    def for_page(self, title: str) -> PlannedEdit | None:
        """The edit of a page, if there is one."""
        return next((edit for edit in self.edits if edit.title == title), None)


Step = PlannedEdit | Withheld
"""What comes of one page."""
