"""The verb that shows the main job on a copy of the example wiki: demo."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from bot.errors import UsageError
from bot.interruption import Interruption, interruptible
from bot.options import Options
from bot.plan import make_plan
from bot.run import Performed, obstacles
from bot.tell.terminal import show_plan, show_projects, show_report
from bot.verbs.codes import DONE, INCOMPLETE
from bot.verbs.opening import read
from bot.verbs.writing import whole_run
from bot.wiki.pagefiles import PageFiles
from bot.wiki.titles import normalise


def demo(options: Options, *, target: Path | None) -> int:
    """Check, plan and run on a copy of the example wiki, then run again; 4 where the second run had anything to do."""
    console = Console()
    folder = _copy_of_example(target)
    options = replace(options, wiki=folder)
    console.rule(f"1. Projects and findings on {options.today}", align="left")
    wiki, known = read(options)
    show_projects(console, known, verbose=False)
    console.rule("2. What a run would write", align="left")
    planned = make_plan(known)
    show_plan(console, known, planned, obstacles(wiki, known, planned))
    console.rule("3. The run", align="left")
    with interruptible() as interruption:
        first = _run(options, console, interruption)
    if interruption.exit_code:
        return interruption.exit_code
    console.print(f"\nThe changed pages, in {folder}:", highlight=False, soft_wrap=True)
    for path in _files(folder, first):
        console.print(f"  {path}", highlight=False, markup=False, soft_wrap=True)
    go_on = f"lagesbot plan --wiki {folder} --date {options.today}"
    console.print(f"To go on from here, change a page there, then: {go_on}", highlight=False, soft_wrap=True)
    console.rule("4. The same run again", align="left")
    with interruptible() as interruption:
        again = _run(options, console, interruption)
    return interruption.exit_code or (DONE if first.report.complete and not again.plan.edits else INCOMPLETE)


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


def _copy_of_example(target: Path | None) -> Path:
    """Copy the example wiki, which lies in the installed package or at the top of a checkout."""
    here = Path(__file__).resolve().parent.parent
    example = next(one for one in (here / "examples" / "wiki", here.parent / "examples" / "wiki") if one.is_dir())
    folder = target or Path(tempfile.mkdtemp(prefix="lagesbot-demo-")) / "wiki"
    try:
        shutil.copytree(example, folder)
    except FileExistsError:
        raise UsageError(f"{folder} exists already. Give --to a folder that does not.") from None
    except OSError as error:
        raise UsageError(f"Cannot copy the example wiki to {folder}: {error.strerror}.") from None
    return folder
