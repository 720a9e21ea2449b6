"""When each step is due, to whom it goes, and what stops it (the contract on reminders)."""

from dataclasses import replace
from datetime import date

import pytest

from bot.ledger import Ledger, Sent
from bot.model import Mark, Project
from bot.reminders.ladder import AGAIN, FIRST, Course, Escalation, first_day, may_send
from bot.reminders.messages import remind
from bot.reminders.register import NOBODY, Recipient
from bot.setting_values import Interval
from bot.settings import Settings
from bot.wiki.port import Account, Page, Version
from tests.support.builders import PEOPLE, TITLE, TODAY, activity, people, period, project, settings
from tests.support.reminding import Told, knowledge, play, section, sent, sent_on, talk_page

REPORTED = "2023-12-31"
"""A report of this date counts for every period here."""

NOV_1, DEC_31 = date(2022, 11, 1), date(2022, 12, 31)
AXELS = project(lead=people("Axel"), updated="2022-10-01")
"""Axel's project, whose report of September came, and that of October, due on Monday 7 November, did not."""

TALK = talk_page("Axel")


def november(*projects: Project, rules: Settings | None = None, pages: tuple[Page, ...] = ()) -> list[Told]:
    """What is said from 1 November to the day on which November's report is due."""
    return play(*projects, first=NOV_1, last=date(2022, 12, 7), rules=rules, pages=pages)


def axel_is(**facts: object) -> Settings:
    """Settings in which there is more to say of Axel."""
    return settings(people={**PEOPLE, "Axel": {"account": "Axel (WMSE)", **facts}})


def ending(day: str) -> Project:
    """A project of Axel's in which all is well but for one activity that ends on a day."""
    return project(activity(when=period("2021-12-01", day)), lead=people("Axel"), updated=REPORTED)


def told(*days: str) -> list[Told]:
    """The three steps about October's report, on these days."""
    steps = [("Axel", 1), ("Axel", 2), ("John", 3)]
    return [(day, who, step, "2022-10") for day, (who, step) in zip(days, steps, strict=False)]


def course(*projects: Project, today: date = TODAY, **facts: object) -> Course:
    """The only course there is."""
    (one,) = remind(knowledge(*projects, today=today, **facts)).courses  # type: ignore[arg-type]
    return one


def escalation(*projects: Project, today: date = TODAY, **facts: object) -> Escalation:
    """The only thing that managers are told of, or will be."""
    (one,) = remind(knowledge(*projects, today=today, **facts)).escalations  # type: ignore[arg-type]
    return one


def test_three_steps() -> None:
    """Two work days after the due date the lead is told, five later once more, ten after the first the manager."""
    assert november(AXELS) == told("2022-11-09", "2022-11-16", "2022-11-23")


@pytest.mark.parametrize(
    ("rules", "days"),
    [
        ({"grace_workdays": 0}, ["2022-11-08", "2022-11-15", "2022-11-22"]),
        ({"grace_workdays": 1}, ["2022-11-08", "2022-11-15", "2022-11-22"]),
        ({"grace_workdays": 3}, ["2022-11-10", "2022-11-17", "2022-11-24"]),
        ({"again_after_workdays": 1}, ["2022-11-09", "2022-11-10", "2022-11-23"]),
        ({"manager_after_workdays": 17}, ["2022-11-09", "2022-11-16", "2022-12-02"]),
        ({"weekdays": ["thu"]}, ["2022-11-10", "2022-11-17", "2022-11-24"]),
        ({"weekdays": ["mon"]}, ["2022-11-14", "2022-11-21", "2022-11-28"]),
        ({"weekdays": []}, []),
    ],
    ids=["no grace", "one day", "three days", "again soon", "manager late", "Thursdays", "Mondays", "never"],
)
def test_steps_can_be_set(rules: dict[str, object], days: list[str]) -> None:
    """The settings say after how many work days each step comes, and on which days of the week."""
    assert november(AXELS, rules=settings(reminders=rules)) == told(*days)


