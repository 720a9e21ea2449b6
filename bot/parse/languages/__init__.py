"""The languages that project pages are read in, a module for each."""

from collections.abc import Mapping

from bot.parse.languages.english import ENGLISH
from bot.parse.languages.swedish import SWEDISH
from bot.parse.vocabulary import Vocabulary

_ALL: Mapping[str, Vocabulary] = {one.language: one for one in (SWEDISH, ENGLISH)}


def vocabulary(language: str) -> Vocabulary:
    """How pages in a language are read.

    Args:
        language: As in the settings: one of `bot.names.LANGUAGES`.

    Returns:
        Always the same object for a language.
    """
    return _ALL[language]


def vocabularies() -> list[Vocabulary]:
    """Those of all languages, the default first."""
    return list(_ALL.values())
