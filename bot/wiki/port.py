"""The port: what the bot asks of a wiki, whichever kind it is.

Two wikis answer it, `bot.wiki.folder.FolderWiki` and `bot.wiki.live.LiveWiki`, and one contract suite holds both
to the same behaviour. All titles are full titles in the wiki's own form (`Projekt:Erfarenhetsutbyte 2022`, spaces,
no underscores); all times are aware datetimes in UTC.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.wiki.outcome import Outcome

HISTORY = 50
"""Revisions of a page that are looked at to learn when something was written; few pages change as often in a month."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it was read.

    Attributes:
        title: Its full title.
        text: Its wikitext as stored; None when there is no such page.
        revid: The revision that `text` is; 0 when there is no such page. It is what a guarded edit is based on.
        model: Its content model: `wikitext`, `json`, `flow-board` … `unreadable` where there is a page whose text
            cannot be read (hidden, or a file that is not UTF-8): `text` is None then, but the page is `locked`.
        user: Who made that revision; "" when unknown.
        timestamp: When; None when unknown or when there is no such page.
        redirect: The title that the page redirects to (without a section), or None.
        locked: This account may not edit the page, because it is protected.
        restricted: The page is protected so that ordinary users, however long they have had their accounts, may not
            edit it.
    """

    title: str
    text: str | None
    revid: int = 0
    model: str = "wikitext"
    user: str = ""
    timestamp: datetime | None = None
    redirect: str | None = None
    locked: bool = False
    restricted: bool = False

    @property
    def exists(self) -> bool:
        """Whether there is such a page, with a text that can be read."""
        return self.text is not None

    @property
    def unreadable(self) -> bool:
        """Whether there is such a page, but no text to be had of it."""
        return self.text is None and self.model == "unreadable"


@dataclass(frozen=True, slots=True)
class Entry:
    """One page as the catalogue of its namespace has it.

    Attributes:
        categories: The full titles of the categories that it stands in, whether or not these have pages of their own.
        redirect: Whether it redirects to another page.
    """

    categories: frozenset[str] = frozenset()
    redirect: bool = False


@dataclass(frozen=True, slots=True)
class Contribution:
    """One edit of the bot's own account, from the wiki's own record."""

    revid: int
    title: str
    timestamp: datetime
    summary: str


@dataclass(frozen=True, slots=True)
class Version:
    """One revision of a page.

    Attributes:
        revid: Its id.
        user: Who made it; "" when unknown.
        timestamp: When; None when unknown.
        text: The page's whole text then.
        summary: Its edit summary; "" where there is none, or none to be had.
        parent: The revision before it; 0 where it made the page, None where nobody knows.
    """

    revid: int
    user: str
    timestamp: datetime | None
    text: str
    summary: str = ""
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """What a wiki knows of an account.

    Attributes:
        name: Without namespace, as the wiki writes it.
        exists: Whether there is one of this name.
        blocked: It may edit nothing as of now; a block on some pages only does not count.
        groups: All groups that it is in, by MediaWiki's own names (`sysop`), without those that everybody is in.
    """

    name: str
    exists: bool = True
    blocked: bool = False
    groups: frozenset[str] = frozenset()

    @property
    def bot(self) -> bool:
        """Whether it is in the group `bot`."""
        return "bot" in self.groups

    @property
    def reachable(self) -> bool:
        """Whether there is a person behind it who can read and answer."""
        return self.exists and not self.blocked and not self.bot


@dataclass(frozen=True, slots=True)
class Condition:
    """What a wiki says of itself and of the account that edits.

    Attributes:
        time: Its own time.
        readonly: Why nothing can be saved just now; "" where it can.
        blocked: By whom and why the account is blocked as a whole; "" where it is not, or there is none.
        bot: Edits can be marked as a bot's: the account has the right, and so has what it logs in with.
        extensions: The names of the extensions that are installed, as `Special:Version` has them (`InputBox`).
        pages: The address of its pages, `$1` standing for the title; "" where they have none.
    """

    time: datetime
    readonly: str = ""
    blocked: str = ""
    bot: bool = True
    extensions: frozenset[str] = frozenset()
    pages: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """A whole-page edit, ready to be sent.

    Attributes:
        title: The page.
        text: Its whole new text.
        base_revid: The revision that the text was made from. 0 means that the page did not exist and must not exist.
        summary: The edit summary (wikitext, at most 500 characters).
        minor: Mark as a minor edit.
        bot: Mark as a bot edit (hidden from recent changes by default).
    """

    title: str
    text: str
    base_revid: int
    summary: str
    minor: bool
    bot: bool


class Wiki(Protocol):
    """What the bot asks of a wiki.

    Every method raises `bot.errors.WikiUnreachableError` where the wiki does not answer, and nothing else that a wiki
    or a page can cause; `save` answers with an outcome even then.
    """

    @property
    def account(self) -> str:
        """The account that edits, without namespace; "" when reading without one."""
        ...

    @property
    def simulated(self) -> bool:
        """Whether nothing is written, as under Pywikibot's `-simulate`: `save` then answers `Unchanged`."""
        ...

    @property
    def extensions(self) -> frozenset[str]:
        """The names of the extensions that are installed (`Condition.extensions`), known when pages have been read."""
        ...

    def condition(self) -> Condition:
        """How it stands with the wiki and the account, in one request."""
        ...

    def read(self, titles: Iterable[str]) -> Mapping[str, Page]:
        """Read the newest revision of many pages, in as few requests as the wiki allows.

        Args:
            titles: Full titles, in any order, doubles allowed. Redirects are not followed (see `Page.redirect`).

        Returns:
            One page for every title asked for, under that very title; a missing page has `text` None.
        """
        ...

    def catalogue(self, namespace: str) -> Mapping[str, Entry]:
        """All pages of a namespace with their categories, in one request for every 500 pages or fewer.

        Args:
            namespace: Its name or an alias of it, without colon: `Projekt`, `Kategori`.

        Returns:
            The pages by full title, redirects and sub-pages among them; empty where there is no such namespace.
        """
        ...

    def contributions(self, *, since: datetime) -> list[Contribution]:
        """The edits of `account` made at `since` or later, newest first; empty when reading without an account."""
        ...

    def revision_texts(self, revids: Iterable[int]) -> Mapping[int, str]:
        """The texts of old revisions, in batches; a revision that is hidden or gone is left out."""
        ...

    def history(self, title: str) -> list[Version]:
        """The newest revisions of a page, at most `HISTORY` of them, newest first; empty where there is no such page.

        The list ends where a revision is hidden, since nobody knows what it changed.
        """
        ...

    def accounts(self, names: Iterable[str]) -> Mapping[str, Account]:
        """What is known of accounts, in as few requests as the wiki allows; none for no names.

        Args:
            names: Names without namespace, in any order, doubles allowed; underscores and a lower-case first letter
                are fine.

        Returns:
            One account for every name asked for, under that very name. A name that no account can have does not exist.
        """
        ...

    def accounts_beginning(self, prefix: str) -> list[str]:
        """The names of the accounts that begin with some letters, in the wiki's order; at most 500 of them.

        Args:
            prefix: The letters; the first may be small. None for "".
        """
        ...

    def save(self, edit: Edit) -> Outcome:
        """Send one guarded edit.

        The wiki refuses it (`Conflict`) where the page has changed since `edit.base_revid` in a way that cannot be
        merged line by line, and obeys `{{bots}}` and `{{nobots}}` in the page's text (`Excluded`).
        """
        ...
