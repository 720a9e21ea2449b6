"""What each person is told on a day: one message with everything in it, or why it waits."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from bot.ledger import Ledger, message_key
from bot.model import People, Project
from bot.reminders.messages import Message, remind
from bot.reminders.register import NOBODY
from bot.settings import Settings
from bot.wiki.port import Page, Version
from tests.support.builders import PEOPLE, TITLE, TODAY, activity, people, period, project, settings
from tests.support.reminding import called, knowledge, moved, section, sent, sent_on, talk_page

REPORTED = "2022-11-03"
TOMORROW = date(2022, 11, 10)
AXELS = project(activity(), updated=REPORTED)
"""A project with one overdue activity, Axel's."""


def messages(
    *projects: Project,
    today: date = TODAY,
    rules: Settings | None = None,
    ledger: Ledger | None = None,
    pages: Iterable[Page] = (),
) -> list[Message]:
    """The messages that are due in these projects."""
    return list(remind(knowledge(*projects, today=today, rules=rules, ledger=ledger, pages=pages)).messages)


def register(**others: object) -> Settings:
    """Settings with more people than the builders', or with other facts of them."""
    return settings(people={**PEOPLE, **others})


def test_nothing_to_say_is_no_message() -> None:
    """Where all is well nobody gets a message."""
    assert messages(project(updated=REPORTED)) == []


def test_one_message_with_everything() -> None:
    """Who leads several projects gets one message: reports first, then activities, the oldest first."""
    first = project(
        activity("B", owner=people("John"), when=period("2022-05-01", "2022-05-31")),
        activity("C", owner=people("John"), when=period("2022-02-01", "2022-02-28")),
        updated=REPORTED,
    )
    second = project(
        activity("D", owner=people("John"), when=period(None, "2022-04-30")),
        title="Projekt:Två 2022",
        updated="2022-10-01",
    )
    (found,) = messages(first, second)
    assert found.recipient.account == "John (WMSE)"
    assert [(called(one.item), one.step) for one in found.errands] == [("2022-10", 1), ("C", 1), ("D", 1), ("B", 1)]


def test_messages_come_by_account() -> None:
    """The order of messages depends on nothing but the accounts."""
    rows = [activity(name, owner=people(name)) for name in ("Sara", "Axel", "John")]
    expected = ["Axel (WMSE)", "John (WMSE)", "Sara (WMSE)"]
    assert [one.recipient.account for one in messages(project(*rows))] == expected
    assert [one.recipient.account for one in messages(project(*rows[::-1]))] == expected


def test_person_with_two_names_has_one_message() -> None:
    """Two names in the register that share an account are one person with one message."""
    rows = [activity("A", owner=people("Axel")), activity("B", owner=people("Axel P"))]
    (found,) = messages(project(*rows, updated=REPORTED), rules=register(**{"Axel P": {"account": "Axel (WMSE)"}}))
    assert [called(one.item) for one in found.errands] == ["A", "B"]


def test_two_accounts_with_one_talk_page_have_one_message() -> None:
    """What two accounts answer for is one message where the talk page of one redirects to that of the other."""
    rows = [activity("A", owner=people("Axel")), activity("S", owner=people("Sara"))]
    redirect = Page(talk_page("Sara"), "x", 7, redirect=talk_page("Axel"))
    (found,) = messages(project(*rows, updated=REPORTED), pages=[redirect])
    assert (found.recipient.talk, [called(one.item) for one in found.errands]) == (talk_page("Axel"), ["A", "S"])


def test_manager_who_is_also_the_lead_is_told_once() -> None:
    """Somebody who is told for two reasons is told of a thing once."""
    (found,) = messages(project(activity(owner=people("John", "Beatrice", everyone="lead")), updated=REPORTED))
    assert len(found.errands) == 1


def test_nobodys_things_are_collected() -> None:
    """Without a manager, what belongs to nobody who is known is told of once, and goes to nobody."""
    soon = activity("Snart", owner=people("Beatrice"), when=period(None, "2022-11-14"))
    rows = [activity("A", owner=people("Beatrice")), activity("B", owner=people(everyone="lead")), soon]
    (found,) = messages(project(*rows, updated=REPORTED), rules=settings(people={}))
    assert (found.recipient, found.silence, len(found.errands), found.upcoming) == (NOBODY, "nobody", 2, ())


