"""What is told in English, piece by piece: dates, lists, sums, lines of the log, answers, findings and summaries."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.apply import Report, Result
from bot.checks.calendar import ReportPeriod
from bot.logbook import Ending, Entry, Logbook, Trigger, trouble
from bot.model import Flaw, People, Period, Person, Place
from bot.packed import Packed
from bot.planned import Plan, PlannedEdit, Withheld
from bot.render.outcomes import outcome_words
from bot.render.words import Words
from bot.requested.answers import Kind, done, objected, refusal, wrong_titles
from bot.run import Performed
from bot.stops import stop_pages
from bot.wiki.outcome import Barred, Conflict, Deferred, Excluded, Failed, Outcome, Protected, Refused
from bot.wiki.port import Contribution, Page
from tests.support.builders import known, page, settings
from tests.support.languages import swedish_in

EN = Words("en", currency="EUR")
START = datetime(2022, 11, 20, 7, 30, tzinfo=UTC)
RUN = "20221120-0830-abcd"
TITLE = "Project:Trial 2022"


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        pytest.param(date(2022, 5, 1), date(2022, 5, 31), "May 2022", id="month"),
        pytest.param(date(2022, 7, 6), date(2022, 7, 6), "6 July 2022", id="day"),
        pytest.param(date(2022, 7, 6), date(2022, 7, 10), "6–10 July 2022", id="days"),
        pytest.param(date(2022, 6, 30), date(2022, 7, 7), "30 June–7 July 2022", id="days-of-two-months"),
        pytest.param(None, date(2022, 4, 22), "by 22 April 2022", id="no-start"),
        pytest.param(date(2022, 8, 22), None, "from 22 August 2022", id="no-end"),
        pytest.param(None, None, "Soon", id="undated"),
    ],
)
def test_period(start: date | None, end: date | None, text: str) -> None:
    """A period has English months, the day before the month, and an open end in words."""
    assert EN.period(Period("Soon", start, end)) == text


def test_months_and_days() -> None:
    """Reports are for months, dues are days, and times are those of the association's own clock."""
    assert EN.month(ReportPeriod(date(2022, 10, 1), date(2022, 10, 31))) == "October 2022"
    assert EN.month(ReportPeriod(date(2022, 7, 1), date(2022, 9, 30))).replace(" ", "") == "July–September2022"
    assert EN.day(date(2022, 11, 7)) == "7 November 2022"
    assert EN.moment(START) == "20 November 2022 at 08:30"


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        (67500.0, "EUR", "€67,500"),
        (2749.8, "EUR", "€2,749.80"),
        (1_000_000.0, "GBP", "£1,000,000"),
    ],
)
def test_money(amount: float, currency: str, text: str) -> None:
    """A sum has its sign before it, commas between thousands and a decimal point."""
    assert Words("en", currency=currency).money(amount) == text


def test_lists_are_british() -> None:
    """There is no comma before the last of a list, and a decimal point in a number."""
    assert EN.listed(["A", "B", "C"]) == "A, B and C"
    assert EN.listed(["A", "B", "C"], either=True) == "A, B or C"
    assert EN.number(1234.5) == "1,234.5"
    assert EN.people(People((Person("Ann"),), (), "lead")) == "Ann and Everyone"


HEAD = "* 20 November 2022 at 08:30 ·"
PROBLEM = trouble("The page is protected.", "Protected", "A")


def entry(**facts: Any) -> Entry:  # noqa: ANN401 - an entry's own
    """A run that is over."""
    return replace(Entry(RUN, START, end=START, ending=Ending.DONE), **facts)


