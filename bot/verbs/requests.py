"""The verb that answers the queue page: requests."""

from rich.console import Console

from bot.errors import UsageError
from bot.gather import Request
from bot.interruption import Interruption, interruptible
from bot.options import Options
from bot.render.words import Words
from bot.requested.lines import read_queue
from bot.requested.serve import Answered, Desk, serve
from bot.run import Around, Order, Performed, entitled, fit, perform
from bot.stops import stop_pages, stopped
from bot.tell.document import print_json
from bot.tell.requests import requests_document, show_answers
from bot.verbs.codes import DONE, INCOMPLETE
from bot.verbs.holding import held
from bot.verbs.keeping import readings
from bot.verbs.opening import open_wiki, settings_of, tracker, watch


def requests(options: Options) -> int:
    """Answer the lines that wait; 4 where an answer could not be written. Costs little where none waits."""
    with interruptible() as interruption:
        answered, stop = _requests(options, interruption)
    if options.as_json:
        print_json(requests_document(answered, stop))
    else:
        show_answers(Console(), answered, stop, quiet=options.quiet)
    return interruption.exit_code or (DONE if all(one.outcome.ok for one in answered) else INCOMPLETE)


def _requests(options: Options, interruption: Interruption) -> tuple[list[Answered], str]:
    """The answers, and who has stopped the bot, "" if nobody has."""
    wiki = open_wiki(options, write=not options.simulate)
    loaded = settings_of(options, wiki)
    title = loaded.settings.pages.requests
    pages = wiki.read([title, *stop_pages(loaded.settings)])
    if not read_queue(pages[title].text or ""):
        moved = pages[title].redirect
        return [], f"{title} redirects to {moved}; name the queue page in pages.requests." if moved else ""
    stop = stopped(pages, loaded.settings)
    if stop or wiki.simulated:
        return [], stop.why if stop else "Nothing was written: -simulate."
    if not loaded.writable:
        raise UsageError(
            f"Lines wait on {title}, but the settings are wrong, so nothing may be written; lagesbot check says how."
        )
    with held(options, interruption) as reins:
        condition = fit(wiki, options.today, loaded.settings.calendar.zone)
        entitled(wiki, condition, loaded.settings)
        reins.writes()

        def run(request: Request, order: Order) -> Performed:
            with watch(options) as watching:
                return perform(wiki, request, order, Around(watching, tracker(options), reins, readings(options)))

        desk = Desk(wiki, loaded, Words.of(loaded.settings), options.today, condition.time, reins.host, run, reins.halt)
        return list(serve(desk, pages[title])), ""
