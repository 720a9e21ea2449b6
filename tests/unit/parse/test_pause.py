"""The template that asks the bot to be quiet until a day."""

from datetime import date

import pytest

from bot.model import Flaw, Place
from bot.parse.pause import Pause, pauses, read_pause
from bot.parse.structure import Source
from tests.support.builders import TITLE

DAY = date(2022, 12, 1)


def days(text: str) -> list[date | None]:
    """The days that the calls on a page say."""
    return [one.until for one in pauses(Source(TITLE, text)).values()]


@pytest.mark.parametrize(
    "call",
    [
        "{{Lägesbot|pausa=2022-12-01}}",
        "{{lägesbot|pausa=2022-12-01}}",
        "{{ Lägesbot | pausa = 2022-12-01 }}",
        "{{_Lägesbot_\n|pausa=2022-12-01\n}}",
        "{{Mall:Lägesbot|pausa=2022-12-01}}",
        "{{mall: lägesbot|pausa=2022-12-01}}",
        "{{Template:Lägesbot|pausa=2022-12-01}}",
        "{{:Mall:Lägesbot|pausa=2022-12-01}}",
        "{{Lägesbot<!-- a -->|<!-- b -->pausa<!-- c -->=2022-12-01<!-- d -->}}",
        "{{Lägesbot|pausa=2022-11-01|x|pausa=2022-12-01|y=z}}",
        "{{Lägesbot|pausa='''1 december 2022'''}}",
        "{{Lägesbot|pausa=<s>2022-11-20</s> 2022-12-01}}",
        "{{öppen|{{Lägesbot|pausa=2022-12-01}}",
        "<s>a</s>{{Lägesbot|pausa=2022-12-01}}<s>b",
        "<includeonly/><noinclude>{{Lägesbot|pausa=2022-12-01}}</noinclude>",
    ],
)
def test_call_in_every_form(call: str) -> None:
    """A call is known however MediaWiki lets it be written; its day is read as the project's last day is."""
    assert days(f"Text.\n{call}\nMer text.") == [DAY]


def test_day_in_the_language_of_the_parameter() -> None:
    """The day is read in the language of the parameter that it stands in."""
    assert days("{{Lägesbot|pause=December 1, 2022}}") == [DAY]
    assert days("{{Lägesbot|pausa=December 1, 2022}}") == [None]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{{Lägesbot}}",
        "{{Lägesbot|2022-12-01}}",
        "{{Lägesbot|Pausa=2022-12-01}}",
        "{{LägesBot|pausa=2022-12-01}}",
        "{{Lägesbot/pausa|pausa=2022-12-01}}",
        "{{{Lägesbot|pausa=2022-12-01}}}",
        "{{Lägesbot|pausa=2022-12-01",
        "<!-- {{Lägesbot|pausa=2022-12-01}} -->",
        "<nowiki>{{Lägesbot|pausa=2022-12-01}}</nowiki>",
        "<includeonly>{{Lägesbot|pausa=2022-12-01}}</includeonly>",
        "<includeonly>\n{{Lägesbot|pausa=2022-12-01}}",
        "<s>Jag är borta. {{Lägesbot|pausa=2022-12-01}}</s>",
        "<del class=x>{{Lägesbot|pausa=2022-12-01}}</del >",
        "{{Mall|{{Lägesbot|pausa=2022-12-01}}}}",
    ],
)
def test_what_is_no_call(text: str) -> None:
    """What calls another template, gives no `pausa`, or is not seen on the page says nothing."""
    assert days(text) == []


def test_calls_with_words_and_lines() -> None:
    """Each call is told with its words and its line, by where it begins; the words may be no date, or none."""
    text = "{{Lägesbot|pausa=2022-12-01}}\n{{Lägesbot\n|pausa=''i jul''}} {{Lägesbot|pausa=<!-- a -->}}"
    found = pauses(Source(TITLE, text))
    assert list(found.values()) == [Pause(DAY, "2022-12-01", 1), Pause(None, "i jul", 2), Pause(None, "", 3)]
    assert [text[position : position + 10] for position in found] == ["{{Lägesbot"] * 3


def test_latest_day_of_a_page() -> None:
    """A project is paused until the latest of the days on its page; without any it is not."""
    text = "{{Lägesbot|pausa=2022-12-01}} {{Lägesbot|pausa=2023-01-09}} {{Lägesbot|pausa=2022-10-01}}"
    assert read_pause(Source(TITLE, text)) == (date(2023, 1, 9), [])
    assert read_pause(Source(TITLE, "Text.")) == (None, [])


def test_day_that_cannot_be_read() -> None:
    """Each call whose day cannot be read is told of where it stands; the others count."""
    text = "{{Lägesbot|pausa=tills vidare}}\n{{Lägesbot|pausa=2022-12-01}}\n{{Lägesbot|pausa=}}"
    until, flaws = read_pause(Source(TITLE, text))
    assert until == DAY
    assert flaws == [
        Flaw("date-unreadable", Place(TITLE, 1), facts={"text": "tills vidare", "field": None, "pause": True}),
        Flaw("date-unreadable", Place(TITLE, 3), facts={"text": "", "field": None, "pause": True}),
    ]


def test_pause_in_english() -> None:
    """The parameter may have its English name."""
    assert days("{{Lägesbot|pause=2022-12-01}}") == [DAY]
