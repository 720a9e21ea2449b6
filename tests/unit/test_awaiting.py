"""The first shard waits for the reminders of the others, and no longer than it has to."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.awaiting import EVERY, FOR_A_START, WITHOUT_A_SIGN, Awaiting
from bot.gather import Request, gather
from bot.knowledge import Material, know
from bot.ledger import key_in
from bot.logbook import Ending, Entry, Logbook, page_with_log, read_logbook
from bot.plan import foreseen, make_plan
from bot.run import Around, Order, Performed, perform
from bot.shard import WHOLE, Shard
from bot.wiki.outcome import Outcome
from bot.wiki.port import Edit
from tests.support.builders import WORDS, FakeTracker, FakeWiki, data_text, wiki_pages

TODAY = date(2022, 11, 9)
OVERVIEW = "Lägesöversikt 2022"
LOG = "Användare:Lägesbot/Logg"
COUNT = 2


class Silent:
    """Nobody watches."""

    def step(self, what: str, done: int, total: int) -> None:
        """Say nothing."""


@dataclass
class Reins:
    """Time that passes when somebody rests, and what happens meanwhile.

    Attributes:
        wiki: The wiki.
        material: What the first shard knows.
        sends_at: At which rest the others send their reminders; never where it is 0.
        ends_at: At which rest they say in the log that they are over.
        works_until: Up to which rest they make an edit at each.
        rests: How many there have been.
        why: Why the run is to end.
        meanwhile: What happens during the first rest.
    """

    wiki: FakeWiki
    material: Material
    sends_at: int = 0
    ends_at: int = 0
    works_until: int = 0
    rests: int = 0
    why: str = ""
    meanwhile: Callable[[], None] = lambda: None

    def halt(self) -> str:
        """Whether to end."""
        return self.why

    def limit(self, most: timedelta) -> None:
        """There is no limit."""

    def elapsed(self) -> timedelta:
        """The time that the rests took."""
        return timedelta(seconds=EVERY) * self.rests

    def writes(self) -> None:
        """Nothing follows from it."""

    def rest(self, seconds: float) -> None:
        """Some time passes, and the others go on."""
        assert seconds == EVERY
        self.rests += 1
        assert self.rests < 1000, "it waits for ever"
        if self.rests == 1:
            self.meanwhile()
        if self.rests == self.sends_at:
            for one in foreseen(know(self.material)):
                self.wiki.save(one.edit())
        if self.rests == self.ends_at:
            page = self.wiki.read([LOG])[LOG]
            book = read_logbook(page) or Logbook()
            over = replace(book.running[0], ending=Ending.DONE, end=self.wiki.clock)
            self.wiki.person_writes(LOG, page_with_log(page, book.with_entry(over, WORDS), ""), user=self.wiki.account)
        if self.rests <= self.works_until:
            self.wiki.remember("20221109-0730-0002", self.wiki.clock + self.elapsed())


@pytest.fixture
def wiki() -> FakeWiki:
    """The wiki of one project, whose lead is no manager and has to be reminded."""
    wiki = FakeWiki(wiki_pages(data=data_text(ansvarig="Axel"), people={"Axel": {"account": "Axel (WMSE)"}}))
    wiki.clock = datetime.combine(TODAY, time(6, 30), UTC)
    return wiki


def material_of(wiki: FakeWiki) -> Material:
    """What the first of two shards knows, whichever of them the people are in."""
    request = Request(TODAY, "20221109-0730-abcd", (2022,))
    found = gather(wiki, request, Silent(), tracker=FakeTracker({}))
    told = next(one.title for one in make_plan(know(found)).edits if one.task == "remind")
    shards = (Shard(1, count) for count in range(COUNT, 40))
    return next(replace(found, shard=shard) for shard in shards if not shard.has(told))


def begin(wiki: FakeWiki, shard: Shard) -> None:
    """Another shard says in the log that it is under way, which is its first edit."""
    wiki.remember("20221109-0730-0002", wiki.clock, LOG)
    page = wiki.read([LOG])[LOG]
    book = (read_logbook(page) or Logbook()).with_entry(Entry("20221109-0730-0002", wiki.clock, shard=shard), WORDS)
    wiki.person_writes(LOG, page_with_log(page, book, ""), user=wiki.account)


def test_waits_until_the_others_have_sent(wiki: FakeWiki) -> None:
    """As long as another shard is under way it is waited for, and then its reminders are in the ledger."""
    material = material_of(wiki)
    begin(wiki, Shard(2, material.shard.count))
    reins = Reins(wiki, material, sends_at=40)
    after = Awaiting(wiki, reins)(material)
    assert reins.rests == reins.sends_at
    assert know(after).ledger.messages
    assert foreseen(know(after)) == []


def test_does_not_wait_where_nothing_is_foreseen(wiki: FakeWiki) -> None:
    """Where the others have nothing to send, or have sent it, nobody is waited for."""
    material = material_of(wiki)
    for one in foreseen(know(material)):
        wiki.save(one.edit())
    reins = Reins(wiki, material)
    assert know(Awaiting(wiki, reins)(material)).ledger.messages
    assert reins.rests == 0


def test_waits_a_while_for_one_that_has_not_begun(wiki: FakeWiki) -> None:
    """A shard that is not in the log is waited for as long as one may need to begin, and no longer."""
    material = material_of(wiki)
    reins = Reins(wiki, material)
    Awaiting(wiki, reins)(material)
    assert reins.elapsed() == FOR_A_START


def test_does_not_wait_for_one_that_is_over(wiki: FakeWiki) -> None:
    """One that has ended, whatever it has sent, is not waited for any more."""
    material = material_of(wiki)
    begin(wiki, Shard(2, material.shard.count))
    reins = Reins(wiki, material, ends_at=30)
    Awaiting(wiki, reins)(material)
    assert reins.rests == reins.ends_at


def test_ends_where_the_run_is_to_end(wiki: FakeWiki) -> None:
    """Whoever stops the run, or its time, stops the waiting, too."""
    material = material_of(wiki)
    begin(wiki, Shard(2, material.shard.count))
    reins = Reins(wiki, material, why="Interrupted.")
    Awaiting(wiki, reins)(material)
    assert reins.rests == 0


def test_does_not_wait_for_a_dead_one(wiki: FakeWiki) -> None:
    """One whose line says that it is under way, but that has made no edit for long, is waited for no longer."""
    material = material_of(wiki)
    begin(wiki, Shard(2, material.shard.count))
    reins = Reins(wiki, material, works_until=120)
    Awaiting(wiki, reins)(material)
    assert reins.elapsed() == 120 * timedelta(seconds=EVERY) + WITHOUT_A_SIGN


class KilledError(BaseException):
    """The process is gone: nothing more is done, and nothing told."""


def leads_of(shard: Shard) -> list[str]:
    """Two who are in a shard."""
    names = (f"Lead {number}" for number in range(100))
    return [name for name in names if shard.has(f"Användardiskussion:{name}")][:2]


def keys_sent(wiki: FakeWiki) -> list[str]:
    """The keys of all messages, as often as they were sent."""
    sent = wiki.contributions(since=datetime.combine(TODAY, time(), UTC))
    return sorted(found["key"] for one in sent if (found := key_in("reminder", one.summary)))


def run(wiki: FakeWiki, shard: Shard, name: str, reins: Reins) -> Performed:
    """A shard's run under the log."""
    around = Around(Silent(), FakeTracker({}), reins)
    return perform(wiki, Request(TODAY, f"20221109-0730-{name}", (2022,), shard=shard), Order(host="värd"), around)


