"""Whatever people have done to the pages of setup: nothing raises, no line of theirs is lost, and twice is as once."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.parse.regions import checksum, compose
from bot.settings import SETTINGS_PAGE, Pages, Settings
from bot.setup.decide import Step, decide
from bot.setup.pages import proposals
from bot.setup.past import Offer, Past, bare
from bot.wiki.port import Page
from bot.wiki.presave import clean
from tests.support.builders import WORDS
from tests.unit.setup.test_decide import HANDBOOK, LOG, NOTHING, OVERVIEW, QUEUE, meant

PLACES = st.integers(min_value=0, max_value=80)
OWN_LINE = st.text(alphabet="abcåäö 123=*#'", min_size=1, max_size=12).map(lambda words: f"§{words}§")
WORDS_OF_PEOPLE = st.lists(st.tuples(PLACES, OWN_LINE), max_size=6)
RENEWED = st.lists(PLACES, max_size=6)
TITLES = st.sampled_from([HANDBOOK, LOG, OVERVIEW, QUEUE])
ANYTHING = st.text(alphabet="aå~{}[]|<>&;:/'\"=#%!._ \n\u200e\x00", max_size=12)


def decided(page: Page, past: Past) -> Step:
    """What is done with one page, the others being missing."""
    titles = [*(one.title for one in NOTHING.proposals()), SETTINGS_PAGE]
    pages = {title: Page(title, None) for title in titles} | {page.title: page}
    return next(one for one in decide(replace(NOTHING, pages=pages, past={page.title: past})) if one.before == page)


def with_lines(text: str, lines: list[tuple[int, str]]) -> str:
    """A text with lines put in at some places."""
    whole = text.split("\n")
    for place, words in lines:
        whole.insert(min(place, len(whole)), words)
    return "\n".join(whole)


def theirs(text: str) -> list[str]:
    """The lines of people's in a text, sorted."""
    return sorted(line for line in text.split("\n") if line.startswith("§"))


@given(TITLES, RENEWED, WORDS_OF_PEOPLE, ANYTHING)
def test_no_line_of_people_s_is_lost(title: str, renewed: list[int], lines: list[tuple[int, str]], body: str) -> None:
    """Whatever was another line before the upgrade, and wherever people wrote, their lines are there afterwards."""
    whole = meant(title).split("\n")
    own = {place for place in renewed if place < len(whole) and "Lägesbot:" not in whole[place]}
    older = clean("\n".join(f"förr {line}" if place in own else line for place, line in enumerate(whole)))
    present = clean(with_lines(older, lines))
    for name in ("logg", "översikt"):
        present = present.replace(compose(name, ""), compose(name, body.strip()))
    past = Past((Offer(1, checksum(older), older),))
    step = decided(Page(title, present, 7), past)
    if step.writes:
        assert theirs(step.text) == theirs(present)
        assert all(
            compose(name, body.strip()) in step.text or compose(name, body.strip()) not in present
            for name in ("logg", "översikt")
        )
        done = Past((*past.offers, Offer(8, checksum(meant(title)), step.text)))
        again = decided(Page(title, step.text, 8), done)
        assert again.action in {"nothing", "kept"}


@given(ANYTHING, ANYTHING)
def test_any_page_is_decided_on(present: str, once: str) -> None:
    """Whatever stands on a page, and whatever setup may have written there, it is decided on without an error."""
    offer = Offer(1, checksum(bare(once)), once)
    for title in (HANDBOOK, LOG, SETTINGS_PAGE):
        step = decided(Page(title, present, 7), Past((offer,)))
        assert step.action != "create"


@given(ANYTHING, ANYTHING, ANYTHING)
def test_any_titles_make_pages(handbook: str, requests: str, overview: str) -> None:
    """Whatever titles the settings take, the pages are made, and saving them leaves them as they are."""
    try:
        pages = Pages(handbook=handbook, requests=requests, overview=overview)
    except ValidationError:
        return
    for one in proposals(Settings(pages=pages), (2022,), WORDS, account="Lägesbot", inputbox=True):
        assert clean(one.text) == one.text
        assert "~~~" not in one.text.replace("~~~~</nowiki>", "")
