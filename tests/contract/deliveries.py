"""What a wiki's own record says was delivered: every revision of every page, and what each of them brought."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.support.mediawiki import BOT, MediaWiki
from tests.support.person import Visitor

KEY = re.compile(r" · nyckel (påminnelse/\d{4}-\d{2}-\d{2}/.+) · körning \S+$")
"""A message's key in its edit summary, as the contract on the wiki has it."""

MARK = re.compile(r"<!-- Lägesbot:punkt ((?:[0-9a-f]{16} )+steg [1-3]) körning [0-9a-z-]+ -->")
"""An item's keys and step, hidden in the text of its message, as the contract on the wiki has it, of any run."""

OF_ITS_TIME = re.compile(
    r"\d{1,2} [a-zåäö]+ \d{4} kl\. \d{2}\.\d{2} \(CES?T\)"  # a signature's
    r"|\d{8}-\d{4}-[0-9a-f]{4}"  # a run's id
    r"|(?<=oldid=)\d+|(?<=diff=)\d+|(?<=Special:Diff/)\d+|(?<=Special:Permalänk/)\d+"  # a revision's number
    r"|(?<=Lägesbot:start översikt )[0-9a-f]{12}"  # the checksum of a text that has such numbers in it
)
"""What two runs write differently though they say the same."""


@dataclass(frozen=True, slots=True)
class Saved:
    """One revision: its page, its number and that of the one before it (0 for none), who, with which words, and all."""

    title: str
    revid: int
    parent: int
    user: str
    comment: str
    text: str


def history(wiki: MediaWiki) -> list[Saved]:
    """Every revision of every page that is there, oldest first."""
    asked = {"arvprop": "ids|user|comment|content", "arvslots": "main", "arvdir": "newer", "arvlimit": "max"}
    found: list[Saved] = []
    more: dict[str, str] = {}
    with Visitor(wiki.url) as reader:
        while True:
            answer = reader.api(action="query", list="allrevisions", **asked, **more)
            found += [
                Saved(
                    page["title"],
                    one["revid"],
                    one["parentid"],
                    one["user"],
                    one["comment"],
                    one["slots"]["main"]["content"],
                )
                for page in answer["query"]["allrevisions"]
                for one in page["revisions"]
            ]
            more = answer.get("continue", {})
            if not more:
                return sorted(found, key=lambda one: one.revid)


def texts(record: Iterable[Saved]) -> dict[str, str]:
    """The pages as they are at the end of a record."""
    return {one.title: one.text for one in record}


def timeless(pages: Mapping[str, str]) -> dict[str, str]:
    """Pages without what two runs write differently though they say the same."""
    return {title: OF_ITS_TIME.sub("…", text) for title, text in pages.items()}


def messages(record: Iterable[Saved]) -> dict[str, list[str]]:
    """The bot's revisions whose summaries hold a message's key, by key."""
    found = defaultdict(list)
    for one in record:
        key = KEY.search(one.comment)
        if key and one.user == BOT:
            found[key[1]].append(f"{one.title} ({one.revid})")
    return found


def marks(record: Sequence[Saved]) -> dict[str, list[str]]:
    """The bot's revisions that added an item's mark, by mark; one that added it twice is there twice."""
    before = {one.revid: one.text for one in record}
    found = defaultdict(list)
    for one in record:
        added = Counter(MARK.findall(one.text)) - Counter(MARK.findall(before.get(one.parent, "")))
        for mark in added.elements() if one.user == BOT else ():
            found[mark].append(f"{one.title} ({one.revid})")
    return found


def repeated(record: Sequence[Saved]) -> list[str]:
    """What was delivered more than once, with the revisions that did it, a line each."""
    return [*_more_than_once(messages(record)), *_more_than_once(marks(record))]


def _more_than_once(delivered: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for what, places in sorted(delivered.items()):
        if len(places) > 1:
            yield f"{what}: {', '.join(places)}"
