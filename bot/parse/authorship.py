"""When a person last changed the words of a report, as the history of its page tells."""

from collections.abc import Sequence
from datetime import date

from bot.model import ZONE
from bot.parse.languages.swedish import SWEDISH
from bot.parse.projectdata import read_projectdata
from bot.parse.reported import Reported, said_in, see_report
from bot.parse.structure import Source
from bot.parse.vocabulary import Vocabulary
from bot.settings import Templates
from bot.wiki.port import Version


def rewritten_on(
    title: str,
    versions: Sequence[Version],
    templates: Templates,
    *,
    account: str,
    vocabulary: Vocabulary = SWEDISH,
) -> date | None:
    """The day on which the report on a page came to say what it says now, while its date stood still.

    Args:
        title: The page's title.
        versions: Its revisions, newest first; the first is the page as it was read.
        templates: The names of the template and its fields.
        account: The bot's own account, which writes no reports.
        vocabulary: The language.

    Returns:
        The day of the revision from which on the words are today's, by the wiki's clock; None where the history that
        was read does not reach so far back, where nobody knows when or by whom that was, where it was the bot, and
        where the date was another in between or just before: then somebody has chosen it for these words.
    """
    seen = (_seen(title, one, templates, vocabulary) for one in versions)
    now = next(seen, None)
    if now is None:
        return None
    for newer, then in zip(versions, seen, strict=False):
        if then is None or then.updated != now.updated:
            return None
        if then.words != now.words:
            return _day_of_person(newer, account)
    return None


def _day_of_person(version: Version, account: str) -> date | None:
    """The day of a revision; None where no person made it, as far as anybody knows."""
    if not version.timestamp or version.user in {"", account}:
        return None
    return version.timestamp.astimezone(ZONE).date()


def _seen(title: str, version: Version, templates: Templates, vocabulary: Vocabulary) -> Reported | None:
    """What a revision's report says and of which day; None where it has no report."""
    source = Source(title, version.text)
    data = read_projectdata(source, templates, name=title, numbers={}, vocabulary=vocabulary)
    return see_report(data.report.updated or date.min, said_in(data.report), templates) if data else None
