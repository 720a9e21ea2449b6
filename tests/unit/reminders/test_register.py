"""Whom a name on a project page stands for, and where they are written to."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from bot.model import People, Person, Project
from bot.reminders.items import items
from bot.reminders.register import NOBODY, Recipient, Register, accounts_named
from bot.settings import Interval, Settings
from bot.wiki.port import Account, Page
from tests.support.builders import PEOPLE, activity, people, project, settings
from tests.support.reminding import knowledge, talk_page

REPORTED = "2022-11-03"
JOHN, AXEL, SARA = (
    Recipient(name, f"{name} (WMSE)", talk_page(name), (name, f"{name} (WMSE)")) for name in ("John", "Axel", "Sara")
)


def whom(
    owner: People,
    *,
    lead: People | None = None,
    rules: Settings | None = None,
    accounts: Iterable[Account] = (),
    pages: Iterable[Page] = (),
) -> list[Recipient]:
    """Who is told of an overdue activity with this owner."""
    one = project(activity(owner=owner), lead=lead, updated=REPORTED)
    return _whom(one, rules=rules, accounts=accounts, pages=pages)


def _whom(
    one: Project,
    *,
    rules: Settings | None = None,
    accounts: Iterable[Account] = (),
    pages: Iterable[Page] = (),
) -> list[Recipient]:
    known = knowledge(one, rules=rules, accounts=accounts, pages=pages)
    (item,) = items(known.standings, known.settings, today=known.today)
    return sorted(Register.of(known).recipients(item), key=lambda found: found.account)


def leads(title: str, target: str | None) -> Page:
    """A talk page that redirects to another page, or to none."""
    return Page(title, "Hej", 7, redirect=target)


@pytest.mark.parametrize(
    ("owner", "expected"),
    [
        pytest.param(people("Axel"), [AXEL], id="a lead"),
        pytest.param(people("Sara", "Axel"), [AXEL, SARA], id="two leads"),
        pytest.param(people("Axel", support=["Sara"]), [AXEL], id="support is left alone"),
        pytest.param(people(everyone="lead"), [JOHN], id="everyone means the manager"),
        pytest.param(people("Axel", everyone="lead"), [AXEL, JOHN], id="everyone and a lead"),
        pytest.param(people(), [SARA], id="nobody: the project's lead"),
        pytest.param(people(support=["Axel"]), [SARA], id="only support: the project's lead"),
        pytest.param(people(everyone="support"), [SARA], id="everyone as support: the project's lead"),
        pytest.param(people("Beatrice"), [JOHN], id="a name that is not in the register"),
        pytest.param(people("Beatrice", "Axel"), [AXEL, JOHN], id="one known and one not"),
        pytest.param(people("axel"), [JOHN], id="a name in lower case is not in the register"),
        pytest.param(
            people(Person("Bea", "Beatrice")), [JOHN], id="a linked account that the wiki was not asked about"
        ),
        pytest.param(people(Person("A", "Axel (WMSE)")), [AXEL], id="an account linked that is in the register"),
        pytest.param(people("Axel", Person("A", "Axel (WMSE)")), [AXEL], id="the same person twice"),
        pytest.param(people("John", "Beatrice", everyone="lead"), [JOHN], id="the manager for three reasons"),
    ],
)
def test_who_is_reminded(owner: People, expected: list[Recipient]) -> None:
    """Leads are reminded, support never; for everyone and for unknown names, the manager is. Each is told once."""
    assert whom(owner, lead=people("Sara")) == expected


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        pytest.param(people("Sara", support=["Axel"]), [SARA], id="the lead"),
        pytest.param(people(), [JOHN], id="nobody"),
        pytest.param(people(support=["Axel"]), [JOHN], id="only support"),
        pytest.param(people(everyone="lead"), [JOHN], id="everyone"),
        pytest.param(people("Sara", "Axel"), [AXEL, SARA], id="two leads"),
    ],
)
def test_who_is_reminded_of_the_report(lead: People, expected: list[Recipient]) -> None:
    """A report is the project's leads', else the managers'."""
    assert _whom(project(lead=lead, updated="2022-10-01")) == expected


