"""Rules about a project's facts, and about whom its cells name."""

from dataclasses import replace
from datetime import date

import pytest

from bot.checks.facts import RULES
from bot.model import Flaw, Funding, People, Person, Place, Project
from tests.support.builders import DATA, TITLE, activity, people, project, settings, standing

SOME = (Funding("Wikimedia Foundation", 67500.0),)
NO_DATA = Project(TITLE, Place(TITLE, 1))


def flaws(one: Project) -> list[Flaw]:
    """What the rules of this module find in a project, budget and all, that is otherwise right."""
    funded = one if one.funding or one is NO_DATA else replace(one, funding=SOME)
    chosen = settings()
    return [flaw for rule in RULES for flaw in rule(standing(funded), chosen)]


def unreadable(code: str, **facts: object) -> Flaw:
    """A flaw that reading has found already."""
    return Flaw(code, Place(DATA, 5), facts=facts)


def test_nothing_is_wrong_with_a_whole_project() -> None:
    """A project with lead, number, dates and budget has no flaw."""
    assert flaws(project()) == []


def test_without_project_data_its_facts_are_not_asked_for() -> None:
    """Where the project data is missing altogether, that is told once, not fact by fact."""
    assert flaws(NO_DATA) == []


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        pytest.param(People(), True, id="empty"),
        pytest.param(people(support=["Axel"]), True, id="only support"),
        pytest.param(people(everyone="support"), True, id="everyone as support"),
        pytest.param(people(everyone="lead"), False, id="everyone"),
        pytest.param(people("John"), False, id="a name"),
    ],
)
def test_owner_missing(lead: People, expected: bool) -> None:  # noqa: FBT001 - pytest's parameters
    """A project needs a lead; everyone will do, support will not."""
    assert ("owner-missing" in [flaw.code for flaw in flaws(project(lead=lead))]) is expected


@pytest.mark.parametrize(
    ("name", "near"), [("Jon", "John"), ("Beatrice", None), ("john", "John")], ids=["misspelt", "unknown", "lower case"]
)
def test_owner_unknown(name: str, near: str | None) -> None:
    """A name that the register does not have is told of, with the nearest that it has."""
    (flaw,) = flaws(project(lead=people(name)))
    assert (flaw.code, flaw.place, flaw.subject) == ("owner-unknown", Place(DATA, 1), None)
    assert flaw.facts == {"name": name, "account": None, "near": near, "holders": [], "in_plan": False}


@pytest.mark.parametrize(
    ("register", "name", "near", "holders"),
    [
        pytest.param(["John A", "John S"], "John", None, ["John A", "John S"], id="two"),
        pytest.param(["John S", "Sara", "john A"], "JOHN", None, ["John S", "john A"], id="in either case"),
        pytest.param(["John A", "John B", "Johan"], "John", None, ["John A", "John B"], id="no guess beside them"),
        pytest.param(["John Andersson", "Johan"], "John", "John Andersson", [], id="one"),
        pytest.param(["Johnathanael A", "Johnathanael S"], "John", None, [], id="another name that begins so"),
        pytest.param(["Adalbert John", "Beatrice John"], "John", None, [], id="a surname"),
        pytest.param(["John Andersson", "John Svensson"], "John Lindqvist-Berg", None, [], id="more than a first name"),
        pytest.param(["", "John A"], "John", "John A", [], id="somebody without a name"),
    ],
)
def test_first_name_of_several(register: list[str], name: str, near: str | None, holders: list[str]) -> None:
    """A first name that several people have is told with all of them and none is guessed; of one, he is meant."""
    chosen = settings(people={one: {"account": f"Konto {number}"} for number, one in enumerate(register)})
    one = standing(replace(project(lead=people(name)), funding=SOME))
    (flaw,) = [flaw for rule in RULES for flaw in rule(one, chosen)]
    assert (flaw.code, flaw.facts["near"], flaw.facts["holders"]) == ("owner-unknown", near, holders)


def test_first_name_that_somebody_has_alone_is_known() -> None:
    """Where the register has the very name, it is that person's, whoever else begins so."""
    chosen = settings(people={name: {"account": name} for name in ("John", "John A", "John S")})
    one = standing(replace(project(lead=people("John")), funding=SOME))
    assert [flaw for rule in RULES for flaw in rule(one, chosen)] == []


def test_linked_account_is_not_a_first_name() -> None:
    """A link that leads to an unknown account says whom it means: nobody of that first name is told of."""
    chosen = settings(people={name: {"account": name} for name in ("John A", "John S")})
    one = standing(replace(project(lead=people(Person("John", "Jon (WMSE)"))), funding=SOME))
    (flaw,) = [flaw for rule in RULES for flaw in rule(one, chosen)]
    assert (flaw.facts["account"], flaw.facts["holders"]) == ("Jon (WMSE)", [])


@pytest.mark.parametrize(
    "lead",
    [people("John"), people(Person("Johnny", "John (WMSE)")), people(everyone="lead")],
    ids=["in the register", "account linked", "everyone"],
)
def test_owner_known(lead: People) -> None:
    """A name in the register, a link to an account in it, and everyone, need no word."""
    assert flaws(project(lead=lead)) == []


def test_account_outside_the_register_is_told() -> None:
    """A link to an account that is not in the register may be misspelt, and is told even where the name is known."""
    (found,) = flaws(project(lead=people(Person("John", "Jon (WMSE)"))))
    assert (found.code, found.facts["name"], found.facts["account"]) == ("owner-unknown", "John", "Jon (WMSE)")


