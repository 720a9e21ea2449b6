"""The verb that does the main job: run."""

from contextlib import nullcontext

from rich.console import Console

from bot.checks.calendar import ONE_DAY
from bot.errors import UsageError
from bot.knowledge import Knowledge
from bot.model import ZONE
from bot.options import Options
from bot.plan import Plan, make_plan
from bot.run import Report, carry_out, guard, simulated
from bot.tell.as_json import print_json, run_document
from bot.tell.terminal import show_report
from bot.verbs.codes import DONE, INCOMPLETE
from bot.verbs.opening import locked, read, request, watch
from bot.wiki.port import Wiki


def run(options: Options, *, force: bool) -> int:
    """Carry the plan out; 4 where an edit did not come to what it should."""
    known, planned, report = whole_run(options, force=force)
    if options.as_json:
        print_json(run_document(known, planned, report))
    else:
        show_report(Console(), known, planned, report)
    return DONE if report.complete else INCOMPLETE


def whole_run(options: Options, *, force: bool) -> tuple[Knowledge, Plan, Report]:
    """A whole run, under the lock where it may write."""
    with nullcontext() if options.simulate else locked(options):
        wiki, known = read(options, write=not options.simulate)
        planned = make_plan(known, request(options, known.material.run).effective_tasks)
        if wiki.simulated:
            return known, planned, simulated(planned)
        _same_days(wiki, options)
        guard(known, planned, force=force)
        with watch(options) as watching:
            return known, planned, carry_out(wiki, known.material, planned, watching)


def _same_days(wiki: Wiki, options: Options) -> None:
    """Do not write on a day that has not come on the wiki: what was sent on it would be looked for in vain later.

    Raises:
        UsageError: This machine's clock is ahead by more than a day.
    """
    theirs = wiki.condition().time.astimezone(ZONE).date()
    if options.today > theirs + ONE_DAY:
        raise UsageError(f"It is {options.today} here, but {theirs} on the wiki. Set this machine's clock.")
