"""The plan: every edit and why, and what is left undone and why."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from bot.checks.calendar import Calendar
from bot.knowledge import Knowledge, know
from bot.model import Flaw, Place, Task
from bot.parse.regions import read_regions
from bot.plan import make_plan
from bot.planned import Plan, Withheld
from bot.reminders.messages import remind
from bot.wiki.port import Contribution, Page
from tests.support.builders import (
    DATA,
    NOW,
    OPEN,
    TITLE,
    TODAY,
    data_text,
    known,
    material,
    page,
    plan_text,
    settings,
    wiki_pages,
    year_list,
)
from tests.support.pages import region

ROW = "Mars | Boka lokal | Axel | |"
AXEL, JOHN = "Användardiskussion:Axel (WMSE)", "Användardiskussion:John (WMSE)"
OVERVIEW = "Lägesöversikt 2022"


def with_page(one: Page, *rows: str) -> Knowledge:
    """What is known where one page is as given."""
    base = material(wiki_pages(*(rows or [ROW])))
    return know(replace(base, pages={**base.pages, one.title: one}))


def withheld(plan: Plan, task: Task) -> list[Withheld]:
    """What a plan leaves undone of one task."""
    return [one for one in plan.withheld if one.task == task]


def test_whole_plan() -> None:
    """Reports come first, then reminders by account, then the overview; a page has one edit at most."""
    plan = make_plan(known(wiki_pages(ROW)))
    assert [(edit.task, edit.title) for edit in plan.edits] == [
        ("report", DATA),
        ("remind", AXEL),
        ("remind", JOHN),
        ("overview", OVERVIEW),
    ]
    assert plan.withheld == ()


@pytest.mark.parametrize(
    ("tasks", "expected"),
    [
        pytest.param(("report",), ["report"], id="reports"),
        pytest.param(("remind",), ["remind", "remind"], id="reminders"),
        pytest.param(("overview", "report"), ["report", "overview"], id="two, in the order of a run"),
        pytest.param((), [], id="none"),
    ],
)
def test_only_some_tasks(tasks: tuple[Task, ...], expected: list[str]) -> None:
    """A plan has the tasks asked for, in the order in which a run does them."""
    assert [edit.task for edit in make_plan(known(wiki_pages(ROW)), tasks).edits] == expected


def unanswered(why: str, *, written: bool) -> Plan:
    """The plan without Phabricator's answers, for pages that the bot has written before with them, or has not."""
    pages = wiki_pages("Mars | Boka lokal | Axel | | T1")
    if written:
        late = replace(material(pages), tasks={"T1": OPEN})
        pages |= {edit.title: edit.text for edit in make_plan(know(late), ["report", "overview"]).edits}
    flaw = Flaw("tasks-unavailable", Place("Sida", 1), facts={"why": why})
    return make_plan(know(replace(material(pages), tasks=None, flaws=(flaw,))), ["report", "overview"])


@pytest.mark.parametrize("why", ["no-answer", "unusable"])
def test_pages_wait_for_the_next_answer(why: str) -> None:
    """When Phabricator just does not answer, pages that were right by its last answer stay as they are."""
    plan = unanswered(why, written=True)
    assert plan.edits == ()
    assert [(one.task, one.title) for one in plan.withheld] == [("report", DATA), ("overview", OVERVIEW)]
    assert {one.why for one in plan.withheld} == {
        "Phabricator gav inget svar, så sidan får stå som den är. Nästa körning frågar igen."
    }


@pytest.mark.parametrize(
    ("why", "written"),
    [
        pytest.param("no-token", True, id="there is nobody to ask"),
        pytest.param("no-answer", False, id="nothing was written before"),
    ],
)
def test_pages_do_not_wait_for_ever(why: str, *, written: bool) -> None:
    """Where there is nobody to ask, or nothing was written before, pages are written by what they say themselves."""
    plan = unanswered(why, written=written)
    assert OVERVIEW in [edit.title for edit in plan.edits]
    assert plan.withheld == ()


def test_edit_of_a_page_is_found() -> None:
    """The edit of a page can be asked for; a page that is left alone has none."""
    plan = make_plan(known(wiki_pages(ROW)))
    found = plan.for_page(DATA)
    assert found is not None
    assert found.title == DATA
    assert plan.for_page(TITLE) is None


