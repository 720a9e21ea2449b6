"""How long a wiki may keep the bot waiting."""

import io
from types import SimpleNamespace

import pytest
import requests

from bot.wiki.patience import LONGEST_SECONDS, Patience, asked_seconds

NOON = "Sun, 20 Nov 2022 12:00:00 GMT"


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        ("7", 7.0),
        ("0.5", 0.5),
        ("3600", LONGEST_SECONDS),
        ("inf", LONGEST_SECONDS),
        ("nan", 0.0),
        ("-3", 0.0),
        ("Sun, 20 Nov 2022 12:00:05 GMT", 5.0),
        ("Sun, 20 Nov 2022 11:00:00 GMT", 0.0),
        ("Mon, 21 Nov 2022 12:00:00 GMT", LONGEST_SECONDS),
        ("Sun, 20 Nov 2022 12:00:05 -0000", None),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after(asked: str, seconds: float | None) -> None:
    """Seconds or a date count, at most a minute; what makes no sense, or has no time zone, says nothing."""
    assert asked_seconds({"Retry-After": asked, "Date": NOON}) == seconds


def test_date_needs_a_date() -> None:
    """A date to wait for says nothing where the answer does not tell what time it is there."""
    assert asked_seconds({"Retry-After": NOON}) is None
    assert asked_seconds({}) is None


def answer(status: int, **headers: str) -> requests.Response:
    """An answer in HTML."""
    made = requests.Response()
    made.status_code = status
    made.raw = io.BytesIO(b"<html>")
    made.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    return made


@pytest.mark.parametrize(
    ("given", "left", "told"),
    [
        (answer(200), None, 0),
        (answer(200, Retry_After="9"), "9.0", 0),
        (answer(200, Retry_After="soon"), None, 0),
        (answer(503), None, 0),
        (answer(503, Retry_After="900"), "60.0", 60),
    ],
)
def test_answers_are_put_into_pywikibots_words(given: requests.Response, left: str | None, told: int) -> None:
    """The header is left as bounded seconds or not at all; above 500, where nobody reads it, the throttles are told."""
    throttle = SimpleNamespace(retry_after=0)
    Patience(5, lambda: [throttle])(given)
    assert given.headers.get("Retry-After") == left
    assert throttle.retry_after == told
    assert given.content == b"<html>"


@pytest.mark.parametrize(("headers", "left"), [({}, "5"), ({"Retry_After": "9"}, "9.0")], ids=["unsaid", "said"])
def test_too_many_requests(headers: dict[str, str], left: str) -> None:
    """An answer 429 becomes the API's own word for too much, with the usual wait where it says nothing of it."""
    given = answer(429, **headers)
    Patience(5, list)(given)
    assert given.json()["error"]["code"] == "maxlag"
    assert given.headers["Retry-After"] == left
