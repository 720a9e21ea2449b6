"""A run as a whole: what must be right before its first edit, what ends it early, and what its log says at last."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.errors import BotError, CredentialsError, GuardError, LockedError, UsageError, WikiUnreachableError
from bot.gather import Request
from bot.logbook import Ending, Entry, Logbook, Trigger, page_with_log, read_logbook
from bot.model import TASKS, Task
from bot.phabricator.tracker import Nobody
from bot.run import Around, Order, Performed, perform
from bot.wiki.outcome import Barred, Conflict, Deferred, Failed, Outcome, Refused, Saved
from bot.wiki.port import Edit, Page
from tests.support.builders import DATA, NOW, TODAY, WORDS, FakeWiki, Step, data_text, wiki_pages

ROW = "Mars | Boka lokal | Axel | |"
AXEL, JOHN = "Användardiskussion:Axel (WMSE)", "Användardiskussion:John (WMSE)"
OVERVIEW = "Lägesöversikt 2022"
ORDER = [DATA, AXEL, JOHN, OVERVIEW]
LOG = "Användare:Lägesbot/Logg"
STOP = "Användare:Lägesbot/stopp"
STOPPED = f"Stopped by Sara at 2022-11-09 06:30 UTC: there is text on {STOP}. Empty the page to go on."
RUN, LATER = "20221109-0730-abcd", "20221109-0740-abcd"
HOST = "0123abcd"
TOOK = timedelta(minutes=3)
TOO_LONG = "It takes too long."


class Silent:
    """Nobody watches."""

    def step(self, what: str, done: int, total: int) -> None:
        """Say nothing."""


class Slack:
    """Reins that are pulled before some edit.

    Args:
        after: Before how many edits there is no reason to end; None where there never is one.
    """

    def __init__(self, after: int | None = None) -> None:
        self._left = after
        self.limits: list[timedelta] = []
        self.written = False

    def halt(self) -> str:
        """Why to end, once it is time."""
        if self._left is None:
            return ""
        self._left -= 1
        return TOO_LONG if self._left < 0 else ""

    def limit(self, most: timedelta) -> None:
        """Remember it."""
        self.limits.append(most)

    def elapsed(self) -> timedelta:
        """Always the same."""
        return TOOK

    def rest(self, seconds: float) -> None:
        """No time has to pass."""

    def writes(self) -> None:
        """Remember it."""
        self.written = True


class Simulated(FakeWiki):
    """A wiki that is to be read only."""

    simulated = True


def go(
    wiki: FakeWiki,
    *tasks: Task,
    reins: Slack | None = None,
    order: Order | None = None,
    run: str = RUN,
    projects: tuple[str, ...] = (),
) -> Performed:
    """A whole run."""
    around = Around(Silent(), Nobody("no-token"), reins or Slack())
    request = Request(TODAY, run, (2022,), projects=projects, tasks=tasks or TASKS)
    return perform(wiki, request, order or Order(host=HOST), around)


def refused_to_begin(wiki: FakeWiki, error: type[BotError], *, code: int, logged: bool = False) -> str:
    """What is said of a run that does not begin, with this exit code, and writes nothing, or in its log alone."""
    reins = Slack()
    with pytest.raises(error) as caught:
        go(wiki, reins=reins)
    assert caught.value.exit_code == code
    assert ([edit.title for edit in wiki.sent], reins.written) == ([LOG] if logged else [], logged)
    return str(caught.value)


def in_log(wiki: FakeWiki) -> list[Entry]:
    """The runs in the log, newest first."""
    book = read_logbook(wiki.read([LOG])[LOG])
    assert book is not None
    return book.entries


def line(wiki: FakeWiki) -> str:
    """The newest line of the log."""
    book = read_logbook(wiki.read([LOG])[LOG])
    assert book is not None
    return book.lines[0].text


def sent(wiki: FakeWiki) -> list[str]:
    """The pages of the edits that were sent, without those of the log."""
    return [edit.title for edit in wiki.sent if edit.title != LOG]


def does_nothing(_wiki: FakeWiki, _edit: Edit) -> None:
    """The wiki does as usual."""


def answers(outcome: Outcome) -> Step:
    """The wiki answers so, and saves nothing."""
    return lambda _wiki, _edit: outcome


def stops(wiki: FakeWiki, _edit: Edit) -> None:
    """Sara sets the stop page while an edit is on its way."""
    wiki.person_writes(STOP, "stopp tack")


def stops_with(outcome: Outcome) -> Step:
    """Sara sets the stop page while an edit is on its way, and the wiki answers so."""

    def step(wiki: FakeWiki, edit: Edit) -> Outcome:
        stops(wiki, edit)
        return outcome

    return step


def set_up(**parts: object) -> dict[str, str]:
    """The pages of a wiki with one project and these settings."""
    return wiki_pages(ROW, data=None, **parts)


def with_log(*entries: Entry) -> FakeWiki:
    """The same with a log of runs that the bot has made."""
    book = Logbook()
    for entry in entries:
        book = book.with_entry(entry, WORDS)
    wiki = FakeWiki({**set_up(), LOG: page_with_log(Page(LOG, None), book, "Hej.")})
    for entry in entries:
        wiki.remember(entry.run, entry.start)
    return wiki


def test_run_is_logged_at_both_ends() -> None:
    """A run is in the log before its first edit and after its last, and says there what it did."""
    wiki = FakeWiki(set_up())
    reins = Slack()
    done = go(wiki, reins=reins, order=Order(Trigger.REQUEST, "John (WMSE)", HOST))
    assert [edit.title for edit in wiki.sent] == [LOG, *ORDER, LOG]
    assert (done.report.complete, done.unlogged) == (True, "")
    (entry,) = in_log(wiki)
    assert entry == Entry(
        RUN,
        NOW,
        HOST,
        Trigger.REQUEST,
        "John (WMSE)",
        NOW + TOOK,
        Ending.DONE,
        projects={2022: 1},
        edits=4,
        reminders=2,
    )
    assert (reins.limits, reins.written) == ([timedelta(hours=2)], True)


def test_run_with_nothing_to_do_writes_nothing() -> None:
    """A run that finds nothing to do and nothing wrong makes no edit, not in the log either."""
    wiki = FakeWiki(set_up())
    go(wiki)
    wiki.sent.clear()
    done = go(wiki, run=LATER)
    assert (wiki.sent, done.unlogged, done.report.results) == ([], "", ())


def test_new_problem_is_logged_though_nothing_is_done_and_once() -> None:
    """A run with nothing to do but with something new that is wrong has a line; the next with the same has none."""
    wiki = FakeWiki(set_up())
    go(wiki, "report")
    settings_page = "Användare:Lägesbot/inställningar.json"
    wiki.person_writes(settings_page, set_up(report={"early_days": "x"})[settings_page])
    wiki.sent.clear()
    go(wiki, "report", run=LATER)
    assert [edit.title for edit in wiki.sent] == [LOG]
    assert f"'''Problem:''' {settings_page}: " in line(wiki)
    assert "report.early" in line(wiki).replace("&#95;", "_")
    go(wiki, "report", run="20221110-0730-abcd")
    assert [edit.title for edit in wiki.sent] == [LOG]


def test_projects_are_counted_only_where_all_were_looked_for() -> None:
    """A run for one project does not say how many projects there are."""
    go(wiki := FakeWiki(set_up()), projects=("Projekt:Prov 2022",))
    assert in_log(wiki)[0].projects == {}


def test_blocked_account_stops_at_once() -> None:
    """A blocked account ends with 2 and the reason, before anything is read."""
    wiki = FakeWiki(set_up())
    wiki.blocked = "av Tore: skenar"
    said = refused_to_begin(wiki, CredentialsError, code=2)
    assert said == "The account Lägesbot is blocked on the wiki (av Tore: skenar)."
    assert wiki.asked == []


def test_wiki_that_is_read_only_stops_at_once() -> None:
    """A wiki that is read-only ends with 3 and the wiki's reason, before anything is read."""
    wiki = FakeWiki(set_up())
    wiki.readonly = "byte av databas"
    said = refused_to_begin(wiki, WikiUnreachableError, code=3)
    assert "read-only just now (byte av databas)" in said
    assert wiki.asked == []


