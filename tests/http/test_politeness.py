"""How a wiki is treated: how few requests it takes to begin, how far edits lie apart, and who answers for it."""

import sys
from pathlib import Path

import pytest

from bot.shard import Shard
from bot.wiki.credentials import OAUTH_VARIABLES
from bot.wiki.live import LiveWiki
from bot.wiki.outcome import Saved
from bot.wiki.port import Edit
from bot.wiki.turns import take_turns
from tests.http.faulty import REVID, TITLE, FaultyWiki, error
from tests.http.waits import LATER, Waits

CHANGE = Edit(TITLE, "två", REVID, "prov", minor=False, bot=False)
MADE = Saved(revid=REVID + 1)
PAGES = "query+info|revisions"
NAMELESS = "the wiki is not told whom to reach"


def test_logging_in_takes_four_requests(faulty: FaultyWiki) -> None:
    """Who is logged in, a token for logging in and no other, the login, who is logged in now: then pages are read."""
    LiveWiki.connect([], write=False).read([TITLE])
    assert faulty.requests == ["query+userinfo", "query+tokens", "login", "query+userinfo", PAGES]
    assert [one["type"] for one in faulty.asked if one.get("meta") == "tokens"] == ["login"]


def test_a_session_that_holds_takes_one_request(faulty: FaultyWiki) -> None:
    """Where the session of the last time holds, the wiki is asked once who is logged in, and the password stays."""
    faulty.log_in()
    wiki = LiveWiki.connect([], write=True)
    assert wiki.save(CHANGE) == MADE
    assert faulty.requests == ["query+userinfo", PAGES, "query+tokens|userinfo", "edit"]
    assert faulty.logins == []


def test_oauth_takes_one_request(faulty: FaultyWiki, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who signs each request is logged in by that: the wiki is asked once who it is."""
    for name in OAUTH_VARIABLES:
        monkeypatch.setenv(name, "x")
    LiveWiki.connect([], write=True)
    assert faulty.requests == ["query+userinfo"]


def test_tokens_are_of_one_kind(faulty: FaultyWiki, wiki: LiveWiki) -> None:
    """For edits the wiki is asked for a token for edits, once, and once more where that is outdated."""
    wiki.save(CHANGE)
    wiki.save(CHANGE)
    assert [one["type"] for one in faulty.asked if "tokens" in one.get("meta", "")] == ["login", "csrf"]
    faulty.script.append(error("badtoken"))
    assert wiki.save(CHANGE) == MADE
    assert [one["type"] for one in faulty.asked if "tokens" in one.get("meta", "")] == ["login", "csrf", "csrf"]
    assert "paraminfo" not in faulty.requests


@pytest.mark.parametrize("first", ["pages", "catalogue"])
def test_the_wiki_tells_of_itself_once(faulty: FaultyWiki, wiki: LiveWiki, first: str) -> None:
    """Extensions and namespaces are asked for with the first pages, or alone before a catalogue; never again."""
    if first == "pages":
        wiki.read([TITLE])
    for _ in range(2):
        wiki.catalogue("Projekt")
        wiki.read([TITLE])
    alone = [] if first == "pages" else ["query+siteinfo|userinfo"]
    assert [one for one in faulty.requests if "siteinfo" in one] == alone
    assert sum("siprop" in one for one in faulty.asked) == 1


def test_edits_lie_as_far_apart_as_the_operator_says(faulty: FaultyWiki, monkeypatch: pytest.MonkeyPatch) -> None:
    """With `-putthrottle:10` ten seconds pass between two edits, and none before pages are read."""
    wiki = LiveWiki.connect(["-putthrottle:10"], write=True)
    waits = Waits(monkeypatch)
    assert wiki.save(CHANGE) == MADE
    waits.since()
    wiki.read([TITLE])
    assert waits.since() == 0
    for _ in range(3):
        assert wiki.save(CHANGE) == MADE
        assert waits.since() == pytest.approx(10, abs=1)
    assert len(faulty.edits) == 4


@pytest.mark.parametrize(("index", "first"), [(1, 10), (2, 20), (8, 80)])
def test_shards_take_turns(faulty: FaultyWiki, monkeypatch: pytest.MonkeyPatch, index: int, first: float) -> None:
    """Of eight shards that begin together one edits every ten seconds, whatever they know of one another."""
    LiveWiki.connect(["-putthrottle:10"], write=True)  # the clock can be put on when Pywikibot is there
    waits = Waits(monkeypatch)
    wiki = LiveWiki.connect(["-putthrottle:10"], write=True, shard=Shard(index, 8))
    assert wiki.save(CHANGE) == MADE
    assert waits.since() == pytest.approx(first, abs=1)
    for _ in range(2):
        assert wiki.save(CHANGE) == MADE
        assert waits.since() == pytest.approx(80, abs=1)
    assert len(faulty.edits) == 3


@pytest.mark.usefixtures("faulty")
def test_shards_in_one_folder_are_reckoned_with_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of seven others that Pywikibot finds in its list a shard takes no notice, not later on either."""
    LiveWiki.connect([], write=False)
    Waits(monkeypatch)
    (listed,) = tmp_path.rglob("throttle.ctrl")
    now = int(LATER.timestamp())
    listed.write_text("".join(f"abcd {pid} {now} prov\n" for pid in range(90, 97)), encoding="utf-8")
    throttle = sys.modules["pywikibot"].throttle.Throttle("prov")
    assert throttle.get_delay(write=True) == 8 * throttle.writedelay
    take_turns(throttle, Shard(2, 8), apart=10, longest=60)
    assert throttle.get_delay(write=True) == 80
    throttle.checktime = 0.0  # as when it last looked long ago
    assert throttle.get_delay(write=True) == 80


@pytest.mark.parametrize(
    "described", ["", "user_agent_description = 'Bot; CHANGE: who'\n", "user_agent_description = None\n"], ids=str
)
def test_nobody_to_reach_is_told_of_once(
    faulty: FaultyWiki, tmp_path: Path, caplog: pytest.LogCaptureFixture, described: str
) -> None:
    """Where nobody is named to reach, edits are made all the same, with one warning before the first of them."""
    config = tmp_path / "user-config.py"
    lines = config.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("user_agent_description")]
    config.write_text("".join(kept) + described, encoding="utf-8")
    wiki = LiveWiki.connect([], write=True)
    wiki.read([TITLE])
    assert NAMELESS not in caplog.text
    for _ in range(2):
        assert wiki.save(CHANGE) == MADE
    assert caplog.text.count(NAMELESS) == 1
    assert not any("CHANGE" in agent for agent in faulty.agents)


