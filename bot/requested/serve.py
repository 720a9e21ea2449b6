"""Answering the queue page: a run for each line that waits, and under it what came of it. Once, whatever crashes.

A line has a key, and its run an id, which depend on nothing but who wrote it where and when. What was answered stands
in the bot's contributions. A run that was cut short before its answer is run again under the same id: nothing is done
twice, and the answer tells of all that was done.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.apply import TRIES
from bot.errors import GuardError, UnknownProjectError, UsageError
from bot.gather import Request
from bot.ledger import key_in, key_of_kind, summary
from bot.ledger import run_of as edit_run
from bot.logbook import Trigger
from bot.model import TASKS
from bot.options import years_of
from bot.parse.exclusion import may_edit, settled
from bot.parse.settings import Loaded
from bot.render.words import Words
from bot.requested.answers import Answer, done, objected, refusal, wrong_titles
from bot.requested.lines import MARK, Asked, Origin, Past, key_of, read_queue, run_of, with_answer
from bot.requested.titles import Wanted, read_wanted
from bot.run import Order, Performed
from bot.stops import stop_pages, stopped
from bot.wiki.outcome import Conflict, Outcome, Refused, Unchanged
from bot.wiki.port import Contribution, Edit, Page, Wiki
from bot.wiki.titles import account_name

AT_ONCE = 10
"""So many lines are answered by one command; the rest by the next, five minutes later."""

_LOOK_BACK = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Desk:
    """What answering needs.

    Attributes:
        wiki: The wiki.
        loaded: The settings.
        words: The language.
        today: The day.
        now: The wiki's time.
        host: See `bot.run.Order`.
        run: Makes a run.
        halt: Whether to end before the next line; see `bot.run.Reins`.
    """

    wiki: Wiki
    loaded: Loaded
    words: Words
    today: date
    now: datetime
    host: str
    run: Callable[[Request, Order], Performed]
    halt: Callable[[], str]

    @property
    def queue(self) -> str:
        """The queue page's title."""
        return self.loaded.settings.pages.requests


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of one line.

    Attributes:
        line: The line.
        author: Who wrote it; "" when unknown.
        run: The id of its run, or of the answer alone.
        answer: What it was answered with.
        outcome: What came of writing that down.
    """

    line: str
    author: str
    run: str
    answer: Answer
    outcome: Outcome


def serve(desk: Desk, page: Page) -> Iterator[Answered]:
    """Answer the lines that wait, at most `AT_ONCE`, one after the other; first those of people who may ask.

    Args:
        desk: What it needs.
        page: The queue page, as it was read.

    Raises:
        LockedError: A run on another machine is under way.
        UsageError: The bot may not write on the queue page, so that no run is made that nobody would be told of.
        WikiUnreachableError: The wiki does not answer.
    """
    if not _writable(page, desk.wiki.account):
        raise UsageError(
            f"Lines wait on {desk.queue}, but the bot may not write there. See its protection and its text."
        )
    for asked, came, trusted in _due(desk, page)[:AT_ONCE]:
        if desk.halt():
            return
        key = key_of(asked, came)
        run = run_of(key, came.when or desk.now, desk.loaded.settings.calendar.zone)
        answer = _answer(desk, asked, came, run) if trusted else _turned_away(desk, came)
        if answer is None:
            return
        outcome = _write(desk, asked, key, run, answer)
        yield Answered(asked.text, came.author, run, answer, outcome)
        if outcome.stop:
            return


def _due(desk: Desk, page: Page) -> list[tuple[Asked, Origin, bool]]:
    """The lines that are to be answered, and whether their authors may start runs; those who may come first.

    Words that were answered before are a new request only where somebody who may ask has put them there anew, without
    the time of a signature in them: taking an answer away, or bringing an old line back, asks for nothing.
    """
    past = Past(desk.wiki.history(page.title))
    waiting = [(asked, came) for asked in read_queue(page.text or "") if (came := past.origin(asked.text))]
    since = min([desk.now - _LOOK_BACK, *(came.when for _, came in waiting if came.when)])
    before = desk.wiki.contributions(since=since)
    told = {found["key"] for one in before if (found := key_in("request", one.summary))}
    told.update(found["key"] for found in MARK.finditer(page.text or ""))  # also where an answer cannot be seen
    staff = _staff(desk, {came.author for _, came in waiting if came.author})
    due = [
        (asked, came, came.author in staff)
        for asked, came in waiting
        if came.author != desk.wiki.account
        and key_of(asked, came) not in told
        and not (came.again and (asked.signed or came.author not in staff))
    ]
    return sorted(due, key=lambda one: not one[2])


def _turned_away(desk: Desk, came: Origin) -> Answer:
    return refusal("stranger" if came.author else "unknown", desk.words)


def _answer(desk: Desk, asked: Asked, came: Origin, run: str) -> Answer | None:
    """What a line of somebody who may ask is answered with, after its run; None as long as it is to wait."""
    pages = desk.loaded.settings.pages
    catalogue = desk.wiki.catalogue(pages.namespace)
    years = years_of(desk.today, desk.today)
    at_hand = [title for title in catalogue if any(str(year) in title for year in years) and "/" not in title]
    wanted = read_wanted(asked.text, catalogue, at_hand, desk.loaded.settings)
    if wanted.wrong:
        return wrong_titles(wanted.wrong, desk.words)
    if not wanted.titles and not wanted.everything:
        return refusal("empty", desk.words)
    return _ran(desk, wanted, came.author, Request(desk.today, run, years, wanted.titles, settings=desk.loaded))


def _ran(desk: Desk, wanted: Wanted, author: str, request: Request) -> Answer | None:
    """The answer after a run; None where the run was cut short: the next command does the rest and tells of all."""
    try:
        performed = desk.run(request, Order(Trigger.REQUEST, author, desk.host))
    except GuardError as error:
        return objected(error.objections, desk.words)
    except UnknownProjectError:
        return wrong_titles(dict.fromkeys(wanted.titles, ()), desk.words)
    if performed.report.halted or performed.report.lost:
        return None
    pages = desk.wiki.read(stop_pages(desk.loaded.settings, *TASKS))
    return done(performed, _made(desk, request.run), desk.words, pages=pages)


def _staff(desk: Desk, authors: Collection[str]) -> frozenset[str]:
    """Those who may start runs: people in the register, and the allowed groups; nobody blocked."""
    settings = desk.loaded.settings
    active = {account_name(one.account) for one in settings.people.values() if one.active}
    found = desk.wiki.accounts(authors).items() if authors else ()
    return frozenset(
        asked
        for asked, one in found
        if one.exists and not one.blocked and (one.name in active or one.groups & settings.requests.groups)
    )


def _writable(page: Page, account: str) -> bool:
    text = page.text or ""
    return not page.locked and may_edit(text, account) and settled(text)


def _made(desk: Desk, run: str) -> list[Contribution]:
    """The edits of a run that are worth a link: not those of the log and of the queue itself."""
    own = {desk.queue, desk.loaded.settings.pages.log}
    found = desk.wiki.contributions(since=desk.now - _LOOK_BACK)
    return [one for one in found if edit_run(one) == run and one.title not in own]


def _write(desk: Desk, asked: Asked, key: str, run: str, answer: Answer) -> Outcome:
    """Put an answer under its line, as the page is now; one that a stop page keeps off is written another time."""
    outcome: Outcome = Conflict()
    settings = desk.loaded.settings
    for _ in range(TRIES):
        pages = desk.wiki.read([*stop_pages(settings), desk.queue])
        if stop := stopped(pages, settings):
            return Unchanged(stop.why)
        page = pages[desk.queue]
        text = page.text or ""
        if any(found["key"] == key for found in MARK.finditer(text)):
            return Unchanged("answered after all")
        if not _writable(page, desk.wiki.account):
            return Refused(f"{desk.queue} cannot be written by the bot any more; see its protection and its text")
        line = next((one for one in read_queue(text) if one.text == asked.text), None)
        if line is None:
            return Unchanged("the line is gone")
        reply = f"*: {answer.words} ~~~~ <!-- Lägesbot:svar {key} -->"
        language = desk.words.language
        said = desk.words.phrase("summary-answer", handbook=settings.pages.handbook)
        edit = Edit(
            page.title,
            with_answer(text, line, reply),
            page.revid,
            summary(said, run=run, key=key_of_kind("request", key, language), language=language),
            minor=False,
            bot=True,
        )
        outcome = desk.wiki.save(edit)
        if not outcome.again:
            break
    return outcome
