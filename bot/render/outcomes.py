"""What came of an edit, in the wiki's language."""

from bot.render.words import Words
from bot.wiki.outcome import Outcome
from bot.wiki.refusals import without_advice


def outcome_words(outcome: Outcome, words: Words) -> str:
    """Why an edit did not come to what it should, as plain words without a full stop.

    The wiki's own reason is told where it says more than the kind of outcome; what the operator can do is not.
    """
    return words.phrase(f"outcome-{type(outcome).__name__.lower()}", why=without_advice(outcome.why))
