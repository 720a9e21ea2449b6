"""Whom the project pages name, and which accounts are theirs."""

import pytest

from bot.model import Person
from bot.setup.people import People, named, settle, staff_called
from bot.wiki.port import Account
from tests.support.builders import activity, people, project

JOHN, JOHAN = "John (WMSE)", "John Berg (WMSE)"
STAFF = " (WMSE)"


def accounts(*names: str, **gone: Account) -> dict[str, Account]:
    """Accounts that exist, by name."""
    return {name: Account(name) for name in names} | {one.name: one for one in gone.values()}


def test_everybody_in_an_owner_cell_is_named() -> None:
    """Leads and support count, of the project and of its activities, in their order and each once."""
    one = project(
        activity(owner=people("Axel", support=["Eric", "John"])), activity(owner=people()), lead=people("John")
    )
    assert list(named([one, one], STAFF)) == ["John", "Axel", "Eric"]


def test_links_name_accounts() -> None:
    """The accounts that cells link to go with the name; a link without words of its own has the name in the account."""
    linked = people(Person("Sara", "Sara Ek (WMSE)"), Person("Axel (WMSE)", "Axel (WMSE)"), "Eric")
    again = people(Person("Sara", "Sara Ek (WMSE)"), Person("Sara", "Sara Alm (WMSE)"))
    found = named([project(activity(owner=again), lead=linked)], STAFF)
    assert found == {"Sara": ["Sara Ek (WMSE)", "Sara Alm (WMSE)"], "Axel": ["Axel (WMSE)"], "Eric": []}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("John", (JOHN, JOHAN)),
        ("John Berg", (JOHAN,)),
        ("Joh", ()),
        ("Johnny", ()),
        ("John Åkes", ()),
    ],
)
def test_staff_are_known_by_their_first_name(name: str, expected: tuple[str, ...]) -> None:
    """The first word of the account must be the name, or all of it, and it must end as the staff's do."""
    assert staff_called(name, [JOHN, JOHAN, "John", "John Åkes", "Johnny Ek", "Johanna (WMSE)"], STAFF) == expected


def test_one_account_is_taken() -> None:
    """A name with one account is sure, with several doubtful, with none unknown."""
    names: dict[str, list[str]] = {"John": [], "Axel": [], "Eric": []}
    begun = {"John": [JOHN, JOHAN], "Axel": ["Axel (WMSE)", "Axelina"], "Eric": ["Erica (WMSE)"]}
    found = settle(names, begun, accounts(JOHN, JOHAN, "Axel (WMSE)", "Erica (WMSE)"), staff=STAFF)
    assert found == People({"Axel": "Axel (WMSE)"}, frozenset(), {"John": (JOHN, JOHAN)}, ("Eric",))


def test_a_link_is_believed() -> None:
    """A linked account of the staff's is sure, whatever it is called; somebody else's is a doubt, and so are two.

    Anybody can put a link on a project page, and whoever is in the register may start the bot.
    """
    names = {"Chefen": [JOHAN], "Sara": ["Sara på styrelsen"], "John": [JOHN, JOHAN]}
    found = settle(names, {}, accounts("Sara på styrelsen", JOHN, JOHAN), staff=STAFF)
    assert found.sure == {"Chefen": JOHAN}
    assert found.doubtful == {"Sara": ("Sara på styrelsen",), "John": (JOHN, JOHAN)}
    assert found.linked == {"Chefen", "Sara", "John"}


@pytest.mark.parametrize(
    "account",
    [
        Account(JOHN, exists=False),
        Account(JOHN, blocked=True),
        Account(JOHN, groups=frozenset({"bot"})),
    ],
)
def test_an_account_that_cannot_be_written_to_does_not_count(account: Account) -> None:
    """Nobody has a missing or blocked account, or a bot's; of two accounts the other is then sure."""
    assert settle({"John": [JOHN]}, {}, {JOHN: account}, staff=STAFF).unknown == ("John",)
    two = settle({"John": []}, {"John": [JOHN, JOHAN]}, {JOHN: account, JOHAN: Account(JOHAN)}, staff=STAFF)
    assert two.sure == {"John": JOHAN}


def test_staff_of_another_association() -> None:
    """What the names of the staff's accounts end in can be set; others' accounts are then nobody's for sure."""
    ann, known = "Ann (WMEX)", accounts("Ann (WMEX)", JOHN)
    assert staff_called("Ann", [ann, JOHN], " (WMEX)") == (ann,)
    found = settle({"Ann": [], "John": [JOHN]}, {"Ann": [ann]}, known, staff=" (WMEX)")
    assert (found.sure, found.doubtful) == ({"Ann": ann}, {"John": (JOHN,)})
