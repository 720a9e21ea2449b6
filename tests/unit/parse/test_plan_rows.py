"""The rows of time plans that are tables: rows as people wrote them, and every way to write a table of them."""

import csv
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.model import Activity, Mark
from bot.parse.date_spans import Frame
from bot.parse.plan_part import Part
from bot.parse.plan_rows import Rows, read_rows
from bot.parse.structure import Source
from bot.parse.timeplan import TimePlan, read_timeplan

GOLDEN = Path(__file__).parents[2] / "golden" / "timeplan_rows.tsv"
FRAME = Frame(date(2022, 1, 1), date(2022, 12, 31), 2022)
HEADS = {
    "6col": ("Datum", "Aktivitet", "Tidsåtgång (dagar)", "Ansvarig", "Kommentar", "Phabricator"),
    "4col": ("Datum", "Aktivitet", "Kommentar", "Phabricator"),
}
LINES = {"bullet": "• {}: {}", "line": "{} {}", "list": "* {}{}", "prose": "{}{}"}


class Case(NamedTuple):
    """A row as somebody wrote it, in its layout, and what its words say.

    Attributes:
        layout: `6col` and `4col` are tables; `bullet`, `line`, `list` and `prose` stand below the heading without one,
            `field` in a parameter of the template with the project data.
        name: `-` where there is no activity; of a line, what is left without its date.
        start, end: `-` where they are not said.
        lead, support, tasks: Parted by commas.
        no_tasks, tentative: `yes` or nothing.
    """

    id: str
    page: str
    layout: str
    year: str
    datum: str
    aktivitet: str
    effort: str
    ansvarig: str
    kommentar: str
    phabricator: str
    name: str
    start: str
    end: str
    days: str
    lead: str
    support: str
    everyone: str
    tasks: str
    no_tasks: str
    tentative: str


def golden() -> list[Case]:
    """All rows of the golden table; a backslash and n in a cell are a line break."""
    with GOLDEN.open(encoding="utf-8", newline="") as table:
        rows = list(csv.reader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Case(*(cell.replace("\\n", "\n") for cell in row)) for row in rows[1:]]


def plan_of(case: Case) -> TimePlan:
    """The time plan of a page with this one row, in a project over its year."""
    frame = Frame(date(int(case.year), 1, 1), date(int(case.year), 12, 31), int(case.year))
    if case.layout == "field":
        text = f"{{{{Projektdata 2014\n| tidplan = {case.datum}\n}}}}"
        field = (text.index("=") + 1, text.index("\n}}"))
        return read_timeplan(Source(case.page, ""), frame, data=Source(case.page, text), field=field)
    if case.layout in LINES:
        body = LINES[case.layout].format(case.datum, case.aktivitet)
    else:
        four = (case.datum, case.aktivitet, case.kommentar, case.phabricator)
        six = (case.datum, case.aktivitet, case.effort, case.ansvarig, case.kommentar, case.phabricator)
        cells = "\n| ".join(six if case.layout == "6col" else four)
        body = f'{{| class="wikitable"\n! {" !! ".join(HEADS[case.layout])}\n|-\n| {cells}\n|}}'
    return read_timeplan(Source(case.page, f"== Tidplan ==\n{body}\n"), frame)


def day(written: str) -> date | None:
    """A day of the golden table."""
    return None if written == "-" else date.fromisoformat(written)


def names(written: str) -> tuple[str, ...]:
    """The words of a cell of the golden table."""
    return tuple(written.split(",")) if written else ()


@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in golden()])
def test_row_reads_as_its_words_say(case: Case) -> None:
    """A row as somebody wrote it, in the layout that it stood in, gives what its words say."""
    found = plan_of(case).activities
    assert [one.name for one in found] == ([] if case.name == "-" else [case.name])
    for one in found:
        assert (one.when.start, one.when.end) == (day(case.start), day(case.end))
        assert one.when.tentative == (case.tentative == "yes")
        assert not one.when.unreadable
        assert one.days == (float(case.days) if case.days else None)
        assert tuple(person.name for person in one.people.lead) == names(case.lead)
        assert tuple(person.name for person in one.people.support) == names(case.support)
        assert (one.people.everyone or "") == case.everyone
        assert (one.tasks, one.no_tasks) == (names(case.tasks), case.no_tasks == "yes")
        assert one.mark is None


