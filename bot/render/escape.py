"""The border: whatever comes from a page, a task or a setting passes here before it enters wikitext."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Self

from bot.wiki.namespaces import called_anywhere
from bot.wiki.titles import normalise


class Wikitext(str):
    """Text that is wikitext on purpose: made by our own templates and filters, everything foreign in it escaped."""

    __slots__ = ()

    def __str__(self) -> Self:
        """Itself: a template asks for this of all that it puts together, and Python would copy it."""
        return self


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co"})
_UNSAVED = frozenset("\ufffe\uffff")
"""What is no character, and what MediaWiki saves as another one (U+FFFD)."""

_ALWAYS = str.maketrans({character: f"&#{ord(character)};" for character in "&<>[]{}|='~_\ufffd"})
"""What begins markup, and U+FFFD, which no address in brackets may have in its words."""

_SCHEME = re.compile(
    r":(?=//)|(?P<scheme>bitcoin|geo|magnet|mailto|matrix|news|sips?|sms|tel|urn|xmpp|lägesbot ?):", re.IGNORECASE
)
"""What MediaWiki makes a link of without brackets (`$wgUrlProtocols` as shipped), and what our markers begin with."""
_MAGIC = re.compile(r"\b(RFC|PMID|ISBN)(?= ?[\d-])", re.IGNORECASE)
_TWO_MARKS = "&#33;&#33;"
"""`!!`, which in a line of table headers begins another cell, also inside a link."""

_LINE_START = re.compile(r"^[*#:;!+-]")


@lru_cache(maxsize=2048)  # states, months and names come again and again in a year's overview
def escape(text: str) -> Wikitext:
    """Make wikitext that shows these very words, wherever on a line it is put.

    No template, link, magic word, signature, tag, list, table or heading comes of it: every character that starts one
    is written as an HTML entity. White space is folded and control and direction characters are left out, so that the
    words cannot leave their line or turn the text around them; they come in the normal form (NFC) that MediaWiki saves
    text in, so that a region reads back as it was written: an accent that comes first melts into nothing before it.
    Not for use inside the attributes of a tag.
    """
    seen = text if text.isprintable() else "".join(filter(_visible, text))  # nearly all is, and that is quickly known
    words = " ".join(unicodedata.normalize("NFC", seen).split())
    safe = words.translate(_ALWAYS).replace("!!", _TWO_MARKS)
    safe = _SCHEME.sub(lambda match: f"{match['scheme'] or ''}&#58;", safe)
    safe = _MAGIC.sub(lambda match: f"{match[0][0]}&#{ord(match[0][1])};{match[0][2:]}", safe)
    if _LINE_START.match(safe) or unicodedata.combining(safe[:1] or " "):
        safe = f"&#{ord(safe[0])};{safe[1:]}"
    return Wikitext(safe)


def _visible(character: str) -> bool:
    kept = unicodedata.category(character) not in _UNSEEN and character not in _UNSAVED
    return kept or character.isspace()


def woven(text: str, pieces: Iterable[Wikitext]) -> Wikitext:
    """Plain words, escaped, with a piece of wikitext put where each NUL stands in them."""
    head, *rest = text.split("\0")
    # a letter at an end keeps the spaces there, and what only at the beginning of a line is markup as it is
    parts = (escape(f"x{after}x")[1:-1] for after in rest)
    return Wikitext(escape(f"{head}x")[:-1] + "".join(map("".join, zip(pieces, parts, strict=True))))


_NO_TITLE = re.compile(
    r"[\x00-\x1f\x7f#<>\[\]|{}_\ufffe\uffff]|&[A-Za-z0-9#\x80-\U0010ffff]+;|~~~|^[:/]"
    rf"|^{called_anywhere('talk')} *:.*:|^[^:]*: *(?::|\.\.?(?:/|$))",
    re.IGNORECASE,
)
"""What has no place in a link besides what no page is called (`normalise`).

A page of another namespace is not talked of under `Diskussion:`, and what may come before a colon is another wiki's.
"""


_NO_SECTION = re.compile(r"[\x00-\x1f\x7f#<>\[\]|{}_&%~\ufffe\uffff]|''|lägesbot ?:", re.IGNORECASE)
"""What keeps the words of a heading from being named in a link as they stand."""


def _target(title: str) -> str | None:
    """A title as it stands in a link, in the normal form (NFC); None where no page can have it."""
    target = unicodedata.normalize("NFC", title)
    return None if _NO_TITLE.search(target) or normalise(target) is None else target


def link(title: str, label: str | None = None) -> Wikitext:
    """A link to a page; the escaped words alone where no page can have that title.

    Args:
        title: A full title. A leading colon is added, so that files and categories are linked and not used.
        label: The words to show; the title itself when None or when nothing of them can be shown.
    """
    words, target = escape(label or "") or escape(title), _target(title)
    if not words or target is None:
        return words
    if words == target and ":" not in target:
        return Wikitext(f"[[{target}]]")
    safe = target.replace("!!", _TWO_MARKS)
    return Wikitext(f"[[:{safe}|{words}]]" if ":" in target else f"[[{safe}|{words}]]")


def edit_link(title: str, label: str) -> Wikitext:
    """A link that opens a page's edit form, on any wiki since the wiki itself makes the address."""
    target = _target(title)
    if target is None:
        return escape(label)
    return Wikitext(f"[{{{{fullurl:{target}|action=edit}}}} {escape(label)}]")


def section_link(title: str, section: str, label: str, *, before: Sequence[str] = ()) -> Wikitext:
    """A link to a section of a page; to the page where a link cannot name the section.

    Args:
        title: The page's full title.
        section: The words of the section's heading; "" for the page as a whole.
        label: The words to show.
        before: The headings above it; where some are alike, MediaWiki counts them.
    """
    target = _target(title)
    if target is None or not section or _NO_SECTION.search(section):
        return link(title, label)
    number = 1 + sum(one.casefold() == section.casefold() for one in before)
    anchor = " ".join(section.split()).replace("!!", _TWO_MARKS) + (f" {number}" if number > 1 else "")
    return Wikitext(f"[[:{target}#{anchor}|{escape(label)}]]")


def revision_link(revid: int, label: str) -> Wikitext:
    """A link to what one revision changed, wherever its page is now."""
    return Wikitext(f"[[Special:Diff/{revid}|{escape(label)}]]")


def task(task_id: str) -> Wikitext:
    """A link to a Phabricator task, by the wiki's interwiki prefix; `task_id` is `T` and digits."""
    return Wikitext(f"[[phab:{task_id}|{task_id}]]")
