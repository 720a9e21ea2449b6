"""Pywikibot, set up so that it never asks, never waits long, and says nothing that should not be said.

Part of `bot.wiki.live`. Pywikibot reads its configuration while it is imported, so it is imported when it is known with
which arguments: that is what `Framework.connect` does. One process has one such configuration.
"""

import importlib
import logging
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn, Self

from bot.errors import BotError, CredentialsError, UsageError, WikiUnreachableError
from bot.shard import WHOLE, Shard
from bot.wiki.discretion import discreet, keep_discreet
from bot.wiki.login import (
    HOW_TO_LOG_IN,
    log_in,
    names_account,
    names_operator,
    prepare,
    read_anonymously,
    set_defaults,
    spare,
)
from bot.wiki.patience import LONGEST_SECONDS, Patience
from bot.wiki.refusals import RETRIED, one_line, words_of_error
from bot.wiki.turns import take_turns

_FAMILY, _CODE = "wikimediachapter", "se"
_UNSET = ("wikipedia", "test")
"""What Pywikibot's family and code are where nobody has set them."""

_MAX_RETRIES = 3  # 5 + 10 + 20 seconds of waiting; Pywikibot's own 15 would keep a run waiting for half an hour
_CONNECT_RETRIES = 1
_CONNECT_WAIT = 2.0  # seconds
_CONNECT_TIMEOUT = (6.05, 20.0)  # seconds to connect and to the first byte; the former a little over TCP's own retry
_ANY_ACCOUNT = frozenset({"editsemiprotected"})
"""What the account that will write can do for sure, though whoever reads without one cannot."""

_NETWORK = re.compile(
    r"Name or service not known|Temporary failure in name resolution|No address associated with hostname"
    r"|Connection refused|Connection reset by peer|Network is unreachable|No route to host|timed out"
    r"|certificate verify failed|Remote end closed connection"
)
"""What went wrong, among all that requests and urllib3 say of it."""

_LOGGED_OUT = frozenset({"assertuserfailed", "assertbotfailed"})
"""What the wiki says of an edit where the session is lost. If it is the right to be a bot, it says it again."""

_ITSELF = frozenset({"meta", "siprop", "uiprop", "curtimestamp"})
"""What a question is made of that costs the databases nothing: it waits for none of them."""

_NAMELESS = (
    "the wiki is not told whom to reach about these edits, as the Wikimedia policy on user agents wants; set "
    "LAGESBOT_OPERATOR to an e-mail address or a user page"
)

_NO_JSON = "what came is not JSON"


