"""Titles as MediaWiki normalises them, names of accounts, and the links that a folder wiki needs.

Where nothing is said of a wiki's namespaces, they are those of the default language.
"""

import re
import unicodedata
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

from bot.parse.brackets import BLOT, blot, quiet_spans
from bot.setting_values import ACCOUNT_BYTES
from bot.wiki.namespaces import MAIN, Namespaces, namespaces_in

_VIRTUAL = frozenset({"special", "media"})
"""Namespaces without stored pages."""

_MAX_BYTES = 255  # of a title without its namespace, in UTF-8: the width of MediaWiki's page_title column
_ILLEGAL = re.compile(r"[\x00-\x1f\x7f#<>\[\]|{}�]|%[0-9A-Fa-f]{2}|&[\w#]+;|~~~")
_DOTS = re.compile(r"(?:\A|/)\.\.?(?:/|\Z)")
_SPACES = re.compile(r"[ _\xa0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")

_UNSEEN = re.compile(r"[\u200e\u200f\u202a-\u202e]")  # marks of direction, which a name loses
_NO_ACCOUNT = re.compile(
    r"[/:\x80-\x9f\xad\u200b-\u200d\ue000-\uf8ff]|\A[0-9]{1,3}(?:\.[0-9]{1,3}){2}\.(?:[0-9]{1,3}|xxx)\Z"
)
"""What no account's name has, or is: an address on the net stands for whoever edits without an account."""

_LINK = re.compile(r"\[\[[ _]*([^\[\]|{}\n:]+?)[ _]*:([^\[\]|{}\n]+)(?:\|[^\[\]]*)?\]\]")
_REDIRECT = re.compile(r"\s*#(?:redirect|omdirigering)\s*:?\s*\[\[:?([^\[\]|{}\n]+?)(?:\|[^\[\]]*)?\]\]", re.IGNORECASE)
_ENTITY = re.compile(r"&#?\w{1,40};")


@dataclass(frozen=True, slots=True)
class Title:
    """A title in the wiki's own form.

    Attributes:
        namespace: What the wiki calls it; "" for the main one.
        name: The title without namespace, its first letter upper-case.
    """

    namespace: str
    name: str

    @property
    def full(self) -> str:
        """The full title, `Projekt:Erfarenhetsutbyte 2022`."""
        return f"{self.namespace}:{self.name}" if self.namespace else self.name


def normalise(text: str, spaces: Namespaces | None = None) -> Title | None:
    """Bring a title into the wiki's own form.

    Args:
        text: A title as people write it: underscores, English namespace names and a lower-case first letter are fine.
        spaces: The wiki's namespaces.

    Returns:
        The title, or None where a wiki could not have a page of that name.
    """
    plain = _SPACES.sub(" ", text).strip().removeprefix(":").strip()
    prefix, colon, rest = plain.partition(":")
    prefix = prefix.strip().lower()
    if colon and prefix in _VIRTUAL:
        return None
    namespace = (spaces or namespaces_in()).called(prefix) if colon else MAIN
    name = rest.strip() if namespace else plain
    if (
        not name
        or name.startswith(":")
        or _ILLEGAL.search(name)
        or _DOTS.search(name)
        or len(name.encode()) > _MAX_BYTES
    ):
        return None
    first = name[0].upper()
    return Title(
        namespace, (first if len(first) == 1 else name[0]) + name[1:]
    )  # "ß" has no upper-case letter of its own


def account_name(text: str) -> str | None:
    """Bring an account's name, without namespace, into the wiki's own form; None where no account can have it."""
    name = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    title = None if _NO_ACCOUNT.search(_SPACES.sub(" ", name).strip()) else normalise(name)
    return title.name if title and len(title.name.encode()) <= ACCOUNT_BYTES else None


def owner_of(title: str, spaces: Namespaces | None = None) -> str:
    """The account whose user page or talk page this is, or is below; "" if it is nobody's."""
    namespace, _, name = title.partition(":")
    known = spaces or namespaces_in()
    return name.partition("/")[0] if namespace in {known.called("user"), known.called("user talk")} - {MAIN} else ""


def category_links(text: str, spaces: Namespaces | None = None) -> set[str]:
    """The full titles of the categories that a text puts its page in, `[[Kategori:X|sort key]]`.

    Not those in comments or `<nowiki>`, nor links to a category page (`[[:Kategori:X]]`), nor what templates add.
    """
    found = set()
    for prefix, name in _LINK.findall(blot(text, quiet_spans(text)).replace(BLOT, "")):
        title = normalise(f"{prefix}:{name}", spaces)
        if title is not None and title.namespace == (spaces or namespaces_in()).called("category"):
            found.add(title.full)
    return found


def redirect_target(text: str, spaces: Namespaces | None = None) -> str | None:
    """The full title that a page with this text redirects to, without a section, or None."""
    match = _REDIRECT.match(text)
    title = normalise(_unescaped(match[1]).partition("#")[0], spaces) if match else None
    return title.full if title else None


def _unescaped(link: str) -> str:
    """A redirect's link without escapes, in MediaWiki's order: first those of an address, then those of HTML."""
    plain = unquote(link.lstrip(":")) if "%" in link else link
    return _ENTITY.sub(lambda entity: unescape(entity[0]), plain)
