"""The verb that does the main job: run."""

from rich.console import Console

from bot.interruption import Interruption, interruptible
from bot.logbook import Trigger
from bot.model import TASKS
from bot.options import Options
from bot.run import Around, Order, Performed, perform, simulated
from bot.tell.as_json import run_document
from bot.tell.document import print_json
from bot.tell.terminal import outcome_words, show_report
from bot.verbs.aftermath import followed
from bot.verbs.codes import DONE, INCOMPLETE
from bot.verbs.holding import held
from bot.verbs.keeping import readings
from bot.verbs.opening import open_wiki, request, run_id, tracker, watch


def run(options: Options, *, force: bool) -> int:
    """Carry the plan out; 4 where an edit did not come to what it should."""
    with followed(options) as after, interruptible() as interruption:
        done = whole_run(options, interruption, force=force)
        after.code = interruption.exit_code or (DONE if done.report.complete else INCOMPLETE)
        after.words, after.run = outcome_words(done.plan, done.report), done.known.material.run
        after.whole = done.known.material.whole and set(options.tasks) == set(TASKS)
        after.simulated = done.report == simulated(done.plan)
        if options.as_json:  # before the monitor is told, which may take a while
            print_json(run_document(done.known, done.plan, done.report, unlogged=done.unlogged))
        else:
            show_report(Console(), done.known, done.plan, done.report, unlogged=done.unlogged)
    return after.code


def whole_run(options: Options, interruption: Interruption, *, force: bool = False) -> Performed:
    """A whole run, under the lock where it may write."""
    with held(options, interruption) as reins:
        wiki = open_wiki(options, write=not options.simulate)
        order = Order(Trigger.HAND if options.by_hand else Trigger.SCHEDULE, host=reins.host, force=force)
        with watch(options) as watching:
            asked = request(options, run_id(options))
            return perform(wiki, asked, order, Around(watching, tracker(options), reins, readings(options)))
