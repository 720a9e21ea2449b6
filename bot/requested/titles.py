"""What a line asks for: which projects, by their titles, or all of them; and what may have been meant."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from urllib.parse import unquote

from bot.names import all_names, any_of
from bot.parse.association import vocabulary_of
from bot.parse.whereabouts import may_be_project, title_of
from bot.parse.words import plain, without_comments, without_struck
from bot.settings import Settings
from bot.wiki.namespaces import Namespaces, namespaces_of
from bot.wiki.port import Entry
from bot.wiki.titles import normalise

_LINK = re.compile(r"\[\[([^\[\]]*)\]\]")
_ADDRESS = re.compile(r"https?://[^\s/]+/wiki/([^\s\[\]|<>{}?#\"]+)")
_DAY = re.compile(r"\b(?:\d{1,2} \w{3,12} \d{4} kl\. \d\d[.:]\d\d|\d\d:\d\d, \d{1,2} \w{3,12} \d{4})")
"""What the time in a signature begins with, in Swedish and in English."""

_BETWEEN = re.compile(rf" ?(?:[,;&]|\b{any_of(lambda one: one.joined_by)}\b) ?")
_ROUND = " \t–—-:*,.!'\"”/"
_ALL = frozenset(words for one in all_names() for words in one.everything)
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


def read_wanted(line: str, catalogue: Mapping[str, Entry], known: Iterable[str], settings: Settings) -> Wanted:
    """Read what a line asks for. What is struck out or in a comment is not asked for.

    Args:
        line: The line, `* [[Projekt:Exempel 2022]] [[Användare:John|John]] 20 november …`.
        catalogue: The pages of the projects' namespace.
        known: The projects of the years at hand, which are suggested first.
        settings: The language, and what the namespaces are called.

    Returns:
        What is wanted; with nothing in it where the line names nothing.
    """
    namespace, spaces, language = settings.pages.namespace, namespaces_of(settings), vocabulary_of(settings)
    projects = {title: entry for title, entry in catalogue.items() if may_be_project(title, vocabulary=language)}
    said = _person(spaces).split(without_struck(without_comments(line)).lstrip("*"), maxsplit=1)[0]
    named = list(dict.fromkeys(_linked(said, namespace, spaces)))[:_MOST]
    if not named:
        words = _DAY.split(plain(said), maxsplit=1)[0].strip(_ROUND)
        if words.casefold() in _ALL:
            return Wanted(everything=True)
        named = _named(words, projects, namespace)
    at_hand = frozenset(known)
    wrong = {title: _alike(title, projects, at_hand) for title in named if title not in projects}
    return Wanted(tuple(named), wrong=wrong or None)


def _person(spaces: Namespaces) -> re.Pattern[str]:
    """What a link to a person begins with: a signature."""
    own = {spaces.called("user"), spaces.called("user talk")}
    names = "|".join(re.escape(name).replace("\\ ", "[ _]") for name, one in spaces.by_name.items() if one in own)
    return re.compile(rf"\[\[[\s:]*(?:{names}|special)\s*:", re.IGNORECASE)


def _linked(said: str, namespace: str, spaces: Namespaces) -> Iterator[str]:
    """The projects that are linked to, by links of the wiki or by their addresses."""
    targets = [target.partition("|")[0].partition("#")[0] for target in _LINK.findall(said)]
    for target in targets or map(unquote, _ADDRESS.findall(said)):
        title = normalise(target, spaces)
        if title and title.namespace == namespace:
            yield title.full


def _named(words: str, projects: Mapping[str, Entry], namespace: str) -> list[str]:
    """The projects that are named in plain words: one, or, where there is none of that name, several in a row."""
    whole = title_of(words, namespace)
    if not whole.partition(":")[2] or words.casefold() == namespace.casefold():
        return []
    parts = [part.strip(_ROUND) for part in _BETWEEN.split(words)]
    several = list(dict.fromkeys(title_of(part, namespace) for part in parts if part))[:_MOST]
    if whole in projects or projects.keys().isdisjoint(several):
        return [whole]
    return several


def _alike(title: str, projects: Mapping[str, Entry], at_hand: frozenset[str]) -> tuple[str, ...]:
    """The titles that are most like one, and nearly as like as the best; of two that are, one at hand comes first."""
    matcher = SequenceMatcher(b=_name(title))
    likeness: dict[str, float] = {}
    for one, entry in projects.items():
        if entry.redirect:
            continue
        matcher.set_seq1(_name(one))
        if matcher.real_quick_ratio() >= _LIKENESS and matcher.quick_ratio() >= _LIKENESS:
            likeness[one] = matcher.ratio()
    least = max(_LIKENESS, max(likeness.values(), default=0) - _NEARLY)
    close = [one for one, ratio in likeness.items() if ratio >= least]
    return tuple(sorted(close, key=lambda one: (-likeness[one], one not in at_hand, one))[:_SUGGESTED])


def _name(title: str) -> str:
    """A title without its namespace, which all have in common and which would make any two alike."""
    return title.partition(":")[2].casefold()