def test_shard_that_is_killed_beside_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where another is killed between two messages the first ends in time, and the next run does the rest, once.

    The overview is written all the same, and says of each message whether it was sent.
    """
    other = Shard(2, COUNT)
    told, untold = leads_of(other)
    people = {"John": {"account": "John", "manager": True}, **{one: {"account": one} for one in (told, untold)}}
    rows = [f"Mars | {row} | {lead} | |" for row, lead in zip("AB", (told, untold), strict=True)]
    wiki = FakeWiki(wiki_pages(*rows, data=data_text(ansvarig=told), people=people))
    wiki.clock = datetime.combine(TODAY, time(6, 30), UTC)
    first, save = material_of(wiki), wiki.save

    def dying(edit: Edit) -> Outcome:
        if edit.title == f"Användardiskussion:{untold}":
            raise KilledError
        return save(edit)

    def goes_beside() -> None:
        monkeypatch.setattr(wiki, "save", dying)
        with pytest.raises(KilledError):
            run(wiki, other, "0002", Reins(wiki, first))
        monkeypatch.setattr(wiki, "save", save)

    reins = Reins(wiki, first, meanwhile=goes_beside)
    assert run(wiki, Shard(1, COUNT), "0001", reins).report.complete
    assert reins.elapsed() == timedelta(seconds=EVERY) + WITHOUT_A_SIGN
    assert [key.rpartition("/")[2] for key in keys_sent(wiki)] == [told]
    assert f"{untold}: B – påminns med nästa meddelande" in wiki.texts[OVERVIEW]
    assert run(wiki, WHOLE, "0003", Reins(wiki, first)).report.complete
    assert [key.rpartition("/")[2] for key in keys_sent(wiki)] == sorted((told, untold))
    assert f"{untold}: B – påmind [[Special:Diff/" in wiki.texts[OVERVIEW]
    assert run(wiki, WHOLE, "0004", Reins(wiki, first)).plan.edits == ()
    book = read_logbook(wiki.read([LOG])[LOG]) or Logbook()
    endings = {Shard(1, COUNT): Ending.DONE, other: Ending.LOST, WHOLE: Ending.DONE}
    assert {one.shard: one.ending for one in book.entries} == endings


def test_a_made_up_line_is_no_sign(wiki: FakeWiki) -> None:
    """A line of a run in which the bot has made no edit counts for nothing: anybody can write it."""
    material = material_of(wiki)
    page = wiki.read([LOG])[LOG]
    book = Logbook().with_entry(Entry("20221109-0730-0003", wiki.clock, shard=Shard(2, material.shard.count)), WORDS)
    wiki.person_writes(LOG, page_with_log(page, book, ""), user=wiki.account)
    reins = Reins(wiki, material)
    Awaiting(wiki, reins)(material)
    assert reins.elapsed() == FOR_A_START
