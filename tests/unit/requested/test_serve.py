"""Answering the queue page: who may ask, once, whatever happens between a run and its answer."""

import re
from collections.abc import Mapping
from datetime import timedelta

import pytest

from bot.apply import TRIES
from bot.errors import GuardError, UnknownProjectError, UsageError, WikiUnreachableError
from bot.gather import Request
from bot.logbook import Trigger
from bot.parse.settings import Loaded
from bot.phabricator.tracker import Nobody
from bot.requested.serve import AT_ONCE, Answered, Desk, serve
from bot.run import Around, Order, Performed, perform
from bot.settings import Settings
from bot.wiki.outcome import Barred, Conflict, Failed, Outcome, Saved
from bot.wiki.port import Account, Edit
from tests.support.builders import DATA, NOW, TITLE, TODAY, WORDS, FakeWiki, Step, settings, wiki_pages

QUEUE = "Användare:Lägesbot/Kör"
STOP = "Användare:Lägesbot/stopp"
JOHN, AXEL = "John (WMSE)", "Axel (WMSE)"
ASK = f"* [[{TITLE}]] [[Användare:{JOHN}|John]] 9 november 2022 kl. 07.30 (CET)"
MARK = re.compile(r"<!-- Lägesbot:svar ([0-9a-f]{16}) -->")


class Free:
    """Nothing holds a run, and nobody watches it.

    Attributes:
        why: Why it should end before its next edit.
    """

    def __init__(self) -> None:
        self.why = ""

    def halt(self) -> str:
        """Whether it should."""
        return self.why

    def limit(self, most: timedelta) -> None:
        """As long as it likes."""

    def elapsed(self) -> timedelta:
        """No time at all."""
        return timedelta(0)

    def rest(self, seconds: float) -> None:
        """No time has to pass."""

    def writes(self) -> None:
        """That is fine."""

    def step(self, what: str, done: int, total: int) -> None:
        """Say nothing."""


class Counter:
    """The bot at its desk on a wiki with one project.

    Attributes:
        wiki: The wiki.
        orders: The runs that were made: what was asked for, and by whom.
        fails: What is raised instead of a run.
        reins: What holds it.
    """

    def __init__(self, *script: Step, rules: Settings | None = None, **pages: str) -> None:
        texts = {**wiki_pages("Mars | Boka lokal | Axel | |"), **pages}
        self.wiki = FakeWiki(texts, *script)
        self.orders: list[tuple[Request, Order]] = []
        self.fails: Exception | None = None
        self.reins = Free()
        self._rules = rules or settings()

    def ask(self, text: str, *, user: str = JOHN) -> None:
        """Somebody saves the queue page."""
        self.wiki.person_writes(QUEUE, text, user=user)

    def add(self, text: str, *, user: str = JOHN) -> None:
        """Somebody adds to the queue page."""
        self.ask(f"{self.wiki.texts.get(QUEUE, '== Kö ==')}\n{text}", user=user)

    def run(self, request: Request, order: Order) -> Performed:
        """A run, as it is."""
        self.orders.append((request, order))
        if self.fails:
            raise self.fails
        return perform(self.wiki, request, order, Around(self.reins, Nobody("no-token"), self.reins))

    def serve(self) -> list[Answered]:
        """Answer the queue."""
        loaded = Loaded(self._rules)
        desk = Desk(self.wiki, loaded, WORDS, TODAY, NOW, "0a1b2c3d", self.run, self.reins.halt)
        return list(serve(desk, self.wiki.read([QUEUE])[QUEUE]))

    @property
    def queue(self) -> str:
        """The queue page."""
        return self.wiki.texts[QUEUE]

    def kinds(self) -> Mapping[str, str]:
        """What the lines were answered with, by line."""
        return {one.line: one.answer.kind for one in self.serve()}


def test_a_line_of_staff_starts_a_run_and_is_answered_below() -> None:
    """The run is made for the project, in the name of who asked, and the answer links what it changed."""
    counter = Counter()
    counter.ask(f"== Kö ==\n{ASK}\n")
    (answered,) = counter.serve()
    ((request, order),) = counter.orders
    assert request.projects == (TITLE,)
    assert (order.trigger, order.by, order.host) == (Trigger.REQUEST, JOHN, "0a1b2c3d")
    assert (answered.author, answered.run, answered.answer.kind) == (JOHN, request.run, "done")
    assert isinstance(answered.outcome, Saved)
    lines = counter.queue.splitlines()
    assert lines[:2] == ["== Kö ==", ASK]
    assert lines[2].startswith("*: Klart! Jag ändrade [[Special:Diff/")
    assert MARK.search(lines[2])
    links = set(map(int, re.findall(r"Special:Diff/(\d+)", lines[2])))
    made = counter.wiki.contributions(since=NOW)
    own = {QUEUE, "Användare:Lägesbot/Logg"}
    assert links == {one.revid for one in made if one.summary.endswith(request.run) and one.title not in own}
    assert DATA in {one.title for one in made if one.revid in links}


