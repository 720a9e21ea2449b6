"""A run: the guard, the edits one after the other, what other people do meanwhile, the lock."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.apply import Report, Result, carry_out
from bot.errors import GuardError, UsageError, WikiUnreachableError
from bot.gather import Request, gather
from bot.knowledge import know
from bot.model import TASKS, Flaw, Place, Task
from bot.phabricator.tracker import Nobody
from bot.plan import make_plan
from bot.planned import Plan
from bot.run import guard, obstacles, simulated
from bot.stops import stop_pages
from bot.wiki.folder import FolderWiki
from bot.wiki.outcome import (
    Barred,
    Conflict,
    Deferred,
    Excluded,
    Failed,
    Outcome,
    Protected,
    Refused,
    Saved,
    Unchanged,
)
from bot.wiki.port import Edit
from tests.support.builders import (
    DATA,
    NOW,
    OPEN,
    TITLE,
    TODAY,
    FakeTracker,
    FakeWiki,
    Step,
    data_text,
    folder_wiki,
    known,
    material,
    plan_text,
    settings,
    wiki_pages,
    year_list,
)

ROW = "Mars | Boka lokal | Axel | |"
AXEL, JOHN = "Användardiskussion:Axel (WMSE)", "Användardiskussion:John (WMSE)"
OVERVIEW = "Lägesöversikt 2022"
ORDER = [DATA, AXEL, JOHN, OVERVIEW]
STOP = "Användare:Lägesbot/stopp"
RUN = "20221109-0730-abcd"


class Silent:
    """Nobody watches."""

    def step(self, what: str, done: int, total: int) -> None:
        """Say nothing."""


def go(wiki: FakeWiki, *tasks: Task) -> Report:
    """A run on a wiki: all of it, or only some tasks."""
    request = Request(TODAY, RUN, (2022,), tasks=tasks or ("report", "remind", "overview"))
    read = gather(wiki, request, Silent(), tracker=Nobody("no-token"))
    return carry_out(wiki, read, make_plan(know(read), request.effective_tasks), Silent())


def overview(wiki: FakeWiki) -> str:
    """What the overview says of the project's reminders."""
    return "\n".join(line for line in wiki.texts[OVERVIEW].splitlines() if "'Påminnelser:'" in line)


def test_overview_links_what_was_really_sent() -> None:
    """The overview is planned anew after the reminders: it links the revisions that delivered them."""
    wiki = FakeWiki(wiki_pages(ROW))
    assert go(wiki).complete
    sent = {one.title: one.revid for one in wiki.contributions(since=NOW)}
    assert f"John: lägesrapporten för oktober 2022 – påmind [[Special:Diff/{sent[JOHN]}|9 nov" in overview(wiki)
    assert f"Axel: Boka lokal – påmind [[Special:Diff/{sent[AXEL]}|9 november 2022]]; påminns igen" in overview(wiki)


def test_overview_does_not_tell_of_a_reminder_that_was_refused() -> None:
    """What the wiki did not take is not told of as sent, though the plan has foreseen it."""
    report = go(wiki := FakeWiki(wiki_pages(ROW), does_nothing, answers(Refused("filter"))))
    assert outcomes(report)[AXEL] == "Refused"
    assert "Axel: Boka lokal – påminns med nästa meddelande" in overview(wiki)
    assert "John: lägesrapporten för oktober 2022 – påmind [[" in overview(wiki)


def test_overview_does_not_tell_of_reminders_that_were_stopped() -> None:
    """With the reminders' stop page the overview says of nobody that they were reminded."""
    wiki = FakeWiki({**wiki_pages(ROW), f"{STOP}/påminnelser": "x"})
    report = go(wiki)
    assert [edit.title for edit in report.undone] == [AXEL, JOHN]
    assert "påmind" not in overview(wiki)
    assert overview(wiki).count("påminns med nästa meddelande") == 2


def test_overview_with_nothing_left_to_do_is_not_undone() -> None:
    """Where the overview is right without the reminders that were stopped, it is neither edited nor told of as left."""
    pages = {**wiki_pages(ROW), f"{STOP}/påminnelser": "x"}
    go(wiki := FakeWiki(pages))
    wiki.sent.clear()
    report = go(wiki)
    assert (wiki.sent, report.results, [edit.title for edit in report.undone]) == ([], (), [AXEL, JOHN])
    assert report.complete


