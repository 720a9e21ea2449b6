"""Phabricator's API on loopback, as far as the bot asks it: as strict as its own, or as bad as it is told to be."""

import gzip
import json
import re
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl

TOKEN = "api-" + "hemlig7" * 4
"""A token of Conduit's own form and length."""

LIMIT = 100
_FORM = "application/x-www-form-urlencoded"
_SEARCHES = {"maniphest.search": "ids", "user.search": "phids"}
_PARAMETERS = {"constraints", "order", "limit", "after"}
_NAME = re.compile(r"([^\[\]]+)((?:\[[^\[\]]+\])*)")

Fault = Callable[["_Handler"], None]
"""What is done with one call instead of answering it."""


@dataclass(frozen=True)
class Call:
    """One call: the method, its parameters as PHP would decode them without the token, and the headers."""

    method: str
    parameters: dict[str, Any]
    headers: Mapping[str, str]

    @property
    def sought(self) -> list[str]:
        """The ids or PHIDs that are searched for, in order."""
        return list(self.parameters["constraints"][_SEARCHES[self.method]].values())


class ConduitError(Exception):
    """An error as Conduit answers it: a code and what it says of it."""

    def __init__(self, code: str, info: str) -> None:
        super().__init__(info)
        self.answer: dict[str, Any] = {"result": None, "error_code": code, "error_info": info}


