"""What the namespaces of a wiki are called: by its language, by the settings, or as the wiki itself says."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from bot.names import LANGUAGES, USUAL, names
from bot.settings import Settings

MAIN = ""
"""The name of the main namespace."""


@dataclass(frozen=True, slots=True)
class Namespaces:
    """The namespaces in which a wiki keeps pages.

    Attributes:
        by_name: What full titles begin with, by every name that it may be written by, in lower case. MediaWiki's own
            English names are among these on every wiki.
    """

    by_name: Mapping[str, str] = field(default_factory=dict)

    @property
    def all(self) -> tuple[str, ...]:
        """What full titles begin with, the main namespace first."""
        return (MAIN, *sorted(set(self.by_name.values())))

    def called(self, name: str) -> str:
        """What a namespace is called here, by any name of it, `user talk`; the main one where there is none."""
        return self.by_name.get(name.lower(), MAIN)

    def with_names(self, called: Mapping[str, str], others: Iterable[str]) -> "Namespaces":
        """The same where some are called otherwise, and with others that there are, unless those are names of these.

        Args:
            called: What each is called, by one of its names here.
            others: Names of namespaces.
        """
        found = dict(self.by_name)
        for name, now in called.items():
            before = self.called(name)
            found |= {**{each: now for each, one in found.items() if one == before}, now.lower(): now}
        return replace(self, by_name={**{other.lower(): other for other in others}, **found})


@cache
def namespaces_in(language: str = USUAL) -> Namespaces:
    """Those of a wiki in a language, as MediaWiki calls them, with that of projects."""
    known = names(language).namespaces.items()
    return Namespaces({name.lower(): called for called, others in known for name in (called, *others)})


def called_anywhere(name: str) -> str:
    """A regular expression for what a namespace is called in any language, by MediaWiki's own name of it."""
    return f"(?:{'|'.join(re.escape(namespaces_in(language).called(name)) for language in LANGUAGES)})"


def namespaces_of(settings: Settings) -> Namespaces:
    """Those of a wiki in the language of the settings, as they are called there."""
    pages = settings.pages
    called = {
        "user": pages.user_namespace,
        "user talk": pages.talk,
        "template": pages.template_namespace,
        "category": pages.category_namespace,
    }
    return namespaces_in(settings.language).with_names(called, [pages.own_namespace, pages.namespace])


def language_of(folder: Path) -> str:
    """The language of the wiki in a folder: that whose namespaces there are; the usual one where nothing tells."""
    for language in LANGUAGES:
        others = {name for other in LANGUAGES if other != language for name in names(other).namespaces}
        if any((folder / name).is_dir() for name in names(language).namespaces.keys() - others):
            return language
    return USUAL
