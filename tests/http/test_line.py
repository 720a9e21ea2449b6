"""A session in which nothing takes longer than it may."""

from queue import Queue
from threading import Event

import pytest
import requests

from bot.line import Line
from tests.support.conduit import ConduitServer

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def test_work_is_done_with_the_session() -> None:
    """What the work gives is given; it goes by the name that was said."""
    with Line("Somebody", surroundings=False) as line:
        assert line.within(30, lambda session: session.headers["User-Agent"]) == "Somebody"


def test_what_goes_wrong_is_raised() -> None:
    """What the work raises is raised where it is waited for, in the same session as before."""
    with Line("Somebody", surroundings=False) as line:
        before = line.within(30, id)
        with pytest.raises(ZeroDivisionError):
            line.within(30, lambda _session: 1 / 0)
        assert line.within(30, id) == before


def test_connection_that_comes_too_late_is_not_used(conduit: ConduitServer) -> None:
    """Work that is left behind before it is connected sends nothing any more; the next has a session of its own."""
    gate, errors = Event(), Queue[Exception]()

    def late(session: requests.Session) -> None:
        gate.wait(30)
        try:
            session.post(f"{conduit.api}maniphest.search", timeout=30)
        except requests.RequestException as error:
            errors.put(error)
            raise

    with Line("Somebody", surroundings=False) as line:
        with pytest.raises(TimeoutError):
            line.within(0, late)
        gate.set()
        assert isinstance(errors.get(timeout=30), requests.ConnectionError)
        assert conduit.calls == []
        assert line.within(30, lambda session: session.post(f"{conduit.api}maniphest.search", timeout=30).ok)
