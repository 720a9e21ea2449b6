"""A wiki that answers edits as it is told to: errors, nonsense, nothing at all."""

import json
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests
import requests_mock

API = "https://se.wikimedia.org/w/api.php"
ACCOUNT = "Lägesbot"
TITLE = "Projekt:Läslust 2022"
REVID = 7

_MORE_OF_USER = {"ratelimits": {"edit": {"user": {"hits": 90, "seconds": 60}}}, "messages": False}


@dataclass(frozen=True)
class Said:
    """An answer with headers of its own, and HTML in it if nothing else."""

    status: int
    headers: Mapping[str, str]
    body: str = "<html>Busy</html>"


Script = Mapping[str, Any] | tuple[int, str] | Said | Exception
"""One answer: JSON, a status with a body, one with headers, or an exception of the network."""

_USER_CONFIG = f"""
usernames['wikimediachapter']['se'] = {ACCOUNT!r}
password_file = 'user-password.py'
put_throttle = minthrottle = retry_wait = retry_max = 0
max_retries = 2
noisysleep = 60
user_agent_description = 'tests@example.org'
"""
_PASSWORD = f"({ACCOUNT!r}, BotPassword('test', '{'x' * 32}'))\n"
_GENERAL = {
    "generator": "MediaWiki 1.45.0",
    "case": "first-letter",
    "lang": "sv",
    "sitename": "Wikimedia Sverige",
    "thumblimits": {},
    "imagelimits": {},
    "magiclinks": {},
}
_NAMESPACES = {
    str(number): {"id": number, "case": "first-letter", "name": name, "canonical": canonical, "content": False}
    for number, name, canonical in ((0, "", ""), (10, "Mall", "Template"), (100, "Projekt", "Projekt"))
}


def _choice(name: str, **submodules: str) -> dict[str, Any]:
    return {"name": name, "type": list(submodules), "limit": 50, "submodules": submodules}


_MODULES: dict[str, dict[str, Any]] = {
    "main": {"name": "main", "path": "main", "parameters": [_choice("action", query="query", paraminfo="paraminfo")]},
    "paraminfo": {"name": "paraminfo", "path": "paraminfo"},
    "query": {
        "name": "query",
        "path": "query",
        "parameters": [
            _choice("prop", info="query+info"),
            _choice("list", allusers="query+allusers", usercontribs="query+usercontribs", users="query+users"),
            _choice("meta", tokens="query+tokens"),
            {"name": "generator", "type": [], "limit": 50},
        ],
    },
    "query+allusers": {
        "name": "allusers",
        "path": "query+allusers",
        "prefix": "au",
        "parameters": [{"name": "limit", "max": 500, "highmax": 5000}],
    },
    "query+tokens": {
        "name": "tokens",
        "path": "query+tokens",
        "parameters": [{"name": "type", "type": ["csrf", "login"]}],
    },
}
"""As much of the API's description of itself as Pywikibot insists on."""


def configure(home: Path) -> None:
    """Write a Pywikibot configuration that waits for nothing."""
    for name, text in (("user-config.py", _USER_CONFIG), ("user-password.py", _PASSWORD)):
        (home / name).write_text(text, encoding="utf-8")
        (home / name).chmod(0o600)


def error(code: str, info: str = "Something is wrong", **more: object) -> dict[str, Any]:
    """An error as the API answers it."""
    return {"error": {"code": code, "info": info, **more}}


UNSIGNED = error("mwoauth-invalid-authorization", "The authorization headers in your request are not valid")
"""What MediaWiki says of each request that is signed with a token that it does not know, or no longer."""


