"""Messages of others show neither secrets nor tracebacks."""

import logging
from collections.abc import Iterator

import pytest

from bot.wiki.discretion import _known, discreet, keep_discreet


@pytest.mark.parametrize(
    "message",
    [
        "POST lgname=Bot&lgpassword=hemligt&lgtoken=hemligt%2B&format=json",
        "{'lgpassword': ['hemligt'], 'token': ['hemligt+\\\\']}",
        "token=hemligt",
        "'createonly': [True], 'token': \"\n \"['hemligt+']}",
        'consumer_secret = "hemligt"',
        '{"password": "hemligt"}',
        "{'Set-Cookie': 'wiki_session=hemligt; path=/; HttpOnly', 'Content-Type': 'text/html'}",
        "Cookie: wikiUserID=2; wiki_session=hemligt",
        "Authorization: OAuth oauth_signature=hemligt",
        "BotPassword('drift', 'hemligt')",
        "{'tokens': {'csrftoken': 'hemligt+\\'}}",
    ],
)
def test_secrets_are_left_out(message: str) -> None:
    """Passwords and tokens are replaced, in addresses, dictionaries and settings."""
    assert "hemligt" not in discreet(message)
    assert "…" in discreet(message)


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("Allt är bra: 3 sidor", "Allt är bra: 3 sidor"),
        ("API error badtoken: Invalid CSRF token.", "API error badtoken: Invalid CSRF token."),
        ('Oj\nTraceback (most recent call last):\n  File "x", line 1\nValueError: fel\n', "Oj ValueError: fel"),
        ("Traceback (most recent call last):", ""),
    ],
)
def test_traceback_becomes_its_last_line(message: str, shown: str) -> None:
    """Of a traceback only what went wrong is kept."""
    assert discreet(message) == shown


@pytest.fixture
def _own_log() -> Iterator[None]:
    """The log of this process as it was, afterwards."""
    before, known = logging.getLogRecordFactory(), set(_known)
    yield
    logging.setLogRecordFactory(before)
    _known.clear()
    _known.update(known)


@pytest.mark.usefixtures("_own_log")
@pytest.mark.parametrize("name", ["oauthlib", "oauthlib.oauth1.rfc5849", "någon.annan"])
def test_no_handler_of_any_logger_can_show_a_secret(name: str, caplog: pytest.LogCaptureFixture) -> None:
    """Whoever logs, on whichever logger, the text comes out without secrets, and without the exception beside it."""
    keep_discreet({"PHAB_API_TOKEN": "api-hemlig", "LAGESBOT_BOT_PASSWORD": "drift@lösen ord!", "PATH": "/usr/bin"})
    logger = logging.getLogger(name)
    with caplog.at_level(logging.DEBUG, logger=name):
        logger.debug("token=%s", "hemligt")
        logger.debug("%s and %s and %s", "lösen ord!", "l%C3%B6sen%20ord%21", "l%C3%B6sen+ord%21")
        logger.debug("api-hemlig, /usr/bin, drift@lösen ord!")
        try:
            int("api-hemlig")
        except ValueError:
            logger.exception("Oj")
    assert caplog.messages == ["token=…", "… and … and …", "…, /usr/bin, …", "Oj"]
    assert [record.exc_info for record in caplog.records] == [None] * 4


@pytest.mark.usefixtures("_own_log")
def test_secrets_that_are_given_are_left_out_as_they_are() -> None:
    """A secret without any words beside it is known by itself, if it is long enough to be one."""
    keep_discreet({}, ["0123456789abcdef", "ab"])
    assert discreet("abc 0123456789abcdef") == "abc …"


def test_long_messages_take_no_long_time() -> None:
    """The time to look through a message grows with its length alone, whatever stands in it: this one ends."""
    for hostile in (
        "token" * 100_000,
        "token=" * 100_000,
        "token" + "\\" * 200_000,
        "token='" + "['" * 100_000,
        "token=" + " " * 200_000 + "&",
        "a" * 500_000,
        "cookie:" * 100_000,
    ):
        assert discreet(hostile)