def test_overview_is_made_where_there_was_none_to_make() -> None:
    """An overview that was right before the reminders went out is edited after them."""
    wiki = FakeWiki({**wiki_pages(ROW), f"{STOP}/påminnelser": "x"})
    go(wiki)
    wiki.person_writes(f"{STOP}/påminnelser", "")
    report = go(wiki)
    assert list(outcomes(report)) == [AXEL, JOHN, OVERVIEW]
    assert overview(wiki).count("påmind [[Special:Diff/") == 2


def test_thanks_are_minor_and_reminders_are_not() -> None:
    """Nobody is notified of thanks: they are minor and a bot's; a message that tells something is neither."""
    wiki = FakeWiki(wiki_pages(ROW, data=data_text(uppdaterad="2022-11-03")))
    go(wiki)
    wiki.person_writes(TITLE, plan_text(ROW.replace("| |", "| Klart. |")))
    request = Request(TODAY.replace(day=10), RUN.replace("1109", "1110"), (2022,))
    read = gather(wiki, request, Silent(), tracker=Nobody("no-token"))
    assert carry_out(wiki, read, make_plan(know(read)), Silent()).complete
    assert [(edit.minor, edit.bot) for edit in wiki.sent if edit.title == AXEL] == [(False, False), (True, True)]
    assert "\n:Allt är klart, tack! " in wiki.texts[AXEL]


def test_phabricator_is_asked_once_a_run() -> None:
    """After a conflict the page and the ledger are read again, but Phabricator is not asked again."""
    tracker = FakeTracker({"T1": OPEN})
    wiki = FakeWiki(wiki_pages("Mars | Boka lokal | Axel | | T1"), *[answers(Conflict("changed"))] * 2)
    read = gather(wiki, Request(TODAY, RUN, (2022,)), Silent(), tracker=tracker)
    assert carry_out(wiki, read, make_plan(know(read)), Silent()).complete
    assert tracker.asked == [["T1"]]


def outcomes(report: Report) -> dict[str, str]:
    """The kind of outcome of each page that was tried."""
    return {result.planned.title: type(result.outcome).__name__ for result in report.results}


def writes(title: str, text: str | Callable[[str], str]) -> Step:
    """A person saves a page just before the bot's edit comes in."""

    def step(wiki: FakeWiki, _edit: Edit) -> None:
        wiki.person_writes(title, text if isinstance(text, str) else text(wiki.texts.get(title, "")))

    return step


def answers(outcome: Outcome) -> Step:
    """The wiki answers so, and saves nothing."""
    return lambda _wiki, _edit: outcome


def saves_but_answers(outcome: Outcome) -> Step:
    """The wiki saves, but its answer is lost on the way."""

    def step(wiki: FakeWiki, edit: Edit) -> Outcome:
        wiki.store(edit)
        return outcome

    return step


def goes_down_with(outcome: Outcome) -> Step:
    """The wiki answers so, and then no more."""

    def step(wiki: FakeWiki, _edit: Edit) -> Outcome:
        wiki.down = True
        return outcome

    return step


def does_nothing(_wiki: FakeWiki, _edit: Edit) -> None:
    """The wiki does as usual."""


def test_everything_is_saved_in_order() -> None:
    """Where nothing is in the way, every edit is saved, in the plan's order, and the run is complete."""
    wiki = FakeWiki(wiki_pages(ROW))
    report = go(wiki)
    assert outcomes(report) == dict.fromkeys(ORDER, "Saved")
    assert [edit.title for edit in wiki.sent] == ORDER
    assert (report.complete, report.undone, report.stopped, report.astray, report.lost) == (True, (), (), (), "")


def test_second_run_has_nothing_to_do() -> None:
    """What was saved and sent is found again, from the pages and from the wiki's own record."""
    wiki = FakeWiki(wiki_pages(ROW))
    go(wiki)
    wiki.sent.clear()
    assert go(wiki) == Report()
    assert wiki.sent == []


