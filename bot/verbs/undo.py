"""The verb that takes a run back: undo."""

from datetime import timedelta

from rich.console import Console

from bot.errors import UsageError
from bot.interruption import Interruption, interruptible
from bot.log_page import LogPage
from bot.logbook import Entry, Trigger
from bot.logged_work import Work, logged
from bot.options import Options
from bot.render.words import Words
from bot.run import entitled, fit
from bot.tell.document import print_json
from bot.tell.lines import count
from bot.tell.log import note
from bot.tell.undo import show_undoing, show_undone, undo_document
from bot.undo import Undoing, plan_undo, take_back
from bot.verbs.asking import agreed
from bot.verbs.codes import DONE, INCOMPLETE
from bot.verbs.holding import held
from bot.verbs.opening import open_wiki, run_id, settings_of, watch
from bot.wiki.port import Wiki


def undo(options: Options, run: str, *, yes: bool) -> int:
    """Show what taking a run back comes to, ask, and do it; 4 where an edit did not come to what it should.

    The lock is held only while writing: whoever reads the plan may take their time, and a page that changes meanwhile
    is left.
    """
    with interruptible() as interruption:
        code = _undo(options, run, interruption, yes=yes)
    return interruption.exit_code or code


def _undo(options: Options, run: str, interruption: Interruption, *, yes: bool) -> int:
    wiki = open_wiki(options, write=not options.simulate)
    loaded, own = settings_of(options, wiki), run_id(options)
    words = Words.of(loaded.settings)
    if not loaded.writable:
        raise UsageError("The settings are wrong, so nothing may be written; lagesbot check says how.")
    settings = loaded.settings
    undoing = plan_undo(wiki, run, settings, words, by_run=own)
    if not _agreed(options, wiki, undoing, yes=yes):
        if options.as_json:
            print_json(undo_document(undoing, None))
        return DONE
    with held(options, interruption) as reins, watch(options) as watching:
        condition = fit(wiki, options.today, settings.calendar.zone)
        entitled(wiki, condition, settings)
        reins.limit(timedelta(hours=settings.guard.max_hours))
        reins.writes()
        entry = Entry(own, condition.time, reins.host, Trigger.UNDO, run)
        log = LogPage(wiki, settings, words)
        work = Work(undoing.edits, lambda: take_back(wiki, undoing, settings, watch=watching, halt=reins.halt))
        report, unlogged = logged(log, entry, reins, work)
    if options.as_json:
        print_json(undo_document(undoing, report, unlogged=unlogged))
    else:
        show_undone(Console(), report, unlogged)
    return DONE if report.complete else INCOMPLETE


def _agreed(options: Options, wiki: Wiki, undoing: Undoing, *, yes: bool) -> bool:
    """Show what would be done, and ask; who wants JSON sees it beside that, and only when asked."""
    if not options.as_json or (options.by_hand and not yes):
        show_undoing(Console(stderr=options.as_json), undoing)
    if not undoing.edits:
        return False
    if wiki.simulated:
        note("Nothing was written: -simulate.")
        return False
    return agreed(f"Take {count(len(undoing.edits), 'page')} back?", yes=yes, by_hand=options.by_hand)
