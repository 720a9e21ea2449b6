"""The second reader: what it lets through, and what it stops."""

import mwparserfromhell
import pytest
from mwparserfromhell.parser import ParserError

from bot.parse.structure import Source
from bot.render.witness import LONGEST, date_alone_changed, people_unharmed
from bot.settings import Templates
from tests.support.pages import region

VALUE = "[[a|b]] {{c|d=e}} <ref>f|g</ref>"
BEFORE = f"{{{{Ruta|a}}}}\n{{{{Projektdata\n| id = 1\n| aktiviteter = .\n* Rest.\n| problem = {VALUE}\n}}}}\nText."
NEW = region("aktiviteter", "* x")


def unharmed(before: str, after: str) -> bool:
    """What the second reader says of an edit."""
    return people_unharmed(Source("Sida", before), Source("Sida", after), Templates())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("* Rest.\n", f"* Rest.\n{NEW}\n", id="after-text"),
        pytest.param("id = 1\n", f"id = 1\n{NEW}\n", id="other-parameter"),
        pytest.param("</ref>\n}}", f"</ref>\n| nästa_månad =\n{NEW}\n}}}}", id="new-parameter"),
        pytest.param("Text.", "Text.", id="nothing"),
    ],
)
def test_region_harms_nobody(old: str, new: str) -> None:
    """An edit that only adds the bot's own text in the call is let through."""
    assert unharmed(BEFORE, BEFORE.replace(old, new))


@pytest.mark.parametrize("text", [BEFORE.replace("* Rest.\n", f"{NEW}\n"), f"{NEW}\n{BEFORE}", f"{BEFORE}\n{NEW}"])
def test_refreshed_region_harms_nobody(text: str) -> None:
    """An edit of the bot's own text is let through wherever that stands, in the call or outside it."""
    assert unharmed(text, text.replace(NEW, region("aktiviteter", "* y")))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("Rest.", "Resa.", id="value"),
        pytest.param("| id = 1\n", "", id="parameter-lost"),
        pytest.param("| id =", "| nr =", id="parameter-renamed"),
        pytest.param("}}\nText", "| nytt = 1\n}}\nText", id="parameter-with-a-value"),
        pytest.param("| problem", f"{NEW}\n| aktiviteter = x\n| problem", id="parameter-doubled"),
        pytest.param("Text.", "Texten.", id="after-the-call"),
        pytest.param("{{Ruta|a}}", "{{Ruta|b}}", id="before-the-call"),
        pytest.param("{{Projektdata\n", "{{Projektfakta\n", id="other-template"),
        pytest.param("* Rest.", "* Rest.<nowiki>", id="tag"),
        pytest.param("</ref>\n}}", "</ref>\n", id="end-lost"),
    ],
)
def test_any_other_change_is_stopped(old: str, new: str) -> None:
    """An edit that changes anything that people have written is stopped."""
    assert old in BEFORE
    assert not unharmed(BEFORE, BEFORE.replace(old, new))


def test_page_without_the_call_is_stopped() -> None:
    """Where there is no call of the template, nothing can be borne witness of."""
    assert not unharmed("Text.", "Text.")


def test_only_the_call_itself_is_read() -> None:
    """What stands on the page besides the call, however long or broken, does not keep the bot from writing."""
    text = f"{'x' * LONGEST}<div>[[{{{{Projektdata|a=[http://b|c]}}}} {{{{a}}}} {{{{b|"
    assert unharmed(text, text)


@pytest.mark.parametrize("value", ["\n== b }}\n", "{{{}}", "</{{|d=}}"])
def test_call_that_is_read_otherwise_is_stopped(value: str) -> None:
    """Where the second reader sees no single call in what is one to the bot, the page is not written."""
    text = f"{{{{Projektdata\n| a = {value}| c = 1\n}}}}"
    assert len(list(Source("Sida", text).calls())) == 1
    assert not unharmed(text, text)


def test_very_long_call_is_stopped() -> None:
    """A call so long that it could keep the second reader busy for hours is not given to it."""
    text = "{{{{Projektdata|a={}}}}}"
    longest = text.format("x" * (LONGEST - len(text.format(""))))
    assert unharmed(longest, longest)
    assert not unharmed(longest.replace("=x", "=xx"), longest.replace("=x", "=xx"))


def test_long_report_of_the_bots_own_is_no_obstacle() -> None:
    """What the bot has written itself does not count: of a long call the second reader is given people's text alone."""
    long = region("problem", "* x\n" * LONGEST)
    before = f"{{{{Projektdata\n| a = {VALUE}\n| problem =\n}}}}"
    after = before.replace("| problem =\n", f"| problem =\n{long}\n")
    assert unharmed(before, after)
    assert not unharmed(before, after.replace("d=e", "d=f"))


@pytest.mark.parametrize("error", [ParserError, RecursionError])
def test_reader_that_gives_up_stops_the_edit(error: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the second reader cannot make sense of the call, the page is not written."""

    def parse(*_: object, **__: object) -> None:
        raise error("?")

    monkeypatch.setattr(mwparserfromhell, "parse", parse)
    assert not unharmed(BEFORE, BEFORE)


DATED = "Text.\n{{Projektdata\n| uppdaterad = 2022-10-31\n| problem = x\n}}"


def redated(after: str) -> bool:
    """What the readers say of an edit that should set the date alone."""
    pages = (Source("Sida", DATED), Source("Sida", after))
    return date_alone_changed(*pages, Templates(), was="2022-10-31", now="2022-11-16")


def test_date_alone_is_let_through() -> None:
    """An edit that turns the one date into the other is what it should be."""
    assert redated(DATED.replace("2022-10-31", "2022-11-16"))


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(DATED, id="nothing"),
        pytest.param(DATED.replace("2022-10-31", "2022-11-17"), id="another-date"),
        pytest.param(DATED.replace("2022-10-31", "2022-11-16").replace("= x", "= y"), id="another-field-too"),
        pytest.param(DATED.replace("= x", "= 2022-11-16"), id="another-field"),
        pytest.param(DATED.replace("2022-10-31", "2022-11-16\n| status = Red"), id="new-field"),
        pytest.param(DATED.replace("2022-10-31", "2022-11-16").replace("Text", "Ord"), id="outside"),
        pytest.param("Text.\n", id="no-call"),
    ],
)
def test_more_or_less_than_the_date_is_stopped(after: str) -> None:
    """An edit of anything else, or to another date, is not."""
    assert not redated(after)