def test_row_that_cannot_be_dated_is_told() -> None:
    """Prose without a date that can be read is told of, not dropped."""
    (case,) = (case for case in golden() if case.name == "-")
    assert [flaw.code for flaw in plan_of(case).flaws] == ["timeplan-unreadable"]


def rows(text: str, *, only_tables: bool = False) -> Rows:
    """What is found on a page that is all plan."""
    return read_rows(Part(Source("Projekt:Prov", text), 0, len(text), FRAME), only_tables=only_tables)


def told(found: Rows) -> list[tuple[str, date | None, int]]:
    """The name, the first day and the line of each activity."""
    return [(one.name, one.when.start, one.place.line) for one in found.activities]


def only(text: str) -> Activity:
    """The one activity of a page that is all plan."""
    (one,) = rows(text).activities
    return one


MAY, JUNE, JULY = date(2022, 5, 1), date(2022, 6, 1), date(2022, 7, 1)


STAND_INS = "{{(!}} class=x\n{{!+}} Plan\n! Datum !! Aktivitet\n{{!-}}\n{{!}} maj {{!!}} Resa\n{{!)}}"
BANGS = "{{{!}}\n! Datum !! Aktivitet\n{{!}}-\n{{!}} maj {{!}}{{!}} Resa\n{{!}}}"
PLAIN = "{|\n! Datum !! Aktivitet\n|-\n| maj || Resa\n|}"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param(PLAIN, 4, id="wikitext"),
        pytest.param("<table>\n<tr><th>Datum<th>Aktivitet\n\n<tr><td>maj<td>Resa\n</table>", 4, id="html-unclosed"),
        pytest.param("{|\n! Datum !! Aktivitet\n|-\n<td>maj</td><td>Resa</td>\n|}", 4, id="cells-as-tags"),
        pytest.param(f'<div class="x">\n{PLAIN}\n</div>', 5, id="div"),
        pytest.param(f"{{{{Ruta|\n{PLAIN}\n}}}}", 5, id="template"),
        pytest.param(f"{{{{Ruta|rubrik=Plan|innehåll=\n{PLAIN}\n|fot=x}}}}", 5, id="template-parameter-between"),
        pytest.param(f"{{{{Ruta|1=\n{STAND_INS}\n}}}}", 6, id="stand-ins"),
        pytest.param(f"{{{{Ruta|1=\n{BANGS}\n}}}}", 5, id="stand-ins-for-pipes"),
        pytest.param(f"{{{{Ruta|\n<div>\n{{{{Ram|\n{PLAIN}\n}}}}\n</div>\n}}}}", 7, id="template-in-template"),
        pytest.param(
            "{{Ruta|<table><tr><th>Datum<th>Aktivitet\n<tr><td>maj<td>Resa</table>}}", 2, id="html-in-template"
        ),
    ],
)
def test_table_is_read_however_it_is_written(text: str, line: int) -> None:
    """A plan in wikitext or HTML, in a box or in a template gives the same activity, with its line on the page."""
    assert told(rows(text)) == [("Resa", MAY, line)]


def test_template_is_not_looked_into_outside_a_plan() -> None:
    """Where no heading says that a plan stands there, a table in a template may be anything."""
    assert not rows(f"{{{{Ruta|\n{PLAIN}\n}}}}", only_tables=True).plans
    assert not rows("{{Tidplanrad|datum=maj|aktivitet=Resa}}", only_tables=True).plans


def test_template_in_a_template_in_a_template_is_deep_enough() -> None:
    """Tables are looked for three templates down, and no further: no page can make the reading endless."""
    inside = PLAIN
    for _ in range(3):
        inside = f"{{{{Ruta|\n{inside}\n}}}}"
    assert told(rows(inside)) == [("Resa", MAY, 7)]
    assert not rows(f"{{{{Ruta|\n{inside}\n}}}}").plans


def test_template_with_no_plan_in_it_is_left() -> None:
    """A table in a template that is no plan is none, and of several the first that is one is read."""
    other = "{|\n! Kod\n|}"
    assert not rows(f"{{{{Ruta|\n{other}\n}}}}").plans
    assert told(rows(f"{{{{Ruta|a=\n{other}\n|b=\n{PLAIN}\n}}}}")) == [("Resa", MAY, 9)]


def test_tag_is_found_in_a_template() -> None:
    """The tag in a header counts also where the table stands in a template."""
    text = PLAIN.replace("Aktivitet", "Aktivitet !! Phabricator<br>WMSE-Prov")
    assert rows(f"{{{{Ruta|\n{text}\n}}}}").tag == "WMSE-Prov"


