"""The days to come, as they would be if nobody did anything."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.knowledge import Material, know
from bot.ledger import message_key, summary
from bot.reminders.messages import Message, remind
from bot.reminders.rehearsal import RehearsedDay, rehearse
from bot.settings import Settings
from bot.wiki.port import Contribution
from tests.support.builders import PEOPLE, data_text, material, settings, wiki_pages
from tests.support.reminding import RUN, called, section, talk_page

FIRST, LAST = date(2022, 11, 1), date(2023, 1, 31)
AXELS = wiki_pages(data=data_text(ansvarig="Axel", uppdaterad="2022-09-30"))
"""A wiki with one project, Axel's, whose report of September is the last that came."""

STEPS = [
    ("2022-11-09", "Axel", 1, "2022-10"),
    ("2022-11-16", "Axel", 2, "2022-10"),
    ("2022-11-23", "John", 3, "2022-10"),
    ("2022-12-09", "Axel", 1, "2022-11"),
    ("2022-12-16", "Axel", 2, "2022-11"),
    ("2022-12-23", "John", 3, "2022-11"),
    ("2023-01-11", "Axel", 1, "2022-12"),
    ("2023-01-18", "Axel", 2, "2022-12"),
    ("2023-01-25", "John", 3, "2022-12"),
]
"""By the calendar: the fifth work days are Monday 7 November, Wednesday 7 December, and Monday 9 January, since
Epiphany is a Friday. Two work days later comes the first step, then five, and ten after the first."""


def axels(pages: dict[str, str] | None = None, *, today: date = FIRST, rules: Settings | None = None) -> Material:
    """What a run on a day works with."""
    return material({**AXELS, **(pages or {})}, today=today, rules=rules)


def played(work: Material, *, last: date = LAST) -> list[RehearsedDay]:
    """All days to the last."""
    return list(rehearse(work, last=last))


def said(days: list[RehearsedDay]) -> list[tuple[str, str, int, str]]:
    """What is sent: the day, whom to, the step, and what it is about."""
    return [
        (one.day.isoformat(), message.recipient.name, errand.step, called(errand.item))
        for one in days
        for message in one.sent
        for errand in message.errands
    ]


def test_three_months_in_which_nobody_acts() -> None:
    """Each report is told of on its three days, and on no other."""
    assert said(played(axels())) == STEPS


def test_every_day_is_played() -> None:
    """The first and the last day are among them, and each is there once, in order."""
    days = [one.day for one in played(axels())]
    assert days == [FIRST + timedelta(days=ahead) for ahead in range(92)]


def test_last_day_before_the_first_is_no_day() -> None:
    """Where the last day is over already there is nothing to play."""
    assert played(axels(), last=FIRST - timedelta(days=1)) == []


def test_nothing_is_said_twice_and_nobody_twice_a_day() -> None:
    """Over three months with many activities no key has a step twice, and nobody is written to twice a day."""
    rows = [
        f"Senast 2022-11-{end:02} | Nr {end} | {who} | |" for end in range(1, 29) for who in ("Axel", "Sara och John")
    ]
    pages = wiki_pages(*rows, data=data_text(ansvarig="Axel", uppdaterad="2022-09-30"))
    days = played(material(pages, today=FIRST))
    keys = Counter(
        (key, errand.step) for one in days for message in one.sent for errand in message.errands for key in errand.keys
    )
    people = Counter((one.day, message.recipient.talk) for one in days for message in one.sent)
    assert max(keys.values()) == max(people.values()) == 1
    assert len(keys) > 28 * 2 * 3


def test_what_waits_is_told_with_its_reason() -> None:
    """On days for nothing, on leave, and where a page takes nothing, a message waits, and the reason is said."""
    away = {"account": "Axel (WMSE)", "away": ["2022-11-09/2022-11-10"]}
    rules = settings(people={**PEOPLE, "Axel": away})
    days = played(axels(rules=rules), last=date(2022, 11, 14))
    waiting = [(one.day.day, message.recipient.name, why) for one in days for message, why in one.waiting]
    assert waiting == [(9, "Axel", "away"), (10, "Axel", "away")]
    assert said(days) == [("2022-11-11", "Axel", 1, "2022-10")]


