"""What is shown of the lines that were answered."""

import io

import pytest
from rich.console import Console

from bot.render.escape import Wikitext
from bot.requested.answers import Answer
from bot.requested.serve import Answered
from bot.tell.requests import requests_document, show_answers
from bot.wiki.outcome import Protected, Saved

LINE = "* [[Projekt:Läslust 2022]] [[Användare:Axel (WMSE)|Axel]]"
WORDS = Wikitext("Klart! Jag ändrade [[Special:Diff/7|Projekt:Läslust 2022]].")
SAVED = Answered(LINE, "Axel (WMSE)", "20221120-0730-3f9a0000", Answer("done", WORDS), Saved(revid=8))
FAILED = Answered(LINE, "", "20221120-0731-3f9a0000", Answer("unknown", WORDS), Protected("locked"))


def shown(*answered: Answered, stop: str = "", quiet: bool = False) -> str:
    """What a log or a pipe gets."""
    out = io.StringIO()
    show_answers(Console(file=out, width=200), answered, stop, quiet=quiet)
    return out.getvalue()


def test_answers_in_words() -> None:
    """Each line is shown with who wrote it and its answer, without markup; why an answer was not written is told."""
    said = "Klart! Jag ändrade Projekt:Läslust 2022."
    assert shown(SAVED) == f"Axel (WMSE): Projekt:Läslust 2022 Axel\n  {said}\n"
    assert shown(FAILED) == f"Somebody unknown: Projekt:Läslust 2022 Axel\n  {said}\n  Not written: locked\n"


@pytest.mark.parametrize(
    ("stop", "quiet", "expected"),
    [
        ("", False, "No line waits for an answer.\n"),
        ("", True, ""),
        ("Stopped by John.", True, "Stopped by John.\n"),
    ],
)
def test_nothing_to_answer(stop: str, quiet: bool, expected: str) -> None:  # noqa: FBT001 - pytest's
    """Where nothing waits that is said, unless quiet is asked for; who has stopped the bot is always told."""
    assert shown(stop=stop, quiet=quiet) == expected


def test_document() -> None:
    """Programs get the wikitext, and null for what is not known."""
    document = requests_document([SAVED, FAILED], "")
    assert document["stopped"] is None
    first, second = document["answers"]
    assert (first["line"], first["author"], first["kind"], first["answer"]) == (LINE, "Axel (WMSE)", "done", WORDS)
    assert (first["outcome"], first["revid"]) == ("saved", 8)
    assert (second["author"], second["outcome"], second["reason"]) == (None, "protected", "locked")
