"""The pictures of the docs: the example wiki before and after a run, on a real MediaWiki, seen by a real browser.

`make screenshots`, or `python -m tests.support.screenshots FOLDER`.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from PIL import Image

from tests.support.browser import available as browser_available
from tests.support.browser import screenshot
from tests.support.mediawiki import MediaWiki
from tests.support.php import available as mediawiki_available

EXAMPLE = Path(__file__).parents[2] / "examples" / "wiki"
DAYS = ("2022-11-20",)
LADDER = (*DAYS, "2022-11-28", "2022-12-05")
"""Days of the three steps of a reminder."""

ALL = "Projekt:En gemenskap för alla 2022"

Shot = tuple[str, range]
"""A page, and the lines of pixels that are shown of it."""

BEFORE: Mapping[str, Shot] = {"lagesrapport-fore": (f"{ALL}/Projektdata", range(90, 740))}
AFTER: Mapping[str, Shot] = {
    "lagesrapport-efter": (f"{ALL}/Projektdata", range(90, 1100)),
    "projektsida": (ALL, range(1560, 2600)),
    "lagesoversikt": ("Lägesöversikt 2022", range(90, 960)),
    "paminnelse": ("Användardiskussion:John (WMSE)", range(725, 1240)),
}
LATER: Mapping[str, Shot] = {"paminnelse-igen": ("Användardiskussion:John (WMSE)", range(1236, 1950))}
AS_SECTION: Mapping[str, Shot] = {"lagesrapport-avsnitt": (ALL, range(2385, 3040))}
"""The pictures' names: of the example as it is, after a run, two weeks later, and with the report in a section."""

STAGES: tuple[tuple[Mapping[str, Shot], tuple[str, ...], str], ...] = (
    (BEFORE, (), ""),
    (AFTER, DAYS, "auto"),
    (LATER, LADDER, "auto"),
    (AS_SECTION, DAYS, "section"),
)
"""The pictures, the days on which the bot runs before they are taken, and where it puts the report."""


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
    with tempfile.TemporaryDirectory() as scratch, MediaWiki.start(Path(scratch) / "mediawiki") as wiki:
        for number, (shots, days, placement) in enumerate(STAGES):
            folder = Path(scratch) / f"wiki-{number}"
            shutil.copytree(EXAMPLE, folder)
            for day in days:
                _run(folder, day, placement)
            wiki.restore()
            wiki.load(folder)
            for name, (title, lines) in shots.items():
                _take(f"{wiki.url}/index.php?title={quote(title)}", lines, target / f"{name}.png")


def _run(folder: Path, day: str, placement: str) -> None:
    """Let the bot run in a folder, with the example's settings and a place for the report."""
    page = folder / "Användare" / "Lägesbot" / "inställningar.json.wiki"
    settings = folder.with_suffix(".json")
    rules = json.loads(page.read_text(encoding="utf-8")) | {"report": {"placement": placement}}
    settings.write_text(json.dumps(rules), encoding="utf-8")
    command = [sys.executable, "-m", "bot", "run", "--wiki", str(folder), "--date", day, "--settings", str(settings)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _take(url: str, lines: range, png: Path) -> None:
    """Take a picture of some lines of a page, without what the skin has at the side."""
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.png"
        screenshot(url, whole, width=1200, height=lines.stop)
        with Image.open(whole) as picture:
            picture.crop((160, lines.start, 1200, lines.stop)).save(png)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
