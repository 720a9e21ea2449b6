"""Asking whoever sits at the terminal before anything is written."""

import click

from bot.tell.log import note


def agreed(question: str, *, yes: bool, by_hand: bool) -> bool:
    """Whether to go on; where not, it is said that nothing was written.

    Args:
        question: What is asked, with its question mark.
        yes: It was agreed beforehand, on the command line.
        by_hand: Somebody sits at a terminal. If not, nobody is asked, and nothing is agreed.

    Raises:
        KeyboardInterrupt: A signal came instead of an answer.
    """
    if yes:
        return True
    if not by_hand:
        note("Nothing was written, since nobody is here to be asked. To go on: --yes")
        return False
    said = _said(question)
    if not said:
        note("Nothing was written.")
    return said


def _said(question: str) -> bool:
    """The answer; the end of the input (Ctrl-D) is a no."""
    try:
        return click.confirm(question, err=True)
    except click.Abort as abort:
        if isinstance(abort.__context__, KeyboardInterrupt):
            raise abort.__context__ from None
        click.echo(err=True)
        return False
