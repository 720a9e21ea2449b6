"""The language of an association's pages: its vocabulary, with what the association itself calls things."""

from dataclasses import replace
from functools import cache

from bot.parse.languages import vocabulary
from bot.parse.vocabulary import Vocabulary
from bot.settings import Settings


def vocabulary_of(settings: Settings) -> Vocabulary:
    """How an association's pages are read: the words of its language, the names of its sub-pages with the facts.

    Args:
        settings: Its settings.

    Returns:
        Always the same object for the same language and names.
    """
    return _vocabulary(settings.language, settings.pages.data)


@cache
def _vocabulary(language: str, data: tuple[str, ...]) -> Vocabulary:
    """The vocabulary; what is known by the object (`functools.cache` on its parts) is so once for each."""
    words = vocabulary(language)
    if data == words.project.data_pages:
        return words
    return replace(words, project=replace(words.project, data_pages=data))
