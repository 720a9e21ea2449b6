"""The overview's table sorts: MediaWiki's own script puts the projects in the order of any column."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.chromium import Profile
from tests.support.mediawiki import MediaWiki
from tests.support.pdf import bare
from tests.support.shown_example import ORDERS, OVERVIEW, STOD, in_order, show

pytestmark = pytest.mark.mediawiki

TABLE = "table.lagesbot-projekt"
COLUMNS = {
    "Projekt": "project",
    "Program": "programme",
    "Nr": "number",
    "Ansvarig": "lead",
    "Dagar sen": "late",
    "Klara aktiviteter": "done",
    "Försenade": "overdue",
    "Närmast": "next_up",
    "Budget": "budget",
    "Status": "status",
}
"""The headings, and what the projects are then sorted by: text, numbers, days and bars."""


@pytest.fixture
def page(example: MediaWiki, visitor: Profile) -> Iterator[Page]:
    """The overview, when its table can be sorted; anew for each test, since a third click unsorts."""
    with visitor.window() as window:
        page = show(window, example, OVERVIEW, skin="vector")
        page.wait_for_selector(f"{TABLE}.jquery-tablesorter")
        yield page


def heading(page: Page, words: str) -> Locator:
    """The heading of a column, found by its words; they may be hyphenated."""
    headings = page.locator(f"{TABLE} thead th")
    return headings.nth([bare(one) for one in headings.all_text_contents()].index(bare(words)))


def rows(page: Page) -> list[str]:
    """The projects, from top to bottom."""
    return page.locator(f"{TABLE} tbody tr:not(.expand-child) > th a").all_text_contents()


@pytest.mark.parametrize("words", COLUMNS)
def test_a_click_sorts_by_the_column(words: str, page: Page) -> None:
    """A click on a heading puts the projects in its order, another turns it round; the heading says which way."""
    column, order = heading(page, words), ORDERS[COLUMNS[words]]
    column.click()
    expect(column).to_have_class("headerSort headerSortUp")
    assert in_order(rows(page), order)
    column.click()
    expect(column).to_have_class("headerSort headerSortDown")
    assert in_order(rows(page), order[::-1])


def test_the_keyboard_sorts_as_well(page: Page) -> None:
    """A heading is reached with the keyboard, and sorts with Enter."""
    column = heading(page, "Budget")
    column.focus()
    page.keyboard.press("Enter")
    expect(column).to_have_class("headerSort headerSortUp")
    assert in_order(rows(page), ORDERS["budget"])


def test_what_belongs_to_a_project_stays_with_it(page: Page) -> None:
    """The row of reminders below each project moves with it."""
    followers = f"{TABLE} tbody tr:has(> th a:text-is('{STOD}')) + tr.expand-child"
    told = page.locator(followers).inner_text()
    for words in ("Budget", "Ansvarig", "Ansvarig"):
        heading(page, words).click()
        assert page.locator(followers).inner_text() == told
