"""The log page at work: a run says that it begins and how it ended, beside other runs and other people."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.errors import LockedError
from bot.log_page import LogPage
from bot.logbook import Ending, Entry, Logbook, page_with_log, read_logbook, trouble
from bot.parse.regions import compose
from bot.settings import Settings
from bot.shard import Shard
from bot.wiki.outcome import Barred, Conflict, Deferred, Excluded, Failed, Outcome, Protected, Refused, Saved, Unchanged
from bot.wiki.port import Edit, Page
from tests.support.builders import NOW, WORDS, FakeWiki, Step, settings

LOG = "Användare:Lägesbot/Logg"
STOP = "Användare:Lägesbot/stopp"
HERE, ELSEWHERE = "00000001", "00000002"
OURS, THEIRS = "20221109-0730-aaaa", "20221109-0729-bbbb"
SECOND = timedelta(seconds=1)
LIMIT = timedelta(hours=2)
"""What `guard.max_hours` is as shipped."""

BEGUN = Entry(OURS, NOW, HERE)
OVER = replace(BEGUN, end=NOW, ending=Ending.DONE, edits=3)
FULL = trouble("Sidan A är skyddad.", "Protected", "A")


def log_of(wiki: FakeWiki, rules: Settings | None = None) -> LogPage:
    """The log of a wiki."""
    return LogPage(wiki, rules or settings(), WORDS)


def entries(wiki: FakeWiki, title: str = LOG) -> list[tuple[str, Ending]]:
    """The runs in a wiki's log, newest first, and how they stand."""
    book = read_logbook(wiki.read([title])[title])
    assert book is not None
    return [(entry.run, entry.ending) for entry in book.entries]


def with_runs(*runs: Entry, script: tuple[Step, ...] = ()) -> FakeWiki:
    """A wiki in whose log these runs are, the last on top."""
    book = Logbook()
    for entry in runs:
        book = book.with_entry(entry, WORDS)
    wiki = FakeWiki({LOG: page_with_log(Page(LOG, None), book, "Hej.")}, *script)
    for entry in runs:
        wiki.remember(entry.run, entry.start)
    return wiki


def their(ending: Ending = Ending.RUNNING, *, ago: timedelta = SECOND, host: str = ELSEWHERE) -> Entry:
    """A run of somebody else's."""
    return Entry(THEIRS, NOW - ago, host, ending=ending)


def answers(outcome: Outcome) -> Step:
    """The wiki answers so, and saves nothing."""
    return lambda _wiki, _edit: outcome


def begins_elsewhere(entry: Entry) -> Step:
    """Another machine's run is in the log just before ours comes in."""

    def step(wiki: FakeWiki, _edit: Edit) -> None:
        page = wiki.read([LOG])[LOG]
        book = read_logbook(page)
        assert book is not None
        wiki.person_writes(LOG, page_with_log(page, book.with_entry(entry, WORDS), "Hej."))
        wiki.remember(entry.run, entry.start)

    return step


def stops(wiki: FakeWiki, _edit: Edit) -> Outcome:
    """A person sets the stop page, and the edit meets a conflict."""
    wiki.person_writes(STOP, "stopp")
    return Conflict("changed")


def test_run_begins_and_ends() -> None:
    """A run is told to be under way, and then how it ended, in one line; both are bot edits, the second is minor."""
    log = log_of(wiki := FakeWiki({}))
    assert log.begin(BEGUN).ok
    assert entries(wiki) == [(OURS, Ending.RUNNING)]
    assert log.end(OVER).ok
    assert entries(wiki) == [(OURS, Ending.DONE)]
    assert [(edit.title, edit.minor, edit.bot) for edit in wiki.sent] == [(LOG, False, True), (LOG, True, True)]
    assert all(edit.summary.endswith(f" · körning {OURS}") for edit in wiki.sent)
    handbook = settings().pages.handbook
    assert all(f"([[{handbook}|om boten och hur den stoppas]])" in edit.summary for edit in wiki.sent)
    assert wiki.texts[LOG].startswith("Här berättar [[:Användare:Lägesbot|Lägesbot]] vad den har gjort")


def test_run_without_news_leaves_no_line() -> None:
    """A run that in the end did nothing, and found nothing new to be wrong, takes its line away."""
    log = log_of(wiki := with_runs(replace(their(Ending.DONE), troubles=(FULL,))))
    before = wiki.texts[LOG]
    log.begin(BEGUN)
    assert log.end(replace(OVER, edits=0, troubles=(FULL,))).ok
    assert wiki.texts[LOG] == before


