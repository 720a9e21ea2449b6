"""The report in HTML, as people use it: sorted, filtered, on a phone, on paper, without scripts, and under attack."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.axe import CONTRAST, violations
from tests.support.chromium import DESKTOP, HEIGHT, PHONE, Chromium, Profile, Window
from tests.support.layout import pale, words
from tests.support.pdf import stands, words_of
from tests.support.shown_example import ALLA, ORDERS, STOD, TURNE, UTBYTE, in_order, reported

ALL = (STOD, ALLA, TURNE, UTBYTE)
PICTURE = "svg.timeline"
ROOM = 2600
"""Wide enough that nothing has to be scrolled into sight: what is not in sight, nobody can tell the contrast of."""

EVERY_WIDTH = pytest.mark.parametrize("width", [DESKTOP, PHONE], ids=["desk", "phone"])
LIGHT_AND_DARK = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
STYLE, FETCHED = "https://example.org/a.css", "https://example.org/"
HARM = f"""<script>window.harmed = "script"</script><img src="data:," alt="" onerror="window.harmed = 'handler'">
<p id="harm" style="position: fixed">harm</p><link rel="stylesheet" href="{STYLE}">"""
FIELDS = ("text", "lead", "programme", "state")
"""What projects can be chosen by: words, who leads them, their programme, and how they stand."""

WAYS = 5
"""A script, a handler, an inline style, a style from elsewhere, and something fetched."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The report on the example, before any run."""
    return reported(tmp_path_factory.mktemp("report"))


@pytest.fixture
def page(address: str, visitor: Profile) -> Iterator[Page]:
    """The report on a desk."""
    with visitor.window() as window:
        yield window.goto(address, quiet=False)  # those tests wait that look for what it asks


def opened(window: Window, address: str) -> Page:
    """The report with all that can be unfolded unfolded."""
    page = window.goto(address)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    return page


def heading(page: Page, key: str) -> Locator:
    """The heading of a column of the table."""
    return page.locator(f"table.projects thead th[data-key={key}]")


def rows(page: Page) -> list[str]:
    """The projects that the table shows, from top to bottom."""
    links = page.locator("table.projects tbody tr:visible th a").all_text_contents()
    return [link.strip() for link in links]


def details(page: Page) -> list[str]:
    """The projects that are told of one by one below the table."""
    return [one.strip() for one in page.locator("article.project:visible h3").all_text_contents()]


@EVERY_WIDTH
@LIGHT_AND_DARK
def test_nothing_is_hard_to_read_or_use(address: str, width: int, visitor: Profile, *, dark: bool) -> None:
    """axe-core finds nothing to object to on the whole page, all of it unfolded, and no text is too pale."""
    with visitor.window(width=width, dark=dark) as window:
        page = opened(window, address)
        assert violations(page, off=[CONTRAST]) == []
        page.set_viewport_size({"width": ROOM, "height": HEIGHT})
        assert violations(page, without=[PICTURE], only=CONTRAST) == []
        assert pale(page, PICTURE) == []


@LIGHT_AND_DARK
def test_the_button_turns_the_colours_round(address: str, visitor: Profile, *, dark: bool) -> None:
    """Whoever prefers the other colours gets them with one press, as readable as the first, and back with another."""
    with visitor.window(dark=dark) as window:
        page = window.goto(address)
        behind = "getComputedStyle(document.body).backgroundColor"
        first = page.evaluate(behind)
        page.locator("#theme").click()
        assert page.evaluate(behind) != first
        page.set_viewport_size({"width": ROOM, "height": HEIGHT})
        assert violations(page, without=[PICTURE], only=CONTRAST) == []
        assert pale(page, PICTURE) == []
        page.locator("#theme").click()
        assert page.evaluate(behind) == first


def test_the_page_does_not_scroll_sideways_on_a_phone(address: str, visitor: Profile) -> None:
    """The page, all of it unfolded, is no wider than a phone."""
    with visitor.window(width=PHONE) as window:
        assert opened(window, address).evaluate("document.scrollingElement.scrollWidth") <= PHONE


