"""Phabricator, asked over HTTP: the only module that knows how. What is said there is in `replies`.

The token is in the body of a POST and nowhere else: not in an address, which servers and libraries log. No redirect is
followed with it.
"""

import logging
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo

import requests
from urllib3.exceptions import HTTPError, InvalidHeader
from urllib3.util.retry import Retry

from bot.agent import user_agent
from bot.line import Line
from bot.model import ZONE
from bot.phabricator.access import Access, read_access
from bot.phabricator.replies import (
    BATCH,
    Fault,
    Page,
    Row,
    TaskRow,
    UserRow,
    form,
    read_page,
    read_status,
    redact,
    states_of,
    with_names,
)
from bot.phabricator.tracker import Answers, Nobody, Tracker
from bot.wiki.refusals import one_line

LOG = logging.getLogger("lagesbot")

MOST_TASKS = 5000
"""More than that is no time plan but a mistake or mischief, and would keep Phabricator busy for minutes."""

_APART = 1.0  # seconds between two questions; a handful of them is all there is
_WAITS = (2.0, 4.0, 8.0)  # seconds before the same question is asked again, unless the server says how long
_LONGEST_WAIT = 60.0  # seconds, whatever the server says: somebody waits for the run
_TIMEOUT = (6.05, 30.0)  # seconds to connect and between two bytes; the former a little over TCP's own retry
_LONGEST = 60.0  # seconds for one request as a whole, whose answer may come drop by drop; a usual one takes one or two
_ALTOGETHER = 600.0  # seconds for all requests and pauses; fifty batches take two or three minutes if all goes well
_LARGEST = 32 * 2**20  # bytes of one answer; a hundred tasks with their descriptions are a fraction of it
_CHUNK = 2**16  # bytes
_MOST_PAGES = 10  # for one batch, which fits on one: a cursor that leads on and on leads nowhere


def tracker_of(environment: Mapping[str, str], zone: tzinfo = ZONE) -> Tracker:
    """Phabricator as the environment variables say, with days in a time zone; nobody where they say too little."""
    access = read_access(environment)
    return Conduit(access, zone=zone) if isinstance(access, Access) else Nobody(access)


@dataclass(frozen=True, slots=True)
class Conduit:
    """Phabricator's API.

    Attributes:
        access: The token, and where the API lies.
        sleep: Waits for so many seconds.
        ticks: A clock in seconds that only goes on, for the longest time that all of asking may take.
        timeout: Seconds to connect, and between two bytes of an answer.
        longest: Seconds for one request as a whole, whatever the server does.
        altogether: Seconds for all of asking, with the pauses.
        zone: The time zone that says on which day a task was closed.
    """

    access: Access
    sleep: Callable[[float], None] = time.sleep
    ticks: Callable[[], float] = time.monotonic
    timeout: tuple[float, float] = _TIMEOUT
    longest: float = _LONGEST
    altogether: float = _ALTOGETHER
    zone: tzinfo = ZONE

    def ask(self, tasks: Collection[str]) -> Answers:
        """Ask about tasks, a hundred in a request, then for the names of those who have them; see `Tracker`.

        Without the names, all else still holds; without a part of the tasks, nothing does.
        """
        numbers = sorted({int(task.removeprefix("T")) for task in tasks})
        if len(numbers) > MOST_TASKS:
            return Answers(None, "too-many")
        # Proxies and passwords of the environment are for the way out, not for a server on this machine.
        with Line(user_agent(), surroundings=self.access.encrypted) as line:
            talk = _Talk(self, line)
            rows = talk.search("maniphest.search", "ids", numbers, Page[TaskRow])
            states = rows if isinstance(rows, Fault) else states_of(rows, asked=set(numbers), zone=self.zone)
            if isinstance(states, Fault):
                _log(logging.WARNING, "Phabricator gave no answer that can be used", states, self.access)
                return Answers(None, states.why)
            owners = sorted({state.assignee for state in states.values() if state.assignee})
            users = talk.search("user.search", "phids", owners, Page[UserRow])
        if isinstance(users, Fault):
            _log(logging.WARNING, "Phabricator did not say who has the tasks", users, self.access)
            users = []
        return Answers(with_names(states, users))


