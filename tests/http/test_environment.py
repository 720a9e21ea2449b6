"""Logging in with what the environment says, without any file; and what files with secrets must be like."""

import logging
import sys
from pathlib import Path

import pytest

from bot import __version__
from bot.errors import CredentialsError, UsageError
from bot.wiki.credentials import OAUTH_VARIABLES
from bot.wiki.live import LiveWiki
from bot.wiki.login import DEFAULTS
from bot.wiki.outcome import Barred, Saved
from bot.wiki.port import Edit
from tests.http.faulty import ACCOUNT, REVID, TITLE, FaultyWiki, error

SECRET = "0123456789abcdefghijklmnopqrstuv"  # noqa: S105 - of MediaWiki's form, and nobody's
IN_FILE = (f"{ACCOUNT}@test", "x" * 32)
IN_ENVIRONMENT = (f"{ACCOUNT}@lagesbot", SECRET)
TOKENS = ("consumer-token", "consumer-secret", "access-token", "access-secret")
CHANGE = Edit(TITLE, "två", REVID, "prov", minor=False, bot=False)
AT_ONCE = "-putthrottle:0"


@pytest.fixture
def nowhere(faulty: FaultyWiki, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home in which there is no configuration, and no password."""
    assert faulty.logins == []  # the wiki is there, and its configuration is not where Pywikibot looks
    home = tmp_path / "home"
    home.mkdir()
    for name, value in (("HOME", home), ("XDG_CACHE_HOME", home / "cache"), ("PYWIKIBOT_DIR", home / "nowhere")):
        monkeypatch.setenv(name, str(value))
    monkeypatch.chdir(home)
    return home


@pytest.fixture
def _password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGESBOT_BOT_PASSWORD", f"lagesbot@{SECRET}")


@pytest.fixture
def _tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, token in zip(OAUTH_VARIABLES, TOKENS, strict=True):
        monkeypatch.setenv(name, token)


def _files_with(folder: Path, *secrets: str) -> list[Path]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if any(secret.encode() in path.read_bytes() for secret in secrets)]


@pytest.mark.usefixtures("_password")
def test_bot_password_without_a_file(faulty: FaultyWiki, nowhere: Path) -> None:
    """With a bot password in the environment, the bot logs in and edits; nothing writes the password to disk."""
    wiki = LiveWiki.connect([AT_ONCE], write=True)
    assert wiki.account == ACCOUNT
    assert wiki.save(CHANGE) == Saved(revid=REVID + 1)
    assert faulty.logins == [IN_ENVIRONMENT]
    assert _files_with(nowhere, SECRET) == []


@pytest.mark.usefixtures("_tokens")
def test_oauth_without_a_file(faulty: FaultyWiki, nowhere: Path) -> None:
    """With the four tokens in the environment, every request is signed, none carries a secret, and no file does."""
    wiki = LiveWiki.connect([AT_ONCE], write=True)
    assert wiki.account == ACCOUNT
    assert wiki.save(CHANGE) == Saved(revid=REVID + 1)
    assert faulty.logins == []
    assert all(signature.startswith("OAuth ") for signature in faulty.signatures)
    assert not any(secret in signature for signature in faulty.signatures for secret in TOKENS[1::2])
    assert _files_with(nowhere, *TOKENS) == []


@pytest.mark.usefixtures("_tokens", "nowhere")
def test_unknown_family_is_a_mistake_in_usage(faulty: FaultyWiki) -> None:
    """Credentials for a family that does not exist are no mistake of theirs; nothing is sent."""
    with pytest.raises(UsageError):
        LiveWiki.connect(["-family:nosuchfamily"], write=True)
    assert faulty.requests == []


@pytest.mark.usefixtures("_tokens", "nowhere")
def test_revoked_oauth_stops_writing(faulty: FaultyWiki) -> None:
    """Tokens that the wiki no longer takes end a run with advice; no edit is tried."""
    faulty.refuses_signatures = True
    with pytest.raises(CredentialsError, match="LAGESBOT_BOT_PASSWORD") as caught:
        LiveWiki.connect([], write=True)
    assert not any(token in str(caught.value) for token in TOKENS)
    assert faulty.edits == []


@pytest.mark.usefixtures("_tokens", "nowhere")
def test_revoked_oauth_while_reading(faulty: FaultyWiki, caplog: pytest.LogCaptureFixture) -> None:
    """Reading goes on without an account where the wiki no longer takes the tokens, and says so."""
    faulty.refuses_signatures = True
    wiki = LiveWiki.connect([], write=False)
    assert wiki.account == ""
    assert wiki.read([TITLE])[TITLE].text == "ett"
    assert "reading without an account" in caplog.text


@pytest.mark.usefixtures("_password", "nowhere")
def test_lost_session_is_renewed(faulty: FaultyWiki) -> None:
    """A session that is lost in the middle is renewed with the same password."""
    wiki = LiveWiki.connect([AT_ONCE], write=True)
    faulty.log_out()
    faulty.script.append(error("assertuserfailed"))
    assert wiki.save(CHANGE) == Saved(revid=REVID + 1)
    assert faulty.logins == [IN_ENVIRONMENT, IN_ENVIRONMENT]


@pytest.mark.usefixtures("_password", "nowhere")
def test_revoked_in_the_middle(faulty: FaultyWiki) -> None:
    """If the bot password has been revoked meanwhile, the outcome is Barred, without its text or a question."""
    wiki = LiveWiki.connect([AT_ONCE], write=True)
    wiki.save(CHANGE)
    faulty.log_out()
    faulty.login = "Failed"
    faulty.script.append(error("assertuserfailed"))
    outcome = wiki.save(CHANGE)
    assert isinstance(outcome, Barred)
    assert SECRET not in outcome.why


@pytest.mark.usefixtures("_password", "nowhere")
def test_refused_password(faulty: FaultyWiki, caplog: pytest.LogCaptureFixture) -> None:
    """A password that the wiki does not accept stops a writing run with advice, and is shown nowhere."""
    faulty.login = "Failed"
    with caplog.at_level(logging.DEBUG), pytest.raises(CredentialsError, match="LAGESBOT_BOT_PASSWORD") as caught:
        LiveWiki.connect([], write=True)
    assert SECRET not in str(caught.value) + caplog.text


@pytest.mark.usefixtures("_password", "nowhere")
def test_nothing_secret_is_shown(
    faulty: FaultyWiki, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even at its most talkative, Pywikibot does not show the password from the environment."""
    monkeypatch.delitem(sys.modules, "__mp_main__", raising=False)  # Pywikibot's list of modules takes no doubles
    LiveWiki.connect(["-verbose", "-debug"], write=True)
    out, err = capfd.readouterr()
    assert faulty.logins == [IN_ENVIRONMENT]
    assert err
    assert SECRET not in out + err


@pytest.mark.usefixtures("_password")
def test_password_before_the_file(faulty: FaultyWiki) -> None:
    """A bot password in the environment comes before one in a file."""
    assert LiveWiki.connect([], write=True).account == ACCOUNT
    assert faulty.logins == [IN_ENVIRONMENT]


@pytest.mark.usefixtures("_password")
def test_password_before_tokens_in_a_file(faulty: FaultyWiki, tmp_path: Path) -> None:
    """A bot password in the environment comes before OAuth tokens in user-config.py."""
    with (tmp_path / "user-config.py").open("a", encoding="utf-8") as config:
        config.write(f"authenticate['se.wikimedia.org'] = {TOKENS!r}\n")
    LiveWiki.connect([], write=True)
    assert faulty.logins == [IN_ENVIRONMENT]
    assert set(faulty.signatures) == {""}


@pytest.mark.usefixtures("_tokens")
def test_tokens_before_a_password_in_a_file(faulty: FaultyWiki) -> None:
    """OAuth tokens in the environment come before a bot password in a file."""
    LiveWiki.connect([], write=True)
    assert faulty.logins == []
    assert all(signature.startswith("OAuth ") for signature in faulty.signatures)


@pytest.mark.usefixtures("_password")
def test_password_is_for_its_own_account(faulty: FaultyWiki) -> None:
    """`-user:` with another account does not make the bot send that account the password of this one."""
    with pytest.raises(CredentialsError):
        LiveWiki.connect(["-user:Nyårsbot"], write=True)
    assert faulty.logins == []


@pytest.mark.usefixtures("_password", "nowhere")
def test_named_account(faulty: FaultyWiki, monkeypatch: pytest.MonkeyPatch) -> None:
    """LAGESBOT_ACCOUNT names whom the password is for."""
    monkeypatch.setenv("LAGESBOT_ACCOUNT", "nyårsbot")
    with pytest.raises(CredentialsError):  # this wiki logs everybody in as Lägesbot
        LiveWiki.connect([], write=True)
    assert faulty.logins[0] == ("Nyårsbot@lagesbot", SECRET)


@pytest.mark.usefixtures("nowhere")
def test_half_of_oauth_stops_writing(faulty: FaultyWiki, monkeypatch: pytest.MonkeyPatch) -> None:
    """A part of OAuth stops writing before the wiki is asked."""
    monkeypatch.setenv(OAUTH_VARIABLES[0], TOKENS[0])
    with pytest.raises(CredentialsError, match=OAUTH_VARIABLES[3]) as caught:
        LiveWiki.connect([], write=True)
    assert TOKENS[0] not in str(caught.value)
    assert faulty.requests == []


def test_half_of_oauth_while_reading(
    faulty: FaultyWiki, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Reading goes on without an account where the environment is wrong, says why, and does not take the file's."""
    monkeypatch.setenv(OAUTH_VARIABLES[0], TOKENS[0])
    assert LiveWiki.connect([], write=False).account == ""
    assert faulty.logins == []
    assert f"reading without an account: OAuth takes four variables; {OAUTH_VARIABLES[1]}" in caplog.text


def test_open_password_file_stops_writing(faulty: FaultyWiki, tmp_path: Path) -> None:
    """A password file that others can read is refused before the wiki is asked, and left as it is."""
    path = tmp_path / "user-password.py"
    path.chmod(0o644)
    with pytest.raises(CredentialsError, match=f"chmod 600 {path}"):
        LiveWiki.connect([], write=True)
    assert faulty.requests == []
    assert path.stat().st_mode & 0o777 == 0o644


def test_open_password_file_while_reading(faulty: FaultyWiki, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Reading goes on without an account where the password file is open to others, and says so."""
    (tmp_path / "user-password.py").chmod(0o644)
    wiki = LiveWiki.connect([], write=False)
    assert wiki.account == ""
    assert wiki.read([TITLE])[TITLE].text == "ett"
    assert faulty.logins == []
    assert "chmod 600" in caplog.text


def test_open_configuration_with_tokens(faulty: FaultyWiki, tmp_path: Path) -> None:
    """A user-config.py that others can read is refused where it holds OAuth tokens; reading then signs nothing."""
    path = tmp_path / "user-config.py"
    lines = f"password_file = None\nauthenticate['se.wikimedia.org'] = {TOKENS!r}\n"
    path.write_text(path.read_text(encoding="utf-8") + lines, encoding="utf-8")
    path.chmod(0o644)
    assert LiveWiki.connect([], write=False).account == ""
    assert set(faulty.signatures) == {""}


def test_open_configuration_with_tokens_stops_writing(faulty: FaultyWiki, tmp_path: Path) -> None:
    """With such a user-config.py nothing is written."""
    path = tmp_path / "user-config.py"
    lines = f"password_file = None\nauthenticate['se.wikimedia.org'] = {TOKENS!r}\n"
    path.write_text(path.read_text(encoding="utf-8") + lines, encoding="utf-8")
    path.chmod(0o644)
    with pytest.raises(CredentialsError, match=f"chmod 600 {path}"):
        LiveWiki.connect([], write=True)
    assert faulty.requests == []


def test_open_configuration_without_secrets(faulty: FaultyWiki, tmp_path: Path) -> None:
    """A user-config.py without secrets may be read by anybody."""
    (tmp_path / "user-config.py").chmod(0o644)
    assert LiveWiki.connect([], write=True).account == ACCOUNT
    assert faulty.logins == [IN_FILE]


@pytest.mark.usefixtures("_password")
def test_open_file_that_is_not_used(faulty: FaultyWiki, tmp_path: Path) -> None:
    """With a password in the environment, the file is not read and hinders nothing."""
    (tmp_path / "user-password.py").chmod(0o644)
    assert LiveWiki.connect([], write=True).account == ACCOUNT
    assert faulty.logins == [IN_ENVIRONMENT]


@pytest.mark.usefixtures("_password", "nowhere")
def test_defaults_without_a_configuration(faulty: FaultyWiki) -> None:
    """Without user-config.py, what the sample sets holds, an argument comes before it, and the user agent is named."""
    LiveWiki.connect(["-put_throttle:7"], write=True)
    config = sys.modules["pywikibot.config"]
    assert {name: getattr(config, name) for name in DEFAULTS} == {**DEFAULTS, "put_throttle": 7}
    assert all(f"(Lagesbot/{__version__}; " in agent for agent in faulty.agents)


@pytest.mark.usefixtures("_password", "nowhere")
def test_operator_in_the_user_agent(faulty: FaultyWiki, monkeypatch: pytest.MonkeyPatch) -> None:
    """LAGESBOT_OPERATOR tells the wiki whom to reach, in every request."""
    monkeypatch.setenv("LAGESBOT_OPERATOR", "drift@example.org")
    LiveWiki.connect([], write=True)
    assert all("(Lagesbot/" in agent and "; drift@example.org; " in agent for agent in faulty.agents)
