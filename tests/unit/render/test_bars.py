"""What a bar says and how it looks, wherever it is shown."""

import re
from dataclasses import replace

import pytest

from bot.model import Activity, Period
from bot.overview.timeline import BAR_STATES, Bar, timeline_of
from bot.render.bars import bar_wikitext, bar_words, look, people_words, said_words, signed, state_word
from tests.support.builders import WORDS, activity, people, period, project, standing


def bar(one: Activity) -> Bar:
    """The bar of an activity in 2022."""
    (found,) = timeline_of(standing(project(one)), 2022).bars
    return found


def of(when: Period, *, tentative: bool = False) -> Bar:
    """The bar of these days."""
    return bar(activity(when=replace(when, tentative=tentative)))


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2022-12-01", "2022-12-31", "○ Planerad"),
        ("2021-12-01", "2022-12-31", "← från 2021 · ▶ Pågår"),
        ("2022-12-01", "2023-01-31", "○ Planerad · till 2023 →"),
        (None, "2022-12-31", "← start öppen · ▶ Pågår"),
        ("2022-12-01", None, "○ Planerad · slut öppet →"),
    ],
)
def test_bar_says_its_state_and_where_it_goes_on(start: str | None, end: str | None, words: str) -> None:
    """A bar says its state, and with an arrow and in words that it goes on beyond the year, or has no such end."""
    found = of(period(start, end))
    assert bar_words(found, WORDS) == words
    assert bar_wikitext(found, WORDS).replace("&nbsp;", " ") == words.replace(" · ", " ")


def test_all_about_a_bar() -> None:
    """In words a bar is its days, whether they are settled, its state and its people."""
    found = bar(activity(when=period("2022-12-01", "2022-12-31"), owner=people("Axel", "Sara")))
    tentative = of(period("2022-12-05", "2022-12-06"), tentative=True)
    assert said_words(found, WORDS) == "december 2022, planerad, Axel och Sara"
    assert said_words(tentative, WORDS) == "5–6 december 2022 (preliminärt), planerad, Axel"


@pytest.mark.parametrize(
    ("owner", "words"),
    [
        (people("Axel", support=["Sara", "John"]), "Axel med stöd av Sara och John"),
        (people(support=["Sara"]), "med stöd av Sara"),
        (people("Axel", everyone="support"), "Axel med stöd av Samtliga"),
        (people(everyone="lead"), "Samtliga"),
        (people(), ""),
    ],
)
def test_people_are_leads_and_support(owner: object, words: str) -> None:
    """People are told as the plan has them, leads first."""
    assert people_words(bar(replace(activity(), people=owner)), WORDS) == words  # type: ignore[arg-type]


def test_states_differ_in_more_than_colour() -> None:
    """Every state has a sign, a word and a look of its own."""
    found = of(period("2022-12-01", "2022-12-31"))
    each = [replace(found, state=state) for state in BAR_STATES]
    assert len({signed(state, WORDS).partition("&nbsp;")[0] for state in BAR_STATES}) == len(BAR_STATES)
    assert len({state_word(state, WORDS) for state in BAR_STATES}) == len(BAR_STATES)
    assert len({look(one, edged=True) for one in each}) == len(BAR_STATES)


@pytest.mark.parametrize("edged", [True, False])
def test_look_has_colours_for_light_and_dark(*, edged: bool) -> None:
    """Each colour is a skin's own, with one for where there is none; with a background goes the colour of the text."""
    for state in BAR_STATES:
        style = look(replace(of(period("2022-12-01", None)), state=state), edged=edged)
        assert re.search(r"(?:^|;)background:var\(--[a-z-]+,#[0-9a-f]{3,6}\)", style)
        assert re.search(r";color:var\(--[a-z-]+,#[0-9a-f]{6}\)", style)
        assert ("border" in style.replace("border-color", "")) == edged


@pytest.mark.parametrize("edged", [True, False])
def test_tentative_bar_is_hatched(*, edged: bool) -> None:
    """What is tentative has stripes, whatever its state."""
    when = period("2022-12-01", "2022-12-31")
    assert "repeating-linear-gradient" in look(of(when, tentative=True), edged=edged)
    assert "gradient" not in look(of(when), edged=edged)
    assert ("dashed" in look(of(when, tentative=True), edged=edged)) == edged