def test_manager_gets_own_and_others_things_in_one_message() -> None:
    """A manager's own reminders and what they are told of others, in all projects, are one message."""
    day = date(2022, 11, 23)
    one = project(activity("A"), activity("B", owner=people("Sara")), updated="2023-12-31")
    two = project(activity("C"), title="Projekt:Två 2022", updated="2023-12-31")
    ledger = sent_on(TODAY, one, two)
    own = activity("J", owner=people("John"), when=period(None, "2022-11-21"))
    found = messages(replace(one, activities=(*one.activities, own)), two, today=day, ledger=ledger)
    (john,) = [each for each in found if each.recipient.account == "John (WMSE)"]
    assert [(called(each.item), each.step) for each in john.own] == [("J", 1)]
    assert [(called(each.item), each.step) for each in john.others] == [("A", 3), ("B", 3), ("C", 3)]


def test_manager_is_told_to_whom_it_was_said_and_when() -> None:
    """What a manager is told of others says what was sent on which day by which revision, by step."""
    both, again = project(activity(owner=people("Axel", "Sara")), updated="2023-12-31"), date(2022, 11, 16)
    ledger = sent_on(TODAY, both)
    ledger = sent(messages(both, today=again, ledger=ledger), again, ledger)
    (john,) = messages(both, today=date(2022, 11, 23), ledger=ledger)
    (errand,) = john.others
    assert [
        (course.recipient.name, [(one.step, one.day, one.revid) for one in course.sent]) for course in errand.courses
    ] == [
        ("Axel", [(1, TODAY, 1), (2, again, 1)]),
        ("Sara", [(1, TODAY, 1), (2, again, 1)]),
    ]


@pytest.mark.parametrize(
    ("one", "rules", "expected"),
    [
        pytest.param(AXELS, None, True, id="a lead below a manager"),
        pytest.param(project(activity(owner=people("John")), updated=REPORTED), None, False, id="the only manager"),
        pytest.param(AXELS, settings(people={"Axel": PEOPLE["Axel"]}), False, id="no manager"),
        pytest.param(
            project(activity(owner=people("John")), updated=REPORTED),
            register(Sara={"account": "Sara (WMSE)", "manager": True}),
            True,
            id="one of two managers",
        ),
    ],
)
def test_message_knows_whether_managers_will_be_told(one: Project, rules: Settings | None, *, expected: bool) -> None:
    """That managers hear of it is to be said only where there is one who will, and is not the reader."""
    (found,) = messages(one, rules=rules)
    assert [errand.escalates for errand in found.errands] == [expected]


def test_message_knows_that_managers_have_been_told() -> None:
    """Where each manager knows of a thing nobody is told that they will; what is told to them goes no further."""
    rules, day = settings(reminders={"manager_after_workdays": 1}), date(2022, 11, 16)
    ledger = sent_on(TODAY, AXELS)
    tomorrows = messages(AXELS, today=TOMORROW, rules=rules, ledger=ledger)
    assert [errand.escalates for one in tomorrows for errand in one.errands] == [False]
    ledger = sent(tomorrows, TOMORROW, ledger)
    (again,) = messages(AXELS, today=day, rules=rules, ledger=ledger)
    assert [(errand.step, errand.escalates) for errand in again.errands] == [(2, False)]


def test_second_step_knows_the_first() -> None:
    """The second reminder says when the first was sent."""
    (found,) = messages(AXELS, today=date(2022, 11, 16), ledger=sent_on(TODAY, AXELS))
    ((course,),) = [one.courses for one in found.errands]
    assert [(one.step, one.day) for one in course.sent] == [(1, TODAY)]


def test_errand_is_marked_with_todays_title_alone() -> None:
    """A new message has a key for each name of the person, by the title that the project has today."""
    moved = replace(AXELS, former=("Projekt:Gammalt 2022",))
    (before,), (after,) = messages(AXELS), messages(moved)
    assert before.errands[0].keys == after.errands[0].keys
    assert len(set(after.errands[0].keys)) == 2


SAME = [
    pytest.param(AXELS, None, id="the same"),
    pytest.param(project(activity(line=99), updated=REPORTED), None, id="on another line"),
    pytest.param(project(activity("boka, LOKAL"), updated=REPORTED), None, id="with a tidied name"),
    pytest.param(
        project(activity(owner=people("Axel P")), updated=REPORTED),
        settings(people={"John": PEOPLE["John"], "Axel P": PEOPLE["Axel"]}),
        id="a new name in the register",
    ),
    pytest.param(
        replace(
            project(activity(), title="Projekt:Nytt 2022", updated=REPORTED), former=("Projekt:Mellan 2022", TITLE)
        ),
        None,
        id="a moved project",
    ),
]