def test_moved_message_is_not_sent_again() -> None:
    """A message that was moved to an archive, or taken away, stays sent."""
    wiki = FakeWiki(wiki_pages(ROW))
    go(wiki, "remind")
    wiki.person_writes(f"{AXEL}/Arkiv", wiki.texts[AXEL])
    wiki.person_writes(AXEL, "")
    assert go(wiki, "remind") == Report()


def test_conflict_is_planned_again_with_what_the_person_wrote() -> None:
    """After a conflict the page is read again: the person's words and the bot's region are both there."""
    wiki = FakeWiki(wiki_pages(ROW), writes(DATA, data_text(problem="Det är kö.", budget="90 000")))
    report = go(wiki, "report")
    assert outcomes(report) == {DATA: "Saved"}
    assert len(wiki.sent) == 2
    assert "Det är kö." in wiki.texts[DATA]
    assert "90 000" in wiki.texts[DATA]
    assert "Lägesbot:start problem" in wiki.texts[DATA]


def test_person_who_adds_a_section_at_the_same_moment_keeps_it() -> None:
    """A section that somebody adds to the talk page meanwhile stays, with the message once below it."""
    wiki = FakeWiki({**wiki_pages(ROW), AXEL: "== Hej =="}, writes(AXEL, "== Hej ==\n\n== Fika? ==\nKom!"))
    report = go(wiki, "remind")
    assert outcomes(report) == {AXEL: "Saved", JOHN: "Saved"}
    assert wiki.texts[AXEL].startswith("== Hej ==\n\n== Fika? ==\nKom!\n\n== Påminnelse ")
    assert wiki.texts[AXEL].count("== Påminnelse ") == 1


