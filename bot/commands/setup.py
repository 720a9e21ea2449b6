"""The command that prepares a wiki: setup."""

import click

from bot.commands.shared import verbs, yearly
from bot.options import Options


@click.command()
@yearly
@click.option("--yes", is_flag=True, help="Write without asking.")
def setup(options: Options, /, *, yes: bool) -> int:
    """Create or update what the bot needs on the wiki, asking first.

    Shows every page as a diff: settings with the people whom the project pages name, templates, handbook, log, queue
    and overview. Run again it changes only what it made itself; what people have changed is kept, and shown.

    Where there is no terminal to ask at, and with --format json, nothing is written without --yes.
    """
    code: int = verbs("setup").setup(options, yes=yes)
    return code
