"""The language of an association's pages, with what it calls things itself."""

import pytest

from bot.parse.association import vocabulary_of
from bot.parse.languages.english import ENGLISH
from bot.parse.languages.swedish import SWEDISH
from bot.parse.settings import load
from bot.parse.vocabulary import Vocabulary
from bot.parse.whereabouts import data_titles, may_be_project, project_of_data
from bot.settings import Settings


def settings(text: str) -> Settings:
    """Settings without a mistake."""
    loaded = load(text, source="S")
    assert not loaded.flaws
    return loaded.settings


@pytest.mark.parametrize(
    ("text", "subpages"),
    [
        ("{}", ("Projektdata", "Projektfakta")),
        ('{"language": "en"}', ("Project data", "Project facts")),
        ('{"language": "en", "pages": {"data": ["Facts"]}}', ("Facts",)),
    ],
)
def test_sub_pages_with_facts(text: str, subpages: tuple[str, ...]) -> None:
    """Where nothing is set, the sub-pages with facts are those of the language."""
    assert vocabulary_of(settings(text)).project.data_pages == subpages


@pytest.mark.parametrize("words", [SWEDISH, ENGLISH])
def test_a_language_has_its_usual_sub_pages(words: Vocabulary) -> None:
    """A language without an association has the sub-pages of one that has set nothing in it."""
    usual = vocabulary_of(settings(f'{{"language": "{words.language}"}}'))
    assert usual.project.data_pages == words.project.data_pages


def test_sub_pages_are_those_that_are_set() -> None:
    """The sub-pages of the settings take the place of the language's, in their order; all else stays as it is."""
    own = vocabulary_of(settings('{"pages": {"data": ["Fakta", "Gamla fakta"]}}'))
    assert data_titles("Projekt:A", vocabulary=own) == ["Projekt:A/Fakta", "Projekt:A/Gamla fakta"]
    assert project_of_data("Projekt:A/fakta", vocabulary=own) == "Projekt:A"
    assert project_of_data("Projekt:A/Projektdata", vocabulary=own) is None
    assert (own.language, own.dates, own.plan) == ("sv", SWEDISH.dates, SWEDISH.plan)


@pytest.mark.parametrize(
    "title", ["Projekt:A/Fakta", "Projekt:A/fakta", "Projekt:A/Projektdata", "Projekt:A/Delrapport"]
)
def test_no_page_of_facts_is_a_project(title: str) -> None:
    """Neither a sub-page of a name that is set is a project, nor one of a name that was so before, nor a report."""
    assert not may_be_project(title, vocabulary=vocabulary_of(settings('{"pages": {"data": ["Fakta"]}}')))
    assert may_be_project("Projekt:A/Fakta om B", vocabulary=vocabulary_of(settings('{"pages": {"data": ["Fakta"]}}')))


def test_a_vocabulary_is_made_once() -> None:
    """The same settings give the same object, so that nothing is read anew that was read with it."""
    text = '{"pages": {"data": ["Fakta"]}}'
    assert vocabulary_of(settings(text)) is vocabulary_of(settings(text))