def test_person_who_writes_in_the_file_at_the_same_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder wiki, too, a section added by hand between reading and saving stays, with the message below it."""
    root = folder_wiki(tmp_path, {**wiki_pages(ROW), AXEL: "== Hej =="})
    path = root / "Användardiskussion" / "Axel (WMSE).wiki"
    wiki = FolderWiki(root, now=lambda: NOW)
    save, tries = wiki.save, list[str]()

    def save_later(edit: Edit) -> Outcome:
        if edit.title == AXEL and AXEL not in tries:
            path.write_text("== Hej ==\n\n== Fika? ==\nKom!", encoding="utf-8")
        tries.append(edit.title)
        return save(edit)

    monkeypatch.setattr(wiki, "save", save_later)
    read = gather(wiki, Request(TODAY, RUN, (2022,), tasks=("remind",)), Silent(), tracker=Nobody("no-token"))
    report = carry_out(wiki, read, make_plan(know(read), ("remind",)), Silent())
    assert report.complete
    assert tries == [AXEL, AXEL, JOHN]
    assert path.read_text(encoding="utf-8").startswith("== Hej ==\n\n== Fika? ==\nKom!\n\n== Påminnelse ")


def test_conflict_is_planned_again_twice_at_most() -> None:
    """Three tries in all; then the conflict is told, and the run goes on with the next page."""
    always = [writes(DATA, lambda text: text.replace("67 5", "67 55")) for _ in range(3)]
    wiki = FakeWiki(wiki_pages(ROW), *always)
    report = go(wiki)
    assert outcomes(report) == {DATA: "Conflict", AXEL: "Saved", JOHN: "Saved", OVERVIEW: "Saved"}
    assert [edit.title for edit in wiki.sent].count(DATA) == 3
    assert not report.complete


def test_two_conflicts_are_survived() -> None:
    """A page that is changed twice in the meantime is saved the third time."""
    twice = [writes(DATA, lambda text: text.replace("67 5", "67 55")) for _ in range(2)]
    wiki = FakeWiki(wiki_pages(ROW), *twice)
    assert go(wiki).complete
    assert "67 55500" in wiki.texts[DATA]


@pytest.mark.parametrize(
    "text",
    [data_text(avslutad="ja"), "{{nobots}}\n" + data_text(), "", data_text(problem="<!-- Lägesbot:slut problem -->")],
    ids=["the project is closed", "closed to bots", "emptied", "damaged"],
)
def test_conflict_that_leaves_nothing_to_do(text: str) -> None:
    """Where nothing is to be written after what the person did, nothing is, and all is well."""
    wiki = FakeWiki(wiki_pages(ROW), writes(DATA, text))
    report = go(wiki, "report")
    assert report.results[0].outcome == Unchanged("nothing left to do")
    assert (len(wiki.sent), wiki.texts[DATA]) == (1, text)
    assert report.complete
    assert report.astray == ()


def test_new_lead_in_a_conflict_is_no_harm() -> None:
    """A person who is named only in the page as it is after the conflict has a talk page that was never read."""
    wiki = FakeWiki(wiki_pages(ROW), writes(DATA, data_text(ansvarig="Sara")))
    assert outcomes(go(wiki)) == dict.fromkeys(ORDER, "Saved")


@pytest.mark.parametrize("title", ORDER)
def test_lost_answer_is_not_sent_again(title: str) -> None:
    """Where no answer came but the edit was saved, that is found out, and nothing is sent twice."""
    before = [does_nothing] * ORDER.index(title)
    wiki = FakeWiki(wiki_pages(ROW), *before, saves_but_answers(Failed("time-out")))
    report = go(wiki)
    assert outcomes(report) == {**dict.fromkeys(ORDER, "Saved"), title: "Unchanged"}
    assert [edit.title for edit in wiki.sent] == ORDER
    assert report.complete
    assert [result.outcome.why for result in report.results if result.planned.title == title] == ["saved after all"]


@pytest.mark.parametrize("title", ORDER)
def test_edit_that_was_lost_is_sent_again(title: str) -> None:
    """Where no answer came and nothing was saved, the edit is sent once more."""
    before = [does_nothing] * ORDER.index(title)
    wiki = FakeWiki(wiki_pages(ROW), *before, answers(Failed("time-out")))
    report = go(wiki)
    assert outcomes(report) == dict.fromkeys(ORDER, "Saved")
    assert len(wiki.sent) == len(ORDER) + 1
    assert wiki.texts[AXEL].count("== Påminnelse ") == 1


def test_lost_answer_and_a_person_in_between() -> None:
    """A message that was saved unseen, with an answer below it already, is not sent again."""

    def saved_and_answered(wiki: FakeWiki, edit: Edit) -> Outcome:
        wiki.store(edit)
        wiki.person_writes(edit.title, f"{edit.text}\n:Tack!")
        return Failed("502")

    wiki = FakeWiki(wiki_pages(ROW), saved_and_answered)
    report = go(wiki, "remind")
    assert report.complete
    assert wiki.texts[AXEL].count("== Påminnelse ") == 1
    assert wiki.texts[AXEL].endswith(":Tack!")


def test_no_answer_three_times_is_told() -> None:
    """After three tries without an answer it is told that none came."""
    wiki = FakeWiki(wiki_pages(ROW), *[answers(Failed("502"))] * 3)
    report = go(wiki, "report")
    assert outcomes(report) == {DATA: "Failed"}
    assert (len(wiki.sent), report.complete) == (3, False)


@pytest.mark.parametrize("outcome", [Protected("x"), Excluded("x"), Refused("x")], ids=lambda one: type(one).__name__)
def test_refused_edit_is_told_and_the_run_goes_on(outcome: Outcome) -> None:
    """An edit that the wiki refuses is not tried again; the others are made."""
    wiki = FakeWiki(wiki_pages(ROW), answers(outcome))
    report = go(wiki)
    assert list(outcomes(report).values()) == [type(outcome).__name__, "Saved", "Saved", "Saved"]
    assert (len(wiki.sent), report.complete) == (4, False)


@pytest.mark.parametrize("outcome", [Deferred("maxlag"), Barred("blocked")], ids=lambda one: type(one).__name__)
def test_outcome_that_stops_ends_the_run(outcome: Outcome) -> None:
    """Where no further edit can succeed the run stops, and tells what it did not do and why."""
    wiki = FakeWiki(wiki_pages(ROW), does_nothing, answers(outcome))
    report = go(wiki)
    assert list(outcomes(report)) == [DATA, AXEL]
    assert [edit.title for edit in report.undone] == [JOHN, OVERVIEW]
    assert (report.stopped, report.complete) == ((outcome.why,), False)


def test_unchanged_is_well() -> None:
    """A page that has that very text already is as it should be."""
    wiki = FakeWiki(wiki_pages(ROW), answers(Unchanged()))
    assert go(wiki, "report").complete


def test_stop_page_stops_everything_before_the_next_edit() -> None:
    """Any text on the stop page stops the run before its next edit; who wrote it, and when, is told."""
    wiki = FakeWiki(wiki_pages(ROW), does_nothing, writes(STOP, "stopp tack"))
    report = go(wiki)
    assert list(outcomes(report)) == [DATA, AXEL]
    assert [edit.title for edit in report.undone] == [JOHN, OVERVIEW]
    assert report.stopped == (
        f"Stopped by Sara at 2022-11-09 06:30 UTC: there is text on {STOP}. Empty the page to go on.",
    )
    assert len(wiki.sent) == 2


def test_stop_page_of_one_task() -> None:
    """Text on the reminders' stop page stops the reminders; the rest is done."""
    page = f"{STOP}/påminnelser"
    wiki = FakeWiki(wiki_pages(ROW), writes(page, "x"))
    report = go(wiki)
    assert outcomes(report) == {DATA: "Saved", OVERVIEW: "Saved"}
    assert [edit.title for edit in report.undone] == [AXEL, JOHN]
    assert len(report.stopped) == 1
    assert page in report.stopped[0]


