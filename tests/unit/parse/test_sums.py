"""Cells about money: parts, accounts, notes and totals, and where a cell cannot be told apart."""

import pytest

from bot.parse.sums import Part, Sums, is_total, items, join, may_hold_money, read_names, read_sums

FDC = Part("FDC", 26000)


def parts(*found: Part) -> Sums:
    """What a cell with these parts says."""
    return Sums(found)


@pytest.mark.parametrize(
    ("wikitext", "found"),
    [
        pytest.param("a\nb<br>c<br/>d", ("a", "b", "c", "d"), id="lines"),
        pytest.param("\n* ''a''\n*b\n# [[c|d]]", ("a", "b", "d"), id="lists"),
        pytest.param("<ul><li>a</li><li>b</li></ul>", ("a", "b"), id="html-list"),
        pytest.param("<table><tr><td>a</td> <td>b</td></tr><tr><th>c</th></tr></table>", ("a b", "c"), id="html-table"),
        pytest.param("a {{!}} b{{!}}", ("a", "b"), id="pipes"),
        pytest.param("{{{!}}\n{{!}}-\n{{!}} a {{!}}{{!}} b\n{{!}}-\n{{!}} c\n{{!}}}", ("a b", "c"), id="pipe-table"),
        pytest.param("<s>a</s> b <!-- c --><ref>d</ref>", ("b",), id="not-standing"),
        pytest.param(" ", (), id="empty"),
    ],
)
def test_cell_is_read_item_by_item(wikitext: str, found: tuple[str, ...]) -> None:
    """Line breaks, list items, table rows and pipes part the items of a cell; what is struck out is none."""
    assert items(wikitext) == found


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        pytest.param("67 500 kr", parts(Part("", 67500)), id="sum"),
        pytest.param("39600", parts(Part("", 39600)), id="bare-sum"),
        pytest.param("5 000 kr.", parts(Part("", 5000)), id="point"),
        pytest.param("3100: 26 000", parts(Part("", 26000, account=True)), id="account"),
        pytest.param("3100: 26000", parts(Part("", 26000, account=True)), id="account-and-bare-sum"),
        pytest.param("163101 : 39600", parts(Part("", 39600, account=True)), id="project-number"),
        pytest.param("4105 FDC: 10 000:-", parts(Part("FDC", 10000, account=True)), id="account-and-name"),
        pytest.param("4105 FDC 10 000:-", parts(Part("FDC", 10000, account=True)), id="account-and-name-without-colon"),
        pytest.param("26 000 (FDC)", parts(FDC), id="name-in-parentheses"),
        pytest.param("26000 (FDC)", parts(FDC), id="bare-sum-and-name-in-parentheses"),
        pytest.param("26 000 kr (beslutat)", parts(Part("", 26000)), id="remark"),
        pytest.param("26000 (beslutat)", parts(Part("", 26000)), id="bare-sum-and-remark"),
        pytest.param("26 000 FDC", parts(FDC), id="name-behind"),
        pytest.param("FDC 26000 kr", parts(FDC), id="name-before"),
        pytest.param("FDC – 26 000", parts(FDC), id="dash"),
        pytest.param("FDC: 26000", parts(FDC), id="colon"),
        pytest.param("FDC (26 000 kr)", parts(FDC), id="sum-in-parentheses"),
        pytest.param("FDC (beslutat): 26 000 (klart)", parts(FDC), id="name-and-remarks"),
        pytest.param("Vinnova (UDI) 26 000", parts(Part("Vinnova", 26000)), id="name-and-name-in-parentheses"),
        pytest.param(".SE 26 000", parts(Part(".SE", 26000)), id="name-that-begins-with-a-point"),
        pytest.param(
            "FDC 32 000 Resebidrag 2 749.80", parts(Part("FDC", 32000), Part("Resebidrag", 2749.8)), id="names-before"
        ),
        pytest.param("1 000 FDC 2 000 Vinnova", parts(Part("FDC", 1000), Part("Vinnova", 2000)), id="names-behind"),
        pytest.param(
            "51 500 kr (egen) + 8 000 FDC", parts(Part("egen", 51500), Part("FDC", 8000)), id="note-and-name-behind"
        ),
        pytest.param("FDC 1 000 + 2 000 Vinnova", parts(Part("FDC", 1000), Part("Vinnova", 2000)), id="plus"),
        pytest.param("FDC: 1000; Vinnova: 2000", parts(Part("FDC", 1000), Part("Vinnova", 2000)), id="semicolon"),
        pytest.param("1 000 FDC, 2 000 Vinnova", parts(Part("FDC", 1000), Part("Vinnova", 2000)), id="comma"),
        pytest.param("1 000 FDC och 2 000 Vinnova", parts(Part("FDC", 1000), Part("Vinnova", 2000)), id="and"),
        pytest.param(
            "Samt FDC 1 000 samt Vinnova 2 000", parts(Part("Samt FDC", 1000), Part("Vinnova", 2000)), id="samt"
        ),
        pytest.param("Kultur, sport och fritid 1 000", parts(Part("Kultur, sport och fritid", 1000)), id="one-name"),
        pytest.param("1 000 + 2 000", parts(Part("", 1000), Part("", 2000)), id="no-names"),
        pytest.param("1 000<br>Total: 2 000", Sums((Part("", 1000),), (2000,)), id="total"),
        pytest.param("Totalt 2 000 kr", Sums((), (2000,)), id="total-without-colon"),
        pytest.param("'''Summa:''' 2000", Sums((), (2000,)), id="sum-in-bold"),
        pytest.param("1 000 FDC, sammanlagt 2 000 kr.", Sums((Part("FDC", 1000),), (2000,)), id="total-behind"),
        pytest.param("", Sums(), id="empty"),
    ],
)
def test_cell_says_who_gives_what(cell: str, found: Sums) -> None:
    """A cell's sums go with the names beside them; accounts are no money, and totals no parts."""
    read = read_sums(cell, bare=True)
    assert read is not None
    assert (read.parts, read.totals) == (found.parts, found.totals)


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param("FDC", id="no-sum"),
        pytest.param("FDC 51000", id="bare-sum-behind-a-name"),
        pytest.param("51000 FDC", id="bare-sum-before-a-name"),
        pytest.param("Från 4105 samt för presentationerna från 5203.", id="accounts"),
        pytest.param("5000 kr FDC 2014", id="year"),
        pytest.param("FDC 5000 Resebidrag 8 000 kr", id="bare-sum-in-a-name"),
        pytest.param("1 000 FDC 2 000", id="name-between"),
        pytest.param("FDC 1 000 Vinnova", id="sum-between"),
        pytest.param("1 000 2 000", id="one-beside-the-other"),
        pytest.param("1 000+2 000", id="tight-plus"),
        pytest.param("10 000–20 000", id="range"),
        pytest.param("10 000 - 20 000", id="spaced-range"),
        pytest.param("50%", id="share"),
        pytest.param("dnr 2021/1 000", id="glued-to-a-number"),
        pytest.param("A1 000 kr", id="glued-to-a-letter"),
        pytest.param("1 000x", id="letter-glued-on"),
        pytest.param("1 000 tkr", id="thousands-of-kronor"),
        pytest.param("ca 1 000 kr", id="about"),
        pytest.param("Ca 1 000 kr", id="about-in-capitals"),
        pytest.param("1 000 EUR", id="other-money"),
        pytest.param("€ 1 000", id="other-sign"),
        pytest.param("1 000 kr?", id="question"),
        pytest.param("1 000 kr (exkl. moms)", id="remark-that-changes"),
        pytest.param("1 000 kr (per år)", id="remark-that-multiplies"),
        pytest.param("20 000 kr (varav 5 000 till resor)", id="sum-in-parentheses"),
        pytest.param("(1 000 kr)", id="all-in-parentheses"),
        pytest.param("FDC (51000)", id="bare-sum-in-parentheses"),
        pytest.param("FDC 1 000 (2 000)", id="sum-behind-a-sum"),
        pytest.param("(1 000 kr", id="open-parenthesis"),
        pytest.param("1 000 kr)", id="closed-parenthesis"),
        pytest.param("resor 8 000 kr", id="purpose"),
        pytest.param("FDC 1 000 + resor", id="one-piece-unreadable"),
        pytest.param("1 000<br>Ingår", id="one-item-unreadable"),
        pytest.param("Total: 1 000 + 500", id="total-of-two"),
        pytest.param("Totalt ca 1 000", id="total-about"),
        pytest.param("1 000.000", id="two-signs"),
    ],
)
def test_cell_that_cannot_be_told_apart_is_not_read(cell: str) -> None:
    """Where any item of a cell is in doubt, nothing of it is read: half a sum is worse than none."""
    assert read_sums(cell, bare=True) is None


