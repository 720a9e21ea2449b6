"""What the bot remembers of a report that people wrote: its date, and a checksum of their fields under that date.

It stands as a comment that nobody sees at the end of one of the bot's regions. When the fields no longer fit it and the
date is still the same, somebody has changed the report and forgotten its date (`report-not-refreshed`).
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.parse.regions import read_regions

_REMARK = re.compile(r"<!-- Lägesbot:underlag ([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9a-f]{12}) -->")


@dataclass(frozen=True, slots=True)
class Reported:
    """A report as the bot has seen it.

    Attributes:
        updated: Its date, as in `Uppdaterad senast`.
        digest: The checksum of people's fields when that date was first seen.
    """

    updated: date
    digest: str

    def remark(self) -> str:
        """The comment that keeps it on the page."""
        return f"<!-- Lägesbot:underlag {self.updated.isoformat()} {self.digest} -->"


def read_reported(text: str) -> Reported | None:
    """Read what is remembered in the bot's regions on a page; None where there is nothing, or nothing that makes sense.

    A comment outside the regions, or in one that somebody has changed, is not the bot's.
    """
    bodies = (text[one.body_start : one.body_end] for one in read_regions(text).found.values() if not one.edited)
    remarks = _REMARK.findall("\n".join(bodies))
    try:
        ((written, digest),) = remarks
        return Reported(date.fromisoformat(written), digest)
    except ValueError:
        return None


def digest(fields: Mapping[str, str]) -> str:
    """The checksum of people's fields: the first 12 hexadecimal digits of a SHA-256, white space at line ends left out.

    Args:
        fields: Their texts by key, as `bot.model.StatusReport.fields` has them.
    """
    lines = (f"{key}\0{line.rstrip()}" for key in sorted(fields) for line in fields[key].splitlines())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]
