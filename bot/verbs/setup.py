"""The verb that makes what the bot needs on the wiki: setup."""

from collections.abc import Sequence

import click
from rich.console import Console

from bot.errors import UsageError
from bot.interruption import Interruption, interruptible
from bot.log_page import LogPage
from bot.logbook import Entry
from bot.options import Options
from bot.run import entitled, fit
from bot.setup.decide import Ground, Step, decide, writing
from bot.setup.look import look
from bot.setup.write import Written, write
from bot.stops import stop_pages, stopped
from bot.tell.document import print_json
from bot.tell.lines import count, line
from bot.tell.setup import setup_document, show_steps, show_written
from bot.verbs.codes import DONE, INCOMPLETE
from bot.verbs.holding import held
from bot.verbs.opening import open_wiki, request, run_id, watch
from bot.wiki.port import Wiki


def setup(options: Options, *, yes: bool) -> int:
    """Show every page that would be written; write them where somebody says yes; 4 where one could not be.

    The lock is held only while writing: whoever reads the plan may take their time. A page that changes meanwhile is a
    conflict, and not written.
    """
    with interruptible() as interruption:
        code = _setup(options, interruption, yes=yes)
    return interruption.exit_code or code


def _setup(options: Options, interruption: Interruption, *, yes: bool) -> int:
    asks = options.by_hand and not options.as_json and not yes
    writes = (yes or asks) and not options.simulate
    wiki = open_wiki(options, write=writes)
    with watch(options) as watching:
        ground = look(wiki, request(options, run_id(options)), watching)
    steps, stops = decide(ground), _stops(wiki, ground)
    if not options.as_json:
        show_steps(Console(), ground, steps, stops)
    written = None
    if writes and not wiki.simulated and _agreed(steps, ground, yes=yes):
        with held(options, interruption) as reins, watch(options) as watching:
            condition = fit(wiki, options.today, ground.settings.calendar.zone)
            entitled(wiki, condition, ground.settings)
            LogPage(wiki, ground.settings, ground.words).heed(Entry(ground.run, condition.time, reins.host))
            reins.writes()
            written = write(wiki, writing(steps), ground.settings, watch=watching, halt=reins.halt)
    _tell(options, ground, steps, stops, written)
    return DONE if written is None or written.complete else INCOMPLETE


def _stops(wiki: Wiki, ground: Ground) -> list[str]:
    """What would keep setup from writing: mistakes in the settings, or the stop page."""
    stop = stopped(wiki.read(stop_pages(ground.settings)), ground.settings)
    return [*ground.faults, *([stop.why] if stop else [])]


def _agreed(steps: Sequence[Step], ground: Ground, *, yes: bool) -> bool:
    """Whether there is anything to write, and it is to be written.

    Raises:
        UsageError: The settings decide where the bot writes, and are wrong.
    """
    edits = len(list(writing(steps)))
    if edits and ground.faults:
        raise UsageError(f"{ground.faults[0]} Nothing was written.")
    return bool(edits) and (yes or click.confirm(f"Write {_these(edits)}?", default=False))


def _these(edits: int) -> str:
    return "this page" if edits == 1 else f"these {count(edits, 'page')}"


def _tell(
    options: Options, ground: Ground, steps: Sequence[Step], stops: Sequence[str], written: Written | None
) -> None:
    if options.as_json:
        print_json(setup_document(ground, steps, stops, written, day=options.today.isoformat()))
    elif written:
        show_written(Console(), steps, written)
    elif any(writing(steps)):
        how = "-simulate" if options.simulate else "to write, say yes at a terminal, or give --yes"
        line(Console(), f"Nothing was written: {how}.")
