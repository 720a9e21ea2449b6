"""The commands for whoever looks after the bot: health."""

import click

from bot.commands.shared import on_wiki, verbs
from bot.options import Options


@click.command()
@on_wiki
@click.option(
    "--max-hours",
    type=click.FloatRange(min=0, min_open=True),
    metavar="N",
    help="How old the last good run may be, Saturdays and Sundays left out. [default: health.max_hours, 30]",
)
def health(options: Options, /, *, max_hours: float | None) -> int:
    """Say whether the last good run is recent enough: exit code 0 if so, 1 if not. Writes nothing.

    It is looked for in the log and in the bot's contributions on the wiki, and in what this machine remembers: a run
    that found nothing to do is in no log.
    """
    code: int = verbs("health").health(options, max_hours=max_hours)
    return code
