"""What the report says, part by part."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest

from bot.model import Activity, Flaw, Funding, Mark, Place, Project, TaskState
from bot.render.contents import PARTS, facts, parts
from tests.support.builders import OPEN, WORDS, activity, day, people, period, project, settings, standing

DATA_LINE = Place("Projekt:Prov 2022/Projektdata", 5)
COSTS = "[[Ekonomiska rapporter 2022]]"


def said(
    one: Project, part: str, *, tasks: dict[str, TaskState] | None = None, year: int = 2022, **rules: object
) -> Sequence[str]:
    """The lines of one part of a project's report."""
    known = settings(**rules)
    now = replace(standing(one, rules=known, tasks=tasks or {}), year=year)
    return parts(facts(now, known), WORDS)[part].splitlines()


def test_every_part_has_its_template() -> None:
    """A project with nothing but a title has parts, all of them empty but for where the costs are."""
    bare = Project("Projekt:Prov 2022", Place("Projekt:Prov 2022", 1))
    assert {part: "".join(said(bare, part)) for part in PARTS} == {
        **dict.fromkeys(PARTS, ""),
        "cost": f'<div class="lagesbot">Se {COSTS}.</div>',
    }


def figures_said(*plan: Activity, end: str = "2022-12-31", findings: Mapping[str, str] | None = None) -> str:
    """The line of figures, without what is round it."""
    (line,) = said(replace(project(*plan), end=day(end)), "figures", findings=findings or {})
    return line.removeprefix('<div class="lagesbot" style="margin-bottom:.5em">').removesuffix("</div>")


DONE, LATE, AHEAD = activity("A", mark=Mark.DONE), activity("B"), activity("C", when=period("2023-01-01", "2023-01-31"))
GONE = "83&nbsp;% av tiden hade gått 1 november 2022"


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        pytest.param(
            [replace(DONE, days=1.5), replace(LATE, days=1000)],
            f"1 av 2 aktiviteter klar · 1,5 av 1 001,5 planerade dagar · {GONE}. "
            "Förslag till status: '''orange''', eftersom 1 aktivitet är försenad.",
            id="orange",
        ),
        pytest.param(
            [DONE, DONE, LATE, LATE],
            f"2 av 4 aktiviteter klara · {GONE}. Förslag till status: '''röd''', "
            "eftersom 2 aktiviteter är försenade och bara 2 klara.",
            id="red",
        ),
        pytest.param(
            [DONE],
            f"1 av 1 aktivitet klar · {GONE}. Förslag till status: '''grön''', eftersom inget är försenat.",
            id="green",
        ),
        pytest.param(
            [AHEAD],
            f"0 av 1 aktivitet klar · {GONE}. Förslag till status: '''grön''', "
            "eftersom inget skulle ha varit klart än.",
            id="nothing was due",
        ),
    ],
)
def test_figures_and_suggestion(plan: list[Activity], expected: str) -> None:
    """One line says how much is done, how much time has gone, and which status that suggests, and why."""
    assert figures_said(*plan) == expected


def test_project_that_is_over_says_so() -> None:
    """After its end a project with things left is red for that reason."""
    expected = "Förslag till status: '''röd''', eftersom projektet är slut och 1 aktivitet inte är klar."
    assert figures_said(LATE, end="2022-06-30").endswith(expected)
    assert figures_said(LATE, LATE, end="2022-06-30").endswith("slut och 2 aktiviteter inte är klara.")


def test_without_grounds_figures_stand_alone() -> None:
    """Where nothing can be suggested, the figures end the line."""
    assert figures_said(LATE, findings={"activity-overdue": "off"}) == f"0 av 1 aktivitet klar · {GONE}"


@pytest.mark.parametrize(
    ("funding", "total", "expected"),
    [
        pytest.param([("WMF", 67_500.0)], 67_500.0, "Budget: 67&nbsp;500&nbsp;kr från WMF ({})", id="one"),
        pytest.param(
            [("WMF", 67_500.0), ("B", 2_749.8)],
            70_249.8,
            "Budget: 70&nbsp;249,80&nbsp;kr, varav 67&nbsp;500&nbsp;kr från WMF och 2&nbsp;749,80&nbsp;kr från B ({})",
            id="two",
        ),
        pytest.param(
            [("A", 1.0), ("B", None), ("C", 1_000_000.0)],
            None,
            "Budget: 1&nbsp;kr från A, okänt belopp från B och 1&nbsp;000&nbsp;000&nbsp;kr från C ({})",
            id="one is unknown",
        ),
        pytest.param([("A", None)], 50_000.0, "Budget: 50&nbsp;000&nbsp;kr från A ({})", id="the total alone is known"),
        pytest.param([("A", None)], None, "Budget: okänt belopp från A ({})", id="no sum"),
        pytest.param([("", 5.0)], 5.0, "Budget: 5&nbsp;kr ({})", id="nobody is named"),
        pytest.param([], 5.0, "Budget: 5&nbsp;kr ({})", id="a total without financiers"),
        pytest.param([], None, "Se {}", id="nothing is known"),
    ],
)
def test_budget_with_its_financiers(
    funding: list[tuple[str, float | None]], total: float | None, expected: str
) -> None:
    """The budget is told as far as it is known, in kronor as Swedes write them, and then where the costs are."""
    one = replace(project(), funding=tuple(Funding(*each) for each in funding), budget_total=total)
    assert said(one, "cost") == [f'<div class="lagesbot">{expected.format(COSTS)}.</div>']