def test_the_table_scrolls_in_its_own_box(address: str, visitor: Profile) -> None:
    """The table is wider than a phone, and its last column can be scrolled into sight, with the keyboard, too."""
    with visitor.window(width=PHONE) as window:
        page = window.goto(address)
        last = page.locator("table.projects thead th").last
        expect(last).not_to_be_in_viewport()
        page.locator(".scroll:has(table.projects)").focus()
        for _ in range(100):
            page.keyboard.press("ArrowRight")
        expect(last).to_be_in_viewport(ratio=0.5)


@pytest.mark.parametrize("key", ["project", "programme", "lead", "done", "overdue", "budget"])
def test_sorting_with_the_mouse(key: str, page: Page) -> None:
    """A click on a heading sorts by it, another turns the order round; the heading says which way it is sorted."""
    heading(page, key).get_by_role("button").click()
    assert in_order(rows(page), ORDERS[key])
    expect(heading(page, key)).to_have_attribute("aria-sort", "ascending")
    heading(page, key).get_by_role("button").click()
    assert in_order(rows(page), ORDERS[key][::-1])
    expect(heading(page, key)).to_have_attribute("aria-sort", "descending")


def test_sorting_by_the_status(page: Page) -> None:
    """The status sorts from what needs help to what does not; where none is set comes after the colours."""
    heading(page, "status").get_by_role("button").click()
    shown = rows(page)
    assert shown.index(STOD) < min(shown.index(one) for one in (ALLA, UTBYTE))


def test_sorting_by_what_is_next(page: Page) -> None:
    """What is next sorts by its day; a project with nothing left to do comes last, whichever way."""
    heading(page, "next_up").get_by_role("button").click()
    assert in_order(rows(page), ORDERS["next_up"])
    heading(page, "next_up").get_by_role("button").click()
    assert in_order(rows(page), [*ORDERS["next_up"][-2::-1], ORDERS["next_up"][-1]])


def test_sorting_by_the_report(page: Page) -> None:
    """Reports that are late come after those that are not, those that are the latest last."""
    heading(page, "report").get_by_role("button").click()
    assert set(rows(page)[2:]) == ORDERS["late"][1]


@pytest.mark.parametrize("press", ["Enter", "Space"])
def test_sorting_with_the_keyboard(press: str, page: Page) -> None:
    """The headings are reached with Tab one after the other, and sort with Enter and the space bar."""
    heading(page, "status").get_by_role("button").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(heading(page, "done").get_by_role("button")).to_be_focused()
    page.keyboard.press(press)
    assert in_order(rows(page), ORDERS["done"])


def test_one_heading_says_that_it_sorts(page: Page) -> None:
    """Only the heading that was used last says that the table is sorted by it; at first none does."""
    expect(page.locator("th[aria-sort]")).to_have_count(0)
    for key in ("budget", "lead"):
        heading(page, key).get_by_role("button").click()
        expect(page.locator("th[aria-sort]")).to_have_attribute("data-key", key)


@pytest.mark.parametrize(
    ("chosen", "left"),
    [
        ({"lead": "John"}, [UTBYTE]),
        ({"programme": "Gemenskap"}, [STOD, ALLA, TURNE]),
        ({"state": "report-missing"}, [ALLA, UTBYTE]),
        ({"state": "report-current"}, [STOD]),
        ({"state": "status-unset"}, [ALLA, UTBYTE]),
        ({"state": "overdue"}, [ALLA, UTBYTE]),
        ({"programme": "Gemenskap", "state": "overdue"}, [ALLA]),
        ({"lead": "Josefine", "programme": "Gemenskap", "state": "report-missing"}, [ALLA]),
        ({"lead": "Tore", "state": "overdue"}, []),
    ],
    ids=lambda one: "+".join(one) if isinstance(one, dict) else None,
)
def test_filtering(chosen: dict[str, str], left: list[str], page: Page) -> None:
    """What is chosen is what is left, in the table and below it, and how much that is, is said to screen readers."""
    for name, value in chosen.items():
        page.locator(f"#filter-{name}").select_option(value)
    assert rows(page) == left
    assert details(page) == left
    said = page.get_by_role("status")
    if left:
        assert re.findall(r"\d+", said.inner_text()) == [str(len(left)), str(len(ALL))]
    else:
        assert said.inner_text().strip()


def test_filtering_by_words(page: Page) -> None:
    """Words choose projects by their names, in capitals or not, å, ä and ö as they are."""
    page.locator("#filter-text").fill("STÖD")
    assert rows(page) == [STOD]
    page.locator("#filter-text").fill("stod")
    assert rows(page) == []


