"""Who answers for something, as an owner cell says it.

The contract on people: leads before, support after `med stöd av` or `med stöd från`; names are parted by a comma,
`och`, `&`, `+`, `/` or a line break; a note in parentheses is dropped; `Samtliga` and `Alla` are everybody; a link to a
user page names the account itself.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

from bot.model import Everyone, People, Person
from bot.parse.languages.swedish import SWEDISH
from bot.parse.vocabulary import PeopleWords, Vocabulary
from bot.parse.words import lines, plain, without_struck

# A link is carried through the splitting as its number between two characters that no text uses.
_OPEN, _CLOSE = "\ue000", "\ue001"
_LINKED = re.compile(f"{_OPEN}([0-9]{{1,7}}){_CLOSE}")
_NOT_APPLICABLE = re.compile(r"\bn/a\b", re.IGNORECASE)
_EDGES = " .:?!–—-−*•"


class _Patterns(NamedTuple):
    """How names are told apart in a language."""

    user_link: re.Pattern[str]
    label: re.Pattern[str]
    support: re.Pattern[str]
    between: re.Pattern[str]


@cache
def _patterns(words: PeopleWords) -> _Patterns:
    return _Patterns(
        # Labels may hold other markup, but no brackets: that keeps the search linear.
        user_link=re.compile(
            rf"\[\[[ _]?:?(?:{words.user_spaces})[ _]?:([^\[\]|{{}}<>]+)(?:\|([^\[\]]*))?\]\]", re.IGNORECASE
        ),
        label=re.compile(rf"(?:{words.label})[ \n]?:", re.IGNORECASE),
        support=re.compile(rf"\b(?:{words.support})\b:?", re.IGNORECASE),
        between=re.compile(rf"[,;&+/\n]|\b(?:{words.between})\b", re.IGNORECASE),
    )


class Mention(NamedTuple):
    """One name in an owner cell.

    Attributes:
        text: As it stands there.
        support: It stands in the half that supports.
        person: Who is named; None for everybody, and where it names nobody (`TBD`).
        everybody: It is `Samtliga` or `Alla`.
    """

    text: str
    support: bool
    person: Person | None = None
    everybody: bool = False


@lru_cache(maxsize=2048)  # the same few people stand in the rows of all plans of a year
def read_people(wikitext: str, *, vocabulary: Vocabulary = SWEDISH) -> People:
    """Read an owner cell.

    Args:
        wikitext: The cell.
        vocabulary: The language.

    Returns:
        Leads and support in the cell's order, each person once (a lead is not also support). `everyone` is "lead"
        where `Samtliga` stands among the leads, else "support" where it stands among the support.
    """
    return people_of(read_mentions(wikitext, vocabulary=vocabulary))


def people_of(mentions: Sequence[Mention]) -> People:
    """Who the names in a cell are, each person at the first mention."""
    everybody = [mention.support for mention in mentions if mention.everybody]
    everyone: Everyone | None = None if not everybody else "support" if all(everybody) else "lead"
    lead = _once(mention.person for mention in mentions if mention.person and not mention.support)
    people = _once(mention.person for mention in mentions if mention.person)
    return People(lead, people[len(lead) :], everyone)


def read_mentions(wikitext: str, *, vocabulary: Vocabulary = SWEDISH) -> Sequence[Mention]:
    """Read every name in an owner cell, those who lead first, also a name that is there twice."""
    text, linked = _words(wikitext, vocabulary)
    patterns = _patterns(vocabulary.people)
    words = _NOT_APPLICABLE.sub("", _parted(text)[0])
    before, *after = patterns.support.split(patterns.label.sub("", words) if ":" in words else words)
    leads = _mentions(before, linked, vocabulary, support=False)
    return [*leads, *(_mentions("\n".join(after), linked, vocabulary, support=True) if after else ())]


def left_out(wikitext: str, *, vocabulary: Vocabulary = SWEDISH) -> Sequence[str]:
    """What an owner cell holds besides names: the notes in parentheses, and every `N/A`."""
    text, linked = _words(wikitext, vocabulary)
    words, notes = _parted(text)
    shown = (_LINKED.sub(lambda link: "".join(one.name for one in _linked(link[0], linked)), note) for note in notes)
    return [*filter(None, (" ".join(note.split()) for note in shown)), *_NOT_APPLICABLE.findall(words)]


def _words(wikitext: str, vocabulary: Vocabulary) -> tuple[str, Sequence[Person]]:
    """What is not struck out (all, where everything is) as lines, links as numbers; and the people linked to."""
    standing = without_struck(wikitext)
    counts = standing if standing == wikitext or plain(standing) else wikitext
    text, linked = _set_links_aside(counts, vocabulary)
    return "\n".join(lines(text)), linked


def _set_links_aside(wikitext: str, vocabulary: Vocabulary) -> tuple[str, Sequence[Person]]:
    """Put a number for every link to a user page, so that no name is split; give the people linked to, by number."""
    linked: list[Person] = []
    if "[[" not in wikitext and _OPEN not in wikitext and _CLOSE not in wikitext:
        return wikitext, linked
    bare = wikitext.replace(_OPEN, "").replace(_CLOSE, "")

    def number(link: re.Match[str]) -> str:
        account = plain(unquote(unescape(link[1])).partition("/")[0].partition("#")[0].replace("_", " "))
        if not account:
            return ""
        account = account[0].upper() + account[1:]
        linked.append(Person(plain(link[2] or "") or account, account))
        return f"{_OPEN}{len(linked) - 1}{_CLOSE}"

    return _patterns(vocabulary.people).user_link.sub(number, bare), linked


def _parted(text: str) -> tuple[str, Sequence[str]]:
    """Part the text from the notes in parentheses in it; one that is not closed ends with its line."""
    kept: list[str] = []
    notes: list[str] = []
    if "(" not in text and ")" not in text:
        return text, notes
    depth = 0
    for piece in re.split(r"([()\n])", text):
        if piece == "(":
            depth += 1
        elif piece == ")":
            depth = max(0, depth - 1)
        elif piece == "\n":
            depth = 0
            kept.append(piece)
        else:
            (notes if depth else kept).append(piece)
    return "".join(kept), notes


def _mentions(words: str, linked: Sequence[Person], vocabulary: Vocabulary, *, support: bool) -> Iterator[Mention]:
    """The names in one half of the cell."""
    known = vocabulary.people
    for item in _patterns(known).between.split(words):
        name = " ".join(item.strip(_EDGES).split())
        if _OPEN in name and _LINKED.search(name):
            yield from (Mention(person.name, support, person) for person in _linked(name, linked))
        elif name.casefold().partition(" ")[0] in known.everyone:
            yield Mention(name, support, everybody=True)
        elif name:
            yield Mention(name, support, None if name.casefold() in known.nobody else Person(name))


def _linked(words: str, linked: Sequence[Person]) -> Sequence[Person]:
    """The people that are linked to in some words."""
    return [linked[at] for at in map(int, _LINKED.findall(words)) if at < len(linked)]


def _once(people: Iterable[Person]) -> tuple[Person, ...]:
    """The first mention of each person: the same name, or the same account, is the same person."""
    seen: set[str] = set()
    once: list[Person] = []
    for person in people:
        keys = {person.name.casefold(), (person.account or person.name).casefold()}
        if not keys & seen:
            once.append(person)
        seen |= keys
    return tuple(once)
