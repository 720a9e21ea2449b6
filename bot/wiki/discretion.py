"""What may be shown of a library's messages: no secret, and one line instead of a traceback."""

import logging
import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote, quote_plus

_SECRET = re.compile(
    r"((?:password|(?<!bad)token|secret|session)\w{0,40}['\"\\]*\s*(?:=|:|%3D)[\s'\"\[(\\]*)[^&'\"\s,\])]+",
    re.IGNORECASE,
)
_HEADER = re.compile(r"((?:cookie|authorization)['\"]?\s*:\s*)(?:'[^'\n]*'|\"[^\"\n]*\"|[^'\"\n][^\n]*)", re.IGNORECASE)
_BOT_PASSWORD = re.compile(r"(BotPassword\()[^)\n]*")
_SHAPES = (_HEADER, _BOT_PASSWORD, _SECRET)
"""What tells a secret by the words beside it, whoever it belongs to."""

_TRACEBACK = "Traceback (most recent call last):"
_OF_ENVIRONMENT = re.compile(r"PHAB_API_TOKEN|LAGESBOT_\w*(?:PASSWORD|OAUTH|TOKEN|SECRET|PING)\w*")
_SHORTEST = 6  # what is shorter would blot out half of everything else

_known: set[str] = set()


class DiscreetRecord(logging.LogRecord):
    """A record of the log that no handler can get a secret or a traceback out of, whichever logger it comes from."""

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type] # passed on as it is
        self.exc_info = None

    def getMessage(self) -> str:  # noqa: N802 - the library's own name
        """The message without secrets."""
        return discreet(super().getMessage())


def keep_discreet(environment: Mapping[str, str], secrets: Iterable[str] = ()) -> None:
    """Let all logs of this process be discreet from now on.

    Args:
        environment: Where the secrets are that are handed over in variables.
        secrets: More of them, as they are.
    """
    found = [value for name, value in environment.items() if _OF_ENVIRONMENT.fullmatch(name)]
    parts = [value.partition("@")[2] for value in found]  # of a bot password; its name is no secret
    for secret in (*found, *parts, *secrets):
        if len(secret) >= _SHORTEST:
            _known.update(
                {secret, *(quoted(secret, safe="", errors="surrogateescape") for quoted in (quote, quote_plus))}
            )
    logging.setLogRecordFactory(DiscreetRecord)


def discreet(message: str) -> str:
    """A message without secrets; of a traceback, only the last line, which says what went wrong."""
    if _TRACEBACK in message:
        head, _, trace = message.partition(_TRACEBACK)
        lines = trace.strip().splitlines()
        message = f"{head.strip()} {lines[-1] if lines else ''}".strip()
    for secret in sorted(_known, key=len, reverse=True):
        message = message.replace(secret, "…")
    for shape in _SHAPES:
        message = shape.sub(r"\1…", message)
    return message