@pytest.mark.parametrize(
    ("task", "quiet"), [("report", True), ("remind", False), ("overview", True)], ids=["report", "reminder", "overview"]
)
def test_reminder_is_saved_so_that_its_reader_is_told(task: Task, quiet: bool) -> None:  # noqa: FBT001 - pytest's
    """A reminder is neither minor nor a bot's edit; the others are both. Each is based on what was read."""
    edit = make_plan(known(wiki_pages(ROW)), (task,)).edits[0]
    sent = edit.edit()
    assert (sent.minor, sent.bot) == (quiet, quiet)
    assert (sent.title, sent.text, sent.base_revid) == (edit.title, edit.text, edit.before.revid)
    assert sent.summary == edit.summary


def test_every_edit_says_what_why_and_how_to_stop_it() -> None:
    """Each summary links the handbook and ends with the run's id; a reminder's has its key; the plan says why."""
    for edit in make_plan(known(wiki_pages(ROW))).edits:
        assert "[[Användare:Lägesbot/Handbok|" in edit.summary
        assert edit.summary.endswith(" · körning 20221109-0730-abcd")
        assert (f"nyckel påminnelse/{TODAY}/" in edit.summary) is (edit.task == "remind")
        assert edit.why


def test_cancelled_activity_is_no_matter_for_the_report() -> None:
    """A report says nothing of what will not be done."""
    (edit,) = make_plan(known(wiki_pages("Mars | Boka lokal | Axel | Inställt. |")), ("report",)).edits
    assert "Boka lokal" not in edit.text


CLOSED = plan_text(ROW, head="Klar. Detta projekt är avslutat.\n")
BEFORE = plan_text("Mars 2023 | Boka lokal | Axel | |")
FUTURE = data_text(projektstart="2023-01-01", projektslut="2023-12-31")
OVER = data_text(projektslut="2022-06-30")
DELAYED = data_text(projektslut="2022-06-30", slutrapport="Kommer i mars.")
FINAL = data_text(projektslut="2022-06-30", slutrapport="[[Projekt:Prov 2022/Slutrapport]]")
RESTS, RESTED = "{{Lägesbot|pausa=2022-11-10}}\n", "{{Lägesbot|pausa=2022-11-09}}\n"
PAUSED = {"projects": {"Prov 2022": {"paused_until": "2022-12-01"}}}


@pytest.mark.parametrize(
    ("page_text", "data", "rules", "new", "renewed"),
    [
        pytest.param(plan_text(ROW), data_text(), {}, 1, 1, id="under way"),
        pytest.param(plan_text(ROW), OVER, {}, 1, 1, id="over, without a final report"),
        pytest.param(plan_text(ROW), DELAYED, {}, 1, 1, id="over, with words about a final report"),
        pytest.param(plan_text(ROW), FINAL, {}, 0, 0, id="over, with a final report"),
        pytest.param(CLOSED, data_text(), {}, 0, 1, id="finished, without a final report"),
        pytest.param(CLOSED, FINAL, {}, 0, 0, id="finished, with a final report"),
        pytest.param(BEFORE, FUTURE, {}, 0, 1, id="not begun"),
        pytest.param(plan_text(ROW), data_text(), PAUSED, 0, 0, id="paused by the settings"),
        pytest.param(plan_text(ROW, head=RESTS), data_text(), {}, 0, 0, id="paused on its page"),
        pytest.param(plan_text(ROW, head=RESTED), data_text(), {}, 1, 1, id="no longer paused on its page"),
        pytest.param(plan_text(ROW), data_text(dolt_läge="1"), {}, 1, 1, id="hidden"),
    ],
)
def test_report_is_written_while_a_project_is_under_way(
    page_text: str, data: str, rules: dict[str, object], new: int, renewed: int
) -> None:
    """Regions are added while a project is under way, renewed until it has its final report, and left alone then."""
    old = data.replace(" | problem = \n", f" | problem = \n{region('problem', 'gammalt')}\n")
    for text, written in ((data, new), (old, renewed)):
        plan = make_plan(known({TITLE: page_text, DATA: text}, rules=settings(**rules)), ("report",))
        assert [edit.title for edit in plan.edits] == [DATA] * written
        assert plan.withheld == ()


