"""The pictures of the docs can be taken, and show what they should."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageStat

from tests.support.chromium import PHONE, Profile
from tests.support.mediawiki import MediaWiki
from tests.support.screenshots import AFTER, REPORT, STAGES, Shot, taken, taken_of_report
from tests.support.shown_example import reported

FOLDER = Path(__file__).parents[2] / "docs" / "bilder"
SHOTS = [shot for subject in AFTER for shot in subject.shots()]
NAMES = {
    f"{shot.name}.png"
    for subject in (REPORT, *(one for each in STAGES for one in each.subjects))
    for shot in subject.shots()
}
MOST_BYTES = 2_500_000
"""Of all pictures: they come with every clone."""

PLAIN = 20
"""Colours that even a page without the bot's words would have."""


def sane(png: bytes, shot: Shot) -> None:
    """A picture has the width and colours that were asked for, is high enough to show something, and is not empty."""
    with Image.open(io.BytesIO(png)) as picture:
        assert picture.format == "PNG"
        assert shot.width * 0.5 < picture.width <= shot.width
        assert 300 < picture.height <= shot.subject.height * (1.5 if shot.width == PHONE else 1)
        colours = picture.convert("RGB").getcolors(picture.width * picture.height)
        assert colours
        assert len(colours) > PLAIN
        light = ImageStat.Stat(picture.convert("L")).mean[0]
        assert light < 80 if shot.dark else light > 200


@pytest.mark.mediawiki
@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
def test_pictures_of_the_wiki(shot: Shot, example: MediaWiki, visitor: Profile) -> None:
    """The project page, the overview and the talk page are seen on desk and phone, in light and dark."""
    sane(taken(shot, visitor, example), shot)


def test_pictures_of_the_report(visitor: Profile, tmp_path: Path) -> None:
    """The report is seen on desk and phone, in light and dark."""
    address = reported(tmp_path)
    for shot in REPORT.shots():
        sane(taken_of_report(shot, visitor, address), shot)


def test_the_docs_have_these_pictures() -> None:
    """The folder of pictures holds those that can be taken anew, no others, and not too many bytes."""
    pictures = list(FOLDER.glob("*.png"))
    assert {picture.name for picture in pictures} == NAMES
    assert sum(picture.stat().st_size for picture in pictures) < MOST_BYTES
