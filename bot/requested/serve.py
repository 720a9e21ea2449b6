"""Answering the queue page: a run for each line that waits, and under it what came of it. Once, whatever crashes.

A line has a key, and its run an id, which depend on nothing but who wrote it where and when. What was answered stands
in the bot's contributions. A run that was cut short before its answer is run again under the same id: nothing is done
twice, and the answer tells of all that was done.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.errors import GuardError, UnknownProjectError
from bot.gather import Request
from bot.ledger import summary
from bot.logbook import Trigger
from bot.options import years_of
from bot.parse.exclusion import may_edit, settled
from bot.parse.settings import Loaded
from bot.render.words import Words
from bot.requested.answers import Answer, done, objected, refusal, wrong_titles
from bot.requested.lines import MARK, Asked, Origin, key_of, origin, read_queue, run_of, with_answer
from bot.requested.titles import Wanted, read_wanted
from bot.run import Order, Performed
from bot.stops import stop_pages, stopped
from bot.wiki.outcome import Conflict, Outcome, Refused, Unchanged
from bot.wiki.port import Contribution, Edit, Page, Wiki

AT_ONCE = 10
"""So many lines are answered by one command; the rest by the next, five minutes later."""

TRIES = 3
_LOOK_BACK = timedelta(days=90)
_KEY = re.compile(r" · nyckel kör/(?P<key>[0-9a-f]{16}) · körning \S+$")
_NOBODY = Origin("", 0, None)


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
    """Answer the lines that wait, at most `AT_ONCE`, one after the other.

    Args:
        desk: What it needs.
        page: The queue page, as it was read.

    Raises:
        LockedError: A run on another machine is under way.
        WikiUnreachableError: The wiki does not answer.
    """
    versions = desk.wiki.history(page.title)
    before = desk.wiki.contributions(since=desk.now - _LOOK_BACK)
    told = {found["key"] for one in before if (found := _KEY.search(one.summary))}
    for asked in read_queue(page.text or "")[:AT_ONCE]:
        if desk.halt():
            return
        came = origin(asked, versions) or _NOBODY
        key = key_of(asked, came)
        if key in told or came.author == desk.wiki.account:
            continue
        told.add(key)
        run = run_of(key, came.when or desk.now)
        answer = _answer(desk, asked, came, run)
        yield Answered(asked.text, came.author, run, answer, _write(desk, asked, key, run, answer))


def _answer(desk: Desk, asked: Asked, came: Origin, run: str) -> Answer:
    """What a line is answered with, after the run that it asks for, if it may and does."""
    if not came.author:
        return refusal("unknown", desk.words)
    if not _may_ask(desk, came.author):
        return refusal("stranger", desk.words)
    pages = desk.loaded.settings.pages
    catalogue = desk.wiki.catalogue(pages.namespace)
    years = years_of(desk.today, desk.today)
    at_hand = [title for title in catalogue if any(str(year) in title for year in years) and "/" not in title]
    wanted = read_wanted(asked.text, catalogue, at_hand, pages.namespace)
    if wanted.wrong:
        return wrong_titles(wanted.wrong, desk.words)
    if not wanted.titles and not wanted.everything:
        return refusal("empty", desk.words)
    return _ran(desk, wanted, came.author, Request(desk.today, run, years, wanted.titles, settings=desk.loaded))


def _ran(desk: Desk, wanted: Wanted, author: str, request: Request) -> Answer:
    try:
        performed = desk.run(request, Order(Trigger.REQUEST, author, desk.host))
    except GuardError as error:
        return objected(error.objections, desk.words)
    except UnknownProjectError:
        return wrong_titles(dict.fromkeys(wanted.titles, ()), desk.words)
    return done(performed, _made(desk, request.run), desk.words)


def _may_ask(desk: Desk, author: str) -> bool:
    """Whether an account may start runs: a person in the register, or one of the allowed groups; nobody blocked."""
    settings = desk.loaded.settings
    account = desk.wiki.accounts([author])[author]
    if not account.exists or account.blocked:
        return False
    staff = {one.account for one in settings.people.values() if one.active}
    return account.name in staff or bool(account.groups & settings.requests.groups)


def _made(desk: Desk, run: str) -> list[Contribution]:
    """The edits of a run that are worth a link: not those of the log and of the queue itself."""
    own = {desk.queue, desk.loaded.settings.pages.log}
    found = desk.wiki.contributions(since=desk.now - _LOOK_BACK)
    return [one for one in found if one.summary.endswith(f" · körning {run}") and one.title not in own]


def _write(desk: Desk, asked: Asked, key: str, run: str, answer: Answer) -> Outcome:
    """Put an answer under its line, as the page is now."""
    outcome: Outcome = Conflict()
    settings = desk.loaded.settings
    for _ in range(TRIES):
        pages = desk.wiki.read([*stop_pages(settings), desk.queue])
        if stop := stopped(pages, settings):
            return Refused(stop.why)
        page = pages[desk.queue]
        text = page.text or ""
        if any(found["key"] == key for found in MARK.finditer(text)):
            return Unchanged("answered after all")
        if page.locked or not may_edit(text, desk.wiki.account) or not settled(text):
            return Refused(
                f"{desk.queue} cannot be written by the bot; an admin can see why in its text and protection"
            )
        line = next((one for one in read_queue(text) if (one.text, one.number) == (asked.text, asked.number)), None)
        if line is None:
            return Unchanged("the line is gone")
        reply = f"*: {answer.words} ~~~~ <!-- Lägesbot:svar {key} -->"
        said = desk.words.phrase("summary-answer", handbook=settings.pages.handbook)
        edit = Edit(
            page.title,
            with_answer(text, line, reply),
            page.revid,
            summary(said, run=run, key=f"kör/{key}"),
            minor=False,
            bot=True,
        )
        outcome = desk.wiki.save(edit)
        if not outcome.again:
            break
    return outcome