def test_end_without_a_beginning_and_without_news_writes_nothing() -> None:
    """Where there is nothing to tell and no line to take away, nothing is sent, not even a page made."""
    log = log_of(wiki := FakeWiki({}))
    assert log.end(replace(OVER, edits=0)) == Unchanged()
    assert (wiki.sent, LOG in wiki.texts) == ([], False)


def test_what_would_be_news() -> None:
    """Whether there is anything to tell is known from the page as it was read; a log that cannot be read tells none."""
    log = log_of(wiki := with_runs(their(Ending.DONE)))
    page = wiki.read([LOG])[LOG]
    wrong = replace(OVER, edits=0, troubles=(FULL,))
    assert log.gains(wrong, page)
    assert not log.gains(replace(OVER, edits=0), page)
    assert not log.gains(wrong, replace(page, locked=True))


@pytest.mark.parametrize(("host", "ending"), [(HERE, Ending.LOST), (ELSEWHERE, Ending.RUNNING)])
def test_run_that_vanished_from_this_machine_is_news(host: str, ending: Ending) -> None:
    """A run with nothing to do puts right what one of this machine has left; another machine's may be under way."""
    log = log_of(wiki := with_runs(their(host=host)))
    idle = replace(OVER, edits=0)
    assert log.gains(idle, wiki.read([LOG])[LOG]) is (host == HERE)
    assert log.end(idle, begun=False).ok
    assert entries(wiki) == [(THEIRS, ending)]


def test_run_that_was_cut_short_and_had_nothing_left_to_do() -> None:
    """The same run again, which has no more to do, keeps the line of the first time: that did something, perhaps."""
    log = log_of(wiki := with_runs(BEGUN))
    idle = replace(OVER, edits=0)
    assert log.gains(idle, wiki.read([LOG])[LOG])
    assert log.end(idle, begun=False).ok
    assert entries(wiki) == [(OURS, Ending.LOST)]


@pytest.mark.parametrize("tries", [1, 2])
def test_conflict_is_tried_again(tries: int) -> None:
    """After a conflict the log is read again, and what came between is kept."""
    others = [Entry(f"{THEIRS}{number}", NOW, ELSEWHERE, end=NOW, ending=Ending.DONE) for number in range(tries)]
    log = log_of(wiki := with_runs(script=tuple(map(begins_elsewhere, others))))
    assert log.begin(BEGUN).ok
    assert len(wiki.sent) == tries + 1
    assert [run for run, _ in entries(wiki)] == [OURS, *(one.run for one in reversed(others))]


def test_conflict_is_told_after_three_tries() -> None:
    """A log that somebody always changes first is given up; the outcome says so, and does not stop a run."""
    log = log_of(wiki := FakeWiki({}, *[answers(Conflict("changed"))] * 9))
    assert log.begin(BEGUN) == Conflict("changed")
    assert len(wiki.sent) == 3


def test_lost_answer_is_looked_for() -> None:
    """Where the answer was lost and the line is there, it is not sent again, however fine the clock is."""

    def saves(wiki: FakeWiki, edit: Edit) -> Outcome:
        wiki.store(edit)
        return Failed("502")

    log = log_of(wiki := FakeWiki({}, saves))
    assert log.begin(replace(BEGUN, start=NOW + timedelta(milliseconds=5))) == Unchanged()
    assert (len(wiki.sent), entries(wiki)) == (1, [(OURS, Ending.RUNNING)])


def test_lost_edit_is_sent_again() -> None:
    """Where the answer was lost and so was the line, it is sent once more."""
    log = log_of(wiki := FakeWiki({}, answers(Failed("502"))))
    assert log.begin(BEGUN) == Saved(revid=1)
    assert (len(wiki.sent), entries(wiki)) == (2, [(OURS, Ending.RUNNING)])


@pytest.mark.parametrize(
    "outcome", [Refused("x"), Protected("x"), Excluded("x"), Deferred("x"), Barred("x")], ids=lambda one: str(type(one))
)
def test_other_answers_are_passed_on(outcome: Outcome) -> None:
    """What the wiki refuses is not tried again; the run is told what the wiki said."""
    log = log_of(wiki := FakeWiki({}, answers(outcome)))
    assert log.begin(BEGUN) == outcome
    assert len(wiki.sent) == 1