class _Talk:
    """One conversation: questions one after the other, with pauses, each until it is answered or given up.

    Args:
        conduit: Whom to ask, and with how much patience.
        line: The connection.
    """

    def __init__(self, conduit: Conduit, line: Line) -> None:
        self._conduit = conduit
        self._line = line
        self._begun = False
        self._end = conduit.ticks() + conduit.altogether

    def search(self, method: str, name: str, values: Sequence[object], shape: type[Page[Row]]) -> list[Row] | Fault:
        """All that a search finds.

        Args:
            method: Conduit's name of the search.
            name: What to search by: `ids` or `phids`.
            values: As many as there are; no request is made for none.
            shape: What a page of the answer looks like.
        """
        found: list[Row] = []
        for start in range(0, len(values), BATCH):
            rows = self._batch(method, name, values[start : start + BATCH], shape)
            if isinstance(rows, Fault):
                return rows
            found += rows
        return found

    def _batch(self, method: str, name: str, values: Sequence[object], shape: type[Page[Row]]) -> list[Row] | Fault:
        """All that a search for one batch finds, which is one page but for a server that makes smaller ones."""
        found: list[Row] = []
        after: str | int | None = None
        for _ in range(_MOST_PAGES):
            page = self._page(method, form(self._conduit.access.token, name, values, after), shape)
            if isinstance(page, Fault):
                return page
            found += page.data
            after = page.cursor.after
            if not after:
                return found
        return Fault("unusable", f"{method} goes on and on")

    def _page(self, method: str, asked: Mapping[str, str], shape: type[Page[Row]]) -> Page[Row] | Fault:
        """The answer to one question, which is asked again where that may help."""
        if self._begun:
            self._conduit.sleep(_APART)
        self._begun = True
        page = self._try(method, asked, shape)
        for wait in _WAITS:
            if not isinstance(page, Fault) or not page.passing:
                break
            pause = min(page.wait or wait, _LONGEST_WAIT)
            if pause >= self._left:
                break
            _log(logging.INFO, f"Asking Phabricator again for {method}", page, self._conduit.access)
            self._conduit.sleep(pause)
            page = self._try(method, asked, shape)
        return page

    @property
    def _left(self) -> float:
        """Seconds until asking is given up."""
        return self._end - self._conduit.ticks()

    def _try(self, method: str, asked: Mapping[str, str], shape: type[Page[Row]]) -> Page[Row] | Fault:
        """The answer, if there is one in time."""
        seconds = min(self._conduit.longest, self._left)
        if seconds <= 0:
            return Fault("no-answer", "asking took too long altogether")
        try:
            return self._line.within(seconds, lambda session: self._once(session, method, asked, shape))
        except TimeoutError:
            return Fault("no-answer", "the answer took too long", passing=True)

    def _once(
        self, session: requests.Session, method: str, asked: Mapping[str, str], shape: type[Page[Row]]
    ) -> Page[Row] | Fault:
        try:
            with session.post(
                f"{self._conduit.access.api}{method}",
                data=asked,
                timeout=self._conduit.timeout,
                allow_redirects=False,
                stream=True,
            ) as response:
                fault = read_status(response.status_code, _seconds(response.headers.get("Retry-After")))
                body = fault or _body(response)
        except (OSError, HTTPError, ValueError) as error:  # requests' own are OSErrors; the others are what it lets by
            return Fault("no-answer", f"{type(error).__name__}: {error}".rstrip(": "), passing=True)
        return body if isinstance(body, Fault) else read_page(body, shape)


def _body(response: requests.Response) -> bytes | Fault:
    """The body of an answer, if it is of a reasonable size."""
    body = bytearray()
    while chunk := response.raw.read1(_CHUNK, decode_content=True):
        body += chunk
        if len(body) > _LARGEST:
            return Fault("unusable", "the answer is too large")
    return bytes(body)


def _log(level: int, what: str, fault: Fault, access: Access) -> None:
    """Log what went wrong: the only place where anything that a server has said is shown."""
    LOG.log(level, "%s: %s", what, one_line(redact(fault.detail, access.token)))


def _seconds(retry_after: str | None) -> float | None:
    """What `Retry-After` asks for; None where it is not there or says nothing."""
    try:
        return Retry().parse_retry_after(retry_after or "")
    except (InvalidHeader, ValueError, OverflowError):
        return None
