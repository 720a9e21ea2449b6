"""Which file of a folder wiki is which page."""

import errno
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.wiki.namespaces import MAIN, language_of, namespaces_in
from bot.wiki.port import Entry
from bot.wiki.titles import Title, category_links, normalise, redirect_target

_MAIN_FOLDER = "_"
_ENDING = ".wiki"


class PageFiles:
    """The page files under `root`.

    Attributes:
        language: The language of the wiki, as its folders tell.
        spaces: Its namespaces.
    """

    def __init__(self, root: Path) -> None:
        self.language = language_of(root)
        self.spaces = namespaces_in(self.language)
        self._root = root
        self._entries: dict[Path, tuple[tuple[int, int, int], Entry]] = {}

    def path(self, title: Title) -> Path:
        """Where a page lies.

        Raises:
            OSError: Empty parts of the title ("A//B") are one folder to a file system; such a page cannot be kept.
        """
        if "" in title.name.split("/"):
            raise OSError(errno.EINVAL, "a folder cannot hold a title with nothing between two slashes")
        return self._root / (title.namespace or _MAIN_FOLDER) / f"{title.name}{_ENDING}"

    def titles(self, namespaces: Iterable[str] | None = None) -> Iterator[tuple[str, Path]]:
        """All pages, as full title and file. A file whose name is not a title in the wiki's own form is no page."""
        for namespace in self.spaces.all if namespaces is None else namespaces:
            folder = self._root / (namespace or _MAIN_FOLDER)
            for path in folder.rglob(f"*{_ENDING}"):
                name = path.relative_to(folder).as_posix().removesuffix(_ENDING)
                title = normalise(name if namespace == MAIN else f"{namespace}:{name}", self.spaces)
                if title == Title(namespace, name) and path.is_file():
                    yield title.full, path

    def catalogue(self, namespace: str) -> dict[str, Entry]:
        """All pages of one of the wiki's namespaces, by full title."""
        return {title: self._entry(path) for title, path in self.titles([namespace])}

    def _entry(self, path: Path) -> Entry:
        """What one page's text says of it, read again only when its file has changed; nothing if it cannot be read."""
        try:
            stat = path.stat()
            state = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
            known = self._entries.get(path)
            if known is None or known[0] != state:
                text = load(path) or ""
                moved = redirect_target(text, self.spaces) is not None
                known = self._entries[path] = (state, Entry(frozenset(category_links(text, self.spaces)), moved))
        except (OSError, UnicodeDecodeError):
            return Entry()
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
