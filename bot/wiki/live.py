"""The live wiki, through Pywikibot: the only module that knows it.

Pywikibot does what it is good at: configuration, families, login, tokens, throttle, `maxlag`. Reading and writing are
plain API requests sent through it, not its page objects, for reasons found in its source (11.9):

- `Page.save` reads the page again before each edit (for `{{bots}}`, for the newest revision) and once more after
  making a page; the base revision, the only thing that guards the edit, is known without that.
- An edit that an abuse filter warns of is sent again and again for as long as the filter warns.
- Where the answer is no error but no success either, the wiki's reason is lost.

An edit is sent once. It is repeated only where the wiki has turned it away unseen (`bot.wiki.refusals.RETRIED`, a lost
session, an outdated token). Where no answer came, it is `Failed`: only whoever reads the page knows if it was saved.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Self

from bot.errors import CredentialsError, WikiUnreachableError
from bot.parse.exclusion import may_edit
from bot.shard import WHOLE, Shard
from bot.wiki.answers import (
    ABOUT,
    About,
    about_of,
    account_of,
    condition_of,
    contribution_of,
    entries_of,
    old_texts_of,
    page_of,
    versions_of,
)
from bot.wiki.discretion import discreet
from bot.wiki.framework import Framework
from bot.wiki.outcome import Barred, Deferred, Excluded, Failed, Outcome, Refused, Unchanged
from bot.wiki.port import HISTORY, Account, Condition, Contribution, Edit, Entry, Page, Version
from bot.wiki.refusals import Json, one_line, outcome_of_edit, outcome_of_error
from bot.wiki.titles import account_name

_BATCH, _BIG_BATCH = 50, 500  # titles, revisions or accounts in one request, without and with the right `apihighlimits`
_MOST = "max"  # as many pages and categories as the wiki gives in one answer: 500, or 5000 with that right
_WRITABLE = frozenset({"wikitext", "json"})
_BUSY = "maxlag: its servers lag behind, or 429: it gets too many requests"
_NONSENSE = (AssertionError, AttributeError, IndexError, KeyError, RuntimeError, TypeError, ValueError)
"""What Pywikibot and we raise where an answer is JSON, but not a wiki's."""


