"""What each verb does, from the options to the exit code."""

import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from bot.checks.calendar import ONE_DAY
from bot.errors import UsageError
from bot.gather import Request, gather
from bot.knowledge import Knowledge, know
from bot.model import ZONE
from bot.options import Options
from bot.parse.settings import Loaded, load
from bot.phabricator.recorded import recorded
from bot.phabricator.tracker import Tracker
from bot.plan import Plan, make_plan
from bot.reminders.rehearsal import rehearse
from bot.run import Report, carry_out, guard, lock, obstacles, simulated
from bot.tell.as_json import check_document, plan_document, run_document
from bot.tell.findings import show_verdict
from bot.tell.progress import Bar, Log
from bot.tell.reminders import calendar_document, show_calendar
from bot.tell.terminal import show_plan, show_projects, show_report
from bot.wiki.folder import FolderWiki
from bot.wiki.pagefiles import PageFiles
from bot.wiki.port import Wiki
from bot.wiki.titles import normalise

DONE, FAIL_ON, INCOMPLETE = 0, 1, 4
"""Exit codes of the contract; the others come with the errors of `bot.errors`."""

_FAILS = {"warning": {"warning", "error"}, "error": {"error"}}


def check(options: Options, *, fail_on: str | None) -> int:
    """Show projects and findings; 1 where one is as bad as `fail_on`."""
    _, known = _read(options, write=False)
    found = {one.severity for findings in (*known.findings.values(), known.problems) for one in findings}
    failed = fail_on is not None and bool(found & _FAILS[fail_on])
    if options.as_json:
        _print_json(check_document(known))
    else:
        console = Console()
        show_projects(console, known, verbose=options.verbose)
        if fail_on:
            show_verdict(console, fail_on, met=failed)
    return FAIL_ON if failed else DONE


def plan(options: Options) -> int:
    """Show every edit that a run would make."""
    wiki, known = _read(options, write=False)
    planned = make_plan(known, _request(options, known.material.run).effective_tasks)
    stops = obstacles(wiki, known, planned)
    if options.as_json:
        _print_json(plan_document(known, planned, stops))
    else:
        show_plan(Console(), known, planned, stops)
    return DONE


def run(options: Options, *, force: bool) -> int:
    """Carry the plan out; 4 where an edit did not come to what it should."""
    known, planned, report = _run(options, force=force)
    if options.as_json:
        _print_json(run_document(known, planned, report))
    else:
        show_report(Console(), known, planned, report)
    return DONE if report.complete else INCOMPLETE


def calendar(options: Options, *, last: date) -> int:
    """Show who would be told what on each day from today to the last, if nobody did anything."""
    _, known = _read(options, write=False)
    days = list(rehearse(known.material, last=last))
    if options.as_json:
        _print_json(calendar_document(days, known))
    else:
        show_calendar(Console(), days, known)
    return DONE


def demo(options: Options, *, target: Path | None) -> int:
    """Check, plan and run on a copy of the example wiki, then run again; 4 where the second run had anything to do."""
    console = Console()
    folder = _copy_of_example(target)
    options = replace(options, wiki=folder)
    console.rule(f"1. Projects and findings on {options.today}", align="left")
    wiki, known = _read(options, write=False)
    show_projects(console, known, verbose=False)
    console.rule("2. What a run would write", align="left")
    planned = make_plan(known)
    show_plan(console, known, planned, obstacles(wiki, known, planned))
    console.rule("3. The run", align="left")
    known, planned, report = _run(options, force=False)
    show_report(console, known, planned, report)
    console.print(f"\nThe changed pages, in {folder}:", highlight=False, soft_wrap=True)
    for path in _files(folder, report):
        console.print(f"  {path}", highlight=False, markup=False, soft_wrap=True)
    go_on = f"lagesbot plan --wiki {folder} --date {options.today}"
    console.print(f"To go on from here, change a page there, then: {go_on}", highlight=False, soft_wrap=True)
    console.rule("4. The same run again", align="left")
    known, planned, again = _run(options, force=False)
    show_report(console, known, planned, again)
    return DONE if report.complete and not planned.edits else INCOMPLETE


