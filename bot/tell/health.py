"""What `health` shows: one sentence, or its parts as JSON."""

from rich.console import Console

from bot.health import Health
from bot.tell.as_json import VERSION
from bot.tell.document import Document
from bot.tell.lines import line


def show_health(console: Console, found: Health) -> None:
    """The sentence; red where the bot is not well."""
    line(console, found.sentence, "" if found.well else "bold red")


def health_document(found: Health) -> Document:
    """What `health --format json` prints."""
    return {
        "version": VERSION,
        "well": found.well,
        "last": found.last.isoformat() if found.last else None,
        "hours": None if found.hours is None else round(found.hours, 1),
        "limit": found.limit,
        "remarks": list(found.remarks),
        "sentence": found.sentence,
    }