def test_lost_bot_right_stops() -> None:
    """An account without the right of a bot ends with 2; what to do, and the setting to go on without it, are said."""
    wiki = FakeWiki(set_up())
    wiki.bot = False
    said = refused_to_begin(wiki, CredentialsError, code=2)
    assert "no bot right" in said
    assert "guard.bot_right" in said


def test_run_without_bot_right_can_be_allowed() -> None:
    """Where the settings say that no bot right is needed, the run is made without."""
    wiki = FakeWiki(set_up(guard={"bot_right": False}))
    wiki.bot = False
    assert go(wiki).report.complete
    assert sent(wiki) == ORDER


def test_clock_that_is_ahead_stops() -> None:
    """A machine that is two days ahead of the wiki ends with 2; one that is a day ahead is let through."""
    wiki = FakeWiki(set_up())
    wiki.clock = NOW - timedelta(days=2)
    assert "Set this machine's clock" in refused_to_begin(wiki, UsageError, code=2)
    wiki.clock = NOW - timedelta(days=1)
    assert go(wiki).report.complete


def test_guard_stops_before_the_log() -> None:
    """What the guard objects to ends with 5 before any edit; told to stand aside it lets the run go on."""
    pages = set_up(guard={"max_reminders": 1})
    assert "--force guard" in refused_to_begin(FakeWiki(pages), GuardError, code=5)
    go(wiki := FakeWiki(pages), order=Order(host=HOST, force=True))
    assert sent(wiki) == ORDER


