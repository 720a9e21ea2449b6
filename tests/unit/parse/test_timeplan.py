"""Time plans: which table it is, what its columns are, and what its rows say."""

from datetime import date

import pytest

from bot.model import Activity, Mark, People, Period, Person, Place
from bot.parse.date_spans import Frame
from bot.parse.structure import Source
from bot.parse.timeplan import TimePlan, read_timeplan

FRAME = Frame(date(2022, 1, 1), date(2022, 12, 31), 2022)
SIX = "! Datum !! Aktivitet !! Tidsåtgång (dagar) !! Ansvarig !! Kommentar !! Phabricator"
TABLE = f"{{|\n{SIX}\n|-\n| maj || Resa || 2 || Axel || || T1\n|}}\n"


def read(text: str) -> TimePlan:
    """The time plan of a project page over 2022."""
    return read_timeplan(Source("Projekt:Prov 2022", text), FRAME)


def activities(head: str, *rows: str) -> tuple[Activity, ...]:
    """The activities of a table with this header row and these rows."""
    body = "".join(f"|-\n{row}\n" for row in (head, *rows))
    return read(f"== Tidplan ==\n{{|\n{body}|}}\n").activities


def names(text: str) -> list[str]:
    """The names of the activities that are read."""
    return [one.name for one in read(text).activities]


def flaws(text: str) -> list[tuple[str, int, object]]:
    """What is wrong with the plan: the code, the line and the reason."""
    return [(flaw.code, flaw.place.line, flaw.facts.get("why")) for flaw in read(text).flaws]


def test_row_of_six_columns_is_read() -> None:
    """Every column of today's layout ends up where it belongs."""
    (one,) = activities(
        SIX, "| '''Maj''' || [[Resa|En resa]] || 0,5 || John, med stöd av Eric || Med ''tåg''. || T1 T2"
    )
    assert one == Activity(
        name="En resa",
        when=Period("Maj", date(2022, 5, 1), date(2022, 5, 31)),
        place=Place("Projekt:Prov 2022", 6),
        days=0.5,
        people=People((Person("John"),), (Person("Eric"),)),
        tasks=("T1", "T2"),
        comment="Med tåg.",
    )


def test_row_of_four_columns_is_read() -> None:
    """The layout before 2021 has the effort in the comment, and no place for an owner."""
    (one,) = activities(
        "! Datum !! Aktivitet !! Kommentar !! Phabricator", "| maj || Resa || Med tåg. 3 timmar. || N/A"
    )
    assert (one.days, one.people, one.has_owner_column, one.no_tasks) == (3 / 8, People(), False, True)


def test_effort_is_not_looked_for_in_the_comment_beside_its_column() -> None:
    """Where the table has a column for the effort, the comment says nothing of it."""
    (one,) = activities(SIX, "| maj || Resa || || Axel || 3 dagar. ||")
    assert one.days is None


def test_columns_may_stand_in_any_order_and_be_called_otherwise() -> None:
    """Columns are known by their headers, in any case, with a colon, a break or a comment after the name."""
    head = "! Vem\n! Övrigt\n! uppgift:\n! NÄR<br />(ungefär)\n! ''Status'' <!-- a\nb -->"
    (one,) = activities(head, "| Axel || x || Resa || maj || Klart.")
    assert (one.name, one.people.lead, one.mark) == ("Resa", (Person("Axel"),), Mark.DONE)
    assert one.when.start == date(2022, 5, 1)


def test_first_of_equal_columns_counts() -> None:
    """Where two columns have the same meaning, the first of them is read."""
    (one,) = activities("! Datum !! När !! Aktivitet", "| maj || juni || Resa")
    assert one.when.text == "maj"


@pytest.mark.parametrize(
    ("row", "mark"),
    [
        ("| maj || Resa || Klart. ||", Mark.DONE),
        ("| maj || Resa || Ska vara klart i maj ||", None),
        ("| maj || <s>Resa</s> || ||", Mark.CANCELLED),
        ("| Utgått för 2022 || Resa || ||", Mark.CANCELLED),
        ("| maj || Resa || || Klart", Mark.DONE),
        ("| maj || Resa || Inställt. || Klart", Mark.CANCELLED),
    ],
    ids=["comment", "no-mark", "struck-out", "date", "status", "comment-before-status"],
)
def test_marks_are_read_from_every_cell(row: str, mark: Mark | None) -> None:
    """A mark may stand with the activity, the date or the comment, or in a column for the status."""
    (one,) = activities("! Datum !! Aktivitet !! Kommentar !! Status", row)
    assert one.mark == mark


def test_short_row_is_read() -> None:
    """A row whose last cells were left out says what it says."""
    (one,) = activities(SIX, "| maj || Resa")
    assert (one.name, one.comment, one.tasks, one.no_tasks, one.days) == ("Resa", "", (), False, None)