def test_stop_page_stops_the_log() -> None:
    """With text on the stop page nothing is written in the log either, neither at the beginning nor at the end."""
    log = log_of(wiki := FakeWiki({STOP: "stopp"}))
    for outcome in (log.begin(BEGUN), log.end(OVER)):
        assert not outcome.ok
        assert "Stopped by Sara" in outcome.why
    assert wiki.sent == []


def test_stop_page_set_between_two_tries() -> None:
    """A stop page that is set between a conflict and the next try keeps the next from being sent."""
    log = log_of(wiki := FakeWiki({}, stops))
    assert "Stopped by Sara" in log.begin(BEGUN).why
    assert len(wiki.sent) == 1


def test_wiki_that_goes_down_at_the_end() -> None:
    """A wiki that does not answer at the end is an outcome: what the run did is still to be told."""
    log = log_of(wiki := FakeWiki({}))
    wiki.down = True
    assert log.end(OVER) == Refused("the wiki does not answer")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (f"{{{{nobots}}}}\n{compose('logg', '')}", "stängd för botar"),
        (compose("logg", "").replace("\n", "\neget\n", 1), "ändrat i botens text"),
        ("#OMDIRIGERING [[X]]", "omdirigerad"),
    ],
)
def test_log_that_is_not_to_be_written(text: str, word: str) -> None:
    """A log that is closed to bots, was changed or leads elsewhere is left as it is, and it is said why."""
    log = log_of(wiki := FakeWiki({LOG: text}))
    for outcome in (log.begin(BEGUN), log.end(OVER)):
        assert (outcome.ok, outcome.stop) == (False, False)
        assert LOG in outcome.why
        assert word in outcome.why
    assert (wiki.sent, wiki.texts) == ([], {LOG: text})


def test_log_that_cannot_be_read() -> None:
    """A log whose text is hidden, so that nobody knows what is there, is not written."""
    log = log_of(wiki := FakeWiki({}))
    wiki.unreadable.add(LOG)
    assert "skyddad" in log.begin(BEGUN).why
    assert wiki.sent == []


def test_log_can_have_another_place() -> None:
    """Where the log is, is a setting."""
    log = log_of(wiki := FakeWiki({}), settings(pages={"log": "Wikimedia:Lägesbots logg"}))
    assert log.begin(BEGUN).ok
    assert entries(wiki, "Wikimedia:Lägesbots logg") == [(OURS, Ending.RUNNING)]


@pytest.mark.parametrize("ago", [-SECOND, timedelta(), LIMIT - SECOND], ids=["after ours", "now", "almost at its end"])
def test_run_on_another_machine_keeps_ours_away(ago: timedelta) -> None:
    """While a run of another machine may be going on, ours does not begin: 75, since when, on which page; no edit."""
    log = log_of(wiki := with_runs(their(ago=ago)))
    with pytest.raises(LockedError, match=rf"since 2022-11-09 0.:..* UTC, as {LOG} says") as caught:
        log.begin(BEGUN)
    assert caught.value.exit_code == 75
    assert wiki.sent == []


@pytest.mark.parametrize("start", [NOW, NOW + timedelta(days=9999)], ids=["now", "in many years"])
def test_run_that_somebody_has_made_up_keeps_nobody_away(start: datetime) -> None:
    """A line of a run that the bot has made no edit in is told to be lost, and ours begins."""
    book = Logbook().with_entry(Entry(THEIRS, start, ELSEWHERE), WORDS)
    log = log_of(wiki := FakeWiki({LOG: page_with_log(Page(LOG, None), book, "Hej.")}))
    assert log.begin(BEGUN).ok
    assert entries(wiki) == [(OURS, Ending.RUNNING), (THEIRS, Ending.LOST)]


def test_line_that_somebody_has_dated_anew_keeps_nobody_away_for_longer() -> None:
    """When a run began is when the bot made its first edit in it, whatever the line says."""
    book = Logbook().with_entry(their(ago=-LIMIT), WORDS)
    wiki = FakeWiki({LOG: page_with_log(Page(LOG, None), book, "Hej.")})
    wiki.remember(THEIRS, NOW - LIMIT)
    wiki.remember(THEIRS, NOW - SECOND)
    assert log_of(wiki).begin(BEGUN).ok


