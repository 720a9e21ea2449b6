"""The lines of the queue page: which wait, and since when and by whom they do."""

from datetime import UTC, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.requested.lines import Asked, Origin, Past, key_of, read_queue, run_of, with_answer
from bot.wiki.port import Version

WHEN = datetime(2022, 11, 20, 9, 0, tzinfo=UTC)
ANSWER = "*: Klart! <!-- Lägesbot:svar 0123456789abcdef -->"
SIGNED = "* alla [[Användare:John|John]] 20 november 2022 kl. 10.00 (CET)"

_PIECES = (
    *("* alla", "* [[Projekt:A 2022]]", "** med", "*: svar", ": svar", "# ett", "text", "\n", "\r\n", "\n\n", " "),
    *("== Kö ==", "\n== Kö ==\n", "=== Nu ===", "<!--", "-->", "<nowiki>", "</nowiki>", "{{", "}}", "[[", "]]", "{|"),
    *("|}", "|-", "| ", "~~~~", "<includeonly>", "</includeonly>", "\x1a", "\x1b", "\u2028", "é", "\ud800", ANSWER),
)
PAGES = st.lists(st.sampled_from(_PIECES) | st.text(max_size=3), max_size=25).map("".join)


def waiting(text: str) -> list[str]:
    """The words of the lines that wait."""
    return [asked.text for asked in read_queue(text)]


def versions(*made: tuple[str, str], first: int = 1, parent: int | None = 0) -> list[Version]:
    """A page's revisions, newest first, from who made them and their texts, oldest first."""
    numbered = list(enumerate(made, first))
    parents = [parent, *(number for number, _ in numbered)]
    found = [
        Version(number, user, WHEN, text, parent=before)
        for (number, (user, text)), before in zip(numbered, parents, strict=False)
    ]
    return found[::-1]


def came(line: str, *made: tuple[str, str]) -> Origin:
    """Where a line comes from, in a page whose whole history is told."""
    found = Past(versions(*made)).origin(line)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("* alla\n* allt\n", ["* alla", "* allt"], id="items"),
        pytest.param(f"* alla\n{ANSWER}\n* allt", ["* allt"], id="answered"),
        pytest.param(f"* alla\n** jag med\n{ANSWER}\n*:: tack", [], id="answered after a remark"),
        pytest.param(f"* alla\n\n{ANSWER}", ["* alla"], id="an answer that does not belong to it"),
        pytest.param(f"* alla\n<!-- skriv här -->\n{ANSWER}", [], id="a comment between is nothing"),
        pytest.param(
            "* intro\n== Kö ==\n* alla\n=== Nu ===\n* allt\n== Annat ==\n* nej", ["* alla", "* allt"], id="Kö"
        ),
        pytest.param("== Kö ==", [], id="an empty queue at the page's end"),
        pytest.param("== '''Kö''' ==\r\n* alla\r\n", ["* alla"], id="CRLF"),
        pytest.param("<!-- * alla -->\n<!--\n* alla\n-->", [], id="in a comment"),
        pytest.param("<nowiki>\n* alla\n</nowiki>", [], id="in nowiki"),
        pytest.param("{{Ruta|\n* alla\n}}", [], id="in a template"),
        pytest.param("* alla <!-- nej\n* allt\n-->", ["* alla <!-- nej\n* allt\n-->"], id="a comment goes on"),
        pytest.param(
            "* {{Ruta|\n* allt\n}} nu\n* alla", ["* {{Ruta|\n* allt\n}} nu", "* alla"], id="a template goes on"
        ),
        pytest.param("* först\n* alla <!-- glömd\n* allt", ["* först"], id="a comment without an end"),
        pytest.param("<!-- c -->* alla", ["<!-- c -->* alla"], id="a comment before it"),
        pytest.param("{|\n|\n* alla\n|}", ["* alla"], id="in a cell of a table"),
        pytest.param("** alla\n*: alla\n# alla\n alla\ntext", [], id="no items"),
        pytest.param("* alla\n* alla\n", ["* alla"], id="the same twice is one request"),
        pytest.param("", [], id="an empty page"),
    ],
)
def test_the_lines_that_wait(text: str, expected: list[str]) -> None:
    """An item below the heading waits unless a mark stands below it; nothing that is not shown does."""
    assert waiting(text) == expected


