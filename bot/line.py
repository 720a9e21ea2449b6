"""The line to a server: a session in which nothing takes longer than it may, whatever the server does.

The time-outs of sockets are between two bytes: headers or chunks that drip, or interim answers without end, outlast
them for ever. So the work is done in a thread of its own, which is waited for so long, and then left behind with its
connections cut.
"""

import contextlib
import logging
import socket
from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import Any, Self, TypeVar

import requests
from requests.adapters import HTTPAdapter

_THREAD = "lagesbot-line"

Done = TypeVar("Done")


class Line:
    """A session with a server, to be closed after use.

    Args:
        agent: Who asks, for the server to know.
        surroundings: Whether proxies and passwords of the environment are used.
    """

    def __init__(self, agent: str, *, surroundings: bool) -> None:
        self._agent, self._surroundings = agent, surroundings
        self._open()
        _hush()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._session.close()

    def within(self, seconds: float, work: Callable[[requests.Session], Done]) -> Done:
        """Do something with the session, and wait for it no longer than so many seconds.

        Raises:
            TimeoutError: It takes longer. The session is given up for a new one.
            Exception: What the work raises.
        """
        done: Future[Done] = Future()
        Thread(target=_do, args=(done, work, self._session), name=_THREAD, daemon=True).start()
        try:
            return done.result(seconds)
        except BaseException:
            if not done.done():
                self._adapter.cut()
                self._open()
            raise

    def _open(self) -> None:
        self._session, self._adapter = requests.Session(), _Adapter()
        self._session.trust_env = self._surroundings
        self._session.headers["User-Agent"] = self._agent
        for scheme in ("https://", "http://"):
            self._session.mount(scheme, self._adapter)


def _do(done: "Future[Done]", work: Callable[[requests.Session], Done], session: requests.Session) -> None:
    try:
        done.set_result(work(session))
    except Exception as error:  # noqa: BLE001 - raised again where it is waited for, or of no interest any more
        done.set_exception(error)


class _Adapter(HTTPAdapter):
    """Makes connections, and remembers their sockets: only so can one be cut that somebody waits at."""

    def __init__(self) -> None:
        super().__init__()
        self._pools: list[Any] = []
        self._sockets: list[socket.socket] = []
        self._cut = False

    def get_connection_with_tls_context(self, *given: Any, **named: Any) -> Any:  # noqa: ANN401 - the library's own
        """The connections to a server or proxy, as `HTTPAdapter` has them."""
        pool: Any = super().get_connection_with_tls_context(*given, **named)
        if pool not in self._pools:
            self._pools.append(pool)
            pool.ConnectionCls = self._remembering(pool.ConnectionCls)
        return pool

    def cut(self) -> None:
        """End all connections, also for a thread that is reading there, or still connecting: it gets no more."""
        self._cut = True
        for one in self._sockets:
            with contextlib.suppress(OSError):  # it is closed already
                one.shutdown(socket.SHUT_RDWR)

    def _remembering(self, make: Callable[..., Any]) -> Callable[..., Any]:
        def made(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - the library's own
            connection = make(*given, **named)
            connect = connection.connect

            def connect_unless_cut() -> None:
                connect()
                self._sockets.append(connection.sock)  # a connection forgets its socket before the answer is read
                if self._cut:
                    connection.close()
                    raise ConnectionAbortedError

            connection.connect = connect_unless_cut
            return connection

        return made


class _Unsaid(logging.Filter):
    """Keeps what libraries log about a line from the log: they quote what the server says, which may be a secret."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let pass what other threads say."""
        return record.threadName != _THREAD


_UNSAID = _Unsaid()


def _hush() -> None:
    """Set the filter on each logger of the libraries: one on their parent would not see what they log."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in {"requests", "urllib3"}:
            logging.getLogger(name).addFilter(_UNSAID)
