"""What setup has written before: known by its summaries, and worked out where people's changes are in it."""

import pytest

from bot.ledger import message_key, summary
from bot.parse.regions import checksum, compose
from bot.setup.past import Offer, Past, bare, last_offered, mark, marked
from bot.wiki.port import Version
from tests.support.builders import NOW, TODAY

FIRST = "ett\n\ntvå\n\ntre\n\nfyra"
SECOND = FIRST.replace("ett", "ETT")
PERSONS = "\nFråga Sara."


def version(revid: int, text: str) -> Version:
    """One revision."""
    return Version(revid, "", NOW, text)


def test_an_edit_is_known_by_its_summary() -> None:
    """The summary of an edit of setup's has the checksum of the page; those of reminders and of people have none."""
    assert marked(summary("Lägesbot lägger upp handboken", run="20221120-0730-3f9a", key=mark(FIRST))) == checksum(
        FIRST
    )
    reminder = summary("Lägesbot påminner", run="20221120-0730-3f9a", key=message_key(TODAY, "John (WMSE)"))
    for words in (reminder, "inrättande", "", f"{summary('x', run='1', key=mark(FIRST))} tillbaka"):
        assert marked(words) == ""


def test_regions_do_not_count() -> None:
    """A page whose regions a run has filled is the same page."""
    assert bare(f"a\n{compose('logg', '* rad')}\n") == f"a\n{compose('logg', '')}"


def test_nothing_was_offered_on_a_page_of_others() -> None:
    """Without an edit of setup's nothing is known."""
    assert last_offered(Past()) is None
    assert Past().newest == ""


def test_what_was_made_was_offered() -> None:
    """The text of the edit that made the page is what setup would have had; of several the last."""
    first, second = Offer(1, checksum(FIRST), FIRST), Offer(3, checksum(SECOND), SECOND)
    assert last_offered(Past((first,))) == FIRST
    assert last_offered(Past((first, second))) == SECOND
    assert Past((first, second)).newest == checksum(SECOND)


def test_people_s_changes_are_told_from_what_was_offered() -> None:
    """Of an upgrade that kept a person's change, the text without it is worked out from the revision before."""
    upgrade = Offer(3, checksum(SECOND), SECOND + PERSONS)
    versions = [version(4, "annat"), version(3, SECOND + PERSONS), version(2, FIRST + PERSONS), version(1, FIRST)]
    assert last_offered(Past((Offer(1, checksum(FIRST), FIRST), upgrade), versions)) == SECOND


def test_what_cannot_be_worked_out_is_not_guessed() -> None:
    """Where texts are gone, or do not add up to what the summary says, the last that is known for sure counts."""
    first = Offer(1, checksum(FIRST), FIRST)
    hidden = Offer(3, checksum(SECOND), None)
    old = Offer(3, checksum(SECOND), SECOND + PERSONS)
    other = [version(3, SECOND + PERSONS), version(2, "något helt annat"), version(1, FIRST)]
    unlike = [version(3, SECOND + PERSONS), version(2, FIRST), version(1, FIRST)]
    assert last_offered(Past((first, hidden), unlike)) == FIRST
    assert last_offered(Past((first, old))) == FIRST
    assert last_offered(Past((first, old), other)) == FIRST
    assert last_offered(Past((first, old), unlike)) == FIRST
    assert last_offered(Past((old,), unlike)) is None


@pytest.mark.parametrize("language", ["sv", "en"])
def test_setup_s_own_edits_are_known_in_any_language(language: str) -> None:
    """The checksum in the summary of an edit of setup's is found whatever language it was made in."""
    said = summary("x", run="20221109-0730-abcd", key=mark("a", language), language=language)
    assert marked(said) == checksum("a")