def test_cell_over_several_rows_counts_in_each() -> None:
    """A date that is written once for several rows is the date of each, and each row has its own line."""
    first, second = activities("! Datum !! Aktivitet", '| rowspan="2" | maj\n| Resa', "| Rapport")
    assert (first.when, second.name) == (second.when, "Rapport")
    assert (first.place.line, second.place.line) == (6, 9)


@pytest.mark.parametrize(
    "row",
    ["| colspan=6 | Våren", "! colspan=6 | Våren", SIX, "| || || ||", "| Våren"],
    ids=["cell", "header", "again", "empty", "alone"],
)
def test_dividers_are_no_activities(row: str) -> None:
    """A row that is empty, that repeats the header, or that has one cell over all columns is no activity."""
    assert [one.name for one in activities(SIX, row, "| maj || Resa")] == ["Resa"]


@pytest.mark.parametrize("above", ["! colspan=6 | Tidplan 2022", "! Datum !! Aktivitet"])
def test_header_may_have_several_rows(above: str) -> None:
    """Of several rows of headers, the one that says most is the one that counts."""
    (one,) = activities(above, SIX, "| maj || Resa || 2 || Axel ||  || T1")
    assert (one.days, one.tasks) == (2, ("T1",))


@pytest.mark.parametrize(
    ("cell", "tag"),
    [("Phabricator<br>WMSE-Prov-2022", "WMSE-Prov-2022"), ("Phabricator", None), ("Kommentar", None)],
    ids=["tag", "no-tag", "no-column"],
)
def test_tag_is_read_from_the_header(cell: str, tag: str | None) -> None:
    """The project's tag on Phabricator stands in the header of that column, if anywhere."""
    assert read(f"{{|\n! Datum !! Aktivitet !! {cell}\n|}}").tag == tag


@pytest.mark.parametrize("heading", ["== Tidplan ==", "=== tidsplan: ===", "= '''Tidplan''' =", "== Tidplan : =="])
def test_plan_stands_under_its_heading(heading: str) -> None:
    """Where the page has a heading for the time plan, tables elsewhere are not part of it."""
    other = TABLE.replace("Resa", "Annat")
    assert names(f"{other}{heading}\n{TABLE}\n{heading.replace('p', 'b')}\n{other}") == ["Resa"]


def test_plan_may_be_several_tables() -> None:
    """All tables with a date and an activity in the section are the plan, also below deeper headings."""
    second = TABLE.replace("Resa", "Rapport")
    assert names(f"== Tidplan ==\n{{|\n! Kod\n|}}\n=== Vår ===\n{TABLE}\n=== Höst ===\n{second}") == ["Resa", "Rapport"]


def test_plan_without_a_heading_is_found() -> None:
    """Where no heading says where the plan is, every table that looks like one is part of it."""
    found = read(f"== Annat ==\n{TABLE}\n== Mer ==\n{{|\n! Namn\n|}}")
    assert ([one.name for one in found.activities], found.flaws) == (["Resa"], ())


@pytest.mark.parametrize("text", ["", "Vi reser i maj.", "{|\n! Datum !! Namn\n|}", "<!-- == Tidplan ==\n{|"])
def test_page_without_a_plan_says_so(text: str) -> None:
    """A page with neither the heading nor a table that looks like a plan has none."""
    assert read(text).activities == ()
    assert flaws(text) == [("timeplan-missing", 1, None)]


def test_heading_with_nothing_below_says_so() -> None:
    """A plan that nobody has written yet is told of at its heading."""
    assert flaws("x\n== Tidplan ==\n<!-- kommer -->\n== Annat ==\nText") == [("timeplan-missing", 2, None)]


@pytest.mark.parametrize("head", ["! Datum !! Kommentar", "| Datum || Vad", ""], ids=["columns", "data", "none"])
def test_table_without_the_columns_says_so(head: str) -> None:
    """A table under the heading without a date and an activity column is told where it begins."""
    text = f"== Tidplan ==\n\n{{|\n{head}\n|-\n| maj || Resa\n|}}"
    assert flaws(text) == [("timeplan-unreadable", 3, "columns")]
    assert read(text).activities == ()


def test_columns_may_be_named_in_plain_cells() -> None:
    """Where no row of header cells names the columns, the first row that does is the header."""
    text = "== Tidplan ==\n{|\n| '''Datum''' || '''Aktivitet'''\n|-\n| maj || Resa\n|}"
    assert (names(text), flaws(text)) == (["Resa"], [])


def test_unclosed_table_is_read_to_the_end_of_its_section() -> None:
    """Of a table that is never closed, the rows are read and the next section is not, and it is told of."""
    text = f"== Tidplan ==\n{TABLE.replace('|}', '')}== Annat ==\n| juni || Fel\n|}}"
    assert names(text) == ["Resa"]
    assert flaws(text) == [("timeplan-unreadable", 2, "unclosed")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"== Tidplan ==\n{TABLE}{{{{Klart\n== Annat ==", [("timeplan-unreadable", 7, "template")]),
        (
            f"{{{{Ruta\n== Tidplan ==\n{TABLE}== Annat ==\n{{{{Ruta",
            [("timeplan-unreadable", line, "template") for line in (1, 9)],
        ),
        (f"{TABLE}{{{{Klart", [("timeplan-unreadable", 6, "template")]),
    ],
    ids=["in-the-section", "elsewhere", "no-section"],
)
def test_unclosed_template_in_the_plan_is_told(text: str, told: list[tuple[str, int, object]]) -> None:
    """A template that is opened anywhere on the page and never closed may hide rows, and is told where it stands."""
    assert flaws(text) == told
    assert names(text) == ["Resa"]


