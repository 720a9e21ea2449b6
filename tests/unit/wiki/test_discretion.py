"""Messages of others show neither secrets nor tracebacks."""

import logging

import pytest

from bot.wiki.discretion import Discretion, discreet


@pytest.mark.parametrize(
    "message",
    [
        "POST lgname=Bot&lgpassword=hemligt&lgtoken=hemligt%2B&format=json",
        "{'lgpassword': ['hemligt'], 'token': ['hemligt+\\\\']}",
        "token=hemligt",
        'consumer_secret = "hemligt"',
        '{"password": "hemligt"}',
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
        ('Oj\nTraceback (most recent call last):\n  File "x", line 1\nValueError: fel\n', "Oj ValueError: fel"),
        ("Traceback (most recent call last):", ""),
    ],
)
def test_traceback_becomes_its_last_line(message: str, shown: str) -> None:
    """Of a traceback only what went wrong is kept."""
    assert discreet(message) == shown


def test_filter_rewrites_records() -> None:
    """Arguments and exceptions of a record are not let through around the text."""
    record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "token=%s", ("hemligt",), (None, None, None))
    assert Discretion().filter(record)
    assert (record.getMessage(), record.exc_info) == ("token=…", None)
