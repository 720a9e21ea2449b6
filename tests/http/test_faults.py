"""What a wiki can do to the bot, one test a fault: the right outcome, and never a second write that could double."""

import json
import logging
import sys
from pathlib import Path

import pytest
import requests
import requests_mock

from bot.errors import BotError, CredentialsError, UsageError, WikiUnreachableError
from bot.wiki.live import LiveWiki
from bot.wiki.outcome import Barred, Conflict, Deferred, Excluded, Failed, Outcome, Protected, Refused, Saved, Unchanged
from bot.wiki.port import Account, Edit, Entry
from tests.contract.ground import forget_pywikibot
from tests.http.faulty import ACCOUNT, API, REVID, TITLE, FaultyWiki, Said, Script, error, timed_out
from tests.http.waits import Waits

SECRET = "x" * 32
CHANGE = Edit(TITLE, "två", REVID, "prov", minor=False, bot=False)
NEW = Edit("Projekt:Ny", "ett", 0, "prov", minor=True, bot=True)
ONCE = 1
TWICE = 2  # after logging in again, or with a new token
REPEATED = 3  # the first time and max_retries = 2 more; allowed where the wiki has turned the edit away unseen


@pytest.mark.parametrize(
    ("script", "kind", "sent"),
    [
        pytest.param(error("maxlag", "Waiting for db1: 9 seconds lagged", lag=9), Deferred, REPEATED, id="maxlag"),
        pytest.param(error("ratelimited"), Deferred, REPEATED, id="ratelimited"),
        pytest.param(error("readonly", readonlyreason="upkeep"), Deferred, REPEATED, id="readonly"),
        pytest.param(error("editconflict"), Conflict, ONCE, id="editconflict"),
        pytest.param(error("pagedeleted"), Conflict, ONCE, id="pagedeleted"),
        pytest.param(error("missingtitle"), Conflict, ONCE, id="missingtitle"),
        pytest.param(error("protectedpage"), Protected, ONCE, id="protectedpage"),
        pytest.param(error("cascadeprotected"), Protected, ONCE, id="cascadeprotected"),
        pytest.param(error("customjsonprotected"), Protected, ONCE, id="customjsonprotected"),
        pytest.param(error("blocked"), Barred, ONCE, id="blocked"),
        pytest.param(error("permissiondenied"), Barred, ONCE, id="permissiondenied"),
        pytest.param(error("abusefilter-disallowed"), Refused, ONCE, id="abusefilter-disallowed"),
        pytest.param(error("abusefilter-warning"), Refused, ONCE, id="abusefilter-warning"),
        pytest.param(
            error("spamblacklist", spamblacklist={"matches": ["example.com"]}), Refused, ONCE, id="spamblacklist"
        ),
        pytest.param(error("titleblacklist-forbidden"), Refused, ONCE, id="titleblacklist"),
        pytest.param(error("contenttoobig"), Refused, ONCE, id="contenttoobig"),
        pytest.param(error("no-direct-editing"), Refused, ONCE, id="flow"),
        pytest.param(error("never-heard-of"), Refused, ONCE, id="unknown-error"),
        pytest.param(error("assertbotfailed"), Barred, TWICE, id="assertbotfailed"),
        pytest.param(error("assertuserfailed"), Barred, TWICE, id="assertuserfailed"),
        pytest.param(error("assertnameduserfailed"), Barred, ONCE, id="assertnameduserfailed"),
        pytest.param(error("badtoken"), Barred, TWICE, id="badtoken"),
        pytest.param(error("mwoauth-invalid-authorization"), Barred, ONCE, id="oauth"),
        pytest.param((429, "<html>Too many requests</html>"), Deferred, REPEATED, id="429"),
        pytest.param(Said(429, {"Retry-After": "0"}), Deferred, REPEATED, id="429-with-a-time"),
        pytest.param(Said(503, {"Retry-After": "0"}), Failed, ONCE, id="503-with-a-time"),
        pytest.param(Said(503, {"Retry-After": "soon"}), Failed, ONCE, id="503-with-nonsense"),
        pytest.param((500, "<html>Error</html>"), Failed, ONCE, id="500"),
        pytest.param(error("internal_api_error_DBQueryError"), Failed, ONCE, id="database-error"),
        pytest.param(error("internal_api_error_TypeError"), Failed, ONCE, id="internal-error"),
        pytest.param((502, "<html>Bad Gateway</html>"), Failed, ONCE, id="502"),
        pytest.param((503, "<html>Unavailable</html>"), Failed, ONCE, id="503"),
        pytest.param((504, "<html>Timeout</html>"), Failed, ONCE, id="504"),
        pytest.param((200, '{"edit": {"resu'), Failed, ONCE, id="broken-json"),
        pytest.param((200, "<html>Hej</html>"), Failed, ONCE, id="html"),
        pytest.param((200, ""), Failed, ONCE, id="empty"),
        pytest.param((200, "[]"), Failed, ONCE, id="empty-list"),
        pytest.param((200, "[1]"), Failed, ONCE, id="a-list"),
        pytest.param({"batchcomplete": True}, Failed, ONCE, id="another-answer"),
        pytest.param({"edit": {"result": "Success"}}, Failed, ONCE, id="no-revision"),
        pytest.param({"edit": {"result": "Failure", "captcha": {"type": "simple"}}}, Refused, ONCE, id="captcha"),
        pytest.param({"edit": {"result": "Failure", "code": "x", "info": "no"}}, Refused, ONCE, id="failure"),
        pytest.param({"edit": {"result": "Success", "nochange": True}}, Unchanged, ONCE, id="nochange"),
        pytest.param(timed_out(), Failed, ONCE, id="time-out"),
        pytest.param(requests.ConnectionError("Connection reset by peer"), Failed, ONCE, id="reset"),
        pytest.param(requests.ConnectionError("NewConnectionError [Errno -2] unknown"), Failed, ONCE, id="no-name"),
    ],
)
def test_fault_has_its_outcome(
    faulty: FaultyWiki, wiki: LiveWiki, script: Script, kind: type[Outcome], sent: int
) -> None:
    """Each fault of an edit is answered with its outcome, with a reason on one line, and is not sent blindly."""
    faulty.script.extend([script] * 5)
    outcome = wiki.save(CHANGE)
    assert type(outcome) is kind
    assert bool(outcome.why) is not outcome.ok
    assert "\n" not in outcome.why
    assert len(faulty.edits) == sent


