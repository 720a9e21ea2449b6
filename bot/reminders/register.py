"""Whom a name on a project page stands for, and where they are written to: the register of people, and the wiki's word.

Leads are reminded, support never. Whoever cannot be (has left, or has an account that is missing, blocked or a bot's)
has a stand-in, else the managers; these also have what is everyone's, and what belongs to nobody that is known.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from bot.knowledge import Knowledge, once
from bot.model import People, Person, Project
from bot.parse.whereabouts import trail
from bot.reminders.items import Item
from bot.setting_values import Interval
from bot.settings import Colleague, Settings
from bot.wiki.port import Account, Page


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets a message.

    Attributes:
        name: What to greet them by.
        account: The account; "" for `NOBODY`.
        talk: The page that they are written to on: their talk page, or where it redirects to.
        names: What the ledger knows them by: their first name in the register, if they are in it, and the account; with
            those of others who answer for the same thing and are written to on the same page.
        away: When they are on leave.
    """

    name: str
    account: str
    talk: str
    names: tuple[str, ...]
    away: tuple[Interval, ...] = ()

    @property
    def addressee(self) -> str:
        """The account whose talk page it is: a day's message is known by it, whoever it was meant for."""
        return self.talk.partition(":")[2]

    def is_away(self, day: date) -> bool:
        """Whether they are on leave on a day."""
        return any(day in interval for interval in self.away)

    def back(self, day: date) -> date:
        """The last day of the leave that they are on."""
        return max(interval.end for interval in self.away if day in interval)


NOBODY = Recipient("", "", "", ())
"""Stands for those who cannot be found where there is no manager to tell either."""


class Register:
    """The people of the settings, with what the wiki says of their accounts and talk pages.

    Args:
        settings: The settings.
        accounts: What the wiki knows of accounts, by name. One in the register that it was not asked about is taken
            for usable, one that a page links to is not.
        pages: The pages read; redirects of talk pages are followed among them.
    """

    def __init__(self, settings: Settings, accounts: Mapping[str, Account], pages: Mapping[str, Page]) -> None:
        self._people = settings.people
        self._settings = settings
        self._accounts = accounts
        self._pages = pages
        self._resolved: dict[Person, Recipient | None] = {}

    @staticmethod
    def of(known: Knowledge) -> "Register":
        """The register as it is known."""
        return _register(known)

    def recipients(self, item: Item) -> list[Recipient]:
        """The leads of what an item is about, each once, else the managers.

        Everyone means the managers; so does nobody, unless the activity is one of a project that has a lead.
        """
        people = item.activity.activity.people if item.activity else item.project.people
        return self.readers(people, item.project) or [NOBODY]

    def readers(self, people: People, project: Project) -> list[Recipient]:
        """Who is written to about what these people of a project answer for, each once; none where nobody can be."""
        return _one_a_page(self._leads(people, project))

    def managers(self) -> list[Recipient]:
        """The managers who can be written to, each once."""
        return list(self._managers)

    @cached_property
    def _managers(self) -> list[Recipient]:
        active = self._settings.managers().items()
        return _one_a_page(self._recipient(name, one) for name, one in active if self._usable(one))

    @cached_property
    def _readers(self) -> Mapping[str, list[Recipient]]:
        """Those of the register who can be written to, by the page that they are written to on."""
        readers: dict[str, list[Recipient]] = {}
        for name, one in self._people.items():
            if one.active and self._usable(one):
                found = self._recipient(name, one)
                readers.setdefault(found.talk, []).append(found)
        return readers

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """The first name in the register of each account."""
        names: dict[str, str] = {}
        for name, one in self._people.items():
            names.setdefault(one.account, name)
        return names

    def at(self, talk: str) -> list[Recipient]:
        """Who is written to on a page: those in the register, else whoever's talk page it is by its title."""
        here = self._readers.get(talk, [])
        account = talk.removeprefix(self._settings.pages.talk_page(""))
        if here or "/" in account or account in self._names:
            return list(here)
        return [Recipient(account, account, talk, (account,))]

    def _leads(self, people: People, project: Project) -> Iterator[Recipient]:
        if people.everyone == "lead":
            yield from self.managers()
        leads = people.lead or (() if people.everyone == "lead" else project.people.lead)
        for person in leads:
            found = self._resolve_once(person)
            yield from [found] if found else self.managers()
        if not leads and people.everyone != "lead":
            yield from self.managers()

    def _resolve_once(self, person: Person) -> Recipient | None:
        if person not in self._resolved:
            self._resolved[person] = self._resolve(person)
        return self._resolved[person]

    def _resolve(self, person: Person) -> Recipient | None:
        """Who is meant, or their stand-in; None where the managers must do."""
        if person.account is None:
            return self._active(person.name)
        if person.account in self._names:
            return self._active(self._names[person.account])
        account = self._accounts.get(person.account)
        if account is None or not account.reachable:
            return None
        return Recipient(person.name, account.name, self.talk(account.name), (account.name,))

    def _active(self, name: str) -> Recipient | None:
        """Somebody in the register, or whoever stands in for them; no chain of stand-ins is followed."""
        colleague = self._people.get(name)
        if colleague and not (colleague.active and self._usable(colleague)):
            name, colleague = colleague.instead or "", self._people.get(colleague.instead or "")
        if colleague and colleague.active and self._usable(colleague):
            return self._recipient(name, colleague)
        return None

    def _usable(self, colleague: Colleague) -> bool:
        account = self._accounts.get(colleague.account)
        return account is None or account.reachable

    def _recipient(self, name: str, colleague: Colleague) -> Recipient:
        names = tuple(dict.fromkeys([self._names[colleague.account], colleague.account]))
        return Recipient(name, colleague.account, self.talk(colleague.account), names, colleague.away)

    def talk(self, account: str) -> str:
        """The page on which somebody is written to: where their talk page redirects to, if that is a talk page, too."""
        own = self._settings.pages.talk_page(account)
        end = trail(own, self._pages)[-1]
        return end if end.startswith(self._settings.pages.talk_page("")) and "/" not in end else own


@once
def _register(known: Knowledge) -> Register:
    return Register(known.settings, known.material.accounts, known.pages)


def _one_a_page(found: Iterable[Recipient]) -> list[Recipient]:
    """Each page's reader once: the first of them, known by the names of all, so that their order does not matter."""
    readers: dict[str, Recipient] = {}
    for one in found:
        first = readers.get(one.talk, one)
        names = tuple(dict.fromkeys([*first.names, *one.names]))
        readers[one.talk] = first if names == first.names else replace(first, names=names)
    return list(readers.values())


def accounts_named(known: Knowledge) -> list[str]:
    """The accounts that the wiki is to be asked about: those in the register, and those that leads' cells link to."""
    people = (
        people
        for one in known.standings
        for people in (one.project.people, *(activity.activity.people for activity in one.activities))
    )
    return accounts_of(known.settings, people)


def accounts_of(settings: Settings, people: Iterable[People]) -> list[str]:
    """The accounts in the register, and those that these people's cells link to, each once."""
    registered = [one.account for one in settings.people.values()]
    linked = (person.account for one in people for person in one.lead if person.account)
    return list(dict.fromkeys([*registered, *linked]))
