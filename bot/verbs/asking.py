"""Asking whoever sits at the terminal before anything is written."""

import click


def agreed(question: str, *, yes: bool, by_hand: bool) -> bool:
    """Whether to go on.

    Args:
        question: What is asked, without the question mark's choices.
        yes: It was agreed beforehand, on the command line.
        by_hand: Somebody sits at a terminal. If not, nobody is asked, and nothing is agreed.
    """
    if yes:
        return True
    if not by_hand:
        click.echo("Nothing was written, since nobody is here to be asked. To go on: --yes", err=True)
        return False
    said = click.confirm(question, err=True)
    if not said:
        click.echo("Nothing was written.", err=True)
    return said