def test_somebody_to_reach_is_no_warning(faulty: FaultyWiki, caplog: pytest.LogCaptureFixture) -> None:
    """Where user-config.py names somebody, every request does so after the bot's name and version."""
    assert LiveWiki.connect([], write=True).save(CHANGE) == MADE
    assert NAMELESS not in caplog.text
    assert all("(Lagesbot/" in agent and "; tests@example.org; " in agent for agent in faulty.agents)


def test_the_environment_names_before_the_file(faulty: FaultyWiki, monkeypatch: pytest.MonkeyPatch) -> None:
    """LAGESBOT_OPERATOR stands in place of whom user-config.py names."""
    monkeypatch.setenv("LAGESBOT_OPERATOR", "drift@example.org")
    LiveWiki.connect([], write=True)
    assert all("; drift@example.org; " in agent and "tests@" not in agent for agent in faulty.agents)


def test_every_question_that_costs_steps_aside(faulty: FaultyWiki, tmp_path: Path) -> None:
    """What is asked of the databases says how far they may lag behind, `read_maxlag`; an edit says `write_maxlag`."""
    with (tmp_path / "user-config.py").open("a", encoding="utf-8") as config:
        config.write("read_maxlag = 31\nwrite_maxlag = 7\n")
    wiki = LiveWiki.connect([], write=True)
    wiki.read([TITLE])
    wiki.catalogue("Projekt")
    wiki.history(TITLE)
    wiki.accounts(["Axel"])
    wiki.save(CHANGE)
    asked = {one.get("prop") or one.get("list"): one.get("maxlag") for one in faulty.asked if one["action"] == "query"}
    asked.pop(None)
    assert asked == dict.fromkeys(["info|revisions", "categories|info", "revisions", "users"], "31")
    assert [edit["maxlag"] for edit in faulty.edits] == ["7"]


def test_a_wiki_that_need_not_be_spared(faulty: FaultyWiki, tmp_path: Path) -> None:
    """With `read_maxlag = 0`, reading steps aside for nothing."""
    with (tmp_path / "user-config.py").open("a", encoding="utf-8") as config:
        config.write("read_maxlag = 0\n")
    LiveWiki.connect([], write=False).read([TITLE])
    assert not any("maxlag" in one for one in faulty.asked if one["action"] == "query")
