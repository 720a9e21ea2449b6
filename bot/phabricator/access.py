"""The way to Phabricator, as the operator's environment gives it: the token, and where the API lies. Pure.

It is the environment and nothing else that says so: a page on the wiki must not be able to tell where a token goes.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address

from pydantic import SecretStr

from bot.phabricator.tracker import Why

TOKEN_VARIABLE, ADDRESS_VARIABLE = "PHAB_API_TOKEN", "PHAB_API_URL"

WIKIMEDIA = "https://phabricator.wikimedia.org/api/"
"""Where the association has its tasks."""

_TOKEN = re.compile(r"[!-~]+")
"""Conduit's tokens are `api-` and small letters and digits; what no header or form could carry unharmed is none."""

_ADDRESS = re.compile(
    r"(?P<scheme>https?)://(?P<host>[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~/-]*)?"
)
"""An address without anything that two readers could take differently: no user, query, fragment or escape."""


@dataclass(frozen=True, slots=True)
class Access:
    """What it takes to ask Phabricator.

    Attributes:
        token: The Conduit API token; its own type keeps it out of every text that is made of this object.
        api: The address that the names of the methods are put after, ending in a slash.
        encrypted: Whether the way there is HTTPS; else it does not leave this machine.
    """

    token: SecretStr
    api: str
    encrypted: bool


def read_access(environment: Mapping[str, str]) -> Access | Why:
    """Read the token and the address from environment variables.

    Returns:
        The way to Phabricator, or why there is none: no token, one that cannot be a token, or an address that the
        token cannot be trusted to. No text here ever holds the token.
    """
    token = environment.get(TOKEN_VARIABLE, "")
    if not token.strip():
        return "no-token"
    if not _TOKEN.fullmatch(token):
        return "bad-token"
    address = _ADDRESS.fullmatch(environment.get(ADDRESS_VARIABLE) or WIKIMEDIA)
    if not address:
        return "bad-address"
    encrypted = address["scheme"] == "https"
    if not encrypted and not _is_loopback(address["host"].strip("[]")):
        return "bad-address"
    return Access(SecretStr(token), f"{address[0].rstrip('/')}/", encrypted)


def _is_loopback(host: str) -> bool:
    """Whether what is sent there stays on this machine."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
