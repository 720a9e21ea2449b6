"""English cells, besides dates: they mean what their Swedish counterparts mean."""

from datetime import date

import pytest

from bot.model import Flaw, Funding, Mark, People, Person, Status
from bot.parse.amounts import currency, figures, read_amount, shows_money
from bot.parse.association import vocabulary_of
from bot.parse.columns import column, columns, is_header
from bot.parse.date_search import DateInLine, find_date
from bot.parse.date_spans import Frame
from bot.parse.date_tokens import nearest
from bot.parse.days import Side, read_day
from bot.parse.effort import effort_in_comment, read_effort
from bot.parse.fields import Fields
from bot.parse.funding import Budget, read_funding
from bot.parse.grid import Cell, Row
from bot.parse.languages import vocabulary
from bot.parse.marks import heading_mark, read_mark, template_mark
from bot.parse.numbers import Number, read_number
from bot.parse.people import read_people
from bot.parse.plan_part import in_year
from bot.parse.projectdata import read_status
from bot.parse.structure import Source
from bot.parse.sums import Part, Sums, is_total, may_hold_money, read_names, read_sums
from bot.parse.tasks import no_tasks, read_tag
from bot.parse.vocabulary import Vocabulary
from bot.parse.whereabouts import data_titles, may_be_project, project_of_data
from bot.settings import Settings, Templates

EN = vocabulary("en")
JOHN, SARA = Person("John"), Person("Sara")
FRAME = Frame(date(2022, 6, 1), date(2023, 8, 31), 2022)
IN_2023 = Frame(date(2023, 1, 1), date(2023, 8, 31), 2023)


@pytest.mark.parametrize("cell", ["when", "comment"])
@pytest.mark.parametrize(
    ("wikitext", "mark"),
    [
        ("Done", Mark.DONE),
        ("done!", Mark.DONE),
        ("Completed.", Mark.DONE),
        ("Finished – see the report", Mark.DONE),
        ("Fixed, thanks to Sara", Mark.DONE),
        ("The venue is booked. Done.", Mark.DONE),
        ("Report sent (completed)", Mark.DONE),
        ("{{Done}}", Mark.DONE),
        ("{{template:completed}}", Mark.DONE),
        ("Cancelled", Mark.CANCELLED),
        ("Canceled: nobody came", Mark.CANCELLED),
        ("Cancelled due to the pandemic", Mark.CANCELLED),
        ("Dropped for 2022", Mark.CANCELLED),
        ("Called off because of snow", Mark.CANCELLED),
        ("Too expensive. Called off!", Mark.CANCELLED),
        ("{{Cancelled}}", Mark.CANCELLED),
        ("Should be done in May", None),
        ("To be done", None),
        ("Not done", None),
        ("Almost finished", None),
        ("Done?", None),
        ("Done: 80 %", None),
        ("Done, but not paid", None),
        ("Done deal with the city", None),
        ("Fixed costs are paid by the city", None),
        ("Dropped a line to the museum", None),
        ("Klart", None),
        ("Inställt", None),
        ("{{Klart}}", None),
        ("{{Not done}}", None),
    ],
)
def test_marks(cell: str, wikitext: str, mark: Mark | None) -> None:
    """A mark is a word of its own at the start or end of a cell, or a template of that name; in doubt there is none."""
    cells = {"when": "", "comment": "", cell: wikitext}
    assert read_mark(name="", when=cells["when"], comment=cells["comment"], vocabulary=EN) is mark


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("Done. Book a venue", Mark.DONE),
        ("Book a venue – completed", Mark.DONE),
        ("<s>Book a venue</s>", Mark.CANCELLED),
        ("Cancelled: Book a venue", Mark.CANCELLED),
        ("Done deal", None),
        ("Fixed, safe routines", None),
        ("Finished goods in Commons", None),
        ("Completed checklists for editors", None),
    ],
)
def test_marks_of_a_name(name: str, mark: Mark | None) -> None:
    """In an activity's name a word that may be part of it is no mark."""
    assert read_mark(name=name, when="", comment="", vocabulary=EN) is mark


