"""What people are shown: plain lines in a pipe, tables and colours on a terminal, a diff that every tool knows."""

import io
import logging
from dataclasses import replace
from datetime import date

import pytest
from rich.console import Console

from bot.apply import Report, Result
from bot.knowledge import Knowledge, know
from bot.model import Flaw, Place, Status, TaskState
from bot.packed import Packed
from bot.plan import make_plan
from bot.planned import Plan, PlannedEdit, Withheld
from bot.tell.as_json import check_document, plan_document, run_document
from bot.tell.diff import unified
from bot.tell.progress import Bar, Log
from bot.tell.terminal import outcome_words, planned_words, show_plan, show_projects, show_report
from bot.wiki.outcome import Conflict, Refused, Saved
from tests.support.builders import DATA, TITLE, data_text, known, material, page, plan_text, wiki_pages

ROW = "Mars | Boka lokal | Axel | |"


def console(*, terminal: bool = False, width: int = 80) -> Console:
    """A console that writes into a text."""
    return Console(file=io.StringIO(), force_terminal=terminal, width=width, color_system=None)


def shown(made: Console) -> str:
    """What it has written."""
    assert isinstance(made.file, io.StringIO)
    return made.file.getvalue()


def projects(found: Knowledge, *, verbose: bool = False, terminal: bool = False, width: int = 80) -> str:
    """How projects and findings are shown."""
    made = console(terminal=terminal, width=width)
    show_projects(made, found, verbose=verbose)
    return shown(made)


def test_year_without_a_list_or_category_is_told() -> None:
    """Where only their dates tell of projects, that the year's list and category have none is said, too."""
    found = known(wiki_pages(ROW))
    assert "Inga projekt hittades" not in projects(found)
    lonely = projects(replace(found, material=replace(found.material, running=frozenset({TITLE}))))
    assert "Inga projekt hittades för 2022" in lonely
    assert TITLE in lonely


def edit(before: str | None, after: str) -> PlannedEdit:
    """An edit of a page."""
    return PlannedEdit("report", page("Projekt:X", before), Packed.of(after), "sammanfattning", "därför")


def test_diff_of_a_change() -> None:
    """A change is shown with two lines around it, under the page's title."""
    assert unified(edit("a\nb\nc\nd\ne\nf\ng", "a\nb\nc\nD\ne\nf\ng")) == [
        "--- Projekt:X",
        "+++ Projekt:X",
        "@@ -2,5 +2,5 @@",
        " b",
        " c",
        "-d",
        "+D",
        " e",
        " f",
    ]


def test_diff_of_a_new_page() -> None:
    """A page that is made comes from nothing."""
    assert unified(edit(None, "a")) == ["--- /dev/null", "+++ Projekt:X", "@@ -0,0 +1 @@", "+a"]


def test_projects_are_a_line_each_in_a_pipe() -> None:
    """In a pipe each project and each finding is one line, however narrow the console."""
    lines = projects(known(wiki_pages(ROW)), width=40).splitlines()
    assert lines[0] == (
        f"{TITLE}: no. 226401, lead John, status not set, report missing (2022-10, due 2022-11-07), done 0/1, overdue 1"
    )
    assert next(line for line in lines if "activity-overdue" in line).startswith("  line ")
    assert lines.index(TITLE) < lines.index(f"  {DATA}")
    assert lines[-2:] == [
        "Findings: 2 errors, 1 info, in 1 of 1 project.",
        "Not shown: 1 info. lagesbot check --verbose shows all.",
    ]


def test_info_is_shown_when_asked_for() -> None:
    """Findings of severity info are shown on demand; then none is hidden."""
    out = projects(known(wiki_pages(ROW, "April | Tryck | Axel | |")), verbose=True)
    assert out.count("task-missing") == 2
    assert "Not shown" not in out
    assert "Not shown: 2 infos." in projects(known(wiki_pages(ROW, "April | Tryck | Axel | |")))