def test_an_answer_is_an_edit_of_the_bot_with_its_key() -> None:
    """Its summary says what, how to stop the bot, its key and its run; it is a bot's edit, but no minor one."""
    counter = Counter()
    counter.ask(ASK)
    (answered,) = counter.serve()
    edit = counter.wiki.sent[-1]
    key = MARK.search(edit.text)
    assert key is not None
    assert edit.summary.endswith(f" · nyckel kör/{key[1]} · körning {answered.run}")
    assert "hur den stoppas" in edit.summary
    assert (edit.title, edit.minor, edit.bot) == (QUEUE, False, True)


def test_a_second_time_nothing_is_answered() -> None:
    """What has its answer is not answered again, and starts no run."""
    counter = Counter()
    counter.ask(ASK)
    counter.serve()
    sent = len(counter.wiki.sent)
    assert counter.serve() == []
    assert (len(counter.orders), len(counter.wiki.sent)) == (1, sent)


def test_all_projects_are_asked_for_in_a_word() -> None:
    """`alla` starts a run for all of them."""
    counter = Counter()
    counter.ask("* alla")
    counter.serve()
    assert counter.orders[0][0].projects == ()


@pytest.mark.parametrize(
    ("account", "rules"),
    [
        pytest.param(Account("Främling"), {}, id="a stranger"),
        pytest.param(Account("Främling", groups=frozenset({"autopatrolled"})), {}, id="another group"),
        pytest.param(Account("Främling", exists=False, groups=frozenset({"sysop"})), {}, id="no account"),
        pytest.param(Account("Främling", blocked=True, groups=frozenset({"sysop"})), {}, id="a blocked sysop"),
        pytest.param(Account("Främling", groups=frozenset({"sysop"})), {"requests": {"groups": []}}, id="no groups"),
        pytest.param(
            Account("Främling"), {"people": {"F": {"account": "Främling", "active": False}}}, id="one who has left"
        ),
        pytest.param(
            Account("Främling", blocked=True), {"people": {"F": {"account": "Främling"}}}, id="a blocked colleague"
        ),
    ],
)
def test_others_start_nothing(account: Account, rules: Mapping[str, object]) -> None:
    """Whoever may not ask gets a friendly word, even below the signature of one who may; there is no run."""
    counter = Counter(rules=settings(**rules))
    counter.wiki.known["Främling"] = account
    counter.ask(ASK, user="Främling")
    assert counter.kinds() == {ASK: "stranger"}
    assert counter.orders == []
    assert counter.serve() == []


@pytest.mark.parametrize(
    ("account", "rules"),
    [
        pytest.param(Account("Chefen", groups=frozenset({"sysop"})), {}, id="a sysop"),
        pytest.param(Account("Chefen"), {"people": {"C": {"account": "Chefen"}}}, id="in the register"),
        pytest.param(
            Account("Chefen", groups=frozenset({"staff"})), {"requests": {"groups": ["staff"]}}, id="in an own group"
        ),
    ],
)
def test_staff_may_ask(account: Account, rules: Mapping[str, object]) -> None:
    """People in the register and in the groups of the settings start runs."""
    counter = Counter(rules=settings(**rules))
    counter.wiki.known["Chefen"] = account
    counter.ask(ASK, user="Chefen")
    assert counter.kinds() == {ASK: "done"}


def test_a_line_of_nobody_knows_who_is_told() -> None:
    """Where the history does not say who wrote a line it starts nothing, and asks to be written anew, once."""
    counter = Counter()
    counter.ask(ASK, user="")
    assert counter.kinds() == {ASK: "unknown"}
    assert counter.serve() == []
    assert counter.orders == []


def test_a_line_that_has_left_the_history_is_nobodys() -> None:
    """A line older than the revisions that are looked at starts nothing."""
    counter = Counter()
    counter.ask(ASK)
    for number in range(60):
        counter.ask(f"{ASK}\n\nHej {number}", user="Sara (WMSE)")
    assert counter.kinds() == {ASK: "unknown"}


def test_the_bots_own_lines_are_none() -> None:
    """What the bot itself has written on the page is no request."""
    counter = Counter()
    counter.ask("* alla", user="Lägesbot")
    assert counter.serve() == []


