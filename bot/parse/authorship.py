"""When a person last changed the words of a report, as the history of its page tells."""

from collections.abc import Sequence
from datetime import date

from bot.model import ZONE
from bot.parse.projectdata import read_projectdata
from bot.parse.reported import Reported, see_report
from bot.parse.structure import Source
from bot.settings import Templates
from bot.wiki.port import Version


def rewritten_on(title: str, versions: Sequence[Version], templates: Templates, *, account: str) -> date | None:
    """The day on which the report on a page came to say what it says now.

    Args:
        title: The page's title.
        versions: Its revisions, newest first; the first is the page as it was read.
        templates: The names of the template and its fields.
        account: The bot's own account, which writes no reports.

    Returns:
        The day of the revision from which on the words are today's, by the wiki's clock; None where the history that
        was read does not reach so far back, where nobody knows when or by whom that was, and where it was the bot.
    """
    words = [_words(title, one, templates) for one in versions]
    if not words or words[0] is None:
        return None
    other = next((place for place, seen in enumerate(words) if seen is None or seen.words != words[0].words), None)
    if other is None or words[other] is None:
        return None
    first = versions[other - 1]
    if not first.timestamp or first.user in {"", account}:
        return None
    return first.timestamp.astimezone(ZONE).date()


def _words(title: str, version: Version, templates: Templates) -> Reported | None:
    """What a revision's report says, whatever its date; None where it has no report."""
    data = read_projectdata(Source(title, version.text), templates, name=title, numbers={})
    return see_report(date.min, data.report.fields, templates) if data else None
