"""The verb that shows the main job on a copy of an example wiki: demo."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from bot.errors import UsageError
from bot.interruption import Interruption, interruptible
from bot.options import Options
from bot.parse.settings import load_layers
from bot.plan import make_plan
from bot.run import Performed, obstacles
from bot.setting_files import SettingsFile
from bot.tell.terminal import show_plan, show_projects, show_report
from bot.verbs.codes import DONE, INCOMPLETE
from bot.verbs.opening import base_layers, read
from bot.verbs.writing import whole_run
from bot.wiki.pagefiles import PageFiles
from bot.wiki.titles import normalise

BASE = "base-settings.json"
"""A file beside an example's pages with what a bot must know of that wiki before it reads its settings there."""


def demo(options: Options, *, example: str, target: Path | None) -> int:
    """Check, plan and run on a copy of an example wiki, then run again; 4 where the second run had anything to do.

    Args:
        options: The day and the year.
        example: The folder of the example below `examples/`.
        target: Where the copy goes; None for a temporary folder.
    """
    console = Console()
    folder = _copy_of_example(example, target)
    base = folder / BASE if (folder / BASE).is_file() else None
    options = _there(replace(options, wiki=folder, cache=False, base_settings=SettingsFile(base) if base else None))
    console.rule(f"1. Projects and findings on {options.today}", align="left")
    _, known = read(options)
    show_projects(console, known, verbose=False)
    console.rule("2. What a run would write", align="left")
    planned = make_plan(known)
    show_plan(console, known, planned, obstacles(known, planned))
    console.rule("3. The run", align="left")
    with interruptible() as interruption:
        first = _run(options, console, interruption)
    if interruption.exit_code:
        return interruption.exit_code
    console.print(f"\nThe changed pages, in {folder}:", highlight=False, soft_wrap=True)
    for path in _files(folder, first):
        console.print(f"  {path}", highlight=False, markup=False, soft_wrap=True)
    go_on = f"lagesbot plan --wiki {folder} --date {options.today}{f' --base-settings {base}' if base else ''}"
    console.print(f"To go on from here, change a page there, then: {go_on}", highlight=False, soft_wrap=True)
    console.rule("4. The same run again", align="left")
    with interruptible() as interruption:
        again = _run(options, console, interruption)
    return interruption.exit_code or (DONE if first.report.complete and not again.plan.edits else INCOMPLETE)


def _there(options: Options) -> Options:
    """The options with the clock of the place where the association is."""
    zone = load_layers(base_layers(options)).settings.calendar.zone
    moment = options.clock().replace(tzinfo=zone)
    return replace(options, zone=zone, clock=lambda: moment, now=lambda: moment)


def _run(options: Options, console: Console, interruption: Interruption) -> Performed:
    done = whole_run(options, interruption)
    show_report(console, done.known, done.plan, done.report, unlogged=done.unlogged)
    return done


def _files(folder: Path, done: Performed) -> Iterator[Path]:
    """The files of the pages that a run edited, its log last, as paths inside the folder wiki."""
    files = PageFiles(folder)
    edited = [edit.title for edit in done.report.saved]
    for written in [*edited, *([done.known.settings.pages.log] if edited and not done.unlogged else [])]:
        title = normalise(written, files.spaces)
        if title:
            yield files.path(title).relative_to(folder)


def _copy_of_example(example: str, target: Path | None) -> Path:
    """Copy an example wiki, which lies in the installed package or at the top of a checkout."""
    here = Path(__file__).resolve().parent.parent
    pages = next(one for root in (here, here.parent) if (one := root / "examples" / example).is_dir())
    folder = target or Path(tempfile.mkdtemp(prefix="lagesbot-demo-")) / "wiki"
    try:
        shutil.copytree(pages, folder)
    except FileExistsError:
        raise UsageError(f"{folder} exists already. Give --to a folder that does not.") from None
    except OSError as error:
        raise UsageError(f"Cannot copy the example wiki to {folder}: {error.strerror}.") from None
    return folder
