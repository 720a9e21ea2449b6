"""Which file of a folder wiki is which page."""

import errno
from collections.abc import Iterator
from pathlib import Path

from bot.wiki.titles import MAIN, NAMESPACES, Title, category_links, normalise

_MAIN_FOLDER = "_"
_ENDING = ".wiki"


class PageFiles:
    """The page files under `root`."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._categories: dict[Path, tuple[tuple[int, int, int], frozenset[str]]] = {}

    def path(self, title: Title) -> Path:
        """Where a page lies.

        Raises:
            OSError: Empty parts of the title ("A//B") are one folder to a file system; such a page cannot be kept.
        """
        if "" in title.name.split("/"):
            raise OSError(errno.EINVAL, "a folder cannot hold a title with nothing between two slashes")
        return self._root / (title.namespace or _MAIN_FOLDER) / f"{title.name}{_ENDING}"

    def titles(self) -> Iterator[tuple[str, Path]]:
        """All pages, as full title and file. A file whose name is not a title in the wiki's own form is no page."""
        for namespace in NAMESPACES:
            folder = self._root / (namespace or _MAIN_FOLDER)
            for path in folder.rglob(f"*{_ENDING}"):
                name = path.relative_to(folder).as_posix().removesuffix(_ENDING)
                title = normalise(name if namespace == MAIN else f"{namespace}:{name}")
                if title == Title(namespace, name) and path.is_file():
                    yield title.full, path

    def in_category(self, category: str) -> list[str]:
        """The full titles of the pages whose text puts them in this category (a full title), sorted."""
        return sorted(title for title, path in self.titles() if category in self._categories_of(path))

    def _categories_of(self, path: Path) -> frozenset[str]:
        """The categories of one page, read again only when its file has changed; none if it cannot be read."""
        try:
            stat = path.stat()
            state = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
            known = self._categories.get(path)
            if known is None or known[0] != state:
                known = self._categories[path] = (state, frozenset(category_links(load(path) or "")))
        except (OSError, UnicodeDecodeError):
            return frozenset()
        return known[1]


def load(path: Path) -> str | None:
    """A page's text, exactly as stored; None where there is no such file.

    Raises:
        OSError: The file cannot be read, or the file system cannot have one of that name.
        UnicodeDecodeError: It is not UTF-8.
    """
    try:
        return path.read_bytes().decode()
    except FileNotFoundError:
        return None
