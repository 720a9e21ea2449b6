"""Timelines in wikitext: a grid of months that needs no style sheet and no script. Their words serve pictures, too."""

from bot.overview.timeline import Bar, BarState
from bot.render.words import Words

SIGNS: dict[BarState, str] = {
    "done": "✓",
    "ongoing": "▶",
    "planned": "○",
    "overdue": "!",
    "cancelled": "✗",
    "passed": "?",
}
"""What stands before the word for a state: colours are never alone, and words are long."""


def bar_words(bar: Bar, words: Words) -> str:
    """What stands in a bar: its state, and where it goes on beyond the timeline."""
    when, said = bar.one.activity.when, f"{SIGNS[bar.state]} {words.phrase(f'timeline-state-{bar.state}')}"
    if bar.before:
        since = (
            words.phrase("timeline-from", year=when.start.year) if when.start else words.phrase("timeline-open-start")
        )
        said = f"◀ {since} · {said}"
    if bar.after:
        until = words.phrase("timeline-until", year=when.end.year) if when.end else words.phrase("timeline-open-end")
        said = f"{said} · {until} ▶"
    return said


def said_words(bar: Bar, words: Words) -> str:
    """Everything about a bar in words: its days, its state and its people."""
    state = words.phrase(f"timeline-state-{bar.state}").lower()
    return ", ".join(filter(None, [days_words(bar, words), state, people_words(bar, words)]))


def days_words(bar: Bar, words: Words) -> str:
    """The days of an activity, and whether they are not settled."""
    days = words.period(bar.one.activity.when)
    return f"{days}, {words.phrase('timeline-tentative')}" if bar.tentative else days


def people_words(bar: Bar, words: Words) -> str:
    """Who does an activity, those in support too."""
    people = bar.one.activity.people
    names = [
        *(one.name for one in people.support),
        *([words.phrase("everyone")] if people.everyone == "support" else []),
    ]
    support = words.phrase("timeline-support", names=words.listed(names)) if names else ""
    return " ".join(filter(None, [words.people(people), support]))