def test_manager_may_be_told_before_the_second_step() -> None:
    """Where managers are to know soon, they do not wait until the lead was told twice."""
    found = november(AXELS, rules=settings(reminders={"manager_after_workdays": 1}))
    assert found == [
        ("2022-11-09", "Axel", 1, "2022-10"),
        ("2022-11-10", "John", 3, "2022-10"),
        ("2022-11-16", "Axel", 2, "2022-10"),
    ]


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        pytest.param("2022-11-07", "2022-11-09", id="plain days"),
        pytest.param("2022-11-04", "2022-11-08", id="a weekend"),
        pytest.param("2022-11-05", "2022-11-08", id="ends on a Saturday"),
        pytest.param("2022-01-05", "2022-01-10", id="Epiphany on a Thursday"),
        pytest.param("2022-04-13", "2022-04-19", id="Good Friday and Easter Monday"),
        pytest.param("2022-05-25", "2022-05-30", id="Ascension Day on a Thursday"),
        pytest.param("2022-06-03", "2022-06-08", id="the National Day on a Monday"),
        pytest.param("2022-06-22", "2022-06-27", id="Midsummer's Eve"),
        pytest.param("2021-12-22", "2021-12-27", id="Christmas Eve on a Friday"),
        pytest.param("2022-12-22", "2022-12-27", id="Boxing Day on a Monday"),
        pytest.param("2021-12-29", "2022-01-03", id="New Year's Eve on a Friday"),
    ],
)
def test_first_step_is_two_work_days_after_an_activitys_end(end: str, expected: str) -> None:
    """Swedish holidays and the eves are no work days, and nobody is told a day too early or too late."""
    found = play(ending(end), first=date.fromisoformat(end), last=date.fromisoformat(expected))
    assert [(day, step) for day, _, step, _ in found] == [(expected, FIRST)]


def test_later_steps_leave_holidays_out() -> None:
    """From 22 December it is five work days to the 30th, and ten to 9 January: Christmas and Epiphany are between."""
    found = play(ending("2022-12-20"), first=date(2022, 12, 20), last=date(2023, 1, 31))
    assert [(day, who, step) for day, who, step, _ in found] == [
        ("2022-12-22", "Axel", 1),
        ("2022-12-30", "Axel", 2),
        ("2023-01-09", "John", 3),
    ]


@pytest.mark.parametrize(
    ("away", "days"),
    [
        (["2022-11-14/2022-11-18"], ["2022-11-09", "2022-11-23", "2022-11-30"]),
        (["2022-11-10", "2022-11-24"], ["2022-11-09", "2022-11-17", "2022-11-25"]),
        (["2022-11-12/2022-11-13"], ["2022-11-09", "2022-11-16", "2022-11-23"]),
        (["2022-11-07/2022-11-13"], ["2022-11-14", "2022-11-21", "2022-11-28"]),
        (["2022-11-09/2022-11-20", "2022-11-15/2022-11-22"], ["2022-11-23", "2022-11-30", "2022-12-07"]),
    ],
    ids=["between the steps", "two single days", "a weekend", "at the first step", "overlapping leaves"],
)
def test_days_of_leave_do_not_count(away: list[str], days: list[str]) -> None:
    """Nobody is told anything while on leave; the next steps wait for as many work days at work."""
    assert november(AXELS, rules=axel_is(away=away)) == told(*days)


def test_who_is_away_for_years_is_left_in_peace() -> None:
    """A leave that is longer than anybody can foresee gives no day, and no mistake."""
    rules = axel_is(away=["2022-11-10/2030-12-31"])
    found = course(AXELS, today=date(2022, 12, 1), rules=rules, ledger=sent_on(TODAY, AXELS))
    assert (found.step, found.due) == (AGAIN, None)


def test_page_that_pauses_its_project() -> None:
    """With a pause until Monday 21 November the five and ten work days are counted from that day on."""
    paused = replace(AXELS, paused_until=date(2022, 11, 21))
    found = play(AXELS, first=NOV_1, last=date(2022, 12, 7), changes={date(2022, 11, 10): [paused]})
    assert found == told("2022-11-09", "2022-11-25", "2022-12-02")


def test_settings_that_pause_a_project() -> None:
    """A pause in the settings counts as one on the page does."""
    rules = settings(projects={TITLE: {"paused_until": "2022-11-21"}})
    ledger = sent_on(TODAY, AXELS)
    assert remind(knowledge(AXELS, today=date(2022, 11, 20), rules=rules, ledger=ledger)).courses == ()
    today = date(2022, 11, 21)
    assert course(AXELS, today=today, rules=rules, ledger=ledger).due == date(2022, 11, 25)
    assert escalation(AXELS, today=today, rules=rules, ledger=ledger).due == date(2022, 12, 2)


def test_pause_before_the_first_step() -> None:
    """Of what has become due in a pause the work days of grace are counted from its end, and so are all steps."""
    rules = settings(projects={TITLE: {"paused_until": "2022-11-14"}})
    assert november(AXELS, rules=rules) == told("2022-11-15", "2022-11-22", "2022-11-29")


