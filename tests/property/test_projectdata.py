"""The project data: what is written reads back, and no box that anybody fills in can stop the reading."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.model import Funding, Status
from bot.parse.amounts import read_amount
from bot.parse.numbers import read_number, read_numbers
from bot.parse.projectdata import ProjectData, read_projectdata, read_status
from bot.parse.structure import Source
from bot.parse.sums import items, read_sums
from bot.settings import FIELDS, Templates

PAGE = "Projekt:Prov/Projektdata"
amounts = st.decimals(0, Decimal(10) ** 12, places=2)
spaces = st.sampled_from([" ", "\u00a0", "\u202f", "&nbsp;", "."])
units = st.sampled_from(["", " kr", "kr", " kronor", " SEK", ":-", " kr:-", "&nbsp;kr"])
dressings = st.sampled_from(
    ["{}", "'''{}'''", " {} ", "{}<ref>x</ref>", "<!-- x -->{}", "* {}", "3100: {}", "3100 FDC: {}"]
)
funders = st.sampled_from(
    ["FDC", "Vinnova", "Postkodlotteriets Kulturstiftelse", ".SE", "egen insats", "Åhléns", "A & B"]
)

SCRAPS = [
    *(
        "1 000",
        "2 749.80",
        "39600",
        "2014",
        "4105",
        "kr",
        ":-",
        "miljoner",
        "Total:",
        "Summa",
        "FDC",
        "egen",
        "ca",
        "%",
    ),
    *("2017-09-30", "maj", "eller", "förlängt till", "Avslutat", "Pågår", "Green", "Button Icon Red.svg", "226401"),
    *(
        "Projektet A saknas i Mall:Projektid",
        "{{Projektid|A}}",
        "{{!}}",
        "{{",
        "}}",
        "[[",
        "]]",
        "<br>",
        "<td>",
        "</td>",
    ),
    *("<s>", "</s>", "<!--", "-->", "(", ")", "+", ",", ";", ":", ".", "-", "–", "/", " ", "\n", "* ", "&nbsp;", "och"),
]
values = st.one_of(st.text(), st.lists(st.sampled_from(SCRAPS) | st.text(max_size=3), max_size=12).map(" ".join))
NAMES = [alias for aliases in FIELDS.values() for alias in aliases]


def written(amount: Decimal, space: str, decimal: str) -> str:
    """An amount with a space or point between its thousands, and with its cents where it has any."""
    whole, cents = f"{amount:,.2f}".split(".")
    return whole.replace(",", space) + (f"{decimal}{cents}" if cents != "00" else "")


def read(*parameters: str) -> ProjectData:
    """The project data of a call with these parameters."""
    text = "\n| ".join(["{{Projektdata", *parameters]) + "\n}}"
    found = read_projectdata(Source(PAGE, text), Templates(), name="Prov", numbers=read_numbers(text))
    assert found is not None
    return found


@given(amounts, spaces, st.sampled_from([",", "."]), units, dressings)
def test_amount_reads_back(amount: Decimal, space: str, decimal: str, unit: str, dressing: str) -> None:
    """An amount in any of the forms in which people write it, in any dress, reads back as itself."""
    point = "," if space == "." else decimal
    data = read("finansiär = FDC", f"budget = {dressing.format(written(amount, space, point) + unit)}")
    assert (data.funding, data.budget_total, data.flaws) == ((Funding("FDC", float(amount)),), float(amount), ())


@given(st.integers(1, 999_999), st.sampled_from(["miljoner kr", "miljoner", "milj. kr", "mkr", "mn"]))
def test_millions_read_back(thousandths: int, unit: str) -> None:
    """Millions with a decimal comma read back to the thousand."""
    text = f"{thousandths // 1000},{thousandths % 1000:03} {unit}"
    assert read_amount(text) == thousandths * 1000


@given(st.lists(st.tuples(funders, amounts, spaces.filter(lambda space: space != ".")), min_size=1, max_size=5), units)
def test_financiers_read_back(given: list[tuple[str, Decimal, str]], unit: str) -> None:
    """Up to five financiers with their sums, and a total, read back; a total that is another is told of."""
    funding = tuple(Funding(name, float(amount)) for name, amount, _ in given)
    total = sum((amount for _, amount, _ in given), Decimal(0))
    parameters = [
        f"{name}{f'_{number}' if number > 1 else ''} = {value}"
        for number, (funder, amount, space) in enumerate(given, 1)
        for name, value in (("finansiär", funder), ("budget", f"{written(amount, space, ',')}{unit}"))
    ]
    for stated, flaws in ((total, []), (total + 2, ["budget-unreadable"])):
        data = read(*parameters, f"budget_total = {written(stated, ' ', ',')} kr")
        assert (data.funding, [flaw.code for flaw in data.flaws]) == (funding, flaws)
        assert data.budget_total == (None if flaws else pytest.approx(float(total), abs=0.01))


@given(
    st.lists(st.tuples(funders, amounts), min_size=1, max_size=5),
    st.sampled_from(["<br>", "\n* ", " + ", "; ", ", ", " {{!}} "]),
    st.sampled_from(["{0}: {1} kr", "{0} {1} kr", "{1} kr ({0})", "{1} kr {0}", "3100 {0}: {1}:-"]),
)
def test_financiers_in_one_cell_read_back(given: list[tuple[str, Decimal]], between: str, form: str) -> None:
    """Financiers in one cell, however they are bound together and whether the name is before or behind, read back."""
    assume(len(given) == 1 or not form.startswith("3100") or between in {"<br>", "\n* ", " {{!}} "})  # one an item
    cell = between.join(form.format(name, written(amount, " ", ",")) for name, amount in given)
    found = read_sums(cell if between[0] != "\n" else f"\n* {cell}", bare=True)
    assert found is not None
    assert [(part.funder, part.amount) for part in found.parts] == [(name, float(amount)) for name, amount in given]


@given(st.lists(st.tuples(st.sampled_from([*NAMES, "budget_2", "finansiär_6", "1", ""]), values), max_size=10))
def test_any_box_can_be_read(parameters: list[tuple[str, str]]) -> None:
    """Whatever stands in its fields, a box is read; what is told stands in it, and a total is that of its parts."""
    text = "{{Projektdata 2014\n" + "".join(f"| {name} = {value}\n" for name, value in parameters) + "}}"
    data = read_projectdata(Source(PAGE, text), Templates(), name="Prov", numbers=read_numbers(text))
    if data is None:
        return
    assert all(1 <= flaw.place.line <= text.count("\n") + 1 for flaw in data.flaws)
    assert data.timeplan is None or text[slice(*data.timeplan)].strip() == text[slice(*data.timeplan)] != ""
    known = [one.amount for one in data.funding if one.amount is not None]
    unsure = any(flaw.code == "budget-unreadable" for flaw in data.flaws)
    if known and len(known) == len(data.funding) and not unsure:
        assert data.budget_total == pytest.approx(sum(known), abs=1.01)


@given(values)
def test_any_text_can_be_read_as_any_field(text: str) -> None:
    """No text stops the reading of colours and numbers, and what is read is tidy."""
    status, words = read_status(text)
    assert status in {None, *Status}
    assert not (status and words)
    number = read_number(text, name="Prov", numbers={}).number
    assert number is None or (number.isascii() and number.isdigit())
    assert all(item and item == item.strip() for item in items(text))
