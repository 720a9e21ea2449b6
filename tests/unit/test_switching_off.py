"""Severities and switching off by the settings, through the whole: findings, reminders, report, overview, safety."""

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.codes import CODES, PROBLEMS
from bot.forbidden import WRITES_NOTHING
from bot.knowledge import Knowledge, know
from bot.model import Flaw, Place
from bot.parse.regions import read_regions
from bot.plan import make_plan
from bot.planned import Plan
from bot.run import obstacles
from bot.tell.as_json import check_document
from tests.support.builders import DATA, TITLE, data_text, known, material, settings, wiki_pages
from tests.support.finding_cases import CASES, Case, findings_of

ROW = "Mars | Boka lokal | Axel | |"
AXEL, JOHN, OVERVIEW = "Användardiskussion:Axel (WMSE)", "Användardiskussion:John (WMSE)", "Lägesöversikt 2022"
ABOUT_PEOPLE = {"talk-page-unsupported"}
"""What is about a person, who may have to do with many projects, and can only be switched off for all."""

ABOUT_SETTINGS = {
    "path": "report",
    "allowed": "ett objekt",
    "default": "",
    "below": "",
    "below_line": 0,
    "lost": "",
    "stops": False,
}
ABOUT_TRUST = {"owner": "", "model": "wikitext"}
ABOUT_ACCOUNTS = {"name": "Sara", "account": "Sara (WMSE)", "instead": None}

EVERY = [pytest.param(case, id=name) for name, case in CASES.items() if "." not in name]
OF_PROJECTS = [pytest.param(case, id=case.code) for case in CASES.values() if case.code not in ABOUT_PEOPLE]
THE_PROJECT = "Projekt:Skrivstugor 2022"


def told(case: Case, **rules: object) -> list[str]:
    """The severities of the findings of a case's code, where the settings have these parts."""
    return [one.severity for one in findings_of(case.scene.known(**rules)) if one.code == case.code]


@pytest.mark.parametrize("case", EVERY)
def test_every_finding_has_the_severity_that_is_set(case: Case) -> None:
    """Each code can be made an error, a warning or mere information."""
    for severity in ("error", "warning", "info"):
        assert told(case, findings={case.code: severity}) == [severity]


@pytest.mark.parametrize("case", EVERY)
def test_every_finding_can_be_off_for_all(case: Case) -> None:
    """Each code can be switched off for all projects; that silences no other."""
    off = case.scene.known(findings={case.code: "off"})
    assert findings_of(off) == [one for one in findings_of(case.scene.known()) if one.code != case.code]


@pytest.mark.parametrize("case", OF_PROJECTS)
def test_every_finding_can_be_off_for_one_project(case: Case) -> None:
    """Each code about a project can be switched off for it, and stays on where it is off for another."""
    assert told(case, projects={THE_PROJECT: {"off": [case.code]}}) == []
    assert told(case, projects={"Projekt:Annat 2022": {"off": [case.code]}}) == [case.finding.severity]


@pytest.mark.parametrize("code", PROBLEMS)
def test_every_problem_has_the_severity_that_is_set(code: str) -> None:
    """What is wrong with the run as a whole can be set and switched off, too, but not for one project."""
    assert problems(code) == [PROBLEMS[code]]
    assert problems(code, findings={code: "info"}) == ["info"]
    assert problems(code, findings={code: "off"}) == []
    assert problems(code, projects={TITLE: {"off": [code]}}) == [PROBLEMS[code]]


def problems(code: str, **rules: object) -> list[str]:
    """The severities of the problems of a code, told of by a flaw that has all the facts there are."""
    facts = ABOUT_SETTINGS | ABOUT_TRUST | ABOUT_ACCOUNTS | {"why": ""}
    base = material(wiki_pages(), rules=settings(**rules))
    found = know(replace(base, flaws=(Flaw(code, Place("Sidan", 1), facts=facts),)))
    return [one.severity for one in found.problems]


def planned(rules: Mapping[str, object], *, data: str | None = None) -> tuple[Knowledge, Plan]:
    """What is known of a project with a late activity, and what a run would do."""
    found = known(wiki_pages(ROW, data=data), rules=settings(**rules))
    return found, make_plan(found)


def off(*codes: str) -> list[dict[str, object]]:
    """The two ways to switch codes off: for all, and for the project."""
    return [{"findings": dict.fromkeys(codes, "off")}, {"projects": {TITLE: {"off": list(codes)}}}]


def text_of(plan: Plan, title: str) -> str:
    """A page as the plan leaves it."""
    edit = plan.for_page(title)
    assert edit
    return edit.text


def overdue_in(overview: str) -> int:
    """How many activities are late by the overview's figures."""
    told = re.search(r">Försenade aktiviteter <span[^<>]*>(\d+)<", overview)
    assert told
    return int(told[1])


@pytest.mark.parametrize("rules", off("activity-overdue"), ids=["for all", "for the project"])
def test_late_activities_that_are_off_are_told_nowhere(rules: dict[str, object]) -> None:
    """No finding, no reminder, no row in the report, no figure in the overview; the state itself is still a fact."""
    usual, plan = planned({})
    assert "Boka lokal" in text_of(plan, AXEL)
    assert "Boka lokal" in text_of(plan, DATA)
    assert overdue_in(text_of(plan, OVERVIEW)) == 1
    found, plan = planned(rules)
    assert "activity-overdue" not in {one.code for one in found.findings[TITLE]}
    assert plan.for_page(AXEL) is None
    assert "Boka lokal" not in text_of(plan, DATA)
    assert "Förslag till status" not in text_of(plan, DATA)
    assert overdue_in(text_of(plan, OVERVIEW)) == 0
    before, _, after = text_of(plan, OVERVIEW).partition("tidslinje")  # which shows all activities
    assert "Boka lokal" not in before
    assert "Skulle ha varit klart" not in after
    states = [check_document(one)["projects"][0]["activities"][0]["state"] for one in (usual, found)]
    assert states == ["overdue", "overdue"]


