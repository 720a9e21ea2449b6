"""A run as a whole: what must be right before its first edit, and the run itself, up to its line in the log."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, tzinfo

from bot.apply import Report, Turns, carry_out
from bot.awaiting import Awaiting
from bot.checks.calendar import ONE_DAY
from bot.errors import CredentialsError, GuardError, UsageError, WikiUnreachableError
from bot.gather import Request, gather
from bot.guard import objections
from bot.knowledge import Knowledge, know
from bot.log_page import LogPage
from bot.logbook import Ending, Entry, Trigger, Trouble, trouble
from bot.logged_work import Reins, Work, logged, over
from bot.model import TASKS, Finding
from bot.phabricator.tracker import Tracker
from bot.plan import make_plan
from bot.planned import Plan
from bot.readings import Readings
from bot.render.outcomes import outcome_words
from bot.settings import Settings
from bot.shelf import Watch
from bot.stops import stopped
from bot.wiki.port import Condition, Wiki

_FIGURES = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
"""What may be another figure tomorrow in what the guard objects to."""


@dataclass(frozen=True, slots=True)
class Order:
    """Who wants a run.

    Attributes:
        trigger, by: What started it, and the account that asked for it on the wiki.
        host: A name for this machine that says nothing about it.
        force: The guard stands aside.
    """

    trigger: Trigger = Trigger.SCHEDULE
    by: str = ""
    host: str = ""
    force: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """What a run has around it: who is told of its progress, whom it asks about tasks, what holds it, what was read."""

    watch: Watch
    tracker: Tracker
    reins: Reins
    readings: Readings = field(default_factory=Readings)


@dataclass(frozen=True, slots=True)
class Performed:
    """What a run knew, what it planned, and what came of that.

    Attributes:
        unlogged: Why the log does not tell of it, in a line; "" where it does, or nothing was to be told.
    """

    known: Knowledge
    plan: Plan
    report: Report
    unlogged: str = ""


def perform(wiki: Wiki, request: Request, order: Order, around: Around) -> Performed:
    """A whole run: read, plan, guard, write, read back, and tell in the log.

    Args:
        wiki: The wiki; where it is simulated nothing is written.
        request: What is asked for.
        order: By whom.
        around: What it has around it.

    Raises:
        CredentialsError: The account is blocked, or has lost its right.
        GuardError: The guard objects.
        LockedError: A run on another machine is under way.
        UsageError: The settings are wrong where that stops writing, or this machine's clock is ahead.
        WikiUnreachableError: The wiki does not answer, or is read-only.
    """
    condition = fit(wiki, request.today, request.zone)
    known = know(gather(wiki, request, around.watch, tracker=around.tracker, readings=around.readings))
    planned = make_plan(known, request.effective_tasks)
    if wiki.simulated:
        return Performed(known, planned, simulated(planned))
    stop = stopped(known.pages, known.settings)
    if stop:
        return Performed(known, planned, Report(undone=planned.edits, stopped=(stop.why,)))
    entitled(wiki, condition, known.settings)
    try:
        guard(known, planned, force=order.force)
    except GuardError as error:
        _log_objections(wiki, known, _entry(known, order, condition.time, whole=False), error, around.reins)
        raise
    around.reins.limit(timedelta(hours=known.settings.guard.max_hours))
    around.reins.writes()
    whole = known.material.whole and set(request.tasks) == set(TASKS)
    return _carried_out(wiki, known, planned, _entry(known, order, condition.time, whole=whole), around)


def fit(wiki: Wiki, today: date, zone: tzinfo) -> Condition:
    """How it stands with the wiki; stops where nothing can be written, or where this machine is days ahead.

    What was sent on a day that has not come on the wiki would be looked for in vain later.

    Raises:
        CredentialsError: The account is blocked.
        UsageError: This machine's clock is ahead.
        WikiUnreachableError: The wiki does not answer, or is read-only.
    """
    condition = wiki.condition()
    if wiki.simulated:
        return condition
    if condition.blocked:
        raise CredentialsError(f"The account {wiki.account} is blocked on the wiki ({condition.blocked}).")
    if condition.readonly:
        raise WikiUnreachableError(
            f"The wiki is read-only just now ({condition.readonly}). Nothing was written; the next run does it."
        )
    theirs = condition.time.astimezone(zone).date()
    if today > theirs + ONE_DAY:
        raise UsageError(f"It is {today} here, but {theirs} on the wiki. Set this machine's clock.")
    return condition


def entitled(wiki: Wiki, condition: Condition, settings: Settings) -> None:
    """Stop where the account has lost its right.

    Raises:
        CredentialsError: It is no bot's any more, and the settings ask for that.
    """
    if settings.guard.bot_right and not condition.bot:
        raise CredentialsError(
            f"The account {wiki.account} has no bot right on the wiki: it is not in the group bot, or its bot password "
            "or OAuth grant lacks high-volume editing. Give it back, or set guard.bot_right to false."
        )


def _entry(known: Knowledge, order: Order, now: datetime, *, whole: bool) -> Entry:
    """The run's line in the log as long as it is under way."""
    material = known.material
    projects = {year: len(titles) for year, titles in material.listed.items()} if whole else {}
    entry = Entry(material.run, now, order.host, order.trigger, order.by, projects=projects)
    return replace(entry, shard=material.shard)