BEA = Account("Beatrice (WMSE)")


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        pytest.param(BEA, ["Beatrice (WMSE)"], id="it is there"),
        pytest.param(Account(BEA.name, exists=False), ["John (WMSE)"], id="it is missing"),
        pytest.param(Account(BEA.name, blocked=True), ["John (WMSE)"], id="it is blocked"),
        pytest.param(Account(BEA.name, groups=frozenset({"bot"})), ["John (WMSE)"], id="it is a bot's"),
    ],
)
def test_account_that_a_cell_links_to(account: Account, expected: list[str]) -> None:
    """A link names the account itself, also one outside the register, if the wiki has a person by that name."""
    found = whom(people(Person("Bea", BEA.name)), accounts=[account])
    assert [one.account for one in found] == expected


def test_person_outside_the_register_is_greeted_as_the_cell_says() -> None:
    """Somebody outside the register is called by the link's words, and known by the account alone."""
    (found,) = whom(people(Person("Bea", BEA.name)), accounts=[BEA])
    assert found == Recipient("Bea", BEA.name, talk_page("Beatrice"), (BEA.name,))


def test_account_is_called_as_the_wiki_calls_it() -> None:
    """A link may write an account otherwise than the wiki does; the message goes to the wiki's form of it."""
    known = knowledge(project(activity(owner=people(Person("Bea", "beatrice (WMSE)"))), updated=REPORTED))
    register = Register(known.settings, {"beatrice (WMSE)": BEA}, {})
    (item,) = items(known.standings, known.settings, today=known.today)
    assert [one.talk for one in register.recipients(item)] == [talk_page("Beatrice")]


UNUSABLE = [
    pytest.param({"active": False}, Account("Axel (WMSE)"), id="has left"),
    pytest.param({}, Account("Axel (WMSE)", exists=False), id="account missing"),
    pytest.param({}, Account("Axel (WMSE)", blocked=True), id="blocked"),
    pytest.param({}, Account("Axel (WMSE)", groups=frozenset({"bot"})), id="a bot's"),
]


@pytest.mark.parametrize(("axel", "account"), UNUSABLE)
@pytest.mark.parametrize("owner", [people("Axel"), people(Person("A", "Axel (WMSE)"))], ids=["by name", "by account"])
@pytest.mark.parametrize(
    ("instead", "expected"),
    [
        pytest.param("Sara", ["Sara (WMSE)"], id="with a stand-in"),
        pytest.param(None, ["John (WMSE)"], id="without a stand-in"),
        pytest.param("Ola", ["John (WMSE)"], id="the stand-in has left, too"),
        pytest.param("Eva", ["John (WMSE)"], id="the stand-in is blocked"),
        pytest.param("Axel", ["John (WMSE)"], id="their own stand-in"),
        pytest.param("Nisse", ["John (WMSE)"], id="the stand-in is not in the register"),
    ],
)
def test_who_cannot_be_reminded_has_a_stand_in(
    axel: dict[str, object], account: Account, owner: People, instead: str | None, expected: list[str]
) -> None:
    """The stand-in gets it, else the managers; no chain of stand-ins is followed."""
    ola = {"account": "Ola (WMSE)", "active": False, "instead": "Sara"}
    eva = {"account": "Eva (WMSE)", "instead": "Sara"}
    register = {**PEOPLE, "Axel": {"account": "Axel (WMSE)", "instead": instead, **axel}, "Ola": ola, "Eva": eva}
    blocked = Account("Eva (WMSE)", blocked=True)
    found = whom(owner, rules=settings(people=register), accounts=[account, blocked])
    assert [one.account for one in found] == expected


def test_stand_in_of_somebody_active_does_not_count() -> None:
    """Whoever is there and can be written to is told themselves."""
    register = {**PEOPLE, "Axel": {"account": "Axel (WMSE)", "instead": "Sara"}}
    assert whom(people("Axel"), rules=settings(people=register)) == [AXEL]