def test_reason_is_the_wikis_own(faulty: FaultyWiki, wiki: LiveWiki) -> None:
    """A refusal tells what the wiki said, and what can be done about it."""
    faulty.script.append(error("abusefilter-disallowed", "Inga länkar till example.com"))
    assert wiki.save(CHANGE).why.startswith("Inga länkar till example.com (abusefilter-disallowed); ask a sysop")


def test_block_tells_who_and_why(faulty: FaultyWiki, wiki: LiveWiki) -> None:
    """A blocked account learns who has blocked it and for what reason."""
    faulty.script.append(error("blocked", "You are blocked.", blockinfo={"blockedby": "Sara", "blockreason": "Skenar"}))
    assert wiki.save(CHANGE).why.startswith("You are blocked. Blocked by Sara: Skenar. (blocked); ask a sysop")


def test_read_only_wiki_tells_why(faulty: FaultyWiki, wiki: LiveWiki) -> None:
    """A wiki that is read-only has its own reason told, also after the last try."""
    faulty.script.extend([error("readonly", "Read-only mode.", readonlyreason="Flyttar servrar")] * REPEATED)
    assert "Read-only: Flyttar servrar." in wiki.save(CHANGE).why


def test_lag_that_passes_is_waited_for(faulty: FaultyWiki, wiki: LiveWiki) -> None:
    """After a lag, the edit is sent again and saved."""
    faulty.script.append(error("maxlag", "Waiting for db1: 9 seconds lagged", lag=9))
    assert wiki.save(CHANGE) == Saved(revid=REVID + 1)