def test_costs_are_those_of_the_year_that_was_asked_for() -> None:
    """The page with the costs is that of the report's year, by the title that is set."""
    assert "[[Ekonomiska rapporter 2023]]" in said(project(), "cost", year=2023)[0]
    assert "[[Utfall 2023]]" in said(project(), "cost", year=2023, pages={"costs": "Utfall {year}"})[0]


def test_problems_in_their_groups() -> None:
    """What is late, what is open though it is done, and what cannot be read each have their own list."""
    unread = Flaw("date-unreadable", DATA_LINE, facts={"text": "snart", "field": "end"})
    plan = (
        activity("Sen", when=period("2022-10-01", "2022-10-31")),
        activity("Klar", mark=Mark.DONE, tasks=("T1", "T2")),
        activity("Odaterad", when=replace(period(), text="<någon gång>", unreadable=True), owner=people("Bosse")),
    )
    one = replace(project(*plan), flaws=(unread,))
    assert said(one, "problems", tasks={"T1": OPEN, "T2": OPEN}) == [
        "<div class=\"lagesbot\">''Har passerat sitt slutdatum i tidplanen:''",
        "* Sen (Axel): skulle ha varit klart 31 oktober 2022 (sedan förra månaden)",
        "</div>",
        "<div class=\"lagesbot\">''Öppet i Phabricator, fast aktiviteten är klar:''",
        "* Klar · [[phab:T1|T1]], [[phab:T2|T2]]",
        "</div>",
        "<div class=\"lagesbot\">''Går inte att läsa:''",
        "* projektets slut, ”snart”",
        "* Odaterad: datumet ”&#60;någon gång&#62;”",
        "* Odaterad: namnet ”Bosse”",
        "</div>",
    ]


def test_tasks_that_are_open_after_the_end() -> None:
    """When the project is over, that is why an open task is a problem."""
    over = replace(project(activity("A", mark=Mark.DONE, tasks=("T1",))), end=date(2022, 6, 30))
    assert "fast projektet är slut" in said(over, "problems", tasks={"T1": OPEN})[0]


def test_what_staff_have_switched_off_is_no_problem() -> None:
    """A finding that is off is not told in the report either; without a register no name is unknown."""
    plan = project(activity("A", owner=people("Bosse"), when=period("2022-12-01", "2022-12-31")))
    assert said(plan, "problems") != []
    assert said(plan, "problems", findings={"owner-unknown": "off"}) == []
    assert said(plan, "problems", people={}) == []


@pytest.mark.parametrize(
    ("end", "words"),
    [
        pytest.param("2022-11-01", " (den här månaden)", id="this month"),
        pytest.param("2022-10-31", " (sedan förra månaden)", id="yesterday when the month began"),
        pytest.param("2022-10-01", " (sedan förra månaden)", id="a month but a day"),
        pytest.param("2022-09-30", " (mer än 1 månad)", id="a month"),
        pytest.param("2020-11-30", " (mer än 23 månader)", id="months"),
        pytest.param("2020-10-31", " (mer än 2 år)", id="years"),
    ],
)
def test_how_long_something_is_late(end: str, words: str) -> None:
    """Whole months are counted to the month's first day; for less it is said in which month that was."""
    line = said(project(activity("A", when=period(None, end))), "problems")[1]
    assert line.partition(" 202")[2][1:] == words


def test_what_comes_first_next_month() -> None:
    """What ends comes before what begins, and that before what goes on; else it is the page's order."""
    plan = [
        activity("Pågår", when=period("2022-01-01", "2023-03-01")),
        activity("Börjar", when=period("2022-12-05", "2023-01-31")),
        activity("Slutar", when=period(None, "2022-12-20")),
    ]
    assert [line.split()[1] for line in said(project(*plan), "next_month")[1:-1]] == ["Slutar", "Börjar", "Pågår"]


def test_latest_done_comes_first() -> None:
    """What was done last is told first, so that a long list is cut where it is oldest; what has no day comes last."""
    days = ("2022-03-31", None, "2022-10-31", "2022-03-31")
    plan = [activity(f"{number}", when=period(None, end), mark=Mark.DONE) for number, end in enumerate(days)]
    lines = said(project(*plan), "activities", report={"max_rows": 3})[1:-1]
    assert [line[:3] for line in lines] == ["* 2", "* 0", "* 3", "* o"]
    assert lines[-1] == "* och 1 till"


def test_report_of_a_year_of_several() -> None:
    """In a project over several years the report is about the year that was asked for, and what is left from before."""
    plan = (
        activity("Klar 2021", when=period("2021-10-01", "2021-10-31"), mark=Mark.DONE),
        activity("Sen 2021", when=period("2021-11-01", "2021-11-30")),
        activity("Klar 2022", mark=Mark.DONE),
        activity("Nästa år", when=period("2023-01-01", "2023-03-31")),
    )
    one = replace(project(*plan), start=date(2021, 7, 1), end=date(2023, 6, 30))
    assert said(one, "figures")[0].split(">")[1].startswith("1 av 2 aktiviteter klar ")
    assert [line for line in said(one, "activities") if line.startswith("*")] == ["* Klar 2022, 31 mars 2022"]
    assert "Sen 2021" in said(one, "problems")[1]
