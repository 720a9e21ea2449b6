"""Taking a run back: what gets its old text, what is left and why, and how the edits are made."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from bot.errors import UsageError, WikiUnreachableError
from bot.ledger import message_key, read_ledger, reminders_among, summary
from bot.undo import Undoing, plan_undo, take_back
from bot.wiki.outcome import Barred, Conflict, Failed, Outcome, Refused, Saved
from bot.wiki.port import Contribution, Edit, Page, Version
from tests.support.builders import DATA, NOW, TITLE, TODAY, WORDS, FakeWiki, settings
from tests.unit.test_gather import Heard

RUN, OTHER, OWN = "20221109-0730-abcd", "20221108-0730-0123", "20221109-0900-beef"
TALK = "Användardiskussion:Axel (WMSE)"
OVERVIEW = "Lägesöversikt 2022"
LOG, QUEUE = "Användare:Lägesbot/Logg", "Användare:Lägesbot/Kör"
STOP = "Användare:Lägesbot/stopp"
MANY = 50  # revisions of a page that are looked at
HIDDEN = "Texten från före körningen går inte att få tag i: den är dold, eller ligger för långt tillbaka i historiken."


class PatchyWiki(FakeWiki):
    """A wiki on which pages may be protected or their texts hidden.

    Attributes:
        locked: The pages that the bot may not edit.
        hidden: The revisions whose texts are hidden.
    """

    locked: frozenset[str] = frozenset()
    hidden: frozenset[int] = frozenset()

    def _page(self, title: str) -> Page:
        return replace(super()._page(title), locked=title in self.locked or title in self.unreadable)

    def history(self, title: str) -> list[Version]:
        """The list ends where a revision is hidden."""
        found = super().history(title)
        shown = [one.revid in self.hidden for one in found]
        return found[: shown.index(True)] if True in shown else found


def bot_edits(wiki: FakeWiki, title: str, text: str, *, run: str = RUN, key: str | None = None) -> int:
    """The bot saves a page in a run; gives the revision."""
    return wiki.store(Edit(title, text, 0, summary("Lägesbot skriver", run=run, key=key), minor=True, bot=True))


def planned(wiki: FakeWiki, run: str = RUN) -> Undoing:
    """What taking the run back comes to."""
    return plan_undo(wiki, run, settings(), WORDS, by_run=OWN)


def texts(undoing: Undoing) -> dict[str, str]:
    """The texts that pages would get."""
    return {edit.title: edit.text for edit in undoing.edits}


def left(undoing: Undoing) -> dict[str, str]:
    """The pages that are left, and why."""
    return {one.title: one.why for one in undoing.left}


def never() -> str:
    """Nobody interrupts."""
    return ""


def test_page_gets_the_text_from_before() -> None:
    """A page whose newest edit is the run's gets the text of the revision before, to the last character."""
    wiki = FakeWiki({DATA: "\n  före\n | a = b ~~~\n"})
    revid = bot_edits(wiki, DATA, "efter")
    undoing = planned(wiki)
    assert texts(undoing) == {DATA: "\n  före\n | a = b ~~~\n"}
    assert undoing.left == ()
    assert undoing.run == RUN
    assert undoing.edits[0].edit().base_revid == revid
    assert undoing.edits[0].why == "sidan får texten från före körningen"


def test_summary_says_what_is_taken_back() -> None:
    """The edit names the run that it takes back, and ends with the id of its own run; nobody is notified of it."""
    wiki = FakeWiki({DATA: "före"})
    bot_edits(wiki, DATA, "efter")
    edit = planned(wiki).edits[0].edit()
    assert f"körning {RUN} " in edit.summary
    assert edit.summary.endswith(f" · körning {OWN}")
    assert "[[Wikimedia:" in edit.summary or "[[Användare:" in edit.summary
    assert (edit.minor, edit.bot) == (True, True)


def test_several_edits_of_a_run_are_taken_back_at_once() -> None:
    """Where a run has edited a page more than once, the page gets the text from before the first of them."""
    wiki = FakeWiki({DATA: "före"})
    for text in ("ett", "två", "tre"):
        bot_edits(wiki, DATA, text)
    assert texts(planned(wiki)) == {DATA: "före"}


