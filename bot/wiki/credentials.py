"""Who logs in and with what, as the operator's environment gives it, and which files may hold secrets. No Pywikibot.

What is set here comes before what Pywikibot's own files say, so that the bot runs where there are no files: in a
container, on Toolforge, under systemd. No text made here ever holds a secret.
"""

import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from bot.errors import CredentialsError
from bot.wiki.titles import account_name

ACCOUNT_VARIABLE, PASSWORD_VARIABLE = "LAGESBOT_ACCOUNT", "LAGESBOT_BOT_PASSWORD"
OPERATOR_VARIABLE = "LAGESBOT_OPERATOR"
OAUTH_VARIABLES = (
    "LAGESBOT_OAUTH_CONSUMER_TOKEN",
    "LAGESBOT_OAUTH_CONSUMER_SECRET",
    "LAGESBOT_OAUTH_ACCESS_TOKEN",
    "LAGESBOT_OAUTH_ACCESS_SECRET",
)
"""In the order in which the wiki shows them, and Pywikibot takes them."""

ACCOUNT = "Lägesbot"
"""The account where none is named: the one that the bot's pages on the wiki are named after."""

_BOT_PASSWORD = re.compile(r"([^@\s]+)@([0-9a-w]{32,})")
"""What Special:BotPasswords shows for old bots, as MediaWiki itself tells it from other passwords."""

_TOKEN = re.compile(r"[!-~]+")
"""What a header can carry unharmed; a token with a space or a line end has been copied wrongly."""

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class BotPassword:
    """A bot password.

    Attributes:
        account: The account, without what stands after "@" in the login name.
        app: What the bot password is called.
        secret: The 32 characters that the wiki showed.
    """

    account: str
    app: str
    secret: SecretStr

    @property
    def login_name(self) -> str:
        """The account with the name of the bot password."""
        return f"{self.account}@{self.app}"


@dataclass(frozen=True, slots=True)
class OAuth:
    """Owner-only OAuth 1.0a.

    Attributes:
        account: The account that the consumer belongs to.
        tokens: The consumer's token and secret, and the access token and secret.
    """

    account: str
    tokens: tuple[SecretStr, SecretStr, SecretStr, SecretStr]


Credentials = BotPassword | OAuth


def read_credentials(environment: Mapping[str, str]) -> Credentials | None:
    """Read from environment variables who logs in; an empty one counts as not set.

    Returns:
        The credentials, or None where neither a bot password nor any part of OAuth is set.

    Raises:
        CredentialsError: What is set cannot be used; names the variables, and no value.
    """
    password = environment.get(PASSWORD_VARIABLE, "").strip()
    tokens = {name: environment.get(name, "").strip() for name in OAUTH_VARIABLES}
    if not password and not any(tokens.values()):
        return None
    account = _account(environment)
    if password and any(tokens.values()):
        raise CredentialsError(
            f"both {PASSWORD_VARIABLE} and {' '.join(name for name in tokens if tokens[name])} are set; "
            "unset the one that is not to be used"
        )
    return _bot_password(account, password) if password else _oauth(account, tokens)


def _account(environment: Mapping[str, str]) -> str:
    name = environment.get(ACCOUNT_VARIABLE, "").strip() or ACCOUNT
    if "@" in name:
        raise CredentialsError(
            f"{ACCOUNT_VARIABLE} is the account's name alone; what stands after @ begins {PASSWORD_VARIABLE}"
        )
    account = account_name(name)
    if not account:
        raise CredentialsError(
            f"{ACCOUNT_VARIABLE} is no account's name; write it as on the wiki, without its namespace"
        )
    return account


def _bot_password(account: str, password: str) -> BotPassword:
    found = _BOT_PASSWORD.fullmatch(password)
    if not found:
        raise CredentialsError(
            f"{PASSWORD_VARIABLE} is not of the form NAME@SECRET; copy what Special:BotPasswords showed for old bots, "
            "the name of the bot password, @ and 32 characters"
        )
    return BotPassword(account, found[1], SecretStr(found[2]))


def _oauth(account: str, tokens: Mapping[str, str]) -> OAuth:
    missing = [name for name in tokens if not tokens[name]]
    if missing:
        raise CredentialsError(f"OAuth takes four variables; {' '.join(missing)} is not set")
    wrong = [name for name in tokens if not _TOKEN.fullmatch(tokens[name])]
    if wrong:
        raise CredentialsError(f"{' '.join(wrong)} has white space or other signs that no token has; copy it again")
    first, second, third, fourth = (SecretStr(token) for token in tokens.values())
    return OAuth(account, (first, second, third, fourth))


def read_operator(environment: Mapping[str, str]) -> str:
    """Who answers for the bot, for the user agent; "" where nobody is named.

    A header carries Latin-1 on one line: what it cannot carry becomes a question mark.
    """
    words = " ".join(environment.get(OPERATOR_VARIABLE, "").split())
    return "".join(sign for sign in words if sign.isprintable()).encode("latin-1", "replace").decode("latin-1")


def require_private(path: Path) -> None:
    """See to it that nobody but its owner can read or write a file with secrets.

    Pywikibot only warns, and changes the mode; by then the secret has been read by whoever wanted to. A file that is
    not there is none of ours.

    Raises:
        CredentialsError: Others can; says how that is put right.
    """
    try:
        mode = path.stat().st_mode
    except OSError:
        return
    if mode & _OTHERS:
        raise CredentialsError(f"others can read {path}, which holds secrets; chmod 600 {path}, and change the secrets")