def test_all_are_back_after_a_reset(page: Page) -> None:
    """The button that empties the choice brings all back, and says so."""
    page.locator("#filter-lead").select_option("Tore")
    page.locator("#filter-text").fill("ingenting heter så")
    assert rows(page) == []
    page.locator("#filter-reset").click()
    expect(page.locator("table.projects tbody tr:visible")).to_have_count(len(ALL))
    assert rows(page) == details(page) == [*ALL]
    assert re.findall(r"\d+", page.get_by_role("status").inner_text()) == [str(len(ALL))] * 2


def test_sorting_keeps_the_choice(page: Page) -> None:
    """What is hidden stays hidden when the table is sorted."""
    page.locator("#filter-programme").select_option("Gemenskap")
    heading(page, "budget").get_by_role("button").click()
    assert rows(page) == [TURNE, ALLA, STOD]


def test_every_project_is_a_link_away(page: Page) -> None:
    """The name in the table leads to what is told of the project."""
    told = page.locator("article.project").filter(has=page.get_by_role("heading", name=UTBYTE))
    expect(told).not_to_be_in_viewport()
    page.locator("table.projects").get_by_role("link", name=UTBYTE).click()
    expect(told).to_be_in_viewport()


def test_every_field_has_its_label(page: Page) -> None:
    """Every field of the choice is found by the words beside it, and there is one for each way to choose."""
    fields = page.locator("#filters :is(input, select)")
    assert [one.get_attribute("id") for one in fields.all()] == [f"filter-{name}" for name in FIELDS]
    for field in fields.all():
        told = field.evaluate("one => one.labels[0].textContent.trim()")
        expect(page.locator("#filters").get_by_label(told, exact=True)).to_have_count(1)


def test_all_is_there_without_scripts(address: str, chromium: Chromium) -> None:
    """Without scripts the page shows every project in the list's order, and no buttons that do nothing."""
    with chromium.profile(scripts=False) as profile, profile.window() as window:
        page = window.goto(address)
        assert rows(page) == details(page) == [*ALL]
        expect(page.locator("#filters, #theme")).to_have_count(2)
        expect(page.locator("button:visible, select:visible, input:visible")).to_have_count(0)


def test_the_policy_lets_nothing_else_in(address: str, visitor: Profile, tmp_path: Path) -> None:
    """A script, a handler or a style that got into the page does not run, and nothing is fetched."""
    report = Path(address.removeprefix("file://")).read_text(encoding="utf-8")
    harmed = tmp_path / "harmed.html"
    harmed.write_text(report.replace("</main>", f"{HARM}</main>"), encoding="utf-8")
    with visitor.window() as window:
        refused: dict[str, str | None] = {}
        window.page.on("requestfailed", lambda request: refused.update({request.url: request.failure}))
        page = window.goto(harmed.as_uri())
        assert page.locator("#harm").count() == 1
        assert page.evaluate("window.harmed") is None
        assert page.locator("#harm").evaluate("one => getComputedStyle(one).position") == "static"
        page.evaluate(f"fetch('{FETCHED}').catch(() => 0)")
        assert set(window.outside) == set(refused) <= {STYLE, FETCHED}
        assert set(refused.values()) == {"csp"}
        assert len([one for one in window.complaints if "Content Security Policy" in one]) >= WAYS
        window.complaints.clear()
        window.outside.clear()


def test_the_page_is_one_file(page: Page) -> None:
    """Nothing that belongs to the page lies elsewhere: no style, script, picture, font or frame has an address."""
    elsewhere = "link[href]:not([href^='data:']), script[src], img[src]:not([src^='data:']), iframe, object, embed, use"
    expect(page.locator(elsewhere)).to_have_count(0)


def test_all_words_are_on_the_paper(address: str, visitor: Profile) -> None:
    """Printed, the whole tables, all figures and all findings stand on the paper, also what scrolls on a screen."""
    with visitor.window() as window:
        page = window.goto(address)
        seen = words(page, ":is(table, .figures, .findings)")
        printed = words_of(page.pdf(prefer_css_page_size=True))
        assert len(seen) > len(ALL)
        assert [one for one in seen if not stands(one, printed)] == []
