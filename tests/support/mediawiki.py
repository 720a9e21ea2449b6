"""A real MediaWiki for tests: Debian's package, on SQLite, in a folder of its own, on loopback only."""

import contextlib
import re
import secrets
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from tests.support.dump import dump_of, pages_of
from tests.support.person import Person, Revision, Visitor
from tests.support.php import CODE, PhpWiki, available
from tests.support.pywikibot_config import FAMILY, write_pywikibot_config

__all__ = ["ADMIN", "BOT", "FAMILY", "TEMPLATE_STYLES", "MediaWiki", "available"]

EMPTY = "empty"
"""The snapshot of a wiki on which nobody has done anything yet."""

TEMPLATE_STYLES = {"TemplateStyles": str(Path(__file__).parent / "templatestyles" / "extension.json")}
"""A stand-in for that extension, as one of `MediaWiki.behaving`'s manifests."""

ADMIN = "Chefen"
BOT = "Lägesbot"
BOT_APP = "test"
# `editmyoptions` is there for one of its rights, editmyuserjson: the settings page lies under the bot's user page.
BOT_GRANTS = "basic,highvolume,editpage,createeditmovepage,editmyoptions"
# Imported pages are older than anything a test does, and older than the days that the examples are read on.
LOADED_AT = "2022-11-01T08:00:00Z"
# The installer's own page would be newer than an imported one of the same title, and win over it.
INSTALLERS_PAGES = {"sv": "Huvudsida", "en": "Main Page"}
# Links that the association's pages use; MediaWiki's own list lacks them.
ADD_INTERWIKI = """INSERT INTO interwiki (iw_prefix, iw_url, iw_api, iw_wikiid, iw_local, iw_trans)
VALUES (?, ?, '', '', 0, 0)"""
INTERWIKI = {"phab": "https://phabricator.wikimedia.org/$1", "meta": "https://meta.wikimedia.org/wiki/$1"}

ADD_FILTER = """INSERT INTO abuse_filter (af_id, af_pattern, af_user, af_user_text, af_timestamp, af_enabled,
af_comments, af_public_comments, af_hidden, af_hit_count, af_throttled, af_deleted, af_actions, af_global, af_group)
VALUES (1, ?, 1, 'Chefen', '20221101080000', 1, '', 'Provfilter', 0, 0, 0, 0, ?, 0, 'default')"""

API_REQUEST = re.compile(r"\]: (?:GET|POST) /api\.php")
"""A request in the log of PHP's own server, which has other lines for each connection."""

# A text's address is `tt:` and its number: they lie in the same database.
ALL_TEXTS = """SELECT page_namespace, page_title, CAST(old_text AS TEXT) FROM page
JOIN slots ON slot_revision_id = page_latest JOIN content ON content_id = slot_content_id
JOIN text ON old_id = CAST(substr(content_address, 4) AS INTEGER)"""


