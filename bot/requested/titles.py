"""What a line asks for: which projects, by their titles, or all of them; and what may have been meant."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from bot.parse.whereabouts import may_be_project, title_of
from bot.parse.words import plain
from bot.wiki.port import Entry
from bot.wiki.titles import normalise

_LINK = re.compile(r"\[\[\s*:?([^\[\]|#]+)(?:#[^\[\]|]*)?(?:\|[^\[\]]*)?\]\]")
_PERSON = re.compile(r"\[\[\s*:?\s*(?:användare|användardiskussion|user|user[ _]talk|special)\s*:", re.IGNORECASE)
_ALL = frozenset({"alla", "allt", "alla projekt", "samtliga"})
_SUGGESTED = 3
_LIKENESS = 0.6  # of difflib's ratio; a missing year or a few wrong letters stay above it
_NEARLY = 0.1  # so much less like than the best of them may another suggestion be
_MOST = 20  # projects in one line; whoever wants more wants all


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a line asks for.

    Attributes:
        titles: The full titles of projects; none where all are asked for.
        everything: All projects are asked for.
        wrong: Titles of no project, each with those that may have been meant.
    """

    titles: tuple[str, ...] = ()
    everything: bool = False
    wrong: Mapping[str, tuple[str, ...]] | None = None


def read_wanted(line: str, catalogue: Mapping[str, Entry], known: Iterable[str], namespace: str) -> Wanted:
    """Read what a line asks for.

    Args:
        line: The line, `* [[Projekt:Exempel 2022]] [[Användare:John|John]] 20 november …`.
        catalogue: The pages of the projects' namespace.
        known: The projects of the years at hand, which are suggested first.
        namespace: The projects' namespace.

    Returns:
        What is wanted; with nothing in it where the line names nothing.
    """
    said = _PERSON.split(line.lstrip("*"), maxsplit=1)[0]
    linked = [found for target in _LINK.findall(said) if (found := normalise(target)) and found.namespace == namespace]
    if linked:
        named = [one.full for one in linked][:_MOST]
    else:
        words = plain(said).strip(" \t–—-:,.!")
        if words.casefold() in _ALL:
            return Wanted(everything=True)
        named = [title_of(words, namespace)] if words else []
    titles = dict.fromkeys(named)
    wrong = {title: _alike(title, catalogue, known) for title in titles if not _is_project(title, catalogue)}
    return Wanted(tuple(titles), wrong=wrong or None)


def _is_project(title: str, catalogue: Mapping[str, Entry]) -> bool:
    return title in catalogue and may_be_project(title)


def _alike(title: str, catalogue: Mapping[str, Entry], known: Iterable[str]) -> tuple[str, ...]:
    """The titles that are most like one, and nearly as like as the best; of two that are, one at hand comes first."""
    at_hand = set(known)
    projects = [one for one, entry in catalogue.items() if may_be_project(one) and not entry.redirect]
    matcher = SequenceMatcher(b=title.casefold())
    likeness: dict[str, float] = {}
    for one in projects:
        matcher.set_seq1(one.casefold())
        if matcher.real_quick_ratio() >= _LIKENESS and matcher.quick_ratio() >= _LIKENESS:
            likeness[one] = matcher.ratio()
    least = max(_LIKENESS, max(likeness.values(), default=0) - _NEARLY)
    close = [one for one, ratio in likeness.items() if ratio >= least]
    return tuple(sorted(close, key=lambda one: (-likeness[one], one not in at_hand, one))[:_SUGGESTED])
