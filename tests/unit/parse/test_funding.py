"""Who pays: names and sums of all generations, put together; totals, checked."""

import pytest

from bot.model import Flaw, Funding, Place
from bot.parse.association import vocabulary_of
from bot.parse.fields import Fields
from bot.parse.funding import Budget, read_funding
from bot.parse.languages.swedish import SWEDISH
from bot.parse.structure import Source
from bot.parse.vocabulary import Vocabulary
from bot.settings import Settings, Templates

PAGE = "Projekt:Prov 2022/Projektdata"


def read(*parameters: str, own: Vocabulary = SWEDISH) -> tuple[Budget, list[Flaw]]:
    """What a call with these parameters, each on a line, says of money, and what is wrong; the first is on line 2."""
    source = Source(PAGE, "\n|".join(["{{Projektdata", *parameters]) + "\n}}")
    (call,) = source.calls()
    flaws: list[Flaw] = []
    return read_funding(Fields(source, call, Templates()), flaws, vocabulary=own), flaws


def budget(*parameters: str) -> Budget:
    """The same, where nothing is wrong."""
    found, flaws = read(*parameters)
    assert flaws == []
    return found


def of(total: float | None, **funding: float | None) -> Budget:
    """A budget."""
    return Budget(tuple(Funding(name, amount) for name, amount in funding.items()), total)


@pytest.mark.parametrize("value", ["1 000 kr", "1 000 kronor", "2 mkr", "1 000 SEK"])
def test_kronor_are_no_euros(value: str) -> None:
    """For an association that counts in another currency, kronor are no sum of its own; they are for others."""
    assert read(f"budget={value}", own=vocabulary_of(Settings()))[1] == []
    found, (flaw,) = read("finansiär=A", f"budget={value}", own=vocabulary_of(Settings(currency="EUR")))
    assert found == of(None, A=None)
    assert (flaw.code, flaw.facts) == ("budget-unreadable", {"text": value, "currency": "SEK"})


def test_bare_sums_are_in_the_own_currency() -> None:
    """A sum without a currency is in the association's, whichever that is."""
    assert read("finansiär=A", "budget=1 000", own=vocabulary_of(Settings(currency="EUR"))) == (of(1000, A=1000), [])


@pytest.mark.parametrize("value", ["1 000 €", "€1 000", "10 000 EUR", "500 USD", "$500"])
def test_other_currencies_are_no_kronor(value: str) -> None:
    """In kronor, what is in euros or dollars cannot be read, and has no amount."""
    found, (flaw,) = read("finansiär=A", f"budget={value}", own=vocabulary_of(Settings()))
    assert (found, flaw.code) == (of(None, A=None), "budget-unreadable")


def test_several_financiers_are_read_in_order() -> None:
    """Up to five financiers are read, with what each gives; a gap among them is left out."""
    found = budget("finansiär=A", "budget=1 000", "budget_2=500 kr", "finansiär_4=''D''", "finansiär_5=E", "budget_5=5")
    assert found.funding == (Funding("A", 1000), Funding("", 500), Funding("D", None), Funding("E", 5))
    assert found.total is None


def test_sixth_financier_is_told() -> None:
    """The template has no room for a sixth financier: they are told of, and the total is unknown."""
    found, (flaw,) = read("finansiär=A", "budget=1 000", "finansiär_6=F", "budget_6=6")
    assert found == of(None, A=1000)
    assert (flaw.code, flaw.place, flaw.facts) == ("budget-unreadable", Place(PAGE, 4), {"text": "F", "room": 5})


def test_sixth_sum_is_told() -> None:
    """Also a sixth sum, or a sixth line of the budget, without a name."""
    for name in ("budget_6", "finansiering_belopp_6"):
        (flaw,) = read(f"{name}=6")[1]
        assert flaw.facts == {"text": "6", "room": 5}


def test_unreadable_amount_is_told() -> None:
    """An amount that cannot be read is unknown and told where it stands; the financier is known all the same."""
    found, (flaw,) = read("finansiär=A", "finansiär_2=B", "budget_2=* ca 26 000\n* 5 000")
    assert found == of(None, A=None, B=None)
    assert (flaw.code, flaw.place) == ("budget-unreadable", Place(PAGE, 4))
    assert flaw.facts == {"text": "ca 26 000 / 5 000"}


def test_amount_that_no_words_show_is_told_as_written() -> None:
    """An amount that only a template shows is told as it is written."""
    (flaw,) = read("budget={{formatnum:5000}}")[1]
    assert flaw.facts == {"text": "{{formatnum:5000}}"}


