"""Who asks: what the bot tells every server of itself, as the Wikimedia policy on user agents has it.

https://foundation.wikimedia.org/wiki/Policy:User-Agent_policy wants a name, a version and a way to reach whoever
answers for the bot.
"""

import os
from collections.abc import Mapping

import requests

from bot import __version__
from bot.wiki.credentials import read_operator

NAME = f"Lagesbot/{__version__}"
"""What begins each user agent; a header is safest in ASCII."""

PAGE = "https://se.wikimedia.org/wiki/Anv%C3%A4ndare:L%C3%A4gesbot"
"""Where it is told what the bot does."""


def user_agent(environment: Mapping[str, str] = os.environ) -> str:
    """The `User-Agent` for servers that are no wiki: the bot, its page, whoever answers for it, the library."""
    known = "; ".join(filter(None, (PAGE, read_operator(environment))))
    return f"{NAME} ({known}) python-requests/{requests.__version__}"
