"""The site of the docs in a browser: on a desk in light colours, on a phone in dark ones."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.axe import violations
from tests.support.chromium import DESKTOP, PHONE, Profile
from tests.support.site import ROOT, served

PAGES = sorted(path.stem for path in (ROOT / "docs").glob("*.md"))


HIDDEN = "could not be determined because"
"""What axe-core says of words that lie over others: the end of a wide table behind the frame in which it scrolls."""


@pytest.fixture(scope="module")
def site(built_site: Path) -> Iterator[str]:
    """The address of the site."""
    with served(built_site) as address:
        yield address


@pytest.mark.parametrize(("width", "dark"), [(DESKTOP, False), (PHONE, True)], ids=["desk-light", "phone-dark"])
@pytest.mark.parametrize("name", PAGES)
def test_page_can_be_read(site: str, visitor: Profile, name: str, width: int, *, dark: bool) -> None:
    """A page asks for nothing outside, does not scroll sideways, and has nothing that axe-core objects to."""
    with visitor.window(width=width, dark=dark) as window:
        page = window.goto(f"{site}/{name}.html")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert [one for one in violations(page) if HIDDEN not in one] == []
