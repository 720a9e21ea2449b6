"""The bot's own regions on a page, as their markers say: found, checked, and left alone where anything is wrong.

A region is what stands between two markers, each on a line of its own (the contract on the wiki):

    <!-- Lägesbot:start NAMN SUMMA – ändra inte här, texten skrivs om -->
    …
    <!-- Lägesbot:slut NAMN -->

The name, the note for people and the word for the end are in the language of the settings; those of the others are
read as well.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.names import USUAL, all_names, any_of, names, region_id
from bot.parse.brackets import quiet_spans
from bot.wiki.port import Page

_END = any_of(lambda one: one.region_end)

MARKER = re.compile(
    r"<!-- Lägesbot:(?:start (?P<start>[^\s>]+) (?P<checksum>[0-9a-f]{12}) – "
    rf"(?P<note>{any_of(lambda one: one.region_note)})"
    rf"|{_END} (?P<end>[^\s>]+)) -->"
)
_ALIKE = re.compile(
    rf"!-+\s*Lägesbot\s*:\s*(?:start|{_END})|Lägesbot:(?:start [^\s>]+ [0-9a-f]{{12}}|{_END} [^\s>]+ -*>)",
    re.IGNORECASE,
)
"""What can only be meant as a marker; a person may well write "Lägesbot: start i maj"."""

_AT_ONCE = 1 << 16
"""Characters of a region that are encoded at once: that of the overview may be as long as a page can be."""

_OF_ALL = "bot"
"""In lower case, it is in all that looks like a marker: few other texts need to be looked through for that."""

_OWN = r"<!-- Lägesbot:(?:underlag [0-9a-f -]*|minne [^\s<>]+ [^\s<>]+\r?\n(?:(?:projekt|[0-9a-f]{12}) [^\n<>]*\n)*)-->"
"""A comment that the bot has written for itself; one with a line of a person's in it is theirs."""

_REMARK = re.compile(rf"\r?\n{_OWN}(?=\r?\n|\Z)|{_OWN}(?:\r?\n)?")
_BORDER = re.compile(r"\||\}\}")
_NO_BREAK = re.compile(r"[^\r\n]")

SECTION = "report"
"""The id of a region on a project page: the whole report, in a section of its own."""

TIMELINE = "timeline"
"""The id of a region on a project page: the time plan as a grid of months, after its table."""

ON_PROJECT_PAGE = frozenset({SECTION, TIMELINE})
"""The bot's regions on a project page, where those of the box are copies that people made; and the other way round."""

Damage = Literal["malformed", "unopened", "unclosed", "nested", "crossed", "doubled", "own-line"]
"""How markers can be wrong: misspelt, an end without a start, a start without an end, a region inside another, ends in
the wrong order, the same region twice, a marker that shares its line with other text (after an end marker a person
may write)."""


@dataclass(frozen=True, slots=True)
class Region:
    """One whole region, as positions in the page.

    Attributes:
        name: Its name, as it stands there.
        note: What its start marker tells people.
        start, end: The slice from the start marker to after the end marker.
        body_start, body_end: The slice of the bot's text, line breaks next to the markers left out.
        edited: The text is not what the checksum was made of: somebody has changed it.
    """

    name: str
    note: str
    start: int
    end: int
    body_start: int
    body_end: int
    edited: bool

    @property
    def id(self) -> str:
        """Which region it is, whatever it is called; see `bot.names.Names.regions`."""
        return region_id(self.name)


@dataclass(frozen=True, slots=True)
class Regions:
    """All regions of a page by name, and the first thing that is wrong with its markers, with its position."""

    found: dict[str, Region]
    damage: tuple[Damage, int] | None = None

    def get(self, region: str) -> Region | None:
        """The region with an id."""
        return next((one for one in self.found.values() if one.id == region), None)

    @property
    def ids(self) -> frozenset[str]:
        """Which regions there are."""
        return frozenset(one.id for one in self.found.values())

    @property
    def sound(self) -> bool:
        """Whether no marker is wrong and every region is as the bot left it."""
        return not self.damage and not any(region.edited for region in self.found.values())


