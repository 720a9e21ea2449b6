"""Reminders for people: how it stands with each, and the days of a rehearsal."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from rich.console import Console

from bot.knowledge import Knowledge
from bot.reminders.ladder import MANAGER
from bot.reminders.messages import Errand, Message
from bot.reminders.rehearsal import RehearsedDay
from bot.reminders.why import notices_by_project
from bot.render.notices import notice_words, quiet_words
from bot.tell.as_json import finding_document
from bot.tell.findings import show_findings
from bot.tell.lines import count, line

VERSION = 1
"""Of the document; a new one only where a key would have to change its meaning."""


def show_reminders(console: Console, known: Knowledge) -> None:
    """For each project and person: what they were told and when, or why not."""
    if not known.standings:
        return
    each = notices_by_project(known)
    line(console, "\nReminders", "bold")
    for standing in known.standings:
        found, title = each.get(standing.project.title, []), standing.project.title
        if not found:
            line(console, f"  {title}: {quiet_words(standing, known.words)}")
            continue
        line(console, f"  {title}")
        for one in found:
            line(console, f"    {notice_words(one, 1, known.settings, known.words)}")


def show_calendar(console: Console, days: Sequence[RehearsedDay], known: Knowledge) -> None:
    """Who would be told what on each day; days on which nothing would go out are left out, who waits comes last.

    What is wrong with the settings comes first: defaults are rehearsed in its place.
    """
    show_findings(console, "The run as a whole", known.problems, verbose=True)
    for one in days:
        if one.sent:
            line(console, f"{one.day} {one.day:%A}", "bold")
        for message in one.sent:
            line(console, f"  {message.recipient.name} ({message.recipient.account})")
            for errand in message.errands:
                line(console, f"    {_errand(errand)}")
    for words, waited in _waits(days, known):
        line(console, f"waits from {waited[0]} to {waited[-1]}: {words}", "yellow")
    line(console, f"\n{calendar_words(days)}", "bold")


def calendar_words(days: Sequence[RehearsedDay]) -> str:
    """A rehearsal in one line."""
    messages = [message for one in days for message in one.sent]
    people = len({one.recipient.talk for one in messages})
    whom = f"{people} {'person' if people == 1 else 'people'}"
    quiet_days = sum(not one.sent for one in days)
    told = f"{count(len(messages), 'message')} to {whom}" if messages else "No message"
    return f"{told} in {count(len(days), 'day')} if nobody did anything; {count(quiet_days, 'day')} without any."


def _waits(days: Sequence[RehearsedDay], known: Knowledge) -> list[tuple[str, list[date]]]:
    """Who would have to wait for longer than over a weekend or a holiday, why, and on which days."""
    found: dict[tuple[str, str], list[date]] = {}
    words: dict[tuple[str, str], str] = {}
    for one in days:
        for message, why in one.waiting:
            if why not in {"weekday", "free-day"}:
                key = (message.recipient.talk, why)
                found.setdefault(key, []).append(one.day)
                facts = {"name": message.recipient.name, "count": len(message.errands)}
                words[key] = known.words.phrase(f"withheld-{why}", **facts)
    return [(words[key], waited) for key, waited in found.items()]


def calendar_document(days: Sequence[RehearsedDay], known: Knowledge) -> dict[str, Any]:
    """What `calendar --format json` prints: every day with its messages, and those that wait."""
    return {
        "version": VERSION,
        "from": days[0].day.isoformat(),
        "to": days[-1].day.isoformat(),
        "years": list(known.material.listed),
        "problems": [finding_document(problem) for problem in known.problems],
        "days": [
            {
                "date": one.day.isoformat(),
                "messages": [_message(message) for message in one.sent],
                "waiting": [_message(message) | {"why": why} for message, why in one.waiting],
            }
            for one in days
        ],
    }


def _message(message: Message) -> dict[str, Any]:
    return {
        "name": message.recipient.name or None,
        "account": message.recipient.account or None,
        "items": [
            {
                "project": one.item.project.title,
                "kind": one.item.kind,
                "subject": one.item.subject,
                "period": one.item.period.label if one.item.period else None,
                "since": one.item.since.isoformat(),
                "step": one.step,
            }
            for one in message.errands
        ],
        "upcoming": [
            {
                "project": one.standing.project.title,
                "subject": one.activity.activity.label if one.activity else None,
                "day": one.day.isoformat(),
            }
            for one in message.upcoming
        ],
    }


def _errand(errand: Errand) -> str:
    item = errand.item
    what = f"report for {item.period.label}" if item.period else f"{item.subject} (was due {item.since})"
    step = "of others" if errand.step == MANAGER else f"reminder {errand.step}"
    return f"{step}: {item.project.title}: {what}"
