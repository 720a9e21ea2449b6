"""What a real MediaWiki refuses, and how: each refusal is provoked there, with the settings that make it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from bot.wiki.live import LiveWiki
from bot.wiki.outcome import Barred, Deferred, Outcome, Protected, Refused
from bot.wiki.port import Edit
from tests.contract.stage import LiveStage
from tests.support.mediawiki import ADMIN, BOT, MediaWiki

pytestmark = pytest.mark.mediawiki

TITLE = "Projekt:Prov 2022"
TEXT = "Se http://spam.example.com"
JOHN = "Användardiskussion:John (WMSE)"
DONE, CREDENTIALS, UNREACHABLE, INCOMPLETE = 0, 2, 3, 4
CACHE_DB = 1  # as MediaWiki has it: limits need a cache to count in

Refusing = Callable[[MediaWiki], AbstractContextManager[None]]
"""While the context lasts, a wiki refuses the bot's edits."""


@contextmanager
def read_only(wiki: MediaWiki) -> Iterator[None]:
    """The wiki is read-only."""
    with wiki.behaving(wgReadOnly="Flyttar servrar"):
        yield


@contextmanager
def blocked(wiki: MediaWiki) -> Iterator[None]:
    """The bot is blocked."""
    with wiki.person(ADMIN) as admin:
        admin.block(BOT)
    yield


@contextmanager
def protected(wiki: MediaWiki) -> Iterator[None]:
    """The page is protected."""
    with wiki.person(ADMIN) as admin:
        admin.protect(TITLE)
    yield


@contextmanager
def no_bot(wiki: MediaWiki) -> Iterator[None]:
    """The bot has lost its right to be one."""
    with wiki.behaving(wgGroupPermissions={"bot": {"bot": False}}):
        yield


@contextmanager
def no_editing(wiki: MediaWiki) -> Iterator[None]:
    """Nobody with an account may edit."""
    with wiki.behaving(wgRevokePermissions={"user": {"edit": True}}):
        yield


@contextmanager
def too_big(wiki: MediaWiki) -> Iterator[None]:
    """A page may hold nothing."""
    with wiki.behaving(wgMaxArticleSize=0):
        yield


@contextmanager
def limited(wiki: MediaWiki) -> Iterator[None]:
    """Nobody may edit more often than never."""
    with wiki.behaving(wgRateLimits={"edit": {"&can-bypass": False, "user": [0, 60]}}, wgMainCacheType=CACHE_DB):
        yield


@contextmanager
def captcha(wiki: MediaWiki) -> Iterator[None]:
    """Each edit needs a captcha."""
    rights = {"bot": {"skipcaptcha": False}}
    with wiki.behaving(extensions=["ConfirmEdit"], wgCaptchaTriggers={"edit": True}, wgGroupPermissions=rights):
        yield


@contextmanager
def spam(wiki: MediaWiki) -> Iterator[None]:
    """An address is on the blacklist."""
    with wiki.person(ADMIN) as admin:
        admin.edit("MediaWiki:Spam-blacklist", r"spam\.example\.com")
    settings: dict[str, dict[str, list[str]]] = {"spam": {"files": []}, "email": {"files": []}}
    with wiki.behaving(extensions=["SpamBlacklist"], wgBlacklistSettings=settings):
        yield


@contextmanager
def title(wiki: MediaWiki) -> Iterator[None]:
    """A title is on the blacklist, also for editing."""
    with wiki.person(ADMIN) as admin:
        admin.edit("MediaWiki:Titleblacklist", ".*Prov.* <noedit>")
    with wiki.behaving(extensions=["TitleBlacklist"]):
        yield


@contextmanager
def warned(wiki: MediaWiki) -> Iterator[None]:
    """An abuse filter warns of an edit."""
    wiki.filter_edits("added_lines rlike 'example'", "warn")
    with wiki.behaving(extensions=["AbuseFilter"]):
        yield