@pytest.mark.parametrize(
    ("data", "head", "words"),
    [
        (data_text(status="Orange", uppdaterad="2022-11-03"), "", "status orange, report current (2022-11-03)"),
        (data_text(uppdaterad="2022-10-01"), "", "report late (2022-10, due 2022-11-07)"),
        (data_text(), "Projektet är avslutat.\n", "status closed, report none"),
        (data_text(ansvarig="", id=""), "", "no. –, lead –, "),
        (data_text(ansvarig="Samtliga, Axel"), "", "lead Axel, everyone, "),
        (data_text(dolt_läge="1"), "", "report hidden"),
    ],
    ids=["kept", "late", "closed", "nobody", "everyone", "hidden"],
)
def test_project_in_words(data: str, head: str, words: str) -> None:
    """The line tells number, lead, status and how the report stands; what is unknown is a dash."""
    assert words in projects(known({**wiki_pages(data=data), TITLE: plan_text(ROW, head=head)})).splitlines()[0]


def test_cancelled_activities_do_not_count() -> None:
    """Figures count what is done of what is to be done."""
    rows = [ROW, "Mars | A | Axel | Inställt. |", "Mars | B | Axel | Klart. |"]
    assert "done 1/2, overdue 1" in projects(known(wiki_pages(*rows)))


def test_narrow_terminal_keeps_the_columns_that_matter() -> None:
    """On 80 characters the table has room for titles and reports; a wide one has number, status and counts too."""
    found = known(wiki_pages(ROW))
    narrow, wide = (projects(found, terminal=True, width=width) for width in (80, 140))
    assert all(len(line) <= 80 for line in narrow.splitlines())
    assert ("226401" in narrow, "226401" in wide) == (False, True)
    assert ("Errors" in narrow, "Errors" in wide) == (False, True)
    assert "missing (2022-10" in narrow


def test_terminal_has_a_table() -> None:
    """On a terminal the projects are a table, and long messages fold within it."""
    out = projects(known(wiki_pages(ROW)), terminal=True, width=100)
    assert "Projects 2022 on 2022-11-09" in out
    assert "Prov 2022" in out
    assert "activity-overdue" in out
    assert max(map(len, out.splitlines())) <= 100


def test_markup_of_others_is_shown_as_it_is() -> None:
    """Brackets in names are shown, not taken for colours."""
    pages = wiki_pages("Mars | [bold]Boka[/bold] [red] | Axel | |", data=data_text(ansvarig="[bold]X"))
    for terminal in (False, True):
        out = projects(known(pages), terminal=terminal, width=200)
        assert "[bold]Boka[/bold] [red]" in out
        assert "[bold]X" in out


def test_problems_are_shown_last() -> None:
    """What is wrong with the run as a whole comes below the projects."""
    found = known(wiki_pages(ROW))
    dark = replace(page("Projekt 2022", None), model="unreadable", locked=True)
    broken = know(replace(found.material, pages={**found.pages, dark.title: dark}))
    out = projects(broken)
    assert out.index("The run as a whole") > out.index(TITLE)
    assert "page-unreadable" in out


def test_plan_that_is_empty() -> None:
    """A plan without edits says so, what is left alone and why, and what would stop a run."""
    made = console()
    show_plan(
        made,
        known(wiki_pages()),
        Plan(withheld=(Withheld("remind", "", "ingen"), Withheld("report", "A", "nej"))),
        ["Väntar."],
    )
    assert shown(made).splitlines() == [
        "",
        "Left alone",
        "  Reminder: ingen",
        "  Report: A: nej",
        "",
        "Reminders",
        f"  {TITLE}",
        "    John: lägesrapporten för oktober 2022 – påminns i dag",
        "A run would stop here: Väntar.",
        "",
        "Nothing to do.",
    ]


def after_a_change() -> Knowledge:
    """What is known when an activity of a project whose report the bot has seen is done."""
    pages = wiki_pages(ROW, data=data_text(uppdaterad="2022-11-01"))
    written = {**pages, **{edit.title: edit.text for edit in make_plan(known(pages), ["report"]).edits}}
    return known({**written, TITLE: plan_text("Mars | Boka lokal | Sara och alla | Klart. |")})


def test_plan_tells_what_has_changed() -> None:
    """The edit of a report tells what has changed since the last one, for people and in JSON; other edits do not."""
    found = after_a_change()
    plan = make_plan(found)
    made = console(width=200)
    show_plan(made, found, plan, [])
    words = (
        "Ändrat sedan lägesrapporten 1 november 2022 – klart: Boka lokal; "
        "annan ansvarig: Boka lokal (Axel → Sara och Samtliga)."
    )
    assert [line for line in shown(made).splitlines() if "changed:" in line] == [f"  changed: {words}"]
    edits = plan_document(found, plan)["edits"]
    assert {one["task"]: one["changes"] for one in edits} == {"report": words, "overview": None}


