"""What setup has written on a page before, as the bot's own contributions tell it.

The summary of each of its edits has the checksum of the page as setup would have had it. What it saved may hold a
person's changes besides; what it would have had is worked out from that, so that the next upgrade keeps them, too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.ledger import key_in, key_of_kind
from bot.names import USUAL
from bot.parse.regions import checksum, emptied
from bot.wiki.merge import merge
from bot.wiki.port import Version
from bot.wiki.presave import clean


def mark(text: str, language: str = USUAL) -> str:
    """The key in the summary of the edit that makes a page be this."""
    return key_of_kind("setup", checksum(text), language)


def marked(summary: str) -> str:
    """The checksum in the summary of an edit of setup's; "" where it is none."""
    found = key_in("setup", summary)
    return found["key"] if found else ""


def bare(text: str) -> str:
    """A page as setup compares it: as a wiki stores it, the bot's regions empty."""
    return emptied(clean(text))


@dataclass(frozen=True, slots=True)
class Offer:
    """One edit of setup's.

    Attributes:
        revid: Its revision.
        checksum: That of the page as setup would have had it.
        text: What was saved; None where it is not to be had.
    """

    revid: int
    checksum: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a page's past.

    Attributes:
        offers: The edits of setup's, oldest first.
        versions: The page's newest revisions, newest first.
    """

    offers: tuple[Offer, ...] = ()
    versions: Sequence[Version] = ()

    @property
    def newest(self) -> str:
        """The checksum of what setup would have had last; "" where it never wrote there."""
        return self.offers[-1].checksum if self.offers else ""


def last_offered(past: Past) -> str | None:
    """The newest text that setup would have had, if it is known: what people have changed is a difference to it.

    Returns:
        None where there is none. Where what was offered last cannot be worked out, an older one: then a merge finds
        more to be in conflict, but keeps as much of people's.
    """
    before = {later.revid: earlier.text for later, earlier in pairwise(past.versions)}
    known: str | None = None
    for offer in past.offers:
        text = bare(offer.text or "")
        if checksum(text) == offer.checksum:
            known = text
        elif known is not None and offer.text is not None and offer.revid in before:
            offered = merge(bare(before[offer.revid]), known, text)
            known = offered if offered is not None and checksum(offered) == offer.checksum else known
    return known
