"""What the values of options can be: a day, some of the tasks, a part of a run."""

from datetime import date
from typing import Any

import click

from bot.model import TASKS
from bot.shard import MOST, Shard

YEARS = range(2000, 2101)
"""The years that can be asked for: more than any project needs, and safe to count days in."""


class Day(click.ParamType[date]):
    """A day, as 2022-11-20."""

    name = "ÅÅÅÅ-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401
        """Read it; fails where it is none, or out of reach."""
        try:
            day = value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no date; write it as 2022-11-20.", param, ctx)
        if day.year not in YEARS:
            self.fail(f"{value!r} is out of reach; take a day from {YEARS[0]} to {YEARS[-1]}.", param, ctx)
        return day


class Tasks(click.ParamType[tuple[str, ...]]):
    """Tasks with commas between them."""

    name = "TASKS"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:  # noqa: ANN401
        """Read them; fails where one is unknown."""
        names = value if isinstance(value, tuple) else tuple(name.strip() for name in str(value).split(","))
        unknown = [name for name in names if name not in TASKS]
        if unknown:
            self.fail(f"{unknown[0]!r} is no task; choose among {', '.join(TASKS)}.", param, ctx)
        return names


class Part(click.ParamType[Shard]):
    """A part of a run, as 2/8."""

    name = "PART"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Shard:  # noqa: ANN401
        """Read it; fails where it is none."""
        shard = value if isinstance(value, Shard) else Shard.read(str(value))
        if shard is None:
            said = f"{value!r} is no part of a run; write 2/8 for the second of eight, and {MOST} parts at most."
            self.fail(said, param, ctx)
        return shard
