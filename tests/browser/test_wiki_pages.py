"""The bot's parts of the wiki's pages, as readers see them: on a desk and a phone, in light and dark, and on paper."""

import contextlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, PdfMargins, expect

from tests.support.axe import CONTRAST, violations
from tests.support.chromium import DESKTOP, HEIGHT, PHONE, Profile, Window
from tests.support.layout import cut_off, mute, scrolled, sticking_out, words
from tests.support.mediawiki import MediaWiki
from tests.support.pdf import stands, words_of
from tests.support.shown_example import OVERVIEW, PROJECT, REMINDER, ROOT, SKINS, TALK, show

pytestmark = pytest.mark.mediawiki

BY_THE_SKIN = ("link-in-text-block",)
"""Rules about what is for the skin to decide: that links within text are told by their colour."""

FURNITURE = (".toc", ".mw-editsection")
"""What MediaWiki itself puts between the bot's words."""

NO_ICONS = ".external, .headerSort { background-image: none !important }"
"""The skins' own icons lie behind text, where nobody can work out a contrast."""

STYLES = ROOT / "templates" / "sv" / "pages" / "styles.wiki"
"""What setup makes of it is put into the page by the extension TemplateStyles."""

BEHIND = "one => getComputedStyle(one).backgroundColor"

OF_THE_SECTION = "seen-by-the-tests"
MARK_SECTION = """([id, mark]) => {
  let one = document.getElementById(id).closest('h2');
  do { one.classList.add(mark); one = one.nextElementSibling; } while (one && !one.matches('h2'));
}"""
"""A section has no element of its own: its parts get a class."""

ROOM = 2600
"""Wide enough that nothing has to be scrolled into sight: what is not in sight, nobody can tell the contrast of."""

MARGINS: PdfMargins = {"top": "1cm", "right": "1cm", "bottom": "1cm", "left": "1cm"}
PAPER = 718
"""CSS pixels between the margins of an A4 page."""


@dataclass(frozen=True, slots=True)
class Part:
    """What the bot has written on a page.

    Attributes:
        title: The page.
        region: A CSS selector of it.
        section: The id of the heading of a section that is all the bot's.
    """

    title: str
    region: str
    section: str = ""

    def __str__(self) -> str:
        return {PROJECT: "project", OVERVIEW: "overview", TALK: "talk"}[self.title]


PARTS = (
    Part(PROJECT, ".lagesbot"),
    Part(OVERVIEW, ".mw-parser-output"),
    Part(TALK, f".{OF_THE_SECTION}", REMINDER.removeprefix("#")),
)

View = Callable[..., Window]
"""`view(part, width, dark)`: a page that the tests of a module share; to be looked at only."""

EVERY_PART = pytest.mark.parametrize("part", PARTS, ids=str)
EVERY_WIDTH = pytest.mark.parametrize("width", [DESKTOP, PHONE], ids=["desk", "phone"])
LIGHT_AND_DARK = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


@pytest.fixture(scope="module")
def view(example: MediaWiki, visitor: Profile) -> Iterator[View]:
    """Shows a page, or the one that was shown before."""
    shown: dict[tuple[Part, int, bool], Window] = {}
    with contextlib.ExitStack() as windows:

        def viewed(part: Part, width: int, *, dark: bool = False) -> Window:
            if (part, width, dark) not in shown:
                window = windows.enter_context(visitor.window(width=width, dark=dark))
                _show(window, example, part, width, dark=dark)
                shown[part, width, dark] = window
            return shown[part, width, dark]

        yield viewed


def _show(window: Window, wiki: MediaWiki, part: Part, width: int, *, dark: bool = False) -> Page:
    page = show(window, wiki, part.title, skin=SKINS[width], dark=dark)
    if part.section:
        page.evaluate(MARK_SECTION, [part.section, OF_THE_SECTION])
    page.add_style_tag(content=NO_ICONS)
    return page


@EVERY_PART
@EVERY_WIDTH
def test_nothing_is_hard_to_use(part: Part, width: int, view: View) -> None:
    """axe-core finds nothing to object to in what the bot wrote: labels, tables, headings, sizes, keyboard."""
    page = view(part, width).page
    assert page.locator(part.region).count() > 0
    assert violations(page, within=[part.region], without=FURNITURE, off=[*BY_THE_SKIN, CONTRAST]) == []


