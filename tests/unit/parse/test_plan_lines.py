"""The lines of older time plans: the golden table of single lines, and how lines belong together."""

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.checks.activities import activity_undated, date_unreadable
from bot.model import Activity, Mark
from bot.parse.date_spans import Frame
from bot.parse.structure import Source
from bot.parse.timeplan import TimePlan, read_timeplan
from tests.support.builders import project, settings, standing

GOLDEN = Path(__file__).parents[2] / "golden" / "plan_lines.tsv"
FINDINGS = {"activity-undated", "date-unreadable", "timeplan-unreadable"}


class Case(NamedTuple):
    """One row of the golden table; `-` is None, and as a name no activity."""

    id: str
    line: str
    year: str
    project_start: str
    project_end: str
    start: str
    end: str
    name: str
    flags: str


def golden() -> list[Case]:
    """All rows of the golden table."""
    with GOLDEN.open(encoding="utf-8", newline="") as table:
        rows = list(csv.reader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Case(*row) for row in rows[1:]]


def day(written: str) -> date | None:
    """A day of the golden table."""
    return None if written == "-" else date.fromisoformat(written)


def findings(plan: TimePlan) -> set[str]:
    """The codes of what people are told of a plan, as far as it is about what can be read."""
    read = standing(replace(project(), activities=plan.activities))
    rules = [rule(read, settings()) for rule in (activity_undated, date_unreadable)]
    return {flaw.code for flaws in (plan.flaws, *rules) for flaw in flaws}


def read(*lines: str, heading: str = "== Tidplan ==", year: int = 2013) -> TimePlan:
    """The plan of a project over one year, below a heading on line 1."""
    frame = Frame(date(year, 1, 1), date(year, 12, 31), year)
    return read_timeplan(Source("Projekt:Prov", "\n".join([heading, *lines, "== Annat ==", ""])), frame)


def told(*lines: str, heading: str = "== Tidplan ==") -> list[tuple[str, str, int]]:
    """The name, the words of the date and the line of each activity."""
    return [_told(one) for one in read(*lines, heading=heading).activities]


def _told(one: Activity) -> tuple[str, str, int]:
    return one.name, one.when.text, one.place.line


@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in golden()])
def test_line_reads_as_its_words_say(case: Case) -> None:
    """A line gives the date, the name and the mark that its words say, or the finding that tells of it."""
    frame = Frame(day(case.project_start), day(case.project_end), int(case.year))
    plan = read_timeplan(Source("Projekt:Prov", f"== Tidplan ==\n{case.line}\n"), frame)
    flags = set(case.flags.split())
    assert findings(plan) == flags & FINDINGS
    seen = [
        (one.name, one.when.start, one.when.end, one.when.tentative, one.mark or "", one.place.line)
        for one in plan.activities
    ]
    mark = next(iter(flags & {"done", "cancelled"}), "")
    expected = (case.name, day(case.start), day(case.end), "tentative" in flags, mark, 2)
    assert seen == ([] if case.name == "-" else [expected])


def test_lines_below_a_date_have_it() -> None:
    """A line of a list that is only a date gives it to the lines below it that have none of their own."""
    lines = ("* Maj", "** Möte", "** 5 juni: fika", "* Juni:", "** Läger", "* Slut i augusti")
    assert told(*lines) == [
        ("Möte", "Maj", 3),
        ("fika", "5 juni", 4),
        ("Läger", "Juni", 6),
        ("Slut", "i augusti", 7),
    ]


@pytest.mark.parametrize("above", ["'''Maj'''", "Maj:", "; Maj", "* Maj"])
def test_date_above_a_list_may_stand_in_any_dress(above: str) -> None:
    """Such a date may be a line of its own above the list, in bold, as a term, or a line of the list."""
    below = ("** Möte", "** Fika") if above.startswith("*") else ("* Möte", "* Fika")
    assert told(above, *below) == [("Möte", "Maj", 3), ("Fika", "Maj", 4)]