def test_what_a_person_wrote_between_two_edits_stays() -> None:
    """Only the run's edits after a person's are taken back: the text is the one that the person saved."""
    wiki = FakeWiki({DATA: "före"})
    bot_edits(wiki, DATA, "ett")
    wiki.person_writes(DATA, "ett och Saras")
    bot_edits(wiki, DATA, "två och Saras")
    assert texts(planned(wiki)) == {DATA: "ett och Saras"}


def test_older_runs_stay() -> None:
    """What an older run wrote is the text from before, and a run's id is not found inside another's."""
    wiki = FakeWiki({DATA: "före"})
    bot_edits(wiki, DATA, "äldre", run=OTHER)
    bot_edits(wiki, DATA, "längre", run=f"{RUN}0")
    bot_edits(wiki, DATA, "ny")
    assert texts(planned(wiki)) == {DATA: "längre"}


def test_page_that_was_changed_since_is_left() -> None:
    """A page that somebody has changed since is left alone, with who and when."""
    wiki = FakeWiki({DATA: "före", TITLE: "före"})
    bot_edits(wiki, DATA, "efter")
    bot_edits(wiki, TITLE, "efter")
    wiki.person_writes(DATA, "efter och mer")
    undoing = planned(wiki)
    assert texts(undoing) == {TITLE: "före"}
    assert left(undoing)[DATA].startswith("Sidan har ändrats sedan dess av Sara (9 november 2022")


def test_page_that_a_later_run_changed_is_left() -> None:
    """A later run of the bot's own is a change, too."""
    wiki = FakeWiki({DATA: "före"})
    bot_edits(wiki, DATA, "efter")
    bot_edits(wiki, DATA, "senare", run="20221110-0730-abcd")
    undoing = planned(wiki)
    assert (undoing.edits, list(left(undoing))) == ((), [DATA])


def test_page_that_the_run_made_is_emptied() -> None:
    """A page that the run made is emptied, and the words say so: the bot cannot delete."""
    wiki = FakeWiki({})
    bot_edits(wiki, OVERVIEW, "översikt")
    bot_edits(wiki, OVERVIEW, "översikt igen")
    undoing = planned(wiki)
    assert texts(undoing) == {OVERVIEW: ""}
    assert undoing.edits[0].why == "körningen skapade sidan; den töms, för boten kan inte radera"


def test_page_that_was_empty_before_is_told_as_emptied() -> None:
    """A page without any text before the run gets none again."""
    wiki = FakeWiki({OVERVIEW: ""})
    bot_edits(wiki, OVERVIEW, "översikt")
    assert texts(planned(wiki)) == {OVERVIEW: ""}


def test_page_whose_older_text_is_hidden_is_left() -> None:
    """Where the text from before is hidden the page is left as it is, and never emptied."""
    wiki = PatchyWiki({DATA: "före"})
    bot_edits(wiki, DATA, "efter")
    wiki.hidden = frozenset({1})
    undoing = planned(wiki)
    assert undoing.edits == ()
    assert left(undoing) == {DATA: HIDDEN}


@pytest.mark.parametrize(("edits", "text"), [(MANY - 1, "före"), (MANY, None), (MANY + 1, None)])
def test_text_beyond_the_history_is_not_guessed(edits: int, text: str | None) -> None:
    """Fifty revisions are looked at; where all of them are the run's the page is left, and never emptied."""
    wiki = FakeWiki({DATA: "före"})
    for number in range(edits):
        bot_edits(wiki, DATA, f"efter {number}")
    undoing = planned(wiki)
    assert texts(undoing).get(DATA) == text
    assert left(undoing) == ({} if text else {DATA: HIDDEN})


@pytest.mark.parametrize("parent", [None, 17], ids=["unknown", "not in the list"])
def test_text_whose_successor_is_unknown_is_not_taken(parent: int | None) -> None:
    """Where nobody knows what an edit was made on, an older text may lack a person's words: the page is left."""
    wiki = PatchyWiki({DATA: "före"})
    bot_edits(wiki, DATA, "efter")
    newest, oldest = wiki.history(DATA)
    wiki._versions[DATA] = [oldest, replace(newest, parent=parent)]  # noqa: SLF001 - a history as an old folder has it
    assert left(planned(wiki)) == {DATA: HIDDEN}


