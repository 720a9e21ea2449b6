"""What the bot tells servers of itself."""

import requests

from bot import __version__
from bot.agent import user_agent


def test_name_version_and_contact() -> None:
    """A server learns the bot's name and version, where it is told of, whom to reach, and the library."""
    page = "https://se.wikimedia.org/wiki/Anv%C3%A4ndare:L%C3%A4gesbot"
    library = f"python-requests/{requests.__version__}"
    assert user_agent({}) == f"Lagesbot/{__version__} ({page}) {library}"
    named = user_agent({"LAGESBOT_OPERATOR": "drift@example.org"})
    assert named == f"Lagesbot/{__version__} ({page}; drift@example.org) {library}"


def test_contact_fits_a_header() -> None:
    """What a header cannot carry is a question mark, and a line end begins no other header."""
    assert "(https://se.wikimedia.org/wiki/Anv%C3%A4ndare:L%C3%A4gesbot; Zo? X: y)" in user_agent(
        {"LAGESBOT_OPERATOR": "Zoł\r\nX: y"}
    )