def test_stand_in_is_written_to_as_themselves() -> None:
    """The stand-in's message is theirs: name, account, talk page, and their own leave."""
    register = {
        **PEOPLE,
        "Axel": {"account": "Axel (WMSE)", "active": False, "instead": "Sara", "away": ["2022-11-09"]},
    }
    assert whom(people("Axel"), rules=settings(people=register)) == [SARA]


def test_everyone_with_several_managers() -> None:
    """What is everyone's goes to every active manager who can be written to."""
    register = {
        **PEOPLE,
        "Sara": {"account": "Sara (WMSE)", "manager": True},
        "Ola": {"account": "Ola (WMSE)", "manager": True, "active": False},
        "Eva": {"account": "Eva (WMSE)", "manager": True},
    }
    gone = [Account("Eva (WMSE)", exists=False)]
    found = whom(people(everyone="lead"), rules=settings(people=register), accounts=gone)
    assert [one.account for one in found] == ["John (WMSE)", "Sara (WMSE)"]


@pytest.mark.parametrize(
    "owner", [people(everyone="lead"), people("Beatrice"), people("Axel")], ids=["everyone", "unknown", "has left"]
)
def test_without_managers_nobody_can_be_told(owner: People) -> None:
    """Without a manager, what is everyone's or an unknown person's is nobody's."""
    register = {"Axel": {"account": "Axel (WMSE)", "active": False}}
    assert whom(owner, rules=settings(people=register)) == [NOBODY]


OTHER, THIRD = talk_page("Axel Ny"), talk_page("Axel Nyast")


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        pytest.param([], AXEL.talk, id="not read"),
        pytest.param([leads(AXEL.talk, None)], AXEL.talk, id="no redirect"),
        pytest.param([leads(AXEL.talk, OTHER)], OTHER, id="to another talk page"),
        pytest.param([leads(AXEL.talk, OTHER), leads(OTHER, THIRD)], THIRD, id="a chain"),
        pytest.param([leads(AXEL.talk, "Användare:Axel (WMSE)")], AXEL.talk, id="to a user page"),
        pytest.param([leads(AXEL.talk, "Projektdiskussion:Prov 2022")], AXEL.talk, id="to a project's talk page"),
        pytest.param([leads(AXEL.talk, f"{AXEL.talk}/Arkiv")], AXEL.talk, id="to a sub-page"),
        pytest.param([leads(AXEL.talk, OTHER), leads(OTHER, "Användare:X")], AXEL.talk, id="a chain that leads astray"),
    ],
)
def test_redirect_of_a_talk_page(pages: list[Page], expected: str) -> None:
    """A redirect to another person's talk page is followed, one to any other page is not."""
    (found,) = whom(people("Axel"), pages=pages)
    assert (found.account, found.talk) == ("Axel (WMSE)", expected)


def test_redirects_in_a_circle_are_survived() -> None:
    """Two talk pages that redirect to each other lead to one of them."""
    (found,) = whom(people("Axel"), pages=[leads(AXEL.talk, OTHER), leads(OTHER, AXEL.talk)])
    assert found.talk in {AXEL.talk, OTHER}


def test_addressee_is_whose_talk_page_it_is() -> None:
    """A message is known by the account whose talk page it is put on."""
    (found,) = whom(people("Axel"), pages=[leads(AXEL.talk, OTHER)])
    assert (AXEL.addressee, found.addressee) == ("Axel (WMSE)", "Axel Ny (WMSE)")


def test_two_names_with_one_account_are_one_person() -> None:
    """Two names in the register that share an account are told once, and the ledger knows both by the first."""
    register = {**PEOPLE, "Axel P": {"account": "Axel (WMSE)"}}
    (both,) = whom(people("Axel", "Axel P"), rules=settings(people=register))
    (second,) = whom(people("Axel P"), rules=settings(people=register))
    assert (both.name, second.name) == ("Axel", "Axel P")
    assert both.names == second.names == ("Axel", "Axel (WMSE)")