def test_finished_project_gets_no_region_that_it_does_not_have() -> None:
    """Of a finished project only the regions that are there are kept right."""
    old = data_text(problem=f"\n{region('problem', 'gammalt')}")
    (edit,) = make_plan(known({TITLE: CLOSED, DATA: old}), ("report",)).edits
    assert list(read_regions(edit.text).found) == ["problem"]
    assert "gammalt" not in edit.text


def test_project_without_a_page_of_facts_reports_on_its_own_page() -> None:
    """Where there is no `/Projektdata`, what the time plan tells goes into a section of the project page."""
    (edit,) = make_plan(with_page(page(DATA, None)), ("report",)).edits
    assert edit.title == TITLE
    assert "\n\n== Lägesrapport ==\n<!-- Lägesbot:start lägesrapport " in edit.text


def test_applied_plan_leaves_nothing_to_write() -> None:
    """Where the pages are as the plan wants them, no report and no overview is edited."""
    pages = wiki_pages(ROW)
    first = make_plan(known(pages), ("report", "overview"))
    after = {**pages, **{edit.title: edit.text for edit in first.edits}}
    assert make_plan(known(after), ("report", "overview")) == Plan()


def test_rewritten_region_is_told_apart_from_a_new_one() -> None:
    """The guard counts rewritten regions; the first time there is nothing to rewrite."""
    pages = wiki_pages(ROW)
    first = make_plan(known(pages), ("report", "overview"))
    assert [edit.renews for edit in first.edits] == [False, False]
    after = {**pages, **{edit.title: edit.text for edit in first.edits}}
    changed = {**after, TITLE: plan_text(ROW, "April | Tryck | Axel | |")}
    assert [edit.renews for edit in make_plan(known(changed), ("report", "overview")).edits] == [True, True]


@pytest.mark.parametrize(
    ("pages", "page_named"),
    [
        pytest.param({TITLE: "Bara text."}, TITLE, id="no time plan"),
        pytest.param({TITLE: "== Tidplan ==\n{|\n! Vad\n|-\n| x\n|}"}, TITLE, id="other columns"),
        pytest.param({TITLE: plan_text(ROW).replace("|}", "")}, TITLE, id="the table is never closed"),
        pytest.param({DATA: "Bara text."}, DATA, id="no template"),
        pytest.param({DATA: "{{Projektdata 2017\n | ansvarig = John"}, DATA, id="the template is never closed"),
        pytest.param({DATA: f"{data_text()}\n<!-- Lägesbot:slut problem -->"}, DATA, id="markers are damaged"),
    ],
)
def test_page_that_is_not_understood_is_not_written(pages: dict[str, str], page_named: str) -> None:
    """Where the pages are not understood the report is withheld, and the page to look at is named."""
    plan = make_plan(known({**wiki_pages(ROW), **pages}), ("report",))
    assert plan.edits == ()
    (one,) = plan.withheld
    assert (one.task, one.title) == ("report", page_named)
    assert one.why.endswith(".")


@pytest.mark.parametrize(
    "broken",
    [page(TITLE, None), Page(DATA, data_text(), 7, locked=True), Page(TITLE, "x", 7, redirect="Y")],
    ids=["no project page", "protected", "redirect"],
)
def test_page_that_cannot_be_written_is_withheld(broken: Page) -> None:
    """A missing, protected or redirecting page is withheld under its own title."""
    plan = make_plan(with_page(broken), ("report",))
    assert (plan.edits, [one.title for one in plan.withheld]) == ((), [broken.title])


def test_protected_project_page_gets_no_section() -> None:
    """Where the report belongs on the project page and that is protected, it is withheld, and told."""
    base = material(wiki_pages(ROW), rules=settings(report={"placement": "section"}))
    locked = {**base.pages, TITLE: replace(base.pages[TITLE], locked=True)}
    plan = make_plan(know(replace(base, pages=locked)), ("report",))
    assert (plan.edits, [one.title for one in plan.withheld]) == ((), [TITLE])
    assert plan.withheld[0].why.startswith("Sidan är skyddad")


