"""What the overview keeps for itself of a year's projects: plain frozen data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

Late = Literal["", "late", "missing"]
"""Whether a report that should have come has not: an older one is there, or none."""

Shown = Literal["", "green", "orange", "red", "closed"]
"""What stands for a project's status: the colour that people have set, or that it is finished."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is noted of one project.

    Attributes:
        late: Whether its report was late.
        reported: The date of its report; None where there was none that can be read.
        status: Its status.
        end: Its last day.
        budget: What it costs in all.
        lead: The names of its leads.
        done, overdue: The keys of its activities that were done, and late.
    """

    late: Late = ""
    reported: date | None = None
    status: Shown = ""
    end: date | None = None
    budget: float | None = None
    lead: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    overdue: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """What the overview keeps for itself.

    Attributes:
        day: The day on which a change was last seen; at first, that of the first run.
        now: The projects as they were then, or later, by title.
        before: The projects as they were at the last run of another day before that; None at first.
        whole, before_whole: Whether those are all of the year's projects: one that is not in it may have been there.
    """

    day: date
    now: Mapping[str, Seen]
    before: Mapping[str, Seen] | None = None
    whole: bool = True
    before_whole: bool = True