def test_an_answer_goes_below_what_belongs_to_the_line() -> None:
    """It stands after the line's own remarks, before the next line, with the page's own ends of lines."""
    text = "== Kö ==\r\n* alla\r\n** jag med\r\n* allt\r\n"
    assert (
        with_answer(text, read_queue(text)[0], ANSWER) == f"== Kö ==\r\n* alla\r\n** jag med\r\n{ANSWER}\r\n* allt\r\n"
    )


def test_the_same_words_are_answered_together() -> None:
    """Each place where the same words wait gets the answer; one that has it already keeps it alone."""
    text = f"* alla\n{ANSWER}\n* alla\n* allt\n* alla"
    again = with_answer(text, read_queue(text)[0], "*: Nu")
    assert again == f"* alla\n{ANSWER}\n* alla\n*: Nu\n* allt\n* alla\n*: Nu"


@given(PAGES)
def test_an_answer_changes_nothing_else(text: str) -> None:
    """With an answer, its own line waits no more, all others still do, and without the answer the page is as before."""
    lines = read_queue(text)
    for asked in lines:
        page = with_answer(text, asked, ANSWER)
        assert waiting(page) == [one.text for one in lines if one is not asked]
        bounds = [0, *asked.ends, len(text)]
        kept = [text[start:end] for start, end in pairwise(bounds)]
        added = [("\r\n" if text.startswith("\r\n", end) else "\n") + ANSWER for end in asked.ends]
        assert page == "".join(map("".join, zip(kept, [*added, ""], strict=True)))


@given(st.lists(PAGES, max_size=4), PAGES)
def test_reading_the_past_never_raises(texts: list[str], line: str) -> None:
    """Whatever a page and its revisions hold, every line has an origin or none, and its key is 16 digits."""
    past = Past(versions(*(("Sara", text) for text in texts)))
    for asked in read_queue(texts[-1] if texts else line):
        found = past.origin(asked.text)
        assert found is not None
        assert len(key_of(asked, found)) == 16
    past.origin(line)


def test_the_author_is_who_brought_the_line() -> None:
    """Who wrote it counts, whoever has edited the page since, and whatever its signature says."""
    line = SIGNED
    assert came(line, ("Sara", "Intro"), ("Vandal", f"Intro\n{line}"), ("Axel", f"Intro!\n{line}")).author == "Vandal"
    assert came(line, ("Sara", "Intro"), ("Vandal", f"Intro\n{line}")) == Origin("Vandal", 2, WHEN)


def test_who_changes_a_line_is_its_author() -> None:
    """A line whose words somebody has changed is theirs."""
    assert came("* alla", ("John", "* A 2022"), ("Vandal", "* alla")).author == "Vandal"


@pytest.mark.parametrize(
    "before",
    [
        pytest.param("* alla\n== Kö ==\n", id="above the heading"),
        pytest.param("== Kö ==\n<!--\n* alla\n-->", id="in a comment"),
        pytest.param("== Kö ==\n<nowiki>\n* alla\n</nowiki>", id="in nowiki"),
        pytest.param(f"== Kö ==\n* alla\n{ANSWER}", id="answered"),
        pytest.param("== Kö ==\n** alla", id="no item"),
    ],
)
def test_who_makes_words_a_request_is_its_author(before: str) -> None:
    """Words of staff that stood where they asked for nothing are a request of whoever has put them where they do."""
    found = came("* alla", ("John", before), ("Vandal", "== Kö ==\n* alla"))
    assert (found.author, found.revid) == ("Vandal", 2)


