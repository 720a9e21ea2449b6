"""The plan of a run: every edit and why it is made, and what is left undone and why."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.checks.standing import Standing
from bot.knowledge import Knowledge
from bot.ledger import item_mark
from bot.model import TASKS, Flaw, Task
from bot.parse.brackets import BLOT
from bot.parse.exclusion import may_edit, settled
from bot.parse.structure import Source
from bot.reminders import Due, due_reminders
from bot.render.changes import changes_told
from bot.render.draft import Draft
from bot.render.overview import overview_text
from bot.render.reminder import FIRST_STEP, REGION_CODES, reminder_text
from bot.render.report import report_pages
from bot.wiki.port import Edit, Page
from bot.wiki.titles import MAIN, normalise

WRITES_NOTHING = frozenset(
    {
        "page-missing",
        "page-protected",
        "projectdata-missing",
        "timeplan-missing",
        "timeplan-unreadable",
        "region-damaged",
        "region-edited",
    }
)
"""With one of these flaws on a project's pages, the bot does not know enough to write there."""


@dataclass(frozen=True, slots=True)
class PlannedEdit:
    """One edit of the plan.

    Attributes:
        task: Which part of the run it belongs to.
        before: The page as read.
        text: The whole new text.
        summary: The edit summary.
        why: What it is for, in plain words.
        renews: A region of the bot's was there already and is rewritten.
        changes: What has changed in the project since its newest report, in words; for its report alone.
        needs: The page whose edit must be made first: a report leaves one place only when it stands in the other.
    """

    task: Task
    before: Page
    text: str
    summary: str
    why: str
    renews: bool = False
    changes: str = ""
    needs: str = ""

    @property
    def title(self) -> str:
        """The page's title."""
        return self.before.title

    def edit(self) -> Edit:
        """The edit as it is sent: a reminder neither minor nor as a bot, so that its reader is told of it."""
        quiet = self.task != "remind"
        return Edit(self.title, self.text, self.before.revid, self.summary, minor=quiet, bot=quiet)


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

    def for_page(self, title: str) -> PlannedEdit | None:
        """The edit of a page, if there is one: a run edits a page at most once."""
        return next((edit for edit in self.edits if edit.title == title), None)


Step = PlannedEdit | Withheld

_OVERVIEW_NAMESPACES = frozenset({MAIN, "Wikimedia"})
_OWN_PAGES = "Användare:Lägesbot/"
_SETTINGS = f"{_OWN_PAGES}inställningar.json"
_ALL_YEARS = range(2000, 2101)  # those that the command line takes


def make_plan(known: Knowledge, tasks: Sequence[Task] = TASKS) -> Plan:
    """Decide every edit of a run. Pure: nothing is read or written."""
    steps = [step for task in TASKS if task in tasks for step in _MAKERS[task](known)]
    return Plan(
        tuple(step for step in steps if isinstance(step, PlannedEdit)),
        tuple(step for step in steps if isinstance(step, Withheld)),
    )


def _reports(known: Knowledge) -> Iterator[Step]:
    """The bot's part of each project's Lägesrapport; no page of facts is that of two (`whereabouts.data_pages`)."""
    for standing in known.standings:
        yield from _report(known, standing)


def _report(known: Knowledge, standing: Standing) -> Iterator[Step]:
    project = standing.project
    obstacle = next((flaw for flaw in project.flaws if _forbids_report(flaw)), None)
    if obstacle:
        yield Withheld("report", obstacle.place.page, known.words.message(obstacle))
    elif not _frozen(standing):
        yield from _report_pages(known, standing)


def _report_pages(known: Knowledge, standing: Standing) -> Iterator[Step]:
    """The page where the report stands, then one that it leaves; where the first is not written, it stays there."""
    changed = [one for one in report_pages(standing, known) if one[1] is None or one[1].text != one[0].text]
    kept = [_report_page(known, standing, page, draft) for page, draft in changed if not (draft and draft.leaves)]
    yield from kept
    if any(isinstance(one, Withheld) for one in kept):
        return
    for page, draft in changed:
        if draft and draft.leaves:
            step = _report_page(known, standing, page, draft)
            yield replace(step, needs=kept[0].title) if kept and isinstance(step, PlannedEdit) else step


def _forbids_report(flaw: Flaw) -> bool:
    """Whether the bot does not know enough to write in a project, or must not; wrong markers forbid but their own page.

    Without a page of facts it still knows the time plan.
    """
    planned_only = flaw.code == "projectdata-missing" and flaw.facts["why"] == "missing"
    return flaw.code in WRITES_NOTHING - REGION_CODES and not planned_only


def _frozen(standing: Standing) -> bool:
    """Whether a project's report stays as it is: there is a final report after the end, or the project is paused."""
    return (standing.ended and standing.project.final_link) or standing.paused


def _report_page(known: Knowledge, standing: Standing, page: Page, draft: Draft | None) -> Step:
    """The edit of a page that should be another than it is, or why it is not made."""
    waits = draft and draft.renews and known.tasks_missed and any(one.tasks for one in standing.project.activities)
    why_not = _forbids(page, known) or (None if draft else "two-readers") or ("tasks" if waits else None)
    marks = [one for one in standing.project.flaws if one.code in REGION_CODES and one.place.page == page.title]
    if marks and draft is None:
        return Withheld("report", page.title, known.words.message(marks[0]))
    if page.locked:
        return Withheld("report", page.title, known.words.phrase("page-protected"))
    if why_not or draft is None:
        return Withheld("report", page.title, known.words.phrase(f"withheld-{why_not}"))
    changes = changes_told(standing, known.settings, known.words)
    return PlannedEdit("report", page, draft.text, draft.summary, draft.why, renews=draft.renews, changes=changes)