@pytest.mark.parametrize(
    ("parameters", "funding"),
    [
        pytest.param(["finansiär=A<br>B", "budget=1 000<br>2 000"], {"A": 1000, "B": 2000}, id="in-order"),
        pytest.param(["finansiär=A", "budget=A: 1 000"], {"A": 1000}, id="same-name"),
        pytest.param(["finansiär=A-stiftelsen (AS)", "budget=1 000 AS"], {"A-stiftelsen (AS)": 1000}, id="short-name"),
        pytest.param(["finansiär=A", "budget=3100: 1 000<br>3200: 2 000"], {"A": 3000}, id="accounts"),
        pytest.param(["finansiär=A", "budget=3100 A: 1 000<br>A: 2 000"], {"A": 3000}, id="same-name-twice"),
        pytest.param(["finansiär=A", "budget=1 000<br>2 000<br>Summa: 3 000"], {"A": 3000}, id="confirmed-in-the-cell"),
        pytest.param(["finansiär=A", "budget=1 000<br>2 000", "budget_total=3 000"], {"A": 3000}, id="confirmed"),
        pytest.param(["budget=3100: 1 000<br>3200: 2 000"], {"": 3000}, id="accounts-of-nobody"),
        pytest.param(["budget=A: 1 000<br>2 000 kr"], {"A": 1000, "": 2000}, id="only-one-is-named"),
        pytest.param(["finansiär=A 1 000 kr"], {"A": 1000}, id="in-the-name"),
        pytest.param(["finansiär=A 1 000 kr", "budget=1 000"], {"A": 1000}, id="in-both"),
    ],
)
def test_names_and_sums_go_together(parameters: list[str], funding: dict[str, float]) -> None:
    """Sums go to names in order, by name, or all to the one financier where they are labelled or confirmed."""
    assert budget(*parameters) == of(sum(funding.values()), **funding)


@pytest.mark.parametrize(
    ("parameters", "names"),
    [
        pytest.param(["finansiär=A", "budget=1 000<br>2 000"], ["A"], id="sums-without-labels"),
        pytest.param(["finansiär=A", "budget=1 000<br>2 000<br>Summa: 5 000"], ["A"], id="not-confirmed"),
        pytest.param(["finansiär=A<br>B", "budget=1 000"], ["A", "B"], id="fewer-sums"),
        pytest.param(["finansiär=A<br>B", "budget=1 000<br>2 000<br>3 000"], ["A", "B"], id="more-sums"),
        pytest.param(["finansiär=A<br>B", "budget=B: 1 000<br>A: 2 000"], ["A", "B"], id="other-order"),
        pytest.param(["finansiär=A", "budget=B: 1 000"], ["A"], id="other-name"),
        pytest.param(["finansiär=A", "budget=B: 1 000<br>C: 2 000"], ["A"], id="other-names"),
        pytest.param(["budget=1 000<br>2 000"], [], id="nobody"),
        pytest.param(["finansiering=A", "finansiering_1=B", "finansiering_belopp_1=1 000"], ["A"], id="line"),
    ],
)
def test_sums_that_go_with_nobody_for_sure_are_told(parameters: list[str], names: list[str]) -> None:
    """Where it is not sure whose a sum is, nobody has it, and the cell is told of."""
    found, (flaw,) = read(*parameters)
    assert found.funding == tuple(Funding(name, None) for name in names)
    assert (flaw.code, flaw.place.line) == ("budget-unreadable", len(parameters) + 1)


def test_words_of_the_older_template_say_who_gives_what() -> None:
    """In 2014 the words say who gives what; the lines of the budget are the same money by account."""
    lines = [
        "finansiering_1=7100",
        "finansiering_belopp_1=31 500",
        "finansiering_2=7100",
        "finansiering_belopp_2=28 000",
    ]
    assert budget("finansiering=51 500 kr (egen) + 8 000 FDC", *lines) == of(59500, egen=51500, FDC=8000)


def test_lines_of_the_older_template_say_it_where_the_words_do_not() -> None:
    """Where the words have no sums the lines count: an account is no name, but a name may stand behind it."""
    assert budget("finansiering=FDC", "finansiering_1=5100", "finansiering_belopp_1=20 000") == of(20000, FDC=20000)
    named = [
        "finansiering_1=4105 FDC",
        "finansiering_belopp_1=1 000:-",
        "finansiering_2=5203 SE",
        "finansiering_belopp_2=5",
    ]
    assert budget("finansiering=Från 4105 och 5203", *named) == of(1005, FDC=1000, SE=5)
    assert budget("finansiering_belopp_1=1 000") == Budget((Funding("", 1000),), 1000)
    assert budget("finansiering=FDC", "finansiering_1=5100") == of(None, FDC=None)