def test_who_says_nothing_in_the_log_heeds_it() -> None:
    """A run on another machine is heeded without a line of one's own; a log that cannot be read tells of none."""
    wiki = with_runs(their())
    with pytest.raises(LockedError):
        log_of(wiki).heed(BEGUN)
    wiki.person_writes(LOG, wiki.texts[LOG].replace("* ", "* eget "))
    log_of(wiki).heed(BEGUN)
    assert wiki.sent == []


def test_run_on_another_machine_whose_time_is_up() -> None:
    """A run that has taken as long as any may is told to be lost, and ours begins."""
    log = log_of(wiki := with_runs(their(ago=LIMIT)))
    assert log.begin(BEGUN).ok
    assert entries(wiki) == [(OURS, Ending.RUNNING), (THEIRS, Ending.LOST)]


def test_time_of_another_machines_run_is_a_setting() -> None:
    """How long a run of another machine counts as going on is `guard.max_hours`."""
    rules = settings(guard={"max_hours": 3})
    with pytest.raises(LockedError):
        log_of(with_runs(their(ago=LIMIT)), rules).begin(BEGUN)
    assert log_of(with_runs(their(ago=timedelta(hours=3))), rules).begin(BEGUN).ok


def test_run_of_the_same_machine_is_over() -> None:
    """A run of the same machine cannot be going on, since ours holds the lock: it is told to be lost at once."""
    log = log_of(wiki := with_runs(their(host=HERE)))
    assert log.begin(BEGUN).ok
    assert entries(wiki) == [(OURS, Ending.RUNNING), (THEIRS, Ending.LOST)]


def test_end_of_a_run_that_never_began() -> None:
    """A run that has only a problem to tell says of runs of the same machine that they were lost, and of no others."""
    elsewhere = Entry("20221109-0728-cccc", NOW, ELSEWHERE)
    log = log_of(wiki := with_runs(elsewhere, their(host=HERE)))
    assert log.end(replace(OVER, edits=0, troubles=(FULL,))).ok
    assert entries(wiki) == [(OURS, Ending.DONE), (THEIRS, Ending.LOST), (elsewhere.run, Ending.RUNNING)]


@pytest.mark.parametrize("ending", [one for one in Ending if one is not Ending.RUNNING])
def test_run_that_has_ended_keeps_nobody_away(ending: Ending) -> None:
    """A run that has ended, however it did, keeps no other away, and its line stays as it is."""
    log = log_of(wiki := with_runs(their(ending)))
    assert log.begin(BEGUN).ok
    assert entries(wiki) == [(OURS, Ending.RUNNING), (THEIRS, ending)]


def test_of_two_at_the_same_moment_one_begins() -> None:
    """Where another machine's run is saved just before ours, ours meets a conflict, sees it, and ends with 75."""
    log = log_of(wiki := with_runs(script=(begins_elsewhere(their()),)))
    with pytest.raises(LockedError):
        log.begin(BEGUN)
    assert entries(wiki) == [(THEIRS, Ending.RUNNING)]


def test_two_ends_at_the_same_moment_lose_nothing() -> None:
    """Where another machine's run writes how it ended just before ours does, both lines are there."""
    over = replace(their(Ending.DONE), edits=7)
    log = log_of(wiki := with_runs(their(Ending.RUNNING), BEGUN, script=(begins_elsewhere(over),)))
    assert log.end(OVER).ok
    assert entries(wiki) == [(OURS, Ending.DONE), (THEIRS, Ending.DONE)]


def test_run_that_was_told_lost_says_how_it_ended() -> None:
    """A run that comes back after another has given it up says in its own line what it did."""
    log = log_of(wiki := with_runs(replace(BEGUN, ending=Ending.LOST), their()))
    assert log.end(OVER).ok
    assert entries(wiki) == [(THEIRS, Ending.RUNNING), (OURS, Ending.DONE)]


@pytest.mark.parametrize("ending", [Ending.INCOMPLETE, Ending.LOST])
def test_run_that_was_cut_short_counts_what_it_did_before(ending: Ending) -> None:
    """The same run again adds to what its line tells already, also where it has nothing more to do, and once."""
    before = replace(BEGUN, end=NOW, ending=ending, edits=3, reminders=1)
    for more, all_in_all in ((0, 3), (2, 5)):
        log = log_of(wiki := with_runs(before))
        assert log.begin(BEGUN).ok
        assert log.end(replace(OVER, edits=more)).ok
        book = read_logbook(wiki.read([LOG])[LOG])
        assert book is not None
        (entry,) = book.entries
        assert (entry.ending, entry.edits, entry.reminders) == (Ending.DONE, all_in_all, 1)


