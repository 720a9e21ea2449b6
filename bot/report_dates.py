"""The dates of reports that the bot sets: where one was not written after all, what counts on it is planned anew."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from bot.gather import refresh_pages, without_histories
from bot.knowledge import Material, know
from bot.plan import make_plan, pages_beside
from bot.planned import Plan, PlannedEdit
from bot.wiki.outcome import Outcome, Saved
from bot.wiki.port import Wiki


@dataclass(slots=True)
class ReportDates:
    """The dates of reports that the bot sets, as edit after edit is made.

    An overview or a reminder must not count on a date that stands nowhere, nor the bot remember it.

    Attributes:
        planned: The edits that would write them, by page.
        beside: The pages on which the rest of such a report is, by its page.
        left: Pages that are no longer waiting for their edit, nor were made as planned.
        near: Those, and the pages beside them.
    """

    planned: Mapping[str, PlannedEdit]
    beside: Mapping[str, Collection[str]]
    left: set[str] = field(default_factory=set)
    near: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, material: Material, plan: Plan) -> "ReportDates":
        """Those that a plan would write."""
        planned = {edit.title: edit for edit in plan.edits if edit.title in material.histories}
        return cls(planned, pages_beside(know(material), planned) if planned else {})

    def leave(self, gone: Iterable[PlannedEdit]) -> None:
        """Some edits are not waiting any more."""
        for title in (edit.title for edit in gone if edit.title in self.planned):
            self.left.add(title)
            self.near.update(self.beside[title])

    def made(self, edit: PlannedEdit, outcome: Outcome) -> None:
        """Something came of an edit; where it was saved as it was planned, its date stands there."""
        title = edit.title
        if isinstance(outcome, Saved) and edit == self.planned.get(title):
            self.left.discard(title)
            self.near.difference_update(self.beside[title])

    def touches(self, edit: PlannedEdit) -> bool:
        """Whether an edit counts on a date that was not written."""
        return bool(self.left) and (edit.task != "report" or edit.title in self.near)

    def settle(self) -> set[str]:
        """The pages whose dates were not written; they are not told of again."""
        found, self.left, self.near = self.left, set(), set()
        return found


def on_true_dates(
    wiki: Wiki, material: Material, dates: ReportDates, waiting: list[PlannedEdit]
) -> tuple[Material, list[PlannedEdit]]:
    """What is known and still to be done, where dates of reports were not written after all: planned anew.

    That is done before the first edit that counts on them, for all together.
    """
    if not waiting or not dates.touches(waiting[0]):
        return material, waiting
    unwritten = dates.settle()
    material = refresh_pages(wiki, without_histories(material, unwritten), unwritten)
    again = make_plan(know(material), tuple({edit.task for edit in waiting})).by_page
    return material, [again[edit.title] for edit in waiting if edit.title in again]
