"""The project data: facts and report in the parameters of one template call."""

from datetime import date

import pytest

from bot.model import Funding, Person, Place, Status
from bot.parse.projectdata import ProjectData, find_call, find_parameter, read_numbers, read_projectdata, template_name
from bot.parse.structure import Source
from bot.settings import Templates
from tests.support.pages import region

PAGE = "Projekt:Prov 2022/Projektdata"


def read(text: str, templates: Templates | None = None, number: str | None = None) -> ProjectData:
    """The project data of a page that has them; `number` stands in the list of numbers."""
    numbers = {"Prov 2022": number} if number else {}
    found = read_projectdata(Source(PAGE, text), templates or Templates(), name="Prov 2022", numbers=numbers)
    assert found is not None
    return found


def field(name: str, value: str) -> ProjectData:
    """The project data of a page with one parameter, on the page's third line."""
    return read(f"\n{{{{Projektdata\n| {name} = {value}\n}}}}")


@pytest.mark.parametrize(
    "name",
    ["Projektdata", "projektdata 2017", " Projektdata_2017\n", "Mall:Projektdata", "mall : projektdata<!-- x -->"],
)
def test_call_is_found_by_any_of_its_names(name: str) -> None:
    """The template is known by each name in the settings, as MediaWiki compares names."""
    assert find_call(Source(PAGE, f"{{{{Annan}}}} {{{{{name}|a=b}}}}"), Templates()) is not None


@pytest.mark.parametrize(
    "text",
    ["", "{{Projektdata 2014}}", "<nowiki>{{Projektdata}}</nowiki>", "{{Projektdata", "{{a|{{Projektdata}}}}"],
    ids=["empty", "other-name", "nowiki", "unclosed", "inside-another"],
)
def test_page_without_the_call_has_no_data(text: str) -> None:
    """A page that does not call the template by itself has no project data."""
    assert read_projectdata(Source(PAGE, text), Templates(), name="Prov 2022", numbers={}) is None


def test_first_call_counts() -> None:
    """Where the template is called twice, the first call is read."""
    assert read("{{Projektdata|id=226401}}{{Projektdata|id=226402}}").number == "226401"


def test_template_name_keeps_a_namespace_inside() -> None:
    """Only the template namespace, at the start, is left out of a name."""
    assert template_name("projekt:mall: a") == "Projekt:mall: a"


def test_first_alias_that_is_given_counts() -> None:
    """Of several names for a parameter, the most usual one that the call has is used, with its last value."""
    (call,) = Source(PAGE, "{{a|c=1|b=2|b=3}}").calls()
    assert find_parameter(call, ("b", "c")) == call.parameters[2]
    assert find_parameter(call, ("d", "c")) == call.parameters[0]
    assert find_parameter(call, ("d",)) is None


def test_names_come_from_the_settings() -> None:
    """Template and parameters may be called otherwise."""
    templates = Templates(projectdata=("Fakta",), fields={"lead": ("vem",)})
    assert read("{{Fakta|vem=John|ansvarig=Eric}}", templates).people.lead == (Person("John"),)


def test_whole_box_is_read() -> None:
    """Every fact ends up where it belongs."""
    data = read(
        "{{Projektdata 2017\n| id = 226401\n| ansvarig = John\n| projektstart = 2022-01-01\n"
        "| projektslut = 2022-12-31\n| finansiär = WCF\n| budget = 67 500\n| uppdaterad = 2022-11-03\n"
        "| status = GreenForest\n| slutrapport = [[a]]\n| avslutad = ja\n| dolt_läge = 1\n}}"
    )
    assert (data.number, data.people.lead, data.funding) == ("226401", (Person("John"),), (Funding("WCF", 67500),))
    assert (data.start, data.end) == (date(2022, 1, 1), date(2022, 12, 31))
    assert (data.closed, data.final_report, data.flaws) == (True, True, ())
    assert (data.report.updated, data.report.status, data.report.hidden) == (date(2022, 11, 3), Status.GREEN, True)
    assert (data.place, data.report.place) == (Place(PAGE, 1), Place(PAGE, 8))