def test_date_above_a_list_ends_with_the_list() -> None:
    """What comes after the list does not get its date."""
    lines = ("'''Maj'''", "* Möte", "Sedan är det slut.", "* Fika")
    assert told(*lines) == [("Möte", "Maj", 3), ("Fika", "", 5)]


def test_definitions_below_a_date_are_activities() -> None:
    """Below a term that is a date, each definition is an activity, also when a colon alone begins it."""
    assert told("; Maj", ": Möte", ": Fika", "; 5 juli : Slut") == [
        ("Möte", "Maj", 3),
        ("Fika", "Maj", 4),
        ("Slut", "5 juli", 5),
    ]


def test_date_with_nothing_below_is_an_activity_without_a_name_of_its_own() -> None:
    """A date that no list belongs to is not dropped: it is an activity, and its words are all the name there is."""
    assert told("* 5 maj", "* 6 maj: möte") == [("5 maj", "5 maj", 2), ("möte", "6 maj", 3)]


def test_year_above_a_list_is_that_of_its_dates() -> None:
    """A year as a line of the list is the year of the dates below it, and the date of lines without one."""
    plan = read("* 2012", "** maj: möte", "** fika", "* 2014", "** november–februari: läger")
    assert [(one.name, one.when.start, one.when.end) for one in plan.activities] == [
        ("möte", date(2012, 5, 1), date(2012, 5, 31)),
        ("fika", date(2012, 1, 1), date(2012, 12, 31)),
        ("läger", date(2014, 11, 1), date(2015, 2, 28)),
    ]


def test_lines_below_an_activity_belong_to_it() -> None:
    """A line below an activity that has no date is part of it; one with a date is an activity of its own."""
    lines = ("* 30 mars: möte", "** boka lokal", "** 5 april: tacka", "*** med blommor", "* Annat", "*: not")
    assert told(*lines) == [("möte", "30 mars", 2), ("tacka", "5 april", 4), ("Annat", "", 6)]


def test_heading_that_is_a_date_is_that_of_its_list() -> None:
    """A heading inside the plan that is only a date gives it to the lines below that have none."""
    lines = ("=== Maj ===", "* Möte", "* 7 juni: fika", "=== '''Juni 2014''' ===", "* Läger", "=== Mål ===", "* Nå ut")
    plan = read(*lines)
    assert [(one.name, one.when.start) for one in plan.activities] == [
        ("Möte", date(2013, 5, 1)),
        ("fika", date(2013, 6, 7)),
        ("Läger", date(2014, 6, 1)),
        ("Nå ut", None),
    ]


def test_year_in_a_heading_is_that_of_its_dates() -> None:
    """A year as a heading gives the year of the dates below, also below deeper headings, to the next one."""
    lines = (
        "=== 2012 ===",
        "* maj: a",
        "==== Höst ====",
        "* b",
        "=== 2014 ===",
        "* maj: c",
        "=== Övrigt ===",
        "* maj: d",
    )
    assert [(one.name, one.when.start) for one in read(*lines).activities] == [
        ("a", date(2012, 5, 1)),
        ("b", date(2012, 9, 1)),
        ("c", date(2014, 5, 1)),
        ("d", date(2013, 5, 1)),
    ]


def test_lines_may_be_broken_by_tags() -> None:
    """Where a break, an item of an HTML list or a paragraph parts two lines, each is an activity."""
    assert told("30 mars: a<br>5 april: b<br />", "6 april: c<p>7 april: d</p>") == [
        ("a", "30 mars", 2),
        ("b", "5 april", 2),
        ("c", "6 april", 3),
        ("d", "7 april", 3),
    ]
    assert told("<ul><li>30 mars: a", "<li class=x>b</ul>") == [("a", "30 mars", 2), ("b", "", 3)]


def test_lines_that_are_not_shown_are_none() -> None:
    """Comments are left out, also over lines, and empty bullets are no lines."""
    assert told("<!-- * 5 maj: dold -->", "* 6 maj: x <!--", "* 7 maj: dold --> y", "*", "* ") == [("x y", "6 maj", 3)]


