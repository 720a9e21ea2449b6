"""Who has how much to do: how an activity's days are divided among people and spread over months."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.checks.calendar import Calendar
from bot.knowledge import Knowledge, know
from bot.model import Activity, Mark, People, Period, Person
from bot.overview.workload import Left, Load, Workload, by_month, share, workload_of
from bot.settings import Settings
from tests.support.builders import TITLE, activity, day, material, people, period, project, settings, standing

MARCH = period("2022-03-01", "2022-03-31")
NOTHING = (0.0,) * 12


def sized(days: float | None, one: Activity | None = None) -> Activity:
    """An activity with an effort; Axel's in March unless told otherwise."""
    return replace(one or activity(), days=days)


def knowing(*activities: Activity, rules: Settings | None = None) -> Knowledge:
    """What is known of one project with these activities."""
    found = know(material({TITLE: ""}, rules=rules))
    return replace(found, standings=(standing(project(*activities), rules=rules),))


def workload(*activities: Activity, rules: Settings | None = None) -> Workload:
    """The workload of 2022."""
    return workload_of(2022, knowing(*activities, rules=rules))


def loads(*activities: Activity, rules: Settings | None = None) -> Mapping[str, Load]:
    """What each has to do, by name."""
    return {one.name: one for one in workload(*activities, rules=rules).loads}


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        pytest.param(people("Axel"), {"Axel": 1.0}, id="one lead"),
        pytest.param(people("Axel", "Sara", support=["John"]), {"Axel": 0.4, "Sara": 0.4, "John": 0.2}, id="support"),
        pytest.param(people(support=["John", "Sara"]), {"John": 0.5, "Sara": 0.5}, id="support alone"),
        pytest.param(people("Axel", support=["Axel"]), {"Axel": 1.0}, id="named twice"),
        pytest.param(people(everyone="lead"), {"John": 1 / 3, "Axel": 1 / 3, "Sara": 1 / 3}, id="everyone"),
        pytest.param(people("Axel", everyone="support"), {"Axel": 0.5, "John": 0.25, "Sara": 0.25}, id="all support"),
        pytest.param(people(Person("A.", "Axel (WMSE)")), {"Axel": 1.0}, id="by account"),
        pytest.param(people("Axel", "Åsa"), {"Axel": 0.5, Person("Åsa"): 0.5}, id="unknown"),
        pytest.param(people(Person("Axel", "Annan")), {Person("Axel"): 1.0}, id="unknown account"),
        pytest.param(people(), {}, id="nobody"),
    ],
)
def test_days_are_divided_by_weight(cell: People, parts: Mapping[str | Person, float]) -> None:
    """A lead weighs 1 and support 0.5, everyone is all in the register, and nobody counts twice."""
    rules = settings(people={name: {"account": f"{name} (WMSE)"} for name in ("John", "Axel", "Sara")})
    assert share(cell, rules) == pytest.approx(parts)


@pytest.mark.parametrize(("weight", "parts"), [(0, {"Axel": 1.0}), (1, {"Axel": 0.5, "John": 0.5})])
def test_weight_of_support_is_a_setting(weight: float, parts: Mapping[str, float]) -> None:
    """Support weighs what the settings say; at 0 it does nothing."""
    assert share(people("Axel", support=["John"]), settings(overview={"support_share": weight})) == parts


def test_support_without_weight_has_nobody() -> None:
    """Where only support is named and it has no weight, the days are nobody's."""
    assert share(people(support=["John"]), settings(overview={"support_share": 0})) == {}


def test_stand_in_has_the_days_of_who_has_left() -> None:
    """Who is not active any more has their stand-in; without one, or with one who has left too, they are unknown."""
    rules = settings(
        people={
            "John": {"account": "J"},
            "Axel": {"account": "A", "active": False, "instead": "John"},
            "Sara": {"account": "S", "active": False},
            "Tore": {"account": "T", "active": False, "instead": "Sara"},
        }
    )
    assert share(people("Axel"), rules) == {"John": 1.0}
    assert share(people("Sara", "Tore"), rules) == {Person("Sara"): 0.5, Person("Tore"): 0.5}


def test_two_names_of_one_account_are_one_person() -> None:
    """Whoever the register has under two names has one line, under the first, with all of it."""
    rules = settings(people={"Jo": {"account": "John (WMSE)"}, "John": {"account": "John (WMSE)"}})
    assert share(people("John", "Jo"), rules) == {"Jo": 1.0}
    assert list(loads(sized(4, activity(owner=people("John"))), rules=rules)) == ["Jo"]