def test_empty_box_says_nothing() -> None:
    """Where nothing is filled in, nothing is known and nothing is wrong."""
    data = read("\n{{Projektdata}}")
    assert (data.number, data.start, data.end, data.funding, data.flaws) == (None, None, None, (), ())
    assert (data.people.nobody, data.closed, data.final_report) == (True, False, False)
    assert (data.report.updated, data.report.updated_text, data.report.status) == (None, "", None)
    assert (data.report.hidden, data.report.fields) == (False, {})
    assert data.report.place == data.place == Place(PAGE, 2)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("226401", "226401"),
        ("3101", "3101"),
        ("{{Projektid|Prov 2022}}", "225201"),
        ("", "225201"),
        ("22-64", "225201"),
    ],
)
def test_number_comes_from_the_box_or_the_list(value: str, number: str) -> None:
    """A number in the box counts; anything else there leaves it to the list of numbers."""
    assert read(f"{{{{Projektdata|id={value}}}}}", number="225201").number == number


def test_numbers_are_read_from_the_switch() -> None:
    """The list of numbers is a `#switch` with a name on each line; its default and what is no number are left out."""
    text = (
        "{{#switch: {{{1}}}\n | Prov 2022 = 226401\n|Wikispeech – Underhåll=2011\t\n | A = B = 123\n"
        "| Kommentar = 1<!-- 2 -->\n| Två 2022 = 225202 <!-- ny -->\r\n<!-- | Borta = 225203 -->\n"
        " | #default = 999999\n | x = y\n}}"
    )
    assert read_numbers(text) == {"Prov 2022": "226401", "Wikispeech – Underhåll": "2011", "Två 2022": "225202"}


@pytest.mark.parametrize(
    ("value", "day"),
    [
        pytest.param("2017-09-30", date(2017, 9, 30), id="day"),
        pytest.param("2017-09-30 (slutrapport 2017-12-01)", date(2017, 9, 30), id="remark-after"),
        pytest.param("'''2017-09-30'''<ref>x</ref><!-- y -->", date(2017, 9, 30), id="markup"),
        pytest.param("30 september 2017", date(2017, 9, 30), id="words"),
        pytest.param("september 2017", date(2017, 9, 30), id="month"),
    ],
)
def test_last_day_is_read(value: str, day: date) -> None:
    """The end of a project is a day, a remark after it let be, or the last day of what is said."""
    assert (field("projektslut", value).end, field("projektslut", value).flaws) == (day, ())


def test_first_day_of_a_month_is_a_start() -> None:
    """The start of a project that is a month is its first day."""
    assert field("projektstart", "september 2017").start == date(2017, 9, 1)


@pytest.mark.parametrize("value", ["snart", "2022-02-30", "2022-13-01", "senast maj 2022", "9999-12-31", "0001-01-01"])
def test_unreadable_date_is_told(value: str) -> None:
    """A start that is no day, or one so far away that it is none, is unknown and told where it stands."""
    data = field("projektstart", value)
    (flaw,) = data.flaws
    assert data.start is None
    assert (flaw.code, flaw.place) == ("date-unreadable", Place(PAGE, 3))
    assert flaw.facts == {"text": value, "field": "start"}


def test_unreadable_date_of_the_report_is_told_and_kept() -> None:
    """The date of a report that cannot be read is unknown, kept as written, and told."""
    data = field("uppdaterad", "i ''våras''")
    assert (data.report.updated, data.report.updated_text) == (None, "i våras")
    assert [(flaw.code, flaw.facts["field"]) for flaw in data.flaws] == [("date-unreadable", "updated")]


@pytest.mark.parametrize("value", ["", "0", "nej", "Nej", "no", "<!-- 1 -->"])
def test_flag_is_not_set_by_a_no(value: str) -> None:
    """A flag that is empty or says no is not set."""
    assert field("dolt_läge", value).report.hidden is False
    assert field("avslutad", value).closed is False