def test_pause_that_ends_in_the_days_of_grace() -> None:
    """A pause that ends on the day after the due date leaves that day as the first of two."""
    rules = settings(projects={TITLE: {"paused_until": "2022-11-08"}})
    assert november(AXELS, rules=rules) == told("2022-11-09", "2022-11-16", "2022-11-23")
    rules = settings(projects={TITLE: {"paused_until": "2022-11-09"}})
    assert november(AXELS, rules=rules) == told("2022-11-10", "2022-11-17", "2022-11-24")


def test_managers_wait_for_the_end_of_a_pause_where_the_lead_cannot_be_written_to() -> None:
    """After a pause until 14 November the first step would be due on the 15th, and managers are told on the 29th."""
    rules = settings(projects={TITLE: {"paused_until": "2022-11-14"}})
    found = november(AXELS, rules=rules, pages=(Page(TALK, "{{nobots}}", 7),))
    assert found == [("2022-11-29", "John", 3, "2022-10")]


@pytest.mark.parametrize("until", ["0001-01-01", "0001-01-02", "2022-01-01"])
def test_pause_of_the_first_day_of_all(until: str) -> None:
    """A pause that was over before anything was due changes nothing, were it on the first day that there is."""
    rules = settings(projects={TITLE: {"paused_until": until}})
    assert november(AXELS, rules=rules) == told("2022-11-09", "2022-11-16", "2022-11-23")


def test_pause_that_was_over_before_changes_nothing() -> None:
    """A pause from before the first step moves none of the later ones."""
    assert november(replace(AXELS, paused_until=date(2022, 11, 8))) == told("2022-11-09", "2022-11-16", "2022-11-23")


@pytest.mark.parametrize(
    ("today", "until", "again", "manager"),
    [
        pytest.param(date(2022, 11, 20), date(2022, 11, 21), "2022-11-25", None, id="in the pause"),
        pytest.param(date(2022, 11, 21), None, "2022-11-25", "2022-12-02", id="after it"),
    ],
)
def test_answer_that_asks_for_peace(today: date, until: date | None, again: str, manager: str | None) -> None:
    """A lead's pause holds their next step and the managers'; after it the work days are counted from its end."""
    (message,) = remind(knowledge(AXELS)).messages
    text = section(message, ":{{Lägesbot|pausa=2022-11-21}}")
    history = {TALK: [Version(2, "Axel (WMSE)", None, text), Version(1, "Lägesbot", None, section(message))]}
    facts = {"ledger": sent_on(TODAY, AXELS), "pages": [Page(TALK, text, 2)], "histories": history, "today": today}
    assert course(AXELS, **facts).paused == until  # type: ignore[arg-type]
    assert course(AXELS, **facts).due == date.fromisoformat(again)  # type: ignore[arg-type]
    due = escalation(AXELS, **facts).due  # type: ignore[arg-type]
    assert due == (date.fromisoformat(manager) if manager else None)


def test_pause_of_one_lead_does_not_silence_the_other() -> None:
    """Managers hear of what a second lead was told of, although the first has asked for peace."""
    both = replace(AXELS, people=people("Axel", "Sara"))
    axel, _ = remind(knowledge(both)).messages
    text = section(axel, ":{{Lägesbot|pausa=2022-12-24}}")
    history = {TALK: [Version(2, "Axel (WMSE)", None, text), Version(1, "Lägesbot", None, section(axel))]}
    found = escalation(both, ledger=sent_on(TODAY, both), pages=[Page(TALK, text, 2)], histories=history)
    assert found.due == date(2022, 11, 23)


@pytest.mark.parametrize(
    "solved",
    [
        pytest.param(ending("2022-12-30"), id="moved"),
        pytest.param(project(activity(mark=Mark.DONE), lead=people("Axel"), updated=REPORTED), id="done"),
        pytest.param(project(activity(mark=Mark.CANCELLED), lead=people("Axel"), updated=REPORTED), id="cancelled"),
        pytest.param(replace(ending("2022-11-07"), closed=True), id="the project is finished"),
        pytest.param(project(lead=people("Axel"), updated=REPORTED), id="taken away"),
    ],
)
@pytest.mark.parametrize("step", [0, 1, 2])
def test_activity_that_is_solved_stops_its_ladder(solved: Project, step: int) -> None:
    """An activity that is done, cancelled or moved is not spoken of again, whichever step came before."""
    days = [date(2022, 11, 8), date(2022, 11, 15), date(2022, 11, 22)]
    found = play(ending("2022-11-07"), first=NOV_1, last=date(2022, 12, 7), changes={days[step]: [solved]})
    assert [one[2] for one in found] == [1, 2, 3][:step]


