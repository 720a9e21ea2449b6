"""The first shard waits with the overviews until the others' reminders are out: they tell of these, with links."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.gather import refresh_ledger
from bot.knowledge import Material, know
from bot.ledger import key_in, runs_of
from bot.logbook import read_logbook
from bot.logged_work import Reins
from bot.plan import foreseen
from bot.wiki.port import Contribution, Wiki

EVERY = 10.0
"""Seconds between two looks: as long as a wiki usually lets a bot wait between two edits."""

FOR_A_START = timedelta(minutes=2)
"""So long a shard that has not begun yet is waited for: those of one job begin within seconds of each other."""

WITHOUT_A_SIGN = timedelta(minutes=15)
"""So long one is waited for that is under way and makes no edit: longer than a busy wiki, or its turn
among forty shards with the usual ten seconds between edits, keeps it waiting for one."""


@dataclass(frozen=True, slots=True)
class Awaiting:
    """The first of several shards, when its own reminders are out.

    Attributes:
        wiki: The wiki.
        reins: What holds the run.
    """

    wiki: Wiki
    reins: Reins

    def __call__(self, material: Material) -> Material:
        """The material with the ledger as it is when the others have sent what they are foreseen to, or will not.

        It is not waited for shards that nothing is foreseen of, that have said in the log that they are over, that have
        not begun for `FOR_A_START`, or that have made no edit for `WITHOUT_A_SIGN`: they may be dead. What is still
        foreseen then, the overviews tell of as yet to be sent.

        Raises:
            WikiUnreachableError: The wiki does not answer.
        """
        material = refresh_ledger(self.wiki, material)
        expected = {found["key"] for one in foreseen(know(material)) if (found := key_in("reminder", one.summary))}
        if not expected:
            return material
        morning = datetime.combine(material.today - timedelta(days=1), time(), material.settings.calendar.zone)
        began = since = self.reins.elapsed()
        sign: datetime | None = None
        while not self.reins.halt():
            made = self.wiki.contributions(since=morning)
            if _sent(expected, made):
                break
            newest = self._sign(material, made)
            if newest != sign:
                sign, since = newest, self.reins.elapsed()
            waited, most = (since, WITHOUT_A_SIGN) if sign else (began, FOR_A_START)
            if self.reins.elapsed() - waited >= most:
                break
            self.reins.rest(EVERY)
        return refresh_ledger(self.wiki, material)

    def _sign(self, material: Material, made: Sequence[Contribution]) -> datetime | None:
        """When a shard of the run that is under way by the log has made its newest edit; None where none has.

        Anybody can write a line into the log: only one whose run has made an edit counts.
        """
        title = material.settings.pages.log
        book = read_logbook(self.wiki.read([title])[title])
        beside = [one.run for one in (book.running if book else ()) if one.shard.beside(material.shard)]
        runs = runs_of(made)
        return max((runs[one][1] for one in beside if one in runs), default=None)


def _sent(expected: Collection[str], made: Iterable[Contribution]) -> bool:
    """Whether the messages with these keys are out."""
    keys = (key_in("reminder", one.summary) for one in made)
    return {one["key"] for one in keys if one}.issuperset(expected)
