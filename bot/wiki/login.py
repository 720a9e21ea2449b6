"""Pywikibot's settings and its login, where the environment and not a file says with what.

Part of `bot.wiki.framework`, which imports Pywikibot and hands it to these functions. Nothing is written to disk: the
password goes from the environment to Pywikibot's login manager, each time that it logs in.
"""

import logging
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.agent import NAME
from bot.errors import CredentialsError
from bot.wiki.credentials import (
    OAUTH_VARIABLES,
    OPERATOR_VARIABLE,
    PASSWORD_VARIABLE,
    BotPassword,
    Credentials,
    read_credentials,
    read_operator,
    require_private,
)

HOW_TO_LOG_IN = (
    "set LAGESBOT_BOT_PASSWORD in the environment, or usernames and password_file in user-config.py "
    "(see user-config.py.sample)"
)

DEFAULTS: Mapping[str, object] = {
    "put_throttle": 10,
    "write_maxlag": 5,
    "read_maxlag": 30,
    "max_retries": 3,
    "retry_wait": 5,
    "retry_max": 60,
    "socket_timeout": (6.05, 45),
    "cosmetic_changes": False,
    "ignore_bot_templates": False,
    "log": [],
}
"""What user-config.py.sample sets, with its reasons, for where there is no user-config.py."""

_UNFINISHED = "CHANGE"
"""What stands in user-config.py.sample where nobody is named yet."""

_ENVIRONMENT = "the environment"  # a name that makes Pywikibot look for a password; no file of that name is opened
_OAUTH_WORDS = 4  # two would be for HTTP authentication of a closed server, which is no login


def set_defaults(config: Any, *, configured: bool) -> None:  # noqa: ANN401 - Pywikibot has no types
    """Set what the operator would have set.

    Args:
        config: Pywikibot's configuration, before it has seen the arguments.
        configured: Whether there is a user-config.py; then only the user agent is made whole.
    """
    if not configured:
        for name, value in DEFAULTS.items():
            setattr(config, name, value)
    described = str(config.user_agent_description or "").removeprefix(NAME).removeprefix("; ")
    named = "" if _UNFINISHED in described else described
    operator = read_operator(os.environ) or read_operator({OPERATOR_VARIABLE: named})
    config.user_agent_description = f"{NAME}; {operator}" if operator else NAME


def names_operator(config: Any) -> bool:  # noqa: ANN401 - Pywikibot has no types
    """Whether the user agent, once it is made whole, says whom to reach."""
    return bool(config.user_agent_description != NAME)


def names_account(config: Any, arguments: Sequence[str]) -> bool:  # noqa: ANN401 - Pywikibot has no types
    """Whether the environment, user-config.py or an argument says who logs in."""
    secrets = (PASSWORD_VARIABLE, *OAUTH_VARIABLES)
    named = any(argument.startswith("-user:") for argument in arguments)
    return named or any(map(os.environ.get, secrets)) or any(config.usernames.values())


def prepare(pywikibot: Any, arguments: Sequence[str], *, write: bool) -> bool:  # noqa: ANN401 - Pywikibot has no types
    """Set what Pywikibot logs in with, before it sees its arguments: then it asks the wiki who it is.

    What the environment says comes before Pywikibot's files; only where it says nothing may those be used, and then
    nobody else may be able to read them.

    Args:
        pywikibot: The imported package.
        arguments: What it is going to see.
        write: The account is needed; without, it is told that none is used.

    Returns:
        Whether it may log in.

    Raises:
        CredentialsError: `write`, and what the environment says is wrong, or a file is open to others.
    """
    try:
        credentials = read_credentials(os.environ)
        if credentials:
            _use(pywikibot, credentials, *site_of(pywikibot.config, arguments))
        else:
            _require_private_files(pywikibot.config)
    except CredentialsError as error:
        if write:
            raise
        read_anonymously(error)
        pywikibot.config.authenticate, pywikibot.config.password_file = {}, None
        return False
    return True


def spare(site: Any) -> None:  # noqa: ANN401 - Pywikibot has no types
    """Keep Pywikibot from asking a wiki for what the bot has no use for.

    For one token it asks for those of all kinds, after two questions about what kinds there are; and before it asks for
    pages it asks twice, after thirty days anew, whether the extension ProofreadPage could tell more of them.
    """
    ask = site.get_tokens
    site.get_tokens = lambda kinds: ask(kinds or ["csrf" if site.logged_in() else "login"])
    site.has_extension = lambda _name: False


def log_in(pywikibot: Any, site: Any) -> None:  # noqa: ANN401 - Pywikibot has no types
    """Log in, unless the session of the last time still holds: the site knows that, it asked when it was made.

    `site.login()` would ask again before it does the same.
    """
    if site.logged_in():
        return
    pywikibot.login.ClientLoginManager(site=site, user=site.username()).login(retry=True)
    site.login(cookie_only=True)


def read_anonymously(why: object) -> None:
    """Tell why no account is used, where none is needed."""
    logging.getLogger("lagesbot").warning("reading without an account: %s", why)


def site_of(config: Any, arguments: Sequence[str]) -> tuple[str, str]:  # noqa: ANN401 - Pywikibot has no types
    """The family and the code that Pywikibot is going to take from its arguments."""
    family, code = str(config.family), str(config.mylang)
    for option, _, value in (argument.partition(":") for argument in arguments):
        if option == "-site":
            family, _, code = value.partition(":")
            code = code or family
        elif option == "-family":
            family = value
        elif option in {"-code", "-lang"}:
            code = value
    return family, code


def _use(pywikibot: Any, credentials: Credentials, family: str, code: str) -> None:  # noqa: ANN401 - no types
    """Let the environment's credentials stand in place of those in Pywikibot's files; `-user:` comes before them."""
    config = pywikibot.config
    config.usernames[family][code] = credentials.account
    config.authenticate = {host: words for host, words in config.authenticate.items() if len(words) != _OAUTH_WORDS}
    if isinstance(credentials, BotPassword):
        config.password_file = _ENVIRONMENT
        pywikibot.login.LoginManager.readPassword = _reader(credentials)
        return
    config.password_file = None
    with suppress(KeyError, pywikibot.exceptions.UnknownFamilyError):  # told of when the site is made
        # The site's own host, so that no other sees a signature.
        host = urlsplit(pywikibot.family.Family.load(family).base_url(code, "")).netloc
        config.authenticate[host] = tuple(token.get_secret_value() for token in credentials.tokens)


def _reader(credentials: BotPassword) -> Callable[[Any], None]:
    """What Pywikibot's login manager calls to find the password; again when a session was lost."""

    def read_password(manager: Any) -> None:  # noqa: ANN401 - Pywikibot has no types
        if manager.username == credentials.account:
            manager.password = credentials.secret.get_secret_value()
            manager.login_name = credentials.login_name

    return read_password


def _require_private_files(config: Any) -> None:  # noqa: ANN401 - Pywikibot has no types
    """See to it that nobody else can read the files that Pywikibot takes secrets from.

    Raises:
        CredentialsError: Somebody can.
    """
    if config.authenticate:
        require_private(Path(config.base_dir, config.user_config_file))
    if config.password_file:
        for path in dict.fromkeys((Path(config.base_dir, config.password_file), Path(config.password_file))):
            require_private(path)