def test_two_accounts_with_one_talk_page_are_told_once() -> None:
    """Two accounts whose talk pages are one are told of a thing once."""
    (found,) = whom(people("Axel", "Sara"), pages=[leads(SARA.talk, AXEL.talk)])
    assert (found.account, found.talk, found.names) == ("Axel (WMSE)", AXEL.talk, (*AXEL.names, *SARA.names))


def test_managers_with_one_talk_page_are_told_once() -> None:
    """The same holds for managers."""
    register = {**PEOPLE, "Sara": {"account": "Sara (WMSE)", "manager": True}}
    known = knowledge(rules=settings(people=register), pages=[leads(SARA.talk, JOHN.talk)])
    assert [one.account for one in Register.of(known).managers()] == ["John (WMSE)"]


@pytest.mark.parametrize(
    ("talk", "pages", "accounts", "expected"),
    [
        pytest.param(AXEL.talk, [], [], ["Axel (WMSE)"], id="in the register"),
        pytest.param(AXEL.talk, [leads(SARA.talk, AXEL.talk)], [], ["Axel (WMSE)", "Sara (WMSE)"], id="two people"),
        pytest.param(SARA.talk, [leads(SARA.talk, AXEL.talk)], [], [], id="redirected away from"),
        pytest.param(AXEL.talk, [], [Account("Axel (WMSE)", blocked=True)], [], id="blocked"),
        pytest.param(talk_page("Beatrice"), [], [], ["Beatrice (WMSE)"], id="outside the register"),
        pytest.param(f"{talk_page('Beatrice')}/Arkiv", [], [], [], id="a page below one outside the register"),
        pytest.param(f"{AXEL.talk}/Arkiv", [], [], [], id="a page below one in the register"),
    ],
)
def test_who_is_written_to_on_a_page(
    talk: str, pages: list[Page], accounts: list[Account], expected: list[str]
) -> None:
    """A talk page is that of those in the register who are written to there, else of the account in its title."""
    register = Register.of(knowledge(pages=pages, accounts=accounts))
    assert [one.account for one in register.at(talk)] == expected


def test_nobody_is_written_to_on_the_page_of_who_has_left() -> None:
    """The talk page of a colleague who is not active any more has no reader."""
    rules = settings(people={"Axel": {"account": "Axel (WMSE)", "active": False}})
    assert Register.of(knowledge(rules=rules)).at(AXEL.talk) == []


@pytest.mark.parametrize(
    ("today", "back"),
    [
        (date(2022, 11, 6), None),
        (date(2022, 11, 7), date(2022, 11, 11)),
        (date(2022, 11, 9), date(2022, 11, 15)),
        (date(2022, 11, 15), date(2022, 11, 15)),
        (date(2022, 11, 16), None),
    ],
    ids=["before", "in the first", "in both", "the last day", "after"],
)
def test_leave_has_its_last_day(today: date, back: date | None) -> None:
    """Both ends of a leave belong to it; of two at once, the one that ends later tells until when."""
    away = (Interval(date(2022, 11, 7), date(2022, 11, 11)), Interval(date(2022, 11, 9), date(2022, 11, 15)))
    axel = replace(AXEL, away=away)
    assert (axel.back(today) if axel.is_away(today) else None) == back


def test_leave_is_that_of_the_register() -> None:
    """Whoever has a leave in the register is away then."""
    register = {**PEOPLE, "Axel": {"account": "Axel (WMSE)", "away": ["2022-11-09"]}}
    (found,) = whom(people("Axel"), rules=settings(people=register))
    assert found.away == (Interval(date(2022, 11, 9), date(2022, 11, 9)),)


def test_accounts_that_the_wiki_is_asked_about() -> None:
    """Those in the register, and those that leads' cells link to, each once; not those of support."""
    one = project(
        activity(owner=people(Person("Bea", "Beatrice"), "Axel")),
        activity(owner=people(Person("A", "Axel (WMSE)"), Person("B", "Beatrice"))),
        lead=People((Person("Ola", "Ola"),), (Person("Eva", "Eva"),)),
    )
    assert accounts_named(knowledge(one)) == ["John (WMSE)", "Axel (WMSE)", "Sara (WMSE)", "Ola", "Beatrice"]