def test_lines_may_have_a_total() -> None:
    """A line that is called a total is one."""
    lines = [
        "finansiering_1=3100",
        "finansiering_belopp_1=1 000",
        "finansiering_2=Totalt",
        "finansiering_belopp_2=1 000",
    ]
    assert budget("finansiering=FDC", *lines) == of(1000, FDC=1000)
    (flaw,) = read("finansiering=FDC", *lines[:3], "finansiering_belopp_2=2 000")[1]
    assert (flaw.facts["total"], flaw.facts["sum"]) == (2000, 1000)


def test_total_is_no_financier() -> None:
    """Where the word for a total stands among the financiers, the sum beside it is a total."""
    assert budget("finansiär=A", "budget=1", "finansiär_2=Totalt:", "budget_2=1") == of(1, A=1)
    assert budget("finansiär=A<br>B<br>Summa", "budget=1<br>2<br>3") == of(3, A=1, B=2)
    assert budget("finansiär=A<br>B<br>Totalt", "budget=1<br>2<br>Total: 3") == of(3, A=1, B=2)
    (flaw,) = read("finansiär=A", "budget=1 000", "finansiär_2=Totalt", "budget_2=2 000")[1]
    assert (flaw.place.line, flaw.facts["total"], flaw.facts["sum"]) == (5, 2000, 1000)


def test_shares_in_percent_are_no_sums() -> None:
    """The lines of 2013 may be shares: they say nothing of kronor."""
    shares = ["finansiering_1=5200", "finansiering_belopp_1=100%"]
    assert budget("finansiering=U 444 000 kr", "budget=444 000 kr", *shares) == of(444000, U=444000)


def test_todays_name_goes_before_the_older() -> None:
    """Words of 2014 count only where today's field is empty."""
    assert budget("finansiär=A", "finansiering=B", "budget=1 000") == of(1000, A=1000)
    assert budget("finansiär=", "finansiering=B", "budget=1 000") == of(1000, B=1000)


@pytest.mark.parametrize(
    "parameters",
    [
        pytest.param(["finansiering=FDC 51 000 kr", "budget=50 000"], id="words-and-budget"),
        pytest.param(["finansiering=FDC 51 000 kr", "finansiering_belopp_1=50 000"], id="words-and-lines"),
        pytest.param(["finansiering=FDC 51 000 kr<br>Totalt 50 000 kr"], id="words-and-their-total"),
        pytest.param(["finansiär=FDC", "budget=51 000<br>Total: 50 000"], id="sum-and-its-total"),
        pytest.param(["finansiär=FDC", "budget=51 000", "budget_total=Total: 50 000 kr"], id="sum-and-total"),
        pytest.param(["finansiär=FDC", "budget=51 000", "finansiering_belopp_1=50 000"], id="budget-and-lines"),
        pytest.param(["finansiär=FDC", "budget=51 001", "budget_total=50 999,50"], id="more-than-a-krona"),
    ],
)
def test_total_that_is_not_the_sum_is_told(parameters: list[str]) -> None:
    """A total, or another view of the same money, that is not the sum of the parts is told of; the total is unknown."""
    found, (flaw,) = read(*parameters)
    assert [round(one.amount or 0, -3) for one in found.funding] == [51000]
    assert (found.total, flaw.code) == (None, "budget-unreadable")
    total, together = flaw.facts["total"], flaw.facts["sum"]
    assert isinstance(total, float)
    assert isinstance(together, float)
    assert {round(total, -3), round(together, -3)} == {50000 if "50 999" not in parameters[-1] else 51000, 51000}


def test_total_is_told_where_it_stands() -> None:
    """A wrong total is told on its line, with its words, itself and the sum."""
    (flaw,) = read("finansiär=A", "budget=1 000", "finansiär_2=B", "budget_2=2 000", "budget_total='''4 000''' kr")[1]
    assert flaw == Flaw("budget-unreadable", Place(PAGE, 6), facts={"text": "4 000 kr", "total": 4000, "sum": 3000})


def test_total_may_be_rounded() -> None:
    """A total within a krona of the sum is right, and is the project's."""
    assert budget("finansiär=A", "budget=1 000,40", "budget_total=1 001") == of(1001, A=1000.4)


