"""Which pages stop the bot, whatever the language of the settings."""

import pytest

from bot.parse.settings import load
from bot.stops import named_stops, stop_pages, stopped
from tests.support.builders import page

TEXTS = {"sv": "{}", "en": '{"language": "en"}', "own": '{"language": "en", "pages": {"stop": "User:Lägesbot/halt"}}'}


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    ("title", "everything"),
    [
        ("Användare:Lägesbot/stopp", True),
        ("User:Lägesbot/stop", True),
        ("Användare:Lägesbot/stopp/påminnelser", False),
        ("User:Lägesbot/stop/reminders", False),
    ],
)
def test_stop_holds_in_every_language(language: str, title: str, everything: bool) -> None:  # noqa: FBT001 - pytest's
    """A page that stops the bot in one language does so when the language of the settings is another."""
    settings = load(TEXTS[language], source="x").settings
    pages = {one: page(one, "stopp" if one == title else None) for one in stop_pages(settings, "remind")}
    found = stopped(pages, settings, "remind")
    assert found is not None
    assert (found.page, found.everything) == (title, everything)


def test_chosen_stop_page_is_the_only_one() -> None:
    """Where somebody has chosen the page, that one counts, and below it the names of a task in any language."""
    settings = load(TEXTS["own"], source="x").settings
    assert set(stop_pages(settings, "remind")) == {
        "User:Lägesbot/halt",
        "User:Lägesbot/halt/reminders",
        "User:Lägesbot/halt/påminnelser",
    }


def test_people_are_told_of_their_language() -> None:
    """People are told of the pages in the language of the settings, which come first."""
    settings = load(TEXTS["en"], source="x").settings
    named = named_stops(settings, "report")
    assert named == ["User:Lägesbot/stop", "User:Lägesbot/stop/report"]
    assert stop_pages(settings, "report")[:2] == named
