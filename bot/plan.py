"""The plan of a run: every edit and why it is made, and what is left undone and why."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time

from bot.checks.standing import Standing
from bot.forbidden import forbids_edit, forbids_report, frozen
from bot.knowledge import Knowledge, once
from bot.ledger import read_ledger
from bot.model import TASKS, Task
from bot.overview.place import may_hold_overview, other_pages
from bot.packed import Packed
from bot.parse.threads import Thread
from bot.planned import Plan, PlannedEdit, Step, Withheld
from bot.reminders.messages import Message, Reminders, remind, silence
from bot.reminders.solved import solved_keys
from bot.render.changes import changes_told
from bot.render.draft import Draft
from bot.render.overview import overview_text
from bot.render.reminder import REGION_CODES, talk_text
from bot.render.report import report_pages, report_titles
from bot.render.room import MOST_BYTES
from bot.share import Share
from bot.wiki.port import Contribution, Page


def make_plan(known: Knowledge, tasks: Sequence[Task] = TASKS) -> Plan:
    """Decide every edit of a run, or of its shard. Pure: nothing is read or written."""
    steps: list[Step] = []
    share = Share.of(known)
    for task in (one for one in TASKS if one in tasks):
        made = [_if_it_fits(one, known) for one in _MAKERS[task](known)]
        known = _foreseeing(known, made)
        steps += (one for one in made if one.task != "remind" or share.has_page(one.title))
    return Plan(
        tuple(step for step in steps if isinstance(step, PlannedEdit)),
        tuple(step for step in steps if isinstance(step, Withheld)),
    )


def plan_page(known: Knowledge, task: Task, title: str) -> PlannedEdit | None:
    """The edit that `make_plan` has for a page in one of the tasks; what it has for other pages is left out."""
    if task == "report":
        found = _by_page(known).get(title, ())
        steps: Iterable[Step] = (step for standing in found for step in _report(known, standing))
    elif task == "remind":
        reminders = remind(known)
        message = next((one for one in reminders.messages if one.recipient.talk == title), None)
        steps = _talk_page(title, message, reminders, known)
    else:
        return plan_overviews(known).for_page(title)
    return next((one for one in steps if isinstance(one, PlannedEdit) and one.title == title), None)


@once
def _by_page(known: Knowledge) -> Mapping[str, list[Standing]]:
    """The projects whose reports may stand on a page, by its title."""
    found: dict[str, list[Standing]] = {}
    for standing in known.standings:
        for title in dict.fromkeys(known.pages[one].title for one in report_titles(standing.project)):
            found.setdefault(title, []).append(standing)
    return found


def pages_beside(known: Knowledge, titles: Iterable[str]) -> Mapping[str, set[str]]:
    """All pages that may have a part of the report that stands on a page, for each of some pages."""
    found = {title: [one.project for one in _by_page(known).get(title, ())] for title in titles}
    return {
        title: {known.pages[one].title for project in projects for one in report_titles(project)}
        for title, projects in found.items()
    }


def plan_overviews(known: Knowledge) -> Plan:
    """The overviews, when the reminders are out or refused: they tell of what was sent, and of nothing else as sent."""
    return make_plan(known, ("overview",))


def foreseen(known: Knowledge) -> list[PlannedEdit]:
    """What other shards are to tell people, and have not yet."""
    share = Share.of(known)
    steps = () if share.shard.whole else _reminders(known)
    return [one for one in steps if isinstance(one, PlannedEdit) and not share.has_page(one.title)]


def _if_it_fits(step: Step, known: Knowledge) -> Step:
    """A step; an edit that would make its page longer than the wiki takes is not tried day after day."""
    if isinstance(step, PlannedEdit) and step.after.size > MOST_BYTES:
        return Withheld(step.task, step.title, known.words.phrase("withheld-too-long"))
    return step


def _foreseeing(known: Knowledge, made: Iterable[Step]) -> Knowledge:
    """What is known when the reminders of a plan have gone out: the overview tells of them."""
    zone = known.settings.calendar.zone
    noon = datetime.combine(known.today, time(12), zone)
    edits = [one for one in made if isinstance(one, PlannedEdit) and one.task == "remind"]
    if not edits:
        return known
    foreseen = [Contribution(-number, one.title, noon, one.summary) for number, one in enumerate(edits, start=1)]
    texts = {one.revid: edit.text for one, edit in zip(foreseen, edits, strict=True)}
    return replace(known, ledger=read_ledger(foreseen, texts, before=known.ledger, zone=zone))


def _reports(known: Knowledge) -> Iterator[Step]:
    """The bot's part of each project's Lägesrapport; no page of facts is that of two (`whereabouts.data_pages`)."""
    share = Share.of(known)
    for standing in known.standings:
        if share.has_project(standing.project):
            yield from _report(known, standing)


def _report(known: Knowledge, standing: Standing) -> Iterator[Step]:
    project = standing.project
    obstacle = next((flaw for flaw in project.flaws if forbids_report(flaw)), None)
    if obstacle:
        yield Withheld("report", obstacle.place.page, known.words.message(obstacle))
    elif not frozen(standing):
        yield from _report_pages(known, standing)


def _report_pages(known: Knowledge, standing: Standing) -> Iterator[Step]:
    """The page where the report stands, then one that it leaves; where the first is not written, it stays there."""
    pages = report_pages(standing, known)
    changed = [one for one in pages if one[1] is None or one[1].text != one[0].text]
    kept = [_report_page(known, standing, page, draft) for page, draft in changed if not (draft and draft.leaves)]
    yield from kept
    if any(draft.homeless for _, draft in pages if draft):
        yield Withheld("report", standing.project.title, known.words.phrase("withheld-timeline"))
    if any(isinstance(one, Withheld) for one in kept):
        return
    for page, draft in changed:
        if draft and draft.leaves:
            step = _report_page(known, standing, page, draft)
            yield replace(step, needs=kept[0].title) if kept and isinstance(step, PlannedEdit) else step


def _report_page(known: Knowledge, standing: Standing, page: Page, draft: Draft | None) -> Step:
    """The edit of a page that should be another than it is, or why it is not made."""
    waits = draft and draft.renews and known.tasks_missed and any(one.tasks for one in standing.project.activities)
    why_not = forbids_edit(page, known) or (None if draft else "two-readers") or ("tasks" if waits else None)
    marks = [one for one in standing.project.flaws if one.code in REGION_CODES and one.place.page == page.title]
    if marks and draft is None:
        return Withheld("report", page.title, known.words.message(marks[0]))
    if page.locked:
        return Withheld("report", page.title, known.words.phrase("page-protected"))
    if why_not or draft is None:
        return Withheld("report", page.title, known.words.phrase(f"withheld-{why_not}"))
    changes = changes_told(standing, known.settings, known.words)
    return PlannedEdit(
        "report", page, Packed.of(draft.text), draft.summary, draft.why, renews=draft.renews, changes=changes
    )


def _reminders(known: Knowledge) -> Iterator[Step]:
    """At most one edit for each talk page: the message of the day, and thanks where all is solved."""
    found = remind(known)
    told = {one.recipient.talk: one for one in found.messages}
    for title in sorted({*told, *found.talks.threads}):
        yield from _talk_page(title, told.get(title), found, known)


def _talk_page(title: str, message: Message | None, found: Reminders, known: Knowledge) -> Iterator[Step]:
    if message and not title:
        yield _kept_back(message, "", "nobody", known)
        return
    page, why_not = known.pages.get(title), found.talks.obstacles.get(title)
    if message and (message.silence or why_not or page is None):
        yield _kept_back(message, title, message.silence or why_not or "unread", known)
        return
    readers = [message.recipient] if message else found.register.at(title)
    if page is None or not readers or why_not or any(silence(one, known) for one in readers):
        return
    draft = talk_text(page, message, _solved(title, found, known), readers[0], known)
    if draft.text != (page.text or ""):
        yield PlannedEdit("remind", page, Packed.of(draft.text), draft.summary, draft.why, silent=message is None)


def _solved(title: str, found: Reminders, known: Knowledge) -> list[tuple[Thread, list[str]]]:
    """The sections of a talk page of which everything is solved, with its keys."""
    if not known.settings.reminders.thank:
        return []
    readers = found.register.at(title)
    first: dict[frozenset[str], Thread] = {}
    for thread in found.talks.threads.get(title, ()):
        first.setdefault(frozenset(thread.steps), thread)  # of copies of a section, the uppermost
    told: set[str] = set()
    thanks = []
    for thread in first.values():
        keys = solved_keys(thread, readers, known)
        if not told.issuperset(keys):
            told.update(keys)
            thanks.append((thread, keys))
    return thanks


def _kept_back(message: Message, title: str, why_not: str, known: Knowledge) -> Withheld:
    name, count = message.recipient.name, len(message.errands)
    return Withheld("remind", title, known.words.phrase(f"withheld-{why_not}", name=name, count=count))


def _overviews(known: Knowledge) -> Iterator[Step]:
    """The bot's part of each year's overview page; where years share a page, the last of them has it."""
    overview, others = known.settings.pages.overview, other_pages(known)
    for title, year in {overview.format(year=year): year for year in known.material.listed}.items():
        page = known.pages[title]
        draft = overview_text(page, year, known) if may_hold_overview(page.title, others, known) else None
        if draft is None:
            yield Withheld("overview", page.title, known.words.phrase("withheld-overview"))
        elif draft.text != page.text and draft.renews and known.tasks_missed:
            yield Withheld("overview", page.title, known.words.phrase("withheld-tasks"))
        elif draft.text != page.text:
            yield PlannedEdit("overview", page, Packed.of(draft.text), draft.summary, draft.why, renews=draft.renews)


_MAKERS: Mapping[Task, Callable[[Knowledge], Iterator[Step]]] = {
    "report": _reports,
    "remind": _reminders,
    "overview": _overviews,
}