def reminders_due(known: Knowledge) -> list[Due]:
    """Whom to remind of what. Their talk pages must be among the pages that the plan is made from."""
    return due_reminders(known.standings, known.settings, known.ledger, today=known.today)


def _reminders(known: Knowledge) -> Iterator[Step]:
    """One message for each person who has something due."""
    for due in reminders_due(known):
        if not due.recipient.account:
            yield _kept_back(known, due, "", "nobody")
            continue
        talk = known.pages.get(known.settings.pages.talk_page(due.recipient.account))
        unsaid = _unsaid(due, talk.text or "") if talk else due
        if talk and unsaid.items:  # a page that was not read is somebody's whom only the newest ledger names
            yield _reminder(known, unsaid, talk)


def _reminder(known: Knowledge, due: Due, talk: Page) -> Step:
    why_not = due.silence or _unwritable(talk, known)
    if why_not:
        return _kept_back(known, due, talk.title, why_not)
    draft = reminder_text(talk, due, known)
    return PlannedEdit("remind", talk, draft.text, draft.summary, draft.why)


def _kept_back(known: Knowledge, due: Due, title: str, why_not: str) -> Withheld:
    words = known.words.phrase(f"withheld-{why_not}", name=due.recipient.name, count=len(due.items))
    return Withheld("remind", title, words)


def _unsaid(due: Due, talk: str) -> Due:
    """What of it is not on the talk page already: the wiki's record of contributions may lag behind its pages."""
    account = due.recipient.account
    said = [any(item_mark(key, FIRST_STEP) in talk for key in item.keys(account)) for item in due.items]
    return replace(due, items=tuple(item for item, known in zip(due.items, said, strict=True) if not known))


def _unwritable(page: Page, known: Knowledge) -> str | None:
    """Why a message cannot be put on a talk page, as the end of a phrase's key; None where it can."""
    text = page.text or ""
    if page.model != "wikitext":
        return "talk-page"
    if page.redirect:
        return "redirect"
    if page.locked:
        return "locked"
    forbids = _forbids(page, known)
    if forbids:
        return forbids
    return "swallowed" if Source(page.title, f"{text}\n=").quiet.endswith(BLOT) else None


def _forbids(page: Page, known: Knowledge) -> str | None:
    """What in a page's own text forbids an edit, as the end of a phrase's key; None where nothing does."""
    if not may_edit(page.text or "", known.material.account):
        return "nobots"
    return None if settled(page.text or "") else "unsettled"


def _overviews(known: Knowledge) -> Iterator[Step]:
    """The bot's part of each year's overview page; where years share a page, the last of them has it."""
    overview, others = known.settings.pages.overview, _others(known)
    for title, year in {overview.format(year=year): year for year in known.material.listed}.items():
        page = known.pages[title]
        draft = overview_text(page, year, known) if _may_hold_overview(page.title, others) else None
        if draft is None:
            yield Withheld("overview", page.title, known.words.phrase("withheld-overview"))
        elif draft.text != page.text and draft.renews and known.tasks_missed:
            yield Withheld("overview", page.title, known.words.phrase("withheld-tasks"))
        elif draft.text != page.text:
            yield PlannedEdit("overview", page, draft.text, draft.summary, draft.why, renews=draft.renews)


def _may_hold_overview(title: str, others: Collection[str]) -> bool:
    """Whether a page is where an overview has a place, by its title as the wiki gives it.

    That is the main namespace, the wiki's own one, and below the bot's user page.

    Args:
        title: The page's title.
        others: What `_others` tells.
    """
    known = normalise(title)
    home = known and (known.namespace in _OVERVIEW_NAMESPACES or known.full.startswith(_OWN_PAGES))
    return bool(home) and not any(title == other or (other[-1] == "/" and title.startswith(other)) for other in others)


def _others(known: Knowledge) -> set[str]:
    """The pages that are for something else, as the wiki has their titles; with a slash where all below is, too."""
    pages = known.settings.pages
    years = {pages.year_list.format(year=year) for year in _ALL_YEARS}
    data = {one.project.data_place.page for one in known.standings if one.project.data_place}
    projects = {one.project.title for one in known.standings}
    alone = {_SETTINGS, pages.numbers, pages.handbook, pages.stop, pages.log, pages.requests, *years, *data, *projects}
    whole = {f"{_as_the_wiki_has_it(title, known)}/" for title in {pages.stop, *projects}}
    return {_as_the_wiki_has_it(title, known) for title in alone} | whole


def _as_the_wiki_has_it(title: str, known: Knowledge) -> str:
    page, ours = known.pages.get(title), normalise(title)
    if page:
        return page.title
    return ours.full if ours else title


_MAKERS: Mapping[Task, Callable[[Knowledge], Iterator[Step]]] = {
    "report": _reports,
    "remind": _reminders,
    "overview": _overviews,
}
