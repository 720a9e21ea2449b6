"""What a reader gets to see of a page: the real MediaWiki's answer about a text, taken apart without its markup."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from tests.support.person import Visitor

PROPERTIES = "text|wikitext|categories|links|templates|images|externallinks|iwlinks|properties|sections|langlinks"

_VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
_INLINE = frozenset(
    {
        *("a", "abbr", "b", "bdi", "big", "br", "code", "del", "em", "i", "img", "ins"),
        *("s", "small", "span", "strong", "sub", "sup", "tt", "u", "wbr"),
    }
)
_NAMED_BY_WORDS = re.compile(r"#.*")
"""Where a link goes on its page: to what the heading says, which is told by the heading itself."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, cell, heading or line of a list.

    Attributes:
        path: The elements that it stands in, from the outermost to itself, with their attributes.
        text: Its words, white space folded, without those of blocks inside it.
        inline: The elements within the line, with their attributes, in order.
    """

    path: tuple[str, ...]
    text: str
    inline: tuple[str, ...]

    def said(self, otherwise: Callable[[str], str]) -> "Block":
        """The same with other words, in its attributes, too."""
        return Block(tuple(map(otherwise, self.path)), otherwise(self.text), tuple(map(otherwise, self.inline)))


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as the wiki made it.

    Attributes:
        saved: The wikitext as it would be saved: signatures and substitutions carried out.
        blocks: What is seen, and how often.
        used: The full titles of categories, templates and images, each with its kind.
        links: The full titles of the pages that are linked to.
        elsewhere: Interwiki links (`phab:T1`) and links between languages.
        addresses: External links.
        switches: The page's properties (`notoc`, `displaytitle`).
        sections: The levels of the headings.
    """

    saved: str
    blocks: Counter[Block]
    used: frozenset[tuple[str, str]]
    links: frozenset[str]
    elsewhere: frozenset[str]
    addresses: frozenset[str]
    switches: frozenset[str]
    sections: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<a page of {len(self.saved)} characters>"

    def said(self, otherwise: Callable[[str], str]) -> Counter[Block]:
        """The blocks with other words."""
        return Counter(block.said(otherwise) for block in self.blocks.elements())


def rendered(visitor: Visitor, text: str, *, title: str) -> Rendered:
    """Let the wiki render a text as if it had just been saved on a page.

    Args:
        visitor: Whoever saves it; signatures are theirs.
        text: The wikitext.
        title: The page.
    """
    given = {"text": text, "title": title, "contentmodel": "wikitext"}
    answer = visitor.api(action="parse", prop=PROPERTIES, pst=1, disableeditsection=1, disablelimitreport=1, **given)
    found: dict[str, Any] = answer["parse"]
    reader = _Reader()
    reader.feed(found["text"])
    reader.close()
    used = {
        *(("category", one["category"]) for one in found["categories"]),
        *(("template", one["title"]) for one in found["templates"]),
        *(("image", one) for one in found["images"]),
    }
    return Rendered(
        saved=str(found["psttext"]),
        blocks=reader.counted(),
        used=frozenset(used),
        links=frozenset(one["title"] for one in found["links"]),
        elsewhere=frozenset(one["title"] for one in found["iwlinks"])
        | frozenset(f"{one['lang']}:{one['title']}" for one in found["langlinks"]),
        addresses=frozenset(found["externallinks"]),
        switches=frozenset(found["properties"]),
        sections=tuple(one["level"] for one in found["sections"]),
    )


@dataclass(slots=True)
class _Open:
    """A block that has not ended yet."""

    path: tuple[str, ...]
    pieces: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Takes HTML apart; it must be well-formed, as the wiki's own always is."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._tags: list[str] = []
        self._open = [_Open(())]
        self._done: list[_Open] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        written = self._written(tag, attrs)
        if written == "span":  # has but a name to be linked to: MediaWiki gives headings a second one in Latin letters
            pass
        elif tag in _INLINE:
            self._open[-1].inline.append(written)
        else:
            self._open[-1].pieces.append(" ")
            self._open.append(_Open((*self._open[-1].path, written)))
        if tag not in _VOID:
            self._tags.append(tag)
        elif tag not in _INLINE:
            self._done.append(self._open.pop())

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:  # `<br />`
            return
        assert self._tags, f"</{tag}> ends nothing"
        assert self._tags.pop() == tag
        if tag not in _INLINE:
            self._done.append(self._open.pop())

    def handle_data(self, data: str) -> None:
        self._open[-1].pieces.append(data)

    def close(self) -> None:
        super().close()
        assert not self._tags, f"never ended: {self._tags}"
        self._done += self._open

    def counted(self) -> Counter[Block]:
        """The blocks that have ended."""
        return Counter(Block(one.path, " ".join("".join(one.pieces).split()), tuple(one.inline)) for one in self._done)

    def _written(self, tag: str, attrs: list[tuple[str, str | None]]) -> str:
        kept = {name: _NAMED_BY_WORDS.sub("#", value or "") for name, value in attrs if name != "id"}
        return " ".join([tag, *(f'{name}="{value}"' for name, value in sorted(kept.items()))])