def test_json_of_what_has_changed() -> None:
    """In JSON each change has what was and what is; the project itself has no subject."""
    found = after_a_change()
    days = {"start": "2022-03-01", "end": "2022-03-31"}
    before, after = {"lead": ["Axel"], "everyone": None}, {"lead": ["Sara"], "everyone": "lead"}
    assert check_document(found)["projects"][0]["changes"] == [
        {"kind": kind, "subject": "Boka lokal", "before": {**days, **before}, "after": {**days, **after}}
        for kind in ("done", "lead")
    ]


def test_plan_in_a_line() -> None:
    """A plan in one line counts each kind of page."""
    assert planned_words(Plan()) == "Nothing to do."
    plan = make_plan(known(wiki_pages(ROW)))
    assert planned_words(plan) == "Planned: 1 report page, 2 reminders, 1 overview page."


def test_report_of_a_run() -> None:
    """A run's report tells each outcome with its reason, what was not tried, and who stopped it."""
    plan = make_plan(known(wiki_pages(ROW)))
    results = (Result(plan.edits[0], Saved(revid=1)), Result(plan.edits[1], Refused("filter")))
    report = Report(results, plan.edits[2:], ("Stopped by Sara.",), ("Projekt:X",), "no answer")
    made = console()
    show_report(made, known(wiki_pages(ROW)), plan, report)
    lines = shown(made).splitlines()
    assert lines[0] == f"saved: {DATA}"
    assert lines[2] == "refused: Användardiskussion:Axel (WMSE) (filter)"
    assert "not done: Lägesöversikt 2022" in lines
    assert "Projekt:X does not hold what was saved when read again; look at its history." in lines
    assert lines[-5:] == ["Stopped by Sara.", "", "no answer", "", "Done: 1 report page; 3 edits not made."]


def test_problems_stand_apart_from_what_was_done() -> None:
    """What is wrong with the run as a whole comes first, with a line between it and the edits."""
    flaw = Flaw("tasks-unavailable", Place("Sidan", 1), facts={"why": "no-token"})
    found = know(replace(material(wiki_pages(ROW)), flaws=(flaw,)))
    plan = make_plan(found)
    made = console()
    show_report(made, found, plan, Report((Result(plan.edits[0], Saved(revid=1)),)))
    lines = shown(made).splitlines()
    assert lines[1:3] == ["The run as a whole", "  Sidan"]
    assert lines[4:6] == ["", f"saved: {DATA}"]


@pytest.mark.parametrize(
    ("outcomes", "words"),
    [
        ([Saved(revid=1)], "Done: 1 report page; 3 edits not made."),
        ([Conflict("x")], "Done: nothing; 4 edits not made."),
        ([Saved(revid=1)] * 4, "Done: 1 report page, 2 reminders, 1 overview page."),
        ([Saved(revid=1)] * 3 + [Conflict("x")], "Done: 1 report page, 2 reminders; 1 edit not made."),
    ],
    ids=["one", "none", "all", "all but one"],
)
def test_run_in_a_line(outcomes: list[Saved | Conflict], words: str) -> None:
    """A run in one line counts what was done and what was not."""
    plan = make_plan(known(wiki_pages(ROW)))
    results = tuple(Result(planned, outcome) for planned, outcome in zip(plan.edits, outcomes, strict=False))
    assert outcome_words(plan, Report(results, plan.edits[len(results) :])) == words


def test_overview_that_had_nothing_left_to_say_is_no_edit_not_made() -> None:
    """An edit of the plan that was found to be needless on the way is neither done nor left."""
    plan = make_plan(known(wiki_pages(ROW)))
    results = tuple(Result(planned, Saved(revid=1)) for planned in plan.edits[:1])
    assert outcome_words(plan, Report(results, plan.edits[1:3])) == "Done: 1 report page; 2 edits not made."