def test_report_that_is_handed_in_stops_its_ladder() -> None:
    """After the report has come, neither the lead nor a manager hears of it again."""
    reported = replace(AXELS, report=project(updated="2022-11-14").report)
    found = play(AXELS, first=NOV_1, last=date(2022, 12, 7), changes={date(2022, 11, 14): [reported]})
    assert found == told("2022-11-09")


def test_new_date_starts_a_ladder_of_its_own() -> None:
    """An activity that was moved, and is late again, is told of from the first step on."""
    changes = {date(2022, 11, 14): [ending("2022-11-21")]}
    found = play(ending("2022-11-07"), first=NOV_1, last=date(2022, 11, 30), changes=changes)
    assert [(day, step) for day, _, step, _ in found] == [("2022-11-09", 1), ("2022-11-23", 1), ("2022-11-30", 2)]


NOVEMBERS: list[Told] = [
    ("2022-12-09", "Axel", 1, "2022-11"),
    ("2022-12-16", "Axel", 2, "2022-11"),
    ("2022-12-23", "John", 3, "2022-11"),
]
"""What is said of November's report, due on Wednesday 7 December."""


def test_late_report_does_not_move_the_next() -> None:
    """October's report is handed in on 22 November; November's is asked for on its usual day all the same."""
    reported = replace(AXELS, report=project(updated="2022-11-22").report)
    found = play(AXELS, first=NOV_1, last=DEC_31, changes={date(2022, 11, 22): [reported]})
    assert found == [*told("2022-11-09", "2022-11-16"), *NOVEMBERS]


def test_early_report_counts_for_its_period() -> None:
    """A report of 23 November, seven days before the month's end, is November's: nobody is asked for another."""
    reported = replace(AXELS, report=project(updated="2022-11-23").report)
    found = play(AXELS, first=NOV_1, last=DEC_31, changes={date(2022, 11, 23): [reported]})
    assert found == told("2022-11-09", "2022-11-16")


def test_next_report_has_a_ladder_of_its_own() -> None:
    """November's report is told of like October's, whatever was said of that."""
    assert play(AXELS, first=NOV_1, last=DEC_31) == [*told("2022-11-09", "2022-11-16", "2022-11-23"), *NOVEMBERS]


def test_superseded_report_is_still_the_managers() -> None:
    """The lead is told of the newest report alone; managers also hear of the one that the lead was told of before."""
    rules = settings(reminders={"manager_after_workdays": 30})
    assert play(AXELS, first=NOV_1, last=date(2023, 1, 10), rules=rules) == [
        ("2022-11-09", "Axel", 1, "2022-10"),
        ("2022-11-16", "Axel", 2, "2022-10"),
        ("2022-12-09", "Axel", 1, "2022-11"),
        ("2022-12-16", "Axel", 2, "2022-11"),
        ("2022-12-21", "John", 3, "2022-10"),
    ]


def test_superseded_report_has_no_second_step() -> None:
    """A report that the next one has overtaken is not told of again to its lead."""
    rules = settings(reminders={"again_after_workdays": 25, "manager_after_workdays": 120})
    found = play(AXELS, first=NOV_1, last=date(2022, 12, 30), rules=rules)
    assert found == [("2022-11-09", "Axel", 1, "2022-10"), ("2022-12-09", "Axel", 1, "2022-11")]


def test_report_that_was_overtaken_before_anybody_was_told() -> None:
    """Of a report that a lead on leave could not be told of in time managers hear together with the one after it."""
    rules = axel_is(away=["2022-11-07/2022-12-08"])
    first, again, manager = NOVEMBERS
    untold = ("2022-12-23", "John", 3, "2022-10")
    assert play(AXELS, first=NOV_1, last=DEC_31, rules=rules) == [first, again, untold, manager]


def test_report_that_was_overtaken_untold_while_the_next_has_come() -> None:
    """Once the report after it has come nobody hears any more of one that was overtaken untold: it is covered."""
    rules = axel_is(away=["2022-11-07/2022-12-08"])
    changes = {date(2022, 12, 19): [project(lead=people("Axel"), updated="2022-12-19")]}
    assert play(AXELS, first=NOV_1, last=DEC_31, rules=rules, changes=changes) == NOVEMBERS[:2]


def test_report_that_was_told_of_late_is_still_the_managers() -> None:
    """A first step three months after the due date, days before the next report is due, is followed by the third."""
    rules, spring, summer = settings(report={"every_months": 3}), "2022-04/2022-06", "2022-07/2022-09"
    one = project(lead=people("Axel"), updated="2022-03-31")
    assert play(one, first=date(2022, 10, 3), last=NOV_1, rules=rules) == [
        ("2022-10-03", "Axel", 1, spring),
        ("2022-10-11", "Axel", 1, summer),
        ("2022-10-17", "John", 3, spring),
        ("2022-10-18", "Axel", 2, summer),
        ("2022-10-25", "John", 3, summer),
    ]


