"""The pictures of the README: the example wiki after a run, rendered by a real MediaWiki, seen by a real browser.

`make screenshots`, or `python -m tests.support.screenshots FOLDER`.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

from PIL import Image

from tests.support.browser import available as browser_available
from tests.support.browser import screenshot
from tests.support.mediawiki import MediaWiki
from tests.support.php import available as mediawiki_available

PICTURES = {
    "projektsida": ("Projekt:En gemenskap för alla 2022", range(1560, 2440)),
    "lagesoversikt": ("Lägesöversikt 2022", range(90, 960)),
    "paminnelse": ("Användardiskussion:John (WMSE)", range(725, 1110)),
}
"""The pictures' names, with the page and the lines of pixels that are shown of it."""


def main(target: Path) -> None:
    """Run the demo, load what came of it into MediaWiki, and take the pictures.

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
        folder = Path(scratch) / "wiki"
        demo = [sys.executable, "-m", "bot", "demo", "--to", str(folder)]
        subprocess.run(demo, check=True, stdout=subprocess.DEVNULL)
        wiki.load(folder)
        for name, (title, lines) in PICTURES.items():
            whole = Path(scratch) / f"{name}.png"
            screenshot(f"{wiki.url}/index.php?title={quote(title)}", whole, width=1200, height=lines.stop)
            with Image.open(whole) as picture:
                picture.crop((160, lines.start, 1200, lines.stop)).save(target / f"{name}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
