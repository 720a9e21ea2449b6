"""Where the links of the report lead."""

import pytest

from bot.html.addresses import Addresses

WIKI = Addresses("https://se.wikimedia.org/wiki/$1")


@pytest.mark.parametrize(
    ("title", "address"),
    [
        pytest.param("Projekt:Prov 2022", "https://se.wikimedia.org/wiki/Projekt:Prov_2022", id="spaces"),
        pytest.param(":Kategori:Prov", "https://se.wikimedia.org/wiki/Kategori:Prov", id="leading-colon"),
        pytest.param("Å/ä?b", "https://se.wikimedia.org/wiki/%C3%85/%C3%A4%3Fb", id="escaped"),
        pytest.param("Prov#Min del", "https://se.wikimedia.org/wiki/Prov#Min_del", id="section"),
        pytest.param('"><script>', "https://se.wikimedia.org/wiki/%22%3E%3Cscript%3E", id="markup"),
        pytest.param("//evil.example", "https://se.wikimedia.org/wiki///evil.example", id="other-host"),
        pytest.param("javascript:alert(1)", "https://se.wikimedia.org/wiki/javascript:alert(1)", id="other-scheme"),
    ],
)
def test_page(title: str, address: str) -> None:
    """A page's address is the wiki's pattern with its title, written as an address has it."""
    assert WIKI.page(title) == address


@pytest.mark.parametrize("title", ["", " ", ":", "#Min del"])
def test_no_page(title: str) -> None:
    """What names no page has no address."""
    assert WIKI.page(title) is None


@pytest.mark.parametrize("pattern", ["", "javascript:$1", "/wiki/$1"])
def test_wiki_without_addresses(pattern: str) -> None:
    """Where nobody knows the wiki's address on the net, its pages have none."""
    assert Addresses(pattern).page("Projekt:Prov 2022") is None


@pytest.mark.parametrize("title", ["phab:T123", "Phab: T123"])
def test_task(title: str) -> None:
    """A link with Phabricator's prefix leads to Phabricator, whether or not the wiki has an address."""
    assert Addresses().page(title) == "https://phabricator.wikimedia.org/T123"