def test_a_copy_beside_an_answered_line_is_its_writers() -> None:
    """The same words put above a line of staff that has its answer are the copier's, and known to be old ones."""
    answered = f"* alla\n{ANSWER}"
    assert came("* alla", ("John", answered), ("Vandal", f"* alla\n{answered}")) == Origin(
        "Vandal", 2, WHEN, again=True
    )


def test_who_brings_a_blanked_line_back_is_its_author() -> None:
    """A line that was gone for a while is of who brought it back; had it its answer before, that is known."""
    assert came(SIGNED, ("John", SIGNED), ("Vandal", ""), ("Axel", SIGNED)) == Origin("Axel", 3, WHEN)
    back = came(SIGNED, ("John", SIGNED), ("Lägesbot", f"{SIGNED}\n{ANSWER}"), ("Vandal", ""), ("Axel", SIGNED))
    assert back == Origin("Axel", 4, WHEN, again=True)


def test_a_copied_mark_answers_a_line() -> None:
    """A mark that a person puts below a line keeps the bot away: whoever may do that may take the line away, too."""
    assert Past(versions(("John", "* alla"), ("Vandal", f"* alla\n{ANSWER}"))).origin("* alla") is None


def test_a_line_that_is_gone_has_no_origin() -> None:
    """A line that somebody has taken away since the page was read waits no more."""
    assert Past(versions(("John", "* alla"), ("John", "Tack"))).origin("* alla") is None


def test_an_author_beyond_the_known_history_is_unknown() -> None:
    """Where the oldest known revision has the line, and did not make the page, nobody knows who wrote it."""
    known = versions(("Vandal", "* alla"), ("Axel", "Hej\n* alla"), first=8, parent=7)
    assert Past(known).origin("* alla") == Origin()
    unclear = versions(("Vandal", "* alla"), parent=None)
    assert Past(unclear).origin("* alla") == Origin()
    assert Past([]).origin("* alla") == Origin()


def test_a_line_on_a_new_page_is_of_who_made_the_page() -> None:
    """The first revision of a page has an author like any other."""
    assert came("* alla", ("John", "* alla")).author == "John"


def test_a_key_is_of_the_words_and_the_revision() -> None:
    """A request keeps its key as long as it waits; other words, and the same words later, have another one."""
    asked, other = Asked("* alla", (6,)), Asked("* allt", (6,))
    key = key_of(asked, Origin("John", 7, WHEN))
    assert key == key_of(Asked("* alla", (99,)), Origin("John", 7, WHEN, again=True))
    assert len({key, key_of(asked, Origin("John", 8, WHEN)), key_of(other, Origin("John", 7, WHEN))}) == 3


def test_a_run_has_the_time_of_its_line() -> None:
    """A line's run is known by the minute at which it was written, in Stockholm, and by its key."""
    assert run_of("0123456789abcdef", WHEN) == "20221120-1000-01234567"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (SIGNED, True),
        ("* alla John 10:00, 20 November 2022 (UTC)", True),
        ("* alla", False),
        ("* alla [[Användare:John|John]]", False),
    ],
)
def test_a_signature_has_a_time(line: str, expected: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """A line is signed where it has the time of a signature in it, in any language."""
    assert Asked(line, ()).signed is expected


@pytest.mark.parametrize("heading", ["Kö", "Queue"])
def test_the_queue_begins_below_its_heading_in_any_language(heading: str) -> None:
    """A page whose language has changed still has its queue."""
    assert waiting(f"* ett exempel\n\n== {heading} ==\n* alla") == ["* alla"]


def test_run_of_a_request_is_named_by_the_time_zone() -> None:
    """The id of a request's run has the day and the time where the association is."""
    assert run_of("0123456789abcdef", WHEN, ZoneInfo("America/New_York")) == "20221120-0400-01234567"