@pytest.mark.parametrize(
    ("one", "words"),
    [
        pytest.param(entry(), "scheduled · no edits", id="scheduled"),
        pytest.param(
            entry(edits=2, reminders=1, projects={2022: 9, 2023: 2}, trigger=Trigger.HAND),
            "started by hand · 11 projects · 2 edits, including 1 reminder",
            id="by-hand",
        ),
        pytest.param(
            entry(edits=3, reminders=2, refused=1, trigger=Trigger.UNDO, by="20221119-0730-a", projects={2022: 1}),
            "<code>20221119-0730-a</code> was taken back · 1 project · 3 edits, including 2 reminders"
            " · '''1 could not be made'''",
            id="taken-back",
        ),
        pytest.param(
            entry(edits=1, trigger=Trigger.REQUEST, by="Ann (WMEX)"),
            "asked for by [[:User:Ann (WMEX)|Ann (WMEX)]] · 1 edit",
            id="asked-for",
        ),
        pytest.param(entry(ending=Ending.STOPPED), "scheduled · no edits · stopped", id="stopped"),
        pytest.param(entry(ending=Ending.HALTED), "scheduled · no edits · '''cut short'''", id="cut-short"),
        pytest.param(
            entry(ending=Ending.GUARDED),
            "scheduled · no edits · '''the guard stopped it before the first edit'''",
            id="guarded",
        ),
        pytest.param(entry(ending=Ending.RUNNING), "scheduled · '''running'''", id="running"),
        pytest.param(entry(ending=Ending.LOST), "scheduled · '''ended without saying how'''", id="lost"),
        pytest.param(
            entry(troubles=(PROBLEM,)), "scheduled · no edits · '''Problem:''' The page is protected.", id="problem"
        ),
    ],
)
def test_line_of_the_log(one: Entry, words: str) -> None:
    """Each trigger, each ending and each figure, one and many."""
    line = Logbook().with_entry(one, EN).lines[0].text
    assert line.partition(" <!-- ")[0] == f"{HEAD} {words} · <code>{RUN}</code>"


def test_problem_that_is_still_there() -> None:
    """What was wrong before is only counted."""
    before = entry(run="20221120-0730-abcd", start=START - timedelta(hours=1), end=START, troubles=(PROBLEM,))
    line = Logbook().with_entry(before, EN).with_entry(entry(edits=1, troubles=(PROBLEM,)), EN).lines[0].text
    assert " · 1 problem from before is still there · " in line


KNOWN = known({}, rules=settings(language="en"))
STOPS = {title: page(title, None) for title in stop_pages(KNOWN.settings, "report", "remind", "overview")}


def told(report: Report, *made: Contribution, pages: dict[str, Page] | None = None, plan: Plan | None = None) -> str:
    """The answer after a run."""
    return done(Performed(KNOWN, plan or Plan(), report), made, EN, pages=STOPS | (pages or {})).words


STRANGER = (
    "Sorry, only people who are named in the bot’s settings, or who have a special role on this wiki, "
    "can ask for a run."
)
EMPTY = (
    "Please say which project it is about, as <code>&#42; &#91;&#91;Project:Example 2022&#93;&#93;</code>, or “all”."
)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("stranger", STRANGER),
        ("unknown", "The page history does not show who wrote this line. Please write it again."),
        ("empty", EMPTY),
    ],
)
def test_refusal(kind: Kind, words: str) -> None:
    """A line that starts no run is told why."""
    assert refusal(kind, EN).words == words


def test_answers_after_a_run() -> None:
    """What was changed is linked; so is what stops the bot; what was left is named with why."""
    made = [Contribution(8, TITLE, START, ""), Contribution(9, f"{TITLE}/Project data", START, "")]
    assert told(Report(), *made) == (
        f"Done! I changed [[Special:Diff/8|{TITLE}]] and [[Special:Diff/9|{TITLE}/Project data]]."
    )
    assert told(Report()) == "Everything was right already, so nothing had to be changed."
    stop = KNOWN.settings.pages.stop
    assert told(Report(), pages={stop: page(stop, "Stop")}) == (
        "Nothing was written. The text on [[:User:Lägesbot/stop|User:Lägesbot/stop]] stops me."
    )
    some = f"{stop}/overview"
    assert told(Report(), pages={some: page(some, "Stop")}).endswith("stops a part of what I do.")
    left = Plan(withheld=tuple(Withheld("report", f"Project:Nr {number}", "It is broken.") for number in range(7)))
    words = told(Report(), plan=left)
    assert words.startswith("Nothing was changed. [[:Project:Nr 0|Project:Nr 0]]: It is broken. ")
    assert words.endswith(" And 2 more that I left alone.")


def test_answer_to_wrong_titles() -> None:
    """A wrong title is repeated, with what may have been meant."""
    wrong = {"Project:One 202": ["Project:One 2022", "Project:One 2021"], "Project:Q": []}
    assert wrong_titles(wrong, EN).words == (
        "There is no project called “One 202”. Did you mean [[:Project:One 2022|One 2022]] or "
        "[[:Project:One 2021|One 2021]]? There is no project called “Q”. Write a new line with the right name, "
        "and I will run."
    )