@pytest.mark.parametrize(
    ("words", "mark"),
    [
        ("Done", Mark.DONE),
        ("Completed activities", Mark.DONE),
        ("Already finished:", Mark.DONE),
        ("Cancelled activities", Mark.CANCELLED),
        ("Called off", Mark.CANCELLED),
        ("Done by volunteers", None),
        ("Fixed costs", None),
    ],
)
def test_marks_of_a_heading(words: str, mark: Mark | None) -> None:
    """A heading that says only that all below is done, or cancelled, marks it."""
    assert heading_mark(words, vocabulary=EN) is mark


def test_a_template_of_another_language_is_no_mark() -> None:
    """Each language has its own names of templates; `Done` is one in both."""
    assert template_mark("Klart", vocabulary=EN) is None
    assert template_mark("Done", vocabulary=EN) is template_mark("Done") is Mark.DONE


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("John", People((JOHN,))),
        ("John and Sara", People((JOHN, SARA))),
        ("John, Sara & Eric", People((JOHN, SARA, Person("Eric")))),
        ("John together with Sara", People((JOHN, SARA))),
        ("John with support of Sara", People((JOHN,), (SARA,))),
        ("John, with support from Sara and Eric", People((JOHN,), (SARA, Person("Eric")))),
        ("John, supported by Sara", People((JOHN,), (SARA,))),
        ("John with help from Sara", People((JOHN,), (SARA,))),
        ("John with the assistance of Sara", People((JOHN,), (SARA,))),
        ("Responsible: John", People((JOHN,))),
        ("John (project manager)", People((JOHN,))),
        ("[[User:John (WMXX)|John]]", People((Person("John", "John (WMXX)"),))),
        ("[[User talk:Sara]]", People((Person("Sara", "Sara"),))),
        ("Everyone", People(everyone="lead")),
        ("All staff", People(everyone="lead")),
        ("John, with support of everybody", People((JOHN,), everyone="support")),
        ("TBD", People()),
        ("Nobody", People()),
        ("N/A", People()),
        ("Sandy", People((Person("Sandy"),))),
        ("Samtliga", People((Person("Samtliga"),))),
        ("John och Sara", People((Person("John och Sara"),))),
    ],
)
def test_people(cell: str, people: People) -> None:
    """Leads come before the words for support, support after them; `Everyone` and `All` give no name."""
    assert read_people(cell, vocabulary=EN) == people


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("3", 3),
        ("0.5", 0.5),
        ("½", 0.5),
        ("1½ days", 1.5),
        ("3 days", 3),
        ("1 day", 1),
        ("2.5 working days", 2.5),
        ("2 workdays", 2),
        ("4 person-days", 4),
        ("3 hours", 0.375),
        ("8 h", 1),
        ("4 hrs.", 0.5),
        ("approx. 3 days", 3),
        ("in total 3 days", 3),
        ("0,5", None),
        ("1,000", None),
        ("1-2", None),
        ("3 weeks", None),
        ("3 dagar", None),
    ],
)
def test_effort(cell: str, days: float | None) -> None:
    """An effort is one number of days or hours, with a decimal point: a comma may part thousands."""
    assert read_effort(cell, vocabulary=EN) == days


@pytest.mark.parametrize(
    ("comment", "days"),
    [
        ("Book early (3 days)", 3),
        ("Book early. 4 hours.", 0.5),
        ("Book early – 2.5 days. Done!", 2.5),
        ("The conference takes 3 days", None),
        ("Book early (3 dagar)", None),
    ],
)
def test_effort_in_a_comment(comment: str, days: float | None) -> None:
    """At the end of a comment an effort stands by itself, with its unit."""
    assert effort_in_comment(comment, vocabulary=EN) == days


@pytest.mark.parametrize("cell", ["N/A", "n/a: no software", "None", "Not applicable", "No tasks.", "No task"])
def test_no_tasks_on_purpose(cell: str) -> None:
    """These words say that there are to be no tasks."""
    assert no_tasks(cell, vocabulary=EN)