class FaultyWiki:
    """The wiki.

    Args:
        mock: Where it is installed.

    Attributes:
        edits: The parameters of each edit that was sent, in order.
        requests: What was asked for, in order, shortly: `query+tokens`, `login`, `edit` …
        asked: The parameters of each request, in order.
        script: How the next edits are answered; when it is empty, an edit succeeds.
        reading: How the next questions for pages, a catalogue of them or accounts are answered, likewise.
        rights: What the account may do.
        signatures: The `Authorization` header of each request, "" where there is none. One of OAuth logs the bot in.
        agents: The `User-Agent` header of each request.
        refuses_signatures: Whether every signed request is refused, as where the consumer has been disabled.
        logins: The name and the password of each login, in order.
    """

    def __init__(self, mock: requests_mock.Mocker) -> None:
        self.edits: list[dict[str, str]] = []
        self.requests: list[str] = []
        self.asked: list[dict[str, str]] = []
        self.script: deque[Script] = deque()
        self.reading: deque[Script] = deque()
        self.signatures: list[str] = []
        self.agents: list[str] = []
        self.refuses_signatures = False
        self.logins: list[tuple[str, str]] = []
        self.login = "Success"
        self.rights = ["edit", "bot", "apihighlimits"]
        self.page: dict[str, Any] = _page()
        self._user = ""
        mock.register_uri(requests_mock.ANY, API, text=self._answer)

    def log_in(self) -> None:
        """Have a session from the last time."""
        self._user = ACCOUNT

    def log_out(self) -> None:
        """Lose the session."""
        self._user = ""

    def _answer(self, request: Any, context: Any) -> str:  # noqa: ANN401 - requests-mock's own objects
        params = dict(parse_qsl(f"{urlsplit(request.url).query}&{request.text or ''}", keep_blank_values=True))
        signature = request.headers.get("Authorization", b"")
        self.agents.append(request.headers["User-Agent"])
        self.signatures.append(signature.decode() if isinstance(signature, bytes) else signature)
        signed = self.signatures[-1].startswith("OAuth ")
        if signed and not self.refuses_signatures:
            self._user = ACCOUNT
        script = UNSIGNED if signed and self.refuses_signatures else self._script(params)
        if isinstance(script, Exception):
            raise script
        if isinstance(script, Said):
            context.headers.update(script.headers)
            script = (script.status, script.body)
        if isinstance(script, tuple):
            context.status_code, body = script
            return body
        context.headers["Content-Type"] = "application/json"
        return json.dumps(script)

    def _script(self, params: dict[str, str]) -> Script:
        action = params["action"]
        kind = next((params[key] for key in ("list", "prop", "meta") if key in params and action == "query"), "")
        self.requests.append(f"{action}+{kind}" if kind else action)
        self.asked.append(params)
        if action == "paraminfo":
            return {
                "paraminfo": {"modules": [_MODULES[name] for name in params["modules"].split("|") if name in _MODULES]}
            }
        if action == "edit":
            self.edits.append(params)
            return self.script.popleft() if self.script else {"edit": {"result": "Success", "newrevid": REVID + 1}}
        if action == "login":
            self.logins.append((params["lgname"], params["lgpassword"]))
            self._user = ACCOUNT if self.login == "Success" else ""
            return {"login": {"result": self.login, "reason": "Incorrect username or password entered."}}
        if kind in {"info|revisions", "categories|info", "revisions", "users"} and self.reading:
            return self.reading.popleft()
        return {"query": self._query(params)}

    def _query(self, params: dict[str, str]) -> dict[str, Any]:
        known = {"id": 3, "name": self._user, "groups": ["bot"], "rights": self.rights}
        nobody = {"id": 0, "name": "192.0.2.1", "anon": True, "groups": ["*"], "rights": ["read"]}
        answer: dict[str, Any] = {"userinfo": (known if self._user else nobody) | _MORE_OF_USER}
        answer["tokens"] = {"logintoken": "l+\\", "csrftoken": f"c{len(self.requests)}+\\"}
        answer |= {"general": _GENERAL, "extensions": [], "namespaces": _NAMESPACES, "namespacealiases": []}
        answer["allusers"] = [{"userid": 3, "name": ACCOUNT}]
        if params.get("list") == "users":
            answer["users"] = [{"name": name, "missing": True} for name in params["ususers"].split("|")]
        if params.get("prop"):
            answer["pages"] = [self.page]
        return answer


def _page() -> dict[str, Any]:
    slots = {"main": {"contentmodel": "wikitext", "contentformat": "text/x-wiki", "content": "ett"}}
    revision = {"revid": REVID, "parentid": 0, "user": "John", "timestamp": "2022-11-20T12:00:00Z", "slots": slots}
    return {
        "pageid": 5,
        "ns": 100,
        "title": TITLE,
        "contentmodel": "wikitext",
        "protection": [],
        "revisions": [revision],
    }


def timed_out() -> requests.ReadTimeout:
    """The network's way of saying that no answer came in time."""
    return requests.ReadTimeout("Read timed out.")
