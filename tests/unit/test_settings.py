"""What the settings mean once they are valid (the contract on settings)."""

from datetime import date

import pytest
from pydantic import ValidationError

from bot.setting_values import Interval
from bot.settings import FIELDS, WEEKDAYS, Pages, ProjectRules, Settings, Templates
from tests.support.builders import JOHN, PEOPLE, TITLE, settings

DEFAULTS = Settings()


def test_defaults_are_those_of_the_contract() -> None:
    """`{}` means: a report a month, on work day five, seven days early; reminders after two work days."""
    report, reminders, guard = DEFAULTS.report, DEFAULTS.reminders, DEFAULTS.guard
    assert (report.every_months, report.due_workday, report.early_days, report.final_report_after_days) == (1, 5, 7, 60)
    assert report.placement == "auto"
    assert (reminders.grace_workdays, reminders.again_after_workdays, reminders.manager_after_workdays) == (2, 5, 10)
    assert (reminders.upcoming_days, reminders.weekdays) == (7, ("mon", "tue", "wed", "thu", "fri"))
    assert (guard.max_changed_share, guard.max_reminders) == (0.6, 50)
    assert (DEFAULTS.people, DEFAULTS.projects, DEFAULTS.findings) == ({}, {}, {})


def test_default_titles_are_those_of_the_contract() -> None:
    """Pages have the names that the contract gives."""
    pages = DEFAULTS.pages
    assert (pages.category, pages.overview, pages.year_list) == (
        "Projekt {year}",
        "Lägesöversikt {year}",
        "Projekt {year}",
    )
    assert (pages.stop, pages.log, pages.requests) == (
        "Användare:Lägesbot/stopp",
        "Användare:Lägesbot/Logg",
        "Användare:Lägesbot/Kör",
    )
    assert pages.talk_page("John (WMSE)") == "Användardiskussion:John (WMSE)"


def test_week_days_begin_on_monday() -> None:
    """The names of the week days stand where `date.weekday()` looks for them."""
    assert [WEEKDAYS[date(2022, 11, number).weekday()] for number in range(7, 14)] == list(WEEKDAYS)
    assert WEEKDAYS[0] == "mon"


@pytest.mark.parametrize(
    ("text", "inside"),
    [("2022-06-30", False), ("2022-07-01", True), ("2022-07-31", True), ("2022-08-01", False)],
    ids=["before", "first", "last", "after"],
)
def test_interval_holds_both_its_ends(text: str, inside: bool) -> None:  # noqa: FBT001 - pytest's parameters
    """A leave includes its first and its last day."""
    assert (date.fromisoformat(text) in Interval(date(2022, 7, 1), date(2022, 7, 31))) is inside


@pytest.mark.parametrize(
    ("key", "title", "paused"),
    [
        (TITLE, TITLE, True),
        ("Prov 2022", TITLE, True),
        (TITLE, "Projekt:Annat 2022", False),
        ("Annat:Prov 2022", TITLE, False),
        ("Projekt:Projekt:Prov 2022", TITLE, False),
    ],
    ids=["full title", "without namespace", "another project", "another namespace", "namespace twice"],
)
def test_rules_for_a_project(key: str, title: str, paused: bool) -> None:  # noqa: FBT001 - pytest's parameters
    """A project is found in the settings with and without its namespace; one that is not there has no rules."""
    found = settings(projects={key: {"paused_until": "2022-12-01"}}).rules_for(title)
    assert found == (ProjectRules(paused_until=date(2022, 12, 1)) if paused else ProjectRules())


def test_full_title_comes_before_the_bare_one() -> None:
    """Where a project stands in the settings both ways, its full title counts."""
    rules = settings(projects={"Prov 2022": {"every_months": 2}, TITLE: {"every_months": 3}})
    assert rules.rules_for(TITLE).every_months == 3


def test_rules_follow_the_namespace_that_is_set() -> None:
    """Where the projects have another namespace, that is the one that may be left out."""
    rules = settings(pages={"namespace": "Uppdrag"}, projects={"Prov 2022": {"every_months": 2}})
    assert rules.rules_for("Uppdrag:Prov 2022").every_months == 2
    assert rules.rules_for(TITLE).every_months is None


@pytest.mark.parametrize(
    ("findings", "off", "expected"),
    [
        ({}, [], "warning"),
        ({"owner-unknown": "info"}, [], "info"),
        ({"owner-unknown": "off"}, [], None),
        ({"owner-unknown": "error"}, ["owner-unknown"], None),
        ({"task-missing": "off"}, ["task-missing"], "warning"),
    ],
    ids=["default", "set", "off for all", "off for the project", "another is off"],
)
def test_severity(findings: dict[str, str], off: list[str], expected: str | None) -> None:
    """The severity that is set, else the default; none where it is off for all or for the project."""
    rules = settings(findings=findings, projects={TITLE: {"off": off}})
    assert rules.severity("owner-unknown", title=TITLE, default="warning") == expected


