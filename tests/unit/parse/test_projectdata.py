"""The project data: facts and report in the parameters of one template call."""

import csv
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.checks.facts import RULES
from bot.model import Funding, Person, Place, Project, Status
from bot.parse.project import Reader
from bot.parse.projectdata import ProjectData, find_call, read_projectdata, read_status, template_name
from bot.parse.structure import Source
from bot.settings import Templates
from bot.wiki.port import Page
from tests.support.builders import TITLE, plan_text, settings, standing
from tests.support.pages import region

GOLDEN = Path(__file__).parents[2] / "golden" / "projectdata.tsv"
BASE = "|id=226401|ansvarig=John|projektstart=2022-01-01|projektslut=2022-12-31"
SHORT = {"{base}": BASE, "{all}": f"{BASE}|finansiär=FDC|budget=1 000", "\\n": "\n"}
"""What stands for more in the golden table's wikitext."""


class Case(NamedTuple):
    """One row of the golden table.

    `page` is the sub-page that has the wikitext, or `main`; `numbers` the list of numbers, `name=number` parted by
    `;`. `-` is None or nothing, `?` a financier or a sum that is unknown. `flaws` are those about the facts, in the
    order of the reading and of the rules.
    """

    id: str
    page: str
    wikitext: str
    numbers: str
    number: str
    lead: str
    start: str
    end: str
    closed: str
    funding: str
    total: str
    flaws: str


def golden() -> list[Case]:
    """All rows of the golden table."""
    with GOLDEN.open(encoding="utf-8", newline="") as table:
        rows = list(csv.reader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Case(*row) for row in rows[1:]]


def project_of(case: Case) -> Project:
    """The project that the row's wikitext stands on a page of."""
    text = case.wikitext
    for short, meant in SHORT.items():
        text = text.replace(short, meant)
    main = f"{text}\n{plan_text()}" if case.page == "main" else plan_text()
    pages = {TITLE: main} if case.page == "main" else {TITLE: main, f"{TITLE}/{case.page}": text}
    numbers = dict(pair.split("=") for pair in case.numbers.split(";") if pair)
    return Reader(Templates(), numbers).read(TITLE, {title: Page(title, one) for title, one in pages.items()})


def told(found: Project) -> list[str]:
    """The codes of what is told about a project's facts."""
    rules = [flaw.code for rule in RULES for flaw in rule(standing(found), settings())]
    codes = [flaw.code for flaw in found.flaws] + rules
    return [code for code in codes if code not in {"owner-unknown", "owner-missing", "timeplan-missing"}]


@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in golden()])
def test_project_data_reads_as_its_words_say(case: Case) -> None:
    """Every form that people have used gives what its words say, or is told of and unknown."""
    found = project_of(case)
    assert (found.number or "-", found.closed) == (case.number, case.closed == "yes")
    assert (", ".join(person.name for person in found.people.lead) or "-") == case.lead
    assert (str(found.start or "-"), str(found.end or "-")) == (case.start, case.end)
    pairs = (f"{one.funder or '?'}={'?' if one.amount is None else f'{one.amount:.15g}'}" for one in found.funding)
    assert ("; ".join(pairs) or "-") == case.funding
    assert ("-" if found.budget_total is None else f"{found.budget_total:.15g}") == case.total
    assert told(found) == case.flaws.split()


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
    [
        *("Projektdata", "projektdata 2017", " Projektdata_2017\n", "Mall:Projektdata", "mall : projektdata<!-- x -->"),
        *("Projektdata 2014", "ledningsrapport", "Projektfakta"),
    ],
)
def test_call_is_found_by_any_of_its_names(name: str) -> None:
    """The template is known by each name in the settings, as MediaWiki compares names."""
    assert find_call(Source(PAGE, f"{{{{Annan}}}} {{{{{name}|a=b}}}}"), Templates()) is not None