def test_account_that_the_wiki_knows_needs_no_place_in_the_register() -> None:
    """A link to somebody's account who can be reached there says enough, as lead and as support; another does not."""
    reachable = frozenset({"Jon (WMSE)"})
    for owner in (people(Person("Jon", "Jon (WMSE)")), people("John", support=[])):
        one = replace(standing(replace(project(lead=owner), funding=SOME)), reachable=reachable)
        assert [flaw for rule in RULES for flaw in rule(one, settings())] == []
    gone = replace(
        standing(replace(project(lead=people(Person("Jan", "Jan (WMSE)"))), funding=SOME)), reachable=reachable
    )
    assert [flaw.facts["account"] for rule in RULES for flaw in rule(gone, settings())] == ["Jan (WMSE)"]


def test_unknown_owner_is_told_of_once_a_name() -> None:
    """A name that stands in several cells, as lead or support, is told of where it first stands."""
    rows = [
        activity("A", owner=people("Axel", support=["Beate"]), line=20),
        activity("B", owner=people("Beate"), line=22),
        activity("C", owner=people("Carin"), line=24),
    ]
    found = flaws(project(*rows, lead=people("John", support=["Carin"])))
    assert [(flaw.facts["name"], flaw.facts["in_plan"], flaw.place.line, flaw.subject) for flaw in found] == [
        ("Carin", False, 1, None),
        ("Beate", True, 20, "A"),
    ]


def test_unknown_owner_of_a_nameless_activity_has_no_subject() -> None:
    """Where the activity has no words, the finding names none: unknown is null."""
    (flaw,) = flaws(project(activity("", owner=people("Beate"))))
    assert flaw.subject is None


def test_owners_of_activities_are_looked_at_without_project_data() -> None:
    """The plan's owner cells are looked at also where the project data is missing."""
    (flaw,) = flaws(replace(NO_DATA, activities=(activity(owner=people("Beate")),)))
    assert (flaw.code, flaw.place.page) == ("owner-unknown", TITLE)


@pytest.mark.parametrize(("number", "expected"), [(None, True), ("226401", False)], ids=["without", "with"])
def test_number_missing(number: str | None, expected: bool) -> None:  # noqa: FBT001 - pytest's parameters
    """A project needs a number; the finding names the project as `Mall:Projektid` would."""
    found = flaws(replace(project(), number=number))
    assert [flaw.facts for flaw in found if flaw.code == "number-missing"] == [{"name": "Prov 2022"}] * expected


def test_number_that_could_not_be_read_is_not_told_of_twice() -> None:
    """A box that holds something else than a number has been told of already."""
    one = replace(project(), number=None, flaws=(unreadable("number-missing", name="Prov", text="x"),))
    assert flaws(one) == []


@pytest.mark.parametrize(
    ("start", "end", "told", "missing"),
    [
        pytest.param(None, None, (), ["start", "end"], id="both"),
        pytest.param(None, date(2022, 12, 31), (), ["start"], id="start"),
        pytest.param(date(2022, 1, 1), None, (), ["end"], id="end"),
        pytest.param(date(2022, 1, 1), date(2022, 12, 31), (), None, id="none"),
        pytest.param(None, None, ("start",), ["end"], id="start is unreadable"),
        pytest.param(None, None, ("start", "end"), None, id="both are unreadable"),
        pytest.param(None, None, ("updated",), ["start", "end"], id="another date is unreadable"),
    ],
)
def test_dates_missing(start: date | None, end: date | None, told: tuple[str, ...], missing: list[str] | None) -> None:
    """Missing dates are told of together; one that cannot be read has been told of already."""
    one = replace(
        project(), start=start, end=end, flaws=tuple(unreadable("date-unreadable", field=key) for key in told)
    )
    found = [flaw.facts["missing"] for flaw in flaws(one) if flaw.code == "dates-missing"]
    assert found == ([missing] if missing else [])


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param("2022-06-01", "2022-05-31", True, id="a day before"),
        pytest.param("2022-06-01", "2022-06-01", False, id="the same day"),
    ],
)
def test_dates_reversed(start: str, end: str, expected: bool) -> None:  # noqa: FBT001 - pytest's parameters
    """A project may begin and end on one day, but not end before it begins."""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    found = [flaw for flaw in flaws(replace(project(), start=first, end=last)) if flaw.code == "dates-reversed"]
    assert [flaw.facts for flaw in found] == [{"start": first, "end": last}] * expected


@pytest.mark.parametrize(
    ("funding", "told", "expected"),
    [
        pytest.param((Funding("WMF", None),), False, True, id="a financier without a sum"),
        pytest.param((Funding("WMF", None), Funding("Donationer", 1.0)), False, False, id="one of two sums"),
        pytest.param((Funding("WMF", 0.0),), False, False, id="a sum of nothing"),
        pytest.param((Funding("WMF", None),), True, False, id="a sum that cannot be read"),
    ],
)
def test_budget_missing(funding: tuple[Funding, ...], told: bool, expected: bool) -> None:  # noqa: FBT001 - pytest's
    """A project needs a sum; one that cannot be read has been told of already."""
    one = replace(project(), funding=funding, flaws=(unreadable("budget-unreadable", text="?"),) * told)
    assert ("budget-missing" in [flaw.code for flaw in flaws(one)]) is expected


def test_total_is_a_budget() -> None:
    """A project whose total alone is known has a budget."""
    assert "budget-missing" not in [flaw.code for flaw in flaws(replace(project(), budget_total=3000.0))]
    one, chosen = standing(replace(project(), budget_total=3000.0)), settings()
    assert [flaw.code for rule in RULES for flaw in rule(one, chosen)] == []


def test_budget_missing_without_any_financier() -> None:
    """A project without financiers has no budget."""
    chosen = settings()
    assert [flaw.code for rule in RULES for flaw in rule(standing(project()), chosen)] == ["budget-missing"]
