"""The words of a piece of wikitext, as a person reads them: no markup, no invisible characters.

One pass over the text, linear in its length whatever it holds. mwparserfromhell is not used here: its time grows with
the square of the length on markup that is opened and never closed (seconds for 30 kB), and a cell may be much longer.
"""

import html
import re
from dataclasses import dataclass
from enum import Enum

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_STRUCK = re.compile(r"<(s|del|strike)\b[^<>]*(?<!/)>.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)

# What is not closed runs to the end, as in MediaWiki's own comments: that keeps every alternative linear.
_MARKUP = re.compile(
    r"""
    (?P<hidden> <!--.*?(?:-->|\Z)
              | <ref\b[^<>]*(?:/>|(?<!/)>.*?(?:</ref\s*>|\Z)) )
  | <(?P<raw>nowiki|pre)\b[^<>]*(?<!/)> (?P<literal>.*?) (?:</(?P=raw)\s*>|\Z)
  | (?P<break> <br\b[^<>]*>
             | </?(?:p|div|li|ul|ol|dl|dd|dt|table|tr|td|th|blockquote|h[1-6])\b[^<>]*> )
  | (?P<mark> </?[a-z][^<>]*> | '{2,} | ^[*\#:;]+ )
  | (?P<open> \{\{ | \[\[ | \[(?=(?:https?:)?//) )
  | (?P<close> \}\} | \] )
  | (?P<pipe> \| )
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE | re.MULTILINE,
)
_SIGN = re.compile(r"[<'\[\]{}|*#:;]")
"""What all markup begins with."""

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# Soft hyphen, zero-width and direction marks, byte order mark: they come along from other programs, unseen.
_INVISIBLE = dict.fromkeys(
    [0x00, 0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF],
)
_ALL_INVISIBLE = re.escape("".join(map(chr, _INVISIBLE)))
_UNSEEN = re.compile(f"[{_ALL_INVISIBLE}]")
_READ = re.compile(f"[<'{{}}|&\\[\\]\n{_ALL_INVISIBLE}]")
"""What makes the words of a text other than the text itself, besides list marks at its beginning."""

_LIST_MARKS = ("*", "#", ":", ";")
_NOT_SHOWN = frozenset({"fil", "file", "bild", "image", "media", "kategori", "category"})
# Nobody nests deeper; beyond it brackets are taken as text, so that the work for each character stays bounded.
_DEEPEST = 20


class _Kind(Enum):
    TEMPLATE = "{{"
    LINK = "[["
    ADDRESS = "["


_KINDS = {kind.value: kind for kind in _Kind}


@dataclass(slots=True)
class _Frame:
    """Markup that has been opened: its kind, and where it and its first pipe stand among the pieces."""

    kind: _Kind
    start: int
    pipe: int | None = None


class _Scan:
    """One reading of a text: its shown pieces in order, and the names of the templates called."""

    def __init__(self, wikitext: str) -> None:
        self.pieces: list[str] = []
        self.templates: list[str] = []
        self._frames: list[_Frame] = []
        self._open_templates = 0
        at = position = 0
        while sign := _SIGN.search(wikitext, position):  # much faster than to try the markup at every character
            position = sign.start()
            if match := _MARKUP.match(wikitext, position):
                self.pieces.append(wikitext[at:position])
                at = position = self._read(match, wikitext)
            else:
                position += 1
        self.pieces.append(wikitext[at:])

    def _read(self, match: re.Match[str], wikitext: str) -> int:
        """Take in one mark; return where the text goes on."""
        match match.lastgroup:
            case "open":
                self._open(_KINDS[match[0]])
            case "close" if match[0] == "}}":
                self._close_template()
            case "close":
                return match.start() + self._close_bracket(double=wikitext.startswith("]]", match.start()))
            case "pipe":
                self._pipe()
            case "break":
                self.pieces.append("\n")
            case "literal":
                self.pieces.append(match["literal"])
            case _:
                pass  # comments, references, tags, quote marks and list marks show nothing themselves
        return match.end()

    def _open(self, kind: _Kind) -> None:
        if len(self._frames) < _DEEPEST:
            self._frames.append(_Frame(kind, len(self.pieces)))
            self._open_templates += kind is _Kind.TEMPLATE
        self.pieces.append(kind.value)

    def _pipe(self) -> None:
        if self._frames and self._frames[-1].kind is not _Kind.ADDRESS and self._frames[-1].pipe is None:
            self._frames[-1].pipe = len(self.pieces)
        self.pieces.append("|")

    def _close_template(self) -> None:
        if not self._open_templates:
            self.pieces.append("}}")
            return
        while (frame := self._frames.pop()).kind is not _Kind.TEMPLATE:
            pass  # what was opened inside and never closed ends with the template
        self._open_templates -= 1
        name = "".join(self.pieces[frame.start + 1 : frame.pipe])
        self.templates.append(_tidy(name))
        del self.pieces[frame.start :]

    def _close_bracket(self, *, double: bool) -> int:
        """Close a link or an address; return how many characters that took."""
        kind = self._frames[-1].kind if self._frames else None
        if kind is _Kind.ADDRESS:
            frame = self._frames.pop()
            self._replace(frame, _address_words("".join(self.pieces[frame.start + 1 :])))
            return 1
        if kind is _Kind.LINK and double:
            frame = self._frames.pop()
            label = "" if frame.pipe is None else "".join(self.pieces[frame.pipe + 1 :])
            self._replace(frame, _link_words("".join(self.pieces[frame.start + 1 : frame.pipe]), label))
            return 2
        self.pieces.append("]")
        return 1

    def _replace(self, frame: _Frame, words: str) -> None:
        self.pieces[frame.start :] = [words]


def _address_words(content: str) -> str:
    """What `[address words]` shows; the address itself where it has no words."""
    address, *label = content.split(maxsplit=1)
    return label[0] if label else address


def _link_words(target: str, label: str) -> str:
    """What `[[target|label]]` shows: nothing for pictures and categories, unless the link begins with a colon."""
    if target.partition(":")[0].strip().casefold() in _NOT_SHOWN:
        return ""
    return label if label.strip() else target.strip().removeprefix(":")


def _tidy(text: str) -> str:
    """Decode entities, drop the invisible, fold white space: one line."""
    decoded = _ENTITY.sub(lambda entity: html.unescape(entity.group()), text) if "&" in text else text
    return " ".join((decoded.translate(_INVISIBLE) if _UNSEEN.search(decoded) else decoded).split())


def lines(wikitext: str) -> tuple[str, ...]:
    """The words of a text, one string for each line that shows any.

    A line ends at a line break, a `<br>` or the edge of a paragraph, list item or table cell. References, comments,
    templates, pictures and categories show nothing; a link shows its label; list marks at the start of a line go.

    Args:
        wikitext: Any text at all.

    Returns:
        Lines without markup, white space folded, none of them empty.
    """
    return lines_and_templates(wikitext)[0]


def lines_and_templates(wikitext: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines of a text (see `lines`), and the names of the templates that it calls (see `templates`)."""
    if not _READ.search(wikitext) and not wikitext.startswith(_LIST_MARKS):  # most cells hold nothing but words
        words = " ".join(wikitext.split())
        return ((words,) if words else ()), ()
    scan = _Scan(wikitext)
    shown = "".join(scan.pieces)
    return tuple(line for line in map(_tidy, shown.split("\n")) if line), tuple(scan.templates)


def plain(wikitext: str) -> str:
    """The words of a text on one line, as a person reads them (see `lines`)."""
    return " ".join(lines(wikitext))


def templates(wikitext: str) -> tuple[str, ...]:
    """The names of the templates that a text calls, in the order in which the calls end, as written."""
    return tuple(_Scan(wikitext).templates) if "{{" in wikitext else ()


def without_comments(wikitext: str) -> str:
    """The text without its HTML comments, which nobody sees on the page."""
    return _COMMENT.sub("", wikitext) if "<!--" in wikitext else wikitext


def without_struck(wikitext: str) -> str:
    """The text without what is struck out in it (`<s>`, `<del>`, `<strike>`)."""
    return _STRUCK.sub("", wikitext) if "<" in wikitext else wikitext


def struck(wikitext: str) -> tuple[str, ...]:
    """The words of each piece of a text that is struck out, without those that show none."""
    pieces = _STRUCK.finditer(wikitext) if "<" in wikitext else ()
    return tuple(words for piece in pieces if (words := plain(piece.group())))