def test_plan_below_two_headings_is_one() -> None:
    """What stands below each heading that says so is part of the plan, and what stands between is not."""
    text = "== Tidplan ==\n* 30 mars: a\n== Mål ==\n* 5 maj: mål\n== Tidplan 2023 ==\n* maj: b\n"
    assert [(one.name, one.when.start) for one in read(text).activities] == [
        ("a", date(2022, 3, 30)),
        ("b", date(2023, 5, 1)),
    ]


def test_year_in_a_heading_counts_for_tables() -> None:
    """Tables below headings with years are of those years; the project's own period counts again below another."""
    tables = "".join(f"=== {heading} ===\n{TABLE}" for heading in ("2021", "2023", "Övrigt"))
    years = [one.when.start.year for one in read(f"== Tidplan ==\n{tables}").activities if one.when.start]
    assert years == [2021, 2023, 2022]


DATA = "{{Projektdata 2014\n| tidplan = Pågår 2014\n}}"
FIELD = (DATA.index("Pågår") - 1, DATA.index("\n}}"))


def on(main: str, data: str | None = None, *, field: tuple[int, int] | None = None) -> list[tuple[str, str, int]]:
    """The name, the page and the line of the activities of a project with these pages."""
    source = None if data is None else Source("Projekt:Prov 2022/Projektdata", data)
    plan = read_timeplan(Source("Projekt:Prov 2022", main), FRAME, data=source, field=field)
    return [(one.name, one.place.page, one.place.line) for one in plan.activities]


def test_plan_may_stand_on_the_page_with_the_facts() -> None:
    """Where the project page has no plan, that of the page with the project data is read, by heading or by table."""
    for data in ("Fakta\n== Tidplan ==\n* maj: Resa\n", f"Fakta\n{TABLE}"):
        ((name, page, _),) = on("== Tidplan ==\n", data)
        assert (name, page) == ("Resa", "Projekt:Prov 2022/Projektdata")


def test_plan_on_the_project_page_comes_first() -> None:
    """Where both pages have a plan, and a field, the project page's is read alone."""
    found = on("== Tidplan ==\n* maj: Resa\n", f"{DATA}\n== Tidplan ==\n* juni: Annat\n", field=FIELD)
    assert found == [("Resa", "Projekt:Prov 2022", 2)]


def test_plan_may_stand_in_a_field_of_the_template() -> None:
    """Where no page has a plan, the template's own parameter for it is read, on whichever page the template is."""
    assert on("", DATA, field=FIELD) == [("Pågår 2014", "Projekt:Prov 2022/Projektdata", 2)]
    assert on(DATA, field=FIELD) == [("Pågår 2014", "Projekt:Prov 2022", 2)]


def test_first_place_with_a_plan_tells_what_is_wrong() -> None:
    """Where nothing can be read anywhere, the finding is about the first place that should hold the plan."""
    main = Source("Projekt:Prov 2022", "== Tidplan ==\nKommer senare.\n")
    data = Source("Projekt:Prov 2022/Projektdata", "== Tidplan ==\nI höst eller vår.\n")
    (flaw,) = read_timeplan(main, FRAME, data=data).flaws
    assert (flaw.code, flaw.place) == ("timeplan-unreadable", Place("Projekt:Prov 2022", 2))


def test_line_is_told_of_once() -> None:
    """The only line of a plan, if it cannot be read, gives one finding."""
    assert flaws("== Tidplan ==\nMöte 5 maj eller 6 maj\n") == [("timeplan-unreadable", 2, "prose")]


def test_table_without_rows_is_a_plan_that_nobody_has_filled_in() -> None:
    """A table with nothing but its header is a plan, and so is what stands beside it."""
    empty = f"== Tidplan ==\n{{|\n{SIX}\n|}}\n"
    assert (names(empty), flaws(empty)) == ([], [])
    assert names(f"{empty}* 5 maj: Resa\n") == ["Resa"]


def test_table_that_was_never_begun_is_told() -> None:
    """Rows of a table whose first line is gone are told of where they begin, not read as lines."""
    rows = TABLE.removeprefix("{|\n")
    for text in (f"== Tidplan ==\n{rows}", f"== Tidplan ==\n{rows}{TABLE}"):
        assert flaws(text)[0] == ("timeplan-unreadable", 2, "unopened")
        assert names(text) == ["Resa"] * text.count("{|")