def test_what_was_written_goes_when_it_is_switched_off() -> None:
    """A row that the bot has put into the report is taken out again by the next run."""
    _, plan = planned({})
    written = text_of(plan, DATA)
    _, again = planned({"findings": {"activity-overdue": "off"}}, data=written)
    region = read_regions(text_of(again, DATA)).found["problem"]
    assert text_of(again, DATA)[region.body_start : region.body_end].strip() == ""


def without_facts(case: object) -> bool:
    """Whether the case is about a project without any page of facts, which reports on its own page."""
    return isinstance(case, Case) and case.finding.message.startswith("Projektet saknar sidan med projektdata")


LATE = data_text(uppdaterad="2022-10-04")
UNDATED = data_text(aktiviteter="Mycket")


@pytest.mark.parametrize(
    ("data", "code", "state"),
    [
        pytest.param(data_text(), "report-missing", "missing", id="missing"),
        pytest.param(LATE, "report-late", "late", id="late"),
        pytest.param(UNDATED, "report-undated", "missing", id="undated"),
        pytest.param(UNDATED, "report-missing", "missing", id="undated, where missing ones are off"),
    ],
)
@pytest.mark.parametrize("whose", [0, 1], ids=["for all", "for the project"])
def test_late_report_that_is_off_is_told_nowhere(data: str, code: str, state: str, whose: int) -> None:
    """No finding, no reminder, and the overview expects none; the state itself is still a fact."""
    _, usual = planned({}, data=data)
    assert re.search(r"Lägesrapporten .*oktober 2022", text_of(usual, JOHN))
    assert "Ingen väntas" not in text_of(usual, OVERVIEW)
    found, plan = planned(off(code)[whose], data=data)
    assert code not in {one.code for one in found.findings[TITLE]}
    assert plan.for_page(JOHN) is None
    overview = text_of(plan, OVERVIEW)
    assert "| – Ingen väntas" in overview
    assert "0 aktuella</span> 0 på väg, 0 försenade, 0 saknas, 1 väntas inte" in overview
    assert check_document(found)["projects"][0]["report"]["state"] == state


def test_switched_off_code_leaves_the_others() -> None:
    """A missing report that is off leaves the late activity to be told, and the other way round."""
    _, plan = planned({"findings": {"report-missing": "off"}})
    assert [edit.title for edit in plan.edits] == [DATA, AXEL, OVERVIEW]
    _, plan = planned({"findings": {"activity-overdue": "off"}})
    assert [edit.title for edit in plan.edits] == [DATA, JOHN, OVERVIEW]


def test_info_is_still_reminded_of() -> None:
    """How bad a finding is says nothing of whether people are reminded; only off does."""
    _, plan = planned({"findings": {"activity-overdue": "info", "report-missing": "info"}})
    assert plan.for_page(AXEL)
    assert plan.for_page(JOHN)


@pytest.mark.parametrize(
    "case", [one for one in OF_PROJECTS if one.id in WRITES_NOTHING and not without_facts(one.values[0])]
)
@pytest.mark.parametrize("whose", ["all", "project"])
def test_what_stops_the_writing_stops_it_switched_off_too(case: Case, whose: str) -> None:
    """Safety is no matter of taste: with the finding off, nothing is written in the project, and the plan says why."""
    rules: dict[str, object] = {"findings": {case.code: "off"}}
    if whose == "project":
        rules = {"projects": {THE_PROJECT: {"off": [case.code]}}}
    plan = make_plan(case.scene.known(**rules), ["report"])
    assert plan.edits == ()
    assert [(one.title, one.why) for one in plan.withheld] == [(case.finding.place.page, case.finding.message)]


def test_all_that_stops_the_writing_is_tried() -> None:
    """Every code that stops the writing has its case in the test above."""
    assert {one.id for one in OF_PROJECTS} >= WRITES_NOTHING
    assert CODES.keys() >= WRITES_NOTHING


def test_talk_page_that_cannot_be_written_stays_unwritten() -> None:
    """A talk page of another kind gets no message though no finding tells of it; plan and manager are told."""
    case = CASES["talk-page-unsupported"]
    plan = make_plan(case.scene.known(findings={case.code: "off"}), ["remind"])
    assert [one.title for one in plan.edits] == [JOHN]
    assert [one.title for one in plan.withheld] == [case.finding.place.page]


def test_mistake_in_the_register_stops_writing_though_it_is_off() -> None:
    """A mistake in the settings that stops all writing does so even where they switch its own code off."""
    facts = ABOUT_SETTINGS | {"path": "people.John", "stops": True}
    flaw = Flaw("settings-value", Place("Inställningar", 3), facts=facts)
    base = material(wiki_pages(ROW), rules=settings(findings={"settings-value": "off"}))
    found = know(replace(base, flaws=(flaw,)))
    assert found.problems == ()
    (stop,) = obstacles(found, Plan())
    assert re.match(r"Inställningar, line 3: .*people\.John", stop)