class LiveWiki:
    """A wiki on the net; made by `connect`.

    Args:
        framework: Pywikibot, configured and connected.
    """

    def __init__(self, framework: Framework) -> None:
        self._framework = framework
        self._errors = framework.exceptions
        self._known: dict[str, Page] = {}  # as last read, by every title asked for: what an edit is checked against
        self._about: About | None = None  # asked for with the first pages

    @classmethod
    def connect(cls, arguments: Sequence[str], *, write: bool, shard: Shard = WHOLE) -> Self:
        """Find Pywikibot's configuration and log in, within a minute or so at worst.

        Args:
            arguments: Pywikibot's global arguments (`-family:…`, `-lang:…`, `-user:…`, `-simulate`, `-dir:…` …).
            write: The account is needed. Without, a configured account is used if it can log in unasked (ten times as
                many pages in one request), and none is fine, too.
            shard: Edits are as far apart as that of one of several at work asks for.

        Raises:
            UsageError: An argument or the configuration is not what Pywikibot takes.
            CredentialsError: `write`, but there is no account, or the wiki does not accept it.
            WikiUnreachableError: Nothing answers, or what answers is no wiki.
        """
        return cls(Framework.connect(arguments, write=write, shard=shard))

    @property
    def account(self) -> str:
        """The account that is logged in, without namespace; "" if none is."""
        return self._framework.account

    @property
    def simulated(self) -> bool:
        """Whether `-simulate` was given, or `simulate` is set in user-config.py."""
        return self._framework.simulated

    @property
    def extensions(self) -> frozenset[str]:
        """What the wiki said of them when the first pages were read."""
        return self._about.extensions if self._about else frozenset()

    def condition(self) -> Condition:
        """How it stands, in one request; see `bot.wiki.port.Wiki.condition`."""
        asked = {"uiprop": "blockinfo|rights", "siprop": "general|extensions", "curtimestamp": True}
        with self._making_sense():
            return condition_of(self._framework.query({"meta": "userinfo|siteinfo", **asked}), account=self.account)

    def read(self, titles: Iterable[str]) -> Mapping[str, Page]:
        """Read pages, 50 or 500 in a request; see `bot.wiki.port.Wiki.read`.

        A page whose text is hidden has `text` None, the model `unreadable` and is `locked`. A title that a wiki cannot
        have is a missing page.
        """
        asked = list(dict.fromkeys(titles))
        pages = {title: Page(title, None) for title in asked}
        with self._making_sense():
            for batch in self._batches([title for title in asked if title.strip() and "|" not in title]):
                pages |= self._read(batch)
        self._known |= pages
        return pages

    def catalogue(self, namespace: str) -> Mapping[str, Entry]:
        """All pages of a namespace, 500 or 5000 in a request; see `bot.wiki.port.Wiki.catalogue`."""
        with self._making_sense():
            number = self._itself().number(namespace)
            if number is None:
                return {}
            asked = {"gapnamespace": number, "gaplimit": _MOST, "prop": "categories|info", "cllimit": _MOST}
            return entries_of(self._query(generator="allpages", **asked))

    def contributions(self, *, since: datetime) -> list[Contribution]:
        """The account's edits, newest first, 500 or 5000 in a request; see `bot.wiki.port.Wiki.contributions`."""
        if not self.account:
            return []
        oldest = since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        asked = {"ucuser": self.account, "ucend": oldest, "ucprop": "ids|title|timestamp|comment", "uclimit": "max"}
        with self._making_sense():
            answers = self._query(list="usercontribs", **asked)
            found = [contribution_of(entry) for answer in answers for entry in answer.get("usercontribs", ())]
            return [contribution for contribution in found if contribution.timestamp >= since]

    def revision_texts(self, revids: Iterable[int]) -> Mapping[int, str]:
        """The texts of old revisions, 50 or 500 in a request; see `bot.wiki.port.Wiki.revision_texts`."""
        texts: dict[int, str] = {}
        with self._making_sense():
            for batch in self._batches([str(revid) for revid in dict.fromkeys(revids) if revid > 0]):
                for answer in self._query(prop="revisions", revids=batch, rvprop="ids|content", rvslots="main"):
                    for page in answer.get("pages", ()):
                        texts |= old_texts_of(page)
        return texts

    def history(self, title: str) -> list[Version]:
        """The newest revisions of a page, in one request; see `bot.wiki.port.Wiki.history`."""
        if not title.strip() or "|" in title:
            return []
        asked = {"titles": title, "rvprop": "ids|user|timestamp|comment|content", "rvslots": "main", "rvlimit": HISTORY}
        with self._making_sense():
            answer = next(iter(self._query(prop="revisions", **asked)), {})
            return [version for page in answer.get("pages", ()) for version in versions_of(page)]

    def accounts(self, names: Iterable[str]) -> Mapping[str, Account]:
        """What is known of accounts, 50 or 500 in a request; see `bot.wiki.port.Wiki.accounts`."""
        written = {name: account_name(name) for name in names}
        found: dict[str, Account] = {}
        with self._making_sense():
            for batch in self._batches(list(dict.fromkeys(name for name in written.values() if name))):
                for answer in self._query(list="users", ususers=batch, usprop="blockinfo|groups"):
                    found |= {account.name: account for account in map(account_of, answer["users"])}
            return {asked: found[name] if name else Account(asked, exists=False) for asked, name in written.items()}

    def accounts_beginning(self, prefix: str) -> list[str]:
        """Names of accounts, in one request; see `bot.wiki.port.Wiki.accounts_beginning`."""
        name = account_name(prefix)
        if not name:
            return []
        with self._making_sense():
            answer = next(self._query(list="allusers", auprefix=name, aulimit=500), {})
            return [str(one["name"]) for one in answer.get("allusers", ())]

    def save(self, edit: Edit) -> Outcome:
        """Send one guarded edit, in one request; see `bot.wiki.port.Wiki.save`.

        The page's model and its `{{bots}}` are those of the page as it was last read here; a page that was not read at
        `edit.base_revid` costs a request more.
        """
        try:
            return self._unsent(edit) or outcome_of_edit(self._framework.edit(self._parameters(edit)))
        except self._errors.MaxlagTimeoutError:
            return Deferred(f"the wiki is too busy ({_BUSY}); the next run does what is left")
        except self._errors.APIError as error:
            return outcome_of_error(error.code, error.info, error.other)
        except (self._errors.NoUsernameError, CredentialsError) as error:
            return Barred(one_line(f"logged out, and not let in again: {discreet(str(error))}"))
        except WikiUnreachableError as error:  # before anything was sent
            return Failed(str(error))
        except (self._errors.Error, ConnectionError, *_NONSENSE) as error:
            what = discreet(str(error)) or type(error).__name__
            return Failed(one_line(f"no usable answer: {what}; it may be saved or not, the next run looks"))

    def _unsent(self, edit: Edit) -> Outcome | None:
        """What comes of an edit that is not to be sent at all; None if it is."""
        if self._framework.simulated:
            return Unchanged(f"{edit.title}: simulated, nothing was sent")
        if not self.account:
            return Barred("nobody is logged in; set an account in user-config.py")
        return self._refusal(edit)

    def _refusal(self, edit: Edit) -> Outcome | None:
        """What forbids an edit of a page as it is, if anything does."""
        if not edit.base_revid:
            return None
        page = self._known.get(edit.title)
        if page is None or page.revid != edit.base_revid:
            page = self.read([edit.title])[edit.title]
        if page.model not in _WRITABLE and page.revid:
            return Refused(f"{edit.title}: a page of the kind {page.model} cannot be edited as text")
        if not may_edit(page.text or "", self.account):
            return Excluded(f"{edit.title}: a template on the page asks the bot to stay away")
        return None

    def _parameters(self, edit: Edit) -> dict[str, Any]:
        """The edit in the API's words. `baserevid` without `basetimestamp`, which would weaken it, is the guard."""
        guard = {"baserevid": edit.base_revid, "nocreate": True} if edit.base_revid else {"createonly": True}
        return {
            "title": edit.title,
            "text": edit.text,
            "summary": edit.summary,
            "minor" if edit.minor else "notminor": True,
            "bot": edit.bot,
            "watchlist": "nochange",
            "assertuser": self.account,
            **guard,
        }

    def _read(self, titles: Sequence[str]) -> dict[str, Page]:
        """One batch of pages, by the titles asked for. An answer that was cut short is put together again."""
        entries: dict[str, dict[str, Any]] = {}
        renamed: dict[str, str] = {}
        asked = {"inprop": "protection", "rvprop": "ids|timestamp|user|content", "rvslots": "main"}
        if self._about is None:
            asked |= ABOUT
        for answer in self._query(prop="info|revisions", titles=titles, **asked):
            if "namespaces" in answer:
                self._about = about_of(answer)
            renamed |= {entry["from"]: entry["to"] for entry in answer.get("normalized", ())}
            for entry in answer.get("pages", ()):
                entries.setdefault(entry["title"], {}).update(entry)
        redirected = any(entry.get("redirect") for entry in entries.values())
        spaces = self._itself().spaces if redirected else None
        pages = {title: page_of(entry, self._framework.rights, spaces) for title, entry in entries.items()}
        # An interwiki title is not among the pages.
        return {title: pages.get(renamed.get(title, title)) or Page(title, None) for title in titles}

    def _itself(self) -> About:
        """What the wiki says of itself; costs a request where no pages have been read yet."""
        if self._about is None:
            self._about = about_of(next(self._query(**ABOUT)))
        return self._about

    def _batches(self, items: Sequence[str]) -> Iterator[Sequence[str]]:
        size = _BIG_BATCH if "apihighlimits" in self._framework.rights else _BATCH
        return (items[start : start + size] for start in range(0, len(items), size))

    def _query(self, **parameters: Any) -> Iterator[Json]:  # noqa: ANN401 - the API's own parameters
        """The answers to one query, one request after another until the wiki has no more to say."""
        more: Mapping[str, Any] = {}
        while True:
            answer = self._framework.query({**parameters, **more})
            yield answer.get("query", {})
            more = answer.get("continue", {})
            if not more:
                return

    @contextmanager
    def _making_sense(self) -> Iterator[None]:
        """While the context lasts, an error, no answer, or one that makes no sense means `WikiUnreachableError`."""
        try:
            yield
        except (self._errors.Error, CredentialsError, ConnectionError, *_NONSENSE) as error:
            what = one_line(discreet(str(error)) or type(error).__name__)
            raise WikiUnreachableError(f"{self._framework.name}: no usable answer ({what}); try later") from error
