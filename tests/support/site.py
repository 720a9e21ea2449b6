"""The site that `make docs` makes of the pages in docs/."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def build_site(source: Path, target: Path) -> subprocess.CompletedProcess[str]:
    """Build the site as `make docs` does, but elsewhere.

    Args:
        source: The pages, with their conf.py.
        target: A folder for the HTML.
    """
    recipe = re.search(
        r"^\t\$\(BIN\)/sphinx-build (.+) docs build/docs$", (ROOT / "Makefile").read_text(), re.MULTILINE
    )
    assert recipe
    options = recipe[1].replace("build/doctrees", f"{target}.doctrees").split()
    command = [sys.executable, "-m", "sphinx", *options, str(source), str(target)]
    return subprocess.run(command, capture_output=True, text=True, check=False)