def test_first_tag_counts() -> None:
    """Of several tables, the first that names the tag decides."""
    first = PLAIN.replace("Aktivitet", "Aktivitet !! Phabricator<br>WMSE-Prov")
    assert rows(f"{first}\n{first.replace('Prov', 'Annat')}").tag == "WMSE-Prov"


def test_rows_may_be_templates_with_names() -> None:
    """A template with a date and an activity among its parameters is a row, its columns known by their synonyms."""
    text = (
        "{{Tidplan start}}\n{{Aktivitetsrad\n| När = maj\n| uppgift = [[Resa]]\n| Dagar = 2\n| vem = Axel"
        "\n| Anteckningar = Tåg.\n| Phab = T1\n| status = Klart\n}}\n{{Tidplan slut}}"
    )
    one = only(text)
    assert (one.name, one.when.start, one.place.line, one.days, one.tasks) == ("Resa", MAY, 2, 2, ("T1",))
    assert ([person.name for person in one.people.lead], one.comment, one.mark) == (["Axel"], "Tåg.", Mark.DONE)


def test_last_of_equal_parameters_counts() -> None:
    """Of two parameters with the same name the last counts, as in MediaWiki."""
    assert only("{{Rad|datum=maj|datum=juni|aktivitet=Resa}}").when.start == JUNE


@pytest.mark.parametrize(
    "name", ["Tidplan", "tidsplan", "Tidplansrad", "Tidplan/rad", "Tidplan rad", "Rad", "Mall:Rad"]
)
def test_rows_may_be_templates_without_names(name: str) -> None:
    """Parameters without names stand in today's order of the columns, where the template is called a row."""
    one = only(f"{{{{{name}|maj|Resa|2|Axel|Tåg.|T1}}}}")
    assert (one.name, one.when.start, one.days, one.comment, one.tasks) == ("Resa", MAY, 2, "Tåg.", ("T1",))


@pytest.mark.parametrize(
    "call",
    ["{{Uppdaterad|2022-05-01|Axel}}", "{{Sparad|maj|Resa}}", "{{Rad|maj}}", "{{Tidplan}}", "Se {{Rad|maj|Resa}}"],
)
def test_other_templates_are_no_rows(call: str) -> None:
    """A template that only sounds like a row, that has no activity in it, or that stands inside a line is none."""
    assert not rows(call).plans


def test_rows_of_a_table_may_be_templates() -> None:
    """Below a header, parameters without names stand in that table's own order, and ordinary rows go on around them."""
    table = "{|\n! Aktivitet !! Datum\n{{Rad|Resa|maj}}\n{{Rad\n|Möte\n|juni}}\n|-\n| Slut || juli\n|}"
    assert told(rows(table)) == [("Resa", MAY, 3), ("Möte", JUNE, 4), ("Slut", JULY, 8)]


def test_rows_that_are_templates_make_a_table_a_plan() -> None:
    """A table without a header of its own, whose rows are templates, is a plan; a table beside it is not."""
    found = rows("{|\n! Kod\n|}\n{|\n{{Tidplanrad|maj|Resa}}\n|}")
    assert (found.plans, told(found)) == (1, [("Resa", MAY, 5)])


def test_rows_above_the_header_have_its_columns() -> None:
    """A row that stands above the header by mistake is read with its columns."""
    table = "{|\n| maj || Resa\n|-\n! Datum !! Aktivitet\n|-\n| juni || Möte\n|}"
    assert told(rows(table)) == [("Resa", MAY, 2), ("Möte", JUNE, 6)]


def test_header_further_down_gives_new_columns() -> None:
    """A second header in the same table changes the columns of the rows below it."""
    table = "{|\n! Datum !! Aktivitet\n|-\n| maj || Resa\n|-\n! Uppgift !! När\n|-\n| Möte || juni\n|}"
    assert told(rows(table)) == [("Resa", MAY, 4), ("Möte", JUNE, 8)]


