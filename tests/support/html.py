"""Reading HTML strictly: what is opened is closed, in order; and what stands in it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"br", "wbr", "meta", "link", "input"})
"""Elements without content, which nobody closes."""


INLINE = frozenset({"a", "abbr", "b", "bdi", "code", "em", "i", "small", "span", "strong", "wbr"})
"""Elements that stand in a line: what is before and after them may be one word."""


@dataclass
class Element:
    """An element, with its attributes and the words in it, those of elements in it among them."""

    tag: str
    attributes: dict[str, str]
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words, with single spaces."""
        return " ".join("".join(self.parts).split())


class Strict(HTMLParser):
    """Reads a page or a part of one, and objects to what is not closed in order.

    Attributes:
        elements: All elements, in the order in which they begin.
        deepest: How many elements stand in each other.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.deepest = 0
        self._open: list[Element] = []
        self.feed(text)
        self.close()
        assert not self._open, [one.tag for one in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, names)
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._apart(tag)
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)
            self.deepest = max(self.deepest, len(self._open))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element of SVG begins and ends."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        """An element ends, which must be the innermost."""
        assert self._open, tag
        assert self._open.pop().tag == tag
        self._apart(tag)

    def handle_data(self, data: str) -> None:
        """Words."""
        for element in self._open:
            element.parts.append(data)

    def _apart(self, tag: str) -> None:
        if tag not in INLINE:
            self.handle_data(" ")

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """The elements of a name with these attributes; `data_x` is `data-x`, `class_` one of the classes."""
        return [one for one in self.elements if one.tag == tag and _fits(one, attributes)]

    def one(self, tag: str, **attributes: str) -> Element:
        """The only element of a name with these attributes."""
        (found,) = self.all(tag, **attributes)
        return found


def _fits(element: Element, wanted: dict[str, str]) -> bool:
    for key, value in wanted.items():
        name = key.rstrip("_").replace("_", "-")
        has = element.attributes.get(name)
        if has is None or value not in (has.split() if name == "class" else [has]):
            return False
    return True