@pytest.mark.parametrize("cell", ["", "None of them yet", "Inga", "Ej aktuellt", "N/A T1"])
def test_tasks_that_are_missing(cell: str) -> None:
    """Anything else says nothing of that."""
    assert not no_tasks(cell, vocabulary=EN)


@pytest.mark.parametrize(
    ("header", "tag"),
    [("Phabricator<br>Exchange-2022", "Exchange-2022"), ("Phabricator WMUK", "WMUK"), ("Phabricator tasks", None)],
)
def test_tags(header: str, tag: str | None) -> None:
    """A header's second line is the project's tag, and on its first line what cannot be a word of the heading."""
    assert read_tag(header, vocabulary=EN) == tag


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("Date", "when"),
        ("When?", "when"),
        ("Time", "when"),
        ("Period", "when"),
        ("Activity", "name"),
        ("'''Activities'''", "name"),
        ("What", "name"),
        ("Effort (days)", "effort"),
        ("Effort", "effort"),
        ("Days", "effort"),
        ("Time (days)", "effort"),
        ("Responsible", "owner"),
        ("Responsible person", "owner"),
        ("Owner", "owner"),
        ("Lead", "owner"),
        ("Who", "owner"),
        ("Comment", "comment"),
        ("Comments", "comment"),
        ("Notes", "comment"),
        ("Phabricator", "tasks"),
        ("Phabricator tasks", "tasks"),
        ("Task", "tasks"),
        ("Status", "status"),
        ("Hours", "hours"),
        ("Effort (hours)", "hours"),
        ("Time (hours)", "hours"),
        ("Lead time", None),
        ("Date of payment", None),
        ("Datum", None),
        ("Aktivitet", None),
        ("Date" * 200, None),
    ],
)
def test_columns(header: str, key: str | None) -> None:
    """Columns are known by what people call them; a number of hours without its unit would be read as days."""
    assert column(header, vocabulary=EN) == key


def headers(*names: str) -> Row:
    """A row of headers."""
    return Row(tuple(Cell(name, header=True, line=1) for name in names), 1)


def test_tasks_that_are_activities() -> None:
    """`Task` heads the activities where no other column does, else the tasks on Phabricator."""
    alone = columns(headers("Date", "Task", "Owner"), vocabulary=EN)
    assert alone == {"when": 0, "name": 1, "owner": 2}
    assert is_header(alone)
    assert columns(headers("Date", "Activity", "Task"), vocabulary=EN) == {"when": 0, "name": 1, "tasks": 2}
    assert columns(headers("Date", "Phabricator"), vocabulary=EN) == {"when": 0, "tasks": 1}


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("1,000,000", 1_000_000),
        ("67 500", 67_500),
        ("39600", 39_600),
        ("2,749.80", 2_749.8),
        ("2749.80", 2_749.8),
        ("$1,000", 1_000),
        ("US$ 1,000.50", 1_000.5),
        ("USD 1,000", 1_000),
        ("1,000 USD", 1_000),
        ("€5,000", 5_000),
        ("5 000 EUR", 5_000),
        ("5,000 euros", 5_000),
        ("£500", 500),
        ("500 GBP.", 500),
        ("SEK 67,500", 67_500),
        ("1.2 million", 1_200_000),
        ("$2.345678 million", 2_345_678),
        ("1.250 million", 1_250_000),
        ("£2m", 2_000_000),
        ("2.749,80", None),
        ("1.250", None),
        ("1,25", None),
        ("1,00,000", None),
        ("10k", None),
        ("about 500", None),
        ("$1,000 each", None),
        ("1 000 kr", None),
    ],
)
def test_amounts(words: str, amount: float | None) -> None:
    """A comma or a space parts thousands, a point begins the hundredths; the currency stands on either side."""
    assert read_amount(words, vocabulary=EN) == amount


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("$5", "USD"),
        ("US$ 5", "USD"),
        ("5 dollars", "USD"),
        ("CA$5", "CAD"),
        ("5 EUR", "EUR"),
        ("€5", "EUR"),
        ("5", ""),
    ],
)
def test_currencies(said: str, code: str) -> None:
    """A currency is known by its sign, its code or its name."""
    assert currency(said, vocabulary=EN) == code


