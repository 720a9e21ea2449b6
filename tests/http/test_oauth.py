"""Logging in with owner-only OAuth, as user-config.py.sample offers it."""

from pathlib import Path

from bot.wiki.live import LiveWiki
from bot.wiki.outcome import Saved
from bot.wiki.port import Edit
from tests.http.faulty import ACCOUNT, REVID, TITLE, FaultyWiki

SECRETS = ("consumer-token", "consumer-secret", "access-token", "access-secret")


def test_requests_are_signed(faulty: FaultyWiki, tmp_path: Path) -> None:
    """Every request carries an OAuth signature and none a secret; no password is asked for, and the bot may edit."""
    config = tmp_path / "user-config.py"
    lines = f"password_file = None\nauthenticate['se.wikimedia.org'] = {SECRETS!r}\n"
    config.write_text(config.read_text(encoding="utf-8") + lines, encoding="utf-8")
    wiki = LiveWiki.connect([], write=True)
    assert wiki.account == ACCOUNT
    page = wiki.read([TITLE])[TITLE]
    assert wiki.save(Edit(TITLE, "Ny text", page.revid, "", minor=True, bot=True)) == Saved(revid=REVID + 1)
    assert "login" not in faulty.requests
    assert all(signature.startswith("OAuth ") for signature in faulty.signatures)
    assert not any(secret in signature for signature in faulty.signatures for secret in SECRETS[1::2])