@pytest.mark.parametrize("pages", [[], [Page(TALK, "{{nobots}}", 7)]], ids=["told", "cannot be written to"])
def test_reports_of_before_the_bot_are_nobodys_concern(pages: list[Page]) -> None:
    """Where a bot begins in November, managers hear of the newest report and the one before, not of older ones."""
    found = play(project(lead=people("Axel")), first=NOV_1, last=date(2022, 12, 7), pages=pages)
    assert {period for _, _, _, period in found} == {"2022-09", "2022-10"}


def test_managers_have_no_step_three_of_their_own() -> None:
    """A manager who answers for a thing is told of it twice, and not that they have not done it."""
    assert [one[1:3] for one in november(replace(AXELS, people=people("John")))] == [("John", 1), ("John", 2)]


def test_manager_who_is_one_of_two_leads_is_not_told_as_a_manager() -> None:
    """A manager who answers for a thing together with somebody else is told of it as a lead alone."""
    found = november(replace(AXELS, people=people("Axel", "John")))
    assert [one[1:3] for one in found] == [("Axel", 1), ("John", 1), ("Axel", 2), ("John", 2)]


def test_other_managers_hear_of_a_managers_report() -> None:
    """With two managers, one of whom leads the project, the other one is told."""
    rules = settings(people={**PEOPLE, "Sara": {"account": "Sara (WMSE)", "manager": True}})
    found = november(replace(AXELS, people=people("John")), rules=rules)
    assert [one[:3] for one in found] == [
        ("2022-11-09", "John", 1),
        ("2022-11-16", "John", 2),
        ("2022-11-23", "Sara", 3),
    ]


def test_several_managers_are_told_once_each() -> None:
    """Each manager hears of it on the same day, and once, though two leads were told."""
    rules = settings(
        people={**PEOPLE, "Sara": {"account": "Sara (WMSE)", "manager": True}, "Ola": {"account": "Ola (WMSE)"}}
    )
    found = november(replace(AXELS, people=people("Axel", "Ola")), rules=rules)
    assert [one[:2] for one in found if one[2] == 3] == [("2022-11-23", "John"), ("2022-11-23", "Sara")]


def test_manager_on_leave_is_told_on_the_first_work_day_back() -> None:
    """A manager on leave is left in peace until the leave is over; what was due then still is."""
    rules = settings(
        people={**PEOPLE, "John": {"account": "John (WMSE)", "manager": True, "away": ["2022-11-21/2022-11-27"]}}
    )
    assert november(AXELS, rules=rules) == told("2022-11-09", "2022-11-16", "2022-11-28")


def test_without_managers_there_is_no_third_step() -> None:
    """Where the register has no manager the ladder ends with the lead."""
    rules = settings(people={"Axel": PEOPLE["Axel"]})
    assert november(AXELS, rules=rules) == told("2022-11-09", "2022-11-16")


UNWRITABLE = [
    pytest.param(Page(TALK, "x", 7, model="flow-board"), "talk-page", id="a Flow board"),
    pytest.param(Page(TALK, "{{#useliquidthreads:1}}", 7), "talk-page", id="LiquidThreads"),
    pytest.param(Page(TALK, None, model="unreadable", locked=True), "talk-page", id="unreadable"),
    pytest.param(Page(TALK, "Hej", 7, locked=True), "locked", id="protected"),
    pytest.param(Page(TALK, "", 7, redirect="Användare:Axel (WMSE)"), "redirect", id="a redirect elsewhere"),
    pytest.param(Page(TALK, "{{nobots}}", 7), "nobots", id="nobots"),
    pytest.param(Page(TALK, "Hej ~~~~", 7), "unsettled", id="somebody's left-over signature"),
    pytest.param(Page(TALK, "Hej <!-- då", 7), "swallowed", id="a comment that is not closed"),
]


@pytest.mark.parametrize(("page", "obstacle"), UNWRITABLE)
def test_managers_hear_of_leads_who_cannot_be_written_to(page: Page, obstacle: str) -> None:
    """Ten work days after the lead should have been told, managers are; the lead is not."""
    assert november(AXELS, pages=(page,)) == [("2022-11-23", "John", 3, "2022-10")]
    assert course(AXELS, pages=[page]).obstacle == obstacle