def test_weekend_and_unwritable_page() -> None:
    """Where a talk page takes no message it waits for ever, at weekends because it is one; managers are told."""
    days = played(axels({talk_page("Axel"): "{{nobots}}"}), last=date(2022, 11, 23))
    waiting = [(one.day.day, why) for one in days for message, why in one.waiting if message.recipient.name == "Axel"]
    weekend = {12, 13, 19, 20}
    assert waiting == [(day, "weekday" if day in weekend else "nobots") for day in range(9, 24)]
    assert said(days) == [("2022-11-23", "John", 3, "2022-10")]


def test_nobody_is_never_sent_anything() -> None:
    """What nobody can be told of waits every day."""
    days = played(axels(rules=settings(people={})), last=date(2022, 11, 11))
    assert [(one.day.day, why) for one in days for _, why in one.waiting] == [(day, "nobody") for day in (9, 10, 11)]
    assert said(days) == []


def after_first_step(*, today: date, sent: date) -> Material:
    """What a run on a day works with after the bot told Axel of October's report on another."""
    (message,) = todays(axels(today=date(2022, 11, 9)))
    words = summary("Påminner", run=RUN, key=message_key(sent, "Axel (WMSE)"))
    made = Contribution(5, talk_page("Axel"), datetime(sent.year, sent.month, sent.day, 6, tzinfo=UTC), words)
    return replace(axels(today=today), contributions=(made,), sent={5: section(message)})


def todays(work: Material) -> tuple[Message, ...]:
    """The messages of a day."""
    return remind(know(work)).messages


def test_what_was_sent_before_counts() -> None:
    """A rehearsal that begins in the middle of a ladder goes on from there."""
    work = after_first_step(today=date(2022, 11, 14), sent=date(2022, 11, 10))
    assert said(played(work, last=date(2022, 11, 30))) == [
        ("2022-11-17", "Axel", 2, "2022-10"),
        ("2022-11-24", "John", 3, "2022-10"),
    ]


def test_what_was_sent_on_the_first_day_counts() -> None:
    """Asked for after the day's run, a rehearsal foresees nothing more for that day, and goes on from what was sent."""
    work = after_first_step(today=date(2022, 11, 14), sent=date(2022, 11, 14))
    assert said(played(work, last=date(2022, 11, 30))) == [
        ("2022-11-21", "Axel", 2, "2022-10"),
        ("2022-11-28", "John", 3, "2022-10"),
    ]


def test_what_comes_up_on_a_day_with_a_message_waits_until_the_next() -> None:
    """Whoever has had the message of the first day has no second one on it, whatever has come up since."""
    rows = ["Senast 2022-11-10 | Nytt | Axel | |"]
    pages = wiki_pages(*rows, data=data_text(ansvarig="Axel", uppdaterad="2022-09-30"))
    before = after_first_step(today=date(2022, 11, 14), sent=date(2022, 11, 14))
    work = replace(material(pages, today=before.today), contributions=before.contributions, sent=before.sent)
    days = played(work, last=date(2022, 11, 15))
    assert [(one.day.day, why) for one in days for _, why in one.waiting] == [(14, "sent-today")]
    assert said(days) == [("2022-11-15", "Axel", 1, "Nytt")]


def test_what_was_sent_after_the_first_day_does_not_count() -> None:
    """Days of the past that are played have not happened yet: what was sent on later ones is foreseen like all else."""
    work = after_first_step(today=date(2022, 11, 14), sent=date(2022, 11, 15))
    assert said(played(work, last=date(2022, 11, 14))) == [("2022-11-14", "Axel", 1, "2022-10")]


def test_days_are_those_of_stockholm() -> None:
    """What was sent after midnight in Stockholm was sent on the next day, though it was not midnight in UTC."""
    work = after_first_step(today=date(2022, 11, 14), sent=date(2022, 11, 15))
    (made,) = work.contributions
    work = replace(work, contributions=(replace(made, timestamp=datetime(2022, 11, 14, 23, 30, tzinfo=UTC)),))
    assert said(played(work, last=date(2022, 11, 14))) == [("2022-11-14", "Axel", 1, "2022-10")]


def test_rehearsal_foresees_what_a_run_does() -> None:
    """On its first day it has what a run has on that day."""
    work = axels(today=date(2022, 11, 9))
    (first,) = played(work, last=date(2022, 11, 9))
    assert first.sent == todays(work)