def test_taking_an_answer_away_asks_for_nothing() -> None:
    """Without its answer a signed line waits no more, whoever took that away, nor one that a stranger bares."""
    for line, user in ((ASK, JOHN), (ASK, "Vandal"), ("* alla", "Vandal")):
        counter = Counter()
        counter.ask(line)
        counter.serve()
        counter.ask(line, user=user)
        assert counter.serve() == []
        assert len(counter.orders) == 1


def test_the_same_words_anew_are_a_new_request() -> None:
    """Words without a time that staff put there again, in the place of the answered ones, are answered again."""
    counter = Counter()
    for _ in range(2):
        counter.ask("* alla")
        assert counter.kinds() == {"* alla": "done"}
    assert len({order[0].run for order in counter.orders}) == 2


@pytest.mark.parametrize(
    ("line", "kind", "said"),
    [
        (f"* {JOHN} [[Användare:{JOHN}|John]]", "wrong", "Det finns inget projekt"),
        ("* [[Projekt:Prov 2202]]", "wrong", f"[[:{TITLE}|Prov 2022]]"),
        (f"* [[{DATA}]]", "wrong", f"[[:{TITLE}|Prov 2022]]"),
        ("* [[Projekt:]]", "empty", "Skriv vilket projekt"),
    ],
)
def test_a_line_without_a_project_starts_nothing(line: str, kind: str, said: str) -> None:
    """A wrong title gets the closest ones, and a line without any an example; there is no run."""
    counter = Counter()
    counter.ask(line)
    assert counter.kinds() == {line: kind}
    assert said in counter.queue
    assert counter.orders == []


def test_what_the_guard_objects_to_is_told() -> None:
    """Where the guard stops a run the answer quotes it."""
    counter = Counter()
    counter.fails = GuardError("För många.", objections=["Det är för många."])
    counter.ask(ASK)
    assert counter.kinds() == {ASK: "guard"}
    assert "Det är för många." in counter.queue


def test_a_project_that_is_gone_when_the_run_begins_is_wrong() -> None:
    """A project page that goes away between catalogue and run is told of like a wrong title."""
    counter = Counter()
    counter.fails = UnknownProjectError("no such page")
    counter.ask(ASK)
    assert counter.kinds() == {ASK: "wrong"}


def test_staff_come_before_strangers() -> None:
    """However many lines strangers write above them, those of staff are answered first; so many at a time."""
    counter = Counter()
    counter.ask("\n".join(f"* {number}" for number in range(AT_ONCE + 5)), user="Vandal")
    counter.add(ASK)
    first = counter.serve()
    assert (first[0].line, first[0].answer.kind, len(first)) == (ASK, "done", AT_ONCE)
    assert len(counter.serve()) == 6
    assert counter.serve() == []


def dies(_wiki: FakeWiki, edit: Edit) -> Outcome | None:
    """The process is killed before the answer is saved."""
    if edit.title != QUEUE:
        return None
    raise KeyboardInterrupt


def test_killed_before_its_answer_a_run_is_told_of_whole() -> None:
    """Killed between run and answer, the next command makes the same run again, and tells of all that was done."""
    counter = Counter()
    counter.ask(ASK)
    counter.wiki.script.extend([dies] * 9)
    with pytest.raises(KeyboardInterrupt):
        counter.serve()
    counter.wiki.script.clear()
    made = [one for one in counter.wiki.contributions(since=NOW) if "Logg" not in one.title]
    assert made
    (answered,) = counter.serve()
    assert counter.orders[0][0].run == counter.orders[1][0].run == answered.run
    assert {int(found) for found in re.findall(r"Diff/(\d+)", counter.queue)} == {one.revid for one in made}
    assert len(MARK.findall(counter.queue)) == 1


def test_a_lost_reply_to_the_answer_is_seen() -> None:
    """An answer that was saved, but whose reply was lost, is not written again."""

    def lost(wiki: FakeWiki, edit: Edit) -> Outcome | None:
        if edit.title != QUEUE:
            return None
        wiki.store(edit)
        return Failed("no answer")

    counter = Counter()
    counter.ask("* Xyzzy")
    counter.wiki.script.append(lost)
    (answered,) = counter.serve()
    assert answered.outcome.ok
    assert len(MARK.findall(counter.queue)) == 1


def test_others_may_write_meanwhile() -> None:
    """What somebody writes on the page before the answer is saved stays, and the answer comes below its line."""

    def meets(wiki: FakeWiki, _edit: Edit) -> Outcome | None:
        wiki.person_writes(QUEUE, f"Hej!\n\n{wiki.texts[QUEUE]}\n* allt", user=AXEL)
        return None

    counter = Counter()
    counter.ask("* Xyzzy")
    counter.wiki.script.append(meets)
    counter.serve()
    assert counter.queue.startswith("Hej!\n\n* Xyzzy\n*: Det finns")
    assert counter.queue.endswith("\n* allt")