class ConduitServer(ThreadingHTTPServer):
    """The server; made by `serving`.

    Attributes:
        tasks: The rows of `maniphest.search`, by number.
        people: User names, by PHID.
        visits: How many connections were made.
        calls: What was asked, in order, also where the answer was spoilt.
        script: What is done with the next calls instead, in order; None for one that is answered as usual.
        always: What is done with every call when the script is at its end, if anything.
        page_size: How much one page of an answer holds.
        wrapped: Whether answers come compressed and in chunks, as from a large site.
        stopped: Set when the server is to end.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.tasks: dict[int, dict[str, Any]] = {}
        self.people: dict[str, str] = {}
        self.visits = 0
        self.calls: list[Call] = []
        self.script: deque[Fault | None] = deque()
        self.always: Fault | None = None
        self.page_size = LIMIT
        self.wrapped = False
        self.stopped = threading.Event()

    @property
    def api(self) -> str:
        """Its address, as `PHAB_API_URL` takes it."""
        return f"http://127.0.0.1:{self.server_address[1]}/api/"

    @property
    def methods(self) -> list[str]:
        """The methods that were called, in order."""
        return [call.method for call in self.calls]

    @classmethod
    @contextmanager
    def serving(cls) -> Iterator[Self]:
        """A server at work, for as long as the context lasts."""
        server = cls()
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.stopped.set()
            server.shutdown()
            thread.join()
            server.server_close()

    def add(
        self,
        number: int,
        title: str = "Något",
        status: str = "open",
        *,
        closed: int | None = None,
        owner: str | None = None,
    ) -> None:
        """Put a task there: its closing time in seconds since 1970, and the user name of who has it."""
        phid = f"PHID-USER-{owner}" if owner else None
        if phid and owner:
            self.people[phid] = owner
        self.tasks[number] = {
            "id": number,
            "type": "TASK",
            "phid": f"PHID-TASK-{number}",
            "fields": {
                "name": title,
                "description": {"raw": "…"},
                "authorPHID": "PHID-USER-x",
                "ownerPHID": phid,
                "status": {"value": status, "name": status.capitalize(), "color": None},
                "points": None,
                "dateClosed": closed,
            },
            "attachments": {},
        }

    def verify_request(self, request: object, client_address: object) -> bool:  # noqa: ARG002 - the server's own
        """Everybody is let in, and counted."""
        self.visits += 1
        return True

    def handle_error(self, request: object, client_address: object) -> None:
        """Somebody who hangs up is no error here."""

    def search(self, method: str, sought: list[str], after: str | None) -> dict[str, Any]:
        """A page of what is there of what is sought, newest first."""
        if method == "maniphest.search":
            found = [self.tasks[number] for number in sorted(map(int, sought), reverse=True) if number in self.tasks]
        else:
            found = [
                {"id": 1, "type": "USER", "phid": phid, "fields": {"username": self.people[phid], "realName": ""}}
                for phid in sought
                if phid in self.people
            ]
        start = int(after or 0)
        more = start + self.page_size < len(found)
        return {
            "data": found[start : start + self.page_size],
            "maps": {},
            "query": {"queryKey": None},
            "cursor": {"limit": LIMIT, "after": str(start + self.page_size) if more else None, "before": None},
        }


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: ConduitServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        method = self.path.removeprefix("/api/")
        answer: dict[str, Any]
        try:
            parameters = _decoded(self.headers.get("Content-Type", ""), body)
            token = parameters.pop("api.token", None)
            self.server.calls.append(Call(method, parameters, dict(self.headers)))
            spoil = self.server.script.popleft() if self.server.script else self.server.always
            if spoil:
                spoil(self)
                return
            _authenticate(token)
            result = self.server.search(method, _sought(method, parameters), parameters.get("after"))
            answer = {"result": result, "error_code": None, "error_info": None}
        except ConduitError as error:
            answer = error.answer
        if self.server.wrapped:
            self.reply_wrapped(json.dumps(answer))
        else:
            self.reply(json.dumps(answer))

    def reply(self, body: str, status: int = 200, **headers: str) -> None:
        """Send a whole answer."""
        data = body.encode()
        self.send_response(status)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(data)), **given}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def reply_wrapped(self, body: str) -> None:
        """Send a whole answer, compressed and in chunks of a few bytes."""
        data = gzip.compress(body.encode())
        self.send_response(200)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for start in range(0, len(data), 7):
            chunk = data[start : start + 7]
            self.wfile.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
        self.wfile.write(b"0\r\n\r\n")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that is overridden
        pass


def _decoded(kind: str, body: bytes) -> dict[str, Any]:
    """A form as PHP decodes it: `a[b][0]=c` is a dictionary in a dictionary."""
    if kind != _FORM:
        raise ConduitError("ERR-CONDUIT-CORE", "Use form-encoded data to submit parameters to Conduit endpoints.")
    decoded: dict[str, Any] = {}
    for name, value in parse_qsl(body.decode("ascii"), keep_blank_values=True, strict_parsing=True):
        match = _NAME.fullmatch(name)
        if not match:
            raise ConduitError("ERR-CONDUIT-CORE", f"{name}?")
        *path, last = [match[1], *re.findall(r"\[([^\]]+)\]", match[2])]
        inner = decoded
        for step in path:
            inner = inner.setdefault(step, {})
        inner[last] = value
    return decoded


def _authenticate(token: str | None) -> None:
    if token is None:
        raise ConduitError("ERR-INVALID-SESSION", "Session key is not present.")
    if len(token) != len(TOKEN):
        raise ConduitError("ERR-INVALID-AUTH", f'API token "{token}" has the wrong length.')
    if token != TOKEN:
        raise ConduitError("ERR-INVALID-AUTH", f'API token "{token}" is not valid.')


def _sought(method: str, parameters: dict[str, Any]) -> list[str]:
    """What is searched for; everything about the question that Conduit would object to is objected to."""
    unknown = parameters.keys() - _PARAMETERS
    constraints = parameters.get("constraints", {})
    values = constraints.get(_SEARCHES.get(method, ""), {})
    wrong = (
        method not in _SEARCHES
        or unknown
        or len(constraints) != 1
        or list(values) != [str(number) for number in range(len(values))]  # else PHP has no list, but a dictionary
        or not 1 <= int(parameters.get("limit", LIMIT)) <= LIMIT
        or (method == "maniphest.search" and not all(value.isdecimal() for value in values.values()))
    )
    if wrong:
        raise ConduitError("ERR-CONDUIT-CORE", f"{method}: these parameters are not understood.")
    return list(values.values())


def answering(body: str, status: int = 200, **headers: str) -> Fault:
    """Some answer, whatever was asked."""
    return lambda handler: handler.reply(body, status, **headers)


def saying(result: object) -> Fault:
    """Conduit's answer with this result."""
    return answering(json.dumps({"result": result, "error_code": None, "error_info": None}))


def failing(code: str, info: str = "") -> Fault:
    """An error of Conduit's."""
    return answering(json.dumps(ConduitError(code, info).answer))


def hanging(handler: _Handler) -> None:
    """No answer at all."""
    handler.close_connection = True
    handler.server.stopped.wait(30)


def hanging_up(handler: _Handler) -> None:
    """The connection is closed instead."""
    handler.close_connection = True


def breaking_off(handler: _Handler) -> None:
    """An answer that is promised longer than it is."""
    handler.close_connection = True
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"result": {')


def dripping(head: bytes, drop: bytes, hung_up: Callable[[], object]) -> Fault:
    """An answer that begins so and goes on with the same drop, until the other side hangs up; ends at once for b""."""

    def drip(handler: _Handler) -> None:
        handler.close_connection = True
        handler.wfile.write(head)
        try:
            while drop and not handler.server.stopped.wait(0.01):
                handler.wfile.write(drop)
        except OSError:
            hung_up()

    return drip
