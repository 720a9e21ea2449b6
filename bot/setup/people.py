"""Whom the project pages name, and which of the wiki's accounts is whose.

A link in the cell names the account, if its name ends as the staff's do (`setup.staff_suffix`): anybody can edit the
project pages, but who is in the register may start the bot. Else it is the one account of the staff whose name begins
with the name; where there are several, or only somebody else's, nobody guesses.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.model import Project
from bot.wiki.port import Account


@dataclass(frozen=True, slots=True)
class People:
    """Those who answer for something on the project pages, by the name used there.

    Attributes:
        sure: The account of each whose account is known for sure.
        linked: The names that cells link to an account: that counts, whatever name the register has for it.
        doubtful: The accounts that each of the others may have: several, or one that is not the staff's.
        unknown: Those of whom no account was found that can be written to.
    """

    sure: Mapping[str, str] = field(default_factory=dict)
    linked: frozenset[str] = frozenset()
    doubtful: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()


def named(projects: Iterable[Project], staff: str) -> dict[str, list[str]]:
    """Everybody whom the pages name, leads and support, in their order, each with the accounts that cells link to.

    Args:
        projects: The projects.
        staff: What the names of the staff's accounts end in.
    """
    found: dict[str, list[str]] = {}
    for project in projects:
        for people in (project.people, *(one.people for one in project.activities)):
            for person in (*people.lead, *people.support):
                name = person.name.removesuffix(staff) if person.account else person.name
                accounts = found.setdefault(name, [])
                if person.account and person.account not in accounts:
                    accounts.append(person.account)
    return found


def staff_called(name: str, accounts: Iterable[str], staff: str) -> tuple[str, ...]:
    """Those accounts of the staff that a name may mean: it is all of the account's name, or its first word."""
    own = ((one, one.removesuffix(staff)) for one in accounts if one.endswith(staff))
    return tuple(account for account, words in own if name in {words, words.split(" ")[0]})


def settle(
    names: Mapping[str, Sequence[str]],
    begun: Mapping[str, Sequence[str]],
    known: Mapping[str, Account],
    *,
    staff: str,
) -> People:
    """Find each name's account.

    Args:
        names: What `named` told.
        begun: The accounts that begin with each name that no cell links.
        known: What the wiki knows of all these accounts.
        staff: What the names of the staff's accounts end in.
    """
    sure: dict[str, str] = {}
    doubtful: dict[str, tuple[str, ...]] = {}
    unknown: list[str] = []
    for name, linked in names.items():
        maybe = tuple(linked) or staff_called(name, begun.get(name, ()), staff)
        usable = tuple(one for one in maybe if known[one].reachable)
        if len(usable) == 1 and usable[0].endswith(staff):
            sure[name] = known[usable[0]].name
        elif usable:
            doubtful[name] = usable
        else:
            unknown.append(name)
    links = frozenset(name for name, linked in names.items() if linked)
    return People(sure, links, doubtful, tuple(unknown))