def checksum(body: str) -> str:
    """The checksum of a region's text: the first 12 hexadecimal digits of its SHA-256, carriage returns left out."""
    written, found = body.replace("\r", ""), hashlib.sha256()
    for start in range(0, len(written), _AT_ONCE):  # to encode all at once takes three bytes for each of its characters
        found.update(written[start : start + _AT_ONCE].encode(errors="surrogatepass"))
    return found.hexdigest()[:12]


def compose(region: str, body: str, language: str = USUAL) -> str:
    """A whole region by its id, markers and all (the contract on the wiki)."""
    return body.join(around(region, body, language))


def around(region: str, body: str, language: str = USUAL) -> tuple[str, str]:
    """What stands before and after the text of a region: its markers, with their line breaks."""
    words = names(language)
    return _around(words.region(region), body, words.region_note)


def _whole(name: str, body: str, note: str) -> str:
    return body.join(_around(name, body, note))


def _around(name: str, body: str, note: str) -> tuple[str, str]:
    end = next(one.region_end for one in all_names() if one.region_note == note)
    start = f"<!-- Lägesbot:start {name} {checksum(body)} – {note} -->\n"
    return start, ("\n" if body else "") + f"<!-- Lägesbot:{end} {name} -->"


def read_regions(text: str) -> Regions:
    """Find the bot's regions in a page, or in a slice of one.

    Any doubt about where a region begins or ends is damage: then nothing that was found may be relied on.
    """
    found: dict[str, Region] = {}
    opened: re.Match[str] | None = None
    markers = list(MARKER.finditer(text))
    if stray := _stray(text, markers):
        return Regions({}, stray)
    for marker in markers:
        name = marker["start"] or marker["end"]
        if marker["start"]:
            if opened:
                return Regions(found, ("nested", marker.start()))
            if region_id(name) in Regions(found).ids:
                return Regions(found, ("doubled", marker.start()))
            opened = marker
        elif not opened:
            return Regions(found, ("unopened", marker.start()))
        elif opened["start"] != name:
            return Regions(found, ("crossed", marker.start()))
        else:
            found[name] = _region(text, opened, marker)
            opened = None
    return Regions(found, ("unclosed", opened.start()) if opened else None)


def _stray(text: str, markers: list[re.Match[str]]) -> tuple[Damage, int] | None:
    """The first thing that looks like a marker and is none, or shares its line with other text."""
    if not markers and _OF_ALL not in text.lower():
        return None
    whole = {marker.start() + len("<") for marker in markers}
    for alike in _ALIKE.finditer(text):
        if alike.start() not in whole:
            return "malformed", alike.start()
    for marker in markers:
        before = text[text.rfind("\n", 0, marker.start()) + 1 : marker.start()]
        line_end = text.find("\n", marker.end()) if marker["start"] else marker.end()
        after = text[marker.end() : line_end if line_end >= 0 else None]
        if before.strip() or after.strip():
            return "own-line", marker.start()
    return None


def _region(text: str, opened: re.Match[str], closed: re.Match[str]) -> Region:
    body_start = text.index("\n", opened.end()) + 1
    body_end = max(text.rfind("\n", body_start, closed.start()), body_start)
    body_end -= text[body_start:body_end].endswith("\r")
    edited = checksum(text[body_start:body_end]) != opened["checksum"]
    return Region(opened["start"], opened["note"], opened.start(), closed.end(), body_start, body_end, edited)


