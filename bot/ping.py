"""Telling a monitor how a run went, as healthchecks.io and its like want it: an address for well, `/fail` for not."""

import logging

import requests

from bot.agent import user_agent
from bot.line import Line
from bot.wiki.discretion import discreet

VARIABLE = "LAGESBOT_PING_URL"
"""The environment variable with the address. It is a secret: whoever knows it can say that all is well."""

_SECONDS = 20.0  # as a whole, however the answer drips; a run must not wait long for its monitor
_SOCKET = (6.05, 10.0)
_TRIES = 3
_OK = range(200, 300)

LOG = logging.getLogger("lagesbot")


def ping(address: str, *, well: bool, words: str) -> bool:
    """Tell a monitor; what goes wrong with that is a warning in the log, never more, and never names the address.

    Args:
        address: The address for a good run, http or https, without a query.
        well: Whether the run was good.
        words: What it did, in a line; the body of the request.

    Returns:
        Whether the monitor has heard it.
    """
    target = address.strip().rstrip("/") + ("" if well else "/fail")
    reason = "it did not answer as it should"
    with Line(user_agent(), surroundings=True) as line:
        for _ in range(_TRIES):
            try:
                status = line.within(_SECONDS, lambda session: _sent(session, target, words))
            except Exception as error:  # noqa: BLE001 - a monitor's fault is none of the run's, whatever it is
                reason = type(error).__name__
                continue
            if status in _OK:
                return True
            reason = f"it answered with status {status}"
    LOG.warning("The monitor in %s was not told of the run: %s.", VARIABLE, reason)
    return False


def _sent(session: requests.Session, target: str, words: str) -> int:
    answer = session.post(
        target, data=discreet(words).encode(errors="backslashreplace"), timeout=_SOCKET, allow_redirects=False
    )
    return answer.status_code