def test_same_run_on_another_machine_keeps_ours_away() -> None:
    """A request has one run's id wherever it is taken up: while another machine has it, ours waits."""
    log = log_of(wiki := with_runs(replace(BEGUN, host=ELSEWHERE)))
    with pytest.raises(LockedError):
        log.begin(BEGUN)
    assert wiki.sent == []


def test_log_can_be_on_the_bots_user_page() -> None:
    """A log on a page that setup has another use for, too, is written all the same."""
    log = log_of(wiki := FakeWiki({}), settings(pages={"log": "Användare:Lägesbot"}))
    assert log.begin(BEGUN).ok
    assert entries(wiki, "Användare:Lägesbot") == [(OURS, Ending.RUNNING)]


def part(index: int, count: int = 4, *, host: str = HERE, ago: timedelta = SECOND) -> Entry:
    """A shard of a run, under way."""
    return Entry(f"20221109-0729-{count:02}{index:02}", NOW - ago, host, shard=Shard(index, count))


@pytest.mark.parametrize("host", [HERE, ELSEWHERE])
def test_other_shards_of_the_run_go_on(host: str) -> None:
    """A shard begins and ends beside the others of its run, on whatever machine, and leaves their lines alone."""
    wiki = with_runs(part(2, host=host))
    log_of(wiki).begin(part(1))
    running = [(part(1).run, Ending.RUNNING), (part(2).run, Ending.RUNNING)]
    assert entries(wiki) == running
    log_of(wiki).end(replace(part(1), end=NOW, ending=Ending.DONE, edits=1))
    assert entries(wiki) == [(part(1).run, Ending.DONE), (part(2).run, Ending.RUNNING)]


@pytest.mark.parametrize("other", [part(1), part(2, 8), their()], ids=["same shard", "another count", "whole run"])
def test_shard_waits_for_what_is_no_other_part_of_its_run(other: Entry) -> None:
    """The same shard, one of another count and a whole run on another machine keep a shard away."""
    wiki = with_runs(replace(other, host=ELSEWHERE, run=THEIRS))
    with pytest.raises(LockedError):
        log_of(wiki).begin(part(1))


def test_whole_run_waits_for_a_shard_elsewhere() -> None:
    """A shard on another machine keeps a whole run away."""
    with pytest.raises(LockedError):
        log_of(with_runs(part(2, host=ELSEWHERE))).begin(BEGUN)


@pytest.mark.parametrize("other", [part(1), part(2, 8), their(host=HERE)], ids=["same shard", "another count", "whole"])
def test_shard_tells_what_this_machines_lock_proves_to_be_over(other: Entry) -> None:
    """The same shard, one of another count and a whole run of this machine are over when a shard has the lock."""
    wiki = with_runs(replace(other, run=THEIRS))
    log_of(wiki).begin(part(1))
    assert (THEIRS, Ending.LOST) in entries(wiki)


def test_shard_whose_time_is_up_is_lost() -> None:
    """Another shard's line that is older than any run may take is told to be lost."""
    wiki = with_runs(part(2, ago=LIMIT))
    log_of(wiki).begin(replace(part(1), start=NOW))
    assert (part(2).run, Ending.LOST) in entries(wiki)


def test_whole_run_tells_all_shards_of_this_machine_lost() -> None:
    """A whole run has the lock alone: no shard of this machine is under way."""
    wiki = with_runs(part(1), part(2))
    log_of(wiki).begin(BEGUN)
    assert entries(wiki)[1:] == [(part(2).run, Ending.LOST), (part(1).run, Ending.LOST)]


def test_eight_that_save_at_once_all_get_their_line() -> None:
    """A shard that comes too late as often as the seven others can save is still in the log at last, with them."""
    others = [part(index, 8) for index in range(2, 9)]
    wiki = with_runs(script=tuple(begins_elsewhere(one) for one in [*others, *others]))
    assert log_of(wiki).begin(part(1, 8)).ok
    assert {run for run, _ in entries(wiki)} == {part(index, 8).run for index in range(1, 9)}
