"""What was worked out before in a run, so that nothing is worked out twice from the same.

It changes nothing but the time that a run takes: what is given is what its basis would give again.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TypeVar, cast

_Found = TypeVar("_Found")


@dataclass(slots=True)
class Kept:
    """What came of the newest basis of each thing."""

    _known: dict[Hashable, tuple[tuple[object, ...], object]] = field(default_factory=dict)

    def of(self, thing: Hashable, basis: tuple[object, ...], work: Callable[[], _Found]) -> _Found:
        """What `work` gives, worked out again only where a part of its basis is another object than last time.

        Args:
            thing: What it is, and of what: `("standing", title)`.
            basis: All that it depends on. It is compared by identity, which costs the same however much it is; all of
                it must be of the frozen kind.
            work: Works it out.
        """
        before = self._known.get(thing)
        if before is not None and all(a is b for a, b in zip(before[0], basis, strict=True)):
            return cast("_Found", before[1])
        found = work()
        self._known[thing] = basis, found
        return found
