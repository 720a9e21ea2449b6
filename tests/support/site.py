"""The site that `make docs` makes of the pages in docs/."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback, in a process of its own; gives the address."""
    command = [sys.executable, "-u", "-m", "http.server", "--bind", "127.0.0.1", "--directory", str(folder), "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout
        try:
            port = re.search(r"port (\d+)", server.stdout.readline())
            assert port
            yield f"http://127.0.0.1:{port[1]}"
        finally:
            server.terminate()