def test_runs_of_figures() -> None:
    """A run of figures is found whole, with the currency on either side of it, and no part of a word."""
    text = "WMF $32,000 travel 2,749.80 EUR, USD 1.2 million; 5 eurovision"
    found = [match[0] for match in figures(EN).finditer(text)]
    assert found == ["$32,000", "2,749.80 EUR", "USD 1.2 million", "5"]


@pytest.mark.parametrize(("said", "shown"), [("$5", True), ("1,000", True), ("2.50", True), ("4105", False)])
def test_money_that_shows(said: str, shown: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """A currency, groups of three or hundredths show that figures are money."""
    assert shows_money(said, vocabulary=EN) is shown


USD, EUR = frozenset({"USD"}), frozenset({"EUR"})


@pytest.mark.parametrize(
    ("cell", "sums"),
    [
        ("$26,000 (WMF)", Sums((Part("WMF", 26_000),), currencies=USD)),
        ("WMF ($26,000)", Sums((Part("WMF", 26_000),), currencies=USD)),
        ("WMF: $26,000 and Donations: $2,000", Sums((Part("WMF", 26_000), Part("Donations", 2_000)), currencies=USD)),
        ("€8,000 (own)", Sums((Part("own", 8_000),), currencies=EUR)),
        ("Own: €8,000", Sums((Part("Own", 8_000),), currencies=EUR)),
        ("WMF: $26,000\nTotal: $26,000", Sums((Part("WMF", 26_000),), (26_000,), USD)),
        ("Grand total $5,000", Sums((), (5_000,), USD)),
        ("4105: 10,000", Sums((Part("", 10_000, account=True),))),
        ("4105 WMF: $10,000", Sums((Part("WMF", 10_000, account=True),), currencies=USD)),
        ("$5,000 and €5,000", None),
        ("WMF: $5,000\nEU: €5,000", None),
        ("of which $5,000", None),
        ("about $5,000", None),
        ("$5,000 per year", None),
        ("$5,000 (requested)", None),
        ("5,000 kronor", None),
    ],
)
def test_sums(cell: str, sums: Sums | None) -> None:
    """A cell about money is read as a whole or not at all, and in one currency."""
    assert read_sums(cell, bare=False, vocabulary=EN) == sums


def test_totals_names_and_money() -> None:
    """A total's label is nobody's name, what refers to accounts names nobody, and figures in a text may be money."""
    assert is_total("Total:", vocabulary=EN)
    assert not is_total("Totally Wiki", vocabulary=EN)
    assert read_names("WMF\nFrom 4105", vocabulary=EN) == ("WMF",)
    assert may_hold_money("some $5,000 or so", vocabulary=EN)
    assert not may_hold_money("WMF", vocabulary=EN)


def budget(own: Vocabulary = EN, **values: str) -> tuple[Budget, list[Flaw]]:
    """The money of a call with these parameters."""
    flaws: list[Flaw] = []
    names: dict[str, tuple[str, ...]] = {key: (key,) for key in ("funder", "budget", "cost_budget")}
    names["budget_total"] = ("total",)
    source = Source("Project:Test/Project data", f"{{{{P|{'|'.join(f'{key}={one}' for key, one in values.items())}}}}}")
    fields = Fields(source, next(source.calls()), Templates(fields=names))
    return read_funding(fields, flaws, vocabulary=own), flaws


def test_budgets() -> None:
    """Who gives what is told for each of several financiers, with their sum."""
    found, flaws = budget(funder="WMF", budget="$1,000", funder_2="Donations", budget_2="500 USD", total="$1,500")
    assert found == Budget((Funding("WMF", 1_000), Funding("Donations", 500)), 1_500)
    assert not flaws


def test_a_budget_with_a_total_as_an_item() -> None:
    """What stands beside the word for a total is a total, and nobody's."""
    found, flaws = budget(funder="WMF<br>Donations<br>Total", budget="$1,000<br>$500<br>$1,500")
    assert (found.total, [one.funder for one in found.funding], flaws) == (1_500, ["WMF", "Donations"], [])


def test_a_budget_in_two_currencies() -> None:
    """Money of two currencies is not told in one number: no amounts, and a finding at the second one."""
    found, flaws = budget(funder="WMF", budget="$1,000", funder_2="EU", budget_2="€500")
    assert found == Budget((Funding("WMF", None), Funding("EU", None)))
    assert [(one.code, one.facts["text"]) for one in flaws] == [("budget-unreadable", "€500")]


EURO = vocabulary_of(Settings(language="en", currency="EUR"))


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"budget": "$1,000"}, id="a sum"),
        pytest.param({"funder": "WMF: $1,000"}, id="beside the name"),
        pytest.param({"funder": "WMF", "budget": "1,000", "total": "1,000 USD"}, id="the total"),
        pytest.param({"funder": "WMF", "budget": "$1,000", "funder_2": "EU", "budget_2": "€500"}, id="one of two"),
        pytest.param({"cost_budget": "$1,000"}, id="the figure of the report"),
    ],
)
def test_a_sum_in_another_currency(values: dict[str, str]) -> None:
    """What is in another currency than the association's is none of its own: no amount, and told of where it stands."""
    found, (flaw,) = budget(EURO, **values)
    assert (found.total, {one.amount for one in found.funding} - {None}) == (None, set())
    assert (flaw.code, flaw.facts["currency"]) == ("budget-unreadable", "USD")


