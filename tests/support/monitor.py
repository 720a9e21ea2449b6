"""A monitor on loopback, as healthchecks.io is one: it writes down who calls, and answers as it is told to."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

SECRET = "3f9a0c4e-hemlig-uuid"  # noqa: S105 - nobody's
"""The part of the address that nobody else may know."""

Answer = Callable[["_Handler"], None]


class Monitor(ThreadingHTTPServer):
    """The server; made by `listening`.

    Attributes:
        calls: The method, the path and the body of each call, in order.
        headers: The headers of each call.
        answer: What is done with a call once it is written down.
        stopped: Set when the server is to end.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.calls: list[tuple[str, str, str]] = []
        self.headers: list[dict[str, str]] = []
        self.answer: Answer = status(200)
        self.stopped = threading.Event()

    @property
    def address(self) -> str:
        """What `LAGESBOT_PING_URL` is set to."""
        return f"http://127.0.0.1:{self.server_address[1]}/{SECRET}"

    @property
    def paths(self) -> list[str]:
        """The paths that were called, below the secret one."""
        return [path.removeprefix(f"/{SECRET}") for _, path, _ in self.calls]

    @classmethod
    @contextmanager
    def listening(cls) -> Iterator[Self]:
        """A monitor at work, for as long as the context lasts."""
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

    def handle_error(self, request: object, client_address: object) -> None:
        """Somebody who hangs up is no error here."""


class _Handler(BaseHTTPRequestHandler):
    server: Monitor

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        self.server.headers.append(dict(self.headers.items()))
        self.server.calls.append((self.command, self.path, body))
        self.server.answer(self)

    def do_GET(self) -> None:
        self.do_POST()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that is overridden
        pass


def status(code: int, **headers: str) -> Answer:
    """An answer with this status."""

    def answer(handler: _Handler) -> None:
        handler.send_response(code)
        for name, value in {"Content-Length": "0", **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()

    return answer


def hanging(handler: _Handler) -> None:
    """No answer at all."""
    handler.server.stopped.wait(30)


def hanging_up(handler: _Handler) -> None:
    """The connection is closed instead."""
    handler.close_connection = True


def dripping(handler: _Handler) -> None:
    """An answer that never comes to its end."""
    handler.send_response(200)
    handler.end_headers()
    try:
        while not handler.server.stopped.wait(0.01):
            handler.wfile.write(b".")
    except OSError:
        handler.close_connection = True
