"""The token and the address from the environment: what is taken, and what a token is not trusted to."""

import pytest
from pydantic import SecretStr

from bot.phabricator.access import Access, read_access

TOKEN = "api-" + "hemlig7" * 4
WIKIMEDIA = "https://phabricator.wikimedia.org/api/"


@pytest.mark.parametrize(
    ("address", "api", "encrypted"),
    [
        pytest.param(None, WIKIMEDIA, True, id="not set"),
        pytest.param("", WIKIMEDIA, True, id="empty"),
        pytest.param("https://phab.example/api", "https://phab.example/api/", True, id="without a slash"),
        pytest.param("https://phab.example:8443/a/api/", "https://phab.example:8443/a/api/", True, id="port and path"),
        pytest.param("https://phab.example", "https://phab.example/", True, id="a host alone"),
        pytest.param("http://127.0.0.1:8080/api/", "http://127.0.0.1:8080/api/", False, id="loopback"),
        pytest.param("http://127.8.9.1/", "http://127.8.9.1/", False, id="the rest of loopback"),
        pytest.param("http://[::1]:80/api/", "http://[::1]:80/api/", False, id="loopback, IPv6"),
        pytest.param("http://localhost/api/", "http://localhost/api/", False, id="localhost"),
    ],
)
def test_address_that_a_token_may_go_to(address: str | None, api: str, *, encrypted: bool) -> None:
    """The Wikimedia Phabricator unless another is set; any over HTTPS, and this very machine without."""
    environment = {"PHAB_API_TOKEN": TOKEN} | ({} if address is None else {"PHAB_API_URL": address})
    assert read_access(environment) == Access(SecretStr(TOKEN), api, encrypted)


@pytest.mark.parametrize(
    "address",
    [
        "http://phabricator.wikimedia.org/api/",
        "http://10.0.0.1/api/",
        "http://localhost.example/api/",
        "http://127.0.0.1.example/api/",
        "http://127.1/api/",
        "http://127.0.0.1:80@phab.example/api/",
        "http://127.0.0.1\\@phab.example/api/",
        "https://user:word@phab.example/api/",
        "https://phab.example/api/?x=",
        "https://phab.example/api/#x",
        "https://phab.example/api/%2e%2e/",
        "https://phab.example/api/\n",
        " https://phab.example/api/",
        "https://",
        "https:///api/",
        "https://phab.example:port/",
        "https://fab.exämple/",
        "HTTPS://phab.example/",
        "ftp://phab.example/",
        "//phab.example/",
        "phab.example",
        "http://[fe80::1]/",
        "http://[1:2]/",
    ],
)
def test_address_that_a_token_may_not_go_to(address: str) -> None:
    """Plain HTTP to another machine, and whatever two readers could read differently, is refused."""
    assert read_access({"PHAB_API_TOKEN": TOKEN, "PHAB_API_URL": address}) == "bad-address"


@pytest.mark.parametrize("token", [None, "", " ", "\n"], ids=["not set", "empty", "a space", "a line end"])
def test_no_token(token: str | None) -> None:
    """Without a token, or with white space for one, there is none."""
    assert read_access({} if token is None else {"PHAB_API_TOKEN": token}) == "no-token"


@pytest.mark.parametrize(
    "token",
    [f"{TOKEN}\n", f" {TOKEN}", "api-hem lig7", "api-hemlig7\x00", "api-hemlig7\x7f", "api-hemlig7å", "\ud8007"],
)
def test_what_cannot_be_a_token(token: str) -> None:
    """White space, control characters and letters that no token has are noticed before anything is sent."""
    assert read_access({"PHAB_API_TOKEN": token}) == "bad-token"


def test_token_is_not_shown() -> None:
    """The way to Phabricator can be printed without its token."""
    access = read_access({"PHAB_API_TOKEN": TOKEN})
    assert isinstance(access, Access)
    assert access.token.get_secret_value() == TOKEN
    assert "hemlig7" not in f"{access!r} {access}"