@pytest.mark.parametrize(
    ("task", "name"), [("report", "lägesrapport"), ("remind", "påminnelser"), ("overview", "översikt")]
)
def test_every_task_has_its_stop_page(task: Task, name: str) -> None:
    """The contract's names of the stop pages."""
    assert stop_pages(settings(), task)[1].endswith(f"/{name}")
    wiki = FakeWiki({**wiki_pages(ROW), f"{STOP}/{name}": "x"})
    report = go(wiki)
    assert task not in {result.planned.task for result in report.results}
    assert {edit.task for edit in report.undone} == {task}


def test_two_tasks_can_be_stopped() -> None:
    """Two stop pages are told of once each, however many edits wait behind them."""
    wiki = FakeWiki({**wiki_pages(ROW), f"{STOP}/påminnelser": "x", f"{STOP}/översikt": "x"})
    report = go(wiki)
    assert list(outcomes(report)) == [DATA]
    assert len(report.stopped) == 2


@pytest.mark.parametrize("text", ["", " \n\t\n"], ids=["empty", "white space"])
def test_empty_stop_page_stops_nothing(text: str) -> None:
    """A stop page that was emptied lets the bot go on."""
    assert go(FakeWiki({**wiki_pages(ROW), STOP: text})).complete


@pytest.mark.parametrize("text", ["<!-- x -->", "#OMDIRIGERING [[X]]", "nej, kör på"])
def test_any_text_stops(text: str) -> None:
    """Whatever the text says, it stops: the bot does not try to understand it."""
    report = go(FakeWiki({**wiki_pages(ROW), STOP: text}))
    assert (report.results, len(report.stopped)) == ((), 1)


def test_stop_page_that_cannot_be_read_stops() -> None:
    """A stop page whose text is hidden may say anything; in doubt nothing is written."""
    wiki = FakeWiki(wiki_pages(ROW))
    wiki.unreadable.add(STOP)
    report = go(wiki)
    assert report.results == ()
    assert report.stopped == (f"Stopped: there is text on {STOP}. Empty the page to go on.",)


def test_stop_page_can_have_another_name() -> None:
    """Where the stop page is, is a setting; the pages of the tasks lie below it."""
    pages = wiki_pages(ROW, pages={"stop": "Projekt:Stoppa"})
    assert go(FakeWiki({**pages, "Projekt:Stoppa/översikt": "x"})).undone[0].title == OVERVIEW
    assert go(FakeWiki({**pages, "Projekt:Stoppa": "x"})).results == ()
    assert go(FakeWiki({**pages, STOP: "x"})).complete


def test_page_that_does_not_hold_what_was_saved_is_told() -> None:
    """Pages are read back at the end; one without the bot's own part is told of."""

    def loses_it(wiki: FakeWiki, edit: Edit) -> Outcome:
        wiki.person_writes(edit.title, "något annat")
        return Saved(revid=9)

    report = go(FakeWiki(wiki_pages(ROW), does_nothing, loses_it))
    assert (report.astray, report.complete) == ((AXEL,), False)