def test_history_that_has_gone_on_is_not_used() -> None:
    """Somebody saves the page between two looks: the text is not told to be the one from before."""

    class Hasty(FakeWiki):
        def history(self, title: str) -> list[Version]:
            self.person_writes(title, "Saras")
            return super().history(title)

    wiki = Hasty({DATA: "före"})
    bot_edits(wiki, DATA, "efter")
    assert planned(wiki).edits == ()


def test_log_and_queue_are_left() -> None:
    """The log and the queue page tell what has happened, and stay."""
    wiki = FakeWiki({LOG: "logg", QUEUE: "kö", DATA: "före"})
    for title in (LOG, QUEUE, DATA):
        bot_edits(wiki, title, "efter")
    undoing = planned(wiki)
    assert texts(undoing) == {DATA: "före"}
    assert left(undoing) == dict.fromkeys(
        (LOG, QUEUE), "Loggen och kösidan berättar vad som har hänt, så de får stå kvar."
    )


def test_protected_page_is_left() -> None:
    """A page that has been protected is left, and that is said."""
    wiki = PatchyWiki({DATA: "före"})
    bot_edits(wiki, DATA, "efter")
    wiki.locked = frozenset({DATA})
    assert left(planned(wiki)) == {DATA: WORDS.phrase("page-protected")}


def test_page_with_nobots_is_left() -> None:
    """A page that the run wrote and that asks bots to stay away is left."""
    wiki = FakeWiki({DATA: "{{nobots}} före"})
    bot_edits(wiki, DATA, "{{nobots}} efter")
    assert left(planned(wiki)) == {DATA: WORDS.phrase("withheld-nobots")}


def test_deleted_page_is_left() -> None:
    """A page that is gone is not made again."""
    wiki = FakeWiki({DATA: "före"})
    bot_edits(wiki, DATA, "efter")
    del wiki.texts[DATA]
    assert left(planned(wiki)) == {DATA: "Sidan har raderats sedan dess."}


def test_page_whose_text_is_hidden_is_not_told_to_be_deleted() -> None:
    """A page that is there, but cannot be read, is left for that reason."""
    wiki = PatchyWiki({DATA: "före"})
    bot_edits(wiki, DATA, "efter")
    wiki.unreadable = {DATA}
    assert left(planned(wiki)) == {DATA: HIDDEN}


@pytest.mark.parametrize(
    "run", ["", "igår", "20221109", "20221109-0730-", "20221399-0730-abcd", "00000000-0000-0", f"{RUN} ", f"x{RUN}"]
)
def test_malformed_id_is_told(run: str) -> None:
    """What is no run's id is said to be none, in a line, before the wiki is asked."""
    wiki = FakeWiki({})
    with pytest.raises(UsageError, match=r"is no run's id; .* 20221120-0730-3f9a\.$") as error:
        planned(wiki, run)
    assert "\n" not in str(error.value)
    assert wiki.asked == []


def test_unknown_run_is_told() -> None:
    """A run in which the bot has edited nothing cannot be taken back."""
    wiki = FakeWiki({DATA: "före"})
    bot_edits(wiki, DATA, "efter", run=OTHER)
    with pytest.raises(UsageError, match=f"^Lägesbot has made no edit in a run {RUN}"):
        planned(wiki)


def test_first_days_of_the_calendar_are_no_trouble() -> None:
    """An id of the first day that there is leads to no crash."""
    with pytest.raises(UsageError):
        planned(FakeWiki({}), "00010101-0730-abcd")


def test_nobody_who_edits_is_told_in_words() -> None:
    """Read without an account, there are no contributions, and the sentence is still one."""

    class Anonymous(FakeWiki):
        @property
        def account(self) -> str:
            return ""

        def contributions(self, *, since: datetime) -> list[Contribution]:  # noqa: ARG002 - there are none
            return []

    with pytest.raises(UsageError, match=r"^The bot has made no edit"):
        planned(Anonymous({}))


def test_undo_is_taken_back_itself() -> None:
    """An undo is a run: taken back, the pages are as after the first run."""
    wiki = FakeWiki({DATA: "före"})
    bot_edits(wiki, DATA, "efter")
    take_back(wiki, planned(wiki), settings(), watch=Heard(), halt=never)
    assert wiki.texts[DATA] == "före"
    again = plan_undo(wiki, OWN, settings(), WORDS, by_run="20221109-1000-cafe")
    take_back(wiki, again, settings(), watch=Heard(), halt=never)
    assert wiki.texts[DATA] == "efter"