@EVERY_PART
@EVERY_WIDTH
@LIGHT_AND_DARK
def test_nothing_is_hard_to_read(part: Part, width: int, view: View, *, dark: bool) -> None:
    """Every text of the bot's stands out enough from what is behind it."""
    page = view(part, width, dark=dark).page
    page.set_viewport_size({"width": ROOM, "height": HEIGHT})
    found = violations(page, within=[part.region], without=FURNITURE, only=CONTRAST)
    page.set_viewport_size({"width": width, "height": HEIGHT})
    assert found == []


@EVERY_PART
@EVERY_WIDTH
def test_nothing_goes_wrong(part: Part, width: int, view: View) -> None:
    """The page asks no other machine for anything, and neither it nor its scripts complain."""
    assert view(part, width).faults() == []


@EVERY_PART
def test_the_page_does_not_scroll_sideways_on_a_phone(part: Part, view: View) -> None:
    """The page is no wider than a phone, and nothing of the bot's sticks out but within a box that scrolls."""
    page = view(part, PHONE).page
    assert page.evaluate("document.scrollingElement.scrollWidth") <= PHONE
    assert sticking_out(page, part.region) == []


@EVERY_PART
def test_colours_have_words(part: Part, view: View) -> None:
    """No cell says something by its colour alone."""
    assert mute(view(part, DESKTOP).page, part.region) == []


def test_wide_parts_scroll_in_their_own_box(view: View) -> None:
    """The overview's tables are wider than a phone; each lies in a box of its own, and can be scrolled to its end."""
    far = scrolled(view(PARTS[1], PHONE).page, PARTS[1].region)
    assert far
    assert min(far) > 0


@EVERY_PART
def test_nothing_is_cut_off_on_paper(part: Part, example: MediaWiki, visitor: Profile) -> None:
    """Printed on A4, nothing of the bot's is hidden in a box that would have to be scrolled."""
    with visitor.window(width=PAPER) as window:
        page = _show(window, example, part, DESKTOP)
        page.emulate_media(media="print")
        assert cut_off(page, part.region) == []


@EVERY_PART
def test_all_words_are_on_the_paper(part: Part, example: MediaWiki, visitor: Profile) -> None:
    """Every word of the bot's that is seen on a screen stands on the A4 pages."""
    with visitor.window() as window:
        page = _show(window, example, part, DESKTOP)
        seen = words(page, part.region, without=", ".join(FURNITURE))
        printed = words_of(page.pdf(format="A4", margin=MARGINS))
        assert len(seen) > 1
        assert [one for one in seen if not stands(one, printed)] == []


def test_with_the_style_sheet_a_name_stays_in_sight(example: MediaWiki, visitor: Profile) -> None:
    """With the style sheet, a project's name stays beside what is scrolled to, and nothing shines through it."""
    with visitor.window(width=PHONE, dark=True) as window:
        page = _show(window, example, PARTS[1], PHONE, dark=True)
        page.add_style_tag(path=STYLES)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= PHONE
        page.locator(".lagesbot-projekt tbody tr").first.locator("td").last.scroll_into_view_if_needed()
        expect(page.locator(".lagesbot-projekt tbody th[scope=row] a").first).to_be_in_viewport()
        behind = page.locator(".lagesbot-projekt tbody th[scope=row]").first.evaluate(BEHIND)
        assert re.fullmatch(r"rgb\(\d+, \d+, \d+\)", behind), "what goes by below a name would be seen through it"


def test_with_the_style_sheet_all_words_are_on_the_paper(example: MediaWiki, visitor: Profile) -> None:
    """The style sheet takes nothing from the paper."""
    with visitor.window() as window:
        page = _show(window, example, PARTS[1], DESKTOP)
        page.add_style_tag(path=STYLES)
        seen = words(page, PARTS[1].region, without=", ".join(FURNITURE))
        printed = words_of(page.pdf(format="A4", margin=MARGINS))
        assert [one for one in seen if not stands(one, printed)] == []