@pytest.mark.parametrize(("one", "rules"), SAME)
def test_nothing_is_said_twice(one: Project, rules: Settings | None) -> None:
    """What was told to a person is not told again with that step, whatever has been renamed or tidied since."""
    assert messages(one, today=TOMORROW, rules=rules, ledger=sent_on(TODAY, AXELS)) == []


NEW_ACCOUNT = register(Axel={"account": "Axel Ny (WMSE)"})


@pytest.mark.parametrize("title", [talk_page("Axel Ny"), f"{talk_page('Axel Ny')}/Arkiv"], ids=["page", "archive"])
def test_renamed_account_is_told_nothing_twice(title: str) -> None:
    """An account is renamed together with its talk page: what was told there was told to the one of today."""
    ledger = moved(sent_on(TODAY, AXELS), talk_page("Axel"), title)
    assert messages(AXELS, today=TOMORROW, rules=NEW_ACCOUNT, ledger=ledger) == []


def test_page_that_leads_to_ones_own_is_ones_own() -> None:
    """What was told on the talk page of an older account, which redirects to today's, was told to the same person."""
    old, new = talk_page("Axel"), talk_page("Axel Ny")
    pages = (Page(old, f"#OMDIRIGERING [[{new}]]", 7, redirect=new), Page(new, "Hej!", 8))
    ledger = replace(sent_on(TODAY, AXELS), talks=frozenset({old}))
    assert messages(AXELS, today=TOMORROW, rules=NEW_ACCOUNT, ledger=ledger, pages=pages) == []


def test_new_holder_of_a_first_name_starts_anew() -> None:
    """What was told to somebody else who had that name in the register was not told to its new holder."""
    (found,) = messages(AXELS, today=date(2022, 11, 16), rules=NEW_ACCOUNT, ledger=sent_on(TODAY, AXELS))
    assert (found.recipient.account, [one.step for one in found.errands]) == ("Axel Ny (WMSE)", [1])
    assert [course.sent for one in found.errands for course in one.courses] == [()]


def test_new_holder_of_a_managers_name_starts_anew() -> None:
    """What the manager before was told of others the new one has not heard."""
    day, ledger = date(2022, 11, 23), sent_on(TODAY, AXELS)
    ledger = sent([one for one in messages(AXELS, today=day, ledger=ledger) if one.others], day, ledger)
    rules = register(John={"account": "Ola (WMSE)", "manager": True})
    (ola,) = [one for one in messages(AXELS, today=day, rules=rules, ledger=ledger) if one.others]
    assert (ola.recipient.account, [one.step for one in ola.others]) == ("Ola (WMSE)", [3])
    assert [one for one in messages(AXELS, today=day, ledger=ledger) if one.others] == []


def test_what_was_told_on_a_page_that_was_archived_by_moving_it_is_not_told_again() -> None:
    """Wherever the page with it has been moved, what was told to an account was told."""
    ledger = moved(sent_on(TODAY, AXELS), talk_page("Axel"), "Wikipedia:Papperskorgen")
    assert messages(AXELS, today=TOMORROW, ledger=ledger) == []


@pytest.mark.parametrize("owner", [people("Sara", "Axel"), people("Sara")], ids=["in another order", "one has left"])
def test_people_with_one_talk_page_are_told_once(owner: People) -> None:
    """What was told to two people on one page is not told again there, whichever of them the cell names first."""
    redirect = Page(talk_page("Sara"), "x", 7, redirect=talk_page("Axel"))
    both = project(activity(owner=people("Axel", "Sara")), updated=REPORTED)
    ledger = sent(messages(both, pages=[redirect]), TODAY)
    after = project(activity(owner=owner), updated=REPORTED)
    assert messages(after, today=TOMORROW, ledger=ledger, pages=[redirect]) == []


@pytest.mark.parametrize(
    "one",
    [
        pytest.param(project(activity("Boka sal"), updated=REPORTED), id="another activity"),
        pytest.param(project(activity(when=period("2022-03-01", "2022-04-30")), updated=REPORTED), id="a new end"),
        pytest.param(project(activity(), title="Projekt:Annat 2022", updated=REPORTED), id="another project"),
        pytest.param(
            replace(project(activity(), title="Projekt:Annat 2022", updated=REPORTED), former=("Projekt:Äldre",)),
            id="another project that was moved",
        ),
        pytest.param(project(activity(owner=people("Sara")), updated=REPORTED), id="another person"),
    ],
)
def test_something_new_is_said(one: Project) -> None:
    """A new end, or a new owner, is something new, with its first step."""
    (found,) = messages(one, today=TOMORROW, ledger=sent_on(TODAY, AXELS))
    assert [errand.step for errand in found.errands] == [1]


