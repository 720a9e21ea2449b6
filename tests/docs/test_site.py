"""The site of the docs: it builds without a word, every link leads somewhere, and no page asks for anything outside."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.docs.collecting import PAGES, ROOT, addresses
from tests.support.site import build_site

ENGLISH = {"drift.html", "kontrakt.html", "ordlista.html", "prestanda.html", "skala.html", "utveckling.html"}
HOSTS = {
    *("foundation.wikimedia.org", "phabricator.wikimedia.org", "se.wikimedia.org", "toolsadmin.wikimedia.org"),
    *("wikitech.wikimedia.org", "www.mediawiki.org", "github.com", "healthchecks.io", "jinja.palletsprojects.com"),
    *("keepachangelog.com", "pypi.org", "semver.org"),
}
"""Where the docs may lead. No test can follow a link: one to another host is to be looked at, and then named here."""

ASKED_FOR = {"script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src", "audio": "src"}
ASKED_FOR |= {"link": "href", "object": "data", "embed": "src"}
"""What a browser fetches by itself."""


@dataclass
class Page(HTMLParser):
    """What a page of the site has.

    Attributes:
        ids: Its anchors.
        links: Where it leads.
        asked: What it asks for.
        attributes: Those of the root element.
    """

    path: Path
    ids: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    attributes: dict[str, str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element leads to, asks for, or can be reached by."""
        given = dict(attrs)
        self.ids.update(value for value in (given.get("id"), given.get("name")) if value)
        if tag == "html":
            self.attributes = given
        if tag == "a" and given.get("href"):
            self.links.append(given["href"] or "")
        if tag in ASKED_FOR and given.get(ASKED_FOR[tag]):
            self.asked.append(given[ASKED_FOR[tag]] or "")


@pytest.fixture(scope="module")
def pages(built_site: Path) -> dict[Path, Page]:
    """Its pages."""
    return {path: Page(path) for path in built_site.rglob("*.html")}


def local(pages: dict[Path, Page], kind: str) -> Iterator[tuple[Path, str, str]]:
    """Every address within the site of a kind (`links`, `asked`): the page, the address, and the path that it names."""
    for path, page in pages.items():
        for address in getattr(page, kind):
            parts = urlsplit(address)
            if not parts.scheme and not parts.netloc:
                yield path, address, unquote(parts.path)


def test_every_page_of_the_docs_is_there(built_site: Path) -> None:
    """Each page has become one of the site, and the start page leads to all of them."""
    names = {path.with_suffix(".html").name for path in (ROOT / "docs").glob("*.md")}
    assert names <= {path.name for path in built_site.glob("*.html")}
    text = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    assert {f"{name}.html" for name in re.findall(r"\]\((\w+)\.md", text)} == names - {"index.html"}


def test_every_link_leads_somewhere(pages: dict[Path, Page]) -> None:
    """Every link within the site names a file that is there, and every anchor one that the page has."""
    checked = 0
    for path, address, name in local(pages, "links"):
        there = (path.parent / name).resolve() if name else path
        assert there.is_file(), f"{path.name}: {address}"
        anchor = unquote(urlsplit(address).fragment)
        assert not anchor or anchor in pages[there].ids, f"{path.name}: {address}"
        checked += 1
    assert checked > len(pages)


def test_all_that_is_asked_for_is_in_the_site(built_site: Path, pages: dict[Path, Page]) -> None:
    """No page asks for a script, style, font or picture elsewhere, and each that it asks for is there."""
    found = list(local(pages, "asked"))
    assert len(found) == sum(len(page.asked) for page in pages.values())
    for path, address, name in found:
        assert not name or (path.parent / name).is_file(), f"{path.name}: {address}"
    for style in built_site.rglob("*.css"):
        addresses = re.findall(r"""(?:url\(|@import\s+)\s*["']?([^"')\s]+)""", style.read_text(encoding="utf-8"))
        assert [one for one in addresses if not one.startswith(("data:", "#")) and "//" in one] == [], style.name


def test_pages_tell_their_language(pages: dict[Path, Page]) -> None:
    """A page for staff is in Swedish, one for operators and developers in English, and says so to a screen reader."""
    for path, page in pages.items():
        assert page.attributes["lang"] == ("en" if path.name in ENGLISH else "sv"), path.name


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CHANGELOG.md"], ids=lambda page: page.name)
def test_links_elsewhere_are_well_formed(page: Path) -> None:
    """Every address on the web has https, a host that is known to be right, and no sign that does not belong there."""
    for address in addresses(page.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", address):
            parts = urlsplit(address)
            assert (parts.scheme, parts.netloc in HOSTS) == ("https", True), address
            assert re.fullmatch(r"[\w/:.#-]*", parts.path + parts.fragment), address


def test_what_leads_nowhere_ends_the_build(tmp_path: Path) -> None:
    """A link to what is not there, a missing picture and a page that no contents name end the build; all are told."""
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    for path in ROOT.glob("*.md"):
        shutil.copy(path, tmp_path)
    wrong = (
        "[en sida](ingen-sida.md) [en fil](../ingen-fil.txt) [en rubrik](handbok.md#ingen-där) [en här](#ingen-här)",
        "![en bild](bilder/ingen.png)",
    )
    (tmp_path / "docs" / "ensam.md").write_text("# Ensam\n\n" + "\n\n".join(wrong), encoding="utf-8")
    done = build_site(tmp_path / "docs", tmp_path / "html")
    assert done.returncode != 0
    told = [line for line in done.stderr.splitlines() if "ensam.md" in line and "WARNING" in line]
    for one in ("ingen-sida.md", "ingen-fil.txt", "ingen-där", "ingen-här", "bilder/ingen.png", "any toctree"):
        assert len([line for line in told if one in line]) == 1, one