def test_sums_in_another_currency_are_not_compared() -> None:
    """Of sums in several currencies, or in another, none is told to miss the sum of the others."""
    found, flaws = budget(EURO, funder="WMF: $1,000", budget="€900")
    assert (found.total, [one.facts.get("currency") for one in flaws]) == (None, ["USD"])


@pytest.mark.parametrize("value", ["1,000", "€1,000", "1,000 EUR", "1,000 euros"])
def test_a_sum_in_the_own_currency(value: str) -> None:
    """The association's own currency may be written or not."""
    assert budget(EURO, funder="WMF", budget=value) == (Budget((Funding("WMF", 1_000),), 1_000), [])


@pytest.mark.parametrize(
    ("words", "status", "left"),
    [
        ("Green", Status.GREEN, ""),
        ("Amber", Status.ORANGE, ""),
        ("orange", Status.ORANGE, ""),
        ("Red", Status.RED, ""),
        ("[[File:Button Icon GreenForest.svg]]", Status.GREEN, ""),
        ("white", None, ""),
        ("Yellow", None, "Yellow"),
        ("In progress", None, ""),
        ("Completed June 2022", None, ""),
        ("Completed 2022-06-30", None, ""),
        ("Completed the first part", None, "Completed the first part"),
        ("Grön", None, "Grön"),
    ],
)
def test_statuses(words: str, status: Status | None, left: str) -> None:
    """The colours of the template, an icon's file, or the phase of the project; there is no yellow."""
    assert read_status(words, vocabulary=EN) == (status, left)


@pytest.mark.parametrize(
    ("field", "side", "day"),
    [
        ("2017-09-30", "last", "2017-09-30"),
        ("September 30, 2017", "last", "2017-09-30"),
        ("June 2017", "first", "2017-06-01"),
        ("2017-09-30 (final report 2017-12-01)", "last", "2017-09-30"),
        ("2017-09-30 (report due 1 December 2017)", "last", "2017-09-30"),
        ("2017-09-30 (Wikimania 2017)", "last", "2017-09-30"),
        ("2017-09-30 (may be longer)", "last", "2017-09-30"),
        ("2017-09-30 (extended to December)", "last", None),
        ("2017-09-30 (WMF), 2018-06-30 (EU)", "last", None),
        ("2017-09-30 (or later)", "last", None),
        ("2017-09-30 (5/6)", "last", None),
        ("5/6/2017", "last", None),
        ("30 september 2017 och 1 maj 2018", "last", None),
    ],
)
def test_days_of_the_project(field: str, side: Side, day: str | None) -> None:
    """A remark is let be unless it holds another date for the same thing, or may."""
    found = read_day(field, side, vocabulary=EN)
    assert (found and found.isoformat()) == day


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("6 July: meeting", "6 July"),
        ("July 6 – meeting in London", "July 6"),
        ("Meeting in London on July 6", "on July 6"),
        ("Final report by 31 January", "by 31 January"),
        ("May: meeting", "May"),
        ("Meeting in May", "in May"),
        ("Spring: planning", "Spring"),
        ("2013-08-01 May asks the museum", "2013-08-01"),
        ("Volunteers may help", None),
        ("We march on", None),
        ("Prices fall again", None),
        ("May joins the team", None),
        ("The summer school takes place", None),
        ("April, June and Jan plan it", None),
        ("Meeting", None),
    ],
)
def test_dates_in_lines(line: str, found: str | None) -> None:
    """The date of a line is found among its words; words that only look like months are none."""
    one = find_date(line, vocabulary=EN)
    assert (one and line[one.start : one.end]) == found


