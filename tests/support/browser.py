"""Pictures of pages, taken with a headless Chromium that talks to loopback only."""

import shutil
import subprocess
import tempfile
from pathlib import Path

TIMEOUT_SECONDS = 60.0
SWITCHES = (
    "--headless=new",
    "--no-sandbox",  # the tests may run as root in a container
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--hide-scrollbars",
    # Whatever a page asks for from elsewhere is not found, at once.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


def available() -> str | None:
    """None if pictures can be taken here, else one line saying what to install."""
    return None if shutil.which("chromium") else "Chromium is missing: apt-get install --no-install-recommends chromium"


def screenshot(url: str, png: Path, *, width: int = 1200, height: int = 1600, dark: bool = False) -> None:
    """Take a picture of a page.

    Args:
        url: The page, on loopback.
        png: The file to write.
        width: The window's width in CSS pixels. Chromium makes no window narrower than 500.
        height: Its height; what is below is cut off, so say enough for the whole page.
        dark: Tell the page that the reader prefers dark colours.

    Raises:
        RuntimeError: Chromium took no picture; its words are in the message.
        subprocess.TimeoutExpired: It took longer than a minute.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        scheme = ["--blink-settings=preferredColorScheme=0"] if dark else []
        own = [f"--user-data-dir={profile}", f"--window-size={width},{height}", f"--screenshot={png}"]
        command = ["chromium", *SWITCHES, *scheme, *own, url]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=TIMEOUT_SECONDS)
    if done.returncode or not png.exists():
        raise RuntimeError(f"Chromium took no picture of {url}:\n{done.stderr}")