def test_row_that_stands_twice_is_told_once() -> None:
    """Of two rows with the same name and last day one is told, with one set of keys."""
    (found,) = messages(project(activity(), activity("boka lokal", line=21), updated=REPORTED))
    assert [called(one.item) for one in found.errands] == ["Boka lokal"]


def test_next_report_is_something_new() -> None:
    """Having been reminded of October's report, a person is still reminded of November's."""
    one = project(updated="2022-10-01")
    (found,) = messages(one, today=date(2022, 12, 9), ledger=sent_on(TODAY, one))
    assert [(called(errand.item), errand.step) for errand in found.errands] == [("2022-11", 1)]


@pytest.mark.parametrize(
    ("today", "rules", "silence"),
    [
        pytest.param("2022-11-09", {}, None, id="a work day"),
        pytest.param("2022-11-13", {}, "weekday", id="a Sunday"),
        pytest.param("2022-11-09", {"weekdays": ["mon"]}, "weekday", id="a Wednesday that is not among the days"),
        pytest.param("2022-11-13", {"weekdays": ["sun"]}, None, id="a Sunday that is"),
        pytest.param("2022-11-09", {"weekdays": []}, "weekday", id="no day at all"),
        pytest.param("2022-12-26", {}, "free-day", id="Boxing Day"),
        pytest.param("2022-12-24", {"weekdays": ["sat"]}, "free-day", id="Christmas Eve on a Saturday that is"),
        pytest.param("2022-12-23", {}, None, id="the day before Christmas Eve"),
    ],
)
def test_days_without_messages(today: str, rules: dict[str, object], silence: str | None) -> None:
    """Messages go out on the days that are set, and never on a holiday; what waits is told."""
    one = project(activity(), updated="2023-12-31")
    (found,) = messages(one, today=date.fromisoformat(today), rules=settings(reminders=rules))
    assert (found.silence, len(found.errands)) == (silence, 1)


@pytest.mark.parametrize(
    ("away", "silence"),
    [
        (["2022-11-01/2022-11-08"], None),
        (["2022-11-01/2022-11-09"], "away"),
        (["2022-11-09/2022-11-30"], "away"),
        (["2022-11-10"], None),
        (["2022-07-01/2022-07-31", "2022-11-09"], "away"),
        ([], None),
    ],
    ids=["back today", "last day", "first day", "from tomorrow", "the second leave", "never"],
)
def test_nothing_is_sent_to_who_is_away(away: list[str], silence: str | None) -> None:
    """While a person is away nothing is sent to them; from the first day back it is."""
    (found,) = messages(AXELS, rules=register(Axel={"account": "Axel (WMSE)", "away": away}))
    assert found.silence == silence


def test_stand_in_who_is_away_is_left_in_peace() -> None:
    """A stand-in's own leave counts, not that of the one who has left."""
    axel = {"account": "Axel (WMSE)", "active": False, "instead": "Sara", "away": ["2022-11-09"]}
    (here,) = messages(AXELS, rules=register(Axel=axel))
    (gone,) = messages(AXELS, rules=register(Axel=axel, Sara={"account": "Sara (WMSE)", "away": ["2022-11-09"]}))
    assert (here.silence, gone.silence) == (None, "away")


def test_one_message_a_day() -> None:
    """Who has had today's message waits until tomorrow with what has come up since; others do not."""
    ledger, both = Ledger(messages=frozenset({message_key(TODAY, "John (WMSE)")})), project(activity())
    assert [(one.recipient.name, one.silence) for one in messages(both, ledger=ledger)] == [
        ("Axel", None),
        ("John", "sent-today"),
    ]
    assert [one.silence for one in messages(both, ledger=ledger, today=TOMORROW)] == [None, None]


def test_message_of_the_day_is_known_by_whose_talk_page_it_is() -> None:
    """Whose talk page redirects to another's has had today's message when that other one has."""
    redirect = Page(talk_page("Axel"), "x", 7, redirect=talk_page("Sara"))
    ledger = Ledger(messages=frozenset({message_key(TODAY, "Sara (WMSE)")}))
    (found,) = messages(AXELS, ledger=ledger, pages=[redirect])
    assert found.silence == "sent-today"
    ledger = Ledger(messages=frozenset({message_key(TODAY, "Axel (WMSE)")}))
    (found,) = messages(AXELS, ledger=ledger, pages=[redirect])
    assert found.silence is None


SOON = period("2022-11-01", "2022-11-14")


