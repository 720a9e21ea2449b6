"""What the namespaces of a wiki are called."""

import re
from pathlib import Path

import pytest

from bot.parse.settings import load
from bot.settings import Settings
from bot.wiki.namespaces import MAIN, Namespaces, called_anywhere, language_of, namespaces_in, namespaces_of
from bot.wiki.titles import category_links, normalise, owner_of, redirect_target

ENGLISH = namespaces_in("en")
GERMAN = Namespaces({"user": "Benutzer", "benutzer": "Benutzer", "user talk": "Benutzer Diskussion"})


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("user:john", "User:John"),
        ("User_talk:john", "User talk:John"),
        ("project:a", "Project:A"),
        ("wikimedia:a", "Wikimedia:A"),
        ("template:a", "Template:A"),
        ("användare:a", "Användare:a"),
        (":category:a", "Category:A"),
    ],
)
def test_title_on_an_english_wiki(text: str, full: str) -> None:
    """English names are the wiki's own; a Swedish one is no namespace."""
    title = normalise(text, ENGLISH)
    assert title is not None
    assert title.full == full


def test_links_on_an_english_wiki() -> None:
    """Categories, redirects and owners of pages are found by their English names."""
    assert category_links("[[category:a]] [[Kategori:B]]", ENGLISH) == {"Category:A"}
    assert redirect_target("#REDIRECT [[user:a]]", ENGLISH) == "User:A"
    assert [owner_of(one, ENGLISH) for one in ("User:A/b", "User talk:A", "Project:A")] == ["A", "A", ""]


def test_wiki_without_a_namespace() -> None:
    """Where a wiki says of no namespace, pages of that kind are in the main one, and nobody's."""
    assert GERMAN.called("category") == MAIN
    assert owner_of("A", GERMAN) == ""
    assert GERMAN.all == (MAIN, "Benutzer", "Benutzer Diskussion")


def test_namespaces_of_the_settings() -> None:
    """What is set takes the place of the usual name, which still leads there; new ones are added."""
    rules = {"user_namespace": "Benutzer", "namespace": "Uppdrag", "own_namespace": "Förening"}
    known = namespaces_of(Settings.model_validate({"pages": rules}))
    assert {known.called(name) for name in ("Benutzer", "user", "Användare")} == {"Benutzer"}
    assert (known.called("uppdrag"), known.called("förening"), known.called("mall")) == ("Uppdrag", "Förening", "Mall")
    assert namespaces_of(Settings()) == namespaces_in("sv")
    assert namespaces_of(load('{"language": "en"}', source="S").settings) == ENGLISH


def test_namespace_that_is_another_one_s_alias() -> None:
    """Projects may be set by an alias of the namespace that they are in; its name stays."""
    assert namespaces_of(Settings.model_validate({"pages": {"namespace": "Project"}})) == namespaces_in("sv")


@pytest.mark.parametrize(
    ("folders", "language"),
    [
        (["Projekt", "_"], "sv"),
        (["Project", "_"], "en"),
        (["User talk"], "en"),
        (["Projekt", "User"], "sv"),
        (["MediaWiki", "Wikimedia", "_"], "sv"),
        ([], "sv"),
    ],
)
def test_language_of_a_folder(tmp_path: Path, folders: list[str], language: str) -> None:
    """A folder is a wiki in the language of its namespaces; the usual one where nothing or more than one says."""
    for name in folders:
        (tmp_path / name).mkdir()
    assert language_of(tmp_path) == language


def test_name_in_any_language() -> None:
    """A pattern for a namespace takes its names in all languages."""
    pattern = re.compile(called_anywhere("category"))
    assert [bool(pattern.fullmatch(name)) for name in ("Kategori", "Category", "Mall")] == [True, True, False]