def own_texts(title: str, data: str | None, pages: Mapping[str, Page]) -> list[str]:
    """The texts in the bot's regions on a project's pages, carriage returns left out; people may have changed them.

    Args:
        title: The project page, where the bot has the regions `ON_PROJECT_PAGE`; others were copied there.
        data: The page with the project's facts, where all other regions are the bot's; None where there is none.
        pages: These pages, by title.
    """
    found: list[str] = []
    for page in dict.fromkeys([data, title] if data else [title]):
        text = pages[page].text or ""
        regions = read_regions(text)
        own = [one for one in regions.found.values() if (page == title if one.id in ON_PROJECT_PAGE else page == data)]
        found += [text[one.body_start : one.body_end].replace("\r", "") for one in own if not regions.damage]
    return found


def saying(text: str) -> set[str]:
    """The names of the bot's regions on a page that say anything to people."""
    found = read_regions(text).found.values()
    return {one.name for one in found if _REMARK.sub("", text[one.body_start : one.body_end]).strip()}


def blanked(text: str) -> str:
    """The page with every whole region blanked out, all else where it was: what people have written, line for line."""
    return _with(text, read_regions(text), lambda region: _NO_BREAK.sub(" ", text[region.start : region.end]))


def emptied(text: str) -> str:
    """The page with every whole region emptied, its markers left."""
    return _with(text, read_regions(text), lambda region: _whole(region.name, "", region.note))


def refilled(text: str, whole: str) -> str:
    """The page with every region as it is, markers and all, in another text of the page that has it."""
    found = {one.id: whole[one.start : one.end] for one in read_regions(whole).found.values()}
    return _with(text, read_regions(text), lambda region: found.get(region.id, text[region.start : region.end]))


def without_regions(text: str) -> str:
    """The text of people alone: every whole region taken out; markers that are wrong stay, as text."""
    return _with(text, read_regions(text), lambda _: "")


def move_edited(text: str, regions: Regions) -> str | None:
    """The page with what people have written into the bot's regions moved out, to right below each.

    Args:
        text: The page.
        regions: What `read_regions` gave, without damage.

    Returns:
        The same page where nobody has; else one whose regions are whole, and hold of what was edited only the comments
        that the bot has written for itself. None where somebody has opened a comment in a region: the region's last
        marker ended it, and once moved it would swallow what follows.
    """
    edited = {name: one for name, one in regions.found.items() if one.edited}
    theirs = {name: _REMARK.sub("", text[one.body_start : one.body_end]) for name, one in edited.items()}
    if any(map(_leaves_comment_open, theirs.values())):
        return None

    pieces, position = [], 0
    for region in sorted(edited.values(), key=lambda region: region.start):
        body = text[region.body_start : region.body_end].replace("\r", "")
        kept = "\n".join(match[0].strip("\n") for match in _REMARK.finditer(body))
        pieces += [text[position : region.start], _whole(region.name, kept, region.note)]
        position = _line_end(text, region.end)
        pieces.append(_with_below(text[region.end : position], theirs[region.name]))
    return "".join([*pieces, text[position:]])


def _line_end(text: str, position: int) -> int:
    line_end = text.find("\n", position)
    return line_end if line_end >= 0 else len(text)


def _with_below(rest: str, words: str) -> str:
    """What follows a marker on its line, and words on lines of their own: after it, but before another parameter."""
    if not words:
        return rest
    if _BORDER.search(rest):
        return f"\n{words}\n{rest}"
    return f"{rest}\n{words}"


def _leaves_comment_open(text: str) -> bool:
    opened = [start for start, _ in quiet_spans(text) if text.startswith("<!--", start)]
    return bool(opened) and text.find("-->", opened[-1] + len("<!--")) < 0


def _with(text: str, regions: Regions, say: Callable[[Region], str]) -> str:
    """The page with something else in the place of each region, markers and all."""
    if not regions.found:
        return text
    pieces, position = [], 0
    for region in sorted(regions.found.values(), key=lambda region: region.start):
        pieces += [text[position : region.start], say(region)]
        position = region.end
    return "".join([*pieces, text[position:]])