def test_total_of_one_cell_need_not_be_the_whole() -> None:
    """A total row in one cell of several may be that cell's; then the whole is the sum."""
    found = budget("finansiär=A<br>B", "budget=1<br>2<br>Summa: 3", "finansiär_2=C", "budget_2=4")
    assert found == of(7, A=1, B=2, C=4)
    found = budget("finansiär=A", "budget=1", "finansiär_2=C", "budget_2=4<br>Totalt: 5")
    assert found == of(5, A=1, C=4)


def test_total_row_of_one_cell_is_not_taken_for_the_whole() -> None:
    """Where the other financiers' sums are unknown, a total row in one cell says nothing of the whole."""
    assert budget("finansiär=A", "budget=1<br>Summa: 1", "finansiär_2=C") == of(None, A=1, C=None)


def test_one_financier_gives_the_total() -> None:
    """Where one financier is named and nothing but a total given, they give it."""
    assert budget("finansiär=A", "budget_total=3 000") == of(3000, A=3000)
    assert budget("finansiär=A", "budget=Totalt 3 000") == of(3000, A=3000)


def test_total_is_not_shared_out() -> None:
    """A total is nobody's where two are named, where nobody is, or where a part cannot be read."""
    assert budget("finansiär=A", "finansiär_2=B", "budget_total=3 000") == of(3000, A=None, B=None)
    assert budget("budget_total=3 000") == of(3000)
    assert budget("finansiering=Totalt 3 000 kr") == of(3000)
    assert read("finansiär=A", "budget=ca 3 000", "budget_total=3 000")[0] == of(3000, A=None)


def test_totals_that_contradict_each_other_are_told() -> None:
    """Of two totals that differ neither counts."""
    found, (flaw,) = read("finansiär=A", "finansiär_2=B", "budget_2=Totalt 2 000", "budget_total=3 000")
    assert (found, flaw.facts["total"], flaw.facts["sum"]) == (of(None, A=None, B=None), 2000, 3000)


@pytest.mark.parametrize("value", ["kommer", "1 000 + 2 000", "{{x}}"])
def test_unreadable_total_is_told(value: str) -> None:
    """A total that cannot be read is told of, and then the whole is unknown."""
    found, (flaw,) = read("finansiär=A", "budget=1 000", f"budget_total={value}")
    assert (found, flaw.place.line) == (of(None, A=1000), 4)


def test_money_in_words_that_cannot_be_read_is_told() -> None:
    """Words that may hold a sum are told of where it cannot be read; a sum in its own field counts all the same."""
    found, (flaw,) = read("finansiering=FDC 51000")
    assert (found, flaw.place.line) == (Budget((Funding("FDC 51000", None),)), 2)
    found, (flaw,) = read("finansiering=FDC ca 60 000 kr", "budget=51 000")
    assert found == Budget((Funding("FDC ca 60 000 kr", 51000),))
    assert flaw.facts == {"text": "FDC ca 60 000 kr"}


def test_words_count_where_the_budget_cannot_be_read() -> None:
    """Sums that the words give are sure also where the budget beside them is not; the whole then is not."""
    found, (flaw,) = read("finansiering=FDC 51 000 kr", "budget=se bilaga")
    assert (found, flaw.facts) == (of(None, FDC=51000), {"text": "se bilaga"})


def test_unreadable_line_makes_the_lines_unreadable() -> None:
    """Where one line of the budget cannot be read, the others are half a sum."""
    found, (flaw,) = read("finansiering=FDC", "finansiering_belopp_1=1 000", "finansiering_belopp_2=?")
    assert (found, flaw.place.line) == (of(None, FDC=None), 4)


def test_figure_of_the_report_counts_last() -> None:
    """`kostnadBudget` says what the project may cost where nothing else does, and not who pays."""
    assert budget("kostnadBudget=Budget 30 000 kr") == of(30000)
    assert budget("finansiering=FDC", "kostnadBudget=30 000") == of(30000, FDC=None)
    assert budget("finansiering=FDC 1 000 kr", "kostnadBudget=30 000") == of(1000, FDC=1000)
    assert budget("budget_total=1 000", "kostnadBudget=se bilaga") == of(1000)
    found, (flaw,) = read("kostnadBudget=se bilaga")
    assert (found, flaw.facts) == (Budget(), {"text": "se bilaga"})


def test_nothing_is_no_budget() -> None:
    """Fields that say nothing give neither financiers nor a total."""
    assert budget("finansiär=", "budget=–", "budget_total=<!-- summan -->", "kostnadBudget=.") == Budget()