def test_person_who_writes_beside_the_region_leads_nothing_astray() -> None:
    """What people write around the bot's part right after the edit is no reason to worry."""

    def adds(wiki: FakeWiki, edit: Edit) -> Outcome:
        revid = wiki.store(edit)
        wiki.person_writes(edit.title, f"Hej!\n{edit.text}\n:Tack!")
        return Saved(revid=revid)

    assert go(FakeWiki(wiki_pages(ROW), *[adds] * 4)).complete


def test_wiki_that_is_down_from_the_start() -> None:
    """Where the wiki does not answer before the first edit, nothing was done: that is an error."""
    wiki = FakeWiki(wiki_pages(ROW))
    plan = make_plan(known(wiki_pages(ROW)))
    wiki.down = True
    with pytest.raises(WikiUnreachableError):
        carry_out(wiki, material(wiki_pages(ROW)), plan, Silent())
    assert wiki.sent == []


def test_wiki_that_goes_down_in_the_middle() -> None:
    """Where it goes down after some edits, what was done is told, and what was not."""
    wiki = FakeWiki(wiki_pages(ROW), does_nothing, goes_down_with(Failed("502")))
    report = go(wiki)
    assert outcomes(report) == {DATA: "Saved", AXEL: "Failed"}
    assert [edit.title for edit in report.undone] == [JOHN, OVERVIEW]
    assert (report.lost, report.complete) == ("the wiki does not answer", False)
    assert len(wiki.sent) == 2


def test_wiki_that_goes_down_before_reading_back() -> None:
    """Where it goes down after the last edit, the edits are told, and that they were not read back."""

    def last(wiki: FakeWiki, edit: Edit) -> Outcome:
        revid = wiki.store(edit)
        wiki.down = True
        return Saved(revid=revid)

    report = go(FakeWiki(wiki_pages(ROW), *[does_nothing] * 3, last))
    assert outcomes(report) == dict.fromkeys(ORDER, "Saved")
    assert (report.undone, report.complete) == ((), False)
    assert report.lost


def test_simulated_run_made_no_edit() -> None:
    """A simulated run has no results: everything is left undone, and it says why."""
    plan = make_plan(known(wiki_pages(ROW)))
    report = simulated(plan)
    assert (report.results, report.undone, report.complete) == ((), plan.edits, True)
    assert report.stopped == ("Nothing was written: -simulate.",)


def test_result_of_a_run_that_failed_is_not_complete() -> None:
    """One edit that did not come to what it should makes the run incomplete."""
    planned = make_plan(known(wiki_pages(ROW))).edits[0]
    assert Report((Result(planned, Saved(revid=1)),)).complete
    assert not Report((Result(planned, Saved(revid=1)), Result(planned, Conflict()))).complete
    assert not Report(astray=("A",)).complete


def wrong_settings(*, stops: bool) -> Flaw:
    """A mistake in the settings."""
    facts = {"path": "people.A", "allowed": "x", "default": "", "lost": "", "below": "", "stops": stops}
    return Flaw("settings-value", Place("Inställningarna", 7), facts=facts)


def test_guard_lets_a_usual_plan_pass() -> None:
    """A plan that nothing is strange about is carried out; so is one beside a harmless mistake in the settings."""
    usual = known(wiki_pages(ROW) | dict.fromkeys(stop_pages(settings(), *TASKS), ""))
    harmless = know(replace(usual.material, flaws=(wrong_settings(stops=False),)))
    for found in (usual, harmless):
        plan = make_plan(found)
        guard(found, plan, force=False)
        assert obstacles(found, plan) == []


def test_guard_stops_at_wrong_settings() -> None:
    """A mistake in the parts that decide where the bot writes stops the run, with its page and line, unless forced."""
    found = know(replace(material(wiki_pages(ROW)), flaws=(wrong_settings(stops=False), wrong_settings(stops=True))))
    with pytest.raises(UsageError, match=r"^Inställningarna, line 7: Inställningen people\.A .*--force guard\.$"):
        guard(found, Plan(), force=False)
    guard(found, Plan(), force=True)