def test_answer_where_the_guard_stopped_the_run() -> None:
    """What looks odd is said."""
    assert objected([EN.phrase("guard-reminders", count=60, most=50)], EN).words == (
        "Nothing was written, because something looks odd: 60 reminders would be sent, more than the 50 that "
        "guard.max&#95;reminders allows. Whoever looks after the bot can run it all the same."
    )


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Conflict(), "somebody else changed the page at the same time"),
        (Protected(), "the page is protected"),
        (Excluded(), "the page asks bots to stay away"),
        (Refused("filter 7"), "the wiki said no (filter 7)"),
        (Refused(), "the wiki said no"),
        (Deferred(), "the wiki is too busy just now; the next run does it"),
        (Barred("blocked"), "the bot’s account may not edit (blocked)"),
        (Failed(), "the wiki did not answer; the next run looks again"),
    ],
    ids=lambda one: type(one).__name__.lower() if isinstance(one, Outcome) else "",
)
def test_outcome(outcome: Outcome, words: str) -> None:
    """Why an edit did not come to what it should."""
    assert outcome_words(outcome, EN) == words


def test_page_that_could_not_be_changed() -> None:
    """It is linked, with why."""
    edit = PlannedEdit("report", page(TITLE, "Before"), Packed.of("After"), "", "")
    assert told(Report((Result(edit, Protected()),))) == (
        f"Nothing was changed. [[:{TITLE}|{TITLE}]] could not be changed: the page is protected."
    )


@pytest.mark.parametrize(
    ("code", "facts", "words"),
    [
        pytest.param(
            "report-late",
            {
                "updated": date(2022, 9, 30),
                "period": ReportPeriod(date(2022, 10, 1), date(2022, 10, 31)),
                "due": date(2022, 11, 7),
            },
            "The status report is from 30 September 2022; the one for October 2022 was due on 7 November 2022. "
            "Update the report and put today’s date in Last updated.",
            id="report-late",
        ),
        pytest.param(
            "owner-unknown",
            {"account": None, "holders": [], "name": "Anne", "near": "Ann", "in_plan": True},
            "Anne in the time plan is not among the people in the bot’s settings. Is Ann meant? Correct the name, or "
            "add the person to the settings.",
            id="owner-unknown",
        ),
        pytest.param(
            "owner-unknown",
            {"account": None, "holders": ["Ann B", "Ann C"], "name": "Ann", "near": None, "in_plan": False},
            "Ann in the field lead can be more than one person in the bot’s settings: Ann B and Ann C. Write which of "
            "them is meant, with the name as it stands here.",
            id="owner-ambiguous",
        ),
        pytest.param(
            "task-open-after-end",
            {"tasks": ("T1", "T2"), "done": True},
            "T1 and T2 are still open in Phabricator, though the activity is done. Close those that are done.",
            id="tasks-open",
        ),
        pytest.param(
            "activity-overdue",
            {"end": date(2022, 9, 30), "tasks": ("T1",)},
            "Should have been done by 30 September 2022. If it is done, write “Done.” in the comment or close T1; "
            "otherwise change the date.",
            id="overdue",
        ),
        pytest.param(
            "date-unreadable",
            {"pause": True, "text": "soon", "field": None},
            "“soon” in {{Lägesbot|pause=…}} is no date that can be used, so that pause does not count. Write the date "
            "as YYYY-MM-DD.",
            id="pause",
        ),
    ],
)
def test_finding(code: str, facts: dict[str, object], words: str) -> None:
    """A finding says what is wrong and what to do."""
    assert EN.message(Flaw(code, Place(TITLE, 1), facts=facts)) == words


def test_summaries() -> None:
    """An edit summary says what, why and how to stop it."""
    assert EN.phrase("summary-report", handbook="User:Lägesbot/Handbook", why="2 done, 1 overdue, 3 next month") == (
        "Lägesbot fills in its part of the status report from the time plan: 2 done, 1 overdue, 3 next month "
        "([[User:Lägesbot/Handbook|about the bot and how to stop it]])"
    )
    for count, said in ((1, "1 thing that has passed its date ("), (2, "2 things that have passed their dates (")):
        assert said in EN.phrase("summary-reminder", handbook="H", count=count)
    assert swedish_in(EN.phrase("summary-answer", handbook="H")) == set()