def test_guard_knows_the_last_runs_projects() -> None:
    """Far fewer projects than the log tells of end with 5; the run that is forced counts from then on."""
    before = Entry("20221108-0730-abcd", NOW - timedelta(days=1), HOST, ending=Ending.DONE, projects={2022: 9})
    assert "1 projekt hittades för 2022, mot 9" in refused_to_begin(with_log(before), GuardError, code=5, logged=True)
    wiki = with_log(before)
    go(wiki, order=Order(host=HOST, force=True))
    assert in_log(wiki)[0].projects == {2022: 1}
    go(wiki, run=LATER)


def test_one_edit_a_page_and_run() -> None:
    """A run edits each page once, but for the log, which is told of its begin and its end."""
    wiki = FakeWiki(set_up())
    assert go(wiki).report.complete
    assert sorted(edit.title for edit in wiki.sent) == sorted([LOG, LOG, *ORDER])


def test_stop_page_at_the_start() -> None:
    """With text on the stop page the run says who set it and when, ends well; nothing is read twice or written."""
    wiki = FakeWiki({**set_up(), STOP: "stopp"})
    reins = Slack()
    done = go(wiki, reins=reins)
    assert done.report.stopped == (STOPPED,)
    assert [edit.title for edit in done.report.undone] == ORDER
    assert (done.report.complete, done.unlogged, wiki.sent, reins.written) == (True, "", [], False)
    read = [title for titles in wiki.asked for title in titles]
    assert len(read) == len(set(read))


def test_stop_page_between_two_edits() -> None:
    """A stop page that is set while an edit is on its way lets that be made, and no other, not even the log's.

    The edit that was made is told of in the report, and that the log does not tell of it.
    """
    wiki = FakeWiki(set_up(), does_nothing, stops)
    done = go(wiki)
    assert [edit.title for edit in wiki.sent] == [LOG, DATA]
    assert [edit.title for edit in done.report.undone] == ORDER[1:]
    assert done.report.stopped == (STOPPED,)
    assert (done.report.complete, done.unlogged) == (True, STOPPED)
    assert [one.ending for one in in_log(wiki)] == [Ending.RUNNING]


def test_run_after_one_that_was_stopped() -> None:
    """When the stop page is empty again the next run says that the one before was lost, and does what was left."""
    wiki = FakeWiki(set_up(), does_nothing, stops)
    go(wiki)
    wiki.person_writes(STOP, "")
    wiki.sent.clear()
    assert go(wiki, run=LATER).report.complete
    assert sent(wiki) == ORDER[1:]
    assert [(one.run, one.ending) for one in in_log(wiki)] == [(LATER, Ending.DONE), (RUN, Ending.LOST)]


def test_stop_page_while_the_log_is_written() -> None:
    """A stop page that is set with the log's first line on its way stops the first edit."""
    wiki = FakeWiki(set_up(), stops)
    assert go(wiki).report.stopped == (STOPPED,)
    assert sent(wiki) == []


def test_stop_page_between_a_conflict_and_the_next_try() -> None:
    """A stop page that is set between a conflict and the second try keeps the second from being sent."""
    wiki = FakeWiki(set_up(), does_nothing, stops_with(Conflict("changed")))
    done = go(wiki)
    assert sent(wiki) == [DATA]
    assert (done.report.stopped, done.report.results) == ((STOPPED,), ())


def test_stop_page_between_a_lost_answer_and_the_next_try() -> None:
    """An edit whose answer was lost is not sent again after a stop; it is told all the same that it was lost."""
    wiki = FakeWiki(set_up(), does_nothing, stops_with(Failed("502")))
    done = go(wiki)
    assert sent(wiki) == [DATA]
    assert [type(one.outcome) for one in done.report.results] == [Failed]
    assert (done.report.stopped, done.report.complete) == ((STOPPED,), False)


