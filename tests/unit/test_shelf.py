"""The pages that a run has read so far."""

from bot.shelf import Shelf
from tests.support.builders import FakeWiki


class Heard:
    """Remembers what it was told of the progress."""

    def __init__(self) -> None:
        self.steps: list[tuple[int, int]] = []

    def step(self, what: str, done: int, total: int) -> None:
        """Remember one step."""
        assert what
        self.steps.append((done, total))


def to(title: str) -> str:
    """A redirect."""
    return f"#REDIRECT [[{title}]]"


def test_page_is_read_once() -> None:
    """What was read is not asked for again; nothing new is no request, and no news."""
    wiki, heard = FakeWiki({"A": "a"}), Heard()
    shelf = Shelf(wiki, heard)
    assert shelf.fetch(["A", "B", "A"]) is True
    assert shelf.fetch(["B", "A"]) is False
    assert shelf.fetch(["C", "A"]) is True
    assert wiki.asked == [["A", "B"], ["C"]]
    assert heard.steps == [(0, 2), (2, 2), (2, 3), (3, 3)]


def test_redirects_are_followed_a_few_steps() -> None:
    """A page's redirects are read, one batch a step, three at most; a page that is none takes one batch."""
    wiki = FakeWiki({**{str(number): to(str(number + 1)) for number in range(9)}, "A": "a"})
    shelf = Shelf(wiki, Heard())
    shelf.follow(["A"])
    assert wiki.asked == [["A"]]
    shelf.follow(["0", "A"])
    assert wiki.asked[1:] == [["0"], ["1"], ["2"], ["3"]]


def test_pages_are_forgotten() -> None:
    """Only the pages that are named are kept; one that was never read is no matter."""
    shelf = Shelf(FakeWiki({"A": "a", "B": "b"}), Heard())
    shelf.fetch(["A", "B"])
    shelf.keep(["B", "C"])
    assert list(shelf.pages) == ["B"]