def test_guard_stops_a_strange_plan_unless_forced() -> None:
    """A plan that is too strange is stopped before its first edit, and how to go on is said."""
    rules = settings(guard={"max_reminders": 1})
    found = known(wiki_pages(ROW), rules=rules)
    plan = make_plan(found)
    with pytest.raises(GuardError, match=r"^2 påminnelser .* No page was changed\. .*--force guard\.$"):
        guard(found, plan, force=False)
    guard(found, plan, force=True)


def test_project_in_two_years_is_written_once() -> None:
    """A project that two years list has one report and one reminder, and stands in both overviews."""
    wiki = FakeWiki({**wiki_pages(ROW), "Projekt 2023": year_list(TITLE)})
    request = Request(TODAY, RUN, (2022, 2023))
    read = gather(wiki, request, Silent(), tracker=Nobody("no-token"))
    report = carry_out(wiki, read, make_plan(know(read)), Silent())
    assert [edit.title for edit in wiki.sent] == [*ORDER, "Lägesöversikt 2023"]
    assert report.complete
    assert "Prov 2022" in wiki.texts["Lägesöversikt 2023"]


def test_page_that_changed_between_reading_and_writing() -> None:
    """A row that somebody marks done after the pages were read is told of by the next run."""
    wiki = FakeWiki(wiki_pages(ROW))
    request = Request(TODAY, RUN, (2022,), tasks=("report",))
    read = gather(wiki, request, Silent(), tracker=Nobody("no-token"))
    wiki.person_writes(TITLE, plan_text("Mars | Boka lokal | Axel | Klart. |"))
    assert carry_out(wiki, read, make_plan(know(read), ("report",)), Silent()).complete
    assert "Har passerat" in wiki.texts[DATA]
    assert go(wiki, "report").complete
    assert "Har passerat" not in wiki.texts[DATA]
    assert "Klart enligt tidplanen" in wiki.texts[DATA]


SEEN, CHANGED = "Ont om tid.", "Lokalen är dubbelbokad."
FIRST_SEEN = "2022-10-03"


def changed(*script: Step, **report: object) -> FakeWiki:
    """A wiki whose settings let the bot set dates, and where Sara has changed a late report today, but not its date."""
    data = data_text(uppdaterad=FIRST_SEEN, problem=SEEN)
    wiki = FakeWiki(wiki_pages(ROW, data=data, report={"touch_date": True, **report}))
    go(wiki, "report")
    wiki.sent.clear()
    wiki.person_writes(DATA, wiki.texts[DATA].replace(SEEN, CHANGED))
    wiki.script.extend(script)
    return wiki


def stated(wiki: FakeWiki) -> str:
    """The date of the report, as its page says."""
    return wiki.texts[DATA].split("uppdaterad = ")[1].split("\n")[0]


def told_late(wiki: FakeWiki) -> tuple[bool, bool]:
    """Whether the overview says that the report is late, and whether John is reminded of it."""
    return "|Försenad]] för oktober 2022" in wiki.texts[OVERVIEW], JOHN in wiki.texts


def findings(wiki: FakeWiki) -> list[str]:
    """The findings of the project as a reader without any history sees them."""
    read = gather(wiki, Request(TODAY, RUN, (2022,), tasks=("remind",)), Silent(), tracker=Nobody("no-token"))
    return [one.code for one in know(read).findings[TITLE]]


@pytest.mark.parametrize("placement", ["parameters", "section"])
def test_date_is_set_and_counts_at_once(placement: str) -> None:
    """The date becomes the day of the edit; overview and reminders know it in the same run; the next has no work."""
    wiki = changed(placement=placement)
    assert go(wiki).complete
    assert (stated(wiki), told_late(wiki)) == ("2022-11-09", (False, False))
    assert "report-not-refreshed" not in findings(wiki)
    wiki.sent.clear()
    assert go(wiki) == Report()
    assert wiki.sent == []


