"""Sums of money in budget cells."""

import pytest

from bot.parse.amounts import figures as pattern
from bot.parse.amounts import read_amount, shows_money


@pytest.mark.parametrize(
    ("words", "kronor"),
    [
        pytest.param("39600", 39600, id="figures"),
        pytest.param("67 500", 67500, id="space"),
        pytest.param("67\u00a0500\u202fkr", 67500, id="spaces-that-do-not-break"),
        pytest.param("1 000 000 kr", 1000000, id="two-spaces"),
        pytest.param("1.000", 1000, id="point-between-thousands"),
        pytest.param("1.000.000,50 kr", 1000000.5, id="points-and-comma"),
        pytest.param("2 749.80", 2749.8, id="point-before-cents"),
        pytest.param("34 749,80:-", 34749.8, id="comma-before-cents"),
        pytest.param("12,5", 12.5, id="one-decimal"),
        pytest.param("0", 0, id="nothing"),
        pytest.param("10 000:-", 10000, id="colon-and-dash"),
        pytest.param("10 000,- ", 10000, id="comma-and-dash"),
        pytest.param("10 000:–", 10000, id="colon-and-en-dash"),
        pytest.param("10 000 kr:-", 10000, id="unit-and-dash"),
        pytest.param("85 000 KR.", 85000, id="unit-with-a-point"),
        pytest.param("85000kronor", 85000, id="unit-glued-on"),
        pytest.param("85 000 SEK", 85000, id="currency"),
        pytest.param("2,3 miljoner kr", 2300000, id="millions"),
        pytest.param("1 miljon kronor", 1000000, id="one-million"),
        pytest.param("2,345678 milj.", 2345678, id="millions-to-the-krona"),
        pytest.param("1.5 mn", 1500000, id="millions-with-a-point"),
        pytest.param("1 200,1 mkr", 1200100000, id="thousands-of-millions"),
        pytest.param("999999999999999", 999999999999999, id="fifteen-figures"),
    ],
)
def test_sum_is_read(words: str, kronor: float) -> None:
    """A sum is read in the ways in which people write it."""
    assert read_amount(words) == kronor


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("", id="empty"),
        pytest.param("kr", id="unit-alone"),
        pytest.param("miljoner", id="millions-alone"),
        pytest.param("3100: 26 000", id="account-before"),
        pytest.param("26 000 (FDC)", id="note-after"),
        pytest.param("10 000 + 5 000", id="two-sums"),
        pytest.param("ca 500", id="about"),
        pytest.param("-500", id="negative"),
        pytest.param("12 34", id="groups-of-two"),
        pytest.param("1000 000", id="first-group-too-long"),
        pytest.param("1 000.000", id="two-signs"),
        pytest.param("2,345", id="three-decimals"),
        pytest.param("1,000,000", id="commas-between-thousands"),
        pytest.param("1.250 miljoner", id="thousands-or-millions"),
        pytest.param("500 tkr", id="other-unit"),
        pytest.param("9" * 400, id="larger-than-any-sum"),
        pytest.param("٣٤", id="other-figures"),
    ],
)
def test_anything_else_is_unreadable(words: str) -> None:
    """Where there is any doubt there is no sum."""
    assert read_amount(words) is None


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        pytest.param("FDC 32 000 Resebidrag 2 749.80", ["32 000", "2 749.80"], id="sums"),
        pytest.param("a 1 000 kr b", ["1 000 kr"], id="unit"),
        pytest.param("a 1 000 krafter", ["1 000"], id="word-that-begins-like-a-unit"),
        pytest.param("a 34 749,80:- b", ["34 749,80:-"], id="dash"),
        pytest.param("2,3 miljoner kr, 1 000 sek.", ["2,3 miljoner kr", "1 000 sek."], id="millions"),
        pytest.param("1 000, 2 000", ["1 000", "2 000"], id="comma-and-space"),
        pytest.param("2014 50 000", ["2014 50 000"], id="run"),
        pytest.param("10 000:-5", ["10 000", "5"], id="no-dash-before-figures"),
        pytest.param("inga", [], id="none"),
    ],
)
def test_figures_are_found_whole(text: str, figures: list[str]) -> None:
    """A run of figures is found whole, with the unit behind it."""
    assert [match[0] for match in pattern().finditer(text)] == figures


@pytest.mark.parametrize("figures", ["32 000", "32.000", "2749.80", "5 kr", "5:-", "5,-", "2 milj"])
def test_figures_may_show_that_they_are_money(figures: str) -> None:
    """A unit, groups of three or cents show that figures are money."""
    assert shows_money(figures)


@pytest.mark.parametrize("figures", ["4105", "2014", "51000", "12 34", "2,5", "3.1"])
def test_bare_figures_do_not_show_that_they_are_money(figures: str) -> None:
    """Bare figures may be anything."""
    assert not shows_money(figures)
