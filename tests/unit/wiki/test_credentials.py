"""Who logs in, from the environment: what is taken, what is refused, and that no secret is ever shown."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.errors import CredentialsError
from bot.wiki.credentials import (
    OAUTH_VARIABLES,
    BotPassword,
    OAuth,
    read_credentials,
    read_operator,
    require_private,
)

SECRET = "0123456789abcdefghijklmnopqrstuv"  # noqa: S105 - of MediaWiki's form, and nobody's
TOKENS = ("consumer-token", "consumer-secret", "access-token", "access-secret")
FOUR = dict(zip(OAUTH_VARIABLES, TOKENS, strict=True))
BOTH = FOUR | {"LAGESBOT_BOT_PASSWORD": f"lagesbot@{SECRET}"}


@pytest.mark.parametrize(
    "environment",
    [{}, {"LAGESBOT_ACCOUNT": "Lägesbot"}, {"LAGESBOT_BOT_PASSWORD": " ", "LAGESBOT_OAUTH_ACCESS_TOKEN": ""}],
    ids=["nothing", "an account alone", "empty"],
)
def test_nothing_to_log_in_with(environment: dict[str, str]) -> None:
    """Without a password or a token there are no credentials; then Pywikibot's files count."""
    assert read_credentials(environment) is None


def test_bot_password() -> None:
    """The form that the wiki shows for old bots gives the name of the bot password and the secret."""
    found = read_credentials({"LAGESBOT_BOT_PASSWORD": f"lagesbot@{SECRET}\n"})
    assert found == BotPassword("Lägesbot", "lagesbot", SecretStr(SECRET))
    assert found.login_name == "Lägesbot@lagesbot"


def test_oauth() -> None:
    """The four variables are taken in the order that Pywikibot wants them in."""
    found = read_credentials(FOUR)
    assert isinstance(found, OAuth)
    assert tuple(token.get_secret_value() for token in found.tokens) == TOKENS
    assert found.account == "Lägesbot"


def test_another_account() -> None:
    """LAGESBOT_ACCOUNT names the account, also as addresses on the wiki write it."""
    found = read_credentials(FOUR | {"LAGESBOT_ACCOUNT": "test_bot (WMSE) "})
    assert found is not None
    assert found.account == "Test bot (WMSE)"


@pytest.mark.parametrize("name", ["Lägesbot@lagesbot", "Lägesbot|x", "Användare/Lägesbot", "Läges\nbot"])
def test_no_account(name: str) -> None:
    """What cannot be an account's name is told of, with the variable."""
    with pytest.raises(CredentialsError, match="LAGESBOT_ACCOUNT"):
        read_credentials(FOUR | {"LAGESBOT_ACCOUNT": name})


@pytest.mark.parametrize(
    "password",
    [
        SECRET,
        f"@{SECRET}",
        f"Lägesbot@lagesbot@{SECRET}",
        f"läges bot@{SECRET}",
        f"lagesbot@{SECRET[:-1]}",
        f"lagesbot@{SECRET[:-1]}x",
        f"lagesbot@{SECRET} {SECRET}",
        "hemligt-lösenord",
    ],
)
def test_malformed_password(password: str) -> None:
    """A password that Special:BotPasswords cannot have shown is refused before it is sent, and not repeated."""
    with pytest.raises(CredentialsError, match="LAGESBOT_BOT_PASSWORD") as caught:
        read_credentials({"LAGESBOT_BOT_PASSWORD": password})
    assert SECRET[:-1] not in str(caught.value)
    assert password not in str(caught.value)


@pytest.mark.parametrize("missing", OAUTH_VARIABLES)
def test_half_of_oauth(missing: str) -> None:
    """Where one of the four is not set, it is named, the others are not, and no value is."""
    with pytest.raises(CredentialsError) as caught:
        read_credentials(FOUR | {missing: ""})
    assert [name for name in OAUTH_VARIABLES if name in str(caught.value)] == [missing]
    assert not any(token in str(caught.value) for token in TOKENS)


@pytest.mark.parametrize("token", ["access token", "access\ttoken", "åtkomst"])
def test_malformed_token(token: str) -> None:
    """A token that no header could carry is refused by its variable's name."""
    with pytest.raises(CredentialsError, match="LAGESBOT_OAUTH_ACCESS_TOKEN") as caught:
        read_credentials(FOUR | {"LAGESBOT_OAUTH_ACCESS_TOKEN": token})
    assert token not in str(caught.value)


def test_both_ways_at_once() -> None:
    """A bot password beside OAuth tokens is no choice: nobody could know which is the one in use."""
    with pytest.raises(CredentialsError, match="both LAGESBOT_BOT_PASSWORD and LAGESBOT_OAUTH") as caught:
        read_credentials(BOTH)
    assert not any(secret in str(caught.value) for secret in (SECRET, *TOKENS))


def test_secrets_are_not_shown() -> None:
    """The text of credentials, as a traceback or a log would show it, holds no secret."""
    shown = repr(read_credentials({"LAGESBOT_BOT_PASSWORD": f"lagesbot@{SECRET}"})) + repr(read_credentials(FOUR))
    assert not any(secret in shown for secret in (SECRET, *TOKENS))


@pytest.mark.parametrize(
    ("value", "operator"),
    [
        (None, ""),
        (" John,\n https://se.wikimedia.org/wiki/User:John ", "John, https://se.wikimedia.org/wiki/User:John"),
        ("Åsa – bot\x00ägare", "Åsa ? botägare"),
    ],
)
def test_operator(value: str | None, operator: str) -> None:
    """The operator is one line of what a header can carry."""
    assert read_operator({} if value is None else {"LAGESBOT_OPERATOR": value}) == operator


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o620, 0o660, 0o602])
def test_open_file_is_refused(tmp_path: Path, mode: int) -> None:
    """A file that the group or others can read or write is named with the command that closes it, and left as it is."""
    path = tmp_path / "user-password.py"
    path.touch()
    path.chmod(mode)
    with pytest.raises(CredentialsError, match=f"chmod 600 {path}"):
        require_private(path)
    assert path.stat().st_mode & 0o777 == mode


@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_closed_file_is_taken(tmp_path: Path, mode: int) -> None:
    """A file of its owner's alone is fine, and so is one that is not there."""
    path = tmp_path / "user-password.py"
    require_private(path)
    path.touch()
    path.chmod(mode)
    require_private(path)
    assert path.stat().st_mode & 0o777 == mode
