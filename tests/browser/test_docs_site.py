"""The site of the docs in a browser: on a desk and on a phone, light and dark."""

from pathlib import Path

import pytest

from tests.support.axe import violations
from tests.support.chromium import DESKTOP, PHONE, Profile
from tests.support.site import ROOT, build_site

PAGES = sorted(path.stem for path in (ROOT / "docs").glob("*.md"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site."""
    target = tmp_path_factory.mktemp("site") / "html"
    assert build_site(ROOT / "docs", target).returncode == 0
    return target


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [DESKTOP, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("name", PAGES)
def test_page_can_be_read(site: Path, reader: Profile, name: str, width: int, *, dark: bool) -> None:
    """A page asks for nothing outside, does not scroll sideways, and has nothing that axe-core objects to."""
    with reader.window(width=width, dark=dark) as window:
        page = window.goto((site / f"{name}.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert violations(page) == []
