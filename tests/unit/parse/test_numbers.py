"""Project numbers: the box, and the list of names and numbers."""

import pytest

from bot.parse.numbers import Number, as_name, read_number, read_numbers

NUMBERS = {"Prov 2022": "225201", "Prov 2021": "215201"}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        pytest.param("| Prov 2022 = 226401\n|Prov–B=2011\t\n", {"Prov 2022": "226401", "Prov–B": "2011"}, id="lines"),
        pytest.param("|A=226401|B=2011", {"A": "226401", "B": "2011"}, id="one-line"),
        pytest.param("| A | B = 226401 | C = 2011", {"A": "226401", "B": "226401", "C": "2011"}, id="falls-through"),
        pytest.param("\n | A\n | B\n | = 1\n | C = 226401", {"C": "226401"}, id="falls-through-to-a-blank"),
        pytest.param("| A = 226401 <!-- ny -->\r\n<!-- | B = 2011 -->", {"A": "226401"}, id="comments"),
        pytest.param("| A = 226401 | #default = 999999", {"A": "226401"}, id="default"),
        pytest.param("| A = 226401 | #standard = 999999", {"A": "226401"}, id="swedish-default"),
        pytest.param("| A = 226401 | 999999", {"A": "226401"}, id="last-value-is-the-default"),
        pytest.param("| A = 226401 | A = 2011", {"A": "226401"}, id="first-counts"),
        pytest.param("| A = kommer | A = 2011", {}, id="first-counts-also-without-a-number"),
        pytest.param("| A = B = 123 | C = 12 | D = {{x}} | E = 1234567", {}, id="no-numbers"),
        pytest.param("| prov_2022 = 226401", {"Prov 2022": "226401"}, id="underscores-and-case"),
        pytest.param("| A &amp; B = 226 401", {"A & B": "226401"}, id="entity-and-space"),
        pytest.param("| {{a|b=c}} = 123 | D = [[x|2011]]", {"D": "2011"}, id="markup"),
        pytest.param("", {}, id="nothing"),
    ],
)
def test_numbers_are_read_from_the_switch(text: str, numbers: dict[str, str]) -> None:
    """The list is a `#switch`: names with numbers, several names for one, comments, a default."""
    assert read_numbers(f"{{{{#switch: {{{{{{1|{{{{PAGENAME}}}}}}}}}}{text}}}}}") == numbers


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "<includeonly>{{#switch:{{{1}}}|A=123}}</includeonly><noinclude>{{Dok}}</noinclude>", id="include"
        ),
        pytest.param("{{#växel: {{{1}}} |A=123}}", id="swedish"),
        pytest.param("{{safesubst:#switch:{{{1}}}|A=123}}", id="safesubst"),
        pytest.param("{{#if: {{{1|}}} | {{#switch: {{{1}}} | A = 123 }} | B }}", id="inside-if"),
        pytest.param("{{#if:a|{{#if:b|{{#if:c|{{#switch:{{{1}}}|A=123}}}}}}}}", id="inside-ifs"),
        pytest.param("{{Dok}}{{#switch:x|A=123}}{{#switch:x|A=456}}", id="first-of-two"),
    ],
)
def test_switch_is_found(text: str) -> None:
    """The `#switch` is found by either name, also inside other calls."""
    assert read_numbers(text) == {"A": "123"}


@pytest.mark.parametrize(
    "text",
    ["", "A = 123", "| A = 123", "<nowiki>{{#switch:x|A=123}}</nowiki>", "{{switch|A=123}}", "{{#switch:x|A=123"],
)
def test_without_a_switch_there_are_no_numbers(text: str) -> None:
    """What only looks like a list has no numbers."""
    assert read_numbers(text) == {}


@pytest.mark.parametrize(
    ("field", "number"),
    [
        pytest.param("226401", "226401", id="six"),
        pytest.param("3101", "3101", id="four"),
        pytest.param("'''226401'''<!-- ny -->", "226401", id="markup"),
        pytest.param("226 401", "226401", id="thousands"),
        pytest.param("22 6401", "226401", id="year-first"),
        pytest.param("22 64 01", "226401", id="pairs"),
        pytest.param("[[Ekonomiska rapporter 2022#226401|226401]]", "226401", id="link"),
        pytest.param("[https://example.org 226401]", "226401", id="address"),
        pytest.param("", "225201", id="empty"),
        pytest.param("{{Projektid}}", "225201", id="own-name"),
        pytest.param("{{Projektid|{{PAGENAME}}}}", "225201", id="page-name"),
        pytest.param("{{Mall:Projektid|Prov 2022}}", "225201", id="namespace"),
        pytest.param("{{projektid|1=prov_2021}}", "215201", id="another-name"),
        pytest.param("Projektet Prov 2021 saknas i Mall:Projektid", "215201", id="error-text-of-old"),
        pytest.param("Projektet Prov 2021 saknas i [[Mall:Projektid]].", "215201", id="error-text-with-a-link"),
        pytest.param("22-64", "225201", id="no-number"),
        pytest.param("{{Annan|Prov 2021}}", "225201", id="another-template"),
    ],
)
def test_number_comes_from_the_box_or_the_list(field: str, number: str) -> None:
    """Figures in the box count; else the list does, by the name that the box gives or by the project's own."""
    assert read_number(field, name="Prov 2022", numbers=NUMBERS) == Number(number)


@pytest.mark.parametrize(
    ("field", "unknown"),
    [
        pytest.param("", None, id="empty"),
        pytest.param("{{Projektid}}", None, id="own-name"),
        pytest.param("{{Projektid|Prov}}", None, id="own-name-written"),
        pytest.param("{{Projektid|Prov 2020}}", "Prov 2020", id="another-name"),
        pytest.param("Projektet Prov 2020 saknas i Mall:Projektid", "Prov 2020", id="error-text"),
        pytest.param("22A857", "Prov", id="other-figures"),
        pytest.param("12", "Prov", id="too-short"),
        pytest.param("1234567", "Prov", id="too-long"),
        pytest.param("3101 3102", "Prov", id="two-numbers"),
        pytest.param("12 345", "Prov", id="other-groups"),
        pytest.param("٢٢٦٤٠١", "Prov", id="other-digits"),
    ],
)
def test_number_that_is_not_there_is_unknown(field: str, unknown: str | None) -> None:
    """Without figures, and without the name in the list, there is no number; the name that was sought is told."""
    assert read_number(field, name="Prov", numbers=NUMBERS) == Number(None, unknown)


def test_number_is_none_where_the_list_lacks_the_name_that_the_box_gives() -> None:
    """The project's own name does not stand in for the name that the box asks for."""
    assert read_number("{{Projektid|Prov 2020}}", name="Prov 2022", numbers=NUMBERS).number is None


def test_name_is_looked_up_as_mediawiki_writes_it() -> None:
    """Spaces for underscores, none at the ends, the first letter upper-case."""
    assert as_name(" öppna_data  2015/video ") == "Öppna data 2015/video"