def _files(folder: Path, report: Report) -> Iterator[Path]:
    """The files of the pages that a run edited, as paths inside the folder wiki."""
    files = PageFiles(folder)
    for result in report.results:
        title = normalise(result.planned.title)
        if title and result.outcome.ok:
            yield files.path(title).relative_to(folder)


def _copy_of_example(target: Path | None) -> Path:
    """Copy the example wiki, which lies in the installed package or at the top of a checkout."""
    here = Path(__file__).resolve().parent
    example = next(one for one in (here / "examples" / "wiki", here.parent / "examples" / "wiki") if one.is_dir())
    folder = target or Path(tempfile.mkdtemp(prefix="lagesbot-demo-")) / "wiki"
    try:
        shutil.copytree(example, folder)
    except FileExistsError:
        raise UsageError(f"{folder} exists already. Give --to a folder that does not.") from None
    except OSError as error:
        raise UsageError(f"Cannot copy the example wiki to {folder}: {error.strerror}.") from None
    return folder


def _read(options: Options, *, write: bool) -> tuple[Wiki, Knowledge]:
    """Open the wiki and read everything that the options ask for."""
    wiki = _open(options, write=write)
    stamp = f"{options.clock():%Y%m%d-%H%M}-{secrets.token_hex(2)}"
    with _watch(options) as watch:
        material = gather(wiki, _request(options, stamp), watch, tracker=_tracker(options))
    return wiki, know(material)


def _run(options: Options, *, force: bool) -> tuple[Knowledge, Plan, Report]:
    """A whole run, under the lock where it may write."""
    with nullcontext() if options.simulate else _locked(options):
        wiki, known = _read(options, write=not options.simulate)
        planned = make_plan(known, _request(options, known.material.run).effective_tasks)
        if wiki.simulated:
            return known, planned, simulated(planned)
        _same_days(wiki, options)
        guard(known, planned, force=force)
        with _watch(options) as watch:
            return known, planned, carry_out(wiki, known.material, planned, watch)


def _same_days(wiki: Wiki, options: Options) -> None:
    """Do not write on a day that has not come on the wiki: what was sent on it would be looked for in vain later.

    Raises:
        UsageError: This machine's clock is ahead by more than a day.
    """
    theirs = wiki.now().astimezone(ZONE).date()
    if options.today > theirs + ONE_DAY:
        raise UsageError(f"It is {options.today} here, but {theirs} on the wiki. Set this machine's clock.")


def _open(options: Options, *, write: bool) -> Wiki:
    if options.wiki is not None:
        return FolderWiki(options.wiki, now=options.clock, readonly=not write)
    from bot.wiki.live import LiveWiki  # noqa: PLC0415 - Pywikibot is imported only where the live wiki is meant

    return LiveWiki.connect(options.pywikibot, write=write)


def _request(options: Options, stamp: str) -> Request:
    return Request(
        today=options.today,
        run=stamp,
        years=options.years,
        projects=options.projects,
        tasks=options.tasks,
        settings=_settings(options),
    )


def _settings(options: Options) -> Loaded | None:
    """Settings from the file that was given, if one was."""
    if options.settings is None:
        return None
    try:
        return load(options.settings.read_text(encoding="utf-8-sig"), source=str(options.settings))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise UsageError(f"Cannot read the settings {options.settings}: {reason}.") from None


def _tracker(options: Options) -> Tracker:
    """Whom to ask about tasks; for a folder wiki only what is recorded there, whatever token there is."""
    if options.wiki is not None:
        return recorded(options.wiki)
    from bot.phabricator.conduit import tracker_of  # noqa: PLC0415 - what speaks HTTP is imported only where it may

    return tracker_of(os.environ)


@contextmanager
def _locked(options: Options) -> Iterator[None]:
    """Hold one lock for each wiki: in a folder wiki itself, in the user's state directory for the live one."""
    if options.wiki is None:
        folder = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "lagesbot"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"Cannot make {folder} for the lock: {error.strerror}. Set XDG_STATE_HOME.") from None
    else:
        _open(options, write=False)  # says what is wrong with the folder before a lock is put there
        folder = options.wiki
    with lock(folder / ".lagesbot.lock"):
        yield


def _watch(options: Options) -> Bar | Log:
    console = Console(stderr=True)
    return Bar(console) if console.is_terminal and not options.quiet else Log()


def _print_json(document: dict[str, Any]) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, indent=1))
