"""The key that an answer is kept under: a digest of everything that it depends on."""

import json
from collections.abc import Iterable
from dataclasses import fields
from functools import cache
from hashlib import blake2b

from bot.parse.languages import vocabulary
from bot.parse.vocabulary import Vocabulary
from bot.settings import Templates
from bot.wiki.port import Page

DIGEST = 16
"""Bytes of a digest: two different answers of one wiki never have the same."""

Basis = tuple[tuple[str, Page | None], ...]
"""The pages that an answer is read from, each under the title that it was asked for by; None for one not read."""


def settings_key(templates: Templates, words: Vocabulary) -> bytes | None:
    """What reading looks at of the settings.

    Args:
        templates: Names of templates and parameters.
        words: The language.

    Returns:
        None for a language that cannot be told by its name and the words that were changed in it.
    """
    changed = _changed(words)
    if changed is None:
        return None
    return digest(words.language, changed, templates.projectdata, sorted(templates.fields.items()))


def key_of(kind: str, version: bytes, settings: bytes, basis: Basis) -> bytes:
    """The key of an answer.

    Args:
        kind: What was asked.
        version: That of the program (`bot.cache.version`).
        settings: What `settings_key` gives.
        basis: The pages.
    """
    pages = [(title, page and _of_page(page)) for title, page in basis]
    return digest(kind, version.hex(), settings.hex(), pages)


def digest(*parts: object) -> bytes:
    """A digest of plain values: no other values have the same."""
    return blake2b(json.dumps(parts).encode(), digest_size=DIGEST).digest()


def _of_page(page: Page) -> list[object]:
    """What reading can see of a page, its text as a digest: revision ids alone start anew where a wiki is restored.

    Who made the revision, when, and who else may make one is asked of the page itself, and never kept.
    """
    text = None if page.text is None else _of_text(page.text)
    return [page.title, page.revid, page.model, page.redirect, page.locked, text]


def _of_text(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=DIGEST).hexdigest()


@cache
def _changed(words: Vocabulary) -> tuple[tuple[str, ...], ...] | None:
    """How a language differs from the one of its name: the words that an association has put in it."""
    usual = vocabulary(words.language)
    parts = [(one.name, getattr(words, one.name), getattr(usual, one.name)) for one in fields(words)]
    found = [
        (name, one.name, now)
        for name, part, before in parts
        if part is not before and name != "language"
        for one in fields(part)
        if (now := getattr(part, one.name)) != getattr(before, one.name)
    ]
    return tuple((part, name, *_listed(now)) for part, name, now in found) if _plain(now for *_, now in found) else None


def _plain(values: Iterable[object]) -> bool:
    """Whether all are words, or tuples of words."""
    lists = (one if isinstance(one, tuple) else (one,) for one in values)
    return all(isinstance(word, str) for one in lists for word in one)


def _listed(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else ("", *value)
