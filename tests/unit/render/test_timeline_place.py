"""Where on a project page the timeline is put, and where there is no place for it that is safe."""

import pytest

from bot.parse.regions import read_regions
from bot.parse.structure import Source
from bot.render.timeline_place import place, with_timeline
from tests.support.builders import TITLE
from tests.support.pages import region

NAME = "tidslinje"
"""What the region is called in Swedish."""

TABLE = "{|\n! Datum !! Aktivitet\n|-\n| mars || Boka\n|}"
BEFORE = f"== Tidplan ==\n{TABLE}"
LINES = (5,)
"""Where the activity of `BEFORE` stands."""


def put(text: str, body: str = "Rutnät", lines: tuple[int, ...] = LINES, *, grows: bool = True) -> str | None:
    """The page with its timeline."""
    return with_timeline(Source(TITLE, text), body, lines, grows=grows, language="sv")


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        pytest.param("", "\n{}", id="end of the page"),
        pytest.param("\n", "\n{}\n", id="end of the last line"),
        pytest.param("\n\n== Mer ==\n", "\n{}\n\n== Mer ==\n", id="before a heading"),
        pytest.param("\nOrd.", "\n{}\nOrd.", id="before words"),
        pytest.param(" Ord.\nMer.", " Ord.\n{}\nMer.", id="words on the line"),
        pytest.param(" <!-- a\nb -->\nMer.", " <!-- a\nb -->\n{}\nMer.", id="a comment over two lines"),
        pytest.param("{{a\n|b}}\nMer.", "{{a\n|b}}\n{}\nMer.", id="a template over two lines"),
        pytest.param("\r\n\r\nMer.", "\r\n{}\n\r\nMer.", id="carriage returns"),
    ],
)
def test_timeline_stands_after_the_table(after: str, expected: str) -> None:
    """It is put on lines of its own, below the line on which the plan's table ends; all else stays."""
    assert put(f"{BEFORE}{after}") == BEFORE + expected.replace("{}", region(NAME, "Rutnät"), 1)


def test_last_of_several_tables_counts() -> None:
    """Where the plan has several tables, it stands after the last that has an activity."""
    text = f"{BEFORE}\n\n{TABLE}\n\n{TABLE}\n"
    found = put(text, lines=(5, 11))
    assert found == f"{BEFORE}\n\n{TABLE}\n{region(NAME, 'Rutnät')}\n\n{TABLE}\n"


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(" [[Fil:A.jpg|thumb|en bild\nmed ord]]", id="a link"),
        pytest.param(" [[Fil:A.jpg|[[a]]\n]]", id="a link round another"),
        pytest.param(" <div\nclass='a'>b</div>", id="a tag"),
    ],
)
def test_line_that_goes_on_has_no_place(after: str) -> None:
    """Where a link or a tag goes on below the line on which the table ends, nothing is put between its lines."""
    assert put(f"{BEFORE}{after}") is None


def test_sign_of_less_is_no_tag() -> None:
    """A sign that begins no tag leaves its line as good a place as any, and so does a link that ends there."""
    assert put(f"{BEFORE} a < b [[c]]\n") == f"{BEFORE} a < b [[c]]\n{region(NAME, 'Rutnät')}\n"


def test_table_in_html_has_its_place_too() -> None:
    """A table written in HTML is a table."""
    html = "<table>\n<tr><td>mars</td></tr>\n</table>"
    assert put(f"{html} a\nb", lines=(2,)) == f"{html} a\n{region(NAME, 'Rutnät')}\nb"
    assert put(html, lines=(2,)) == f"{html}\n{region(NAME, 'Rutnät')}"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param(f"Ord\n{TABLE}", (1,), id="above every table"),
        pytest.param(f"{TABLE}\n* mars: Boka", (4, 6), id="one below the table"),
        pytest.param(f"* mars: Boka\n* april: Fira\n{TABLE}\n", (1, 2), id="a list"),
        pytest.param(BEFORE, (), id="on another page"),
        pytest.param("{|\n| mars || Boka", (2,), id="a table that is never closed"),
        pytest.param(f"{{{{Ruta|\n{TABLE}\n}}}}", (5,), id="in a template"),
        pytest.param(f"<!--\n{TABLE}\n-->", (5,), id="in a comment"),
        pytest.param(f"{{|\n| a\n{TABLE}", (7,), id="in a table that is never closed"),
        pytest.param(region("annat", TABLE), (5,), id="in the bot's own region"),
        pytest.param(f"<includeonly>\n{TABLE}\n", (5,), id="for other pages alone"),
    ],
)
def test_no_safe_place(text: str, lines: tuple[int, ...]) -> None:
    """Where an activity stands outside all closed tables, or what is put would not be seen, there is no place."""
    assert put(text, lines=lines) is None


def test_place_is_the_end_of_a_line() -> None:
    """The place is where the line ends on which the table does."""
    assert place(Source(TITLE, f"{BEFORE}\nMer."), LINES) == len(BEFORE)


@pytest.mark.parametrize(("body", "grows"), [("", True), ("Rutnät", False)])
def test_nothing_is_put_where_nothing_is_asked(body: str, *, grows: bool) -> None:
    """Without a timeline to show, or in a project that gets no new parts, the page stays; also without a place."""
    assert put(BEFORE, body, grows=grows) == BEFORE
    assert put("Ord", body, (), grows=grows) == "Ord"


@pytest.mark.parametrize("grows", [True, False])
@pytest.mark.parametrize("body", ["Nytt", ""])
def test_timeline_is_renewed_where_it_stands(body: str, *, grows: bool) -> None:
    """One that is there is written anew, or emptied, where people have moved it, in any project."""
    text = f"A\n{region(NAME, 'Gammalt')} b\n{TABLE}\n"
    assert put(text, body, (), grows=grows) == f"A\n{region(NAME, body)} b\n{TABLE}\n"


def test_timeline_that_is_right_stays() -> None:
    """One that says what it should is left as it is, carriage returns and all, even where nobody sees it."""
    text = f"<includeonly>{TABLE}\n{region(NAME, 'Rutnät')}\n".replace("\n", "\r\n")
    assert put(text) == text


@pytest.mark.parametrize(("opened", "closed"), [("<!--", ""), ("<nowiki>", "</nowiki>"), ("<includeonly>", "")])
def test_timeline_that_is_not_seen_is_not_renewed(opened: str, closed: str) -> None:
    """One that has been put where it is not read is not written."""
    assert put(f"{opened}\n{region(NAME, 'Gammalt')}\n{closed}") is None


def test_many_tables_take_no_time() -> None:
    """The place is found among thousands of tables and activities."""
    count = 3000
    found = put(f"{TABLE}\n" * count, lines=tuple(range(4, 5 * count, 5)))
    assert found is not None
    assert read_regions(found).found[NAME].end == len(found.rstrip())


def test_markers_are_in_the_language() -> None:
    """A new timeline has its markers in the language that is set; one in another is renewed in this."""
    found = with_timeline(Source(TITLE, BEFORE), "Grid", LINES, grows=True, language="en")
    assert found is not None
    assert list(read_regions(found).found) == ["timeline"]
    again = with_timeline(Source(TITLE, found), "Rutnät", LINES, grows=True, language="sv")
    assert again is not None
    assert list(read_regions(again).found) == [NAME]