def test_managers_hear_of_every_report_of_a_lead_who_cannot_be_written_to() -> None:
    """Where managers are told after more than a month, they hear of each report though the next is late by then."""
    rules = settings(reminders={"manager_after_workdays": 30})
    found = play(AXELS, first=NOV_1, last=date(2023, 1, 31), rules=rules, pages=[Page(TALK, "{{nobots}}", 7)])
    assert found == [("2022-12-21", "John", 3, "2022-10"), ("2023-01-24", "John", 3, "2022-11")]


def test_unreachable_lead_on_leave() -> None:
    """Days of leave do not count for managers either where the lead cannot be written to."""
    page = Page(TALK, "{{nobots}}", 7)
    found = november(AXELS, rules=axel_is(away=["2022-11-14/2022-11-18"]), pages=(page,))
    assert found == [("2022-11-30", "John", 3, "2022-10")]


def test_managers_hear_of_what_the_lead_was_told_before_the_page_was_closed() -> None:
    """A talk page that takes no more messages after the first step does not move the managers' day."""
    page, ledger = Page(TALK, "{{nobots}}", 7), sent_on(TODAY, AXELS)
    assert escalation(AXELS, ledger=ledger, pages=[page]).due == date(2022, 11, 23)


def test_who_has_not_been_told_yet_is_not_reported_to_managers() -> None:
    """Before the first step, managers have no day."""
    found = escalation(AXELS)
    assert (found.due, found.sent) == (None, None)


def test_managers_day_is_the_earliest_of_two_leads() -> None:
    """Of several leads the one who was told first, and not the one on leave then, sets the managers' day."""
    both = replace(AXELS, people=people("Axel", "Sara"))
    found = november(both, rules=axel_is(away=["2022-11-07/2022-11-11"]))
    assert [one[0] for one in found if one[2] == 3] == ["2022-11-23"]


def test_escalation_knows_when_it_was_said() -> None:
    """What a manager was told is known with its day, and not said again."""
    ledger = sent_on(TODAY, AXELS)
    day = date(2022, 11, 23)
    (above,) = [one for one in remind(knowledge(AXELS, today=day, ledger=ledger)).messages if one.others]
    ledger = sent([above], day, ledger)
    found = escalation(AXELS, today=date(2022, 11, 24), ledger=ledger)
    assert found.sent == Sent(3, day, 1, talk_page("John"))


@pytest.mark.parametrize(
    ("step", "due"), [(1, [2]), (2, [])], ids=["the first step stands there", "the second step stands there"]
)
def test_what_stands_on_the_page_is_not_said_again(step: int, due: list[int]) -> None:
    """The wiki's record may lag behind: an item that stands on the talk page with a step is not told with it again."""
    days = {1: TODAY, 2: date(2022, 11, 16)}
    ledger = sent_on(TODAY, AXELS) if step == 2 else Ledger()
    (message,) = remind(knowledge(AXELS, today=days[step], ledger=ledger)).messages
    page = Page(TALK, section(message), 7, user="Lägesbot")
    found = remind(knowledge(AXELS, today=days[step], ledger=ledger, pages=[page]))
    assert [one.step for message in found.messages for one in message.errands] == []
    later = remind(knowledge(AXELS, today=date(2022, 11, 16), ledger=sent_on(TODAY, AXELS), pages=[page]))
    assert [one.step for message in later.messages for one in message.errands] == due


def test_what_stands_on_a_managers_page_is_not_said_again() -> None:
    """The same holds for what a manager was told of others."""
    ledger, day = sent_on(TODAY, AXELS), date(2022, 11, 23)
    (above,) = [one for one in remind(knowledge(AXELS, today=day, ledger=ledger)).messages if one.others]
    page = Page(talk_page("John"), section(above), 7, user="Lägesbot")
    found = escalation(AXELS, today=day, ledger=ledger, pages=[page])
    assert (found.due, found.sent) == (None, None)


def test_marks_that_somebody_has_put_on_a_page_silence_nobody() -> None:
    """Whoever writes the marks of a reminder on a page keeps neither its reader nor the managers from being told."""
    (message,) = remind(knowledge(AXELS)).messages
    forged = Page(TALK, section(message), 7, user="Axel (WMSE)")
    assert november(AXELS, pages=(forged,)) == told("2022-11-09", "2022-11-16", "2022-11-23")
    ledger, day = sent_on(TODAY, AXELS), date(2022, 11, 23)
    (above,) = [one for one in remind(knowledge(AXELS, today=day, ledger=ledger)).messages if one.others]
    forged = Page(talk_page("John"), section(above), 7, user="Axel (WMSE)")
    assert november(AXELS, pages=(forged,)) == told("2022-11-09", "2022-11-16", "2022-11-23")


