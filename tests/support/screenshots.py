"""The pictures of the docs: the example wiki before and after a run, on a real MediaWiki, and the report in HTML.

`make screenshots`, or `python -m tests.support.screenshots FOLDER`. The tests take those of `AFTER` in the same way.
"""

import io
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import FloatRect, Page

from tests.support.chromium import DESKTOP, PHONE, Chromium, Profile
from tests.support.chromium import available as browser_available
from tests.support.mediawiki import MediaWiki
from tests.support.php import available as mediawiki_available
from tests.support.shown_example import (
    AS_THEN,
    DAY,
    EVERYTHING,
    OVERVIEW,
    PROJECT,
    REMINDER,
    SKINS,
    TALK,
    copied,
    reported,
    show,
)

COLOURS = 255
"""Of a picture: enough for text with smooth edges, and a third of the bytes."""

BOX = "table:has(.lagesbot)"
TIMELINE = ".lagesbot:has(> .wikitable)"
LEGEND = f"{TIMELINE} + .lagesbot"
TIDY = ".minerva__tab-container, .page-actions-menu { display: none !important }"
"""Nothing between a page's title and its text on a phone: pictures are of what the bot writes."""

LADDER = (DAY, "2022-11-28", "2022-12-05")
"""Days of the three steps of a reminder."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a picture shows.

    Attributes:
        name: The file's, without its ending.
        title: The page.
        first, last: CSS selectors of the first and the last thing that is seen; what lies between is seen, too.
        height: The most that is shown of it, in CSS pixels; a phone shows one and a half times as much.
        variants: It is also shown on a phone, and in the dark.
    """

    name: str
    title: str
    first: str
    last: str
    height: int = 1100
    variants: bool = True

    def shots(self) -> "Iterable[Shot]":
        """Its pictures."""
        for width, phone in ((DESKTOP, ""), (PHONE, "-mobil")) if self.variants else ((DESKTOP, ""),):
            for dark, night in ((False, ""), (True, "-mork")) if self.variants else ((False, ""),):
                yield Shot(f"{self.name}{phone}{night}", self, width, dark)


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture of a subject.

    Attributes:
        name: The file's, without its ending.
        subject: What it shows.
        width: The window's, in CSS pixels.
        dark: In dark colours.
    """

    name: str
    subject: Subject
    width: int
    dark: bool


@dataclass(frozen=True, slots=True)
class Stage:
    """What the bot has done before pictures are taken.

    Attributes:
        subjects: What they show.
        days: The days on which it has run.
        rules: Settings on top of the example's own.
    """

    subjects: Sequence[Subject]
    days: Sequence[str]
    rules: Mapping[str, Any]


AFTER = (
    Subject("projektsida", PROJECT, "h2:has(#Projektdata)", BOX),
    Subject("tidslinje", PROJECT, TIMELINE, LEGEND),
    Subject("lagesoversikt", OVERVIEW, "#firstHeading", ".mw-parser-output", height=1750),
    Subject("paminnelse", TALK, f"h2:has({REMINDER})", ".mw-parser-output"),
)
REPORT = Subject("rapport", "", "h1", "main", height=1500)
"""The report in HTML, on the example before any run."""

BEFORE = Subject("lagesrapport-fore", f"{PROJECT}/Projektdata", "#firstHeading", ".mw-parser-output", variants=False)
FILLED = Subject("lagesrapport-efter", f"{PROJECT}/Projektdata", "#firstHeading", BOX, variants=False)
AGAIN = Subject("paminnelse-igen", TALK, f"h2:has({REMINDER})", ".mw-parser-output", variants=False)
SECTION = Subject("lagesrapport-avsnitt", PROJECT, "h2:has(#Lägesrapport)", ".mw-parser-output", variants=False)

STAGES = (
    Stage([BEFORE], (), {}),
    Stage([*AFTER, FILLED], (DAY,), EVERYTHING),
    Stage([AGAIN], LADDER, {}),
    Stage([SECTION], (DAY,), {"report": {"placement": "section"}}),
)


def main(target: Path) -> None:
    """Run the bot on copies of the example, load what came of it into MediaWiki, and take the pictures.

    Args:
        target: The folder that the PNG files are put in.

    Raises:
        SystemExit: MediaWiki or Chromium is missing; the message says how to install it.
    """
    missing = mediawiki_available() or browser_available()
    if missing:
        sys.exit(missing)
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, Chromium.running() as browser:
        folder = Path(scratch)
        address = reported(folder)
        with browser.profile() as visitor:
            for shot in REPORT.shots():
                (target / f"{shot.name}.png").write_bytes(taken_of_report(shot, visitor, address))
        with MediaWiki.start(folder / "mediawiki") as wiki:
            for number, stage in enumerate(STAGES):
                wiki.restore()
                wiki.load(copied(folder / f"wiki-{number}", stage.days, stage.rules))
                # a visitor of their own: a browser that has seen a page on another stage is told that it is as it was
                with wiki.behaving(**AS_THEN), browser.profile() as visitor:
                    for shot in (shot for subject in stage.subjects for shot in subject.shots()):
                        (target / f"{shot.name}.png").write_bytes(taken(shot, visitor, wiki))


def taken(shot: Shot, visitor: Profile, wiki: MediaWiki) -> bytes:
    """Take a picture of a page of the wiki.

    Returns:
        A PNG file, of few colours.

    Raises:
        AssertionError: The page asked for something elsewhere or complained, or what is to be shown is not there.
    """
    with visitor.window(width=shot.width, dark=shot.dark) as window:
        page = show(window, wiki, shot.subject.title, skin=SKINS[shot.width], dark=shot.dark)
        page.add_style_tag(content=TIDY)
        return _picture(page, shot)


def taken_of_report(shot: Shot, visitor: Profile, address: str) -> bytes:
    """Take a picture of the report in HTML.

    Args:
        shot: What of it is shown.
        visitor: Whoever looks at it.
        address: Where it lies, `file:///…`.

    Returns:
        A PNG file, of few colours.

    Raises:
        AssertionError: The page asked for something elsewhere or complained, or what is to be shown is not there.
    """
    with visitor.window(width=shot.width, dark=shot.dark) as window:
        return _picture(window.goto(address), shot)


def _picture(page: Page, shot: Shot) -> bytes:
    return quantised(page.screenshot(full_page=True, clip=_clip(page, shot), animations="disabled"))


def quantised(png: bytes) -> bytes:
    """The same picture in few colours, and so in few bytes."""
    small = io.BytesIO()
    with Image.open(io.BytesIO(png)) as picture:
        # The passes after the first move the palette to colours that are there: white stays white, a green sign green.
        few = picture.convert("RGB").quantize(COLOURS, kmeans=3, dither=Image.Dither.NONE)
    few.save(small, "PNG", optimize=True)
    return small.getvalue()


def _clip(page: Page, shot: Shot) -> FloatRect:
    """The part of a page that is shown: from the top of the first thing to the end of the last, over all its width."""
    first, last = (page.locator(one).first.bounding_box() for one in (shot.subject.first, shot.subject.last))
    assert first, f"{shot.subject.first} is not seen"
    assert last, f"{shot.subject.last} is not seen"
    top, most = max(first["y"] - 12, 0), shot.subject.height * (1 if shot.width > PHONE else 1.5)
    left = max(first["x"] - 16, 0)
    height = min(last["y"] + last["height"] + 12 - top, most)
    return {"x": left, "y": top, "width": shot.width - left, "height": height}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
