"""Where pages are on the net: what the links of the report lead to."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

_KEPT = "/:,()!*@;$.~-_"
"""What MediaWiki leaves as it is in the address of a page, besides letters and digits."""

_ELSEWHERE: Final = {"phab": "https://phabricator.wikimedia.org/"}
"""Prefixes of other sites that the bot writes links with, and where these are."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of pages.

    Attributes:
        pattern: Where a page of the wiki is, `$1` standing for its title; "" where that is not known, as for a folder.
    """

    pattern: str = ""

    def page(self, title: str) -> str | None:
        """The address of a page, with a section after `#` if there is one; None where none is known."""
        target, _, section = title.strip().lstrip(":").strip().replace("_", " ").partition("#")
        prefix, colon, rest = target.partition(":")
        if colon and prefix.strip().lower() in _ELSEWHERE:
            return f"{_ELSEWHERE[prefix.strip().lower()]}{_quoted(rest.strip())}"
        if not target.strip() or not self.pattern.startswith(("https://", "http://")):
            return None
        anchor = f"#{_quoted(section.strip())}" if section.strip() else ""
        return self.pattern.replace("$1", _quoted(target.strip())) + anchor


def _quoted(text: str) -> str:
    return quote("_".join(text.split()), safe=_KEPT, errors="replace")
