"""The key of an answer: everything that it depends on, and nothing else."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.cache.keys import Basis, key_of, settings_key
from bot.parse.association import vocabulary_of
from bot.parse.languages.english import ENGLISH
from bot.parse.languages.swedish import SWEDISH
from bot.settings import Templates
from bot.wiki.port import Page
from tests.support.builders import settings

PAGE = Page("Projekt:Prov 2022", "text", 7)
BASIS: Basis = (("Projekt:Prov 2022", PAGE), ("Projekt:Prov 2022/Projektdata", None))


def key(*, kind: str = "project", version: bytes = b"1", rules: bytes = b"s", basis: Basis = BASIS) -> bytes:
    """A key, of these things where nothing else is said."""
    return key_of(kind, version, rules, basis)


def on(page: Page | None, title: str = PAGE.title) -> bytes:
    """The key of what is read from another first page."""
    return key(basis=((title, page), *BASIS[1:]))


def test_same_pages_have_the_same_key() -> None:
    """Pages that are alike give one key, whoever read them, and when."""
    assert key() == on(replace(PAGE))
    assert key() == on(replace(PAGE, user="Sara", timestamp=datetime(2022, 11, 9, tzinfo=UTC), restricted=True))


@pytest.mark.parametrize(
    "other",
    [
        on(replace(PAGE, revid=8)),
        on(replace(PAGE, text="text ")),
        on(replace(PAGE, text="")),
        on(replace(PAGE, text=None)),
        on(replace(PAGE, text=None, model="unreadable", locked=True)),
        on(replace(PAGE, text="\ud800")),
        on(replace(PAGE, redirect="Projekt:Ny 2022")),
        on(replace(PAGE, locked=True)),
        on(replace(PAGE, model="json")),
        on(replace(PAGE, title="Projekt:Ny 2022")),
        on(PAGE, "Projekt:Gammal 2022"),
        on(None),
        key(basis=BASIS[:1]),
        key(basis=BASIS[::-1]),
        key(kind="days"),
        key(version=b"2"),
        key(rules=b"t"),
    ],
)
def test_whatever_reading_sees_gives_another_key(other: bytes) -> None:
    """A text under the same revision, a lock, a redirect, a page that has come or gone, another version: all count."""
    assert other != key()


def test_names_of_parameters_are_in_the_key() -> None:
    """The names of the template and of its parameters count, in whatever order parameters are set."""
    fields: dict[str, tuple[str, ...]] = {"updated": ("a",), "status": ("b",)}
    rules = [
        Templates(),
        Templates(projectdata=("Annan",)),
        Templates(fields={"updated": ("a",)}),
        Templates(fields={"updated": ("b",)}),
        Templates(fields=fields),
    ]
    assert len({settings_key(one, SWEDISH) for one in rules}) == len(rules)
    turned = Templates(fields=dict(reversed(fields.items())))
    assert settings_key(turned, SWEDISH) == settings_key(Templates(fields=fields), SWEDISH)


def test_language_is_in_the_key() -> None:
    """The language counts, and what an association calls things in it; what is as usual does not."""
    own = [settings(), settings(currency="NOK"), settings(pages={"data": ["Fakta"]}), settings(language="en")]
    keys = [settings_key(Templates(), vocabulary_of(one)) for one in own]
    assert len(set(keys)) == len(own)
    same = vocabulary_of(settings(report={"max_rows": 3}))
    assert keys[0] == settings_key(Templates(), replace(same, money=replace(same.money)))
    assert keys[3] != settings_key(Templates(), SWEDISH)
    assert None not in keys


def test_language_that_cannot_be_told_has_no_key() -> None:
    """Where more than words is changed in a language, nothing can be kept."""
    strange = replace(SWEDISH, dates=replace(SWEDISH.dates, respell=ENGLISH.dates.respell))
    assert (SWEDISH.dates.respell is ENGLISH.dates.respell) or settings_key(Templates(), strange) is None
    assert settings_key(Templates(), replace(SWEDISH, dates=ENGLISH.dates)) is None