class MediaWiki:
    """One running wiki, made by `MediaWiki.start`.

    Attributes:
        url: Its address, `http://127.0.0.1:PORT`, without a slash at the end.
        api: The address of its `api.php`.
        bot_password: The bot password of `Lägesbot@test`.
    """

    def __init__(self, php: PhpWiki) -> None:
        self.url = php.url
        self.api = f"{php.url}/api.php"
        self.bot_password = secrets.token_hex(16)  # exactly 32 characters of 0-9a-v, or it is no bot password
        self._php = php
        self._visitor = Visitor(self.url)

    @classmethod
    @contextlib.contextmanager
    def start(cls, directory: Path, *, language: str = "sv") -> Iterator[Self]:
        """Install a new wiki into a folder and serve it until the block ends.

        Args:
            directory: An empty or missing folder; it is not removed afterwards.
            language: The wiki's: `sv`, as the association's, or `en`, with projects in the namespace `Project`.

        Yields:
            The wiki, answering, with the accounts `Lägesbot` (group bot) and `Chefen` (sysop), and a snapshot taken.

        Raises:
            RuntimeError: It cannot be installed or does not answer; what it said is in the message.
        """
        php = PhpWiki(directory)
        php.install(admin=ADMIN, language=language)
        try:
            php.serve()
            wiki = cls(php)
            wiki._furnish(INSTALLERS_PAGES[language])
            wiki.snapshot()
            yield wiki
            wiki._visitor.close()
        finally:
            php.stop()

    def snapshot(self, name: str = EMPTY) -> None:
        """Keep the wiki as it is now; `restore` comes back to it. A later one of that name replaces an earlier one."""
        self._php.wait_until_still()
        _copy(self._php.database, self._snapshot(name))

    def keeps(self, name: str) -> bool:
        """Whether there is a snapshot of that name."""
        return self._snapshot(name).exists()

    def restore(self, name: str = EMPTY) -> None:
        """Come back to a snapshot, pages, accounts and all, while the server runs: some hundredths of a second.

        Who was logged in stays so, if the snapshot has the account. Others are to be asked for anew, with `person`.
        The numbers of revisions, pages and accounts go on from where they were: none is given out twice, as on any
        wiki, so whoever remembers an old one is not misled.
        """
        self._php.wait_until_still()
        with contextlib.closing(sqlite3.connect(self._php.database)) as database:
            numbers = database.execute("SELECT name, seq FROM sqlite_sequence").fetchall()
        _copy(self._snapshot(name), self._php.database)
        with contextlib.closing(sqlite3.connect(self._php.database)) as database, database:
            database.executemany("DELETE FROM sqlite_sequence WHERE name = ?", [(name,) for name, _ in numbers])
            database.executemany("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", numbers)

    def load(self, folder: Path) -> None:
        """Import every page of a folder wiki at once; categories and links are right afterwards.

        Every page gets one revision, of 2022-11-01 by `Chefen`. A page that has a newer one already keeps its text,
        so load into a fresh wiki. Other files (`phabricator.json`) are left out.

        Args:
            folder: A folder wiki, `<Namnrymd>/<Titel>.wiki`.

        Raises:
            ValueError: A page lies in a folder that is no namespace of this wiki.
            RuntimeError: The import failed.
        """
        dump = self._php.directory / "import.xml"
        pages = pages_of(folder, self._namespaces())
        dump.write_text(dump_of(pages, user=ADMIN, timestamp=LOADED_AT), encoding="utf-8")
        self._php.wait_until_still()
        # Links and categories are found afterwards, of each page once: while pages come in, the templates that put them
        # into a category may not be there, and each would be looked at again for every template that comes.
        self._php.maintain("importDump.php", "--quiet", "--no-updates", str(dump))
        self._php.maintain("refreshLinks.php", "--quiet")
        self._php.maintain("initSiteStats.php", "--quiet", "--update")
        self.run_jobs()

    def run_jobs(self) -> None:
        """Do what the wiki has put off: after a *template* has changed, the categories of the pages that use it.

        What a page says itself is right at once.
        """
        self._php.maintain("runJobs.php", "--quiet")

    def person(self, name: str, *, groups: tuple[str, ...] = ()) -> Person:
        """Somebody who edits by hand: the account, made if it is missing, and logged in over plain HTTP.

        Args:
            name: The account's name, `John (WMSE)`.
            groups: Groups to be put in, `sysop` for example. `Chefen` is sysop, bureaucrat and interface-admin already.

        Raises:
            ApiError: The wiki refused.
        """
        if name != ADMIN:
            with Person(self.url, ADMIN, self._php.password) as admin:
                admin.ensure_account(name, self._php.password, groups=groups)
        return Person(self.url, name, self._php.password)

    def enrol(self, *names: str) -> None:
        """Make the accounts that are missing.

        Raises:
            ApiError: The wiki refused.
        """
        with Person(self.url, ADMIN, self._php.password) as admin:
            for name in names:
                admin.ensure_account(name, self._php.password)

    def write_config(self, directory: Path, *, put_throttle: float = 0) -> None:
        """Write `user-config.py` and `user-password.py`, with which Pywikibot logs in here as `Lägesbot`.

        Args:
            directory: What `PYWIKIBOT_DIR` will say; made if missing.
            put_throttle: Seconds between two edits.
        """
        login = (BOT, BOT_APP, self.bot_password)
        write_pywikibot_config(directory, self.api, login, put_throttle=put_throttle)

    def text(self, title: str) -> str | None:
        """A page's wikitext, or None where there is no such page; redirects are not followed."""
        return self._visitor.text(title)

    def html(self, title: str) -> str:
        """A page's text as rendered, without the skin round it; raises `ApiError` where there is no such page."""
        return self._visitor.html(title)

    def render(self, text: str, *, title: str = "Projekt:Prov") -> str:
        """Wikitext as rendered on a page of that title, without saving it."""
        return self._visitor.render(text, title=title)

    def categories(self, title: str) -> list[str]:
        """The full titles of the categories that a page is in, sorted."""
        return self._visitor.categories(title)

    def category_members(self, category: str) -> list[str]:
        """The full titles of all that is in a category (`Kategori:Projekt 2022`), sorted."""
        answer = self._visitor.api(action="query", list="categorymembers", cmtitle=category, cmlimit="max")
        return sorted(member["title"] for member in answer["query"]["categorymembers"])

    def revisions(self, title: str) -> list[Revision]:
        """All revisions of a page, newest first; empty where there is no such page."""
        return self._visitor.revisions(title)

    def backdate(self, title: str, *stamps: str) -> None:
        """Make revisions of a page older than they are.

        Args:
            title: The page.
            stamps: The times of its newest revisions, newest first, as `20221116233000`, in UTC; those before them must
                be older.
        """
        self._php.wait_until_still()
        times = [(stamp, one.revid) for stamp, one in zip(stamps, self.revisions(title), strict=False)]
        with contextlib.closing(sqlite3.connect(self._php.database)) as database, database:
            database.executemany("UPDATE revision SET rev_timestamp = ? WHERE rev_id = ?", times)

    @contextlib.contextmanager
    def behaving(self, **settings: object) -> Iterator[None]:
        """Run with other settings for as long as the context lasts: `behaving(wgReadOnly="Upkeep")`.

        Args:
            settings: MediaWiki's names without `$`; arrays are merged into what is there. `extensions` are loaded, too,
                and so are `manifests`, by name: files of extensions that lie elsewhere (`TEMPLATE_STYLES`);
                `clock` is the time that it is on pages (`2022-11-20T09:00:00Z`).
        """
        self._php.behave(**settings)
        try:
            yield
        finally:
            self._php.behave()

    def filter_edits(self, pattern: str, *actions: str) -> None:
        """Put an abuse filter into the database, for a time when the extension is loaded; `restore` takes it away.

        Args:
            pattern: The rule, in the filter's own language.
            actions: What it does: `warn`, `disallow`.
        """
        self._php.wait_until_still()
        tables = (CODE / "extensions/AbuseFilter/db_patches/sqlite/tables-generated.sql").read_text(encoding="utf-8")
        with contextlib.closing(sqlite3.connect(self._php.database)) as database, database:
            database.executescript(tables.replace("/*_*/", ""))
            database.execute(ADD_FILTER, (pattern, ",".join(actions)))
            database.executemany("INSERT INTO abuse_filter_action VALUES (1, ?, '')", [(one,) for one in actions])

    def revision_count(self) -> int:
        """How many revisions the whole wiki has: the same before and after means that nothing was written."""
        self._php.wait_until_still()
        with contextlib.closing(sqlite3.connect(self._php.database)) as database:
            return int(database.execute("SELECT count(*) FROM revision").fetchone()[0])

    def request_count(self) -> int:
        """How many requests its API has had since it was started, whoever asked: the server's own log tells."""
        self._php.wait_until_still()
        log = (self._php.directory / "server.log").read_text(encoding="utf-8", errors="replace")
        return len(API_REQUEST.findall(log))

    def texts(self) -> dict[str, str]:
        """The wikitext of every page as it is now, by its namespace's number and its title: `100:Prov 2022`."""
        self._php.wait_until_still()
        with contextlib.closing(sqlite3.connect(self._php.database)) as database:
            found = database.execute(ALL_TEXTS).fetchall()
        return {f"{namespace}:{title.replace('_', ' ')}": text for namespace, title, text in found}

    def _snapshot(self, name: str) -> Path:
        return self._php.directory / f"{name}.snapshot.sqlite"

    def _furnish(self, installers_page: str) -> None:
        self._php.maintain("createAndPromote.php", "--bot", BOT, self._php.password)
        bot = (f"--appid={BOT_APP}", f"--grants={BOT_GRANTS}", BOT, self.bot_password)
        self._php.maintain("createBotPassword.php", *bot)
        with self.person(ADMIN) as admin:
            admin.delete(installers_page)
        with contextlib.closing(sqlite3.connect(self._php.database)) as database, database:
            database.executemany(ADD_INTERWIKI, INTERWIKI.items())

    def _namespaces(self) -> dict[str, int]:
        answer = self._visitor.api(action="query", meta="siteinfo", siprop="namespaces")
        return {found["name"]: found["id"] for found in answer["query"]["namespaces"].values() if found["id"] >= 0}


def _copy(source: Path, target: Path) -> None:
    """Copy a SQLite database through SQLite itself, which takes the locks and minds the write-ahead log."""
    with contextlib.closing(sqlite3.connect(source)) as old, contextlib.closing(sqlite3.connect(target)) as new:
        old.backup(new)