def test_articleexists_is_a_conflict(faulty: FaultyWiki, wiki: LiveWiki) -> None:
    """A page to be made that exists is a conflict, and the request has said that it must not exist."""
    faulty.script.append(error("articleexists"))
    assert isinstance(wiki.save(NEW), Conflict)
    assert "createonly" in faulty.edits[0]
    assert "baserevid" not in faulty.edits[0]


def test_outdated_token_is_renewed(faulty: FaultyWiki, wiki: LiveWiki) -> None:
    """After `badtoken`, with which the wiki turns an edit away unseen, it is sent once more with a new token."""
    faulty.script.append(error("badtoken"))
    assert wiki.save(CHANGE) == Saved(revid=REVID + 1)
    first, second = faulty.edits
    assert first["token"] != second["token"]


def test_lost_session_is_renewed(faulty: FaultyWiki, wiki: LiveWiki) -> None:
    """After a failed assertion, with which the wiki turns an edit away unseen, the bot logs in again and sends it."""
    wiki.save(CHANGE)
    faulty.edits.clear()
    faulty.log_out()
    faulty.script.append(error("assertbotfailed"))
    assert wiki.save(CHANGE) == Saved(revid=REVID + 1)
    assert "login" in faulty.requests
    assert [edit["assert"] for edit in faulty.edits] == ["bot", "bot"]
    assert faulty.edits[0]["token"] != faulty.edits[1]["token"]


def test_account_without_the_bot_right_asserts_an_account(faulty: FaultyWiki) -> None:
    """Whoever was no bot when connecting edits with `assert=user`, and after a lost session logs in again, too."""
    faulty.rights = ["edit"]
    wiki = LiveWiki.connect([], write=True)
    assert wiki.save(CHANGE) == Saved(revid=REVID + 1)
    faulty.log_out()
    faulty.script.append(error("assertuserfailed"))
    assert wiki.save(CHANGE) == Saved(revid=REVID + 1)
    assert [edit["assert"] for edit in faulty.edits] == ["user"] * 3


def test_lost_bot_right_is_told(faulty: FaultyWiki, wiki: LiveWiki) -> None:
    """An account that is logged in but has lost its bot right edits nothing, and the words say so."""
    faulty.script.extend([error("assertbotfailed", "You do not have the bot right.")] * TWICE)
    outcome = wiki.save(CHANGE)
    assert isinstance(outcome, Barred)
    assert "lost its bot right" in outcome.why


def test_lost_session_that_cannot_be_renewed_bars(faulty: FaultyWiki, wiki: LiveWiki) -> None:
    """If the password has been changed meanwhile, the outcome is Barred, without asking anybody."""
    wiki.save(CHANGE)
    faulty.log_out()
    faulty.login = "Failed"
    faulty.script.append(error("assertuserfailed"))
    outcome = wiki.save(CHANGE)
    assert isinstance(outcome, Barred)
    assert SECRET not in outcome.why
    assert len(faulty.edits) == 1 + ONCE


def test_every_edit_is_guarded(faulty: FaultyWiki, wiki: LiveWiki) -> None:
    """An edit sends its base revision and its account, no base timestamp, and is a bot's or minor only where asked."""
    wiki.save(CHANGE)
    sent = faulty.edits[0]
    assert (sent["baserevid"], sent["assertuser"]) == (str(REVID), ACCOUNT)
    assert {"nocreate", "notminor"} <= set(sent)
    assert not {"basetimestamp", "bot", "minor", "createonly", "recreate"} & set(sent)


