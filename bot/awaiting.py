"""The first shard waits with the overviews until the others' reminders are out: they tell of these, with links."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.gather import refresh_ledger
from bot.knowledge import Material, know
from bot.ledger import key_in
from bot.logbook import read_logbook
from bot.logged_work import Reins
from bot.plan import foreseen
from bot.wiki.port import Wiki

EVERY = 10.0
"""Seconds between two looks: as long as a wiki usually lets a bot wait between two edits."""

FOR_A_START = timedelta(minutes=2)
"""So long a shard that has not begun yet is waited for: those of one job begin within seconds of each other."""


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

        It is not waited for shards that nothing is foreseen of, that have said in the log that they are over, or that
        have not begun for `FOR_A_START`; what is still foreseen then, the overviews tell of as if it had been sent.

        Raises:
            WikiUnreachableError: The wiki does not answer.
        """
        material = refresh_ledger(self.wiki, material)
        expected = {found["key"] for one in foreseen(know(material)) if (found := key_in("reminder", one.summary))}
        if not expected:
            return material
        until = self.reins.elapsed() + FOR_A_START
        morning = datetime.combine(material.today - timedelta(days=1), time(), material.settings.calendar.zone)
        while not self._sent(expected, morning) and not self.reins.halt():
            if not self._under_way(material) and self.reins.elapsed() >= until:
                break
            self.reins.rest(EVERY)
        return refresh_ledger(self.wiki, material)

    def _sent(self, expected: set[str], since: datetime) -> bool:
        """Whether the messages with these keys are out."""
        made = (key_in("reminder", one.summary) for one in self.wiki.contributions(since=since))
        return expected <= {one["key"] for one in made if one}

    def _under_way(self, material: Material) -> bool:
        """Whether the log says that another shard of the run is."""
        title = material.settings.pages.log
        book = read_logbook(self.wiki.read([title])[title])
        return any(one.shard.beside(material.shard) for one in (book.running if book else ()))
