"""How it stands with reminders, in words: with links on the wiki, plain elsewhere."""

from collections.abc import Sequence

from bot.checks.standing import Standing
from bot.ledger import Sent
from bot.reminders.ladder import Escalation, first_day
from bot.reminders.why import Notice, State, quiet
from bot.render.escape import Wikitext, woven
from bot.render.reminder import sent_link
from bot.render.words import Words
from bot.settings import Settings

_OF_TODAY: frozenset[State] = frozenset({"today", "weekday", "free-day", "sent-today", "away"})
"""What is so today, and may be otherwise tomorrow though nothing has happened: no word of it stays on a page."""

_SLOT = "\0"


def notice_words(notice: Notice, count: int, settings: Settings, words: Words) -> str:
    """How it stands with one thing and one person, as plain words with the revisions' addresses.

    Args:
        notice: What is to be told.
        count: How many things it stands for.
        settings: The days for messages.
        words: The language.
    """
    said = _words(notice, count, settings, words, state=notice.state)
    return _filled(said, [f"{words.day(one.day)}{_address(one)}" for one in _sent(notice)])


def notice_wikitext(notice: Notice, count: int, settings: Settings, words: Words) -> Wikitext:
    """The same as wikitext that stays as it is for as long as nothing happens, with links to the revisions."""
    state: State = ("waits" if notice.sent else "grace") if notice.state in _OF_TODAY else notice.state
    return woven(_words(notice, count, settings, words, state=state), [sent_link(one, words) for one in _sent(notice)])


def quiet_words(standing: Standing, words: Words) -> str:
    """Why there is nothing to remind of in a project, for one of which there is not, as plain words."""
    return words.phrase(f"quiet-{quiet(standing)}", day=standing.paused_until)


def _words(notice: Notice, count: int, settings: Settings, words: Words, *, state: State) -> str:
    """The words, with a slot for the day of each message."""
    return words.phrase(
        "notice",
        name=notice.recipient.name,
        count=count,
        period=notice.item.period,
        subject=notice.item.subject,
        sent=words.listed([_SLOT] * len(notice.sent)) if notice.sent else "",
        state=state,
        obstacle=words.phrase(f"obstacle-{notice.obstacle}") if notice.obstacle else "",
        step=notice.step,
        day=notice.day,
        until=notice.until,
        leave=notice.leave,
        superseded=notice.item.superseded,
        now=notice.day is not None and notice.day <= notice.item.standing.today,
        managers=words.listed(_managers(notice.managers, settings, words)) if notice.managers else "",
    )


def _managers(found: Sequence[Escalation], settings: Settings, words: Words) -> list[str]:
    days = [(one, first_day(one.due, one.manager, settings)) for one in found]
    return [
        words.phrase(
            "notice-manager",
            name=one.manager.name,
            sent=_SLOT if one.sent else "",
            day=day,
            now=day is not None and day <= one.item.standing.today,
        )
        for one, day in days
        if day or one.sent
    ]


def _sent(notice: Notice) -> list[Sent]:
    """The messages that the words tell of, in their order."""
    return [*notice.sent, *(one.sent for one in notice.managers if one.sent)]


def _filled(text: str, pieces: Sequence[str]) -> str:
    head, *rest = text.split(_SLOT)
    return head + "".join(f"{piece}{after}" for piece, after in zip(pieces, rest, strict=True))


def _address(sent: Sent) -> str:
    return f" (Special:Diff/{sent.revid})" if sent.revid > 0 else ""