def test_requests_are_few(faulty: FaultyWiki, wiki: LiveWiki) -> None:
    """1200 titles are three requests, and after the first token an edit is one."""
    wiki.read([TITLE])
    faulty.requests.clear()
    wiki.read([TITLE, *(f"Projekt:Nummer {number}" for number in range(1200)), TITLE])
    assert faulty.requests == ["query+info|revisions"] * 3
    faulty.requests.clear()
    wiki.save(CHANGE)
    wiki.save(NEW)
    assert faulty.requests == ["query+tokens|userinfo", "edit", "edit"]


def test_answer_in_pieces_is_put_together(faulty: FaultyWiki, wiki: LiveWiki) -> None:
    """A page whose text comes in a later answer than its protection has both."""
    revisions = faulty.page["revisions"]
    bare = {key: value for key, value in faulty.page.items() if key != "revisions"}
    bare["protection"] = [{"type": "edit", "level": "sysop", "expiry": "infinity"}]
    rest = {"title": TITLE, "revisions": revisions}
    more = {"rvcontinue": "7|1", "continue": "||info"}
    faulty.reading.append({"query": {"pages": [bare]}, "continue": more})
    faulty.reading.append({"query": {"pages": [rest]}})
    page = wiki.read([TITLE])[TITLE]
    assert (page.text, page.locked) == ("ett", True)


def test_catalogue_in_pieces_is_put_together(faulty: FaultyWiki, wiki: LiveWiki) -> None:
    """A catalogue goes on where the wiki says that its last answer ended, until there is no more."""
    one = {"title": TITLE, "categories": [{"title": "Kategori:Ett"}]}
    faulty.reading.append({"query": {"pages": [one]}, "continue": {"clcontinue": "5|Två", "continue": "||info"}})
    faulty.reading.append(
        {"query": {"pages": [{"title": TITLE}]}, "continue": {"gapcontinue": "X", "continue": "gap||"}}
    )
    faulty.reading.append({"query": {"pages": [{"title": "Projekt:X", "redirect": True}]}})
    assert wiki.catalogue("Projekt") == {TITLE: Entry(frozenset({"Kategori:Ett"})), "Projekt:X": Entry(redirect=True)}
    assert faulty.requests.count("query+categories|info") == 3
    assert wiki.catalogue("Uppdrag") == {}
    assert faulty.requests.count("query+categories|info") == 3


@pytest.mark.parametrize(
    "script",
    [
        (502, "Bad Gateway"),
        (429, "Too many"),
        (200, "<html>"),
        (200, "[1]"),
        error("readapidenied"),
        error("maxlag", "Waiting for db1: 0 seconds lagged", lag=0),
        error("ratelimited"),
        error("internal_api_error_DBQueryError"),
        error("internal_api_error_TypeError"),
        timed_out(),
        requests.exceptions.ChunkedEncodingError("Connection broken"),
        {"query": {"pages": [{}]}},
    ],
    ids=[
        *("502", "429", "html", "list", "denied", "maxlag", "ratelimited", "database", "internal", "time-out", "cut"),
        "nonsense",
    ],
)
def test_unreadable_answers_stop_the_run(faulty: FaultyWiki, wiki: LiveWiki, script: Script) -> None:
    """Where reading fails, after a few tries, the wiki is unreachable; it is said on one line."""
    faulty.reading.extend([script] * 9)
    with pytest.raises(WikiUnreachableError) as caught:
        wiki.read([TITLE])
    assert "\n" not in str(caught.value)
    faulty.reading.clear()
    faulty.reading.extend([script] * 9)
    with pytest.raises(WikiUnreachableError):
        wiki.catalogue("Projekt")


def test_another_kind_of_page_is_not_written(faulty: FaultyWiki, wiki: LiveWiki) -> None:
    """Wikitext is never sent to a talk page of Structured Discussions."""
    faulty.page["revisions"][0]["slots"]["main"]["contentmodel"] = "flow-board"
    assert isinstance(wiki.save(CHANGE), Refused)
    assert faulty.edits == []