def _log_objections(wiki: Wiki, known: Knowledge, entry: Entry, error: GuardError, reins: Reins) -> None:
    """Tell in the log, once, what the guard objects to. No page is made for that alone."""
    page = known.pages[known.settings.pages.log]
    troubles = [trouble(one, "guard", _FIGURES.sub("", one)) for one in error.objections]
    ended = replace(over(entry, Report(), troubles, reins), ending=Ending.GUARDED)
    log = LogPage(wiki, known.settings, known.words)
    if page.exists and log.gains(ended, page):
        reins.writes()
        log.end(ended, begun=False)


def _carried_out(wiki: Wiki, known: Knowledge, plan: Plan, entry: Entry, around: Around) -> Performed:
    log = LogPage(wiki, known.settings, known.words)

    def make() -> Report:
        sent = None if known.material.shard.whole else Awaiting(wiki, around.reins)
        return carry_out(wiki, known.material, plan, around.watch, Turns(around.reins.halt, sent))

    def troubles(report: Report) -> list[Trouble]:
        return _troubles(known, report)

    if plan.edits:
        return Performed(known, plan, *logged(log, entry, around.reins, Work(plan.edits, make, troubles)))
    ended = over(entry, Report(), troubles(Report()), around.reins)
    if not log.gains(ended, known.pages[known.settings.pages.log]):
        return Performed(known, plan, Report())
    told = log.end(ended, begun=False)
    return Performed(known, plan, Report(), "" if told.ok else told.why)


def _troubles(known: Knowledge, report: Report) -> list[Trouble]:
    """What is wrong with a run, each known again by what it is about."""
    words = known.words
    found = [_told(one) for one in known.problems if known.material.shard.first]  # it sees what the others see
    for result in report.results:
        if not result.outcome.ok:
            kind, title = type(result.outcome).__name__, result.planned.title
            why = outcome_words(result.outcome, words)
            found.append(trouble(words.phrase("log-trouble", page=title, why=why), kind, title))
    found += [trouble(words.phrase("log-astray", page=title), "astray", title) for title in report.astray]
    return found + [trouble(words.phrase("log-lost"), "lost") for _ in [report.lost] if report.lost]


def _told(problem: Finding) -> Trouble:
    """A problem of the run as a whole; that Phabricator does not answer is about no page."""
    page = problem.place.page
    where = "" if problem.code == "tasks-unavailable" else f"{page}: "
    return trouble(f"{where}{problem.message}", problem.code, page, problem.message)


def guard(known: Knowledge, plan: Plan, *, force: bool) -> None:
    """Stop before the first edit where the run is too strange.

    Raises:
        UsageError: The settings decide where the bot writes, and are wrong.
        GuardError: The guard objects, and was not told to stand aside.
    """
    wrong = _wrong_settings(known)
    if wrong and not force:
        more = f" And {len(wrong) - 1} more; lagesbot check shows all." if len(wrong) > 1 else ""
        raise UsageError(f"{wrong[0]}{more} To run without what is wrong: --force guard.")
    found = objections(known, plan)
    if found and not force:
        said = f"{' '.join(found)} No page was changed. If it is right, run again with --force guard."
        raise GuardError(said, objections=found)


def obstacles(known: Knowledge, plan: Plan) -> list[str]:
    """What would keep a run from carrying out a plan, or a part of it: settings, the guard, and the stop pages."""
    tasks = dict.fromkeys(edit.task for edit in plan.edits)
    stops = dict.fromkeys(stop.why for task in tasks if (stop := stopped(known.pages, known.settings, task)))
    return [*_wrong_settings(known), *objections(known, plan), *stops]


def _wrong_settings(known: Knowledge) -> list[str]:
    """The mistakes in the settings that stop all writing, with where they stand."""
    wrong = [flaw for flaw in known.material.flaws if flaw.facts.get("stops")]
    return [f"{flaw.place.page}, line {flaw.place.line}: {known.words.message(flaw)}" for flaw in wrong]


def simulated(plan: Plan) -> Report:
    """The report of a run that was told to write nothing."""
    return replace(Report(), undone=plan.edits, stopped=("Nothing was written: -simulate.",))
