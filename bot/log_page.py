"""The log page at work: a run says there that it begins, which keeps another machine's away, and how it ended."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.apply import TRIES
from bot.errors import LockedError, WikiUnreachableError
from bot.ledger import runs_of, summary
from bot.logbook import Ending, Entry, Logbook, page_with_log, read_logbook
from bot.parse.exclusion import may_edit
from bot.render.words import Words
from bot.settings import Settings
from bot.setup.pages import log_page
from bot.stops import stop_pages, stopped
from bot.wiki.outcome import Conflict, Outcome, Refused, Unchanged
from bot.wiki.port import Edit, Page, Wiki

Change = Callable[[Logbook], Logbook]


@dataclass(frozen=True, slots=True)
class LogPage:
    """The log page of a wiki, for one run.

    Attributes:
        wiki: The wiki.
        settings: The settings: which page it is, and how long a run may take.
        words: The language.
    """

    wiki: Wiki
    settings: Settings
    words: Words

    def begin(self, entry: Entry) -> Outcome:
        """Say that a run begins, now; what was left by runs that are over without having said so is put right.

        Returns:
            What came of it. Where the page cannot be written the run may go on, unless the outcome says to stop.

        Raises:
            LockedError: A run on another machine is under way.
            WikiUnreachableError: The wiki does not answer.
        """

        def change(book: Logbook) -> Logbook:
            self._heed(book, entry)
            others = {one.run for one in book.running if one.run != entry.run and not self._beside(one, entry)}
            return book.lost(others, self.words).with_entry(_with_before(book, entry), self.words)

        return self._save(change, "log-begins", entry)

    def heed(self, entry: Entry) -> None:
        """Look whether a run on another machine is under way, for one that says nothing in the log itself.

        Raises:
            LockedError: There is one.
            WikiUnreachableError: The wiki does not answer.
        """
        title = self.settings.pages.log
        book = read_logbook(self.wiki.read([title])[title])
        if book is not None:
            self._heed(book, entry)

    def _heed(self, book: Logbook, entry: Entry) -> None:
        """Stop where another machine's run is under way.

        A line counts only if the bot has made an edit in that run, and for no longer than a run may take from its first
        one on: anybody can make a line up.
        """
        most = timedelta(hours=self.settings.guard.max_hours)
        others = [one for one in book.running if one.host != entry.host and not one.shard.beside(entry.shard)]
        if not others:
            return
        made = runs_of(self.wiki.contributions(since=entry.start - most))
        for one in others:
            first, _ = made.get(one.run, (None, None))
            if first and entry.start - first < most:
                raise LockedError(
                    f"Another run is going on elsewhere, since {first:%Y-%m-%d %H:%M} UTC, as "
                    f"{self.settings.pages.log} says. Try again when it has finished."
                )

    def _beside(self, one: Entry, entry: Entry) -> bool:
        """Whether a line may be that of another shard of the same run, under way or about to say how it ended."""
        recent = entry.start - one.start < timedelta(hours=self.settings.guard.max_hours)
        return recent and one.shard.beside(entry.shard)

    def gains(self, entry: Entry, page: Page) -> bool:
        """Whether the log, as it was read, has anything new to tell by a run that is over and has not begun there.

        That a run of this machine has never said how it ended is new, too.
        """
        book = read_logbook(page)
        return book is not None and (book.gains(entry) or bool(_left(book, entry)))

    def end(self, entry: Entry, *, begun: bool = True) -> Outcome:
        """Say how a run ended; one that did nothing and found nothing new to be wrong leaves no line.

        Args:
            entry: The run.
            begun: It has said that it begins. If not, a line of its own that says so is from before it was cut short.

        Returns:
            What came of it; a wiki that does not answer is an outcome here.
        """

        def change(book: Logbook) -> Logbook:
            left = _left(book, entry) - ({entry.run} if begun else set())
            book = book.lost(left, self.words)
            over = _summed(book, entry)
            if book.gains(over):
                return book.with_entry(over, self.words)
            return book.without(entry.run) if begun else book

        try:
            return self._save(change, "log-ends", entry)
        except WikiUnreachableError as error:
            return Refused(str(error))

    def _save(self, change: Change, what: str, entry: Entry) -> Outcome:
        """Change the log on its newest revision, until that is still the newest when the change arrives.

        Of several that save at once one always succeeds, and a shard saves the log twice in a run: so none is kept
        waiting by the others more often than twice their number.
        """
        outcome: Outcome = Conflict()
        title = self.settings.pages.log
        for _ in range(TRIES + 2 * (entry.shard.count - 1)):
            pages = self.wiki.read([*stop_pages(self.settings), title])
            if stop := stopped(pages, self.settings):
                return Refused(stop.why)
            page = pages[title]
            book = read_logbook(page)
            if book is None or not may_edit(page.text or "", self.wiki.account):
                return Refused(self.words.phrase("log-unwritable", page=title))
            changed = change(book)
            edit = self._edit(page, changed, what, entry.run)
            if changed == book or edit.text == page.text:  # the second where an answer was lost, and the edit was not
                return Unchanged()
            outcome = self.wiki.save(edit)
            if not outcome.again:
                break
        return outcome

    def _edit(self, page: Page, book: Logbook, what: str, run: str) -> Edit:
        said = self.words.phrase(what, handbook=self.settings.pages.handbook)
        language = self.words.language
        text = page_with_log(page, book, log_page(self.settings, self.words, account=self.wiki.account), language)
        told = summary(said, run=run, language=language)
        return Edit(page.title, text, page.revid, told, minor=page.exists, bot=True)


def _with_before(book: Logbook, entry: Entry) -> Entry:
    """A run that begins, with what it did before it was cut short, as its line of that time tells."""
    before = book.entry(entry.run)
    return replace(entry, edits=before.edits, reminders=before.reminders) if before else entry


def _summed(book: Logbook, entry: Entry) -> Entry:
    """A run that is over, with what it did before it was cut short, as its line tells while it is under way."""
    before = book.entry(entry.run)
    if before is None or before.ending is not Ending.RUNNING:
        return entry
    return replace(entry, edits=entry.edits + before.edits, reminders=entry.reminders + before.reminders)


def _left(book: Logbook, entry: Entry) -> set[str]:
    """The runs that have never said how they ended, though the lock of this machine says that they are over.

    It says nothing of the other shards of the same run.
    """
    return {one.run for one in book.running if one.host == entry.host and not one.shard.beside(entry.shard)}