@pytest.mark.parametrize(
    ("when", "days", "months"),
    [
        pytest.param(MARCH, 8.0, {3: 8.0}, id="one month"),
        pytest.param(period("2022-02-01", "2022-03-31"), 43.0, {2: 20.0, 3: 23.0}, id="by work days"),
        pytest.param(period("2022-04-11", "2022-04-19"), 6.0, {4: 6.0}, id="over Easter"),
        pytest.param(period("2022-04-30", "2022-05-01"), 2.0, {4: 1.0, 5: 1.0}, id="a weekend"),
        pytest.param(period("2021-12-01", "2022-01-31"), 41.0, {1: 20.0}, id="from the year before"),
        pytest.param(period("2020-12-31", "2022-01-31"), 273.0, {1: 20.0}, id="over a whole year"),
        pytest.param(period("2023-01-01", "2023-01-31"), 5.0, {}, id="another year"),
        pytest.param(period(None, "2022-03-31"), 5.0, {}, id="no start"),
        pytest.param(period("2022-03-31", None), 5.0, {}, id="no end"),
        pytest.param(MARCH, 0.0, {}, id="no days"),
    ],
)
def test_days_are_spread_over_work_days(when: Period, days: float, months: Mapping[int, float]) -> None:
    """Days are spread evenly over the work days of the period, over all its days where none is a work day."""
    year = [MARCH.start.replace(month=month) for month in range(1, 13)] if MARCH.start else []
    expected = [months.get(month, 0.0) for month in range(1, 13)]
    assert by_month(sized(days, activity(when=when)), year, Calendar("SE")) == pytest.approx(expected)


def test_everybody_active_has_a_line() -> None:
    """All who are active in the register are told of, in its order, though they have nothing; who has left is not."""
    rules = settings(
        people={"John": {"account": "J"}, "Axel": {"account": "A"}, "Sara": {"account": "S", "active": False}}
    )
    found = loads(sized(8), rules=rules)
    assert list(found) == ["John", "Axel"]
    assert found["John"].days == NOTHING
    assert found["Axel"].days[2] == found["Axel"].total == 8


def test_unknown_come_last_by_name() -> None:
    """Who the register does not know has a line by the name as written, after the others."""
    found = workload(sized(2, activity(owner=people("åsa"))), sized(3, activity(owner=people("Bo")))).loads
    assert [(one.name, one.known, one.total) for one in found[-2:]] == [("Bo", False, 3), ("åsa", False, 2)]


@pytest.mark.parametrize(
    ("days", "over"), [pytest.param(23.0, False, id="as many"), pytest.param(23.1, True, id="more")]
)
def test_more_than_the_work_days_is_too_much(*, days: float, over: bool) -> None:
    """March 2022 has 23 work days: more than that is too much, and no other month is."""
    found = loads(sized(days))["Axel"]
    assert found.room[2] == 23
    assert found.over == (False, False, over, *(False,) * 9)


def test_leave_makes_less_room() -> None:
    """Work days on leave are no room: of the 21 in July two are left to who is away until the 28th."""
    rules = settings(people={"Axel": {"account": "A", "away": ["2022-07-01/2022-07-27"]}})
    found = loads(sized(3, activity(when=period("2022-07-01", "2022-07-31"))), rules=rules)["Axel"]
    assert found.room[6] == 2
    assert found.over[6]


def test_what_cannot_be_counted_is_told() -> None:
    """What has no effort, no first or last day, or nobody who does it, is counted apart with its days."""
    nothing = Period("Någon gång", unreadable=True)
    found = workload(
        sized(None),
        sized(1.5, activity(when=nothing)),
        sized(2, activity(when=period(None, "2022-04-01"))),
        sized(4, activity(owner=people())),
        sized(8, activity(when=period("2022-03-31", "2022-03-01"))),
    )
    assert (found.sizeless, found.undated, found.unowned) == (Left(1, 0), Left(3, 11.5), Left(1, 4))
    assert all(load.days == NOTHING for load in found.loads)


def test_cancelled_and_other_years_do_not_count() -> None:
    """What is cancelled, or lies wholly in another year, is neither counted nor told; what is done is planned work."""
    found = workload(
        sized(1, activity(mark=Mark.CANCELLED)),
        sized(None, activity(when=period("2021-01-01", "2021-02-01"))),
        sized(2, activity(when=period("2023-01-01", None))),
        sized(4, activity(mark=Mark.DONE)),
    )
    assert (found.sizeless, found.undated, found.unowned) == (Left(), Left(), Left())
    assert {one.name: one.total for one in found.loads} == {"John": 0, "Axel": 4, "Sara": 0}


def test_projects_of_other_years_are_left_out() -> None:
    """Only the projects of the year's list count."""
    found = knowing(sized(4))
    other = replace(found, material=replace(found.material, listed={2022: ("Projekt:Annat 2022",)}))
    assert {one.total for one in workload_of(2022, other).loads} == {0}


def test_months_are_those_of_the_year() -> None:
    """A workload tells of the twelve months of its year."""
    assert workload().months[::11] == (day("2022-01-01"), day("2022-12-01"))
