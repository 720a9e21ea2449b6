"""How the shards of a run take turns with their edits, so that all together edit no faster than one process would.

Pywikibot counts the processes that share a folder in a file there (`throttle.ctrl`), and each waits the longer the more
there are; but each sees only those that began before it, until it looks again after five minutes, and of processes that
begin in the same moment none sees another. What a shard needs to know it knows: of how many it is.
"""

import math
from typing import Any

from bot.shard import Shard


def take_turns(throttle: Any, shard: Shard, *, apart: float, longest: float) -> None:  # noqa: ANN401 - Pywikibot's
    """Let the edits of shards that begin together follow one another, the first shard's first.

    Args:
        throttle: Pywikibot's `Throttle` of the site.
        shard: Which one this is. A whole run is left to Pywikibot.
        apart: Seconds between two edits of all shards together (`put_throttle`).
        longest: The longest that Pywikibot waits (`maxthrottle`), which this may take longer than.
    """
    if shard.whole:
        return
    each = apart * shard.count
    throttle.maxdelay = max(longest, each)
    throttle.set_delays(writedelay=each)
    throttle.last_write -= apart * (shard.count - shard.index)
    throttle.process_multiplicity, throttle.checkdelay = 1, math.inf  # the others are counted already
