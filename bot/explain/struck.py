"""What is struck out in a cell, as steps of its reading."""

from collections.abc import Iterator

from bot.explain.explanation import Step
from bot.parse.words import lines, struck, without_struck


def struck_out(wikitext: str) -> Iterator[Step]:
    """Each piece that is struck out; where nothing else stands in a cell, that is read."""
    standing = lines(without_struck(wikitext))
    for words in struck(wikitext):
        yield Step(words, "struck out; left out" if standing else "struck out; read all the same, as there is no more")
