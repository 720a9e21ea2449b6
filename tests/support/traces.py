"""What an edit of the bot's leaves of a page, worked out without the bot's own way of writing."""

import re
from collections.abc import Iterable

from bot.names import names
from bot.parse.regions import SECTION, TIMELINE, Region, read_regions
from tests.support.wikitext import NAMES


def untouched(before: str, after: str) -> bool:
    """Whether taking out all that the bot has added to a page gives back the very text that was there.

    What it has added is: regions, each with a line break before it and perhaps one after it, or with a parameter of
    its own, which perhaps begins on a new line, or with a heading of its own on a project page. Regions that were there
    before may say something else now.
    """
    old, new = read_regions(before).found, read_regions(after).found
    candidates = {_held(after, new.values())}
    for name in new.keys() - old.keys():
        candidates = {one for candidate in candidates for one in _undone(candidate, name)}
    return _held(before, old.values()) in candidates


def _held(text: str, regions: Iterable[Region]) -> str:
    """The text with each region held together as one sign."""
    for one in sorted(regions, key=lambda region: region.start, reverse=True):
        text = f"{text[: one.start]}\0{one.name}\0{text[one.end :]}"
    return text


def _undone(text: str, name: str) -> set[str]:
    """What a text can have been before a region was added to it."""
    left, right = text.split(f"\0{name}\0")
    lefts = {left.removesuffix("\n")}
    if name == names().region(SECTION):
        heading = re.search(r"\n{0,2}(={1,6}) Lägesrapport \1\n\Z", left)
        lefts |= {left[: heading.start()]} if heading else set()
    elif name != names().region(TIMELINE) and (
        added := re.search(rf"(?P<indent>[ \t]*)\|[ \t\r\n]*{NAMES[name]}[ \t\r\n]*=\n\Z", left)
    ):
        before = {left[: added.start()], left[: added.end("indent")]}
        lefts |= before | {one.removesuffix("\n") for one in before}
    return {f"{one}{other}" for one in lefts for other in (right, right.removeprefix("\n"))}