def test_stop_page_of_one_task_is_told_once_in_the_log() -> None:
    """With the reminders stopped the rest is made and the line says that the run was stopped; the next has no line."""
    wiki = FakeWiki({**set_up(), f"{STOP}/påminnelser": "x"})
    go(wiki)
    assert sent(wiki) == [DATA, OVERVIEW]
    assert (in_log(wiki)[0].ending, in_log(wiki)[0].edits) == (Ending.STOPPED, 2)
    go(wiki, run=LATER)
    assert [one.run for one in in_log(wiki)] == [RUN]


@pytest.mark.parametrize("after", range(2, 5))
def test_reins_are_asked_before_every_edit(after: int) -> None:
    """A run that is halted makes no further edit, says so in its log and is not complete; what is left is told."""
    wiki = FakeWiki(set_up())
    done = go(wiki, reins=Slack(after))
    assert len(sent(wiki)) < len(ORDER)
    assert sent(wiki) == ORDER[: len(sent(wiki))]
    assert (done.report.halted, done.report.complete, done.unlogged) == (TOO_LONG, False, "")
    assert [edit.title for edit in done.report.undone] == ORDER[len(sent(wiki)) :]
    assert (in_log(wiki)[0].ending, in_log(wiki)[0].edits) == (Ending.HALTED, len(sent(wiki)))
    assert "'''avbruten i förtid'''" in line(wiki)


def test_run_that_is_halted_before_it_begins() -> None:
    """A run that is to end before its first edit makes none, and says so in one line of its log."""
    wiki = FakeWiki(set_up())
    assert go(wiki, reins=Slack(0)).report.halted == TOO_LONG
    assert [edit.title for edit in wiki.sent] == [LOG]
    assert in_log(wiki)[0].ending is Ending.HALTED


def test_limit_is_a_setting() -> None:
    """How long a run may take is `guard.max_hours`."""
    reins = Slack()
    go(FakeWiki(set_up(guard={"max_hours": 0.5})), reins=reins)
    assert reins.limits == [timedelta(minutes=30)]


def test_simulated_run_writes_nothing() -> None:
    """Under -simulate nothing is written, not in the log either, whatever else would keep a run from writing."""
    wiki = Simulated(set_up(guard={"max_reminders": 0}))
    wiki.blocked = wiki.readonly = "x"
    done = go(wiki)
    assert done.report.stopped == ("Nothing was written: -simulate.",)
    assert [edit.title for edit in done.report.undone] == ORDER
    assert wiki.sent == []


def test_run_on_another_machine_keeps_ours_away() -> None:
    """While the log says that a run of another machine is under way, ours ends with 75 and writes nothing."""
    other = Entry("20221109-0729-bbbb", NOW - timedelta(minutes=1), "99999999")
    wiki = with_log(other)
    with pytest.raises(LockedError, match=LOG):
        go(wiki)
    assert wiki.sent == []


@pytest.mark.parametrize("outcome", [Deferred("maxlag"), Barred("no right")], ids=["maxlag", "no right"])
def test_wiki_that_takes_nothing_from_the_first_edit_on(outcome: Outcome) -> None:
    """Where the log's first line shows that no edit can succeed, the run ends there, incomplete, with the reason."""
    wiki = FakeWiki(set_up(), answers(outcome))
    done = go(wiki)
    assert len(wiki.sent) == 1
    assert (done.report.halted, done.report.complete) == (outcome.why, False)
    assert [edit.title for edit in done.report.undone] == ORDER


@pytest.mark.parametrize("outcome", [Refused("filter"), Failed("502")], ids=["refused", "no answer"])
def test_log_that_is_refused_is_told(outcome: Outcome) -> None:
    """Where the log alone cannot be written the run is made all the same, and it is said that it is not told of."""

    class Unlogging(FakeWiki):
        def save(self, edit: Edit) -> Outcome:
            return outcome if edit.title == LOG else super().save(edit)

    wiki = Unlogging(set_up())
    done = go(wiki)
    assert sent(wiki) == ORDER
    assert (done.report.complete, done.unlogged) == (True, outcome.why)


@pytest.mark.parametrize("text", ["{{nobots}}", "#OMDIRIGERING [[X]]"])
def test_log_that_is_closed_is_told(text: str) -> None:
    """A log page that is closed to bots, or leads elsewhere, is left alone; the run is made, and says so."""
    wiki = FakeWiki({**set_up(), LOG: text})
    done = go(wiki)
    assert [edit.title for edit in wiki.sent] == ORDER
    assert done.report.complete
    assert LOG in done.unlogged
    assert wiki.texts[LOG] == text


