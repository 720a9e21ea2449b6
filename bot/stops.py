"""The stop pages: text on one of them stops the bot before its next edit, or one of its tasks (the contract)."""

from collections.abc import Mapping
from typing import NamedTuple

from bot.model import Task
from bot.names import LANGUAGES, all_names, names, usual
from bot.settings import Settings
from bot.wiki.port import Page


class Stop(NamedTuple):
    """Who stopped what.

    Attributes:
        why: In a line: who, when, on which page, how to go on.
        everything: It stops the whole run, not one task.
        page: The page's title.
    """

    why: str
    everything: bool
    page: str


def named_stops(settings: Settings, *tasks: Task) -> list[str]:
    """The page that stops everything, and those below it that stop these tasks, in the language of the settings."""
    everything, below = settings.pages.stop, names(settings.language).stops
    return [everything, *(f"{everything}/{below[task]}" for task in tasks)]


def stop_pages(settings: Settings, *tasks: Task) -> list[str]:
    """All pages that stop everything or these tasks, those that people are told of first.

    They count by what they are called in any language: a stop holds where somebody changes the language of the
    settings, and with it what its page is called where nobody has said.
    """
    everything = _everything(settings)
    below = [one.stops[task] for task in tasks for one in all_names()]
    others = (f"{title}/{task}" for title in everything for task in below)
    return list(dict.fromkeys([*named_stops(settings, *tasks), *everything, *others]))


def _everything(settings: Settings) -> list[str]:
    """The pages that stop everything: the one of the settings alone, where somebody has chosen it."""
    defaults: list[str] = [usual(language)["pages"]["stop"] for language in LANGUAGES]
    return defaults if settings.pages.stop in defaults else [settings.pages.stop]


def stopped(pages: Mapping[str, Page], settings: Settings, *tasks: Task) -> Stop | None:
    """Whether a stop page has any text, as it was read; one that cannot be read counts as if it had."""
    for title in stop_pages(settings, *tasks):
        if pages[title].unreadable or (pages[title].text or "").strip():
            return Stop(_who(pages[title]), title in _everything(settings), title)
    return None


def _who(page: Page) -> str:
    by = f" by {page.user}" if page.user else ""
    when = f" at {page.timestamp:%Y-%m-%d %H:%M} UTC" if page.timestamp else ""
    return f"Stopped{by}{when}: there is text on {page.title}. Empty the page to go on."
