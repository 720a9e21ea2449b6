"""Three-way merge of lines: what MediaWiki does with `diff3` when a page has changed under an edit.

Where it is not certain that two changes stand apart, the answer is a conflict: planning again costs a second, a page
that says something nobody wrote costs trust.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain

from bot.wiki.presave import TRIMMED


@dataclass(frozen=True, slots=True)
class _Change:
    """One side replaces the base lines `low` to `high` (excluded) by `lines`."""

    side: int
    low: int
    high: int
    lines: tuple[str, ...]


def merge(base: str, ours: str, theirs: str) -> str | None:
    """Put two changed versions of a text together, line by line.

    Changes to different lines are both kept, the same change on both sides is kept once. Two different changes to the
    same line or to neighbouring lines are a conflict, as they are for GNU diff3. White space at the end of the texts
    does not count, and is not in the result (MediaWiki trims every page).

    Args:
        base: What both were made from.
        ours: One version.
        theirs: The other version.

    Returns:
        The merged text, or None for a conflict.
    """
    texts = [text.rstrip(TRIMMED).split("\n") for text in (base, ours, theirs)]
    merged = _merge_lines(*texts)
    # Where lines repeat, a change can be placed in more than one way. A merge that comes out otherwise when the texts
    # are read from below depends on a guess, so it is none.
    mirrored = _merge_lines(*(text[::-1] for text in texts))
    if merged is None or mirrored is None or merged != mirrored[::-1]:
        return None
    return "\n".join(merged)


def _merge_lines(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[str] | None:
    """The merged lines, or None for a conflict."""
    merged: list[str] = []
    position = 0
    for group in _groups(chain(_changes(0, base, ours), _changes(1, base, theirs))):
        low, high = group[0].low, max(change.high for change in group)
        versions = {tuple(_applied(base, group, side, (low, high))) for side in {change.side for change in group}}
        if len(versions) > 1:
            return None
        merged += [*base[position:low], *versions.pop()]
        position = high
    return [*merged, *base[position:]]


def _changes(side: int, base: Sequence[str], version: Sequence[str]) -> Iterator[_Change]:
    """How one version differs from the base, from top to bottom."""
    matcher = SequenceMatcher(None, base, version, autojunk=False)
    for tag, low, high, first, last in matcher.get_opcodes():
        if tag != "equal":
            yield _Change(side, low, high, tuple(version[first:last]))


def _groups(changes: Iterable[_Change]) -> Iterator[list[_Change]]:
    """The changes of both sides in groups that overlap or touch each other, from top to bottom."""
    group: list[_Change] = []
    end = -1
    for change in sorted(changes, key=lambda change: (change.low, change.high)):
        if group and change.low > end:
            yield group
            group = []
        end = max(end, change.high) if group else change.high
        group.append(change)
    if group:
        yield group


def _applied(base: Sequence[str], group: Iterable[_Change], side: int, span: tuple[int, int]) -> list[str]:
    """The lines that the base lines of `span` have become on one side."""
    lines: list[str] = []
    position, end = span
    for change in group:
        if change.side == side:
            lines += [*base[position : change.low], *change.lines]
            position = change.high
    return [*lines, *base[position:end]]
