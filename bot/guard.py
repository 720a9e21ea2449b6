"""The guard: it looks at a run as a whole, and stops it before its first edit where anything is too strange."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from bot.checks.standing import Standing
from bot.knowledge import Knowledge
from bot.ledger import runs_of
from bot.logbook import Logbook, read_logbook
from bot.names import region_id
from bot.parse.regions import TIMELINE, saying
from bot.planned import Plan
from bot.share import Share

GUARD_FROM = 5
"""Of fewer projects or kept pages than this, most may well change at once; the share says nothing then."""

_GOES_ON = timedelta(days=62)
"""A project with more time left than this has a next month to speak of, whatever day of the month it is."""


def objections(known: Knowledge, plan: Plan) -> list[str]:
    """What is strange about a run, each with its figure and the setting behind it; empty where all is well.

    The share of changed pages counts those whose regions were there before and are rewritten, each from its second
    edit in a month on: the first one rightly rewrites what comes next month.
    """
    guard, words = known.settings.guard, known.words
    found = []
    if known.nothing_listed:
        found.append(words.phrase("guard-no-projects", years=list(known.material.listed)))
    found += _fewer(known)
    reminders = sum(edit.task == "remind" and not edit.silent for edit in plan.edits)
    most = known.material.shard.part(guard.max_reminders)
    if reminders > most:
        found.append(words.phrase("guard-reminders", count=reminders, most=most))
    month = (known.today.year, known.today.month)
    this_month = {title for title, when in known.ledger.edited.items() if (when.year, when.month) == month}
    renewed = _renewed(known, {edit.title for edit in plan.edits if edit.renews and edit.task == "report"} & this_month)
    own = _own(known)
    kept = sum(not standing.project.closed for standing in own)
    if kept >= GUARD_FROM and renewed > kept * guard.max_changed_share:
        found.append(words.phrase("guard-changed", count=renewed, kept=kept, most=guard.max_changed_share))
    return [*found, *_emptied(known, plan, own)]


def _own(known: Knowledge) -> list[Standing]:
    """The projects whose reports the run may change: in a shard, its own."""
    share = Share.of(known)
    return [one for one in known.standings if share.has_project(one.project)]


def _renewed(known: Knowledge, titles: set[str]) -> int:
    """How many projects have one of these pages: the report of one may stand on two, the timeline beside the box."""
    beside = {one.project.data_place.page: one.project.title for one in known.standings if one.project.data_place}
    return len({beside.get(title, title) for title in titles})


def _fewer(known: Knowledge) -> Iterator[str]:
    """The years of which far fewer projects were found than last time, as the log has it.

    A line counts only if the bot has made an edit in that run: anybody can make one up.
    """
    if not known.material.whole:
        return
    page = known.pages.get(known.settings.pages.log)
    book = ((read_logbook(page) if page else None) or Logbook()).of(runs_of(known.material.contributions))
    least = known.settings.guard.min_projects_share
    for year, titles in known.material.listed.items():
        before = book.counted(year)
        if before is not None and before >= GUARD_FROM and len(titles) < before * least:
            yield known.words.phrase("guard-fewer", year=year, count=len(titles), before=before, least=least)


def _emptied(known: Knowledge, plan: Plan, own: Iterable[Standing]) -> Iterator[str]:
    """The regions that would go empty on every page where they say anything, though the projects go on.

    Timelines that nobody asks for any more are to go empty.
    """
    unasked = set() if known.settings.report.timeline else {TIMELINE}
    before: dict[str, int] = {}
    after: dict[str, int] = {}
    planned = {edit.title: edit for edit in plan.edits if edit.task == "report"}
    for standing in own:
        for title in _pages(standing, known) if _goes_on(standing, known.today) else ():
            edit = planned.get(title)
            if edit and edit.needs:
                continue  # the report moves to another page
            text = known.pages[title].text or ""
            for name in saying(text):
                before[name] = before.get(name, 0) + 1
            for name in saying(edit.text if edit else text):
                after[name] = after.get(name, 0) + 1
    for name, count in before.items():
        if count >= GUARD_FROM and not after.get(name) and region_id(name) not in unasked:
            yield known.words.phrase("guard-emptied", region=name, count=count)


def _goes_on(standing: Standing, today: date) -> bool:
    end = standing.project.end
    return not standing.project.closed and (end is None or end > today + _GOES_ON)


def _pages(standing: Standing, known: Knowledge) -> list[str]:
    """The pages where the bot has a part of a project's report."""
    place = standing.project.data_place
    titles = dict.fromkeys([standing.project.title, *([place.page] if place else [])])
    return [title for title in titles if title in known.pages]