def test_dates_below_a_year_are_of_that_year() -> None:
    """A row that is one cell with a year over all columns gives the year of the rows below it, to the next such row."""
    table = (
        "{|\n! Datum !! Aktivitet\n|-\n! colspan=2 | 2021\n|-\n| maj || Resa\n|-\n| colspan=2 | Våren 2023\n|-\n"
        "| maj || Möte\n|-\n| colspan=2 | Inför Wikimania 2024\n|-\n| juni || Slut\n|}"
    )
    days = [("Resa", date(2021, 5, 1), 6), ("Möte", date(2023, 5, 1), 10), ("Slut", date(2023, 6, 1), 14)]
    assert told(rows(table)) == days


def test_date_over_several_rows_counts_in_each() -> None:
    """A date written once for several rows is the date of each, in wikitext and in HTML, and ends where it ends."""
    wikitext = "{|\n! Datum !! Aktivitet\n|-\n| rowspan=2 | maj || a\n|-\n| b\n|-\n| juni || c\n|}"
    html = "<table>\n<tr><th>Datum<th>Aktivitet\n<tr><td rowspan='2'>maj<td>a\n<tr><td>b\n<tr><td>juni<td>c\n</table>"
    assert told(rows(wikitext)) == [("a", MAY, 4), ("b", MAY, 6), ("c", JUNE, 8)]
    assert told(rows(html)) == [("a", MAY, 3), ("b", MAY, 4), ("c", JUNE, 5)]


def test_cell_over_two_columns_is_both() -> None:
    """A cell that covers two columns stands in both."""
    one = only("{|\n! Datum !! Aktivitet !! Ansvarig !! Kommentar\n|-\n| maj || Resa || colspan=2 | Axel\n|}")
    assert ([person.name for person in one.people.lead], one.comment) == (["Axel"], "Axel")


def test_everything_around_the_cells_is_read_past() -> None:
    """Captions, classes, scopes, styles, nested lists and several paragraphs leave the cells what they are."""
    text = (
        '{| class="wikitable sortable" style="width: 100%"\n|+ Tidplan för 2019\n! scope="col" | Datum/Tid\n'
        '! scope="col" style="x" | Uppgift\n! Tid (dagar)\n! Ansvariga<br><small>förnamn</small>\n! Beskrivning\n'
        "! Phab<br>[[phab:tag/wmse-prov-2022/|WMSE-Prov-2022]]\n|- style=x\n| maj\n| '''Resa'''\n\ntill Lund\n| 2\n|\n"
        "* Axel\n* Eric\n| Tåg.\n\nHotell.\n* Boka\n| T1<br>T2\n|}"
    )
    one = only(text)
    assert (one.name, one.when.start, one.days, one.tasks) == ("Resa till Lund", MAY, 2, ("T1", "T2"))
    assert ([person.name for person in one.people.lead], one.comment) == (["Axel", "Eric"], "Tåg. Hotell. Boka")
    assert (one.place.line, rows(text).tag) == (10, "WMSE-Prov-2022")


def test_several_tables_are_read_in_order() -> None:
    """All plans of a part are read down the page, also where one of them stands in a template."""
    second, third = PLAIN.replace("Resa", "Möte"), PLAIN.replace("Resa", "Slut")
    found = rows(f"{PLAIN}\n{{{{Ruta|\n{second}\n}}}}\n{third}")
    assert told(found) == [("Resa", MAY, 4), ("Möte", MAY, 10), ("Slut", MAY, 16)]
    assert found.plans == 3


def test_row_over_all_columns_may_be_a_mark() -> None:
    """Below a row that says `Klart` all is done, until the next such row."""
    rows = ("! Datum !! Aktivitet", "! colspan=2 | Klart", "| mars || a", "! colspan=2 | Höst", "| maj || b")
    text = "== Tidplan ==\n{|\n" + "\n|-\n".join(rows) + "\n|}"
    plan = read_timeplan(Source("Projekt:Prov 2022", text), Frame(None, None, 2022))
    assert [(one.name, one.mark) for one in plan.activities] == [("a", Mark.DONE), ("b", None)]


@pytest.mark.parametrize("words", ["Totalt", "Summa:", "Total antal dagar"])
def test_row_that_adds_up_is_no_activity(words: str) -> None:
    """The sum below a plan is no activity; an activity that only begins like one is."""
    rows = f"|-\n| {words} || || 12\n|-\n| || Total översyn || 3"
    text = f"== Tidplan ==\n{{|\n! Datum !! Aktivitet !! Dagar\n{rows}\n|}}"
    plan = read_timeplan(Source("Projekt:Prov 2022", text), Frame(None, None, 2022))
    assert [one.name for one in plan.activities] == ["Total översyn"]