def test_line_may_run_on_in_a_template() -> None:
    """A template over several lines does not end the line that it stands in."""
    assert told("* 5 maj: möte {{Ruta", "|text", "}} i Lund", "* 6 maj: fika") == [
        ("möte i Lund", "5 maj", 2),
        ("fika", "6 maj", 5),
    ]


def test_effort_tasks_and_marks_stand_in_the_line() -> None:
    """A line says by itself what the columns of a table say."""
    (one,) = read("* 5 maj: boka lokal, [[phab:T123]] (3 dagar)").activities
    assert (one.days, one.tasks, one.no_tasks, one.has_owner_column, one.mark) == (3, ("T123",), False, False, None)


def test_mark_is_taken_off_the_name() -> None:
    """The word of a mark is no part of what is to be done, wherever it stands, unless it is all there is."""
    assert told("* 30 mars: Klart! Möte", "* Fixat! 5 april", "* 6 april: möte. Utgått") == [
        ("Möte", "30 mars", 2),
        ("Fixat!", "5 april", 3),
        ("möte", "6 april", 4),
    ]


def test_plain_text_is_an_activity_where_it_has_a_date() -> None:
    """Of plain lines those with one date are activities, the others are talk."""
    lines = ("Så här har vi tänkt.", "2013-08-01 Start", "Slutet firas 31 december.", "Välkommen!")
    assert told(*lines) == [
        ("Start", "2013-08-01", 3),
        ("Slutet firas", "31 december.", 4),
    ]


def test_prose_beside_a_list_is_talk() -> None:
    """Where there are lists, a sentence with a date in the middle is talk; one that begins with it is not."""
    lines = ("Projektet startade 1 januari 2013.", "* 5 maj: möte", "2013-08-01 Fika")
    assert told(*lines) == [("möte", "5 maj", 3), ("Fika", "2013-08-01", 4)]


def test_line_with_several_dates_is_told() -> None:
    """A plain line with dates that nobody can choose between is told of where it stands, beside what was read."""
    plan = read("* 5 maj: möte", "Vi ses 6 maj, eller kanske 7 maj.")
    assert [(flaw.code, flaw.place.line, flaw.facts["text"]) for flaw in plan.flaws] == [
        ("date-unreadable", 3, "Vi ses 6 maj, eller kanske 7 maj.")
    ]


def test_quoted_line_is_cut() -> None:
    """Of a long line that cannot be dated, the finding quotes the beginning, up to a whole word."""
    (flaw,) = read("* 5 maj: möte", f"Vi ses 6 maj, eller kanske 7 maj{' om alla kan' * 9}.").flaws
    assert flaw.facts["text"] == "Vi ses 6 maj, eller kanske 7 maj om alla kan om alla kan om alla kan om alla …"


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("| 5 maj || Möte", id="cells"),
        pytest.param("! Datum !! Aktivitet", id="headers"),
        pytest.param(" <!-- a -->|5 maj", id="indented"),
    ],
)
def test_rows_without_a_table_are_told(row: str) -> None:
    """Rows of a table whose beginning is lost are no lines of a plan; that is told of once, at the first of them."""
    plan = read("* 7 maj: Resa", row, "|-", "| 6 maj || Fika", "|}")
    assert [one.name for one in plan.activities] == ["Resa"]
    assert [(flaw.code, flaw.place.line, flaw.facts["why"]) for flaw in plan.flaws] == [
        ("timeplan-unreadable", 3, "unopened")
    ]


def test_line_that_shouts_is_a_line() -> None:
    """An exclamation mark at the start of a line does not make it a row of a table, nor does a lone end of one."""
    plan = read("!5 maj: Viktigt möte!", "|}")
    assert ([one.name for one in plan.activities], plan.flaws) == (["Viktigt möte!"], ())


TABLE = ("{|", "! Datum !! Aktivitet", "|-", "| maj || Resa", "|}")