@pytest.mark.parametrize("placement", ["parameters", "section"])
@pytest.mark.parametrize(
    "step",
    [
        pytest.param(writes(DATA, lambda text: text.replace(CHANGED, f"{CHANGED} Tyvärr.")), id="more-words"),
        pytest.param(writes(DATA, lambda text: text.replace("67 500", "68 000")), id="another-field"),
        pytest.param(answers(Protected("x")), id="protected"),
        pytest.param(answers(Refused("x")), id="refused"),
    ],
)
def test_date_that_was_not_written_is_counted_on_nowhere(placement: str, step: Step) -> None:
    """After a conflict or a refusal the date waits for the next run: until then the report is as old as it says.

    No reminder is added, for the person has reported.
    """
    wiki = changed(step, placement=placement)
    go(wiki)
    assert (stated(wiki), told_late(wiki)) == (FIRST_SEEN, (True, False))
    assert "report-not-refreshed" in findings(wiki)
    go(wiki)
    assert stated(wiki) == "2022-11-09"
    assert told_late(wiki)[0] is False


@pytest.mark.parametrize("placement", ["parameters", "section"])
def test_person_who_sets_the_date_at_the_same_moment_is_right(placement: str) -> None:
    """A date that the person sets meanwhile stays, and counts for what comes after in the run."""
    wiki = changed(writes(DATA, lambda text: text.replace(FIRST_SEEN, "2022-11-08", 1)), placement=placement)
    assert go(wiki).complete
    assert (stated(wiki), told_late(wiki)) == ("2022-11-08", (False, False))
    wiki.sent.clear()
    assert go(wiki) == Report()


@pytest.mark.parametrize("placement", ["parameters", "section"])
@pytest.mark.parametrize("step", [answers(Failed("502")), saves_but_answers(Failed("502"))], ids=["lost", "saved"])
def test_lost_answer_about_a_date(placement: str, step: Step) -> None:
    """Whether the edit was saved or lost, the date stands there once, and all is known in the same run."""
    wiki = changed(step, placement=placement)
    assert go(wiki).complete
    assert (stated(wiki), told_late(wiki)) == ("2022-11-09", (False, False))
    wiki.sent.clear()
    assert go(wiki) == Report()


def test_stopped_reports_have_no_new_dates() -> None:
    """Where only the reports are stopped, overview and reminders go by the date that stands there."""
    wiki = changed()
    wiki.person_writes(f"{STOP}/lägesrapport", "x")
    go(wiki)
    assert (stated(wiki), told_late(wiki)) == (FIRST_SEEN, (True, False))


def test_date_that_a_person_takes_back_is_left_to_them() -> None:
    """Who undoes the bot's edit is not written over again; people are told that the date is old."""
    wiki = changed()
    before = wiki.texts[DATA]
    go(wiki)
    wiki.person_writes(DATA, before)
    go(wiki)
    assert (stated(wiki), "report-not-refreshed" in findings(wiki)) == (FIRST_SEEN, True)


def test_report_is_not_taken_away_where_its_new_place_was_refused() -> None:
    """When the report moves and the edit of its new place fails, that of the old one is not made."""
    settings_page = "Användare:Lägesbot/inställningar.json"
    wiki = FakeWiki(wiki_pages(ROW))
    go(wiki, "report")
    wiki.person_writes(settings_page, wiki_pages(ROW, report={"placement": "section"})[settings_page])
    wiki.script.append(answers(Refused("filter")))
    report = go(wiki, "report")
    assert outcomes(report) == {TITLE: "Refused"}
    assert [edit.title for edit in report.undone] == [DATA]
    assert outcomes(go(wiki, "report")) == {TITLE: "Saved", DATA: "Saved"}
    assert outcomes(go(wiki, "report")) == {}


def test_report_is_not_taken_away_where_its_new_place_was_closed_meanwhile() -> None:
    """When a person closes the new place to bots in the same moment, nothing is saved there, and the old one stays."""
    settings_page = "Användare:Lägesbot/inställningar.json"
    wiki = FakeWiki(wiki_pages(ROW))
    go(wiki, "report")
    wiki.person_writes(settings_page, wiki_pages(ROW, report={"placement": "section"})[settings_page])
    wiki.script.append(writes(TITLE, lambda text: f"{{{{nobots}}}}\n{text}"))
    report = go(wiki, "report")
    assert outcomes(report) == {TITLE: "Unchanged"}
    assert [edit.title for edit in report.undone] == [DATA]
    assert "Lägesbot:minne" in wiki.texts[DATA]
