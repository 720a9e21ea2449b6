"""The log: one line a record on standard error."""

import logging
import sys


def set_up_log(*, verbose: bool = False, quiet: bool = False) -> None:
    """Send everything that is logged to standard error, ours from a level on.

    Args:
        verbose: Every step.
        quiet: Only warnings, whatever `verbose` says.
    """
    level = logging.WARNING if quiet else logging.DEBUG if verbose else logging.INFO
    logging.basicConfig(stream=sys.stderr, format="%(levelname)s %(message)s", force=True)
    logging.getLogger("lagesbot").setLevel(level)
