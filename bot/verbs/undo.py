"""The verb that takes a run back: undo."""

from rich.console import Console

from bot.interruption import Interruption, interruptible
from bot.log_page import LogPage
from bot.logbook import Entry, Trigger
from bot.options import Options
from bot.render.words import Words
from bot.run import Work, fit, logged
from bot.tell.as_json import print_json
from bot.tell.undo import show_undoing, show_undone, undo_document
from bot.undo import plan_undo, take_back
from bot.verbs.asking import agreed
from bot.verbs.codes import DONE, INCOMPLETE
from bot.verbs.holding import held
from bot.verbs.opening import open_wiki, run_id, settings_of


def undo(options: Options, run: str, *, yes: bool) -> int:
    """Show what taking a run back comes to, ask, and do it; 4 where an edit did not come to what it should."""
    with interruptible() as interruption:
        code = _undo(options, run, interruption, yes=yes)
    return interruption.exit_code or code


def _undo(options: Options, run: str, interruption: Interruption, *, yes: bool) -> int:
    console = Console()
    with held(options, interruption) as reins:
        wiki = open_wiki(options, write=True)
        settings, words, own = settings_of(options, wiki).settings, Words(), run_id(options)
        now = fit(wiki, options.today).time
        undoing = plan_undo(wiki, run, settings, words, by_run=own)
        if not options.as_json:
            show_undoing(console, undoing)
        agreed_to = undoing.edits and agreed(f"Take {len(undoing.edits)} back?", yes=yes, by_hand=options.by_hand)
        if not agreed_to or wiki.simulated:
            if options.as_json:
                print_json(undo_document(undoing, None))
            return DONE
        reins.writes()
        entry = Entry(own, now, reins.host, Trigger.UNDO, run)
        log = LogPage(wiki, settings, words)
        work = Work(undoing.edits, lambda: take_back(wiki, undoing, settings, halt=reins.halt))
        report, unlogged = logged(log, entry, reins, work)
    if options.as_json:
        print_json(undo_document(undoing, report))
    else:
        show_undone(console, report, unlogged)
    return DONE if report.complete else INCOMPLETE
