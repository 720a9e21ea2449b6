"""The language of an association's pages: its vocabulary, with what the association itself calls things."""

from dataclasses import replace
from functools import cache

from bot.parse.languages import vocabulary
from bot.parse.vocabulary import Vocabulary
from bot.settings import Settings


def vocabulary_of(settings: Settings) -> Vocabulary:
    """How an association's pages are read: its language, with the names of its sub-pages and its currency.

    Args:
        settings: Its settings.

    Returns:
        Always the same object for the same language, names and currency.
    """
    return _vocabulary(settings.language, settings.pages.data, settings.currency)


@cache
def _vocabulary(language: str, data: tuple[str, ...], currency: str) -> Vocabulary:
    """The vocabulary; what is known by the object (`functools.cache` on its parts) is so once for each."""
    words = vocabulary(language)
    project, money = replace(words.project, data_pages=data), replace(words.money, own_currency=currency)
    return replace(words, project=project, money=money)