@pytest.mark.parametrize(
    ("today", "user", "due"),
    [
        pytest.param(date(2022, 11, 30), "John (WMSE)", None, id="in the pause"),
        pytest.param(date(2022, 12, 1), "John (WMSE)", date(2022, 11, 23), id="after it"),
        pytest.param(date(2022, 11, 30), "Axel (WMSE)", date(2022, 11, 23), id="asked for by somebody else"),
    ],
)
def test_manager_who_has_asked_for_peace(today: date, user: str, due: date | None) -> None:
    """A manager who has answered a digest is told nothing more of its projects until that day; then what waited."""
    day, other = date(2022, 11, 23), ending("2022-11-07")
    one = replace(AXELS, activities=other.activities)
    first = sent_on(TODAY, one)
    (digest,) = [each for each in remind(knowledge(other, today=day, ledger=first)).messages if each.others]
    text = section(digest, ":{{Lägesbot|pausa=2022-12-01}}")
    history = {talk_page("John"): [Version(2, user, None, text), Version(1, "Lägesbot", None, section(digest))]}
    facts = {"ledger": sent([digest], day, first), "pages": [Page(talk_page("John"), text, 2)], "histories": history}
    above = remind(knowledge(one, today=today, **facts)).escalations  # type: ignore[arg-type]
    assert [(each.item.kind, each.due) for each in above if not each.sent] == [("report", due)]


def test_pause_of_one_manager_does_not_silence_the_other() -> None:
    """What one manager has asked for holds for nobody else."""
    people_ = {**PEOPLE, "Sara": {"account": "Sara (WMSE)", "manager": True}}
    day, ledger, rules = date(2022, 11, 23), sent_on(TODAY, AXELS), settings(people=people_)
    digest, _ = [one for one in remind(knowledge(AXELS, today=day, ledger=ledger, rules=rules)).messages if one.others]
    text = section(digest, ":{{Lägesbot|pausa=2022-12-24}}")
    talk = digest.recipient.talk
    history = {talk: [Version(2, digest.recipient.account, None, text), Version(1, "Lägesbot", None, section(digest))]}
    found = remind(
        knowledge(AXELS, today=day, ledger=ledger, rules=rules, pages=[Page(talk, text, 2)], histories=history)
    )
    assert [(one.manager.name, one.due) for one in found.escalations] == [("John", None), ("Sara", day)]


def test_nobody_has_no_obstacle_and_no_leave() -> None:
    """What nobody can be told of has a day, and managers who do not exist are told of nothing."""
    found = remind(knowledge(AXELS, rules=settings(people={})))
    assert [(one.recipient, one.step, one.due) for one in found.courses] == [(NOBODY, FIRST, TODAY)]
    assert found.escalations == ()


def test_nobody_is_told_of_the_newest_report_alone() -> None:
    """Nobody has not been told of the report before, either."""
    found = remind(knowledge(AXELS, rules=settings(people={}), today=date(2022, 12, 9)))
    assert [(one.item.occasion, one.step) for one in found.courses] == [(("2022-11",), 1), (("2022-10",), None)]
    assert [one.item.occasion for message in found.messages for one in message.errands] == [("2022-11",)]


def test_what_a_manager_has_in_place_of_a_lead_is_their_own() -> None:
    """What a manager is told because the lead has no account is told twice, and not to them as a manager."""
    gone = Account("Axel (WMSE)", exists=False)
    found = play(AXELS, first=NOV_1, last=date(2022, 12, 7), accounts=[gone])
    assert [one[1:3] for one in found] == [("John", 1), ("John", 2)]


@pytest.mark.parametrize(
    ("day", "rules"),
    [
        pytest.param("2022-11-09", {}, id="a work day"),
        pytest.param("2022-11-12", {"weekdays": ["sat"]}, id="a Saturday that is among the days"),
        pytest.param("2022-06-23", {}, id="the day before Midsummer's Eve"),
    ],
)
def test_days_for_messages(day: str, rules: dict[str, object]) -> None:
    """Messages go out on the days of the week that are set."""
    assert may_send(date.fromisoformat(day), settings(reminders=rules))


@pytest.mark.parametrize(
    ("day", "rules"),
    [
        pytest.param("2022-11-12", {}, id="a Saturday"),
        pytest.param("2022-11-09", {"weekdays": ["tue", "thu"]}, id="a Wednesday that is not among the days"),
        pytest.param("2022-12-26", {}, id="Boxing Day"),
        pytest.param("2022-12-24", {"weekdays": ["sat"]}, id="Christmas Eve among the days"),
        pytest.param("2022-06-24", {}, id="Midsummer's Eve"),
    ],
)
def test_days_without_messages(day: str, rules: dict[str, object]) -> None:
    """On other days none do, nor on a holiday or an eve, whatever the settings say."""
    assert not may_send(date.fromisoformat(day), settings(reminders=rules))