def test_after_conflicts_the_next_command_answers() -> None:
    """Where somebody is quicker at every try the line waits for the next command."""
    counter = Counter()
    counter.ask("* Xyzzy")
    counter.wiki.script.extend([lambda _wiki, _edit: Conflict("changed")] * TRIES)
    assert [one.outcome.ok for one in counter.serve()] == [False]
    assert [one.outcome.ok for one in counter.serve()] == [True]


def test_a_line_taken_away_meanwhile_is_not_answered() -> None:
    """A line that somebody takes away while its run goes on gets no answer, and nothing is saved."""
    counter = Counter()
    counter.ask("* Xyzzy")
    stale = counter.wiki.read

    def read(titles: list[str]) -> object:
        if STOP in titles and QUEUE in titles:
            counter.wiki.texts[QUEUE] = "Tack"
        return stale(titles)

    counter.wiki.read = read  # type: ignore[method-assign,assignment]
    (answered,) = counter.serve()
    assert (answered.outcome.ok, counter.wiki.sent) == (True, [])


def test_a_line_answered_elsewhere_meanwhile_starts_nothing() -> None:
    """Where another process has answered since the page was read, the history says so, and nothing is done."""
    counter = Counter()
    counter.ask(ASK)
    page = counter.wiki.read([QUEUE])[QUEUE]
    counter.serve()
    desk = Desk(counter.wiki, Loaded(settings()), WORDS, TODAY, NOW, "", counter.run, counter.reins.halt)
    assert list(serve(desk, page)) == []
    assert len(counter.orders) == 1


def test_a_stop_page_keeps_the_answer_off() -> None:
    """Text on the stop page while a line is dealt with keeps its answer off; emptied, the line gets it."""
    counter = Counter()
    counter.ask(ASK)
    counter.wiki.texts[STOP] = "Stopp"
    counter.wiki._revids[STOP] = 99  # noqa: SLF001 - the support's own
    (answered,) = counter.serve()
    assert "Stopped" in answered.outcome.why
    assert counter.queue == ASK
    del counter.wiki.texts[STOP]
    assert counter.kinds() == {ASK: "done"}


def test_an_interrupted_run_is_not_told_of_as_done() -> None:
    """A run that was interrupted gets no answer; the next command finishes it under the same id and tells of all."""
    counter = Counter()
    counter.ask(ASK)
    counter.add("* allt")

    def interrupt(_wiki: FakeWiki, _edit: Edit) -> Outcome | None:
        counter.reins.why = "Interrupted"
        return None

    counter.wiki.script.append(interrupt)
    assert counter.serve() == []
    assert counter.serve() == []
    counter.reins.why = ""
    assert len(counter.serve()) == 2
    assert counter.orders[0][0].run == counter.orders[1][0].run
    assert DATA in counter.queue


def test_a_barred_account_ends_it() -> None:
    """Where the account cannot edit any more, the next line is not begun."""
    counter = Counter()
    counter.ask("* Xyzzy\n* Qwerty")
    counter.wiki.script.append(lambda _wiki, _edit: Barred("blocked"))
    assert len(counter.serve()) == 1


@pytest.mark.parametrize("text", ["{{nobots}}\n* alla", "* alla ~~~~"])
def test_a_page_that_may_not_be_written_starts_nothing(text: str) -> None:
    """Where the bot may not write on the queue page no run is made, since nobody could be told of it."""
    counter = Counter()
    counter.ask(text)
    with pytest.raises(UsageError, match=f"Lines wait on {QUEUE}"):
        counter.serve()
    assert counter.orders == []


def test_a_page_that_turns_the_bot_away_meanwhile_is_left() -> None:
    """A `{{nobots}}` that comes while the run goes on keeps the answer off."""
    counter = Counter()
    counter.ask("* Xyzzy")

    def closes(wiki: FakeWiki, _edit: Edit) -> Outcome | None:
        wiki.person_writes(QUEUE, "{{nobots}}\n* Xyzzy")
        return Conflict()

    counter.wiki.script.append(closes)
    (answered,) = counter.serve()
    assert not answered.outcome.ok
    assert "cannot be written" in answered.outcome.why


def test_a_wiki_that_goes_down_is_told_of() -> None:
    """Where the wiki does not answer any more the command says so, and the line waits."""
    counter = Counter()
    counter.ask(ASK)
    counter.fails = WikiUnreachableError("the wiki does not answer")
    with pytest.raises(WikiUnreachableError):
        counter.serve()
    assert counter.queue == ASK