def test_nobots_is_obeyed_without_a_request(faulty: FaultyWiki, wiki: LiveWiki) -> None:
    """`{{nobots}}` in the text that was read is enough."""
    faulty.page["revisions"][0]["slots"]["main"]["content"] = "{{nobots}}"
    wiki.read([TITLE])
    faulty.requests.clear()
    assert isinstance(wiki.save(CHANGE), Excluded)
    assert faulty.requests == []


def test_hidden_text_is_told_and_locked(faulty: FaultyWiki, wiki: LiveWiki) -> None:
    """A page whose newest text is hidden is no missing page."""
    faulty.page["revisions"][0]["slots"]["main"] = {"contentmodel": "wikitext", "texthidden": True}
    page = wiki.read([TITLE])[TITLE]
    assert (page.text, page.revid, page.model, page.locked) == (None, REVID, "unreadable", True)


@pytest.mark.usefixtures("faulty")
def test_simulation_sends_nothing(faulty: FaultyWiki) -> None:
    """With `-simulate`, an edit is answered as unchanged, says so, and nothing is sent."""
    wiki = LiveWiki.connect(["-simulate"], write=True)
    faulty.requests.clear()
    outcome = wiki.save(CHANGE)
    assert isinstance(outcome, Unchanged)
    assert "simulated" in outcome.why
    assert faulty.requests == []


def test_wrong_password_is_a_credentials_error(faulty: FaultyWiki, caplog: pytest.LogCaptureFixture) -> None:
    """A password that the wiki does not accept stops a writing run, and is shown nowhere."""
    faulty.login = "Failed"
    with caplog.at_level(logging.DEBUG), pytest.raises(CredentialsError) as caught:
        LiveWiki.connect([], write=True)
    assert SECRET not in str(caught.value) + caplog.text


def test_throttled_login_is_not_asked_about(faulty: FaultyWiki) -> None:
    """A login that fails for another reason does not make Pywikibot ask for a password."""
    faulty.login = "Throttled"
    with pytest.raises(CredentialsError):
        LiveWiki.connect([], write=True)


def test_reading_falls_back_to_no_account(faulty: FaultyWiki) -> None:
    """Reading goes on without the account if it cannot log in."""
    faulty.login = "Failed"
    wiki = LiveWiki.connect([], write=False)
    assert wiki.account == ""
    assert wiki.read([TITLE])[TITLE].text == "ett"
    assert isinstance(wiki.save(CHANGE), Barred)
    assert faulty.edits == []


def test_reading_uses_the_account(faulty: FaultyWiki) -> None:
    """Reading logs in where it can, for ten times as many titles in one request."""
    assert LiveWiki.connect([], write=False).account == ACCOUNT
    assert faulty.requests.count("login") == 1