@pytest.mark.parametrize("value", ["1", "ja", "Ja", "2022-06-30"])
def test_flag_is_set_by_anything_else(value: str) -> None:
    """A flag that says anything but no is set."""
    assert field("dolt_läge", value).report.hidden is True
    assert field("avslutad", value).closed is True


@pytest.mark.parametrize(
    ("value", "status"),
    [
        ("GreenForest", Status.GREEN),
        ("green", Status.GREEN),
        (" Orange ", Status.ORANGE),
        ("Red<!-- tyvärr -->", Status.RED),
        ("White", None),
        ("", None),
        ("lila", None),
    ],
)
def test_status_is_one_of_three_colours(value: str, status: Status | None) -> None:
    """The colours of all generations are mapped to three; white, empty and anything else was never set."""
    assert field("status", value).report.status == status
    assert field("statusColor", value).report.status == status


def test_several_financiers_are_read_in_order() -> None:
    """Up to five financiers are read, with what each gives, and a gap among them is left out."""
    data = read(
        "{{Projektdata|finansiär=A|budget=1 000|budget_2=500 kr|finansiär_4=''D''|finansiär_5=E|budget_5=5"
        "|finansiär_6=F|budget_6=6|budget_total=9}}"
    )
    assert data.funding == (Funding("A", 1000), Funding("", 500), Funding("D", None), Funding("E", 5))
    assert data.flaws == ()


def test_financiers_of_the_older_template_are_read() -> None:
    """The older template counts its financiers from 1."""
    text = "{{Projektdata|finansiering_1=A|finansiering_belopp_1=1000|finansiering_2=B|finansiering_belopp_2=2000}}"
    assert read(text).funding == (Funding("A", 1000), Funding("B", 2000))


def test_unreadable_amount_is_told() -> None:
    """An amount that cannot be read is unknown and told where it stands; the financier is known all the same."""
    data = read("{{Projektdata\n|finansiär=A\n|finansiär_2=B\n|budget_2=3100: 26 000\n}}")
    assert data.funding == (Funding("A", None), Funding("B", None))
    assert [(flaw.code, flaw.place.line, flaw.facts) for flaw in data.flaws] == [
        ("budget-unreadable", 4, {"text": "3100: 26 000"})
    ]


@pytest.mark.parametrize(
    "value", ["[[Projekt:A/Slutrapport]]", "[[Fil:A.pdf]]", "[http://a b]", "Skriven.", "{{Länk}}"]
)
def test_final_report_may_be_written_or_linked(value: str) -> None:
    """Whatever a person puts in the field is a final report: words, a page, a file or a template."""
    assert field("slutrapport", value).final_report is True


@pytest.mark.parametrize("value", ["", "–", "-", "<!-- länka här -->", " . "])
def test_empty_field_is_no_final_report(value: str) -> None:
    """A dash, a lone point or a comment is no final report."""
    assert field("slutrapport", value).final_report is False


def test_fields_of_the_report_are_kept_as_written() -> None:
    """What people have reported is kept, markup and all; goals that were filled in beforehand are no report."""
    data = read("{{Projektdata|aktiviteter= .\n* ''a''\n|problem=|kostnad=1|chefen=\tBra!|måluppfyllnad=x}}")
    assert data.report.fields == {"activities": ".\n* ''a''", "cost": "1", "comment": "Bra!"}


@pytest.mark.parametrize("value", [".", "", "<!-- Vad är gjort? -->", "–"])
def test_field_with_the_bots_text_alone_is_empty(value: str) -> None:
    """The bot's own region is not what a person has reported, nor is the point or the comment before it."""
    assert field("aktiviteter", f"{value}\n{region('aktiviteter', '* Resa')}").report.fields == {}


def test_text_round_the_bots_region_is_the_persons() -> None:
    """What a person writes before and after the bot's region is what they have reported."""
    data = field("aktiviteter", f"Före.\n{region('aktiviteter', '* Resa')}\nEfter.")
    assert data.report.fields == {"activities": "Före.\n\nEfter."}