def test_undone_twice_nothing_is_left() -> None:
    """After an undo the run's edits are no longer the newest, so that nothing is to be done."""
    wiki = FakeWiki({DATA: "före"})
    bot_edits(wiki, DATA, "efter")
    take_back(wiki, planned(wiki), settings(), watch=Heard(), halt=never)
    assert planned(wiki).edits == ()


def test_undone_reminder_counts_as_sent() -> None:
    """What was delivered stays delivered in the ledger, and the undo delivers nothing."""
    wiki = FakeWiki({TALK: "Hej"})
    key = message_key(TODAY, "Axel (WMSE)")
    mark = f"<!-- Lägesbot:påminnelse {RUN} 1 {'0' * 16} -->"
    bot_edits(wiki, TALK, f"Hej\n\n== P ==\n{mark}", key=key)
    before = read_ledger(wiki.contributions(since=NOW), wiki.revision_texts([2]))
    take_back(wiki, planned(wiki), settings(), watch=Heard(), halt=never)
    assert wiki.texts[TALK] == "Hej"
    since = wiki.contributions(since=NOW)
    after = read_ledger(since, wiki.revision_texts(reminders_among(since)))
    assert after.messages == before.messages == {key}
    assert after.items == before.items


def run_of_three() -> FakeWiki:
    """A wiki on which a run has written a report, a reminder and the overview."""
    wiki = FakeWiki({DATA: "d", TALK: "t", OVERVIEW: "ö"})
    bot_edits(wiki, DATA, "D")
    bot_edits(wiki, TALK, "T", key=message_key(TODAY, "Axel (WMSE)"))
    bot_edits(wiki, OVERVIEW, "Ö")
    wiki.asked.clear()
    return wiki


def test_edits_belong_to_their_tasks() -> None:
    """A report, a reminder and the overview each heed their own stop page."""
    wiki = run_of_three()
    assert [(edit.title, edit.task) for edit in planned(wiki).edits] == [
        (DATA, "report"),
        (TALK, "remind"),
        (OVERVIEW, "overview"),
    ]


def test_stop_pages_are_read_before_each_edit() -> None:
    """Each edit is made right after a look at the stop pages and its page, in one request."""
    wiki = run_of_three()
    undoing = planned(wiki)
    wiki.asked.clear()
    report = take_back(wiki, undoing, settings(), watch=Heard(), halt=never)
    assert [[*asked[:2], asked[-1]] for asked in wiki.asked] == [  # between them the same in other languages
        [STOP, f"{STOP}/lägesrapport", DATA],
        [STOP, f"{STOP}/påminnelser", TALK],
        [STOP, f"{STOP}/översikt", OVERVIEW],
    ]
    assert report.complete
    assert report.undone == ()
    assert [edit.title for edit in report.saved] == [DATA, TALK, OVERVIEW]


def stopping(page: str) -> Callable[[FakeWiki, Edit], Outcome | None]:
    """Somebody writes on a stop page while an edit is saved."""

    def step(wiki: FakeWiki, _edit: Edit) -> None:
        wiki.person_writes(page, "Vänta!")

    return step


@pytest.mark.parametrize(
    ("page", "untouched"),
    [(STOP, [TALK, OVERVIEW]), (f"{STOP}/påminnelser", [TALK]), (f"{STOP}/översikt", [OVERVIEW])],
)
def test_stop_page_stops_before_the_next_edit(page: str, untouched: list[str]) -> None:
    """Text on a stop page ends what it is for before the next edit, with who wrote it; that is no failure."""
    wiki = run_of_three()
    wiki.script.append(stopping(page))
    report = take_back(wiki, planned(wiki), settings(), watch=Heard(), halt=never)
    assert [edit.title for edit in report.undone] == untouched
    assert len(report.stopped) == 1
    assert report.stopped[0].startswith("Stopped by Sara")
    assert report.complete


