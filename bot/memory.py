"""What the bot writes down of a project for itself, to tell later what has changed: plain frozen data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Recalled(StrEnum):
    """How something stood when the bot last took note of it, in the words that it is written down with.

    `NEW` is what was done between the report before and this one.
    """

    OPEN = "öppen"
    DONE = "klar"
    NEW = "nyklar"
    OVERDUE = "försenad"
    CANCELLED = "inställd"
    UNKNOWN = "okänd"


@dataclass(frozen=True, slots=True)
class Memory:
    """What the bot wrote down of one activity, or of the project as a whole.

    Attributes:
        state: How it stood; `UNKNOWN` where Phabricator had not answered for its tasks.
        start, end: Its days; None when not said.
        lead: The names of its leads, in order.
    """

    state: Recalled
    start: date | None = None
    end: date | None = None
    lead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """How a project stood when the bot first saw its newest report, kept in the bot's own region.

    Attributes:
        reported: That report's date; None where nobody had reported yet.
        previous: The date of the report before it; None where the bot has not seen one.
        project: The project as a whole.
        activities: Its activities by key (`bot.parse.snapshot.keys_of`).
    """

    reported: date | None
    project: Memory
    activities: Mapping[str, Memory]
    previous: date | None = None