@pytest.mark.parametrize("cell", ["39600", "4105", "26000 (FDC)"])
def test_bare_figures_are_no_money_among_names(cell: str) -> None:
    """In a field for names, figures that nothing shows to be money are none."""
    assert read_sums(cell, bare=False) is None


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        pytest.param("FDC<br>Vinnova", ("FDC", "Vinnova"), id="names"),
        pytest.param("Postkodlotteriets Kulturstiftelse per ansökningen", None, id="as-written"),
        pytest.param("Enligt FDC-ansökan 2014", None, id="year"),
        pytest.param("FDC 51000", None, id="figures"),
        pytest.param("4105 FDC", ("FDC",), id="account-before"),
        pytest.param("Från 4105 samt från 5203.", (), id="accounts"),
        pytest.param("", (), id="empty"),
    ],
)
def test_names_are_as_written_without_accounts(cell: str, names: tuple[str, ...] | None) -> None:
    """Each item of a field for names is a name; one that refers to accounts names nobody."""
    assert read_names(cell) == ((cell,) if names is None else names)


@pytest.mark.parametrize(
    ("cell", "money"),
    [
        ("ca 50 000 kr", True),
        ("FDC 51000", True),
        ("2014 50 000", True),
        ("FDC 4105", False),
        ("FDC 2014", False),
        ("Vinnova 2017-01234", False),
        ("dnr 2021/12345", False),
        ("FDC", False),
    ],
)
def test_money_is_suspected_in_figures(cell: str, money: bool) -> None:  # noqa: FBT001 - pytest's parameters
    """Figures may be a sum, unless they are as short as an account or a year, or part of something else."""
    assert may_hold_money(cell) is money


@pytest.mark.parametrize(
    ("name", "total"),
    [("Totalt", True), ("Total:", True), ("summa totalt", True), ("Totalförsvaret", False), ("Summa AB", False)],
)
def test_total_is_known_by_its_label(name: str, total: bool) -> None:  # noqa: FBT001 - pytest's parameters
    """The words for a total by themselves are nobody's name."""
    assert is_total(name) is total


def test_readings_are_joined() -> None:
    """Several readings are one, in order; with one that is unreadable all are."""
    one, other = Sums((FDC,), (1,)), Sums((), (2,))
    assert join([one, other]) == Sums((FDC,), (1, 2))
    assert join([one, None]) is None
    assert join([]) == Sums()


def test_parts_are_added_to_the_ore() -> None:
    """Parts together are a sum without the crumbs of binary fractions."""
    assert Sums((Part("", 0.1), Part("", 0.2))).amount == 0.3