@pytest.mark.parametrize(
    "text",
    ["", "{{Projektdata 2012}}", "<nowiki>{{Projektdata}}</nowiki>", "{{Projektdata", "{{a|{{Projektdata}}}}"],
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
    assert (data.budget_total, data.timeplan, data.report.status_text) == (None, None, "")
    assert (data.people.nobody, data.closed, data.final_report) == (True, False, False)
    assert (data.report.updated, data.report.updated_text, data.report.status) == (None, "", None)
    assert (data.report.hidden, data.report.fields) == (False, {})
    assert data.report.place == data.place == Place(PAGE, 2)


@pytest.mark.parametrize("value", ["snart", "2022-02-30", "2022-13-01", "senast maj 2022", "9999-12-31", "0001-01-01"])
def test_unreadable_date_is_told(value: str) -> None:
    """A start that is no day, or one so far away that it is none, is unknown and told where it stands."""
    data = field("projektstart", value)
    (flaw,) = data.flaws
    assert data.start is None
    assert (flaw.code, flaw.place) == ("date-unreadable", Place(PAGE, 3))
    assert flaw.facts == {"text": value, "field": "start"}


def test_date_that_no_words_show_is_told_as_written() -> None:
    """A date that only a template shows cannot be read, and is told as it is written."""
    (flaw,) = field("projektslut", "{{datum|2022}}").flaws
    assert flaw.facts == {"text": "{{datum|2022}}", "field": "end"}


def test_unreadable_date_of_the_report_is_told_and_kept() -> None:
    """The date of a report that cannot be read is unknown, kept as written, and told."""
    data = field("uppdaterad", "i ''våras''")
    assert (data.report.updated, data.report.updated_text) == (None, "i våras")
    assert [(flaw.code, flaw.facts["field"]) for flaw in data.flaws] == [("date-unreadable", "updated")]


@pytest.mark.parametrize("value", ["", "0", "nej", "Nej, inte än", "no", "false", "–", "<!-- 1 -->"])
def test_flag_is_not_set_by_a_no(value: str) -> None:
    """A flag that is empty or says no is not set."""
    assert field("dolt_läge", value).report.hidden is False
    assert field("avslutad", value).closed is False


@pytest.mark.parametrize("value", ["1", "ja", "Ja", "yes", "true", "2022-06-30"])
def test_flag_is_set_by_anything_else(value: str) -> None:
    """A flag that says anything but no is set."""
    assert field("dolt_läge", value).report.hidden is True
    assert field("avslutad", value).closed is True


@pytest.mark.parametrize(
    ("value", "status"),
    [
        pytest.param("GreenForest", Status.GREEN, id="today"),
        pytest.param("green", Status.GREEN, id="case"),
        pytest.param("Green Forest", Status.GREEN, id="space"),
        pytest.param(" Orange ", Status.ORANGE, id="spaces-around"),
        pytest.param("Red<!-- tyvärr -->", Status.RED, id="comment"),
        pytest.param("'''Grön'''", Status.GREEN, id="swedish-green"),
        pytest.param("skogsgrön", Status.GREEN, id="swedish-forest-green"),
        pytest.param("ORANGE", Status.ORANGE, id="swedish-orange"),
        pytest.param("röd", Status.RED, id="swedish-red"),
        pytest.param("Button Icon Green.svg", Status.GREEN, id="icon"),
        pytest.param("[[Fil:Button Icon GreenForest.svg|20px]]", Status.GREEN, id="icon-shown"),
        pytest.param("[[File:button_icon_orange.svg]] Orange", Status.ORANGE, id="icon-and-word"),
        pytest.param("[[Fil:Button Icon Red.svg]][[Fil:Button Icon Red.svg]]", Status.RED, id="icon-twice"),
        pytest.param("White", None, id="white"),
        pytest.param("vit", None, id="swedish-white"),
        pytest.param("[[Fil:Button Icon White.svg]]", None, id="white-icon"),
        pytest.param("<!-- Green -->", None, id="comment-alone"),
        pytest.param("–", None, id="dash"),
        pytest.param("", None, id="empty"),
        pytest.param("Pågår", None, id="phase-of-2013"),
        pytest.param("avslutad 2013-12-01", None, id="phase-closed"),
    ],
)
def test_status_is_one_of_three_colours(value: str, status: Status | None) -> None:
    """The colours of all generations are mapped to three; white, empty and the phase of 2013 were never set."""
    assert read_status(value) == (status, "")
    for name in ("status", "statusColor"):
        assert (field(name, value).report.status, field(name, value).flaws) == (status, ())


@pytest.mark.parametrize(
    ("value", "words"),
    [
        pytest.param("Gul", "Gul", id="no-such-colour"),
        pytest.param("''Grön'' på det hela taget", "Grön på det hela taget", id="prose"),
        pytest.param("{{Ikon|grön}}", "{{Ikon|grön}}", id="template"),
        pytest.param("[[Fil:Button Icon Blue.svg]]", "[[Fil:Button Icon Blue.svg]]", id="no-such-icon"),
        pytest.param(
            "[[Fil:Button Icon Red.svg]] [[Fil:Button Icon Green.svg]]",
            "[[Fil:Button Icon Red.svg]] [[Fil:Button Icon Green.svg]]",
            id="two-icons",
        ),
    ],
)
def test_status_that_is_no_colour_is_kept_in_words(value: str, words: str) -> None:
    """What is no colour of any generation is no status, and its words are kept for people to be told."""
    assert read_status(value) == (None, words)
    assert field("status", value).report.status_text == words


@pytest.mark.parametrize(
    ("fields", "closed"),
    [
        pytest.param("fas=Avslutat", True, id="phase"),
        pytest.param("fas=avslutad.", True, id="phase-and-a-point"),
        pytest.param("fas=Avslutat (2014-12-31)", True, id="phase-and-a-date"),
        pytest.param("status=avslutat", True, id="status-of-2013"),
        pytest.param("fas=Pågår", False, id="under-way"),
        pytest.param("fas=Avslutas 2014-12-31", False, id="plan"),
        pytest.param("fas=Avslutat när rapporten är klar", False, id="condition"),
        pytest.param("fas=Inte avslutat", False, id="not"),
        pytest.param("fas=", False, id="empty"),
        pytest.param("status=GreenForest", False, id="colour"),
        pytest.param("fas=Pågår|avslutad=ja", True, id="flag"),
    ],
)
def test_phase_closes_the_project(fields: str, closed: bool) -> None:  # noqa: FBT001 - pytest's parameters
    """A phase that says that the project is finished closes it; one that says anything else does not."""
    assert read(f"{{{{Projektdata 2014|{fields}}}}}").closed is closed


def test_time_plan_of_the_box_is_a_slice_of_the_page() -> None:
    """The value of the time-plan field is given as the place where it stands, trimmed; none where it is empty."""
    text = "\n{{Projektdata 2014\n| tidplan = \n2013-08-01 [[Start]]\n2014-05-31 Slut \n| fas = Pågår\n}}"
    start, end = read(text).timeplan or (0, 0)
    assert text[start:end] == "2013-08-01 [[Start]]\n2014-05-31 Slut"
    assert read("{{Projektdata|tidsplan=Pågår 2014}}").timeplan == (23, 33)
    assert read("{{Projektdata|tidplan= <!-- kommer --> }}").timeplan is None
    assert read("{{Projektdata}}").timeplan is None


def test_number_that_the_box_asks_for_in_vain_is_told() -> None:
    """A box that asks the list for a name that it does not have is told of where it asks, with that name."""
    data = read("{{Projektdata\n|ansvarig=John\n|id={{Projektid|Prov 2020}}\n}}", number="225201")
    (flaw,) = data.flaws
    assert (data.number, flaw.code, flaw.place) == (None, "number-missing", Place(PAGE, 3))
    assert flaw.facts == {"name": "Prov 2020", "text": None}


def test_number_that_is_none_is_told() -> None:
    """A box that says something else than a number, for a project that the list lacks, is told with its words."""
    (flaw,) = field("id", "22A857").flaws
    assert flaw.facts == {"name": "Prov 2022", "text": "22A857"}


def test_money_is_read_with_the_other_facts() -> None:
    """Financiers and total are among the facts, and what is wrong with them among the flaws."""
    data = read("{{Projektdata|finansiär=A|budget=1 000|finansiär_2=B|budget_2=?|budget_total=1 500}}")
    assert (data.funding, data.budget_total) == ((Funding("A", 1000), Funding("B", None)), 1500)
    assert [flaw.code for flaw in data.flaws] == ["budget-unreadable"]


def test_fields_of_the_older_report_are_kept() -> None:
    """What people reported until 2015 in fields of that time is their report, too."""
    data = read("{{Ledningsrapport|progress=Bra|statusorsak=Igång|risker=Inga|omfattning=.|kostnadAktuell=7 691,02}}")
    assert data.report.fields == {"cost": "7 691,02", "progress": "Bra", "status_reason": "Igång", "risks": "Inga"}


@pytest.mark.parametrize(
    "value",
    [
        *("[[Projekt:A/Slutrapport]]", "[[Fil:A.pdf]]", "[http://a b]", "Skriven.", "{{Länk}}"),
        "2014-08-31 Projektet förlängt till 2014-05-31, slutrapport senast tre månader efter.",
    ],
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
