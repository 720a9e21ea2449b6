"""Debian's Chromium, driven by Playwright: it reaches loopback only, and remembers whatever went wrong on a page."""

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

PROGRAM = "chromium"
PACKAGES = "chromium fonts-dejavu"
LOOPBACK = "127.0.0.1"
SWITCHES = (
    "--no-sandbox",  # the tests may run as root in a container
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--disable-extensions",
    "--force-color-profile=srgb",  # pictures and contrasts are the same on any machine
    "--font-render-hinting=none",
    # Whatever a page asks for from elsewhere is not found, at once. (Playwright's own interception would do it, too,
    # but switches off the cache, and MediaWiki's scripts would be made anew for each page.)
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {LOOPBACK}",
)
DESKTOP = 1280
PHONE = 390
"""Widths in CSS pixels; the second is that of most phones of today."""
HEIGHT = 900


def available() -> str | None:
    """None if there is a browser here, else one line saying what to install."""
    return None if shutil.which(PROGRAM) else f"Chromium is missing: apt-get install --no-install-recommends {PACKAGES}"


def is_outside(address: str) -> bool:
    """Whether asking for an address would leave this machine; `file:`, `data:` and the like do not."""
    found = urlsplit(address)
    return found.scheme in {"http", "https", "ws", "wss"} and found.hostname != LOOPBACK


@dataclass(slots=True)
class Window:
    """A page in a window of its own.

    Attributes:
        page: The page, as Playwright has it.
        outside: The addresses of other machines that it has asked for.
        complaints: What the console calls an error, and exceptions that no script has caught.
    """

    page: Page
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def watch(self) -> Self:
        """Begin to remember."""
        self.page.on("request", lambda request: self._asked(request.url))
        self.page.on("websocket", lambda socket: self._asked(socket.url))
        self.page.on("console", lambda message: self._told(message))  # noqa: PLW0108 (it hangs marks on methods)
        self.page.on("pageerror", lambda error: self.complaints.append(f"exception: {error}"))
        return self

    def goto(self, address: str, *, quiet: bool = True) -> Page:
        """Go to an address and wait until all that belongs to the page has come.

        Args:
            address: `http://127.0.0.1:…` or `file:///…`.
            quiet: Wait until the page has asked for nothing for half a second, too.
        """
        self.page.goto(address, wait_until="networkidle" if quiet else "load")
        return self.page

    def faults(self) -> list[str]:
        """Whatever has gone wrong so far, a line each."""
        return [*(f"asked for {address}" for address in self.outside), *self.complaints]

    def _asked(self, address: str) -> None:
        if is_outside(address):
            self.outside.append(address)

    def _told(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(f"console: {message.text} ({message.location.get('url', '')})")


class Profile:
    """A reader: windows that share a cache, and nothing with other readers."""

    def __init__(self, context: BrowserContext) -> None:
        self._context = context

    @contextlib.contextmanager
    def window(self, *, width: int = DESKTOP, dark: bool = False) -> Iterator[Window]:
        """Open a window for as long as the block lasts.

        Args:
            width: Its width in CSS pixels.
            dark: The reader prefers dark colours.

        Yields:
            The window, empty.

        Raises:
            AssertionError: A page in it has asked for something from another machine, or complained.
        """
        page = self._context.new_page()
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")
        window = Window(page).watch()
        try:
            yield window
        finally:
            page.close()
        if window.faults():
            raise AssertionError("\n".join(window.faults()))


class Chromium:
    """A running browser."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser

    @classmethod
    @contextlib.contextmanager
    def running(cls) -> Iterator[Self]:
        """Start the browser, without a display, and end it when the block ends.

        Raises:
            playwright.sync_api.Error: It does not start; its words are in the message.
        """
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which(PROGRAM), args=list(SWITCHES))
            try:
                yield cls(browser)
            finally:
                browser.close()

    @contextlib.contextmanager
    def profile(self, *, scripts: bool = True) -> Iterator[Profile]:
        """A new reader, Swedish, with an empty cache.

        Args:
            scripts: Pages may run scripts.
        """
        context = self._browser.new_context(java_script_enabled=scripts, locale="sv-SE", timezone_id="Europe/Stockholm")
        try:
            yield Profile(context)
        finally:
            context.close()
