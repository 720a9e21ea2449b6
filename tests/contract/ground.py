"""The ground that the contract is tried on: a wiki under test, and people who edit it without the bot."""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from bot.wiki.folder import FolderWiki
from bot.wiki.outcome import Saved
from bot.wiki.port import Edit, Wiki
from tests.support.mediawiki import ADMIN, BOT, MediaWiki

NOON = datetime(2022, 11, 20, 12, 0, tzinfo=UTC)


class Ground(Protocol):
    """One wiki, the bot's way to it, and what people do there."""

    wiki: Wiki

    def write(self, title: str, text: str, *, name: str = "John (WMSE)") -> int:
        """Somebody saves a page, whatever it says now; gives the revision."""
        ...

    def delete(self, title: str) -> None:
        """A sysop deletes a page."""
        ...

    def protect(self, title: str, level: str = "sysop") -> None:
        """A sysop protects a page, so that only a group may edit it."""
        ...

    def hide(self, title: str, revid: int) -> None:
        """An old revision's text is to be had no more, by this account at least."""
        ...

    def enrol(self, name: str, *, groups: tuple[str, ...] = ()) -> None:
        """Somebody gets an account, in these groups; the bot has one already."""
        ...

    def block(self, name: str) -> None:
        """A sysop blocks an account from everything."""
        ...

    def flags(self, title: str) -> tuple[bool, bool, str]:
        """The newest revision's minor and bot marks and its summary."""
        ...

    def count(self, title: str) -> int:
        """How many revisions the page has."""
        ...


class FolderGround:
    """A folder wiki; people are other accounts on the same folder.

    Args:
        root: An empty folder.
        now: The clock.
    """

    def __init__(self, root: Path, now: Callable[[], datetime] = lambda: NOON) -> None:
        self._root = root
        self._now = now
        (root / "_").mkdir(parents=True)
        (root / "_" / "Huvudsida.wiki").write_text("Välkommen", encoding="utf-8")
        self._users: dict[str, dict[str, object]] = {BOT: {"groups": ["bot"]}}
        self._register()
        self.wiki: Wiki = FolderWiki(root, now=now)

    def write(self, title: str, text: str, *, name: str = "John (WMSE)") -> int:
        """See `Ground`."""
        person = FolderWiki(self._root, account=name, now=self._now)
        page = person.read([title])[title]
        outcome = person.save(Edit(title, text, page.revid, "", minor=False, bot=False))
        return outcome.revid if isinstance(outcome, Saved) else page.revid

    def delete(self, title: str) -> None:
        """See `Ground`."""
        namespace, _, name = title.partition(":")
        (self._root / namespace / f"{name}.wiki").unlink()

    def protect(self, title: str, level: str = "sysop") -> None:
        """See `Ground`."""
        (self._root / "protection.json").write_text(json.dumps({title: level}), encoding="utf-8")

    def hide(self, title: str, revid: int) -> None:  # noqa: ARG002 - a live wiki wants the title
        """See `Ground`."""
        (self._root / ".revisions" / f"{revid}.wiki").unlink()

    def enrol(self, name: str, *, groups: tuple[str, ...] = ()) -> None:
        """See `Ground`."""
        self._users[name] = {"groups": groups} if groups else {}
        self._register()

    def block(self, name: str) -> None:
        """See `Ground`."""
        self._users[name]["blocked"] = True
        self._register()

    def flags(self, title: str) -> tuple[bool, bool, str]:
        """See `Ground`."""
        newest = self._history(title)[-1]
        return bool(newest["minor"]), bool(newest["bot"]), str(newest["summary"])

    def count(self, title: str) -> int:
        """See `Ground`."""
        return len(self._history(title))

    def _register(self) -> None:
        (self._root / "users.json").write_text(json.dumps(self._users, ensure_ascii=False), encoding="utf-8")

    def _history(self, title: str) -> list[dict[str, object]]:
        lines = (self._root / ".history.jsonl").read_text(encoding="utf-8").splitlines()
        return [entry for entry in map(json.loads, lines) if entry["title"] == title]


class LiveGround:
    """A real MediaWiki; people come over plain HTTP.

    Args:
        server: The server.
        wiki: The bot's way to it.
    """

    def __init__(self, server: MediaWiki, wiki: Wiki) -> None:
        self._server = server
        self.wiki = wiki

    def write(self, title: str, text: str, *, name: str = "John (WMSE)") -> int:
        """See `Ground`."""
        with self._server.person(name) as person:
            return person.edit(title, text)

    def delete(self, title: str) -> None:
        """See `Ground`."""
        with self._server.person(ADMIN) as admin:
            admin.delete(title)

    def protect(self, title: str, level: str = "sysop") -> None:
        """See `Ground`."""
        with self._server.person(ADMIN) as admin:
            admin.protect(title, level)

    def hide(self, title: str, revid: int) -> None:
        """See `Ground`."""
        with self._server.person(ADMIN) as admin:
            admin.hide(title, revid)

    def enrol(self, name: str, *, groups: tuple[str, ...] = ()) -> None:
        """See `Ground`."""
        self._server.person(name, groups=groups).close()

    def block(self, name: str) -> None:
        """See `Ground`."""
        with self._server.person(ADMIN) as admin:
            admin.block(name)

    def flags(self, title: str) -> tuple[bool, bool, str]:
        """See `Ground`."""
        newest = self._server.revisions(title)[0]
        return newest.minor, newest.bot, newest.comment

    def count(self, title: str) -> int:
        """See `Ground`."""
        return len(self._server.revisions(title))


def forget_pywikibot() -> None:
    """Let the next connection import Pywikibot anew: it reads its configuration only while it is imported."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "pywikibot"]:
        del sys.modules[name]