def test_without_configuration(faulty: FaultyWiki, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without user-config.py, the association's wiki is read without an account, and writing is refused with advice."""
    monkeypatch.setenv("PYWIKIBOT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert LiveWiki.connect([], write=False).read([TITLE])[TITLE].text == "ett"
    assert "login" not in faulty.requests
    forget_pywikibot()
    with pytest.raises(CredentialsError, match=r"user-config\.py"):
        LiveWiki.connect([], write=True)
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [["-nonsense"], ["-putthrottle:fast"], ["-family:nosuchfamily"], ["-lang:nosuchcode"], ["-dir:/no/such/folder"]],
    ids=lambda arguments: arguments[0],
)
@pytest.mark.usefixtures("faulty")
def test_wrong_arguments_are_told(arguments: list[str]) -> None:
    """An argument that Pywikibot does not take is a mistake in usage, told on one line."""
    with pytest.raises(UsageError) as caught:
        LiveWiki.connect(arguments, write=False)
    assert "\n" not in str(caught.value)


@pytest.mark.usefixtures("faulty")
def test_faulty_configuration_is_told(tmp_path: Path) -> None:
    """A user-config.py with a mistake in it is named, without any of its text."""
    with (tmp_path / "user-config.py").open("a", encoding="utf-8") as config:
        config.write("\npassword = 'hemligt\n")
    with pytest.raises(UsageError, match="line") as caught:
        LiveWiki.connect([], write=True)
    assert "hemligt" not in str(caught.value)


@pytest.mark.parametrize(
    "fault",
    [
        {"status_code": 429, "text": "", "headers": {"Retry-After": "0"}},
        {"exc": requests.ConnectionError("Connection refused")},
        {"exc": requests.ConnectTimeout("timed out")},
        {"status_code": 502, "text": "Bad Gateway"},
        {"text": "<html>Not a wiki</html>"},
        {"json": {"hello": "world"}},
        {"json": []},
    ],
    ids=["429", "refused", "time-out", "502", "html", "other-json", "list"],
)
@pytest.mark.parametrize("write", [True, False], ids=["write", "read"])
@pytest.mark.usefixtures("faulty")
def test_connecting_to_no_wiki(fault: dict[str, object], write: bool) -> None:  # noqa: FBT001 - pytest's parameters
    """Where no wiki answers, connecting ends soon and says so on one line."""
    with requests_mock.Mocker() as mock:
        mock.register_uri(requests_mock.ANY, API, **fault)
        with pytest.raises(WikiUnreachableError) as caught:
            LiveWiki.connect([], write=write)
    assert isinstance(caught.value, BotError)
    assert "\n" not in str(caught.value)


def test_nothing_secret_and_no_traceback_is_shown(
    faulty: FaultyWiki, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even at its most talkative, Pywikibot shows neither password nor token nor a traceback, and only on stderr."""
    monkeypatch.delitem(sys.modules, "__mp_main__", raising=False)  # Pywikibot's list of modules takes no doubles
    wiki = LiveWiki.connect(["-verbose"], write=True)
    faulty.script.append(timed_out())
    wiki.save(CHANGE)
    faulty.script.append((502, "<html>"))
    wiki.save(CHANGE)
    out, err = capfd.readouterr()
    assert out == ""
    assert err
    for secret in (SECRET, faulty.edits[0]["token"], "Traceback"):
        assert secret not in err


def test_history_takes_one_request(faulty: FaultyWiki, wiki: LiveWiki) -> None:
    """The history of a page is asked for once, even where the wiki says that it has more."""
    faulty.reading.append({"continue": {"rvcontinue": "x", "continue": "||"}, "query": {"pages": [faulty.page]}})
    assert [(one.revid, one.user, one.text) for one in wiki.history(TITLE)] == [(REVID, "John", "ett")]
    assert faulty.requests.count("query+revisions") == ONCE


@pytest.mark.parametrize("title", ["", " ", f"{TITLE}|Projekt:Annat"])
def test_history_of_no_title_takes_no_request(faulty: FaultyWiki, wiki: LiveWiki, title: str) -> None:
    """What cannot be one page's title is not asked for."""
    assert wiki.history(title) == []
    assert faulty.requests == []


@pytest.mark.parametrize(
    "script",
    [
        pytest.param((502, "<html>Bad Gateway</html>"), id="502"),
        pytest.param({"query": {"pages": [{"revisions": [{"slots": 1}]}]}}, id="nonsense"),
        pytest.param(error("readapidenied"), id="error"),
    ],
)
def test_history_without_a_usable_answer(faulty: FaultyWiki, wiki: LiveWiki, script: Script) -> None:
    """No answer, or one that makes no sense, means that the wiki is not reached, as for everything that is read."""
    faulty.reading.extend([script] * REPEATED)
    with pytest.raises(WikiUnreachableError):
        wiki.history(TITLE)


@pytest.mark.parametrize(("login", "requests_made"), [("Success", 1), ("Failed", 3)], ids=["500", "50"])
def test_accounts_take_few_requests(faulty: FaultyWiki, login: str, requests_made: int) -> None:
    """120 accounts are one request with the right to ask for 500 at once, else three; no accounts are none."""
    faulty.login = login
    wiki = LiveWiki.connect([], write=False)
    faulty.requests.clear()
    names = [f"Namn {number}" for number in range(120)]
    assert list(wiki.accounts([*names, "namn_7", "a|b", ""])) == [*names, "namn_7", "a|b", ""]
    assert faulty.requests.count("query+users") == requests_made
    faulty.requests.clear()
    assert wiki.accounts(["a#b", ""]).keys() == {"a#b", ""}
    assert wiki.accounts([]) == {}
    assert faulty.requests == []


def test_accounts_in_pieces_are_put_together(faulty: FaultyWiki, wiki: LiveWiki) -> None:
    """Where the wiki answers for some of the accounts first, the others are asked for."""
    axel, sara = {"userid": 1, "name": "Axel", "groups": ["*"]}, {"userid": 2, "name": "Sara", "groups": ["*", "bot"]}
    faulty.reading.append({"query": {"users": [axel]}, "continue": {"ususers": "Sara", "continue": "-||"}})
    faulty.reading.append({"query": {"users": [sara]}})
    assert wiki.accounts(["Axel", "Sara"]) == {
        "Axel": Account("Axel"),
        "Sara": Account("Sara", groups=frozenset({"bot"})),
    }


@pytest.mark.parametrize(
    "script",
    [
        pytest.param((502, "<html>Bad Gateway</html>"), id="502"),
        pytest.param((200, "<html>"), id="html"),
        pytest.param((200, "[1]"), id="list"),
        pytest.param(error("readapidenied"), id="error"),
        pytest.param(timed_out(), id="time-out"),
        pytest.param({"batchcomplete": True}, id="no-answer"),
        pytest.param({"query": {"users": []}}, id="nobody"),
        pytest.param({"query": {"users": [{"userid": 1, "name": "Sara", "groups": []}]}}, id="somebody-else"),
        pytest.param({"query": {"users": [{"userid": 1}]}}, id="no-name"),
        pytest.param({"query": {"users": [{"userid": 1, "name": "Axel"}]}}, id="no-groups"),
        pytest.param({"query": {"users": [1]}}, id="nonsense"),
    ],
)
def test_accounts_without_a_usable_answer(faulty: FaultyWiki, wiki: LiveWiki, script: Script) -> None:
    """No answer, or one that does not tell of the account, means that the wiki is not reached: nobody is missing."""
    faulty.reading.extend([script] * 9)
    with pytest.raises(WikiUnreachableError) as caught:
        wiki.accounts(["Axel"])
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "asked",
    [
        ({"Retry-After": "7"}, 7),
        ({"Retry-After": "86400"}, 60),
        ({"Retry-After": "Sun, 20 Nov 2022 12:00:09 GMT", "Date": "Sun, 20 Nov 2022 12:00:00 GMT"}, 9),
    ],
    ids=["seconds", "a day", "a date"],
)
@pytest.mark.parametrize(
    "answer",
    [
        pytest.param((429, ""), id="429"),
        pytest.param((200, json.dumps(error("maxlag", "Waiting for db1: 1 seconds lagged", lag=1))), id="maxlag"),
        pytest.param((200, json.dumps(error("ratelimited"))), id="ratelimited"),
        pytest.param((200, json.dumps(error("readonly"))), id="readonly"),
    ],
)
def test_edit_waits_as_long_as_it_is_told(
    faulty: FaultyWiki,
    wiki: LiveWiki,
    waits: Waits,
    answer: tuple[int, str],
    asked: tuple[dict[str, str], int],
) -> None:
    """`Retry-After`, in seconds or as a date, is obeyed before an edit is sent again, but never for over a minute."""
    wiki.save(CHANGE)
    waits.since()
    (status, body), (headers, seconds) = answer, asked
    faulty.script.append(Said(status, headers, body))
    assert wiki.save(CHANGE) == Saved(revid=REVID + 1)
    assert waits.since() == pytest.approx(seconds, abs=1)


@pytest.mark.parametrize(
    "asked",
    [
        ({"Retry-After": "8"}, 8),
        ({"Retry-After": "3600"}, 60),
        ({"Retry-After": "Sun, 20 Nov 2022 12:00:09 GMT", "Date": "Sun, 20 Nov 2022 12:00:00 GMT"}, 9),
    ],
    ids=["seconds", "an hour", "a date"],
)
@pytest.mark.parametrize(
    "answer",
    [
        pytest.param((503, ""), id="503"),
        pytest.param((429, ""), id="429"),
        pytest.param((200, json.dumps(error("maxlag", "Waiting for db1: 1 seconds lagged", lag=1))), id="maxlag"),
    ],
)
def test_reading_waits_as_long_as_it_is_told(
    faulty: FaultyWiki, wiki: LiveWiki, waits: Waits, answer: tuple[int, str], asked: tuple[dict[str, str], int]
) -> None:
    """A page is asked for again when the wiki has said, in seconds or as a date, at most a minute later."""
    wiki.read([TITLE])
    waits.since()
    (status, body), (headers, seconds) = answer, asked
    faulty.reading.append(Said(status, headers, body))
    assert wiki.read([TITLE])[TITLE].text == "ett"
    assert waits.since() == pytest.approx(seconds, abs=1)


def test_lost_answer_is_looked_for_when_the_wiki_has_said(faulty: FaultyWiki, wiki: LiveWiki, waits: Waits) -> None:
    """After an edit answered with 503 the bot looks what became of it no sooner than the wiki has said."""
    faulty.script.append(Said(503, {"Retry-After": "9"}))
    assert isinstance(wiki.save(CHANGE), Failed)
    assert waits.since() == 0
    wiki.read([TITLE])
    assert waits.since() == pytest.approx(9, abs=1)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(Said(429, {"Retry-After": "86400"}), id="429"),
        pytest.param(Said(503, {"Retry-After": "86400"}), id="503"),
        pytest.param(error("maxlag", "Waiting for db1: 9000 seconds lagged", lag=9000), id="maxlag"),
        pytest.param(error("ratelimited"), id="ratelimited"),
        pytest.param(error("readonly"), id="readonly"),
        pytest.param((502, ""), id="502"),
    ],
)
def test_waiting_has_an_end(
    tmp_path: Path, faulty: FaultyWiki, monkeypatch: pytest.MonkeyPatch, answer: Script
) -> None:
    """With Pywikibot's own settings, which wait half an hour, an edit or a page takes five minutes at most."""
    with (tmp_path / "user-config.py").open("a", encoding="utf-8") as config:
        config.write("retry_wait = 5\nretry_max = 120\nmax_retries = 15\n")
    wiki = LiveWiki.connect([], write=True)
    waits = Waits(monkeypatch)
    faulty.script.extend([answer] * 20)
    assert isinstance(wiki.save(CHANGE), Deferred | Failed)
    assert waits.since() <= 300
    faulty.reading.extend([answer] * 20)
    with pytest.raises(WikiUnreachableError):
        wiki.read([TITLE])
    assert waits.since() <= 300


def test_extensions_are_learnt_with_the_first_pages(faulty: FaultyWiki, wiki: LiveWiki) -> None:
    """What extensions the wiki has is known when pages have been read, without a request of its own."""
    said = {"pages": [faulty.page]}
    itself = {"extensions": [{"name": "ParserFunctions"}], "namespaces": {}, "namespacealiases": []}
    faulty.reading.extend([{"query": said | itself}, {"query": said}])
    assert wiki.extensions == frozenset()
    for _ in range(2):
        wiki.read([TITLE])
        assert wiki.extensions == {"ParserFunctions"}
    assert faulty.requests.count("query+info|revisions") == 2