def mentioned(*rows: object, **facts: object) -> list[str]:
    """What Axel's message mentions besides, in a project with these activities and an overdue one of Axel's."""
    one = project(activity("Sen"), *rows, updated=REPORTED)  # type: ignore[arg-type]
    (found,) = [each for each in messages(one, **facts) if each.recipient.name == "Axel"]  # type: ignore[arg-type]
    return [each.activity.activity.name if each.activity else "report" for each in found.upcoming]


def test_what_comes_soon_is_mentioned_beside_what_is_late() -> None:
    """A message that goes out anyway mentions what comes soon."""
    assert mentioned(activity("Snart", when=SOON)) == ["Snart"]


def test_what_comes_soon_makes_no_message() -> None:
    """What comes soon is by itself no reason to write to anybody."""
    assert messages(project(activity(when=SOON), updated=REPORTED)) == []


@pytest.mark.parametrize(
    ("owner", "expected"),
    [
        pytest.param(people("Axel"), ["Snart"], id="theirs"),
        pytest.param(people("Sara", "Axel"), ["Snart"], id="theirs among others"),
        pytest.param(people("Sara"), [], id="somebody else's"),
        pytest.param(people("Sara", support=["Axel"]), [], id="support"),
        pytest.param(people(everyone="lead"), [], id="everyone's is the managers'"),
        pytest.param(people(), [], id="nobody's is the project's lead's"),
    ],
)
def test_only_who_answers_for_it_is_told_what_comes_soon(owner: object, expected: list[str]) -> None:
    """What comes soon is mentioned to those who would be reminded of it."""
    assert mentioned(activity("Snart", when=SOON, owner=owner)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("until", "expected"),
    [("2022-11-09", ["Projekt:Två 2022"]), ("2022-11-10", [])],
    ids=["over today", "over tomorrow"],
)
def test_what_comes_soon_is_not_mentioned_in_a_project_that_the_reader_has_paused(
    until: str, expected: list[str]
) -> None:
    """Who has asked for peace in a project hears nothing of it in a message about another one, either."""
    soon = activity("Snart", when=SOON, owner=people("Axel", "Sara"))
    late = project(activity("Sen", owner=people("Axel", "Sara")), updated=REPORTED)
    other = project(soon, title="Projekt:Två 2022", updated=REPORTED)
    talk, told = talk_page("Axel"), replace(other, activities=(activity("Sen"),))
    (first,) = messages(told)
    text = section(first, f":{{{{Lägesbot|pausa={until}}}}}")
    history = {talk: [Version(2, "Axel (WMSE)", None, text), Version(1, "Lägesbot", None, section(first))]}
    found = remind(knowledge(late, other, pages=[Page(talk, text, 2)], histories=history)).messages
    mentioned = {one.recipient.name: [each.standing.project.title for each in one.upcoming] for one in found}
    assert mentioned == {"Axel": expected, "Sara": ["Projekt:Två 2022"]}


def test_report_that_is_due_soon_is_mentioned() -> None:
    """The project's lead, who is told of something else, also hears that the report is due soon."""
    one = project(activity("Sen"), lead=people("Axel"), updated="2022-09-30")
    (found,) = messages(one, today=date(2022, 11, 1))
    assert [(each.day, each.activity) for each in found.upcoming] == [(date(2022, 11, 7), None)]


def test_what_comes_soon_is_mentioned_in_other_projects_too() -> None:
    """What comes soon in a project in which nothing is late is mentioned as well."""
    other = project(activity("Snart", when=SOON), title="Projekt:Två 2022", updated=REPORTED)
    (found,) = messages(AXELS, other)
    assert [each.standing.project.title for each in found.upcoming] == ["Projekt:Två 2022"]


def test_manager_hears_what_comes_soon_of_their_own() -> None:
    """A manager's message about others mentions what the manager has to do soon, too."""
    soon = activity("Snart", owner=people("John"), when=period(None, "2022-11-25"))
    one = project(activity("Sen"), soon, updated="2023-12-31")
    (john,) = messages(one, today=date(2022, 11, 23), ledger=sent_on(date(2022, 11, 9), one))[1:]
    assert (len(john.others), len(john.own), len(john.upcoming)) == (1, 0, 1)


def test_pages_are_read_once_where_that_was_done_before() -> None:
    """What the talk pages say can be handed in by whoever has worked it out already."""
    before = remind(knowledge(AXELS, pages=[Page(talk_page("Axel"), "{{nobots}}", 7)]))
    assert remind(knowledge(AXELS), before.talks).courses[0].obstacle == "nobots"