def test_edited_region_is_left_to_the_person() -> None:
    """A region that somebody has changed is not written over, and they are told what to do."""
    pages = wiki_pages(ROW)
    (edit,) = make_plan(known(pages), ("report",)).edits
    tampered = edit.text.replace("Boka lokal", "Boka en bättre lokal")
    plan = make_plan(known({**pages, DATA: tampered}), ("report",))
    assert plan.edits == ()
    assert "ändrat botens text" in plan.withheld[0].why


def test_page_closed_to_bots_is_left_alone() -> None:
    """`{{nobots}}` on the page with the data is obeyed, and told of."""
    plan = make_plan(known({**wiki_pages(ROW), DATA: "{{nobots}}\n" + data_text()}), ("report",))
    assert (plan.edits, [one.title for one in plan.withheld]) == ((), [DATA])
    assert "{{nobots}}" in plan.withheld[0].why


def test_reader_whose_talk_page_was_not_read_is_told_of() -> None:
    """A message for a page that was not read is withheld and told of, and not lost without a word."""
    base = material(wiki_pages(ROW))
    unread = know(replace(base, pages={title: one for title, one in base.pages.items() if title != AXEL}))
    plan = make_plan(unread, ("remind",))
    assert [edit.title for edit in plan.edits] == [JOHN]
    assert plan.withheld == (
        Withheld(
            "remind",
            AXEL,
            "Axel: diskussionssidan kom inte med när sidorna lästes, så 1 påminnelse skickas inte. Nästa körning "
            "försöker igen; står det här då också, säg till den som sköter boten.",
        ),
    )


def test_two_readers_must_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the second reader does not see the page as the first, the report is withheld, and that is told."""
    monkeypatch.setattr("bot.render.report.people_unharmed", lambda *_: False)
    plan = make_plan(known(wiki_pages(ROW)), ("report",))
    assert (plan.edits, [one.title for one in plan.withheld]) == ((), [DATA])
    assert "läsas på mer än ett sätt" in plan.withheld[0].why


@pytest.mark.parametrize("problem", ["{{}}", "<nowiki>}}</nowiki>", "{{{x}}", "}}", "[[x", "<!-- x", "|a|=b|"])
def test_odd_text_is_written_around_or_withheld(problem: str) -> None:
    """Whatever a person has written in the report, the page has one edit, or one word why it has none."""
    plan = make_plan(known({**wiki_pages(ROW), DATA: data_text(problem=problem)}), ("report",))
    assert len(plan.edits) + len(plan.withheld) == 1


def test_one_message_for_each_person() -> None:
    """A person with several overdue things has one edit on their talk page, below what was there."""
    pages = {**wiki_pages(ROW, "April | Tryck affisch | Axel, John | |"), AXEL: "== Hej ==\nHej!"}
    edits = make_plan(known(pages), ("remind",)).edits
    assert [edit.title for edit in edits] == [AXEL, JOHN]
    assert edits[0].text.startswith("== Hej ==\nHej!\n\n== ")
    assert "Boka lokal" in edits[0].text
    assert "Tryck affisch" in edits[0].text
    assert "Boka lokal" not in edits[1].text


@pytest.mark.parametrize(
    ("talk", "words"),
    [
        pytest.param(Page(AXEL, "x", 7, model="flow-board"), "ingen vanlig wikitextsida", id="another kind of page"),
        pytest.param(Page(AXEL, "#OMDIRIGERING [[X]]", 7, redirect="X"), "omdirigering", id="redirect"),
        pytest.param(Page(AXEL, "x", 7, locked=True), "skyddad", id="protected"),
        pytest.param(Page(AXEL, None, locked=True), "skyddad", id="protected before it was made"),
        pytest.param(Page(AXEL, "{{nobots}}", 7), "nobots", id="closed to bots"),
        pytest.param(Page(AXEL, "<!-- aldrig stängd", 7), "mitt i en kommentar", id="ends inside a comment"),
        pytest.param(Page(AXEL, None, model="unreadable", locked=True), "ingen vanlig", id="unreadable"),
    ],
)
def test_talk_page_that_cannot_be_written(talk: Page, words: str) -> None:
    """A message that cannot be put on the talk page is withheld, with the reason; others get theirs."""
    plan = make_plan(with_page(talk), ("remind",))
    assert [edit.title for edit in plan.edits] == [JOHN]
    (one,) = plan.withheld
    assert one.title == AXEL
    assert words in one.why


def test_manager_is_told_of_a_page_that_takes_no_message() -> None:
    """Where nothing can be put on Axel's page, John is told of what is late there, in the same plan, and why."""
    edit = make_plan(with_page(Page(AXEL, "x", 7, locked=True)), ("remind",)).for_page(JOHN)
    assert edit
    assert "Axel har inte kunnat påminnas, för diskussionssidan är skyddad." in edit.text