AWAY = (Interval(date(2022, 11, 9), date(2022, 11, 11)),)


@pytest.mark.parametrize(
    ("due", "away", "rules", "expected"),
    [
        pytest.param("2022-11-09", (), {}, "2022-11-09", id="that very day"),
        pytest.param("2022-11-12", (), {}, "2022-11-14", id="after the weekend"),
        pytest.param("2022-11-09", AWAY, {}, "2022-11-14", id="after the leave and the weekend"),
        pytest.param("2022-12-24", (), {}, "2022-12-27", id="after Christmas"),
        pytest.param("2022-11-09", (), {"weekdays": ["tue"]}, "2022-11-15", id="on a Tuesday"),
        pytest.param("2022-11-09", (), {"weekdays": []}, None, id="never"),
        pytest.param(None, (), {}, None, id="not due"),
    ],
)
def test_first_day_for_a_message(
    due: str | None, away: tuple[Interval, ...], rules: dict[str, object], expected: str | None
) -> None:
    """The first day, from when it is due, for messages at all on which the person is there."""
    axel = Recipient("Axel", "Axel (WMSE)", TALK, ("Axel", "Axel (WMSE)"), away)
    found = first_day(date.fromisoformat(due) if due else None, axel, settings(reminders=rules))
    assert found == (date.fromisoformat(expected) if expected else None)


def hidden(*days: tuple[str, int, str]) -> Ledger:
    """The ledger of messages whose text somebody has hidden: on which days, which revisions, to whom."""
    unread: dict[str, tuple[Sent, ...]] = {}
    for day, revid, name in days:
        account = f"{name} (WMSE)"
        unread[account] = (*unread.get(account, ()), Sent(0, date.fromisoformat(day), revid, talk_page(name)))
    return Ledger(unread=unread)


@pytest.mark.parametrize(
    ("messages", "steps", "following"),
    [
        pytest.param([("2022-11-09", 1, "Axel")], [(1, 1)], AGAIN, id="on the very day"),
        pytest.param([("2022-11-10", 1, "Axel")], [(1, 1)], AGAIN, id="a day later"),
        pytest.param([("2022-11-08", 1, "Axel")], [], FIRST, id="before it was due"),
        pytest.param([("2022-11-09", 1, "Sara")], [], FIRST, id="to somebody else"),
        pytest.param([("2022-11-09", 1, "Axel"), ("2022-11-16", 2, "Axel")], [(1, 1), (2, 2)], None, id="both"),
        pytest.param([("2022-11-09", 1, "Axel"), ("2022-11-15", 2, "Axel")], [(1, 1)], AGAIN, id="too early for both"),
    ],
)
def test_message_that_nobody_can_read_told_all_that_was_due(
    messages: list[tuple[str, int, str]], steps: list[tuple[int, int]], following: int | None
) -> None:
    """Where the text of a message has been hidden, what was due on its day counts as told: nothing is told again."""
    found = course(AXELS, today=date(2022, 11, 18), ledger=hidden(*messages))
    assert [(one.step, one.revid) for one in found.sent] == steps
    assert found.step == following


def test_second_reminder_of_which_the_first_is_hidden() -> None:
    """What was told again is told no more, though of the first time only the day is known, or not even that."""
    (errand,) = remind(knowledge(AXELS, today=date(2022, 11, 9))).messages[0].errands
    again = Ledger(items={key: (Sent(AGAIN, date(2022, 11, 16), 2, TALK),) for key in errand.keys})
    assert course(AXELS, today=date(2022, 11, 23), ledger=again).step is None


@pytest.mark.parametrize(("day", "told"), [("2022-11-23", True), ("2022-11-22", False)], ids=["then", "before"])
def test_digest_that_nobody_can_read_told_all_that_was_due(day: str, told: bool) -> None:  # noqa: FBT001 - pytest's
    """A hidden message to a manager told of what managers were to be told on its day."""
    ledger = sent_on(date(2022, 11, 9), AXELS)
    ledger = replace(ledger, unread=hidden((day, 7, "John")).unread)
    found = escalation(AXELS, today=date(2022, 11, 24), ledger=ledger)
    assert (found.sent == Sent(3, date.fromisoformat(day), 7, talk_page("John"))) is told
    assert (found.sent is not None) is told
