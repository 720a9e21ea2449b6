"""A folder wiki as one XML dump, as MediaWiki's own importer reads it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

SUFFIX = ".wiki"
MAIN_NAMESPACE = "_"
JSON_NAMESPACES = frozenset({2})  # user pages whose title ends in .json; so MediaWiki decides as well
# What PHP's rtrim takes away when a page is saved by hand, and the importer does not.
TRIMMED = " \t\n\r\0\x0b"

HEAD = '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="sv">\n'
PAGE = """<page><title>{title}</title><ns>{ns}</ns><revision><timestamp>{timestamp}</timestamp>
<contributor><username>{user}</username></contributor><comment>Sidan skapad</comment>
<model>{model}</model><format>{format}</format><text xml:space="preserve">{text}</text></revision></page>
"""


@dataclass(frozen=True, slots=True)
class StoredPage:
    """One page of a folder wiki: its full title, its namespace's number, and its text as MediaWiki would store it."""

    title: str
    namespace: int
    text: str

    @property
    def is_json(self) -> bool:
        """Whether MediaWiki gives it the content model `json`."""
        return self.namespace in JSON_NAMESPACES and self.title.endswith(".json")


def pages_of(folder: Path, namespaces: Mapping[str, int]) -> list[StoredPage]:
    """Every page of a folder wiki, sorted by title; files that are not pages are left out.

    Args:
        folder: A folder wiki, `<Namnrymd>/<Titel>.wiki`, "/" in a title being a folder.
        namespaces: Name -> number of the wiki's namespaces; the main namespace is `_` in the folder.

    Raises:
        ValueError: A page lies in a folder that is no namespace.
    """
    files = [path.relative_to(folder) for path in folder.rglob(f"*{SUFFIX}")]
    visible = [path for path in files if not path.parts[0].startswith(".")]  # not the folder wiki's own records
    pages = [_page(path, folder / path, namespaces) for path in visible]
    return sorted(pages, key=lambda page: page.title)


def dump_of(pages: Iterable[StoredPage], *, user: str, timestamp: str) -> str:
    """An XML dump with one revision of every page.

    Args:
        pages: The pages.
        user: Who made the revisions.
        timestamp: When, `2022-11-01T08:00:00Z`.
    """
    return HEAD + "".join(_xml(page, user=user, timestamp=timestamp) for page in pages) + "</mediawiki>\n"


def _page(relative: Path, path: Path, namespaces: Mapping[str, int]) -> StoredPage:
    folder, *parts = relative.parts
    if folder != MAIN_NAMESPACE and folder not in namespaces:
        raise ValueError(f"{path}: the wiki has no namespace {folder}")
    name = "/".join(parts).removesuffix(SUFFIX)
    text = path.read_text(encoding="utf-8").rstrip(TRIMMED)
    if folder == MAIN_NAMESPACE:
        return StoredPage(name, 0, text)
    return StoredPage(f"{folder}:{name}", namespaces[folder], text)


def _xml(page: StoredPage, *, user: str, timestamp: str) -> str:
    return PAGE.format(
        title=escape(page.title),
        ns=page.namespace,
        timestamp=timestamp,
        user=escape(user),
        model="json" if page.is_json else "wikitext",
        format="application/json" if page.is_json else "text/x-wiki",
        text=escape(page.text),
    )
