"""Where the report stands on a project page, and where it is put when it is not there."""

import pytest

from bot.parse.regions import compose, read_regions
from bot.parse.structure import Source
from bot.render.region import splice
from bot.render.section import in_section, shows
from tests.support.builders import settings
from tests.support.pages import region

NEW = region("lägesrapport", "<div>Nytt.</div>")
OLD = region("lägesrapport", "<div>Gammalt.</div>")
HERE = f"\n\n== Lägesrapport ==\n{NEW}"
DATA = "== Projektdata ==\n{{Projekt:Prov 2022/Projektdata}}"


def put(text: str, body: str = "<div>Nytt.</div>", **report: object) -> str:
    """The page with the report brought up to date."""
    region_there = read_regions(text).found.get("lägesrapport")
    return splice(text, in_section(Source("Projekt:Prov 2022", text), region_there, body, settings(report=report)))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(DATA, f"{DATA}{HERE}", id="last on the page"),
        pytest.param(f"{DATA}\n", f"{DATA}{HERE}\n\n", id="line break at the end"),
        pytest.param(f"{DATA}\n\n[[Kategori:A]]\n", f"{DATA}{HERE}\n\n[[Kategori:A]]\n", id="category"),
        pytest.param(
            f"{DATA}\n[[Kategori:A|b]] [[category:B]]\n{{{{STANDARDSORTERING:A}}}}\n<!-- x\ny -->\n",
            f"{DATA}{HERE}\n\n[[Kategori:A|b]] [[category:B]]\n{{{{STANDARDSORTERING:A}}}}\n<!-- x\ny -->\n",
            id="categories, sort key and comment",
        ),
        pytest.param(f"{DATA}[[Kategori:A]]", f"{DATA}[[Kategori:A]]{HERE}", id="category on the same line"),
        pytest.param(f"{DATA}\n\n== Se ==\nb\n", f"{DATA}{HERE}\n\n== Se ==\nb\n", id="another section after"),
        pytest.param(f"{DATA}\n== Se ==\nb\n", f"{DATA}{HERE}\n\n== Se ==\nb\n", id="right after"),
        pytest.param(f"{DATA}\n=== A ===\nb\n== C ==", f"{DATA}\n=== A ===\nb{HERE}\n\n== C ==", id="with sub-heading"),
        pytest.param(
            "a\n=== projektdata ===\nb\n=== C ===\n",
            f"a\n=== projektdata ===\nb\n\n=== Lägesrapport ===\n{NEW}\n\n=== C ===\n",
            id="a deeper heading, in small letters",
        ),
        pytest.param("Bara text.\n\n[[Kategori:A]]", f"Bara text.{HERE}\n\n[[Kategori:A]]", id="no such section"),
        pytest.param("[[Kategori:A]]", f"== Lägesrapport ==\n{NEW}\n[[Kategori:A]]", id="categories alone"),
        pytest.param("", HERE.lstrip(), id="empty page"),
        pytest.param(
            f"{DATA}  \r\n\r\n[[Kategori:A]]\r\n", f"{DATA}  \r{HERE}\n\r\n[[Kategori:A]]\r\n", id="carriage returns"
        ),
        pytest.param(
            f"== A ==\n<!--\n{DATA}\n-->\nb\n", f"== A ==\n<!--\n{DATA}\n-->\nb{HERE}\n\n", id="heading in a comment"
        ),
    ],
)
def test_section_is_made_after_the_project_data(before: str, after: str) -> None:
    """A section of its own comes after the one with the project data, or last, before what a page ends with."""
    assert put(before).removesuffix("\n\n") == after.removesuffix("\n\n")
    assert put(put(before)) == put(before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("== Lägesrapport ==", f"== Lägesrapport ==\n{NEW}", id="bare heading"),
        pytest.param("== Lägesrapport ==\n\n== B ==", f"== Lägesrapport ==\n{NEW}\n\n== B ==", id="empty"),
        pytest.param("== lägesrapport ==\nMin text.  \n", f"== lägesrapport ==\nMin text.  \n{NEW}\n\n", id="text"),
        pytest.param(
            "=== Lägesrapport ===\n* a\n\n==== Mer ====\nb",
            f"=== Lägesrapport ===\n* a\n{NEW}\n\n==== Mer ====\nb",
            id="sub-heading",
        ),
        pytest.param(
            f"{DATA}\n== Lägesrapport ==\na\n[[Kategori:A]]",
            f"{DATA}\n== Lägesrapport ==\na\n{NEW}\n\n[[Kategori:A]]",
            id="category after it",
        ),
    ],
)
def test_section_that_is_there_is_used(before: str, after: str) -> None:
    """Where a person has made the heading, the report goes below what they have written there."""
    found = put(before)
    assert found.replace(f"{NEW}\n\n", f"{NEW}\n") == after.replace(f"{NEW}\n\n", f"{NEW}\n")
    assert read_regions(found).sound


