"""A gate in front of a wiki's API, on loopback: all goes through it, and a test sees each edit come and go."""

import contextlib
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import parse_qsl, urlsplit

PATIENCE_SECONDS = 120.0
_FORM = "application/x-www-form-urlencoded"
_OF_ONE_CONNECTION = frozenset({"connection", "keep-alive", "transfer-encoding", "content-length"})
"""What a header says of one connection, and not of what is sent over it."""


@dataclass(frozen=True, slots=True)
class Write:
    """An edit at the gate.

    Attributes:
        number: Which edit it is, from 1.
        parameters: The API's parameters.
        answered: The wiki has answered it, so whatever comes of it is saved, and the answer is about to be passed on;
            False where it is about to be sent to the wiki, which has not seen it.
    """

    number: int
    parameters: Mapping[str, str]
    answered: bool = False

    @property
    def title(self) -> str:
        """The page."""
        return self.parameters["title"]

    @property
    def summary(self) -> str:
        """The edit summary."""
        return self.parameters.get("summary", "")


Watcher = Callable[[Write], bool]
"""Is told of each edit twice, in the thread that carries it; False hangs up on the sender instead of going on."""


def _everything(_write: Write) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer."""

    status: int
    reason: str
    headers: Sequence[tuple[str, str]]
    body: bytes


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one request at the gate.

    Attributes:
        heard: It gets to the wiki; else the gate hangs up on its sender instead.
        instead: What it is answered by the gate, without the wiki having heard of it.
        late: Seconds that the answer is held back.
        answered: The answer gets to the sender; else the gate hangs up when the wiki has answered.
    """

    heard: bool = True
    instead: Answer | None = None
    late: float = 0.0
    answered: bool = True


GOES_WELL = Fate()


class Gate(ThreadingHTTPServer):
    """The gate; made by `before`. Each request has a connection of its own, as PHP's own server has it.

    Whatever has been sent to the wiki is carried out, whether or not its sender still lives.

    Attributes:
        lasting: A connection may be used again, as with the servers of Wikimedia.
        connections: How many connections there have been.
        watcher: Decides about each edit.
        writes: The edits that came, in order, whatever became of them.
    """

    daemon_threads = False  # the end waits for what is under way

    def __init__(self, url: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.lasting = False
        self.connections = 0
        self.watcher: Watcher = _everything
        self.writes: list[Write] = []
        self._url = url
        self._counting = threading.Lock()
        self._fault: BaseException | None = None

    @property
    def api(self) -> str:
        """The address of `api.php` behind the gate."""
        return f"http://127.0.0.1:{self.server_address[1]}/api.php"

    @classmethod
    @contextmanager
    def before(cls, url: str) -> Iterator[Self]:
        """A gate at work, for as long as the context lasts.

        Args:
            url: The wiki's address without `/api.php`.

        Raises:
            BaseException: What was raised while something was carried, by a watcher for example.
        """
        gate = cls(url)
        thread = threading.Thread(target=gate.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield gate
        finally:
            gate.shutdown()
            thread.join()
            gate.server_close()
        if gate._fault:
            raise gate._fault

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002 - the server's own
        """Keep the first error, for the test to fail with."""
        self._fault = self._fault or sys.exception()

    def fate(self, parameters: Mapping[str, str]) -> Fate:  # noqa: ARG002 - for those that decide by it
        """What is to become of a request with these parameters."""
        return GOES_WELL

    def noticed(self, headers: Mapping[str, str], parameters: Mapping[str, str]) -> None:
        """Take notice of a request, before anything becomes of it."""

    def answering(self, answer: Answer, headers: Mapping[str, str]) -> Answer:  # noqa: ARG002 - for those that look
        """What is passed on of the wiki's answer to a request with these headers."""
        return answer

    def cookies(self, sent: str) -> str:
        """What the wiki gets to see of the cookies that came."""
        return sent

    def counted(self, parameters: Mapping[str, str]) -> Write:
        """Give an edit its number."""
        with self._counting:
            self.writes.append(Write(len(self.writes) + 1, parameters))
            return self.writes[-1]

    def connection(self) -> HTTPConnection:
        """A new way to the wiki."""
        return HTTPConnection(urlsplit(self._url).netloc, timeout=PATIENCE_SECONDS)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = PATIENCE_SECONDS
    server: Gate

    def setup(self) -> None:
        super().setup()
        self.server.connections += 1

    def do_GET(self) -> None:
        self._carry(b"")

    def do_POST(self) -> None:
        self._carry(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def _carry(self, body: bytes) -> None:
        self.close_connection = not self.server.lasting
        parameters = _parameters(self.path, self.headers.get("Content-Type", ""), body)
        self.server.noticed(dict(self.headers.items()), parameters)
        write = self.server.counted(parameters) if parameters.get("action") == "edit" else None
        fate = self.server.fate(parameters)
        if not fate.heard or (write and not self.server.watcher(write)):
            self.close_connection = True
            return
        answer = fate.instead or self._asked(body)
        if write and not self.server.watcher(replace(write, answered=True)):
            self.close_connection = True
            return
        time.sleep(fate.late)
        if not fate.answered:
            self.close_connection = True
        else:
            with contextlib.suppress(ConnectionError):  # whoever asked may be gone by now
                self._pass_on(self.server.answering(answer, dict(self.headers.items())))

    def _asked(self, body: bytes) -> Answer:
        """The wiki's whole answer."""
        headers = {name: value for name, value in self.headers.items() if name.lower() not in _OF_ONE_CONNECTION}
        if "Cookie" in headers:
            headers["Cookie"] = self.server.cookies(headers["Cookie"])
        with contextlib.closing(self.server.connection()) as connection:
            connection.request(self.command, self.path, body, headers)
            answer = connection.getresponse()
            return Answer(answer.status, answer.reason, answer.getheaders(), answer.read())

    def _pass_on(self, answer: Answer) -> None:
        self.send_response_only(answer.status, answer.reason)
        for name, value in answer.headers:
            if name.lower() not in _OF_ONE_CONNECTION:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that is overridden
        pass


def _parameters(path: str, kind: str, body: bytes) -> dict[str, str]:
    """A request's parameters. Pywikibot sends nothing but uploads in another form."""
    form = body.decode() if kind.partition(";")[0].strip() == _FORM else ""
    return dict(parse_qsl(f"{urlsplit(path).query}&{form}", keep_blank_values=True))