def test_run_without_edits_in_a_line() -> None:
    """A run that had nothing to do says so."""
    assert outcome_words(Plan(), Report()) == "Nothing to do."


def test_json_of_an_undated_activity() -> None:
    """In JSON the unknown is null, and lists keep the page's order."""
    found = known(wiki_pages("| A | | |", "Mars | B | Axel, med stöd av Sara | | T2<br>T1"))
    first, second = check_document(found)["projects"][0]["activities"]
    assert first["when"] == {"text": "", "start": None, "end": None, "tentative": False}
    assert (first["days"], first["lead"], first["everyone"], first["state"]) == (None, [], None, "undated")
    assert (second["tasks"], second["lead"], second["support"]) == (["T2", "T1"], ["Axel"], ["Sara"])


def test_json_of_tasks() -> None:
    """What Phabricator says of an activity's tasks stands by it in the cell's order, where it has said anything."""
    states = {"T1": TaskState("Boka", "open", assignee="Eric"), "T2": TaskState("Tryck", "resolved", date(2022, 3, 15))}
    base = material(wiki_pages("Mars | B | Axel | | T2, T3, T1"))
    (told,) = check_document(know(replace(base, tasks=states)))["projects"][0]["activities"]
    assert told["task_states"] == [
        {"id": "T2", "title": "Tryck", "status": "resolved", "closed": "2022-03-15", "assignee": None},
        {"id": "T1", "title": "Boka", "status": "open", "closed": None, "assignee": "Eric"},
    ]
    (untold,) = check_document(know(base))["projects"][0]["activities"]
    assert (untold["tasks"], untold["task_states"]) == (["T2", "T3", "T1"], [])


def test_json_of_a_project_without_data() -> None:
    """A project that nothing is known of is there, with null for all that is unknown."""
    found = know(replace(material(wiki_pages()), pages={**material(wiki_pages()).pages, DATA: page(DATA, None)}))
    one = check_document(found)["projects"][0]
    assert (one["number"], one["lead"], one["start"], one["end"], one["funding"]) == (None, [], None, None, [])
    assert one["budget_total"] is None
    assert one["report"] == {"state": "none", "updated": None, "status": None, "period": None, "due": None}


def test_json_of_the_money() -> None:
    """Financiers and sums that are not known are null; the total is the sum that is stated."""
    data = data_text(finansiär="", budget="1 000", finansiär_2="A", budget_total="3 000 kr")
    one = check_document(known(wiki_pages(data=data)))["projects"][0]
    assert one["funding"] == [{"funder": None, "amount": 1000.0}, {"funder": "A", "amount": None}]
    assert one["budget_total"] == 3000.0


def test_json_of_the_status() -> None:
    """The status is one of three words."""
    found = known(wiki_pages(data=data_text(status="GreenForest", uppdaterad="2022-11-03")))
    assert check_document(found)["projects"][0]["report"]["status"] == Status.GREEN.value == "green"


def test_json_of_an_outcome() -> None:
    """An edit's outcome has its name, its reason and, where a revision was made, its id."""
    found = known(wiki_pages(ROW))
    plan = make_plan(found)
    report = Report((Result(plan.edits[0], Saved(revid=8)), Result(plan.edits[1], Refused("filter"))))
    edits = run_document(found, plan, report)["edits"]
    told = [(one["outcome"], one["reason"], one["revid"]) for one in edits]
    assert told == [("saved", None, 8), ("refused", "filter", None), (None, None, None), (None, None, None)]


def test_bar_is_gone_when_the_run_has_finished() -> None:
    """The progress bar shows each kind of thing, and takes itself away."""
    made = console(terminal=True)
    with Bar(made) as bar:
        bar.step("Reading pages", 0, 5)
        bar.step("Reading pages", 5, 5)
        bar.step("Editing", 0, 0)
    erased = "\x1b[2K"
    assert "Reading pages" in shown(made)
    assert erased in shown(made).rpartition("Editing")[2]


def test_log_tells_each_step(caplog: pytest.LogCaptureFixture) -> None:
    """Without a terminal each step is a line of the log, for those who want it."""
    with caplog.at_level(logging.DEBUG, "lagesbot"), Log() as log:
        log.step("Editing", 1, 4)
    assert [record.getMessage() for record in caplog.records] == ["Editing: 1 of 4"]