def test_lines_beside_a_table_are_told() -> None:
    """Beside a plan in a table, lines with a date may be notes on it: they are no activities, but are told of."""
    lines = ("* 2 april: före", *TABLE, "* 7 juli: efter", "* not", "Läs mer 8 juli.", "* rapport senast 5 maj")
    plan = read(*lines)
    assert [one.name for one in plan.activities] == ["Resa"]
    assert [(flaw.code, flaw.place.line) for flaw in plan.flaws] == [
        ("date-unreadable", line) for line in (2, 8, 10, 11)
    ]


def test_lists_below_another_heading_than_the_table_are_read() -> None:
    """In the whole of a plan with a table, lines count that begin with their date."""
    assert told(*TABLE, "=== Senare ===", "* 5 juni: möte", "* not") == [("Resa", "maj", 5), ("möte", "5 juni", 8)]


def test_long_line_has_no_date() -> None:
    """A text longer than any line of a plan is not looked through; as a line of a list it is told of as undated."""
    plan = read(f"* 5 maj: {'mycket ' * 400}")
    assert findings(plan) == {"activity-undated"}


def test_text_of_an_unclear_date_is_cut() -> None:
    """The words of a line that cannot be dated are kept for the finding, but no more than a cell may hold."""
    (one,) = read(f"* 5 maj eller 6 maj: {'mycket ' * 100}").activities
    assert (one.when.unreadable, len(one.when.text)) == (True, 300)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(("* mars 2013: ansökan<br>Klart",), id="after-a-break"),
        pytest.param(("* mars 2013: ansökan<br />", "Klart!"), id="after-a-break-and-a-new-line"),
        pytest.param(("* mars 2013: ansökan", "** Klart"), id="in-a-list-below"),
        pytest.param(("* mars 2013: ansökan", "*: Klart."), id="indented-below"),
        pytest.param(("* mars 2013 (klart): ansökan",), id="after-the-date"),
        pytest.param(("=== Klart ===", "* mars 2013: ansökan"), id="in-the-heading"),
        pytest.param(("=== Genomförda aktiviteter ===", "==== Vår ====", "* mars 2013: ansökan"), id="further-up"),
    ],
)
def test_mark_may_stand_around_a_line(lines: tuple[str, ...]) -> None:
    """What is said below a line, in parentheses after its date, or in a heading above it marks it, too."""
    (one,) = read(*lines).activities
    assert (one.name, one.mark) == ("ansökan", Mark.DONE)


def test_mark_below_belongs_to_the_line_above_it() -> None:
    """A mark marks the activity that it stands below, not the ones between or after."""
    found = read(
        "* mars: a", "** april: b", "** Klart", "* maj: c", "=== Inställt ===", "* juni: d", "=== Mer ===", "* juli: e"
    )
    marks = [(one.name, one.mark) for one in found.activities]
    assert marks == [("a", Mark.DONE), ("b", None), ("c", None), ("d", Mark.CANCELLED), ("e", None)]


@pytest.mark.parametrize("line", ["Senast uppdaterad 3 mars 2013", "(Tidplanen ändrad 3 mars)", "Version 3 mars 2013"])
def test_line_about_the_plan_is_talk(line: str) -> None:
    """When the plan was written is no activity."""
    assert told("* 5 maj: möte", line) == [("möte", "5 maj", 2)]


@pytest.mark.parametrize(
    ("line", "name", "comment"),
    [
        ("* 5 maj: Möte med UD. Väntar på svar", "Möte med UD", "Väntar på svar"),
        ("* 5 maj: Rapport (delvis gjort, John)", "Rapport", "delvis gjort, John"),
        ("* 5 maj: Besöka t.ex. Arbetslivsmuseum", "Besöka t.ex. Arbetslivsmuseum", ""),
        ("* 5 maj: Möte med UD.", "Möte med UD.", ""),
    ],
)
def test_what_is_added_to_a_line_is_its_comment(line: str, name: str, comment: str) -> None:
    """Further sentences and what stands in parentheses may change while the activity is the same."""
    (one,) = read(line).activities
    assert (one.name, one.comment) == (name, comment)
