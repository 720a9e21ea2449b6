"""A folder as a wiki: for trying things out, for the example wiki and for tests, without a server.

It keeps the port's promises as MediaWiki keeps them; the contract suite runs on both. One UTF-8 file is a page:
`<Namnrymd>/<Titel>.wiki`, "/" in a title is a folder, the main namespace lies under `_/`. Its language is that of its
namespaces' names (`Projekt/` or `Project/`). What people may lay beside the pages is told of in `bot.wiki.beside`, what
the folder wiki writes itself in `bot.wiki.archive`.
"""

import errno
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TypeVar

from filelock import Timeout

from bot.errors import UsageError, WikiUnreachableError
from bot.model import ZONE
from bot.names import BOT
from bot.parse.exclusion import may_edit
from bot.wiki.archive import Archive, Edits, Revision, make_folder
from bot.wiki.beside import account_among, accounts_in, protection_in
from bot.wiki.merge import merge
from bot.wiki.namespaces import Namespaces
from bot.wiki.outcome import Conflict, Deferred, Excluded, Failed, Outcome, Protected, Refused, Saved, Unchanged
from bot.wiki.pagefiles import PageFiles, load
from bot.wiki.port import HISTORY, Account, Condition, Contribution, Edit, Entry, Page, Version
from bot.wiki.presave import adds_section, clean, sign, tidy_json
from bot.wiki.titles import Title, account_name, normalise, owner_of, redirect_target

UNREADABLE = "unreadable"
"""The content model of a page whose file cannot be read (not UTF-8, no permission); it is locked, too."""

_BY_HAND = 1 << 40  # revids of texts written outside: above those of the history, and still exact in JSON
_SUMMARY_LENGTH = 500  # characters; MediaWiki cuts what is longer
_OPEN_LEVELS = frozenset({"", "user", "autoconfirmed"})  # protection that does not concern the bot's account
_NO_SUCH_FILE = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.EISDIR, errno.EINVAL})
_Clock = Callable[[], datetime]
_Source = TypeVar("_Source")
_Found = TypeVar("_Found")
_MODELS = {".json": "json", ".css": "css", ".js": "javascript"}


@dataclass(frozen=True, slots=True)
class _State:
    """What is known of all pages: the newest edit made here of each, and what is protected (title -> level)."""

    newest: Mapping[str, Revision]
    protection: Mapping[str, str]