def test_region_is_refreshed_where_it_stands() -> None:
    """A region that is there stays where a person has put it; it is emptied where there is nothing to say."""
    text = f"Först.\n{OLD}\nSist.\n\n{DATA}"
    assert put(text) == text.replace(OLD, NEW)
    assert put(text, "") == text.replace(OLD, compose("lägesrapport", ""))
    assert put(put(text)) == put(text)


def test_nothing_to_say_makes_no_section() -> None:
    """Without words there is no section."""
    assert put(DATA, "") == DATA


def test_headings_can_be_set() -> None:
    """What the sections are called is in the settings."""
    found = put("== Fakta ==\na", heading="Läget nu", after_heading="Fakta")
    assert found == f"== Fakta ==\na\n\n== Läget nu ==\n{NEW}"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        pytest.param(f"a\n== Lägesrapport ==\n{NEW}", True, id="below its heading"),
        pytest.param(f"a <!-- x -->\n== Lägesrapport ==\nb\n{NEW}\nc", True, id="text round it"),
        pytest.param(f"a <!-- x\n== Lägesrapport ==\n{NEW}", False, id="the heading in an open comment"),
        pytest.param(f"== Lägesrapport ==\n<pre>\n{NEW}\n</pre>", False, id="preformatted"),
        pytest.param(f"== Lägesrapport ==\n== B ==\n{NEW}", False, id="below another heading"),
        pytest.param(NEW, False, id="no heading"),
        pytest.param(f"== Lägesrapport ==\n{compose('lägesrapport', '')}", True, id="nothing to see"),
        pytest.param("a", True, id="no report"),
    ],
)
def test_report_that_would_not_show_is_noticed(text: str, seen: bool) -> None:  # noqa: FBT001 - pytest's
    """A report has its heading above it, and neither is swallowed by what somebody left open."""
    assert shows(Source("Projekt:Prov 2022", text), settings()) is seen


def test_many_categories_take_no_long_time() -> None:
    """A page that ends in very many categories is read once, from its end."""
    categories = "\n[[Kategori:A]]" * 50_000
    assert put(f"a{categories}") == f"a{HERE}\n{categories}"


def test_copied_region_elsewhere_moves_nothing() -> None:
    """A copy of a region that the section does not come near is no reason to put it elsewhere."""
    copy = f"{region('problem', 'x')}\n\n"
    assert put(f"{copy}{DATA}\na") == f"{copy}{put(f'{DATA}{chr(10)}a')}"


def test_heading_behind_a_copied_region_is_no_way_into_it() -> None:
    """Where the next heading begins on the line on which a copy of a region ends, the section goes between the two."""
    copy = region("problem", "x")
    found = put(f"{DATA}\n{copy}== B ==\nb")
    assert found == f"{DATA}\n{copy}{HERE}\n== B ==\nb"
    assert read_regions(found).sound