def test_page_that_would_be_too_long_is_not_tried() -> None:
    """A message that would make a talk page longer than 2 048 KiB is withheld, and what to do is said."""
    title = "Användardiskussion:Axel (WMSE)"

    def planned(before: int) -> Plan:
        return make_plan(with_page(Page(title, "å" * before, 7), "mars | Boka lokal | Axel | |"), ["remind"])

    made = planned(1).for_page(title)
    assert made
    spare = 2_097_152 - made.after.size
    longest = planned(1 + spare // 2).for_page(title)
    assert longest
    assert longest.after.size == len(longest.text.encode()) == 2_097_152 - spare % 2
    plan = planned(2 + spare // 2)
    (told,) = [one for one in withheld(plan, "remind") if one.title == title]
    assert "2 048 kibibyte" in told.why
    assert plan.for_page(title) is None


def test_page_that_was_not_read_is_left_alone() -> None:
    """Nothing is planned for a page that nobody has read, whoever answers for something there."""
    base = material(wiki_pages(ROW))
    without = {title: one for title, one in base.pages.items() if title != AXEL}
    assert [edit.title for edit in make_plan(know(replace(base, pages=without)), ("remind",)).edits] == [JOHN]


def thanked(talk: str, *, today: date = TODAY, **rules: object) -> Plan:
    """The plan when Axel has done what he was told of on this page, and John has reported."""
    done = wiki_pages(ROW.replace("| |", "| Klart. |"), data=data_text(uppdaterad="2022-11-03"))
    base = material(done, today=today, rules=settings(**rules))
    sent = Contribution(8, AXEL, NOW, "x · nyckel påminnelse/2022-11-08/Axel (WMSE) · körning 20221109-0730-abcd")
    pages = {**base.pages, AXEL: Page(AXEL, talk, 8)}
    return make_plan(know(replace(base, pages=pages, contributions=(sent,), sent={8: talk})), ("remind",))


def told_before() -> str:
    """Axel's talk page when he has been told of his late activity."""
    first = make_plan(known(wiki_pages(ROW)), ("remind",)).for_page(AXEL)
    assert first
    return first.text.replace("~~~~", "Lägesbot")


def test_thanks_are_given_once() -> None:
    """When all of a section is done it gets one line, minor and a bot's; with that line there is nothing left to do."""
    (edit,) = thanked(told_before()).edits
    sent = edit.edit()
    assert (edit.title, sent.minor, sent.bot) == (AXEL, True, True)
    assert edit.text.startswith(f"{told_before()}\n:Allt är klart, tack! ~~~~ <!-- Lägesbot:klart ")
    assert thanked(edit.text.replace("~~~~", "Lägesbot")) == Plan()


@pytest.mark.parametrize(
    "plan",
    [
        pytest.param(lambda: thanked(told_before(), reminders={"thank": False}), id="switched off"),
        pytest.param(lambda: thanked(told_before(), today=date(2022, 11, 13)), id="on a Sunday"),
        pytest.param(lambda: thanked(f"{{{{nobots}}}}\n{told_before()}"), id="closed to bots"),
        pytest.param(lambda: thanked(f"{told_before()} {{{{Ruta|\n== A ==\n"), id="no place for a reply"),
    ],
)
def test_thanks_that_are_not_given(plan: Callable[[], Plan]) -> None:
    """Thanks are no reason to write where or when nothing is to be written, nor to say so."""
    assert plan() == Plan()


def test_overview_foresees_the_reminders_of_its_plan() -> None:
    """A whole plan's overview tells of the reminders in it, by the page, since their revisions are not known yet."""
    whole = make_plan(known(wiki_pages(ROW))).for_page(OVERVIEW)
    alone = make_plan(known(wiki_pages(ROW)), ("overview",)).for_page(OVERVIEW)
    assert whole
    assert alone
    assert f"Axel: Boka lokal – påmind [[:{AXEL}|9 november 2022]]; påminns igen tidigast 16 nov" in whole.text
    assert "påmind" not in alone.text


def test_overview_tells_of_the_newest_report_alone() -> None:
    """A report whose next one has not come either is left out of the overview, though its lead was told of it."""
    pages = wiki_pages(data=data_text(uppdaterad="2022-08-31"))
    october = make_plan(known(pages, today=date(2022, 10, 11)), ("remind",)).for_page(JOHN)
    assert october
    sent = Contribution(8, JOHN, NOW, october.summary)
    base = replace(material(pages), contributions=(sent,), sent={8: october.text})
    overview = make_plan(know(base), ("overview",)).for_page(OVERVIEW)
    assert overview
    assert "John: lägesrapporten för oktober 2022 – " in overview.text
    assert "september" not in overview.text


def test_what_stands_on_the_talk_page_is_not_said_again() -> None:
    """An item whose mark is on the talk page is left out, though no contribution tells of it; others are said."""
    rows = (ROW, "April | Tryck affisch | Axel | |")
    first = make_plan(known(wiki_pages(rows[0])), ("remind",)).for_page(AXEL)
    assert first
    talk = Page(AXEL, first.text.replace("~~~~", "Lägesbot"), 8, user="Lägesbot")
    second = make_plan(with_page(talk, *rows), ("remind",)).for_page(AXEL)
    assert second
    assert second.text.startswith(talk.text or "-")
    added = second.text.removeprefix(talk.text or "")
    assert "Boka lokal" not in added
    assert "Tryck affisch" in added
    assert make_plan(with_page(talk, ROW), ("remind",)).for_page(AXEL) is None


def test_what_a_person_has_put_on_the_page_is_not_believed() -> None:
    """A mark that stands on the page after a person's edit, and in no edit of the bot's, keeps nothing back."""
    first = make_plan(known(wiki_pages(ROW)), ("remind",)).for_page(AXEL)
    assert first
    talk = Page(AXEL, first.text.replace("~~~~", "Axel"), 8, user="Axel (WMSE)")
    assert make_plan(with_page(talk, ROW), ("remind",)).for_page(AXEL) is not None


def test_what_was_said_under_a_former_title_is_not_said_again() -> None:
    """An item that stands on the talk page from before the project page was moved is left out."""
    first = make_plan(known(wiki_pages(ROW)), ("remind",)).for_page(AXEL)
    assert first
    new = "Projekt:Flyttat"
    talk = Page(AXEL, first.text.replace("~~~~", "Lägesbot"), 8, user="Lägesbot")
    base = material({**wiki_pages(ROW), new: plan_text(ROW), f"{new}/Projektdata": data_text()})
    moved = replace(base, listed={2022: (new,)}, pages={**base.pages, AXEL: talk})
    assert make_plan(know(moved), ("remind",)).for_page(AXEL) is not None
    told = replace(moved, former={new: ("Projekt:Mellan", TITLE)})
    assert make_plan(know(told), ("remind",)).for_page(AXEL) is None


@pytest.mark.parametrize("left_over", ["~~~~", "{{subst:Tack}}", "{{ BYT: Tack }}"])
def test_what_saving_would_change_is_not_saved(left_over: str) -> None:
    """A page with somebody's unsaved signature or substitution is not written: saving it would make it the bot's."""
    talk = make_plan(with_page(Page(AXEL, f"Hej! {left_over}", 8)), ("remind",))
    assert [one.title for one in withheld(talk, "remind")] == [AXEL]
    data = make_plan(with_page(Page(DATA, data_text(chefen=left_over), 8)), ("report",))
    assert [one.title for one in withheld(data, "report")] == [DATA]
    overview = make_plan(with_page(Page(OVERVIEW, left_over, 8)), ("overview",))
    assert [one.title for one in withheld(overview, "overview")] == [OVERVIEW]
    harmless = make_plan(with_page(Page(AXEL, f"<nowiki>{left_over}</nowiki>", 8)), ("remind",))
    assert harmless.for_page(AXEL)


def test_overview_takes_no_other_page() -> None:
    """An overview whose title is that of a page with another use is withheld."""
    plan = make_plan(known(wiki_pages(ROW), rules=settings(pages={"overview": DATA})), ("overview",))
    assert (plan.edits, [one.title for one in plan.withheld]) == ((), [DATA])


def plan_at(overview: str, title: str, text: str | None = "x", **pages_set: str) -> Plan:
    """The plan with this setting for the overview, for which the wiki gives the page of this title."""
    rules = settings(pages={"overview": overview, **pages_set})
    base = material(wiki_pages(ROW), rules=rules)
    asked = {**base.pages, rules.pages.overview: page(title, text)}
    return make_plan(know(replace(base, pages=asked)), ("overview",))


@pytest.mark.parametrize(
    ("overview", "title"),
    [
        ("Projekt:prov_2022", TITLE),
        ("projekt:Prov 2022", TITLE),
        (":Projekt 2022", "Projekt 2022"),
        ("projekt_2021", "Projekt 2021"),
        ("user:Lägesbot/stopp", "Användare:Lägesbot/stopp"),
        ("user:lägesbot/stopp/översikt", "Användare:Lägesbot/stopp/översikt"),
        ("User:Lägesbot/inställningar.json", "Användare:Lägesbot/inställningar.json"),
        ("User:Lägesbot/handbok", "Användare:Lägesbot/Handbok"),
        ("User:Lägesbot/Logg", "Användare:Lägesbot/Logg"),
        ("User:Lägesbot/kör", "Användare:Lägesbot/Kör"),
        ("User:Lägesbot", "Användare:Lägesbot"),
        ("Användare:Axel (WMSE)/Översikt", "Användare:Axel (WMSE)/Översikt"),
        ("Projekt:Översikt", "Projekt:Översikt"),
        (f"{TITLE}/Översikt", f"{TITLE}/Översikt"),
        ("Template:Översikt", "Mall:Översikt"),
        ("Kategori:Projekt 2022", "Kategori:Projekt 2022"),
        ("Diskussion:Översikt", "Diskussion:Översikt"),
        ("Wikimediadiskussion:Översikt", "Wikimediadiskussion:Översikt"),
        ("Fil:Översikt.png", "Fil:Översikt.png"),
        ("Special:Översikt", "Special:Översikt"),
    ],
)
def test_overview_stays_away_from_pages_for_other_things(overview: str, title: str) -> None:
    """Where the wiki's own title is that of a page with another use or place, however it is set, it is withheld."""
    plan = plan_at(overview, title)
    assert (plan.edits, [one.title for one in plan.withheld]) == ((), [title])


def test_overview_stays_away_from_pages_that_are_set_in_other_words() -> None:
    """The other pages may be set in other words than the wiki's, too, and lie elsewhere than usual."""
    assert plan_at("Stoppa boten", "Stoppa boten", stop="stoppa_boten").edits == ()
    assert plan_at("Stoppa boten/översikt", "Stoppa boten/översikt", stop="stoppa_boten").edits == ()
    assert plan_at("Läget", "Läget", stop="Special:Stopp").edits != ()


@pytest.mark.parametrize(
    ("overview", "title"),
    [
        ("läget_nu", "Läget nu"),
        ("Projekt 2022/Läget", "Projekt 2022/Läget"),
        ("Project:Läget", "Wikimedia:Läget"),
        ("User:Lägesbot/läget", "Användare:Lägesbot/läget"),
        ("User:Lägesbot/stopplikt", "Användare:Lägesbot/stopplikt"),
    ],
)
def test_overview_has_a_place(overview: str, title: str) -> None:
    """In the main and the wiki's own namespace and below the bot's user page, the overview is written."""
    assert [edit.title for edit in plan_at(overview, title).edits] == [title]


@pytest.mark.parametrize(
    ("title", "namespaces", "written"),
    [
        ("Förening:Läget", {"own_namespace": "Förening"}, True),
        ("Wikimedia:Läget", {"own_namespace": "Förening"}, False),
        ("Benutzer:Lägesbot/läget", {"user_namespace": "Benutzer"}, True),
        ("Användare:Annan/läget", {}, False),
    ],
)
def test_overview_has_a_place_in_namespaces_of_other_names(
    title: str,
    namespaces: dict[str, str],
    written: bool,  # noqa: FBT001 - pytest's parameters
) -> None:
    """The wiki's own namespace and that of users are called what the settings say."""
    assert bool(plan_at(title, title, **namespaces).edits) is written


def test_message_that_waits_is_told() -> None:
    """On a Sunday nothing is sent, and each person that something waits for is told of."""
    sunday = date(2022, 11, 13)
    assert not Calendar("SE").is_workday(sunday)
    plan = make_plan(known(wiki_pages(ROW), today=sunday), ("remind",))
    assert plan.edits == ()
    assert [(one.task, one.title) for one in plan.withheld] == [("remind", AXEL), ("remind", JOHN)]
    assert all("i dag skickas inga påminnelser" in one.why for one in plan.withheld)


def test_what_nobody_can_be_told_of_is_told() -> None:
    """Without a register nobody is reminded; the plan says how much waits, under no title."""
    plan = make_plan(known(wiki_pages(ROW), rules=settings(people={})), ("remind",))
    assert plan.edits == ()
    (one,) = plan.withheld
    assert one.title == ""
    assert one.why.startswith("2 saker har ingen att påminna")


def test_who_is_due_is_known_before_talk_pages_are_read() -> None:
    """Whom to remind does not depend on their talk pages."""
    found = [one.recipient.account for one in remind(known(wiki_pages(ROW))).messages]
    assert found == ["Axel (WMSE)", "John (WMSE)"]


@pytest.mark.parametrize(
    "overview",
    [
        Page(OVERVIEW, "x", 7, locked=True),
        Page(OVERVIEW, "#OMDIRIGERING [[X]]", 7, redirect="X"),
        Page(OVERVIEW, "{{nobots}}", 7),
        Page(OVERVIEW, "<!-- Lägesbot:slut översikt -->", 7),
        Page(OVERVIEW, None, model="unreadable", locked=True),
    ],
    ids=["protected", "redirect", "closed to bots", "damaged", "unreadable"],
)
def test_overview_that_cannot_be_written(overview: Page) -> None:
    """An overview page that cannot be written is withheld."""
    plan = make_plan(with_page(overview), ("overview",))
    assert plan.edits == ()
    assert [one.title for one in withheld(plan, "overview")] == [OVERVIEW]


def test_overview_keeps_what_people_write_around_it() -> None:
    """The bot's region is added below people's text, and only it is rewritten later."""
    pages = {**wiki_pages(ROW), OVERVIEW: "Vår egen inledning."}
    (first,) = make_plan(known(pages), ("overview",)).edits
    assert first.text.startswith("Vår egen inledning.\n\n<!-- Lägesbot:start översikt ")
    after = {**pages, OVERVIEW: f"{first.text}\n\nOch vårt eget slut.", TITLE: plan_text(ROW, "April | X | Axel | |")}
    (second,) = make_plan(known(after), ("overview",)).edits
    assert second.text.startswith("Vår egen inledning.\n\n<!-- Lägesbot:start översikt ")
    assert second.text.endswith("<!-- Lägesbot:slut översikt -->\n\nOch vårt eget slut.")


def two_years(**pages_set: str) -> Knowledge:
    """What is known of two years, the second without projects."""
    rules = settings(pages=pages_set)
    base = material({**wiki_pages(ROW), "Projekt 2023": year_list()}, rules=rules)
    titles = [rules.pages.overview.format(year=year) for year in (2022, 2023)]
    overviews = {title: page(title, None) for title in titles}
    return know(replace(base, listed={2022: (TITLE,), 2023: ()}, pages={**base.pages, **overviews}))


def test_each_year_has_its_overview() -> None:
    """Two years are two overview pages."""
    plan = make_plan(two_years(), ("overview",))
    assert [edit.title for edit in plan.edits] == ["Lägesöversikt 2022", "Lägesöversikt 2023"]
    assert ["Prov 2022" in edit.text for edit in plan.edits] == [True, False]


def test_overview_that_years_share_has_one_edit() -> None:
    """Where the overview's title has no year in it, the page has one edit, and shows the last year."""
    (edit,) = make_plan(two_years(overview="Läget"), ("overview",)).edits
    assert edit.title == "Läget"
    assert "Projekten 2023" in edit.text
    assert "Projekten 2022" not in edit.text


def test_plan_is_pure() -> None:
    """The same knowledge gives the same plan."""
    found = known(wiki_pages(ROW))
    assert make_plan(found) == make_plan(found)
