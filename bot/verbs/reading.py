"""The verbs that write nothing: check, plan, calendar."""

from datetime import date

from rich.console import Console

from bot.options import Options
from bot.plan import make_plan
from bot.reminders.rehearsal import rehearse
from bot.run import obstacles
from bot.share import own_part
from bot.tell.as_json import check_document, plan_document
from bot.tell.document import print_json
from bot.tell.findings import show_verdict
from bot.tell.reminders import calendar_document, show_calendar
from bot.tell.terminal import show_plan, show_projects
from bot.verbs.codes import DONE, FAIL_ON
from bot.verbs.opening import read, request

_FAILS = {"warning": {"warning", "error"}, "error": {"error"}}


def check(options: Options, *, fail_on: str | None) -> int:
    """Show projects and findings; 1 where one is as bad as `fail_on`."""
    _, known = read(options)
    known = own_part(known)
    found = {one.severity for findings in (*known.findings.values(), known.problems) for one in findings}
    failed = fail_on is not None and bool(found & _FAILS[fail_on])
    if options.as_json:
        print_json(check_document(known))
    else:
        console = Console()
        show_projects(console, known, verbose=options.verbose)
        if fail_on:
            show_verdict(console, fail_on, met=failed)
    return FAIL_ON if failed else DONE


def plan(options: Options) -> int:
    """Show every edit that a run would make."""
    _, known = read(options)
    planned = make_plan(known, request(options, known.material.run).effective_tasks)
    stops = obstacles(known, planned)
    if options.as_json:
        print_json(plan_document(known, planned, stops))
    else:
        show_plan(Console(), known, planned, stops)
    return DONE


def calendar(options: Options, *, last: date) -> int:
    """Show who would be told what on each day from today to the last, if nobody did anything."""
    _, known = read(options)
    days = list(rehearse(known.material, last=last))
    if options.as_json:
        print_json(calendar_document(days, known))
    else:
        show_calendar(Console(), days, known)
    return DONE