class FolderWiki:
    """The wiki in a folder.

    Args:
        root: The folder.
        account: Who edits.
        now: The clock, aware; asked once for each edit.
        readonly: Write nothing at all: `save` answers `Unchanged` without looking, as under `-simulate`.
        zone: The time zone of signatures.

    Raises:
        UsageError: There is no such folder, no page in it, or its history, `protection.json` or `users.json` cannot
            be read.
    """

    extensions: frozenset[str] = frozenset()  # nothing renders the pages of a folder

    def __init__(
        self, root: Path, *, account: str = BOT, now: _Clock, readonly: bool = False, zone: tzinfo = ZONE
    ) -> None:
        self._root = root
        self._account = account
        self._now = now
        self._zone = zone
        self._readonly = readonly
        self._archive = Archive(root)
        self._files = PageFiles(root)
        self._by_hand: dict[int, str] = {}  # texts written outside that this process has read: bases to merge from
        if not root.is_dir():
            raise UsageError(f"{root}: there is no such folder; name one that holds a wiki (--wiki)")
        if next(self._files.titles(), None) is None:
            raise UsageError(
                f"{root}: no page in it (such as Projekt/Titel.wiki); name a folder that holds a wiki (--wiki)"
            )
        protection_in(root)
        accounts_in(root)
        self._archive.edits()
        if self._archive.unfinished and not readonly:
            self._recover()

    @property
    def account(self) -> str:
        """The account that edits, without namespace."""
        return self._account

    @property
    def simulated(self) -> bool:
        """Whether it was opened to be read only."""
        return self._readonly

    def condition(self) -> Condition:
        """The time by the clock that edits are made at; blocked is the account where `users.json` says so."""
        own = self.accounts([self._account])[self._account]
        return Condition(self._now(), blocked="says users.json" if own.blocked else "")

    def read(self, titles: Iterable[str]) -> Mapping[str, Page]:
        """Read pages; see `bot.wiki.port.Wiki.read`.

        A page whose file cannot be read has `text` None, the model `UNREADABLE` and is `locked`. A title that a wiki or
        the file system cannot have is a missing page.
        """
        state = self._state()
        return {title: self._read(title, state) for title in titles}

    def catalogue(self, namespace: str) -> Mapping[str, Entry]:
        """All pages of a namespace; see `bot.wiki.port.Wiki.catalogue`."""
        title = normalise(f"{namespace}:A", self._files.spaces)
        return self._files.catalogue(title.namespace) if title and title.namespace else {}

    def contributions(self, *, since: datetime) -> list[Contribution]:
        """The account's edits, newest first; see `bot.wiki.port.Wiki.contributions`."""
        return [
            Contribution(revision.revid, revision.title, revision.timestamp, revision.summary)
            for revision in reversed(self._edits().all)
            if revision.user == self._account and revision.timestamp >= since
        ]

    def revision_texts(self, revids: Iterable[int]) -> Mapping[int, str]:
        """The texts of old revisions; see `bot.wiki.port.Wiki.revision_texts`."""
        texts = {revid: self._known_text(revid) for revid in revids}
        return {revid: text for revid, text in texts.items() if text is not None}

    def history(self, title: str) -> list[Version]:
        """The newest revisions of a page; nobody knows who changed a file by hand, or when."""
        page = self._read(title, self._state())
        if page.text is None:
            return []
        made = [one for one in self._edits().all if one.title == page.title]
        known = []
        if not made or made[-1].revid != page.revid:
            known.append(Version(page.revid, "", None, page.text, parent=made[-1].revid if made else None))
        for one in reversed(made):
            text, parent = self._archive.text(one.revid), self._archive.parent(one.revid)
            if text is None:
                break
            known.append(Version(one.revid, one.user, one.timestamp, text, one.summary, parent))
            if parent is not None and parent >= _BY_HAND:
                before = self._archive.text(parent)
                if before is None:
                    break
                known.append(Version(parent, "", None, before))
            if parent == 0:
                break  # what was there before was deleted
        return known[:HISTORY]

    def accounts(self, names: Iterable[str]) -> Mapping[str, Account]:
        """What is known of accounts, from `users.json`; see `bot.wiki.port.Wiki.accounts`."""
        listed = _still(accounts_in, self._root)
        return {asked: account_among(listed, asked) for asked in names}

    def accounts_beginning(self, prefix: str) -> list[str]:
        """Names of accounts: those in `users.json`, or without it those with a page of their own."""
        name = account_name(prefix)
        listed = _still(accounts_in, self._root)
        if not name:
            return []
        owners = (owner_of(title, self._files.spaces) for title, _ in self._files.titles())
        known = listed if listed is not None else owners
        return sorted({one for one in known if one.startswith(name)})[:500]

    def save(self, edit: Edit) -> Outcome:
        """Make one guarded edit; see `bot.wiki.port.Wiki.save`."""
        title = normalise(edit.title, self._files.spaces)
        if title is None:
            return Refused(f"{edit.title}: no page can have this title")
        if self._readonly:
            return Unchanged(f"{title.full}: simulated, nothing was written")
        try:
            with self._archive.lock():
                self._archive.recover()
                return self._save(title, edit)
        except Timeout:
            return Deferred(f"{self._root}: another program is writing in this folder")
        except (UsageError, WikiUnreachableError) as error:
            return Refused(str(error))
        except (OSError, UnicodeDecodeError) as error:
            why = f"{title.full}: {_reason(error)}"
            return Failed(f"{why}; the next save finishes it") if self._archive.unfinished else Refused(why)

    def _save(self, title: Title, edit: Edit) -> Outcome:
        """Check, merge and write; the lock is held."""
        path = self._files.path(title)
        before = load(path)
        current = self._page(title.full, before, self._state())
        refusal = self._refusal(current)
        if refusal is not None:
            return refusal
        merged = self._merged(current, edit)
        if isinstance(merged, Conflict):
            return merged
        now = self._now()
        try:
            after = clean(self._presaved(merged, current.model, now))
        except ValueError:
            return Refused(f"{title.full}: the text is not JSON, which a page of this kind must be")
        if before in (merged, after):
            return Unchanged()
        return self._write(path, current, after, edit, now)

    def _presaved(self, text: str, model: str, now: datetime) -> str:
        if model == "wikitext":
            return sign(text, self._account, now, self._files.language, self._zone)
        return tidy_json(text) if model == "json" else text

    def _refusal(self, current: Page) -> Outcome | None:
        """Why the account may not edit this page at all, if it may not."""
        if current.locked:
            return Protected(f"{current.title}: protected from editing")
        if not may_edit(current.text or "", self._account):
            return Excluded(f"{current.title}: a template on the page asks the bot to stay away")
        return None

    def _merged(self, current: Page, edit: Edit) -> str | Conflict:
        """The text to store, with what others have changed since the edit's base."""
        text = clean(edit.text)
        if current.revid == edit.base_revid:
            return text
        if not edit.base_revid or not current.exists:
            return Conflict(
                f"{current.title}: the page was {'created' if current.exists else 'deleted'} in the meantime"
            )
        base = self._known_text(edit.base_revid)
        merged = None if base is None else merge(base, text, current.text or "")
        return Conflict(f"{current.title}: the page was changed in the meantime") if merged is None else merged

    def _write(self, path: Path, current: Page, after: str, edit: Edit, now: datetime) -> Outcome:
        """Make the edit, with its line in the history."""
        make_folder(path.parent)  # before the edit counts as made: it may be that it cannot be
        if current.revid >= _BY_HAND:
            self._archive.keep(current.revid, current.text or "")
        revision = Revision(
            revid=self._edits().last + 1,
            timestamp=now.astimezone(UTC).replace(microsecond=0),
            title=current.title,
            user=self._account,
            summary=clean(edit.summary).replace("\n", " ")[:_SUMMARY_LENGTH],
            minor=edit.minor and current.exists,
            bot=edit.bot,
            new_section=adds_section(current.text or "", after),
        )
        self._archive.commit(revision, path, parent=current.revid, before=current.text, after=after)
        return Saved(revid=revision.revid)

    def _read(self, asked: str, state: _State) -> Page:
        """One page, under the title that was asked for."""
        title = normalise(asked, self._files.spaces)
        if title is None:
            return Page(asked, None)
        try:
            return self._page(title.full, load(self._files.path(title)), state)
        except (OSError, UnicodeDecodeError) as error:
            if isinstance(error, OSError) and error.errno in _NO_SUCH_FILE:
                return Page(title.full, None)
            return Page(title.full, None, model=UNREADABLE, locked=True)

    def _page(self, title: str, text: str | None, state: _State) -> Page:
        """The page with this text, told whether its newest revision was made here or by hand."""
        locked = restricted = state.protection.get(title, "") not in _OPEN_LEVELS
        model = _model(title, self._files.spaces)
        if text is None:
            return Page(title, None, model=model, locked=locked, restricted=restricted)
        redirect = redirect_target(text, self._files.spaces) if model == "wikitext" else None
        last = state.newest.get(title)
        if last is not None and self._archive.text(last.revid) == text:
            return Page(title, text, last.revid, model, last.user, last.timestamp, redirect, locked, restricted)
        revid = _BY_HAND + int(hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()[:10], 16)
        self._by_hand[revid] = text
        return Page(title, text, revid, model, redirect=redirect, locked=locked, restricted=restricted)

    def _known_text(self, revid: int) -> str | None:
        return self._by_hand[revid] if revid in self._by_hand else self._archive.text(revid)

    def _state(self) -> _State:
        protection = _still(protection_in, self._root)
        return _State(self._edits().newest, protection)

    def _edits(self) -> Edits:
        return _still(Archive.edits, self._archive)

    def _recover(self) -> None:
        try:
            with self._archive.lock():
                self._archive.recover()
        except (OSError, Timeout) as error:
            raise UsageError(f"{self._root}: an edit that was begun cannot be finished: {_reason(error)}") from error


def _model(title: str, spaces: Namespaces) -> str:
    """The content model that MediaWiki gives a new page of this title."""
    if title.startswith((f"{spaces.called('user')}:", f"{spaces.called('mediawiki')}:")):
        return _MODELS.get(Path(title).suffix, "wikitext")
    return "wikitext"


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "the file is not UTF-8"
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _still(read: Callable[[_Source], _Found], source: _Source) -> _Found:
    """Read what was readable when the folder was opened."""
    try:
        return read(source)
    except (OSError, UsageError) as error:
        raise WikiUnreachableError(str(error)) from error