class Framework:
    """Pywikibot with one site.

    Args:
        pywikibot: The imported package.
        site: The site, asked for its user at least once.
    """

    def __init__(self, pywikibot: Any, site: Any) -> None:  # noqa: ANN401 - Pywikibot has no types
        self._pywikibot = pywikibot
        self._site = site
        self.exceptions: Any = pywikibot.exceptions
        self.name = str(site)
        self.account = str(site.user() or "")
        rights = frozenset(site.userinfo.get("rights", ()))
        self.rights = rights if self.account else rights | _ANY_ACCOUNT
        request: Any = importlib.import_module("pywikibot.data.api").Request
        self._request = request
        self._edit_request = _edit_request(request, pywikibot)
        self._assertion = "bot" if "bot" in rights else "user"
        self._nameless = not names_operator(pywikibot.config)

    @classmethod
    def connect(cls, arguments: Sequence[str], *, write: bool, shard: Shard = WHOLE) -> Self:
        """Import and configure Pywikibot, and log in; see `bot.wiki.live.LiveWiki.connect`."""
        pywikibot = _imported(arguments)
        _silence(pywikibot)
        config = pywikibot.config
        try:
            with _impatient(config):
                site = _site(pywikibot, arguments, write=write)
                take_turns(site.throttle, shard, apart=config.put_throttle, longest=config.maxthrottle)
                framework = cls(pywikibot, site)
        except BotError:
            raise
        except SystemExit:
            raise UsageError("Pywikibot has given up; its message above says why") from None
        except pywikibot.exceptions.NoUsernameError as error:
            raise CredentialsError(f"{_says(error)}; {HOW_TO_LOG_IN}") from error
        except (pywikibot.exceptions.UnknownFamilyError, pywikibot.exceptions.UnknownSiteError) as error:
            raise UsageError(f"{_says(error)}; correct -family: and -lang:") from error
        except Exception as error:
            where = f"{config.family}:{config.mylang}"
            raise WikiUnreachableError(
                f"{where} does not answer, or not as a wiki: {_says(error)}; check the network, or try later"
            ) from error
        if write and not framework.account:
            raise CredentialsError(f"{framework.name}: the account could not log in; {HOW_TO_LOG_IN}")
        return framework

    @property
    def simulated(self) -> bool:
        """Whether nothing may be sent (`-simulate`)."""
        return bool(self._pywikibot.config.simulate)

    def query(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """Send one reading request, as a POST: five hundred titles are too long for an address."""
        request = {"action": "query", "formatversion": 2, **parameters}
        if not _ITSELF.issuperset(parameters):
            # Pywikibot leaves it out where anything is asked of the wiki itself, though that be asked with pages.
            request["maxlag"] = self._pywikibot.config.read_maxlag or None
        answer: dict[str, Any] = self._request(site=self._site, use_get=False, parameters=request).submit()
        return answer

    def edit(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """Send one edit, after Pywikibot's throttle; whoever was a bot when connecting must still be one."""
        if self._nameless:
            self._nameless = False
            logging.getLogger("lagesbot").warning("%s", _NAMELESS)
        token = self._site.tokens["csrf"]
        asked = {"action": "edit", "formatversion": 2, **parameters, "token": token}
        request = self._edit_request(site=self._site, use_get=False, parameters=asked)
        request["assert"] = self._assertion  # Pywikibot has put its own there
        answer: dict[str, Any] = request.submit()
        return answer


def _edit_request(base: Any, pywikibot: Any) -> Any:  # noqa: ANN401 - Pywikibot has no types
    """Pywikibot's request, for edits: only what was turned away unseen is sent again."""
    config, exceptions = pywikibot.config, pywikibot.exceptions

    class EditRequest(base):  # type: ignore[misc] # Pywikibot has no types
        def wait(self, delay: float | None = None, **where: object) -> None:
            refusal = dict(self.last_error)
            if refusal["code"] not in RETRIED:
                cause = sys.exception()
                raise exceptions.ApiTimeoutError(_says(cause) if cause else _NO_JSON, **where)
            try:
                # What Pywikibot makes of a rate limit, the time for one edit, may be too short for it to pass.
                super().wait(max(delay or 0, config.retry_wait), **where)
            except exceptions.ApiTimeoutError:
                raise exceptions.APIError(**refusal) from None

        def _logged_in(self, code: str) -> bool:
            if code not in _LOGGED_OUT:
                return bool(super()._logged_in(code))
            self._relogin(f"{code}.")
            self.site.tokens.clear()
            self["token"] = self.site.tokens["csrf"]  # Pywikibot would send that of the lost session, and then none
            return False

    return EditRequest


def _imported(arguments: Sequence[str]) -> Any:  # noqa: ANN401 - Pywikibot has no types
    """Import Pywikibot with these arguments in its view: it looks for `-dir:` and `-config:` by itself."""
    os.environ.setdefault("PYWIKIBOT_NO_USER_CONFIG", "2")  # read where there is one, not missed else
    before = sys.argv
    sys.argv = ["lagesbot", *arguments]
    try:
        pywikibot = importlib.import_module("pywikibot")
    except (Exception, SystemExit) as error:  # anything may happen: user-config.py is a program
        line = getattr(error, "lineno", None)
        where = f"{type(error).__name__}{f' in line {line}' if line else ''}"
        raise UsageError(f"Pywikibot's user-config.py, or the folder given with -dir:, is faulty ({where})") from error
    finally:
        sys.argv = before
    config = pywikibot.config
    configured = Path(config.base_dir, config.user_config_file).exists()
    if not configured:
        config.base_dir = str(_cache())
    set_defaults(config, configured=configured)
    if (config.family, config.mylang) == _UNSET:
        config.family, config.mylang = _FAMILY, _CODE
    config.solve_captcha = False
    config.max_retries = min(config.max_retries, _MAX_RETRIES)
    return pywikibot


def _cache() -> Path:
    """Where Pywikibot keeps its notes when nobody has set it up: not in whatever folder the bot is started in."""
    try:
        folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "lagesbot"
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):  # the second where nobody has a home
        return Path(tempfile.mkdtemp(prefix="lagesbot-"))
    return folder


def _silence(pywikibot: Any) -> None:  # noqa: ANN401 - Pywikibot has no types
    """Keep Pywikibot from asking anything, from showing secrets or tracebacks, and from waiting without end.

    What it has to say it writes to standard error.
    """
    for question in ("input", "input_choice", "input_list_choice"):
        setattr(pywikibot.bot.ui, question, _never_ask)
    config = pywikibot.config
    keep_discreet(os.environ, (str(part) for login in config.authenticate.values() for part in login))
    config.retry_max = min(config.retry_max, LONGEST_SECONDS)
    request = importlib.import_module("pywikibot.data.api").Request
    request.wait = _telling(request.wait, pywikibot.exceptions.ApiTimeoutError)
    hooks = importlib.import_module("pywikibot.comms.http").session.hooks["response"]
    if not any(isinstance(hook, Patience) for hook in hooks):
        sites = pywikibot._sites  # noqa: SLF001 - there is no other list of them
        hooks.append(Patience(config.retry_wait, lambda: [site.throttle for site in sites.values()]))


def _telling(wait: Callable[..., None], given_up: type[Exception]) -> Callable[..., None]:
    """Pywikibot's waiting before a request is sent again; where it gives up, it tells what was wrong the last time."""

    def wait_or_tell(self: Any, *given: object, **named: object) -> None:  # noqa: ANN401 - Pywikibot has no types
        error, cause = dict(self.last_error), sys.exception()
        try:
            wait(self, *given, **named)
        except given_up:
            what = _says(cause) if cause else words_of_error(error) if error["code"] else _NO_JSON
            raise given_up(f"{what}, after several tries") from None

    return wait_or_tell


def _never_ask(*_question: object, **_options: object) -> NoReturn:
    raise CredentialsError(f"the wiki does not accept the account's password, or there is none; {HOW_TO_LOG_IN}")


@contextmanager
def _impatient(config: Any) -> Iterator[None]:  # noqa: ANN401 - Pywikibot has no types
    """Wait little while connecting: somebody may be looking on, and nothing is lost."""
    names = ("max_retries", "retry_wait", "socket_timeout")
    before = {name: getattr(config, name) for name in names}
    config.max_retries = min(config.max_retries, _CONNECT_RETRIES)
    config.retry_wait = min(config.retry_wait, _CONNECT_WAIT)
    config.socket_timeout = _CONNECT_TIMEOUT
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(config, name, value)


def _site(pywikibot: Any, arguments: Sequence[str], *, write: bool) -> Any:  # noqa: ANN401 - Pywikibot has no types
    """The site that the arguments name, logged in if that can be."""
    if write and not names_account(pywikibot.config, arguments):  # said before the wiki is asked
        raise CredentialsError(f"no account to write with; {HOW_TO_LOG_IN}")
    wanted = prepare(pywikibot, arguments, write=write)
    try:
        _hand_over(pywikibot, arguments)
        site = pywikibot.Site()
        named = site.username() is not None
        spare(site)
        if named and wanted:
            log_in(pywikibot, site)
    except (pywikibot.exceptions.NoUsernameError, CredentialsError) as error:
        if write:
            raise
        read_anonymously(_says(error))
        return _unsigned(pywikibot)
    if write and not named:
        raise CredentialsError(f"{site}: no account to write with; {HOW_TO_LOG_IN}")
    return site


def _unsigned(pywikibot: Any) -> Any:  # noqa: ANN401 - Pywikibot has no types
    """The site for whoever has no account: a signature that the wiki refuses would be refused with every request."""
    pywikibot.config.authenticate.clear()
    pywikibot._sites.clear()  # noqa: SLF001 - its session is one that could not log in
    site = pywikibot.Site()
    spare(site)
    return site


def _hand_over(pywikibot: Any, arguments: Sequence[str]) -> None:  # noqa: ANN401 - Pywikibot has no types
    """Give Pywikibot its arguments."""
    pywikibot._sites.clear()  # noqa: SLF001 - what Pywikibot's own wrapper does before arguments are handled anew
    try:
        unknown = pywikibot.handle_args(list(arguments), do_help=False)
    except ValueError as error:
        raise UsageError(f"an argument for Pywikibot has a wrong value: {_says(error)}") from error
    if unknown:
        raise UsageError(f"{unknown[0]}: neither we nor Pywikibot know this argument")


def _says(error: BaseException) -> str:
    network = _NETWORK.search(str(error))
    if network:
        return network[0]
    return one_line(discreet(str(error)) or type(error).__name__).rstrip(".")