def test_managers_are_the_active_ones() -> None:
    """A manager who has left is none any more; the others come in the register's order."""
    register = {
        "Karin": {"account": "Karin (WMSE)", "manager": True, "active": False},
        "Olle": {"account": "Olle (WMSE)", "manager": True},
        **PEOPLE,
    }
    assert list(settings(people=register).managers()) == ["Olle", "John"]


def test_names_of_parameters_can_be_set_one_by_one() -> None:
    """Names that are set count instead of the usual ones; other parameters keep theirs."""
    templates = settings(templates={"fields": {"updated": ["ändrad", "uppdaterad"]}}).templates
    assert templates.aliases("updated") == ("ändrad", "uppdaterad")
    assert templates.aliases("status") == FIELDS["status"] == ("status", "statusColor")


def test_the_template_is_known_by_its_names_of_all_years() -> None:
    """Without settings the template is found by today's name, by those of 2017, 2014 and 2013, and by a guess."""
    assert Templates().projectdata == (
        *("Projektdata", "Projektdata 2017", "Projektdata 2014", "Ledningsrapport", "Projektfakta"),
    )


def test_parameters_of_all_years_are_known() -> None:
    """Every parameter that a generation of the template has for a fact or a part of the report is read."""
    names = {name for aliases in FIELDS.values() for name in aliases}
    today = "id ansvarig projektstart projektslut finansiär budget budget_total dolt_läge uppdaterad status aktiviteter"
    assert {*today.split(), "nästa_månad", "problem", "kostnad", "erfarenheter", "chefen", "slutrapport"} <= names
    y2014 = (
        "fas finansiering finansiering_1 finansiering_belopp_1 tidplan uppdaterad statusColor statusorsak aktiviteter"
    )
    more = "progress erfarenheter kostnadBudget kostnadAktuell risker problem omfattning chefen slutrapport avslutad"
    assert {*y2014.split(), *more.split(), "kod"} <= names


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        ("John (WMSE)", "John (WMSE)"),
        ("john_(WMSE)", "John (WMSE)"),
        ("  John   (WMSE) ", "John (WMSE)"),
        ("Anna·B", "Anna·B"),
        ("Ö" * 117 + "a", "Ö" * 117 + "a"),
    ],
    ids=["as it is", "first letter and underscores", "spaces", "a dot in the middle", "235 bytes"],
)
def test_account_is_brought_into_the_wikis_form(account: str, expected: str) -> None:
    """However an account is written, it is the one account: a person has one talk page."""
    assert settings(people={"John": {"account": account}}).people["John"].account == expected


@pytest.mark.parametrize(
    "account",
    ["", "  ", "Användare:John", "John/Arkiv", "John#1", "[[John]]", "{{John}}", "John|Namn", "a\nb<", "Ö" * 118],
)
def test_account_that_no_wiki_has(account: str) -> None:
    """A namespace, a sub-page, markup or too many characters are no account's name."""
    with pytest.raises(ValidationError):
        settings(people={"John": {**JOHN, "account": account}})


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("overview", "Läge  {year}", "Läge {year}"),
        ("overview", "Läget_nu", "Läget nu"),
        ("category", "Projekt", "Projekt"),
        ("handbook", "Hjälp:Lägesbot", "Hjälp:Lägesbot"),
        ("talk", "Diskussion_om_användare", "Diskussion om användare"),
    ],
)
def test_titles_are_brought_into_the_wikis_form(key: str, value: str, expected: str) -> None:
    """Titles have spaces for underscores, and a year only where they should."""
    assert getattr(settings(pages={key: value}).pages, key) == expected


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("overview", "Läge {yaer}"),
        ("overview", "Läge {"),
        ("overview", "Läge {0}"),
        ("overview", "Läge {year.__class__}"),
        ("category", "[[Projekt]]"),
        ("year_list", " "),
        ("stop", "Användare:Lägesbot/stopp {year}"),
        ("stop", ""),
        ("numbers", "Mall:A#b"),
        ("namespace", "Projekt:"),
        ("talk", "Användardiskussion:"),
        ("category_namespace", ""),
    ],
)
def test_titles_that_no_page_has(key: str, value: str) -> None:
    """A title without words, with markup, or with anything in braces but the year is a mistake."""
    with pytest.raises(ValidationError):
        settings(pages={key: value})


def test_settings_cannot_be_changed() -> None:
    """Settings are plain data: nobody changes them on the way."""
    with pytest.raises(ValidationError):
        DEFAULTS.pages.stop = "X"  # type: ignore[misc]
    assert DEFAULTS.pages == Pages()


@pytest.mark.parametrize("heading", ["", "a = b", "[[a]]", "a|b"])
def test_heading_that_is_none(heading: str) -> None:
    """A heading has words, and no sign that would end it or make something else of it."""
    for key in ("heading", "after_heading"):
        with pytest.raises(ValidationError):
            settings(report={key: heading})
        assert getattr(settings(report={key: "Läget  nu"}).report, key) == "Läget nu"


def test_parameter_that_would_be_signed() -> None:
    """A parameter's name with tildes would become a signature when the page is saved."""
    with pytest.raises(ValidationError):
        settings(templates={"fields": {"problems": ["~~~~"]}})
