"""When a person last changed the words of a report, as the history of its page tells."""

from collections.abc import Sequence
from datetime import date, tzinfo

from bot.parse.association import vocabulary_of
from bot.parse.projectdata import read_projectdata
from bot.parse.reported import Reported, said_in, see_report
from bot.parse.structure import Source
from bot.settings import Settings
from bot.wiki.port import Version


def rewritten_on(title: str, versions: Sequence[Version], settings: Settings, *, account: str) -> date | None:
    """The day on which the report on a page came to say what it says now, while its date stood still.

    Args:
        title: The page's title.
        versions: Its revisions, newest first; the first is the page as it was read.
        settings: The names of the template and its fields, the language and the time zone.
        account: The bot's own account, which writes no reports.

    Returns:
        The day of the revision from which on the words are today's, by the wiki's clock; None where the history that
        was read does not reach so far back, where nobody knows when or by whom that was, where it was the bot, and
        where the date was another in between or just before: then somebody has chosen it for these words.
    """
    seen = (_seen(title, one, settings) for one in versions)
    now = next(seen, None)
    if now is None:
        return None
    for newer, then in zip(versions, seen, strict=False):
        if then is None or then.updated != now.updated:
            return None
        if then.words != now.words:
            return _day_of_person(newer, account, settings.calendar.zone)
    return None


def _day_of_person(version: Version, account: str, zone: tzinfo) -> date | None:
    """The day of a revision; None where no person made it, as far as anybody knows."""
    if not version.timestamp or version.user in {"", account}:
        return None
    return version.timestamp.astimezone(zone).date()


def _seen(title: str, version: Version, settings: Settings) -> Reported | None:
    """What a revision's report says and of which day; None where it has no report."""
    source, words = Source(title, version.text), vocabulary_of(settings)
    data = read_projectdata(source, settings.templates, name=title, numbers={}, vocabulary=words)
    return see_report(data.report.updated or date.min, said_in(data.report), settings.templates) if data else None