@pytest.mark.parametrize(
    "line",
    [
        "Meeting around 15 May",
        "Meeting after 1 May",
        "Meeting on 5 May or 12 May",
        "Two weeks before 1 May",
        "Meeting in May moved to June",
        "Meeting on 5/6",
        "Statistics for March",
    ],
)
def test_dates_in_lines_that_are_not_clear(line: str) -> None:
    """Half of a date is a wrong one: such a line has a date that a person must read."""
    assert find_date(line, vocabulary=EN) == DateInLine(0, len(line), clear=False)


@pytest.mark.parametrize(
    ("word", "meant"),
    [("setpember", "September"), ("Maj", "May"), ("mondey", "Monday"), ("sumer", "summer"), ("x", None)],
)
def test_nearest_words(word: str, meant: str | None) -> None:
    """A slip of the pen, or a Swedish month, is shown as the word that was meant."""
    assert nearest(word, EN) == meant


@pytest.mark.parametrize("heading", ["Timeline 2023", "Plan for 2023", "Phase 2: 2023", "2023", "spring 2023"])
def test_headings_of_a_year(heading: str) -> None:
    """A heading that says a year, and nothing else, gives its year to the dates below."""
    assert in_year(FRAME, heading, vocabulary=EN) == IN_2023


def test_headings_with_a_name() -> None:
    """A year that belongs to a name says nothing of when."""
    assert in_year(FRAME, "Before Wikimania 2023", vocabulary=EN) == FRAME


@pytest.mark.parametrize("flag", ["no", "No.", "not yet", "0", "false", "ongoing", "open", ""])
def test_flags_that_are_not_set(flag: str) -> None:
    """A no, in words or figures, sets no flag."""
    source = Source("A", f"{{{{P|avslutad={flag}}}}}")
    assert not Fields(source, next(source.calls()), Templates()).flag("closed", vocabulary=EN)


def test_numbers() -> None:
    """The number is looked up by the name that the box asks the list for."""
    numbers = {"Open Heritage": "220101"}
    assert read_number("{{Project ID|Open Heritage}}", name="A", numbers=numbers, vocabulary=EN) == Number("220101")
    assert read_number("{{Projektid|Open Heritage}}", name="A", numbers=numbers, vocabulary=EN) == Number(None)


def test_subpages() -> None:
    """Facts stand on `Project data`; reports and applications are no projects."""
    assert data_titles("Project:A", vocabulary=EN) == ["Project:A/Project data", "Project:A/Project facts"]
    assert project_of_data("Project:A/Project data", vocabulary=EN) == "Project:A"
    assert not may_be_project("Project:A/Final report", vocabulary=EN)
    assert not may_be_project("Project:A/Project data", vocabulary=EN)
    assert may_be_project("Project:A/Slutrapport", vocabulary=EN)


def test_facts_are_no_project_in_any_language() -> None:
    """A wiki that changes its language has pages of facts under their old names: they are no projects all the same."""
    assert not may_be_project("Projekt:A 2022/Projektdata", vocabulary=EN)
    assert not may_be_project("Project:A 2022/Project facts")