def test_page_changed_meanwhile_is_left() -> None:
    """A page that somebody saves between the plan and the edit is a conflict, not sent, and the others go on."""
    wiki = run_of_three()
    undoing = planned(wiki)
    wiki.person_writes(DATA, "Saras")
    report = take_back(wiki, undoing, settings(), watch=Heard(), halt=never)
    assert wiki.texts == {DATA: "Saras", TALK: "t", OVERVIEW: "ö"}
    assert [type(one.outcome) for one in report.results] == [Conflict, Saved, Saved]
    assert [edit.title for edit in wiki.sent] == [TALK, OVERVIEW]
    assert not report.complete


def saving(outcome: Outcome) -> Callable[[FakeWiki, Edit], Outcome]:
    """The edit is saved, but the answer is another."""

    def step(wiki: FakeWiki, edit: Edit) -> Outcome:
        wiki.store(edit)
        return outcome

    return step


def test_lost_answer_of_a_saved_edit_is_found() -> None:
    """An edit whose answer was lost, but which was saved, is told as saved with its revision."""
    wiki = run_of_three()
    wiki.script.append(saving(Failed("no answer")))
    report = take_back(wiki, planned(wiki), settings(), watch=Heard(), halt=never)
    assert report.complete
    assert isinstance(report.results[0].outcome, Saved)
    assert report.results[0].outcome.revid == wiki.read([DATA])[DATA].revid
    assert len(report.saved) == len(wiki.sent) == 3


def test_lost_edit_is_told() -> None:
    """An edit that was not saved is sent once, told as failed, and the others go on."""
    wiki = run_of_three()
    wiki.script.append(lambda _wiki, _edit: Failed("no answer"))
    report = take_back(wiki, planned(wiki), settings(), watch=Heard(), halt=never)
    assert [type(one.outcome) for one in report.results] == [Failed, Saved, Saved]
    assert [edit.title for edit in wiki.sent] == [DATA, TALK, OVERVIEW]
    assert not report.complete


def test_wiki_that_goes_away_is_told_with_what_was_done() -> None:
    """Where the wiki does not answer any more, what was tried is still told, and what was not."""

    def step(wiki: FakeWiki, edit: Edit) -> Outcome:
        wiki.store(edit)
        wiki.down = True
        return Failed("no answer")

    wiki = run_of_three()
    wiki.script.append(step)
    report = take_back(wiki, planned(wiki), settings(), watch=Heard(), halt=never)
    assert [type(one.outcome) for one in report.results] == [Failed]
    assert [edit.title for edit in report.undone] == [TALK, OVERVIEW]
    assert report.lost == "the wiki does not answer"
    assert not report.complete


def test_wiki_that_never_answers_is_unreachable() -> None:
    """Where no edit was tried, that the wiki does not answer ends the command."""
    wiki = run_of_three()
    undoing = planned(wiki)
    wiki.down = True
    with pytest.raises(WikiUnreachableError):
        take_back(wiki, undoing, settings(), watch=Heard(), halt=never)


def test_refused_edit_does_not_keep_the_others() -> None:
    """An edit that the wiki refuses is told; the next is made."""
    wiki = run_of_three()
    wiki.script.append(lambda _wiki, _edit: Refused("a filter"))
    report = take_back(wiki, planned(wiki), settings(), watch=Heard(), halt=never)
    assert [one.outcome.ok for one in report.results] == [False, True, True]


def test_barred_account_ends_it() -> None:
    """Where no edit can succeed any more, none is tried."""
    wiki = run_of_three()
    wiki.script.append(lambda _wiki, _edit: Barred("blocked"))
    report = take_back(wiki, planned(wiki), settings(), watch=Heard(), halt=never)
    assert report.stopped == ("blocked",)
    assert [edit.title for edit in report.undone] == [TALK, OVERVIEW]
    assert len(wiki.sent) == 1


def test_interruption_waits_for_the_edit_in_hand() -> None:
    """An interruption ends it before the next edit, and what is left is told."""
    wiki = run_of_three()
    answers = iter(["", "Interrupted (SIGTERM): the edit in hand was finished."])
    report = take_back(wiki, planned(wiki), settings(), watch=Heard(), halt=lambda: next(answers))
    assert wiki.texts == {DATA: "d", TALK: "T", OVERVIEW: "Ö"}
    assert report.halted == "Interrupted (SIGTERM): the edit in hand was finished."
    assert [edit.title for edit in report.undone] == [TALK, OVERVIEW]
    assert not report.complete
