"""Who has how much to do in a year, as a table in wikitext for the overview, where the settings ask for it."""

from dataclasses import dataclass

from bot.knowledge import Knowledge
from bot.overview.workload import Load, workload_of
from bot.render.bars import OVERLOAD
from bot.render.escape import Wikitext

MOST_UNKNOWN = 40
"""So many names that the register does not know have a line of their own; that many is a sign of something else."""


@dataclass(frozen=True, slots=True)
class Month:
    """A cell of the table: the planned days, the work days, and whether the former are more."""

    days: float
    room: int
    over: bool


def workload_wikitext(year: int, known: Knowledge) -> Wikitext:
    """The table of planned days by person and month, with what is not counted told below it, without a heading.

    Returns:
        "" unless `overview.workload` is on, and where there is nobody to tell of.
    """
    workload = workload_of(year, known) if known.settings.overview.workload else None
    if workload is None or not workload.loads:
        return Wikitext()
    strangers = [load for load in workload.loads if not load.known]
    shown = [*(load for load in workload.loads if load.known), *strangers[:MOST_UNKNOWN]]
    return known.words.wikitext(
        "workload",
        year=year,
        months=workload.months,
        lines=[(load, _months(load)) for load in shown],
        strangers=bool(strangers),
        left=len(strangers[MOST_UNKNOWN:]),
        share=known.settings.overview.support_share,
        undated=workload.undated,
        sizeless=workload.sizeless,
        unowned=workload.unowned,
        mark=Wikitext(OVERLOAD),
    )


def _months(load: Load) -> list[Month]:
    return [Month(*one) for one in zip(load.days, load.room, load.over, strict=True)]