def test_what_was_not_made_is_in_the_log() -> None:
    """What the wiki refused is counted, and told with its page and the wiki's reason; the next run has no line."""
    always = answers(Refused("abusefilter: {{länkar}}"))
    wiki = FakeWiki(set_up(), does_nothing, always)
    go(wiki)
    entry = in_log(wiki)[0]
    assert (entry.ending, entry.edits, entry.refused, len(entry.troubles)) == (Ending.INCOMPLETE, 3, 1, 1)
    assert (
        "'''1 gick inte att göra''' · '''Problem:''' Projekt:Prov 2022/Projektdata: wikin sade nej (abusefilter: "
        in line(wiki)
    )
    assert "{{" not in line(wiki)
    wiki.script.extend([does_nothing, always])
    go(wiki, run=LATER)
    assert [one.run for one in in_log(wiki)] == [RUN]


def test_page_that_was_lost_is_in_the_log() -> None:
    """A page that does not hold what was saved, when read again, is told of in the log."""

    def loses_it(wiki: FakeWiki, edit: Edit) -> Outcome:
        wiki.person_writes(edit.title, "något annat")
        return Saved(revid=9)

    go(wiki := FakeWiki(set_up(), does_nothing, does_nothing, loses_it))
    assert f"'''Problem:''' {AXEL} innehåller inte det som sparades" in line(wiki)


def goes_down(wiki: FakeWiki, _edit: Edit) -> None:
    """The wiki does not answer any more."""
    wiki.down = True


def test_wiki_that_goes_down_after_an_edit() -> None:
    """Where the wiki does not answer any more, what was done is told, and that the log does not tell it."""
    wiki = FakeWiki(set_up(), does_nothing, goes_down)
    done = go(wiki)
    assert [one.planned.title for one in done.report.results] == [DATA]
    assert (done.report.lost, done.unlogged) == ("the wiki does not answer",) * 2


def test_wiki_that_goes_down_and_comes_back() -> None:
    """A wiki that does not answer before the first edit ends with 3; the log says why, if it answers again."""

    class Shaky(FakeWiki):
        def read(self, titles: object) -> Mapping[str, Page]:
            asked = list(titles)  # type: ignore[call-overload]
            if self.sent and LOG not in asked and not self.asked.count(["down"]):
                self.asked.append(["down"])
                raise WikiUnreachableError("502 Bad Gateway")
            return super().read(asked)

    wiki = Shaky(set_up())
    with pytest.raises(WikiUnreachableError, match="502"):
        go(wiki)
    assert sent(wiki) == []
    assert in_log(wiki)[0].ending is Ending.INCOMPLETE
    assert "'''Problem:''' Wikin slutade svara mitt i körningen; nästa körning gör det som är kvar." in line(wiki)


def test_wiki_that_goes_down_with_the_first_line() -> None:
    """Where the wiki goes down right after the log's first line, that line is all there is; the next run mends it."""
    wiki = FakeWiki(set_up(), goes_down)
    with pytest.raises(WikiUnreachableError):
        go(wiki)
    wiki.down = False
    assert [one.ending for one in in_log(wiki)] == [Ending.RUNNING]
    go(wiki, run=LATER)
    assert [one.ending for one in in_log(wiki)] == [Ending.DONE, Ending.LOST]


def test_time_in_the_log_is_the_wikis() -> None:
    """The line has the wiki's time, however this machine's clock goes."""
    wiki = FakeWiki({**set_up(), DATA: data_text(ansvarig="Sara")})
    wiki.clock = NOW + timedelta(hours=5)
    go(wiki)
    assert in_log(wiki)[0].start == datetime(2022, 11, 9, 11, 30, tzinfo=NOW.tzinfo)
    assert replace(in_log(wiki)[0], run="x").end == NOW + timedelta(hours=5) + TOOK


def test_guard_is_told_of_in_the_log_once() -> None:
    """What the guard objects to stands in the log, once though its figures change; no page is made for that alone."""
    before = Entry("20221108-0730-abcd", NOW - timedelta(days=1), HOST, end=NOW, ending=Ending.DONE, projects={2022: 9})
    wiki = with_log(before)
    for run in (RUN, LATER):
        with pytest.raises(GuardError, match="No page was changed"):
            go(wiki, run=run)
    assert sent(wiki) == []
    assert [(one.run, one.ending) for one in in_log(wiki)] == [(RUN, Ending.GUARDED), (before.run, Ending.DONE)]
    assert "'''vakten stoppade den före första ändringen'''" in line(wiki)
    assert "'''Problem:''' 1 projekt hittades för 2022, mot 9 förra gången" in line(wiki)
    none_yet = FakeWiki({**set_up(guard={"max_reminders": 0})})
    with pytest.raises(GuardError):
        go(none_yet)
    assert none_yet.sent == []
