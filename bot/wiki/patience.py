"""How long a wiki is waited for: as long as it asks for, but never so long that a run hangs.

Pywikibot, which does the waiting, obeys `Retry-After` however long it is, takes a whole answer for lost where it is a
date, overlooks it on answers of 500 and more, and takes an answer 429 for a page. The hook here tells Pywikibot of all
that in words that it understands.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

import requests

LONGEST_SECONDS = 60.0
"""The longest single wait. What takes longer to pass is left to the next run."""

_TURNED_AWAY = {"error": {"code": "maxlag", "info": "Too many requests", "lag": 0}}
"""HTTP's 429 as the API would say it: the wiki's front has not let the request through, so it can be sent again.

`maxlag` is what Pywikibot waits for without asking the wiki how long, as it does for `ratelimited`.
"""


class Patience:
    """A hook for a session's answers: what `Retry-After` says becomes a bounded number of seconds.

    Args:
        usual: Seconds to wait where an answer 429 says nothing of it.
        throttles: Pywikibot's throttles, which the wait is told to where Pywikibot would not read it.
    """

    def __init__(self, usual: float, throttles: Callable[[], Iterable[Any]]) -> None:
        self._usual = usual
        self._throttles = throttles

    def __call__(self, response: requests.Response, **_options: object) -> None:
        """Look at one answer before Pywikibot does."""
        seconds = asked_seconds(response.headers)
        response.headers.pop("Retry-After", None)
        if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            seconds = self._usual if seconds is None else seconds
            response._content = json.dumps(_TURNED_AWAY).encode()  # noqa: SLF001 - there is no other way to say it
            response.headers["Content-Type"] = "application/json"
        if seconds is None:
            return
        response.headers["Retry-After"] = str(seconds)
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            for throttle in self._throttles():
                throttle.retry_after = int(seconds)


def asked_seconds(headers: Mapping[str, str]) -> float | None:
    """The wait that an answer's headers ask for, at most `LONGEST_SECONDS`.

    A date counts from the answer's own `Date`: nobody's clock has to be right. None where there is nothing to go by.
    """
    asked = headers.get("Retry-After", "")
    try:
        seconds = float(asked)
    except ValueError:
        try:
            seconds = (parsedate_to_datetime(asked) - parsedate_to_datetime(headers.get("Date", ""))).total_seconds()
        except (TypeError, ValueError):  # TypeError: only one of them has a time zone
            return None
    return min(seconds, LONGEST_SECONDS) if seconds > 0 else 0.0