@contextmanager
def disallowed(wiki: MediaWiki) -> Iterator[None]:
    """An abuse filter forbids an edit."""
    wiki.filter_edits("added_lines rlike 'example|Lägesbot'", "disallow")
    with wiki.behaving(extensions=["AbuseFilter"]):
        yield


@pytest.mark.parametrize(
    ("refusing", "kind", "words"),
    [
        pytest.param(read_only, Deferred, ("Flyttar servrar", "(readonly)", "next run"), id="read-only"),
        pytest.param(blocked, Barred, ("(blocked)", ADMIN, "lift the block"), id="blocked"),
        pytest.param(protected, Protected, ("(protectedpage)", "sysop"), id="protected"),
        pytest.param(no_bot, Barred, ("(assertbotfailed)", "lost its bot right"), id="lost bot right"),
        pytest.param(no_editing, Barred, ("(permissiondenied)", "right to edit"), id="no right to edit"),
        pytest.param(too_big, Refused, ("(contenttoobig)", "archive or split"), id="too big"),
        pytest.param(limited, Deferred, ("(ratelimited)", "put_throttle"), id="rate limit"),
        pytest.param(captcha, Refused, ("captcha", "skipcaptcha"), id="captcha"),
        pytest.param(spam, Refused, ("spam.example.com", "(spamblacklist)", "blacklist"), id="spam blacklist"),
        pytest.param(title, Refused, ("(titleblacklist-", "title blacklist"), id="title blacklist"),
        pytest.param(warned, Refused, ("Provfilter", "(abusefilter-warning)", "sysop"), id="filter warns"),
        pytest.param(disallowed, Refused, ("Provfilter", "(abusefilter-disallowed)", "sysop"), id="filter forbids"),
    ],
)
def test_refusal_has_its_outcome(
    fresh_mediawiki: MediaWiki, connected: LiveWiki, refusing: Refusing, kind: type[Outcome], words: tuple[str, ...]
) -> None:
    """What the wiki refuses has the outcome and the words that it deserves, on one line, and nothing is written."""
    with fresh_mediawiki.person("John (WMSE)") as john:
        revid = john.edit(TITLE, "Hej")
    with refusing(fresh_mediawiki):
        before = fresh_mediawiki.revision_count()
        outcome = connected.save(Edit(TITLE, TEXT, revid, "prov", minor=True, bot=True))
        assert fresh_mediawiki.revision_count() == before
    assert type(outcome) is kind, outcome
    assert [one for one in words if one not in outcome.why] == [], outcome
    assert "\n" not in outcome.why
    assert fresh_mediawiki.text(TITLE) == "Hej"


@pytest.mark.parametrize(
    ("refusing", "code", "words"),
    [
        pytest.param(blocked, CREDENTIALS, "is blocked on the wiki (by Chefen", id="blocked"),
        pytest.param(disallowed, INCOMPLETE, "Provfilter", id="filter forbids"),
    ],
)
def test_refused_run_is_made_up_for(live: LiveStage, refusing: Refusing, code: int, words: str) -> None:
    """A run that the wiki lets write nothing ends with its code and its words; the next, when it may, does all of it.

    The code is 2 where the account can do nothing at all, 4 where edits were refused.
    """
    with refusing(live.wiki):
        before = live.edits()
        done = live.bot("run")
        assert live.edits() == before
    assert (done.returncode, "Traceback" in done.stderr) == (code, False)
    assert words in done.stdout + done.stderr
    if refusing is blocked:
        with live.wiki.person(ADMIN) as admin:
            admin.unblock(BOT)
    assert live.bot("run").returncode == DONE
    assert (live.wiki.text(JOHN) or "").count("== Påminnelse ") == 1


def test_read_only_wiki_lets_nobody_in(live: LiveStage) -> None:
    """On a wiki that is read-only nobody can log in: the run ends with 3 and a line that gives the wiki's reason."""
    with live.wiki.behaving(wgReadOnly="Flyttar servrar"):
        done = live.bot("run")
    assert (done.returncode, "Traceback" in done.stderr) == (UNREACHABLE, False)
    assert "Flyttar servrar" in done.stderr.splitlines()[-1]
    assert live.edits() == 0
